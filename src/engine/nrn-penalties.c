/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All penalties that the layers of a network ask for. Those on weights count
 * once a batch, whatever its size, and not at all in a frozen layer; those on
 * a layer's outputs are divided by the rows. Source: Keras 3, `keras/src/layers/layer.py` and
 * `keras/src/trainers/trainer.py`.
 */

#include "nrn-penalties.h"

#include "nrn-layer.h"
#include "nrn-regularizer.h"

/* On one kernel or bias. */
typedef struct
{
  NrnPenalty penalty;
  gsize      place;     /* where it begins in the model's weights */
  gsize      size;
} OnWeights;

/* On what a layer gives. */
typedef struct
{
  NrnPenalty penalty;
  guint      layer;
  guint      units;
} OnOutputs;

struct _NrnPenalties
{
  GArray *on_weights;   /* owned; OnWeights */
  GArray *on_outputs;   /* owned; OnOutputs */
};

static void
find_on_weights (NrnPenalties          *penalties,
                 const NrnArchitecture *architecture,
                 const gsize           *places)
{
  guint dim = nrn_architecture_get_input_dim (architecture);
  guint tensor = 0;
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];
      guint n_wanted = nrn_layer_list_weights (nrn_architecture_get_layer (architecture, i), dim,
                                               wanted);

      for (guint j = 0; j < n_wanted; j++, tensor++)
        {
          OnWeights found = {
            .penalty = nrn_regularizer_get_penalty (wanted[j].regularizer),
            .place = places[tensor],
            .size = tensors[tensor].size,
          };

          if (wanted[j].trainable && !nrn_penalty_is_none (found.penalty))
            g_array_append_val (penalties->on_weights, found);
        }
      dim = nrn_architecture_get_layer_units (architecture, i);
    }
}

static void
find_on_outputs (NrnPenalties          *penalties,
                 const NrnArchitecture *architecture)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      const NrnConfig *layer = nrn_architecture_get_layer (architecture, i);
      const NrnLayerKind *kind = nrn_layer_kind_of (layer);
      OnOutputs found = { .layer = i, .units = nrn_architecture_get_layer_units (architecture, i) };

      if (kind->get_activity_regularizer == NULL)
        continue;
      found.penalty = nrn_regularizer_get_penalty (kind->get_activity_regularizer (layer));
      if (!nrn_penalty_is_none (found.penalty))
        g_array_append_val (penalties->on_outputs, found);
    }
}

/**
 * nrn_penalties_new:
 * @architecture: a network
 * @places: where each of its tensors begins in the model's weights
 *
 * Returns: (transfer full) (nullable): its penalties, or %NULL if it has none
 */
NrnPenalties *
nrn_penalties_new (const NrnArchitecture *architecture,
                   const gsize           *places)
{
  NrnPenalties *penalties = g_new0 (NrnPenalties, 1);

  penalties->on_weights = g_array_new (FALSE, FALSE, sizeof (OnWeights));
  penalties->on_outputs = g_array_new (FALSE, FALSE, sizeof (OnOutputs));
  find_on_weights (penalties, architecture, places);
  find_on_outputs (penalties, architecture);
  if (penalties->on_weights->len > 0 || penalties->on_outputs->len > 0)
    return penalties;

  nrn_penalties_free (penalties);
  return NULL;
}

void
nrn_penalties_free (NrnPenalties *penalties)
{
  g_array_unref (penalties->on_weights);
  g_array_unref (penalties->on_outputs);
  g_free (penalties);
}

/**
 * nrn_penalties_measure:
 * @penalties: a model's penalties
 * @weights: the model's weights
 * @n_rows: rows of the batch
 * @outputs: what each layer gives, shape (n_rows, units)
 *
 * Returns: what they add to the batch's loss
 */
double
nrn_penalties_measure (const NrnPenalties *penalties,
                       const float        *weights,
                       guint               n_rows,
                       float *const       *outputs)
{
  double sum = 0;

  for (guint i = 0; i < penalties->on_weights->len; i++)
    {
      const OnWeights *on = &g_array_index (penalties->on_weights, OnWeights, i);

      sum += nrn_penalty_measure (on->penalty, on->size, weights + on->place);
    }
  for (guint i = 0; i < penalties->on_outputs->len; i++)
    {
      const OnOutputs *on = &g_array_index (penalties->on_outputs, OnOutputs, i);

      sum += nrn_penalty_measure (on->penalty, (gsize) n_rows * on->units, outputs[on->layer]) / n_rows;
    }

  return sum;
}

/**
 * nrn_penalties_add_by_weights:
 * @penalties: a model's penalties
 * @weights: the model's weights
 * @gradients: (inout): the loss' gradient by each; that of the penalties is
 *   added
 */
void
nrn_penalties_add_by_weights (const NrnPenalties *penalties,
                              const float        *weights,
                              float              *gradients)
{
  for (guint i = 0; i < penalties->on_weights->len; i++)
    {
      const OnWeights *on = &g_array_index (penalties->on_weights, OnWeights, i);

      nrn_penalty_add_gradients (on->penalty, 1, on->size, weights + on->place,
                                 gradients + on->place);
    }
}

/**
 * nrn_penalties_add_by_outputs:
 * @penalties: a model's penalties
 * @layer: a layer's index
 * @n_rows: rows of the batch
 * @outputs: what the layer gives, shape (n_rows, units)
 * @d_outputs: (inout): the loss' gradient by these; that of the penalties on
 *   them is added
 */
void
nrn_penalties_add_by_outputs (const NrnPenalties *penalties,
                              guint               layer,
                              guint               n_rows,
                              const float        *outputs,
                              float              *d_outputs)
{
  for (guint i = 0; i < penalties->on_outputs->len; i++)
    {
      const OnOutputs *on = &g_array_index (penalties->on_outputs, OnOutputs, i);

      if (on->layer == layer)
        nrn_penalty_add_gradients (on->penalty, 1.0f / (float) n_rows, (gsize) n_rows * on->units,
                                   outputs, d_outputs);
    }
}
