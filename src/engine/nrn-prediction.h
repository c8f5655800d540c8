/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network's outputs say about classes.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint  nrn_prediction_get_n_classes (guint        n_outputs);
guint  nrn_prediction_get_class     (guint        n_outputs,
                                     const float *outputs);
double nrn_prediction_get_share     (guint        n_outputs,
                                     const float *outputs,
                                     guint        class_index);

G_END_DECLS
