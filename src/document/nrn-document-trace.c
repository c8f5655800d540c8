/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All numbers of the next update: of a small network at once, of a large one away
 * from the main thread.
 */

#include "nrn-document-private.h"

#include "nrn-task.h"

/* More numbers than these, in a network and through it, take longer than a part
 * of a frame. */
#define MAX_NUMBERS 2000000

/* Copies of each weight: gradients, what the optimizer remembers before and
 * after, … */
#define N_COPIES 12

typedef struct
{
  NrnExperiment  *experiment;
  NrnSamples     *samples;
  NrnCheckpoints *checkpoints;
  NrnHistory     *history;
  guint64         update;
  NrnReplay      *replay;       /* that of the document, or a new one */
  NrnTrace       *trace;        /* NULL if there is no such update */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->replay, nrn_replay_free);
  g_clear_pointer (&job->trace, nrn_trace_unref);
  nrn_history_unref (job->history);
  nrn_checkpoints_unref (job->checkpoints);
  nrn_samples_unref (job->samples);
  nrn_experiment_unref (job->experiment);
  g_free (job);
}

static void
trace_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Job *job = data;
  const NrnExperimentParts *parts = nrn_experiment_get_parts (job->experiment);

  if (job->replay == NULL)
    {
      NrnFit *fit = nrn_fit_new (parts->architecture, parts->weights, parts->loss, parts->optimizer,
                                 job->samples, &parts->fit, NULL);

      if (fit != NULL)
        job->replay = nrn_replay_new (fit, job->checkpoints);
    }
  if (job->replay != NULL && nrn_replay_seek (job->replay, job->update, job->history))
    job->trace = nrn_trace_new (nrn_replay_get_fit (job->replay));
  g_task_return_boolean (task, TRUE);
}

static guint64
get_update (NrnDocument *self)
{
  return nrn_snapshot_get_parts (self->snapshot)->update;
}

/* A job that was cancelled belongs to a document that may be gone. */
static void
traced_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (NrnDocument) self = NULL;
  gboolean is_of_now;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  self = g_object_ref (data);
  g_clear_object (&self->tracing);
  is_of_now = job->checkpoints == nrn_trainer_get_checkpoints (self->trainer);
  if (is_of_now && self->replay_of == NULL)
    {
      self->replay = g_steal_pointer (&job->replay);
      self->replay_of = nrn_checkpoints_ref (job->checkpoints);
    }
  if (is_of_now && job->update == get_update (self))
    {
      g_clear_pointer (&self->trace, nrn_trace_unref);
      self->trace = g_steal_pointer (&job->trace);
      self->untraceable = self->trace == NULL ? (gint64) job->update : -1;
    }
  nrn_document_emit (self, NRN_DOCUMENT_TRACE_CHANGED);
}

static void
begin_job (NrnDocument *self)
{
  NrnCheckpoints *checkpoints = nrn_trainer_get_checkpoints (self->trainer);
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->experiment = nrn_experiment_ref (self->experiment);
  job->samples = nrn_samples_ref (self->samples);
  job->checkpoints = nrn_checkpoints_ref (checkpoints);
  job->history = nrn_history_ref (nrn_snapshot_get_parts (self->now)->history);
  job->update = get_update (self);
  if (self->replay_of == checkpoints)
    job->replay = g_steal_pointer (&self->replay);
  g_clear_pointer (&self->replay, nrn_replay_free);
  g_clear_pointer (&self->replay_of, nrn_checkpoints_unref);
  g_clear_pointer (&self->trace, nrn_trace_unref);

  self->tracing = g_cancellable_new ();
  task = nrn_task_new (NULL, self->tracing, traced_cb, self);
  g_task_set_task_data (task, job, job_free);
  nrn_task_run (task, trace_in_thread);
}

/* Whether it would be seen that the window waits. */
static gboolean
is_large (NrnDocument *self)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (self->experiment);
  gsize n_rows = MIN (parts->fit.batch_size, nrn_samples_get_n_rows (self->samples));

  return nrn_architecture_get_n_parameters (parts->architecture) * (n_rows + N_COPIES) > MAX_NUMBERS;
}

/**
 * nrn_document_forget_trace:
 * @document: a document
 *
 * Lets go of what is being made of another training.
 */
void
nrn_document_forget_trace (NrnDocument *document)
{
  if (document->tracing != NULL)
    g_cancellable_cancel (document->tracing);
  g_clear_object (&document->tracing);
  g_clear_pointer (&document->trace, nrn_trace_unref);
  document->untraceable = -1;
}

/* Whether the numbers of the update that follows on what is shown are there. */
static gboolean
has_trace (NrnDocument *document)
{
  return document->trace != NULL &&
         nrn_trace_get_update (document->trace) == nrn_snapshot_get_parts (document->snapshot)->update &&
         document->replay_of == nrn_trainer_get_checkpoints (document->trainer);
}

/**
 * nrn_document_get_trace:
 * @document: a document with an experiment
 *
 * All numbers of the update that follows on what is shown.
 *
 * Returns: (transfer none) (nullable): what happens in it; %NULL if the training
 *   is over there, or what was then is forgotten. Valid until something else is
 *   shown
 */
const NrnTrace *
nrn_document_get_trace (NrnDocument *document)
{
  NrnFit *fit;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  if (has_trace (document))
    return document->trace;

  g_clear_pointer (&document->trace, nrn_trace_unref);
  fit = nrn_document_get_moment (document);
  if (fit != NULL)
    document->trace = nrn_trace_new (fit);

  return document->trace;
}

/**
 * nrn_document_request_trace:
 * @document: a document with an experiment
 * @is_coming: (out): whether it is on its way: "trace-changed" tells when
 *
 * As nrn_document_get_trace(), but never takes long.
 *
 * Returns: (transfer none) (nullable): the trace; %NULL if it is on its way, or
 *   there is none
 */
const NrnTrace *
nrn_document_request_trace (NrnDocument *document,
                            gboolean    *is_coming)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  *is_coming = FALSE;
  if (!is_large (document) || has_trace (document))
    return nrn_document_get_trace (document);
  if (document->untraceable == (gint64) get_update (document))
    return NULL;

  if (document->tracing == NULL)
    begin_job (document);
  *is_coming = TRUE;

  return NULL;
}
