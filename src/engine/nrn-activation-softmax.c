/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * softmax: y_i = e^x_i / Σ_j e^x_j over a row, range (0, 1), sum 1.
 * ∂y_i/∂x_j = y_i ([i = j] − y_j).
 */

#include "nrn-activation-softmax.h"

#include "nrn-vector.h"

NRN_VECTORIZED static void
softmax_forward (const NrnConfig *config,
                 guint            n_rows,
                 guint            n_cols,
                 const float     *inputs,
                 float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  /* Subtract the row's maximum, so that e^x cannot overflow. */
  for (gsize row = 0; row < n; row += n_cols)
    {
      float max = inputs[row];

      for (guint i = 1; i < n_cols; i++)
        max = inputs[row + i] > max ? inputs[row + i] : max;
      for (guint i = 0; i < n_cols; i++)
        outputs[row + i] = inputs[row + i] - max;
    }

  /* All rows in one loop, because a row may be shorter than a vector. */
  for (gsize i = 0; i < n; i++)
    outputs[i] = nrn_exp (outputs[i]);

  for (gsize row = 0; row < n; row += n_cols)
    {
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        sum += outputs[row + i];
      for (guint i = 0; i < n_cols; i++)
        outputs[row + i] /= sum;
    }
}

NRN_VECTORIZED static void
softmax_backward (const NrnConfig *config,
                  guint            n_rows,
                  guint            n_cols,
                  const float     *inputs,
                  const float     *outputs,
                  const float     *d_outputs,
                  float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize row = 0; row < n; row += n_cols)
    {
      float mean = 0;

      for (guint i = 0; i < n_cols; i++)
        mean += d_outputs[row + i] * outputs[row + i];
      for (guint i = 0; i < n_cols; i++)
        d_inputs[row + i] = outputs[row + i] * (d_outputs[row + i] - mean);
    }
}

const NrnActivation nrn_activation_softmax = {
  .kind = { .name = "softmax" },
  .forward = softmax_forward,
  .backward = softmax_backward,
};
