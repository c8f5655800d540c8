/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a Sequential network is made of, without its weights.
 */

#include "config.h"

#include "nrn-architecture-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-layer.h"

/* Keras calls the first Dense layer "dense", the next ones "dense_1" … */
static char *
default_layer_name (NrnConfig *const *layers,
                    guint             layer)
{
  g_autofree char *stem = nrn_kind_get_snake_name (nrn_config_get_kind (layers[layer]));
  guint n_before = 0;

  for (guint i = 0; i < layer; i++)
    n_before += nrn_config_get_kind (layers[i]) == nrn_config_get_kind (layers[layer]);

  return n_before == 0 ? g_steal_pointer (&stem) : g_strdup_printf ("%s_%u", stem, n_before);
}

static gboolean
check_names (const NrnArchitecture  *architecture,
             GError                **error)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < architecture->n_layers; i++)
    {
      if (!g_hash_table_add (names, architecture->layers[i].name))
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("Two layers are called “%s”; every layer needs a name of its own."),
                       architecture->layers[i].name);
          return FALSE;
        }
    }

  return TRUE;
}

/* Fails when the sizes would not fit; they come from users and files. */
static gboolean
append_tensors (NrnArchitecture  *architecture,
                guint             layer,
                guint             input_dim,
                GArray           *tensors,
                GError          **error)
{
  NrnLayerWeight weights[NRN_LAYER_MAX_WEIGHTS];
  guint n_weights;

  n_weights = nrn_layer_list_weights (architecture->layers[layer].config, input_dim, weights);
  for (guint i = 0; i < n_weights; i++)
    {
      NrnTensor tensor = {
        .layer = layer,
        .name = weights[i].name,
        .n_dims = weights[i].n_dims,
        .dims = { weights[i].dims[0], weights[i].n_dims == 2 ? weights[i].dims[1] : 1 },
        .offset = architecture->n_parameters,
        .trainable = weights[i].trainable,
      };

      /* Both factors are at most NRN_MAX_UNITS: no overflow. */
      tensor.size = (gsize) tensor.dims[0] * tensor.dims[1];
      architecture->n_parameters += tensor.size;
      if (architecture->n_parameters > NRN_MAX_PARAMETERS)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("This network is too large: with layer %u it has more than %d "
                         "parameters, which is the most."),
                       layer + 1, NRN_MAX_PARAMETERS);
          return FALSE;
        }
      g_array_append_val (tensors, tensor);
    }

  return TRUE;
}

/**
 * nrn_architecture_new:
 * @input_dim: number of inputs, 1 … %NRN_MAX_UNITS
 * @n_layers: number of layers, 1 … %NRN_MAX_LAYERS
 * @layers: (array length=n_layers): their configs; references are taken
 * @names: (nullable) (array length=n_layers): their names; where %NULL, the
 *   layer is named as Keras does
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the network, or %NULL with @error
 *   set if its sizes are out of range, alone or together, or two layers share
 *   a name
 */
NrnArchitecture *
nrn_architecture_new (guint               input_dim,
                      guint               n_layers,
                      NrnConfig *const   *layers,
                      const char *const  *names,
                      GError            **error)
{
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (GArray) tensors = g_array_new (FALSE, FALSE, sizeof (NrnTensor));
  guint dim = input_dim;
  guint n_units = 0;      /* at most NRN_MAX_LAYERS times NRN_MAX_UNITS: no overflow */

  if (input_dim < 1 || input_dim > NRN_MAX_UNITS)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("A network cannot have %u inputs; it must have from 1 to %d."),
                   input_dim, NRN_MAX_UNITS);
      return NULL;
    }
  if (n_layers < 1 || n_layers > NRN_MAX_LAYERS)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("A network cannot have %u layers after its inputs; it must have from 1 to %d."),
                   n_layers, NRN_MAX_LAYERS);
      return NULL;
    }

  architecture = g_new0 (NrnArchitecture, 1);
  g_atomic_ref_count_init (&architecture->ref_count);
  architecture->input_dim = input_dim;
  architecture->n_layers = n_layers;
  architecture->layers = g_new0 (NrnLayerEntry, n_layers);
  for (guint i = 0; i < n_layers; i++)
    {
      NrnLayerEntry *entry = &architecture->layers[i];

      entry->config = nrn_config_ref (layers[i]);
      entry->name = names != NULL && names[i] != NULL ? g_strdup (names[i])
                                                      : default_layer_name (layers, i);
      entry->units = nrn_layer_get_units (layers[i], dim);
      if (!append_tensors (architecture, i, dim, tensors, error))
        return NULL;
      dim = entry->units;
      n_units += dim;
      if (n_units > NRN_MAX_ALL_UNITS)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("This network is too large: with layer %u it has more than %d units, "
                         "which is the most."),
                       i + 1, NRN_MAX_ALL_UNITS);
          return NULL;
        }
    }

  if (!check_names (architecture, error))
    return NULL;

  architecture->n_tensors = tensors->len;
  architecture->tensors = (NrnTensor *) (void *) g_array_steal (tensors, NULL);

  return g_steal_pointer (&architecture);
}

/**
 * nrn_architecture_with_layer:
 * @architecture: a network
 * @layer: a layer's index
 * @config: what it is to be
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a copy of @architecture with another
 *   layer in that place, of the same name, or %NULL with @error set if that
 *   network cannot be built
 */
NrnArchitecture *
nrn_architecture_with_layer (const NrnArchitecture  *architecture,
                             guint                   layer,
                             const NrnConfig        *config,
                             GError                **error)
{
  guint n_layers = architecture->n_layers;
  g_autofree NrnConfig **layers = g_new (NrnConfig *, n_layers);
  g_autofree const char **names = g_new (const char *, n_layers);
  NrnArchitecture *changed;

  g_return_val_if_fail (layer < n_layers, NULL);

  for (guint i = 0; i < n_layers; i++)
    {
      layers[i] = (NrnConfig *) nrn_architecture_get_layer (architecture, i);
      names[i] = nrn_architecture_get_layer_name (architecture, i);
    }
  layers[layer] = (NrnConfig *) config;

  changed = nrn_architecture_new (architecture->input_dim, n_layers, layers, names, error);
  if (changed != NULL)
    nrn_architecture_take_off (changed, architecture, -1, 0);

  return changed;
}

NrnArchitecture *
nrn_architecture_ref (const NrnArchitecture *architecture)
{
  NrnArchitecture *self = (NrnArchitecture *) architecture;

  g_return_val_if_fail (architecture != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_architecture_unref (NrnArchitecture *architecture)
{
  g_return_if_fail (architecture != NULL);

  if (!g_atomic_ref_count_dec (&architecture->ref_count))
    return;

  for (guint i = 0; i < architecture->n_layers; i++)
    {
      g_free (architecture->layers[i].name);
      g_clear_pointer (&architecture->layers[i].config, nrn_config_unref);
      g_clear_pointer (&architecture->layers[i].off, g_array_unref);
    }
  g_free (architecture->layers);
  g_free (architecture->tensors);
  g_free (architecture);
}

guint
nrn_architecture_get_input_dim (const NrnArchitecture *architecture)
{
  return architecture->input_dim;
}

guint
nrn_architecture_get_output_dim (const NrnArchitecture *architecture)
{
  return architecture->layers[architecture->n_layers - 1].units;
}

/**
 * nrn_architecture_get_n_layers:
 * @architecture: a network
 *
 * Returns: the number of layers as Keras counts them: without the inputs
 */
guint
nrn_architecture_get_n_layers (const NrnArchitecture *architecture)
{
  return architecture->n_layers;
}

const NrnConfig *
nrn_architecture_get_layer (const NrnArchitecture *architecture,
                            guint                  layer)
{
  g_return_val_if_fail (layer < architecture->n_layers, NULL);

  return architecture->layers[layer].config;
}

const char *
nrn_architecture_get_layer_name (const NrnArchitecture *architecture,
                                 guint                  layer)
{
  g_return_val_if_fail (layer < architecture->n_layers, NULL);

  return architecture->layers[layer].name;
}

/**
 * nrn_architecture_has_own_name:
 * @architecture: a network
 * @layer: one of its layers
 *
 * Returns: whether somebody has named it: "dense_2" is a name that Keras
 *   makes up for a Dense layer
 */
gboolean
nrn_architecture_has_own_name (const NrnArchitecture *architecture,
                               guint                  layer)
{
  const char *name = nrn_architecture_get_layer_name (architecture, layer);
  g_autofree char *stem =
    nrn_kind_get_snake_name (nrn_config_get_kind (nrn_architecture_get_layer (architecture, layer)));

  if (!g_str_has_prefix (name, stem))
    return TRUE;

  name += strlen (stem);
  if (*name == '\0')
    return FALSE;

  return *name != '_' || name[1] == '\0' || name[1 + strspn (name + 1, "0123456789")] != '\0';
}

/**
 * nrn_architecture_get_layer_units:
 * @architecture: a network
 * @layer: a layer's index
 *
 * Returns: how many outputs the layer has
 */
guint
nrn_architecture_get_layer_units (const NrnArchitecture *architecture,
                                  guint                  layer)
{
  g_return_val_if_fail (layer < architecture->n_layers, 0);

  return architecture->layers[layer].units;
}

/**
 * nrn_architecture_get_activation:
 * @architecture: a network
 * @layer: a layer's index
 *
 * Returns: (transfer none) (nullable): the activation that the layer ends
 *   with; %NULL for a layer without one
 */
const NrnConfig *
nrn_architecture_get_activation (const NrnArchitecture *architecture,
                                 guint                  layer)
{
  const NrnLayerKind *kind;

  g_return_val_if_fail (layer < architecture->n_layers, NULL);

  kind = nrn_layer_kind_of (architecture->layers[layer].config);

  return kind->get_activation != NULL ? kind->get_activation (architecture->layers[layer].config)
                                      : NULL;
}

/**
 * nrn_architecture_get_tensors:
 * @architecture: a network
 * @n_tensors: (out): how many there are
 *
 * Returns: (transfer none): the arrays of weights in Keras' order
 */
const NrnTensor *
nrn_architecture_get_tensors (const NrnArchitecture *architecture,
                              guint                 *n_tensors)
{
  *n_tensors = architecture->n_tensors;

  return architecture->tensors;
}

/**
 * nrn_architecture_find_tensor:
 * @architecture: a network
 * @layer: a layer's index
 * @name: "kernel", "bias" …
 *
 * Returns: (transfer none) (nullable): that array, if the layer has it
 */
const NrnTensor *
nrn_architecture_find_tensor (const NrnArchitecture *architecture,
                              guint                  layer,
                              const char            *name)
{
  for (guint i = 0; i < architecture->n_tensors; i++)
    {
      if (architecture->tensors[i].layer == layer &&
          strcmp (architecture->tensors[i].name, name) == 0)
        return &architecture->tensors[i];
    }

  return NULL;
}

/**
 * nrn_architecture_get_n_parameters:
 * @architecture: a network
 *
 * Returns: the number of floats in its flat weights, e.g. 302 for 1-6-32-2
 */
gsize
nrn_architecture_get_n_parameters (const NrnArchitecture *architecture)
{
  return architecture->n_parameters;
}

/**
 * nrn_architecture_get_n_trainable:
 * @architecture: a network
 *
 * Returns: how many of its parameters an optimizer changes: all but the
 *   moving averages of BatchNormalization and those of frozen layers
 */
gsize
nrn_architecture_get_n_trainable (const NrnArchitecture *architecture)
{
  gsize n = 0;

  for (guint i = 0; i < architecture->n_tensors; i++)
    n += architecture->tensors[i].trainable ? architecture->tensors[i].size : 0;

  return n;
}

/**
 * nrn_architecture_equal:
 * @a: a network
 * @b: another
 *
 * Returns: whether they have the same inputs and the same layers of the
 *   same names, with the same units switched off
 */
gboolean
nrn_architecture_equal (const NrnArchitecture *a,
                        const NrnArchitecture *b)
{
  if (a == b)
    return TRUE;
  if (a->input_dim != b->input_dim || a->n_layers != b->n_layers)
    return FALSE;

  for (guint i = 0; i < a->n_layers; i++)
    {
      if (strcmp (a->layers[i].name, b->layers[i].name) != 0 ||
          !nrn_config_equal (a->layers[i].config, b->layers[i].config))
        return FALSE;
    }

  return nrn_architecture_equal_off (a, b);
}

/**
 * nrn_architecture_to_string:
 * @architecture: a network
 *
 * Returns: (transfer full): inputs and units of the layers that change
 *   them, e.g. "1-6-32-2"
 */
char *
nrn_architecture_to_string (const NrnArchitecture *architecture)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%u", architecture->input_dim);
  for (guint i = 0; i < architecture->n_layers; i++)
    {
      if (nrn_architecture_find_tensor (architecture, i, "kernel") != NULL)
        g_string_append_printf (text, "-%u", architecture->layers[i].units);
    }

  return g_string_free (text, FALSE);
}
