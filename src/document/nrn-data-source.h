/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the rows of an experiment come from.
 */

#pragma once

#include "nrn-csv.h"
#include "nrn-generator.h"

G_BEGIN_DECLS

/**
 * NrnDataSource:
 *
 * A generator with its numbers and its seed, or a table, which is a CSV file
 * or a text in its format, with what of it is used, such as rows that were
 * changed by hand; and what features, targets and classes are called, where that
 * is not what the rows call them. A value, atomically ref-counted, whose parts
 * never change. Any thread.
 */
typedef struct _NrnDataSource NrnDataSource;

NrnDataSource      *nrn_data_source_new_generator (const NrnGenerator   *generator,
                                                   const double         *values,
                                                   guint32               seed);
NrnDataSource      *nrn_data_source_new_csv       (const char           *path,
                                                   const char *const    *features,
                                                   const char *const    *targets);
NrnDataSource      *nrn_data_source_new_table     (const char           *path,
                                                   const char           *name,
                                                   const char           *text,
                                                   const NrnCsvSelection *selection);
NrnDataSource      *nrn_data_source_new_by_hand   (const char           *name,
                                                   const NrnDataset     *dataset);
NrnDataSource      *nrn_data_source_as_by_hand    (const NrnDataSource  *source);
NrnDataSource      *nrn_data_source_with_sample_weight
                                                  (const NrnDataSource  *source,
                                                   const char           *column);
NrnDataSource      *nrn_data_source_with_values   (const NrnDataSource  *source,
                                                   const double         *values,
                                                   guint32               seed);
NrnDataSource      *nrn_data_source_with_names    (const NrnDataSource  *source,
                                                   NrnNames              sort,
                                                   const char *const    *names);
NrnDataSource      *nrn_data_source_ref           (const NrnDataSource  *source);
void                nrn_data_source_unref         (NrnDataSource        *source);

const NrnGenerator *nrn_data_source_get_generator (const NrnDataSource  *source);
const double       *nrn_data_source_get_values    (const NrnDataSource  *source);
guint32             nrn_data_source_get_seed      (const NrnDataSource  *source);
const char         *nrn_data_source_get_path      (const NrnDataSource  *source);
const char         *nrn_data_source_get_name      (const NrnDataSource  *source);
const char         *nrn_data_source_get_text      (const NrnDataSource  *source);
const NrnCsvSelection
                   *nrn_data_source_get_selection (const NrnDataSource  *source);
const char *const  *nrn_data_source_get_features  (const NrnDataSource  *source);
const char *const  *nrn_data_source_get_targets   (const NrnDataSource  *source);
const char         *nrn_data_source_get_sample_weight
                                                  (const NrnDataSource  *source);
gboolean            nrn_data_source_is_by_hand    (const NrnDataSource  *source);
gboolean            nrn_data_source_equal         (const NrnDataSource  *a,
                                                   const NrnDataSource  *b);
const char *const  *nrn_data_source_get_names     (const NrnDataSource  *source,
                                                   NrnNames              sort);
gboolean            nrn_data_source_has_rows_of   (const NrnDataSource  *source,
                                                   const NrnDataSource  *other);
NrnDataset         *nrn_data_source_load_rows     (const NrnDataSource  *source,
                                                   GError              **error);
NrnDataset         *nrn_data_source_name_rows     (const NrnDataSource  *source,
                                                   const NrnDataset     *rows,
                                                   GError              **error);
NrnDataset         *nrn_data_source_load          (const NrnDataSource  *source,
                                                   GError              **error);
NrnDataset         *nrn_data_source_read_table    (const NrnDataSource  *source,
                                                   const NrnCsvTable    *table,
                                                   NrnCsvCounts         *counts,
                                                   NrnCsvProgressFunc    progress,
                                                   gpointer              user_data,
                                                   GError              **error);
NrnDataset         *nrn_data_source_read          (const NrnDataSource  *source,
                                                   NrnCsvProgressFunc    progress,
                                                   gpointer              user_data,
                                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnDataSource, nrn_data_source_unref)

G_END_DECLS
