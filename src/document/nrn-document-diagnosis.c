/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The document watches whether its training learns, away from the main
 * thread.
 */

#include "nrn-document-private.h"

#include "nrn-task.h"

typedef struct
{
  NrnDiagnosisCase training;    /* its parts are owned */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  nrn_config_unref ((NrnConfig *) job->training.loss);
  nrn_samples_unref ((NrnSamples *) job->training.samples);
  nrn_history_unref ((NrnHistory *) job->training.history);
  nrn_weights_unref ((NrnWeights *) job->training.start);
  nrn_weights_unref ((NrnWeights *) job->training.weights);
  g_free (job);
}

static void
diagnose (GTask        *task,
          gpointer      source,
          gpointer      data,
          GCancellable *cancellable)
{
  const Job *job = data;
  NrnDiagnosis diagnosis = nrn_diagnose (&job->training);

  g_task_return_pointer (task, g_memdup2 (&diagnosis, sizeof diagnosis), g_free);
}

/* A job that was cancelled belongs to a document that may be gone. */
static void
diagnosed_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autofree NrnDiagnosis *diagnosis = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (NrnDocument) self = NULL;
  gboolean changed;

  if (diagnosis == NULL)
    return;

  self = g_object_ref (data);
  g_clear_object (&self->diagnosing);
  changed = self->diagnosis.kind != diagnosis->kind;
  self->diagnosis = *diagnosis;
  nrn_document_update_diagnosis (self);
  if (changed)
    nrn_document_emit (self, NRN_DOCUMENT_DIAGNOSIS_CHANGED);
}

static void
begin_job (NrnDocument            *self,
           const NrnSnapshotParts *now,
           NrnWeights             *start)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (self->experiment);
  g_autoptr (GTask) task = NULL;
  Job *job = g_new (Job, 1);

  job->training = (NrnDiagnosisCase) {
    .loss = nrn_config_ref (parts->loss),
    .samples = nrn_samples_ref (self->samples),
    .history = nrn_history_ref (now->history),
    .n_epochs = now->n_epochs,
    .start = start,
    .weights = nrn_weights_ref (now->weights),
  };
  self->diagnosing = g_cancellable_new ();
  task = nrn_task_new (NULL, self->diagnosing, diagnosed_cb, self);
  g_task_set_task_data (task, job, job_free);
  nrn_task_run (task, diagnose);
}

/**
 * nrn_document_clear_diagnosis:
 * @document: a document
 *
 * Forgets what was found. Emits nothing.
 */
void
nrn_document_clear_diagnosis (NrnDocument *document)
{
  if (document->diagnosing != NULL)
    g_cancellable_cancel (document->diagnosing);
  g_clear_object (&document->diagnosing);
  g_clear_pointer (&document->diagnosed, nrn_timeline_unref);
  document->diagnosis = (NrnDiagnosis) { NRN_DIAGNOSIS_NONE };
}

/* Nothing of another training counts. */
static void
look_at_another (NrnDocument *self,
                 NrnTimeline *timeline)
{
  gboolean had_any = self->diagnosis.kind != NRN_DIAGNOSIS_NONE;

  nrn_document_clear_diagnosis (self);
  self->diagnosed = nrn_timeline_ref (timeline);
  if (had_any)
    nrn_document_emit (self, NRN_DOCUMENT_DIAGNOSIS_CHANGED);
}

/* Where an edit has made the first moments forgotten, those that the seed
 * gives. */
static NrnWeights *
new_start (NrnDocument *self)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (self->experiment);

  return nrn_weights_new_initial (parts->architecture, parts->fit.seed);
}

/**
 * nrn_document_update_diagnosis:
 * @document: a document with an experiment
 *
 * Looks at the epochs that have come since, unless a job is under way.
 */
void
nrn_document_update_diagnosis (NrnDocument *document)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (document->now);
  NrnTimeline *timeline = nrn_trainer_get_timeline (document->trainer);
  NrnWeights *start;

  if (document->diagnosed != timeline)
    look_at_another (document, timeline);
  if (document->diagnosing != NULL || now->state == NRN_TRAINING_DIVERGED ||
      nrn_history_get_n_epochs (now->history) <= document->diagnosis.epoch)
    return;

  start = nrn_timeline_lookup (timeline, 0, NULL);
  if (start == NULL)
    start = new_start (document);
  begin_job (document, now, start);
}

/**
 * nrn_document_get_diagnosis:
 * @document: a document with an experiment
 *
 * Returns: (transfer none): what is wrong with the training, as far as its
 *   epochs show; valid until the main loop runs again
 */
const NrnDiagnosis *
nrn_document_get_diagnosis (NrnDocument *document)
{
  return &document->diagnosis;
}
