/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Small matrix products, register-blocked, for one length of vector. This
 * file is included by nrn-matmul.c once for each, with
 *
 *   LANES     floats in a vector
 *   TARGET    the attribute that selects the instruction set
 *   NAME(x)   gives each function a name of its own
 *
 * Rows of C are written from top to bottom, whole vectors at a time: what
 * the last vector of a row spills over the beginning of the next is
 * overwritten by that row, and the last row spills into the padding.
 */

typedef float NAME (Vector) __attribute__ ((vector_size (LANES * sizeof (float)),
                                            aligned (sizeof (float)), may_alias));
typedef gint32 NAME (Mask) __attribute__ ((vector_size (LANES * sizeof (gint32))));

#define Vector NAME (Vector)
#define Mask NAME (Mask)

TARGET NRN_INLINE Vector
NAME (load) (const float *from)
{
  return *(const Vector *) from;
}

TARGET NRN_INLINE void
NAME (store) (float  *to,
              Vector  vector)
{
  *(Vector *) to = vector;
}

TARGET NRN_INLINE Vector
NAME (zero) (void)
{
  return (Vector) { 0 };
}

/* All ones in the first @n lanes. */
TARGET NRN_INLINE Mask
NAME (first_lanes) (guint n)
{
  Mask index;

  for (int lane = 0; lane < LANES; lane++)
    index[lane] = lane;

  return index < (Mask) { 0 } + (gint32) n;
}

/* @rows × @vectors block of C = A · B + row. A's elements are @step_k apart
 * along k and @step_m along m, so that the same code reads A transposed. */
TARGET NRN_INLINE void
NAME (block) (guint        rows,
              guint        vectors,
              guint        n,
              guint        k,
              const float *a,
              gsize        step_m,
              gsize        step_k,
              const float *b,
              const float *row,
              float       *c)
{
  Vector sums[6][4];

#pragma GCC unroll 6
  for (guint i = 0; i < rows; i++)
#pragma GCC unroll 4
    for (guint j = 0; j < vectors; j++)
      sums[i][j] = row != NULL ? NAME (load) (row + j * LANES) : NAME (zero) ();

  for (guint l = 0; l < k; l++)
    {
      Vector b_row[4];

#pragma GCC unroll 4
      for (guint j = 0; j < vectors; j++)
        b_row[j] = NAME (load) (b + (gsize) l * n + j * LANES);
#pragma GCC unroll 6
      for (guint i = 0; i < rows; i++)
        {
          float factor = a[i * step_m + l * step_k];
#pragma GCC unroll 4
          for (guint j = 0; j < vectors; j++)
            sums[i][j] += factor * b_row[j];
        }
    }

#pragma GCC unroll 6
  for (guint i = 0; i < rows; i++)
#pragma GCC unroll 4
    for (guint j = 0; j < vectors; j++)
      NAME (store) (c + (gsize) i * n + j * LANES, sums[i][j]);
}

/* A band of @rows rows of C. @rows is constant at every call, so that the
 * blocks are unrolled into registers. The block at the right end comes
 * first: what it spills over the beginning of the rows below is written
 * again. */
TARGET NRN_INLINE void
NAME (band) (guint        rows,
             guint        n,
             guint        k,
             const float *a,
             gsize        step_m,
             gsize        step_k,
             const float *b,
             const float *row,
             float       *c)
{
  const guint width = rows <= 3 ? 4 * LANES : 2 * LANES;
  const guint whole = n - n % width;

#define BLOCK(vectors, first) \
  NAME (block) (rows, vectors, n, k, a, step_m, step_k, b + (first), \
                row != NULL ? row + (first) : NULL, c + (first))

  switch ((n - whole + LANES - 1) / LANES)
    {
    case 1: BLOCK (1, whole); break;
    case 2: BLOCK (2, whole); break;
    case 3: BLOCK (3, whole); break;
    case 4: BLOCK (4, whole); break;
    default: break;
    }
  for (guint first = 0; first < whole; first += width)
    BLOCK (width / LANES, first);

#undef BLOCK
}

TARGET static void
NAME (matmul_strided) (guint        m,
                       guint        n,
                       guint        k,
                       const float *a,
                       gsize        step_m,
                       gsize        step_k,
                       const float *b,
                       const float *row,
                       float       *c)
{
  guint done = 0;

#define BAND(rows) \
  NAME (band) (rows, n, k, a + done * step_m, step_m, step_k, b, row, c + (gsize) done * n)

  for (; done + 6 <= m; done += 6)
    BAND (6);
  switch (m - done)
    {
    case 1: BAND (1); break;
    case 2: BAND (2); break;
    case 3: BAND (3); break;
    case 4: BAND (4); break;
    case 5: BAND (5); break;
    default: break;
    }

#undef BAND
}

/* The sums of each of LANES vectors, as one vector. */
TARGET NRN_INLINE Vector
NAME (sum_each) (Vector *v)
{
  /* Add halves that lie @width apart, merging two vectors into one: after
   * log2 (LANES) rounds lane i holds the sum of vector i. */
#if LANES == 8
  for (guint i = 0; i < 4; i++)
    v[i] = __builtin_shufflevector (v[2 * i], v[2 * i + 1], 0, 8, 2, 10, 4, 12, 6, 14) +
           __builtin_shufflevector (v[2 * i], v[2 * i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  for (guint i = 0; i < 2; i++)
    v[i] = __builtin_shufflevector (v[2 * i], v[2 * i + 1], 0, 1, 8, 9, 4, 5, 12, 13) +
           __builtin_shufflevector (v[2 * i], v[2 * i + 1], 2, 3, 10, 11, 6, 7, 14, 15);
  return __builtin_shufflevector (v[0], v[1], 0, 1, 2, 3, 8, 9, 10, 11) +
         __builtin_shufflevector (v[0], v[1], 4, 5, 6, 7, 12, 13, 14, 15);
#else
  for (guint i = 0; i < 2; i++)
    v[i] = __builtin_shufflevector (v[2 * i], v[2 * i + 1], 0, 4, 2, 6) +
           __builtin_shufflevector (v[2 * i], v[2 * i + 1], 1, 5, 3, 7);
  return __builtin_shufflevector (v[0], v[1], 0, 1, 4, 5) +
         __builtin_shufflevector (v[0], v[1], 2, 3, 6, 7);
#endif
}

/* @rows × @columns dot products of rows of A with rows of B, as one vector.
 * Both are constant at every call; their product is at most LANES. */
TARGET NRN_INLINE Vector
NAME (dots) (guint        rows,
             guint        columns,
             guint        k,
             const float *a,
             const float *b,
             Mask         tail)
{
  Vector sums[LANES];
  guint l = 0;

#pragma GCC unroll 8
  for (guint i = 0; i < LANES; i++)
    sums[i] = NAME (zero) ();

  for (; l + LANES <= k; l += LANES)
    {
#pragma GCC unroll 8
      for (guint i = 0; i < rows; i++)
        {
          Vector x = NAME (load) (a + (gsize) i * k + l);
#pragma GCC unroll 8
          for (guint j = 0; j < columns; j++)
            sums[i * columns + j] += x * NAME (load) (b + (gsize) j * k + l);
        }
    }
  if (l < k)
    {
#pragma GCC unroll 8
      for (guint i = 0; i < rows; i++)
        {
          /* What follows A's row must not count. */
          Vector x = (Vector) ((Mask) NAME (load) (a + (gsize) i * k + l) & tail);
#pragma GCC unroll 8
          for (guint j = 0; j < columns; j++)
            sums[i * columns + j] += x * NAME (load) (b + (gsize) j * k + l);
        }
    }

  return NAME (sum_each) (sums);
}

/* @columns columns of C, from row to row. @columns is constant at every
 * call. Where these are all columns, and fill a vector several times, so
 * many rows are done at once, because they follow one another in C. */
TARGET NRN_INLINE void
NAME (dot_columns) (guint        columns,
                    guint        m,
                    guint        n,
                    guint        k,
                    const float *a,
                    const float *b,
                    const float *row,
                    float       *c)
{
  const guint at_once = LANES / columns;
  Mask tail = NAME (first_lanes) (k % LANES);
  Vector start = row != NULL ? NAME (load) (row) : NAME (zero) ();
  guint i = 0;

  if (at_once > 1 && at_once * columns == LANES && n == columns && m >= at_once)
    {
      Vector starts = start;

      for (guint lane = 0; lane < LANES; lane++)
        starts[lane] = start[lane % columns];
      for (; i + at_once <= m; i += at_once)
        NAME (store) (c + (gsize) i * n,
                      starts + NAME (dots) (at_once, columns, k, a + (gsize) i * k, b, tail));
    }

  for (; i < m; i++)
    NAME (store) (c + (gsize) i * n,
                  start + NAME (dots) (1, columns, k, a + (gsize) i * k, b, tail));
}

/* The same for a number of columns that is known only now; at most LANES. */
TARGET static void
NAME (dot_last_columns) (guint        columns,
                         guint        m,
                         guint        n,
                         guint        k,
                         const float *a,
                         const float *b,
                         const float *row,
                         float       *c)
{
  switch (columns)
    {
#define CASE(columns) \
    case columns: NAME (dot_columns) (columns, m, n, k, a, b, row, c); break;
    CASE (1)
    CASE (2)
    CASE (3)
    CASE (4)
#if LANES == 8
    CASE (5)
    CASE (6)
    CASE (7)
    CASE (8)
#endif
#undef CASE
    default: break;
    }
}

TARGET static void
NAME (matmul_nt) (guint        m,
                  guint        n,
                  guint        k,
                  const float *a,
                  const float *b,
                  const float *row,
                  float       *c)
{
  if (n <= LANES)
    {
      NAME (dot_last_columns) (n, m, n, k, a, b, row, c);
      return;
    }

  /* Row by row, so that what the end of a row spills over the beginning of
   * the next is written again. */
  for (guint i = 0; i < m; i++)
    {
      const float *a_row = a + (gsize) i * k;
      float *c_row = c + (gsize) i * n;
      guint j = 0;

      for (; j + LANES <= n; j += LANES)
        NAME (dot_columns) (LANES, 1, n, k, a_row, b + (gsize) j * k,
                            row != NULL ? row + j : NULL, c_row + j);
      NAME (dot_last_columns) (n - j, 1, n, k, a_row, b + (gsize) j * k,
                               row != NULL ? row + j : NULL, c_row + j);
    }
}

TARGET static void
NAME (sum_rows) (guint        m,
                 guint        n,
                 const float *a,
                 float       *sums)
{
  for (guint j = 0; j < n; j += LANES)
    {
      Vector sum = NAME (zero) ();
      const float *column = a + j;

      for (guint i = 0; i < m; i++, column += n)
        sum += NAME (load) (column);
      NAME (store) (sums + j, sum);
    }
}

#undef Vector
#undef Mask
