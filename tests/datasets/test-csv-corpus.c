/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Awkward CSV files: each file in the folder "csv" has a neighbour that says
 * what is expected of it, written by hand.
 *
 * Its first line says what is detected: the separator, the decimal sign and
 * whether there is a header. Then come the names of the columns and the rows,
 * or a sentence instead of all that. After "--- drop", "mean" or "refuse"
 * stand the numbers and the label of each row where missing values are treated
 * so, or a sentence; "classes" refuses them, too, and takes the last column as
 * classes.
 */

#include "nrn-csv.h"

#include <string.h>

#include "nrn-error.h"

static char *folder;

/* On one line. */
static void
append_cell (GString    *text,
             const char *cell)
{
  for (const char *c = cell; *c != '\0'; c++)
    {
      if (*c == '\n')
        g_string_append (text, "\\n");
      else if (*c == '\r')
        g_string_append (text, "\\r");
      else
        g_string_append_c (text, *c);
    }
}

static void
print_table (GString           *text,
             const NrnCsvTable *table)
{
  const NrnCsvFormat *format = nrn_csv_table_get_format (table);
  const char *const *columns = nrn_csv_table_get_columns (table);

  g_string_append_printf (text, "%s %c %s\n", nrn_csv_separator_to_text (format->separator),
                          format->decimal, format->header == NRN_CSV_HEADER_YES ? "yes" : "no");
  for (guint j = 0; columns[j] != NULL; j++)
    g_string_append_printf (text, j > 0 ? " ¦ %s" : "%s", columns[j]);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < nrn_csv_table_get_n_rows (table); i++)
    {
      for (guint j = 0; columns[j] != NULL; j++)
        {
          g_string_append (text, j > 0 ? " ¦ " : "");
          append_cell (text, nrn_csv_table_get_cell (table, i, j));
        }
      g_string_append_c (text, '\n');
    }
}

static void
print_dataset (GString          *text,
               const NrnDataset *dataset)
{
  const char *const *class_names = nrn_dataset_get_class_names (dataset);
  guint n = nrn_dataset_get_n_features (dataset);

  for (guint i = 0; i < nrn_dataset_get_n_rows (dataset); i++)
    {
      float target = nrn_dataset_get_targets (dataset)[i];

      for (guint j = 0; j < n; j++)
        {
          nrn_csv_append_number (text, nrn_dataset_get_features (dataset)[i * n + j]);
          g_string_append_c (text, ' ');
        }
      g_string_append (text, "-> ");
      if (class_names != NULL)
        g_string_append (text, class_names[(guint) target]);
      else
        nrn_csv_append_number (text, target);
      g_string_append_c (text, '\n');
    }
}

/* The last column from all others. */
static void
print_rows (GString           *text,
            const NrnCsvTable *table,
            const char        *how)
{
  const char *const *columns = nrn_csv_table_get_columns (table);
  const char *targets[] = { columns[g_strv_length ((char **) columns) - 1], NULL };
  gboolean are_classes = g_str_equal (how, "classes");
  NrnCsvOptions options = { .targets = are_classes ? NRN_CSV_TARGETS_CLASSES
                                                   : NRN_CSV_TARGETS_DETECT };
  const NrnCsvSelection selection = { .targets = targets, .options = &options };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = NULL;

  g_assert_true (are_classes || nrn_csv_missing_parse (how, &options.missing, NULL));
  dataset = nrn_csv_table_get_dataset (table, &selection, NULL, NULL, NULL, &error);
  g_string_append_printf (text, "--- %s\n", how);
  if (dataset != NULL)
    print_dataset (text, dataset);
  else
    g_string_append_printf (text, "error: %s\n", error->message);
}

static void
reads_as_expected (gconstpointer user_data)
{
  const char *name = user_data;
  g_autofree char *path = g_strconcat (folder, G_DIR_SEPARATOR_S, name, ".csv", NULL);
  g_autofree char *expected_path = g_strconcat (folder, G_DIR_SEPARATOR_S, name, ".expected", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnCsvTable) table = nrn_csv_table_load (path, NULL, NULL, NULL, &error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *expected = NULL;

  g_assert_true (g_file_get_contents (expected_path, &expected, NULL, NULL));
  if (table == NULL)
    {
      g_assert_error (error, NRN_ERROR, NRN_ERROR_PARSE);
      g_string_append_printf (text, "error: %s\n", error->message);
    }
  else
    {
      g_auto (GStrv) lines = g_strsplit (expected, "\n", -1);

      print_table (text, table);
      for (guint i = 0; lines[i] != NULL; i++)
        {
          if (g_str_has_prefix (lines[i], "--- "))
            print_rows (text, table, lines[i] + 4);
        }
    }

  g_assert_cmpstr (text->str, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *file;

  g_test_init (&argc, &argv, NULL);

  folder = g_test_build_filename (G_TEST_DIST, "datasets", "csv", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (file, ".csv"))
        g_ptr_array_add (names, g_strndup (file, strlen (file) - 4));
    }
  g_assert_cmpuint (names->len, >=, 40);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *path = g_strconcat ("/datasets/csv-corpus/", name, NULL);

      g_test_add_data_func (path, name, reads_as_expected);
    }

  return g_test_run ();
}
