/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Sums of sizes, as norms are made of.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

double nrn_norm_sum_sizes   (gsize        n,
                             const float *values);
double nrn_norm_sum_squares (gsize        n,
                             const float *values);

G_END_DECLS
