/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss or accuracy, epoch by epoch, as a widget.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_HISTORY_VIEW (nrn_history_view_get_type ())

/**
 * NrnHistoryView:
 *
 * Draws the loss or the accuracy of a document's training. The pointer and
 * the arrow keys move a cross-hair from epoch to epoch; a click and Enter
 * show the network as it was after that epoch.
 *
 * Properties: "metric", "loss" or the name of a metric; "epoch", where
 * the cross-hair is, 0 for nowhere; "value" in words, there or at the moment that is
 * shown; "value-note", what it is, %NULL for that of a whole epoch.
 *
 * Signals: "failed" with a sentence when an epoch cannot be shown.
 */
G_DECLARE_FINAL_TYPE (NrnHistoryView, nrn_history_view, NRN, HISTORY_VIEW, GtkWidget)

void nrn_history_view_set_document (NrnHistoryView *view,
                                    NrnDocument    *document,
                                    GActionGroup   *options);

G_END_DECLS
