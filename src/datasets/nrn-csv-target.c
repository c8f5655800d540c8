/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From a column of a CSV file to class labels or values.
 */

#include "config.h"

#include "nrn-csv-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

/* Most cells are numbers: then one that is not is a mistake, not a label. */
static gboolean
is_number_column (const NrnCsvTable *table,
                  guint              column)
{
  guint n_numbers = 0;

  for (guint row = 0; row < table->n_rows; row++)
    {
      double number;

      n_numbers += nrn_csv_read_number (nrn_csv_table_get_cell (table, row, column), &number);
    }

  return n_numbers > table->n_rows / 2;
}

/* Returns how many classes there are if the numbers can be class numbers,
 * else 0. */
static guint
count_number_classes (const NrnCsvTable *table,
                      const float       *values)
{
  float maximum = 0;

  for (guint row = 0; row < table->n_rows; row++)
    {
      if (values[row] < 0 || values[row] >= NRN_CSV_MAX_CLASSES ||
          values[row] != floorf (values[row]))
        return 0;
      maximum = MAX (maximum, values[row]);
    }

  return (guint) maximum + 1;
}

static char **
name_number_classes (guint n_classes)
{
  char **names = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);

  return names;
}

static int
compare_names (const void *a,
               const void *b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Returns the different cells of a column in the order of their code
 * points, or NULL with @error set. */
static char **
list_text_classes (const NrnCsvTable  *table,
                   guint               column,
                   GError            **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *shown_column = nrn_csv_shorten (table->columns[column]);

  for (guint row = 0; row < table->n_rows; row++)
    {
      const char *cell = nrn_csv_table_get_cell (table, row, column);

      if (*cell == '\0')
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                       _("“%s”, line %u, column “%s”: the cell is empty; it must be a label."),
                       table->name, table->lines[row], shown_column);
          return NULL;
        }
      if (g_hash_table_add (seen, (char *) cell))
        g_ptr_array_add (names, g_strdup (cell));
      if (names->len > NRN_CSV_MAX_CLASSES)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                       _("“%s”, column “%s” has more than %d different labels; choose a column "
                         "with fewer, or one of numbers."),
                       table->name, shown_column, NRN_CSV_MAX_CLASSES);
          return NULL;
        }
    }

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

static float *
read_labels (const NrnCsvTable *table,
             guint              column,
             char             **class_names)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  float *labels = g_new (float, table->n_rows);

  for (guint i = 0; class_names[i] != NULL; i++)
    g_hash_table_insert (numbers, class_names[i], GUINT_TO_POINTER (i));

  for (guint row = 0; row < table->n_rows; row++)
    {
      const char *cell = nrn_csv_table_get_cell (table, row, column);

      labels[row] = (float) GPOINTER_TO_UINT (g_hash_table_lookup (numbers, cell));
    }

  return labels;
}

/**
 * nrn_csv_table_read_target:
 * @table: a table
 * @column: index of the only target column
 * @class_names: (out) (nullable) (transfer full): the classes, or %NULL where
 *   the column holds values
 * @error: return location
 *
 * Class numbers, class labels or values; see nrn_csv_table_get_dataset().
 *
 * Returns: (transfer full) (nullable): (n_rows), or %NULL with @error set
 */
float *
nrn_csv_table_read_target (const NrnCsvTable   *table,
                           guint                column,
                           char              ***class_names,
                           GError             **error)
{
  *class_names = NULL;

  if (is_number_column (table, column))
    {
      float *values = nrn_csv_table_read_numbers (table, 1, &column, error);
      guint n_classes = values != NULL ? count_number_classes (table, values) : 0;

      if (n_classes > 0)
        *class_names = name_number_classes (n_classes);
      return values;
    }

  *class_names = list_text_classes (table, column, error);
  return *class_names != NULL ? read_labels (table, column, *class_names) : NULL;
}
