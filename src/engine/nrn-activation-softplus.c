/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * softplus, squareplus, sparse_plus, log_sigmoid and softsign: smooth bends.
 */

#include "config.h"

#include "nrn-activation-softplus.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation-elementwise.h"

/* ---- softplus ---- */

NRN_INLINE float
softplus_of (float x,
             float unused)
{
  return nrn_softplus (x);
}

NRN_INLINE float
softplus_slope (float x,
                float y,
                float unused)
{
  return nrn_sigmoid (x);
}

NRN_ELEMENTWISE (softplus)

const NrnActivation nrn_activation_softplus = {
  .kind = {
    .name = "softplus",
    .formula = "ln(1 + eˣ)",
    .derivative = "σ(x) = 1 ∕ (1 + e⁻ˣ)",
    .range = "(0, ∞)",
    .purpose = N_("A relu with a rounded corner, always above 0; for outputs that must be "
                  "positive."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = softplus_forward,
  .backward = softplus_backward,
};

/* ---- squareplus ---- */

#define SQUARE_LIMIT 1e18f

NRN_INLINE float
squareplus_of (float x,
               float b)
{
  float root = sqrtf (x * x + b);
  float y = x < 0 ? 0.5f * b / (root - x) : 0.5f * (x + root);

  /* The square must not overflow; so far out the corner cannot be seen. */
  return x > SQUARE_LIMIT ? x : y;
}

NRN_INLINE float
squareplus_slope (float x,
                  float y,
                  float b)
{
  float root = sqrtf (x * x + b);
  float slope = 0.5f * (1.0f + x / root);

  slope = root > 0 ? slope : 0.5f;
  slope = x > SQUARE_LIMIT ? 1 : slope;

  return x < -SQUARE_LIMIT ? 0 : slope;
}

NRN_ELEMENTWISE (squareplus)

static const NrnPropertySpec squareplus_properties[] = {
  {
    .name = "b",
    .default_value = 4,
    .minimum = 0,
    .maximum = 1e6,
    .description = N_("How wide the rounded corner is; 0 makes it a relu."),
  },
};

const NrnActivation nrn_activation_squareplus = {
  .kind = {
    .name = "squareplus",
    .properties = squareplus_properties,
    .n_properties = G_N_ELEMENTS (squareplus_properties),
    .formula = "(x + √(x² + b)) ∕ 2",
    .derivative = "(1 + x ∕ √(x² + b)) ∕ 2",
    .range = "(0, ∞)",
    .purpose = N_("Much like softplus, but without an exponential."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = squareplus_forward,
  .backward = squareplus_backward,
};

/* ---- sparse_plus ---- */

NRN_INLINE float
sparse_plus_of (float x,
                float unused)
{
  float y = 0.25f * (x + 1.0f) * (x + 1.0f);

  y = x <= -1 ? 0 : y;

  return x >= 1 ? x : y;
}

NRN_INLINE float
sparse_plus_slope (float x,
                   float y,
                   float unused)
{
  float slope = 0.5f * (x + 1.0f);

  slope = x <= -1 ? 0 : slope;

  return x >= 1 ? 1 : slope;
}

NRN_ELEMENTWISE (sparse_plus)

const NrnActivation nrn_activation_sparse_plus = {
  .kind = {
    .name = "sparse_plus",
    .formula = "0 if x ≤ −1, x if x ≥ 1, else (x + 1)² ∕ 4",
    .derivative = "0 if x ≤ −1, 1 if x ≥ 1, else (x + 1) ∕ 2",
    .range = "[0, ∞)",
    .purpose = N_("A relu with a rounded corner that is exactly 0 below −1."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = sparse_plus_forward,
  .backward = sparse_plus_backward,
};

/* ---- log_sigmoid ---- */

NRN_INLINE float
log_sigmoid_of (float x,
                float unused)
{
  return -nrn_softplus (-x);
}

NRN_INLINE float
log_sigmoid_slope (float x,
                   float y,
                   float unused)
{
  return nrn_sigmoid (-x);
}

NRN_ELEMENTWISE (log_sigmoid)

const NrnActivation nrn_activation_log_sigmoid = {
  .kind = {
    .name = "log_sigmoid",
    .formula = "ln(σ(x)) = −ln(1 + e⁻ˣ)",
    .derivative = "σ(−x) = 1 ∕ (1 + eˣ)",
    .range = "(−∞, 0)",
    .purpose = N_("The logarithm of a sigmoid, computed without rounding to 0 first."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = log_sigmoid_forward,
  .backward = log_sigmoid_backward,
};

/* ---- softsign ---- */

NRN_INLINE float
softsign_of (float x,
             float unused)
{
  return x / (1.0f + fabsf (x));
}

NRN_INLINE float
softsign_slope (float x,
                float y,
                float unused)
{
  float side = 1.0f + fabsf (x);

  return 1.0f / side / side;
}

NRN_ELEMENTWISE (softsign)

const NrnActivation nrn_activation_softsign = {
  .kind = {
    .name = "softsign",
    .formula = "x ∕ (1 + |x|)",
    .derivative = "1 ∕ (1 + |x|)²",
    .range = "(−1, 1)",
    .purpose = N_("Much like tanh, but comes nearer to its ends more slowly."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = softsign_forward,
  .backward = softsign_backward,
};
