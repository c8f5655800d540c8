/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What has been learned, on the right.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-canvas.h"
#include "nrn-history-cards.h"

G_BEGIN_DECLS

#define NRN_TYPE_RESULTS_PANE (nrn_results_pane_get_type ())

/**
 * NrnResultsPane:
 *
 * Loss, accuracy, the predictions as a confusion matrix or a table, the log
 * in Keras' words, and the numbers of the unit that is selected.
 *
 * Signals: "failed" with a sentence when something cannot be shown.
 */
G_DECLARE_FINAL_TYPE (NrnResultsPane, nrn_results_pane, NRN, RESULTS_PANE, GtkWidget)

void             nrn_results_pane_set_document      (NrnResultsPane *pane,
                                                     NrnDocument    *document,
                                                     NrnCanvas      *canvas);
NrnHistoryCards *nrn_results_pane_get_history_cards (NrnResultsPane *pane);
GActionGroup    *nrn_results_pane_get_actions       (NrnResultsPane *pane);

G_END_DECLS
