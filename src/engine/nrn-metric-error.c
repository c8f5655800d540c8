/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far the outputs are from their targets, on average over the outputs of
 * a row and over the rows; range [0, ∞).
 * Source: Keras 3, `keras/src/metrics/regression_metrics.py`.
 */

#include "config.h"

#include "nrn-metric-error.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SOURCE "Keras 3, keras/src/metrics/regression_metrics.py"

static gboolean
error_check (const NrnConfig  *config,
             guint             n_outputs,
             NrnTargetKind     target_kind,
             GError          **error)
{
  return nrn_metric_needs_targets (config, target_kind, error);
}

static void
squared_add (const NrnConfig *config,
             guint            n_rows,
             guint            n_cols,
             const float     *outputs,
             NrnTargetKind    target_kind,
             const float     *targets,
             NrnMetricSums   *sums)
{
  gsize n = (gsize) n_rows * n_cols;
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) ((outputs[i] - targets[i]) * (outputs[i] - targets[i]));
  sums->part += sum / n_cols;
  sums->whole += n_rows;
}

static void
absolute_add (const NrnConfig *config,
              guint            n_rows,
              guint            n_cols,
              const float     *outputs,
              NrnTargetKind    target_kind,
              const float     *targets,
              NrnMetricSums   *sums)
{
  gsize n = (gsize) n_rows * n_cols;
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += (double) fabsf (outputs[i] - targets[i]);
  sums->part += sum / n_cols;
  sums->whole += n_rows;
}

static const char *const squared_aliases[] = { "mse", NULL };
static const char *const absolute_aliases[] = { "mae", NULL };

const NrnMetric nrn_metric_mean_squared_error = {
  .kind = {
    .name = "mean_squared_error",
    .aliases = squared_aliases,
    .formula = "Σ (p − t)² ∕ (n · k)",
    .range = "[0, ∞)",
    .purpose = N_("How far predicted numbers are off, squared: comparable between networks that "
                  "learn by other losses."),
    .source = SOURCE,
  },
  .check = error_check,
  .add = squared_add,
};

const NrnMetric nrn_metric_mean_absolute_error = {
  .kind = {
    .name = "mean_absolute_error",
    .aliases = absolute_aliases,
    .formula = "Σ |p − t| ∕ (n · k)",
    .range = "[0, ∞)",
    .purpose = N_("How far predicted numbers are off on average, in the unit of the target itself."),
    .source = SOURCE,
  },
  .check = error_check,
  .add = absolute_add,
};
