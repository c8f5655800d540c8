/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The canvas by mouse and touch: clicks select, drags pan, wheel and pinch
 * zoom.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <math.h>

/* One step of a wheel. */
#define WHEEL_STEP 1.1

/* A finger on a touchpad goes so many pixels for a step of a wheel. */
#define PIXELS_PER_STEP 20.0

static const char grab_cursor[] = "grab";
static const char text_cursor[] = "text";
static const char grabbing_cursor[] = "grabbing";

/* ---- Pointer and clicks ---- */

static gboolean
has_control (GtkGesture *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  return (state & GDK_CONTROL_MASK) != 0;
}

/* Selects units at once, with Ctrl their layer; elsewhere it may become a pan. */
static void
pressed_cb (NrnCanvas  *self,
            int         n_press,
            double      x,
            double      y,
            GtkGesture *gesture)
{
  NrnPick pick;
  gboolean is_hit;
  guint output;
  GtkWidget *item;

  if (self->layout == NULL || nrn_canvas_is_on_control (self, x, y))
    return;

  is_hit = nrn_network_layout_pick (self->layout, x, y, &pick);
  item = is_hit ? nrn_canvas_get_item (self, &pick) : NULL;
  if (item != NULL)
    gtk_widget_grab_focus (item);
  else
    nrn_canvas_take_focus (self);
  if (item != NULL && has_control (gesture))
    {
      nrn_canvas_select_layer (self, pick.column);
      return;
    }
  if (item != NULL)
    nrn_canvas_select (self, pick.kind != NRN_PICK_FOLD ? &pick : NULL);
  if (item != NULL && n_press == 2 && pick.kind == NRN_PICK_NODE && pick.column == 0)
    nrn_canvas_edit_input (self, pick.unit, NULL);
  else if (item == NULL && n_press == 2 && nrn_canvas_pick_output_name (self, x, y, &output))
    nrn_canvas_queue_rename (self, nrn_network_layout_get_n_columns (self->layout) - 1, (int) output);
}

static void
released_cb (NrnCanvas *self,
             int        n_press,
             double     x,
             double     y)
{
  NrnPick pick;

  if (self->layout == NULL || nrn_canvas_is_on_control (self, x, y))
    return;

  if (nrn_network_layout_pick_input_words (self->layout, x, y, &pick))
    nrn_canvas_edit_input (self, pick.unit, NULL);
  else if (!nrn_network_layout_pick (self->layout, x, y, &pick))
    nrn_canvas_select (self, NULL);
  else if (nrn_pick_is_edge (&pick))
    nrn_canvas_select (self, &pick);
}

static void
set_hover (NrnCanvas     *self,
           const NrnPick *pick)
{
  if (pick == NULL ? !self->has_hover : self->has_hover && nrn_pick_equal (&self->hover, pick))
    return;

  self->has_hover = pick != NULL;
  if (pick != NULL)
    self->hover = *pick;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nrn_canvas_set_cursor:
 * @self: a canvas
 * @name: (nullable): of those that are known at compile time
 */
void
nrn_canvas_set_cursor (NrnCanvas  *self,
                       const char *name)
{
  if (self->cursor == name)
    return;

  self->cursor = name;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

static void
motion_cb (NrnCanvas *self,
           double     x,
           double     y)
{
  NrnPick pick;
  guint column;

  self->has_pointer = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  if (self->layout == NULL || self->is_panning || nrn_canvas_is_dragging (self))
    return;

  if (nrn_network_layout_pick_input_words (self->layout, x, y, &pick))
    nrn_canvas_set_cursor (self, text_cursor);
  else
    nrn_canvas_set_cursor (self, nrn_canvas_find_drag (self, x, y, &column) != NRN_CANVAS_DRAG_NOTHING
                                   ? grab_cursor : NULL);
  /* Weights lie too close together to light up one after the other. */
  if (nrn_network_layout_pick_node (self->layout, x, y, &pick))
    set_hover (self, &pick);
  else
    set_hover (self, NULL);
}

static void
leave_cb (NrnCanvas *self)
{
  self->has_pointer = FALSE;
  set_hover (self, NULL);
}

/* ---- Zoom and pan ---- */

static gboolean
scroll_cb (NrnCanvas                *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *controller)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (self->has_pointer)
    {
      x = self->pointer_x;
      y = self->pointer_y;
    }
  if (gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_SURFACE)
    dy /= PIXELS_PER_STEP;
  nrn_canvas_zoom_at (self, self->viewport.zoom * pow (WHEEL_STEP, -dy), x, y);

  return TRUE;
}

static void
pinch_begin_cb (NrnCanvas *self)
{
  self->start_zoom = self->viewport.zoom;
}

static void
pinch_cb (NrnCanvas  *self,
          double      scale,
          GtkGesture *gesture)
{
  double x;
  double y;

  if (gtk_gesture_get_bounding_box_center (gesture, &x, &y))
    nrn_canvas_zoom_at (self, self->start_zoom * scale, x, y);
}

static void
drag_begin_cb (NrnCanvas  *self,
               double      x,
               double      y,
               GtkGesture *gesture)
{
  NrnPick pick;
  guint column;

  nrn_canvas_get_offset (self, &self->start_x, &self->start_y);
  if (self->layout == NULL || self->viewport.zoom <= 1 ||
      nrn_canvas_find_drag (self, x, y, &column) != NRN_CANVAS_DRAG_NOTHING ||
      (nrn_network_layout_pick (self->layout, x, y, &pick) && !nrn_pick_is_edge (&pick)))
    gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_cb (NrnCanvas  *self,
         double      dx,
         double      dy,
         GtkGesture *gesture)
{
  if (!self->is_panning && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
    return;

  if (!self->is_panning)
    {
      self->is_panning = TRUE;
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
      nrn_canvas_set_cursor (self, grabbing_cursor);
    }
  nrn_canvas_pan_to (self, self->start_x - dx, self->start_y - dy);
}

static void
drag_end_cb (NrnCanvas *self)
{
  self->is_panning = FALSE;
  nrn_canvas_set_cursor (self, NULL);
}

/**
 * nrn_canvas_init_gestures:
 * @self: a new canvas
 */
void
nrn_canvas_init_gestures (NrnCanvas *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_event_controller_set_name (GTK_EVENT_CONTROLLER (drag), "pan");
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
