/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-matmul.h"

#include <math.h>
#include <string.h>

#include "nrn-vector.h"

/* Around the vector lengths, and around where OpenBLAS takes over. */
static const guint sizes[] = { 1, 2, 3, 5, 6, 7, 8, 9, 12, 16, 17, 31, 32, 33, 40 };

static float *
random_matrix (GRand *rand,
               gsize  n)
{
  float *values = g_new (float, n + NRN_LANES);

  for (gsize i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (rand, -1, 1);
  /* What lies behind a matrix must not count. */
  for (gsize i = n; i < n + NRN_LANES; i++)
    values[i] = 1e6f;

  return values;
}

static void
assert_product (guint        m,
                guint        n,
                guint        k,
                const float *a,
                gsize        a_row,
                gsize        a_col,
                const float *b,
                gsize        b_row,
                gsize        b_col,
                const float *row,
                const float *c)
{
  for (guint i = 0; i < m; i++)
    for (guint j = 0; j < n; j++)
      {
        double sum = row != NULL ? row[j] : 0;

        for (guint l = 0; l < k; l++)
          sum += (double) a[i * a_row + l * a_col] * b[l * b_row + j * b_col];
        if (fabs (sum - c[(gsize) i * n + j]) > 1e-5)
          g_error ("%u × %u × %u: [%u, %u] is %g, not %g", m, n, k, i, j, c[(gsize) i * n + j], sum);
      }
}

static void
check_all_sizes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint im = 0; im < G_N_ELEMENTS (sizes); im++)
    for (guint in = 0; in < G_N_ELEMENTS (sizes); in++)
      for (guint ik = 0; ik < G_N_ELEMENTS (sizes); ik++)
        {
          guint m = sizes[im], n = sizes[in], k = sizes[ik];
          g_autofree float *a = random_matrix (rand, m * k);
          g_autofree float *b = random_matrix (rand, n * k);
          g_autofree float *row = random_matrix (rand, n);
          g_autofree float *c = random_matrix (rand, m * n);

          nrn_matmul_nn (m, n, k, a, b, row, c);
          assert_product (m, n, k, a, k, 1, b, n, 1, row, c);
          nrn_matmul_nn (m, n, k, a, b, NULL, c);
          assert_product (m, n, k, a, k, 1, b, n, 1, NULL, c);
          nrn_matmul_nt (m, n, k, a, b, row, c);
          assert_product (m, n, k, a, k, 1, b, 1, k, row, c);
          nrn_matmul_nt (m, n, k, a, b, NULL, c);
          assert_product (m, n, k, a, k, 1, b, 1, k, NULL, c);
          nrn_matmul_tn (m, n, k, a, b, c);
          assert_product (m, n, k, a, 1, m, b, n, 1, NULL, c);
        }
}

static void
test_sums_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);

  for (guint im = 0; im < G_N_ELEMENTS (sizes); im++)
    for (guint in = 0; in < G_N_ELEMENTS (sizes); in++)
      {
        guint m = sizes[im], n = sizes[in];
        g_autofree float *a = random_matrix (rand, m * n);
        g_autofree float *sums = random_matrix (rand, n);

        nrn_matmul_sum_rows (m, n, a, sums);
        for (guint j = 0; j < n; j++)
          {
            double sum = 0;

            for (guint i = 0; i < m; i++)
              sum += a[i * n + j];
            g_assert_cmpfloat_with_epsilon (sums[j], sum, 1e-5);
          }
      }
}

static void
test_equals_sums (void)
{
  check_all_sizes ();
}

static void
test_equals_sums_without_blas (void)
{
  nrn_matmul_set_blas_from (G_MAXUINT64);
  check_all_sizes ();
}

static void
test_equals_sums_with_blas (void)
{
  nrn_matmul_set_blas_from (0);
  check_all_sizes ();
}

/* The outputs of a sample must not depend on how many stand beside it. */
static void
test_rows_do_not_depend_on_one_another (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);
  g_autofree float *a = random_matrix (rand, 40 * 6);
  g_autofree float *b = random_matrix (rand, 6 * 32);
  float together[40 * 32 + NRN_LANES], alone[32 + NRN_LANES];

  nrn_matmul_set_blas_from (G_MAXUINT64);
  nrn_matmul_nn (40, 32, 6, a, b, NULL, together);
  for (guint i = 0; i < 40; i++)
    {
      nrn_matmul_nn (1, 32, 6, a + i * 6, b, NULL, alone);
      g_assert_cmpmem (alone, 32 * sizeof (float), together + i * 32, 32 * sizeof (float));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/matmul/sums-rows", test_sums_rows);
  g_test_add_func ("/engine/matmul/equals-sums", test_equals_sums);
  g_test_add_func ("/engine/matmul/equals-sums-without-blas", test_equals_sums_without_blas);
  g_test_add_func ("/engine/matmul/equals-sums-with-blas", test_equals_sums_with_blas);
  g_test_add_func ("/engine/matmul/rows-do-not-depend-on-one-another",
                   test_rows_do_not_depend_on_one_another);

  return g_test_run ();
}
