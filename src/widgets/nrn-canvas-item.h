/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Something in the network on screen that can have the focus.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-network-layout.h"

G_BEGIN_DECLS

#define NRN_TYPE_CANVAS_ITEM (nrn_canvas_item_get_type ())

/**
 * NrnCanvasItem:
 *
 * Stands for what the canvas draws at its place: a unit, an input, a bias or
 * the count of folded units, for the focus and for who does not see it; or
 * for a layer, which has those as its children. Draws nothing but the focus.
 */
G_DECLARE_FINAL_TYPE (NrnCanvasItem, nrn_canvas_item, NRN, CANVAS_ITEM, GtkWidget)

GtkWidget          *nrn_canvas_item_new       (const NrnPick      *pick);
GtkWidget          *nrn_canvas_item_new_layer (guint               column);

const NrnPick      *nrn_canvas_item_get_pick  (NrnCanvasItem      *item);
const GdkRectangle *nrn_canvas_item_get_area  (NrnCanvasItem      *item);
void                nrn_canvas_item_set_area  (NrnCanvasItem      *item,
                                               const GdkRectangle *area);

G_END_DECLS
