/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers are dragged to another place by their headings; units and layers are
 * dragged out of the palette. Plain gestures, for nothing of it leaves the
 * canvas.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>

#include "nrn-architecture-edit.h"
#include "nrn-layer-dense.h"
#include "nrn-network-drag.h"
#include "nrn-theme.h"

/* Of what has been taken from the palette, in pixels. */
#define UNIT_RADIUS  16.0
#define LAYER_HEIGHT 60.0

static const char grabbing_cursor[] = "grabbing";
static const char refusing_cursor[] = "not-allowed";

struct _NrnCanvasDrag
{
  NrnCanvasDragKind kind;
  gboolean          has_begun;  /* it has gone far enough not to be a click */
  guint             column;     /* that is dragged; 0 out of the palette */
  double            start_x;
  double            start_y;
  double            x;          /* where the pointer is */
  double            y;
  GtkGesture       *gesture;    /* unowned */
};

/* ---- Where it would land ---- */

/* The column that leaves its place; -1 for none. */
static int
get_without (const NrnCanvasDrag *drag)
{
  return drag->kind == NRN_CANVAS_DRAG_COLUMN ? (int) drag->column : -1;
}

static gboolean
is_over_canvas (NrnCanvas           *self,
                const NrnCanvasDrag *drag)
{
  return drag->x >= 0 && drag->x < gtk_widget_get_width (GTK_WIDGET (self)) &&
         drag->y >= 0 && drag->y < gtk_widget_get_height (GTK_WIDGET (self));
}

/* A unit lands in a layer if it is over one, everything else between two. */
static gboolean
find_target (NrnCanvas           *self,
             const NrnCanvasDrag *drag,
             guint               *column)
{
  return drag->kind == NRN_CANVAS_DRAG_UNIT &&
         nrn_network_layout_pick_column (self->layout, drag->x, column);
}

/* Why a unit cannot be there. */
static const char *
find_obstacle_of_unit (NrnCanvas *self,
                       guint      column)
{
  if (column == 0)
    return _("The inputs are the features of the data; other data has others.");
  if (column + 1 == nrn_network_layout_get_n_columns (self->layout))
    return _("The outputs answer to the labels of the data; other data has others.");

  return NULL;
}

/* Why a new layer cannot be there. */
static const char *
find_obstacle_of_layer (NrnCanvas *self,
                        guint      place)
{
  if (place == 0)
    return _("The inputs stay first: they are where the data comes in.");
  if (place == nrn_network_layout_get_n_columns (self->layout))
    return _("The output layer stays last: it gives the answer.");

  return NULL;
}

static const char *
find_obstacle (NrnCanvas           *self,
               const NrnCanvasDrag *drag)
{
  guint place = nrn_network_layout_find_place (self->layout, get_without (drag), drag->x);
  guint column;

  if (find_target (self, drag, &column))
    return find_obstacle_of_unit (self, column);
  if (drag->kind == NRN_CANVAS_DRAG_COLUMN)
    return place != drag->column ? nrn_canvas_find_move_obstacle (self, drag->column, place) : NULL;

  return find_obstacle_of_layer (self, place);
}

/* ---- Dropping ---- */

static void
add_unit (NrnCanvas *self,
          guint      column)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  guint layer = (guint) nrn_network_layout_get_column (self->layout, column)->layer;
  GError *error = NULL;
  NrnUnitMap *map =
    nrn_architecture_set_units (architecture, layer,
                                nrn_architecture_get_layer_units (architecture, layer) + 1, &error);

  nrn_canvas_apply (self, map, error);
}

static void
add_layer (NrnCanvas *self,
           guint      place,
           guint      n_units)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  guint layer = (guint) nrn_network_layout_get_column (self->layout, place)->layer;
  GError *error = NULL;
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (n_units, "relu", &error);
  NrnUnitMap *map = NULL;

  if (dense != NULL)
    map = nrn_architecture_add_layer (architecture, layer, dense, &error);
  nrn_canvas_apply (self, map, error);
}

/* Beside the canvas nothing happens. */
static void
drop (NrnCanvas           *self,
      const NrnCanvasDrag *drag)
{
  const char *obstacle = find_obstacle (self, drag);
  guint place = nrn_network_layout_find_place (self->layout, get_without (drag), drag->x);
  g_autoptr (GError) error = NULL;
  guint column;

  if (!is_over_canvas (self, drag))
    return;

  if (obstacle != NULL)
    nrn_canvas_fail (self, obstacle);
  else if (drag->kind == NRN_CANVAS_DRAG_COLUMN)
    {
      if (!nrn_canvas_move_column (self, drag->column, place, &error))
        nrn_canvas_fail (self, error->message);
    }
  else if (find_target (self, drag, &column))
    add_unit (self, column);
  else
    add_layer (self, place, drag->kind == NRN_CANVAS_DRAG_UNIT
                              ? 1
                              : nrn_network_layout_get_column (self->layout, place - 1)->units);
}

/* ---- The gesture ---- */

/**
 * nrn_canvas_find_drag:
 * @self: a canvas
 * @x: a point on it
 * @y: likewise
 * @column: (out): the column that is dragged by its heading
 *
 * Returns: what can be dragged from there
 */
NrnCanvasDragKind
nrn_canvas_find_drag (NrnCanvas *self,
                      double     x,
                      double     y,
                      guint     *column)
{
  NrnCanvasDragKind kind = nrn_canvas_pick_palette (self, x, y);

  *column = 0;
  if (kind != NRN_CANVAS_DRAG_NOTHING)
    return kind;
  if (self->layout != NULL && nrn_network_layout_pick_heading (self->layout, x, y, column))
    return NRN_CANVAS_DRAG_COLUMN;

  return NRN_CANVAS_DRAG_NOTHING;
}

/**
 * nrn_canvas_is_dragging:
 * @self: a canvas
 *
 * Returns: whether something is being dragged across it
 */
gboolean
nrn_canvas_is_dragging (NrnCanvas *self)
{
  return self->drag != NULL && self->drag->has_begun;
}

/**
 * nrn_canvas_cancel_drag:
 * @self: a canvas
 *
 * Lets go of what is being dragged; it stays where it was.
 *
 * Returns: whether there was anything
 */
gboolean
nrn_canvas_cancel_drag (NrnCanvas *self)
{
  gboolean had_begun = nrn_canvas_is_dragging (self);

  if (self->drag == NULL)
    return FALSE;

  g_clear_pointer (&self->drag, g_free);
  nrn_canvas_set_cursor (self, NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));

  return had_begun;
}

static void
drag_begin_cb (NrnCanvas  *self,
               double      x,
               double      y,
               GtkGesture *gesture)
{
  guint column;
  NrnCanvasDragKind kind = nrn_canvas_find_drag (self, x, y, &column);

  nrn_canvas_cancel_drag (self);
  if (self->layout == NULL || kind == NRN_CANVAS_DRAG_NOTHING)
    {
      gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }

  self->drag = g_new0 (NrnCanvasDrag, 1);
  *self->drag = (NrnCanvasDrag) {
    .kind = kind, .column = column, .start_x = x, .start_y = y, .x = x, .y = y, .gesture = gesture,
  };
}

/* The keys are the canvas' then, so that Escape can cancel it. */
static void
begin (NrnCanvas  *self,
       GtkGesture *gesture)
{
  self->drag->has_begun = TRUE;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  nrn_canvas_stop_glide (self);
}

static void
drag_cb (NrnCanvas  *self,
         double      dx,
         double      dy,
         GtkGesture *gesture)
{
  NrnCanvasDrag *drag = self->drag;

  if (drag == NULL || self->layout == NULL)
    return;
  if (!drag->has_begun && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) dx, (int) dy))
    return;

  if (!drag->has_begun)
    begin (self, gesture);
  drag->x = drag->start_x + dx;
  drag->y = drag->start_y + dy;
  nrn_canvas_set_cursor (self, find_obstacle (self, drag) != NULL ? refusing_cursor
                                                                  : grabbing_cursor);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (NrnCanvas *self)
{
  g_autofree NrnCanvasDrag *drag = self->drag != NULL ? g_memdup2 (self->drag, sizeof *self->drag)
                                                      : NULL;

  nrn_canvas_cancel_drag (self);
  if (drag == NULL || self->layout == NULL)
    return;

  if (drag->has_begun)
    drop (self, drag);
  else if (drag->kind == NRN_CANVAS_DRAG_UNIT)
    nrn_canvas_fail (self, _("Drag the unit onto a layer, or between two for a layer of its own."));
  else if (drag->kind == NRN_CANVAS_DRAG_LAYER)
    nrn_canvas_fail (self, _("Drag the layer to where it is to be, between two others."));
}

static void
canceled_cb (NrnCanvas *self)
{
  nrn_canvas_cancel_drag (self);
}

/**
 * nrn_canvas_init_drag:
 * @self: a new canvas
 */
void
nrn_canvas_init_drag (NrnCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (drag_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (canceled_cb), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_event_controller_set_name (GTK_EVENT_CONTROLLER (drag), "drag");
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
}

/* ---- Paint ---- */

static void
paint_mark (NrnCanvas           *self,
            cairo_t             *cr,
            const NrnCanvasDrag *drag)
{
  int without = get_without (drag);
  guint place = nrn_network_layout_find_place (self->layout, without, drag->x);
  NrnColor accent = nrn_canvas_get_accent (self);
  guint column;

  if (!is_over_canvas (self, drag) || find_obstacle (self, drag) != NULL)
    return;

  if (find_target (self, drag, &column))
    nrn_network_paint_target (cr, self->layout, column, &accent);
  else if (without != (int) place)
    nrn_network_paint_place (cr, self->layout,
                             nrn_network_layout_get_place_x (self->layout, without, place),
                             &accent);
}

/**
 * nrn_canvas_paint_drag:
 * @self: a canvas with a layout
 * @snapshot: what to draw on
 *
 * Draws what is being dragged, and where it would land.
 */
void
nrn_canvas_paint_drag (NrnCanvas   *self,
                       GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const NrnPalette *palette = nrn_theme_get_palette (widget);
  const NrnCanvasDrag *drag = self->drag;
  cairo_t *cr;

  if (!nrn_canvas_is_dragging (self))
    return;

  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                       gtk_widget_get_height (widget)));
  paint_mark (self, cr, drag);
  if (drag->kind == NRN_CANVAS_DRAG_COLUMN)
    nrn_network_paint_dragged_column (cr, self->layout, drag->column, drag->x - drag->start_x,
                                      drag->y - drag->start_y, palette);
  else if (drag->kind == NRN_CANVAS_DRAG_UNIT)
    nrn_network_paint_dragged_unit (cr, drag->x, drag->y, UNIT_RADIUS, palette);
  else
    nrn_network_paint_dragged_layer (cr, drag->x, drag->y, LAYER_HEIGHT, palette);
  cairo_destroy (cr);
}
