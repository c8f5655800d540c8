/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A network that computes and learns.
 */

#include "nrn-model-private.h"

#include <math.h>
#include <string.h>

#include "nrn-vector.h"

static float *
floats_new (gsize n_floats)
{
  return g_aligned_alloc0 (n_floats + NRN_LANES, sizeof (float), 64);
}

static gsize
round_up (gsize n)
{
  return (n + NRN_LANES - 1) / NRN_LANES * NRN_LANES;
}

/* What a tensor takes in memory: its last row is written in whole vectors. */
static gsize
padded_size (const NrnLayerWeight *weight)
{
  gsize rows = weight->n_dims == 2 ? weight->dims[0] : 1;
  gsize cols = weight->n_dims == 2 ? weight->dims[1] : weight->dims[0];

  if (weight->transposed)
    {
      gsize kept = rows;

      rows = cols;
      cols = kept;
    }

  return round_up ((rows - 1) * cols + round_up (cols));
}

/* Points the layers at the block of weights in use. */
static void
connect_weights (NrnModel *model)
{
  gsize tensor = 0;
  NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];

  for (guint i = 0; i < model->n_layers; i++)
    {
      NrnLayer *layer = &model->layers[i];
      guint n_wanted = nrn_layer_list_weights (layer->config, layer->input_dim, wanted);

      for (guint j = 0; j < n_wanted; j++, tensor++)
        {
          layer->weights[j] = model->weights + model->places[tensor];
          if (nrn_layer_is_trainable (layer->config))
            layer->gradients[j] = model->gradients + model->places[tensor];
        }
    }
}

/**
 * nrn_model_swap_weights:
 * @model: a model
 *
 * Has the other block of weights in use, as after an update.
 */
void
nrn_model_swap_weights (NrnModel *model)
{
  float *kept = model->weights;
  gssize moved = model->other_weights - model->weights;

  model->weights = model->other_weights;
  model->other_weights = kept;
  for (guint i = 0; i < model->n_layers; i++)
    {
      NrnLayer *layer = &model->layers[i];

      for (guint j = 0; j < NRN_LAYER_MAX_WEIGHTS && layer->weights[j] != NULL; j++)
        layer->weights[j] += moved;
    }
}

/* Gives places to the tensors that an optimizer changes, or to the others. */
static void
place_weights (NrnModel *model,
               gboolean  trainable)
{
  NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];
  gsize tensor = 0;

  for (guint i = 0; i < model->n_layers; i++)
    {
      const NrnLayer *layer = &model->layers[i];
      guint n_wanted = nrn_layer_list_weights (layer->config, layer->input_dim, wanted);

      for (guint j = 0; j < n_wanted; j++, tensor++)
        {
          if (wanted[j].trainable != trainable)
            continue;
          model->places[tensor] = model->n_weights;
          model->n_weights += padded_size (&wanted[j]);
        }
    }
}

/* Where the model has a weight of a layer. */
static gsize
find_place (const NrnModel *model,
            guint           layer,
            guint           weight,
            guint           row,
            guint           col)
{
  const NrnLayer *self = &model->layers[layer];
  NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];
  gsize begin = (gsize) (self->weights[weight] - model->weights);

  nrn_layer_list_weights (self->config, self->input_dim, wanted);
  if (wanted[weight].n_dims == 1)
    return begin + col;

  return begin + (wanted[weight].transposed ? (gsize) col * wanted[weight].dims[0] + row
                                            : (gsize) row * wanted[weight].dims[1] + col);
}

/* Those into and out of a unit that is off: it has no gradient, but penalties
 * and decay would wear them out. Kernels come before biases. */
static void
keep_unit (NrnModel *model,
           guint     layer,
           guint     unit)
{
  const NrnLayer *self = &model->layers[layer];
  int receiver = nrn_architecture_find_receiver (model->architecture, layer);

  for (guint row = 0; row < self->input_dim; row++)
    g_array_append_vals (model->keeps, &(gsize) { find_place (model, layer, 0, row, unit) }, 1);
  if (self->weights[1] != NULL)
    g_array_append_vals (model->keeps, &(gsize) { find_place (model, layer, 1, 0, unit) }, 1);
  for (guint col = 0; receiver >= 0 && col < model->layers[receiver].units; col++)
    g_array_append_vals (model->keeps,
                         &(gsize) { find_place (model, (guint) receiver, 0, unit, col) }, 1);
}

static void
find_keeps (NrnModel *model)
{
  if (nrn_architecture_count_off (model->architecture) == 0)
    return;

  model->keeps = g_array_new (FALSE, FALSE, sizeof (gsize));
  for (guint i = 0; i < model->n_layers; i++)
    {
      for (guint j = 0; j < model->layers[i].n_off; j++)
        keep_unit (model, i, model->layers[i].off[j]);
    }
}

/* What the loss' gradient need not be led back through; the number of layers
 * if nothing learns. */
static guint
find_first_trained (const NrnArchitecture *architecture)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].trainable)
        return tensors[i].layer;
    }

  return nrn_architecture_get_n_layers (architecture);
}

/**
 * nrn_model_new:
 * @architecture: what to build
 * @max_rows: most rows of a batch; at least 1
 *
 * Returns: (transfer full): a model whose weights are all 0
 */
NrnModel *
nrn_model_new (const NrnArchitecture *architecture,
               guint                  max_rows)
{
  NrnModel *model;
  guint n_tensors;
  guint dim = nrn_architecture_get_input_dim (architecture);
  guint most_units = dim;

  g_return_val_if_fail (max_rows >= 1, NULL);

  model = g_new0 (NrnModel, 1);
  model->architecture = nrn_architecture_ref (architecture);
  model->max_rows = max_rows;
  model->n_layers = nrn_architecture_get_n_layers (architecture);
  model->layers = g_new0 (NrnLayer, model->n_layers);
  model->outputs = g_new0 (float *, model->n_layers);
  nrn_architecture_get_tensors (architecture, &n_tensors);
  model->places = g_new0 (gsize, MAX (n_tensors, 1));

  for (guint i = 0; i < model->n_layers; i++)
    {
      NrnLayer *layer = &model->layers[i];

      layer->config = nrn_architecture_get_layer (architecture, i);
      layer->kind = nrn_layer_kind_of (layer->config);
      layer->input_dim = dim;
      layer->units = nrn_architecture_get_layer_units (architecture, i);
      layer->off = nrn_architecture_get_off (architecture, i, &layer->n_off);
      if (layer->kind->get_scratch != NULL)
        layer->scratch = floats_new (layer->kind->get_scratch (layer->config, dim, max_rows));
      model->outputs[i] = floats_new ((gsize) layer->units * max_rows);
      dim = layer->units;
      most_units = MAX (most_units, dim);
    }

  model->first_trained = find_first_trained (architecture);
  place_weights (model, TRUE);
  model->n_trainable = model->n_weights;
  place_weights (model, FALSE);
  model->weights = floats_new (model->n_weights);
  model->other_weights = floats_new (model->n_weights);
  model->gradients = floats_new (model->n_weights);
  connect_weights (model);
  find_keeps (model);
  model->penalties = nrn_penalties_new (architecture, model->places);

  model->d_outputs = floats_new ((gsize) most_units * max_rows);
  model->d_inputs = floats_new ((gsize) most_units * max_rows);
  model->losses = floats_new (max_rows);

  return model;
}

void
nrn_model_free (NrnModel *model)
{
  for (guint i = 0; i < model->n_layers; i++)
    {
      g_aligned_free (model->layers[i].scratch);
      g_aligned_free (model->outputs[i]);
    }
  g_free (model->layers);
  g_free (model->outputs);
  g_free (model->places);
  g_aligned_free (model->weights);
  g_aligned_free (model->other_weights);
  g_aligned_free (model->gradients);
  g_aligned_free (model->d_outputs);
  g_aligned_free (model->d_inputs);
  g_aligned_free (model->losses);
  g_clear_pointer (&model->penalties, nrn_penalties_free);
  g_clear_pointer (&model->keeps, g_array_unref);
  nrn_architecture_unref (model->architecture);
  g_free (model);
}

const NrnArchitecture *
nrn_model_get_architecture (const NrnModel *model)
{
  return model->architecture;
}

guint
nrn_model_get_max_rows (const NrnModel *model)
{
  return model->max_rows;
}

/* Calls @copy for each tensor with its place in a flat array and in the
 * model's memory. */
typedef void (*CopyFunc) (float       *flat,
                          float       *kept,
                          guint        rows,
                          guint        cols,
                          gboolean     transposed);

static void
copy_out (float    *flat,
          float    *kept,
          guint     rows,
          guint     cols,
          gboolean  transposed)
{
  if (!transposed)
    {
      memcpy (flat, kept, (gsize) rows * cols * sizeof (float));
      return;
    }

  for (guint row = 0; row < rows; row++)
    for (guint col = 0; col < cols; col++)
      flat[(gsize) row * cols + col] = kept[(gsize) col * rows + row];
}

static void
copy_in (float    *flat,
         float    *kept,
         guint     rows,
         guint     cols,
         gboolean  transposed)
{
  if (!transposed)
    {
      memcpy (kept, flat, (gsize) rows * cols * sizeof (float));
      return;
    }

  for (guint row = 0; row < rows; row++)
    for (guint col = 0; col < cols; col++)
      kept[(gsize) col * rows + row] = flat[(gsize) row * cols + col];
}

static void
copy_tensors (const NrnModel *model,
              float          *flat,
              float          *block,
              CopyFunc        copy)
{
  NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];
  gsize tensor = 0;

  for (guint i = 0; i < model->n_layers; i++)
    {
      const NrnLayer *layer = &model->layers[i];
      guint n_wanted = nrn_layer_list_weights (layer->config, layer->input_dim, wanted);

      for (guint j = 0; j < n_wanted; j++)
        {
          guint rows = wanted[j].n_dims == 2 ? wanted[j].dims[0] : 1;
          guint cols = wanted[j].n_dims == 2 ? wanted[j].dims[1] : wanted[j].dims[0];

          copy (flat, block + model->places[tensor++], rows, cols, wanted[j].transposed);
          flat += (gsize) rows * cols;
        }
    }
}

/**
 * nrn_model_set_random:
 * @model: a model
 * @random: (nullable): borrowed; must live until another is set
 *
 * Tells from where layers such as Dropout take random numbers while
 * training; nothing else takes any. Not needed for networks without such
 * layers.
 */
void
nrn_model_set_random (NrnModel *model,
                      GRand    *random)
{
  for (guint i = 0; i < model->n_layers; i++)
    model->layers[i].random = random;
}

/**
 * nrn_model_set_weights:
 * @model: a model
 * @weights: weights of an equal architecture
 *
 * Puts @weights into the model.
 */
void
nrn_model_set_weights (NrnModel         *model,
                       const NrnWeights *weights)
{
  g_return_if_fail (nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights)) ==
                    nrn_architecture_get_n_parameters (model->architecture));

  copy_tensors (model, (float *) nrn_weights_get_data (weights), model->weights, copy_in);
  /* No update writes those of frozen layers into the other block. */
  memcpy (model->other_weights + model->n_trainable, model->weights + model->n_trainable,
          (model->n_weights - model->n_trainable) * sizeof (float));
  model->can_undo = FALSE;
}

/* Where the model has one of the flat weights. */
static gsize
find_flat_place (const NrnModel *model,
                 gsize           weight)
{
  NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];

  for (guint i = 0; i < model->n_layers; i++)
    {
      const NrnLayer *layer = &model->layers[i];
      guint n_wanted = nrn_layer_list_weights (layer->config, layer->input_dim, wanted);

      for (guint j = 0; j < n_wanted; j++)
        {
          gsize cols = wanted[j].n_dims == 2 ? wanted[j].dims[1] : wanted[j].dims[0];
          gsize size = wanted[j].n_dims == 2 ? wanted[j].dims[0] * cols : cols;

          if (weight < size)
            return find_place (model, i, j, (guint) (weight / cols), (guint) (weight % cols));
          weight -= size;
        }
    }

  g_return_val_if_reached (0);
}

/**
 * nrn_model_set_weight:
 * @model: a model
 * @weight: which of the flat weights
 * @value: what it becomes
 *
 * Puts one weight into the model. The update before cannot be taken back any
 * more. Allocates nothing.
 */
void
nrn_model_set_weight (NrnModel *model,
                      gsize     weight,
                      float     value)
{
  gsize place;

  g_return_if_fail (weight < nrn_architecture_get_n_parameters (model->architecture));

  place = find_flat_place (model, weight);
  model->weights[place] = value;
  /* As in nrn_model_set_weights(). */
  if (place >= model->n_trainable)
    model->other_weights[place] = value;
  model->can_undo = FALSE;
}

/**
 * nrn_model_get_gradient:
 * @model: a model
 * @weight: which of the flat weights
 *
 * Returns: one of nrn_model_copy_gradients()
 */
float
nrn_model_get_gradient (const NrnModel *model,
                        gsize           weight)
{
  g_return_val_if_fail (weight < nrn_architecture_get_n_parameters (model->architecture), NAN);

  return model->gradients[find_flat_place (model, weight)];
}

/**
 * nrn_model_copy_weights:
 * @model: a model
 * @weights: (out caller-allocates): its flat weights in Keras' order
 */
void
nrn_model_copy_weights (const NrnModel *model,
                        float          *weights)
{
  copy_tensors (model, weights, model->weights, copy_out);
}

/**
 * nrn_model_copy_gradients:
 * @model: a model
 * @gradients: (out caller-allocates): gradient of the last batch's mean
 *   loss by each of the flat weights, in Keras' order
 */
void
nrn_model_copy_gradients (const NrnModel *model,
                          float          *gradients)
{
  copy_tensors (model, gradients, model->gradients, copy_out);
}

/**
 * nrn_model_dup_weights:
 * @model: a model
 *
 * Returns: (transfer full): a copy of its weights as they are now
 */
NrnWeights *
nrn_model_dup_weights (const NrnModel *model)
{
  gsize n = nrn_architecture_get_n_parameters (model->architecture);
  g_autofree float *data = g_new (float, MAX (n, 1));

  nrn_model_copy_weights (model, data);

  return nrn_weights_new (model->architecture, data);
}

/**
 * nrn_model_is_finite:
 * @model: a model
 *
 * Returns: whether none of its weights is NaN or infinite
 */
gboolean
nrn_model_is_finite (const NrnModel *model)
{
  /* The padding may hold anything; a tensor's own numbers count. */
  g_autoptr (NrnWeights) weights = nrn_model_dup_weights (model);

  return nrn_weights_are_finite (weights);
}

/**
 * nrn_model_undo_update:
 * @model: a model
 *
 * Takes the last update of nrn_model_train_on_batch() back. The optimizer's
 * memory is not taken back.
 *
 * Returns: whether there was one; it can be taken back once
 */
gboolean
nrn_model_undo_update (NrnModel *model)
{
  if (!model->can_undo)
    return FALSE;

  nrn_model_swap_weights (model);
  model->can_undo = FALSE;

  return TRUE;
}

/**
 * nrn_model_set_row_weights:
 * @model: a model
 * @weights: (nullable): shape (max_rows); borrowed until it is set anew
 *
 * What the loss of each row counts in the batches to come: a batch's loss is
 * `Σ weight · loss / n_rows`, whatever the weights add up to. Its metrics do
 * not change.
 *
 * Formula: Keras 3, `reduce_weighted_values` of `keras/src/losses/loss.py`.
 */
void
nrn_model_set_row_weights (NrnModel    *model,
                           const float *weights)
{
  model->row_weights = weights;
}

/**
 * nrn_model_new_optimizer:
 * @model: a model
 * @optimizer: an optimizer with its arguments
 *
 * Returns: (transfer full): an optimizer for those of the model's weights
 *   that are trained
 */
NrnOptimizer *
nrn_model_new_optimizer (const NrnModel  *model,
                         const NrnConfig *optimizer)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (model->architecture, &n_tensors);
  g_autofree NrnOptimizerTensor *trained = g_new (NrnOptimizerTensor, MAX (n_tensors, 1));
  guint n_trained = 0;

  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].trainable)
        trained[n_trained++] = (NrnOptimizerTensor) { model->places[i], tensors[i].size };
    }

  return nrn_optimizer_new (optimizer, model->n_trainable, n_trained, trained);
}

/**
 * nrn_model_get_layer_outputs:
 * @model: a model
 * @layer: a layer's index
 *
 * Returns: (transfer none): what nrn_model_forward() made the layer give:
 *   shape (n_rows, units); valid until the next call
 */
const float *
nrn_model_get_layer_outputs (const NrnModel *model,
                             guint           layer)
{
  g_return_val_if_fail (layer < model->n_layers, NULL);

  return model->outputs[layer];
}

/**
 * nrn_model_get_layer_sums:
 * @model: a model
 * @layer: a layer's index
 *
 * Returns: (transfer none) (nullable): the weighted sums of the last
 *   nrn_model_forward(), before the activation: shape (n_rows, units); valid
 *   until the next call; %NULL for a layer that has no such sums
 */
const float *
nrn_model_get_layer_sums (const NrnModel *model,
                          guint           layer)
{
  g_return_val_if_fail (layer < model->n_layers, NULL);

  return model->layers[layer].kind->keeps_sums ? model->layers[layer].scratch : NULL;
}

/**
 * nrn_model_get_losses:
 * @model: a model
 *
 * Returns: (transfer none): the loss of each row of the last batch, times what
 *   the row counts; valid until the next one
 */
const float *
nrn_model_get_losses (const NrnModel *model)
{
  return model->losses;
}

/**
 * nrn_model_set_watch:
 * @model: a model
 * @watch: (nullable): who looks at each backward pass from now on
 * @data: for @watch
 */
void
nrn_model_set_watch (NrnModel          *model,
                     NrnModelWatchFunc  watch,
                     gpointer           data)
{
  model->watch = watch;
  model->watch_data = data;
}

/**
 * nrn_model_copy_numbers:
 * @model: a model
 * @numbers: one number for each weight, as nrn_optimizer_apply() has them: a
 *   memory of an optimizer
 * @flat: (out caller-allocates): the same in Keras' order; what is not trained
 *   may be anything
 */
void
nrn_model_copy_numbers (const NrnModel *model,
                        const float    *numbers,
                        float          *flat)
{
  NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (model->architecture, &n_tensors);
  guint tensor = 0;

  for (guint i = 0; i < model->n_layers; i++)
    {
      const NrnLayer *layer = &model->layers[i];
      guint n_wanted = nrn_layer_list_weights (layer->config, layer->input_dim, wanted);

      for (guint j = 0; j < n_wanted; j++, tensor++)
        {
          guint rows = wanted[j].n_dims == 2 ? wanted[j].dims[0] : 1;
          guint cols = wanted[j].n_dims == 2 ? wanted[j].dims[1] : wanted[j].dims[0];

          if (tensors[tensor].trainable)
            copy_out (flat + tensors[tensor].offset, (float *) numbers + model->places[tensor], rows,
                      cols, wanted[j].transposed);
        }
    }
}
