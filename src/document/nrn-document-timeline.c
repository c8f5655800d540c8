/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The document looks back at earlier moments of its training.
 */

#include "nrn-document-private.h"

#include <math.h>
#include <string.h>

/* ---- What is shown ---- */

static void
show (NrnDocument *self,
      NrnSnapshot *snapshot)
{
  NrnSnapshot *shown = self->has_preview ? nrn_document_dup_preview (self, snapshot)
                                         : nrn_snapshot_ref (snapshot);

  g_clear_pointer (&self->snapshot, nrn_snapshot_unref);
  self->snapshot = shown;
}

static gboolean
is_same (const NrnWeights *a,
         const NrnWeights *b)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (a));

  return memcmp (nrn_weights_get_data (a), nrn_weights_get_data (b), n * sizeof (float)) == 0;
}

/* The newest snapshot is these weights, too: there is nothing to go back to. */
static gboolean
is_now (const NrnSnapshotParts *now,
        guint                   epoch,
        const NrnWeights       *weights)
{
  return now->epoch == epoch && now->batch == 0 && now->sample == 0 &&
         is_same (now->weights, weights);
}

/* A moment of the past, with the state and the epochs of now. Of an epoch that
 * a file has kept, no more than the weights are known. */
static NrnSnapshot *
snapshot_of_epoch (const NrnSnapshotParts *now,
                   guint                   epoch,
                   guint64                 update,
                   const NrnWeights       *weights)
{
  NrnSnapshotParts parts = *now;

  parts.weights = weights;
  parts.epoch = epoch;
  parts.update = update;
  parts.batch = 0;
  parts.sample = 0;
  parts.row = -1;
  parts.running = NULL;

  return nrn_snapshot_new (&parts);
}

static NrnSnapshot *
snapshot_of_moment (const NrnSnapshotParts *now,
                    NrnFit                 *fit)
{
  g_autoptr (NrnWeights) weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
  g_autoptr (NrnHistory) running = nrn_fit_dup_running (fit);
  const guint *rows;
  NrnSnapshotParts parts = *now;

  parts.weights = weights;
  parts.running = running;
  parts.epoch = nrn_fit_get_epoch (fit);
  parts.update = nrn_fit_get_update (fit);
  parts.batch = nrn_fit_get_batch (fit);
  parts.n_batches = nrn_fit_get_n_batches (fit);
  parts.sample = 0;
  parts.n_samples = nrn_fit_peek_batch (fit, &rows);
  parts.row = -1;
  parts.learning_rate = nrn_optimizer_get_learning_rate (nrn_fit_get_optimizer (fit));

  return nrn_snapshot_new (&parts);
}

/**
 * nrn_document_shows_history_of_file:
 * @document: a document with an experiment
 *
 * Returns: whether its epochs are those that its experiment came with,
 *   although the training does not go on after them: their weights are gone
 */
gboolean
nrn_document_shows_history_of_file (NrnDocument *document)
{
  return nrn_snapshot_get_parts (document->now)->update == 0 &&
         nrn_experiment_get_parts (document->experiment)->history != NULL;
}

static void
show_now (NrnDocument *self)
{
  self->shown_epoch = -1;
  self->shown_update = -1;
  show (self, self->now);
}

static void
show_past (NrnDocument *self,
           NrnSnapshot *snapshot)
{
  const NrnSnapshotParts *parts = nrn_snapshot_get_parts (snapshot);

  self->shown_epoch = (int) parts->epoch;
  self->shown_update = (gint64) parts->update;
  show (self, snapshot);
}

/* Returns whether there is, or was, such a moment. */
static gboolean
show_update (NrnDocument *self,
             guint64      update)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (self->now);
  g_autoptr (NrnSnapshot) snapshot = NULL;
  NrnFit *fit;

  if (update == now->update && now->sample == 0)
    {
      show_now (self);
      return TRUE;
    }

  fit = update <= now->update && !nrn_document_shows_history_of_file (self) ? nrn_document_seek (self, update) : NULL;
  if (fit == NULL)
    return FALSE;

  snapshot = snapshot_of_moment (now, fit);
  show_past (self, snapshot);

  return TRUE;
}

/* Shows the epoch, or now if there is no such epoch any more. Returns
 * whether there is. */
static gboolean
show_epoch (NrnDocument *self,
            guint        epoch)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (self->now);
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnSnapshot) snapshot = NULL;
  guint64 update = 0;

  if (epoch <= now->epoch && !nrn_document_shows_history_of_file (self))
    weights = nrn_timeline_lookup (nrn_trainer_get_timeline (self->trainer), epoch, &update);
  if (weights == NULL)
    return FALSE;

  if (is_now (now, epoch, weights))
    {
      show_now (self);
      return TRUE;
    }
  /* The best weights may have been restored after the last epoch. */
  if (update < now->update && show_update (self, update))
    return TRUE;

  snapshot = snapshot_of_epoch (now, epoch, update, weights);
  show_past (self, snapshot);

  return TRUE;
}

/* The moment that was shown, with what is new. */
static gboolean
show_again (NrnDocument *self)
{
  guint64 update = (guint64) self->shown_update;
  guint epoch = (guint) self->shown_epoch;

  if (self->shown_update < 0)
    return FALSE;
  if (nrn_snapshot_get_parts (self->snapshot)->batch > 0)
    return show_update (self, update);

  return show_epoch (self, epoch) || show_update (self, update);
}

/**
 * nrn_document_update_shown:
 * @document: a document
 *
 * Shows what was shown before, now that there is another newest snapshot.
 */
void
nrn_document_update_shown (NrnDocument *document)
{
  if (!show_again (document))
    show_now (document);
}

static void
tell_shown (NrnDocument *self,
            gint64       before)
{
  if (before < 0)
    nrn_trainer_pause (self->trainer);
  if (self->shown_update == before)
    return;

  nrn_document_update_words (self);
  nrn_document_emit (self, NRN_DOCUMENT_SNAPSHOT_CHANGED);
}

/**
 * nrn_document_show_epoch:
 * @document: a document with an experiment
 * @epoch: epochs that were over; 0 for the start
 *
 * Shows the network as it was after an epoch: nrn_document_get_snapshot()
 * has its weights, and nrn_document_get_history() still has all epochs. A
 * training under way pauses. Playing on, a step or a reset returns to now.
 *
 * Returns: %FALSE if the weights of that epoch are not kept; then nothing
 *   changes
 */
gboolean
nrn_document_show_epoch (NrnDocument *document,
                         guint        epoch)
{
  gint64 before;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (epoch <= G_MAXINT, FALSE);

  before = document->shown_update;
  if (!show_epoch (document, epoch))
    return FALSE;

  tell_shown (document, before);

  return TRUE;
}

/**
 * nrn_document_show_update:
 * @document: a document with an experiment
 * @update: updates that were made
 *
 * As nrn_document_show_epoch(), for any moment of the training: also in the
 * middle of an epoch.
 *
 * Returns: %FALSE if what was then is forgotten, or is yet to come; then
 *   nothing changes
 */
gboolean
nrn_document_show_update (NrnDocument *document,
                          guint64      update)
{
  gint64 before;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  before = document->shown_update;
  if (!show_update (document, update))
    return FALSE;

  tell_shown (document, before);

  return TRUE;
}

/**
 * nrn_document_show_now:
 * @document: a document with an experiment
 *
 * Ends nrn_document_show_epoch() and nrn_document_show_update().
 */
void
nrn_document_show_now (NrnDocument *document)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));

  if (document->shown_update < 0)
    return;

  show_now (document);
  nrn_document_update_words (document);
  nrn_document_emit (document, NRN_DOCUMENT_SNAPSHOT_CHANGED);
}

/* The updates up to an epoch that is kept, at or before @epoch. */
static void
find_before (NrnDocument *self,
             guint        epoch,
             double      *kept_epoch,
             guint64     *update)
{
  NrnTimeline *timeline = nrn_trainer_get_timeline (self->trainer);

  for (guint i = epoch + 1; i-- > 0;)
    {
      g_autoptr (NrnWeights) weights = nrn_timeline_lookup (timeline, i, update);

      *kept_epoch = i;
      if (weights != NULL)
        return;
    }

  *kept_epoch = 0;
  *update = 0;
}

/* The same at or after @epoch; or now. */
static void
find_after (NrnDocument *self,
            guint        epoch,
            double      *kept_epoch,
            guint64     *update)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (self->now);
  NrnTimeline *timeline = nrn_trainer_get_timeline (self->trainer);
  g_autoptr (NrnWeights) weights = NULL;
  guint found;

  if (nrn_timeline_get_next (timeline, epoch, &found) && found <= now->epoch)
    weights = nrn_timeline_lookup (timeline, found, update);
  if (weights != NULL)
    {
      *kept_epoch = found;
      return;
    }

  *kept_epoch = now->epoch + (now->n_batches > 0 ? (double) now->batch / now->n_batches : 0);
  *update = now->update;
}

/**
 * nrn_document_find_update:
 * @document: a document with an experiment
 * @epochs: epochs that were over, with the share of the one under way
 *
 * Returns: the updates made by then, as far as is known from the epochs that
 *   are kept
 */
guint64
nrn_document_find_update (NrnDocument *document,
                          double       epochs)
{
  guint floor_epoch = (guint) MAX (epochs, 0);
  double before_epoch, after_epoch;
  guint64 before, after;

  find_before (document, floor_epoch, &before_epoch, &before);
  find_after (document, floor_epoch + 1, &after_epoch, &after);
  if (epochs >= after_epoch || after_epoch <= before_epoch || after <= before)
    return MAX (before, after);

  return before + (guint64) round ((epochs - before_epoch) / (after_epoch - before_epoch) *
                                   (double) (after - before));
}

/**
 * nrn_document_get_shown_update:
 * @document: a document
 *
 * Returns: updates before the moment that is looked back at; -1 for now
 */
gint64
nrn_document_get_shown_update (NrnDocument *document)
{
  return document->shown_update;
}

/**
 * nrn_document_get_shown_epoch:
 * @document: a document
 *
 * Returns: epochs that were over at the moment that is looked back at; -1 for
 *   now
 */
int
nrn_document_get_shown_epoch (NrnDocument *document)
{
  return document->shown_epoch;
}

/**
 * nrn_document_get_timeline_use:
 * @document: a document with an experiment
 * @use: (out caller-allocates): what is kept of its training, see nrn_room_get()
 */
void
nrn_document_get_timeline_use (NrnDocument    *document,
                               NrnTimelineUse *use)
{
  NrnCheckpoints *checkpoints = nrn_trainer_get_checkpoints (document->trainer);
  NrnTimeline *timeline = nrn_trainer_get_timeline (document->trainer);

  use->n_bytes = nrn_checkpoints_get_bytes (checkpoints) + nrn_timeline_get_bytes (timeline);
  use->n_epochs = nrn_timeline_get_n_moments (timeline);
  use->last_update = nrn_snapshot_get_parts (document->now)->update;
  nrn_checkpoints_get_reach (checkpoints, &use->first_update, &use->farthest);
}
