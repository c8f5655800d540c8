/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss and metrics of a pass over the rows, batch by batch. Semantics: Keras
 * 3, `keras/src/metrics/reduction_metrics.py`.
 */

#include "nrn-tally.h"

#include <math.h>

struct _NrnTally
{
  NrnMetrics    *metrics;         /* owned */
  NrnTargetKind  target_kind;
  guint          n_outputs;
  gboolean       has_accuracy;

  double         loss;            /* batch losses, each times its rows */
  guint          n_rows;
  NrnMetricSums  sums[];          /* one for each of the metrics */
};

/**
 * nrn_tally_new:
 * @metrics: what to measure beside the loss; checked
 * @target_kind: what the loss compares the outputs with
 * @n_outputs: outputs of a row
 * @has_accuracy: whether "accuracy" means anything, see
 *   nrn_samples_has_accuracy()
 *
 * Returns: (transfer full): a tally without rows
 */
NrnTally *
nrn_tally_new (const NrnMetrics *metrics,
               NrnTargetKind     target_kind,
               guint             n_outputs,
               gboolean          has_accuracy)
{
  gsize n_metrics = nrn_metrics_get_n (metrics);
  NrnTally *tally = g_malloc0 (sizeof (NrnTally) + n_metrics * sizeof (NrnMetricSums));

  tally->metrics = nrn_metrics_ref (metrics);
  tally->target_kind = target_kind;
  tally->n_outputs = n_outputs;
  tally->has_accuracy = has_accuracy;

  return tally;
}

/**
 * nrn_tally_dup:
 * @tally: a tally
 *
 * Returns: (transfer full): one with the same rows
 */
NrnTally *
nrn_tally_dup (const NrnTally *tally)
{
  gsize n_metrics = nrn_metrics_get_n (tally->metrics);
  NrnTally *copy = g_memdup2 (tally, sizeof (NrnTally) + n_metrics * sizeof (NrnMetricSums));

  nrn_metrics_ref (copy->metrics);

  return copy;
}

void
nrn_tally_free (NrnTally *tally)
{
  g_return_if_fail (tally != NULL);

  nrn_metrics_unref (tally->metrics);
  g_free (tally);
}

/**
 * nrn_tally_clear:
 * @tally: a tally
 *
 * Forgets all rows.
 */
void
nrn_tally_clear (NrnTally *tally)
{
  tally->loss = 0;
  tally->n_rows = 0;
  for (guint i = 0; i < nrn_metrics_get_n (tally->metrics); i++)
    tally->sums[i] = (NrnMetricSums) { 0 };
}

/* "accuracy" is there unless somebody says otherwise, also where nothing can
 * be right; what was asked for by its name is always measured. */
static gboolean
is_measured (const NrnTally  *tally,
             const NrnConfig *metric)
{
  return tally->has_accuracy || !g_str_equal (nrn_config_get_name (metric), "accuracy");
}

/**
 * nrn_tally_add:
 * @tally: a tally
 * @loss: mean loss of a batch
 * @n_rows: its rows
 * @outputs: shape (n_rows, n_outputs), row-major
 * @targets: as the loss wants them
 *
 * Adds a batch.
 */
void
nrn_tally_add (NrnTally    *tally,
               double       loss,
               guint        n_rows,
               const float *outputs,
               const float *targets)
{
  tally->loss += loss * n_rows;
  tally->n_rows += n_rows;
  for (guint i = 0; i < nrn_metrics_get_n (tally->metrics); i++)
    {
      const NrnConfig *metric = nrn_metrics_get (tally->metrics, i);

      if (is_measured (tally, metric))
        nrn_metric_add (metric, n_rows, tally->n_outputs, outputs, tally->target_kind, targets,
                        &tally->sums[i]);
    }
}

/**
 * nrn_tally_get:
 * @tally: a tally
 * @values: (out caller-allocates): the loss and each of the metrics of the
 *   rows so far; NaN without rows, and for the accuracy where it means
 *   nothing
 */
void
nrn_tally_get (const NrnTally *tally,
               double         *values)
{
  values[0] = tally->n_rows > 0 ? tally->loss / tally->n_rows : NAN;
  for (guint i = 0; i < nrn_metrics_get_n (tally->metrics); i++)
    {
      gboolean has_value = tally->n_rows > 0 &&
                           is_measured (tally, nrn_metrics_get (tally->metrics, i));

      values[1 + i] = has_value ? nrn_metric_get_value (&tally->sums[i]) : NAN;
    }
}
