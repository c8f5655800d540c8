/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments trained in the background, and how much of them is luck.
 */

#include "nrn-luck.h"

#include <math.h>

#include "nrn-document.h"
#include "nrn-preset.h"

static NrnExperiment *
create (const char *preset,
        guint       epochs)
{
  g_autoptr (GError) error = NULL;
  const NrnPreset *found = nrn_preset_find (preset, &error);
  g_autoptr (NrnExperiment) experiment = NULL;
  NrnExperimentParts parts;

  g_assert_no_error (error);
  experiment = nrn_preset_new_experiment (found, found->seed);
  parts = *nrn_experiment_get_parts (experiment);
  parts.fit.epochs = epochs;

  return nrn_experiment_new (&parts);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_until_over (NrnTrials *trials)
{
  guint alarm = g_timeout_add (20, wake_cb, NULL);

  while (nrn_trials_are_running (trials))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (alarm);
}

/* Trained alone, by the rows that a window would train it on. */
static NrnHistory *
train_alone (const NrnExperiment *experiment)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnFit) fit = NULL;

  nrn_document_set_experiment (document, experiment, &error);
  g_assert_no_error (error);
  fit = nrn_fit_new (parts->architecture, parts->weights, parts->loss, parts->optimizer,
                     nrn_document_get_samples (document), &parts->fit, &error);
  g_assert_no_error (error);
  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;

  return nrn_fit_dup_history (fit);
}

/* Bit by bit, with rows that are made from the seed and with dropout. */
static void
test_equals_single_runs (void)
{
  static const char *const presets[] = { "drug-trial", "body-mass", "xor" };

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      g_autoptr (NrnExperiment) experiment = create (presets[i], 4);
      g_autoptr (NrnTrials) trials = nrn_trials_new_seeds (experiment, 7, 5, NULL);

      wait_until_over (trials);
      for (guint j = 0; j < 5; j++)
        {
          g_autoptr (NrnExperiment) single = nrn_experiment_with_seed (experiment, 7 + j);
          g_autoptr (NrnHistory) history = train_alone (single);

          g_assert_cmpint (nrn_trials_get_state (trials, j), ==, NRN_TRIAL_DONE);
          g_assert_cmpuint (nrn_history_get_n_epochs (history), ==, 4);
          g_assert_true (nrn_history_equal (nrn_trials_get_history (trials, j), history));
        }
    }
}

/* The seeds make a difference, and the same seed none. */
static void
test_seeds_differ (void)
{
  g_autoptr (NrnExperiment) experiment = create ("drug-trial", 2);
  g_autoptr (NrnTrials) trials = nrn_trials_new_seeds (experiment, 1, 3, NULL);
  g_autoptr (NrnTrials) again = nrn_trials_new_seeds (experiment, 2, 1, NULL);

  wait_until_over (trials);
  wait_until_over (again);
  g_assert_false (nrn_history_equal (nrn_trials_get_history (trials, 0),
                                     nrn_trials_get_history (trials, 1)));
  g_assert_true (nrn_history_equal (nrn_trials_get_history (again, 0),
                                    nrn_trials_get_history (trials, 1)));
  g_assert_cmpuint (nrn_experiment_get_parts (nrn_trials_get (trials, 1))->fit.seed, ==, 2);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

static void
test_says_when_some_are_over (void)
{
  g_autoptr (NrnExperiment) experiment = create ("drug-trial", 1);
  g_autoptr (NrnTrials) trials = nrn_trials_new_seeds (experiment, 1, 8, NULL);
  guint n_changes = 0;

  g_signal_connect_swapped (trials, "changed", G_CALLBACK (count_cb), &n_changes);
  wait_until_over (trials);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (nrn_trials_get_n_over (trials), ==, 8);
  g_assert_cmpuint (n_changes, >=, 1);
  g_assert_cmpuint (n_changes, <=, 8);
}

/* Far too long to wait for; what is over stays. */
static void
test_stops (void)
{
  g_autoptr (NrnExperiment) experiment = create ("drug-trial", 1000000);
  NrnTrials *trials = nrn_trials_new_seeds (experiment, 1, 4, NULL);

  g_assert_true (nrn_trials_are_running (trials));
  nrn_trials_cancel (trials);
  g_assert_false (nrn_trials_are_running (trials));
  g_assert_null (nrn_trials_get_history (trials, 0));
  g_assert_finalize_object (trials);

  /* Nobody cancels these. */
  trials = nrn_trials_new_seeds (experiment, 1, 4, NULL);
  g_assert_finalize_object (trials);
}

/* Labels 0 and 1 do not fit 1 output and a loss of classes. */
static void
test_says_what_is_wrong (void)
{
  g_autoptr (NrnExperiment) experiment = create ("drug-trial", 1);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnArchitecture) narrow = nrn_architecture_parse ("1-3-1", "relu,sigmoid", NULL);
  g_autoptr (NrnExperiment) wrong = NULL;
  g_autoptr (NrnTrials) trials = NULL;

  parts.architecture = narrow;
  wrong = nrn_experiment_new (&parts);
  trials = nrn_trials_new (&wrong, 1, NULL, NULL);
  wait_until_over (trials);
  g_assert_cmpint (nrn_trials_get_state (trials, 0), ==, NRN_TRIAL_FAILED);
  g_assert_nonnull (nrn_trials_get_problem (trials, 0));
  g_assert_null (nrn_trials_get_measured (trials, 0));
}

/* ---- Luck ---- */

/* What the runs are counted as is what each of them says of itself. */
static void
test_luck (void)
{
  g_autoptr (NrnExperiment) experiment = create ("drug-trial", 20);
  g_autoptr (NrnTrials) trials = nrn_trials_new_seeds (experiment, 1, 100, NULL);
  g_autofree char *words = NULL;
  double results[100];
  guint n_never = 0, n_below = 0, n_above = 0;
  NrnLuck luck;

  wait_until_over (trials);
  nrn_luck_measure (trials, 0.5, results, &luck);
  for (guint i = 0; i < 100; i++)
    {
      const NrnHistory *history = nrn_trials_get_history (trials, i);

      g_assert_cmpfloat (results[i], ==, nrn_history_get_epoch (history, 19).accuracy);
      g_assert_cmpfloat (results[i], >=, luck.lowest);
      g_assert_cmpfloat (results[i], <=, luck.highest);
      n_below += results[i] < luck.median;
      n_above += results[i] > luck.median;
      /* One that stands still is where it began: at log 2. */
      n_never += nrn_history_get_epoch (history, 19).loss > 0.692;
    }
  g_assert_cmpuint (luck.n_results, ==, 100);
  g_assert_cmpuint (n_below, <=, 50);
  g_assert_cmpuint (n_above, <=, 50);
  g_assert_cmpuint (luck.n_never, ==, n_never);
  g_test_message ("%u of 100 never learn; median %.4f", n_never, luck.median);
  /* Of 3,000 starts, 1.5 per cent never learn, and the median is 0.90. */
  g_assert_cmpuint (n_never, <=, 8);
  g_assert_cmpfloat_with_epsilon (luck.median, 0.90, 0.02);
  words = nrn_luck_describe (&luck);
  g_assert_true (g_str_has_prefix (words, "100 runs: the accuracy ends between "));
}

static void
test_luck_of_losses (void)
{
  g_autoptr (NrnExperiment) experiment = create ("drug-trial", 1);
  g_autoptr (NrnTrials) trials = nrn_trials_new_seeds (experiment, 1, 3, NULL);
  g_autofree char *words = NULL;
  double results[3];
  NrnLuck luck;

  wait_until_over (trials);
  nrn_luck_measure (trials, NAN, results, &luck);
  g_assert_false (luck.is_accuracy);
  g_assert_cmpuint (luck.n_never, ==, 0);
  g_assert_cmpfloat (results[0], ==,
                     nrn_history_get_epoch (nrn_trials_get_history (trials, 0), 0).loss);
  words = nrn_luck_describe (&luck);
  g_assert_true (g_str_has_prefix (words, "3 runs: the loss ends between "));
}

static void
test_guess (void)
{
  g_autoptr (NrnExperiment) experiment = create ("drug-trial", 1);
  g_autoptr (NrnDataset) dataset =
    nrn_data_source_load (nrn_experiment_get_parts (experiment)->source, NULL);

  g_assert_cmpfloat (nrn_luck_get_guess (dataset), ==, 0.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/trials/equals-single-runs", test_equals_single_runs);
  g_test_add_func ("/document/trials/seeds-differ", test_seeds_differ);
  g_test_add_func ("/document/trials/says-when-some-are-over", test_says_when_some_are_over);
  g_test_add_func ("/document/trials/stops", test_stops);
  g_test_add_func ("/document/trials/says-what-is-wrong", test_says_what_is_wrong);
  g_test_add_func ("/document/trials/luck", test_luck);
  g_test_add_func ("/document/trials/luck-of-losses", test_luck_of_losses);
  g_test_add_func ("/document/trials/guess", test_guess);

  return g_test_run ();
}
