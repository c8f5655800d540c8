/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Something in the network on screen that can have the focus.
 */

#include "config.h"

#include "nrn-canvas-item.h"

struct _NrnCanvasItem
{
  GtkWidget    parent_instance;

  NrnPick      pick;
  GdkRectangle area;      /* on the canvas */
};

G_DEFINE_FINAL_TYPE (NrnCanvasItem, nrn_canvas_item, GTK_TYPE_WIDGET)

static void
nrn_canvas_item_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (nrn_canvas_item_parent_class)->dispose (object);
}

static void
nrn_canvas_item_class_init (NrnCanvasItemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_canvas_item_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_class_set_css_name (widget_class, "unit");
}

static void
nrn_canvas_item_init (NrnCanvasItem *self)
{
  /* The canvas knows what is under the pointer. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * nrn_canvas_item_new:
 * @pick: what it stands for
 *
 * Returns: (transfer floating): an item that can have the focus
 */
GtkWidget *
nrn_canvas_item_new (const NrnPick *pick)
{
  NrnCanvasItem *self = g_object_new (NRN_TYPE_CANVAS_ITEM, "focusable", TRUE, NULL);

  self->pick = *pick;
  if (pick->kind != NRN_PICK_NODE)
    gtk_widget_add_css_class (GTK_WIDGET (self), "square");

  return GTK_WIDGET (self);
}

/**
 * nrn_canvas_item_new_layer:
 * @column: the column that it stands for
 *
 * Returns: (transfer floating): an item that has others as its children
 */
GtkWidget *
nrn_canvas_item_new_layer (guint column)
{
  NrnCanvasItem *self = g_object_new (NRN_TYPE_CANVAS_ITEM,
                                      "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

  self->pick.column = column;
  gtk_widget_add_css_class (GTK_WIDGET (self), "layer");

  return GTK_WIDGET (self);
}

/**
 * nrn_canvas_item_get_pick:
 * @item: an item
 *
 * Returns: (transfer none): what it stands for; of a layer, the column alone
 *   counts
 */
const NrnPick *
nrn_canvas_item_get_pick (NrnCanvasItem *item)
{
  return &item->pick;
}

/**
 * nrn_canvas_item_get_area:
 * @item: an item
 *
 * Returns: (transfer none): where it is on the canvas
 */
const GdkRectangle *
nrn_canvas_item_get_area (NrnCanvasItem *item)
{
  return &item->area;
}

/**
 * nrn_canvas_item_set_area:
 * @item: an item
 * @area: where it is on the canvas, which has to allocate it there
 */
void
nrn_canvas_item_set_area (NrnCanvasItem      *item,
                          const GdkRectangle *area)
{
  item->area = *area;
}
