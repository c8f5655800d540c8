/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * soft_shrink, hard_shrink and tanh_shrink: small numbers become 0 or smaller.
 */

#include "config.h"

#include "nrn-activation-shrink.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation-elementwise.h"

/* ---- soft_shrink ---- */

NRN_INLINE float
soft_shrink_of (float x,
                float threshold)
{
  float rest = x > 0 ? x - threshold : x + threshold;

  return fabsf (x) <= threshold ? 0 : rest;
}

NRN_INLINE float
soft_shrink_slope (float x,
                   float y,
                   float threshold)
{
  return fabsf (x) > threshold ? 1 : 0;
}

NRN_ELEMENTWISE (soft_shrink)

static const NrnPropertySpec soft_shrink_properties[] = {
  {
    .name = "threshold",
    .default_value = 0.5,
    .minimum = 0,
    .maximum = 1e6,
    .description = N_("How far from 0 numbers count as 0."),
  },
};

const NrnActivation nrn_activation_soft_shrink = {
  .kind = {
    .name = "soft_shrink",
    .properties = soft_shrink_properties,
    .n_properties = G_N_ELEMENTS (soft_shrink_properties),
    .formula = "sign(x) · max(|x| − threshold, 0)",
    .derivative = "1 if |x| > threshold, else 0",
    .range = "(−∞, ∞)",
    .purpose = N_("Turns small numbers into 0 and moves all others towards it, which removes "
                  "noise."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = soft_shrink_forward,
  .backward = soft_shrink_backward,
};

/* ---- hard_shrink ---- */

NRN_INLINE float
hard_shrink_of (float x,
                float threshold)
{
  return fabsf (x) <= threshold ? 0 : x;
}

NRN_INLINE float
hard_shrink_slope (float x,
                   float y,
                   float threshold)
{
  return fabsf (x) > threshold ? 1 : 0;
}

NRN_ELEMENTWISE (hard_shrink)

static const NrnPropertySpec hard_shrink_properties[] = {
  {
    .name = "threshold",
    .default_value = 0.5,
    .minimum = 0,
    .maximum = 1e6,
    .description = N_("How far from 0 numbers count as 0."),
  },
};

const NrnActivation nrn_activation_hard_shrink = {
  .kind = {
    .name = "hard_shrink",
    .properties = hard_shrink_properties,
    .n_properties = G_N_ELEMENTS (hard_shrink_properties),
    .formula = "x if |x| > threshold, else 0",
    .derivative = "1 where |x| > threshold, else 0",
    .range = "(−∞, ∞)",
    .purpose = N_("Turns small numbers into 0 and leaves all others as they are."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = hard_shrink_forward,
  .backward = hard_shrink_backward,
};

/* ---- tanh_shrink ---- */

NRN_INLINE float
tanh_shrink_of (float x,
                float unused)
{
  return x - nrn_tanh (x);
}

NRN_INLINE float
tanh_shrink_slope (float x,
                   float y,
                   float unused)
{
  float t = nrn_tanh (x);

  return t * t;
}

NRN_ELEMENTWISE (tanh_shrink)

const NrnActivation nrn_activation_tanh_shrink = {
  .kind = {
    .name = "tanh_shrink",
    .formula = "x − tanh(x)",
    .derivative = "tanh²(x)",
    .range = "(−∞, ∞)",
    .purpose = N_("Makes small numbers much smaller, without a bend."),
    .source = "Keras 3, keras/src/ops/nn.py",
  },
  .forward = tanh_shrink_forward,
  .backward = tanh_shrink_backward,
};
