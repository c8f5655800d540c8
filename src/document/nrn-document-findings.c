/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The document looks for what is odd about what it shows, away from the main
 * thread, and never more often than somebody can read.
 */

#include "nrn-document-private.h"

#include "nrn-task.h"

#include <math.h>

/* Until something is looked at, in milliseconds: while a training is under way,
 * and while it rests. */
#define PACE_MS 500
#define REST_MS 120

typedef struct
{
  NrnFindingsCase what;         /* its parts are owned */
  NrnDiagnosis    diagnosis;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;
  NrnFindingsCase *what = &job->what;

  nrn_experiment_unref ((NrnExperiment *) what->experiment);
  nrn_dataset_unref ((NrnDataset *) what->dataset);
  nrn_samples_unref ((NrnSamples *) what->samples);
  nrn_weights_unref ((NrnWeights *) what->weights);
  if (what->scaler != NULL)
    nrn_scaler_unref ((NrnScaler *) what->scaler);
  if (what->history != NULL)
    nrn_history_unref ((NrnHistory *) what->history);
  if (what->start != NULL)
    nrn_weights_unref ((NrnWeights *) what->start);
  if (what->before != NULL)
    nrn_weights_unref ((NrnWeights *) what->before);
  g_free (job);
}

/* ---- What there is to look at ---- */

/* Of a schedule, that of the moment. */
static double
get_learning_rate (NrnDocument *self)
{
  double rate = nrn_config_lookup (nrn_experiment_get_parts (self->experiment)->optimizer,
                                   "learning_rate");

  return isnan (rate) ? nrn_snapshot_get_parts (self->snapshot)->learning_rate : rate;
}

/* (transfer full) (nullable) */
static NrnWeights *
find_weights (NrnDocument *self,
              int          epoch)
{
  const NrnArchitecture *architecture =
    nrn_weights_get_architecture (nrn_snapshot_get_parts (self->snapshot)->weights);
  g_autoptr (NrnWeights) weights = NULL;

  if (epoch < 0 || nrn_document_shows_history_of_file (self))
    return NULL;

  weights = nrn_timeline_lookup (nrn_trainer_get_timeline (self->trainer), (guint) epoch, NULL);
  if (weights == NULL ||
      !nrn_architecture_equal (nrn_weights_get_architecture (weights), architecture))
    return NULL;

  return g_steal_pointer (&weights);
}

/* What is wrong now says nothing of a moment of the past. */
static Job *
job_new (NrnDocument *self)
{
  const NrnSnapshotParts *shown = nrn_snapshot_get_parts (self->snapshot);
  const NrnHistory *history = nrn_document_get_history (self);
  gboolean is_now = self->shown_update < 0;
  Job *job = g_new0 (Job, 1);

  job->diagnosis = self->diagnosis;
  job->what = (NrnFindingsCase) {
    .experiment = nrn_experiment_ref (self->experiment),
    .dataset = nrn_dataset_ref (self->dataset),
    .samples = nrn_samples_ref (self->samples),
    .scaler = self->scaler != NULL ? nrn_scaler_ref (self->scaler) : NULL,
    .weights = nrn_weights_ref (shown->weights),
    .history = is_now ? nrn_history_ref (history)
                      : nrn_history_new_start (history,
                                               MIN (shown->epoch, nrn_history_get_n_epochs (history))),
    .start = find_weights (self, 0),
    .before = shown->batch == 0 ? find_weights (self, (int) shown->epoch - 1) : NULL,
    .diagnosis = is_now ? &job->diagnosis : NULL,
    .has_diverged = is_now && shown->state == NRN_TRAINING_DIVERGED,
    .learning_rate = get_learning_rate (self),
  };

  return job;
}

/* ---- In the background ---- */

static void
look (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  const Job *job = data;

  g_task_return_pointer (task, nrn_findings_new (&job->what), (GDestroyNotify) nrn_findings_unref);
}

/* A job that was cancelled belongs to a document that may be gone. */
static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  NrnFindings *findings = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (NrnDocument) self = NULL;

  if (findings == NULL)
    return;

  self = g_object_ref (data);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->findings, nrn_findings_unref);
  self->findings = findings;
  nrn_document_emit (self, NRN_DOCUMENT_FINDINGS_CHANGED);
}

static gboolean
due_cb (gpointer data)
{
  NrnDocument *self = data;
  g_autoptr (GTask) task = NULL;

  /* One after the other. */
  if (self->looking != NULL)
    return G_SOURCE_CONTINUE;

  self->looking_id = 0;
  self->looking = g_cancellable_new ();
  task = nrn_task_new (NULL, self->looking, looked_cb, self);
  g_task_set_task_data (task, job_new (self), job_free);
  nrn_task_run (task, look);

  return G_SOURCE_REMOVE;
}

/**
 * nrn_document_schedule_findings:
 * @document: a document
 *
 * Something has changed: looks for findings before long, if somebody wants
 * them.
 */
void
nrn_document_schedule_findings (NrnDocument *document)
{
  gboolean is_running;

  if (!document->is_finding || document->experiment == NULL || document->looking_id != 0)
    return;

  is_running = nrn_snapshot_get_parts (document->now)->state == NRN_TRAINING_RUNNING;
  document->looking_id = g_timeout_add_full (G_PRIORITY_LOW, is_running ? PACE_MS : REST_MS, due_cb,
                                             document, NULL);
}

/**
 * nrn_document_clear_findings:
 * @document: a document
 *
 * Forgets what was found. Emits nothing.
 */
void
nrn_document_clear_findings (NrnDocument *document)
{
  g_clear_handle_id (&document->looking_id, g_source_remove);
  if (document->looking != NULL)
    g_cancellable_cancel (document->looking);
  g_clear_object (&document->looking);
  g_clear_pointer (&document->findings, nrn_findings_unref);
}

/**
 * nrn_document_set_finding:
 * @document: a document
 * @finding: whether findings are wanted
 *
 * Whether the document looks for findings after each change.
 */
void
nrn_document_set_finding (NrnDocument *document,
                          gboolean     finding)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));

  document->is_finding = finding;
  if (finding)
    nrn_document_schedule_findings (document);
  else
    nrn_document_clear_findings (document);
}

/**
 * nrn_document_get_findings:
 * @document: a document
 *
 * Returns: (transfer none) (nullable): what was found when it was looked last,
 *   since the experiment is in place, dismissed or not; valid until the main
 *   loop runs again
 */
const NrnFindings *
nrn_document_get_findings (NrnDocument *document)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  return document->findings;
}

/**
 * nrn_document_look:
 * @document: a document with an experiment
 *
 * Looks at once, on the calling thread, and keeps nothing.
 *
 * Returns: (transfer full): what is odd about what is shown
 */
NrnFindings *
nrn_document_look (NrnDocument *document)
{
  Job *job;
  NrnFindings *findings;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  job = job_new (document);
  findings = nrn_findings_new (&job->what);
  job_free (job);

  return findings;
}

/* ---- What is not to be shown again ---- */

/**
 * nrn_document_dismiss:
 * @document: a document
 * @key: of a finding that is not to be shown again with this experiment
 */
void
nrn_document_dismiss (NrnDocument *document,
                      const char  *key)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));

  if (nrn_document_is_dismissed (document, key))
    return;

  g_ptr_array_add (document->dismissed, g_strdup (key));
  nrn_document_emit (document, NRN_DOCUMENT_FINDINGS_CHANGED);
}

/**
 * nrn_document_dup_dismissed:
 * @document: a document
 *
 * Returns: (transfer full) (array zero-terminated=1): the keys of all that are
 *   not to be shown again
 */
char **
nrn_document_dup_dismissed (NrnDocument *document)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  for (guint i = 0; i < document->dismissed->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (document->dismissed, i));

  return g_strv_builder_end (builder);
}

/**
 * nrn_document_is_dismissed:
 * @document: a document
 * @key: of a finding
 *
 * Returns: whether it is not to be shown
 */
gboolean
nrn_document_is_dismissed (NrnDocument *document,
                           const char  *key)
{
  return g_ptr_array_find_with_equal_func (document->dismissed, key, g_str_equal, NULL);
}
