/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over the weight that is selected.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-canvas-private.h"
#include "nrn-picture.h"
#include "nrn-valley-card.h"
#include "nrn-valley-plot.h"
#include "nrn-valley-view.h"

/* The weight from the only input to unit 1 of Hidden 1, which is the first of the
 * flat weights of the drug trial. */
#define PLACE 0

static NrnValleyCard *
get_card (NrnWindow *window)
{
  return NRN_VALLEY_CARD (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                         NRN_TYPE_RESULTS_PANE, "valley_card"));
}

static GtkWidget *
get_child (NrnWindow  *window,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (get_card (window)),
                                                    NRN_TYPE_VALLEY_CARD, name));
}

static NrnValleyView *
get_view (NrnWindow *window)
{
  return NRN_VALLEY_VIEW (get_child (window, "view"));
}

static void
click (NrnWindow  *window,
       const char *button)
{
  g_assert_true (gtk_widget_get_sensitive (get_child (window, button)));
  g_signal_emit_by_name (get_child (window, button), "clicked");
}

static const char *
get_text (NrnWindow  *window,
          const char *name)
{
  return gtk_label_get_text (GTK_LABEL (get_child (window, name)));
}

static gboolean
is_ready (NrnWindow     *window,
          gconstpointer  data)
{
  return !nrn_valley_card_is_busy (get_card (window)) &&
         nrn_valley_card_get_step (get_card (window)) != NULL;
}

static const NrnLossStep *
wait_step (NrnWindow *window)
{
  nrn_window_test_draw (window);
  nrn_window_test_wait (window, "the step", is_ready, NULL);

  return nrn_valley_card_get_step (get_card (window));
}

static gboolean
has_rate (NrnWindow     *window,
          gconstpointer  rate)
{
  return is_ready (window, NULL) &&
         (float) nrn_valley_card_get_step (get_card (window))->learning_rate == (float) *(const double *) rate;
}

static double
get_weight (NrnWindow *window)
{
  return (double) nrn_window_test_weights (window)[PLACE];
}

static NrnWindow *
open_window (void)
{
  const NrnPick pick = { NRN_PICK_EDGE, 0, 0, 0 };
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_draw (window);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_card (window))));
  nrn_canvas_select (window->canvas, &pick);
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (get_card (window))));
  wait_step (window);

  return window;
}

/* The ball is where the weight is, on a curve of the engine's losses. */
static void
test_shows (void)
{
  NrnWindow *window = open_window ();
  const NrnLossStep *step = wait_step (window);
  const NrnLossValley *valley = nrn_valley_card_get_valley (get_card (window));
  g_autofree char *words = nrn_loss_step_print (step);

  g_assert_cmpfloat (step->value, ==, get_weight (window));
  g_assert_cmpfloat_with_epsilon (nrn_loss_valley_find_loss (valley, step->value), step->loss, 1e-3);
  g_assert_cmpfloat (step->learning_rate, ==, (double) 0.0001f);
  g_assert_cmpuint (nrn_loss_valley_get_n_rows (valley, NULL), ==, 2100);
  g_assert_cmpstr (get_text (window, "result_label"), ==, words);
  g_assert_true (g_str_has_prefix (get_text (window, "formula_label"),
                                   "new weight = old weight − learning rate × gradient\n= "));
  g_assert_nonnull (strstr (get_text (window, "note_label"), " too short to be seen "));
  /* That of Adam is another step. */
  g_assert_true (isfinite (step->other_value));
  g_assert_false (gtk_widget_get_sensitive (get_child (window, "use_button")));
  nrn_window_test_close (window);
}

/* Dragged, the ball takes the network along; it is one edit. */
static void
test_drag (void)
{
  NrnWindow *window = open_window ();
  NrnValleyView *view = get_view (window);
  double before = get_weight (window), loss = wait_step (window)->loss;
  double previewed;

  nrn_valley_view_drag (view, -20);
  previewed = get_weight (window);
  g_assert_cmpfloat (previewed, <, before - 0.05);
  g_assert_null (nrn_document_get_undo_name (window->document));
  nrn_valley_view_drag (view, -40);
  g_assert_cmpfloat (get_weight (window), <, previewed);
  g_assert_cmpfloat (wait_step (window)->value, ==, get_weight (window));
  previewed = get_weight (window);
  nrn_valley_view_drop (view);
  g_assert_cmpfloat (get_weight (window), ==, previewed);
  g_assert_nonnull (nrn_document_get_undo_name (window->document));
  g_assert_cmpfloat (wait_step (window)->value, ==, previewed);
  g_assert_cmpfloat (wait_step (window)->loss, !=, loss);

  g_assert_true (nrn_document_undo (window->document, NULL));
  g_assert_cmpfloat (get_weight (window), ==, before);
  g_assert_null (nrn_document_get_undo_name (window->document));
  g_assert_cmpfloat (wait_step (window)->value, ==, before);
  g_assert_cmpfloat (wait_step (window)->loss, ==, loss);
  nrn_window_test_close (window);
}

static void
test_escape (void)
{
  NrnWindow *window = open_window ();
  double before = get_weight (window);

  nrn_valley_view_drag (get_view (window), 30);
  g_assert_cmpfloat (get_weight (window), !=, before);
  g_assert_true (nrn_window_test_press (window, GTK_WIDGET (get_view (window)), GDK_KEY_Escape, 0));
  g_assert_cmpfloat (get_weight (window), ==, before);
  g_assert_false (nrn_valley_view_is_busy (get_view (window)));
  g_assert_null (nrn_document_get_undo_name (window->document));
  nrn_window_test_close (window);
}

/* Left is less, also where one writes from right to left. */
static void
test_keys (void)
{
  static const GtkTextDirection directions[] = { GTK_TEXT_DIR_LTR, GTK_TEXT_DIR_RTL };
  NrnWindow *window = open_window ();

  for (guint i = 0; i < G_N_ELEMENTS (directions); i++)
    {
      GtkWidget *view = GTK_WIDGET (get_view (window));
      double before = get_weight (window), quantum = nrn_valley_view_get_quantum (get_view (window));

      gtk_widget_set_direction (view, directions[i]);
      g_assert_true (nrn_window_test_press (window, view, GDK_KEY_Left, 0));
      g_assert_cmpfloat_with_epsilon (get_weight (window), before - 2 * quantum, quantum);
      g_assert_cmpfloat (get_weight (window), <, before);
      wait_step (window);
      before = get_weight (window);
      g_assert_true (nrn_window_test_press (window, view, GDK_KEY_Right, GDK_CONTROL_MASK));
      g_assert_cmpfloat_with_epsilon (get_weight (window), before + 20 * quantum, 1e-6);
      wait_step (window);
    }
  nrn_window_test_close (window);
}

/* A larger learning rate stretches the arrow, until it goes too far; the
 * training does not know of it before it is told. */
static void
test_learning_rate (void)
{
  static const double rates[] = { 0.1, 1, 10, 100, 1000, 10000 };
  NrnWindow *window = open_window ();
  NrnValleyCard *card = get_card (window);
  double value = wait_step (window)->value, gradient = wait_step (window)->gradient;
  double before = 0;
  const NrnLossStep *step;
  guint i = 0;

  do
    {
      g_assert_cmpuint (i, <, G_N_ELEMENTS (rates));
      gtk_range_set_value (GTK_RANGE (get_child (window, "rate_scale")), log10 (rates[i]));
      step = wait_step (window);
      g_assert_cmpfloat_with_epsilon (step->learning_rate, rates[i], 1e-9);
      g_assert_cmpfloat_with_epsilon (step->new_value, value - rates[i] * gradient,
                                      1e-5 * MAX (1, fabs (rates[i] * gradient)));
      g_test_message ("%g: %s", rates[i], get_text (window, "result_label"));
      g_assert_cmpfloat (fabs (step->new_value - value), >, 9 * before);
      before = fabs (step->new_value - value);
      i++;
    }
  while (nrn_loss_step_judge (step) != NRN_LOSS_HIGHER);
  g_assert_true (g_str_has_prefix (get_text (window, "result_label"), "Too far: the loss rises from "));
  g_assert_null (strstr (get_text (window, "note_label"), " too short to be seen "));
  /* The axis has followed the arrow. */
  g_assert_false (isnan (nrn_loss_valley_find_loss (nrn_valley_card_get_valley (card),
                                                    step->new_value)));
  g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (window)->optimizer, "learning_rate"),
                     ==, 0.0001);

  click (window, "reset_button");
  g_assert_cmpfloat (wait_step (window)->learning_rate, ==, (double) 0.0001f);
  nrn_window_test_close (window);
}

/* What is offered has been tried with Adam's own step: the next update makes it. */
static void
test_use_learning_rate (void)
{
  NrnWindow *window = open_window ();
  const NrnTrace *trace;
  double tried;
  GtkEditable *row = GTK_EDITABLE (nrn_window_test_setup (window, "learning_rate_row"));

  nrn_valley_card_try_learning_rate (get_card (window), 0.025);
  tried = wait_step (window)->other_value;
  g_assert_cmpfloat (fabs (tried - get_weight (window)), >, 0.02);
  g_assert_true (g_str_has_prefix (get_text (window, "other_label"), "Adam, with this learning rate: "));
  click (window, "use_button");
  g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (window)->optimizer, "learning_rate"),
                     ==, 0.025);
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "0.025");
  nrn_window_test_wait (window, "the learning rate", has_rate, &(double) { 0.025 });
  trace = nrn_document_get_trace (window->document);
  g_assert_cmpfloat_with_epsilon ((double) nrn_weights_get_data (nrn_trace_get_new_weights (trace))[PLACE],
                                  tried, 1e-6);
  g_assert_false (gtk_widget_get_sensitive (get_child (window, "use_button")));
  g_assert_true (nrn_document_undo (window->document, NULL));
  g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (window)->optimizer, "learning_rate"),
                     ==, 0.0001);
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "0.0001");
  nrn_window_test_wait (window, "the learning rate", has_rate, &(double) { 0.0001 });
  nrn_window_test_close (window);
}

/* On the rows of the next update, the slope is the gradient that it goes by. */
static void
test_batch (void)
{
  NrnWindow *window = open_window ();
  const NrnTrace *trace;
  const NrnLossStep *step;

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (get_child (window, "batch_button")), TRUE);
  step = wait_step (window);
  trace = nrn_document_get_trace (window->document);
  g_assert_cmpfloat (step->gradient, ==, (double) nrn_trace_get_gradients (trace)[PLACE]);
  g_assert_cmpfloat (step->other_value, ==,
                     (double) nrn_weights_get_data (nrn_trace_get_new_weights (trace))[PLACE]);
  g_assert_true (g_str_has_prefix (get_text (window, "note_label"),
                                   "Mean loss on the 10 rows of the next update."));
  nrn_window_test_close (window);
}

/* Zooming in halves the axis around the ball. */
static void
test_zoom (void)
{
  NrnWindow *window = open_window ();
  guint n_points;
  const double *values = nrn_loss_valley_get_values (nrn_valley_card_get_valley (get_card (window)),
                                                     &n_points);
  double width = values[n_points - 1] - values[0];

  click (window, "zoom_in_button");
  wait_step (window);
  values = nrn_loss_valley_get_values (nrn_valley_card_get_valley (get_card (window)), NULL);
  g_assert_cmpfloat_with_epsilon (values[n_points - 1] - values[0], width / 2, 1e-5);
  g_assert_cmpfloat_with_epsilon (values[n_points / 2], get_weight (window), 1e-5);
  nrn_window_test_close (window);
}

/* While the training goes on there is no curve; afterwards there is one of the
 * weights then, and of those before, where the ball is fixed. */
static void
test_moments (void)
{
  NrnWindow *window = open_window ();
  double first = wait_step (window)->loss;

  nrn_window_test_set_pace (window, 0);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_visible (get_child (window, "hint_label")));
  g_assert_false (gtk_widget_get_visible (get_child (window, "box")));
  g_assert_null (nrn_valley_card_get_valley (get_card (window)));

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_wait_state (window, "done");
  g_assert_cmpfloat (wait_step (window)->loss, <, first);
  g_assert_false (gtk_widget_get_sensitive (get_child (window, "batch_button")));
  /* Adam has no update to try a learning rate with. */
  nrn_valley_card_try_learning_rate (get_card (window), 0.025);
  wait_step (window);
  g_assert_false (gtk_widget_get_sensitive (get_child (window, "use_button")));
  g_assert_nonnull (strstr (get_text (window, "note_label"), " so none is offered for the training."));
  g_assert_false (gtk_widget_get_visible (get_child (window, "other_label")));

  g_assert_true (nrn_document_show_epoch (window->document, 0));
  g_assert_cmpfloat (wait_step (window)->loss, ==, first);
  nrn_valley_view_drag (get_view (window), 20);
  g_assert_false (nrn_valley_view_is_busy (get_view (window)));
  nrn_window_test_close (window);
}

static void
test_picture (void)
{
  NrnWindow *window = open_window ();
  g_autofree char *folder = g_dir_make_tmp ("neurons-valley-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "valley.svg", NULL);
  g_autofree char *svg = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_window_export (window, "valley", path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "<svg"));
  g_remove (path);
  g_rmdir (folder);
  nrn_window_test_close (window);
}

/* For who does not see the curve. */
static void
test_accessible (void)
{
  NrnWindow *window = open_window ();
  GtkAccessible *view = GTK_ACCESSIBLE (get_view (window));
  const NrnLossValley *valley = nrn_valley_card_get_valley (get_card (window));
  g_autofree char *curve = nrn_loss_valley_describe_curve (valley);
  g_autofree char *wrong = gtk_test_accessible_check_property (
    view, GTK_ACCESSIBLE_PROPERTY_LABEL, "Loss over: Weight from Input age to Hidden 1, unit 1");
  g_autofree char *wrong_description = gtk_test_accessible_check_property (
    view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, curve);
  g_autofree char *wrong_value = gtk_test_accessible_check_property (
    view, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, get_weight (window));

  g_assert_cmpint (gtk_accessible_get_accessible_role (view), ==, GTK_ACCESSIBLE_ROLE_SLIDER);
  g_assert_null (wrong);
  g_assert_null (wrong_description);
  g_assert_null (wrong_value);
  gtk_test_accessible_assert_property (get_child (window, "expander"), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Loss over this weight");
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/valley-card/shows", test_shows);
  g_test_add_func ("/widgets/valley-card/drag", test_drag);
  g_test_add_func ("/widgets/valley-card/escape", test_escape);
  g_test_add_func ("/widgets/valley-card/keys", test_keys);
  g_test_add_func ("/widgets/valley-card/learning-rate", test_learning_rate);
  g_test_add_func ("/widgets/valley-card/use-learning-rate", test_use_learning_rate);
  g_test_add_func ("/widgets/valley-card/batch", test_batch);
  g_test_add_func ("/widgets/valley-card/zoom", test_zoom);
  g_test_add_func ("/widgets/valley-card/moments", test_moments);
  g_test_add_func ("/widgets/valley-card/picture", test_picture);
  g_test_add_func ("/widgets/valley-card/accessible", test_accessible);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
