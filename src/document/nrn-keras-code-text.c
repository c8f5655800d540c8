/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The pieces that a Python program is written with: literals, names,
 * calls, comments.
 */

#include "nrn-keras-code-private.h"

#include <math.h>
#include <string.h>

#include "nrn-json-writer.h"

/* As PEP 8 has it. */
#define LINE_WIDTH 79
#define INDENT     4

/**
 * nrn_keras_code_quote:
 * @text: any bytes; a path need not be UTF-8
 *
 * Returns: (transfer full): @text as a Python string. Bytes that are no
 *   UTF-8 become surrogates, which is how Python itself names such files
 */
char *
nrn_keras_code_quote (const char *text)
{
  GString *quoted = g_string_new ("\"");

  while (*text != '\0')
    {
      gunichar c = g_utf8_get_char_validated (text, -1);

      if (c == (gunichar) -1 || c == (gunichar) -2)
        {
          g_string_append_printf (quoted, "\\udc%02x", (guchar) *text);
          text++;
          continue;
        }

      if (c == '"' || c == '\\')
        g_string_append_printf (quoted, "\\%c", (char) c);
      else if (g_unichar_isprint (c))
        g_string_append_unichar (quoted, c);
      else
        g_string_append_printf (quoted, "\\U%08x", c);
      text = g_utf8_next_char (text);
    }
  g_string_append_c (quoted, '"');

  return g_string_free (quoted, FALSE);
}

/**
 * nrn_keras_code_number:
 * @number: a value; NaN is None
 * @type: what it is
 *
 * Keras takes 1.0 for a learning rate, but refuses 1.
 *
 * Returns: (transfer full): @number as a Python literal, as short as reads
 *   back the same
 */
char *
nrn_keras_code_number (double          number,
                       NrnPropertyType type)
{
  GString *text = g_string_new (NULL);

  if (isnan (number))
    return g_string_free (g_string_append (text, "None"), FALSE);
  if (type == NRN_PROPERTY_BOOLEAN)
    return g_string_free (g_string_append (text, number != 0 ? "True" : "False"), FALSE);

  nrn_json_append_double (text, number);
  if (type == NRN_PROPERTY_NUMBER && strpbrk (text->str, ".e") == NULL)
    g_string_append (text, ".0");

  return g_string_free (text, FALSE);
}

/**
 * nrn_keras_code_import:
 * @writer: a writer
 * @module: a module, e.g. "numpy as np"
 * @name: (nullable): what to import from it; %NULL for the module itself
 *
 * Puts a line at the head of the program.
 */
void
nrn_keras_code_import (NrnKerasCodeWriter *writer,
                       const char         *module,
                       const char         *name)
{
  g_tree_replace (writer->imports, g_strjoin ("\n", module, name, NULL), NULL);
}

/**
 * nrn_keras_code_refer:
 * @writer: a writer
 * @module: a module of Keras', without "keras."
 * @name: something in it
 *
 * Returns: (transfer full): what the program calls it: "keras.layers.Dense"
 *   today, and "Dense" in 2018, which is imported by itself
 */
char *
nrn_keras_code_refer (NrnKerasCodeWriter *writer,
                      const char         *module,
                      const char         *name)
{
  g_autofree char *path = NULL;

  if (writer->options.dialect == NRN_KERAS_CODE_KERAS_3)
    return g_strjoin (".", "keras", module, name, NULL);

  path = g_strconcat ("keras.", module, NULL);
  nrn_keras_code_import (writer, path, name);

  return g_strdup (name);
}

/* Whatever is in a name that a student chose, it stays in the comment. */
static char **
split_words (const char *sentence)
{
  g_autofree char *valid = g_utf8_make_valid (sentence, -1);
  g_autoptr (GString) clean = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_string_append_unichar (clean, g_unichar_iscntrl (c) || !g_unichar_isprint (c) ? ' ' : c);
    }

  return g_strsplit (clean->str, " ", -1);
}

/**
 * nrn_keras_code_comment:
 * @writer: a writer
 * @sentence: what to say
 *
 * Appends a comment, in as many lines as it needs.
 */
void
nrn_keras_code_comment (NrnKerasCodeWriter *writer,
                        const char         *sentence)
{
  g_auto (GStrv) words = split_words (sentence);
  glong column = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      glong length = g_utf8_strlen (words[i], -1);

      if (length == 0)
        continue;
      if (column == 0 || column + 1 + length > LINE_WIDTH)
        {
          g_string_append (writer->text, column == 0 ? "#" : "\n#");
          column = 1;
        }
      g_string_append_printf (writer->text, " %s", words[i]);
      column += 1 + length;
    }
  g_string_append_c (writer->text, '\n');
}

/**
 * nrn_keras_code_section:
 * @writer: a writer
 * @title: what follows
 *
 * Begins a section of the program.
 */
void
nrn_keras_code_section (NrnKerasCodeWriter *writer,
                        const char         *title)
{
  g_autofree char *line = g_strdup_printf ("---- %s ----", title);

  g_string_append_c (writer->text, '\n');
  nrn_keras_code_comment (writer, line);
}

static glong
count_columns (const char      *function,
               const GPtrArray *arguments,
               guint            indent)
{
  glong columns = indent + g_utf8_strlen (function, -1) + 2;

  for (guint i = 0; i < arguments->len; i++)
    columns += g_utf8_strlen (arguments->pdata[i], -1) + 2;

  return columns;
}

/**
 * nrn_keras_code_call:
 * @function: what is called
 * @arguments: its arguments as text
 * @indent: columns before it
 *
 * Returns: (transfer full): the call, on one line if it fits, else with a
 *   line for each argument
 */
char *
nrn_keras_code_call (const char      *function,
                     const GPtrArray *arguments,
                     guint            indent)
{
  GString *call = g_string_new (function);
  gboolean fits = count_columns (function, arguments, indent) <= LINE_WIDTH;

  g_string_append_c (call, '(');
  for (guint i = 0; i < arguments->len; i++)
    {
      const char *argument = arguments->pdata[i];

      if (fits)
        g_string_append_printf (call, "%s%s", i > 0 ? ", " : "", argument);
      else
        g_string_append_printf (call, "\n%*s%s,", (int) indent + INDENT, "", argument);
    }
  if (!fits)
    g_string_append_printf (call, "\n%*s", (int) indent, "");
  g_string_append_c (call, ')');

  return g_string_free (call, FALSE);
}

/**
 * nrn_keras_code_list:
 * @writer: a writer
 * @assignment: the start of the line, e.g. "model = Sequential("
 * @opening: what the list itself is opened with: "[" or "(["
 * @items: its items as text
 *
 * Appends a statement that ends with a list, a line for each item; what
 * @opening opens is closed.
 */
void
nrn_keras_code_list (NrnKerasCodeWriter *writer,
                     const char         *assignment,
                     const char         *opening,
                     const GPtrArray    *items)
{
  g_string_append_printf (writer->text, "%s%s\n", assignment, opening);
  for (guint i = 0; i < items->len; i++)
    g_string_append_printf (writer->text, "%*s%s,\n", INDENT, "", (const char *) items->pdata[i]);
  g_string_append_printf (writer->text, "]%s\n", opening[0] == '(' ? ")" : "");
}
