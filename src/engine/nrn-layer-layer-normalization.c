/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * LayerNormalization: y = γ · x̂ + β with x̂ = (x − μ) / √(σ² + ε), μ and σ²
 * the mean and the variance of a row. Source: Keras 3,
 * `keras/src/layers/normalization/layer_normalization.py`; Ba, Kiros and
 * Hinton, "Layer Normalization", 2016.
 */

#include "config.h"

#include "nrn-layer-layer-normalization.h"

#include <glib/gi18n-lib.h>

#include "nrn-matmul.h"
#include "nrn-normalization.h"
#include "nrn-vector.h"

enum
{
  EPSILON,
  CENTER,
  SCALE,
  BETA_INITIALIZER,
  GAMMA_INITIALIZER,
  TRAINABLE,
};

/* What a weight's place in the list depends on. */
static gboolean
has_gamma (const NrnConfig *config)
{
  return nrn_config_get_number (config, SCALE) != 0;
}

static gboolean
has_beta (const NrnConfig *config)
{
  return nrn_config_get_number (config, CENTER) != 0;
}

static guint
layer_normalization_list_weights (const NrnConfig *config,
                                  guint            input_dim,
                                  NrnLayerWeight  *weights)
{
  guint n = 0;

  if (has_gamma (config))
    weights[n++] = (NrnLayerWeight) {
      .name = "gamma",
      .n_dims = 1,
      .dims = { input_dim },
      .initializer = nrn_config_get_config (config, GAMMA_INITIALIZER),
      .trainable = TRUE,
    };
  if (has_beta (config))
    weights[n++] = (NrnLayerWeight) {
      .name = "beta",
      .n_dims = 1,
      .dims = { input_dim },
      .initializer = nrn_config_get_config (config, BETA_INITIALIZER),
      .trainable = TRUE,
    };

  return n;
}

/* x̂ (n_rows, units), then 1 / √(σ² + ε) of each row. */
static gsize
layer_normalization_get_scratch (const NrnConfig *config,
                                 guint            input_dim,
                                 guint            max_rows)
{
  return (gsize) input_dim * max_rows + max_rows;
}

static void
find_gamma_and_beta (NrnLayer *layer,
                     float    *const *arrays,
                     float   **gamma,
                     float   **beta)
{
  guint n = 0;

  *gamma = has_gamma (layer->config) ? arrays[n++] : NULL;
  *beta = has_beta (layer->config) ? arrays[n] : NULL;
}

NRN_VECTORIZED static void
normalize_rows (guint        n_rows,
                guint        units,
                float        epsilon,
                const float *inputs,
                float       *normalized,
                float       *factors)
{
  for (guint row = 0; row < n_rows; row++)
    {
      const float *x = inputs + (gsize) row * units;
      float *y = normalized + (gsize) row * units;
      float mean = 0;
      float variance = 0;

      for (guint i = 0; i < units; i++)
        mean += x[i];
      mean /= (float) units;
      for (guint i = 0; i < units; i++)
        variance += (x[i] - mean) * (x[i] - mean);
      variance /= (float) units;

      factors[row] = 1 / sqrtf (variance + epsilon);
      for (guint i = 0; i < units; i++)
        y[i] = (x[i] - mean) * factors[row];
    }
}

static void
layer_normalization_forward (NrnLayer    *layer,
                             guint        n_rows,
                             const float *inputs,
                             float       *outputs,
                             gboolean     training)
{
  float *normalized = layer->scratch;
  float *gamma;
  float *beta;

  find_gamma_and_beta (layer, layer->weights, &gamma, &beta);
  normalize_rows (n_rows, layer->units, (float) nrn_config_get_number (layer->config, EPSILON),
                  inputs, normalized, normalized + (gsize) n_rows * layer->units);
  nrn_normalization_scale (n_rows, layer->units, gamma, beta, normalized, outputs);
}

/* With g = δ · γ: ∂L/∂x = (g − mean g − x̂ · mean (g · x̂)) / √(σ² + ε). */
NRN_VECTORIZED static void
unnormalize_rows (guint        n_rows,
                  guint        units,
                  const float *gamma,
                  const float *normalized,
                  const float *factors,
                  float       *d_outputs,
                  float       *d_inputs)
{
  for (guint row = 0; row < n_rows; row++)
    {
      const float *x = normalized + (gsize) row * units;
      float *g = d_outputs + (gsize) row * units;
      float mean = 0;
      float mean_product = 0;

      if (gamma != NULL)
        for (guint i = 0; i < units; i++)
          g[i] *= gamma[i];
      for (guint i = 0; i < units; i++)
        {
          mean += g[i];
          mean_product += g[i] * x[i];
        }
      mean /= (float) units;
      mean_product /= (float) units;
      for (guint i = 0; i < units; i++)
        d_inputs[(gsize) row * units + i] = (g[i] - mean - x[i] * mean_product) * factors[row];
    }
}

static void
layer_normalization_backward (NrnLayer    *layer,
                              guint        n_rows,
                              const float *inputs,
                              const float *outputs,
                              float       *d_outputs,
                              float       *d_inputs)
{
  const float *normalized = layer->scratch;
  float *gamma;
  float *beta;
  float *d_gamma;
  float *d_beta;

  find_gamma_and_beta (layer, layer->weights, &gamma, &beta);
  find_gamma_and_beta (layer, layer->gradients, &d_gamma, &d_beta);
  if (d_gamma != NULL)
    nrn_normalization_sum_products (n_rows, layer->units, d_outputs, normalized, d_gamma);
  if (d_beta != NULL)
    nrn_matmul_sum_rows (n_rows, layer->units, d_outputs, d_beta);
  if (d_inputs != NULL)
    unnormalize_rows (n_rows, layer->units, gamma, normalized,
                      normalized + (gsize) n_rows * layer->units, d_outputs, d_inputs);
}

static const NrnPropertySpec properties[] = {
  [EPSILON] = {
    .name = "epsilon",
    .default_value = 0.001,
    .minimum = 0,
    .maximum = 1,
    .description = N_("What is added to the variance, so that nothing is divided by 0."),
  },
  [CENTER] = {
    .name = "center",
    .type = NRN_PROPERTY_BOOLEAN,
    .default_value = 1,
    .maximum = 1,
    .description = N_("Whether it learns β, which is added to each output."),
  },
  [SCALE] = {
    .name = "scale",
    .type = NRN_PROPERTY_BOOLEAN,
    .default_value = 1,
    .maximum = 1,
    .description = N_("Whether it learns γ, by which each output is multiplied."),
  },
  [BETA_INITIALIZER] = {
    .name = "beta_initializer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_INITIALIZER,
    .default_name = "zeros",
    .description = N_("What β starts with."),
  },
  [GAMMA_INITIALIZER] = {
    .name = "gamma_initializer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_INITIALIZER,
    .default_name = "ones",
    .description = N_("What γ starts with."),
  },
  [TRAINABLE] = NRN_LAYER_TRAINABLE_PROPERTY,
};

const NrnLayerKind nrn_layer_layer_normalization = {
  .kind = {
    .name = "LayerNormalization",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .formula = "y = γ · (x − μ) ∕ √(σ² + ε) + β; μ, σ² of the row",
    .derivative = "∂L∕∂γ = Σ δ · x̂, ∂L∕∂β = Σ δ, ∂L∕∂x = (g − mean(g) − x̂ · mean(g · x̂)) ∕ √(σ² + ε); "
                  "δ = ∂L∕∂y, g = δ · γ, x̂ = (x − μ) ∕ √(σ² + ε)",
    .purpose = N_("Gives the values of each sample the mean 0 and the variance 1, then scales and "
                  "shifts them by numbers that it learns; the same while training and after."),
    .source = "Keras 3, keras/src/layers/normalization/layer_normalization.py",
  },
  .list_weights = layer_normalization_list_weights,
  .get_scratch = layer_normalization_get_scratch,
  .forward = layer_normalization_forward,
  .backward = layer_normalization_backward,
};
