/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network edited where it is drawn: steppers below the layers, buttons
 * for more layers between them, headings with their settings and names.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-canvas-private.h"
#include "nrn-kind-chooser.h"
#include "nrn-kind-row.h"
#include "nrn-layer-dense.h"
#include "nrn-layer-popover.h"
#include "nrn-network-group.h"
#include "nrn-property-row.h"
#include "nrn-unit-stepper.h"

/* Turns the main loop until there is nothing more to do. */
static void
settle (NrnWindow *window)
{
  for (guint i = 0; i < 2; i++)
    {
      while (g_main_context_iteration (NULL, FALSE))
        ;
      nrn_window_test_draw (window);
    }
}

static NrnWindow *
open_window (void)
{
  NrnWindow *window = nrn_window_test_open ();

  settle (window);

  return window;
}

/* The control of some sort before, above or below a column. */
static GtkWidget *
get_control (NrnWindow  *window,
             guint       index,
             const char *class,
             GType       type)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (window->canvas)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!G_TYPE_CHECK_INSTANCE_TYPE (child, type) ||
          (class != NULL && !gtk_widget_has_css_class (child, class)))
        continue;
      if (index == 0)
        return child;
      index--;
    }

  return NULL;
}

static GtkWidget *
get_heading (NrnWindow *window,
             guint      column)
{
  return get_control (window, column, "layer-heading", GTK_TYPE_BUTTON);
}

/* The inputs have neither. */
static GtkWidget *
get_plus (NrnWindow *window,
          guint      column)
{
  return get_control (window, column - 1, "add-layer", GTK_TYPE_BUTTON);
}

static GtkWidget *
get_stepper (NrnWindow *window,
             guint      column)
{
  return get_control (window, column - 1, NULL, NRN_TYPE_UNIT_STEPPER);
}

static GtkWidget *
get_button (NrnWindow *window,
            guint      column,
            int        step)
{
  return nrn_unit_stepper_get_button (NRN_UNIT_STEPPER (get_stepper (window, column)), step);
}

static void
click (NrnWindow *window,
       GtkWidget *button)
{
  g_assert_true (gtk_widget_is_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
  settle (window);
}

static void
press (NrnWindow *window,
       guint      key)
{
  nrn_window_test_press (window, GTK_WIDGET (window->canvas), key, 0);
}

static GtkWidget *
get_focus (NrnWindow *window)
{
  return gtk_window_get_focus (GTK_WINDOW (window));
}

static void
assert_units (NrnWindow  *window,
              const char *expected)
{
  g_autofree char *text =
    nrn_architecture_to_string (nrn_window_test_parts (window)->architecture);

  g_assert_cmpstr (text, ==, expected);
}

static void
choose_layer (NrnWindow  *window,
              guint       column,
              const char *name)
{
  GtkWidget *gallery;

  click (window, get_plus (window, column));
  gallery = window->canvas->gallery;
  g_assert_true (gtk_widget_get_visible (gallery));
  gtk_popover_popdown (GTK_POPOVER (gallery));
  g_signal_emit_by_name (gallery, "chosen", nrn_kind_find (NRN_FAMILY_LAYER, name, NULL));
  settle (window);
}

/* Units come and go, and a quick succession is one edit to take back: it is
 * quick on a slow machine too if no frame is drawn in between. */
static void
test_steps_units (void)
{
  NrnWindow *window = open_window ();

  g_signal_emit_by_name (get_button (window, 1, 1), "clicked");
  assert_units (window, "1-7-32-2");
  g_signal_emit_by_name (get_button (window, 1, 1), "clicked");
  assert_units (window, "1-8-32-2");
  settle (window);
  nrn_window_test_act (window, "win.undo");
  settle (window);
  assert_units (window, "1-6-32-2");
  click (window, get_button (window, 2, -1));
  assert_units (window, "1-6-31-2");
  gtk_test_accessible_assert_property (get_stepper (window, 2), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Units of Hidden 2");
  gtk_test_accessible_assert_property (get_button (window, 2, -1), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Remove a unit from Hidden 2");
  nrn_window_test_close (window);
}

/* The button that was pressed keeps the focus, the others keep what they have
 * learned. */
static void
test_steps_on (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *button = get_button (window, 1, 1);
  float weight;

  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  weight = nrn_window_test_weights (window)[0];
  gtk_widget_grab_focus (button);
  click (window, button);
  g_assert_true (get_button (window, 1, 1) == button && get_focus (window) == button);
  g_assert_cmpfloat (nrn_window_test_weights (window)[0], ==, weight);
  nrn_window_test_close (window);
}

/* The data holds the outputs, and one unit is the least: the steppers say why
 * or stop. */
static void
test_holds_units (void)
{
  NrnWindow *window = open_window ();

  g_assert_false (gtk_widget_get_sensitive (get_button (window, 3, 1)));
  g_assert_false (gtk_widget_get_sensitive (get_button (window, 3, -1)));
  g_assert_nonnull (gtk_widget_get_tooltip_text (get_stepper (window, 3)));
  nrn_window_test_enter (window, "architecture_row", "1-2-2");
  settle (window);
  g_assert_null (get_stepper (window, 3));
  click (window, get_button (window, 1, -1));
  assert_units (window, "1-1-2");
  g_assert_false (gtk_widget_get_sensitive (get_button (window, 1, -1)));
  g_assert_true (gtk_widget_get_sensitive (get_button (window, 1, 1)));
  g_assert_null (gtk_widget_get_tooltip_text (get_stepper (window, 1)));
  nrn_window_test_close (window);
}

/* Every sort of layer that there is can be added everywhere, and taken back. */
static void
test_adds_layers (void)
{
  NrnWindow *window = open_window ();
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LAYER, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint column = 1; column <= 3; column++)
      {
        const NrnArchitecture *architecture;

        choose_layer (window, column, kinds[i]->name);
        architecture = nrn_window_test_parts (window)->architecture;
        g_assert_cmpuint (nrn_architecture_get_n_layers (architecture), ==, 4);
        g_assert_true (nrn_config_get_kind (nrn_architecture_get_layer (architecture, column - 1)) ==
                       kinds[i]);
        g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Add Layer");
        nrn_window_test_act (window, "win.undo");
        settle (window);
        assert_units (window, "1-6-32-2");
      }
  nrn_window_test_close (window);
}

/* As many units as the hidden layer beside it, and relu. */
static void
test_chooses_defaults (void)
{
  NrnWindow *window = open_window ();
  const NrnArchitecture *architecture;

  choose_layer (window, 3, "Dense");
  assert_units (window, "1-6-32-32-2");
  choose_layer (window, 1, "Dense");
  assert_units (window, "1-6-6-32-32-2");
  choose_layer (window, 2, "Activation");
  architecture = nrn_window_test_parts (window)->architecture;
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (architecture, 0)), ==, "relu");
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (architecture, 1)), ==, "relu");
  nrn_window_test_close (window);
}

/* The gallery has all sorts, and the focus comes back. */
static void
test_gallery (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *plus = get_plus (window, 2);
  NrnKindChooser *chooser;
  guint n_kinds;

  gtk_test_accessible_assert_property (plus, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Add a layer between Hidden 1 and Hidden 2");
  click (window, plus);
  chooser = NRN_KIND_CHOOSER (window->canvas->gallery);
  nrn_family_get_kinds (NRN_FAMILY_LAYER, &n_kinds);
  g_assert_cmpuint (nrn_kind_chooser_get_n_found (chooser), ==, n_kinds);
  nrn_kind_chooser_search (chooser, "norm");
  g_assert_cmpuint (nrn_kind_chooser_get_n_found (chooser), ==, 2);
  gtk_popover_popdown (GTK_POPOVER (chooser));
  settle (window);
  g_assert_true (get_focus (window) == plus);
  assert_units (window, "1-6-32-2");

  /* Another network has other places. */
  click (window, plus);
  nrn_window_test_enter (window, "architecture_row", "1-2");
  settle (window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (chooser)));
  nrn_window_test_close (window);
}

/* From the units up and down to the controls, along them, and back. */
static void
test_walks (void)
{
  NrnWindow *window = open_window ();
  NrnPick first = { NRN_PICK_NODE, 1, 0, 0 };
  NrnPick last = { NRN_PICK_BIAS, 1, 0, 0 };
  GtkWidget *item = nrn_canvas_get_item (window->canvas, &first);

  gtk_widget_grab_focus (item);
  press (window, GDK_KEY_Up);
  g_assert_true (get_focus (window) == get_heading (window, 1));
  press (window, GDK_KEY_Right);
  g_assert_true (get_focus (window) == get_plus (window, 2));
  press (window, GDK_KEY_Left);
  press (window, GDK_KEY_Left);
  g_assert_true (get_focus (window) == get_plus (window, 1));
  press (window, GDK_KEY_Down);
  g_assert_true (get_focus (window) == item);

  item = nrn_canvas_get_item (window->canvas, &last);
  gtk_widget_grab_focus (item);
  press (window, GDK_KEY_Down);
  g_assert_true (get_focus (window) == get_button (window, 1, 1));
  press (window, GDK_KEY_Left);
  g_assert_true (get_focus (window) == get_button (window, 1, -1));
  press (window, GDK_KEY_Up);
  g_assert_true (get_focus (window) == item);
  nrn_window_test_close (window);
}

/* Where the layout has them: below its layer, between two headings; none out
 * of view. */
static void
test_places (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *canvas = GTK_WIDGET (window->canvas);
  const NrnNetworkColumn *column = nrn_network_layout_get_column (window->canvas->layout, 2);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (get_stepper (window, 2), canvas, &bounds));
  g_assert_cmpfloat_with_epsilon (bounds.origin.x + bounds.size.width / 2, column->x, 2);
  g_assert_cmpfloat (bounds.origin.y, >, column->bias_y + column->bias_size / 2);
  g_assert_true (gtk_widget_compute_bounds (get_plus (window, 2), canvas, &bounds));
  g_assert_cmpfloat (bounds.origin.x, >, column[-1].x);
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <, column->x);

  for (guint i = 0; i < 6; i++)
    nrn_window_test_act (window, "win.zoom-in");
  settle (window);
  g_assert_false (gtk_widget_get_child_visible (get_stepper (window, 3)));
  nrn_window_test_act (window, "win.zoom-fit");
  settle (window);
  g_assert_true (gtk_widget_get_child_visible (get_stepper (window, 3)));
  nrn_window_test_close (window);
}

/* Of many layers none has its words covered: where there is no room, there
 * are no controls, and never one alone. */
static void
test_leaves_out (void)
{
  NrnWindow *window = open_window ();

  nrn_window_test_enter (window, "architecture_row",
                         "1-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-3-2");
  settle (window);
  for (guint i = 1; i <= 24; i++)
    {
      g_assert_false (gtk_widget_get_child_visible (get_stepper (window, i)));
      g_assert_false (gtk_widget_get_child_visible (get_plus (window, i)));
    }
  nrn_window_test_close (window);
}

/* Three wide hidden layers, in the window as it opens, have all of them. */
static void
test_wide_layers (void)
{
  NrnWindow *window = open_window ();

  nrn_window_test_enter (window, "architecture_row", "1-100-100-100-2");
  settle (window);
  for (guint i = 1; i <= 4; i++)
    {
      g_assert_true (gtk_widget_get_child_visible (get_stepper (window, i)));
      g_assert_true (gtk_widget_get_child_visible (get_plus (window, i)));
    }
  nrn_window_test_close (window);
}

/* ---- Whole layers ---- */

static NrnLayerPopover *
get_popover (NrnWindow *window)
{
  return NRN_LAYER_POPOVER (window->canvas->layer_popover);
}

static gboolean
is_open (NrnWindow *window)
{
  return window->canvas->layer_popover != NULL &&
         gtk_widget_get_visible (window->canvas->layer_popover);
}

static const NrnConfig *
get_layer (NrnWindow *window,
           guint      layer)
{
  return nrn_architecture_get_layer (nrn_window_test_parts (window)->architecture, layer);
}

/* What the popover changes can be taken back, and it stays open. */
static void
test_sets_layer (void)
{
  NrnWindow *window = open_window ();
  NrnLayerPopover *popover;
  GtkWidget *row;

  click (window, get_heading (window, 1));
  g_assert_true (is_open (window));
  popover = get_popover (window);
  row = nrn_layer_popover_get_row (popover, "activation");
  g_signal_emit_by_name (nrn_kind_row_get_chooser (NRN_KIND_ROW (row)), "chosen",
                         nrn_kind_find (NRN_FAMILY_ACTIVATION, "tanh", NULL));
  settle (window);
  g_assert_true (is_open (window));
  g_assert_cmpstr (nrn_config_get_name (nrn_kind_row_get_config (NRN_KIND_ROW (row))), ==, "tanh");
  g_assert_cmpstr (nrn_config_get_name (nrn_config_get_config (get_layer (window, 0),
                                                               NRN_DENSE_ACTIVATION)), ==, "tanh");
  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Change Activation");

  nrn_property_row_enter (NRN_PROPERTY_ROW (nrn_layer_popover_get_row (popover, "units")), "9");
  settle (window);
  assert_units (window, "1-9-32-2");
  g_assert_nonnull (nrn_layer_popover_get_row (popover, "use_bias"));
  g_assert_nonnull (nrn_layer_popover_get_row (popover, "kernel_initializer"));
  g_assert_nonnull (nrn_layer_popover_get_row (popover, "bias_regularizer"));
  gtk_popover_popdown (GTK_POPOVER (popover));
  settle (window);
  g_assert_true (get_focus (window) == get_heading (window, 1));
  nrn_window_test_close (window);
}

/* A rate makes a layer, another one changes it, 0 takes it away. */
static void
test_drops_out (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *row;

  click (window, get_heading (window, 2));
  row = nrn_layer_popover_get_dropout_row (get_popover (window));
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "0,25");
  settle (window);
  g_assert_cmpstr (nrn_config_get_name (get_layer (window, 2)), ==, "Dropout");
  g_assert_cmpfloat (nrn_config_lookup (get_layer (window, 2), "rate"), ==, 0.25);
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "0.5");
  settle (window);
  g_assert_cmpfloat (nrn_config_lookup (get_layer (window, 2), "rate"), ==, 0.5);
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "0");
  settle (window);
  g_assert_cmpstr (nrn_config_get_name (get_layer (window, 2)), ==, "Dense");
  assert_units (window, "1-6-32-2");
  nrn_window_test_close (window);
}

/* The layer moves and the popover goes along; the ends stay. */
static void
test_moves_and_removes (void)
{
  NrnWindow *window = open_window ();

  click (window, get_heading (window, 1));
  g_signal_emit_by_name (get_popover (window), "moved", 1);
  settle (window);
  assert_units (window, "1-32-6-2");
  g_assert_true (is_open (window));
  g_assert_cmpuint (window->canvas->layer_column, ==, 2);
  g_signal_emit_by_name (get_popover (window), "moved", 1);
  settle (window);
  assert_units (window, "1-32-6-2");

  g_signal_emit_by_name (get_popover (window), "removed");
  settle (window);
  assert_units (window, "1-32-2");
  g_assert_false (is_open (window));
  nrn_window_test_close (window);
}

/* When another network comes, there may be no such layer any more. */
static void
test_closes_with_layer (void)
{
  NrnWindow *window = open_window ();

  click (window, get_heading (window, 3));
  g_assert_true (is_open (window));
  nrn_window_test_enter (window, "architecture_row", "1-2");
  settle (window);
  g_assert_false (is_open (window));
  nrn_window_test_close (window);
}

/* By key on a unit or a heading; the inputs have no settings. */
static void
test_menu_key (void)
{
  NrnWindow *window = open_window ();
  NrnPick pick = { NRN_PICK_NODE, 0, 0, 0 };

  gtk_widget_grab_focus (nrn_canvas_get_item (window->canvas, &pick));
  press (window, GDK_KEY_Menu);
  g_assert_false (is_open (window));
  pick.column = 2;
  gtk_widget_grab_focus (nrn_canvas_get_item (window->canvas, &pick));
  press (window, GDK_KEY_Menu);
  g_assert_true (is_open (window));
  g_assert_cmpuint (window->canvas->layer_column, ==, 2);
  gtk_popover_popdown (GTK_POPOVER (get_popover (window)));
  settle (window);
  g_assert_true (get_focus (window) == get_heading (window, 2));
  nrn_window_test_press (window, GTK_WIDGET (window->canvas), GDK_KEY_F10, GDK_SHIFT_MASK);
  g_assert_true (is_open (window));
  nrn_window_test_close (window);
}

/* A selected layer is marked, and Delete removes it rather than a unit. */
static void
test_selects_layer (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *layer = nrn_canvas_get_layer (window->canvas, 1);
  NrnPick pick = { NRN_PICK_NODE, 2, 3, 0 };

  nrn_canvas_select (window->canvas, &pick);
  nrn_canvas_select_layer (window->canvas, 1);
  g_assert_null (nrn_canvas_get_selection (window->canvas));
  gtk_test_accessible_assert_state (layer, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);
  gtk_widget_grab_focus (nrn_canvas_get_item (window->canvas, &pick));
  press (window, GDK_KEY_Escape);
  gtk_test_accessible_assert_state (layer, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);

  nrn_canvas_select_layer (window->canvas, 1);
  nrn_canvas_select (window->canvas, &pick);
  gtk_test_accessible_assert_state (layer, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);
  nrn_canvas_select_layer (window->canvas, 1);
  press (window, GDK_KEY_Delete);
  settle (window);
  assert_units (window, "1-32-2");
  gtk_widget_grab_focus (get_heading (window, 1));
  press (window, GDK_KEY_Delete);
  settle (window);
  assert_units (window, "1-2");
  nrn_window_test_close (window);
}

/* ---- Names ---- */

static void
type_name (NrnWindow  *window,
           const char *name)
{
  gtk_editable_set_text (GTK_EDITABLE (window->canvas->rename_entry), name);
  g_signal_emit_by_name (window->canvas->rename_entry, "activate");
  settle (window);
}

static void
assert_name (NrnWindow  *window,
             guint       column,
             const char *expected)
{
  g_autofree char *name = nrn_canvas_name_layer (window->canvas, column);

  g_assert_cmpstr (name, ==, expected);
}

static void
failed_cb (guint *n)
{
  (*n)++;
}

/* The picture, the setup and the sentences call it so; undo takes it back. */
static void
test_renames (void)
{
  NrnWindow *window = open_window ();
  NrnPick unit = { NRN_PICK_NODE, 2, 3, 0 };
  GtkWidget *group = nrn_window_test_setup (window, "network_group");
  GtkWidget *row = nrn_network_group_get_row (NRN_NETWORK_GROUP (group), 1);

  gtk_widget_grab_focus (nrn_canvas_get_item (window->canvas, &unit));
  press (window, GDK_KEY_F2);
  g_assert_true (nrn_canvas_is_renaming (window->canvas));
  type_name (window, " Memory & <more> ");
  g_assert_false (nrn_canvas_is_renaming (window->canvas));
  assert_name (window, 2, "Memory & <more>");
  g_assert_cmpstr (nrn_architecture_get_layer_name (nrn_window_test_parts (window)->architecture, 1),
                   ==, "Memory & <more>");
  gtk_test_accessible_assert_property (nrn_canvas_get_item (window->canvas, &unit),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Memory & <more>, unit 4");
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Memory & <more>");
  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Rename");
  nrn_window_test_act (window, "win.undo");
  settle (window);
  assert_name (window, 2, "Hidden 2");
  nrn_window_test_close (window);
}

/* One sentence each, and nothing changes. */
static void
test_refuses_names (void)
{
  static const char *const names[] = { "", "  ", "dense_1", "a/b" };
  NrnWindow *window = open_window ();
  guint n_failed = 0;

  g_signal_connect_swapped (window->canvas, "failed", G_CALLBACK (failed_cb), &n_failed);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (nrn_canvas_begin_rename (window->canvas, 1, -1));
      type_name (window, names[i]);
      g_assert_cmpuint (n_failed, ==, i + 1);
      assert_name (window, 1, "Hidden 1");
    }
  g_assert_null (nrn_document_get_undo_name (window->document));
  g_assert_false (nrn_canvas_begin_rename (window->canvas, 0, -1));

  /* The same name is no edit. */
  nrn_canvas_begin_rename (window->canvas, 1, -1);
  type_name (window, "Hidden 1");
  g_assert_null (nrn_document_get_undo_name (window->document));
  nrn_window_test_close (window);
}

/* Escape does not count, a click elsewhere does. */
static void
test_ends_rename (void)
{
  NrnWindow *window = open_window ();
  NrnPick unit = { NRN_PICK_NODE, 2, 3, 0 };

  nrn_canvas_begin_rename (window->canvas, 1, -1);
  gtk_editable_set_text (GTK_EDITABLE (window->canvas->rename_entry), "one");
  nrn_window_test_press (window, window->canvas->rename_entry, GDK_KEY_Escape, 0);
  settle (window);
  g_assert_false (nrn_canvas_is_renaming (window->canvas));
  assert_name (window, 1, "Hidden 1");
  g_assert_true (get_focus (window) == get_heading (window, 1));

  nrn_canvas_begin_rename (window->canvas, 1, -1);
  settle (window);
  gtk_editable_set_text (GTK_EDITABLE (window->canvas->rename_entry), "two");
  gtk_widget_grab_focus (nrn_canvas_get_item (window->canvas, &unit));
  settle (window);
  assert_name (window, 1, "two");
  nrn_window_test_close (window);
}

/* Of an input or an output: a name of the data, kept with the rows; what has
 * been learned stays, and so does who is watched. */
static void
test_renames_units (void)
{
  NrnWindow *window = open_window ();
  NrnPick output = { NRN_PICK_NODE, 3, 1, 0 };
  const NrnDataset *dataset;
  float age = 72;
  float weight;

  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_document_set_watched (window->document, &age);
  weight = nrn_window_test_weights (window)[0];
  settle (window);

  gtk_widget_grab_focus (nrn_canvas_get_item (window->canvas, &output));
  press (window, GDK_KEY_F2);
  g_assert_true (nrn_canvas_is_renaming (window->canvas));
  type_name (window, "ill");
  g_assert_true (nrn_canvas_begin_rename (window->canvas, 0, 0));
  type_name (window, "years");
  dataset = nrn_document_get_dataset (window->document);
  g_assert_cmpstr (nrn_dataset_get_class_names (dataset)[1], ==, "ill");
  g_assert_cmpstr (nrn_dataset_get_class_names (dataset)[0], ==, "no side effects");
  g_assert_cmpstr (nrn_dataset_get_feature_names (dataset)[0], ==, "years");
  gtk_test_accessible_assert_property (nrn_canvas_get_item (window->canvas, &output),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Output ill");
  g_assert_cmpfloat (nrn_window_test_weights (window)[0], ==, weight);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 72);
  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Rename");

  nrn_window_test_act (window, "win.undo");
  nrn_window_test_act (window, "win.undo");
  settle (window);
  dataset = nrn_document_get_dataset (window->document);
  g_assert_cmpstr (nrn_dataset_get_class_names (dataset)[1], ==, "side effects");
  g_assert_cmpstr (nrn_dataset_get_feature_names (dataset)[0], ==, "age");
  nrn_window_test_close (window);
}

/* An empty name, and one that another has: a sentence, and nothing changes. */
static void
test_refuses_unit_names (void)
{
  static const char *const names[] = { "", "no side effects" };
  NrnWindow *window = open_window ();
  guint n_failed = 0;

  g_signal_connect_swapped (window->canvas, "failed", G_CALLBACK (failed_cb), &n_failed);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_assert_true (nrn_canvas_begin_rename (window->canvas, 3, 1));
      type_name (window, names[i]);
      g_assert_cmpuint (n_failed, ==, i + 1);
    }
  g_assert_null (nrn_document_get_undo_name (window->document));
  g_assert_false (nrn_canvas_begin_rename (window->canvas, 1, 1));
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/canvas-controls/steps-units", test_steps_units);
  g_test_add_func ("/widgets/canvas-controls/steps-on", test_steps_on);
  g_test_add_func ("/widgets/canvas-controls/holds-units", test_holds_units);
  g_test_add_func ("/widgets/canvas-controls/adds-layers", test_adds_layers);
  g_test_add_func ("/widgets/canvas-controls/chooses-defaults", test_chooses_defaults);
  g_test_add_func ("/widgets/canvas-controls/gallery", test_gallery);
  g_test_add_func ("/widgets/canvas-controls/walks", test_walks);
  g_test_add_func ("/widgets/canvas-controls/places", test_places);
  g_test_add_func ("/widgets/canvas-controls/leaves-out", test_leaves_out);
  g_test_add_func ("/widgets/canvas-controls/wide-layers", test_wide_layers);
  g_test_add_func ("/widgets/canvas-controls/sets-layer", test_sets_layer);
  g_test_add_func ("/widgets/canvas-controls/drops-out", test_drops_out);
  g_test_add_func ("/widgets/canvas-controls/moves-and-removes", test_moves_and_removes);
  g_test_add_func ("/widgets/canvas-controls/closes-with-layer", test_closes_with_layer);
  g_test_add_func ("/widgets/canvas-controls/menu-key", test_menu_key);
  g_test_add_func ("/widgets/canvas-controls/selects-layer", test_selects_layer);
  g_test_add_func ("/widgets/canvas-controls/renames", test_renames);
  g_test_add_func ("/widgets/canvas-controls/refuses-names", test_refuses_names);
  g_test_add_func ("/widgets/canvas-controls/ends-rename", test_ends_rename);
  g_test_add_func ("/widgets/canvas-controls/renames-units", test_renames_units);
  g_test_add_func ("/widgets/canvas-controls/refuses-unit-names", test_refuses_unit_names);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
