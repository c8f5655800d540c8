/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' EarlyStopping.
 */

#pragma once

#include "nrn-history.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnMonitor:
 * @NRN_MONITOR_NONE: nothing; training goes on to the last epoch
 * @NRN_MONITOR_LOSS: loss, the lower the better
 * @NRN_MONITOR_ACCURACY: accuracy, the higher the better
 * @NRN_MONITOR_VAL_LOSS: loss on the held-out rows
 * @NRN_MONITOR_VAL_ACCURACY: accuracy on the held-out rows
 *
 * What early stopping looks at after each epoch.
 */
typedef enum
{
  NRN_MONITOR_NONE,
  NRN_MONITOR_LOSS,
  NRN_MONITOR_ACCURACY,
  NRN_MONITOR_VAL_LOSS,
  NRN_MONITOR_VAL_ACCURACY,
  NRN_N_MONITORS
} NrnMonitor;

/**
 * NrnEarlyStoppingOptions:
 * @monitor: what to look at
 * @min_delta: a smaller change does not count as an improvement; at least 0
 * @patience: epochs without improvement that are borne; 0 is as 1
 * @restore_best_weights: whether the network ends with the weights of its
 *   best epoch, however it comes to its end
 *
 * The arguments of Keras' EarlyStopping.
 */
typedef struct
{
  NrnMonitor monitor;
  double     min_delta;
  guint      patience;
  gboolean   restore_best_weights;
} NrnEarlyStoppingOptions;

/**
 * NrnEarlyStopping:
 * @options: what was asked for
 * @wait: epochs since the last improvement
 * @best: best value so far
 * @best_epoch: its epoch, counted from 1; 0 before the first
 * @best_weights: (nullable): owned; its weights, if they are wanted
 *
 * What early stopping remembers.
 */
typedef struct
{
  NrnEarlyStoppingOptions options;
  guint                   wait;
  double                  best;
  guint                   best_epoch;
  NrnWeights             *best_weights;
} NrnEarlyStopping;

const char *nrn_monitor_get_name           (NrnMonitor                      monitor);
gboolean    nrn_monitor_parse              (const char                     *name,
                                            NrnMonitor                     *monitor,
                                            GError                        **error);
gboolean    nrn_monitor_needs_validation   (NrnMonitor                      monitor);

void        nrn_early_stopping_begin       (NrnEarlyStopping               *stopping,
                                            const NrnEarlyStoppingOptions  *options);
void        nrn_early_stopping_clear       (NrnEarlyStopping               *stopping);
gboolean    nrn_early_stopping_note_epoch  (NrnEarlyStopping               *stopping,
                                            guint                           epoch,
                                            const NrnEpoch                 *values,
                                            const NrnWeights               *weights);

G_END_DECLS
