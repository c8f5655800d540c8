/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the values that know the extremes of any part of them.
 */

#include "nrn-curve.h"

#include <math.h>

#define N 1000

/* With gaps, single and long. */
static double
get_value (gsize i)
{
  if (i % 17 == 3 || (i >= 300 && i < 450))
    return i % 2 == 0 ? NAN : INFINITY;

  return sin ((double) i) + (double) i / 1000;
}

static NrnCurve *
create_curve (gsize n)
{
  NrnCurve *curve = nrn_curve_new ();

  for (gsize i = 0; i < n; i++)
    nrn_curve_append (curve, get_value (i));

  return curve;
}

static void
assert_extent (const NrnCurveExtent *extent,
               gsize                 first,
               gsize                 end)
{
  double low = INFINITY, high = -INFINITY, positive = INFINITY, sum = 0, last = NAN;
  gsize n = 0;

  for (gsize i = first; i < end; i++)
    {
      double value = get_value (i);

      if (!isfinite (value))
        continue;
      low = MIN (low, value);
      high = MAX (high, value);
      positive = value > 0 ? MIN (positive, value) : positive;
      last = value;
      sum += value;
      n++;
    }
  g_assert_cmpuint (extent->n_values, ==, n);
  g_assert_cmpfloat (extent->low, ==, low);
  g_assert_cmpfloat (extent->high, ==, high);
  g_assert_cmpfloat (extent->least_positive, ==, positive);
  g_assert_cmpfloat_with_epsilon (extent->sum, sum, 1e-9);
  g_assert_true (n == 0 || extent->last == last);
}

/* The same as looking at each value, wherever the part begins and ends. */
static void
test_measure (void)
{
  g_autoptr (NrnCurve) curve = create_curve (N);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint i = 0; i < 3000; i++)
    {
      gsize first = (gsize) g_rand_int_range (rand, 0, N + 1);
      gsize end = (gsize) g_rand_int_range (rand, (gint32) first, N + 1);
      NrnCurveExtent extent;

      g_assert_cmpint (nrn_curve_measure (curve, first, end, &extent), ==, extent.n_values > 0);
      assert_extent (&extent, first, end);
    }
}

/* A value more is known at once. */
static void
test_grows (void)
{
  g_autoptr (NrnCurve) curve = nrn_curve_new ();

  for (gsize i = 0; i < N; i++)
    {
      NrnCurveExtent extent;

      nrn_curve_append (curve, get_value (i));
      g_assert_cmpuint (nrn_curve_get_length (curve), ==, i + 1);
      nrn_curve_measure (curve, 0, i + 1, &extent);
      assert_extent (&extent, 0, i + 1);
    }
  nrn_curve_clear (curve);
  g_assert_cmpuint (nrn_curve_get_length (curve), ==, 0);
  g_assert_cmpint (nrn_curve_find_last (curve), ==, -1);
}

static void
test_find_last (void)
{
  for (gsize n = 0; n <= N; n++)
    {
      g_autoptr (NrnCurve) curve = create_curve (n);
      gssize last = (gssize) n - 1;

      while (last >= 0 && !isfinite (get_value ((gsize) last)))
        last--;
      g_assert_cmpint (nrn_curve_find_last (curve), ==, last);
    }
}

static void
test_stride (void)
{
  const double values[] = { 1, 10, 2, 20, 3, 30 };
  g_autoptr (NrnCurve) curve = nrn_curve_new_from (3, values + 1, 2);

  g_assert_cmpuint (nrn_curve_get_length (curve), ==, 3);
  g_assert_cmpfloat (nrn_curve_get (curve, 2), ==, 30);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/curve/measure", test_measure);
  g_test_add_func ("/drawing/curve/grows", test_grows);
  g_test_add_func ("/drawing/curve/find-last", test_find_last);
  g_test_add_func ("/drawing/curve/stride", test_stride);

  return g_test_run ();
}
