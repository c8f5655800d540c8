/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Cards below each other.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_CARD_BOX (nrn_card_box_get_type ())

/**
 * NrnCardBox:
 *
 * A box in which the shadow of a card is painted again only where it has to be.
 * Each card and its shadow are clipped to themselves: then GTK, which knows the
 * extents of what it has to paint anew, finds these to be within the card, and
 * leaves out the shadow. Otherwise it would blur those of all cards whenever
 * something changes in the first and the last.
 */
G_DECLARE_FINAL_TYPE (NrnCardBox, nrn_card_box, NRN, CARD_BOX, GtkBox)

void nrn_card_box_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot);

G_END_DECLS
