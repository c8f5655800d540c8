/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which rows train, and which are held out.
 */

#pragma once

#include "nrn-document.h"
#include "nrn-split-digest.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is suggested where nothing is held out. */
#define NRN_SPLIT_CARD_SUGGESTION 0.1

#define NRN_TYPE_SPLIT_CARD (nrn_split_card_get_type ())

/**
 * NrnSplitCard:
 *
 * All rows in their order as a strip, the split in words, and what is wrong
 * with it: Keras takes the last rows, before it shuffles.
 *
 * Signals: "failed" with a sentence, if a split was asked for that cannot be.
 */
G_DECLARE_FINAL_TYPE (NrnSplitCard, nrn_split_card, NRN, SPLIT_CARD, GtkWidget)

void nrn_split_card_set_document (NrnSplitCard         *card,
                                  NrnDocument          *document);
void nrn_split_card_set          (NrnSplitCard         *card,
                                  const NrnSplitDigest *split,
                                  const NrnSplitDigest *suggested);

G_END_DECLS
