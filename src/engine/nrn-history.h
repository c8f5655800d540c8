/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What fit() has recorded: one row of numbers for each epoch.
 */

#pragma once

#include "nrn-types.h"

G_BEGIN_DECLS

/**
 * NrnEpoch:
 * @loss: mean of the epoch's batch losses, each taken before its update and
 *   weighted by its rows: what Keras prints
 * @accuracy: likewise; NaN where it is not measured
 * @val_loss: loss on the held-out rows after the epoch; NaN without any
 * @val_accuracy: likewise
 */
typedef struct
{
  double loss;
  double accuracy;
  double val_loss;
  double val_accuracy;
} NrnEpoch;

/**
 * NrnHistory:
 *
 * The epochs of a training so far. An immutable value, atomically
 * ref-counted. Any thread.
 */

NrnHistory     *nrn_history_new          (const NrnEpoch   *epochs,
                                          guint             n_epochs);
NrnHistory     *nrn_history_ref          (const NrnHistory *history);
void            nrn_history_unref        (NrnHistory       *history);
guint           nrn_history_get_n_epochs (const NrnHistory *history);
const NrnEpoch *nrn_history_get_epochs   (const NrnHistory *history);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnHistory, nrn_history_unref)

G_END_DECLS
