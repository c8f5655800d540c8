/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A name is typed where it is drawn.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-architecture-edit.h"

/* Room for so many letters, however short the name is. */
#define MIN_LETTERS 12

/**
 * nrn_canvas_rename_layer:
 * @self: a canvas with a layout
 * @column: a layer's column
 * @name: what it is to be called
 *
 * Gives a layer another name, or says why it cannot have that.
 */
void
nrn_canvas_rename_layer (NrnCanvas  *self,
                         guint       column,
                         const char *name)
{
  g_autofree char *before = nrn_canvas_name_layer (self, column);
  g_autofree char *after = g_strstrip (g_strdup (name));
  guint layer = (guint) nrn_network_layout_get_column (self->layout, column)->layer;
  GError *error = NULL;
  NrnUnitMap *map;

  if (g_str_equal (before, after))
    return;

  map = nrn_architecture_rename_layer (nrn_canvas_get_architecture (self), layer, after, &error);
  nrn_canvas_apply (self, map, error);
}

/* Where the pointer is on @widget. */
static gboolean
get_pointer (GtkWidget *widget,
                   double    *x,
                   double    *y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *pointer = seat != NULL ? gdk_seat_get_pointer (seat) : NULL;
  double way_x;
  double way_y;

  if (pointer == NULL || !gdk_surface_get_device_position (surface, pointer, x, y, NULL))
    return FALSE;

  gtk_native_get_surface_transform (native, &way_x, &way_y);

  return gtk_widget_translate_coordinates (GTK_WIDGET (native), widget, *x - way_x, *y - way_y, x, y);
}

/**
 * nrn_canvas_ends_double_click:
 * @self: a canvas whose popover is being closed
 * @widget: what a click opened it at
 * @begun_us: when; monotonic
 *
 * A popover takes the second press of a double click for itself: it closes.
 * That is known by the time and the place.
 *
 * Returns: whether that is what closes it
 */
gboolean
nrn_canvas_ends_double_click (NrnCanvas *self,
                              GtkWidget *widget,
                              gint64     begun_us)
{
  double x;
  double y;
  int limit_ms;

  g_object_get (gtk_widget_get_settings (widget), "gtk-double-click-time", &limit_ms, NULL);

  return g_get_monotonic_time () - begun_us <= limit_ms * G_TIME_SPAN_MILLISECOND &&
         gtk_widget_get_mapped (widget) && get_pointer (widget, &x, &y) &&
         x >= 0 && x < gtk_widget_get_width (widget) && y >= 0 && y < gtk_widget_get_height (widget);
}

/* ---- The entry ---- */

static void
grab_again (NrnCanvas *self)
{
  GtkWidget *heading = nrn_canvas_get_heading (self, self->rename_column);

  if (heading != NULL && gtk_widget_get_mapped (heading))
    gtk_widget_grab_focus (heading);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* What is typed counts or not; the focus may have gone elsewhere already. */
static void
finish (NrnCanvas *self,
        gboolean   counts)
{
  g_autofree char *name = NULL;
  gboolean has_focus;

  if (!nrn_canvas_is_renaming (self))
    return;

  name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->rename_entry)));
  has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self)) == self->rename_entry;
  self->is_renaming = FALSE;
  if (has_focus)
    grab_again (self);
  gtk_widget_set_visible (self->rename_entry, FALSE);
  if (counts)
    nrn_canvas_rename_layer (self, self->rename_column, name);
}

static void
activate_cb (NrnCanvas *self)
{
  finish (self, TRUE);
}

static gboolean
key_pressed_cb (NrnCanvas *self,
                guint      key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;

  finish (self, FALSE);

  return TRUE;
}

static void
ensure_entry (NrnCanvas *self)
{
  GtkEventController *keys;
  GtkEventController *focus;

  if (self->rename_entry != NULL)
    return;

  self->rename_entry = gtk_entry_new ();
  keys = gtk_event_controller_key_new ();
  focus = gtk_event_controller_focus_new ();
  gtk_entry_set_alignment (GTK_ENTRY (self->rename_entry), 0.5f);
  gtk_widget_add_css_class (self->rename_entry, "rename");
  gtk_widget_set_visible (self->rename_entry, FALSE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->rename_entry, "activate", G_CALLBACK (activate_cb), self);
  gtk_widget_add_controller (self->rename_entry, keys);
  gtk_widget_add_controller (self->rename_entry, focus);
  nrn_canvas_add_control (self, self->rename_entry);
}

/**
 * nrn_canvas_is_renaming:
 * @self: a canvas
 *
 * Returns: whether a name is being typed
 */
gboolean
nrn_canvas_is_renaming (NrnCanvas *self)
{
  return self->is_renaming;
}

/**
 * nrn_canvas_begin_rename:
 * @self: a canvas with a layout
 * @column: a layer's column
 *
 * Lets a name be typed in place of its heading: Enter takes it, and so does a
 * click elsewhere; Escape does not.
 *
 * Returns: whether there is a heading that can be another one
 */
gboolean
nrn_canvas_begin_rename (NrnCanvas *self,
                         guint      column)
{
  g_autofree char *name = NULL;
  g_autofree char *words = NULL;
  NrnNetworkArea area;

  if (column == 0 || !nrn_network_layout_get_heading (self->layout, column, 1, &area))
    return FALSE;

  ensure_entry (self);
  name = nrn_canvas_name_layer (self, column);
  /* Translators: %s is what a layer is called: “Another name for Hidden 1”. */
  words = g_strdup_printf (_("Another name for %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rename_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  self->rename_column = column;
  gtk_editable_set_text (GTK_EDITABLE (self->rename_entry), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->rename_entry),
                                MAX ((int) g_utf8_strlen (name, -1), MIN_LETTERS));
  gtk_widget_set_visible (self->rename_entry, TRUE);
  gtk_widget_grab_focus (self->rename_entry);
  self->is_renaming = TRUE;

  return TRUE;
}

static gboolean
begin_cb (gpointer data)
{
  NrnCanvas *self = NRN_CANVAS (data);

  self->rename_id = 0;
  if (self->layout != NULL && self->rename_column < nrn_network_layout_get_n_columns (self->layout))
    nrn_canvas_begin_rename (self, self->rename_column);

  return G_SOURCE_REMOVE;
}

/**
 * nrn_canvas_queue_rename:
 * @self: a canvas with a layout, whose popover is being closed
 * @column: a layer's column
 *
 * As nrn_canvas_begin_rename(), once GTK has taken the focus where it wants
 * it after the popover.
 */
void
nrn_canvas_queue_rename (NrnCanvas *self,
                         guint      column)
{
  self->rename_column = column;
  if (self->rename_id == 0)
    self->rename_id = g_idle_add (begin_cb, self);
}

/**
 * nrn_canvas_cancel_rename:
 * @self: a canvas whose layers may be other ones now
 */
void
nrn_canvas_cancel_rename (NrnCanvas *self)
{
  finish (self, FALSE);
}

/**
 * nrn_canvas_place_rename:
 * @self: a canvas with a layout, being allocated
 *
 * Puts the entry over the name.
 */
void
nrn_canvas_place_rename (NrnCanvas *self)
{
  GdkRectangle place;
  NrnNetworkArea area;

  if (self->rename_entry == NULL || !gtk_widget_get_visible (self->rename_entry))
    return;

  if (!self->is_renaming ||
      !nrn_network_layout_get_heading (self->layout, self->rename_column, 1, &area))
    area = (NrnNetworkArea) { 0 };
  gtk_widget_measure (self->rename_entry, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &place.width, NULL,
                      NULL);
  gtk_widget_measure (self->rename_entry, GTK_ORIENTATION_VERTICAL, -1, &place.height, NULL, NULL,
                      NULL);
  place.x = (int) round (area.x + (area.width - place.width) / 2);
  place.x = MAX (MIN (place.x, gtk_widget_get_width (GTK_WIDGET (self)) - place.width), 0);
  place.y = MAX ((int) round (area.y + (area.height - place.height) / 2), 0);
  gtk_widget_size_allocate (self->rename_entry, &place, -1);
}
