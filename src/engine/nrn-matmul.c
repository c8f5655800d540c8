/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Matrix products: our own for small ones, OpenBLAS for large ones. Which,
 * is decided here and nowhere else, and so is how many threads OpenBLAS
 * may use.
 */

#include "nrn-matmul.h"

#include <cblas.h>

#include "nrn-vector.h"

/* GCC notes that passing vectors by value differs between instruction sets;
 * these functions are all inlined. */
#pragma GCC diagnostic ignored "-Wpsabi"

#define LANES 4
#define TARGET
#define NAME(x) x##_4
#include "nrn-matmul-template.h"
#undef LANES
#undef TARGET
#undef NAME

#if NRN_HAVE_AVX2
#define LANES 8
#define TARGET __attribute__ ((target ("arch=x86-64-v3")))
#define NAME(x) x##_8
#include "nrn-matmul-template.h"
#undef LANES
#undef TARGET
#undef NAME
#endif

typedef struct
{
  void (*strided)  (guint        m,
                    guint        n,
                    guint        k,
                    const float *a,
                    gsize        step_m,
                    gsize        step_k,
                    const float *b,
                    const float *row,
                    float       *c);
  void (*nt)       (guint        m,
                    guint        n,
                    guint        k,
                    const float *a,
                    const float *b,
                    const float *row,
                    float       *c);
  void (*sum_rows) (guint        m,
                    guint        n,
                    const float *a,
                    float       *sums);
} Kernels;

static Kernels kernels = { matmul_strided_4, matmul_nt_4, sum_rows_4 };

/* From how many multiplications on OpenBLAS is faster: a call costs it 50
 * to 250 ns before it has begun (tests/benchmarks/matmul.c measures it). */
static guint64 blas_from = 32 * 32 * 32;

/* Exported by OpenBLAS with threads, which calls it before a fork; in no
 * header. */
extern int blas_thread_shutdown_ (void) __attribute__ ((weak));

__attribute__ ((constructor)) static void
choose_kernels (void)
{
#if NRN_HAVE_AVX2
  __builtin_cpu_init ();
  if (__builtin_cpu_supports ("x86-64-v3"))
    kernels = (Kernels) { matmul_strided_8, matmul_nt_8, sum_rows_8 };
#endif

  /* With several threads OpenBLAS may add in another order from run to
   * run, and the same seed must give the same bits. */
  openblas_set_num_threads (1);

  /* It has started some all the same, which would spin for a tenth of a
   * second while the program starts. */
  if (blas_thread_shutdown_ != NULL)
    blas_thread_shutdown_ ();
}

/* Whether products of this size, (m, k) · (k, n), are left to OpenBLAS. */
static inline gboolean
uses_blas (guint m,
           guint n,
           guint k)
{
  return (guint64) m * n * k >= blas_from;
}

/**
 * nrn_matmul_set_blas_from:
 * @products: multiplications from which on OpenBLAS is used; %G_MAXUINT64
 *   for never, 0 for always
 *
 * For the benchmark that measures where the line should be. Not while
 * another thread computes.
 */
void
nrn_matmul_set_blas_from (guint64 products)
{
  blas_from = products;
}

static void
fill_rows (guint        m,
           guint        n,
           const float *row,
           float       *c)
{
  for (guint i = 0; i < m; i++)
    memcpy (c + (gsize) i * n, row, n * sizeof (float));
}

/**
 * nrn_matmul_nn:
 * @m: rows of A and C
 * @n: columns of B and C
 * @k: columns of A, rows of B
 * @a: shape (m, k), row-major
 * @b: shape (k, n), row-major
 * @row: (nullable): shape (n); added to every row
 * @c: (out caller-allocates): shape (m, n); must not overlap the others
 *
 * Computes `C = A · B + row`. All matrices must have room for %NRN_LANES
 * more floats at their end; what lies there after C is overwritten.
 */
void
nrn_matmul_nn (guint        m,
               guint        n,
               guint        k,
               const float *a,
               const float *b,
               const float *row,
               float       *c)
{
  if (!uses_blas (m, n, k))
    {
      kernels.strided (m, n, k, a, k, 1, b, row, c);
      return;
    }

  if (row != NULL)
    fill_rows (m, n, row, c);
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasNoTrans, (blasint) m, (blasint) n, (blasint) k,
               1.0f, a, (blasint) k, b, (blasint) n, row != NULL ? 1.0f : 0.0f, c, (blasint) n);
}

/**
 * nrn_matmul_nt:
 * @m: rows of A and C
 * @n: rows of B, columns of C
 * @k: columns of A and B
 * @a: shape (m, k), row-major
 * @b: shape (n, k), row-major
 * @row: (nullable): shape (n); added to every row
 * @c: (out caller-allocates): shape (m, n); must not overlap the others
 *
 * Computes `C = A · Bᵀ + row`. Room at the ends as for nrn_matmul_nn().
 */
void
nrn_matmul_nt (guint        m,
               guint        n,
               guint        k,
               const float *a,
               const float *b,
               const float *row,
               float       *c)
{
  if (!uses_blas (m, n, k))
    {
      kernels.nt (m, n, k, a, b, row, c);
      return;
    }

  if (row != NULL)
    fill_rows (m, n, row, c);
  cblas_sgemm (CblasRowMajor, CblasNoTrans, CblasTrans, (blasint) m, (blasint) n, (blasint) k,
               1.0f, a, (blasint) k, b, (blasint) k, row != NULL ? 1.0f : 0.0f, c, (blasint) n);
}

/**
 * nrn_matmul_tn:
 * @m: columns of A, rows of C
 * @n: columns of B and C
 * @k: rows of A and B
 * @a: shape (k, m), row-major
 * @b: shape (k, n), row-major
 * @c: (out caller-allocates): shape (m, n); must not overlap the others
 *
 * Computes `C = Aᵀ · B`. Room at the ends as for nrn_matmul_nn().
 */
void
nrn_matmul_tn (guint        m,
               guint        n,
               guint        k,
               const float *a,
               const float *b,
               float       *c)
{
  if (!uses_blas (m, n, k))
    {
      kernels.strided (m, n, k, a, 1, m, b, NULL, c);
      return;
    }

  cblas_sgemm (CblasRowMajor, CblasTrans, CblasNoTrans, (blasint) m, (blasint) n, (blasint) k,
               1.0f, a, (blasint) m, b, (blasint) n, 0.0f, c, (blasint) n);
}

/**
 * nrn_matmul_sum_rows:
 * @m: rows of A
 * @n: columns of A
 * @a: shape (m, n), row-major
 * @sums: (out caller-allocates): shape (n); must not overlap @a
 *
 * Computes the sum of A's rows. Room at the ends as for nrn_matmul_nn().
 */
void
nrn_matmul_sum_rows (guint        m,
                     guint        n,
                     const float *a,
                     float       *sums)
{
  kernels.sum_rows (m, n, a, sums);
}
