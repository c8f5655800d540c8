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
                  const NrnCsvRows  *rows,
                  guint              column)
{
  guint n_numbers = 0;

  for (guint i = 0; i < rows->n; i++)
    {
      double number;

      n_numbers += nrn_csv_read_number (nrn_csv_get_cell (table, nrn_csv_rows_get (rows, i), column),
                                        table->format.decimal, &number);
    }

  return n_numbers > rows->n / 2;
}

/* Returns how many classes there are if the numbers can be class numbers,
 * else 0. */
static guint
count_number_classes (guint        n_rows,
                      const float *values)
{
  float maximum = 0;

  for (guint row = 0; row < n_rows; row++)
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

/* "1.0" and "1" are the same class. */
static int
compare_numbers (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
set_too_many_error (const NrnCsvTable  *table,
                    guint               column,
                    GError            **error)
{
  g_autofree char *shown_column = nrn_error_quote (table->columns[column]);

  g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
               _("“%s”, column “%s” has more than %d different labels; choose a column "
                 "with fewer, or one of numbers."),
               table->name, shown_column, NRN_CSV_MAX_CLASSES);
}

/* Each different number is a class, in their order. */
static gboolean
number_classes (const NrnCsvTable  *table,
                guint               column,
                guint               n_rows,
                float              *values,
                char             ***class_names,
                GError            **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_double_hash, g_double_equal);
  g_autoptr (GArray) numbers = g_array_sized_new (FALSE, FALSE, sizeof (double), NRN_CSV_MAX_CLASSES);

  for (guint row = 0; row < n_rows; row++)
    {
      double number = values[row] == 0 ? 0 : values[row];   /* not −0 */

      if (g_hash_table_contains (seen, &number))
        continue;
      if (numbers->len == NRN_CSV_MAX_CLASSES)
        {
          set_too_many_error (table, column, error);
          return FALSE;
        }
      g_array_append_val (numbers, number);
      g_hash_table_add (seen, &g_array_index (numbers, double, numbers->len - 1));
    }

  g_hash_table_remove_all (seen);
  g_array_sort (numbers, compare_numbers);
  *class_names = g_new0 (char *, numbers->len + 1);
  for (guint i = 0; i < numbers->len; i++)
    {
      g_autoptr (GString) name = g_string_new (NULL);

      nrn_csv_append_number (name, (float) g_array_index (numbers, double, i));
      (*class_names)[i] = g_strdup (name->str);
      g_hash_table_insert (seen, &g_array_index (numbers, double, i), GUINT_TO_POINTER (i));
    }
  for (guint row = 0; row < n_rows; row++)
    {
      double number = values[row] == 0 ? 0 : values[row];

      values[row] = (float) GPOINTER_TO_UINT (g_hash_table_lookup (seen, &number));
    }

  return TRUE;
}

/* Returns the different cells of a column in the order of their code
 * points, or NULL with @error set. */
static char **
list_text_classes (const NrnCsvTable  *table,
                   const NrnCsvRows   *rows,
                   guint               column,
                   GError            **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->n; i++)
    {
      guint row = nrn_csv_rows_get (rows, i);
      const char *cell = nrn_csv_get_cell (table, row, column);

      if (g_hash_table_contains (seen, cell))
        continue;
      if (nrn_csv_is_missing (cell))
        {
          g_autofree char *shown_column = nrn_error_quote (table->columns[column]);

          if (*cell == '\0')
            g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                         _("“%s”, line %u, column “%s”: the cell is empty; it must be a label."),
                         table->name, table->lines[row], shown_column);
          else
            g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                         _("“%s”, line %u, column “%s”: “%s” means that there is no value; it must "
                           "be a label."),
                         table->name, table->lines[row], shown_column, cell);
          return NULL;
        }
      g_hash_table_add (seen, (char *) cell);
      g_ptr_array_add (names, g_strdup (cell));
      if (names->len > NRN_CSV_MAX_CLASSES)
        {
          set_too_many_error (table, column, error);
          return NULL;
        }
    }

  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_steal (names, NULL);
}

static float *
read_labels (const NrnCsvTable *table,
             const NrnCsvRows  *rows,
             guint              column,
             char             **class_names)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);
  float *labels = g_new (float, rows->n);

  for (guint i = 0; class_names[i] != NULL; i++)
    g_hash_table_insert (numbers, class_names[i], GUINT_TO_POINTER (i));

  for (guint i = 0; i < rows->n; i++)
    {
      const char *cell = nrn_csv_get_cell (table, nrn_csv_rows_get (rows, i), column);

      labels[i] = (float) GPOINTER_TO_UINT (g_hash_table_lookup (numbers, cell));
    }

  return labels;
}

static float *
read_numbers (const NrnCsvTable   *table,
              const NrnCsvRows    *rows,
              guint                column,
              NrnCsvTargets        targets,
              char              ***class_names,
              GError             **error)
{
  static const NrnCsvReport nobody;
  g_autofree float *values = nrn_csv_table_read_numbers (table, rows, 1, &column, NULL, &nobody,
                                                         error);
  guint n_classes;

  if (values == NULL)
    return NULL;

  if (targets == NRN_CSV_TARGETS_CLASSES &&
      !number_classes (table, column, rows->n, values, class_names, error))
    return NULL;
  if (targets == NRN_CSV_TARGETS_DETECT)
    {
      n_classes = count_number_classes (rows->n, values);
      if (n_classes > 0)
        *class_names = name_number_classes (n_classes);
    }

  return g_steal_pointer (&values);
}

/**
 * nrn_csv_table_read_target:
 * @table: a table
 * @rows: which of its rows
 * @column: index of the only target column
 * @targets: what it holds
 * @class_names: (out) (nullable) (transfer full): the classes, or %NULL where
 *   the column holds values
 * @error: return location
 *
 * Class numbers, class labels or values; see nrn_csv_table_get_dataset().
 *
 * Returns: (transfer full) (nullable): (rows), or %NULL with @error set
 */
float *
nrn_csv_table_read_target (const NrnCsvTable   *table,
                           const NrnCsvRows    *rows,
                           guint                column,
                           NrnCsvTargets        targets,
                           char              ***class_names,
                           GError             **error)
{
  *class_names = NULL;

  if (targets == NRN_CSV_TARGETS_NUMBERS || is_number_column (table, rows, column))
    return read_numbers (table, rows, column, targets, class_names, error);

  *class_names = list_text_classes (table, rows, column, error);
  return *class_names != NULL ? read_labels (table, rows, column, *class_names) : NULL;
}
