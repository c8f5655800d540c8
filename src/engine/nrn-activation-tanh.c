/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * tanh: y = tanh (x), dy/dx = 1 − y², range (−1, 1).
 */

#include "nrn-activation-tanh.h"

#include <math.h>

#include "nrn-vector.h"

/* Two ways, as in Cephes' tanhf: a polynomial where 1 − 2 / (e^2x + 1)
 * would cancel, and that expression elsewhere. */
NRN_INLINE float
tanh_of (float x)
{
  float square = x * x;
  float p = -5.70498872745e-3f;
  float small, large;

  p = p * square + 2.06390887954e-2f;
  p = p * square - 5.37397155531e-2f;
  p = p * square + 1.33314422036e-1f;
  p = p * square - 3.33332819422e-1f;
  small = p * square * x + x;
  large = 1.0f - 2.0f / (nrn_exp (2.0f * x) + 1.0f);

  return fabsf (x) < 0.625f ? small : large;
}

NRN_VECTORIZED static void
tanh_forward (const NrnConfig *config,
              guint            n_rows,
              guint            n_cols,
              const float     *inputs,
              float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    outputs[i] = tanh_of (inputs[i]);
}

NRN_VECTORIZED static void
tanh_backward (const NrnConfig *config,
               guint            n_rows,
               guint            n_cols,
               const float     *inputs,
               const float     *outputs,
               const float     *d_outputs,
               float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    d_inputs[i] = d_outputs[i] * (1.0f - outputs[i] * outputs[i]);
}

const NrnActivation nrn_activation_tanh = {
  .kind = { .name = "tanh" },
  .forward = tanh_forward,
  .backward = tanh_backward,
};
