/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The columns of a CSV file by their names.
 */

#include "config.h"

#include "nrn-csv.h"

#include <glib/gi18n-lib.h>

#include "nrn-csv-private.h"
#include "nrn-error.h"
#include "nrn-kind.h"

static void
set_unknown_column_error (GError            **error,
                          const NrnCsvTable  *table,
                          const char         *name)
{
  const char *const *columns = nrn_csv_table_get_columns (table);
  g_autofree char *suggestion = nrn_name_suggest (name, columns);
  g_autofree char *shown_name = nrn_error_quote (name);
  g_autoptr (GString) list = g_string_new (NULL);

  if (suggestion != NULL)
    {
      g_autofree char *shown_suggestion = nrn_error_quote (suggestion);

      g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                   _("“%s” has no column “%s”; did you mean “%s”?"),
                   table->name, shown_name, shown_suggestion);
      return;
    }

  /* The first ones are enough to see what kind of file it is. */
  for (guint i = 0; i < MIN (table->n_columns, 10); i++)
    {
      g_autofree char *column = nrn_error_quote (columns[i]);

      g_string_append_printf (list, i > 0 ? ", %s" : "%s", column);
    }
  if (table->n_columns > 10)
    g_string_append (list, " …");
  g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
               _("“%s” has no column “%s”; it has %s."), table->name, shown_name, list->str);
}

/**
 * nrn_csv_table_find_columns:
 * @table: a table
 * @names: (array zero-terminated=1): names of columns
 * @error: return location
 *
 * Returns: (transfer full) (nullable): their indices, or %NULL with @error
 *   set if there is no such column
 */
guint *
nrn_csv_table_find_columns (const NrnCsvTable  *table,
                            const char *const  *names,
                            GError            **error)
{
  const char *const *columns = nrn_csv_table_get_columns (table);
  guint n = g_strv_length ((char **) names);
  g_autofree guint *indices = g_new (guint, n + 1);
  g_autoptr (GHashTable) by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < table->n_columns; i++)
    g_hash_table_insert (by_name, (char *) columns[i], GUINT_TO_POINTER (i + 1));

  for (guint i = 0; i < n; i++)
    {
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (by_name, names[i]));

      if (found == 0)
        {
          set_unknown_column_error (error, table, names[i]);
          return NULL;
        }
      indices[i] = found - 1;
    }

  return g_steal_pointer (&indices);
}

/**
 * nrn_csv_table_get_features:
 * @table: a table
 * @columns: (nullable) (array zero-terminated=1): names of columns; %NULL
 *   for all
 * @error: return location
 *
 * Returns: (transfer full) (nullable): (n_rows, number of columns), row-major
 *   and finite, to be freed with g_free(), or %NULL with @error set if there
 *   is no such column, or a cell in it is no number
 */
float *
nrn_csv_table_get_features (const NrnCsvTable  *table,
                            const char *const  *columns,
                            GError            **error)
{
  static const NrnCsvReport nobody;
  const char *const *names = columns != NULL ? columns : nrn_csv_table_get_columns (table);
  const NrnCsvRows all = { table->n_rows, NULL };
  g_autofree guint *indices = NULL;

  if (names[0] == NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s”: no feature is chosen; choose at least one column."), table->name);
      return NULL;
    }

  indices = nrn_csv_table_find_columns (table, names, error);
  if (indices == NULL)
    return NULL;

  return nrn_csv_table_read_numbers (table, &all, g_strv_length ((char **) names), indices, NULL,
                                     &nobody, error);
}
