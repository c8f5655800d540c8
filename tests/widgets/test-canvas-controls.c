/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network edited where it is drawn: steppers below the layers, buttons
 * for more layers between them.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-canvas-private.h"
#include "nrn-kind-chooser.h"
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

/* The control of some sort before or below a column; the inputs have none. */
static GtkWidget *
get_control (NrnWindow *window,
             guint      column,
             GType      type)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (window->canvas));

  for (guint i = 0; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      i += G_TYPE_CHECK_INSTANCE_TYPE (child, type) ? 1 : 0;
      if (i == column)
        return child;
    }

  return NULL;
}

static GtkWidget *
get_plus (NrnWindow *window,
          guint      column)
{
  return get_control (window, column, GTK_TYPE_BUTTON);
}

static GtkWidget *
get_stepper (NrnWindow *window,
             guint      column)
{
  return get_control (window, column, NRN_TYPE_UNIT_STEPPER);
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

/* Units come and go, and a quick succession is one edit to take back. */
static void
test_steps_units (void)
{
  NrnWindow *window = open_window ();

  click (window, get_button (window, 1, 1));
  assert_units (window, "1-7-32-2");
  click (window, get_button (window, 1, 1));
  assert_units (window, "1-8-32-2");
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
  g_assert_true (get_focus (window) == get_plus (window, 1));
  press (window, GDK_KEY_Right);
  g_assert_true (get_focus (window) == get_plus (window, 2));
  press (window, GDK_KEY_Left);
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
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
