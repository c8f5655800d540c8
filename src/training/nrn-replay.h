/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any moment of a training once more.
 */

#pragma once

#include "nrn-checkpoints.h"

G_BEGIN_DECLS

/**
 * NrnReplay:
 *
 * A second training beside the one that runs: it goes back to a checkpoint of
 * that and makes the updates after it again, bit for bit. So any moment can be
 * looked at with all that there was: weights, averages, what the optimizer
 * remembers, the rows to come. Owned by one thread.
 */
typedef struct _NrnReplay NrnReplay;

NrnReplay *nrn_replay_new     (NrnFit            *fit,
                               NrnCheckpoints    *checkpoints);
void       nrn_replay_free    (NrnReplay         *replay);
gboolean   nrn_replay_seek    (NrnReplay         *replay,
                               guint64            update,
                               const NrnHistory  *history);
NrnFit    *nrn_replay_get_fit (NrnReplay         *replay);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnReplay, nrn_replay_free)

G_END_DECLS
