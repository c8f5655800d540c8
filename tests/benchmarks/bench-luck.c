/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a hundred seeds in the background cost: the drug trial trained a
 * hundred times by NrnFit alone on one thread, and by NrnTrials on all cores,
 * with the rows made anew for each; in turns, because machines are noisy. Run
 * with
 *
 *   meson test -C build --benchmark --verbose luck
 */

#include "config.h"

#include <stdlib.h>

#include "nrn-preset.h"
#include "nrn-trials.h"

#define N_TURNS 5
#define N_SEEDS 100

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* The rows are there before the clock starts. */
static double
time_bare_run (const NrnExperiment *experiment)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, NULL);
  g_autoptr (NrnScaler) scaler =
    nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset), nrn_dataset_get_n_features (dataset),
                        nrn_dataset_get_features (dataset), 0, 1);
  g_autoptr (NrnSamples) samples =
    nrn_samples_new_encoded (dataset, scaler, parts->architecture,
                             nrn_config_get_kind (parts->loss), NULL);
  g_autoptr (NrnFit) fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer,
                                        samples, &parts->fit, NULL);
  gint64 start = g_get_monotonic_time ();

  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;

  return seconds_since (start);
}

static double
time_bare (const NrnExperiment *experiment)
{
  double seconds = 0;

  for (guint32 seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autoptr (NrnExperiment) one = nrn_experiment_with_seed (experiment, seed);

      seconds += time_bare_run (one);
    }

  return seconds;
}

/* From the start until the main thread knows that all are over. */
static double
time_trials (const NrnExperiment *experiment,
             guint               *n_threads)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (NrnTrials) trials = nrn_trials_new_seeds (experiment, 1, N_SEEDS, NULL);

  while (nrn_trials_are_running (trials))
    g_main_context_iteration (NULL, TRUE);
  *n_threads = nrn_trials_get_n_threads (trials);

  return seconds_since (start);
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

int
main (void)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  double bare[N_TURNS], trials[N_TURNS], ratio[N_TURNS];
  guint n_threads = 1;

  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      bare[turn] = time_bare (experiment);
      trials[turn] = time_trials (experiment, &n_threads);
      ratio[turn] = trials[turn] / (bare[turn] / n_threads);
    }
  qsort (bare, N_TURNS, sizeof (double), compare_doubles);
  qsort (trials, N_TURNS, sizeof (double), compare_doubles);
  qsort (ratio, N_TURNS, sizeof (double), compare_doubles);

  g_print ("drug trial, %u seeds: %.3f s bare on one thread; %.3f s in the background on %u, "
           "%.2f x bare / threads (%.2f to %.2f); asked: below 3\n",
           N_SEEDS, bare[N_TURNS / 2], trials[N_TURNS / 2], n_threads, ratio[N_TURNS / 2], ratio[0],
           ratio[N_TURNS - 1]);

  return 0;
}
