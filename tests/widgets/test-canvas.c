/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network on screen: its units as children, by keyboard and by mouse.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <math.h>

#include "nrn-canvas-item.h"
#include "nrn-canvas-private.h"
#include "nrn-watch-popover.h"

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

static GtkWidget *
get_layer (NrnWindow *window,
           guint      column)
{
  GtkWidget *layer = gtk_widget_get_first_child (GTK_WIDGET (window->canvas));

  while (column-- > 0)
    layer = gtk_widget_get_next_sibling (layer);

  return layer;
}

static GtkWidget *
get_item (NrnWindow *window,
          guint      column,
          guint      index)
{
  GtkWidget *item = gtk_widget_get_first_child (get_layer (window, column));

  while (index-- > 0)
    item = gtk_widget_get_next_sibling (item);

  return item;
}

static guint
count_children (GtkWidget *widget)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n++;

  return n;
}

static void
press (NrnWindow       *window,
       guint            key,
       GdkModifierType  modifiers)
{
  nrn_window_test_press (window, GTK_WIDGET (window->canvas), key, modifiers);
}

/* With no frame, in which time would pass. */
static void
press_now (NrnWindow       *window,
           guint            key,
           GdkModifierType  modifiers)
{
  g_assert_true (nrn_window_test_emit_key (GTK_WIDGET (window->canvas), key, modifiers));
}

static const NrnPick *
get_focus (NrnWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  g_assert_true (NRN_IS_CANVAS_ITEM (focus));

  return nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (focus));
}

static void
assert_pick (const NrnPick *pick,
             NrnPickKind    kind,
             guint          column,
             guint          unit)
{
  g_assert_nonnull (pick);
  g_assert_cmpint (pick->kind, ==, kind);
  g_assert_cmpuint (pick->column, ==, column);
  g_assert_cmpuint (pick->unit, ==, unit);
}

/* A list of groups of items, each with a name and a number. */
static void
test_units_are_items (void)
{
  static const guint n_items[] = { 2, 7, 33, 2 };
  NrnWindow *window = open_window ();

  gtk_test_accessible_assert_role (window->canvas, GTK_ACCESSIBLE_ROLE_LIST);
  for (guint column = 0; column < G_N_ELEMENTS (n_items); column++)
    {
      GtkWidget *layer = get_layer (window, column);

      gtk_test_accessible_assert_role (layer, GTK_ACCESSIBLE_ROLE_GROUP);
      g_assert_cmpuint (count_children (layer), ==, n_items[column]);
      for (guint i = 0; i < n_items[column]; i++)
        {
          GtkWidget *item = get_item (window, column, i);

          gtk_test_accessible_assert_role (item, GTK_ACCESSIBLE_ROLE_LIST_ITEM);
          g_assert_true (gtk_widget_get_focusable (item));
          g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (item),
                                                           GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
        }
    }
  nrn_window_test_close (window);
}

static void
test_names (void)
{
  NrnWindow *window = open_window ();
  const struct { guint column, index; const char *name; } names[] = {
    { 0, 0, "Input age" },
    { 0, 1, "Bias of Hidden 1" },
    { 1, 2, "Hidden 1, unit 3" },
    { 2, 32, "Bias of Output" },
    { 3, 1, "Output side effects" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    gtk_test_accessible_assert_property (get_item (window, names[i].column, names[i].index),
                                         GTK_ACCESSIBLE_PROPERTY_LABEL, names[i].name);
  gtk_test_accessible_assert_property (get_layer (window, 1), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Hidden 1");
  nrn_window_test_close (window);
}

/* The numbers are those of the sample that is watched, and of the network
 * when it has come to rest. */
static void
test_numbers_follow (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *input = get_item (window, 0, 0);
  float age = 72;

  nrn_document_set_watched (window->document, &age);
  settle (window);
  gtk_test_accessible_assert_property (input, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "value 72, scaled to 0.678");
  nrn_window_test_close (window);
}

/* Each item is where the canvas draws what it stands for. */
static void
test_items_are_in_place (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *canvas = GTK_WIDGET (window->canvas);
  GtkWidget *item = get_item (window, 2, 5);
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (item, canvas, &bounds));
  g_assert_cmpfloat (bounds.size.width, >, 10);
  g_assert_cmpfloat (bounds.size.width, <, 100);
  g_assert_cmpfloat (bounds.origin.x, >, gtk_widget_get_width (canvas) / 2.0 - 100);
  g_assert_cmpfloat (bounds.origin.x, <, gtk_widget_get_width (canvas) / 2.0 + 150);
  nrn_window_test_close (window);
}

/* Other weights, another size: the same children. Another network: others. */
static void
test_items_are_kept (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *item = get_item (window, 2, 5);

  gtk_widget_grab_focus (item);
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_enter (window, "learning_rate_row", "0.001");
  settle (window);
  g_assert_true (get_item (window, 2, 5) == item);

  nrn_window_test_enter (window, "architecture_row", "1-6-12-12-2");
  settle (window);
  g_assert_cmpuint (count_children (get_layer (window, 2)), ==, 13);
  gtk_test_accessible_assert_property (get_item (window, 3, 0), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Hidden 3, unit 1");
  assert_pick (get_focus (window), NRN_PICK_NODE, 2, 5);
  nrn_window_test_close (window);
}

/* What is only counted is one item, with its count. */
static void
test_fold_is_item (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *layer;
  guint n_folds = 0;

  nrn_window_test_enter (window, "architecture_row", "1-400-2");
  settle (window);
  layer = get_layer (window, 1);
  for (GtkWidget *item = gtk_widget_get_first_child (layer); item != NULL;
       item = gtk_widget_get_next_sibling (item))
    n_folds += nrn_canvas_item_get_pick (NRN_CANVAS_ITEM (item))->kind == NRN_PICK_FOLD ? 1 : 0;
  g_assert_cmpuint (n_folds, ==, 1);
  g_assert_cmpuint (count_children (layer), <, 60);
  nrn_window_test_close (window);
}

static void
test_arrow_keys_walk (void)
{
  NrnWindow *window = open_window ();

  press (window, GDK_KEY_Right, 0);
  assert_pick (get_focus (window), NRN_PICK_NODE, 0, 0);
  press (window, GDK_KEY_Right, 0);
  press (window, GDK_KEY_Home, GDK_CONTROL_MASK);
  press (window, GDK_KEY_Down, 0);
  assert_pick (get_focus (window), NRN_PICK_NODE, 1, 1);
  press (window, GDK_KEY_End, GDK_CONTROL_MASK);
  assert_pick (get_focus (window), NRN_PICK_BIAS, 1, 0);
  press (window, GDK_KEY_Right, 0);
  assert_pick (get_focus (window), NRN_PICK_BIAS, 2, 0);
  g_assert_null (nrn_canvas_get_selection (window->canvas));

  /* Not beyond the ends. */
  for (guint i = 0; i < 4; i++)
    press (window, GDK_KEY_Right, 0);
  press (window, GDK_KEY_Down, 0);
  assert_pick (get_focus (window), NRN_PICK_NODE, 3, 1);
  nrn_window_test_close (window);
}

/* From a unit to the one at its height in the next layer. */
static void
test_walks_to_nearest (void)
{
  NrnWindow *window = open_window ();

  nrn_window_test_enter (window, "architecture_row", "1-5-5-2");
  settle (window);
  gtk_widget_grab_focus (get_item (window, 1, 3));
  press (window, GDK_KEY_Right, 0);
  assert_pick (get_focus (window), NRN_PICK_NODE, 2, 3);
  press (window, GDK_KEY_Left, 0);
  assert_pick (get_focus (window), NRN_PICK_NODE, 1, 3);
  nrn_window_test_close (window);
}

/* Home alone is the window's: it takes the training back to the start. */
static void
test_home_is_left_alone (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *canvas = GTK_WIDGET (window->canvas);

  gtk_widget_grab_focus (get_item (window, 2, 3));
  g_assert_false (nrn_window_test_press (window, canvas, GDK_KEY_Home, 0));
  g_assert_false (nrn_window_test_press (window, canvas, GDK_KEY_End, 0));
  assert_pick (get_focus (window), NRN_PICK_NODE, 2, 3);
  nrn_window_test_close (window);
}

/* Enter selects, the selection goes along, Escape ends it. */
static void
test_enter_selects (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *item = get_item (window, 1, 1);
  guint layer, unit;

  gtk_widget_grab_focus (item);
  g_assert_null (nrn_canvas_get_selection (window->canvas));
  press (window, GDK_KEY_Return, 0);
  assert_pick (nrn_canvas_get_selection (window->canvas), NRN_PICK_NODE, 1, 1);
  gtk_test_accessible_assert_state (item, GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  press (window, GDK_KEY_Down, 0);
  g_assert_true (nrn_canvas_get_selected_unit (window->canvas, &layer, &unit));
  g_assert_cmpuint (unit, ==, 2);
  gtk_test_accessible_assert_state (item, GTK_ACCESSIBLE_STATE_SELECTED, FALSE);

  press (window, GDK_KEY_Escape, 0);
  g_assert_null (nrn_canvas_get_selection (window->canvas));
  g_assert_false (nrn_window_test_press (window, GTK_WIDGET (window->canvas), GDK_KEY_Escape, 0));
  nrn_window_test_close (window);
}

static GtkWidget *
find_inspector (NrnWindow *window)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                    NRN_TYPE_RESULTS_PANE, "inspector"));
}

/* What is selected stays so where units come and go; of what is removed, the
 * next one with the focus is. */
static void
test_selection_stays (void)
{
  NrnWindow *window = open_window ();
  guint layer, unit;

  gtk_widget_grab_focus (get_item (window, 1, 1));
  press (window, GDK_KEY_Return, 0);
  press (window, GDK_KEY_Delete, 0);
  settle (window);
  g_assert_true (nrn_canvas_get_selected_unit (window->canvas, &layer, &unit));
  g_assert_cmpuint (layer, ==, 0);
  g_assert_cmpuint (unit, ==, 1);
  g_assert_true (gtk_widget_get_visible (find_inspector (window)));

  press (window, GDK_KEY_Insert, 0);
  settle (window);
  g_assert_true (nrn_canvas_get_selected_unit (window->canvas, &layer, &unit));
  g_assert_cmpuint (unit, ==, 1);
  g_assert_true (gtk_widget_get_visible (find_inspector (window)));
  gtk_test_accessible_assert_state (get_item (window, 1, 1), GTK_ACCESSIBLE_STATE_SELECTED, TRUE);

  /* Another one before it. */
  gtk_widget_grab_focus (get_item (window, 1, 0));
  press (window, GDK_KEY_Delete, 0);
  settle (window);
  g_assert_true (nrn_canvas_get_selected_unit (window->canvas, &layer, &unit));
  g_assert_cmpuint (unit, ==, 0);
  nrn_window_test_close (window);
}

/* One weight after the other, up to the bias and back. */
static void
test_brackets_walk_weights (void)
{
  NrnWindow *window = open_window ();
  const NrnPick *pick;

  gtk_widget_grab_focus (get_item (window, 2, 4));
  press (window, GDK_KEY_bracketright, 0);
  pick = nrn_canvas_get_selection (window->canvas);
  assert_pick (pick, NRN_PICK_EDGE, 1, 0);
  g_assert_cmpuint (pick->to_unit, ==, 4);
  press (window, GDK_KEY_Down, GDK_ALT_MASK);
  assert_pick (nrn_canvas_get_selection (window->canvas), NRN_PICK_EDGE, 1, 1);
  for (guint i = 0; i < 8; i++)
    press (window, GDK_KEY_bracketright, 0);
  assert_pick (nrn_canvas_get_selection (window->canvas), NRN_PICK_BIAS_EDGE, 1, 0);
  press (window, GDK_KEY_bracketleft, 0);
  assert_pick (nrn_canvas_get_selection (window->canvas), NRN_PICK_EDGE, 1, 5);
  assert_pick (get_focus (window), NRN_PICK_NODE, 2, 4);

  press (window, GDK_KEY_Return, 0);
  assert_pick (nrn_canvas_get_selection (window->canvas), NRN_PICK_NODE, 2, 4);
  nrn_window_test_close (window);
}

/* Inputs have none. */
static void
test_no_weights_to_inputs (void)
{
  NrnWindow *window = open_window ();

  gtk_widget_grab_focus (get_item (window, 0, 0));
  press (window, GDK_KEY_bracketright, 0);
  g_assert_null (nrn_canvas_get_selection (window->canvas));
  nrn_window_test_close (window);
}

/* However many units there are, Tab stops once, where it did before. */
static void
test_tab_stops_once (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *root = GTK_WIDGET (window);
  GtkWidget *canvas = GTK_WIDGET (window->canvas);
  GtkWidget *item = get_item (window, 2, 7);

  gtk_widget_grab_focus (item);
  gtk_widget_child_focus (root, GTK_DIR_TAB_FORWARD);
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), canvas));
  gtk_widget_child_focus (root, GTK_DIR_TAB_BACKWARD);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == item);
  gtk_widget_child_focus (root, GTK_DIR_TAB_BACKWARD);
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), canvas));
  nrn_window_test_close (window);
}

static double
get_zoom (NrnWindow *window)
{
  g_autoptr (GVariant) state =
    g_action_group_get_action_state (G_ACTION_GROUP (window), "zoom");

  return g_variant_get_double (state);
}

static GtkEventController *
find_controller (GtkWidget *widget,
                 GType      type)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type))
        return controller;
    }
  g_assert_not_reached ();
}

static GtkEventController *
find_pan (NrnWindow *window)
{
  g_autoptr (GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (window->canvas));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "pan") == 0)
        return controller;
    }
  g_assert_not_reached ();
}

/* Where a unit is on the canvas. */
static graphene_rect_t
get_bounds (NrnWindow *window,
            guint      column,
            guint      index)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (get_item (window, column, index),
                                            GTK_WIDGET (window->canvas), &bounds));

  return bounds;
}

static gboolean
is_in_view (NrnWindow       *window,
            graphene_rect_t  bounds)
{
  return bounds.origin.x >= 0 && bounds.origin.y >= 0 &&
         bounds.origin.x + bounds.size.width <= gtk_widget_get_width (GTK_WIDGET (window->canvas)) &&
         bounds.origin.y + bounds.size.height <= gtk_widget_get_height (GTK_WIDGET (window->canvas));
}

/* The unit under the pointer stays there, and is drawn larger. */
static void
test_wheel_zooms_at_pointer (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *canvas = GTK_WIDGET (window->canvas);
  graphene_rect_t before = get_bounds (window, 1, 1);
  graphene_rect_t after;
  gboolean is_handled;

  g_signal_emit_by_name (find_controller (canvas, GTK_TYPE_EVENT_CONTROLLER_MOTION), "motion",
                         before.origin.x + before.size.width / 2.0,
                         before.origin.y + before.size.height / 2.0);
  for (guint i = 0; i < 5; i++)
    g_signal_emit_by_name (find_controller (canvas, GTK_TYPE_EVENT_CONTROLLER_SCROLL), "scroll",
                           0.0, -1.0, &is_handled);
  settle (window);
  after = get_bounds (window, 1, 1);
  g_assert_cmpfloat_with_epsilon (get_zoom (window), pow (1.1, 5), 1e-9);
  g_assert_cmpfloat (after.size.width, >, 1.5 * before.size.width);
  g_assert_cmpfloat_with_epsilon (after.origin.x + after.size.width / 2,
                                  before.origin.x + before.size.width / 2, 2);
  g_assert_cmpfloat_with_epsilon (after.origin.y + after.size.height / 2,
                                  before.origin.y + before.size.height / 2, 2);
  nrn_window_test_close (window);
}

/* By keys and by actions, and all the way back. */
static void
test_zooms_and_fits (void)
{
  NrnWindow *window = open_window ();
  graphene_rect_t before = get_bounds (window, 2, 9);
  graphene_rect_t after;

  press (window, GDK_KEY_plus, 0);
  g_assert_cmpfloat_with_epsilon (get_zoom (window), 1.25, 1e-9);
  nrn_window_test_act (window, "win.zoom-in");
  nrn_window_test_act (window, "win.zoom-out");
  press (window, GDK_KEY_KP_Subtract, 0);
  press (window, GDK_KEY_minus, 0);
  g_assert_cmpfloat_with_epsilon (get_zoom (window), 0.8, 1e-9);
  nrn_window_test_act (window, "win.zoom(4.0)");
  nrn_window_test_act (window, "win.zoom-fit");
  g_assert_cmpfloat (get_zoom (window), ==, 1);
  settle (window);
  after = get_bounds (window, 2, 9);
  g_assert_true (graphene_rect_equal (&before, &after));
  nrn_window_test_close (window);
}

/* Where a layer was folded, all its units come out. */
static void
test_zoom_unfolds (void)
{
  NrnWindow *window = open_window ();

  nrn_window_test_enter (window, "architecture_row", "1-80-2");
  settle (window);
  g_assert_cmpuint (count_children (get_layer (window, 1)), <, 80);
  nrn_window_test_act (window, "win.zoom(8.0)");
  settle (window);
  g_assert_cmpuint (count_children (get_layer (window, 1)), ==, 81);
  nrn_window_test_close (window);
}

/* The focus is never lost out of sight. */
static void
test_focus_stays_in_view (void)
{
  NrnWindow *window = open_window ();

  gtk_widget_grab_focus (get_item (window, 1, 0));
  nrn_window_test_act (window, "win.zoom(4.0)");
  settle (window);
  g_assert_true (is_in_view (window, get_bounds (window, 1, 0)));
  g_assert_false (is_in_view (window, get_bounds (window, 1, 5)));
  press (window, GDK_KEY_End, GDK_CONTROL_MASK);
  press (window, GDK_KEY_Up, 0);
  settle (window);
  assert_pick (get_focus (window), NRN_PICK_NODE, 1, 5);
  g_assert_true (is_in_view (window, get_bounds (window, 1, 5)));
  nrn_window_test_close (window);
}

static void
test_pans (void)
{
  NrnWindow *window = open_window ();
  graphene_rect_t before = get_bounds (window, 2, 9);
  graphene_rect_t after;

  /* All of it is seen: there is nowhere to go. */
  press (window, GDK_KEY_Left, GDK_SHIFT_MASK);
  after = get_bounds (window, 2, 9);
  g_assert_true (graphene_rect_equal (&before, &after));

  nrn_window_test_act (window, "win.zoom(3.0)");
  settle (window);
  before = get_bounds (window, 2, 9);
  press (window, GDK_KEY_Left, GDK_SHIFT_MASK);
  press (window, GDK_KEY_Up, GDK_SHIFT_MASK);
  settle (window);
  after = get_bounds (window, 2, 9);
  g_assert_cmpfloat_with_epsilon (after.origin.x, before.origin.x + 64, 1.5);
  g_assert_cmpfloat_with_epsilon (after.origin.y, before.origin.y + 64, 1.5);
  nrn_window_test_close (window);
}

static void
test_drag_pans (void)
{
  NrnWindow *window = open_window ();
  GtkEventController *drag = find_pan (window);
  graphene_rect_t before;
  graphene_rect_t after;

  nrn_window_test_act (window, "win.zoom(3.0)");
  settle (window);
  before = get_bounds (window, 2, 9);
  g_signal_emit_by_name (drag, "drag-begin", 1.0, 1.0);
  g_signal_emit_by_name (drag, "drag-update", 2.0, 1.0);
  g_signal_emit_by_name (drag, "drag-update", 50.0, -30.0);
  g_signal_emit_by_name (drag, "drag-end", 50.0, -30.0);
  settle (window);
  after = get_bounds (window, 2, 9);
  g_assert_cmpfloat_with_epsilon (after.origin.x, before.origin.x + 50, 1.5);
  g_assert_cmpfloat_with_epsilon (after.origin.y, before.origin.y - 30, 1.5);
  nrn_window_test_close (window);
}

/* Another network is seen as a whole only if one asks for it. */
static void
test_zoom_is_kept (void)
{
  NrnWindow *window = open_window ();

  nrn_window_test_act (window, "win.zoom(2.0)");
  nrn_window_test_enter (window, "architecture_row", "1-5-5-5-2");
  settle (window);
  g_assert_cmpfloat (get_zoom (window), ==, 2);
  nrn_window_test_close (window);
}

/* ---- The value of an input ---- */

static GtkWidget *
get_popover (NrnWindow *window)
{
  GtkWidget *popover = gtk_widget_get_last_child (GTK_WIDGET (window->canvas));

  g_assert_true (NRN_IS_WATCH_POPOVER (popover));

  return popover;
}

static GObject *
get_part (NrnWindow  *window,
          const char *name)
{
  return gtk_widget_get_template_child (get_popover (window), NRN_TYPE_WATCH_POPOVER, name);
}

/* What is typed in one go, and Enter. */
static void
enter (NrnWindow  *window,
       const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (get_part (window, "entry")), text);
  g_signal_emit_by_name (get_part (window, "entry"), "activate");
}

static void
focus_input (NrnWindow *window,
             guint      input)
{
  gtk_widget_grab_focus (get_item (window, 0, input));
  press (window, GDK_KEY_Return, 0);
  g_assert_true (gtk_widget_get_visible (get_popover (window)));
}

static void
test_enters_value (void)
{
  NrnWindow *window = open_window ();

  focus_input (window, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_part (window, "entry"))), ==, "45");
  enter (window, " 72.5 ");
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 72.5f);
  g_assert_false (gtk_widget_get_visible (get_popover (window)));
  settle (window);
  assert_pick (get_focus (window), NRN_PICK_NODE, 0, 0);
  nrn_window_test_close (window);
}

/* A digit is the first of the value. */
static void
test_digit_begins_value (void)
{
  NrnWindow *window = open_window ();

  gtk_widget_grab_focus (get_item (window, 0, 0));
  press (window, GDK_KEY_7, 0);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_part (window, "entry"))), ==, "7");
  gtk_popover_popdown (GTK_POPOVER (get_popover (window)));

  /* Units have none. */
  settle (window);
  gtk_widget_grab_focus (get_item (window, 1, 0));
  g_assert_false (nrn_window_test_press (window, GTK_WIDGET (window->canvas), GDK_KEY_7, 0));
  nrn_window_test_close (window);
}

/* It is said what would be right, and nothing else happens. */
static void
test_refuses_value (void)
{
  static const char *const texts[] = { "old", "", "12", "101", "7 2", "nan", "inf", "45x" };
  NrnWindow *window = open_window ();

  focus_input (window, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      enter (window, texts[i]);
      g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 45);
      g_assert_true (gtk_widget_get_visible (get_popover (window)));
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_part (window, "error_label"))));
      g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (window, "error_label"))), ==,
                       "Type a number from 13 to 100.");
    }
  gtk_editable_set_text (GTK_EDITABLE (get_part (window, "entry")), "4");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_part (window, "error_label"))));
  settle (window);
  nrn_window_test_close (window);
}

static void
test_nudges_value (void)
{
  NrnWindow *window = open_window ();
  GtkWidget *entry;

  focus_input (window, 0);
  entry = GTK_WIDGET (get_part (window, "entry"));
  nrn_window_test_press (window, entry, GDK_KEY_Up, 0);
  nrn_window_test_press (window, entry, GDK_KEY_Up, 0);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 47);
  for (guint i = 0; i < 60; i++)
    g_assert_true (nrn_window_test_press (window, entry, GDK_KEY_Down, 0));
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 13);
  nrn_window_test_close (window);
}

/* Each input has its own. */
static void
test_one_of_two_inputs (void)
{
  NrnWindow *window = open_window ();
  float before;

  nrn_window_test_choose (window, "body-mass");
  settle (window);
  before = nrn_document_get_watched (window->document)[0];
  focus_input (window, 1);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_part (window, "name_label"))), ==, "weight");
  enter (window, "66");
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, before);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[1], ==, 66);
  nrn_window_test_close (window);
}

/* It does not outlive the data that it is for. */
static void
test_closes_with_experiment (void)
{
  NrnWindow *window = open_window ();

  focus_input (window, 0);
  nrn_window_test_choose (window, "body-mass");
  settle (window);
  g_assert_false (gtk_widget_get_visible (get_popover (window)));
  nrn_window_test_close (window);
}

typedef struct
{
  gboolean forward;
  gboolean backward;
  gboolean glow;
} Seen;

static gboolean
is_under_way (double phase)
{
  return phase >= 0 && phase <= 1;
}

/* All that the frames to come will show, however few of them there will be on
 * a busy machine. */
static void
look_cb (NrnWindow *window)
{
  NrnCanvas *canvas = window->canvas;
  Seen *seen = g_object_get_data (G_OBJECT (canvas), "seen");
  double phase = canvas->phase;

  if (canvas->tick_id == 0)
    return;

  for (guint i = 0; i <= 20; i++)
    {
      canvas->phase = i / 20.0;
      seen->forward |= is_under_way (nrn_canvas_get_forward (canvas));
      seen->backward |= is_under_way (nrn_canvas_get_backward (canvas));
      seen->glow |= nrn_canvas_get_glow (canvas) > 0;
    }
  canvas->phase = phase;
}

static gboolean
has_arrived (NrnWindow     *window,
             gconstpointer  data)
{
  const NrnSnapshotParts *now = nrn_window_test_snapshot (window);

  return window->canvas->tick_id == 0 && 10 * now->update + now->sample == *(const guint *) data;
}

/* One step, and what there was to see of it. Batches are of ten samples. */
static Seen
watch_step (NrnWindow *window,
            guint      samples)
{
  Seen seen = { 0 };
  gulong id;

  g_object_set_data (G_OBJECT (window->canvas), "seen", &seen);
  id = g_signal_connect_swapped (window->document, "snapshot-changed", G_CALLBACK (look_cb), window);
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait (window, "the end of the pulses", has_arrived, &samples);
  g_signal_handler_disconnect (window->document, id);

  return seen;
}

/* A sample goes forward and has a loss; a batch has gradients, too. */
static void
test_pulses (void)
{
  NrnWindow *window = open_window ();
  Seen seen;

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  nrn_window_test_act (window, "train.step-unit::sample");
  seen = watch_step (window, 1);
  g_assert_true (seen.forward && !seen.backward);
  g_assert_cmpfloat (nrn_canvas_get_glow (window->canvas), ==, 1);

  nrn_window_test_act (window, "train.step-unit::batch");
  seen = watch_step (window, 10);
  g_assert_true (seen.forward && seen.glow && seen.backward);
  g_assert_cmpfloat (nrn_canvas_get_glow (window->canvas), ==, 0);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  seen = watch_step (window, 20);
  g_assert_false (seen.forward || seen.glow || seen.backward);
  nrn_window_test_close (window);
}

static void
assert_units (NrnWindow  *window,
              const char *expected)
{
  g_autofree char *text =
    nrn_architecture_to_string (nrn_window_test_parts (window)->architecture);

  g_assert_cmpstr (text, ==, expected);
}

/* Units and layers by key; the focus stays, and what cannot be changes
 * nothing. */
static void
test_keys_edit_the_network (void)
{
  NrnWindow *window = open_window ();
  const float *kernel = nrn_weights_get_tensor (nrn_window_test_snapshot (window)->weights, 0, "kernel");
  float third = kernel[2];

  gtk_widget_grab_focus (get_item (window, 1, 1));
  press (window, GDK_KEY_Insert, 0);
  settle (window);
  assert_units (window, "1-7-32-2");
  g_assert_cmpuint (get_focus (window)->column, ==, 1);
  g_assert_cmpuint (get_focus (window)->unit, ==, 1);

  /* The others keep what they have learned. */
  nrn_window_test_act (window, "win.undo");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  settle (window);
  kernel = nrn_weights_get_tensor (nrn_window_test_snapshot (window)->weights, 0, "kernel");
  third = kernel[2];
  gtk_widget_grab_focus (get_item (window, 1, 1));
  press (window, GDK_KEY_Delete, 0);
  settle (window);
  assert_units (window, "1-5-32-2");
  kernel = nrn_weights_get_tensor (nrn_window_test_snapshot (window)->weights, 0, "kernel");
  g_assert_cmpfloat (kernel[1], ==, third);

  press (window, GDK_KEY_Insert, GDK_CONTROL_MASK);
  settle (window);
  assert_units (window, "1-1-5-32-2");
  gtk_widget_grab_focus (get_item (window, 3, 0));
  press (window, GDK_KEY_Delete, GDK_CONTROL_MASK);
  settle (window);
  assert_units (window, "1-1-5-2");

  /* A layer has a unit at least, and the data one feature. */
  gtk_widget_grab_focus (get_item (window, 1, 0));
  press (window, GDK_KEY_Delete, 0);
  assert_units (window, "1-1-5-2");
  gtk_widget_grab_focus (get_item (window, 0, 0));
  press (window, GDK_KEY_Delete, 0);
  assert_units (window, "1-1-5-2");
  nrn_window_test_close (window);
}

static void
count_failed_cb (guint *n_failed)
{
  *n_failed += 1;
}

/* By key; the focus goes along, and nothing goes before the inputs or after
 * the outputs. */
static void
test_keys_move_layers (void)
{
  NrnWindow *window = open_window ();
  guint n_failed = 0;

  g_signal_connect_swapped (window->canvas, "failed", G_CALLBACK (count_failed_cb), &n_failed);
  gtk_widget_grab_focus (get_item (window, 1, 1));
  press (window, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  settle (window);
  assert_units (window, "1-32-6-2");
  assert_pick (get_focus (window), NRN_PICK_NODE, 2, 1);
  g_assert_cmpuint (n_failed, ==, 0);

  press (window, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpuint (n_failed, ==, 1);
  press (window, GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  settle (window);
  assert_units (window, "1-6-32-2");
  assert_pick (get_focus (window), NRN_PICK_NODE, 1, 1);
  press (window, GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpuint (n_failed, ==, 2);

  gtk_widget_grab_focus (get_item (window, 3, 1));
  press (window, GDK_KEY_Left, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_cmpuint (n_failed, ==, 3);
  assert_units (window, "1-6-32-2");
  nrn_window_test_close (window);
}

static gboolean
is_in_place (NrnWindow     *window,
             gconstpointer  data)
{
  return window->canvas->glide == NULL;
}

/* Edits glide, also when they are taken back, and the same layout is there
 * in the end; but not where the user wants no animations. */
static void
test_edits_glide (void)
{
  NrnWindow *window = open_window ();
  NrnCanvas *canvas = window->canvas;
  const NrnNetworkNode *last;
  double y;

  last = nrn_network_layout_find_node (canvas->layout, 1, 5);
  y = last->y;
  gtk_widget_grab_focus (get_item (window, 1, 1));
  press (window, GDK_KEY_Insert, 0);
  g_assert_null (canvas->glide);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  nrn_window_test_act (window, "win.undo");
  g_assert_nonnull (canvas->glide);
  nrn_window_test_wait (window, "the network is in place", is_in_place, NULL);
  last = nrn_network_layout_find_node (canvas->layout, 1, 5);
  g_assert_cmpfloat_with_epsilon (last->y, y, 1e-9);

  /* One edit in the midst of another; on a slow machine after it. */
  press_now (window, GDK_KEY_Insert, 0);
  g_assert_nonnull (canvas->glide);
  nrn_window_test_draw (window);
  press_now (window, GDK_KEY_Right, GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  g_assert_nonnull (canvas->glide);
  nrn_window_test_wait (window, "the network is in place", is_in_place, NULL);
  assert_units (window, "1-32-7-2");

  /* Two of them with no frame in between. */
  nrn_window_test_act (window, "win.undo");
  nrn_window_test_act (window, "win.undo");
  g_assert_nonnull (canvas->glide);
  nrn_window_test_wait (window, "the network is in place", is_in_place, NULL);
  assert_units (window, "1-6-32-2");
  last = nrn_network_layout_find_node (canvas->layout, 1, 5);
  g_assert_cmpfloat_with_epsilon (last->y, y, 1e-9);

  /* Another experiment is not the same network. */
  nrn_window_test_choose (window, "xor");
  g_assert_null (canvas->glide);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/canvas/units-are-items", test_units_are_items);
  g_test_add_func ("/widgets/canvas/names", test_names);
  g_test_add_func ("/widgets/canvas/numbers-follow", test_numbers_follow);
  g_test_add_func ("/widgets/canvas/items-are-in-place", test_items_are_in_place);
  g_test_add_func ("/widgets/canvas/items-are-kept", test_items_are_kept);
  g_test_add_func ("/widgets/canvas/fold-is-item", test_fold_is_item);
  g_test_add_func ("/widgets/canvas/arrow-keys-walk", test_arrow_keys_walk);
  g_test_add_func ("/widgets/canvas/keys-edit-the-network", test_keys_edit_the_network);
  g_test_add_func ("/widgets/canvas/keys-move-layers", test_keys_move_layers);
  g_test_add_func ("/widgets/canvas/edits-glide", test_edits_glide);
  g_test_add_func ("/widgets/canvas/walks-to-nearest", test_walks_to_nearest);
  g_test_add_func ("/widgets/canvas/home-is-left-alone", test_home_is_left_alone);
  g_test_add_func ("/widgets/canvas/enter-selects", test_enter_selects);
  g_test_add_func ("/widgets/canvas/selection-stays", test_selection_stays);
  g_test_add_func ("/widgets/canvas/brackets-walk-weights", test_brackets_walk_weights);
  g_test_add_func ("/widgets/canvas/no-weights-to-inputs", test_no_weights_to_inputs);
  g_test_add_func ("/widgets/canvas/tab-stops-once", test_tab_stops_once);
  g_test_add_func ("/widgets/canvas/wheel-zooms-at-pointer", test_wheel_zooms_at_pointer);
  g_test_add_func ("/widgets/canvas/zooms-and-fits", test_zooms_and_fits);
  g_test_add_func ("/widgets/canvas/zoom-unfolds", test_zoom_unfolds);
  g_test_add_func ("/widgets/canvas/focus-stays-in-view", test_focus_stays_in_view);
  g_test_add_func ("/widgets/canvas/pans", test_pans);
  g_test_add_func ("/widgets/canvas/drag-pans", test_drag_pans);
  g_test_add_func ("/widgets/canvas/zoom-is-kept", test_zoom_is_kept);
  g_test_add_func ("/widgets/canvas/enters-value", test_enters_value);
  g_test_add_func ("/widgets/canvas/digit-begins-value", test_digit_begins_value);
  g_test_add_func ("/widgets/canvas/refuses-value", test_refuses_value);
  g_test_add_func ("/widgets/canvas/nudges-value", test_nudges_value);
  g_test_add_func ("/widgets/canvas/one-of-two-inputs", test_one_of_two_inputs);
  g_test_add_func ("/widgets/canvas/pulses", test_pulses);
  g_test_add_func ("/widgets/canvas/closes-with-experiment", test_closes_with_experiment);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
