/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any bytes as a CSV file, read in several ways, and as data to train on.
 */

#include "nrn-fuzz.h"

#include <string.h>

#include "nrn-csv-survey.h"
#include "nrn-csv.h"

static const NrnCsvFormat formats[] = {
  { 0 },
  { ';', ',', NRN_CSV_HEADER_YES },
  { ',', '.', NRN_CSV_HEADER_NO },
  { ' ', '.', NRN_CSV_HEADER_DETECT },
  { '\t', ',', NRN_CSV_HEADER_NO },
};

/* What is written reads back as so many rows of so many columns. */
static void
check_written (const NrnDataset *dataset)
{
  g_autofree char *csv = nrn_csv_from_dataset (dataset);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnCsvTable) table = NULL;
  const NrnCsvFormat format = { ',', '.', NRN_CSV_HEADER_YES };

  table = nrn_csv_table_parse ("written.csv", csv, strlen (csv), &format, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nrn_csv_table_get_n_rows (table), ==, nrn_dataset_get_n_rows (dataset));
}

static void
check_dataset (const NrnCsvTable   *table,
               const NrnCsvOptions *options)
{
  const char *const *columns = nrn_csv_table_get_columns (table);
  const char *targets[] = { columns[g_strv_length ((char **) columns) - 1], NULL };
  const NrnCsvSelection selection = { NULL, targets, NULL, NULL, options };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  NrnCsvCounts counts;

  dataset = nrn_csv_table_get_dataset (table, &selection, &counts, NULL, NULL, &error);
  if (dataset == NULL)
    {
      nrn_fuzz_check_sentence (error);
      return;
    }

  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), >, 0);
  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset) + counts.n_dropped, <=,
                    nrn_csv_table_get_n_rows (table));
  check_written (dataset);
}

/* All cells can be read and shown. */
static void
check_cells (const NrnCsvTable *table)
{
  const char *const *columns = nrn_csv_table_get_columns (table);
  guint n_columns = g_strv_length ((char **) columns);

  g_assert_cmpuint (n_columns, >, 0);
  g_assert_cmpuint (nrn_csv_table_get_n_rows (table), >, 0);
  for (guint j = 0; j < n_columns; j++)
    g_assert_true (g_utf8_validate (columns[j], -1, NULL));
  for (guint i = 0; i < nrn_csv_table_get_n_rows (table); i++)
    {
      for (guint j = 0; j < n_columns; j++)
        g_assert_true (g_utf8_validate (nrn_csv_table_get_cell (table, i, j), -1, NULL));
    }
}

/* Each cell of a column is counted once. */
static void
check_survey (NrnCsvTable *table)
{
  guint n_rows = nrn_csv_table_get_n_rows (table);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnCsvSurvey) survey = nrn_csv_survey_new_take (table, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint j = 0; j < nrn_csv_survey_get_n (survey); j++)
    {
      const NrnCsvColumn *column = nrn_csv_survey_get_column (survey, j);

      g_assert_cmpuint (column->n_missing + column->n_numbers + column->n_texts, ==, n_rows);
    }
}

static void
check_format (const NrnCsvFormat *format,
              const guint8       *data,
              gsize               size)
{
  static const NrnCsvOptions options[] = {
    { .missing = NRN_CSV_MISSING_REFUSE },
    { .missing = NRN_CSV_MISSING_DROP, .targets = NRN_CSV_TARGETS_NUMBERS, .n_rows = 3,
      .random_rows = TRUE },
    { .missing = NRN_CSV_MISSING_MEAN, .targets = NRN_CSV_TARGETS_CLASSES },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnCsvTable) table = NULL;

  table = nrn_csv_table_parse ("input.csv", (const char *) data, size, format, &error);
  if (table == NULL)
    {
      nrn_fuzz_check_sentence (error);
      return;
    }

  check_cells (table);
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    check_dataset (table, &options[i]);
  check_survey (g_steal_pointer (&table));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    check_format (&formats[i], data, size);

  return 0;
}
