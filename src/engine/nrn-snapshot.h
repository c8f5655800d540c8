/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A training at one moment.
 */

#pragma once

#include "nrn-history.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnTrainingState:
 * @NRN_TRAINING_READY: nothing was trained yet
 * @NRN_TRAINING_RUNNING: training
 * @NRN_TRAINING_PAUSED: stopped before the end
 * @NRN_TRAINING_DONE: all epochs are over, or a stop condition was met
 * @NRN_TRAINING_DIVERGED: the loss is no longer finite; the weights are the
 *   last finite ones
 *
 * How far a training is.
 */
typedef enum
{
  NRN_TRAINING_READY,
  NRN_TRAINING_RUNNING,
  NRN_TRAINING_PAUSED,
  NRN_TRAINING_DONE,
  NRN_TRAINING_DIVERGED,
} NrnTrainingState;

/**
 * NrnStopReason:
 * @NRN_STOP_NONE: nothing has stopped it
 * @NRN_STOP_ACCURACY: the accuracy to stop at was reached
 * @NRN_STOP_EARLY: nothing has improved for too long
 *
 * Why a training is done before its last epoch.
 */
typedef enum
{
  NRN_STOP_NONE,
  NRN_STOP_ACCURACY,
  NRN_STOP_EARLY,
} NrnStopReason;

/**
 * NrnSnapshotParts:
 * @weights: the weights at this moment
 * @history: the epochs that are over
 * @running: (nullable): averages over the epoch under way, as a history of
 *   one epoch; %NULL before its first batch
 * @state: how far the training is
 * @epoch: epochs that are over
 * @n_epochs: epochs that there will be
 * @batch: batches of the current epoch that were trained on
 * @n_batches: batches of an epoch
 * @sample: samples of the batch to come that were shown, when stepping by
 *   sample or so slowly that each can be followed; the weights change after the
 *   last
 * @n_samples: samples of the batch to come; 0 if there is none
 * @row: the row that was shown last, or -1
 * @update: updates so far
 * @learning_rate: of the next update
 * @stop: why it is done
 * @best_epoch: the epoch whose weights were restored at the end, or 0
 * @is_altered: whether the learning rate or the batch size was changed on the
 *   way, so that the seed alone does not lead here again
 *
 * What a snapshot holds.
 */
typedef struct
{
  const NrnWeights *weights;
  const NrnHistory *history;
  const NrnHistory *running;
  NrnTrainingState  state;
  guint             epoch;
  guint             n_epochs;
  guint             batch;
  guint             n_batches;
  guint             sample;
  guint             n_samples;
  int               row;
  guint64           update;
  double            learning_rate;
  NrnStopReason     stop;
  guint             best_epoch;
  gboolean          is_altered;
} NrnSnapshotParts;

/**
 * NrnSnapshot:
 *
 * A training at one moment: what a picture is drawn from. An immutable
 * value, atomically ref-counted. Any thread.
 */
typedef struct _NrnSnapshot NrnSnapshot;

NrnSnapshot            *nrn_snapshot_new       (const NrnSnapshotParts *parts);
NrnSnapshot            *nrn_snapshot_ref       (const NrnSnapshot      *snapshot);
void                    nrn_snapshot_unref     (NrnSnapshot            *snapshot);
const NrnSnapshotParts *nrn_snapshot_get_parts (const NrnSnapshot      *snapshot);
NrnEpoch                nrn_snapshot_get_running
                                               (const NrnSnapshot      *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnSnapshot, nrn_snapshot_unref)

G_END_DECLS
