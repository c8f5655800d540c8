/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a CSV file is read, and what of it is used.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnCsvHeader:
 * @NRN_CSV_HEADER_DETECT: what the cells look like decides
 * @NRN_CSV_HEADER_YES: the first row names the columns
 * @NRN_CSV_HEADER_NO: the first row is data; the columns are called
 *   “column 1” …
 */
typedef enum
{
  NRN_CSV_HEADER_DETECT,
  NRN_CSV_HEADER_YES,
  NRN_CSV_HEADER_NO,
} NrnCsvHeader;

/**
 * NrnCsvFormat:
 * @separator: one of NRN_CSV_SEPARATORS; '\0' to detect it. A space stands
 *   for any number of them
 * @decimal: '.' or ','; '\0' to detect it
 * @header: whether the first row names the columns
 *
 * How the bytes are cells and the cells numbers. All zero: detect everything.
 */
typedef struct
{
  char         separator;
  char         decimal;
  NrnCsvHeader header;
} NrnCsvFormat;

#define NRN_CSV_SEPARATORS "\t;|, "

/**
 * NrnCsvMissing:
 * @NRN_CSV_MISSING_REFUSE: a sentence names the first missing value
 * @NRN_CSV_MISSING_DROP: a row with one is left out
 * @NRN_CSV_MISSING_MEAN: the mean of the column's other values takes its
 *   place; a row without a label, target or weight is left out
 *
 * What happens where a chosen column has no value.
 */
typedef enum
{
  NRN_CSV_MISSING_REFUSE,
  NRN_CSV_MISSING_DROP,
  NRN_CSV_MISSING_MEAN,
} NrnCsvMissing;

/**
 * NrnCsvTargets:
 * @NRN_CSV_TARGETS_DETECT: see nrn_csv_table_get_dataset()
 * @NRN_CSV_TARGETS_CLASSES: each different cell is a class
 * @NRN_CSV_TARGETS_NUMBERS: the cells are numbers to be predicted
 */
typedef enum
{
  NRN_CSV_TARGETS_DETECT,
  NRN_CSV_TARGETS_CLASSES,
  NRN_CSV_TARGETS_NUMBERS,
} NrnCsvTargets;

/**
 * NrnCsvOptions:
 * @format: how the file is read
 * @targets: what the target column holds
 * @missing: what happens to missing values
 * @n_rows: so many rows are used at most; 0 for all
 * @random_rows: whether they are chosen by chance; otherwise the first ones
 * @seed: fixes which ones
 *
 * All zero: detect everything, use all rows, refuse missing values.
 */
typedef struct
{
  NrnCsvFormat  format;
  NrnCsvTargets targets;
  NrnCsvMissing missing;
  guint         n_rows;
  gboolean      random_rows;
  guint32       seed;
} NrnCsvOptions;

gboolean    nrn_csv_options_equal     (const NrnCsvOptions  *a,
                                       const NrnCsvOptions  *b);

gboolean    nrn_csv_separator_parse   (const char           *text,
                                       char                 *separator,
                                       GError              **error);
const char *nrn_csv_separator_to_text (char                  separator);
gboolean    nrn_csv_decimal_parse     (const char           *text,
                                       char                 *decimal,
                                       GError              **error);
gboolean    nrn_csv_missing_parse     (const char           *text,
                                       NrnCsvMissing        *missing,
                                       GError              **error);
const char *nrn_csv_missing_to_text   (NrnCsvMissing         missing);
gboolean    nrn_csv_targets_parse     (const char           *text,
                                       NrnCsvTargets        *targets,
                                       GError              **error);
const char *nrn_csv_targets_to_text   (NrnCsvTargets         targets);

void        nrn_csv_format_detect     (NrnCsvFormat         *format,
                                       const char           *text,
                                       gsize                 length);

G_END_DECLS
