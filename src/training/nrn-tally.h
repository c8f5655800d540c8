/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss and metrics of a pass over the rows, batch by batch.
 */

#pragma once

#include "nrn-metrics.h"

G_BEGIN_DECLS

/**
 * NrnTally:
 *
 * What was measured of the batches so far. Owned by one thread. Nothing but
 * nrn_tally_new() allocates.
 */
typedef struct _NrnTally NrnTally;

NrnTally *nrn_tally_new   (const NrnMetrics *metrics,
                           NrnTargetKind     target_kind,
                           guint             n_outputs,
                           gboolean          has_accuracy);
NrnTally *nrn_tally_dup   (const NrnTally   *tally);
void      nrn_tally_free  (NrnTally         *tally);
void      nrn_tally_clear (NrnTally         *tally);
void      nrn_tally_add   (NrnTally         *tally,
                           double            loss,
                           guint             n_rows,
                           const float      *outputs,
                           const float      *targets);
void      nrn_tally_get   (const NrnTally   *tally,
                           double           *values);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnTally, nrn_tally_free)

G_END_DECLS
