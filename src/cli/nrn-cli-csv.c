/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The options that say how a CSV file is read.
 */

#include "config.h"

#include "nrn-cli-csv.h"

#include "nrn-cli.h"
#include "nrn-error.h"

void
nrn_cli_csv_clear (NrnCliCsvOptions *options)
{
  g_free (options->separator);
  g_free (options->decimal);
  g_free (options->missing);
  g_free (options->rows);
}

/**
 * nrn_cli_csv_check:
 * @options: the options
 * @has_data: whether --data names a file
 * @error: return location
 *
 * Returns: whether they make sense together
 */
gboolean
nrn_cli_csv_check (const NrnCliCsvOptions  *options,
                   gboolean                 has_data,
                   GError                 **error)
{
  const char *sentence = NULL;

  if (!has_data && (options->separator != NULL || options->decimal != NULL || options->header ||
                    options->no_header || options->missing != NULL || options->rows != NULL ||
                    options->random_rows))
    sentence = _("--separator, --decimal, --header, --no-header, --missing, --rows and "
                 "--random-rows are about a CSV file; give it with --data FILE.csv.");
  else if (options->header && options->no_header)
    sentence = _("--header and --no-header contradict one another; leave one away.");
  else if (options->random_rows && options->rows == NULL)
    sentence = _("--random-rows needs to know how many; write --rows N.");

  if (sentence != NULL)
    g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, sentence);

  return sentence == NULL;
}

/**
 * nrn_cli_csv_get:
 * @options: the options
 * @csv: (inout): what they say is filled in; all zero before
 * @error: return location
 *
 * Returns: whether they were understood
 */
gboolean
nrn_cli_csv_get (const NrnCliCsvOptions  *options,
                 NrnCsvOptions           *csv,
                 GError                 **error)
{
  if (options->separator != NULL &&
      !nrn_csv_separator_parse (options->separator, &csv->format.separator, error))
    return FALSE;
  if (options->decimal != NULL &&
      !nrn_csv_decimal_parse (options->decimal, &csv->format.decimal, error))
    return FALSE;
  if (options->header || options->no_header)
    csv->format.header = options->header ? NRN_CSV_HEADER_YES : NRN_CSV_HEADER_NO;
  if (options->missing != NULL && !nrn_csv_missing_parse (options->missing, &csv->missing, error))
    return FALSE;
  csv->random_rows = options->random_rows;

  return options->rows == NULL ||
         nrn_cli_get_uint ("--rows", options->rows, 1, G_MAXUINT32, &csv->n_rows, error);
}
