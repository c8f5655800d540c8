/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' evaluate() for kept weights, away from the main thread.
 */

#include "nrn-measure.h"

#include <math.h>

#include "nrn-task.h"

/* Rows at once: enough for a fast matrix product, few enough to be small. */
#define CHUNK_ROWS 1024

typedef struct
{
  NrnExperiment *experiment;    /* owned */
  NrnSamples    *samples;       /* owned */
  GPtrArray     *weights;       /* owned; NrnWeights or NULL */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  nrn_experiment_unref (job->experiment);
  nrn_samples_unref (job->samples);
  g_ptr_array_unref (job->weights);
  g_free (job);
}

/* What came of a training is told by its accuracy, whatever else is measured. */
static NrnMetrics *
list_metrics (const NrnFitOptions *options)
{
  g_autoptr (NrnMetrics) asked = nrn_fit_options_dup_metrics (options);
  g_autoptr (NrnMetrics) accuracy = nrn_metrics_new_default ();
  guint n = nrn_metrics_get_n (asked);
  g_autofree const NrnConfig **configs = g_new (const NrnConfig *, n + 1);

  if (nrn_metrics_find (asked, "accuracy") >= 0)
    return g_steal_pointer (&asked);

  for (guint i = 0; i < n; i++)
    configs[i] = nrn_metrics_get (asked, i);
  configs[n] = nrn_metrics_get (accuracy, 0);

  return nrn_metrics_new (configs, n + 1);
}

static void
measure (GTask        *task,
         gpointer      source,
         gpointer      data,
         GCancellable *cancellable)
{
  const Job *job = data;
  const NrnExperimentParts *parts = nrn_experiment_get_parts (job->experiment);
  NrnFitOptions options = parts->fit;
  g_autoptr (NrnFit) fit = NULL;
  g_autofree double *values = NULL;
  g_autoptr (NrnMetrics) metrics = list_metrics (&parts->fit);
  guint row_length;
  GError *error = NULL;

  options.batch_size = CHUNK_ROWS;
  options.metrics = metrics;
  fit = nrn_fit_new (parts->architecture, parts->weights, parts->loss, parts->optimizer,
                     job->samples, &options, &error);
  if (fit == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  row_length = NRN_N_ROWS * g_strv_length ((char **) nrn_fit_get_names (fit));
  values = g_new (double, (gsize) job->weights->len * row_length);
  for (guint i = 0; i < job->weights->len; i++)
    {
      const NrnWeights *weights = g_ptr_array_index (job->weights, i);
      double *row = values + (gsize) i * row_length;

      for (guint j = 0; j < row_length; j++)
        row[j] = NAN;
      if (weights == NULL)
        continue;
      if (g_task_return_error_if_cancelled (task))
        return;
      nrn_model_set_weights (nrn_fit_get_model (fit), weights);
      nrn_fit_measure (fit, row);
    }

  g_task_return_pointer (task,
                         nrn_history_new_series (nrn_fit_get_names (fit), values, job->weights->len),
                         (GDestroyNotify) nrn_history_unref);
}

/**
 * nrn_measure_async:
 * @experiment: says what is measured, and which rows are held out
 * @samples: its rows
 * @weights: (element-type NrnWeights): the weights to measure, some of them
 *   perhaps %NULL; must not be changed any more
 * @cancellable: (nullable): stops between two of them
 * @callback: called by the thread's default main context
 * @data: for @callback
 *
 * Measures loss and metrics on the rows to train on, and on those held out,
 * with each of the weights.
 */
void
nrn_measure_async (const NrnExperiment *experiment,
                   const NrnSamples    *samples,
                   GPtrArray           *weights,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             data)
{
  g_autoptr (GTask) task = nrn_task_new (NULL, cancellable, callback, data);
  Job *job = g_new (Job, 1);

  job->experiment = nrn_experiment_ref (experiment);
  job->samples = nrn_samples_ref (samples);
  job->weights = g_ptr_array_ref (weights);
  g_task_set_source_tag (task, nrn_measure_async);
  g_task_set_task_data (task, job, job_free);
  nrn_task_run (task, measure);
}

/**
 * nrn_measure_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a row for each of the weights, NaN
 *   where there were none; or %NULL with @error set if it was cancelled
 */
NrnHistory *
nrn_measure_finish (GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
