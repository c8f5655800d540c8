/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is selected in numbers, and weights that are changed there.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <math.h>

#include "nrn-canvas-private.h"
#include "nrn-inspector-terms.h"
#include "nrn-inspector.h"
#include "nrn-number-scrub.h"

static GtkWidget *
get_inspector (NrnWindow *window)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                    NRN_TYPE_RESULTS_PANE, "inspector"));
}

static GtkWidget *
get_child (NrnWindow  *window,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (get_inspector (window), NRN_TYPE_INSPECTOR, name));
}

static GtkWidget *
get_weight (NrnWindow *window,
            int        input)
{
  return nrn_inspector_terms_get_weight (NRN_INSPECTOR_TERMS (get_child (window, "terms")), input);
}

static const char *
get_text (GtkWidget *weight)
{
  return gtk_editable_get_text (GTK_EDITABLE (weight));
}

static NrnWindow *
open_window (NrnPickKind kind,
             guint       column,
             guint       unit,
             guint       to_unit)
{
  NrnPick pick = { kind, column, unit, to_unit };
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_draw (window);
  nrn_canvas_select (window->canvas, &pick);
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_visible (get_inspector (window)));

  return window;
}

static void
enter (GtkWidget  *weight,
       const char *text)
{
  GtkEditable *editable = gtk_editable_get_delegate (GTK_EDITABLE (weight));

  gtk_widget_grab_focus (weight);
  gtk_editable_set_text (editable, text);
  g_signal_emit_by_name (editable, "activate");
}

/* The place of the kernel's weight from the input to a unit of Hidden 1, in
 * the flat weights of the drug trial; its bias is 6 further. */
#define UNIT 2

static void
assert_weight (NrnWindow *window,
               gsize      index,
               double     expected)
{
  g_assert_cmpfloat (nrn_window_test_weights (window)[index], ==, (float) expected);
}

/* A table with numbers that can be changed. */
static void
test_table (void)
{
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  GtkWidget *weight = get_weight (window, 0);
  g_autofree char *expected = g_strdup_printf ("%.4f", fabsf (nrn_window_test_weights (window)[UNIT]));

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (window, "title"))), ==,
                   "Hidden 1, unit 3");
  g_assert_nonnull (strstr (get_text (weight), expected));
  g_assert_nonnull (get_weight (window, NRN_TERMS_BIAS));
  gtk_test_accessible_assert_role (weight, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);
  gtk_test_accessible_assert_property (weight, GTK_ACCESSIBLE_PROPERTY_LABEL, "Weight from age");
  gtk_test_accessible_assert_property (weight, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                       (double) nrn_window_test_weights (window)[UNIT]);
  g_assert_false (gtk_widget_get_visible (get_child (window, "frozen_badge")));
  nrn_window_test_close (window);
}

/* The sum of the products that are shown, the bias and what relu makes of them. */
static void
test_formula (void)
{
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  const float *weights;
  double x = nrn_network_activity_get_outputs (nrn_canvas_get_activity (window->canvas), -1)[0];
  double bias, sum, added, output;
  const char *numbers;

  enter (get_weight (window, NRN_TERMS_BIAS), "0.25");
  nrn_window_test_draw (window);
  weights = nrn_window_test_weights (window);
  numbers = gtk_label_get_text (GTK_LABEL (get_child (window, "output_label")));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (window, "sum_label"))), ==,
                   "node output = relu(weighted sum of inputs + bias)");
  g_assert_cmpint (sscanf (numbers, "= relu(%lf + %lf) = relu(%lf) = %lf", &added, &bias, &sum, &output),
                   ==, 4);
  g_assert_cmpfloat (bias, ==, 0.25);
  g_assert_cmpfloat_with_epsilon (added, x * weights[UNIT], 1e-6);
  g_assert_cmpfloat_with_epsilon (sum, added + bias, 1e-6);
  g_assert_cmpfloat (output, ==, sum);
  nrn_window_test_close (window);
}

/* Of a weight only itself. */
static void
test_edge (void)
{
  NrnWindow *window = open_window (NRN_PICK_EDGE, 1, 4, 7);
  NrnPick bias = { NRN_PICK_BIAS_EDGE, 1, 0, 7 };

  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (window, "title"))), ==,
                   "Weight to Hidden 2, unit 8");
  g_assert_nonnull (get_weight (window, 4));
  g_assert_null (get_weight (window, 3));
  g_assert_null (get_weight (window, NRN_TERMS_BIAS));
  enter (get_weight (window, 4), "0.75");
  assert_weight (window, 12 + 4 * 32 + 7, 0.75);

  nrn_canvas_select (window->canvas, &bias);
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (window, "title"))), ==,
                   "Bias of Hidden 2, unit 8");
  g_assert_null (get_weight (window, 4));
  enter (get_weight (window, NRN_TERMS_BIAS), "-0.5");
  assert_weight (window, 12 + 6 * 32 + 7, -0.5);
  nrn_window_test_close (window);
}

/* With a comma, a point, or the minus that is shown; the selection stays. */
static void
test_typed (void)
{
  static const struct { const char *text; double value; const char *shown; } cases[] = {
    { "0.5", 0.5, "0.5000" }, { "-0,25", -0.25, "−0.2500" }, { " 1e-3 ", 0.001, "0.0010" },
    { "−3", -3, "−3.0000" }, { ".5", 0.5, "0.5000" },
  };
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  float before = nrn_window_test_weights (window)[UNIT];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      enter (get_weight (window, 0), cases[i].text);
      assert_weight (window, UNIT, cases[i].value);
      g_assert_cmpstr (get_text (get_weight (window, 0)), ==, cases[i].shown);
      g_assert_nonnull (nrn_canvas_get_selection (window->canvas));
    }
  enter (get_weight (window, NRN_TERMS_BIAS), "0,125");
  assert_weight (window, UNIT + 6, 0.125);

  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Change Weight");
  while (nrn_document_get_undo_name (window->document) != NULL)
    nrn_window_test_act (window, "win.undo");
  assert_weight (window, UNIT, before);
  nrn_window_test_close (window);
}

static void
note_failed_cb (GtkWidget   *weight,
                const char  *sentence,
                char       **kept)
{
  g_free (*kept);
  *kept = g_strdup (sentence);
}

/* One sentence, and nothing changes. */
static void
test_not_a_number (void)
{
  static const char *const texts[] = { "", "abc", "1,2,3", "1.2,3", "0x10", "inf", "nan", "1e99", "1 2" };
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  GtkWidget *weight = get_weight (window, 0);
  float before = nrn_window_test_weights (window)[UNIT];
  g_autofree char *sentence = NULL;

  g_signal_connect (weight, "failed", G_CALLBACK (note_failed_cb), &sentence);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_clear_pointer (&sentence, g_free);
      enter (weight, texts[i]);
      g_assert_nonnull (sentence);
      g_assert_nonnull (strstr (sentence, "is not a number"));
      assert_weight (window, UNIT, before);
      g_assert_true (gtk_widget_has_css_class (weight, "error"));
      g_assert_true (nrn_window_test_press (window, weight, GDK_KEY_Escape, 0));
      g_assert_false (gtk_widget_has_css_class (weight, "error"));
      g_assert_false (nrn_number_scrub_is_busy (NRN_NUMBER_SCRUB (weight)));
    }
  g_assert_null (nrn_document_get_undo_name (window->document));

  /* Elsewhere it is taken, or as it was. */
  gtk_widget_grab_focus (weight);
  gtk_editable_set_text (gtk_editable_get_delegate (GTK_EDITABLE (weight)), "2x");
  gtk_widget_grab_focus (GTK_WIDGET (window->canvas));
  assert_weight (window, UNIT, before);
  g_assert_false (nrn_number_scrub_is_busy (NRN_NUMBER_SCRUB (weight)));
  gtk_widget_grab_focus (weight);
  gtk_editable_set_text (gtk_editable_get_delegate (GTK_EDITABLE (weight)), "2");
  gtk_widget_grab_focus (GTK_WIDGET (window->canvas));
  assert_weight (window, UNIT, 2);
  nrn_window_test_close (window);
}

/* A hundredth for a pixel, a thousandth with Shift; all of it is one edit. */
static void
test_drag (void)
{
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  NrnNumberScrub *weight;
  float before = nrn_window_test_weights (window)[UNIT];
  double seen;

  enter (get_weight (window, 0), "0.5");
  nrn_window_test_act (window, "win.undo");
  assert_weight (window, UNIT, before);
  nrn_window_test_act (window, "win.redo");

  weight = NRN_NUMBER_SCRUB (get_weight (window, 0));
  nrn_number_scrub_drag (weight, 10, FALSE);
  nrn_number_scrub_drag (weight, 30, FALSE);
  nrn_number_scrub_drag (weight, 40, TRUE);
  g_assert_cmpfloat_with_epsilon (nrn_number_scrub_get_value (weight), 0.81, 1e-6);
  /* The pictures have it, the experiment does not. */
  assert_weight (window, UNIT, nrn_number_scrub_get_value (weight));
  g_assert_cmpstr (nrn_document_get_redo_name (window->document), ==, NULL);
  nrn_window_test_draw (window);
  g_assert_cmpstr (get_text (GTK_WIDGET (weight)), ==, "0.8100");
  seen = nrn_number_scrub_get_value (weight);
  nrn_number_scrub_drop (weight);
  assert_weight (window, UNIT, seen);
  nrn_window_test_act (window, "win.undo");
  g_assert_cmpfloat (nrn_window_test_weights (window)[UNIT], !=, (float) seen);

  /* Escape in the midst of it. */
  weight = NRN_NUMBER_SCRUB (get_weight (window, 0));
  before = nrn_window_test_weights (window)[UNIT];
  nrn_number_scrub_drag (weight, -300, FALSE);
  g_assert_cmpfloat (nrn_window_test_weights (window)[UNIT], !=, before);
  g_assert_true (nrn_window_test_press (window, GTK_WIDGET (weight), GDK_KEY_Escape, 0));
  assert_weight (window, UNIT, before);
  g_assert_nonnull (nrn_document_get_redo_name (window->document));
  nrn_window_test_close (window);
}

static void
test_keys (void)
{
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  GtkWidget *weight = get_weight (window, 0);

  enter (weight, "0.5");
  nrn_window_test_press (window, weight, GDK_KEY_Up, 0);
  g_assert_cmpfloat_with_epsilon (nrn_window_test_weights (window)[UNIT], 0.51, 1e-6);
  nrn_window_test_press (window, weight, GDK_KEY_Page_Down, 0);
  g_assert_cmpfloat_with_epsilon (nrn_window_test_weights (window)[UNIT], 0.41, 1e-6);
  nrn_window_test_press (window, weight, GDK_KEY_Down, GDK_SHIFT_MASK);
  g_assert_cmpfloat_with_epsilon (nrn_window_test_weights (window)[UNIT], 0.409, 1e-6);
  nrn_window_test_press (window, weight, GDK_KEY_Page_Up, 0);
  g_assert_cmpfloat_with_epsilon (nrn_window_test_weights (window)[UNIT], 0.509, 1e-6);

  /* What it was before the keys. */
  g_assert_true (nrn_window_test_press (window, weight, GDK_KEY_Escape, 0));
  assert_weight (window, UNIT, 0.5);
  g_assert_false (nrn_window_test_press (window, weight, GDK_KEY_Escape, 0));
  nrn_window_test_close (window);
}

static gboolean
is_running (NrnWindow     *window,
            gconstpointer  data)
{
  return nrn_window_test_snapshot (window)->state == NRN_TRAINING_RUNNING;
}

static gboolean
is_paused (NrnWindow     *window,
           gconstpointer  data)
{
  return nrn_window_test_snapshot (window)->state == NRN_TRAINING_PAUSED;
}

/* It waits while a weight is dragged, and goes on with it. */
static void
test_while_training (void)
{
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  NrnNumberScrub *weight = NRN_NUMBER_SCRUB (get_weight (window, 0));
  float learned;

  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_update (window, 5);
  nrn_number_scrub_drag (weight, 50, FALSE);
  nrn_window_test_wait (window, "pause", is_paused, NULL);
  learned = nrn_window_test_weights (window)[0];
  nrn_number_scrub_drag (weight, 150, FALSE);
  nrn_number_scrub_drop (weight);
  assert_weight (window, UNIT, nrn_number_scrub_get_value (weight));
  assert_weight (window, 0, learned);
  nrn_window_test_wait (window, "training", is_running, NULL);

  /* Also after a drag that came to nothing, and after keys. */
  nrn_number_scrub_drag (weight, 50, FALSE);
  nrn_window_test_wait (window, "pause", is_paused, NULL);
  nrn_window_test_press (window, GTK_WIDGET (weight), GDK_KEY_Escape, 0);
  nrn_window_test_wait (window, "training", is_running, NULL);
  nrn_window_test_press (window, GTK_WIDGET (weight), GDK_KEY_Up, 0);
  nrn_window_test_wait (window, "training", is_running, NULL);
  nrn_window_test_act (window, "win.undo");
  nrn_window_test_wait (window, "training", is_running, NULL);
  nrn_window_test_close (window);
}

static void
test_frozen (void)
{
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  NrnExperimentParts parts = *nrn_window_test_parts (window);
  g_autoptr (NrnConfig) layer =
    nrn_config_with_number (nrn_architecture_get_layer (parts.architecture, 0), "trainable", 0, NULL);
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_with_layer (parts.architecture, 0, layer, NULL);

  parts.architecture = architecture;
  g_assert_true (nrn_document_edit (window->document, &parts, NULL));
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_visible (get_child (window, "frozen_badge")));
  /* A hand may still change it. */
  enter (get_weight (window, 0), "0.5");
  assert_weight (window, UNIT, 0.5);
  nrn_window_test_close (window);
}

/* Off and on again, by the switch and by key; outputs cannot be. */
static void
test_switch (void)
{
  NrnWindow *window = open_window (NRN_PICK_NODE, 1, UNIT, 0);
  GtkSwitch *on = GTK_SWITCH (get_child (window, "unit_switch"));
  NrnPick output = { NRN_PICK_NODE, 3, 0, 0 };
  NrnPick unit = { NRN_PICK_NODE, 1, 4, 0 };
  float before = nrn_window_test_weights (window)[UNIT];

  g_assert_true (gtk_switch_get_active (on));
  gtk_switch_set_active (on, FALSE);
  g_assert_true (nrn_architecture_is_off (nrn_window_test_parts (window)->architecture, 0, UNIT));
  g_assert_cmpstr (nrn_document_get_undo_name (window->document), ==, "Undo Switch Unit Off");
  nrn_window_test_draw (window);
  g_assert_false (gtk_switch_get_active (on));
  g_assert_cmpfloat (nrn_network_activity_get_outputs (nrn_canvas_get_activity (window->canvas), 0)[UNIT],
                     ==, 0);
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  assert_weight (window, UNIT, before);
  nrn_window_test_act (window, "win.undo");
  g_assert_false (nrn_architecture_is_off (nrn_window_test_parts (window)->architecture, 0, UNIT));
  assert_weight (window, UNIT, before);
  g_assert_true (gtk_switch_get_active (on));

  nrn_canvas_select (window->canvas, &output);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (on)));

  gtk_widget_grab_focus (nrn_canvas_get_item (window->canvas, &unit));
  g_assert_true (nrn_window_test_press (window, GTK_WIDGET (window->canvas), GDK_KEY_o, 0));
  g_assert_true (nrn_architecture_is_off (nrn_window_test_parts (window)->architecture, 0, 4));
  g_assert_true (nrn_window_test_press (window, GTK_WIDGET (window->canvas), GDK_KEY_o, 0));
  g_assert_false (nrn_architecture_is_off (nrn_window_test_parts (window)->architecture, 0, 4));
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/inspector/table", test_table);
  g_test_add_func ("/widgets/inspector/formula", test_formula);
  g_test_add_func ("/widgets/inspector/edge", test_edge);
  g_test_add_func ("/widgets/inspector/typed", test_typed);
  g_test_add_func ("/widgets/inspector/not-a-number", test_not_a_number);
  g_test_add_func ("/widgets/inspector/drag", test_drag);
  g_test_add_func ("/widgets/inspector/keys", test_keys);
  g_test_add_func ("/widgets/inspector/while-training", test_while_training);
  g_test_add_func ("/widgets/inspector/frozen", test_frozen);
  g_test_add_func ("/widgets/inspector/switch", test_switch);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
