/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an expression of a Python program is worth.
 */

#include "config.h"

#include "nrn-python-value.h"

#include <glib/gi18n-lib.h>

NrnPythonValue *
nrn_python_value_new (NrnPythonValueType type,
                      guint              line,
                      guint              column)
{
  NrnPythonValue *value = g_new0 (NrnPythonValue, 1);

  g_ref_count_init (&value->ref_count);
  value->type = type;
  value->line = line;
  value->column = column;
  if (type == NRN_PYTHON_LIST || type == NRN_PYTHON_DICT)
    value->items = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_python_value_unref);

  return value;
}

NrnPythonValue *
nrn_python_value_ref (NrnPythonValue *value)
{
  g_ref_count_inc (&value->ref_count);

  return value;
}

void
nrn_python_value_unref (NrnPythonValue *value)
{
  if (!g_ref_count_dec (&value->ref_count))
    return;

  g_free (value->text);
  g_clear_pointer (&value->items, g_ptr_array_unref);
  g_clear_pointer (&value->config, nrn_config_unref);
  g_free (value->data);
  g_free (value);
}

/**
 * nrn_python_value_is_number:
 * @value: a value
 *
 * Returns: whether it is a number; True and False are none here
 */
gboolean
nrn_python_value_is_number (const NrnPythonValue *value)
{
  return value->type == NRN_PYTHON_INTEGER || value->type == NRN_PYTHON_FLOAT;
}

/**
 * nrn_python_value_describe:
 * @value: a value
 *
 * Returns: (transfer full): a few words for a sentence that refuses it:
 *   "“relu”", "0.5", "a list"
 */
char *
nrn_python_value_describe (const NrnPythonValue *value)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];

  switch (value->type)
    {
    case NRN_PYTHON_NONE:
      return g_strdup ("None");

    case NRN_PYTHON_TRUTH:
      return g_strdup (value->number != 0 ? "True" : "False");

    case NRN_PYTHON_INTEGER:
    case NRN_PYTHON_FLOAT:
      return g_strdup (g_ascii_formatd (digits, sizeof digits, "%.10g", value->number));

    case NRN_PYTHON_TEXT:
      return g_strdup_printf ("“%.40s”", value->text);

    case NRN_PYTHON_LIST:
      return g_strdup (_("a list"));

    case NRN_PYTHON_DICT:
      return g_strdup (_("a dictionary"));

    case NRN_PYTHON_REFERENCE:
      return g_strdup_printf ("%.60s", value->text);

    case NRN_PYTHON_CONFIG:
      return nrn_config_to_string (value->config);

    case NRN_PYTHON_INPUT:
      return g_strdup ("Input");

    case NRN_PYTHON_CALLBACK:
      return g_strdup (_("a callback"));

    case NRN_PYTHON_MODEL:
      return g_strdup (_("the network"));

    case NRN_PYTHON_UNKNOWN:
    default:
      return value->text != NULL ? g_strdup_printf ("%.60s", value->text)
                                 : g_strdup (_("something that is not known here"));
    }
}
