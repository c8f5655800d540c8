/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * hard_sigmoid, hard_tanh and sparse_sigmoid: straight from one end to the other.
 */

#include "config.h"

#include "nrn-activation-hard.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation-elementwise.h"

/* ---- hard_sigmoid ---- */

NRN_INLINE float
hard_sigmoid_of (float x,
                 float unused)
{
  float y = (x + 3.0f) / 6.0f;

  y = x <= -3 ? 0 : y;

  return x >= 3 ? 1 : y;
}

NRN_INLINE float
hard_sigmoid_slope (float x,
                    float y,
                    float unused)
{
  return x > -3 && x < 3 ? 1.0f / 6.0f : 0;
}

NRN_ELEMENTWISE (hard_sigmoid)

const NrnActivation nrn_activation_hard_sigmoid = {
  .kind = {
    .name = "hard_sigmoid",
    .formula = "min(max(x + 3, 0), 6) ∕ 6",
    .derivative = "1 ∕ 6 if −3 < x < 3, else 0",
    .range = "[0, 1]",
    .purpose = N_("A sigmoid of three straight lines, which is quicker to compute; Keras 2 had a "
                  "steeper one."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = hard_sigmoid_forward,
  .backward = hard_sigmoid_backward,
};

/* ---- hard_tanh ---- */

NRN_INLINE float
hard_tanh_of (float x,
              float unused)
{
  x = x < -1 ? -1 : x;

  return x > 1 ? 1 : x;
}

NRN_INLINE float
hard_tanh_slope (float x,
                 float y,
                 float unused)
{
  return x > -1 && x < 1 ? 1 : 0;
}

NRN_ELEMENTWISE (hard_tanh)

const NrnActivation nrn_activation_hard_tanh = {
  .kind = {
    .name = "hard_tanh",
    .formula = "min(max(x, −1), 1)",
    .derivative = "1 if −1 < x < 1, else 0",
    .range = "[−1, 1]",
    .purpose = N_("A tanh of three straight lines, which is quicker to compute."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = hard_tanh_forward,
  .backward = hard_tanh_backward,
};

/* ---- sparse_sigmoid ---- */

NRN_INLINE float
sparse_sigmoid_of (float x,
                   float unused)
{
  float y = 0.5f * (x + 1.0f);

  y = x <= -1 ? 0 : y;

  return x >= 1 ? 1 : y;
}

NRN_INLINE float
sparse_sigmoid_slope (float x,
                      float y,
                      float unused)
{
  return x > -1 && x < 1 ? 0.5f : 0;
}

NRN_ELEMENTWISE (sparse_sigmoid)

const NrnActivation nrn_activation_sparse_sigmoid = {
  .kind = {
    .name = "sparse_sigmoid",
    .formula = "min(max((x + 1) ∕ 2, 0), 1)",
    .derivative = "1 ∕ 2 if −1 < x < 1, else 0",
    .range = "[0, 1]",
    .purpose = N_("A sigmoid that is exactly 0 or 1 outside of −1 to 1; the slope of sparse_plus."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = sparse_sigmoid_forward,
  .backward = sparse_sigmoid_backward,
};
