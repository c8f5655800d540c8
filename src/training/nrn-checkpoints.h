/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The checkpoints of one training.
 */

#pragma once

#include "nrn-checkpoint.h"
#include "nrn-moments.h"

G_BEGIN_DECLS

/**
 * NrnCheckpoints:
 *
 * Checkpoints of one training, so close to one another that every update
 * between two of them can be made again in a moment: with nrn_replay_seek() any
 * update of a training can be looked at. Beyond its room it keeps every second
 * one, every fourth one … It grows while the training goes on, but what it
 * keeps never changes. Atomically ref-counted. Any thread.
 */
typedef struct _NrnCheckpoints NrnCheckpoints;

NrnCheckpoints *nrn_checkpoints_new       (gsize                 max_bytes);
NrnCheckpoints *nrn_checkpoints_ref       (const NrnCheckpoints *checkpoints);
void            nrn_checkpoints_unref     (NrnCheckpoints       *checkpoints);
void            nrn_checkpoints_add       (NrnCheckpoints       *checkpoints,
                                           const NrnCheckpoint  *checkpoint,
                                           gboolean              is_turn);
NrnCheckpoint  *nrn_checkpoints_find      (NrnCheckpoints       *checkpoints,
                                           guint64               update);
guint           nrn_checkpoints_get_n     (NrnCheckpoints       *checkpoints);
gsize           nrn_checkpoints_get_bytes (NrnCheckpoints       *checkpoints);
void            nrn_checkpoints_set_room  (NrnCheckpoints       *checkpoints,
                                           gsize                 max_bytes);
void            nrn_checkpoints_get_reach (NrnCheckpoints       *checkpoints,
                                           guint64              *first,
                                           guint64              *farthest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCheckpoints, nrn_checkpoints_unref)

G_END_DECLS
