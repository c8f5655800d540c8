/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Calls of Keras' classes and functions: from names and arguments to
 * layers, losses, optimizers …, by the tables of their properties.
 */

#include "config.h"

#include "nrn-keras-code-reader.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-keras-code-private.h"

/* Arguments of Keras' that Neurons does not have. They are taken where they
 * change nothing: with any value, or with None, or with what they are by
 * default. */
typedef enum
{
  ANY,
  NONE,
  FALSEHOOD,
  DEFAULT,
} Harmless;

static const struct
{
  const char *argument;
  Harmless    harmless;
  const char *text;         /* the default */
  double      number;       /* likewise */
} harmless_arguments[] = {
  { "activity_regularizer", NONE, NULL, 0 },
  { "axis", DEFAULT, NULL, -1 },
  { "bias_constraint", NONE, NULL, 0 },
  { "decay", DEFAULT, NULL, 0 },
  { "dtype", DEFAULT, "float32", NAN },
  { "from_logits", FALSEHOOD, NULL, 0 },
  { "kernel_constraint", NONE, NULL, 0 },
  { "name", ANY, NULL, 0 },
  { "noise_shape", NONE, NULL, 0 },
  { "reduction", DEFAULT, "sum_over_batch_size", NAN },
  { "schedule_decay", DEFAULT, NULL, 0.004 },
  { "seed", ANY, NULL, 0 },
  { "trainable", ANY, NULL, 0 },
  { "use_ema", FALSEHOOD, NULL, 0 },
};

/* What an activation is called where it is a layer. */
static const struct
{
  const char *layer;
  const char *activation;
  const char *first;        /* its first argument */
} activation_layers[] = {
  { "ELU", "elu", "alpha" },
  { "LeakyReLU", "leaky_relu", "negative_slope" },
  { "ReLU", "relu", "max_value" },
  { "Softmax", "softmax", NULL },
};

/* The slope of the layer LeakyReLU; that of the function is 0.2. */
#define LEAKY_RELU_LAYER_SLOPE 0.3

/**
 * nrn_keras_code_understood:
 *
 * Returns: what can be read, in one sentence
 */
const char *
nrn_keras_code_understood (void)
{
  return _("Neurons reads imports, Sequential, Input, layers, model.add, compile and fit, with "
           "numbers, strings, lists and names that were given a value before.");
}

/* ---- Which is meant ---- */

static const char *
last_name (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? dot + 1 : path;
}

/* The family that the innermost module of @path is about, or NRN_N_FAMILIES;
 * "keras.layers.core.Dense" is a layer too. */
static NrnFamily
find_family (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  guint n_modules = g_strv_length (parts) - 1;

  for (guint i = n_modules; i > 0; i--)
    {
      for (guint family = 0; family < NRN_N_FAMILIES; family++)
        {
          if (strcmp (parts[i - 1], last_name (nrn_keras_code_get_module ((NrnFamily) family))) == 0)
            return (NrnFamily) family;
        }
    }

  return NRN_N_FAMILIES;
}

static int
find_activation_layer (const char *class_name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (activation_layers); i++)
    {
      if (strcmp (activation_layers[i].layer, class_name) == 0)
        return (int) i;
    }

  return -1;
}

/* As Python has it: capitals count. */
static gboolean
has_class (NrnFamily   family,
           const char *name)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (family, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      if (strcmp (kinds[i]->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_keras_code_find_known:
 * @name: a name that the program has not given to anything
 *
 * Returns: (transfer full) (nullable): its full name, if it is one that
 *   snippets use without saying from where
 */
char *
nrn_keras_code_find_known (const char *name)
{
  static const char *const others[][2] = {
    { "keras", "keras" },
    { "tf", "tensorflow" },
    { "np", "numpy" },
    { "Sequential", "keras.Sequential" },
    { "Input", "keras.Input" },
    { "InputLayer", "keras.layers.InputLayer" },
    { "EarlyStopping", "keras.callbacks.EarlyStopping" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      if (strcmp (others[i][0], name) == 0)
        return g_strdup (others[i][1]);
    }
  if (has_class (NRN_FAMILY_LAYER, name) || find_activation_layer (name) >= 0)
    return g_strconcat ("keras.layers.", name, NULL);
  if (has_class (NRN_FAMILY_OPTIMIZER, name))
    return g_strconcat ("keras.optimizers.", name, NULL);

  return NULL;
}

/* ---- Values of arguments ---- */

/**
 * nrn_keras_code_get_config:
 * @reader: a reader
 * @value: a name in quotes, a function, or what was made of one
 * @family: what it shall be
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the activation, loss … that is meant,
 *   or %NULL with a sentence that names the place
 */
NrnConfig *
nrn_keras_code_get_config (NrnKerasCodeReader    *reader,
                           const NrnPythonValue  *value,
                           NrnFamily              family,
                           GError               **error)
{
  g_autofree char *what = NULL;

  if (value->type == NRN_PYTHON_CONFIG)
    {
      const NrnKind *kind = nrn_config_get_kind (value->config);

      if (nrn_kind_get_family (kind) == family)
        return nrn_config_ref (value->config);
      if (family == NRN_FAMILY_ACTIVATION && nrn_kind_is (kind, "Activation"))
        return nrn_config_ref (nrn_config_get_config (value->config, 0));
    }
  if (value->type == NRN_PYTHON_TEXT ||
      (value->type == NRN_PYTHON_REFERENCE && nrn_keras_code_is_keras (value->text)))
    {
      g_autoptr (GError) unknown = NULL;
      NrnConfig *config = nrn_config_new_by_name (family, last_name (value->text), &unknown);

      if (config == NULL)
        nrn_keras_code_refuse (reader, value, error, "%s", unknown->message);
      return config;
    }

  what = nrn_python_value_describe (value);
  nrn_keras_code_refuse (reader, value, error,
                         /* Translators: first what stands there, such as “7” or “a list”, then a
                          * group: “activations”, “losses”, “optimizers”, “initializers” … */
                         _("%s is not understood here; it must be the name of one of Keras' %s."),
                         what, nrn_family_get_plural (family));
  return NULL;
}

static NrnConfig *
with_numbers (NrnKerasCodeReader     *reader,
              const NrnConfig        *config,
              const NrnPropertySpec  *spec,
              const NrnPythonValue   *value,
              GError                **error)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) reason = NULL;
  NrnConfig *changed;

  for (guint i = 0; value->items != NULL && i < value->items->len; i++)
    {
      const NrnPythonValue *item = value->items->pdata[i];

      if (nrn_python_value_is_number (item))
        g_array_append_val (numbers, item->number);
    }
  if (value->type != NRN_PYTHON_LIST || numbers->len != value->items->len)
    {
      nrn_keras_code_refuse (reader, value, error, _("%s must be a list of numbers."), spec->name);
      return NULL;
    }

  changed = nrn_config_with_numbers (config, spec->name, numbers->len,
                                     (const double *) (void *) numbers->data, &reason);
  if (changed == NULL)
    nrn_keras_code_refuse (reader, value, error, "%s", reason->message);

  return changed;
}

/* Where it is not a value of its own: no activation, initializer or regularizer is
 * Keras' default one, and Keras 2 has epsilon=None for its optimizers. Elsewhere,
 * as in Dense(None), Keras refuses it. */
static gboolean
means_default (const NrnConfig       *config,
               const NrnPropertySpec *spec)
{
  return spec->type == NRN_PROPERTY_CONFIG ||
         (strcmp (spec->name, "epsilon") == 0 &&
          nrn_kind_get_family (nrn_config_get_kind (config)) == NRN_FAMILY_OPTIMIZER);
}

static NrnConfig *
with_value (NrnKerasCodeReader     *reader,
            const NrnConfig        *config,
            const NrnPropertySpec  *spec,
            const NrnPythonValue   *value,
            GError                **error)
{
  g_autoptr (GError) reason = NULL;
  g_autofree char *what = NULL;
  NrnConfig *changed = NULL;

  if (value->type == NRN_PYTHON_NONE && means_default (config, spec))
    return nrn_config_ref (config);

  if (spec->type == NRN_PROPERTY_NUMBERS)
    return with_numbers (reader, config, spec, value, error);
  if (spec->type == NRN_PROPERTY_CONFIG || (spec->or_config && value->type == NRN_PYTHON_CONFIG))
    {
      g_autoptr (NrnConfig) nested = nrn_keras_code_get_config (reader, value, spec->family, error);

      return nested != NULL ? nrn_config_with_config (config, spec->name, nested, error) : NULL;
    }

  if (value->type == NRN_PYTHON_NONE && spec->optional)
    changed = nrn_config_with_number (config, spec->name, NAN, &reason);
  else if ((value->type == NRN_PYTHON_TRUTH && spec->type == NRN_PROPERTY_BOOLEAN) ||
           (nrn_python_value_is_number (value) && spec->type != NRN_PROPERTY_BOOLEAN))
    changed = nrn_config_with_number (config, spec->name, value->number, &reason);
  if (changed != NULL)
    return changed;

  what = nrn_python_value_describe (value);
  if (reason != NULL)
    nrn_keras_code_refuse (reader, value, error, "%s", reason->message);
  else if (spec->type == NRN_PROPERTY_BOOLEAN)
    nrn_keras_code_refuse (reader, value, error,
                           /* Translators: the name of an argument of Keras', and what stands there,
                            * such as “7” or “a list”. */
                           _("%s cannot be %s; it must be True or False."), spec->name, what);
  else
    nrn_keras_code_refuse (reader, value, error,
                           /* Translators: the name of an argument of Keras', and what stands there,
                            * such as “True” or “a list”. */
                           _("%s cannot be %s; it must be a number."), spec->name, what);
  return NULL;
}

static gboolean
is_harmless (const char           *argument,
             const NrnPythonValue *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (harmless_arguments); i++)
    {
      if (strcmp (harmless_arguments[i].argument, argument) != 0)
        continue;

      if (harmless_arguments[i].harmless == ANY || value->type == NRN_PYTHON_NONE)
        return TRUE;
      if (value->type == NRN_PYTHON_TEXT)
        return g_strcmp0 (value->text, harmless_arguments[i].text) == 0;
      return harmless_arguments[i].harmless != NONE &&
             (nrn_python_value_is_number (value) || value->type == NRN_PYTHON_TRUTH) &&
             value->number == harmless_arguments[i].number;
    }

  return FALSE;
}

/* Arguments without a name, in Keras' order, which is not ours everywhere. */
static guint
count_positional (const NrnKind *kind)
{
  switch ((int) nrn_kind_get_family (kind))
    {
    case NRN_FAMILY_LAYER:
      if (nrn_kind_is (kind, "Dense"))
        return 2;
      return kind->n_properties == 1 || (kind->n_properties > 0 && kind->properties[0].required);

    case NRN_FAMILY_LOSS:
    case NRN_FAMILY_ACTIVATION:
      return 0;

    case NRN_FAMILY_OPTIMIZER:
      return 1;

    default:
      return kind->n_properties;
    }
}

static int
find_property (NrnKerasCodeReader    *reader,
               const NrnKind         *kind,
               const char            *argument,
               guint                  index,
               const NrnPythonValue  *value,
               GError               **error)
{
  int property;

  if (argument == NULL && index < count_positional (kind))
    return (int) index;
  if (argument == NULL)
    {
      nrn_keras_code_refuse (reader, value, error,
                             _("It is not clear which argument of %s this is; write NAME=VALUE."),
                             kind->name);
      return -1;
    }

  /* As in l2(l=0.01), before Keras 3. */
  if (strcmp (argument, "l") == 0 && nrn_kind_get_family (kind) == NRN_FAMILY_REGULARIZER &&
      kind->n_properties == 1)
    return 0;

  property = nrn_kind_property (kind, argument);
  if (property < 0)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kind);
      g_autoptr (GError) reason = NULL;

      nrn_config_with_number (config, argument, 0, &reason);
      nrn_keras_code_refuse (reader, value, error, "%s", reason->message);
    }

  return property;
}

static gboolean
check_required (NrnKerasCodeReader           *reader,
                const NrnKind                *kind,
                const NrnKerasCodeArguments  *arguments,
                const gboolean               *is_given,
                GError                      **error)
{
  for (guint i = 0; i < kind->n_properties; i++)
    {
      if (kind->properties[i].required && !is_given[i])
        return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                                _("%s needs its argument %s."), kind->name,
                                kind->properties[i].name);
    }

  return TRUE;
}

/* @plain with @arguments; those in @taken (NULL-terminated) were read before. */
static NrnConfig *
with_arguments (NrnKerasCodeReader           *reader,
                const NrnConfig              *plain,
                const NrnKerasCodeArguments  *arguments,
                const char *const            *taken,
                GError                      **error)
{
  const NrnKind *kind = nrn_config_get_kind (plain);
  g_autoptr (NrnConfig) config = nrn_config_ref (plain);
  g_autofree gboolean *is_given = g_new0 (gboolean, kind->n_properties + 1);

  for (guint i = 0; i < arguments->values->len; i++)
    {
      const char *name = arguments->names->pdata[i];
      const NrnPythonValue *value = arguments->values->pdata[i];
      NrnConfig *changed;
      int property;

      if (name != NULL && taken != NULL && g_strv_contains (taken, name))
        continue;
      if (name != NULL && nrn_kind_property (kind, name) < 0 && is_harmless (name, value))
        continue;

      property = find_property (reader, kind, name, i, value, error);
      if (property < 0)
        return NULL;
      if (is_given[property])
        {
          nrn_keras_code_refuse (reader, value, error, _("The argument %s is given twice."),
                                 kind->properties[property].name);
          return NULL;
        }
      is_given[property] = TRUE;
      changed = with_value (reader, config, &kind->properties[property], value, error);
      if (changed == NULL)
        return NULL;
      nrn_config_unref (config);
      config = changed;
    }

  return check_required (reader, kind, arguments, is_given, error) ? g_steal_pointer (&config)
                                                                   : NULL;
}

/* ---- Layers ---- */

/* 8 or (8,). */
static gboolean
read_shape (NrnKerasCodeReader    *reader,
            const NrnPythonValue  *value,
            guint                 *input_dim,
            GError               **error)
{
  const NrnPythonValue *dim = value;
  g_autofree char *what = NULL;

  if (value->type == NRN_PYTHON_LIST && value->items->len == 1)
    dim = value->items->pdata[0];
  else if (value->type == NRN_PYTHON_LIST && value->items->len == 2 &&
           ((NrnPythonValue *) value->items->pdata[0])->type == NRN_PYTHON_NONE)
    dim = value->items->pdata[1];

  if (dim->type == NRN_PYTHON_INTEGER)
    return nrn_keras_code_get_uint (reader, "input_shape", dim, 1, NRN_MAX_UNITS, input_dim, error);

  what = nrn_python_value_describe (value);
  return nrn_keras_code_refuse (reader, value, error,
                                _("The shape of the inputs cannot be %s; Neurons takes rows of "
                                  "numbers, such as (8,)."), what);
}

static const char *const shape_arguments[] = {
  "input_shape", "input_dim", "batch_input_shape", "shape", "batch_shape", NULL
};
static const char *const layer_arguments[] = {
  "input_shape", "input_dim", "batch_input_shape", "name", NULL
};

/* A layer's name, and the inputs if it tells them. */
static gboolean
read_layer_arguments (NrnKerasCodeReader           *reader,
                      NrnPythonValue               *layer,
                      const NrnKerasCodeArguments  *arguments,
                      GError                      **error)
{
  guint input_dim = 0;

  for (guint i = 0; i < arguments->values->len; i++)
    {
      const char *name = arguments->names->pdata[i];
      const NrnPythonValue *value = arguments->values->pdata[i];

      if (name == NULL)
        continue;
      if (g_strv_contains (shape_arguments, name) &&
          !read_shape (reader, value, &input_dim, error))
        return FALSE;
      if (strcmp (name, "name") == 0 && value->type == NRN_PYTHON_TEXT)
        layer->text = g_strdup (value->text);
      else if (strcmp (name, "name") == 0 && value->type != NRN_PYTHON_NONE)
        return nrn_keras_code_refuse (reader, value, error, _("A layer's name must be in quotes."));
    }
  layer->number = input_dim;

  return TRUE;
}

static NrnPythonValue *
read_layer (NrnKerasCodeReader           *reader,
            const NrnConfig              *plain,
            const NrnKerasCodeArguments  *arguments,
            GError                      **error)
{
  g_autoptr (NrnPythonValue) layer = nrn_python_value_new (NRN_PYTHON_CONFIG, arguments->line,
                                                           arguments->column);

  layer->config = with_arguments (reader, plain, arguments, layer_arguments, error);
  if (layer->config == NULL || !read_layer_arguments (reader, layer, arguments, error))
    return NULL;

  return g_steal_pointer (&layer);
}

/* LeakyReLU(negative_slope=0.1) is an Activation layer here. */
static NrnPythonValue *
read_activation_layer (NrnKerasCodeReader           *reader,
                       guint                         index,
                       const NrnKerasCodeArguments  *arguments,
                       GError                      **error)
{
  g_autoptr (NrnPythonValue) layer = nrn_python_value_new (NRN_PYTHON_CONFIG, arguments->line,
                                                           arguments->column);
  g_autoptr (NrnConfig) wrapper = nrn_config_new_by_name (NRN_FAMILY_LAYER, "Activation", NULL);
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION,
                                                        activation_layers[index].activation, NULL);
  g_autoptr (NrnConfig) activation = NULL;
  NrnKerasCodeArguments named = *arguments;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (strcmp (activation_layers[index].layer, "LeakyReLU") == 0)
    {
      NrnConfig *steeper = nrn_config_with_number (plain, "negative_slope", LEAKY_RELU_LAYER_SLOPE,
                                                   NULL);

      nrn_config_unref (plain);
      plain = steeper;
    }
  for (guint i = 0; i < arguments->names->len; i++)
    {
      const char *name = arguments->names->pdata[i];

      g_ptr_array_add (names, (char *) (name == NULL && i == 0 ? activation_layers[index].first
                                                               : name));
    }
  named.names = names;

  activation = with_arguments (reader, plain, &named, layer_arguments, error);
  if (activation == NULL || !read_layer_arguments (reader, layer, arguments, error))
    return NULL;
  layer->config = nrn_config_with_config (wrapper, "activation", activation, error);

  return layer->config != NULL ? g_steal_pointer (&layer) : NULL;
}

static NrnPythonValue *
read_input (NrnKerasCodeReader           *reader,
            const NrnKerasCodeArguments  *arguments,
            GError                      **error)
{
  g_autoptr (NrnPythonValue) input = nrn_python_value_new (NRN_PYTHON_INPUT, arguments->line,
                                                           arguments->column);
  guint input_dim = 0;

  for (guint i = 0; i < arguments->values->len; i++)
    {
      const char *name = arguments->names->pdata[i];
      const NrnPythonValue *value = arguments->values->pdata[i];

      if ((name == NULL && i == 0) || (name != NULL && g_strv_contains (shape_arguments, name)))
        {
          if (!read_shape (reader, value, &input_dim, error))
            return NULL;
        }
      else if (name == NULL || !is_harmless (name, value))
        {
          nrn_keras_code_refuse (reader, value, error,
                                 _("Input takes the shape of a row and nothing else, such as "
                                   "Input(shape=(8,))."));
          return NULL;
        }
    }
  if (input_dim == 0)
    {
      nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                       _("Input needs the shape of a row, such as Input(shape=(8,))."));
      return NULL;
    }
  input->number = input_dim;

  return g_steal_pointer (&input);
}

/* ---- All calls ---- */

static NrnPythonValue *
wrap_config (NrnConfig                    *config,
             const NrnKerasCodeArguments  *arguments)
{
  NrnPythonValue *value;

  if (config == NULL)
    return NULL;

  value = nrn_python_value_new (NRN_PYTHON_CONFIG, arguments->line, arguments->column);
  value->config = config;

  return value;
}

/* functools.partial(keras.activations.celu, alpha=0.5) */
static NrnPythonValue *
read_partial (NrnKerasCodeReader           *reader,
              const NrnKerasCodeArguments  *arguments,
              GError                      **error)
{
  g_autoptr (NrnConfig) plain = NULL;
  NrnKerasCodeArguments rest = *arguments;
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (arguments->values->len == 0 || arguments->names->pdata[0] != NULL)
    {
      nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                       _("partial needs an activation first, such as keras.activations.celu."));
      return NULL;
    }

  plain = nrn_keras_code_get_config (reader, arguments->values->pdata[0], NRN_FAMILY_ACTIVATION,
                                     error);
  if (plain == NULL)
    return NULL;

  for (guint i = 1; i < arguments->values->len; i++)
    {
      g_ptr_array_add (names, arguments->names->pdata[i]);
      g_ptr_array_add (values, arguments->values->pdata[i]);
    }
  rest.names = names;
  rest.values = values;

  return wrap_config (with_arguments (reader, plain, &rest, NULL, error), arguments);
}

static NrnPythonValue *
read_seed (NrnKerasCodeReader           *reader,
           const NrnKerasCodeArguments  *arguments,
           GError                      **error)
{
  guint seed;

  if (arguments->values->len != 1)
    {
      nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                       _("The seed must be one whole number."));
      return NULL;
    }
  if (!nrn_keras_code_get_uint (reader, "seed", arguments->values->pdata[0], 0, G_MAXUINT32,
                                &seed, error))
    return NULL;

  reader->fit.seed = seed;
  reader->has_seed = TRUE;
  return nrn_python_value_new (NRN_PYTHON_UNKNOWN, arguments->line, arguments->column);
}

static NrnPythonValue *
read_model (NrnKerasCodeReader           *reader,
            const NrnKerasCodeArguments  *arguments,
            GError                      **error)
{
  return nrn_keras_code_begin_model (reader, arguments, error)
         ? nrn_python_value_new (NRN_PYTHON_MODEL, arguments->line, arguments->column)
         : NULL;
}

static NrnPythonValue *
read_kind (NrnKerasCodeReader           *reader,
           NrnFamily                     family,
           const char                   *path,
           const NrnKerasCodeArguments  *arguments,
           GError                      **error)
{
  g_autoptr (GError) unknown = NULL;
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (family, last_name (path), &unknown);

  if (plain == NULL)
    {
      nrn_python_fail (reader->name, arguments->line, arguments->column, error, "%s",
                       unknown->message);
      return NULL;
    }

  return family == NRN_FAMILY_LAYER
         ? read_layer (reader, plain, arguments, error)
         : wrap_config (with_arguments (reader, plain, arguments, NULL, error), arguments);
}

/**
 * nrn_keras_code_call_function:
 * @reader: a reader
 * @path: the full name of a class or function
 * @arguments: what it is called with
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what it makes, or %NULL with a
 *   sentence that names the place
 */
NrnPythonValue *
nrn_keras_code_call_function (NrnKerasCodeReader           *reader,
                              const char                   *path,
                              const NrnKerasCodeArguments  *arguments,
                              GError                      **error)
{
  const char *name = last_name (path);
  NrnFamily family = find_family (path);

  if (strcmp (path, "functools.partial") == 0)
    return read_partial (reader, arguments, error);
  if (strcmp (path, "keras.utils.set_random_seed") == 0 ||
      strcmp (path, "numpy.random.seed") == 0 || strcmp (path, "random.seed") == 0)
    return read_seed (reader, arguments, error);
  if ((strcmp (path, "numpy.array") == 0 || strcmp (path, "numpy.asarray") == 0) &&
      arguments->values->len > 0 &&
      ((NrnPythonValue *) arguments->values->pdata[0])->type == NRN_PYTHON_LIST)
    return nrn_python_value_ref (arguments->values->pdata[0]);
  if (!nrn_keras_code_is_keras (path))
    return nrn_python_value_new (NRN_PYTHON_UNKNOWN, arguments->line, arguments->column);

  if (strcmp (name, "Sequential") == 0)
    return read_model (reader, arguments, error);
  if (strcmp (name, "Input") == 0 || strcmp (name, "InputLayer") == 0)
    return read_input (reader, arguments, error);
  if (g_str_has_prefix (path, "keras.callbacks."))
    return nrn_keras_code_read_callback (reader, name, arguments, error);
  if (family == NRN_FAMILY_LAYER && find_activation_layer (name) >= 0)
    return read_activation_layer (reader, (guint) find_activation_layer (name), arguments, error);
  if (family < NRN_N_FAMILIES)
    return read_kind (reader, family, path, arguments, error);

  nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                   _("“%.60s” is not understood. %s"), path, nrn_keras_code_understood ());
  return NULL;
}
