/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a loss valley costs: the drug trial, all 2,100 rows, against as many
 * bare forward passes of the engine as it has points; in turns, because machines
 * are noisy. And what a step on it takes, while a finger drags. Run with
 *
 *   meson test -C build --benchmark --verbose valley
 */

#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "nrn-document.h"
#include "nrn-loss-valley.h"
#include "nrn-preset.h"

#define N_TURNS 41

static double
milliseconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / 1000;
}

static double
time_bare (NrnModel         *model,
           const NrnSamples *samples)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < NRN_LOSS_VALLEY_N_POINTS; i++)
    nrn_model_forward (model, nrn_samples_get_n_rows (samples), nrn_samples_get_inputs (samples), TRUE);

  return milliseconds_since (start);
}

static double
time_valley (const NrnLossValleyQuestion  *question,
             NrnLossValley               **valley)
{
  gint64 start = g_get_monotonic_time ();

  *valley = nrn_loss_valley_new (question, NULL, NULL);

  return milliseconds_since (start);
}

static double
time_step (const NrnLossValley *valley)
{
  NrnLossStep step = { .value = 0.5, .learning_rate = 1, .other_value = 0.6 };
  gint64 start = g_get_monotonic_time ();

  nrn_loss_valley_step (valley, &step);

  return milliseconds_since (start);
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
  g_autoptr (NrnDocument) document = nrn_document_new ();
  double bare[N_TURNS], valleys[N_TURNS], ratio[N_TURNS], steps[N_TURNS];
  g_autoptr (NrnModel) model = NULL;
  NrnLossValleyQuestion question;

  nrn_document_set_experiment (document, experiment, NULL);
  question = (NrnLossValleyQuestion) {
    .experiment = experiment,
    .samples = nrn_document_get_samples (document),
    .weights = nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->weights,
    .weight = 2,
    .minimum = -1,
    .maximum = 1,
  };
  model = nrn_model_new (nrn_weights_get_architecture (question.weights),
                         nrn_samples_get_n_rows (question.samples));
  nrn_model_set_weights (model, question.weights);
  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      g_autoptr (NrnLossValley) valley = NULL;

      bare[turn] = time_bare (model, question.samples);
      valleys[turn] = time_valley (&question, &valley);
      ratio[turn] = valleys[turn] / bare[turn];
      steps[turn] = time_step (valley);
    }
  qsort (bare, N_TURNS, sizeof (double), compare_doubles);
  qsort (valleys, N_TURNS, sizeof (double), compare_doubles);
  qsort (ratio, N_TURNS, sizeof (double), compare_doubles);
  qsort (steps, N_TURNS, sizeof (double), compare_doubles);

  g_print ("drug trial, %u rows, %u points: %.2f ms, that is %.2f x bare forward passes (%.2f to "
           "%.2f); asked: below 100 ms. A step with its slopes: %.2f ms (most %.2f)\n",
           nrn_samples_get_n_rows (question.samples), NRN_LOSS_VALLEY_N_POINTS,
           valleys[N_TURNS / 2], ratio[N_TURNS / 2], ratio[0], ratio[N_TURNS - 1],
           steps[N_TURNS / 2], steps[N_TURNS - 1]);

  return 0;
}
