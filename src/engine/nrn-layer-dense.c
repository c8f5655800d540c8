/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Dense: outputs = activation (inputs · kernel + bias), kernel of shape
 * (input_dim, units). Source: Keras 3, `keras/src/layers/core/dense.py`.
 */

#include "config.h"

#include "nrn-layer-dense.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation.h"
#include "nrn-architecture.h"
#include "nrn-matmul.h"
#include "nrn-vector.h"

enum
{
  KERNEL,
  BIAS,
};

static gboolean
uses_bias (const NrnConfig *config)
{
  return nrn_config_get_number (config, NRN_DENSE_USE_BIAS) != 0;
}

/* The kernel lies in memory the way that fills the vectors: a layer of 2
 * units after one of 32 keeps rows of 32, not of 2. */
static gboolean
keeps_kernel_transposed (guint input_dim,
                         guint units)
{
  return units < NRN_LANES && input_dim >= 2 * units;
}

static guint
dense_get_units (const NrnConfig *config,
                 guint            input_dim)
{
  return (guint) nrn_config_get_number (config, NRN_DENSE_UNITS);
}

static guint
dense_list_weights (const NrnConfig *config,
                    guint            input_dim,
                    NrnLayerWeight  *weights)
{
  guint units = dense_get_units (config, input_dim);

  weights[KERNEL] = (NrnLayerWeight) {
    .name = "kernel",
    .n_dims = 2,
    .dims = { input_dim, units },
    .initializer = nrn_config_get_config (config, NRN_DENSE_KERNEL_INITIALIZER),
    .regularizer = nrn_config_get_config (config, NRN_DENSE_KERNEL_REGULARIZER),
    .trainable = TRUE,
    .transposed = keeps_kernel_transposed (input_dim, units),
  };
  if (!uses_bias (config))
    return 1;

  weights[BIAS] = (NrnLayerWeight) {
    .name = "bias",
    .n_dims = 1,
    .dims = { units },
    .initializer = nrn_config_get_config (config, NRN_DENSE_BIAS_INITIALIZER),
    .regularizer = nrn_config_get_config (config, NRN_DENSE_BIAS_REGULARIZER),
    .trainable = TRUE,
  };
  return 2;
}

/* The weighted sums are kept for the backward pass. */
static gsize
dense_get_scratch (const NrnConfig *config,
                   guint            input_dim,
                   guint            max_rows)
{
  return (gsize) dense_get_units (config, input_dim) * max_rows;
}

static const NrnConfig *
dense_get_activation (const NrnConfig *config)
{
  return nrn_config_get_config (config, NRN_DENSE_ACTIVATION);
}

static const NrnConfig *
dense_get_activity_regularizer (const NrnConfig *config)
{
  return nrn_config_get_config (config, NRN_DENSE_ACTIVITY_REGULARIZER);
}

static void
dense_forward (NrnLayer    *layer,
               guint        n_rows,
               const float *inputs,
               float       *outputs,
               gboolean     training)
{
  guint input_dim = layer->input_dim;
  guint units = layer->units;
  float *sums = layer->scratch;

  if (keeps_kernel_transposed (input_dim, units))
    nrn_matmul_nt (n_rows, units, input_dim, inputs, layer->weights[KERNEL],
                   layer->weights[BIAS], sums);
  else
    nrn_matmul_nn (n_rows, units, input_dim, inputs, layer->weights[KERNEL],
                   layer->weights[BIAS], sums);

  nrn_activation_forward (dense_get_activation (layer->config), n_rows, units, sums, outputs);
}

static void
dense_backward (NrnLayer    *layer,
                guint        n_rows,
                const float *inputs,
                const float *outputs,
                float       *d_outputs,
                float       *d_inputs)
{
  guint input_dim = layer->input_dim;
  guint units = layer->units;
  const float *sums = layer->scratch;
  float *d_sums = d_outputs;

  nrn_activation_backward (dense_get_activation (layer->config), n_rows, units,
                           sums, outputs, d_outputs, d_sums);

  if (layer->gradients[BIAS] != NULL)
    nrn_matmul_sum_rows (n_rows, units, d_sums, layer->gradients[BIAS]);

  if (keeps_kernel_transposed (input_dim, units))
    {
      if (layer->gradients[KERNEL] != NULL)
        nrn_matmul_tn (units, input_dim, n_rows, d_sums, inputs, layer->gradients[KERNEL]);
      if (d_inputs != NULL)
        nrn_matmul_nn (n_rows, input_dim, units, d_sums, layer->weights[KERNEL], NULL, d_inputs);
    }
  else
    {
      if (layer->gradients[KERNEL] != NULL)
        nrn_matmul_tn (input_dim, units, n_rows, inputs, d_sums, layer->gradients[KERNEL]);
      if (d_inputs != NULL)
        nrn_matmul_nt (n_rows, input_dim, units, d_sums, layer->weights[KERNEL], NULL, d_inputs);
    }
}

static const NrnPropertySpec properties[] = {
  [NRN_DENSE_UNITS] = {
    .name = "units",
    .type = NRN_PROPERTY_INTEGER,
    .default_value = 1,
    .minimum = 1,
    .maximum = NRN_MAX_UNITS,
    .required = TRUE,
    .description = N_("How many outputs it has."),
  },
  [NRN_DENSE_ACTIVATION] = {
    .name = "activation",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_ACTIVATION,
    .default_name = "linear",
    .description = N_("What is done to the weighted sums."),
  },
  [NRN_DENSE_USE_BIAS] = {
    .name = "use_bias",
    .type = NRN_PROPERTY_BOOLEAN,
    .default_value = 1,
    .maximum = 1,
    .description = N_("Whether a number of its own is added to each weighted sum."),
  },
  [NRN_DENSE_KERNEL_INITIALIZER] = {
    .name = "kernel_initializer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_INITIALIZER,
    .default_name = "glorot_uniform",
    .description = N_("What the kernel starts with."),
  },
  [NRN_DENSE_BIAS_INITIALIZER] = {
    .name = "bias_initializer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_INITIALIZER,
    .default_name = "zeros",
    .description = N_("What the bias starts with."),
  },
  [NRN_DENSE_KERNEL_REGULARIZER] = {
    .name = "kernel_regularizer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_REGULARIZER,
    .optional = TRUE,
    .description = N_("What large weights of the kernel add to the loss."),
  },
  [NRN_DENSE_BIAS_REGULARIZER] = {
    .name = "bias_regularizer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_REGULARIZER,
    .optional = TRUE,
    .description = N_("What large biases add to the loss."),
  },
  [NRN_DENSE_ACTIVITY_REGULARIZER] = {
    .name = "activity_regularizer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_REGULARIZER,
    .optional = TRUE,
    .description = N_("What large outputs add to the loss."),
  },
  [NRN_DENSE_TRAINABLE] = NRN_LAYER_TRAINABLE_PROPERTY,
};

const NrnLayerKind nrn_layer_dense = {
  .kind = {
    .name = "Dense",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = NRN_DENSE_TRAINABLE,
    .formula = "a = f(z), z = x · kernel + bias",
    .derivative = "∂L∕∂kernel = xᵀ · δ, ∂L∕∂bias = Σ δ, ∂L∕∂x = δ · kernelᵀ; δ = ∂L∕∂a · f′(z)",
    .purpose = N_("Each unit adds up all inputs, each times a weight, and a bias; the activation "
                  "makes its output of the sum."),
    .source = "Keras 3, keras/src/layers/core/dense.py",
  },
  .get_units = dense_get_units,
  .list_weights = dense_list_weights,
  .get_scratch = dense_get_scratch,
  .get_activation = dense_get_activation,
  .get_activity_regularizer = dense_get_activity_regularizer,
  .keeps_sums = TRUE,
  .forward = dense_forward,
  .backward = dense_backward,
};

/**
 * nrn_dense_config_new:
 * @units: 1 … %NRN_MAX_UNITS
 * @activation: name of an activation
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a Dense layer with Keras' defaults
 *   for the rest, or %NULL with @error set
 */
NrnConfig *
nrn_dense_config_new (guint        units,
                      const char  *activation,
                      GError     **error)
{
  g_autoptr (NrnConfig) plain = nrn_config_new (&nrn_layer_dense.kind);
  g_autoptr (NrnConfig) sized = nrn_config_with_number (plain, "units", units, error);

  return sized != NULL ? nrn_config_with_text (sized, "activation", activation, error) : NULL;
}
