/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A training at one moment.
 */

#include "nrn-snapshot.h"

#include <math.h>

struct _NrnSnapshot
{
  gatomicrefcount  ref_count;
  NrnSnapshotParts parts;       /* what it points at is owned */
};

/**
 * nrn_snapshot_new:
 * @parts: what it holds; references are taken
 *
 * Returns: (transfer full): the snapshot
 */
NrnSnapshot *
nrn_snapshot_new (const NrnSnapshotParts *parts)
{
  NrnSnapshot *snapshot = g_new (NrnSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->parts = *parts;
  snapshot->parts.weights = nrn_weights_ref (parts->weights);
  snapshot->parts.history = nrn_history_ref (parts->history);
  if (parts->running != NULL)
    nrn_history_ref (parts->running);

  return snapshot;
}

NrnSnapshot *
nrn_snapshot_ref (const NrnSnapshot *snapshot)
{
  NrnSnapshot *self = (NrnSnapshot *) snapshot;

  g_return_val_if_fail (snapshot != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_snapshot_unref (NrnSnapshot *snapshot)
{
  g_return_if_fail (snapshot != NULL);

  if (!g_atomic_ref_count_dec (&snapshot->ref_count))
    return;

  nrn_weights_unref ((NrnWeights *) snapshot->parts.weights);
  nrn_history_unref ((NrnHistory *) snapshot->parts.history);
  if (snapshot->parts.running != NULL)
    nrn_history_unref ((NrnHistory *) snapshot->parts.running);
  g_free (snapshot);
}

/**
 * nrn_snapshot_get_parts:
 * @snapshot: a snapshot
 *
 * Returns: (transfer none): what it holds
 */
const NrnSnapshotParts *
nrn_snapshot_get_parts (const NrnSnapshot *snapshot)
{
  return &snapshot->parts;
}

/**
 * nrn_snapshot_get_running:
 * @snapshot: a snapshot
 *
 * Returns: loss and accuracy of the epoch under way; NaN before its first
 *   batch
 */
NrnEpoch
nrn_snapshot_get_running (const NrnSnapshot *snapshot)
{
  const NrnHistory *running = snapshot->parts.running;

  return running != NULL ? nrn_history_get_epoch (running, 0)
                         : (NrnEpoch) { NAN, NAN, NAN, NAN };
}
