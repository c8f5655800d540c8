/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the columns of a CSV file hold.
 */

#pragma once

#include "nrn-csv.h"

G_BEGIN_DECLS

/* Different cells of a column are counted up to here, and listed up to there. */
#define NRN_CSV_MAX_COUNTED 1000
#define NRN_CSV_MAX_LISTED  20

/**
 * NrnCsvColumn:
 * @n_missing: cells without a value
 * @n_numbers: cells that are numbers
 * @n_texts: all others
 * @n_different: how many different values there are; NRN_CSV_MAX_COUNTED + 1
 *   for more
 * @values: (nullable) (array zero-terminated=1): the different values, in the
 *   order of their code points, or of the numbers; %NULL if there are more
 *   than NRN_CSV_MAX_LISTED
 */
typedef struct
{
  guint  n_missing;
  guint  n_numbers;
  guint  n_texts;
  guint  n_different;
  char **values;
} NrnCsvColumn;

/**
 * NrnCsvSurvey:
 *
 * A table with what is known of its columns. An immutable value, atomically
 * ref-counted. Any thread.
 */
typedef struct _NrnCsvSurvey NrnCsvSurvey;

NrnCsvSurvey       *nrn_csv_survey_new_take    (NrnCsvTable         *table,
                                                NrnCsvProgressFunc   progress,
                                                gpointer             user_data,
                                                GError             **error);
NrnCsvSurvey       *nrn_csv_survey_ref         (NrnCsvSurvey        *survey);
void                nrn_csv_survey_unref       (NrnCsvSurvey        *survey);
const NrnCsvTable  *nrn_csv_survey_get_table   (const NrnCsvSurvey  *survey);
guint               nrn_csv_survey_get_n       (const NrnCsvSurvey  *survey);
const NrnCsvColumn *nrn_csv_survey_get_column  (const NrnCsvSurvey  *survey,
                                                guint                column);
gboolean            nrn_csv_column_is_number   (const NrnCsvColumn  *column);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCsvSurvey, nrn_csv_survey_unref)

G_END_DECLS
