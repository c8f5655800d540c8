/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' EarlyStopping.
 */

#pragma once

#include "nrn-history.h"
#include "nrn-metrics.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnMonitorMode:
 * @NRN_MONITOR_AUTO: more or less is better, as is usual for what is monitored
 * @NRN_MONITOR_MIN: less is better
 * @NRN_MONITOR_MAX: more is better
 *
 * What is an improvement.
 */
typedef enum
{
  NRN_MONITOR_AUTO,
  NRN_MONITOR_MIN,
  NRN_MONITOR_MAX,
  NRN_N_MONITOR_MODES
} NrnMonitorMode;

/**
 * NrnEarlyStoppingOptions:
 * @monitor: (nullable): what to look at: "loss" or the name of a metric, or
 *   "val_" and that for the rows held out; %NULL for nothing: training goes on
 *   to the last epoch. Interned or static, see nrn_monitor_parse()
 * @min_delta: a smaller change does not count as an improvement; at least 0
 * @patience: epochs without improvement that are borne; 0 is as 1
 * @restore_best_weights: whether the network ends with the weights of its
 *   best epoch, however it comes to its end
 * @mode: what is an improvement
 * @has_baseline: whether there is a @baseline
 * @baseline: only what is better than this, too, is worth waiting for
 * @start_from_epoch: so many epochs at the beginning are not looked at
 *
 * The arguments of Keras' EarlyStopping.
 */
typedef struct
{
  const char    *monitor;
  double         min_delta;
  guint          patience;
  gboolean       restore_best_weights;
  NrnMonitorMode mode;
  gboolean       has_baseline;
  double         baseline;
  guint          start_from_epoch;
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

gboolean    nrn_monitor_parse               (const char                     *name,
                                             const NrnMetrics               *metrics,
                                             const char                    **monitor,
                                             GError                        **error);
char      **nrn_monitor_list                (const NrnMetrics               *metrics);
const char *nrn_monitor_get_series          (const char                     *monitor,
                                             NrnHistoryRows                 *rows);
gboolean    nrn_monitor_needs_validation    (const char                     *monitor);
const char *nrn_monitor_mode_get_name       (NrnMonitorMode                  mode);
gboolean    nrn_monitor_mode_parse          (const char                     *name,
                                             NrnMonitorMode                 *mode,
                                             GError                        **error);

gboolean    nrn_early_stopping_options_equal
                                            (const NrnEarlyStoppingOptions  *a,
                                             const NrnEarlyStoppingOptions  *b);
void        nrn_early_stopping_begin        (NrnEarlyStopping               *stopping,
                                             const NrnEarlyStoppingOptions  *options);
void        nrn_early_stopping_clear        (NrnEarlyStopping               *stopping);
gboolean    nrn_early_stopping_note_epoch   (NrnEarlyStopping               *stopping,
                                             guint                           epoch,
                                             double                          value,
                                             const NrnWeights               *weights);

G_END_DECLS
