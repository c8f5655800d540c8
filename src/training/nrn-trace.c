/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All numbers of one update.
 */

#include "nrn-trace.h"

#include <string.h>

#include "nrn-fit-private.h"

typedef struct
{
  float *sums;
  float *outputs;
  float *d_outputs;
  float *d_sums;
} Layer;

/* What an optimizer remembers, in Keras' order. */
typedef struct
{
  float *slots[NRN_OPTIMIZER_MAX_SLOTS];    /* owned */
  float  product;
} Memory;

struct _NrnTrace
{
  gatomicrefcount  ref_count;
  guint64          update;      /* updates before it */
  NrnConfig       *loss;        /* owned */
  NrnConfig       *optimizer;   /* owned */

  guint            n_rows;
  guint            input_dim;
  guint            target_dim;
  guint           *rows;        /* owned, as all that follows */
  float           *inputs;
  float           *targets;
  float           *row_weights; /* NULL for all 1 */
  float           *losses;
  GRand           *random;      /* before it */

  guint            n_layers;
  Layer           *layers;

  NrnWeights      *weights;
  NrnWeights      *new_weights;
  float           *gradients;   /* in Keras' order */
  float           *clipped;     /* NULL without clipping */
  guint            n_slots;
  Memory           before;
  Memory           after;
  float            learning_rate;
  guint64          step;
};

static guint
get_units (const NrnTrace *self,
           guint           layer)
{
  return nrn_architecture_get_layer_units (nrn_weights_get_architecture (self->weights), layer);
}

static float *
copy (const float *values,
      gsize        n)
{
  return g_memdup2 (values, n * sizeof (float));
}

/* ---- What happens ---- */

typedef struct
{
  NrnTrace       *trace;
  const NrnModel *model;
} Watch;

static void
watch_cb (guint        layer,
          gboolean     is_before,
          const float *d_outputs,
          gpointer     data)
{
  const Watch *watch = data;
  gsize n = (gsize) watch->trace->n_rows * get_units (watch->trace, layer);
  Layer *values = &watch->trace->layers[layer];

  if (is_before)
    values->d_outputs = copy (d_outputs, n);
  else if (nrn_model_get_layer_sums (watch->model, layer) != NULL)
    values->d_sums = copy (d_outputs, n);
}

static float *
in_order_of_keras (const NrnModel *model,
                   const float    *numbers)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_model_get_architecture (model));
  float *flat = g_new0 (float, MAX (n, 1));

  nrn_model_copy_numbers (model, numbers, flat);

  return flat;
}

static void
remember (const NrnModel     *model,
          const NrnOptimizer *optimizer,
          Memory             *memory)
{
  const NrnOptimizerState *state = nrn_optimizer_get_state (optimizer);

  for (guint i = 0; i < nrn_optimizer_get_n_slots (optimizer); i++)
    memory->slots[i] = in_order_of_keras (model, state->slots[i]);
  memory->product = state->product;
}

static void
take_before (NrnTrace *self,
             NrnFit   *fit)
{
  const guint *rows;

  self->update = nrn_fit_get_update (fit);
  self->n_rows = nrn_fit_peek_batch (fit, &rows);
  self->rows = g_memdup2 (rows, self->n_rows * sizeof (guint));
  self->loss = nrn_config_ref (fit->loss);
  self->random = g_rand_copy (fit->training_rand);
  self->weights = nrn_model_dup_weights (fit->model);
  self->n_layers = nrn_architecture_get_n_layers (nrn_weights_get_architecture (self->weights));
  self->layers = g_new0 (Layer, self->n_layers);
  self->n_slots = nrn_optimizer_get_n_slots (fit->optimizer);
  remember (fit->model, fit->optimizer, &self->before);
}

static void
take_forward (NrnTrace *self,
              NrnFit   *fit)
{
  for (guint i = 0; i < self->n_layers; i++)
    {
      gsize n = (gsize) self->n_rows * get_units (self, i);
      const float *sums = nrn_model_get_layer_sums (fit->model, i);

      self->layers[i].outputs = copy (nrn_model_get_layer_outputs (fit->model, i), n);
      if (sums != NULL)
        self->layers[i].sums = copy (sums, n);
    }
}

static void
take_after (NrnTrace *self,
            NrnFit   *fit)
{
  const NrnOptimizerState *state = nrn_optimizer_get_state (fit->optimizer);
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (self->weights));
  const float *clipped = nrn_optimizer_get_clipped (fit->optimizer);

  self->input_dim = nrn_samples_get_input_dim (fit->samples);
  self->target_dim = nrn_samples_get_target_dim (fit->samples);
  self->inputs = copy (fit->inputs, (gsize) self->n_rows * self->input_dim);
  self->targets = copy (fit->targets, (gsize) self->n_rows * self->target_dim);
  if (fit->row_weights != NULL)
    self->row_weights = copy (fit->weights, self->n_rows);
  self->losses = copy (nrn_model_get_losses (fit->model), self->n_rows);
  self->new_weights = nrn_model_dup_weights (fit->model);
  self->gradients = g_new0 (float, MAX (n, 1));
  nrn_model_copy_gradients (fit->model, self->gradients);
  if (clipped != NULL)
    self->clipped = in_order_of_keras (fit->model, clipped);
  remember (fit->model, fit->optimizer, &self->after);
  self->optimizer = nrn_config_ref (state->config);
  self->learning_rate = state->learning_rate;
  self->step = state->step;
}

/**
 * nrn_trace_new:
 * @fit: a training that is not over
 *
 * Makes the next update with nrn_fit_step(), and keeps all of its numbers. That
 * takes memory and time; the numbers are those of a step without it, bit for
 * bit.
 *
 * Returns: (transfer full) (nullable): what happened; %NULL if the next step is
 *   no update, or the loss is no number: then @fit has been stepped, too, unless
 *   it was over
 */
NrnTrace *
nrn_trace_new (NrnFit *fit)
{
  g_autoptr (NrnTrace) trace = NULL;
  const guint *rows;
  Watch watch;
  NrnFitStatus status;

  if (nrn_fit_peek_batch (fit, &rows) == 0)
    return NULL;

  trace = g_new0 (NrnTrace, 1);
  g_atomic_ref_count_init (&trace->ref_count);
  take_before (trace, fit);
  watch = (Watch) { trace, fit->model };
  nrn_model_set_watch (fit->model, watch_cb, &watch);
  status = nrn_fit_step (fit);
  nrn_model_set_watch (fit->model, NULL, NULL);
  if (status == NRN_FIT_DIVERGED)
    return NULL;

  take_forward (trace, fit);
  take_after (trace, fit);

  return g_steal_pointer (&trace);
}

NrnTrace *
nrn_trace_ref (const NrnTrace *trace)
{
  NrnTrace *self = (NrnTrace *) trace;

  g_return_val_if_fail (trace != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_trace_unref (NrnTrace *trace)
{
  g_return_if_fail (trace != NULL);

  if (!g_atomic_ref_count_dec (&trace->ref_count))
    return;

  for (guint i = 0; i < trace->n_layers; i++)
    {
      g_free (trace->layers[i].sums);
      g_free (trace->layers[i].outputs);
      g_free (trace->layers[i].d_outputs);
      g_free (trace->layers[i].d_sums);
    }
  for (guint i = 0; i < NRN_OPTIMIZER_MAX_SLOTS; i++)
    {
      g_free (trace->before.slots[i]);
      g_free (trace->after.slots[i]);
    }
  g_free (trace->layers);
  g_free (trace->rows);
  g_free (trace->inputs);
  g_free (trace->targets);
  g_free (trace->row_weights);
  g_free (trace->losses);
  g_clear_pointer (&trace->random, g_rand_free);
  g_free (trace->gradients);
  g_free (trace->clipped);
  g_clear_pointer (&trace->weights, nrn_weights_unref);
  g_clear_pointer (&trace->new_weights, nrn_weights_unref);
  g_clear_pointer (&trace->loss, nrn_config_unref);
  g_clear_pointer (&trace->optimizer, nrn_config_unref);
  g_free (trace);
}

/* ---- What there is to see ---- */

/**
 * nrn_trace_get_update:
 * @trace: a trace
 *
 * Returns: updates before this one
 */
guint64
nrn_trace_get_update (const NrnTrace *trace)
{
  return trace->update;
}

/**
 * nrn_trace_get_n_rows:
 * @trace: a trace
 *
 * Returns: rows of the batch
 */
guint
nrn_trace_get_n_rows (const NrnTrace *trace)
{
  return trace->n_rows;
}

/**
 * nrn_trace_get_rows:
 * @trace: a trace
 *
 * Returns: (transfer none): which rows of the samples they are
 */
const guint *
nrn_trace_get_rows (const NrnTrace *trace)
{
  return trace->rows;
}

/**
 * nrn_trace_get_inputs:
 * @trace: a trace
 *
 * Returns: (transfer none): shape (n_rows, input_dim)
 */
const float *
nrn_trace_get_inputs (const NrnTrace *trace)
{
  return trace->inputs;
}

/**
 * nrn_trace_get_targets:
 * @trace: a trace
 * @target_dim: (out) (optional): numbers of a row
 *
 * Returns: (transfer none): shape (n_rows, target_dim), as the loss wants them
 */
const float *
nrn_trace_get_targets (const NrnTrace *trace,
                       guint          *target_dim)
{
  if (target_dim != NULL)
    *target_dim = trace->target_dim;

  return trace->targets;
}

/**
 * nrn_trace_get_row_weights:
 * @trace: a trace
 *
 * Returns: (transfer none) (nullable): what each row counts; %NULL for all 1
 */
const float *
nrn_trace_get_row_weights (const NrnTrace *trace)
{
  return trace->row_weights;
}

/**
 * nrn_trace_get_losses:
 * @trace: a trace
 *
 * Returns: (transfer none): the loss of each row, times what it counts
 */
const float *
nrn_trace_get_losses (const NrnTrace *trace)
{
  return trace->losses;
}

/**
 * nrn_trace_dup_random:
 * @trace: a trace
 *
 * Returns: (transfer full): where layers such as Dropout took their numbers
 *   from, as it was before the update
 */
GRand *
nrn_trace_dup_random (const NrnTrace *trace)
{
  return g_rand_copy (trace->random);
}

/**
 * nrn_trace_get_layer:
 * @trace: a trace
 * @layer: a layer's index
 * @values: (out caller-allocates): what it did; borrowed from @trace
 */
void
nrn_trace_get_layer (const NrnTrace *trace,
                     guint           layer,
                     NrnTraceLayer  *values)
{
  g_return_if_fail (layer < trace->n_layers);

  *values = (NrnTraceLayer) {
    .units = get_units (trace, layer),
    .sums = trace->layers[layer].sums,
    .outputs = trace->layers[layer].outputs,
    .d_outputs = trace->layers[layer].d_outputs,
    .d_sums = trace->layers[layer].d_sums,
  };
}

/**
 * nrn_trace_get_layer_inputs:
 * @trace: a trace
 * @layer: a layer's index
 * @input_dim: (out) (optional): numbers of a row
 *
 * Returns: (transfer none): what the layer was given: shape (n_rows, input_dim)
 */
const float *
nrn_trace_get_layer_inputs (const NrnTrace *trace,
                            guint           layer,
                            guint          *input_dim)
{
  g_return_val_if_fail (layer < trace->n_layers, NULL);

  if (input_dim != NULL)
    *input_dim = layer > 0 ? get_units (trace, layer - 1) : trace->input_dim;

  return layer > 0 ? trace->layers[layer - 1].outputs : trace->inputs;
}

/**
 * nrn_trace_get_weights:
 * @trace: a trace
 *
 * Returns: (transfer none): the weights before the update
 */
const NrnWeights *
nrn_trace_get_weights (const NrnTrace *trace)
{
  return trace->weights;
}

/**
 * nrn_trace_get_new_weights:
 * @trace: a trace
 *
 * Returns: (transfer none): the weights after the update
 */
const NrnWeights *
nrn_trace_get_new_weights (const NrnTrace *trace)
{
  return trace->new_weights;
}

/**
 * nrn_trace_try_learning_rate:
 * @trace: a trace
 * @weight: which of the flat weights; one that is trained
 * @learning_rate: another one
 *
 * Returns: what this update would have made of the weight with @learning_rate
 */
float
nrn_trace_try_learning_rate (const NrnTrace *trace,
                             gsize           weight,
                             double          learning_rate)
{
  const float *gradients = trace->clipped != NULL ? trace->clipped : trace->gradients;
  float slots[NRN_OPTIMIZER_MAX_SLOTS];

  for (guint i = 0; i < trace->n_slots; i++)
    slots[i] = trace->before.slots[i][weight];

  return nrn_optimizer_step_one (trace->optimizer, learning_rate, trace->step, slots,
                                 trace->before.product, gradients[weight],
                                 nrn_weights_get_data (trace->weights)[weight]);
}

/**
 * nrn_trace_get_gradients:
 * @trace: a trace
 *
 * Returns: (transfer none): gradient of the batch's loss, with all penalties,
 *   by each weight, in Keras' order; of a layer that does not learn it may be
 *   anything
 */
const float *
nrn_trace_get_gradients (const NrnTrace *trace)
{
  return trace->gradients;
}

/**
 * nrn_trace_get_clipped:
 * @trace: a trace
 *
 * Returns: (transfer none) (nullable): the gradients that the update went by, in
 *   Keras' order; %NULL if they were not clipped
 */
const float *
nrn_trace_get_clipped (const NrnTrace *trace)
{
  return trace->clipped;
}

/**
 * nrn_trace_get_loss_function:
 * @trace: an update
 *
 * Returns: (transfer none): Keras' loss that was trained with
 */
const NrnConfig *
nrn_trace_get_loss_function (const NrnTrace *trace)
{
  return trace->loss;
}

/**
 * nrn_trace_get_optimizer:
 * @trace: an update
 *
 * Returns: (transfer none): Keras' optimizer that made it
 */
const NrnConfig *
nrn_trace_get_optimizer (const NrnTrace *trace)
{
  return trace->optimizer;
}

/**
 * nrn_trace_get_learning_rate:
 * @trace: a trace
 *
 * Returns: the learning rate of the update
 */
double
nrn_trace_get_learning_rate (const NrnTrace *trace)
{
  return trace->learning_rate;
}

/**
 * nrn_trace_get_step:
 * @trace: a trace
 *
 * Returns: which update of the optimizer this is, counted from 1
 */
guint64
nrn_trace_get_step (const NrnTrace *trace)
{
  return trace->step;
}

/**
 * nrn_trace_get_n_slots:
 * @trace: a trace
 *
 * Returns: numbers that the optimizer remembers for each weight
 */
guint
nrn_trace_get_n_slots (const NrnTrace *trace)
{
  return trace->n_slots;
}

/**
 * nrn_trace_get_slot:
 * @trace: a trace
 * @slot: which of the numbers that the optimizer remembers for each weight;
 *   for Adam, 0 is m and 1 is v
 * @after: after the update, or before it
 *
 * Returns: (transfer none): the numbers in Keras' order of the weights
 */
const float *
nrn_trace_get_slot (const NrnTrace *trace,
                    guint           slot,
                    gboolean        after)
{
  g_return_val_if_fail (slot < trace->n_slots, NULL);

  return after ? trace->after.slots[slot] : trace->before.slots[slot];
}

/**
 * nrn_trace_get_product:
 * @trace: a trace
 * @after: after the update, or before it
 *
 * Returns: the one number that the optimizer remembers, see #NrnOptimizerState
 */
float
nrn_trace_get_product (const NrnTrace *trace,
                       gboolean        after)
{
  return after ? trace->after.product : trace->before.product;
}
