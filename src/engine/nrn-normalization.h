/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the layers that normalize have in common.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void nrn_normalization_scale        (guint        n_rows,
                                     guint        units,
                                     const float *gamma,
                                     const float *beta,
                                     const float *normalized,
                                     float       *outputs);
void nrn_normalization_sum_products (guint        n_rows,
                                     guint        units,
                                     const float *d_outputs,
                                     const float *normalized,
                                     float       *products);

G_END_DECLS
