/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * elu, selu, celu and exponential: e^x for negative x, or for all.
 */

#include "config.h"

#include "nrn-activation-elu.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation-elementwise.h"

/* ---- elu ---- */

NRN_INLINE float
elu_of (float x,
        float alpha)
{
  return x > 0 ? x : alpha * nrn_expm1 (x);
}

NRN_INLINE float
elu_slope (float x,
           float y,
           float alpha)
{
  return x > 0 ? 1 : alpha * nrn_exp (x);
}

NRN_ELEMENTWISE (elu)

static const NrnPropertySpec elu_properties[] = {
  {
    .name = "alpha",
    .default_value = 1,
    .minimum = -1e6,
    .maximum = 1e6,
    .description = N_("How far the value goes down for negative x."),
  },
};

const NrnActivation nrn_activation_elu = {
  .kind = {
    .name = "elu",
    .properties = elu_properties,
    .n_properties = G_N_ELEMENTS (elu_properties),
    .formula = "x if x > 0, else alpha · (eˣ − 1)",
    .derivative = "1 if x > 0, else alpha · eˣ",
    .range = "(−alpha, ∞)",
    .purpose = N_("Like relu, but bends smoothly to a negative value, which keeps the mean of the "
                  "outputs near 0."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = elu_forward,
  .backward = elu_backward,
};

/* ---- selu ---- */

/* So that mean 0 and variance 1 stay (Klambauer and others, 2017). */
#define SELU_ALPHA 1.67326324235438f
#define SELU_SCALE 1.05070098735548f

NRN_INLINE float
selu_of (float x,
         float unused)
{
  return x > 0 ? SELU_SCALE * x : SELU_SCALE * SELU_ALPHA * nrn_expm1 (x);
}

NRN_INLINE float
selu_slope (float x,
            float y,
            float unused)
{
  return x > 0 ? SELU_SCALE : SELU_SCALE * SELU_ALPHA * nrn_exp (x);
}

NRN_ELEMENTWISE (selu)

const NrnActivation nrn_activation_selu = {
  .kind = {
    .name = "selu",
    .formula = "scale · x if x > 0, else scale · alpha · (eˣ − 1); scale = 1.0507, alpha = 1.6733",
    .derivative = "scale if x > 0, else scale · alpha · eˣ",
    .range = "(−1.7581, ∞)",
    .purpose = N_("An elu with two constants that keep mean and spread the same from layer to "
                  "layer; use it with lecun_normal."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = selu_forward,
  .backward = selu_backward,
};

/* ---- celu ---- */

NRN_INLINE float
celu_of (float x,
         float alpha)
{
  return x > 0 ? x : alpha * nrn_expm1 (x / alpha);
}

NRN_INLINE float
celu_slope (float x,
            float y,
            float alpha)
{
  return x > 0 ? 1 : nrn_exp (x / alpha);
}

NRN_ELEMENTWISE (celu)

static const NrnPropertySpec celu_properties[] = {
  {
    .name = "alpha",
    .default_value = 1,
    .minimum = 0,
    .maximum = 1e6,
    .minimum_excluded = TRUE,
    .description = N_("How far the value goes down for negative x."),
  },
};

const NrnActivation nrn_activation_celu = {
  .kind = {
    .name = "celu",
    .properties = celu_properties,
    .n_properties = G_N_ELEMENTS (celu_properties),
    .formula = "x if x > 0, else alpha · (e^(x ∕ alpha) − 1)",
    .derivative = "1 if x > 0, else e^(x ∕ alpha)",
    .range = "(−alpha, ∞)",
    .purpose = N_("An elu without a bend at 0, whatever alpha is."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = celu_forward,
  .backward = celu_backward,
};

/* ---- exponential ---- */

NRN_INLINE float
exponential_of (float x,
                float unused)
{
  return nrn_exp_wide (x);
}

NRN_INLINE float
exponential_slope (float x,
                   float y,
                   float unused)
{
  return y;
}

NRN_ELEMENTWISE (exponential)

const NrnActivation nrn_activation_exponential = {
  .kind = {
    .name = "exponential",
    .formula = "eˣ",
    .derivative = "eˣ",
    .range = "(0, ∞)",
    .purpose = N_("Makes any number positive, for outputs such as counts; grows so fast that "
                  "training overflows easily."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = exponential_forward,
  .backward = exponential_backward,
};
