/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Expressions of Python programs: literals, names, calls. What they are
 * worth is found while they are read.
 */

#include "config.h"

#include "nrn-keras-code-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DEPTH 100

/* More of these is no program of a student's, and would take its time. */
#define MAX_ARGUMENTS   255
#define MAX_NAME_LENGTH 200

static const NrnPythonToken *
peek (const NrnKerasCodeReader *reader)
{
  return &reader->tokens[reader->position];
}

static gboolean
is_operator (const NrnKerasCodeReader *reader,
             const char               *text)
{
  return nrn_python_token_is (peek (reader), NRN_PYTHON_OPERATOR, text);
}

static gboolean
take (NrnKerasCodeReader *reader,
      const char         *text)
{
  if (!is_operator (reader, text))
    return FALSE;

  reader->position++;
  return TRUE;
}

static NrnPythonValue *
new_here (const NrnKerasCodeReader *reader,
          NrnPythonValueType        type)
{
  return nrn_python_value_new (type, peek (reader)->line, peek (reader)->column);
}

/**
 * nrn_keras_code_refuse:
 * @reader: a reader
 * @value: what is wrong
 * @error: return location
 * @format: what would be right
 * @...: arguments of @format
 *
 * Returns: %FALSE, with @error set to a sentence that names the place
 */
gboolean
nrn_keras_code_refuse (const NrnKerasCodeReader  *reader,
                       const NrnPythonValue      *value,
                       GError                   **error,
                       const char                *format,
                       ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  return nrn_python_fail (reader->name, value->line, value->column, error, "%s", sentence);
}

static NrnPythonValue *
refuse_token (const NrnKerasCodeReader  *reader,
              GError                   **error)
{
  const NrnPythonToken *token = peek (reader);

  if (token->type >= NRN_PYTHON_NEWLINE)
    nrn_python_fail (reader->name, token->line, token->column, error,
                     _("Something is missing at the end of this line."));
  else
    nrn_python_fail (reader->name, token->line, token->column, error,
                     _("“%.40s” is not understood here. %s"), token->text,
                     nrn_keras_code_understood ());

  return NULL;
}

/* ---- Names ---- */

/**
 * nrn_keras_code_full_name:
 * @path: a dotted name
 *
 * Returns: (transfer full): the name without what leads to Keras:
 *   "tensorflow.keras.layers.Dense" is "keras.layers.Dense"
 */
char *
nrn_keras_code_full_name (const char *path)
{
  static const char *const prefixes[] = { "tensorflow.python.", "tensorflow." };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    {
      const char *rest = path + strlen (prefixes[i]);

      if (g_str_has_prefix (path, prefixes[i]) &&
          (g_str_has_prefix (rest, "keras.") || strcmp (rest, "keras") == 0))
        return g_strdup (rest);
    }

  return g_strdup (path);
}

/**
 * nrn_keras_code_is_keras:
 * @path: a full name
 *
 * Returns: whether it is something of Keras' that makes networks: its tools
 *   for data, devices and sessions are not
 */
gboolean
nrn_keras_code_is_keras (const char *path)
{
  static const char *const aside[] = {
    "keras.backend", "keras.config", "keras.datasets", "keras.distribution", "keras.preprocessing",
    "keras.utils", "keras.version",
  };

  if (strcmp (path, "keras.utils.set_random_seed") == 0)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (aside); i++)
    {
      if (g_str_has_prefix (path, aside[i]))
        return FALSE;
    }

  return strcmp (path, "keras") == 0 || g_str_has_prefix (path, "keras.");
}

/* A name that is not bound is one of Keras', as in a snippet without its
 * imports, or something that the program makes of its data; “model” is the
 * experiment's own before there is another. */
static NrnPythonValue *
look_up (const NrnKerasCodeReader *reader)
{
  const NrnPythonToken *token = peek (reader);
  NrnPythonValue *bound = g_hash_table_lookup (reader->names, token->text);
  NrnPythonValue *value = NULL;
  g_autofree char *known = NULL;

  if (bound != NULL && bound->type > NRN_PYTHON_TEXT && bound->type != NRN_PYTHON_REFERENCE)
    return nrn_python_value_ref (bound);
  if (bound != NULL && bound->type != NRN_PYTHON_REFERENCE)
    {
      value = new_here (reader, bound->type);
      value->number = bound->number;
      value->text = g_strdup (bound->text);
      return value;
    }
  if (bound == NULL && reader->model_line == 0 && strcmp (token->text, "model") == 0)
    return new_here (reader, NRN_PYTHON_MODEL);
  if (bound == NULL)
    known = nrn_keras_code_find_known (token->text);

  value = new_here (reader, bound != NULL || known != NULL ? NRN_PYTHON_REFERENCE
                                                           : NRN_PYTHON_UNKNOWN);
  value->text = g_strdup (bound != NULL ? bound->text : known != NULL ? known : token->text);
  return value;
}

static NrnPythonValue *
read_name (NrnKerasCodeReader  *reader,
           GError             **error)
{
  static const char *const keywords[] = {
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif",
    "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda",
    "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield", NULL
  };
  const NrnPythonToken *token = peek (reader);
  NrnPythonValue *value;

  if (g_strv_contains (keywords, token->text))
    return refuse_token (reader, error);

  if (strcmp (token->text, "None") == 0)
    value = new_here (reader, NRN_PYTHON_NONE);
  else if (strcmp (token->text, "True") == 0 || strcmp (token->text, "False") == 0)
    {
      value = new_here (reader, NRN_PYTHON_TRUTH);
      value->number = token->text[0] == 'T';
    }
  else
    value = look_up (reader);
  reader->position++;

  return value;
}

/* ---- Literals ---- */

static NrnPythonValue *
read_number (NrnKerasCodeReader *reader,
             double              sign)
{
  const NrnPythonToken *token = peek (reader);
  NrnPythonValue *value = new_here (reader, token->is_plain ? NRN_PYTHON_INTEGER
                                                            : NRN_PYTHON_FLOAT);

  value->number = sign * token->number;
  reader->position++;

  return value;
}

/* Strings that follow one another are one. */
static NrnPythonValue *
read_text (NrnKerasCodeReader *reader)
{
  NrnPythonValue *value = new_here (reader, NRN_PYTHON_TEXT);
  g_autoptr (GString) text = g_string_new (NULL);

  for (; peek (reader)->type == NRN_PYTHON_STRING; reader->position++)
    {
      g_string_append (text, peek (reader)->text);
      if (!peek (reader)->is_plain)
        value->type = NRN_PYTHON_UNKNOWN;
    }
  value->text = g_strdup (text->str);

  return value;
}

static gboolean
read_items (NrnKerasCodeReader  *reader,
            NrnPythonValue      *list,
            const char          *closing,
            gboolean            *has_comma,
            GError             **error)
{
  *has_comma = FALSE;
  while (!take (reader, closing))
    {
      NrnPythonValue *item = nrn_keras_code_evaluate (reader, error);

      if (item == NULL)
        return FALSE;
      g_ptr_array_add (list->items, item);

      if (list->type == NRN_PYTHON_DICT && list->items->len % 2 == 1)
        {
          if (!take (reader, ":"))
            return refuse_token (reader, error) != NULL;
          continue;
        }
      if (take (reader, ","))
        *has_comma = TRUE;
      else if (!is_operator (reader, closing))
        return refuse_token (reader, error) != NULL;
    }

  return list->type != NRN_PYTHON_DICT || list->items->len % 2 == 0 ||
         refuse_token (reader, error) != NULL;
}

/* (6) is 6, (6,) is a tuple. */
static NrnPythonValue *
read_list (NrnKerasCodeReader  *reader,
           GError             **error)
{
  static const char *const closings[] = { "[", "]", "(", ")", "{", "}" };
  const char *opening = peek (reader)->text;
  const char *closing = NULL;
  g_autoptr (NrnPythonValue) list = new_here (reader, *opening == '{' ? NRN_PYTHON_DICT
                                                                      : NRN_PYTHON_LIST);
  gboolean has_comma;

  for (gsize i = 0; i < G_N_ELEMENTS (closings); i += 2)
    {
      if (strcmp (closings[i], opening) == 0)
        closing = closings[i + 1];
    }

  reader->position++;
  if (!read_items (reader, list, closing, &has_comma, error))
    return NULL;
  if (*opening == '(' && list->items->len == 1 && !has_comma)
    return nrn_python_value_ref (list->items->pdata[0]);

  return g_steal_pointer (&list);
}

/* ---- Calls ---- */

static void
arguments_clear (NrnKerasCodeArguments *arguments)
{
  g_clear_pointer (&arguments->names, g_ptr_array_unref);
  g_clear_pointer (&arguments->values, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NrnKerasCodeArguments, arguments_clear)

static gboolean
read_argument (NrnKerasCodeReader     *reader,
               NrnKerasCodeArguments  *arguments,
               GError                **error)
{
  const NrnPythonToken *token = peek (reader);
  const char *name = NULL;
  NrnPythonValue *value;

  if (arguments->values->len >= MAX_ARGUMENTS)
    return nrn_python_fail (reader->name, token->line, token->column, error,
                            _("This call has more than %d arguments."), MAX_ARGUMENTS);
  if (token->type == NRN_PYTHON_NAME &&
      nrn_python_token_is (token + 1, NRN_PYTHON_OPERATOR, "="))
    {
      name = token->text;
      reader->position += 2;
      for (guint i = 0; i < arguments->names->len; i++)
        {
          if (g_strcmp0 (arguments->names->pdata[i], name) == 0)
            return nrn_python_fail (reader->name, token->line, token->column, error,
                                    _("The argument %s is given twice."), name);
        }
    }
  else if (arguments->names->len > 0 &&
           arguments->names->pdata[arguments->names->len - 1] != NULL)
    {
      return nrn_python_fail (reader->name, token->line, token->column, error,
                              _("An argument without a name cannot come after one with a name."));
    }

  value = nrn_keras_code_evaluate (reader, error);
  if (value == NULL)
    return FALSE;
  g_ptr_array_add (arguments->names, g_strdup (name));
  g_ptr_array_add (arguments->values, value);

  return is_operator (reader, ")") || take (reader, ",") || refuse_token (reader, error) != NULL;
}

static gboolean
read_arguments (NrnKerasCodeReader     *reader,
                NrnKerasCodeArguments  *arguments,
                GError                **error)
{
  arguments->names = g_ptr_array_new_with_free_func (g_free);
  arguments->values = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_python_value_unref);
  arguments->line = peek (reader)->line;
  arguments->column = peek (reader)->column;

  reader->position++;
  while (!take (reader, ")"))
    {
      if (!read_argument (reader, arguments, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
holds_network (const NrnPythonValue *value)
{
  return value->type == NRN_PYTHON_MODEL || value->type == NRN_PYTHON_CONFIG;
}

/* What print() gets stays as it is; another function might change it. */
static NrnPythonValue *
call_unknown (const NrnKerasCodeReader     *reader,
              const NrnPythonValue         *function,
              const NrnKerasCodeArguments  *arguments,
              GError                      **error)
{
  for (guint i = 0; i < arguments->values->len; i++)
    {
      if (g_strcmp0 (function->text, "print") != 0 &&
          holds_network (arguments->values->pdata[i]))
        {
          nrn_keras_code_refuse (reader, function, error,
                                 _("What “%.40s” does with the network is not understood. %s"),
                                 function->text != NULL ? function->text : "…",
                                 nrn_keras_code_understood ());
          return NULL;
        }
    }

  return nrn_python_value_new (NRN_PYTHON_UNKNOWN, arguments->line, arguments->column);
}

static NrnPythonValue *
call_value (NrnKerasCodeReader    *reader,
            NrnPythonValue        *value,
            const char            *method,
            GError               **error)
{
  g_auto (NrnKerasCodeArguments) arguments = { 0 };

  if (!read_arguments (reader, &arguments, error))
    return NULL;

  arguments.line = value->line;
  arguments.column = value->column;
  if (value->type == NRN_PYTHON_MODEL && method != NULL)
    return nrn_keras_code_call_method (reader, method, &arguments, error);
  if (value->type == NRN_PYTHON_REFERENCE)
    return nrn_keras_code_call_function (reader, value->text, &arguments, error);
  if (value->type == NRN_PYTHON_UNKNOWN)
    return call_unknown (reader, value, &arguments, error);

  nrn_keras_code_refuse (reader, value, error, _("This cannot be called. %s"),
                         nrn_keras_code_understood ());
  return NULL;
}

/* .name */
static NrnPythonValue *
read_attribute (NrnKerasCodeReader  *reader,
                NrnPythonValue      *value,
                GError             **error)
{
  g_autoptr (NrnPythonValue) attribute = NULL;
  const char *name;

  reader->position++;
  if (peek (reader)->type != NRN_PYTHON_NAME)
    return refuse_token (reader, error);
  if (value->type == NRN_PYTHON_REFERENCE && strlen (value->text) > MAX_NAME_LENGTH)
    return refuse_token (reader, error);
  name = peek (reader)->text;
  reader->position++;

  if (value->type == NRN_PYTHON_MODEL && is_operator (reader, "("))
    {
      g_autoptr (NrnPythonValue) here = nrn_python_value_new (NRN_PYTHON_MODEL,
                                                              reader->tokens[reader->position - 1].line,
                                                              reader->tokens[reader->position - 1].column);

      return call_value (reader, here, name, error);
    }

  attribute = nrn_python_value_new (value->type == NRN_PYTHON_REFERENCE ? NRN_PYTHON_REFERENCE
                                                                        : NRN_PYTHON_UNKNOWN,
                                    value->line, value->column);
  if (value->type == NRN_PYTHON_REFERENCE)
    {
      g_autofree char *path = g_strconcat (value->text, ".", name, NULL);

      attribute->text = nrn_keras_code_full_name (path);
    }
  else
    {
      attribute->text = g_strdup (name);
    }

  return g_steal_pointer (&attribute);
}

static NrnPythonValue *
read_atom (NrnKerasCodeReader  *reader,
           GError             **error)
{
  const NrnPythonToken *token = peek (reader);

  if (token->type == NRN_PYTHON_NUMBER)
    return read_number (reader, 1);
  if (token->type == NRN_PYTHON_STRING)
    return read_text (reader);
  if (token->type == NRN_PYTHON_NAME)
    return read_name (reader, error);
  if (is_operator (reader, "-") && token[1].type == NRN_PYTHON_NUMBER)
    {
      reader->position++;
      return read_number (reader, -1);
    }
  if (is_operator (reader, "[") || is_operator (reader, "(") || is_operator (reader, "{"))
    return read_list (reader, error);

  return refuse_token (reader, error);
}

/**
 * nrn_keras_code_evaluate:
 * @reader: a reader, before an expression
 * @error: return location
 *
 * Reads an expression: a literal, a name, a list, a call.
 *
 * Returns: (transfer full) (nullable): what it is worth, or %NULL with a
 *   sentence that names the place
 */
NrnPythonValue *
nrn_keras_code_evaluate (NrnKerasCodeReader  *reader,
                         GError             **error)
{
  g_autoptr (NrnPythonValue) value = NULL;

  if (reader->depth >= MAX_DEPTH)
    {
      nrn_python_fail (reader->name, peek (reader)->line, peek (reader)->column, error,
                       _("There are more than %d brackets in one another here."), MAX_DEPTH);
      return NULL;
    }

  reader->depth++;
  value = read_atom (reader, error);
  while (value != NULL && (is_operator (reader, "(") || is_operator (reader, ".")))
    {
      g_autoptr (NrnPythonValue) whole = g_steal_pointer (&value);

      value = is_operator (reader, "(") ? call_value (reader, whole, NULL, error)
                                        : read_attribute (reader, whole, error);
    }
  reader->depth--;

  return g_steal_pointer (&value);
}
