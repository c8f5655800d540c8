/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Activation: an activation function as a layer of its own.
 */

#include "config.h"

#include "nrn-layer-activation.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation.h"

static const NrnConfig *
activation_get_activation (const NrnConfig *config)
{
  return nrn_config_get_config (config, NRN_ACTIVATION_LAYER_ACTIVATION);
}

static void
activation_forward (NrnLayer    *layer,
                    guint        n_rows,
                    const float *inputs,
                    float       *outputs,
                    gboolean     training)
{
  nrn_activation_forward (activation_get_activation (layer->config), n_rows, layer->units,
                          inputs, outputs);
}

static void
activation_backward (NrnLayer    *layer,
                     guint        n_rows,
                     const float *inputs,
                     const float *outputs,
                     float       *d_outputs,
                     float       *d_inputs)
{
  if (d_inputs != NULL)
    nrn_activation_backward (activation_get_activation (layer->config), n_rows, layer->units,
                             inputs, outputs, d_outputs, d_inputs);
}

static const NrnPropertySpec properties[] = {
  {
    .name = "activation",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_ACTIVATION,
    .default_name = "linear",
    .required = TRUE,
    .description = N_("The function."),
  },
};

const NrnLayerKind nrn_layer_activation = {
  .kind = {
    .name = "Activation",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = 1,
    .formula = "a = f(x), f the activation",
    .derivative = "∂L∕∂x = ∂L∕∂a · f′(x)",
    .purpose = N_("An activation as a layer of its own; it has no weights."),
    .source = "Keras 3, keras/src/layers/activations/activation.py",
  },
  .get_activation = activation_get_activation,
  .forward = activation_forward,
  .backward = activation_backward,
};
