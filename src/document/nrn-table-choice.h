/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a student chooses when a table is imported, in words and as a data
 * source.
 */

#pragma once

#include "nrn-csv-survey.h"
#include "nrn-data-source.h"

G_BEGIN_DECLS

/**
 * NrnRole:
 * @NRN_ROLE_FEATURE: goes in, a number
 * @NRN_ROLE_LABEL: the class that shall come out; one column only
 * @NRN_ROLE_TARGET: a number that shall come out
 * @NRN_ROLE_IGNORE: is not used
 *
 * What a column is for.
 */
typedef enum
{
  NRN_ROLE_FEATURE,
  NRN_ROLE_LABEL,
  NRN_ROLE_TARGET,
  NRN_ROLE_IGNORE,
} NrnRole;

/**
 * NrnTableChoice:
 * @survey: the table
 * @roles: (array): one for each of its columns
 * @class_names: (nullable) (array zero-terminated=1): what to call the
 *   classes; %NULL for what is in the table
 * @options: the rest
 *
 * Plain data, all borrowed.
 */
typedef struct
{
  const NrnCsvSurvey *survey;
  const NrnRole      *roles;
  const char *const  *class_names;
  NrnCsvOptions       options;
} NrnTableChoice;

NrnRole        *nrn_table_guess_roles      (const NrnCsvSurvey    *survey);
char           *nrn_table_describe_column  (const NrnCsvColumn    *column);
NrnDataSource  *nrn_table_choice_to_source (const NrnTableChoice  *choice,
                                            const char            *path,
                                            const char            *name,
                                            const char            *text,
                                            GError               **error);
char           *nrn_table_choice_summarize (const NrnTableChoice  *choice,
                                            const NrnDataset      *dataset,
                                            const NrnCsvCounts    *counts);
char          **nrn_table_choice_warn      (const NrnTableChoice  *choice,
                                            const NrnDataset      *dataset);

G_END_DECLS
