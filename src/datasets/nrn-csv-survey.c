/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the columns of a CSV file hold.
 */

#include "config.h"

#include "nrn-csv-survey.h"

#include "nrn-csv-private.h"

struct _NrnCsvSurvey
{
  gatomicrefcount  ref_count;
  NrnCsvTable     *table;       /* owned */
  NrnCsvColumn    *columns;     /* owned; one for each of the table's */
};

static int
compare_texts (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static int
compare_numbers (const void *a,
                 const void *b)
{
  double x = g_ascii_strtod (*(char *const *) a, NULL);
  double y = g_ascii_strtod (*(char *const *) b, NULL);

  return (x > y) - (x < y);
}

/* The different cells, listed; @seen holds them. */
static char **
list_values (GHashTable         *seen,
             const NrnCsvColumn *column)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  GHashTableIter iterator;
  gpointer cell;

  g_hash_table_iter_init (&iterator, seen);
  while (g_hash_table_iter_next (&iterator, &cell, NULL))
    g_ptr_array_add (values, g_strdup (cell));
  g_ptr_array_sort (values, column->n_texts > 0 ? compare_texts : compare_numbers);
  g_ptr_array_add (values, NULL);

  return (char **) g_ptr_array_steal (values, NULL);
}

static void
survey_column (const NrnCsvTable *table,
               guint              index,
               NrnCsvColumn      *column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < table->n_rows; row++)
    {
      const char *cell = nrn_csv_get_cell (table, row, index);
      double number;

      if (nrn_csv_is_missing (cell))
        {
          column->n_missing++;
          continue;
        }
      if (nrn_csv_read_number (cell, table->format.decimal, &number))
        column->n_numbers++;
      else
        column->n_texts++;
      if (g_hash_table_size (seen) <= NRN_CSV_MAX_COUNTED)
        g_hash_table_add (seen, (char *) cell);
    }

  column->n_different = g_hash_table_size (seen);
  if (column->n_different <= NRN_CSV_MAX_LISTED)
    column->values = list_values (seen, column);
}

/**
 * nrn_csv_survey_new_take:
 * @table: (transfer full): a table
 * @progress: (nullable): is called now and then, from 0 to 1
 * @user_data: for @progress
 * @error: return location
 *
 * Looks at every cell once.
 *
 * Returns: (transfer full) (nullable): what is in the columns, or %NULL with
 *   @error set if @progress wanted no more
 */
NrnCsvSurvey *
nrn_csv_survey_new_take (NrnCsvTable         *table,
                         NrnCsvProgressFunc   progress,
                         gpointer             user_data,
                         GError             **error)
{
  const NrnCsvReport report = { progress, user_data, 0, 1 };
  g_autoptr (NrnCsvSurvey) survey = g_new0 (NrnCsvSurvey, 1);

  g_atomic_ref_count_init (&survey->ref_count);
  survey->table = table;
  survey->columns = g_new0 (NrnCsvColumn, table->n_columns);
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (!nrn_csv_report (&report, (double) i / table->n_columns, error))
        return NULL;
      survey_column (table, i, &survey->columns[i]);
    }

  return g_steal_pointer (&survey);
}

NrnCsvSurvey *
nrn_csv_survey_ref (NrnCsvSurvey *survey)
{
  g_atomic_ref_count_inc (&survey->ref_count);
  return survey;
}

void
nrn_csv_survey_unref (NrnCsvSurvey *survey)
{
  if (!g_atomic_ref_count_dec (&survey->ref_count))
    return;

  for (guint i = 0; i < survey->table->n_columns; i++)
    g_strfreev (survey->columns[i].values);
  g_free (survey->columns);
  nrn_csv_table_free (survey->table);
  g_free (survey);
}

/**
 * nrn_csv_survey_get_table:
 * @survey: a survey
 *
 * Returns: (transfer none): the cells it was made of
 */
const NrnCsvTable *
nrn_csv_survey_get_table (const NrnCsvSurvey *survey)
{
  return survey->table;
}

/**
 * nrn_csv_survey_get_n:
 * @survey: a survey
 *
 * Returns: how many columns there are
 */
guint
nrn_csv_survey_get_n (const NrnCsvSurvey *survey)
{
  return survey->table->n_columns;
}

/**
 * nrn_csv_survey_get_column:
 * @survey: a survey
 * @column: index of a column
 *
 * Returns: (transfer none): what was found in the column
 */
const NrnCsvColumn *
nrn_csv_survey_get_column (const NrnCsvSurvey *survey,
                           guint               column)
{
  g_return_val_if_fail (column < survey->table->n_columns, NULL);

  return &survey->columns[column];
}

/**
 * nrn_csv_column_is_number:
 * @column: what is in a column
 *
 * Returns: whether most of its values are numbers
 */
gboolean
nrn_csv_column_is_number (const NrnCsvColumn *column)
{
  return column->n_numbers > 0 && column->n_numbers > column->n_texts;
}
