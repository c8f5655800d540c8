/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments from Python programs that use Keras.
 */

#include "config.h"

#include "nrn-keras-code.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-file.h"
#include "nrn-keras-code-reader.h"

static void
reader_init (NrnKerasCodeReader       *reader,
             const char               *name,
             const NrnPythonTokens    *tokens,
             const NrnExperimentParts *base)
{
  memset (reader, 0, sizeof *reader);
  reader->name = name;
  reader->tokens = nrn_python_tokens_get (tokens, &reader->n_tokens);
  reader->base = base;
  reader->fit = base->fit;
  reader->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) nrn_python_value_unref);
  reader->layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  reader->layer_names = g_ptr_array_new_with_free_func (g_free);
  reader->skipped = g_array_new (FALSE, FALSE, sizeof (guint));
}

static void
reader_clear (NrnKerasCodeReader *reader)
{
  g_hash_table_unref (reader->names);
  g_ptr_array_unref (reader->layers);
  g_ptr_array_unref (reader->layer_names);
  g_array_unref (reader->skipped);
  g_clear_pointer (&reader->optimizer, nrn_config_unref);
  g_clear_pointer (&reader->loss, nrn_config_unref);
  g_clear_pointer (&reader->metrics, nrn_metrics_unref);
  g_clear_pointer (&reader->class_weight, nrn_class_weights_unref);
  g_clear_pointer (&reader->weights, nrn_python_value_unref);
}

/* ---- The network ---- */

/* Without inputs of its own, a network takes those of the experiment. */
static NrnArchitecture *
make_architecture (NrnKerasCodeReader  *reader,
                   GError             **error)
{
  g_autoptr (GError) reason = NULL;
  NrnArchitecture *architecture;

  if (reader->model_line == 0)
    return nrn_architecture_ref (reader->base->architecture);

  if (reader->layers->len == 0)
    {
      nrn_python_fail (reader->name, reader->model_line, 1, error,
                       _("The network that begins here has no layers."));
      return NULL;
    }
  if (reader->input_dim == 0)
    reader->input_dim = nrn_architecture_get_input_dim (reader->base->architecture);

  architecture = nrn_architecture_new (reader->input_dim, reader->layers->len,
                                       (NrnConfig *const *) reader->layers->pdata,
                                       (const char *const *) reader->layer_names->pdata, &reason);
  if (architecture == NULL)
    nrn_python_fail (reader->name, reader->model_line, 1, error, "%s", reason->message);

  return architecture;
}

/* Nested lists of numbers, row by row; returns how many, or -1. */
static gssize
flatten (const NrnPythonValue *value,
         gsize                 n_left,
         float                *numbers)
{
  gsize n = 0;

  for (guint i = 0; value->type == NRN_PYTHON_LIST && i < value->items->len; i++)
    {
      const NrnPythonValue *item = value->items->pdata[i];
      gssize n_items;

      if (nrn_python_value_is_number (item))
        {
          if (n == n_left)
            return -1;
          numbers[n++] = (float) item->number;
          continue;
        }
      n_items = item->type == NRN_PYTHON_LIST ? flatten (item, n_left - n, numbers + n) : -1;
      if (n_items < 0)
        return -1;
      n += (gsize) n_items;
    }

  return (gssize) n;
}

static gboolean
has_shape (const NrnPythonValue *value,
           const NrnTensor      *tensor)
{
  if (value->type != NRN_PYTHON_LIST || value->items->len != tensor->dims[0])
    return FALSE;

  for (guint i = 0; i < value->items->len; i++)
    {
      const NrnPythonValue *item = value->items->pdata[i];

      if (tensor->n_dims == 2 &&
          (item->type != NRN_PYTHON_LIST || item->items->len != tensor->dims[1]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_tensor (NrnKerasCodeReader    *reader,
             const NrnPythonValue  *value,
             const NrnTensor       *tensor,
             float                 *data,
             GError               **error)
{
  if (has_shape (value, tensor) &&
      flatten (value, tensor->size, data + tensor->offset) == (gssize) tensor->size)
    return TRUE;

  if (tensor->n_dims == 1)
    return nrn_keras_code_refuse (reader, value, error,
                                  /* Translators: %s is Keras' name of an array: kernel, bias, gamma,
                                   * beta, moving_mean or moving_variance. */
                                  _("The %s of layer %u must be a list of %u numbers."),
                                  tensor->name, tensor->layer + 1, tensor->dims[0]);

  return nrn_keras_code_refuse (reader, value, error,
                                /* Translators: %s is Keras' name of an array: kernel, bias, gamma,
                                 * beta, moving_mean or moving_variance. */
                                _("The %s of layer %u must be %u lists of %u numbers each."),
                                tensor->name, tensor->layer + 1, tensor->dims[0], tensor->dims[1]);
}

static gboolean
make_weights (NrnKerasCodeReader     *reader,
              const NrnArchitecture  *architecture,
              NrnWeights            **weights,
              GError                **error)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  gsize n_parameters = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *data = NULL;

  *weights = NULL;
  if (reader->weights == NULL)
    return TRUE;

  if (reader->weights->type != NRN_PYTHON_LIST || reader->weights->items->len != n_tensors)
    return nrn_keras_code_refuse (reader, reader->weights, error,
                                  _("set_weights needs a list of %u arrays for this network: the "
                                    "kernel and the bias of each layer."), n_tensors);
  data = g_new (float, n_parameters + 1);
  for (guint i = 0; i < n_tensors; i++)
    {
      if (!read_tensor (reader, reader->weights->items->pdata[i], &tensors[i], data, error))
        return FALSE;
    }

  *weights = nrn_weights_new (architecture, data);
  if (nrn_weights_are_finite (*weights))
    return TRUE;

  g_clear_pointer (weights, nrn_weights_unref);
  return nrn_keras_code_refuse (reader, reader->weights, error, _("A weight is not finite."));
}

/* ---- The experiment ---- */

static NrnExperiment *
make_experiment (NrnKerasCodeReader  *reader,
                 GError             **error)
{
  NrnExperimentParts parts = *reader->base;
  g_autoptr (NrnArchitecture) architecture = make_architecture (reader, error);
  g_autoptr (NrnWeights) weights = NULL;

  if (architecture == NULL || !make_weights (reader, architecture, &weights, error))
    return NULL;

  /* What was learned before belongs to another network. */
  if (reader->model_line != 0)
    {
      parts.weights = NULL;
      parts.history = NULL;
    }
  if (weights != NULL)
    {
      parts.weights = weights;
      parts.history = NULL;
    }
  if (nrn_architecture_get_input_dim (architecture) !=
      nrn_architecture_get_input_dim (parts.architecture))
    {
      parts.scaler = NULL;
      parts.feature_names = NULL;
    }
  if (nrn_architecture_get_output_dim (architecture) !=
      nrn_architecture_get_output_dim (parts.architecture))
    parts.output_names = NULL;

  parts.architecture = architecture;
  parts.fit = reader->fit;
  if (reader->compile_line != 0)
    {
      parts.loss = reader->loss;
      parts.optimizer = reader->optimizer;
    }

  return nrn_experiment_new (&parts);
}

/* "1–3, 7", or NULL. */
static char *
list_skipped (const NrnKerasCodeReader *reader,
              guint                    *n_lines)
{
  GString *list = g_string_new (NULL);

  *n_lines = 0;
  for (guint i = 0; i + 1 < reader->skipped->len; i += 2)
    {
      guint first = g_array_index (reader->skipped, guint, i);
      guint last = g_array_index (reader->skipped, guint, i + 1);

      g_string_append (list, i > 0 ? ", " : "");
      if (first == last)
        g_string_append_printf (list, "%u", first);
      else
        g_string_append_printf (list, "%u–%u", first, last);
      *n_lines += last - first + 1;
    }

  return g_string_free (list, *n_lines == 0);
}

static char *
describe_skipped (const NrnKerasCodeReader *reader)
{
  guint n_lines;
  g_autofree char *list = list_skipped (reader, &n_lines);

  if (list == NULL)
    return NULL;

  /* Translators: the first %s is a file, the second one “3–7, 12”. */
  return g_strdup_printf (ngettext ("“%s”: line %s is not about the network; it was skipped.",
                                    "“%s”: lines %s are not about the network; they were skipped.",
                                    n_lines), reader->name, list);
}

/**
 * nrn_keras_code_parse:
 * @name: what the program is called, for sentences
 * @text: the program, or a snippet of one
 * @length: its bytes, or -1
 * @base: the experiment that it is laid over
 * @note: (out) (nullable) (transfer full): one sentence on lines that were
 *   skipped, because they are not about the network
 * @error: return location
 *
 * Reads what a program says of the network, of compile and of fit. What it
 * does not speak of stays as it is in @base; the data always does. Both
 * dialects are read, and a mixture.
 *
 * Returns: (transfer full) (nullable): the experiment, or %NULL with a
 *   sentence that names line and column, and what would be right. Then
 *   nothing was read
 */
NrnExperiment *
nrn_keras_code_parse (const char           *name,
                      const char           *text,
                      gssize                length,
                      const NrnExperiment  *base,
                      char                **note,
                      GError              **error)
{
  g_autoptr (NrnPythonTokens) tokens = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;
  NrnKerasCodeReader reader;

  g_return_val_if_fail (name != NULL && text != NULL, NULL);
  g_return_val_if_fail (base != NULL, NULL);

  *note = NULL;
  tokens = nrn_python_tokens_new (name, text, length < 0 ? strlen (text) : (gsize) length, error);
  if (tokens == NULL)
    return NULL;

  reader_init (&reader, name, tokens, nrn_experiment_get_parts (base));
  if (nrn_keras_code_read_all (&reader, error))
    {
      if (reader.model_line == 0 && reader.compile_line == 0 && reader.fit_line == 0)
        g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                     _("“%s” has no network of Keras' in it: there is no Sequential, no compile and "
                       "no fit."), name);
      else
        experiment = make_experiment (&reader, error);
    }
  if (experiment != NULL)
    *note = describe_skipped (&reader);
  reader_clear (&reader);

  return g_steal_pointer (&experiment);
}

/**
 * nrn_keras_code_load:
 * @path: a program
 * @base: the experiment that it is laid over
 * @note: (out) (nullable) (transfer full): one sentence on lines that were
 *   skipped
 * @error: return location
 *
 * Reads a file as nrn_keras_code_parse() does.
 *
 * Returns: (transfer full) (nullable): the experiment, or %NULL with @error
 *   set
 */
NrnExperiment *
nrn_keras_code_load (const char           *path,
                     const NrnExperiment  *base,
                     char                **note,
                     GError              **error)
{
  gsize length;
  g_autofree char *text = nrn_file_load (path, &length, error);
  g_autofree char *name = g_filename_display_basename (path);

  *note = NULL;

  return text != NULL ? nrn_keras_code_parse (name, text, (gssize) length, base, note, error) : NULL;
}
