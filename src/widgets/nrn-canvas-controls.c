/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What edits the network where it is drawn: below each layer its number of
 * units, between the headings a button for another layer, and each heading a
 * button for what can be set of its layer. They are
 * children of the canvas behind those that stand for units, move with the
 * layout and are left out where there is no room.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-architecture-edit.h"
#include "nrn-kind-chooser.h"
#include "nrn-layer-gallery.h"
#include "nrn-unit-stepper.h"

/* Around the words of a heading, in pixels. */
#define HEADING_PADDING_X 8.0
#define HEADING_PADDING_Y 4.0

/* Between a control and what is beside it, in pixels. */
#define SPACE 4.0

typedef struct
{
  GtkWidget *heading;   /* around its caption */
  GtkWidget *plus;      /* before the column; NULL for the inputs */
  GtkWidget *stepper;   /* below it; NULL for the inputs */
} NrnCanvasControls;

static const NrnCanvasControls *
get_controls (NrnCanvas *self,
              guint      column)
{
  return self->controls != NULL && column < self->controls->len
           ? g_ptr_array_index (self->controls, column)
           : NULL;
}

static guint
find_column (NrnCanvas *self,
             GtkWidget *control)
{
  for (guint i = 0; i < self->controls->len; i++)
    {
      const NrnCanvasControls *controls = get_controls (self, i);

      if (controls->heading == control || controls->plus == control ||
          controls->stepper == control)
        return i;
    }

  g_return_val_if_reached (0);
}

static guint
get_layer_index (NrnCanvas *self,
                 guint      column)
{
  return (guint) nrn_network_layout_get_column (self->layout, column)->layer;
}

/* ---- Units ---- */

static void
stepped_cb (NrnCanvas *self,
            int        step,
            GtkWidget *stepper)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  guint layer = get_layer_index (self, find_column (self, stepper));
  int units = (int) nrn_architecture_get_layer_units (architecture, layer) + step;
  GError *error = NULL;
  NrnUnitMap *map = nrn_architecture_set_units (architecture, layer, (guint) units, &error);

  nrn_canvas_apply (self, map, error);
}

/* ---- Layers ---- */

static void
chosen_cb (NrnCanvas     *self,
           const NrnKind *kind)
{
  const NrnArchitecture *architecture = nrn_canvas_get_architecture (self);
  guint place = get_layer_index (self, self->gallery_column);
  GError *error = NULL;
  NrnUnitMap *map = NULL;
  g_autoptr (NrnConfig) layer = nrn_layer_gallery_make_layer (kind, architecture, place, &error);

  if (layer != NULL)
    map = nrn_architecture_add_layer (architecture, place, layer, &error);
  nrn_canvas_apply (self, map, error);
}

/* The tooltip would be in the way. */
static void
gallery_closed_cb (NrnCanvas *self)
{
  const NrnCanvasControls *controls = get_controls (self, self->gallery_column);

  if (controls == NULL)
    return;

  gtk_widget_set_has_tooltip (controls->plus, TRUE);
  gtk_widget_grab_focus (controls->plus);
}

static gboolean
get_bounds (NrnCanvas    *self,
            GtkWidget    *control,
            GdkRectangle *bounds)
{
  graphene_rect_t area;

  if (!gtk_widget_compute_bounds (control, GTK_WIDGET (self), &area))
    return FALSE;

  *bounds = (GdkRectangle) { (int) area.origin.x, (int) area.origin.y, (int) area.size.width,
                             (int) area.size.height };

  return TRUE;
}

static void
plus_clicked_cb (NrnCanvas *self,
                 GtkWidget *plus)
{
  GdkRectangle bounds;

  if (!get_bounds (self, plus, &bounds))
    return;

  if (self->gallery == NULL)
    {
      self->gallery = nrn_layer_gallery_new ();
      gtk_widget_set_parent (self->gallery, GTK_WIDGET (self));
      g_signal_connect_swapped (self->gallery, "chosen", G_CALLBACK (chosen_cb), self);
      g_signal_connect_swapped (self->gallery, "closed", G_CALLBACK (gallery_closed_cb), self);
    }
  self->gallery_column = find_column (self, plus);
  gtk_widget_set_has_tooltip (plus, FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->gallery), &bounds);
  gtk_popover_popup (GTK_POPOVER (self->gallery));
}

/* ---- Headings ---- */

static gboolean
is_control_held (GtkWidget *widget)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (widget));
  GdkDevice *keyboard = seat != NULL ? gdk_seat_get_keyboard (seat) : NULL;

  return keyboard != NULL && (gdk_device_get_modifier_state (keyboard) & GDK_CONTROL_MASK) != 0;
}

/* With Ctrl the layer is selected, no more. */
static void
heading_clicked_cb (NrnCanvas *self,
                    GtkWidget *heading)
{
  guint column = find_column (self, heading);

  if (is_control_held (heading))
    nrn_canvas_select_layer (self, column);
  else
    nrn_canvas_edit_layer (self, column);
}

/* The secondary button is as good as the primary one. */
static void
heading_pressed_cb (NrnCanvas  *self,
                    int         n_press,
                    double      x,
                    double      y,
                    GtkGesture *gesture)
{
  GtkWidget *heading = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  nrn_canvas_edit_layer (self, find_column (self, heading));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static GtkWidget *
heading_new (NrnCanvas *self)
{
  GtkWidget *heading = gtk_button_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_add_css_class (heading, "flat");
  gtk_widget_add_css_class (heading, "layer-heading");
  gtk_accessible_update_property (GTK_ACCESSIBLE (heading), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE,
                                  -1);
  g_signal_connect_swapped (heading, "clicked", G_CALLBACK (heading_clicked_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (heading_pressed_cb), self);
  gtk_widget_add_controller (heading, GTK_EVENT_CONTROLLER (click));

  return heading;
}

/* ---- Making them ---- */

static GtkWidget *
get_last_of_items (NrnCanvas *self)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self));

  while (GTK_IS_POPOVER (last))
    last = gtk_widget_get_prev_sibling (last);

  return last;
}

/**
 * nrn_canvas_add_control:
 * @self: a canvas
 * @control: (transfer floating): another child
 *
 * Puts it behind the others, but for the popovers.
 */
void
nrn_canvas_add_control (NrnCanvas *self,
                        GtkWidget *control)
{
  gtk_widget_insert_after (control, GTK_WIDGET (self), get_last_of_items (self));
}

static NrnCanvasControls *
controls_new (NrnCanvas *self,
              guint      column)
{
  NrnCanvasControls *controls = g_new0 (NrnCanvasControls, 1);

  controls->heading = heading_new (self);
  nrn_canvas_add_control (self, controls->heading);
  if (column == 0)
    return controls;

  controls->plus = gtk_button_new_from_icon_name ("list-add-symbolic");
  gtk_widget_add_css_class (controls->plus, "add-layer");
  gtk_accessible_update_property (GTK_ACCESSIBLE (controls->plus),
                                  GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
  g_signal_connect_swapped (controls->plus, "clicked", G_CALLBACK (plus_clicked_cb), self);
  nrn_canvas_add_control (self, controls->plus);

  controls->stepper = nrn_unit_stepper_new ();
  g_signal_connect_swapped (controls->stepper, "stepped", G_CALLBACK (stepped_cb), self);
  nrn_canvas_add_control (self, controls->stepper);

  return controls;
}

static void
controls_free (NrnCanvasControls *controls)
{
  g_clear_pointer (&controls->heading, gtk_widget_unparent);
  g_clear_pointer (&controls->plus, gtk_widget_unparent);
  g_clear_pointer (&controls->stepper, gtk_widget_unparent);
  g_free (controls);
}

static void
update_heading (NrnCanvas *self,
                GtkWidget *heading,
                guint      column)
{
  g_autofree char *name = nrn_canvas_name_layer (self, column);
  g_autofree char *caption = nrn_network_layout_describe_column (self->layout, column);
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (heading, column > 0);
  if (column > 0)
    /* Translators: %s is a layer: “Settings of Hidden 1”. */
    words = g_strdup_printf (_("Settings of %s"), name);
  else
    words = g_strdup (_("The inputs are the features of the data; other data has others."));
  gtk_widget_set_tooltip_text (heading, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (heading),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, column > 0 ? words : name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, column > 0 ? caption : words,
                                  -1);
}

static void
update_plus (NrnCanvas *self,
             GtkWidget *plus,
             guint      column)
{
  g_autofree char *before = nrn_canvas_name_layer (self, column - 1);
  g_autofree char *after = nrn_canvas_name_layer (self, column);
  /* Translators: two layers: “Add a layer between Hidden 1 and Output”. */
  g_autofree char *words = g_strdup_printf (_("Add a layer between %s and %s"), before, after);

  gtk_widget_set_tooltip_text (plus, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (plus), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update_stepper (NrnCanvas      *self,
                NrnUnitStepper *stepper,
                guint           column)
{
  g_autofree char *name = nrn_canvas_name_layer (self, column);
  gboolean is_last = column + 1 == nrn_network_layout_get_n_columns (self->layout);

  nrn_unit_stepper_set_units (stepper, name,
                              nrn_network_layout_get_column (self->layout, column)->units);
  nrn_unit_stepper_hold (stepper, is_last ? _("The outputs answer to the labels of the data; other "
                                              "data has others.")
                                          : NULL);
}

/**
 * nrn_canvas_update_controls:
 * @self: a canvas with a layout
 *
 * Makes the controls fit the network, not in the midst of an allocation.
 */
void
nrn_canvas_update_controls (NrnCanvas *self)
{
  guint n_columns = nrn_network_layout_get_n_columns (self->layout);

  if (self->controls == NULL)
    self->controls = g_ptr_array_new_with_free_func ((GDestroyNotify) controls_free);
  if (self->controls->len > n_columns)
    g_ptr_array_set_size (self->controls, (int) n_columns);
  while (self->controls->len < n_columns)
    g_ptr_array_add (self->controls, controls_new (self, self->controls->len));
  for (guint i = 0; i < n_columns; i++)
    {
      const NrnCanvasControls *controls = get_controls (self, i);

      update_heading (self, controls->heading, i);
      if (i == 0)
        continue;
      update_plus (self, controls->plus, i);
      update_stepper (self, NRN_UNIT_STEPPER (controls->stepper), i);
    }
  nrn_canvas_update_layer_popover (self);
}

/**
 * nrn_canvas_remove_controls:
 * @self: a canvas that is going away
 */
void
nrn_canvas_remove_controls (NrnCanvas *self)
{
  g_clear_pointer (&self->controls, g_ptr_array_unref);
  g_clear_handle_id (&self->rename_id, g_source_remove);
  g_clear_pointer (&self->rename_entry, gtk_widget_unparent);
  g_clear_pointer (&self->gallery, gtk_widget_unparent);
  g_clear_pointer (&self->layer_popover, gtk_widget_unparent);
}

/* ---- Where they are ---- */

/* Puts a control where its middle is @x and @y, if it is in view and has room
 * for @most pixels: as much of it as fits. */
static void
place (NrnCanvas *self,
       GtkWidget *control,
       double     x,
       double     y,
       double     most)
{
  int minimum;
  int natural;
  GdkRectangle area;

  gtk_widget_measure (control, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (control, GTK_ORIENTATION_VERTICAL, -1, &area.height, NULL, NULL, NULL);
  area.width = most >= natural ? natural : minimum;
  area.x = (int) round (x - area.width / 2.0);
  area.y = (int) round (y - area.height / 2.0);
  gtk_widget_set_child_visible (control,
                                most >= minimum && area.x >= 0 && area.y >= 0 &&
                                  area.x + area.width <= gtk_widget_get_width (GTK_WIDGET (self)) &&
                                  area.y + area.height <= gtk_widget_get_height (GTK_WIDGET (self)));
  if (gtk_widget_get_child_visible (control))
    gtk_widget_size_allocate (control, &area, -1);
}

static void
place_heading (NrnCanvas *self,
               GtkWidget *heading,
               guint      column)
{
  NrnNetworkArea area;
  GdkRectangle place;
  gboolean is_there = nrn_network_layout_get_heading (self->layout, column, G_MAXUINT, &area);

  place.x = (int) floor (area.x - HEADING_PADDING_X);
  place.y = (int) floor (area.y - HEADING_PADDING_Y);
  place.width = (int) ceil (area.width + 2 * HEADING_PADDING_X);
  place.height = (int) ceil (area.height + 2 * HEADING_PADDING_Y);
  gtk_widget_set_child_visible (heading, is_there && place.y >= 0);
  if (gtk_widget_get_child_visible (heading))
    {
      gtk_widget_measure (heading, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (heading, &place, -1);
    }
}

/* In line with the names of the layers, and not below them, where there are
 * more words. */
static void
place_plus (NrnCanvas *self,
            GtkWidget *plus,
            guint      column)
{
  NrnNetworkArea gap;
  int height;

  if (!nrn_network_layout_get_gap (self->layout, column - 1, &gap))
    {
      gtk_widget_set_child_visible (plus, FALSE);
      return;
    }

  gtk_widget_measure (plus, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  place (self, plus, gap.x + gap.width / 2, gap.y + gap.height - height / 2.0,
         gap.width - 2 * SPACE);
}

/* Of the steppers below two neighbours each may take half of the way. One
 * that has less room makes all of them narrower: none of them is without. */
static double
measure_stepper_room (NrnCanvas *self)
{
  guint n_columns = nrn_network_layout_get_n_columns (self->layout);
  double room = G_MAXDOUBLE;

  for (guint i = 1; i < n_columns; i++)
    {
      double x = nrn_network_layout_get_column (self->layout, i)->x;
      double before = i > 1 ? nrn_network_layout_get_column (self->layout, i - 1)->x + SPACE
                            : 2 * nrn_network_layout_get_legend_end (self->layout) + 4 * SPACE - x;

      room = MIN (room, x - before);
    }

  return room;
}

/**
 * nrn_canvas_place_controls:
 * @self: a canvas with a layout, being allocated
 *
 * Puts the controls where they belong; until they fit the network, there are
 * none.
 */
void
nrn_canvas_place_controls (NrnCanvas *self)
{
  guint n = self->controls != NULL ? self->controls->len : 0;
  gboolean fit = n == nrn_network_layout_get_n_columns (self->layout);
  double y = nrn_network_layout_get_footer_y (self->layout);
  double room = isnan (y) ? 0 : measure_stepper_room (self);

  for (guint i = 0; i < n; i++)
    {
      const NrnCanvasControls *controls = get_controls (self, i);

      if (fit)
        place_heading (self, controls->heading, i);
      else
        gtk_widget_set_child_visible (controls->heading, FALSE);
      if (i == 0)
        continue;

      if (fit)
        {
          place_plus (self, controls->plus, i);
          place (self, controls->stepper, nrn_network_layout_get_column (self->layout, i)->x, y, room);
          continue;
        }
      gtk_widget_set_child_visible (controls->plus, FALSE);
      gtk_widget_set_child_visible (controls->stepper, FALSE);
    }
  nrn_canvas_place_rename (self);
}

/* ---- By mouse and keyboard ---- */

/**
 * nrn_canvas_is_on_control:
 * @self: a canvas
 * @x: a point on it
 * @y: likewise
 *
 * Returns: whether a control is there, so that what happens is none of the
 *   network's business
 */
gboolean
nrn_canvas_is_on_control (NrnCanvas *self,
                          double     x,
                          double     y)
{
  GtkWidget *widget = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_INSENSITIVE);

  return widget != NULL && widget != GTK_WIDGET (self);
}

static gboolean
can_focus (GtkWidget *control)
{
  return gtk_widget_get_mapped (control) && gtk_widget_is_sensitive (control);
}

static void
add_to_row (GPtrArray *row,
            GtkWidget *control)
{
  if (control != NULL && can_focus (control))
    g_ptr_array_add (row, control);
}

/* Returns (transfer container): what can have the focus above the units of
 * the columns @first … @last, or below them, from left to right. */
static GPtrArray *
list_row (NrnCanvas *self,
          guint      first,
          guint      last,
          gboolean   is_above)
{
  GPtrArray *row = g_ptr_array_new ();
  int last_step = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL ? -1 : 1;

  for (guint i = first; i <= last; i++)
    {
      const NrnCanvasControls *controls = get_controls (self, i);

      if (controls == NULL)
        continue;

      if (is_above)
        {
          add_to_row (row, controls->plus);
          add_to_row (row, controls->heading);
          continue;
        }
      if (controls->stepper == NULL)
        continue;
      add_to_row (row, nrn_unit_stepper_get_button (NRN_UNIT_STEPPER (controls->stepper), -last_step));
      add_to_row (row, nrn_unit_stepper_get_button (NRN_UNIT_STEPPER (controls->stepper), last_step));
    }

  return row;
}

/**
 * nrn_canvas_focus_control:
 * @self: a canvas
 * @column: a column
 * @is_above: whether to go to what is above its units, rather than below
 *
 * Returns: whether there is something that took the focus
 */
gboolean
nrn_canvas_focus_control (NrnCanvas *self,
                          guint      column,
                          gboolean   is_above)
{
  g_autoptr (GPtrArray) row = list_row (self, column, column, is_above);

  return row->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (row, row->len - 1));
}

/**
 * nrn_canvas_find_focused_layer:
 * @self: a canvas
 *
 * Returns: the column whose heading or stepper has the focus; 0 if none does
 */
guint
nrn_canvas_find_focused_layer (NrnCanvas *self)
{
  GtkWidget *child = gtk_widget_get_focus_child (GTK_WIDGET (self));

  for (guint i = 1; self->controls != NULL && child != NULL && i < self->controls->len; i++)
    {
      const NrnCanvasControls *controls = get_controls (self, i);

      if (controls->heading == child || controls->stepper == child)
        return i;
    }

  return 0;
}

/**
 * nrn_canvas_get_heading:
 * @self: a canvas
 * @column: a column's index
 *
 * Returns: (transfer none) (nullable): the button around its caption
 */
GtkWidget *
nrn_canvas_get_heading (NrnCanvas *self,
                        guint      column)
{
  const NrnCanvasControls *controls = get_controls (self, column);

  return controls != NULL ? controls->heading : NULL;
}

/* From the controls to the units of the nearest column. */
static void
focus_units (NrnCanvas *self,
             GtkWidget *control,
             gboolean   is_above)
{
  GtkWidget *layer = NULL;

  for (guint i = 0; layer == NULL && i < self->controls->len; i++)
    {
      const NrnCanvasControls *controls = get_controls (self, i);

      if (controls->plus == control || controls->heading == control ||
          gtk_widget_get_parent (control) == controls->stepper)
        layer = nrn_canvas_get_layer (self, i);
    }
  if (layer != NULL)
    gtk_widget_grab_focus (is_above ? gtk_widget_get_first_child (layer)
                                    : gtk_widget_get_last_child (layer));
}

/**
 * nrn_canvas_walk_controls:
 * @self: a canvas with a layout
 * @key: an arrow key
 *
 * Moves the focus from one control to another, or back to the units.
 *
 * Returns: whether a control has had the focus
 */
gboolean
nrn_canvas_walk_controls (NrnCanvas *self,
                          guint      key)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  for (guint is_above = 0; is_above < 2 && self->controls != NULL; is_above++)
    {
      g_autoptr (GPtrArray) row = list_row (self, 0, self->controls->len - 1, is_above != 0);
      guint i;

      if (!g_ptr_array_find (row, focus, &i))
        continue;

      if (key == GDK_KEY_Left && i > 0)
        gtk_widget_grab_focus (g_ptr_array_index (row, i - 1));
      else if (key == GDK_KEY_Right && i + 1 < row->len)
        gtk_widget_grab_focus (g_ptr_array_index (row, i + 1));
      else if (key == (is_above != 0 ? GDK_KEY_Down : GDK_KEY_Up))
        focus_units (self, focus, is_above != 0);
      return TRUE;
    }

  return FALSE;
}
