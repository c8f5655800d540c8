/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A training as it was between two updates, to go on from there once more.
 */

#pragma once

#include "nrn-fit.h"

G_BEGIN_DECLS

/**
 * NrnCheckpoint:
 *
 * All that decides how a training goes on: weights, what the optimizer
 * remembers, the order of the rows, random numbers, averages so far, and the
 * options. An immutable value, atomically ref-counted. Any thread.
 */
typedef struct _NrnCheckpoint NrnCheckpoint;

NrnCheckpoint *nrn_checkpoint_new        (NrnFit              *fit);
NrnCheckpoint *nrn_checkpoint_new_edited (NrnFit              *fit,
                                          const NrnWeights    *weights,
                                          const NrnConfig     *optimizer,
                                          gboolean             remembers);
NrnCheckpoint *nrn_checkpoint_ref        (const NrnCheckpoint *checkpoint);
void           nrn_checkpoint_unref      (NrnCheckpoint       *checkpoint);
guint64        nrn_checkpoint_get_update (const NrnCheckpoint *checkpoint);
guint          nrn_checkpoint_get_epoch  (const NrnCheckpoint *checkpoint);
gsize          nrn_checkpoint_get_size   (const NrnCheckpoint *checkpoint);
const NrnFitOptions *
               nrn_checkpoint_get_options
                                         (const NrnCheckpoint *checkpoint);
double         nrn_checkpoint_get_learning_rate
                                         (const NrnCheckpoint *checkpoint);
void           nrn_checkpoint_restore    (const NrnCheckpoint *checkpoint,
                                          NrnFit              *fit,
                                          const NrnHistory    *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCheckpoint, nrn_checkpoint_unref)

G_END_DECLS
