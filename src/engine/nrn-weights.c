/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All weights of a network at one moment.
 */

#include "nrn-weights.h"

#include <math.h>
#include <string.h>

#include "nrn-initializer.h"
#include "nrn-layer.h"
#include "nrn-random.h"

struct _NrnWeights
{
  gatomicrefcount  ref_count;
  NrnArchitecture *architecture;    /* owned */
  float            data[];          /* n_parameters */
};

static NrnWeights *
weights_alloc (const NrnArchitecture *architecture)
{
  NrnWeights *weights;

  weights = g_malloc (sizeof (NrnWeights) +
                      nrn_architecture_get_n_parameters (architecture) * sizeof (float));
  g_atomic_ref_count_init (&weights->ref_count);
  weights->architecture = nrn_architecture_ref (architecture);

  return weights;
}

/**
 * nrn_weights_new:
 * @architecture: a network
 * @data: its flat weights, which are copied
 *
 * Returns: (transfer full): the weights
 */
NrnWeights *
nrn_weights_new (const NrnArchitecture *architecture,
                 const float           *data)
{
  NrnWeights *weights = weights_alloc (architecture);

  memcpy (weights->data, data, nrn_architecture_get_n_parameters (architecture) * sizeof (float));

  return weights;
}

/**
 * nrn_weights_new_initial:
 * @architecture: a network
 * @seed: the experiment's seed
 *
 * Chooses starting weights with the layers' initializers. The same seed
 * gives the same weights.
 *
 * Returns: (transfer full): the weights
 */
NrnWeights *
nrn_weights_new_initial (const NrnArchitecture *architecture,
                         guint32                seed)
{
  NrnWeights *weights = weights_alloc (architecture);
  g_autoptr (GRand) rand = nrn_random_new (seed, NRN_RANDOM_WEIGHTS);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  guint input_dim = nrn_architecture_get_input_dim (architecture);
  guint n_done = 0;

  for (guint layer = 0; layer < nrn_architecture_get_n_layers (architecture); layer++)
    {
      NrnLayerWeight wanted[NRN_LAYER_MAX_WEIGHTS];
      guint n_wanted;

      n_wanted = nrn_layer_list_weights (nrn_architecture_get_layer (architecture, layer),
                                         input_dim, wanted);
      for (guint i = 0; i < n_wanted; i++)
        {
          const NrnTensor *tensor = &tensors[n_done++];
          guint fan_out = tensor->n_dims == 2 ? tensor->dims[1] : tensor->dims[0];

          nrn_initializer_fill (wanted[i].initializer, rand, tensor->dims[0], fan_out,
                                tensor->size, weights->data + tensor->offset);
        }
      input_dim = nrn_architecture_get_layer_units (architecture, layer);
    }
  g_assert (n_done == n_tensors);

  return weights;
}

NrnWeights *
nrn_weights_ref (const NrnWeights *weights)
{
  NrnWeights *self = (NrnWeights *) weights;

  g_return_val_if_fail (weights != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_weights_unref (NrnWeights *weights)
{
  g_return_if_fail (weights != NULL);

  if (!g_atomic_ref_count_dec (&weights->ref_count))
    return;

  nrn_architecture_unref (weights->architecture);
  g_free (weights);
}

const NrnArchitecture *
nrn_weights_get_architecture (const NrnWeights *weights)
{
  return weights->architecture;
}

/**
 * nrn_weights_get_data:
 * @weights: weights
 *
 * Returns: (transfer none): the flat weights, in the order of
 *   nrn_architecture_get_tensors()
 */
const float *
nrn_weights_get_data (const NrnWeights *weights)
{
  return weights->data;
}

/**
 * nrn_weights_get_tensor:
 * @weights: weights
 * @layer: a layer's index
 * @name: "kernel" (input_dim, units; row-major), "bias" (units) …
 *
 * Returns: (transfer none) (nullable): that array, if the layer has it
 */
const float *
nrn_weights_get_tensor (const NrnWeights *weights,
                        guint             layer,
                        const char       *name)
{
  const NrnTensor *tensor = nrn_architecture_find_tensor (weights->architecture, layer, name);

  return tensor != NULL ? weights->data + tensor->offset : NULL;
}

/**
 * nrn_weights_are_finite:
 * @weights: weights
 *
 * Returns: whether no weight is NaN or infinite
 */
gboolean
nrn_weights_are_finite (const NrnWeights *weights)
{
  gsize n = nrn_architecture_get_n_parameters (weights->architecture);

  for (gsize i = 0; i < n; i++)
    {
      if (!isfinite (weights->data[i]))
        return FALSE;
    }

  return TRUE;
}
