/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks, losses and optimizers as the JSON that Keras writes. Source:
 * Keras 3, `get_config()` of each class; TensorFlow.js 4.22, `toJSON()`.
 */

#include "nrn-keras.h"

#include <math.h>
#include <string.h>

#include "nrn-layer-activation.h"

/* The activations that Keras has as layers too. A layer can be an activation
 * with arguments, which a function by its name cannot. */
static const struct
{
  const char *activation;
  const char *layer;
} activation_layers[] = {
  { "elu", "ELU" },
  { "leaky_relu", "LeakyReLU" },
  { "relu", "ReLU" },
};

static const char *
find_activation_layer (const NrnConfig *config)
{
  for (gsize i = 0; i < G_N_ELEMENTS (activation_layers); i++)
    {
      if (strcmp (activation_layers[i].activation, nrn_config_get_name (config)) == 0)
        return activation_layers[i].layer;
    }

  return NULL;
}

static gboolean
is_activation (const NrnConfig *config)
{
  return nrn_kind_get_family (nrn_config_get_kind (config)) == NRN_FAMILY_ACTIVATION;
}

/* Adam stays Adam, random_normal becomes RandomNormal. */
static char *
class_name_of (const NrnConfig *config)
{
  GString *name;
  gboolean starts_word = TRUE;

  if (is_activation (config))
    {
      const char *layer = find_activation_layer (config);

      return g_strdup (layer != NULL ? layer : nrn_config_get_name (config));
    }

  name = g_string_new (NULL);

  for (const char *p = nrn_config_get_name (config); *p != '\0'; p++)
    {
      if (*p != '_')
        g_string_append_c (name, starts_word ? g_ascii_toupper (*p) : *p);
      starts_word = *p == '_';
    }

  return g_string_free (name, FALSE);
}

static void
print_property (NrnJsonWriter   *writer,
                const NrnConfig *config,
                guint            property,
                NrnKerasDialect  dialect)
{
  const NrnPropertySpec *spec = &nrn_config_get_kind (config)->properties[property];
  const NrnConfig *nested = nrn_config_get_config (config, property);
  const double *numbers;
  guint n;

  if (nested != NULL)
    {
      nrn_keras_print_config (writer, spec->name, nested, dialect);
      return;
    }

  switch (spec->type)
    {
    case NRN_PROPERTY_NUMBER:
    case NRN_PROPERTY_INTEGER:
      nrn_json_add_number (writer, spec->name, nrn_config_get_number (config, property));
      break;

    case NRN_PROPERTY_BOOLEAN:
      nrn_json_add_boolean (writer, spec->name, nrn_config_get_number (config, property) != 0);
      break;

    case NRN_PROPERTY_NUMBERS:
      numbers = nrn_config_get_numbers (config, property, &n);
      nrn_json_add_numbers (writer, spec->name, n, numbers);
      break;

    case NRN_PROPERTY_CONFIG:
      nrn_json_add_null (writer, spec->name);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
print_properties (NrnJsonWriter   *writer,
                  const NrnConfig *config,
                  NrnKerasDialect  dialect)
{
  for (guint i = 0; i < nrn_config_get_kind (config)->n_properties; i++)
    print_property (writer, config, i, dialect);
}

/* TensorFlow.js knows the shorter names, but never writes them itself. */
static gboolean
print_scaling (NrnJsonWriter   *writer,
               const char      *name,
               const NrnConfig *config)
{
  const NrnKerasScaling *scaling = nrn_keras_scalings;

  while (scaling->initializer != NULL &&
         strcmp (scaling->initializer, nrn_config_get_name (config)) != 0)
    scaling++;
  if (scaling->initializer == NULL)
    return FALSE;

  nrn_json_begin_object (writer, name);
  nrn_json_add_string (writer, "class_name", "VarianceScaling");
  nrn_json_begin_object (writer, "config");
  nrn_json_add_number (writer, "scale", scaling->scale);
  nrn_json_add_string (writer, "mode", scaling->mode);
  nrn_json_add_string (writer, "distribution", scaling->distribution);
  nrn_json_add_null (writer, "seed");
  nrn_json_end_object (writer);
  nrn_json_end_object (writer);

  return TRUE;
}

static double
factor_of (const NrnConfig *regularizer,
           const char      *name)
{
  double factor = nrn_config_lookup (regularizer, name);

  return isnan (factor) ? 0 : factor;
}

/* TensorFlow.js has L1L2 only. It cannot load layers with a penalty on their
 * outputs, which is of no use to a trained network. */
static void
print_regularizer (NrnJsonWriter   *writer,
                   const char      *name,
                   const NrnConfig *config)
{
  if (g_strcmp0 (name, "activity_regularizer") == 0)
    {
      nrn_json_add_null (writer, name);
      return;
    }

  nrn_json_begin_object (writer, name);
  nrn_json_add_string (writer, "class_name", "L1L2");
  nrn_json_begin_object (writer, "config");
  nrn_json_add_number (writer, "l1", factor_of (config, "l1"));
  nrn_json_add_number (writer, "l2", factor_of (config, "l2"));
  nrn_json_end_object (writer);
  nrn_json_end_object (writer);
}

/**
 * nrn_keras_print_config:
 * @writer: where to
 * @name: (nullable): name of the member
 * @config: an activation, initializer, loss, metric, optimizer, regularizer
 *   or schedule
 * @dialect: for whom
 *
 * Writes what Keras' own get() takes: the name alone of what has no
 * arguments, and of activations, losses and metrics with Keras' defaults; else
 * an object with class_name and config. An activation for TensorFlow.js must be
 * one that nrn_keras_find_tfjs_function() finds.
 */
void
nrn_keras_print_config (NrnJsonWriter   *writer,
                        const char      *name,
                        const NrnConfig *config,
                        NrnKerasDialect  dialect)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  NrnFamily family = nrn_kind_get_family (kind);
  gboolean spelled_out = dialect == NRN_KERAS_TFJS && family == NRN_FAMILY_INITIALIZER;
  gboolean goes_by_name = kind->n_properties == 0 ||
                          ((family == NRN_FAMILY_ACTIVATION || family == NRN_FAMILY_LOSS ||
                            family == NRN_FAMILY_METRIC) &&
                           nrn_config_is_default (config));
  g_autofree char *class_name = class_name_of (config);

  if (spelled_out && print_scaling (writer, name, config))
    return;
  if (dialect == NRN_KERAS_TFJS && family == NRN_FAMILY_REGULARIZER)
    {
      print_regularizer (writer, name, config);
      return;
    }
  if (dialect == NRN_KERAS_TFJS && family == NRN_FAMILY_ACTIVATION)
    {
      nrn_json_add_string (writer, name, nrn_keras_find_tfjs_function (config));
      return;
    }

  if (goes_by_name && !spelled_out)
    {
      nrn_json_add_string (writer, name, kind->name);
      return;
    }

  nrn_json_begin_object (writer, name);
  if (is_activation (config) && find_activation_layer (config) != NULL)
    nrn_json_add_string (writer, "module", "keras.layers");
  nrn_json_add_string (writer, "class_name", class_name);
  nrn_json_begin_object (writer, "config");
  print_properties (writer, config, dialect);
  nrn_json_end_object (writer);
  nrn_json_end_object (writer);
}

/* [null, 2]: any number of rows; NaN is written as null. */
static void
print_shape (NrnJsonWriter *writer,
             const char    *name,
             guint          input_dim)
{
  const double shape[] = { NAN, input_dim };

  nrn_json_add_numbers (writer, name, G_N_ELEMENTS (shape), shape);
}

static void
print_input_layer (NrnJsonWriter *writer,
                   guint          input_dim)
{
  nrn_json_begin_object (writer, NULL);
  nrn_json_add_string (writer, "class_name", "InputLayer");
  nrn_json_begin_object (writer, "config");
  print_shape (writer, "batch_shape", input_dim);
  nrn_json_add_string (writer, "dtype", "float32");
  nrn_json_end_object (writer);
  nrn_json_end_object (writer);
}

/* Whether TensorFlow.js has the activation of this layer as a layer only. */
static gboolean
is_tfjs_layer (const NrnConfig *layer,
               NrnKerasLayer   *found)
{
  const NrnConfig *activation;

  if (strcmp (nrn_config_get_name (layer), "Activation") != 0)
    return FALSE;

  activation = nrn_config_get_config (layer, NRN_ACTIVATION_LAYER_ACTIVATION);

  return nrn_keras_find_tfjs_function (activation) == NULL &&
         nrn_keras_find_tfjs_layer (activation, found);
}

static void
print_layer (NrnJsonWriter         *writer,
             const NrnArchitecture *architecture,
             guint                  layer,
             NrnKerasDialect        dialect)
{
  const NrnConfig *config = nrn_architecture_get_layer (architecture, layer);
  NrnKerasLayer tfjs_layer;
  gboolean is_tfjs = dialect == NRN_KERAS_TFJS && is_tfjs_layer (config, &tfjs_layer);

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_string (writer, "class_name",
                       is_tfjs ? tfjs_layer.class_name : nrn_config_get_name (config));
  nrn_json_begin_object (writer, "config");
  nrn_json_add_string (writer, "name", nrn_architecture_get_layer_name (architecture, layer));
  if (is_tfjs)
    nrn_json_add_number (writer, tfjs_layer.argument, tfjs_layer.value);
  else
    print_properties (writer, config, dialect);
  if (dialect == NRN_KERAS_TFJS &&
      (is_tfjs || nrn_kind_property (nrn_config_get_kind (config), "trainable") < 0))
    nrn_json_add_boolean (writer, "trainable", TRUE);
  if (dialect == NRN_KERAS_TFJS && layer == 0)
    {
      print_shape (writer, "batch_input_shape", nrn_architecture_get_input_dim (architecture));
      nrn_json_add_string (writer, "dtype", "float32");
    }
  nrn_json_end_object (writer);
  nrn_json_end_object (writer);
}

/**
 * nrn_keras_print_sequential:
 * @writer: where to
 * @name: (nullable): name of the member
 * @architecture: a network; for TensorFlow.js one that
 *   nrn_keras_adapt_to_tfjs() has made
 * @dialect: for whom
 */
void
nrn_keras_print_sequential (NrnJsonWriter         *writer,
                            const char            *name,
                            const NrnArchitecture *architecture,
                            NrnKerasDialect        dialect)
{
  nrn_json_begin_object (writer, name);
  nrn_json_add_string (writer, "class_name", "Sequential");
  nrn_json_begin_object (writer, "config");
  nrn_json_add_string (writer, "name", "sequential");
  nrn_json_begin_array (writer, "layers");
  if (dialect == NRN_KERAS_PLAIN)
    print_input_layer (writer, nrn_architecture_get_input_dim (architecture));
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    print_layer (writer, architecture, i, dialect);
  nrn_json_end_array (writer);
  nrn_json_end_object (writer);
  if (dialect == NRN_KERAS_TFJS)
    {
      nrn_json_add_string (writer, "keras_version", "tfjs-layers 4.22.0");
      nrn_json_add_string (writer, "backend", "tensor_flow.js");
    }
  nrn_json_end_object (writer);
}
