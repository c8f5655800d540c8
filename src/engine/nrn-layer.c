/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers of a network.
 */

#include "nrn-layer.h"

/**
 * nrn_layer_kind_of:
 * @config: a config of the family %NRN_FAMILY_LAYER
 *
 * Returns: (transfer none): its kind, with the functions of a layer
 */
const NrnLayerKind *
nrn_layer_kind_of (const NrnConfig *config)
{
  return (const NrnLayerKind *) nrn_config_get_kind (config);
}

/**
 * nrn_layer_is_trainable:
 * @config: a layer with its arguments
 *
 * A frozen layer computes as it does once trained, and nothing changes its
 * weights. Source: Keras 3, `keras/src/layers/layer.py`.
 *
 * Returns: %FALSE if the layer is frozen; %TRUE also where it has no weights
 */
gboolean
nrn_layer_is_trainable (const NrnConfig *config)
{
  return nrn_config_lookup (config, "trainable") != 0;
}

/**
 * nrn_layer_get_units:
 * @config: a layer with its arguments
 * @input_dim: how many inputs it gets
 *
 * Returns: how many outputs it has
 */
guint
nrn_layer_get_units (const NrnConfig *config,
                     guint            input_dim)
{
  const NrnLayerKind *kind = nrn_layer_kind_of (config);

  return kind->get_units != NULL ? kind->get_units (config, input_dim) : input_dim;
}

/**
 * nrn_layer_list_weights:
 * @config: a layer with its arguments
 * @input_dim: how many inputs it gets
 * @weights: (out caller-allocates) (array fixed-size=4): the arrays of
 *   weights that it has, in Keras' order; none of a frozen layer is
 *   trainable
 *
 * Returns: how many there are
 */
guint
nrn_layer_list_weights (const NrnConfig *config,
                        guint            input_dim,
                        NrnLayerWeight  *weights)
{
  const NrnLayerKind *kind = nrn_layer_kind_of (config);

  guint n_weights = kind->list_weights != NULL ? kind->list_weights (config, input_dim, weights) : 0;

  if (!nrn_layer_is_trainable (config))
    {
      for (guint i = 0; i < n_weights; i++)
        weights[i].trainable = FALSE;
    }

  return n_weights;
}
