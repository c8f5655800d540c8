/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How much of a result is luck: the same experiment with many seeds.
 */

#include "config.h"

#include "nrn-luck.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

/* So much of the way from guessing to perfect is no learning: a run of the
 * drug trial that stands still is up to 0.02 off by the order of its rows. */
#define LEAST_PART 0.05

/**
 * nrn_luck_get_result:
 * @history: (nullable): what a training recorded
 * @is_accuracy: whether the result is the accuracy; otherwise it is the loss
 *
 * Returns: what Keras prints for the last epoch; NaN if there is nothing
 */
double
nrn_luck_get_result (const NrnHistory *history,
                     gboolean          is_accuracy)
{
  guint n_epochs = history != NULL ? nrn_history_get_n_epochs (history) : 0;
  NrnEpoch last;

  if (n_epochs == 0)
    return NAN;

  last = nrn_history_get_epoch (history, n_epochs - 1);

  return is_accuracy ? last.accuracy : last.loss;
}

/**
 * nrn_luck_get_guess:
 * @dataset: rows
 *
 * Returns: the share of the most common class; NaN where there are no classes
 */
double
nrn_luck_get_guess (const NrnDataset *dataset)
{
  guint n_classes = nrn_dataset_get_n_classes (dataset);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  const float *labels = nrn_dataset_get_targets (dataset);
  g_autofree guint *counts = g_new0 (guint, n_classes + 1);
  guint most = 0;

  if (n_classes == 0)
    return NAN;

  for (guint i = 0; i < n_rows; i++)
    {
      guint label = (guint) labels[i];

      if (label >= n_classes)
        continue;
      counts[label]++;
      most = MAX (most, counts[label]);
    }

  return (double) most / n_rows;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
find_middle (NrnLuck *luck,
             double  *sorted)
{
  guint n = luck->n_results;

  if (n == 0)
    return;

  qsort (sorted, n, sizeof (double), compare_numbers);
  luck->lowest = sorted[0];
  luck->highest = sorted[n - 1];
  luck->median = (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
}

/**
 * nrn_luck_measure:
 * @trials: the same experiment with different seeds
 * @guess: see nrn_luck_get_guess(); with NaN, results are losses
 * @results: (out caller-allocates): of each trial; NaN for none, or none yet
 * @luck: (out caller-allocates): of all that are over
 */
void
nrn_luck_measure (NrnTrials *trials,
                  double     guess,
                  double    *results,
                  NrnLuck   *luck)
{
  guint n_trials = nrn_trials_get_n (trials);
  g_autofree double *sorted = g_new (double, n_trials);

  *luck = (NrnLuck) {
    .is_accuracy = isfinite (guess), .guess = guess,
    .lowest = NAN, .median = NAN, .highest = NAN,
  };
  for (guint i = 0; i < n_trials; i++)
    {
      NrnTrialState state = nrn_trials_get_state (trials, i);

      results[i] = state == NRN_TRIAL_DONE
                     ? nrn_luck_get_result (nrn_trials_get_history (trials, i), luck->is_accuracy)
                     : NAN;
      luck->n_diverged += state == NRN_TRIAL_DIVERGED;
      if (!isfinite (results[i]))
        continue;
      sorted[luck->n_results++] = results[i];
      luck->n_never += luck->is_accuracy && results[i] < guess + LEAST_PART * (1 - guess);
    }
  find_middle (luck, sorted);
}

static char *
describe_accuracies (const NrnLuck *luck)
{
  double lowest = 100 * luck->lowest, highest = 100 * luck->highest, median = 100 * luck->median;

  if (luck->n_results == 1)
    return g_strdup_printf (_("One run: the accuracy ends at %.1f %%."), median);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u run: the accuracy ends between %.1f %% and %.1f %%, half "
                                       "of the runs above %.1f %%.",
                                       "%u runs: the accuracy ends between %.1f %% and %.1f %%, half "
                                       "of the runs above %.1f %%.", luck->n_results),
                          luck->n_results, lowest, highest, median);
}

static char *
describe_losses (const NrnLuck *luck)
{
  if (luck->n_results == 1)
    return g_strdup_printf (_("One run: the loss ends at %.4f."), luck->median);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u run: the loss ends between %.4f and %.4f, half of the "
                                       "runs above %.4f.",
                                       "%u runs: the loss ends between %.4f and %.4f, half of the "
                                       "runs above %.4f.", luck->n_results),
                          luck->n_results, luck->lowest, luck->highest, luck->median);
}

static char *
describe_never (const NrnLuck *luck)
{
  if (luck->n_never == 0)
    return g_strdup (_("All of them learn something."));

  /* Translators: the number with a point is a percentage of rows. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%u of them never learns: it ends no better than always "
                                       "giving the most common answer, which is right for %.1f %%.",
                                       "%u of them never learn: they end no better than always "
                                       "giving the most common answer, which is right for %.1f %%.",
                                       luck->n_never), luck->n_never, 100 * luck->guess);
}

static char *
describe_diverged (const NrnLuck *luck)
{
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The loss of %u more became infinite or not a number.",
                                       "The loss of %u more became infinite or not a number.",
                                       luck->n_diverged), luck->n_diverged);
}

static void
take_sentence (GString *text,
               char    *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

/**
 * nrn_luck_describe:
 * @luck: what has come of some runs
 *
 * Returns: (transfer full): it in a few sentences
 */
char *
nrn_luck_describe (const NrnLuck *luck)
{
  GString *text = g_string_new (NULL);

  if (luck->n_results > 0)
    take_sentence (text, luck->is_accuracy ? describe_accuracies (luck) : describe_losses (luck));
  if (luck->n_results > 0 && luck->is_accuracy)
    take_sentence (text, describe_never (luck));
  if (luck->n_diverged > 0)
    take_sentence (text, describe_diverged (luck));

  return g_string_free (text, FALSE);
}
