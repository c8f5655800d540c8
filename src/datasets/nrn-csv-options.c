/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a CSV file is read, and the words for it in files and on the command
 * line.
 */

#include "config.h"

#include "nrn-csv-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"

static const char *const missing_names[] = {
  [NRN_CSV_MISSING_REFUSE] = "refuse",
  [NRN_CSV_MISSING_DROP] = "drop",
  [NRN_CSV_MISSING_MEAN] = "mean",
};

static const char *const targets_names[] = {
  [NRN_CSV_TARGETS_DETECT] = "auto",
  [NRN_CSV_TARGETS_CLASSES] = "classes",
  [NRN_CSV_TARGETS_NUMBERS] = "numbers",
};

/* What a separator is called, and what else is understood. */
static const struct
{
  char        separator;
  const char *name;
  const char *other;
} separators[] = {
  { ',', ",", "comma" },
  { ';', ";", "semicolon" },
  { '|', "|", "pipe" },
  { '\t', "tab", "\t" },
  { ' ', "space", " " },
};

/**
 * nrn_csv_options_equal:
 * @a: options
 * @b: options
 *
 * Returns: whether both give the same rows of a file
 */
gboolean
nrn_csv_options_equal (const NrnCsvOptions *a,
                       const NrnCsvOptions *b)
{
  return a->format.separator == b->format.separator && a->format.decimal == b->format.decimal &&
         a->format.header == b->format.header && a->targets == b->targets &&
         a->missing == b->missing && a->n_rows == b->n_rows &&
         a->random_rows == b->random_rows && (!a->random_rows || a->seed == b->seed);
}

/**
 * nrn_csv_separator_parse:
 * @text: “,”, “;”, “|”, “tab” or “space”
 * @separator: (out): what it is
 * @error: return location
 *
 * Returns: whether @text is one
 */
gboolean
nrn_csv_separator_parse (const char  *text,
                         char        *separator,
                         GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      if (g_ascii_strcasecmp (text, separators[i].name) == 0 ||
          g_ascii_strcasecmp (text, separators[i].other) == 0)
        {
          *separator = separators[i].separator;
          return TRUE;
        }
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("The separator cannot be “%s”; it must be “,”, “;”, “|”, “tab” or “space”."), text);
  return FALSE;
}

/**
 * nrn_csv_separator_to_text:
 * @separator: one of NRN_CSV_SEPARATORS
 *
 * Returns: (transfer none): what nrn_csv_separator_parse() understands
 */
const char *
nrn_csv_separator_to_text (char separator)
{
  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      if (separators[i].separator == separator)
        return separators[i].name;
    }

  return NULL;
}

/**
 * nrn_csv_decimal_parse:
 * @text: “.” or “,”, or “point” or “comma”
 * @decimal: (out): what it is
 * @error: return location
 *
 * Returns: whether @text is one
 */
gboolean
nrn_csv_decimal_parse (const char  *text,
                       char        *decimal,
                       GError     **error)
{
  if (g_str_equal (text, ".") || g_ascii_strcasecmp (text, "point") == 0)
    *decimal = '.';
  else if (g_str_equal (text, ",") || g_ascii_strcasecmp (text, "comma") == 0)
    *decimal = ',';
  else
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("The decimal sign cannot be “%s”; it must be “.” or “,”."), text);
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_csv_missing_parse:
 * @text: “drop”, “mean” or “refuse”
 * @missing: (out): what it is
 * @error: return location
 *
 * Returns: whether @text is one
 */
gboolean
nrn_csv_missing_parse (const char     *text,
                       NrnCsvMissing  *missing,
                       GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (missing_names); i++)
    {
      if (g_ascii_strcasecmp (text, missing_names[i]) == 0)
        {
          *missing = (NrnCsvMissing) i;
          return TRUE;
        }
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("Missing values cannot be treated as “%s”; it must be drop, mean or refuse."), text);
  return FALSE;
}

/**
 * nrn_csv_missing_to_text:
 * @missing: what becomes of missing values
 *
 * Returns: (transfer none): what nrn_csv_missing_parse() takes for it
 */
const char *
nrn_csv_missing_to_text (NrnCsvMissing missing)
{
  return missing_names[missing];
}

/**
 * nrn_csv_targets_parse:
 * @text: “auto”, “classes” or “numbers”
 * @targets: (out): what it is
 * @error: return location
 *
 * Returns: whether @text is one
 */
gboolean
nrn_csv_targets_parse (const char     *text,
                       NrnCsvTargets  *targets,
                       GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (targets_names); i++)
    {
      if (g_ascii_strcasecmp (text, targets_names[i]) == 0)
        {
          *targets = (NrnCsvTargets) i;
          return TRUE;
        }
    }

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("The targets cannot be “%s”; they must be auto, classes or numbers."), text);
  return FALSE;
}

/**
 * nrn_csv_targets_to_text:
 * @targets: what targets are
 *
 * Returns: (transfer none): what nrn_csv_targets_parse() takes for it
 */
const char *
nrn_csv_targets_to_text (NrnCsvTargets targets)
{
  return targets_names[targets];
}
