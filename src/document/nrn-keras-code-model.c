/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a Python program does with its network: adds layers, compiles it,
 * sets its weights.
 */

#include "config.h"

#include "nrn-keras-code-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-kind.h"

/* They change nothing. */
static const char *const harmless_methods[] = {
  "count_params", "evaluate", "get_config", "get_weights", "predict", "predict_classes", "save",
  "save_weights", "summary", "to_json", NULL
};

static const char *const known_methods[] = {
  "add", "build", "compile", "fit", "set_weights", "count_params", "evaluate", "get_config",
  "get_weights", "predict", "predict_classes", "save", "save_weights", "summary", "to_json", NULL
};

/* ---- Layers ---- */

static gboolean
set_input_dim (NrnKerasCodeReader    *reader,
               const NrnPythonValue  *value,
               guint                  input_dim,
               GError               **error)
{
  if (reader->layers->len > 0 || (reader->input_dim > 0 && reader->input_dim != input_dim))
    return nrn_keras_code_refuse (reader, value, error,
                                  _("The inputs are told twice, or too late; only the first layer can "
                                    "tell them."));
  reader->input_dim = input_dim;

  return TRUE;
}

static gboolean
add_layer (NrnKerasCodeReader    *reader,
           const NrnPythonValue  *value,
           GError               **error)
{
  g_autofree char *what = NULL;

  if (value->type == NRN_PYTHON_INPUT)
    return set_input_dim (reader, value, (guint) value->number, error);

  if (value->type == NRN_PYTHON_CONFIG &&
      nrn_kind_get_family (nrn_config_get_kind (value->config)) == NRN_FAMILY_LAYER)
    {
      if (value->number > 0 && reader->layers->len == 0 &&
          !set_input_dim (reader, value, (guint) value->number, error))
        return FALSE;
      g_ptr_array_add (reader->layers, nrn_config_ref (value->config));
      g_ptr_array_add (reader->layer_names, g_strdup (value->text));
      return TRUE;
    }

  what = nrn_python_value_describe (value);
  return nrn_keras_code_refuse (reader, value, error,
                                _("%s is not a layer; a layer is made as in Dense(6, "
                                  "activation='relu')."), what);
}

/**
 * nrn_keras_code_begin_model:
 * @reader: a reader
 * @arguments: of Sequential
 * @error: return location
 *
 * Returns: %FALSE with a sentence if there is a network already, or the
 *   layers are none
 */
gboolean
nrn_keras_code_begin_model (NrnKerasCodeReader           *reader,
                            const NrnKerasCodeArguments  *arguments,
                            GError                      **error)
{
  if (reader->model_line != 0)
    return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                            _("A second network begins here, after that of line %u; Neurons reads one "
                              "at a time."), reader->model_line);
  reader->model_line = arguments->line;

  for (guint i = 0; i < arguments->values->len; i++)
    {
      const char *name = arguments->names->pdata[i];
      const NrnPythonValue *value = arguments->values->pdata[i];

      if (g_strcmp0 (name, "name") == 0 || value->type == NRN_PYTHON_NONE)
        continue;
      if ((name != NULL && strcmp (name, "layers") != 0) || i > 0 || value->type != NRN_PYTHON_LIST)
        return nrn_keras_code_refuse (reader, value, error,
                                      _("Sequential takes a list of layers and nothing else."));
      for (guint j = 0; j < value->items->len; j++)
        {
          if (!add_layer (reader, value->items->pdata[j], error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
need_one_argument (NrnKerasCodeReader           *reader,
                   const char                   *method,
                   const NrnKerasCodeArguments  *arguments,
                   GError                      **error)
{
  return arguments->values->len == 1 ||
         nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                          _("%s takes one argument."), method);
}

static gboolean
need_model (NrnKerasCodeReader           *reader,
            const char                   *method,
            const NrnKerasCodeArguments  *arguments,
            GError                      **error)
{
  return reader->model_line != 0 ||
         nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                          _("There is no network yet for %s; begin with model = Sequential()."),
                          method);
}

/* build((None, 8)) */
static gboolean
read_build (NrnKerasCodeReader           *reader,
            const NrnKerasCodeArguments  *arguments,
            GError                      **error)
{
  const NrnPythonValue *shape = arguments->values->pdata[0];
  const NrnPythonValue *dim = NULL;

  if (shape->type == NRN_PYTHON_LIST && shape->items->len == 2)
    dim = shape->items->pdata[1];
  if (dim == NULL || dim->type != NRN_PYTHON_INTEGER)
    return nrn_keras_code_refuse (reader, shape, error,
                                  _("build takes the shape of rows, such as (None, 8)."));
  if (reader->input_dim > 0 && reader->input_dim == (guint) dim->number)
    return TRUE;
  if (reader->input_dim > 0)
    return nrn_keras_code_refuse (reader, shape, error,
                                  _("The inputs are told twice, or too late; only the first layer can "
                                    "tell them."));

  return nrn_keras_code_get_uint (reader, "input_shape", dim, 1, NRN_MAX_UNITS, &reader->input_dim,
                                  error);
}

/* ---- Compile ---- */

/* Where there is no list at all, Neurons goes on with the accuracy, which
 * changes nothing. */
static gboolean
read_metrics (NrnKerasCodeReader    *reader,
              const NrnPythonValue  *value,
              GError               **error)
{
  g_autoptr (GPtrArray) configs = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (NrnMetrics) plain = nrn_metrics_new_default ();

  reader->fit.metrics = NULL;
  if (value->type == NRN_PYTHON_NONE)
    return TRUE;
  if (value->type != NRN_PYTHON_LIST)
    return nrn_keras_code_refuse (reader, value, error,
                                  _("metrics must be a list such as ['accuracy']."));

  for (guint i = 0; i < value->items->len; i++)
    {
      NrnConfig *metric = nrn_keras_code_get_config (reader, value->items->pdata[i],
                                                     NRN_FAMILY_METRIC, error);

      if (metric == NULL)
        return FALSE;
      g_ptr_array_add (configs, metric);
    }
  g_clear_pointer (&reader->metrics, nrn_metrics_unref);
  reader->metrics = nrn_metrics_new ((const NrnConfig *const *) configs->pdata, configs->len);
  if (!nrn_metrics_equal (reader->metrics, plain))
    reader->fit.metrics = reader->metrics;

  return TRUE;
}

static gboolean
read_compile_argument (NrnKerasCodeReader    *reader,
                       const char            *name,
                       const NrnPythonValue  *value,
                       GError               **error)
{
  static const char *const technical[] = {
    "auto_scale_loss", "jit_compile", "run_eagerly", "steps_per_execution", NULL
  };

  if (strcmp (name, "optimizer") == 0)
    {
      g_clear_pointer (&reader->optimizer, nrn_config_unref);
      reader->optimizer = nrn_keras_code_get_config (reader, value, NRN_FAMILY_OPTIMIZER, error);
      return reader->optimizer != NULL;
    }
  if (strcmp (name, "loss") == 0)
    {
      g_clear_pointer (&reader->loss, nrn_config_unref);
      reader->loss = nrn_keras_code_get_config (reader, value, NRN_FAMILY_LOSS, error);
      return reader->loss != NULL;
    }
  if (strcmp (name, "metrics") == 0)
    return read_metrics (reader, value, error);
  if (g_strv_contains (technical, name) || value->type == NRN_PYTHON_NONE)
    return TRUE;

  return nrn_keras_code_refuse (reader, value, error,
                                _("The argument %s of compile is not understood; Neurons reads "
                                  "optimizer, loss and metrics."), name);
}

static gboolean
read_compile (NrnKerasCodeReader           *reader,
              const NrnKerasCodeArguments  *arguments,
              GError                      **error)
{
  static const char *const positional[] = { "optimizer", "loss" };

  if (reader->compile_line != 0)
    return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                            _("The network is compiled a second time here, after line %u; Neurons "
                              "reads one compile."), reader->compile_line);
  reader->compile_line = arguments->line;

  for (guint i = 0; i < arguments->values->len; i++)
    {
      const char *name = arguments->names->pdata[i];
      const NrnPythonValue *value = arguments->values->pdata[i];

      if (name == NULL && i >= G_N_ELEMENTS (positional))
        return nrn_keras_code_refuse (reader, value, error,
                                      _("It is not clear which argument of %s this is; write "
                                        "NAME=VALUE."), "compile");
      if (!read_compile_argument (reader, name != NULL ? name : positional[i], value, error))
        return FALSE;
    }

  if (reader->optimizer == NULL)
    reader->optimizer = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "RMSprop", NULL);

  return reader->loss != NULL ||
         nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                          _("compile needs a loss, such as loss='mean_squared_error'."));
}

/* ---- All methods ---- */

static gboolean
read_method (NrnKerasCodeReader           *reader,
             const char                   *method,
             const NrnKerasCodeArguments  *arguments,
             GError                      **error)
{
  g_autofree char *suggestion = NULL;

  if (strcmp (method, "compile") == 0)
    return read_compile (reader, arguments, error);
  if (strcmp (method, "fit") == 0)
    return nrn_keras_code_read_fit (reader, arguments, error);
  if (g_strv_contains (harmless_methods, method))
    return TRUE;

  if (g_strv_contains (known_methods, method))
    {
      if (!need_one_argument (reader, method, arguments, error) ||
          !need_model (reader, method, arguments, error))
        return FALSE;
      if (strcmp (method, "add") == 0)
        return add_layer (reader, arguments->values->pdata[0], error);
      if (strcmp (method, "build") == 0)
        return read_build (reader, arguments, error);

      g_clear_pointer (&reader->weights, nrn_python_value_unref);
      reader->weights = nrn_python_value_ref (arguments->values->pdata[0]);
      return TRUE;
    }

  suggestion = nrn_name_suggest (method, known_methods);
  if (suggestion != NULL)
    return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                            _("A network has no “%s”; did you mean “%s”?"), method, suggestion);

  return nrn_python_fail (reader->name, arguments->line, arguments->column, error,
                          _("What “%.40s” does with the network is not understood. %s"), method,
                          nrn_keras_code_understood ());
}

/**
 * nrn_keras_code_call_method:
 * @reader: a reader
 * @method: what the network shall do
 * @arguments: with what
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what comes out, or %NULL with a
 *   sentence that names the place
 */
NrnPythonValue *
nrn_keras_code_call_method (NrnKerasCodeReader           *reader,
                            const char                   *method,
                            const NrnKerasCodeArguments  *arguments,
                            GError                      **error)
{
  return read_method (reader, method, arguments, error)
         ? nrn_python_value_new (NRN_PYTHON_UNKNOWN, arguments->line, arguments->column)
         : NULL;
}
