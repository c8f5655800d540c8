/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The arguments of Keras' fit().
 */

#pragma once

#include "nrn-architecture.h"
#include "nrn-class-weights.h"
#include "nrn-early-stopping.h"
#include "nrn-metrics.h"
#include "nrn-samples.h"
#include "nrn-snapshot.h"

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
 * @stop_accuracy: an epoch with this training accuracy, or more, is the last
 *   one, 0 … 1; 0 for none
 * @early_stopping: Keras' callback; without a monitor, there is none
 * @metrics: (nullable): what is measured beside the loss; %NULL for the
 *   accuracy alone
 * @class_weight: (nullable): what the rows of each class count
 *
 * The arguments of Keras' fit(), and compile()'s metrics. A copy borrows what
 * it points at; see nrn_fit_options_keep().
 */
typedef struct
{
  guint                   batch_size;
  guint                   epochs;
  gboolean                shuffle;
  double                  validation_split;
  gboolean                validation_shuffled;
  guint32                 seed;
  double                  stop_accuracy;
  NrnEarlyStoppingOptions early_stopping;
  const NrnMetrics       *metrics;
  const NrnClassWeights  *class_weight;
} NrnFitOptions;

#define NRN_FIT_OPTIONS_INIT { .batch_size = 32, .epochs = 1, .shuffle = TRUE }

void        nrn_fit_options_keep          (NrnFitOptions        *options);
void        nrn_fit_options_drop          (NrnFitOptions        *options);
NrnMetrics *nrn_fit_options_dup_metrics   (const NrnFitOptions  *options);
gboolean    nrn_fit_options_check         (const NrnFitOptions  *options,
                                           const NrnSamples     *samples,
                                           GError              **error);
gboolean    nrn_fit_options_check_memory  (const NrnFitOptions  *options,
                                           const NrnArchitecture *architecture,
                                           const NrnSamples     *samples,
                                           GError              **error);
guint      *nrn_fit_options_list_rows     (const NrnFitOptions  *options,
                                           const NrnSamples     *samples,
                                           const NrnConfig      *loss,
                                           guint                *n_train,
                                           float               **row_weights,
                                           GError              **error);
gboolean    nrn_fit_options_are_live      (const NrnFitOptions  *before,
                                           const NrnFitOptions  *after);
gboolean    nrn_fit_options_equal         (const NrnFitOptions  *a,
                                           const NrnFitOptions  *b);
char       *nrn_fit_options_describe_stop (const NrnFitOptions  *options,
                                           NrnStopReason         stop,
                                           guint                 epoch,
                                           guint                 best_epoch);

G_END_DECLS
