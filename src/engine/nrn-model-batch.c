/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a model does with a batch: forward, loss, backward, update.
 */

#include "nrn-model-private.h"

#include <math.h>
#include <string.h>

#include "nrn-loss.h"
#include "nrn-subnormal.h"

/* What units that are switched off give, or the gradient by it. */
static void
clear_off (const NrnLayer *layer,
           guint           n_rows,
           float          *values)
{
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = 0; i < layer->n_off; i++)
        values[(gsize) row * layer->units + layer->off[i]] = 0;
    }
}

/**
 * nrn_model_forward:
 * @model: a model
 * @n_rows: 1 … max_rows
 * @inputs: shape (n_rows, input_dim), row-major, with room for %NRN_LANES
 *   more floats at the end
 * @training: whether layers such as Dropout behave as in training
 *
 * Computes the outputs. Allocates nothing; cannot fail.
 *
 * Returns: (transfer none): shape (n_rows, output_dim); valid until the
 *   next call
 */
const float *
nrn_model_forward (NrnModel    *model,
                   guint        n_rows,
                   const float *inputs,
                   gboolean     training)
{
  uint64_t mode = nrn_subnormal_flush ();

  for (guint i = 0; i < model->n_layers; i++)
    {
      NrnLayer *layer = &model->layers[i];

      layer->kind->forward (layer, n_rows, inputs, model->outputs[i], training);
      if (G_UNLIKELY (layer->n_off > 0))
        clear_off (layer, n_rows, model->outputs[i]);
      inputs = model->outputs[i];
    }
  nrn_subnormal_restore (mode);

  return inputs;
}

/**
 * nrn_model_predict:
 * @model: a model
 * @n_rows: any number of rows
 * @inputs: shape (n_rows, input_dim), row-major
 * @outputs: (out caller-allocates): shape (n_rows, output_dim)
 *
 * Computes the outputs of all rows, in batches. Room at the end as for
 * nrn_model_forward().
 */
void
nrn_model_predict (NrnModel    *model,
                   guint        n_rows,
                   const float *inputs,
                   float       *outputs)
{
  gsize input_dim = nrn_architecture_get_input_dim (model->architecture);
  gsize output_dim = nrn_architecture_get_output_dim (model->architecture);

  for (guint row = 0; row < n_rows; row += model->max_rows)
    {
      guint n = MIN (model->max_rows, n_rows - row);

      memcpy (outputs + row * output_dim,
              nrn_model_forward (model, n, inputs + row * input_dim, FALSE),
              n * output_dim * sizeof (float));
    }
}

/* The weights that the layers themselves change while training. */
static void
update_states (NrnModel *model)
{
  gssize moved = model->other_weights - model->weights;

  for (guint i = 0; i < model->n_layers; i++)
    {
      NrnLayer *layer = &model->layers[i];
      float *new_weights[NRN_LAYER_MAX_WEIGHTS];

      if (layer->kind->update_state == NULL || !nrn_layer_is_trainable (layer->config))
        continue;
      for (guint j = 0; j < NRN_LAYER_MAX_WEIGHTS; j++)
        new_weights[j] = layer->weights[j] != NULL ? layer->weights[j] + moved : NULL;
      layer->kind->update_state (layer, new_weights);
    }
}

static void
keep_weights_of_off (NrnModel *model)
{
  for (guint i = 0; i < model->keeps->len; i++)
    {
      gsize place = g_array_index (model->keeps, gsize, i);

      model->other_weights[place] = model->weights[place];
    }
}

/* @values is (n_rows, n_cols). */
static void
multiply_rows (guint        n_rows,
               guint        n_cols,
               const float *factors,
               float       *values)
{
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint col = 0; col < n_cols; col++)
        values[(gsize) row * n_cols + col] *= factors[row];
    }
}

static void
measure (NrnModel        *model,
         const NrnConfig *loss,
         guint            n_rows,
         const float     *outputs,
         const float     *targets,
         NrnBatchResult  *result)
{
  guint output_dim = nrn_architecture_get_output_dim (model->architecture);
  double sum = 0;

  nrn_loss_forward (loss, n_rows, output_dim, outputs, targets, model->losses);
  if (model->row_weights != NULL)
    multiply_rows (n_rows, 1, model->row_weights, model->losses);
  for (guint i = 0; i < n_rows; i++)
    sum += model->losses[i];
  result->loss = sum / n_rows;
  if (model->penalties != NULL)
    result->loss += nrn_penalties_measure (model->penalties, model->weights, n_rows, model->outputs);
}

/* From the last layer to the first one that learns; what one layer makes of its inputs'
 * gradient is the outputs' gradient of the one before. */
static void
backward (NrnModel    *model,
          guint        n_rows,
          const float *inputs)
{
  for (guint i = model->n_layers; i-- > model->first_trained;)
    {
      NrnLayer *layer = &model->layers[i];
      float *kept = model->d_outputs;

      if (model->penalties != NULL)
        nrn_penalties_add_by_outputs (model->penalties, i, n_rows, model->outputs[i], model->d_outputs);
      if (G_UNLIKELY (layer->n_off > 0))
        clear_off (layer, n_rows, model->d_outputs);
      if (model->watch != NULL)
        model->watch (i, TRUE, model->d_outputs, model->watch_data);
      layer->kind->backward (layer, n_rows,
                             i > 0 ? model->outputs[i - 1] : inputs, model->outputs[i],
                             model->d_outputs, i > model->first_trained ? model->d_inputs : NULL);
      if (model->watch != NULL)
        model->watch (i, FALSE, model->d_outputs, model->watch_data);
      model->d_outputs = model->d_inputs;
      model->d_inputs = kept;
    }
  if (model->penalties != NULL)
    nrn_penalties_add_by_weights (model->penalties, model->weights, model->gradients);
}

/**
 * nrn_model_train_on_batch:
 * @model: a model
 * @loss: a loss with its arguments
 * @optimizer: (nullable): from nrn_model_new_optimizer(); without one the
 *   gradients are computed and nothing is changed
 * @n_rows: rows of the batch, 1 … max_rows
 * @inputs: shape (n_rows, input_dim), row-major, with room for %NRN_LANES
 *   more floats at the end
 * @targets: as the loss wants them, see #NrnTargetKind
 * @result: (out caller-allocates): loss of the batch, from
 *   the forward pass before the update
 *
 * One step: forward, loss, backward, update. Allocates nothing.
 *
 * Returns: %FALSE if the loss is not a finite number; then nothing was
 *   updated
 */
gboolean
nrn_model_train_on_batch (NrnModel        *model,
                          const NrnConfig *loss,
                          NrnOptimizer    *optimizer,
                          guint            n_rows,
                          const float     *inputs,
                          const float     *targets,
                          NrnBatchResult  *result)
{
  const float *outputs = nrn_model_forward (model, n_rows, inputs, TRUE);
  uint64_t mode;

  measure (model, loss, n_rows, outputs, targets, result);
  if (!isfinite (result->loss))
    return FALSE;

  mode = nrn_subnormal_flush ();
  nrn_loss_backward (loss, n_rows, nrn_architecture_get_output_dim (model->architecture),
                     outputs, targets, 1.0f / (float) n_rows, model->d_outputs);
  if (model->row_weights != NULL)
    multiply_rows (n_rows, nrn_architecture_get_output_dim (model->architecture),
                   model->row_weights, model->d_outputs);
  backward (model, n_rows, inputs);
  if (optimizer != NULL)
    {
      nrn_optimizer_apply (optimizer, model->gradients, model->weights, model->other_weights);
      update_states (model);
      if (G_UNLIKELY (model->keeps != NULL))
        keep_weights_of_off (model);
      nrn_model_swap_weights (model);
      model->can_undo = TRUE;
    }
  nrn_subnormal_restore (mode);

  return TRUE;
}

/**
 * nrn_model_measure_on_batch:
 * @model: a model
 * @loss: a loss with its arguments
 * @n_rows: rows of the batch, 1 … max_rows
 * @inputs: as for nrn_model_train_on_batch()
 * @targets: likewise
 * @training: whether layers such as Dropout behave as in training
 * @result: (out caller-allocates): loss of the batch
 *
 * Measures the model as it is; with @training, what
 * nrn_model_train_on_batch() would begin with. Allocates nothing; cannot fail.
 */
void
nrn_model_measure_on_batch (NrnModel        *model,
                            const NrnConfig *loss,
                            guint            n_rows,
                            const float     *inputs,
                            const float     *targets,
                            gboolean         training,
                            NrnBatchResult  *result)
{
  const float *outputs = nrn_model_forward (model, n_rows, inputs, training);

  measure (model, loss, n_rows, outputs, targets, result);
}

/**
 * nrn_model_test_on_batch:
 * @model: a model
 * @loss: a loss with its arguments
 * @n_rows: rows of the batch, 1 … max_rows
 * @inputs: as for nrn_model_train_on_batch()
 * @targets: likewise
 * @result: (out caller-allocates): loss of the batch
 *
 * Measures the model as it is, after training. Allocates nothing; cannot fail.
 */
void
nrn_model_test_on_batch (NrnModel        *model,
                         const NrnConfig *loss,
                         guint            n_rows,
                         const float     *inputs,
                         const float     *targets,
                         NrnBatchResult  *result)
{
  nrn_model_measure_on_batch (model, loss, n_rows, inputs, targets, FALSE, result);
}
