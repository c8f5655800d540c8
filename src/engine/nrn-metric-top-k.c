/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The share of rows whose label is among the k largest outputs; range
 * [0, 1]. Outputs as large as the k-th count as well.
 * Source: Keras 3, `keras/src/metrics/accuracy_metrics.py` and `in_top_k` of
 * `keras/src/backend/jax/math.py`.
 */

#include "config.h"

#include "nrn-metric-top-k.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-accuracy.h"
#include "nrn-error.h"

enum
{
  K,
};

/* Keras on PyTorch fails on more than there are; on others every row would
 * be right. */
static gboolean
check_k (const NrnConfig  *config,
         guint             n_outputs,
         GError          **error)
{
  guint k = (guint) nrn_config_get_number (config, K);

  if (k <= n_outputs)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               _("%s: k is %u, and the network has %u outputs; with k=%u every row is right, and "
                 "less says more."),
               nrn_config_get_name (config), k, n_outputs, n_outputs);
  return FALSE;
}

static gboolean
one_hot_check (const NrnConfig  *config,
               guint             n_outputs,
               NrnTargetKind     target_kind,
               GError          **error)
{
  return nrn_metric_needs_one_hot (config, n_outputs, target_kind,
                                   "sparse_top_k_categorical_accuracy", error) &&
         check_k (config, n_outputs, error);
}

static gboolean
sparse_check (const NrnConfig  *config,
              guint             n_outputs,
              NrnTargetKind     target_kind,
              GError          **error)
{
  return nrn_metric_needs_classes (config, n_outputs, target_kind, "top_k_categorical_accuracy",
                                   error) &&
         check_k (config, n_outputs, error);
}

/* What is not a number is among nothing. */
static gboolean
is_in_top (guint        n_cols,
           const float *outputs,
           guint        label,
           guint        k)
{
  guint n_above = 0;

  if (isnan (outputs[label]))
    return FALSE;

  for (guint i = 0; i < n_cols; i++)
    n_above += outputs[i] > outputs[label];

  return n_above < k;
}

static void
top_k_add (const NrnConfig *config,
           guint            n_rows,
           guint            n_cols,
           const float     *outputs,
           NrnTargetKind    target_kind,
           const float     *targets,
           NrnMetricSums   *sums)
{
  guint k = (guint) nrn_config_get_number (config, K);
  guint n_right = 0;

  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      guint label = target_kind == NRN_TARGET_CLASS
                    ? (guint) targets[row]
                    : nrn_accuracy_argmax (n_cols, targets + start);

      n_right += is_in_top (n_cols, outputs + start, label, k);
    }
  sums->part += n_right;
  sums->whole += n_rows;
}

static const NrnPropertySpec properties[] = {
  [K] = {
    .name = "k",
    .type = NRN_PROPERTY_INTEGER,
    .default_value = 5,
    .minimum = 1,
    .maximum = 1000000,
    .description = N_("How many of the largest outputs count."),
  },
};

const NrnMetric nrn_metric_top_k_categorical_accuracy = {
  .kind = {
    .name = "top_k_categorical_accuracy",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .formula = "mean [p of argmax t is among the k largest]",
    .range = "[0, 1]",
    .purpose = N_("The share of rows whose label is among the k largest outputs, with one-hot labels: "
                  "for many classes, where second best is good enough."),
    .source = "Keras 3, keras/src/metrics/accuracy_metrics.py",
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .check = one_hot_check,
  .add = top_k_add,
};

const NrnMetric nrn_metric_sparse_top_k_categorical_accuracy = {
  .kind = {
    .name = "sparse_top_k_categorical_accuracy",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .formula = "mean [p of the label is among the k largest]",
    .range = "[0, 1]",
    .purpose = N_("The share of rows whose label is among the k largest outputs, with class numbers "
                  "as labels: for many classes, where second best is good enough."),
    .source = "Keras 3, keras/src/metrics/accuracy_metrics.py",
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .check = sparse_check,
  .add = top_k_add,
};
