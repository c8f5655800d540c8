/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The curves of a history, raw and smoothed, which grow with it.
 */

#include "nrn-history-curves.h"

#include <math.h>

typedef struct
{
  NrnCurve *raw;          /* owned */
  NrnCurve *smoothed;     /* owned */
  double    average;      /* moving, biased towards its start at 0 */
  double    weight;       /* NRN_SMOOTHING to the power of the values in it */
} Pair;

struct _NrnHistoryCurves
{
  char *metric;           /* owned */
  Pair  pairs[NRN_N_ROWS];
};

static void
pair_clear (Pair *pair)
{
  nrn_curve_clear (pair->raw);
  nrn_curve_clear (pair->smoothed);
  pair->average = 0;
  pair->weight = 1;
}

/* What is not finite has no part in the average. */
static void
pair_append (Pair   *pair,
             double  value)
{
  double smoothed = NAN;

  if (isfinite (value))
    {
      pair->average = NRN_SMOOTHING * pair->average + (1 - NRN_SMOOTHING) * value;
      pair->weight *= NRN_SMOOTHING;
      smoothed = pair->average / (1 - pair->weight);
    }
  nrn_curve_append (pair->raw, value);
  nrn_curve_append (pair->smoothed, smoothed);
}

/**
 * nrn_history_curves_new:
 * @metric: what of a history: "loss", or a metric's name
 *
 * Returns: (transfer full): curves without epochs
 */
NrnHistoryCurves *
nrn_history_curves_new (const char *metric)
{
  NrnHistoryCurves *curves = g_new0 (NrnHistoryCurves, 1);

  curves->metric = g_strdup (metric);
  for (guint i = 0; i < NRN_N_ROWS; i++)
    {
      curves->pairs[i].raw = nrn_curve_new ();
      curves->pairs[i].smoothed = nrn_curve_new ();
      curves->pairs[i].weight = 1;
    }

  return curves;
}

void
nrn_history_curves_free (NrnHistoryCurves *curves)
{
  g_return_if_fail (curves != NULL);

  for (guint i = 0; i < NRN_N_ROWS; i++)
    {
      nrn_curve_free (curves->pairs[i].raw);
      nrn_curve_free (curves->pairs[i].smoothed);
    }
  g_free (curves->metric);
  g_free (curves);
}

static gboolean
is_same (double a,
         double b)
{
  return a == b || (isnan (a) && isnan (b));
}

/* Whether the epochs that are in the curves are those of @history. Another
 * run of the same length that began and ended alike would be the same. */
static gboolean
is_continued (const Pair       *pair,
              const NrnHistory *history,
              int               series,
              NrnHistoryRows    rows)
{
  guint n = (guint) nrn_curve_get_length (pair->raw);

  if (n == 0)
    return TRUE;
  if (n > nrn_history_get_n_epochs (history))
    return FALSE;

  return is_same (nrn_curve_get (pair->raw, 0), nrn_history_get (history, 0, series, rows)) &&
         is_same (nrn_curve_get (pair->raw, n - 1), nrn_history_get (history, n - 1, series, rows));
}

/**
 * nrn_history_curves_update:
 * @curves: curves
 * @history: the epochs of a training
 *
 * Brings the curves up to date. If @history continues what is there, only
 * its new epochs are looked at. The smoothed curves are TensorBoard's:
 * exponential moving averages without the bias towards their start,
 * `(1 − w) Σ wⁱ v₍ₙ₋ᵢ₎ / (1 − wⁿ)` with w = %NRN_SMOOTHING.
 *
 * Source: TensorBoard, `vz_line_chart2`, `resmoothDataset`.
 *
 * Returns: whether anything has changed
 */
gboolean
nrn_history_curves_update (NrnHistoryCurves *curves,
                           const NrnHistory *history)
{
  int series = nrn_history_find (history, curves->metric);
  guint n_epochs = nrn_history_get_n_epochs (history);
  gboolean has_changed = FALSE;

  for (guint i = 0; i < NRN_N_ROWS; i++)
    {
      Pair *pair = &curves->pairs[i];
      NrnHistoryRows rows = (NrnHistoryRows) i;

      if (!is_continued (pair, history, series, rows))
        {
          pair_clear (pair);
          has_changed = TRUE;
        }
      for (guint epoch = (guint) nrn_curve_get_length (pair->raw); epoch < n_epochs; epoch++)
        {
          pair_append (pair, nrn_history_get (history, epoch, series, rows));
          has_changed = TRUE;
        }
    }

  return has_changed;
}

/**
 * nrn_history_curves_clear:
 * @curves: curves
 *
 * Forgets all epochs, also those that the next history will continue: where
 * values in the middle have changed.
 */
void
nrn_history_curves_clear (NrnHistoryCurves *curves)
{
  for (guint i = 0; i < NRN_N_ROWS; i++)
    pair_clear (&curves->pairs[i]);
}

const char *
nrn_history_curves_get_metric (const NrnHistoryCurves *curves)
{
  return curves->metric;
}

guint
nrn_history_curves_get_n_epochs (const NrnHistoryCurves *curves)
{
  return (guint) nrn_curve_get_length (curves->pairs[NRN_ROWS_TRAINING].raw);
}

/**
 * nrn_history_curves_get:
 * @curves: the curves of a metric
 * @rows: of which rows
 *
 * Returns: (transfer none): its value after each epoch
 */
const NrnCurve *
nrn_history_curves_get (const NrnHistoryCurves *curves,
                        NrnHistoryRows          rows)
{
  return curves->pairs[rows].raw;
}

/**
 * nrn_history_curves_get_smoothed:
 * @curves: the curves of a metric
 * @rows: of which rows
 *
 * Returns: (transfer none): the same, smoothed
 */
const NrnCurve *
nrn_history_curves_get_smoothed (const NrnHistoryCurves *curves,
                                 NrnHistoryRows          rows)
{
  return curves->pairs[rows].smoothed;
}
