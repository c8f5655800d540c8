/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a row is taken for what it is not.
 */

#pragma once

#include "nrn-canvas.h"

G_BEGIN_DECLS

#define NRN_TYPE_WHY_CARD (nrn_why_card_get_type ())

/**
 * NrnWhyCard:
 *
 * What pulls the row that somebody has chosen to the class that it is wrongly
 * taken for, or to a value that is not its target. Visible only from the moment
 * such a row is chosen until another one is watched; the strongest edges then
 * stand out on the canvas.
 *
 * Signals: "shown" when there is another row to be explained.
 */
G_DECLARE_FINAL_TYPE (NrnWhyCard, nrn_why_card, NRN, WHY_CARD, GtkWidget)

void nrn_why_card_set_canvas (NrnWhyCard  *card,
                              NrnCanvas   *canvas,
                              NrnDocument *document);

G_END_DECLS
