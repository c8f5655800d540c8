/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The children of the canvas: a layer for each column, and in it what can
 * have the focus. They are made anew only when other units are drawn.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <math.h>

/* ---- What there is ---- */

/* Returns (transfer full): #NrnPick of a column, in the order of the units. */
static GArray *
list_picks (const NrnNetworkLayout *layout,
            guint                   index)
{
  const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, index);
  GArray *picks = g_array_new (FALSE, FALSE, sizeof (NrnPick));
  NrnPick fold = { NRN_PICK_FOLD, index, 0, 0 };
  NrnPick bias = { NRN_PICK_BIAS, index, 0, 0 };

  for (guint i = 0; i < column->n_nodes; i++)
    {
      NrnPick node = { NRN_PICK_NODE, index, column->nodes[i].unit, 0 };

      if (i == column->n_first && column->n_folded > 0)
        g_array_append_val (picks, fold);
      g_array_append_val (picks, node);
    }
  if (column->has_bias)
    g_array_append_val (picks, bias);

  return picks;
}

static gboolean
has_picks (GtkWidget    *layer,
           const GArray *picks)
{
  GtkWidget *item = gtk_widget_get_first_child (layer);

  for (guint i = 0; i < picks->len; i++)
    {
      if (item == NULL || !nrn_pick_equal (nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item)),
                                           &g_array_index (picks, NrnPick, i)))
        return FALSE;
      item = gtk_widget_get_next_sibling (item);
    }

  return item == NULL;
}

/**
 * nrn_canvas_get_layer:
 * @self: a canvas
 * @column: a column's index
 *
 * Returns: (transfer none) (nullable): the child that stands for it
 */
GtkWidget *
nrn_canvas_get_layer (NrnCanvas *self,
                      guint      column)
{
  GtkWidget *layer = gtk_widget_get_first_child (GTK_WIDGET (self));

  while (layer != NULL && column > 0)
    {
      layer = gtk_widget_get_next_sibling (layer);
      column--;
    }

  return NRN_IS_CANVAS_ITEM (layer) ? layer : NULL;
}

/**
 * nrn_canvas_get_item:
 * @self: a canvas
 * @pick: what is drawn on it
 *
 * Returns: (transfer none) (nullable): what stands for it; %NULL for edges
 *   and for units that are folded
 */
GtkWidget *
nrn_canvas_get_item (NrnCanvas     *self,
                     const NrnPick *pick)
{
  GtkWidget *layer = nrn_canvas_get_layer (self, pick->column);
  GtkWidget *item = layer != NULL ? gtk_widget_get_first_child (layer) : NULL;

  while (item != NULL &&
         !nrn_pick_equal (nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item)), pick))
    item = gtk_widget_get_next_sibling (item);

  return item;
}

/**
 * nrn_canvas_get_current_item:
 * @self: a canvas
 *
 * Returns: (transfer none) (nullable): where the focus goes when it comes to
 *   the canvas: where it was before, else the first input
 */
GtkWidget *
nrn_canvas_get_current_item (NrnCanvas *self)
{
  GtkWidget *item = nrn_canvas_get_item (self, &self->current);
  GtkWidget *layer = nrn_canvas_get_layer (self, 0);

  if (item == NULL && layer != NULL)
    item = gtk_widget_get_first_child (layer);

  return item;
}

/**
 * nrn_canvas_mark_selected:
 * @self: a canvas
 * @is_selected: whether it is, or is no longer
 *
 * Marks the item that stands for the selection.
 */
void
nrn_canvas_mark_selected (NrnCanvas *self,
                          gboolean   is_selected)
{
  GtkWidget *item = self->has_selection ? nrn_canvas_get_item (self, &self->selection) : NULL;

  if (item == NULL)
    return;

  gtk_accessible_update_state (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_STATE_SELECTED, is_selected,
                               -1);
  if (is_selected)
    gtk_widget_set_state_flags (item, GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (item, GTK_STATE_FLAG_SELECTED);
}

/* ---- Making them ---- */

static void
has_focus_cb (NrnCanvas  *self,
              GParamSpec *pspec,
              GtkWidget  *item)
{
  if (!gtk_widget_has_focus (item))
    return;

  self->current = *nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item));
  nrn_canvas_update_current (self);
  if (self->layout != NULL)
    nrn_canvas_reveal (self, &self->current);
}

static void
fill_layer (NrnCanvas    *self,
            GtkWidget    *layer,
            const GArray *picks)
{
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (layer)) != NULL)
    gtk_widget_unparent (old);

  for (guint i = 0; i < picks->len; i++)
    {
      GtkWidget *item = nrn_canvas_item_new (&g_array_index (picks, NrnPick, i));

      g_signal_connect_swapped (item, "notify::has-focus", G_CALLBACK (has_focus_cb), self);
      gtk_widget_set_parent (item, layer);
    }
}

/* Exactly one layer for each column. */
static void
set_n_layers (NrnCanvas *self,
              guint      n_layers)
{
  GtkWidget *last = NULL;
  GtkWidget *layer;

  for (guint i = 0; i < n_layers; i++)
    {
      layer = nrn_canvas_get_layer (self, i);
      if (layer == NULL)
        {
          layer = nrn_canvas_item_new_layer (i);
          gtk_widget_insert_after (layer, GTK_WIDGET (self), last);
        }
      last = layer;
    }
  while ((layer = nrn_canvas_get_layer (self, n_layers)) != NULL)
    gtk_widget_unparent (layer);
}

static void
set_label (GtkWidget *item,
           char      *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (item), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_free (label);
}

static void
name_items (NrnCanvas *self,
            GtkWidget *layer,
            guint      column)
{
  g_autofree char *caption = nrn_network_layout_describe_column (self->layout, column);

  set_label (layer, nrn_canvas_name_layer (self, column));
  gtk_accessible_update_property (GTK_ACCESSIBLE (layer), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  caption, -1);
  for (GtkWidget *item = gtk_widget_get_first_child (layer); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    set_label (item, nrn_canvas_name_pick (self, nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item))));
}

/* ---- Where they are ---- */

static void
place_item (NrnCanvas *self,
            GtkWidget *item)
{
  NrnNetworkArea area = { 0 };
  GdkRectangle whole;

  nrn_network_layout_get_area (self->layout, nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item)),
                               &area);
  whole.x = (int) floor (area.x);
  whole.y = (int) floor (area.y);
  whole.width = (int) ceil (area.x + area.width) - whole.x;
  whole.height = (int) ceil (area.y + area.height) - whole.y;
  nrn_canvas_item_set_area (NRN_CANVAS_ITEM (item), &whole);
}

static void
place_layer (NrnCanvas *self,
             GtkWidget *layer)
{
  GdkRectangle all = { 0 };

  for (GtkWidget *item = gtk_widget_get_first_child (layer); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    {
      const GdkRectangle *area;

      place_item (self, item);
      area = nrn_canvas_item_get_area (NRN_CANVAS_ITEM (item));
      if (all.width == 0)
        all = *area;
      else
        gdk_rectangle_union (&all, area, &all);
    }
  nrn_canvas_item_set_area (NRN_CANVAS_ITEM (layer), &all);
}

static void
allocate (GtkWidget          *item,
          const GdkRectangle *origin)
{
  GdkRectangle area = *nrn_canvas_item_get_area (NRN_CANVAS_ITEM (item));

  area.x -= origin->x;
  area.y -= origin->y;
  /* GTK wants to be asked before. */
  gtk_widget_measure (item, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (item, &area, -1);
}

static void
allocate_layer (GtkWidget *layer)
{
  const GdkRectangle canvas = { 0 };
  const GdkRectangle *area = nrn_canvas_item_get_area (NRN_CANVAS_ITEM (layer));

  allocate (layer, &canvas);
  for (GtkWidget *item = gtk_widget_get_first_child (layer); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    allocate (item, area);
}

/* Whether the children stand for what the layout has. */
static gboolean
has_items (NrnCanvas *self)
{
  guint n_columns = nrn_network_layout_get_n_columns (self->layout);

  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *layer = nrn_canvas_get_layer (self, i);
      g_autoptr (GArray) picks = list_picks (self->layout, i);

      if (layer == NULL || !has_picks (layer, picks))
        return FALSE;
    }

  return nrn_canvas_get_layer (self, n_columns) == NULL;
}

static void
make_items (NrnCanvas *self)
{
  guint n_columns = nrn_network_layout_get_n_columns (self->layout);
  gboolean had_focus = NRN_IS_CANVAS_ITEM (gtk_widget_get_focus_child (GTK_WIDGET (self)));

  /* GTK would take it to another part of the window. */
  if (had_focus)
    nrn_canvas_take_focus (self);
  set_n_layers (self, n_columns);
  for (guint i = 0; i < n_columns; i++)
    {
      GtkWidget *layer = nrn_canvas_get_layer (self, i);
      g_autoptr (GArray) picks = list_picks (self->layout, i);

      if (!has_picks (layer, picks))
        fill_layer (self, layer, picks);
    }
  nrn_canvas_mark_selected (self, TRUE);
  if (had_focus)
    gtk_widget_grab_focus (nrn_canvas_get_current_item (self));
}

static void
update_names (NrnCanvas *self)
{
  GtkWidget *layer;

  for (guint i = 0; (layer = nrn_canvas_get_layer (self, i)) != NULL; i++)
    name_items (self, layer, i);
  nrn_canvas_update_controls (self);
  nrn_canvas_queue_words (self);
}

static gboolean
make_items_cb (gpointer data)
{
  NrnCanvas *self = NRN_CANVAS (data);

  self->items_id = 0;
  if (self->layout == NULL)
    return G_SOURCE_REMOVE;

  if (!has_items (self))
    make_items (self);
  update_names (self);

  return G_SOURCE_REMOVE;
}

/**
 * nrn_canvas_queue_items:
 * @self: a canvas whose layout may have other units, or units of other names
 *
 * Makes the children fit the layout, before the next frame. The focus stays
 * with the same unit.
 */
void
nrn_canvas_queue_items (NrnCanvas *self)
{
  if (self->items_id == 0)
    self->items_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, make_items_cb, self, NULL);
}

/**
 * nrn_canvas_place_items:
 * @self: a canvas with a layout, being allocated
 *
 * Puts the children where the canvas draws what they stand for. If they do
 * not fit the layout, they are made anew soon: GTK has no children made in
 * the midst of an allocation.
 */
void
nrn_canvas_place_items (NrnCanvas *self)
{
  gboolean fit = has_items (self);
  GtkWidget *layer;

  if (!fit)
    nrn_canvas_queue_items (self);
  for (guint i = 0; (layer = nrn_canvas_get_layer (self, i)) != NULL; i++)
    {
      if (fit)
        place_layer (self, layer);
      allocate_layer (layer);
    }
  nrn_canvas_place_controls (self);
}

/**
 * nrn_canvas_remove_items:
 * @self: a canvas that is going away
 */
void
nrn_canvas_remove_items (NrnCanvas *self)
{
  GtkWidget *layer;

  while ((layer = nrn_canvas_get_layer (self, 0)) != NULL)
    gtk_widget_unparent (layer);
  nrn_canvas_remove_controls (self);
  g_clear_handle_id (&self->items_id, g_source_remove);
  g_clear_handle_id (&self->words_id, g_source_remove);
}
