/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What TensorFlow.js has of Keras' activations. Source: TensorFlow.js 4.22,
 * `tfjs-layers/src/activations.ts` and `layers/advanced_activations.ts`.
 *
 * It knows fewer than Keras, and functions by their names alone; those with
 * an argument are layers. Two that it has are left out, since nothing could be
 * done with the file: its hard_sigmoid is that of Keras 2, and gelu_new, the
 * formula with tanh, it saves by a name that it does not find when it loads.
 */

#include "config.h"

#include "nrn-keras.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"

/* Functions, with Keras' defaults for their arguments. */
static const struct
{
  const char *name;
  const char *tfjs_name;
} functions[] = {
  { "linear", "linear" },
  { "relu", "relu" },
  { "relu6", "relu6" },
  { "elu", "elu" },
  { "selu", "selu" },
  { "celu", "elu" },      /* with alpha 1 they are the same */
  { "sigmoid", "sigmoid" },
  { "softmax", "softmax" },
  { "log_softmax", "log_softmax" },
  { "softplus", "softplus" },
  { "softsign", "softsign" },
  { "tanh", "tanh" },
  { "silu", "swish" },
  { "mish", "mish" },
  { "gelu", "gelu" },
};

/* Layers, with one argument that may be another than Keras' default. */
static const struct
{
  const char *name;
  const char *property;
  const char *class_name;
  const char *argument;
} layers[] = {
  { "leaky_relu", "negative_slope", "LeakyReLU", "alpha" },
  { "relu", "negative_slope", "LeakyReLU", "alpha" },
  { "relu", "max_value", "ReLU", "max_value" },
  { "relu", "threshold", "ThresholdedReLU", "theta" },
};

/**
 * nrn_keras_find_tfjs_function:
 * @activation: an activation with its arguments
 *
 * Returns: (transfer none) (nullable): TensorFlow.js' name of the function,
 *   or %NULL if it is none there
 */
const char *
nrn_keras_find_tfjs_function (const NrnConfig *activation)
{
  if (!nrn_config_is_default (activation))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    {
      if (g_str_equal (functions[i].name, nrn_config_get_name (activation)))
        return functions[i].tfjs_name;
    }

  return NULL;
}

static gboolean
has_defaults_beside (const NrnConfig *config,
                     const char      *property)
{
  double value = nrn_config_lookup (config, property);
  g_autoptr (NrnConfig) defaults = nrn_config_new (nrn_config_get_kind (config));
  g_autoptr (NrnConfig) changed = NULL;

  /* NaN stands for none, and cannot be set. */
  changed = isnan (value) ? nrn_config_with_text (defaults, property, "none", NULL)
                          : nrn_config_with_number (defaults, property, value, NULL);

  return changed != NULL && nrn_config_equal (config, changed);
}

/**
 * nrn_keras_find_tfjs_layer:
 * @activation: an activation with its arguments
 * @layer: (out caller-allocates): the layer
 *
 * Returns: whether TensorFlow.js has a layer that is @activation
 */
gboolean
nrn_keras_find_tfjs_layer (const NrnConfig *activation,
                           NrnKerasLayer   *layer)
{
  for (gsize i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      if (g_str_equal (layers[i].name, nrn_config_get_name (activation)) &&
          has_defaults_beside (activation, layers[i].property))
        {
          layer->class_name = layers[i].class_name;
          layer->argument = layers[i].argument;
          layer->value = nrn_config_lookup (activation, layers[i].property);
          return TRUE;
        }
    }

  return FALSE;
}

static void
refuse (const NrnArchitecture  *architecture,
        guint                   layer,
        const NrnConfig        *activation,
        GError                **error)
{
  g_autofree char *text = nrn_config_to_string (activation);
  g_autoptr (GString) names = g_string_new ("leaky_relu");

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    g_string_append_printf (names, ", %s", functions[i].name);

  g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
               _("TensorFlow.js has no %s, which is the activation of the layer “%s”; choose one "
                 "of %s."),
               text, nrn_architecture_get_layer_name (architecture, layer), names->str);
}

/* "dense_activation", or "dense_activation_1" if a layer is called that. */
static char *
make_name (const NrnArchitecture *architecture,
           guint                  layer)
{
  g_autofree char *base = g_strconcat (nrn_architecture_get_layer_name (architecture, layer),
                                       "_activation", NULL);
  char *name = g_strdup (base);
  guint n_tried = 0;

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      if (!g_str_equal (nrn_architecture_get_layer_name (architecture, i), name))
        continue;

      g_free (name);
      name = g_strdup_printf ("%s_%u", base, ++n_tried);
      i = G_MAXUINT;      /* begins anew */
    }

  return name;
}

/* The layers that come of one. */
static gboolean
add_layers (const NrnArchitecture  *architecture,
            guint                   layer,
            GPtrArray              *configs,
            GPtrArray              *names,
            GError                **error)
{
  const NrnConfig *config = nrn_architecture_get_layer (architecture, layer);
  const NrnConfig *activation = nrn_architecture_get_activation (architecture, layer);
  g_autoptr (NrnConfig) plain = NULL;
  NrnKerasLayer unused;

  g_ptr_array_add (names, g_strdup (nrn_architecture_get_layer_name (architecture, layer)));
  if (activation == NULL || nrn_keras_find_tfjs_function (activation) != NULL)
    {
      g_ptr_array_add (configs, nrn_config_ref (config));
      return TRUE;
    }
  if (!nrn_keras_find_tfjs_layer (activation, &unused))
    {
      refuse (architecture, layer, activation, error);
      return FALSE;
    }
  if (g_str_equal (nrn_config_get_name (config), "Activation"))
    {
      g_ptr_array_add (configs, nrn_config_ref (config));
      return TRUE;
    }

  plain = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Activation", NULL);
  g_ptr_array_add (configs, nrn_config_with_text (config, "activation", "linear", NULL));
  g_ptr_array_add (configs, nrn_config_with_config (plain, "activation", activation, NULL));
  g_ptr_array_add (names, make_name (architecture, layer));

  return TRUE;
}

/**
 * nrn_keras_adapt_to_tfjs:
 * @architecture: a network
 * @error: return location
 *
 * Makes layers of activations that TensorFlow.js has as layers only; weights
 * keep their names and their order.
 *
 * Returns: (transfer full) (nullable): a network that computes the same, or
 *   %NULL with a sentence that names the layer
 */
NrnArchitecture *
nrn_keras_adapt_to_tfjs (const NrnArchitecture  *architecture,
                         GError                **error)
{
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      if (!add_layers (architecture, i, configs, names, error))
        return NULL;
    }

  return nrn_architecture_new (nrn_architecture_get_input_dim (architecture), configs->len,
                               (NrnConfig *const *) configs->pdata,
                               (const char *const *) names->pdata, error);
}
