/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a table of CSV cells is made of.
 */

#pragma once

#include <string.h>

#include "nrn-csv.h"

G_BEGIN_DECLS

/* A million rows of a hundred columns is more than anyone trains in a
 * window; a hostile file must not fill the memory. */
#define NRN_CSV_MAX_BYTES   (1024 * 1024 * 1024)
#define NRN_CSV_MAX_CELLS   100000000
#define NRN_CSV_MAX_CLASSES 1000

struct _NrnCsvTable
{
  guint        n_rows;
  guint        n_columns;
  guint        stride;      /* at least n_columns */
  NrnCsvFormat format;      /* nothing left to detect */

  const char  *text;        /* in buffer */

  /* Owned */
  char        *name;        /* of the file, for messages */
  char       **columns;     /* n_columns names */
  char        *buffer;      /* the file's text, in which each cell ends with a NUL now */
  guint32     *offsets;     /* (n_rows, stride), of the cells in text */
  guint32     *lines;       /* (n_rows), line of the file on which a row begins */
};

/**
 * NrnCsvRows:
 * @n: how many rows there are
 * @rows: (nullable): their indices in a table; %NULL for all
 */
typedef struct
{
  guint    n;
  guint32 *rows;
} NrnCsvRows;

static inline guint
nrn_csv_rows_get (const NrnCsvRows *rows,
                  guint             i)
{
  return rows->rows != NULL ? rows->rows[i] : i;
}

/**
 * NrnCsvReport:
 * @func: (nullable): as given by the caller
 * @user_data: likewise
 * @base: where the part of the work under way begins, 0 … 1
 * @share: how much of the work it is
 *
 * Who is told how far the work is.
 */
typedef struct
{
  NrnCsvProgressFunc func;
  gpointer           user_data;
  double             base;
  double             share;
} NrnCsvReport;

gboolean    nrn_csv_report             (const NrnCsvReport  *report,
                                        double               done,
                                        GError             **error);

NrnCsvTable *nrn_csv_table_parse_take  (const char          *name,
                                        char                *bytes,
                                        gsize                n_bytes,
                                        const NrnCsvFormat  *format,
                                        const NrnCsvReport  *report,
                                        GError             **error);
char       *nrn_csv_decode             (const char          *name,
                                        char                *bytes,
                                        gsize                n_bytes,
                                        char               **converted,
                                        gsize               *length,
                                        GError             **error);
gboolean    nrn_csv_is_utf_16          (const char          *bytes,
                                        gsize                n_bytes);
void        nrn_csv_collapse           (GString             *collapsed,
                                        const char          *text,
                                        gsize                length);

gboolean    nrn_csv_is_missing         (const char          *cell);
gboolean    nrn_csv_read_number        (const char          *cell,
                                        char                 decimal,
                                        double              *number);
float      *nrn_csv_table_read_numbers (const NrnCsvTable   *table,
                                        const NrnCsvRows    *rows,
                                        guint                n,
                                        const guint         *columns,
                                        guint               *n_filled,
                                        const NrnCsvReport  *report,
                                        GError             **error);
float      *nrn_csv_table_read_target  (const NrnCsvTable   *table,
                                        const NrnCsvRows    *rows,
                                        guint                column,
                                        NrnCsvTargets        targets,
                                        char              ***class_names,
                                        GError             **error);
guint      *nrn_csv_table_find_columns (const NrnCsvTable   *table,
                                        const char *const   *names,
                                        GError             **error);

static inline const char *
nrn_csv_get_cell (const NrnCsvTable *table,
                  guint              row,
                  guint              column)
{
  return table->text + table->offsets[(gsize) row * table->stride + column];
}

G_END_DECLS
