/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * `….trainable = False` in a Python program: of the network, of one of its
 * layers, or of a layer that has a name.
 */

#include "config.h"

#include "nrn-keras-code-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"

static gboolean
is_at (const NrnKerasCodeReader *reader,
       guint                     position,
       const char               *text)
{
  return nrn_python_token_is (&reader->tokens[position], NRN_PYTHON_OPERATOR, text);
}

static gboolean
is_name_at (const NrnKerasCodeReader *reader,
            guint                     position,
            const char               *text)
{
  return nrn_python_token_is (&reader->tokens[position], NRN_PYTHON_NAME, text);
}

static gboolean
ends_statement (const NrnPythonToken *token)
{
  return token->type == NRN_PYTHON_NEWLINE || token->type == NRN_PYTHON_END ||
         nrn_python_token_is (token, NRN_PYTHON_OPERATOR, ";");
}

/* Where the statement ends with ".trainable = True" or "= False", or 0. */
static guint
find_dot (const NrnKerasCodeReader *reader,
          guint                     start,
          guint                     end)
{
  for (guint i = start + 1; i + 3 < end && !ends_statement (&reader->tokens[i]); i++)
    {
      if (is_at (reader, i, ".") && is_name_at (reader, i + 1, "trainable") &&
          is_at (reader, i + 2, "=") && ends_statement (&reader->tokens[i + 4]) &&
          (is_name_at (reader, i + 3, "False") || is_name_at (reader, i + 3, "True")))
        return i;
    }

  return 0;
}

static NrnConfig *
with_trainable (const NrnConfig *layer,
                gboolean         is_trainable)
{
  if (nrn_kind_property (nrn_config_get_kind (layer), "trainable") < 0)
    return nrn_config_ref (layer);

  return nrn_config_with_number (layer, "trainable", is_trainable, NULL);
}

static void
set_layer (NrnKerasCodeReader *reader,
           guint               layer,
           gboolean            is_trainable)
{
  NrnConfig *before = reader->layers->pdata[layer];

  reader->layers->pdata[layer] = with_trainable (before, is_trainable);
  nrn_config_unref (before);
}

/* The layer of that name; the number of layers if there is none. */
static guint
find_by_name (const NrnKerasCodeReader *reader,
              const char               *name)
{
  g_autoptr (NrnArchitecture) named = NULL;
  guint n_layers = reader->layers->len;

  named = nrn_architecture_new (MAX (reader->input_dim, 1), n_layers,
                                (NrnConfig *const *) reader->layers->pdata,
                                (const char *const *) reader->layer_names->pdata, NULL);
  for (guint i = 0; named != NULL && i < n_layers; i++)
    {
      if (strcmp (nrn_architecture_get_layer_name (named, i), name) == 0)
        return i;
    }

  return n_layers;
}

/* 2 or -1, as an index of Python: the layer, or the number of layers if it
 * has none such. @position is behind it afterwards. */
static guint
read_index (const NrnKerasCodeReader *reader,
            guint                    *position)
{
  gboolean from_end = is_at (reader, *position, "-");
  const NrnPythonToken *token = &reader->tokens[*position + from_end];
  guint n_layers = reader->layers->len;

  *position += from_end + 1;
  if (token->type != NRN_PYTHON_NUMBER || !token->is_plain || token->number > n_layers)
    return n_layers;

  return from_end ? n_layers - (guint) token->number : (guint) token->number;
}

/* model.layers[2] or model.get_layer("dense"), which begin at @start. */
static gboolean
find_layer (const NrnKerasCodeReader *reader,
            guint                     start,
            guint                     dot,
            guint                    *layer)
{
  guint position = start + 4;

  if (!is_at (reader, start + 1, "."))
    return FALSE;
  if (is_name_at (reader, start + 2, "layers") && is_at (reader, start + 3, "["))
    {
      *layer = read_index (reader, &position);
      return is_at (reader, position, "]") && position + 1 == dot;
    }
  if (!is_name_at (reader, start + 2, "get_layer") || !is_at (reader, start + 3, "("))
    return FALSE;

  if (is_at (reader, position + 1, "=") && is_name_at (reader, position, "index"))
    {
      position += 2;
      *layer = read_index (reader, &position);
      return is_at (reader, position, ")") && position + 1 == dot;
    }
  position += is_at (reader, position + 1, "=") && is_name_at (reader, position, "name") ? 2 : 0;
  *layer = find_by_name (reader, reader->tokens[position].text);

  return reader->tokens[position].type == NRN_PYTHON_STRING &&
         is_at (reader, position + 1, ")") && position + 2 == dot;
}

/* A layer that has a name in the program may be in the network or not yet. */
static void
set_named_layer (NrnKerasCodeReader   *reader,
                 const char           *name,
                 const NrnPythonValue *bound,
                 gboolean              is_trainable)
{
  NrnPythonValue *value = nrn_python_value_new (NRN_PYTHON_CONFIG, bound->line, bound->column);

  value->config = with_trainable (bound->config, is_trainable);
  value->text = g_strdup (bound->text);
  value->number = bound->number;
  for (guint i = 0; i < reader->layers->len; i++)
    {
      if (reader->layers->pdata[i] != bound->config)
        continue;
      nrn_config_unref (reader->layers->pdata[i]);
      reader->layers->pdata[i] = nrn_config_ref (value->config);
    }
  g_hash_table_replace (reader->names, g_strdup (name), value);
}

static gboolean
is_layer (const NrnPythonValue *value)
{
  return value->type == NRN_PYTHON_CONFIG &&
         nrn_kind_get_family (nrn_config_get_kind (value->config)) == NRN_FAMILY_LAYER;
}

/**
 * nrn_keras_code_read_freeze:
 * @reader: a reader
 * @start: where a statement begins
 * @end: where the next one begins
 * @is_read: (out): whether the statement freezes a layer or the whole
 *   network, or lets it learn again
 * @error: return location
 *
 * Does what such a statement says, unless the network is fitted before it;
 * any other is left alone.
 *
 * Returns: %FALSE with a sentence if there is no such layer
 */
gboolean
nrn_keras_code_read_freeze (NrnKerasCodeReader  *reader,
                            guint                start,
                            guint                end,
                            gboolean            *is_read,
                            GError             **error)
{
  guint dot = find_dot (reader, start, end);
  const NrnPythonToken *first = &reader->tokens[start];
  const NrnPythonValue *bound = dot > 0 ? g_hash_table_lookup (reader->names, first->text) : NULL;
  gboolean is_trainable;
  guint layer;

  *is_read = bound != NULL && first->type == NRN_PYTHON_NAME && reader->fit_line != 0;
  if (bound == NULL || first->type != NRN_PYTHON_NAME || *is_read)
    return TRUE;

  is_trainable = is_name_at (reader, dot + 3, "True");
  *is_read = TRUE;
  if (dot == start + 1 && is_layer (bound))
    {
      set_named_layer (reader, first->text, bound, is_trainable);
      return TRUE;
    }
  if (dot == start + 1 && bound->type == NRN_PYTHON_MODEL)
    {
      for (guint i = 0; i < reader->layers->len; i++)
        set_layer (reader, i, is_trainable);
      return TRUE;
    }

  *is_read = bound->type == NRN_PYTHON_MODEL && find_layer (reader, start, dot, &layer);
  if (!*is_read)
    return TRUE;
  if (layer >= reader->layers->len)
    return nrn_python_fail (reader->name, first->line, first->column, error,
                            _("The network has no such layer here; it has %u of them."),
                            reader->layers->len);
  set_layer (reader, layer, is_trainable);

  return TRUE;
}
