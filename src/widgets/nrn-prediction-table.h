/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The table of predictions.
 */

#pragma once

#include "nrn-document.h"
#include "nrn-prediction-list.h"

G_BEGIN_DECLS

#define NRN_TYPE_PREDICTION_TABLE (nrn_prediction_table_get_type ())

/**
 * NrnPredictionTable:
 *
 * Every row of the data with what the network says of it, the wrong ones
 * first, or in the order of a column. Whoever selects a row watches it. The
 * pictures of the data say nothing that is not in it too.
 *
 * Computes on a thread of its own, and only while it is in sight.
 */
G_DECLARE_FINAL_TYPE (NrnPredictionTable, nrn_prediction_table, NRN, PREDICTION_TABLE, GtkWidget)

void               nrn_prediction_table_set_document (NrnPredictionTable *table,
                                                      NrnDocument        *document);
NrnPredictionList *nrn_prediction_table_get_list     (NrnPredictionTable *table);

G_END_DECLS
