/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * BatchNormalization: y = γ · x̂ + β with x̂ = (x − μ) / √(σ² + ε). While
 * training, μ and σ² are the mean and the variance of each column of the
 * batch; afterwards, and always if the layer is frozen, they are moving
 * averages of these. Source: Keras 3,
 * `keras/src/layers/normalization/batch_normalization.py`; Ioffe and
 * Szegedy, "Batch Normalization", 2015.
 */

#include "config.h"

#include "nrn-layer-batch-normalization.h"

#include <glib/gi18n-lib.h>

#include "nrn-matmul.h"
#include "nrn-normalization.h"
#include "nrn-vector.h"

enum
{
  MOMENTUM,
  EPSILON,
  CENTER,
  SCALE,
  BETA_INITIALIZER,
  GAMMA_INITIALIZER,
  MOVING_MEAN_INITIALIZER,
  MOVING_VARIANCE_INITIALIZER,
  TRAINABLE,
};

/* The arrays of weights, or of their gradients; γ and β may be NULL. */
typedef struct
{
  float *gamma;
  float *beta;
  float *moving_mean;
  float *moving_variance;
} Arrays;

/* What the forward pass in training keeps, a number for each unit but in
 * the last. */
typedef struct
{
  float *mean;          /* of the batch */
  float *variance;      /* likewise, divided by the rows */
  float *factors;       /* 1 / √(σ² + ε) */
  float *sums;          /* Σ δ of the backward pass */
  float *products;      /* Σ δ · x̂ likewise */
  float *normalized;    /* x̂, (n_rows, units) */
} Scratch;

#define N_SCRATCH_ROWS 5

static guint
add_weight (const NrnConfig *config,
            const char      *name,
            guint            input_dim,
            guint            initializer,
            gboolean         trainable,
            NrnLayerWeight  *weight)
{
  *weight = (NrnLayerWeight) {
    .name = name,
    .n_dims = 1,
    .dims = { input_dim },
    .initializer = nrn_config_get_config (config, initializer),
    .trainable = trainable,
  };

  return 1;
}

static guint
batch_normalization_list_weights (const NrnConfig *config,
                                  guint            input_dim,
                                  NrnLayerWeight  *weights)
{
  guint n = 0;

  if (nrn_config_get_number (config, SCALE) != 0)
    n += add_weight (config, "gamma", input_dim, GAMMA_INITIALIZER, TRUE, &weights[n]);
  if (nrn_config_get_number (config, CENTER) != 0)
    n += add_weight (config, "beta", input_dim, BETA_INITIALIZER, TRUE, &weights[n]);
  n += add_weight (config, "moving_mean", input_dim, MOVING_MEAN_INITIALIZER, FALSE, &weights[n]);
  n += add_weight (config, "moving_variance", input_dim, MOVING_VARIANCE_INITIALIZER, FALSE,
                   &weights[n]);

  return n;
}

static Arrays
get_arrays (const NrnConfig *config,
            float *const    *list)
{
  Arrays arrays = { NULL };

  if (nrn_config_get_number (config, SCALE) != 0)
    arrays.gamma = *list++;
  if (nrn_config_get_number (config, CENTER) != 0)
    arrays.beta = *list++;
  arrays.moving_mean = *list++;
  arrays.moving_variance = *list;

  return arrays;
}

/* So that each row of the scratch begins at the start of a vector, and has
 * room for one more at its end. */
static gsize
padded (guint units)
{
  return ((gsize) units + NRN_LANES - 1) / NRN_LANES * NRN_LANES;
}

static gsize
batch_normalization_get_scratch (const NrnConfig *config,
                                 guint            input_dim,
                                 guint            max_rows)
{
  return N_SCRATCH_ROWS * padded (input_dim) + (gsize) input_dim * max_rows;
}

static Scratch
get_scratch (const NrnLayer *layer)
{
  gsize row = padded (layer->units);

  return (Scratch) {
    .mean = layer->scratch,
    .variance = layer->scratch + row,
    .factors = layer->scratch + 2 * row,
    .sums = layer->scratch + 3 * row,
    .products = layer->scratch + 4 * row,
    .normalized = layer->scratch + N_SCRATCH_ROWS * row,
  };
}

/* The variance is the mean of squares about the mean, as TensorFlow and JAX
 * compute it under Keras; PyTorch and NumPy take a difference that loses
 * digits. */
NRN_VECTORIZED static void
find_moments (guint        n_rows,
              guint        units,
              const float *inputs,
              float       *mean,
              float       *variance)
{
  float share = 1.0f / (float) n_rows;

  for (guint i = 0; i < units; i++)
    mean[i] = variance[i] = 0;
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < units; i++)
      mean[i] += inputs[(gsize) row * units + i];
  for (guint i = 0; i < units; i++)
    mean[i] *= share;

  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < units; i++)
      {
        float difference = inputs[(gsize) row * units + i] - mean[i];

        variance[i] += difference * difference;
      }
  for (guint i = 0; i < units; i++)
    variance[i] *= share;
}

NRN_VECTORIZED static void
find_factors (guint        units,
              float        epsilon,
              const float *variance,
              float       *factors)
{
  for (guint i = 0; i < units; i++)
    factors[i] = 1 / sqrtf (variance[i] + epsilon);
}

NRN_VECTORIZED static void
normalize (guint        n_rows,
           guint        units,
           const float *mean,
           const float *factors,
           const float *inputs,
           float       *normalized)
{
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < units; i++)
      normalized[(gsize) row * units + i] = (inputs[(gsize) row * units + i] - mean[i]) * factors[i];
}

static void
batch_normalization_forward (NrnLayer    *layer,
                             guint        n_rows,
                             const float *inputs,
                             float       *outputs,
                             gboolean     training)
{
  Arrays weights = get_arrays (layer->config, layer->weights);
  Scratch scratch = get_scratch (layer);
  gboolean by_batch = training && nrn_config_get_number (layer->config, TRAINABLE) != 0;
  const float *mean = by_batch ? scratch.mean : weights.moving_mean;
  const float *variance = by_batch ? scratch.variance : weights.moving_variance;

  if (by_batch)
    find_moments (n_rows, layer->units, inputs, scratch.mean, scratch.variance);
  find_factors (layer->units, (float) nrn_config_get_number (layer->config, EPSILON), variance,
                scratch.factors);
  normalize (n_rows, layer->units, mean, scratch.factors, inputs, scratch.normalized);
  nrn_normalization_scale (n_rows, layer->units, weights.gamma, weights.beta, scratch.normalized, outputs);
}

/* ∂L/∂x = γ / √(σ² + ε) · (δ − mean δ − x̂ · mean (δ · x̂)), the means over
 * the rows. */
NRN_VECTORIZED static void
unnormalize (guint          n_rows,
             guint          units,
             const float   *gamma,
             const Scratch *scratch,
             const float   *d_outputs,
             float         *d_inputs)
{
  float share = 1.0f / (float) n_rows;

  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < units; i++)
      {
        gsize place = (gsize) row * units + i;
        float factor = gamma != NULL ? gamma[i] * scratch->factors[i] : scratch->factors[i];
        float taken = scratch->sums[i] + scratch->normalized[place] * scratch->products[i];

        d_inputs[place] = factor * (d_outputs[place] - taken * share);
      }
}

/* ∂L/∂x = γ / √(σ² + ε) · δ where μ and σ² do not depend on the batch. */
NRN_VECTORIZED static void
unscale (guint        n_rows,
         guint        units,
         const float *gamma,
         const float *factors,
         const float *d_outputs,
         float       *d_inputs)
{
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < units; i++)
      {
        gsize place = (gsize) row * units + i;

        d_inputs[place] = (gamma != NULL ? gamma[i] * factors[i] : factors[i]) * d_outputs[place];
      }
}

static void
copy (guint        units,
      const float *from,
      float       *to)
{
  if (to != NULL)
    memcpy (to, from, units * sizeof (float));
}

static void
batch_normalization_backward (NrnLayer    *layer,
                              guint        n_rows,
                              const float *inputs,
                              const float *outputs,
                              float       *d_outputs,
                              float       *d_inputs)
{
  Arrays weights = get_arrays (layer->config, layer->weights);
  Arrays gradients = get_arrays (layer->config, layer->gradients);
  Scratch scratch = get_scratch (layer);

  if (nrn_config_get_number (layer->config, TRAINABLE) == 0)
    {
      if (d_inputs != NULL)
        unscale (n_rows, layer->units, weights.gamma, scratch.factors, d_outputs, d_inputs);
      return;
    }

  nrn_matmul_sum_rows (n_rows, layer->units, d_outputs, scratch.sums);
  nrn_normalization_sum_products (n_rows, layer->units, d_outputs, scratch.normalized, scratch.products);
  copy (layer->units, scratch.sums, gradients.beta);
  copy (layer->units, scratch.products, gradients.gamma);
  if (d_inputs != NULL)
    unnormalize (n_rows, layer->units, weights.gamma, &scratch, d_outputs, d_inputs);
}

NRN_VECTORIZED static void
move_average (guint        units,
              float        momentum,
              float        rest,
              const float *batch,
              const float *average,
              float       *new_average)
{
  for (guint i = 0; i < units; i++)
    new_average[i] = average[i] * momentum + batch[i] * rest;
}

/* Also after a short last batch; with the variance as it is, not that of
 * B / (B − 1) times its size. */
static void
batch_normalization_update_state (NrnLayer     *layer,
                                  float *const *new_weights)
{
  Arrays before = get_arrays (layer->config, layer->weights);
  Arrays after = get_arrays (layer->config, new_weights);
  Scratch scratch = get_scratch (layer);
  double momentum = nrn_config_get_number (layer->config, MOMENTUM);

  move_average (layer->units, (float) momentum, (float) (1 - momentum), scratch.mean,
                before.moving_mean, after.moving_mean);
  move_average (layer->units, (float) momentum, (float) (1 - momentum), scratch.variance,
                before.moving_variance, after.moving_variance);
}

static const NrnPropertySpec properties[] = {
  [MOMENTUM] = {
    .name = "momentum",
    .default_value = 0.99,
    .minimum = 0,
    .maximum = 1,
    .description = N_("How much of the moving averages stays from batch to batch; the rest of 1 is "
                      "the batch's part."),
  },
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
  [MOVING_MEAN_INITIALIZER] = {
    .name = "moving_mean_initializer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_INITIALIZER,
    .default_name = "zeros",
    .description = N_("What the moving average of the means starts with."),
  },
  [MOVING_VARIANCE_INITIALIZER] = {
    .name = "moving_variance_initializer",
    .type = NRN_PROPERTY_CONFIG,
    .family = NRN_FAMILY_INITIALIZER,
    .default_name = "ones",
    .description = N_("What the moving average of the variances starts with."),
  },
  [TRAINABLE] = NRN_LAYER_TRAINABLE_PROPERTY,
};

const NrnLayerKind nrn_layer_batch_normalization = {
  .kind = {
    .name = "BatchNormalization",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .formula = "y = γ · (x − μ) ∕ √(σ² + ε) + β; μ, σ² of the batch; trained: moving averages",
    .derivative = "∂L∕∂γ = Σ δ · x̂, ∂L∕∂β = Σ δ, ∂L∕∂x = γ ∕ √(σ² + ε) · (δ − mean(δ) − x̂ · mean(δ · x̂)); "
                  "δ = ∂L∕∂y, x̂ = (x − μ) ∕ √(σ² + ε)",
    .purpose = N_("Gives each value the mean 0 and the variance 1 over the batch, then scales and "
                  "shifts it by numbers that it learns; once trained, it goes by moving averages."),
    .source = "Keras 3, keras/src/layers/normalization/batch_normalization.py",
  },
  .list_weights = batch_normalization_list_weights,
  .get_scratch = batch_normalization_get_scratch,
  .forward = batch_normalization_forward,
  .backward = batch_normalization_backward,
  .update_state = batch_normalization_update_state,
};
