/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The plots of loss and accuracy, with how to draw them.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_HISTORY_CARDS (nrn_history_cards_get_type ())

/**
 * NrnHistoryCards:
 *
 * Two cards, of which a regression has one.
 *
 * Signals: "failed" with a sentence when an epoch cannot be shown.
 */
G_DECLARE_FINAL_TYPE (NrnHistoryCards, nrn_history_cards, NRN, HISTORY_CARDS, GtkWidget)

void          nrn_history_cards_set_document  (NrnHistoryCards *cards,
                                               NrnDocument     *document);
void          nrn_history_cards_bind_settings (NrnHistoryCards *cards,
                                               GSettings       *settings);
GActionGroup *nrn_history_cards_get_actions   (NrnHistoryCards *cards);

G_END_DECLS
