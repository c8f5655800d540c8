/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * GaussianNoise: while training, a random number is added to each value;
 * afterwards all stay as they are. Source: Keras 3,
 * `keras/src/layers/regularization/gaussian_noise.py`.
 */

#include "config.h"

#include "nrn-layer-gaussian-noise.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-random.h"

static void
gaussian_noise_forward (NrnLayer    *layer,
                        guint        n_rows,
                        const float *inputs,
                        float       *outputs,
                        gboolean     training)
{
  gsize n = (gsize) n_rows * layer->units;
  double stddev = nrn_config_get_number (layer->config, NRN_GAUSSIAN_NOISE_STDDEV);

  if (!training || !(stddev > 0))
    {
      memcpy (outputs, inputs, n * sizeof (float));
      return;
    }

  g_assert (layer->random != NULL);
  for (gsize i = 0; i < n; i++)
    outputs[i] = inputs[i] + (float) (stddev * nrn_random_normal (layer->random));
}

static void
gaussian_noise_backward (NrnLayer    *layer,
                         guint        n_rows,
                         const float *inputs,
                         const float *outputs,
                         float       *d_outputs,
                         float       *d_inputs)
{
  if (d_inputs != NULL)
    memcpy (d_inputs, d_outputs, (gsize) n_rows * layer->units * sizeof (float));
}

static const NrnPropertySpec properties[] = {
  [NRN_GAUSSIAN_NOISE_STDDEV] = {
    .name = "stddev",
    .default_value = 0.1,
    .minimum = 0,
    .maximum = 1,
    .required = TRUE,
    .description = N_("The standard deviation of what is added."),
  },
};

const NrnLayerKind nrn_layer_gaussian_noise = {
  .kind = {
    .name = "GaussianNoise",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = 1,
    .formula = "a = x + ξ, ξ ~ N(0, stddev²); trained: a = x",
    .derivative = "∂L∕∂x = ∂L∕∂a",
    .purpose = N_("While training, adds a random number to each value, as if the data were "
                  "measured again each time; against overfitting."),
    .source = "Keras 3, keras/src/layers/regularization/gaussian_noise.py",
  },
  .forward = gaussian_noise_forward,
  .backward = gaussian_noise_backward,
};
