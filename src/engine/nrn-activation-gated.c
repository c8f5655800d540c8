/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * silu, hard_silu, gelu and mish: x times a gate that opens from 0 to 1.
 */

#include "config.h"

#include "nrn-activation-gated.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation-elementwise.h"

/* Further down the gate is 0; without this, a huge negative x would make
 * something of what nrn_exp() leaves of it. */
#define GATE_CLOSED -80.0f

NRN_INLINE float
unless_closed (float x,
               float gate)
{
  return x < GATE_CLOSED ? 0 : gate;
}

/* ---- silu ---- */

NRN_INLINE float
silu_of (float x,
         float unused)
{
  return x * unless_closed (x, nrn_sigmoid (x));
}

NRN_INLINE float
silu_slope (float x,
            float y,
            float unused)
{
  float gate = nrn_sigmoid (x);

  return unless_closed (x, gate * (1.0f + x * (1.0f - gate)));
}

NRN_ELEMENTWISE (silu)

static const char *const silu_aliases[] = { "swish", NULL };

const NrnActivation nrn_activation_silu = {
  .kind = {
    .name = "silu",
    .aliases = silu_aliases,
    .formula = "x · sigmoid(x)",
    .derivative = "σ(x) · (1 + x · (1 − σ(x)))",
    .range = "[−0.2785, ∞)",
    .purpose = N_("A smooth relu that dips a little below 0; also called swish."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = silu_forward,
  .backward = silu_backward,
};

/* ---- hard_silu ---- */

NRN_INLINE float
hard_silu_of (float x,
              float unused)
{
  if (x <= -3)
    return 0;

  return x >= 3 ? x : x * (x + 3.0f) / 6.0f;
}

NRN_INLINE float
hard_silu_slope (float x,
                 float y,
                 float unused)
{
  float slope = x / 3.0f + 0.5f;

  slope = x <= -3 ? 0 : slope;

  return x >= 3 ? 1 : slope;
}

NRN_ELEMENTWISE (hard_silu)

static const char *const hard_silu_aliases[] = { "hard_swish", NULL };

const NrnActivation nrn_activation_hard_silu = {
  .kind = {
    .name = "hard_silu",
    .aliases = hard_silu_aliases,
    .formula = "x · hard_sigmoid(x)",
    .derivative = "0 if x ≤ −3, 1 if x ≥ 3, else x ∕ 3 + 1 ∕ 2",
    .range = "[−3 ∕ 8, ∞)",
    .purpose = N_("A silu of straight lines and a parabola, which is quicker to compute; also "
                  "called hard_swish."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = hard_silu_forward,
  .backward = hard_silu_backward,
};

/* ---- gelu ---- */

#define ROOT_2_OVER_PI   0.79788456080286536f    /* √(2 / π) */
#define GELU_CUBE        0.044715f

/* nrn_normal_share() by tanh, as 1 / (1 + e^−2u). */
NRN_INLINE float
approximate_share (float x)
{
  return nrn_sigmoid (2.0f * ROOT_2_OVER_PI * (x + GELU_CUBE * x * x * x));
}

NRN_VECTORIZED static void
gelu_values (gsize        n,
             const float *inputs,
             float       *outputs)
{
  for (gsize i = 0; i < n; i++)
    {
      float x = inputs[i];

      outputs[i] = x * unless_closed (x, nrn_normal_share (x));
    }
}

NRN_VECTORIZED static void
gelu_gradients (gsize        n,
                const float *inputs,
                const float *d_outputs,
                float       *d_inputs)
{
  for (gsize i = 0; i < n; i++)
    {
      float x = inputs[i];
      float density = 0.5f * ROOT_2_OVER_PI * nrn_exp (-0.5f * x * x);

      /* Far out the density is 0, but 0 · ∞ is not. */
      density = x > -GATE_CLOSED ? 0 : density * x;
      d_inputs[i] = d_outputs[i] * unless_closed (x, nrn_normal_share (x) + density);
    }
}

NRN_VECTORIZED static void
approximate_values (gsize        n,
                    const float *inputs,
                    float       *outputs)
{
  for (gsize i = 0; i < n; i++)
    {
      float x = inputs[i];

      outputs[i] = x * unless_closed (x, approximate_share (x));
    }
}

NRN_VECTORIZED static void
approximate_gradients (gsize        n,
                       const float *inputs,
                       const float *d_outputs,
                       float       *d_inputs)
{
  for (gsize i = 0; i < n; i++)
    {
      float x = inputs[i];
      float share = approximate_share (x);
      float inner = 2.0f * ROOT_2_OVER_PI * (1.0f + 3.0f * GELU_CUBE * x * x);
      float rest = x * share * (1.0f - share) * inner;

      rest = x > -GATE_CLOSED ? 0 : rest;
      d_inputs[i] = d_outputs[i] * unless_closed (x, share + rest);
    }
}

static void
gelu_forward (const NrnConfig *config,
              guint            n_rows,
              guint            n_cols,
              const float     *inputs,
              float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  if (nrn_config_is_default (config))
    gelu_values (n, inputs, outputs);
  else
    approximate_values (n, inputs, outputs);
}

static void
gelu_backward (const NrnConfig *config,
               guint            n_rows,
               guint            n_cols,
               const float     *inputs,
               const float     *outputs,
               const float     *d_outputs,
               float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  if (nrn_config_is_default (config))
    gelu_gradients (n, inputs, d_outputs, d_inputs);
  else
    approximate_gradients (n, inputs, d_outputs, d_inputs);
}

static const NrnPropertySpec gelu_properties[] = {
  {
    .name = "approximate",
    .type = NRN_PROPERTY_BOOLEAN,
    .default_value = 0,
    .maximum = 1,
    .description = N_("Whether Φ is computed by a formula with tanh, which is off by up to 0.0005."),
  },
};

const NrnActivation nrn_activation_gelu = {
  .kind = {
    .name = "gelu",
    .properties = gelu_properties,
    .n_properties = G_N_ELEMENTS (gelu_properties),
    .formula = "x · Φ(x) = x ∕ 2 · (1 + erf(x ∕ √2))",
    .derivative = "Φ(x) + x · φ(x)",
    .range = "[−0.1700, ∞)",
    .purpose = N_("A smooth relu, weighted by how probable it is that a normal number is below x; "
                  "usual in language models."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = gelu_forward,
  .backward = gelu_backward,
};

/* tanh (softplus x) is n / (n + 2) with n = e^x (e^x + 2), which is 1 in
 * float32 long before e^x overflows. */
NRN_INLINE float
mish_exp (float x)
{
  return nrn_exp (x > 20.0f ? 20.0f : x);
}

/* ---- mish ---- */

NRN_INLINE float
mish_of (float x,
         float unused)
{
  float e = mish_exp (x);
  float n = e * (e + 2.0f);

  return x * unless_closed (x, n / (n + 2.0f));
}

NRN_INLINE float
mish_slope (float x,
            float y,
            float unused)
{
  float e = mish_exp (x);
  float n = e * (e + 2.0f);
  float gate = n / (n + 2.0f);
  float gate_slope = 4.0f * (n + 1.0f) / ((n + 2.0f) * (n + 2.0f)) * (e / (1.0f + e));
  float rest = x > 20.0f ? 0 : x * gate_slope;

  return unless_closed (x, gate + rest);
}

NRN_ELEMENTWISE (mish)

const NrnActivation nrn_activation_mish = {
  .kind = {
    .name = "mish",
    .formula = "x · tanh(softplus(x))",
    .derivative = "tanh(s) + x · σ(x) · (1 − tanh²(s)), s = softplus(x)",
    .range = "[−0.3088, ∞)",
    .purpose = N_("A smooth relu much like silu, a little steeper."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = mish_forward,
  .backward = mish_backward,
};
