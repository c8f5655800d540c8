/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' fit(), one batch at a time.
 */

#pragma once

#include "nrn-history.h"
#include "nrn-model.h"
#include "nrn-samples.h"

G_BEGIN_DECLS

/**
 * NrnFitOptions:
 * @batch_size: rows of a batch; more than there are means all of them
 * @epochs: passes over the rows
 * @shuffle: whether each epoch has an order of its own
 * @validation_split: share of the rows that is held out, 0 … 1
 * @validation_shuffled: whether the rows held out are chosen by chance;
 *   otherwise they are the last ones, as in Keras
 * @seed: fixes the starting weights and the order
 *
 * The arguments of Keras' fit().
 */
typedef struct
{
  guint    batch_size;
  guint    epochs;
  gboolean shuffle;
  double   validation_split;
  gboolean validation_shuffled;
  guint32  seed;
} NrnFitOptions;

#define NRN_FIT_OPTIONS_INIT { .batch_size = 32, .epochs = 1, .shuffle = TRUE }

/**
 * NrnFitStatus:
 * @NRN_FIT_BATCH: a batch was trained on, the epoch goes on
 * @NRN_FIT_EPOCH: the same, and with it an epoch ended
 * @NRN_FIT_VALIDATION: a batch of held-out rows was measured
 * @NRN_FIT_DONE: all epochs are over; nothing was done
 * @NRN_FIT_DIVERGED: the loss is no longer finite; the weights are the
 *   last finite ones, and nothing more will be done
 *
 * What a step did.
 */
typedef enum
{
  NRN_FIT_BATCH,
  NRN_FIT_EPOCH,
  NRN_FIT_VALIDATION,
  NRN_FIT_DONE,
  NRN_FIT_DIVERGED,
} NrnFitStatus;

/**
 * NrnFit:
 *
 * A training under way: model, optimizer, order of the rows, averages.
 * Owned by one thread. The same arguments give the same bits however it is
 * stepped.
 */
typedef struct _NrnFit NrnFit;

NrnFit             *nrn_fit_new                  (const NrnArchitecture  *architecture,
                                                  const NrnWeights       *weights,
                                                  const NrnConfig        *loss,
                                                  const NrnConfig        *optimizer,
                                                  const NrnSamples       *samples,
                                                  const NrnFitOptions    *options,
                                                  GError                **error);
void                nrn_fit_free                 (NrnFit                 *fit);
NrnFitStatus        nrn_fit_step                 (NrnFit                 *fit);
guint               nrn_fit_peek_batch           (NrnFit                 *fit,
                                                  const guint           **rows);

NrnModel           *nrn_fit_get_model            (NrnFit                 *fit);
NrnOptimizer       *nrn_fit_get_optimizer        (NrnFit                 *fit);
guint               nrn_fit_get_epoch            (const NrnFit           *fit);
const NrnWeights   *nrn_fit_get_epoch_weights    (const NrnFit           *fit);
guint               nrn_fit_get_batch            (const NrnFit           *fit);
guint               nrn_fit_get_n_batches        (const NrnFit           *fit);
void                nrn_fit_get_running          (const NrnFit           *fit,
                                                  NrnEpoch               *epoch);
const NrnEpoch     *nrn_fit_get_last_epoch       (const NrnFit           *fit);
NrnHistory         *nrn_fit_dup_history          (const NrnFit           *fit);
gboolean            nrn_fit_evaluate             (NrnFit                 *fit,
                                                  NrnEpoch               *epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnFit, nrn_fit_free)

G_END_DECLS
