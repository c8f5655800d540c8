/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Data sets from and to CSV files.
 */

#pragma once

#include "nrn-dataset.h"

G_BEGIN_DECLS

/**
 * NrnCsvTable:
 *
 * The cells of a CSV file as text, with a header row. An immutable value
 * that its maker owns.
 */
typedef struct _NrnCsvTable NrnCsvTable;

NrnCsvTable       *nrn_csv_table_load         (const char         *path,
                                               GError            **error);
NrnCsvTable       *nrn_csv_table_parse        (const char         *name,
                                               const char         *text,
                                               gsize               length,
                                               GError            **error);
void               nrn_csv_table_free         (NrnCsvTable        *table);
guint              nrn_csv_table_get_n_rows   (const NrnCsvTable  *table);
const char *const *nrn_csv_table_get_columns  (const NrnCsvTable  *table);

float             *nrn_csv_table_get_features (const NrnCsvTable  *table,
                                               const char *const  *columns,
                                               GError            **error);
NrnDataset        *nrn_csv_table_get_dataset  (const NrnCsvTable  *table,
                                               const char *const  *features,
                                               const char *const  *targets,
                                               GError            **error);
NrnDataset        *nrn_csv_table_weigh        (const NrnCsvTable  *table,
                                               const NrnDataset   *dataset,
                                               const char         *column,
                                               GError            **error);
char              *nrn_csv_from_dataset       (const NrnDataset   *dataset);
void               nrn_csv_append_number      (GString            *csv,
                                               float               value);
void               nrn_csv_append_text        (GString            *csv,
                                               const char         *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCsvTable, nrn_csv_table_free)

G_END_DECLS
