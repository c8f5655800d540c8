/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Data sets from and to CSV files.
 */

#pragma once

#include "nrn-csv-options.h"
#include "nrn-dataset.h"

G_BEGIN_DECLS

/**
 * NrnCsvTable:
 *
 * The cells of a CSV file as text, with a name for each column. An immutable
 * value that its maker owns. Any thread.
 */
typedef struct _NrnCsvTable NrnCsvTable;

/**
 * NrnCsvProgressFunc:
 * @done: how much of the work is done, 0 … 1
 * @user_data: as given
 *
 * Called now and then by the thread that reads.
 *
 * Returns: whether to go on; otherwise reading fails with
 *   %NRN_ERROR_CANCELLED
 */
typedef gboolean (*NrnCsvProgressFunc) (double   done,
                                        gpointer user_data);

/**
 * NrnCsvSelection:
 * @features: (nullable) (array zero-terminated=1): columns that go in; %NULL
 *   for all but the others here
 * @targets: (array zero-terminated=1): columns that shall come out, at least
 *   one
 * @sample_weight: (nullable): column that says what each row counts in
 *   training, numbers of at least 0
 * @class_names: (nullable) (array zero-terminated=1): what to call the
 *   classes, in their order; %NULL for what is in the cells
 * @options: which rows, and what happens to missing values
 *
 * What of a table is used, and as what.
 */
typedef struct
{
  const char *const   *features;
  const char *const   *targets;
  const char          *sample_weight;
  const char *const   *class_names;
  const NrnCsvOptions *options;
} NrnCsvSelection;

/**
 * NrnCsvCounts:
 * @n_dropped: rows that were left out because a value is missing
 * @n_filled: missing values whose place the mean of their column took
 */
typedef struct
{
  guint n_dropped;
  guint n_filled;
} NrnCsvCounts;

NrnCsvTable        *nrn_csv_table_load         (const char             *path,
                                                const NrnCsvFormat     *format,
                                                NrnCsvProgressFunc      progress,
                                                gpointer                user_data,
                                                GError                **error);
NrnCsvTable        *nrn_csv_table_parse        (const char             *name,
                                                const char             *text,
                                                gsize                   length,
                                                const NrnCsvFormat     *format,
                                                GError                **error);
void                nrn_csv_table_free         (NrnCsvTable            *table);
guint               nrn_csv_table_get_n_rows   (const NrnCsvTable      *table);
const char *const  *nrn_csv_table_get_columns  (const NrnCsvTable      *table);
const NrnCsvFormat *nrn_csv_table_get_format   (const NrnCsvTable      *table);
const char         *nrn_csv_table_get_cell     (const NrnCsvTable      *table,
                                                guint                   row,
                                                guint                   column);

float              *nrn_csv_table_get_features (const NrnCsvTable      *table,
                                                const char *const      *columns,
                                                GError                **error);
NrnDataset         *nrn_csv_table_get_dataset  (const NrnCsvTable      *table,
                                                const NrnCsvSelection  *selection,
                                                NrnCsvCounts           *counts,
                                                NrnCsvProgressFunc      progress,
                                                gpointer                user_data,
                                                GError                **error);
char               *nrn_csv_from_dataset       (const NrnDataset       *dataset);
void                nrn_csv_append_number      (GString                *csv,
                                                float                   value);
void                nrn_csv_append_text        (GString                *csv,
                                                const char             *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCsvTable, nrn_csv_table_free)

G_END_DECLS
