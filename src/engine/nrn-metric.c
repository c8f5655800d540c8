/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is measured beside the loss, and changes nothing.
 */

#include "config.h"

#include "nrn-metric.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"

static const NrnMetric *
metric_of (const NrnConfig *config)
{
  return (const NrnMetric *) nrn_config_get_kind (config);
}

/**
 * nrn_metric_is_share:
 * @metric: a kind of the family %NRN_FAMILY_METRIC
 *
 * Returns: whether its values are 0 … 1 and are shown in per cent
 */
gboolean
nrn_metric_is_share (const NrnKind *metric)
{
  return ((const NrnMetric *) metric)->is_share;
}

/**
 * nrn_metric_more_is_better:
 * @metric: a kind of the family %NRN_FAMILY_METRIC
 *
 * Returns: whether training should make it large, as Keras' mode "auto" has
 *   it
 */
gboolean
nrn_metric_more_is_better (const NrnKind *metric)
{
  return ((const NrnMetric *) metric)->more_is_better;
}

/**
 * nrn_metric_check:
 * @metric: a metric with its arguments
 * @n_outputs: outputs of the network
 * @target_kind: what the loss compares them with
 * @error: return location
 *
 * Returns: %FALSE with @error set if the metric cannot be computed of them:
 *   Keras would fail, or always say the same
 */
gboolean
nrn_metric_check (const NrnConfig  *metric,
                  guint             n_outputs,
                  NrnTargetKind     target_kind,
                  GError          **error)
{
  const NrnMetric *kind = metric_of (metric);

  return kind->check == NULL || kind->check (metric, n_outputs, target_kind, error);
}

/**
 * nrn_metric_add:
 * @metric: a metric that nrn_metric_check() has let through
 * @n_rows: rows
 * @n_cols: outputs of a row
 * @outputs: shape (n_rows, n_cols), row-major
 * @target_kind: what @targets holds
 * @targets: shape (n_rows) for %NRN_TARGET_CLASS, else (n_rows, n_cols)
 * @sums: (inout): the rows before; begin with zeros
 *
 * Adds some rows. Allocates nothing; cannot fail.
 */
void
nrn_metric_add (const NrnConfig *metric,
                guint            n_rows,
                guint            n_cols,
                const float     *outputs,
                NrnTargetKind    target_kind,
                const float     *targets,
                NrnMetricSums   *sums)
{
  metric_of (metric)->add (metric, n_rows, n_cols, outputs, target_kind, targets, sums);
}

/**
 * nrn_metric_get_value:
 * @sums: some rows, with at least one
 *
 * Returns: the metric of them; 0 out of nothing is 0, as in Keras
 */
double
nrn_metric_get_value (const NrnMetricSums *sums)
{
  return sums->whole != 0 ? sums->part / sums->whole : 0;
}

/* ---- What several kinds check ---- */

static gboolean
needs_several_outputs (const NrnConfig  *metric,
                       guint             n_outputs,
                       GError          **error)
{
  if (n_outputs > 1)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               _("%s goes by the largest of several outputs, and the network has one; use accuracy "
                 "or binary_accuracy."), nrn_config_get_name (metric));
  return FALSE;
}

/**
 * nrn_metric_needs_classes:
 * @metric: a metric of class numbers
 * @n_outputs: outputs of the network
 * @target_kind: what the targets are
 * @for_other_labels: the metric that does the same with one-hot labels
 * @error: return location
 *
 * Returns: whether the targets are class numbers, of several outputs
 */
gboolean
nrn_metric_needs_classes (const NrnConfig  *metric,
                          guint             n_outputs,
                          NrnTargetKind     target_kind,
                          const char       *for_other_labels,
                          GError          **error)
{
  if (!needs_several_outputs (metric, n_outputs, error))
    return FALSE;
  if (target_kind == NRN_TARGET_CLASS)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               _("%s needs class numbers as labels, and this loss has one number for each output; "
                 "use %s."), nrn_config_get_name (metric), for_other_labels);
  return FALSE;
}

/**
 * nrn_metric_needs_one_hot:
 * @metric: a metric of one-hot labels
 * @n_outputs: outputs of the network
 * @target_kind: what the targets are
 * @for_other_labels: the metric that does the same with class numbers
 * @error: return location
 *
 * Returns: whether there is a target for each of several outputs
 */
gboolean
nrn_metric_needs_one_hot (const NrnConfig  *metric,
                          guint             n_outputs,
                          NrnTargetKind     target_kind,
                          const char       *for_other_labels,
                          GError          **error)
{
  if (!needs_several_outputs (metric, n_outputs, error))
    return FALSE;
  if (target_kind != NRN_TARGET_CLASS)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               _("%s needs one-hot labels, and this loss has class numbers; use %s."),
               nrn_config_get_name (metric), for_other_labels);
  return FALSE;
}

/**
 * nrn_metric_needs_targets:
 * @metric: a metric that compares each output with its target
 * @target_kind: what the targets are
 * @error: return location
 *
 * Returns: whether there is a target for each output
 */
gboolean
nrn_metric_needs_targets (const NrnConfig  *metric,
                          NrnTargetKind     target_kind,
                          GError          **error)
{
  if (target_kind != NRN_TARGET_CLASS)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               _("%s compares each output with a target of its own, and this loss has class numbers; "
                 "choose a loss with one-hot labels, such as categorical_crossentropy."),
               nrn_config_get_name (metric));
  return FALSE;
}
