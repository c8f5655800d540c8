/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A layer as a whole: it is selected, and what can be set of it comes up at
 * its heading.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <math.h>

#include "nrn-layer-popover.h"

/* ---- Selecting it ---- */

static void
mark (GtkWidget *widget,
      gboolean   is_selected)
{
  if (widget == NULL)
    return;

  gtk_accessible_update_state (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_STATE_SELECTED, is_selected,
                               -1);
  if (is_selected)
    gtk_widget_set_state_flags (widget, GTK_STATE_FLAG_SELECTED, FALSE);
  else
    gtk_widget_unset_state_flags (widget, GTK_STATE_FLAG_SELECTED);
}

/**
 * nrn_canvas_select_layer:
 * @self: a canvas with a layout
 * @column: the layer's column; 0 for no layer
 *
 * Selects a whole layer in place of what was selected.
 */
void
nrn_canvas_select_layer (NrnCanvas *self,
                         guint      column)
{
  if (self->selected_layer == column)
    return;

  if (column > 0)
    nrn_canvas_select (self, NULL);
  if (self->selected_layer > 0)
    {
      mark (nrn_canvas_get_layer (self, self->selected_layer), FALSE);
      mark (nrn_canvas_get_heading (self, self->selected_layer), FALSE);
    }
  self->selected_layer = column;
  if (column > 0)
    {
      mark (nrn_canvas_get_layer (self, column), TRUE);
      mark (nrn_canvas_get_heading (self, column), TRUE);
    }
}

/* ---- Its settings ---- */

static guint
get_layer_index (NrnCanvas *self)
{
  return (guint) nrn_network_layout_get_column (self->layout, self->layer_column)->layer;
}

static void
moved_cb (NrnCanvas *self,
          int        step)
{
  guint place = (guint) ((int) self->layer_column + step);
  g_autoptr (GError) error = NULL;

  if (nrn_canvas_move_column (self, self->layer_column, place, &error))
    self->layer_column = place;
  else
    nrn_canvas_fail (self, error->message);
}

static void
removed_cb (NrnCanvas *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->layer_popover));
  nrn_canvas_remove_column (self, self->layer_column);
}

static void
renamed_cb (NrnCanvas  *self,
            const char *name)
{
  nrn_canvas_rename_layer (self, self->layer_column, name);
  nrn_canvas_update_layer_popover (self);
}

/* The focus goes back to where the popover came from. */
static void
closed_cb (NrnCanvas *self)
{
  GtkWidget *heading = nrn_canvas_get_heading (self, self->layer_column);
  GtkWidget *item = nrn_canvas_get_current_item (self);

  if (heading != NULL && nrn_canvas_ends_double_click (self, heading, self->layer_opened_us))
    {
      gtk_widget_set_has_tooltip (heading, TRUE);
      nrn_canvas_queue_rename (self, self->layer_column, -1);
      return;
    }

  if (heading != NULL)
    gtk_widget_set_has_tooltip (heading, TRUE);
  if (heading != NULL && gtk_widget_get_mapped (heading))
    gtk_widget_grab_focus (heading);
  else if (item != NULL)
    gtk_widget_grab_focus (item);
}

static void
ensure_popover (NrnCanvas *self)
{
  if (self->layer_popover != NULL)
    return;

  self->layer_popover = nrn_layer_popover_new (self->document);
  gtk_widget_set_parent (self->layer_popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->layer_popover, "moved", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (self->layer_popover, "removed", G_CALLBACK (removed_cb), self);
  g_signal_connect_swapped (self->layer_popover, "renamed", G_CALLBACK (renamed_cb), self);
  g_signal_connect_swapped (self->layer_popover, "failed", G_CALLBACK (nrn_canvas_fail), self);
  g_signal_connect_object (self->layer_popover, "closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* At the heading, or where there is none at the first unit. */
static void
point_to (NrnCanvas *self)
{
  NrnPick first = { NRN_PICK_NODE, self->layer_column, 0, 0 };
  NrnNetworkArea area;
  GdkRectangle place;

  if (!nrn_network_layout_get_heading (self->layout, self->layer_column, G_MAXUINT, &area))
    nrn_network_layout_get_area (self->layout, &first, &area);
  place = (GdkRectangle) { (int) floor (area.x), (int) floor (area.y), (int) ceil (area.width),
                           (int) ceil (area.height) };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->layer_popover), &place);
}

static void
fill_popover (NrnCanvas *self)
{
  guint last = nrn_network_layout_get_n_columns (self->layout) - 1;
  guint column = self->layer_column;
  g_autofree char *name = nrn_canvas_name_layer (self, column);

  nrn_layer_popover_set (NRN_LAYER_POPOVER (self->layer_popover), get_layer_index (self), name);
  nrn_layer_popover_set_held (NRN_LAYER_POPOVER (self->layer_popover),
                              column <= 1 || column == last, column + 1 >= last, column == last);
  point_to (self);
}

/**
 * nrn_canvas_edit_layer:
 * @self: a canvas with a layout
 * @column: a column's index
 *
 * Selects a layer and shows what can be set of it. The inputs have nothing.
 *
 * Returns: whether there is something
 */
gboolean
nrn_canvas_edit_layer (NrnCanvas *self,
                       guint      column)
{
  GtkWidget *heading = nrn_canvas_get_heading (self, column);

  if (column == 0 || column >= nrn_network_layout_get_n_columns (self->layout))
    return FALSE;

  nrn_canvas_select_layer (self, column);
  ensure_popover (self);
  self->layer_column = column;
  fill_popover (self);
  if (heading != NULL)
    gtk_widget_set_has_tooltip (heading, FALSE);
  self->layer_opened_us = g_get_monotonic_time ();
  gtk_popover_popup (GTK_POPOVER (self->layer_popover));

  return TRUE;
}

/**
 * nrn_canvas_update_layer_popover:
 * @self: a canvas with a layout, after an edit
 *
 * Shows what is set now, if it is still open and the layer still there.
 */
void
nrn_canvas_update_layer_popover (NrnCanvas *self)
{
  if (self->layer_popover == NULL || !gtk_widget_get_visible (self->layer_popover))
    return;

  if (self->layer_column < nrn_network_layout_get_n_columns (self->layout))
    fill_popover (self);
  else
    gtk_popover_popdown (GTK_POPOVER (self->layer_popover));
}
