/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is measured beside the loss, and changes nothing.
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

/**
 * NrnMetricSums:
 * @part: what counts so far: rows that are right, errors, true positives
 * @whole: out of how much: rows, positives
 *
 * What a metric has seen of an epoch. Its value is `part / whole`, of all
 * rows at once and no mean of the batches' values.
 */
typedef struct
{
  double part;
  double whole;
} NrnMetricSums;

/**
 * NrnMetric:
 * @kind: name and arguments
 * @more_is_better: whether training should make it large
 * @is_share: whether its values are 0 … 1 and are shown in per cent
 * @check: (nullable): whether it can be computed of @n_outputs outputs and
 *   such targets
 * @add: adds @n_rows rows to @sums: @outputs is (n_rows, n_cols), @targets
 *   (n_rows) for %NRN_TARGET_CLASS, else (n_rows, n_cols)
 *
 * A metric, as data. @add allocates nothing, cannot fail and may be called
 * from any thread.
 */
typedef struct
{
  NrnKind  kind;
  gboolean more_is_better;
  gboolean is_share;

  gboolean (*check) (const NrnConfig *config,
                     guint            n_outputs,
                     NrnTargetKind    target_kind,
                     GError         **error);
  void     (*add)   (const NrnConfig *config,
                     guint            n_rows,
                     guint            n_cols,
                     const float     *outputs,
                     NrnTargetKind    target_kind,
                     const float     *targets,
                     NrnMetricSums   *sums);
} NrnMetric;

gboolean nrn_metric_is_share       (const NrnKind       *metric);
gboolean nrn_metric_more_is_better (const NrnKind       *metric);
gboolean nrn_metric_check          (const NrnConfig     *metric,
                                    guint                n_outputs,
                                    NrnTargetKind        target_kind,
                                    GError             **error);
void     nrn_metric_add            (const NrnConfig     *metric,
                                    guint                n_rows,
                                    guint                n_cols,
                                    const float         *outputs,
                                    NrnTargetKind        target_kind,
                                    const float         *targets,
                                    NrnMetricSums       *sums);
double   nrn_metric_get_value      (const NrnMetricSums *sums);

/* For the kinds of metrics themselves. */
gboolean nrn_metric_needs_classes  (const NrnConfig     *metric,
                                    guint                n_outputs,
                                    NrnTargetKind        target_kind,
                                    const char          *for_other_labels,
                                    GError             **error);
gboolean nrn_metric_needs_one_hot  (const NrnConfig     *metric,
                                    guint                n_outputs,
                                    NrnTargetKind        target_kind,
                                    const char          *for_other_labels,
                                    GError             **error);
gboolean nrn_metric_needs_targets  (const NrnConfig     *metric,
                                    NrnTargetKind        target_kind,
                                    GError             **error);

G_END_DECLS
