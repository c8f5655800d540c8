/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' evaluate() for kept weights, away from the main thread.
 */

#include "nrn-measure.h"

#include <math.h>

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
  g_autofree NrnEpoch *epochs = g_new (NrnEpoch, job->weights->len);
  GError *error = NULL;

  options.batch_size = CHUNK_ROWS;
  fit = nrn_fit_new (parts->architecture, parts->weights, parts->loss, parts->optimizer,
                     job->samples, &options, &error);
  if (fit == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  for (guint i = 0; i < job->weights->len; i++)
    {
      const NrnWeights *weights = g_ptr_array_index (job->weights, i);

      epochs[i] = (NrnEpoch) { NAN, NAN, NAN, NAN };
      if (weights == NULL)
        continue;
      if (g_task_return_error_if_cancelled (task))
        return;
      nrn_model_set_weights (nrn_fit_get_model (fit), weights);
      nrn_fit_evaluate (fit, &epochs[i]);
    }

  g_task_return_pointer (task, nrn_history_new (epochs, job->weights->len),
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
 * Measures loss and accuracy on the rows to train on, and on those held out,
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
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Job *job = g_new (Job, 1);

  job->experiment = nrn_experiment_ref (experiment);
  job->samples = nrn_samples_ref (samples);
  job->weights = g_ptr_array_ref (weights);
  g_task_set_source_tag (task, nrn_measure_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, measure);
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
