/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Statements of Python programs. Those about the network are understood or
 * refused; the others, which make the data, are skipped and listed.
 */

#include "config.h"

#include "nrn-keras-code-reader.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-keras-code-private.h"

/* Keywords that a block begins with. */
static const char *const block_keywords[] = {
  "async", "class", "def", "elif", "else", "except", "finally", "for", "if", "try", "while", "with",
  NULL
};

static const NrnPythonToken *
peek (const NrnKerasCodeReader *reader)
{
  return &reader->tokens[reader->position];
}

static gboolean
is_at (const NrnKerasCodeReader *reader,
       guint                     position,
       NrnPythonTokenType        type,
       const char               *text)
{
  return nrn_python_token_is (&reader->tokens[position], type, text);
}

static gboolean
is_name_at (const NrnKerasCodeReader *reader,
            guint                     position,
            const char               *name)
{
  return is_at (reader, position, NRN_PYTHON_NAME, name);
}

static gboolean
ends_statement (const NrnPythonToken *token)
{
  return token->type == NRN_PYTHON_NEWLINE || token->type == NRN_PYTHON_END ||
         nrn_python_token_is (token, NRN_PYTHON_OPERATOR, ";");
}

static gboolean
begins_block (const NrnKerasCodeReader *reader)
{
  const NrnPythonToken *token = peek (reader);

  return (token->type == NRN_PYTHON_NAME && g_strv_contains (block_keywords, token->text)) ||
         nrn_python_token_is (token, NRN_PYTHON_OPERATOR, "@");
}

/* Behind the statement that begins at @start; a block ends with its last
 * indented line. */
static guint
find_end (const NrnKerasCodeReader *reader,
          guint                     start,
          gboolean                  is_block)
{
  guint end = start;
  guint depth = 0;

  while (is_block ? reader->tokens[end].type < NRN_PYTHON_NEWLINE
                  : !ends_statement (&reader->tokens[end]))
    end++;
  if (reader->tokens[end].type != NRN_PYTHON_END)
    end++;
  if (!is_block || reader->tokens[end].type != NRN_PYTHON_INDENT)
    return end;

  do
    {
      if (reader->tokens[end].type == NRN_PYTHON_INDENT)
        depth++;
      else if (reader->tokens[end].type == NRN_PYTHON_DEDENT)
        depth--;
      end++;
    }
  while (depth > 0 && reader->tokens[end].type != NRN_PYTHON_END);

  return end;
}

/* ---- What is about the network ---- */

static gboolean
holds_network (const NrnPythonValue *value)
{
  if (value->type == NRN_PYTHON_LIST || value->type == NRN_PYTHON_DICT)
    {
      for (guint i = 0; i < value->items->len; i++)
        {
          if (holds_network (value->items->pdata[i]))
            return TRUE;
        }
    }

  return value->type >= NRN_PYTHON_CONFIG;
}

/* The dotted name that begins at @position, which is bound to @path. */
static gboolean
leads_to_keras (const NrnKerasCodeReader *reader,
                guint                     position,
                const char               *path)
{
  g_autoptr (GString) whole = g_string_new (path);
  g_autofree char *full = NULL;

  for (guint i = position + 1;
       is_at (reader, i, NRN_PYTHON_OPERATOR, ".") &&
       reader->tokens[i + 1].type == NRN_PYTHON_NAME;
       i += 2)
    g_string_append_printf (whole, ".%s", reader->tokens[i + 1].text);
  full = nrn_keras_code_full_name (whole->str);

  return nrn_keras_code_is_keras (full);
}

/* A snippet may compile or fit the experiment's own network. */
static gboolean
is_own_model (const NrnKerasCodeReader *reader,
              guint                     position)
{
  static const char *const methods[] = { "add", "compile", "fit", "set_weights", NULL };

  return reader->model_line == 0 && is_name_at (reader, position, "model") &&
         is_at (reader, position + 1, NRN_PYTHON_OPERATOR, ".") &&
         g_strv_contains (methods, reader->tokens[position + 2].text);
}

static gboolean
is_about_network (const NrnKerasCodeReader *reader,
                  guint                     position)
{
  const NrnPythonToken *token = &reader->tokens[position];
  const NrnPythonValue *bound;
  g_autofree char *known = NULL;

  if (token->type != NRN_PYTHON_NAME)
    return FALSE;
  if (position > 0 && is_at (reader, position - 1, NRN_PYTHON_OPERATOR, "."))
    return FALSE;

  bound = g_hash_table_lookup (reader->names, token->text);
  if (bound != NULL)
    return bound->type == NRN_PYTHON_REFERENCE ? leads_to_keras (reader, position, bound->text)
                                               : holds_network (bound);

  known = nrn_keras_code_find_known (token->text);
  return known != NULL ? leads_to_keras (reader, position, known)
                       : is_own_model (reader, position);
}

/* Returns @end if nothing between @start and @end is about the network. */
static guint
find_mention (const NrnKerasCodeReader *reader,
              guint                     start,
              guint                     end)
{
  for (guint i = start; i < end; i++)
    {
      gboolean is_keyword = i > start && is_at (reader, i + 1, NRN_PYTHON_OPERATOR, "=") &&
                            (is_at (reader, i - 1, NRN_PYTHON_OPERATOR, "(") ||
                             is_at (reader, i - 1, NRN_PYTHON_OPERATOR, ","));

      if (!is_keyword && is_about_network (reader, i))
        return i;
    }

  return end;
}

/* ---- What is skipped ---- */

static void
bind (NrnKerasCodeReader *reader,
      const char         *name,
      NrnPythonValue     *value)
{
  g_hash_table_replace (reader->names, g_strdup (name), value);
}

static void
bind_unknown (NrnKerasCodeReader   *reader,
              const NrnPythonToken *token)
{
  NrnPythonValue *value = nrn_python_value_new (NRN_PYTHON_UNKNOWN, token->line, token->column);

  value->text = g_strdup (token->text);
  bind (reader, token->text, value);
}

/* Whatever a statement that is not understood may give another value is not
 * known from there on: in a block every name, else those before the "=" and
 * the lists, which can be changed in place. */
static void
forget_names (NrnKerasCodeReader *reader,
              guint               start,
              guint               end,
              gboolean            is_block)
{
  guint equals = start;

  for (guint i = start; i < end; i++)
    {
      const NrnPythonToken *token = &reader->tokens[i];
      gsize length = strlen (token->text);

      if (token->type == NRN_PYTHON_OPERATOR && length > 0 && token->text[length - 1] == '=' &&
          strcmp (token->text, "==") != 0 && strcmp (token->text, "!=") != 0)
        equals = i;
    }
  for (guint i = start; i < end; i++)
    {
      const NrnPythonToken *token = &reader->tokens[i];
      const NrnPythonValue *bound;

      if (token->type != NRN_PYTHON_NAME ||
          (i > start && is_at (reader, i - 1, NRN_PYTHON_OPERATOR, ".")))
        continue;
      bound = g_hash_table_lookup (reader->names, token->text);
      if (bound != NULL && bound->type == NRN_PYTHON_REFERENCE && !is_block)
        continue;
      if (i < equals || (bound != NULL && bound->items != NULL) ||
          (is_block && bound != NULL && bound->type != NRN_PYTHON_REFERENCE) ||
          (is_block && bound == NULL &&
           (i == start + 1 || is_at (reader, i + 1, NRN_PYTHON_OPERATOR, "="))))
        bind_unknown (reader, token);
    }
}

static void
note_skipped (NrnKerasCodeReader *reader,
              guint               start,
              guint               end)
{
  guint first = reader->tokens[start].line;
  guint last = first;

  for (guint i = start; i < end; i++)
    {
      if (reader->tokens[i].type < NRN_PYTHON_NEWLINE)
        last = reader->tokens[i].line;
    }

  /* A line that follows at once is of the same part. */
  if (reader->skipped->len > 0 &&
      first <= g_array_index (reader->skipped, guint, reader->skipped->len - 1) + 1)
    {
      g_array_index (reader->skipped, guint, reader->skipped->len - 1) = last;
      return;
    }

  g_array_append_val (reader->skipped, first);
  g_array_append_val (reader->skipped, last);
}

static void
skip (NrnKerasCodeReader *reader,
      guint               start,
      guint               end,
      gboolean            is_block)
{
  forget_names (reader, start, end, is_block);
  note_skipped (reader, start, end);
  reader->position = end;
}

/* ---- Imports ---- */

static gboolean
read_path (NrnKerasCodeReader  *reader,
           GString             *path,
           GError             **error)
{
  for (;;)
    {
      if (peek (reader)->type != NRN_PYTHON_NAME)
        return nrn_python_fail (reader->name, peek (reader)->line, peek (reader)->column, error,
                                _("The name of a module is missing here."));
      g_string_append (path, peek (reader)->text);
      reader->position++;
      if (!is_at (reader, reader->position, NRN_PYTHON_OPERATOR, "."))
        return TRUE;
      g_string_append_c (path, '.');
      reader->position++;
    }
}

/* name [as other], bound to @path. */
static gboolean
read_alias (NrnKerasCodeReader   *reader,
            const NrnPythonToken *token,
            const char           *path,
            const char           *path_alone,
            GError              **error)
{
  NrnPythonValue *value = nrn_python_value_new (NRN_PYTHON_REFERENCE, token->line, token->column);
  const char *name = token->text;
  const char *meant = path_alone;

  if (is_name_at (reader, reader->position, "as"))
    {
      reader->position++;
      name = peek (reader)->text;
      meant = path;
      if (peek (reader)->type != NRN_PYTHON_NAME)
        {
          nrn_python_value_unref (value);
          return nrn_python_fail (reader->name, peek (reader)->line, peek (reader)->column, error,
                                  _("A name is missing after “as”."));
        }
      reader->position++;
    }
  value->text = nrn_keras_code_full_name (meant);
  bind (reader, name, value);

  return TRUE;
}

static gboolean
read_from (NrnKerasCodeReader  *reader,
           GError             **error)
{
  g_autoptr (GString) module = g_string_new (NULL);
  gboolean in_brackets;

  reader->position++;
  if (!read_path (reader, module, error))
    return FALSE;
  if (!is_name_at (reader, reader->position, "import"))
    return nrn_python_fail (reader->name, peek (reader)->line, peek (reader)->column, error,
                            _("Here must be “import”, as in: from keras.layers import Dense."));
  reader->position++;
  if (is_at (reader, reader->position, NRN_PYTHON_OPERATOR, "*"))
    {
      reader->position++;
      return TRUE;
    }

  in_brackets = is_at (reader, reader->position, NRN_PYTHON_OPERATOR, "(");
  reader->position += in_brackets;
  for (;;)
    {
      const NrnPythonToken *token = peek (reader);
      g_autofree char *path = g_strconcat (module->str, ".", token->text, NULL);

      if (in_brackets && nrn_python_token_is (token, NRN_PYTHON_OPERATOR, ")"))
        break;
      if (token->type != NRN_PYTHON_NAME)
        return nrn_python_fail (reader->name, token->line, token->column, error,
                                _("A name to import is missing here."));
      reader->position++;
      if (!read_alias (reader, token, path, path, error))
        return FALSE;
      if (!is_at (reader, reader->position, NRN_PYTHON_OPERATOR, ","))
        break;
      reader->position++;
    }
  reader->position += in_brackets && is_at (reader, reader->position, NRN_PYTHON_OPERATOR, ")");

  return TRUE;
}

static gboolean
read_import (NrnKerasCodeReader  *reader,
             GError             **error)
{
  do
    {
      g_autoptr (GString) path = g_string_new (NULL);
      const NrnPythonToken *token;

      reader->position++;
      token = peek (reader);
      if (!read_path (reader, path, error) ||
          !read_alias (reader, token, path->str, token->text, error))
        return FALSE;
    }
  while (is_at (reader, reader->position, NRN_PYTHON_OPERATOR, ","));

  return TRUE;
}

static gboolean
read_imports (NrnKerasCodeReader  *reader,
              GError             **error)
{
  gboolean success = is_name_at (reader, reader->position, "from") ? read_from (reader, error)
                                                                   : read_import (reader, error);

  return success && (ends_statement (peek (reader)) ||
                     nrn_python_fail (reader->name, peek (reader)->line, peek (reader)->column,
                                      error, _("“%.40s” is not understood in an import."),
                                      peek (reader)->text));
}

/* ---- Blocks ---- */

static gboolean
same_tokens (const NrnPythonToken *a,
             const NrnPythonToken *b,
             guint                 n)
{
  for (guint i = 0; i < n; i++)
    {
      if (a[i].type != b[i].type || strcmp (a[i].text, b[i].text) != 0)
        return FALSE;
    }

  return TRUE;
}

/* The one class that is known, as nrn_keras_code_print() writes it. */
static gboolean
is_stop_class (const NrnKerasCodeReader *reader,
               guint                     start,
               guint                     end)
{
  static const char *const bases[] = { "Callback", "keras.callbacks.Callback" };
  static const char *const metrics[] = { "acc", "accuracy" };

  if (!is_name_at (reader, start, "class") || !is_name_at (reader, start + 1, "StopAtAccuracy"))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (bases) * G_N_ELEMENTS (metrics); i++)
    {
      g_autofree char *text = g_strdup_printf (NRN_KERAS_CODE_STOP_CLASS, bases[i / 2],
                                               metrics[i % 2]);
      g_autoptr (NrnPythonTokens) tokens = nrn_python_tokens_new ("", text, strlen (text), NULL);
      guint n_tokens;
      const NrnPythonToken *known = nrn_python_tokens_get (tokens, &n_tokens);

      /* Without the end. */
      if (n_tokens - 1 == end - start &&
          same_tokens (known, &reader->tokens[start], n_tokens - 1))
        return TRUE;
    }

  return FALSE;
}

static gboolean
read_block (NrnKerasCodeReader  *reader,
            GError             **error)
{
  guint start = reader->position;
  guint end = find_end (reader, start, TRUE);
  guint mention = find_mention (reader, start, end);

  if (is_stop_class (reader, start, end))
    {
      NrnPythonValue *value = nrn_python_value_new (NRN_PYTHON_REFERENCE, peek (reader)->line, 1);

      value->text = g_strdup ("keras.callbacks.StopAtAccuracy");
      bind (reader, "StopAtAccuracy", value);
      reader->position = end;
      return TRUE;
    }
  if (mention < end)
    return nrn_python_fail (reader->name, reader->tokens[mention].line,
                            reader->tokens[mention].column, error,
                            _("“%.40s” is used in a “%.20s” block, which may do anything with the "
                              "network. %s"), reader->tokens[mention].text, peek (reader)->text,
                            nrn_keras_code_understood ());

  skip (reader, start, end, TRUE);
  return TRUE;
}

/* ---- Simple statements ---- */

static gboolean
expect_end (NrnKerasCodeReader  *reader,
            GError             **error)
{
  const NrnPythonToken *token = peek (reader);

  return ends_statement (token) ||
         nrn_python_fail (reader->name, token->line, token->column, error,
                          _("“%.40s” is not understood here. %s"), token->text,
                          nrn_keras_code_understood ());
}

/* NAME = value, or a value alone. */
static NrnPythonValue *
evaluate_statement (NrnKerasCodeReader  *reader,
                    const char         **name,
                    GError             **error)
{
  g_autoptr (NrnPythonValue) value = NULL;

  *name = NULL;
  if (peek (reader)->type == NRN_PYTHON_NAME &&
      is_at (reader, reader->position + 1, NRN_PYTHON_OPERATOR, "="))
    {
      *name = peek (reader)->text;
      reader->position += 2;
    }
  value = nrn_keras_code_evaluate (reader, error);

  return value != NULL && expect_end (reader, error) ? g_steal_pointer (&value) : NULL;
}

static gboolean
read_simple (NrnKerasCodeReader  *reader,
             GError             **error)
{
  guint start = reader->position;
  guint end = find_end (reader, start, FALSE);
  gboolean is_about = find_mention (reader, start, end) < end;
  gboolean had_seed = reader->has_seed;
  g_autoptr (NrnPythonValue) value = NULL;
  g_autoptr (GError) reason = NULL;
  const char *name;
  gboolean is_freeze;

  if (!nrn_keras_code_read_freeze (reader, start, end, &is_freeze, error))
    return FALSE;
  if (is_freeze)
    {
      /* What is frozen after the training has learned in it. */
      if (reader->fit_line != 0)
        note_skipped (reader, start, end);
      reader->position = end;
      return TRUE;
    }

  reader->depth = 0;
  value = evaluate_statement (reader, &name, &reason);
  if (value == NULL && is_about)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
  if (value == NULL)
    {
      skip (reader, start, end, FALSE);
      return TRUE;
    }

  if (value->type == NRN_PYTHON_UNKNOWN && !is_about && reader->has_seed == had_seed)
    {
      forget_names (reader, start, end, FALSE);
      note_skipped (reader, start, end);
    }
  if (name != NULL)
    bind (reader, name, g_steal_pointer (&value));
  reader->position = end;

  return TRUE;
}

/**
 * nrn_keras_code_read_all:
 * @reader: a reader with its tokens
 * @error: return location
 *
 * Reads the whole program.
 *
 * Returns: %FALSE with a sentence that names line and column, and what would
 *   be right
 */
gboolean
nrn_keras_code_read_all (NrnKerasCodeReader  *reader,
                         GError             **error)
{
  while (peek (reader)->type != NRN_PYTHON_END)
    {
      gboolean success;

      if (ends_statement (peek (reader)) || peek (reader)->type == NRN_PYTHON_DEDENT)
        {
          reader->position++;
          continue;
        }
      if (peek (reader)->type == NRN_PYTHON_INDENT)
        return nrn_python_fail (reader->name, peek (reader)->line, peek (reader)->column, error,
                                _("This line is indented, but the one before begins no block."));

      if (is_name_at (reader, reader->position, "import") ||
          is_name_at (reader, reader->position, "from"))
        success = read_imports (reader, error);
      else if (begins_block (reader))
        success = read_block (reader, error);
      else
        success = read_simple (reader, error);
      if (!success)
        return FALSE;
    }

  return TRUE;
}
