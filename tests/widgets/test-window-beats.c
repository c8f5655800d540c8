/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The next update, beat by beat.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <string.h>

#include "nrn-canvas-private.h"

/* Of the drug trial: forward 6, loss 1, backward 6, update 3 and all. */
#define N_BEATS 17

static void
act (NrnWindow  *window,
     const char *name,
     GVariant   *target)
{
  g_action_group_activate_action (G_ACTION_GROUP (window->train_actions), name, target);
  nrn_canvas_finish_beat (window->canvas);
}

static NrnWindow *
open_window (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_draw (window);
  g_action_group_change_action_state (G_ACTION_GROUP (window->train_actions), "step-unit",
                                      g_variant_new_string ("beat"));

  return window;
}

static void
assert_text (NrnWindow  *window,
             const char *text)
{
  g_autofree char *shown = nrn_formula_bar_print (window->beat_bar);

  g_assert_nonnull (strstr (shown, text));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->beat_bar)));
}

static void
assert_none (NrnWindow *window)
{
  g_assert_true (window->beat_bar == NULL || !gtk_widget_get_visible (GTK_WIDGET (window->beat_bar)));
  g_assert_null (window->canvas->beat);
}

static void
copy_weights (NrnWindow *window,
              float     *weights)
{
  memcpy (weights, nrn_window_test_weights (window), 302 * sizeof (float));
}

/* What the numbers of all 302 weights are after some updates. */
static void
train_without (gint64  n_updates,
               float  *weights)
{
  NrnWindow *window = nrn_window_test_open ();

  for (gint64 i = 1; i <= n_updates; i++)
    {
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_update (window, i);
    }
  copy_weights (window, weights);
  nrn_window_test_close (window);
}

/* Beats change nothing until the last one is over; then there is the update that
 * there would have been without them. */
static void
test_walk (void)
{
  float before[302], after[302], expected[302];
  NrnWindow *window = open_window ();

  copy_weights (window, before);
  for (guint update = 0; update < 2; update++)
    {
      for (guint beat = 0; beat < N_BEATS; beat++)
        {
          act (window, "step", NULL);
          nrn_window_test_draw (window);
          g_assert_nonnull (window->canvas->beat);
          g_assert_cmpint (nrn_window_test_update (window), ==, update);
        }
      assert_text (window, "And the same for all 302");
      if (update == 0)
        g_assert_cmpmem (before, sizeof before, nrn_window_test_weights (window), sizeof before);
      act (window, "step", NULL);
      nrn_window_test_wait_update (window, update + 1);
      assert_none (window);
    }
  copy_weights (window, after);
  nrn_window_test_close (window);

  train_without (2, expected);
  g_assert_cmpmem (after, sizeof after, expected, sizeof expected);
}

/* Before the first beat there is the update before. */
static void
test_back (void)
{
  NrnWindow *window = open_window ();

  act (window, "step-back", NULL);
  assert_none (window);
  act (window, "step", NULL);
  assert_text (window, "Hidden 1, unit 1\n");
  act (window, "step", NULL);
  assert_text (window, "Hidden 1, units 2–6\n");
  act (window, "step-back", NULL);
  assert_text (window, "Hidden 1, unit 1\n");
  act (window, "step-back", NULL);
  assert_text (window, "Hidden 1, unit 1\n");

  for (guint i = 0; i < 3; i++)
    act (window, "beat-phase", g_variant_new_int32 (1));
  act (window, "beat-phase", g_variant_new_int32 (1));
  nrn_window_test_wait_update (window, 1);
  act (window, "step", NULL);
  assert_text (window, "Hidden 1, unit 1\n");
  act (window, "step-back", NULL);
  assert_text (window, "And the same for all 302\n");
  g_assert_cmpint (nrn_document_get_shown_update (window->document), ==, 0);
  g_assert_cmpint (nrn_window_test_update (window), ==, 0);
  act (window, "step", NULL);
  g_assert_cmpint (nrn_document_get_shown_update (window->document), ==, -1);
  g_assert_cmpint (nrn_window_test_update (window), ==, 1);
  nrn_window_test_close (window);
}

static void
test_strides (void)
{
  NrnWindow *window = open_window ();

  act (window, "beat-unit", g_variant_new_int32 (1));
  act (window, "beat-unit", g_variant_new_int32 (1));
  assert_text (window, "Hidden 1, unit 2\n");
  act (window, "step", NULL);
  assert_text (window, "Hidden 1, units 3–6\n");
  act (window, "beat-phase", g_variant_new_int32 (1));
  assert_text (window, "S = p₁ + p₂ = ");
  act (window, "beat-phase", g_variant_new_int32 (1));
  assert_text (window, "Output, unit 1\n");
  act (window, "beat-phase", g_variant_new_int32 (-1));
  assert_text (window, "S = p₁ + p₂ = ");
  nrn_window_test_close (window);
}

/* The sample of the beats is watched meanwhile, and no longer. */
static void
test_rows (void)
{
  NrnWindow *window = open_window ();
  float before = nrn_document_get_watched (window->document)[0];
  const guint *rows;
  const NrnTrace *trace;

  act (window, "step", NULL);
  trace = nrn_document_get_trace (window->document);
  rows = nrn_trace_get_rows (trace);
  g_assert_cmpint (nrn_document_get_watched_row (window->document), ==, (int) rows[0]);
  act (window, "beat-row", g_variant_new_int32 (1));
  g_assert_cmpint (nrn_document_get_watched_row (window->document), ==, (int) rows[1]);
  act (window, "beat-row", g_variant_new_int32 (-1));
  act (window, "beat-row", g_variant_new_int32 (-1));
  g_assert_cmpint (nrn_beats_get_row (window->beats.list), ==, NRN_BEATS_MEAN);
  nrn_window_test_draw (window);
  act (window, "step", NULL);
  g_assert_cmpint (nrn_beats_get_row (window->beats.list), ==, NRN_BEATS_MEAN);
  act (window, "beat-row", g_variant_new_int32 (-1));
  g_assert_cmpint (nrn_document_get_watched_row (window->document), ==, (int) rows[9]);

  g_assert_true (nrn_window_end_beats (window));
  assert_none (window);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, before);
  nrn_window_test_close (window);
}

/* Whatever changes what is shown ends them. */
static void
test_ends (void)
{
  NrnWindow *window = open_window ();
  g_autoptr (GError) error = NULL;

  act (window, "step", NULL);
  g_assert_nonnull (window->beats.list);
  nrn_document_set_weight (window->document, 3, 0.5, &error);
  g_assert_no_error (error);
  assert_none (window);

  act (window, "step", NULL);
  g_assert_nonnull (window->beats.list);
  g_action_group_change_action_state (G_ACTION_GROUP (window->train_actions), "step-unit",
                                      g_variant_new_string ("epoch"));
  assert_none (window);

  g_action_group_change_action_state (G_ACTION_GROUP (window->train_actions), "step-unit",
                                      g_variant_new_string ("beat"));
  act (window, "step", NULL);
  nrn_window_test_choose (window, "xor");
  assert_none (window);
  act (window, "step", NULL);
  nrn_window_test_draw (window);
  g_assert_nonnull (window->beats.list);

  /* Closed in the middle of it. */
  nrn_window_test_close (window);
}

/* As the key does, wherever the focus is. */
static void
press_page_down (NrnWindow *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));
  g_autoptr (GtkShortcutTrigger) wanted = gtk_keyval_trigger_new (GDK_KEY_Page_Down, 0);
  guint n_found = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      for (guint j = 0; GTK_IS_SHORTCUT_CONTROLLER (controller) &&
                        j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (!gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            continue;
          gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, GTK_WIDGET (window), NULL);
          n_found++;
        }
    }
  g_assert_cmpuint (n_found, ==, 1);
}

/* Whoever steps on after the last update is told why nothing happens, once. */
static void
test_over (void)
{
  NrnWindow *window = open_window ();
  AdwToast *toast;

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  press_page_down (window);
  assert_none (window);
  toast = window->last_toast;
  g_assert_nonnull (toast);
  g_assert_cmpstr (adw_toast_get_title (toast), ==, "The training is over: no update comes next.");
  act (window, "beat-phase", g_variant_new_int32 (1));
  g_assert_true (window->last_toast == toast);
  nrn_window_test_close (window);
}

/* A training that runs is paused first. */
static void
test_running (void)
{
  NrnWindow *window = open_window ();

  nrn_window_test_set_pace (window, 0.4);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  act (window, "step", NULL);
  nrn_window_test_wait_state (window, "paused");
  assert_none (window);
  act (window, "step", NULL);
  g_assert_nonnull (window->beats.list);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  assert_none (window);
  nrn_window_test_close (window);
}

/* The formula of what is selected, while no beat is under way. */
static void
test_selection (void)
{
  const NrnPick unit = { NRN_PICK_NODE, 1, 2, 0 };
  const NrnPick edge = { NRN_PICK_EDGE, 1, 2, 5 };
  NrnWindow *window = open_window ();
  g_autofree char *of_unit = NULL;
  g_autofree char *of_edge = NULL;

  g_assert_null (window->selection_bar);
  nrn_canvas_select (window->canvas, &unit);
  nrn_window_test_draw (window);
  of_unit = nrn_formula_bar_print (window->selection_bar);
  g_assert_true (g_str_has_prefix (of_unit, "Hidden 1, unit 3\nnode output = relu(weighted sum of "
                                            "inputs + bias) = relu("));
  nrn_canvas_select (window->canvas, &edge);
  of_edge = nrn_formula_bar_print (window->selection_bar);
  g_assert_true (g_str_has_prefix (of_edge, "Hidden 2, unit 6\nproduct = w × a = "));

  act (window, "step", NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->selection_bar)));
  nrn_window_end_beats (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (window->selection_bar)));
  nrn_canvas_select (window->canvas, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->selection_bar)));
  nrn_window_test_close (window);
}

/* However high a beat's formulas are, they cover no bias. */
static void
test_biases_in_sight (void)
{
  NrnWindow *window = open_window ();

  for (guint beat = 0; beat < N_BEATS; beat++)
    {
      const NrnNetworkColumn *column;
      int top;

      act (window, "step", NULL);
      /* The network makes room in the frame after. */
      nrn_window_test_draw (window);
      nrn_window_test_draw (window);
      column = nrn_network_layout_get_column (window->canvas->layout, 0);
      top = gtk_widget_get_height (GTK_WIDGET (window->canvas_overlay)) -
            gtk_widget_get_height (GTK_WIDGET (window->beat_bar));
      g_assert_true (column->has_bias);
      g_assert_cmpfloat (column->bias_y + column->bias_size / 2, <=, top);
    }
  nrn_window_test_close (window);
}

/* The network stays where it is, from the first beat of an update to the next
 * update's, and has its room back when the beats are over. */
static void
test_network_stays (void)
{
  NrnWindow *window = open_window ();
  int without = gtk_widget_get_height (GTK_WIDGET (window->canvas));
  int height = 0;

  for (guint beat = 0; beat < N_BEATS + 2; beat++)
    {
      act (window, "step", NULL);
      if (beat == N_BEATS)
        nrn_window_test_wait_update (window, 1);
      nrn_window_test_draw (window);
      nrn_window_test_draw (window);
      if (beat == 0)
        height = gtk_widget_get_height (GTK_WIDGET (window->canvas));
      g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window->canvas)), ==, height);
    }
  g_assert_cmpint (height, <, without);

  nrn_window_end_beats (window);
  nrn_window_test_draw (window);
  nrn_window_test_draw (window);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (window->canvas)), ==, without);
  nrn_window_test_close (window);
}

/* ---- Tried values ---- */

#define N_TRACED 8  /* inputs, forward 6, outputs */

static void
try_age (NrnWindow *window,
         float      age)
{
  nrn_document_set_watched (window->document, &age);
  nrn_canvas_finish_beat (window->canvas);
}

/* From the scaling to the sentence, and nothing is trained by it. */
static void
test_traced (void)
{
  float before[302];
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_draw (window);
  copy_weights (window, before);
  try_age (window, 31);
  act (window, "trace-values", NULL);
  assert_text (window, "Your values, scaled\n"
                       "x = (age − smallest) ∕ range = (31 − 13) ∕ 87 = 0.206897");
  g_assert_nonnull (strstr (window->announced, "open bracket 31 minus 13 close bracket "
                                               "divided by 87 is 0.206897"));
  nrn_window_test_draw (window);
  for (guint i = 1; i < N_TRACED; i++)
    {
      act (window, i % 2 == 0 ? "trace-values" : "step", NULL);
      nrn_window_test_draw (window);
      if (i == 1)
        assert_text (window, " × 0.206897");
    }
  assert_text (window, "What the network says\n");
  assert_text (window, "At age 31 the network says “");
  act (window, "step", NULL);
  assert_text (window, "At age 31 the network says “");
  g_assert_cmpint (nrn_window_test_update (window), ==, 0);
  g_assert_cmpmem (before, sizeof before, nrn_window_test_weights (window), sizeof before);

  g_assert_true (nrn_window_end_beats (window));
  assert_none (window);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, 31);
  nrn_window_test_close (window);
}

/* Layer by layer, back, unit by unit; with other values the beat stays. */
static void
test_traced_strides (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_draw (window);
  try_age (window, 31);
  act (window, "trace-values", NULL);
  act (window, "beat-phase", g_variant_new_int32 (1));
  assert_text (window, "Hidden 1, unit 1\n");
  act (window, "beat-unit", g_variant_new_int32 (1));
  assert_text (window, "Hidden 1, unit 2\n");
  act (window, "beat-phase", g_variant_new_int32 (1));
  assert_text (window, "Hidden 2, unit 1\n");
  act (window, "beat-phase", g_variant_new_int32 (-1));
  assert_text (window, "Hidden 1, unit 1\n");
  act (window, "beat-row", g_variant_new_int32 (1));
  assert_text (window, "Hidden 1, unit 1\n");
  assert_text (window, " × 0.206897");
  try_age (window, 100);
  assert_text (window, "Hidden 1, unit 1\n");
  assert_text (window, " × 1 ");
  act (window, "step-back", NULL);
  assert_text (window, " = (100 − 13) ∕ 87 = 1");
  act (window, "step-back", NULL);
  act (window, "beat-phase", g_variant_new_int32 (-1));
  assert_text (window, " = (100 − 13) ∕ 87 = 1");
  nrn_window_test_close (window);
}

/* A training that runs is paused for it, and one that goes on ends it; so does
 * another data set. */
static void
test_traced_running (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_draw (window);
  nrn_window_test_set_pace (window, 0.4);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  act (window, "trace-values", NULL);
  nrn_window_test_wait_state (window, "paused");
  assert_text (window, "Your values, scaled\n");
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  assert_none (window);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "paused");
  act (window, "trace-values", NULL);
  nrn_window_test_choose (window, "xor");
  assert_none (window);
  act (window, "trace-values", NULL);
  assert_text (window, "Your values");

  /* Closed in the middle of it. */
  nrn_window_test_close (window);
}

/* Whoever wants no animations sees a beat as it is in the end. */
static void
test_still (void)
{
  NrnWindow *window = open_window ();

  g_action_group_activate_action (G_ACTION_GROUP (window->train_actions), "step", NULL);
  g_assert_nonnull (window->canvas->beat);
  g_assert_false (nrn_canvas_finish_beat (window->canvas));

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  g_action_group_activate_action (G_ACTION_GROUP (window->train_actions), "step", NULL);
  g_assert_true (nrn_canvas_finish_beat (window->canvas));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/window-beats/walk", test_walk);
  g_test_add_func ("/widgets/window-beats/back", test_back);
  g_test_add_func ("/widgets/window-beats/biases-in-sight", test_biases_in_sight);
  g_test_add_func ("/widgets/window-beats/network-stays", test_network_stays);
  g_test_add_func ("/widgets/window-beats/strides", test_strides);
  g_test_add_func ("/widgets/window-beats/rows", test_rows);
  g_test_add_func ("/widgets/window-beats/ends", test_ends);
  g_test_add_func ("/widgets/window-beats/over", test_over);
  g_test_add_func ("/widgets/window-beats/running", test_running);
  g_test_add_func ("/widgets/window-beats/selection", test_selection);
  g_test_add_func ("/widgets/window-beats/traced", test_traced);
  g_test_add_func ("/widgets/window-beats/traced-strides", test_traced_strides);
  g_test_add_func ("/widgets/window-beats/traced-running", test_traced_running);
  g_test_add_func ("/widgets/window-beats/still", test_still);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
