/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The numbers of the rules that generated rows follow.
 */

#pragma once

#include "nrn-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_GENERATOR_CARD (nrn_generator_card_get_type ())

/**
 * NrnGeneratorCard:
 *
 * A field for each number, and for the seed. What is changed applies a moment
 * later, can be taken back, and leaves what the network has learned. Hidden
 * where the rows are from a file.
 */
G_DECLARE_FINAL_TYPE (NrnGeneratorCard, nrn_generator_card, NRN, GENERATOR_CARD, GtkWidget)

void           nrn_generator_card_set_document (NrnGeneratorCard *card,
                                                NrnDocument      *document);
void           nrn_generator_card_update       (NrnGeneratorCard *card);
GtkSpinButton *nrn_generator_card_get_field    (NrnGeneratorCard *card,
                                                const char       *name);
const char    *nrn_generator_card_get_error    (NrnGeneratorCard *card);

G_END_DECLS
