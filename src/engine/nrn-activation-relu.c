/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * relu: y = max (x, 0), dy/dx = 1 for x > 0 and 0 otherwise, range [0, ∞).
 */

#include "nrn-activation-relu.h"

#include "nrn-vector.h"

NRN_VECTORIZED static void
relu_forward (const NrnConfig *config,
              guint            n_rows,
              guint            n_cols,
              const float     *inputs,
              float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  /* Asked this way round, NaN stays NaN. */
  for (gsize i = 0; i < n; i++)
    outputs[i] = inputs[i] < 0 ? 0 : inputs[i];
}

NRN_VECTORIZED static void
relu_backward (const NrnConfig *config,
               guint            n_rows,
               guint            n_cols,
               const float     *inputs,
               const float     *outputs,
               const float     *d_outputs,
               float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    d_inputs[i] = inputs[i] > 0 ? d_outputs[i] : 0;
}

const NrnActivation nrn_activation_relu = {
  .kind = { .name = "relu" },
  .forward = relu_forward,
  .backward = relu_backward,
};
