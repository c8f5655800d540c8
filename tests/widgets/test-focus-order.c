/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where Tab goes: through the window as one reads it, and everywhere.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-canvas-private.h"

/* More than there is to come by. */
#define MOST_STOPS 300

#define N_REGIONS 6

/* In the order of reading. */
static GtkWidget *
get_region (NrnWindow *window,
            guint      i)
{
  gboolean is_network = g_str_equal (nrn_window_get_page (window), "network");
  GtkWidget *const regions[N_REGIONS] = {
    GTK_WIDGET (window->header_bar),
    window->setup_area,
    is_network ? GTK_WIDGET (window->canvas) : GTK_WIDGET (window->pages),
    is_network ? GTK_WIDGET (window->data_overlay) : window->results_area,
    window->results_area,
    GTK_WIDGET (window->transport),
  };

  return regions[i];
}

/* Of these, only one at a time has the focus: arrow keys go to the others. */
static gboolean
has_arrow_keys (GtkWidget *widget)
{
  return NRN_IS_CANVAS (widget) || GTK_IS_LIST_VIEW (widget);
}

static GtkWidget *
find_stop (GtkWidget *focus)
{
  for (GtkWidget *widget = focus; widget != NULL; widget = gtk_widget_get_parent (widget))
    {
      if (has_arrow_keys (widget))
        return widget;
    }

  return focus;
}

/* All that has the focus, one after the other, from the first of the header bar
 * until it is back there. */
static GPtrArray *
walk (NrnWindow        *window,
      GtkDirectionType  direction)
{
  GPtrArray *stops = g_ptr_array_new ();
  GtkWidget *first, *stop;

  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  gtk_widget_child_focus (get_region (window, 0), GTK_DIR_TAB_FORWARD);
  stop = first = gtk_window_get_focus (GTK_WINDOW (window));
  do
    {
      g_assert_cmpuint (stops->len, <, MOST_STOPS);
      g_assert_false (g_ptr_array_find (stops, stop, NULL));
      g_ptr_array_add (stops, stop);
      gtk_widget_child_focus (GTK_WIDGET (window), direction);
      stop = find_stop (gtk_window_get_focus (GTK_WINDOW (window)));
    }
  while (stop != first);

  return stops;
}

static guint
find_region (NrnWindow *window,
             GtkWidget *stop)
{
  for (guint i = 0; i < N_REGIONS; i++)
    {
      if (stop == get_region (window, i) || gtk_widget_is_ancestor (stop, get_region (window, i)))
        return i;
    }
  g_error ("%s is nowhere", G_OBJECT_TYPE_NAME (stop));
}

static GtkWidget *
find_common_ancestor (GtkWidget *a,
                      GtkWidget *b)
{
  while (!gtk_widget_is_ancestor (b, a))
    a = gtk_widget_get_parent (a);

  return a;
}

/* Inside of it, below it, below its beginning where one is over the other, or beside it
 * where one reads on. */
static gboolean
follows (GtkWidget *before,
         GtkWidget *after)
{
  GtkWidget *common = find_common_ancestor (before, after);
  graphene_rect_t a, b;
  float middle_a, middle_b;

  g_assert_true (gtk_widget_compute_bounds (before, common, &a));
  g_assert_true (gtk_widget_compute_bounds (after, common, &b));
  if (graphene_rect_contains_rect (&a, &b) || b.origin.y >= a.origin.y + a.size.height)
    return TRUE;
  if (a.origin.y >= b.origin.y + b.size.height)
    return FALSE;
  if (b.origin.y > a.origin.y && graphene_rect_intersection (&a, &b, NULL))
    return TRUE;

  middle_a = a.origin.x + a.size.width / 2;
  middle_b = b.origin.x + b.size.width / 2;

  return gtk_widget_get_direction (common) == GTK_TEXT_DIR_RTL ? middle_b < middle_a
                                                               : middle_b > middle_a;
}

/* What scrolls, is divided or lists others is no stop where these are; the parts of a
 * row are as good as the row. */
static gboolean
is_control (GtkWidget *widget)
{
  return gtk_widget_get_focusable (widget) && !GTK_IS_SCROLLED_WINDOW (widget) &&
         !GTK_IS_PANED (widget) && !GTK_IS_LIST_BOX (widget) && !GTK_IS_FLOW_BOX (widget);
}

static gboolean
is_reached (GtkWidget *widget,
            GPtrArray *stops)
{
  for (guint i = 0; i < stops->len; i++)
    {
      GtkWidget *stop = g_ptr_array_index (stops, i);

      if (stop == widget || gtk_widget_is_ancestor (stop, widget))
        return TRUE;
    }

  return FALSE;
}

static void
assert_reached (GtkWidget *widget,
                GPtrArray *stops)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_get_can_focus (widget) ||
      !gtk_widget_is_sensitive (widget))
    return;

  if (is_control (widget) && !is_reached (widget, stops))
    g_error ("Tab does not come to %s in %s", G_OBJECT_TYPE_NAME (widget),
             G_OBJECT_TYPE_NAME (gtk_widget_get_parent (widget)));
  if (has_arrow_keys (widget))
    return;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_reached (child, stops);
}

/* Returns how often Tab stops in each region. */
static void
check_walk (NrnWindow *window,
            guint      n_stops[N_REGIONS])
{
  g_autoptr (GPtrArray) forward = walk (window, GTK_DIR_TAB_FORWARD);
  g_autoptr (GPtrArray) backward = NULL;
  int row = nrn_document_get_chosen_row (window->document);
  guint region = 0;

  memset (n_stops, 0, N_REGIONS * sizeof *n_stops);
  for (guint i = 0; i < forward->len; i++)
    {
      GtkWidget *stop = g_ptr_array_index (forward, i);
      guint next = find_region (window, stop);

      g_test_message ("%u: %s in %s", next, G_OBJECT_TYPE_NAME (stop),
                      G_OBJECT_TYPE_NAME (gtk_widget_get_parent (stop)));
      g_assert_true (gtk_widget_get_mapped (stop));
      g_assert_cmpuint (next, >=, region);
      if (i > 0 && next == region)
        g_assert_true (follows (g_ptr_array_index (forward, i - 1), stop));
      region = next;
      n_stops[region]++;
    }
  assert_reached (GTK_WIDGET (window), forward);

  /* The first is the first on both ways; the others are the other way round. */
  backward = walk (window, GTK_DIR_TAB_BACKWARD);
  g_assert_cmpuint (backward->len, ==, forward->len);
  for (guint i = 1; i < forward->len; i++)
    g_assert_true (g_ptr_array_index (backward, forward->len - i) == g_ptr_array_index (forward, i));
  /* Nothing is chosen by passing it. */
  g_assert_cmpint (nrn_document_get_chosen_row (window->document), ==, row);
}

static void
check_window (void)
{
  NrnWindow *window = nrn_window_test_open ();
  guint n_stops[N_REGIONS];

  /* With rows in the log and in the table. */
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  gtk_widget_activate_action (GTK_WIDGET (window), "results.view", "s", "table");
  nrn_window_test_draw (window);
  nrn_window_test_draw (window);
  check_walk (window, n_stops);
  for (guint i = 0; i < N_REGIONS; i++)
    g_assert_cmpuint (n_stops[i], >, 0);
  nrn_window_test_close (window);
}

static void
test_reading (void)
{
  check_window ();
}

static void
test_right_to_left (void)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  check_window ();
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

/* What is hidden is skipped. */
static void
test_hidden_panes (void)
{
  NrnWindow *window = nrn_window_test_open ();
  guint n_stops[N_REGIONS];

  nrn_window_test_act (window, "win.show-setup");
  nrn_window_test_act (window, "win.show-results");
  nrn_window_test_draw (window);
  check_walk (window, n_stops);
  g_assert_cmpuint (n_stops[1], ==, 0);
  g_assert_cmpuint (n_stops[4], ==, 0);
  g_assert_cmpuint (n_stops[2], >, 0);
  g_assert_cmpuint (n_stops[3], >, 0);
  nrn_window_test_close (window);
}

/* With the transport in several rows. */
static void
test_narrow (void)
{
  NrnWindow *window = nrn_window_test_open ();
  guint n_stops[N_REGIONS];

  gtk_window_set_default_size (GTK_WINDOW (window), 640, 600);
  nrn_window_test_draw (window);
  nrn_window_test_draw (window);
  check_walk (window, n_stops);
  g_assert_cmpuint (n_stops[5], >, 0);
  nrn_window_test_close (window);
}

static void
test_pages (void)
{
  static const char *const pages[] = { "data", "benches", "runs" };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      guint n_stops[N_REGIONS];

      g_test_message ("%s", pages[i]);
      g_action_group_activate_action (G_ACTION_GROUP (window), "page",
                                      g_variant_new_string (pages[i]));
      nrn_window_test_draw (window);
      nrn_window_test_draw (window);
      check_walk (window, n_stops);
      g_assert_cmpuint (n_stops[2], >, 0);
    }
  nrn_window_test_close (window);
}

/* With the fields of a unit's weights. */
static void
test_inspector (void)
{
  NrnPick pick = { NRN_PICK_NODE, 2, 7, 0 };
  NrnWindow *window = nrn_window_test_open ();
  guint n_before[N_REGIONS], n_stops[N_REGIONS];

  check_walk (window, n_before);
  nrn_canvas_select (window->canvas, &pick);
  nrn_window_test_draw (window);
  nrn_window_test_draw (window);
  check_walk (window, n_stops);
  g_assert_cmpuint (n_stops[4], >, n_before[4] + 6);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/focus-order/reading", test_reading);
  g_test_add_func ("/widgets/focus-order/right-to-left", test_right_to_left);
  g_test_add_func ("/widgets/focus-order/hidden-panes", test_hidden_panes);
  g_test_add_func ("/widgets/focus-order/narrow", test_narrow);
  g_test_add_func ("/widgets/focus-order/inspector", test_inspector);
  g_test_add_func ("/widgets/focus-order/pages", test_pages);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
