/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where OpenBLAS overtakes our own kernels: the figures behind blas_from in
 * nrn-matmul.c.
 */

#include <math.h>

#include "nrn-matmul.h"
#include "nrn-vector.h"

typedef void (*Product) (guint m, guint n, guint k, const float *a, const float *b, float *c);

static void
product_nn (guint m, guint n, guint k, const float *a, const float *b, float *c)
{
  nrn_matmul_nn (m, n, k, a, b, NULL, c);
}

static void
product_nt (guint m, guint n, guint k, const float *a, const float *b, float *c)
{
  nrn_matmul_nt (m, n, k, a, b, NULL, c);
}

/* Nanoseconds a product, the fastest of five. */
static double
measure (Product      product,
         guint        m,
         guint        n,
         guint        k,
         const float *a,
         const float *b,
         float       *c)
{
  guint n_calls = 1 + (guint) (2e7 / ((double) m * n * k + 100));
  double best = INFINITY;

  for (guint repeat = 0; repeat < 5; repeat++)
    {
      gint64 start = g_get_monotonic_time ();

      for (guint i = 0; i < n_calls; i++)
        product (m, n, k, a, b, c);
      best = MIN (best, 1e3 * (double) (g_get_monotonic_time () - start) / n_calls);
    }

  return best;
}

int
main (void)
{
  static const guint shapes[][3] = {
    { 10, 32, 6 }, { 10, 2, 32 }, { 32, 6, 8 }, { 16, 16, 16 }, { 32, 32, 16 }, { 32, 32, 32 },
    { 64, 32, 32 }, { 32, 64, 32 }, { 64, 64, 32 }, { 64, 64, 64 }, { 10, 128, 128 }, { 128, 10, 64 },
    { 128, 10, 512 }, { 32, 100, 100 }, { 64, 100, 100 }, { 100, 100, 100 }, { 128, 128, 128 },
  };
  const gsize most = 512 * 512;
  g_autofree float *a = g_new0 (float, most);
  g_autofree float *b = g_new0 (float, most);
  g_autofree float *c = g_new0 (float, most);

  g_print ("%-18s %14s %14s %14s %14s\n", "m x n x k", "nn own ns", "nn BLAS ns", "nt own ns",
           "nt BLAS ns");
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      guint m = shapes[i][0], n = shapes[i][1], k = shapes[i][2];
      double times[4];

      nrn_matmul_set_blas_from (G_MAXUINT64);
      times[0] = measure (product_nn, m, n, k, a, b, c);
      times[2] = measure (product_nt, m, n, k, a, b, c);
      nrn_matmul_set_blas_from (0);
      times[1] = measure (product_nn, m, n, k, a, b, c);
      times[3] = measure (product_nt, m, n, k, a, b, c);
      g_print ("%4u x %3u x %3u   %14.0f %14.0f %14.0f %14.0f\n", m, n, k, times[0], times[1],
               times[2], times[3]);
    }

  return 0;
}
