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

/* Where the text begins in the entry, in pixels; see style.css. */
#define TEXT_MARGIN 7.0

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

static gboolean
is_last (NrnCanvas *self,
         guint      column)
{
  return column + 1 == nrn_network_layout_get_n_columns (self->layout);
}

/* The names of a column's units, in the data; %NULL if they have none. */
static const char *const *
get_unit_names (NrnCanvas *self,
                guint      column,
                NrnNames  *sort)
{
  const NrnDataset *dataset = nrn_document_get_dataset (self->document);
  const char *const *names = NULL;

  if (column == 0)
    *sort = NRN_NAMES_FEATURES;
  else if (!is_last (self, column) || nrn_canvas_get_output_names (self) == NULL)
    return NULL;
  else
    {
      names = nrn_canvas_get_output_names (self);
      *sort = names == nrn_dataset_get_class_names (dataset) ? NRN_NAMES_CLASSES : NRN_NAMES_TARGETS;
    }

  return nrn_dataset_get_names (dataset, *sort);
}

/* Returns a sentence if @unit cannot have that name. (transfer full) */
static char *
find_obstacle (const char *const *names,
               guint              unit,
               gboolean           is_input,
               const char        *name)
{
  if (*name == '\0')
    return g_strdup (is_input ? _("An input needs a name.") : _("An output needs a name."));

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (i == unit || !g_str_equal (names[i], name))
        continue;

      return g_strdup_printf (is_input ? _("Another input is called “%s” already; names must differ.")
                                       : _("Another output is called “%s” already; names must differ."),
                              name);
    }

  return NULL;
}

/* Gives a feature, a class or a target, which is a unit of the first or the last
 * column, another name, or says why it cannot have that. The data stays. */
static void
rename_unit (NrnCanvas  *self,
             guint       column,
             guint       unit,
             const char *name)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  NrnNames sort;
  const char *const *names = get_unit_names (self, column, &sort);
  g_autofree char *after = g_strstrip (g_strdup (name));
  g_auto (GStrv) changed = g_strdupv ((char **) names);
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *obstacle = NULL;

  if (names == NULL || g_str_equal (names[unit], after))
    return;

  obstacle = find_obstacle (names, unit, column == 0, after);
  if (obstacle != NULL)
    {
      nrn_canvas_fail (self, obstacle);
      return;
    }

  g_free (changed[unit]);
  changed[unit] = g_steal_pointer (&after);
  source = nrn_data_source_with_names (parts.source, sort, (const char *const *) changed);
  parts.source = source;
  if (!nrn_document_edit (self->document, &parts, &error))
    nrn_canvas_fail (self, error->message);
}

/**
 * nrn_canvas_pick_output_name:
 * @self: a canvas with a layout
 * @x: a point on it
 * @y: likewise
 * @unit: (out): the output whose name is there
 *
 * Returns: whether there is one
 */
gboolean
nrn_canvas_pick_output_name (NrnCanvas *self,
                             double     x,
                             double     y,
                             guint     *unit)
{
  guint last = nrn_network_layout_get_n_columns (self->layout) - 1;
  const NrnNetworkColumn *column = nrn_network_layout_get_column (self->layout, last);

  for (guint i = 0; i < column->n_nodes; i++)
    {
      NrnNetworkArea area;

      *unit = column->nodes[i].unit;
      if (nrn_network_layout_get_name_area (self->layout, last, *unit, &area) &&
          x >= area.x && x < area.x + area.width && y >= area.y && y < area.y + area.height)
        return TRUE;
    }

  return FALSE;
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
  NrnPick pick = { NRN_PICK_NODE, self->rename_column, (guint) MAX (self->rename_unit, 0), 0 };
  GtkWidget *item = nrn_canvas_get_item (self, &pick);

  if (self->rename_unit >= 0 && item != NULL)
    gtk_widget_grab_focus (item);
  else if (heading != NULL && gtk_widget_get_mapped (heading))
    gtk_widget_grab_focus (heading);
  else
    nrn_canvas_take_focus (self);
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
  if (counts && self->rename_unit >= 0)
    rename_unit (self, self->rename_column, (guint) self->rename_unit, name);
  else if (counts)
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

/* Where the name is drawn. */
static gboolean
get_area (NrnCanvas      *self,
          guint           column,
          int             unit,
          NrnNetworkArea *area)
{
  return unit < 0 ? nrn_network_layout_get_heading (self->layout, column, 1, area)
                  : nrn_network_layout_get_name_area (self->layout, column, (guint) unit, area);
}

/* (transfer full); (nullable): what cannot have another one */
static char *
get_name (NrnCanvas *self,
          guint      column,
          int        unit)
{
  NrnNames sort;
  const char *const *names;

  if (unit < 0)
    return column > 0 ? nrn_canvas_name_layer (self, column) : NULL;

  names = get_unit_names (self, column, &sort);

  return names != NULL ? g_strdup (names[unit]) : NULL;
}

/**
 * nrn_canvas_begin_rename:
 * @self: a canvas with a layout
 * @column: a column
 * @unit: one of its units; -1 for the layer itself
 *
 * Lets a name be typed where it is drawn: Enter takes it, and so does a click
 * elsewhere; Escape does not.
 *
 * Returns: whether there is a name that can be another one
 */
gboolean
nrn_canvas_begin_rename (NrnCanvas *self,
                         guint      column,
                         int        unit)
{
  g_autofree char *name = get_name (self, column, unit);
  g_autofree char *words = NULL;
  NrnNetworkArea area;

  if (name == NULL || !get_area (self, column, unit, &area))
    return FALSE;

  ensure_entry (self);
  /* Translators: %s is what something is called: “Another name for Hidden 1”. */
  words = g_strdup_printf (_("Another name for %s"), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rename_entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  self->rename_column = column;
  self->rename_unit = unit;
  gtk_entry_set_alignment (GTK_ENTRY (self->rename_entry), unit >= 0 && column > 0 ? 0 : 0.5f);
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
    nrn_canvas_begin_rename (self, self->rename_column, self->rename_unit);

  return G_SOURCE_REMOVE;
}

/**
 * nrn_canvas_queue_rename:
 * @self: a canvas with a layout, whose popover is being closed
 * @column: a column
 * @unit: one of its units; -1 for the layer itself
 *
 * As nrn_canvas_begin_rename(), once GTK has taken the focus where it wants
 * it after the popover.
 */
void
nrn_canvas_queue_rename (NrnCanvas *self,
                         guint      column,
                         int        unit)
{
  self->rename_column = column;
  self->rename_unit = unit;
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

/* The names of outputs begin in one line. */
static gboolean
is_beside (NrnCanvas *self)
{
  return self->rename_unit >= 0 && self->rename_column > 0;
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

  if (!self->is_renaming || !get_area (self, self->rename_column, self->rename_unit, &area))
    area = (NrnNetworkArea) { 0 };
  gtk_widget_measure (self->rename_entry, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &place.width, NULL,
                      NULL);
  gtk_widget_measure (self->rename_entry, GTK_ORIENTATION_VERTICAL, -1, &place.height, NULL, NULL,
                      NULL);
  place.x = is_beside (self) ? (int) round (area.x - TEXT_MARGIN)
                             : (int) round (area.x + (area.width - place.width) / 2);
  place.x = MAX (MIN (place.x, gtk_widget_get_width (GTK_WIDGET (self)) - place.width), 0);
  place.y = MAX ((int) round (area.y + (area.height - place.height) / 2), 0);
  gtk_widget_size_allocate (self->rename_entry, &place, -1);
}
