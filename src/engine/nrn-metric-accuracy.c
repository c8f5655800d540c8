/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The share of what is right: rows whose largest output is at the label, or
 * outputs on the right side of a threshold; range [0, 1].
 * Source: Keras 3, `keras/src/metrics/accuracy_metrics.py` and, for the
 * choice that "accuracy" makes, `keras/src/trainers/compile_utils.py`.
 */

#include "config.h"

#include "nrn-metric-accuracy.h"

#include <glib/gi18n-lib.h>

#include "nrn-accuracy.h"

#define SOURCE "Keras 3, keras/src/metrics/accuracy_metrics.py"

enum
{
  THRESHOLD,
};

/* Of all three but binary_accuracy: nrn_accuracy_count() goes by the shape,
 * and the check has seen to that. */
static void
accuracy_add (const NrnConfig *config,
              guint            n_rows,
              guint            n_cols,
              const float     *outputs,
              NrnTargetKind    target_kind,
              const float     *targets,
              NrnMetricSums   *sums)
{
  sums->part += nrn_accuracy_count (n_rows, n_cols, outputs, target_kind, targets);
  sums->whole += n_rows;
}

static gboolean
categorical_check (const NrnConfig  *config,
                   guint             n_outputs,
                   NrnTargetKind     target_kind,
                   GError          **error)
{
  return nrn_metric_needs_one_hot (config, n_outputs, target_kind, "sparse_categorical_accuracy",
                                   error);
}

static gboolean
sparse_check (const NrnConfig  *config,
              guint             n_outputs,
              NrnTargetKind     target_kind,
              GError          **error)
{
  return nrn_metric_needs_classes (config, n_outputs, target_kind, "categorical_accuracy", error);
}

static gboolean
binary_check (const NrnConfig  *config,
              guint             n_outputs,
              NrnTargetKind     target_kind,
              GError          **error)
{
  return nrn_metric_needs_targets (config, target_kind, error);
}

/* Each row counts once, whatever the number of its outputs. */
static void
binary_add (const NrnConfig *config,
            guint            n_rows,
            guint            n_cols,
            const float     *outputs,
            NrnTargetKind    target_kind,
            const float     *targets,
            NrnMetricSums   *sums)
{
  float threshold = (float) nrn_config_get_number (config, THRESHOLD);
  gsize n = (gsize) n_rows * n_cols;
  gsize n_right = 0;

  for (gsize i = 0; i < n; i++)
    n_right += targets[i] == (outputs[i] > threshold ? 1.0f : 0.0f);
  sums->part += (double) n_right / n_cols;
  sums->whole += n_rows;
}

static const char *const accuracy_aliases[] = { "acc", NULL };

static const NrnPropertySpec binary_properties[] = {
  [THRESHOLD] = {
    .name = "threshold",
    .default_value = 0.5,
    .minimum = -1e30,
    .maximum = 1e30,
    .description = N_("An output above this counts as 1, any other as 0."),
  },
};

const NrnMetric nrn_metric_accuracy = {
  .kind = {
    .name = "accuracy",
    .aliases = accuracy_aliases,
    .formula = "mean [argmax p = label]; mean [(p > ½) = t]",
    .range = "[0, 1]",
    .purpose = N_("The share of rows that are right. It is binary_accuracy of one output; of "
                  "several it is sparse_categorical_accuracy if the labels are class numbers, and "
                  "categorical_accuracy if they are not."),
    .source = "Keras 3, keras/src/trainers/compile_utils.py",
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .add = accuracy_add,
};

const NrnMetric nrn_metric_binary_accuracy = {
  .kind = {
    .name = "binary_accuracy",
    .properties = binary_properties,
    .n_properties = G_N_ELEMENTS (binary_properties),
    .formula = "mean [(p > threshold) = t]",
    .range = "[0, 1]",
    .purpose = N_("The share of outputs that are on the right side of a threshold, where each target "
                  "is 0 or 1."),
    .source = SOURCE,
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .check = binary_check,
  .add = binary_add,
};

const NrnMetric nrn_metric_categorical_accuracy = {
  .kind = {
    .name = "categorical_accuracy",
    .formula = "mean [argmax p = argmax t]",
    .range = "[0, 1]",
    .purpose = N_("The share of rows whose largest output is that of the label, with one-hot "
                  "labels."),
    .source = SOURCE,
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .check = categorical_check,
  .add = accuracy_add,
};

const NrnMetric nrn_metric_sparse_categorical_accuracy = {
  .kind = {
    .name = "sparse_categorical_accuracy",
    .formula = "mean [argmax p = label]",
    .range = "[0, 1]",
    .purpose = N_("The share of rows whose largest output is that of the label, with class numbers "
                  "as labels."),
    .source = SOURCE,
  },
  .more_is_better = TRUE,
  .is_share = TRUE,
  .check = sparse_check,
  .add = accuracy_add,
};
