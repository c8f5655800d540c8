/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers, losses, optimizers … in Python, from the tables of their
 * properties.
 */

#include "config.h"

#include "nrn-keras-code-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

static gboolean
is_2018 (const NrnKerasCodeWriter *writer)
{
  return writer->options.dialect == NRN_KERAS_CODE_2018;
}

/* Remembers the first one. */
static const NrnKeras2018 *
need_2018 (NrnKerasCodeWriter *writer,
           const NrnKind      *kind)
{
  const NrnKeras2018 *entry = nrn_keras_2018_find (kind);

  if (entry == NULL && writer->error == NULL)
    g_set_error (&writer->error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("Keras of 2018 has no %s; write the code for Keras 3, or choose something else."),
                 kind->name);

  return entry;
}

/* What Keras has no default for, or had another one; and the learning rate,
 * which a student shall see. */
static gboolean
is_always_written (const NrnKind *kind,
                   guint          property)
{
  NrnFamily family = nrn_kind_get_family (kind);

  return kind->properties[property].required || family == NRN_FAMILY_REGULARIZER ||
         (family == NRN_FAMILY_OPTIMIZER && property == 0) ||
         (family == NRN_FAMILY_LAYER && kind->n_properties == 1);
}

/* Whole numbers only are integers, such as the steps at which something
 * happens. */
static char *
print_numbers (const NrnConfig *config,
               guint            property)
{
  guint n_numbers;
  const double *numbers = nrn_config_get_numbers (config, property, &n_numbers);
  GString *list = g_string_new ("[");
  NrnPropertyType type = NRN_PROPERTY_INTEGER;

  for (guint i = 0; i < n_numbers; i++)
    {
      if (numbers[i] != floor (numbers[i]))
        type = NRN_PROPERTY_NUMBER;
    }
  for (guint i = 0; i < n_numbers; i++)
    {
      g_autofree char *number = nrn_keras_code_number (numbers[i], type);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", number);
    }

  return g_string_free (g_string_append_c (list, ']'), FALSE);
}

static char *
print_value (NrnKerasCodeWriter *writer,
             const NrnConfig    *config,
             guint               property)
{
  const NrnPropertySpec *spec = &nrn_config_get_kind (config)->properties[property];
  NrnPropertyType type = spec->type;

  if (type == NRN_PROPERTY_NUMBERS)
    return print_numbers (config, property);
  if (type == NRN_PROPERTY_CONFIG || spec->or_config)
    {
      const NrnConfig *nested = nrn_config_get_config (config, property);

      if (nested != NULL)
        return nrn_keras_code_config (writer, nested);
      if (type == NRN_PROPERTY_CONFIG)
        return g_strdup ("None");
    }

  return nrn_keras_code_number (nrn_config_get_number (config, property), type);
}

static void
add_argument (NrnKerasCodeWriter    *writer,
              const NrnPropertySpec *spec,
              char                  *value,
              gboolean               positional,
              GPtrArray             *arguments)
{
  const char *name = spec->name;

  if (is_2018 (writer) && spec->old_name != NULL)
    name = spec->old_name;
  g_ptr_array_add (arguments, positional ? g_strdup (value) : g_strconcat (name, "=", value, NULL));
  g_free (value);
}

/* In 2018 the argument of l1 and of l2 was called l. */
static gboolean
is_positional (const NrnKerasCodeWriter *writer,
               const NrnKind            *kind)
{
  NrnFamily family = nrn_kind_get_family (kind);

  return family == NRN_FAMILY_LAYER ||
         (is_2018 (writer) && family == NRN_FAMILY_REGULARIZER && kind->n_properties == 1);
}

static void
add_arguments (NrnKerasCodeWriter *writer,
               const NrnConfig    *config,
               GPtrArray          *arguments)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  const NrnKeras2018 *entry = is_2018 (writer) ? need_2018 (writer, kind) : NULL;

  for (guint i = 0; i < kind->n_properties; i++)
    {
      const NrnPropertySpec *spec = &kind->properties[i];
      gboolean always = is_always_written (kind, i);

      if (!always && nrn_config_has_default (config, i))
        continue;
      if (entry != NULL && !nrn_keras_2018_takes (entry, spec->name) && writer->error == NULL)
        g_set_error (&writer->error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                     _("%s of Keras of 2018 has no argument %s; write the code for Keras 3, or "
                       "leave it as it is by default."), kind->name, spec->name);
      add_argument (writer, spec, print_value (writer, config, i),
                    always && is_positional (writer, kind), arguments);
    }
}

/* An activation with arguments: the layer, if there is one, or else the
 * function with its arguments filled in. */
static char *
print_activation (NrnKerasCodeWriter *writer,
                  const NrnConfig    *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  const char *layer = nrn_keras_code_get_layer (kind);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *function = NULL;

  if (layer != NULL)
    {
      function = nrn_keras_code_refer (writer, "layers", layer);
    }
  else
    {
      nrn_keras_code_import (writer, "functools", NULL);
      g_ptr_array_add (arguments, nrn_keras_code_refer (writer, "activations", kind->name));
      function = g_strdup ("functools.partial");
    }
  add_arguments (writer, config, arguments);

  return nrn_keras_code_call (function, arguments, 0);
}

/* In 2018 leaky_relu was a layer only, whose slope is 0.3 by default. */
static char *
print_old_leaky_relu (NrnKerasCodeWriter *writer,
                      const NrnConfig    *config)
{
  g_autofree char *function = nrn_keras_code_refer (writer, "layers", "LeakyReLU");
  g_autofree char *slope = nrn_keras_code_number (nrn_config_get_number (config, 0),
                                                  NRN_PROPERTY_NUMBER);

  return g_strdup_printf ("%s(alpha=%s)", function, slope);
}

static char *
print_call (NrnKerasCodeWriter *writer,
            const NrnConfig    *config,
            guint               indent)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  const char *module = nrn_keras_code_get_module (nrn_kind_get_family (kind));
  const NrnKeras2018 *entry = is_2018 (writer) ? need_2018 (writer, kind) : NULL;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *class_name = entry != NULL && entry->class_name != NULL
                                ? g_strdup (entry->class_name)
                                : nrn_keras_code_get_class (kind);
  g_autofree char *function = nrn_keras_code_refer (writer, module, class_name);

  add_arguments (writer, config, arguments);

  return nrn_keras_code_call (function, arguments, indent);
}

/* Optimizers and regularizers look the same with and without arguments; the
 * metric Precision is known as a class. */
static gboolean
goes_by_name (const NrnConfig *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  NrnFamily family = nrn_kind_get_family (kind);

  return nrn_config_is_default (config) &&
         (family == NRN_FAMILY_ACTIVATION || family == NRN_FAMILY_INITIALIZER ||
          family == NRN_FAMILY_LOSS ||
          (family == NRN_FAMILY_METRIC && g_ascii_islower (*nrn_kind_get_keras_name (kind))));
}

/**
 * nrn_keras_code_config:
 * @writer: a writer
 * @config: an activation, initializer, loss, optimizer …
 *
 * Returns: (transfer full): Python for it: its name in quotes if that says
 *   everything, else a call with the arguments that are not Keras' defaults.
 *   What the dialect does not have is remembered as the writer's error
 */
char *
nrn_keras_code_config (NrnKerasCodeWriter *writer,
                       const NrnConfig    *config)
{
  const NrnKind *kind = nrn_config_get_kind (config);
  gboolean is_activation = nrn_kind_get_family (kind) == NRN_FAMILY_ACTIVATION;

  if (is_2018 (writer) && is_activation && nrn_kind_is (kind, "leaky_relu"))
    return print_old_leaky_relu (writer, config);

  if (goes_by_name (config))
    {
      if (is_2018 (writer))
        need_2018 (writer, kind);
      return nrn_keras_code_quote (is_2018 (writer) ? kind->name : nrn_kind_get_keras_name (kind));
    }

  return is_activation ? print_activation (writer, config) : print_call (writer, config, 0);
}

/* The name that Keras would give the layer need not be written. */
static gboolean
has_own_name (const NrnArchitecture *architecture,
              guint                  layer)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  g_autofree NrnConfig **layers = g_new (NrnConfig *, n_layers);
  g_autoptr (NrnArchitecture) plain = NULL;

  for (guint i = 0; i < n_layers; i++)
    layers[i] = (NrnConfig *) nrn_architecture_get_layer (architecture, i);
  plain = nrn_architecture_new (nrn_architecture_get_input_dim (architecture), n_layers, layers,
                                NULL, NULL);

  return plain == NULL ||
         strcmp (nrn_architecture_get_layer_name (architecture, layer),
                 nrn_architecture_get_layer_name (plain, layer)) != 0;
}

/**
 * nrn_keras_code_layer:
 * @writer: a writer
 * @layer: index of a layer
 *
 * Returns: (transfer full): Python that makes that layer; in 2018 the first
 *   one tells the number of inputs
 */
char *
nrn_keras_code_layer (NrnKerasCodeWriter *writer,
                      guint               layer)
{
  const NrnArchitecture *architecture = writer->parts->architecture;
  const NrnConfig *config = nrn_architecture_get_layer (architecture, layer);
  g_autofree char *class_name = nrn_keras_code_get_class (nrn_config_get_kind (config));
  g_autofree char *function = nrn_keras_code_refer (writer, "layers", class_name);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);

  add_arguments (writer, config, arguments);
  if (is_2018 (writer) && layer == 0)
    {
      char *shape = g_strdup_printf ("input_shape=(%u,)",
                                     nrn_architecture_get_input_dim (architecture));

      g_ptr_array_insert (arguments, MIN (arguments->len, 1), shape);
    }
  if (has_own_name (architecture, layer))
    {
      g_autofree char *name = nrn_keras_code_quote (nrn_architecture_get_layer_name (architecture,
                                                                                     layer));

      g_ptr_array_add (arguments, g_strconcat ("name=", name, NULL));
    }

  return nrn_keras_code_call (function, arguments,
                              writer->options.style == NRN_KERAS_CODE_LIST ? 4 : 0);
}
