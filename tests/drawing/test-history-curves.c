/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the curves that grow with a history.
 */

#include "nrn-history-curves.h"

#include <math.h>

static gboolean
update (NrnHistoryCurves *curves,
        const double     *losses,
        guint             n)
{
  g_autofree NrnEpoch *epochs = g_new (NrnEpoch, n + 1);
  g_autoptr (NrnHistory) history = NULL;

  for (guint i = 0; i < n; i++)
    epochs[i] = (NrnEpoch) { losses[i], losses[i] + 10, losses[i] + 20, NAN };
  history = nrn_history_new (epochs, n);

  return nrn_history_curves_update (curves, history);
}

static double
get (const NrnHistoryCurves *curves,
     gsize                   i)
{
  return nrn_curve_get (nrn_history_curves_get (curves, NRN_ROWS_TRAINING), i);
}

static void
test_metrics (void)
{
  const double losses[] = { 1, 2 };
  g_autoptr (NrnHistoryCurves) loss = nrn_history_curves_new ("loss");
  g_autoptr (NrnHistoryCurves) accuracy = nrn_history_curves_new ("accuracy");

  update (loss, losses, 2);
  update (accuracy, losses, 2);
  g_assert_cmpfloat (get (loss, 1), ==, 2);
  g_assert_cmpfloat (get (accuracy, 1), ==, 12);
  g_assert_cmpfloat (nrn_curve_get (nrn_history_curves_get (loss, NRN_ROWS_VALIDATION), 0), ==, 21);
  g_assert_cmpint (nrn_curve_find_last (nrn_history_curves_get (accuracy, NRN_ROWS_VALIDATION)),
                   ==, -1);
}

/* By hand, with w = 0.6: 0.4·1/0.4 = 1; (0.6·0.4 + 0.4·2)/0.64 = 1.625; a gap;
 * (0.6·1.04 + 0.4·0)/0.784 = 0.795918. */
static void
test_smoothed (void)
{
  const double losses[] = { 1, 2, NAN, 0 };
  g_autoptr (NrnHistoryCurves) curves = nrn_history_curves_new ("loss");
  const NrnCurve *smoothed = nrn_history_curves_get_smoothed (curves, NRN_ROWS_TRAINING);

  update (curves, losses, 4);
  g_assert_cmpfloat_with_epsilon (nrn_curve_get (smoothed, 0), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (nrn_curve_get (smoothed, 1), 1.625, 1e-12);
  g_assert_true (isnan (nrn_curve_get (smoothed, 2)));
  g_assert_cmpfloat_with_epsilon (nrn_curve_get (smoothed, 3), 0.624 / 0.784, 1e-12);
}

/* Smoothing goes on where it was, epoch by epoch. */
static void
test_continues (void)
{
  const double losses[] = { 5, 4, 7, NAN, 3, 2.5 };
  g_autoptr (NrnHistoryCurves) steps = nrn_history_curves_new ("loss");
  g_autoptr (NrnHistoryCurves) once = nrn_history_curves_new ("loss");

  for (guint n = 0; n <= G_N_ELEMENTS (losses); n++)
    {
      g_assert_cmpint (update (steps, losses, n), ==, n > 0);
      g_assert_false (update (steps, losses, n));
    }
  update (once, losses, G_N_ELEMENTS (losses));
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    for (guint i = 0; i < G_N_ELEMENTS (losses); i++)
      {
        const NrnCurve *a = nrn_history_curves_get_smoothed (steps, (NrnHistoryRows) rows);
        const NrnCurve *b = nrn_history_curves_get_smoothed (once, (NrnHistoryRows) rows);

        g_assert_true (nrn_curve_get (a, i) == nrn_curve_get (b, i) || isnan (losses[i]));
      }
}

/* Shorter, or with other values, it is another training. */
static void
test_begins_anew (void)
{
  const double first[] = { 5, 4, 3 };
  const double others[][3] = { { 5, 4, 9 }, { 6, 4, 3 }, { NAN, 1, 1 } };
  g_autoptr (NrnHistoryCurves) curves = nrn_history_curves_new ("loss");

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      update (curves, first, 3);
      g_assert_true (update (curves, others[i], 3));
      g_assert_true (isnan (others[i][0]) || get (curves, 0) == others[i][0]);
      g_assert_cmpfloat (get (curves, 2), ==, others[i][2]);
    }
  g_assert_true (update (curves, first, 1));
  g_assert_cmpuint (nrn_history_curves_get_n_epochs (curves), ==, 1);
  nrn_history_curves_clear (curves);
  g_assert_cmpuint (nrn_history_curves_get_n_epochs (curves), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/history-curves/metrics", test_metrics);
  g_test_add_func ("/drawing/history-curves/smoothed", test_smoothed);
  g_test_add_func ("/drawing/history-curves/continues", test_continues);
  g_test_add_func ("/drawing/history-curves/begins-anew", test_begins_anew);

  return g_test_run ();
}
