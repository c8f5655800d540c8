/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Playing, pausing, stepping and going back, through the actions that the
 * buttons and keys have.
 */

#include "nrn-moment-list.h"
#include "nrn-window-test.h"

#include <math.h>
#include <string.h>

/* What neurons-cli does with the same experiment. */
static NrnFit *
fit_alone (NrnWindow *window)
{
  const NrnExperimentParts *parts = nrn_window_test_parts (window);
  NrnDocument *document = nrn_window_get_document (window);
  NrnFit *fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer,
                             nrn_document_get_samples (document), &parts->fit, NULL);

  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;

  return fit;
}

static void
assert_same_weights (NrnWindow   *window,
                     const float *expected)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_window_test_parts (window)->architecture);

  g_assert_cmpmem (nrn_window_test_weights (window), n * sizeof (float),
                   expected, n * sizeof (float));
}

static void
assert_trained_as_alone (NrnWindow *window)
{
  g_autoptr (NrnFit) fit = fit_alone (window);
  g_autoptr (NrnWeights) weights = nrn_model_dup_weights (nrn_fit_get_model (fit));

  assert_same_weights (window, nrn_weights_get_data (weights));
  g_assert_cmpfloat (nrn_window_test_number (window, "loss"), ==, nrn_fit_get_last_epoch (fit)->loss);
  g_assert_cmpfloat (nrn_window_test_number (window, "accuracy"), ==,
                     nrn_fit_get_last_epoch (fit)->accuracy);
}

static void
test_flat_out (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");

  g_assert_cmpint (nrn_window_test_update (window), ==, 4200);
  g_assert_cmpfloat (nrn_window_test_number (window, "accuracy"), >=, 0.92);
  assert_trained_as_alone (window);
  nrn_window_test_close (window);
}

/* Watched, paused, stepped and with the pace changed: the same bits. */
static void
test_pace_changes_no_number (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_update (window, 20);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "paused");
  g_assert_cmpint (nrn_window_test_update (window), <, 4200);

  for (guint i = 0; i < 3; i++)
    {
      gint64 before = nrn_window_test_update (window);

      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_update (window, before + 1);
    }
  nrn_window_test_set_pace (window, 0.8);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_update (window, 100);
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_wait_state (window, "done");

  assert_trained_as_alone (window);
  nrn_window_test_close (window);
}

/* 4,200 updates in 20 seconds. A busy machine may be slower; none is faster, but
 * for what it catches up. */
static void
test_default_pace (void)
{
  NrnWindow *window = nrn_window_test_open ();
  double pace = nrn_trainer_get_pace (nrn_document_get_trainer (window->document));
  gint64 begun = g_get_monotonic_time ();

  g_assert_cmpfloat_with_epsilon (pace, 210, 1e-9);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_update (window, 100);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "paused");

  g_assert_cmpfloat ((double) nrn_window_test_update (window), <,
                     pace * (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC + pace / 10);
  nrn_window_test_close (window);
}

static void
test_pause_stays (void)
{
  NrnWindow *window = nrn_window_test_open ();
  gint64 update;

  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_update (window, 5);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "paused");
  update = nrn_window_test_update (window);
  nrn_window_test_spin (0.2);

  g_assert_cmpint (nrn_window_test_update (window), ==, update);
  g_assert_cmpstr (nrn_window_test_state (window), ==, "paused");
  nrn_window_test_close (window);
}

/* The sample on its way is the one that the pictures show. */
static void
assert_watches_row (NrnWindow *window)
{
  int row = nrn_window_test_snapshot (window)->row;
  const float *features =
    nrn_dataset_get_features (nrn_document_get_dataset (window->document));

  g_assert_cmpint (row, >=, 0);
  g_assert_cmpint (nrn_document_get_watched_row (window->document), ==, row);
  g_assert_cmpfloat (nrn_document_get_watched (window->document)[0], ==, features[row]);
}

/* Ten samples make a batch, 210 batches an epoch. */
static void
test_steps (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "train.step-unit::sample");
  for (guint i = 1; i <= 9; i++)
    {
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_state (window, "paused");
      while (nrn_window_test_snapshot (window)->sample < i)
        g_main_context_iteration (NULL, TRUE);
      assert_watches_row (window);
    }
  g_assert_cmpint (nrn_window_test_update (window), ==, 0);
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);

  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 2);
  nrn_window_test_spin (0.05);
  g_assert_cmpint (nrn_window_test_update (window), ==, 2);

  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  nrn_window_test_spin (0.05);
  g_assert_cmpint (nrn_window_test_update (window), ==, 210);
  g_assert_cmpstr (nrn_window_test_state (window), ==, "paused");
  nrn_window_test_close (window);
}

static void
test_reset (void)
{
  NrnWindow *window = nrn_window_test_open ();
  gsize n = nrn_architecture_get_n_parameters (nrn_window_test_parts (window)->architecture);
  g_autofree float *initial = g_memdup2 (nrn_window_test_weights (window), n * sizeof (float));

  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  g_assert_cmpint (memcmp (nrn_window_test_weights (window), initial, n * sizeof (float)), !=, 0);

  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  g_assert_cmpint (nrn_window_test_update (window), ==, 0);
  assert_same_weights (window, initial);
  nrn_window_test_close (window);
}

static gboolean
has_weights (NrnWindow     *window,
             gconstpointer  weights)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_window_test_parts (window)->architecture);

  return memcmp (nrn_window_test_weights (window), weights, n * sizeof (float)) == 0;
}

/* After an edit that keeps what was learned, the start is what the seed gives. */
static void
test_reset_after_edit (void)
{
  NrnWindow *window = nrn_window_test_open ();
  gsize n = nrn_architecture_get_n_parameters (nrn_window_test_parts (window)->architecture);
  g_autofree float *initial = g_memdup2 (nrn_window_test_weights (window), n * sizeof (float));

  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  nrn_window_test_choose_kind (window, "optimizer_row", "SGD");
  g_assert_cmpint (memcmp (nrn_window_test_weights (window), initial, n * sizeof (float)), !=, 0);
  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait (window, "the weights of the seed", has_weights, initial);
  g_assert_cmpstr (nrn_config_get_name (nrn_window_test_parts (window)->optimizer), ==, "SGD");
  nrn_window_test_close (window);
}

/* With weights from a file the start is those, and once there, what the seed
 * gives; which can be taken back. */
static void
test_reset_to_file (void)
{
  NrnWindow *window = nrn_window_test_open ();
  gsize n = nrn_architecture_get_n_parameters (nrn_window_test_parts (window)->architecture);
  g_autofree float *initial = g_memdup2 (nrn_window_test_weights (window), n * sizeof (float));
  g_autofree float *learned = NULL;
  g_autoptr (NrnExperiment) trained = NULL;

  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);
  learned = g_memdup2 (nrn_window_test_weights (window), n * sizeof (float));
  trained = nrn_document_dup_trained (window->document);
  g_assert_true (nrn_document_set_experiment (window->document, trained, NULL));
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 1);

  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait (window, "the weights of the file", has_weights, learned);
  nrn_window_test_act (window, "train.reset");
  assert_same_weights (window, initial);
  nrn_window_test_act (window, "win.undo");
  assert_same_weights (window, learned);
  nrn_window_test_close (window);
}

/* Once it is done there is nothing to step; playing begins anew. */
static void
test_play_again (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GActionGroup *actions = G_ACTION_GROUP (window->train_actions);

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  g_assert_false (g_action_group_get_action_enabled (actions, "step"));

  nrn_window_test_set_pace (window, 0.3);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "running");
  g_assert_true (g_action_group_get_action_enabled (actions, "step"));
  g_assert_cmpint (nrn_window_test_update (window), <, 4200);
  nrn_window_test_close (window);
}

static int
get_shown_epoch (NrnWindow *window)
{
  g_autoptr (GVariant) state =
    g_action_group_get_action_state (G_ACTION_GROUP (window->train_actions), "shown-epoch");

  return g_variant_get_int32 (state);
}

static gboolean
has_subtitle (NrnWindow     *window,
              gconstpointer  pattern)
{
  return g_pattern_match_simple (pattern, adw_window_title_get_subtitle (window->title));
}

/* It changes no faster than it can be read. */
static void
assert_subtitle (NrnWindow  *window,
                 const char *pattern)
{
  nrn_window_test_wait (window, pattern, has_subtitle, pattern);
}

/* Two epochs and a batch; back over all of them to the start, and to now. */
static void
test_look_back (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GActionGroup *actions = G_ACTION_GROUP (window->train_actions);
  gsize n = nrn_architecture_get_n_parameters (nrn_window_test_parts (window)->architecture);
  g_autofree float *initial = g_memdup2 (nrn_window_test_weights (window), n * sizeof (float));

  g_assert_false (g_action_group_get_action_enabled (actions, "step-back"));
  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 420);
  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 421);

  nrn_window_test_act (window, "train.step-back");
  g_assert_cmpint (get_shown_epoch (window), ==, 2);
  g_assert_cmpint (nrn_window_test_update (window), ==, 420);
  assert_subtitle (window, "As it was after epoch 2 of 20");
  nrn_window_test_act (window, "train.step-back");
  g_assert_cmpint (nrn_window_test_update (window), ==, 419);
  nrn_window_test_act (window, "train.step");
  g_assert_cmpint (nrn_window_test_update (window), ==, 420);
  nrn_window_test_act (window, "train.step");
  g_assert_cmpint (get_shown_epoch (window), ==, -1);
  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step-back");
  g_assert_cmpint (nrn_window_test_update (window), ==, 420);
  nrn_window_test_act (window, "train.step-back");
  nrn_window_test_act (window, "train.step");
  g_assert_cmpint (nrn_window_test_update (window), ==, 420);
  nrn_window_test_act (window, "train.step-back");
  nrn_window_test_act (window, "train.step-back");
  g_assert_cmpint (get_shown_epoch (window), ==, 0);
  assert_same_weights (window, initial);
  assert_subtitle (window, "As it was at the start");
  g_assert_false (g_action_group_get_action_enabled (actions, "step-back"));

  nrn_window_test_act (window, "train.now");
  g_assert_cmpint (get_shown_epoch (window), ==, -1);
  g_assert_cmpint (nrn_window_test_update (window), ==, 421);
  g_assert_false (g_action_group_get_action_enabled (actions, "now"));
  nrn_window_test_act (window, "train.show-epoch(1)");
  g_assert_cmpint (nrn_window_test_update (window), ==, 210);
  nrn_window_test_act (window, "train.show-epoch(17)");
  g_assert_cmpint (nrn_window_test_update (window), ==, 210);
  nrn_window_test_close (window);
}

static void
wait_shown_update (NrnWindow *window,
                   gint64     update)
{
  while (nrn_document_get_shown_update (window->document) != update)
    g_main_context_iteration (NULL, TRUE);
}

/* To the start and, forwards, to now, where the training goes on. */
static void
test_film (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  nrn_window_test_set_pace (window, 0.9);
  nrn_window_test_act (window, "train.play-back");
  g_assert_true (nrn_window_is_playing_back (window));
  wait_shown_update (window, 0);
  while (nrn_window_is_playing_back (window))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (nrn_document_get_shown_update (window->document), ==, 0);

  nrn_window_test_act (window, "train.play");
  g_assert_true (nrn_window_is_playing_back (window));
  nrn_window_test_act (window, "train.play");
  g_assert_false (nrn_window_is_playing_back (window));
  nrn_window_test_act (window, "train.play");
  wait_shown_update (window, -1);
  nrn_window_test_wait_state (window, "done");
  assert_trained_as_alone (window);
  nrn_window_test_close (window);
}

/* No other button is needed. */
static void
test_go_on_from_here (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 420);
  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step-back");
  nrn_window_test_act (window, "train.step-back");
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.go-on-from-here");
  g_assert_cmpint (get_shown_epoch (window), ==, -1);
  g_assert_cmpuint (nrn_shelf_get_n_runs (nrn_document_get_shelf (window->document)), ==, 1);
  g_assert_cmpint (nrn_window_test_update (window), ==, 418);
  nrn_window_test_wait_state (window, "done");
  assert_trained_as_alone (window);
  nrn_window_test_close (window);
}

/* The share that the title names is the one that the confusion matrix
 * counts, and not the running average that Keras prints. */
static void
test_result (void)
{
  NrnWindow *window = nrn_window_test_open ();
  const NrnSamples *samples;
  g_autoptr (NrnFit) fit = NULL;
  g_autofree char *expected = NULL;
  NrnEpoch now;

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  while (isnan (nrn_document_get_result (window->document)))
    g_main_context_iteration (NULL, TRUE);

  samples = nrn_document_get_samples (window->document);
  fit = fit_alone (window);
  nrn_fit_evaluate (fit, &now);
  g_assert_cmpfloat (nrn_document_get_result (window->document), ==, now.accuracy);
  g_assert_cmpfloat (now.accuracy, !=, nrn_fit_get_last_epoch (fit)->accuracy);
  g_assert_cmpuint (nrn_samples_get_n_rows (samples), ==, 2100);
  expected = g_strdup_printf ("%.1f %% right. Nobody can do better than 95.2 %% here.",
                              100 * now.accuracy);
  assert_subtitle (window, expected);
  nrn_window_test_close (window);
}

static void
test_stops_early (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnFitOptions options = nrn_window_test_parts (window)->fit;

  options.stop_accuracy = 0.8;
  g_assert_true (nrn_document_set_fit (window->document, &options, NULL));
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  g_assert_cmpint (nrn_window_test_update (window), <, 4200);
  assert_subtitle (window, "Stopped after epoch *: the accuracy has reached 80 %.*");
  assert_trained_as_alone (window);
  nrn_window_test_close (window);
}

/* ---- The speed ---- */

static GtkWidget *
get_child (NrnWindow  *window,
           const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (window->transport),
                                                    NRN_TYPE_TRANSPORT, name));
}

static double
get_pace (NrnWindow *window)
{
  return nrn_trainer_get_pace (nrn_document_get_trainer (window->document));
}

static void
assert_speed (NrnWindow  *window,
              const char *words)
{
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (get_child (window, "pace_label"))), ==, words);
  gtk_test_accessible_assert_property (get_child (window, "pace_scale"),
                                       GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words);
}

static void
set_batch_size (NrnWindow *window,
                guint      batch_size)
{
  GtkWidget *spin = nrn_window_test_setup (window, "batch_size_spin");

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), batch_size);
  while (nrn_window_test_snapshot (window)->n_batches != (2100 + batch_size - 1) / batch_size)
    g_main_context_iteration (NULL, TRUE);
}

/* The left end is one sample a second for every batch size; in between, what
 * is a speed for one is one for the other. */
static void
test_speed_and_batch_size (void)
{
  NrnWindow *window = nrn_window_test_open ();

  assert_speed (window, "210 batches/s");
  nrn_window_test_set_pace (window, 0);
  assert_speed (window, "1 sample/s");
  g_assert_cmpfloat_with_epsilon (get_pace (window), 0.1, 1e-9);
  set_batch_size (window, 100);
  assert_speed (window, "10 samples/s");
  nrn_window_test_set_pace (window, 0);
  assert_speed (window, "1 sample/s");
  g_assert_cmpfloat_with_epsilon (get_pace (window), 0.01, 1e-9);
  set_batch_size (window, 1);
  assert_speed (window, "1 sample/s");
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (get_child (window, "pace_scale"))), ==, 0);
  nrn_window_test_set_pace (window, 1);
  assert_speed (window, "flat out");
  nrn_window_test_close (window);
}

/* Until the slider is moved, each experiment takes 20 seconds. */
static void
test_speed_of_experiments (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_choose (window, "line");
  g_assert_cmpfloat_with_epsilon (20 * get_pace (window), 50 * 13, 1e-6);
  nrn_window_test_set_pace (window, 0.5);
  assert_speed (window, "25 batches/s");
  nrn_window_test_choose (window, "drug-trial");
  assert_speed (window, "25 batches/s");
  nrn_window_test_close (window);
}

/* ---- Looking back ---- */

/* Updates of the 4200; not an epoch. */
#define N_FILLED 100

static void
scroll (NrnWindow     *window,
        GtkScrollType  how,
        double         value)
{
  gboolean is_handled;

  g_signal_emit_by_name (get_child (window, "scrubber"), "change-value", how, value, &is_handled);
  g_assert_true (is_handled);
}

static void
assert_scrubbed (NrnWindow *window,
                 int        shown_epoch,
                 double     value)
{
  GtkWidget *scrubber = get_child (window, "scrubber");

  g_assert_cmpint (get_shown_epoch (window), ==, shown_epoch);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (scrubber)), ==, value);
  g_assert_cmpint (gtk_widget_has_css_class (scrubber, "now"), ==, shown_epoch < 0);
}

/* Three epochs and a batch of 20; with the mouse and with keys. */
static void
test_scrubber (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkRange *range = GTK_RANGE (get_child (window, "scrubber"));

  assert_scrubbed (window, -1, 0);
  scroll (window, GTK_SCROLL_JUMP, 12);
  assert_scrubbed (window, -1, 0);
  nrn_window_test_act (window, "train.step-unit::epoch");
  for (guint i = 1; i <= 3; i++)
    {
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_update (window, 210 * i);
    }
  nrn_window_test_act (window, "train.step-unit::batch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 631);
  assert_scrubbed (window, -1, 3);
  g_assert_cmpfloat_with_epsilon (gtk_range_get_fill_level (range), 3 + 1 / 210.0, 1e-9);

  scroll (window, GTK_SCROLL_JUMP, 1.02);
  assert_scrubbed (window, 1, 1);
  g_assert_cmpint (nrn_window_test_update (window), ==, 210);
  g_assert_cmpfloat_with_epsilon (gtk_range_get_fill_level (range), 3 + 1 / 210.0, 1e-9);
  scroll (window, GTK_SCROLL_JUMP, 1.4);
  assert_scrubbed (window, 1, 1 + 84 / 210.0);
  g_assert_cmpint (nrn_window_test_update (window), ==, 294);
  assert_subtitle (window, "As it was in epoch 2 of 20, after batch 84 of 210");
  scroll (window, GTK_SCROLL_STEP_FORWARD, 0);
  assert_scrubbed (window, 1, 1 + 85 / 210.0);
  scroll (window, GTK_SCROLL_STEP_BACKWARD, 0);
  assert_scrubbed (window, 1, 1 + 84 / 210.0);
  scroll (window, GTK_SCROLL_PAGE_FORWARD, 0);
  assert_scrubbed (window, 2, 2);
  scroll (window, GTK_SCROLL_PAGE_BACKWARD, 0);
  assert_scrubbed (window, 1, 1);
  scroll (window, GTK_SCROLL_START, 0);
  assert_scrubbed (window, 0, 0);
  scroll (window, GTK_SCROLL_STEP_BACKWARD, 0);
  assert_scrubbed (window, 0, 0);
  scroll (window, GTK_SCROLL_END, 0);
  assert_scrubbed (window, -1, 3);
  scroll (window, GTK_SCROLL_STEP_BACKWARD, 0);
  assert_scrubbed (window, 3, 3);
  scroll (window, GTK_SCROLL_STEP_FORWARD, 0);
  assert_scrubbed (window, -1, 3);
  nrn_window_test_close (window);
}

static GtkWidget *
find_node (GtkWidget  *widget,
           const char *css_name)
{
  GtkWidget *found = g_str_equal (gtk_widget_get_css_name (widget), css_name) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_node (child, css_name);

  return found;
}

/* Within an epoch, too, so much of the scale is filled as is trained. */
static void
test_fill (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *trough = find_node (get_child (window, "scrubber"), "trough");

  nrn_window_test_draw (window);
  for (guint i = 1; i <= N_FILLED; i++)
    {
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_update (window, i);
    }
  nrn_window_test_draw (window);
  g_assert_cmpfloat (gtk_widget_get_width (trough), >, 200);
  g_assert_cmpfloat_with_epsilon (gtk_widget_get_width (find_node (trough, "fill")),
                                  gtk_widget_get_width (trough) * N_FILLED / 4200.0, 2);
  nrn_window_test_close (window);
}

/* ---- Interesting moments ---- */

static gboolean
has_moment_at (NrnWindow     *window,
               gconstpointer  update)
{
  return nrn_moments_find_at (nrn_document_get_moments (nrn_window_get_document (window)),
                              GPOINTER_TO_UINT (update)) >= 0;
}

static guint64
get_moment_update (NrnWindow *window,
                   guint      i)
{
  return nrn_moments_get (nrn_document_get_moments (nrn_window_get_document (window)), i)->update;
}

/* From mark to mark, there and back; and what is said of each. */
static void
test_marks (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDocument *document = nrn_window_get_document (window);
  GtkWidget *scrubber = get_child (window, "scrubber");
  guint n;

  nrn_window_test_act (window, "train.step-unit::epoch");
  for (guint i = 1; i <= 2; i++)
    {
      nrn_window_test_act (window, "train.step");
      nrn_window_test_wait_update (window, 210 * i);
    }
  nrn_window_test_wait (window, "mark", has_moment_at, GUINT_TO_POINTER (420));
  nrn_window_test_draw (window);
  n = nrn_moments_get_n (nrn_document_get_moments (document));
  g_assert_cmpuint (n, >, 2);

  for (guint64 before = 420; before > get_moment_update (window, 0);)
    {
      g_autofree char *sentence = NULL;

      nrn_window_test_act (window, "train.previous-moment");
      g_assert_nonnull (nrn_document_get_shown_moment (document));
      g_assert_cmpint (nrn_document_get_shown_update (document), <, before);
      before = (guint64) nrn_document_get_shown_update (document);
      sentence = nrn_document_describe_moment (document, nrn_document_get_shown_moment (document));
      assert_subtitle (window, sentence);
      gtk_test_accessible_assert_property (GTK_ACCESSIBLE (scrubber),
                                           GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, sentence);
    }
  nrn_window_test_act (window, "train.previous-moment");
  g_assert_cmpint (nrn_document_get_shown_update (document), ==, get_moment_update (window, 0));
  for (guint i = 0; i <= n && nrn_document_get_shown_update (document) >= 0; i++)
    nrn_window_test_act (window, "train.next-moment");
  g_assert_cmpint (nrn_document_get_shown_update (document), ==, -1);
  nrn_window_test_close (window);
}

/* Presses a key of the scale that comes before GTK's own. */
static void
press_early (GtkWidget  *scale,
             const char *key)
{
  g_autoptr (GtkShortcutTrigger) wanted = gtk_shortcut_trigger_parse_string (key);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (scale);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller) ||
          gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), wanted))
            {
              g_assert_true (gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, scale, NULL));
              return;
            }
        }
    }
  g_assert_not_reached ();
}

/* With the focus on the scale, the keys are those of the window; and the list of
 * its marks leads to them. */
static void
test_scale_keys (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDocument *document = nrn_window_get_document (window);
  GtkWidget *scrubber = get_child (window, "scrubber");
  g_autoptr (GtkWidget) list = NULL;

  list = g_object_ref_sink (nrn_moment_list_new (document));
  g_assert_true (GTK_IS_LABEL (list));
  g_clear_object (&list);
  nrn_window_test_act (window, "train.step-unit::epoch");
  press_early (scrubber, "Page_Down|KP_Page_Down");
  nrn_window_test_wait_update (window, 210);
  press_early (scrubber, "Page_Down|KP_Page_Down");
  nrn_window_test_wait_update (window, 420);
  nrn_window_test_wait (window, "mark", has_moment_at, GUINT_TO_POINTER (420));
  press_early (scrubber, "<Control>Page_Up|<Control>KP_Page_Up");
  g_assert_nonnull (nrn_document_get_shown_moment (document));
  for (guint i = 0; i < 40 && nrn_document_get_shown_update (document) >= 0; i++)
    press_early (scrubber, "<Control>Page_Down|<Control>KP_Page_Down");
  g_assert_cmpint (nrn_document_get_shown_update (document), ==, -1);
  press_early (scrubber, "Page_Up|KP_Page_Up");
  g_assert_cmpint (nrn_document_get_shown_update (document), ==, 210);

  list = g_object_ref_sink (nrn_moment_list_new (document));
  g_assert_true (GTK_IS_SCROLLED_WINDOW (list));
  nrn_window_test_close (window);
}

/* ---- Room ---- */

static void
assert_is_inside (GtkWidget *parent,
                  GtkWidget *child)
{
  graphene_rect_t inner, outer;

  g_assert_true (gtk_widget_compute_bounds (parent, parent, &outer));
  g_assert_true (gtk_widget_compute_bounds (child, parent, &inner));
  graphene_rect_inset (&outer, -0.5f, -0.5f);
  g_assert_true (graphene_rect_contains_rect (&outer, &inner));
}

static void
assert_has_room (GtkWidget *widget)
{
  int needed;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_allocated_width (widget), >=, needed);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, gtk_widget_get_allocated_width (widget),
                      &needed, NULL, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_allocated_height (widget), >=, needed);
}

static void
assert_apart (GtkWidget *parent,
              GtkWidget *a,
              GtkWidget *b)
{
  graphene_rect_t first, second;

  g_assert_true (gtk_widget_compute_bounds (a, parent, &first));
  g_assert_true (gtk_widget_compute_bounds (b, parent, &second));
  g_assert_false (graphene_rect_intersection (&first, &second, NULL));
}

/* Allocates @width, and checks that nothing is cut off or covered. Returns the
 * height. */
static int
lay_out (GtkWidget *transport,
         int        width)
{
  int height;

  gtk_widget_measure (transport, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_allocate (transport, width, height, -1, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (transport); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      assert_is_inside (transport, child);
      assert_has_room (child);
      for (GtkWidget *other = gtk_widget_get_next_sibling (child); other != NULL;
           other = gtk_widget_get_next_sibling (other))
        assert_apart (transport, child, other);
    }

  return height;
}

/* From wide to narrow. Returns in how many rows it is in the end. */
static guint
narrow_down (GtkWidget *transport,
             int        needed)
{
  int before = lay_out (transport, 1400);
  guint rows = 1;

  for (int width = 1399; width >= needed; width -= 7)
    {
      int height = lay_out (transport, width);

      g_assert_cmpint (height, >=, before);
      rows += height > before ? 1 : 0;
      before = height;
    }

  return rows;
}

/* At every width that the window can have, in both directions, also with text
 * twice as large. */
static void
test_room (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *transport = GTK_WIDGET (window->transport);
  GtkSettings *settings = gtk_settings_get_default ();

  for (int dpi = 96; dpi <= 192; dpi += 96)
    {
      int needed;

      g_object_set (settings, "gtk-xft-dpi", dpi * 1024, NULL);
      nrn_window_test_draw (window);
      gtk_widget_measure (transport, GTK_ORIENTATION_HORIZONTAL, -1, &needed, NULL, NULL, NULL);
      g_assert_cmpint (needed, <=, 640);
      gtk_widget_set_direction (transport, GTK_TEXT_DIR_LTR);
      g_assert_cmpuint (narrow_down (transport, needed), ==, 4);
      gtk_widget_set_direction (transport, GTK_TEXT_DIR_RTL);
      g_assert_cmpuint (narrow_down (transport, needed), ==, 4);
    }
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/transport/flat-out", test_flat_out);
  g_test_add_func ("/widgets/transport/pace-changes-no-number", test_pace_changes_no_number);
  g_test_add_func ("/widgets/transport/default-pace", test_default_pace);
  g_test_add_func ("/widgets/transport/pause-stays", test_pause_stays);
  g_test_add_func ("/widgets/transport/steps", test_steps);
  g_test_add_func ("/widgets/transport/reset", test_reset);
  g_test_add_func ("/widgets/transport/reset-after-edit", test_reset_after_edit);
  g_test_add_func ("/widgets/transport/reset-to-file", test_reset_to_file);
  g_test_add_func ("/widgets/transport/play-again", test_play_again);
  g_test_add_func ("/widgets/transport/look-back", test_look_back);
  g_test_add_func ("/widgets/transport/result", test_result);
  g_test_add_func ("/widgets/transport/stops-early", test_stops_early);
  g_test_add_func ("/widgets/transport/speed-and-batch-size", test_speed_and_batch_size);
  g_test_add_func ("/widgets/transport/speed-of-experiments", test_speed_of_experiments);
  g_test_add_func ("/widgets/transport/scrubber", test_scrubber);
  g_test_add_func ("/widgets/transport/fill", test_fill);
  g_test_add_func ("/widgets/transport/marks", test_marks);
  g_test_add_func ("/widgets/transport/scale-keys", test_scale_keys);
  g_test_add_func ("/widgets/transport/film", test_film);
  g_test_add_func ("/widgets/transport/go-on-from-here", test_go_on_from_here);
  g_test_add_func ("/widgets/transport/room", test_room);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
