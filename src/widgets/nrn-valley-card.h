/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the loss depends on the weight that is selected.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-canvas.h"
#include "nrn-loss-valley.h"

G_BEGIN_DECLS

#define NRN_TYPE_VALLEY_CARD (nrn_valley_card_get_type ())

/**
 * NrnValleyCard:
 *
 * The loss over the weight that is selected on the canvas, on all rows to train
 * on or on those of the next update; for a unit, which is folded up at first,
 * over its bias. A ball shows where the weight is; dragged, it changes the
 * weight, which can be taken back. A slider tries learning rates: the arrow of
 * the step is so much times the gradient. Hidden while nothing that learns is
 * selected. While the training goes on, there is no curve. The curve is
 * computed on a thread.
 *
 * Signals: "failed" with a sentence when something cannot be done.
 */
G_DECLARE_FINAL_TYPE (NrnValleyCard, nrn_valley_card, NRN, VALLEY_CARD, GtkWidget)

void     nrn_valley_card_set_canvas        (NrnValleyCard *card,
                                            NrnCanvas     *canvas,
                                            NrnDocument   *document);
gboolean nrn_valley_card_is_busy           (NrnValleyCard *card);
const NrnLossValley *
         nrn_valley_card_get_valley        (NrnValleyCard *card);
const NrnLossStep *
         nrn_valley_card_get_step          (NrnValleyCard *card);
void     nrn_valley_card_try_learning_rate (NrnValleyCard *card,
                                            double         learning_rate);

G_END_DECLS
