/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers and units that are dragged across the canvas.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-canvas-private.h"

static NrnWindow *
open_window (void)
{
  NrnWindow *window = nrn_window_test_open ();

  while (g_main_context_iteration (NULL, FALSE))
    ;
  nrn_window_test_draw (window);

  return window;
}

/* To each gesture for drags, as the pointer would. */
static void
emit (NrnWindow  *window,
      const char *signal,
      double      x,
      double      y)
{
  g_autoptr (GListModel) controllers =
    gtk_widget_observe_controllers (GTK_WIDGET (window->canvas));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        g_signal_emit_by_name (controller, signal, x, y);
    }
}

/* Presses and goes there. */
static void
take (NrnWindow *window,
      double     x,
      double     y,
      double     to_x,
      double     to_y)
{
  emit (window, "drag-begin", x, y);
  emit (window, "drag-update", (to_x - x) / 2, (to_y - y) / 2);
  emit (window, "drag-update", to_x - x, to_y - y);
  nrn_window_test_draw (window);
}

static void
drag (NrnWindow *window,
      double     x,
      double     y,
      double     to_x,
      double     to_y)
{
  take (window, x, y, to_x, to_y);
  emit (window, "drag-end", to_x - x, to_y - y);
  nrn_window_test_draw (window);
}

static double
get_x (NrnWindow *window,
       guint      column)
{
  return nrn_network_layout_get_column (window->canvas->layout, column)->x;
}

static double
get_heading_y (NrnWindow *window)
{
  return nrn_network_layout_get_caption_y (window->canvas->layout) + 8;
}

static void
drag_heading (NrnWindow *window,
              guint      column,
              double     to_x)
{
  double y = get_heading_y (window);

  drag (window, get_x (window, column), y, to_x, y + 20);
}

static void
drag_tool (NrnWindow *window,
           GtkWidget *tool,
           double     to_x,
           double     to_y)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (tool, GTK_WIDGET (window->canvas), &bounds));
  drag (window, bounds.origin.x + bounds.size.width / 2.0,
        bounds.origin.y + bounds.size.height / 2.0, to_x, to_y);
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
failed_cb (guint *n_failed)
{
  *n_failed += 1;
}

/* A layer lands where it is dropped, with its name, and undo takes it back. */
static void
test_layer_is_moved (void)
{
  NrnWindow *window = open_window ();

  drag_heading (window, 1, get_x (window, 2) + 20);
  assert_units (window, "1-32-6-2");
  g_assert_cmpstr (nrn_architecture_get_layer_name (nrn_window_test_parts (window)->architecture, 1),
                   ==, "dense");
  nrn_window_test_act (window, "win.undo");
  nrn_window_test_draw (window);
  assert_units (window, "1-6-32-2");
  drag_heading (window, 2, get_x (window, 1) - 20);
  assert_units (window, "1-32-6-2");
  nrn_window_test_close (window);
}

/* Not before the inputs nor behind the outputs, which say why; where it was,
 * it stays without a word, and so it does after Escape. */
static void
test_layer_stays (void)
{
  NrnWindow *window = open_window ();
  double y = get_heading_y (window);
  guint n_failed = 0;

  g_signal_connect_swapped (window->canvas, "failed", G_CALLBACK (failed_cb), &n_failed);
  drag_heading (window, 1, get_x (window, 3) + 40);
  g_assert_cmpuint (n_failed, ==, 1);
  drag_heading (window, 2, 2);
  g_assert_cmpuint (n_failed, ==, 2);
  drag_heading (window, 3, get_x (window, 1) + 30);
  g_assert_cmpuint (n_failed, ==, 3);
  drag_heading (window, 0, get_x (window, 1) + 30);
  g_assert_cmpuint (n_failed, ==, 4);

  drag_heading (window, 1, get_x (window, 1) + 30);
  drag (window, get_x (window, 1), y, get_x (window, 1), -500);
  take (window, get_x (window, 1), y, get_x (window, 2) + 20, y);
  g_assert_true (nrn_canvas_is_dragging (window->canvas));
  nrn_window_test_press (window, GTK_WIDGET (window->canvas), GDK_KEY_Escape, 0);
  g_assert_false (nrn_canvas_is_dragging (window->canvas));
  emit (window, "drag-end", 100, 0);
  g_assert_cmpuint (n_failed, ==, 4);
  assert_units (window, "1-6-32-2");
  nrn_window_test_close (window);
}

/* Onto a layer a unit is its unit, between two a layer of its own. */
static void
test_unit_out_of_palette (void)
{
  NrnWindow *window = open_window ();
  NrnCanvas *canvas = window->canvas;
  guint n_failed = 0;

  g_signal_connect_swapped (canvas, "failed", G_CALLBACK (failed_cb), &n_failed);
  drag_tool (window, canvas->unit_tool, get_x (window, 1), 200);
  assert_units (window, "1-7-32-2");
  drag_tool (window, canvas->unit_tool, (get_x (window, 2) + get_x (window, 3)) / 2 + 10, 200);
  assert_units (window, "1-7-32-1-2");
  g_assert_cmpuint (n_failed, ==, 0);

  drag_tool (window, canvas->unit_tool, get_x (window, 0), 200);
  g_assert_cmpuint (n_failed, ==, 1);
  drag_tool (window, canvas->unit_tool, get_x (window, 4), 200);
  g_assert_cmpuint (n_failed, ==, 2);
  /* Beside the canvas it is let go of. */
  drag_tool (window, canvas->unit_tool, gtk_widget_get_width (GTK_WIDGET (canvas)) + 50, 200);
  g_assert_cmpuint (n_failed, ==, 2);
  assert_units (window, "1-7-32-1-2");
  nrn_window_test_close (window);
}

static void
test_layer_out_of_palette (void)
{
  NrnWindow *window = open_window ();
  NrnCanvas *canvas = window->canvas;
  guint n_failed = 0;

  g_signal_connect_swapped (canvas, "failed", G_CALLBACK (failed_cb), &n_failed);
  drag_tool (window, canvas->layer_tool, get_x (window, 1) + 20, 200);
  assert_units (window, "1-6-6-32-2");
  nrn_window_test_act (window, "win.undo");
  nrn_window_test_draw (window);
  drag_tool (window, canvas->layer_tool, 2, 200);
  g_assert_cmpuint (n_failed, ==, 1);
  assert_units (window, "1-6-32-2");
  nrn_window_test_close (window);
}

/* A click on the palette says what to do with it. */
static void
test_click_on_palette (void)
{
  NrnWindow *window = open_window ();
  graphene_rect_t bounds;
  guint n_failed = 0;

  g_signal_connect_swapped (window->canvas, "failed", G_CALLBACK (failed_cb), &n_failed);
  g_assert_true (gtk_widget_compute_bounds (window->canvas->unit_tool, GTK_WIDGET (window->canvas),
                                            &bounds));
  emit (window, "drag-begin", bounds.origin.x + 5.0, bounds.origin.y + 5.0);
  emit (window, "drag-end", 0, 0);
  g_assert_cmpuint (n_failed, ==, 1);
  assert_units (window, "1-6-32-2");
  nrn_window_test_close (window);
}

/* A unit that is dragged away stays where it is. */
static void
test_unit_is_not_lost (void)
{
  NrnWindow *window = open_window ();
  const NrnNetworkNode *node = nrn_network_layout_find_node (window->canvas->layout, 1, 2);

  drag (window, node->x, node->y, -200, -200);
  assert_units (window, "1-6-32-2");
  nrn_window_test_act (window, "win.zoom(3.0)");
  nrn_window_test_draw (window);
  node = nrn_network_layout_find_node (window->canvas->layout, 1, 2);
  drag (window, node->x, node->y, 900, 2000);
  assert_units (window, "1-6-32-2");
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/canvas-drag/layer-is-moved", test_layer_is_moved);
  g_test_add_func ("/widgets/canvas-drag/layer-stays", test_layer_stays);
  g_test_add_func ("/widgets/canvas-drag/unit-out-of-palette", test_unit_out_of_palette);
  g_test_add_func ("/widgets/canvas-drag/layer-out-of-palette", test_layer_out_of_palette);
  g_test_add_func ("/widgets/canvas-drag/click-on-palette", test_click_on_palette);
  g_test_add_func ("/widgets/canvas-drag/unit-is-not-lost", test_unit_is_not_lost);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
