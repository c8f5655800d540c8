/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any moment of a training once more.
 */

#include "nrn-replay.h"

struct _NrnReplay
{
  NrnFit         *fit;          /* owned */
  NrnCheckpoints *checkpoints;  /* owned */
  gboolean        is_placed;    /* @fit is at a moment of the training */
};

/**
 * nrn_replay_new:
 * @fit: (transfer full): a training of the same network, loss, optimizer,
 *   rows and options as the one that the checkpoints are of
 * @checkpoints: the checkpoints of a training; a reference is taken
 *
 * Returns: (transfer full): a replay, which is nowhere yet
 */
NrnReplay *
nrn_replay_new (NrnFit         *fit,
                NrnCheckpoints *checkpoints)
{
  NrnReplay *replay = g_new0 (NrnReplay, 1);

  replay->fit = fit;
  replay->checkpoints = nrn_checkpoints_ref (checkpoints);

  return replay;
}

void
nrn_replay_free (NrnReplay *replay)
{
  nrn_fit_free (replay->fit);
  nrn_checkpoints_unref (replay->checkpoints);
  g_free (replay);
}

/* Whether it can go on to @update from where it is, without a checkpoint that
 * is nearer. */
static gboolean
is_between (NrnReplay           *self,
            const NrnCheckpoint *checkpoint,
            guint64              update)
{
  guint64 now = nrn_fit_get_update (self->fit);

  return self->is_placed && nrn_checkpoint_get_update (checkpoint) < now && now <= update;
}

/* The held-out rows are measured with the last batch of an epoch. */
static gboolean
is_there (NrnFit  *fit,
          guint64  update)
{
  return nrn_fit_get_update (fit) == update &&
         (nrn_fit_get_batch (fit) == 0 || nrn_fit_get_batch (fit) < nrn_fit_get_n_batches (fit));
}

/**
 * nrn_replay_seek:
 * @replay: a replay
 * @update: updates that were made, see nrn_fit_get_update()
 * @history: what the training has recorded up to there, and perhaps beyond. If it does not
 *   reach as far, @update is one of another training
 *
 * Takes as long as the updates since the checkpoint before.
 *
 * Returns: %FALSE if what was then is forgotten, or was never
 */
gboolean
nrn_replay_seek (NrnReplay        *replay,
                 guint64           update,
                 const NrnHistory *history)
{
  g_autoptr (NrnCheckpoint) checkpoint = nrn_checkpoints_find (replay->checkpoints, update);

  if (checkpoint == NULL || nrn_checkpoint_get_epoch (checkpoint) > nrn_history_get_n_epochs (history))
    return FALSE;

  if (!is_between (replay, checkpoint, update))
    nrn_checkpoint_restore (checkpoint, replay->fit, history);
  replay->is_placed = TRUE;

  while (!is_there (replay->fit, update))
    {
      NrnFitStatus status = nrn_fit_step (replay->fit);

      if (status == NRN_FIT_DONE || status == NRN_FIT_DIVERGED)
        break;
    }
  replay->is_placed = nrn_fit_get_update (replay->fit) == update;

  return replay->is_placed;
}

/**
 * nrn_replay_get_fit:
 * @replay: a replay
 *
 * Returns: (transfer none): the training at the moment that was sought last.
 *   What steps it moves it on
 */
NrnFit *
nrn_replay_get_fit (NrnReplay *replay)
{
  return replay->fit;
}
