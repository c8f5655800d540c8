/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * JSON that people like to read: indented by 2, rows of numbers on one
 * line, every number as short as reads back the same.
 */

#include "nrn-json-writer.h"

#include <math.h>
#include <string.h>

struct _NrnJsonWriter
{
  GString  *text;         /* owned */
  guint     depth;
  gboolean  needs_comma;
};

static void
append_string (GString    *text,
               const char *value)
{
  g_autofree char *valid = g_utf8_make_valid (value, -1);

  g_string_append_c (text, '"');
  for (const char *p = valid; *p != '\0'; p++)
    {
      guchar c = (guchar) *p;

      if (c == '"' || c == '\\')
        {
          g_string_append_c (text, '\\');
          g_string_append_c (text, *p);
        }
      else if (c == '\n')
        g_string_append (text, "\\n");
      else if (c < 0x20 || c == 0x7f)
        g_string_append_printf (text, "\\u%04x", c);
      else
        g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

/* Minus zero has a point, or it would be read as the integer 0. */
static void
append_number (GString    *text,
               double      value,
               const char *digits)
{
  if (!isfinite (value))
    g_string_append (text, "null");
  else if (value == 0)
    g_string_append (text, signbit (value) ? "-0.0" : "0");
  else
    g_string_append (text, digits);
}

/**
 * nrn_json_append_double:
 * @text: where to
 * @value: a number; null is written for what is not finite
 *
 * Appends @value with a point, as short as reads back the same.
 */
void
nrn_json_append_double (GString *text,
                        double   value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  /* 15 digits are always kept by a double; 17 always tell two apart. */
  g_ascii_formatd (digits, sizeof digits, "%.15g", value);
  if (g_ascii_strtod (digits, NULL) != value)
    g_ascii_formatd (digits, sizeof digits, "%.16g", value);
  if (g_ascii_strtod (digits, NULL) != value)
    g_ascii_formatd (digits, sizeof digits, "%.17g", value);
  append_number (text, value, digits);
}

/**
 * nrn_json_append_float:
 * @text: where to
 * @value: a number; null is written for what is not finite
 *
 * Likewise; it reads back the same as a float.
 */
void
nrn_json_append_float (GString *text,
                       float    value)
{
  static const char *const formats[] = { "%.6g", "%.7g", "%.8g", "%.9g" };
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  /* 6 digits are always kept by a float; 9 always tell two apart. */
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (digits, sizeof digits, formats[i], value);
      if ((float) g_ascii_strtod (digits, NULL) == value)
        break;
    }
  append_number (text, value, digits);
}

static void
begin_line (NrnJsonWriter *writer)
{
  g_string_append_c (writer->text, '\n');
  for (guint i = 0; i < writer->depth; i++)
    g_string_append (writer->text, "  ");
}

static void
begin_value (NrnJsonWriter *writer,
             const char    *name)
{
  if (writer->needs_comma)
    g_string_append_c (writer->text, ',');
  if (writer->depth > 0)
    begin_line (writer);
  if (name != NULL)
    {
      append_string (writer->text, name);
      g_string_append (writer->text, ": ");
    }
  writer->needs_comma = TRUE;
}

static void
begin_container (NrnJsonWriter *writer,
                 const char    *name,
                 char           bracket)
{
  begin_value (writer, name);
  g_string_append_c (writer->text, bracket);
  writer->depth++;
  writer->needs_comma = FALSE;
}

static void
end_container (NrnJsonWriter *writer,
               char           bracket)
{
  g_assert (writer->depth > 0);

  writer->depth--;
  if (writer->needs_comma)
    begin_line (writer);
  g_string_append_c (writer->text, bracket);
  writer->needs_comma = TRUE;
}

NrnJsonWriter *
nrn_json_writer_new (void)
{
  NrnJsonWriter *writer = g_new0 (NrnJsonWriter, 1);

  writer->text = g_string_new (NULL);

  return writer;
}

/**
 * nrn_json_writer_free_to_text:
 * @writer: (transfer full): a writer in which everything begun has ended
 *
 * Returns: (transfer full): the text, with a line end
 */
char *
nrn_json_writer_free_to_text (NrnJsonWriter *writer)
{
  char *text;

  g_return_val_if_fail (writer->depth == 0, NULL);

  g_string_append_c (writer->text, '\n');
  text = g_string_free (g_steal_pointer (&writer->text), FALSE);
  g_free (writer);

  return text;
}

void
nrn_json_begin_object (NrnJsonWriter *writer,
                       const char    *name)
{
  begin_container (writer, name, '{');
}

void
nrn_json_end_object (NrnJsonWriter *writer)
{
  end_container (writer, '}');
}

void
nrn_json_begin_array (NrnJsonWriter *writer,
                      const char    *name)
{
  begin_container (writer, name, '[');
}

void
nrn_json_end_array (NrnJsonWriter *writer)
{
  end_container (writer, ']');
}

void
nrn_json_add_null (NrnJsonWriter *writer,
                   const char    *name)
{
  begin_value (writer, name);
  g_string_append (writer->text, "null");
}

void
nrn_json_add_boolean (NrnJsonWriter *writer,
                      const char    *name,
                      gboolean       value)
{
  begin_value (writer, name);
  g_string_append (writer->text, value ? "true" : "false");
}

/**
 * nrn_json_add_number:
 * @writer: a writer
 * @name: (nullable): the member's name
 * @value: a number, of which every bit is kept; null is written for NaN
 *   and infinity, which JSON does not have
 */
void
nrn_json_add_number (NrnJsonWriter *writer,
                     const char    *name,
                     double         value)
{
  begin_value (writer, name);
  nrn_json_append_double (writer->text, value);
}

/**
 * nrn_json_add_string:
 * @writer: a writer
 * @name: (nullable): the member's name
 * @value: (nullable): UTF-8, or %NULL for null
 */
void
nrn_json_add_string (NrnJsonWriter *writer,
                     const char    *name,
                     const char    *value)
{
  begin_value (writer, name);
  if (value != NULL)
    append_string (writer->text, value);
  else
    g_string_append (writer->text, "null");
}

/**
 * nrn_json_add_strings:
 * @writer: a writer
 * @name: (nullable): the member's name
 * @values: (array zero-terminated=1): an array, written on one line
 */
void
nrn_json_add_strings (NrnJsonWriter     *writer,
                      const char        *name,
                      const char *const *values)
{
  begin_value (writer, name);
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (writer->text, ", ");
      append_string (writer->text, values[i]);
    }
  g_string_append_c (writer->text, ']');
}

/**
 * nrn_json_add_numbers:
 * @writer: a writer
 * @name: (nullable): the member's name
 * @n_values: length of @values
 * @values: an array, written on one line; see nrn_json_add_number()
 */
void
nrn_json_add_numbers (NrnJsonWriter *writer,
                      const char    *name,
                      gsize          n_values,
                      const double  *values)
{
  begin_value (writer, name);
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < n_values; i++)
    {
      if (i > 0)
        g_string_append (writer->text, ", ");
      nrn_json_append_double (writer->text, values[i]);
    }
  g_string_append_c (writer->text, ']');
}

/**
 * nrn_json_add_floats:
 * @writer: a writer
 * @name: (nullable): the member's name
 * @n_values: length of @values
 * @values: an array, written on one line; every bit of a float is kept
 */
void
nrn_json_add_floats (NrnJsonWriter *writer,
                     const char    *name,
                     gsize          n_values,
                     const float   *values)
{
  begin_value (writer, name);
  g_string_append_c (writer->text, '[');
  for (gsize i = 0; i < n_values; i++)
    {
      if (i > 0)
        g_string_append (writer->text, ", ");
      nrn_json_append_float (writer->text, values[i]);
    }
  g_string_append_c (writer->text, ']');
}

/**
 * nrn_json_add_base64:
 * @writer: a writer
 * @name: (nullable): the member's name
 * @n_values: length of @values
 * @values: an array, written as text: each float in four bytes, the lowest
 *   first, all of them in base64
 */
void
nrn_json_add_base64 (NrnJsonWriter *writer,
                     const char    *name,
                     gsize          n_values,
                     const float   *values)
{
  g_autofree char *text = NULL;
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  const guchar *bytes = (const guchar *) values;
#else
  g_autofree guint32 *swapped = g_memdup2 (values, n_values * sizeof (float));
  const guchar *bytes = (const guchar *) swapped;

  for (gsize i = 0; i < n_values; i++)
    swapped[i] = GUINT32_SWAP_LE_BE (swapped[i]);
#endif

  text = g_base64_encode (bytes, n_values * sizeof (float));
  begin_value (writer, name);
  g_string_append_c (writer->text, '"');
  g_string_append (writer->text, text);
  g_string_append_c (writer->text, '"');
}
