/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The share of rows that a network gets right, as Keras resolves the metric
 * "accuracy".
 */

#include "nrn-accuracy.h"

/**
 * nrn_accuracy_argmax:
 * @n: length of @values; at least 1
 * @values: numbers
 *
 * Returns: the index of the largest; the first of equals, as in NumPy
 */
guint
nrn_accuracy_argmax (guint        n,
                     const float *values)
{
  guint best = 0;

  for (guint i = 1; i < n; i++)
    {
      if (values[i] > values[best])
        best = i;
    }

  return best;
}

/**
 * nrn_accuracy_count:
 * @n_rows: rows
 * @n_cols: outputs of a row
 * @outputs: shape (n_rows, n_cols), row-major
 * @target_kind: what @targets holds
 * @targets: shape (n_rows) for %NRN_TARGET_CLASS, else (n_rows, n_cols)
 *
 * Counts the rows that are right. It goes by the shape, never by the loss:
 * one output is right when `output > 0.5` equals the target; several are
 * right when the largest is at the label. Source: Keras 3,
 * `keras/src/trainers/compile_utils.py`, `get_metric`.
 *
 * Returns: the number of rows that are right
 */
guint
nrn_accuracy_count (guint          n_rows,
                    guint          n_cols,
                    const float   *outputs,
                    NrnTargetKind  target_kind,
                    const float   *targets)
{
  guint n_right = 0;

  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;

      if (n_cols == 1)
        n_right += targets[row] == (p[0] > 0.5f ? 1.0f : 0.0f);
      else if (target_kind == NRN_TARGET_CLASS)
        n_right += (float) nrn_accuracy_argmax (n_cols, p) == targets[row];
      else
        n_right += nrn_accuracy_argmax (n_cols, p) ==
                   nrn_accuracy_argmax (n_cols, targets + (gsize) row * n_cols);
    }

  return n_right;
}
