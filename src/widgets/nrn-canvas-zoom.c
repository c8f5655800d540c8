/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What of the network the canvas shows, and how large.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <math.h>

/* One press of a key. */
#define KEY_STEP 1.25

/* Where layers are folded, zooming in gives more room as well as larger type:
 * of a zoom of 8, 4 are for the room and 2 for the type. */
#define ROOM_POWER (2.0 / 3)
#define ROOM_STEP  0.25

/* What has the focus is so far from the edges, in pixels. */
#define REVEAL_MARGIN 24.0

/* ---- The layout ---- */

static gboolean
has_folds (const NrnNetworkLayout *layout)
{
  for (guint i = 0; i < nrn_network_layout_get_n_columns (layout); i++)
    {
      if (nrn_network_layout_get_column (layout, i)->n_folded > 0)
        return TRUE;
    }

  return FALSE;
}

/* How many times the canvas' size has room for every unit. */
static double
measure_full_room (NrnCanvas *self,
                   double     width,
                   double     height)
{
  double most = pow (NRN_VIEWPORT_MAX_ZOOM, ROOM_POWER);

  for (double room = 1; room < most; room += ROOM_STEP)
    {
      g_autoptr (NrnNetworkLayout) layout = nrn_canvas_create_layout (self, width, height, room);

      if (!has_folds (layout))
        return room;
    }

  return most;
}

/* How many times the canvas' size the network is laid out for; what is left
 * of the zoom magnifies it. */
static double
get_room (NrnCanvas *self,
          double     width,
          double     height)
{
  if (self->viewport.zoom <= 1)
    return 1;

  if (self->full_room < 1)
    self->full_room = measure_full_room (self, width, height);

  return MIN (pow (self->viewport.zoom, ROOM_POWER), self->full_room);
}

static void
ensure_whole (NrnCanvas *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));
  double room = get_room (self, width, height);

  if (self->whole != NULL &&
      fabs (nrn_network_layout_get_width (self->whole) - room * width) < 1e-9 &&
      fabs (nrn_network_layout_get_height (self->whole) - room * height) < 1e-9)
    return;

  g_clear_pointer (&self->whole, nrn_network_layout_free);
  self->whole = nrn_canvas_create_layout (self, width, height, room);
}

static double
get_offset_x (NrnCanvas *self)
{
  return nrn_viewport_get_offset (self->viewport.zoom, self->viewport.center_x,
                                  gtk_widget_get_width (GTK_WIDGET (self)));
}

static double
get_offset_y (NrnCanvas *self)
{
  return nrn_viewport_get_offset (self->viewport.zoom, self->viewport.center_y,
                                  gtk_widget_get_height (GTK_WIDGET (self)));
}

/* Of the whole layout on the screen. */
static double
get_magnification (NrnCanvas *self)
{
  return self->viewport.zoom * gtk_widget_get_width (GTK_WIDGET (self)) /
         nrn_network_layout_get_width (self->whole);
}

/**
 * nrn_canvas_ensure_layout:
 * @self: a canvas with an experiment and a size
 *
 * Brings the layout up to date: that of what is in view.
 */
void
nrn_canvas_ensure_layout (NrnCanvas *self)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));

  if (self->layout != NULL &&
      fabs (nrn_network_layout_get_width (self->layout) - width) < 1e-9 &&
      fabs (nrn_network_layout_get_height (self->layout) - height) < 1e-9)
    return;

  nrn_canvas_stop_glide (self);
  /* Another size has other room. */
  if (self->layout != NULL)
    self->full_room = 0;
  ensure_whole (self);
  g_clear_pointer (&self->layout, nrn_network_layout_free);
  self->layout = nrn_network_layout_new_view (self->whole, get_magnification (self),
                                              get_offset_x (self), get_offset_y (self),
                                              width, height);
}

/**
 * nrn_canvas_forget_layout:
 * @self: a canvas
 *
 * For another network, or one with other names.
 */
void
nrn_canvas_forget_layout (NrnCanvas *self)
{
  nrn_canvas_stop_glide (self);
  g_clear_pointer (&self->whole, nrn_network_layout_free);
  g_clear_pointer (&self->layout, nrn_network_layout_free);
  self->full_room = 0;
}

/* ---- Zoom and pan ---- */

static void
view_changed (NrnCanvas *self)
{
  g_clear_pointer (&self->layout, nrn_network_layout_free);
  nrn_canvas_ensure_layout (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * nrn_canvas_get_offset:
 * @self: a canvas
 * @x: (out): where on the whole picture, as large as it is, the canvas begins
 * @y: (out): likewise
 */
void
nrn_canvas_get_offset (NrnCanvas *self,
                       double    *x,
                       double    *y)
{
  *x = get_offset_x (self);
  *y = get_offset_y (self);
}

/**
 * nrn_canvas_pan_to:
 * @self: a canvas with an experiment
 * @x: see nrn_canvas_get_offset()
 * @y: likewise
 */
void
nrn_canvas_pan_to (NrnCanvas *self,
                   double     x,
                   double     y)
{
  nrn_viewport_set_offset (&self->viewport, gtk_widget_get_width (GTK_WIDGET (self)),
                           gtk_widget_get_height (GTK_WIDGET (self)), x, y);
  view_changed (self);
}

/**
 * nrn_canvas_zoom_at:
 * @self: a canvas
 * @zoom: how large the network is to be; clamped
 * @x: a point on the canvas
 * @y: likewise
 *
 * What of the network is at that point stays there.
 */
void
nrn_canvas_zoom_at (NrnCanvas *self,
                    double     zoom,
                    double     x,
                    double     y)
{
  NrnNetworkLayout *before;
  double place_x;
  double place_y;

  if (self->whole == NULL || gtk_widget_get_width (GTK_WIDGET (self)) < 1)
    return;

  place_x = (x + get_offset_x (self)) / get_magnification (self);
  place_y = (y + get_offset_y (self)) / get_magnification (self);
  if (!nrn_viewport_set_zoom (&self->viewport, zoom))
    return;

  before = g_steal_pointer (&self->whole);
  ensure_whole (self);
  nrn_network_layout_translate (before, self->whole, &place_x, &place_y);
  nrn_network_layout_free (before);
  nrn_canvas_pan_to (self, place_x * get_magnification (self) - x,
                     place_y * get_magnification (self) - y);
  g_object_notify (G_OBJECT (self), "zoom");
  g_object_notify (G_OBJECT (self), "is-zoomed");
}

/**
 * nrn_canvas_set_zoom:
 * @self: a canvas
 * @zoom: how large the network is to be; 1 if it is to fit
 *
 * What is in the middle stays there, or what has the focus.
 */
void
nrn_canvas_set_zoom (NrnCanvas *self,
                     double     zoom)
{
  GtkWidget *item = gtk_widget_get_focus_child (GTK_WIDGET (self)) != NULL
                      ? nrn_canvas_get_current_item (self)
                      : NULL;
  double x = gtk_widget_get_width (GTK_WIDGET (self)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  if (item != NULL)
    {
      const GdkRectangle *area = nrn_canvas_item_get_area (NRN_CANVAS_ITEM (item));

      x = CLAMP (area->x + area->width / 2.0, 0, 2 * x);
      y = CLAMP (area->y + area->height / 2.0, 0, 2 * y);
    }
  nrn_canvas_zoom_at (self, zoom, x, y);
}

/**
 * nrn_canvas_pan:
 * @self: a canvas
 * @x: how far to go to the right, in pixels
 * @y: how far to go down
 */
void
nrn_canvas_pan (NrnCanvas *self,
                double     x,
                double     y)
{
  if (self->viewport.zoom > 1)
    nrn_canvas_pan_to (self, get_offset_x (self) + x, get_offset_y (self) + y);
}

/* How far to go so that @from … @to is seen. */
static double
get_way (double from,
         double to,
         double size)
{
  if (to - from + 2 * REVEAL_MARGIN > size)
    return (from + to - size) / 2;

  return from < REVEAL_MARGIN ? from - REVEAL_MARGIN : MAX (to + REVEAL_MARGIN - size, 0);
}

/**
 * nrn_canvas_reveal:
 * @self: a canvas with a layout
 * @pick: what on it
 *
 * Pans so that it is seen.
 */
void
nrn_canvas_reveal (NrnCanvas     *self,
                   const NrnPick *pick)
{
  NrnNetworkArea area;
  double x;
  double y;

  if (self->viewport.zoom <= 1 || !nrn_network_layout_get_area (self->layout, pick, &area))
    return;

  x = get_way (area.x, area.x + area.width, gtk_widget_get_width (GTK_WIDGET (self)));
  y = get_way (area.y, area.y + area.height, gtk_widget_get_height (GTK_WIDGET (self)));
  if (fabs (x) >= 1 || fabs (y) >= 1)
    nrn_canvas_pan (self, x, y);
}

/**
 * nrn_canvas_zoom_in:
 * @canvas: a canvas
 * @n_steps: how many steps; below 0 to zoom out
 *
 * Zooms about what has the focus on the canvas, else about its middle.
 */
void
nrn_canvas_zoom_in (NrnCanvas *canvas,
                    int        n_steps)
{
  nrn_canvas_set_zoom (canvas, canvas->viewport.zoom * pow (KEY_STEP, n_steps));
}

/**
 * nrn_canvas_zoom_fit:
 * @canvas: a canvas
 *
 * Shows all of the network.
 */
void
nrn_canvas_zoom_fit (NrnCanvas *canvas)
{
  nrn_canvas_set_zoom (canvas, 1);
}

/**
 * nrn_canvas_get_view:
 * @canvas: a canvas
 * @zoom: (out): 1 if the whole network is seen
 * @center_x: (out): what of the network is in the middle, 0 … 1
 * @center_y: (out): likewise
 */
void
nrn_canvas_get_view (NrnCanvas *canvas,
                     double    *zoom,
                     double    *center_x,
                     double    *center_y)
{
  *zoom = canvas->viewport.zoom;
  *center_x = canvas->viewport.center_x;
  *center_y = canvas->viewport.center_y;
}

/**
 * nrn_canvas_set_view:
 * @canvas: a canvas
 * @zoom: as from nrn_canvas_get_view(), of any canvas; any finite number
 * @center_x: likewise
 * @center_y: likewise
 *
 * Shows that part of the network.
 */
void
nrn_canvas_set_view (NrnCanvas *canvas,
                     double     zoom,
                     double     center_x,
                     double     center_y)
{
  canvas->viewport = (NrnViewport) NRN_VIEWPORT_FIT;
  nrn_viewport_set_zoom (&canvas->viewport, zoom);
  if (!nrn_viewport_is_fit (&canvas->viewport))
    {
      canvas->viewport.center_x = CLAMP (center_x, 0, 1);
      canvas->viewport.center_y = CLAMP (center_y, 0, 1);
    }
  /* Before it has a size, its first one brings the layout. */
  if (gtk_widget_get_width (GTK_WIDGET (canvas)) > 0)
    view_changed (canvas);
  g_object_notify (G_OBJECT (canvas), "zoom");
  g_object_notify (G_OBJECT (canvas), "is-zoomed");
}
