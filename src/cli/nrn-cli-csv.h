/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The options that say how a CSV file is read.
 */

#pragma once

#include <glib/gi18n-lib.h>

#include "nrn-csv-options.h"

G_BEGIN_DECLS

/**
 * NrnCliCsvOptions:
 *
 * The options as they were given; %NULL or 0 where they were not. The
 * fields are called as the options are.
 */
typedef struct
{
  char    *separator;
  char    *decimal;
  gboolean header;
  gboolean no_header;
  char    *missing;
  char    *rows;
  gboolean random_rows;
} NrnCliCsvOptions;

/* Entries for nrn_cli_parse(). */

#define NRN_CLI_CSV_FORMAT_ENTRIES(csv)                                                           \
  { "separator", 0, 0, G_OPTION_ARG_STRING, &(csv)->separator,                                    \
    N_("What is between the cells of the CSV file: “,”, “;”, “|”, tab or space (detected)"),      \
    "SIGN" },                                                                                     \
  { "decimal", 0, 0, G_OPTION_ARG_STRING, &(csv)->decimal,                                        \
    N_("The decimal sign of its numbers: “.” or “,” (detected)"), "SIGN" },                       \
  { "header", 0, 0, G_OPTION_ARG_NONE, &(csv)->header,                                            \
    N_("Its first row names the columns (detected)"), NULL },                                     \
  { "no-header", 0, 0, G_OPTION_ARG_NONE, &(csv)->no_header,                                      \
    N_("Its first row is data; the columns are called “column 1” …"), NULL }

#define NRN_CLI_CSV_MISSING_ENTRY(csv)                                                            \
  { "missing", 0, 0, G_OPTION_ARG_STRING, &(csv)->missing,                                        \
    N_("What happens to rows with missing values (refuse)"), "drop|mean|refuse" }

#define NRN_CLI_CSV_ROWS_ENTRIES(csv)                                                             \
  { "rows", 0, 0, G_OPTION_ARG_STRING, &(csv)->rows,                                              \
    N_("Use so many of its rows, the first ones (all)"), "N" },                                   \
  { "random-rows", 0, 0, G_OPTION_ARG_NONE, &(csv)->random_rows,                                  \
    N_("Choose those rows by chance, fixed by --seed"), NULL }

void     nrn_cli_csv_clear (NrnCliCsvOptions        *options);
gboolean nrn_cli_csv_check (const NrnCliCsvOptions  *options,
                            gboolean                 has_data,
                            GError                 **error);
gboolean nrn_cli_csv_get   (const NrnCliCsvOptions  *options,
                            NrnCsvOptions           *csv,
                            GError                 **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NrnCliCsvOptions, nrn_cli_csv_clear)

G_END_DECLS
