/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How large the gradients of each layer are.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_GRADIENT_CARD (nrn_gradient_card_get_type ())

/**
 * NrnGradientCard:
 *
 * A bar and a number for each layer, folded until somebody opens it.
 */
G_DECLARE_FINAL_TYPE (NrnGradientCard, nrn_gradient_card, NRN, GRADIENT_CARD, GtkWidget)

void nrn_gradient_card_set_document (NrnGradientCard *card,
                                     NrnDocument     *document);

G_END_DECLS
