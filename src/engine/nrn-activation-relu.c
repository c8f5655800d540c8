/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * relu, leaky_relu and relu6: straight lines with a bend at 0.
 *
 * At the bends the slope is PyTorch's, under Keras: 0 for relu at 0.
 */

#include "config.h"

#include "nrn-activation-relu.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation-elementwise.h"

/* ---- relu ---- */

enum
{
  NEGATIVE_SLOPE,
  MAX_VALUE,
  THRESHOLD,
};

typedef struct
{
  float negative_slope;
  float max_value;
  float threshold;
} Bends;

static Bends
get_bends (const NrnConfig *config)
{
  float max_value = (float) nrn_config_get_number (config, MAX_VALUE);

  return (Bends) {
    .negative_slope = (float) nrn_config_get_number (config, NEGATIVE_SLOPE),
    .max_value = isnan (max_value) ? INFINITY : max_value,
    .threshold = (float) nrn_config_get_number (config, THRESHOLD),
  };
}

/* With arguments. What is above the threshold stays, but within
 * [0, max_value] if there is a maximum; below, the slope counts from the
 * threshold. */
NRN_VECTORIZED static void
bent_forward (Bends        bends,
              gsize        n,
              const float *inputs,
              float       *outputs)
{
  float low = bends.max_value < INFINITY ? 0 : -INFINITY;

  for (gsize i = 0; i < n; i++)
    {
      float x = inputs[i];
      float above = x <= bends.threshold ? 0 : x;
      float below = x < bends.threshold ? bends.threshold - x : 0;

      above = above < low ? low : above;
      above = above > bends.max_value ? bends.max_value : above;
      outputs[i] = above - bends.negative_slope * below;
    }
}

NRN_VECTORIZED static void
bent_backward (Bends        bends,
               gsize        n,
               const float *inputs,
               const float *d_outputs,
               float       *d_inputs)
{
  float low = bends.max_value < INFINITY ? 0 : -INFINITY;

  for (gsize i = 0; i < n; i++)
    {
      float x = inputs[i];
      float slope = x > bends.threshold ? 1 : 0;

      slope = x < low || x > bends.max_value ? 0 : slope;
      slope = x < bends.threshold ? slope + bends.negative_slope : slope;
      d_inputs[i] = d_outputs[i] * slope;
    }
}

NRN_VECTORIZED static void
plain_forward (gsize        n,
               const float *inputs,
               float       *outputs)
{
  /* Asked this way round, NaN stays NaN. */
  for (gsize i = 0; i < n; i++)
    outputs[i] = inputs[i] < 0 ? 0 : inputs[i];
}

NRN_VECTORIZED static void
plain_backward (gsize        n,
                const float *inputs,
                const float *d_outputs,
                float       *d_inputs)
{
  for (gsize i = 0; i < n; i++)
    d_inputs[i] = inputs[i] > 0 ? d_outputs[i] : 0;
}

static void
relu_forward (const NrnConfig *config,
              guint            n_rows,
              guint            n_cols,
              const float     *inputs,
              float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  if (nrn_config_is_default (config))
    plain_forward (n, inputs, outputs);
  else
    bent_forward (get_bends (config), n, inputs, outputs);
}

static void
relu_backward (const NrnConfig *config,
               guint            n_rows,
               guint            n_cols,
               const float     *inputs,
               const float     *outputs,
               const float     *d_outputs,
               float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  if (nrn_config_is_default (config))
    plain_backward (n, inputs, d_outputs, d_inputs);
  else
    bent_backward (get_bends (config), n, inputs, d_outputs, d_inputs);
}

static const NrnPropertySpec relu_properties[] = {
  [NEGATIVE_SLOPE] = {
    .name = "negative_slope",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1e6,
    .description = N_("The slope below the threshold."),
  },
  [MAX_VALUE] = {
    .name = "max_value",
    .default_value = NAN,
    .minimum = 0,
    .maximum = 1e30,
    .optional = TRUE,
    .description = N_("The largest value that comes out; none for no limit."),
  },
  [THRESHOLD] = {
    .name = "threshold",
    .default_value = 0,
    .minimum = -1e30,
    .maximum = 1e30,
    .description = N_("Only what is above this passes."),
  },
};

const NrnActivation nrn_activation_relu = {
  .kind = {
    .name = "relu",
    .properties = relu_properties,
    .n_properties = G_N_ELEMENTS (relu_properties),
    .formula = "max(0, x)",
    .derivative = "1 if x > 0, else 0",
    .range = "[0, ∞)",
    .purpose = N_("Lets what is positive pass and turns the rest off; the usual choice for hidden "
                  "layers."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = relu_forward,
  .backward = relu_backward,
};

/* ---- leaky_relu ---- */

NRN_INLINE float
leaky_relu_of (float x,
               float negative_slope)
{
  return x < 0 ? negative_slope * x : x;
}

NRN_INLINE float
leaky_relu_slope (float x,
                  float y,
                  float negative_slope)
{
  return x > 0 ? 1 : negative_slope;
}

NRN_ELEMENTWISE (leaky_relu)

static const NrnPropertySpec leaky_relu_properties[] = {
  {
    .name = "negative_slope",
    .default_value = 0.2,
    .minimum = 0,
    .maximum = 1e6,
    .old_name = "alpha",
    .description = N_("The slope for negative x."),
  },
};

const NrnActivation nrn_activation_leaky_relu = {
  .kind = {
    .name = "leaky_relu",
    .properties = leaky_relu_properties,
    .n_properties = G_N_ELEMENTS (leaky_relu_properties),
    .formula = "x if x ≥ 0, else negative_slope · x",
    .derivative = "1 if x > 0, else negative_slope",
    .range = "(−∞, ∞)",
    .purpose = N_("Like relu, but a little of what is negative passes too, so that no unit can be "
                  "off for good."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = leaky_relu_forward,
  .backward = leaky_relu_backward,
};

/* ---- relu6 ---- */

NRN_INLINE float
relu6_of (float x,
          float unused)
{
  x = x < 0 ? 0 : x;

  return x > 6 ? 6 : x;
}

NRN_INLINE float
relu6_slope (float x,
             float y,
             float unused)
{
  return x > 0 && x < 6 ? 1 : 0;
}

NRN_ELEMENTWISE (relu6)

const NrnActivation nrn_activation_relu6 = {
  .kind = {
    .name = "relu6",
    .formula = "min(max(0, x), 6)",
    .derivative = "1 if 0 < x < 6, else 0",
    .range = "[0, 6]",
    .purpose = N_("A relu that ends at 6; made for networks on phones, whose numbers have few "
                  "digits."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = relu6_forward,
  .backward = relu6_backward,
};
