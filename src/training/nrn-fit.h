/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' fit(), one batch at a time.
 */

#pragma once

#include "nrn-fit-options.h"
#include "nrn-model.h"
#include "nrn-samples.h"

G_BEGIN_DECLS

/**
 * NrnFitStatus:
 * @NRN_FIT_BATCH: a batch was trained on, the epoch goes on
 * @NRN_FIT_EPOCH: the same, and with it an epoch ended
 * @NRN_FIT_VALIDATION: a batch of held-out rows was measured
 * @NRN_FIT_DONE: all epochs are over, or a stop condition was met; nothing
 *   was done
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
void                nrn_fit_continue             (NrnFit                 *fit,
                                                  const NrnHistory       *history);
void                nrn_fit_extend               (NrnFit                 *fit);
NrnFitStatus        nrn_fit_step                 (NrnFit                 *fit);
guint               nrn_fit_peek_batch           (NrnFit                 *fit,
                                                  const guint           **rows);

void                nrn_fit_set_options          (NrnFit                 *fit,
                                                  const NrnFitOptions    *options);
gboolean            nrn_fit_is_over              (const NrnFit           *fit);
NrnStopReason       nrn_fit_get_stop             (const NrnFit           *fit,
                                                  guint                  *best_epoch);

NrnModel           *nrn_fit_get_model            (NrnFit                 *fit);
NrnOptimizer       *nrn_fit_get_optimizer        (NrnFit                 *fit);
guint               nrn_fit_get_n_epochs         (const NrnFit           *fit);
guint               nrn_fit_get_epoch            (const NrnFit           *fit);
guint64             nrn_fit_get_update           (const NrnFit           *fit);
const NrnWeights   *nrn_fit_get_epoch_weights    (const NrnFit           *fit);
guint               nrn_fit_get_batch            (const NrnFit           *fit);
guint               nrn_fit_get_n_batches        (const NrnFit           *fit);
void                nrn_fit_get_running          (const NrnFit           *fit,
                                                  NrnEpoch               *epoch);
NrnHistory         *nrn_fit_dup_running          (const NrnFit           *fit);
const NrnEpoch     *nrn_fit_get_last_epoch       (const NrnFit           *fit);
NrnHistory         *nrn_fit_dup_last_epoch       (const NrnFit           *fit);
NrnHistory         *nrn_fit_dup_history          (const NrnFit           *fit);
void                nrn_fit_note_change          (NrnFit                 *fit,
                                                  NrnMomentKind           kind,
                                                  double                  before,
                                                  double                  after);
const char *const  *nrn_fit_get_names            (const NrnFit           *fit);
gboolean            nrn_fit_measure              (NrnFit                 *fit,
                                                  double                 *values);
gboolean            nrn_fit_evaluate             (NrnFit                 *fit,
                                                  NrnEpoch               *epoch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnFit, nrn_fit_free)

G_END_DECLS
