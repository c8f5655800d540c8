/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A confusion matrix as text.
 */

#include "config.h"

#include "nrn-cli-confusion.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What still fits a wide terminal. */
#define MOST_CLASSES 20

/* Of a class's name; more is cut off. */
#define NAME_LENGTH 16

static guint
count_row (const NrnConfusionMatrix *matrix,
           guint                     really)
{
  guint n = 0;

  for (guint i = 0; i < nrn_confusion_matrix_get_n_classes (matrix); i++)
    n += nrn_confusion_matrix_get_count (matrix, really, i);

  return n;
}

static guint
count_column (const NrnConfusionMatrix *matrix,
              guint                     predicted)
{
  guint n = 0;

  for (guint i = 0; i < nrn_confusion_matrix_get_n_classes (matrix); i++)
    n += nrn_confusion_matrix_get_count (matrix, i, predicted);

  return n;
}

/* NaN out of nothing. */
static double
share (guint n,
       guint all)
{
  return all > 0 ? (double) n / all : NAN;
}

static double
get_recall (const NrnConfusionMatrix *matrix,
            guint                     label)
{
  return share (nrn_confusion_matrix_get_count (matrix, label, label), count_row (matrix, label));
}

static double
get_precision (const NrnConfusionMatrix *matrix,
               guint                     label)
{
  return share (nrn_confusion_matrix_get_count (matrix, label, label), count_column (matrix, label));
}

static char *
format_share (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return isnan (value) ? g_strdup ("–") : g_strdup (g_ascii_formatd (text, sizeof text, "%.4f", value));
}

/* On one line, whatever is in it. */
static char *
shorten (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p), n++)
    {
      gunichar letter = g_utf8_get_char (p);

      if (n + 1 == NAME_LENGTH && *g_utf8_next_char (p) != '\0')
        {
          g_string_append (text, "…");
          break;
        }
      g_string_append_unichar (text, g_unichar_iscntrl (letter) ? ' ' : letter);
    }

  return g_string_free (text, FALSE);
}

/* printf() pads by bytes. */
static void
append_padded (GString    *text,
               const char *cell,
               guint       width,
               gboolean    to_the_right)
{
  guint length = (guint) g_utf8_strlen (cell, -1);
  guint n_spaces = width > length ? width - length : 0;

  g_string_append_printf (text, "%*s%s%*s", to_the_right ? (int) n_spaces : 0, "", cell,
                          to_the_right ? 0 : (int) n_spaces, "");
}

static void
append_table (GString     *text,
              char       **cells,
              guint        n_cols,
              guint        n_rows)
{
  g_autofree guint *widths = g_new0 (guint, n_cols);

  for (guint i = 0; i < n_cols * n_rows; i++)
    widths[i % n_cols] = MAX (widths[i % n_cols], (guint) g_utf8_strlen (cells[i], -1));

  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = text->len;

      for (guint col = 0; col < n_cols; col++)
        {
          if (col > 0)
            g_string_append (text, "  ");
          append_padded (text, cells[row * n_cols + col], widths[col], col > 0);
        }
      while (text->len > start && text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_c (text, '\n');
    }
}

/**
 * nrn_cli_confusion_append:
 * @text: where to
 * @matrix: a matrix
 * @class_names: (array zero-terminated=1): a name for each class
 *
 * Appends a table with a row for each label and a column for each prediction,
 * with the recall at the end of each row and the precision below each column;
 * of very many classes, a sentence.
 */
void
nrn_cli_confusion_append (GString                  *text,
                          const NrnConfusionMatrix *matrix,
                          const char *const        *class_names)
{
  guint n = nrn_confusion_matrix_get_n_classes (matrix);
  g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

  if (n > MOST_CLASSES)
    {
      g_string_append_printf (text, _("The confusion matrix of %u classes is too wide to print; --json "
                                      "has it.\n"), n);
      return;
    }

  g_string_append_printf (text, "%s\n", _("Confusion matrix: labels down, predictions across"));
  g_ptr_array_add (cells, g_strdup (""));
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (cells, shorten (class_names[i]));
  g_ptr_array_add (cells, g_strdup ("recall"));
  for (guint row = 0; row < n; row++)
    {
      g_ptr_array_add (cells, shorten (class_names[row]));
      for (guint col = 0; col < n; col++)
        g_ptr_array_add (cells, g_strdup_printf ("%u", nrn_confusion_matrix_get_count (matrix, row, col)));
      g_ptr_array_add (cells, format_share (get_recall (matrix, row)));
    }
  g_ptr_array_add (cells, g_strdup ("precision"));
  for (guint col = 0; col < n; col++)
    g_ptr_array_add (cells, format_share (get_precision (matrix, col)));
  g_ptr_array_add (cells, g_strdup (""));
  append_table (text, (char **) cells->pdata, n + 2, n + 2);
}

/**
 * nrn_cli_confusion_add:
 * @writer: in an object
 * @matrix: a matrix
 * @class_names: (array zero-terminated=1): a name for each class
 *
 * Adds the members "classes", "confusion_matrix" with a list for each label,
 * "precision" and "recall" with a number for each class.
 */
void
nrn_cli_confusion_add (NrnJsonWriter            *writer,
                       const NrnConfusionMatrix *matrix,
                       const char *const        *class_names)
{
  guint n = nrn_confusion_matrix_get_n_classes (matrix);
  g_autofree double *values = g_new (double, n);

  nrn_json_add_strings (writer, "classes", class_names);
  nrn_json_begin_array (writer, "confusion_matrix");
  for (guint row = 0; row < n; row++)
    {
      for (guint col = 0; col < n; col++)
        values[col] = nrn_confusion_matrix_get_count (matrix, row, col);
      nrn_json_add_numbers (writer, NULL, n, values);
    }
  nrn_json_end_array (writer);
  for (guint i = 0; i < n; i++)
    values[i] = get_precision (matrix, i);
  nrn_json_add_numbers (writer, "precision", n, values);
  for (guint i = 0; i < n; i++)
    values[i] = get_recall (matrix, i);
  nrn_json_add_numbers (writer, "recall", n, values);
}
