/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * CSV files from data sets.
 */

#include "config.h"

#include "nrn-csv.h"

#include <string.h>

/**
 * nrn_csv_append_number:
 * @csv: text to append to
 * @value: a number
 *
 * Appends a number with a point, in as few digits as read back as the same
 * float.
 */
void
nrn_csv_append_number (GString *csv,
                       float    value)
{
  static const char *const formats[] = { "%.6g", "%.7g", "%.8g", "%.9g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (text, sizeof text, formats[i], (double) value);
      if ((float) g_ascii_strtod (text, NULL) == value)
        break;
    }

  g_string_append (csv, text);
}

/* Spaces around a cell would be skipped when reading, and an empty line is
 * no row. */
static gboolean
needs_quotes (const char *text)
{
  gsize length = strlen (text);

  return length == 0 || strpbrk (text, ",\"\r\n") != NULL ||
         strchr (" \t", text[0]) != NULL || strchr (" \t", text[length - 1]) != NULL;
}

/**
 * nrn_csv_append_text:
 * @csv: text to append to
 * @text: the text of a cell
 *
 * Appends a cell, in quotes where they are needed.
 */
void
nrn_csv_append_text (GString    *csv,
                     const char *text)
{
  if (!needs_quotes (text))
    {
      g_string_append (csv, text);
      return;
    }

  g_string_append_c (csv, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  g_string_append_c (csv, '"');
}

static void
append_header (GString          *csv,
               const NrnDataset *dataset)
{
  const char *const *features = nrn_dataset_get_feature_names (dataset);
  const char *const *targets = nrn_dataset_get_target_names (dataset);

  for (guint i = 0; features[i] != NULL; i++)
    {
      nrn_csv_append_text (csv, features[i]);
      g_string_append_c (csv, ',');
    }
  for (guint i = 0; targets[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      nrn_csv_append_text (csv, targets[i]);
    }
  g_string_append_c (csv, '\n');
}

/**
 * nrn_csv_from_dataset:
 * @dataset: a data set
 *
 * A header and a line for each row: first the features, then the targets;
 * class labels by their names. Reading it with nrn_csv_table_parse() gives
 * the same numbers. Lines end with \n.
 *
 * Returns: (transfer full): the text of a CSV file
 */
char *
nrn_csv_from_dataset (const NrnDataset *dataset)
{
  GString *csv = g_string_new (NULL);
  const char *const *class_names = nrn_dataset_get_class_names (dataset);
  const float *feature = nrn_dataset_get_features (dataset);
  const float *target = nrn_dataset_get_targets (dataset);
  guint n_targets = nrn_dataset_get_n_targets (dataset);

  append_header (csv, dataset);
  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    {
      for (guint j = 0; j < nrn_dataset_get_n_features (dataset); j++)
        {
          nrn_csv_append_number (csv, *feature++);
          g_string_append_c (csv, ',');
        }
      for (guint j = 0; j < n_targets; j++, target++)
        {
          if (j > 0)
            g_string_append_c (csv, ',');
          if (class_names != NULL)
            nrn_csv_append_text (csv, class_names[(guint) *target]);
          else
            nrn_csv_append_number (csv, *target);
        }
      g_string_append_c (csv, '\n');
    }

  return g_string_free (csv, FALSE);
}
