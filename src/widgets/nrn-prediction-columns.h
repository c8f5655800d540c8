/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of the table of predictions.
 */

#pragma once

#include "nrn-prediction-list.h"

G_BEGIN_DECLS

void     nrn_prediction_columns_set       (GtkColumnView        *view,
                                           const NrnPredictions *predictions);
void     nrn_prediction_columns_get_order (GtkColumnView        *view,
                                           NrnPredictionsOrder  *order);
void     nrn_prediction_columns_forget_others (GtkColumnView    *view);
gboolean nrn_prediction_columns_sort      (GtkColumnView        *view,
                                           guint                 position);
void     nrn_prediction_columns_refresh   (GtkColumnView        *view,
                                           gboolean              only_in_sight);

G_END_DECLS
