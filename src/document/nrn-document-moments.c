/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The document looks for interesting moments of its training, away from the
 * main thread.
 */

#include "nrn-document-private.h"

#include <pthread.h>

#include "nrn-moment-words.h"
#include "nrn-task.h"

/* While a training runs, looking takes no more than a small part of its time. */
#define INTERVAL_US (G_USEC_PER_SEC / 2)
#define MOST_SHARE  5

/* What a job needs; it has the finder for as long as it takes. */
typedef struct
{
  NrnMomentFinder *finder;      /* owned */
  NrnTimeline     *timeline;    /* owned */
  NrnCheckpoints  *checkpoints; /* owned */
  NrnHistory      *history;     /* owned */
  int              stop;        /* by atomic operations */

  /* Under the lock, which ThreadSanitizer knows as it does not know GLib's */
  pthread_mutex_t  lock;
  pthread_cond_t   ended;
  gboolean         has_ended;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->finder, nrn_moment_finder_free);
  nrn_timeline_unref (job->timeline);
  nrn_checkpoints_unref (job->checkpoints);
  nrn_history_unref (job->history);
  pthread_mutex_destroy (&job->lock);
  pthread_cond_destroy (&job->ended);
  g_free (job);
}

static void
find (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Job *job = data;

  if (g_atomic_int_get (&job->stop) == 0)
    nrn_moment_finder_look (job->finder, job->timeline, job->checkpoints, job->history, &job->stop);
  pthread_mutex_lock (&job->lock);
  job->has_ended = TRUE;
  pthread_cond_signal (&job->ended);
  pthread_mutex_unlock (&job->lock);
  g_task_return_pointer (task, nrn_moment_finder_dup (job->finder),
                         (GDestroyNotify) nrn_moments_unref);
}

static void
set_moments (NrnDocument *self,
             NrnMoments  *found)
{
  g_autoptr (NrnMoments) before = g_steal_pointer (&self->moments);

  g_clear_pointer (&self->found_moments, nrn_moments_unref);
  self->found_moments = nrn_moments_ref (found);
  self->moments = nrn_moments_join (found);
  if (!nrn_moments_equal (before, self->moments))
    nrn_document_emit (self, NRN_DOCUMENT_MOMENTS_CHANGED);
}

/* A job that was stopped belongs to a document that may be gone. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = G_TASK (result);
  Job *job = g_task_get_task_data (task);
  g_autoptr (NrnMoments) moments = g_task_propagate_pointer (task, NULL);
  g_autoptr (NrnDocument) self = NULL;

  if (g_atomic_int_get (&job->stop) != 0)
    return;

  self = g_object_ref (data);
  self->finder = g_steal_pointer (&job->finder);
  g_clear_object (&self->finding);
  self->find_again_us = g_get_monotonic_time () +
                        MAX (INTERVAL_US, MOST_SHARE * (g_get_monotonic_time () - self->found_from_us));
  set_moments (self, moments);
  nrn_document_update_moments (self);
}

/* What is stopped ends soon, but not at once: at the end of the program, nothing
 * may be under way any more. */
static void
await_job (Job *job)
{
  pthread_mutex_lock (&job->lock);
  while (!job->has_ended)
    pthread_cond_wait (&job->ended, &job->lock);
  pthread_mutex_unlock (&job->lock);
}

static gboolean
has_ended (Job *job)
{
  gboolean ended;

  pthread_mutex_lock (&job->lock);
  ended = job->has_ended;
  pthread_mutex_unlock (&job->lock);

  return ended;
}

/* Those that have been stopped. */
static void
forget_ended_jobs (NrnDocument *self)
{
  for (guint i = self->stopped_jobs->len; i-- > 0;)
    {
      if (has_ended (g_task_get_task_data (g_ptr_array_index (self->stopped_jobs, i))))
        g_ptr_array_remove_index_fast (self->stopped_jobs, i);
    }
}

static void
begin_job (NrnDocument *self,
           NrnHistory  *history)
{
  Job *job = g_new0 (Job, 1);

  self->found_from_us = g_get_monotonic_time ();
  job->finder = g_steal_pointer (&self->finder);
  job->timeline = nrn_timeline_ref (nrn_trainer_get_timeline (self->trainer));
  job->checkpoints = nrn_checkpoints_ref (nrn_trainer_get_checkpoints (self->trainer));
  job->history = nrn_history_ref (history);
  pthread_mutex_init (&job->lock, NULL);
  pthread_cond_init (&job->ended, NULL);
  self->finding = nrn_task_new (NULL, NULL, found_cb, self);
  g_task_set_task_data (self->finding, job, job_free);
  nrn_task_run (self->finding, find);
}

/**
 * nrn_document_clear_moments:
 * @document: a document
 *
 * Forgets what was found, and stops looking. Emits nothing.
 */
void
nrn_document_clear_moments (NrnDocument *document)
{
  forget_ended_jobs (document);
  if (document->finding != NULL)
    {
      g_atomic_int_set (&((Job *) g_task_get_task_data (document->finding))->stop, 1);
      g_ptr_array_add (document->stopped_jobs, g_steal_pointer (&document->finding));
    }
  g_clear_pointer (&document->finder, nrn_moment_finder_free);
  g_clear_pointer (&document->moments_of, nrn_timeline_unref);
  g_clear_pointer (&document->moments, nrn_moments_unref);
  g_clear_pointer (&document->found_moments, nrn_moments_unref);
  document->moments = nrn_moments_new (NULL, 0);
}

/**
 * nrn_document_await_moments:
 * @document: a document that is going away
 *
 * Waits until nobody looks any more; nrn_document_clear_moments() comes before it.
 */
void
nrn_document_await_moments (NrnDocument *document)
{
  for (guint i = 0; i < document->stopped_jobs->len; i++)
    await_job (g_task_get_task_data (g_ptr_array_index (document->stopped_jobs, i)));
  g_ptr_array_set_size (document->stopped_jobs, 0);
}

/* One input and two classes, made by a rule that changes its mind once. */
static NrnMomentRule
find_rule (NrnDocument *self)
{
  const NrnDataSource *source = nrn_experiment_get_parts (self->experiment)->source;
  const NrnGenerator *generator = nrn_data_source_get_generator (source);
  const float *inputs = nrn_samples_get_inputs (self->samples);
  guint n_rows = nrn_samples_get_n_rows (self->samples);
  NrnMomentRule rule = { .low = inputs[0], .high = inputs[0] };
  guint n_rules = 0;

  if (generator == NULL || nrn_samples_get_input_dim (self->samples) != 1 ||
      nrn_dataset_get_n_classes (self->dataset) != 2 || nrn_data_source_is_by_hand (source))
    return rule;

  for (guint i = 0; i < generator->n_parameters; i++)
    {
      double value = nrn_data_source_get_values (source)[i];

      if (!generator->parameters[i].is_boundary)
        continue;
      rule.value = self->scaler != NULL ? (float) nrn_scaler_transform_value (self->scaler, 0, value)
                                        : (float) value;
      n_rules++;
    }
  for (guint row = 1; row < n_rows; row++)
    {
      rule.low = MIN (rule.low, inputs[row]);
      rule.high = MAX (rule.high, inputs[row]);
    }
  rule.is_known = n_rules == 1 && rule.low < rule.value && rule.value < rule.high;

  return rule;
}

/* Nothing of another training counts, but for what this one goes on after. */
static void
look_at_another (NrnDocument *self,
                 NrnTimeline *timeline)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (self->experiment);
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (self->now);
  g_autoptr (NrnMoments) known = g_steal_pointer (&self->known_moments);
  NrnMomentRule rule = find_rule (self);

  nrn_document_clear_moments (self);
  self->moments_of = nrn_timeline_ref (timeline);
  self->finder = nrn_moment_finder_new (parts->architecture, parts->weights, parts->loss,
                                        parts->optimizer, self->samples, &parts->fit, &rule, known,
                                        known != NULL ? now->epoch : 0);
}

/**
 * nrn_document_update_moments:
 * @document: a document with an experiment
 *
 * Looks at what has come since, unless a job is under way.
 */
void
nrn_document_update_moments (NrnDocument *document)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (document->now);
  NrnTimeline *timeline = nrn_trainer_get_timeline (document->trainer);
  const NrnMoments *changes = nrn_history_get_changes (now->history);
  guint n_changes;

  if (document->moments_of != timeline)
    {
      gboolean had_any = nrn_moments_get_n (document->moments) > 0;

      look_at_another (document, timeline);
      document->n_looked_at = G_MAXUINT;
      if (had_any)
        nrn_document_emit (document, NRN_DOCUMENT_MOMENTS_CHANGED);
    }
  if (document->finding != NULL || nrn_document_shows_history_of_file (document) ||
      (now->state == NRN_TRAINING_RUNNING && g_get_monotonic_time () < document->find_again_us))
    return;

  n_changes = nrn_history_get_n_epochs (now->history) +
              (changes != NULL ? nrn_moments_get_n (changes) : 0);
  if (n_changes == 0 || n_changes == document->n_looked_at)
    return;

  document->n_looked_at = n_changes;
  begin_job (document, (NrnHistory *) now->history);
}

/**
 * nrn_document_get_moments:
 * @document: a document with an experiment
 *
 * Returns: (transfer none): the interesting moments of its training, as far as
 *   they were found; valid until the main loop runs again
 */
const NrnMoments *
nrn_document_get_moments (NrnDocument *document)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  return document->moments;
}

/**
 * nrn_document_get_shown_moment:
 * @document: a document with an experiment
 *
 * Returns: (transfer none) (nullable): the interesting moment that is looked back
 *   at, if it is one; valid as nrn_document_get_moments()
 */
const NrnMoment *
nrn_document_get_shown_moment (NrnDocument *document)
{
  int found;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  if (document->shown_update < 0)
    return NULL;

  found = nrn_moments_find_at (document->moments, (guint64) document->shown_update);

  return found >= 0 ? nrn_moments_get (document->moments, (guint) found) : NULL;
}

/**
 * nrn_document_describe_moment:
 * @document: a document with an experiment
 * @moment: a moment of its training
 *
 * Returns: (transfer full): what happens there, see nrn_moment_describe()
 */
char *
nrn_document_describe_moment (NrnDocument     *document,
                              const NrnMoment *moment)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  return nrn_moment_describe (moment, document->dataset, document->scaler);
}
