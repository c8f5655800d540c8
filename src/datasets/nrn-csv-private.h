/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a table of CSV cells is made of.
 */

#pragma once

#include "nrn-csv.h"

G_BEGIN_DECLS

/* A million rows of a hundred columns is more than anyone trains in a
 * window; a hostile file must not fill the memory. */
#define NRN_CSV_MAX_BYTES   (1024 * 1024 * 1024)
#define NRN_CSV_MAX_CELLS   100000000
#define NRN_CSV_MAX_CLASSES 1000

struct _NrnCsvTable
{
  guint    n_rows;
  guint    n_columns;

  /* Owned */
  char    *name;        /* of the file, for messages */
  char   **columns;     /* n_columns names */
  char    *text;        /* all cells, one after the other, each with a NUL */
  guint32 *offsets;     /* (n_rows, n_columns), into text */
  guint32 *lines;       /* (n_rows), line of the file on which a row begins */
};

const char *nrn_csv_table_get_cell     (const NrnCsvTable   *table,
                                        guint                row,
                                        guint                column);
gboolean    nrn_csv_read_number        (const char          *cell,
                                        double              *number);
float      *nrn_csv_table_read_numbers (const NrnCsvTable   *table,
                                        guint                n,
                                        const guint         *columns,
                                        GError             **error);
float      *nrn_csv_table_read_target  (const NrnCsvTable   *table,
                                        guint                column,
                                        char              ***class_names,
                                        GError             **error);
char       *nrn_csv_shorten            (const char          *text);

G_END_DECLS
