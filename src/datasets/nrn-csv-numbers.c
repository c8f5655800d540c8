/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the cells of a CSV file to numbers.
 */

#include "config.h"

#include "nrn-csv-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"

/* So many rows are read between two reports. */
#define ROWS_A_REPORT 16384

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
  return nrn_csv_get_cell (table, row, column);
}

/**
 * nrn_csv_is_missing:
 * @cell: a cell
 *
 * Returns: whether it stands for no value, as spreadsheets, R, pandas and
 *   databases write it
 */
gboolean
nrn_csv_is_missing (const char *cell)
{
  static const char *const words[] = { "na", "nan", "n/a", "#n/a", "null", "?" };

  /* Most cells are told apart by their first byte. */
  if (*cell == '\0')
    return TRUE;
  if (strchr ("nN#?", *cell) == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (cell, words[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Those that a double holds exactly. */
static const double powers_of_ten[] = {
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
};

/* Any number, slowly. */
static gboolean
read_any_number (const char *cell,
                 char        decimal,
                 double     *number)
{
  g_autofree char *text = NULL;
  char *end;

  /* g_ascii_strtod() alone would take hexadecimal numbers and nan, too. */
  if (*cell == '\0' || cell[strspn (cell, decimal == ',' ? "0123456789+-,eE" : "0123456789+-.eE")] != '\0')
    return FALSE;

  text = decimal == ',' ? g_strdelimit (g_strdup (cell), ",", '.') : NULL;
  *number = g_ascii_strtod (text != NULL ? text : cell, &end);

  return *end == '\0';
}

/* Adds the exponent that ends a cell; FALSE for what is not simple. */
static inline gboolean
read_exponent (const char *text,
               int        *exponent)
{
  gboolean is_negative;
  int value = 0;

  if (*text == '\0')
    return TRUE;
  if (*text != 'e' && *text != 'E')
    return FALSE;

  text++;
  is_negative = *text == '-';
  text += *text == '-' || *text == '+';
  if (!g_ascii_isdigit (*text))
    return FALSE;
  for (; g_ascii_isdigit (*text) && value < 100; text++)
    value = 10 * value + (*text - '0');
  *exponent += is_negative ? -value : value;

  return *text == '\0' && ABS (*exponent) < (int) G_N_ELEMENTS (powers_of_ten);
}

/**
 * nrn_csv_read_number:
 * @cell: a cell
 * @decimal: '.' or ','
 * @number: (out): its number, which may be infinite if it is too large
 *
 * A number of up to 15 digits is multiplied with, or divided by, a power of
 * ten up to 10²²: both are exact in a double, so that the result is rounded
 * once, as strtod() would. Source: W. Clinger, “How to read floating point numbers
 * accurately”, 1990.
 *
 * Returns: whether the cell is a number with such a decimal sign
 */
gboolean
nrn_csv_read_number (const char *cell,
                     char        decimal,
                     double     *number)
{
  const char *c = cell;
  gboolean is_negative = *c == '-';
  gint64 digits = 0;
  guint n_digits = 0;
  int exponent = 0;

  c += *c == '-' || *c == '+';
  for (; g_ascii_isdigit (*c); c++, n_digits++)
    digits = n_digits < 15 ? 10 * digits + (*c - '0') : digits;
  if (*c == decimal)
    {
      for (c++; g_ascii_isdigit (*c); c++, n_digits++, exponent--)
        digits = n_digits < 15 ? 10 * digits + (*c - '0') : digits;
    }
  if (n_digits == 0 || n_digits > 15 || !read_exponent (c, &exponent))
    return read_any_number (cell, decimal, number);

  *number = exponent < 0 ? (double) digits / powers_of_ten[-exponent]
                         : (double) digits * powers_of_ten[exponent];
  *number = is_negative ? -*number : *number;

  return TRUE;
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
  const char *cell = nrn_csv_get_cell (table, row, column);
  g_autofree char *shown_cell = nrn_error_quote (cell);
  g_autofree char *shown_column = nrn_error_quote (table->columns[column]);
  char decimal = table->format.decimal;
  double number;

  if (*cell == '\0')
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: the cell is empty; it must be a number."),
                 table->name, table->lines[row], shown_column);
  else if (is_infinite_or_nan (cell))
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: “%s” is not allowed; it must be a finite number."),
                 table->name, table->lines[row], shown_column, shown_cell);
  else if (nrn_csv_read_number (cell, decimal, &number))
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: “%s” is too large; numbers go up to 3.4e38."),
                 table->name, table->lines[row], shown_column, shown_cell);
  else if (decimal == ',')
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: “%s” is not a number; write numbers such as 3,5, "
                   "with a comma."),
                 table->name, table->lines[row], shown_column, shown_cell);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u, column “%s”: “%s” is not a number; write numbers such as 3.5, "
                   "with a point."),
                 table->name, table->lines[row], shown_column, shown_cell);
}

/* Puts the mean of the others where there is no number. */
static gboolean
fill_with_means (const NrnCsvTable  *table,
                 guint               n_rows,
                 guint               n,
                 const guint        *columns,
                 float              *values,
                 GError            **error)
{
  for (guint j = 0; j < n; j++)
    {
      double sum = 0;
      guint n_present = 0;

      for (gsize i = 0; i < n_rows; i++)
        {
          if (isnan (values[i * n + j]))
            continue;
          sum += values[i * n + j];
          n_present++;
        }
      if (n_present == 0)
        {
          g_autofree char *column = nrn_error_quote (table->columns[columns[j]]);

          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("“%s”: the column “%s” has no values, so there is no mean; leave the "
                         "column out."), table->name, column);
          return FALSE;
        }
      for (gsize i = 0; i < n_rows && n_present < n_rows; i++)
        {
          if (isnan (values[i * n + j]))
            values[i * n + j] = (float) (sum / n_present);
        }
    }

  return TRUE;
}

/* Returns whether the cells of a row could be read. */
static inline gboolean
read_row (const NrnCsvTable  *table,
          guint               row,
          guint               n,
          const guint        *columns,
          float              *values,
          guint              *n_filled,
          GError            **error)
{
  for (guint j = 0; j < n; j++)
    {
      const char *cell = nrn_csv_get_cell (table, row, columns[j]);
      double number;

      if (nrn_csv_read_number (cell, table->format.decimal, &number) && isfinite ((float) number))
        {
          values[j] = (float) number;
        }
      else if (n_filled != NULL && nrn_csv_is_missing (cell))
        {
          values[j] = NAN;
          (*n_filled)++;
        }
      else
        {
          set_number_error (error, table, row, columns[j]);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * nrn_csv_table_read_numbers:
 * @table: a table
 * @rows: which of its rows
 * @n: number of columns to read
 * @columns: (array length=n): their indices
 * @n_filled: (out) (nullable): how many missing values became the mean of
 *   their column; %NULL to refuse them
 * @report: who is told how far it is
 * @error: return location
 *
 * Returns: (transfer full) (nullable): (rows, n), row-major and finite, or
 *   %NULL with @error set if a cell is no number
 */
float *
nrn_csv_table_read_numbers (const NrnCsvTable   *table,
                            const NrnCsvRows    *rows,
                            guint                n,
                            const guint         *columns,
                            guint               *n_filled,
                            const NrnCsvReport  *report,
                            GError             **error)
{
  g_autofree float *values = g_new (float, (gsize) rows->n * n + 1);

  if (n_filled != NULL)
    *n_filled = 0;
  for (guint i = 0; i < rows->n; i++)
    {
      if (!read_row (table, nrn_csv_rows_get (rows, i), n, columns, values + (gsize) i * n, n_filled,
                     error))
        return NULL;
      if (i % ROWS_A_REPORT == 0 && !nrn_csv_report (report, (double) i / rows->n, error))
        return NULL;
    }
  if (n_filled != NULL && *n_filled > 0 &&
      !fill_with_means (table, rows->n, n, columns, values, error))
    return NULL;

  return g_steal_pointer (&values);
}
