/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the cells of a CSV file to numbers.
 */

#include "config.h"

#include "nrn-csv-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

/**
 * nrn_csv_table_get_cell:
 * @table: a table
 * @row: a row, without counting the header
 * @column: a column
 *
 * Returns: (transfer none): the cell's text
 */
const char *
nrn_csv_table_get_cell (const NrnCsvTable *table,
                        guint              row,
                        guint              column)
{
  return table->text + table->offsets[(gsize) row * table->n_columns + column];
}

/**
 * nrn_csv_read_number:
 * @cell: a cell
 * @number: (out): its number, which may be infinite if it is too large
 *
 * Returns: whether the cell is a number with a point
 */
gboolean
nrn_csv_read_number (const char *cell,
                     double     *number)
{
  char *end;

  /* g_ascii_strtod() alone would take hexadecimal numbers and nan, too. */
  if (*cell == '\0' || cell[strspn (cell, "0123456789+-.eE")] != '\0')
    return FALSE;

  *number = g_ascii_strtod (cell, &end);
  return *end == '\0';
}

static gboolean
is_infinite_or_nan (const char *cell)
{
  static const char *const words[] = { "nan", "inf", "infinity", NULL };
  g_autofree char *word = g_ascii_strdown (*cell == '+' || *cell == '-' ? cell + 1 : cell, -1);

  return g_strv_contains (words, word);
}

static void
set_number_error (GError            **error,
                  const NrnCsvTable  *table,
                  guint               row,
                  guint               column)
{
  const char *cell = nrn_csv_table_get_cell (table, row, column);
  g_autofree char *shown_cell = nrn_csv_shorten (cell);
  g_autofree char *shown_column = nrn_csv_shorten (table->columns[column]);
  double number;

  if (*cell == '\0')
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: the cell is empty; it must be a number."),
                 table->name, table->lines[row], shown_column);
  else if (is_infinite_or_nan (cell))
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: “%s” is not allowed; it must be a finite number."),
                 table->name, table->lines[row], shown_column, shown_cell);
  else if (nrn_csv_read_number (cell, &number))
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: “%s” is too large; numbers go up to 3.4e38."),
                 table->name, table->lines[row], shown_column, shown_cell);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: “%s” is not a number; write numbers such as 3.5, "
                   "with a point."),
                 table->name, table->lines[row], shown_column, shown_cell);
}

/**
 * nrn_csv_table_read_numbers:
 * @table: a table
 * @n: number of columns to read
 * @columns: (array length=n): their indices
 * @error: return location
 *
 * Returns: (transfer full) (nullable): (n_rows, n), row-major and finite, or
 *   %NULL with @error set if a cell is no number
 */
float *
nrn_csv_table_read_numbers (const NrnCsvTable  *table,
                            guint               n,
                            const guint        *columns,
                            GError            **error)
{
  g_autofree float *values = g_new (float, (gsize) table->n_rows * n);
  gsize k = 0;

  for (guint row = 0; row < table->n_rows; row++)
    {
      for (guint j = 0; j < n; j++, k++)
        {
          double number;

          if (!nrn_csv_read_number (nrn_csv_table_get_cell (table, row, columns[j]), &number) ||
              !isfinite ((float) number))
            {
              set_number_error (error, table, row, columns[j]);
              return NULL;
            }
          values[k] = (float) number;
        }
    }

  return g_steal_pointer (&values);
}
