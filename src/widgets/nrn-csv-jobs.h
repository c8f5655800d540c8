/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What takes long while a table is imported, on threads of their own.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-table-choice.h"

G_BEGIN_DECLS

/**
 * NrnCsvJob:
 *
 * Reading a table, or its rows. Atomically ref-counted: the thread and
 * whoever waits hold one each.
 */
typedef struct _NrnCsvJob NrnCsvJob;

/**
 * NrnCsvRowsRead:
 * @source: (owned): the rows that were chosen, kept in it
 * @dataset: (owned): those rows
 * @labels: (owned) (nullable) (array zero-terminated=1): the classes as they are in the table
 * @counts: what became of missing values
 */
typedef struct
{
  NrnDataSource *source;
  NrnDataset    *dataset;
  char         **labels;
  NrnCsvCounts   counts;
} NrnCsvRowsRead;

NrnCsvJob      *nrn_csv_job_read_table  (const char             *path,
                                         const char             *name,
                                         const char             *text,
                                         const NrnCsvFormat     *format,
                                         GObject                *owner,
                                         GAsyncReadyCallback     callback);
NrnCsvJob      *nrn_csv_job_read_rows   (NrnCsvSurvey           *survey,
                                         NrnDataSource          *source,
                                         GHashTable             *renames,
                                         GObject                *owner,
                                         GAsyncReadyCallback     callback);
void            nrn_csv_job_stop        (NrnCsvJob              *job);
double          nrn_csv_job_get_done    (NrnCsvJob              *job);
gboolean        nrn_csv_job_is_of       (NrnCsvJob              *job,
                                         GAsyncResult           *result);
NrnCsvSurvey   *nrn_csv_job_take_survey (GAsyncResult           *result,
                                         GError                **error);
NrnCsvRowsRead *nrn_csv_job_take_rows   (GAsyncResult           *result,
                                         GError                **error);
void            nrn_csv_rows_read_free  (NrnCsvRowsRead         *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCsvJob, nrn_csv_job_stop)

G_END_DECLS
