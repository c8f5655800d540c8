/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Points that are added, moved and removed by hand.
 */

#pragma once

#include "nrn-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_POINTS_CARD (nrn_points_card_get_type ())

/**
 * NrnPointsCard:
 *
 * The rows of two features with classes, as points that can be edited. Hidden
 * for other data.
 *
 * Signals: "failed" with a sentence, if something was asked for that cannot be.
 */
G_DECLARE_FINAL_TYPE (NrnPointsCard, nrn_points_card, NRN, POINTS_CARD, GtkWidget)

void     nrn_points_card_set_document (NrnPointsCard *card,
                                       NrnDocument   *document);
gssize   nrn_points_card_get_chosen   (NrnPointsCard *card);
gboolean nrn_points_card_get_place    (NrnPointsCard *card,
                                       const double  *features,
                                       double        *x,
                                       double        *y);
void     nrn_points_card_press        (NrnPointsCard *card,
                                       double         x,
                                       double         y);
void     nrn_points_card_drag         (NrnPointsCard *card,
                                       double         x,
                                       double         y);
void     nrn_points_card_release      (NrnPointsCard *card);

G_END_DECLS
