/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The document says what each epoch has changed; it is found out away from
 * the main thread.
 */

#include "nrn-document-private.h"

#include "nrn-epoch-words.h"
#include "nrn-task.h"

/* While training, this takes no more than a small part of the time. */
#define IDLE_FACTOR 10

typedef struct
{
  NrnEpochCase     given;         /* its parts are owned */
  NrnArchitecture *architecture;  /* owned */
  char            *words;         /* owned; NULL at first */
  gint64           taken_us;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  nrn_dataset_unref ((NrnDataset *) job->given.dataset);
  nrn_samples_unref ((NrnSamples *) job->given.samples);
  if (job->given.scaler != NULL)
    nrn_scaler_unref ((NrnScaler *) job->given.scaler);
  nrn_history_unref ((NrnHistory *) job->given.history);
  if (job->given.before != NULL)
    nrn_weights_unref ((NrnWeights *) job->given.before);
  if (job->given.after != NULL)
    nrn_weights_unref ((NrnWeights *) job->given.after);
  nrn_architecture_unref (job->architecture);
  g_free (job->words);
  g_free (job);
}

static void
find_words (GTask        *task,
            gpointer      source,
            gpointer      data,
            GCancellable *cancellable)
{
  Job *job = data;
  gint64 start = g_get_monotonic_time ();
  NrnEpochChange change;

  nrn_epoch_change_measure (&job->given, &change);
  job->words = nrn_epoch_words_print (&change, job->given.dataset, job->architecture);
  job->taken_us = g_get_monotonic_time () - start;
  g_task_return_boolean (task, TRUE);
}

/* A job that was cancelled belongs to a document that may be gone. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (NrnDocument) self = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), NULL))
    return;

  self = g_object_ref (data);
  g_clear_object (&self->wording);
  g_free (self->words);
  self->words = g_steal_pointer (&job->words);
  self->words_epoch = job->given.epoch;
  self->words_next_us = g_get_monotonic_time () + IDLE_FACTOR * job->taken_us;
  nrn_document_update_words (self);
  nrn_document_emit (self, NRN_DOCUMENT_WORDS_CHANGED);
}

static void
begin_job (NrnDocument *self,
           guint        epoch)
{
  NrnTimeline *timeline = nrn_trainer_get_timeline (self->trainer);
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->given = (NrnEpochCase) {
    .dataset = nrn_dataset_ref (self->dataset),
    .samples = nrn_samples_ref (self->samples),
    .scaler = self->scaler != NULL ? nrn_scaler_ref (self->scaler) : NULL,
    .history = nrn_history_ref (nrn_document_get_history (self)),
    .epoch = epoch,
    .before = nrn_timeline_lookup (timeline, epoch - 1, NULL),
    .after = nrn_timeline_lookup (timeline, epoch, NULL),
  };
  job->architecture =
    nrn_architecture_ref (nrn_experiment_get_parts (self->experiment)->architecture);
  self->wording = g_cancellable_new ();
  task = nrn_task_new (NULL, self->wording, found_cb, self);
  g_task_set_task_data (task, job, job_free);
  nrn_task_run (task, find_words);
}

/**
 * nrn_document_clear_words:
 * @document: a document
 *
 * Forgets what was said. Emits nothing.
 */
void
nrn_document_clear_words (NrnDocument *document)
{
  if (document->wording != NULL)
    g_cancellable_cancel (document->wording);
  g_clear_object (&document->wording);
  g_clear_pointer (&document->words_of, nrn_timeline_unref);
  g_clear_pointer (&document->words, g_free);
  document->words_epoch = 0;
  document->words_next_us = 0;
}

/* Nothing of another training counts, nor of an epoch that is not over yet. */
static void
forget (NrnDocument *self,
        NrnTimeline *timeline)
{
  gboolean had_any = self->words != NULL;

  nrn_document_clear_words (self);
  self->words_of = nrn_timeline_ref (timeline);
  if (had_any)
    nrn_document_emit (self, NRN_DOCUMENT_WORDS_CHANGED);
}

/**
 * nrn_document_update_words:
 * @document: a document with an experiment
 *
 * Begins to find out what the last epoch before what is shown has changed,
 * unless that is known, a job is under way, or the training runs so fast that
 * it would cost too much.
 */
void
nrn_document_update_words (NrnDocument *document)
{
  const NrnSnapshotParts *shown = nrn_snapshot_get_parts (document->snapshot);
  NrnTimeline *timeline = nrn_trainer_get_timeline (document->trainer);
  guint n_epochs = nrn_history_get_n_epochs (nrn_document_get_history (document));
  guint epoch = shown->epoch;

  if (document->words_of != timeline || epoch == 0)
    forget (document, timeline);
  if (document->wording != NULL || epoch == 0 || epoch > n_epochs ||
      epoch == document->words_epoch || nrn_document_shows_history_of_file (document))
    return;
  if (shown->state == NRN_TRAINING_RUNNING && g_get_monotonic_time () < document->words_next_us)
    return;

  begin_job (document, epoch);
}

/**
 * nrn_document_get_words:
 * @document: a document with an experiment
 * @epoch: (out): which epoch, counted from 1; 0 for none
 *
 * What the last epoch before what is shown has changed, in sentences. It comes
 * a little later, and "words-changed" tells when; until then the words are
 * those of an earlier epoch. Flat out, not every epoch has its own.
 *
 * Returns: (transfer none) (nullable): the sentences; %NULL before the end of
 *   the first epoch
 */
const char *
nrn_document_get_words (NrnDocument *document,
                        guint       *epoch)
{
  *epoch = document->words_epoch;

  return document->words;
}
