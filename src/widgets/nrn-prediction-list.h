/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Predictions in an order, as a list.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-predictions.h"

G_BEGIN_DECLS

#define NRN_TYPE_PREDICTION_ROW (nrn_prediction_row_get_type ())

/**
 * NrnPredictionRow:
 *
 * A place in the list: the row of the data that is there now, with what is
 * predicted of it. Made when somebody looks at it.
 */
G_DECLARE_FINAL_TYPE (NrnPredictionRow, nrn_prediction_row, NRN, PREDICTION_ROW, GObject)

const NrnPredictions *nrn_prediction_row_get_predictions (NrnPredictionRow     *row);
guint                 nrn_prediction_row_get_row         (NrnPredictionRow     *row);

#define NRN_TYPE_PREDICTION_LIST (nrn_prediction_list_get_type ())

/**
 * NrnPredictionList:
 *
 * A list of #NrnPredictionRow: of a million rows it keeps their numbers and
 * makes the few that are in sight. One row can be selected, and stays
 * selected wherever the order puts it.
 *
 * Signals: "selected" with the number in the data of the row that a person
 * has selected; "refreshed" when there are as many rows as before, but with
 * other contents, so that a view need not make them anew.
 */
G_DECLARE_FINAL_TYPE (NrnPredictionList, nrn_prediction_list, NRN, PREDICTION_LIST, GObject)

NrnPredictionList    *nrn_prediction_list_new             (void);
void                  nrn_prediction_list_set_take        (NrnPredictionList    *list,
                                                           const NrnPredictions *predictions,
                                                           guint                *rows);
const NrnPredictions *nrn_prediction_list_get_predictions (NrnPredictionList    *list);
guint                 nrn_prediction_list_get_row         (NrnPredictionList    *list,
                                                           guint                 position);
int                   nrn_prediction_list_get_selected    (NrnPredictionList    *list);
void                  nrn_prediction_list_set_selected    (NrnPredictionList    *list,
                                                           int                   row);

G_END_DECLS
