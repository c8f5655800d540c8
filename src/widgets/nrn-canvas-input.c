/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The value of an input on the canvas: a popover to type another one.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include "nrn-watch-popover.h"

/* A double click on the name of an input is for the name. */
static void
closed_cb (NrnCanvas *self)
{
  GtkWidget *item = nrn_canvas_get_current_item (self);
  NrnPick pick;

  if (self->layout != NULL &&
      nrn_canvas_ends_double_click (self, GTK_WIDGET (self), self->input_opened_us) &&
      nrn_network_layout_pick_input_words (self->layout, self->pointer_x, self->pointer_y, &pick))
    {
      nrn_canvas_queue_rename (self, 0, (int) pick.unit);
      return;
    }

  if (item != NULL)
    gtk_widget_grab_focus (item);
}

/**
 * nrn_canvas_place_popover:
 * @self: a canvas that has been allocated
 */
void
nrn_canvas_place_popover (NrnCanvas *self)
{
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self)); GTK_IS_POPOVER (child);
       child = gtk_widget_get_prev_sibling (child))
    gtk_popover_present (GTK_POPOVER (child));
}

/**
 * nrn_canvas_is_editing:
 * @self: a canvas
 *
 * Returns: whether the keys are those of a popover or an entry now
 */
gboolean
nrn_canvas_is_editing (NrnCanvas *self)
{
  for (GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (self)); GTK_IS_POPOVER (child);
       child = gtk_widget_get_prev_sibling (child))
    {
      if (gtk_widget_get_visible (child))
        return TRUE;
    }

  return nrn_canvas_is_renaming (self);
}

/**
 * nrn_canvas_stop_editing:
 * @self: a canvas whose inputs and layers may be other ones now
 */
void
nrn_canvas_stop_editing (NrnCanvas *self)
{
  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  if (self->gallery != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->gallery));
  nrn_canvas_cancel_rename (self);
}

/**
 * nrn_canvas_edit_input:
 * @self: a canvas
 * @feature: an input that is drawn
 * @text: (nullable): what has been typed already; %NULL: its value
 *
 * Asks for another value of an input.
 */
void
nrn_canvas_edit_input (NrnCanvas  *self,
                       guint       feature,
                       const char *text)
{
  NrnPick pick = { NRN_PICK_NODE, 0, feature, 0 };
  GtkWidget *item = nrn_canvas_get_item (self, &pick);

  if (item == NULL)
    return;

  gtk_widget_grab_focus (item);
  if (self->popover == NULL)
    {
      self->popover = nrn_watch_popover_new (self->document);
      gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
      g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  self->input_opened_us = g_get_monotonic_time ();
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover),
                               nrn_canvas_item_get_area (NRN_CANVAS_ITEM (item)));
  nrn_watch_popover_edit (NRN_WATCH_POPOVER (self->popover), feature, text);
}
