/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What sort of labels there are.
 */

#include "config.h"

#include "nrn-labels.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-error.h"
#include "nrn-kind.h"

/* How far from 1 shares of 32 bits may sum up to. */
#define SUM_TOLERANCE 1e-4

static const struct
{
  const char *name;
  const char *words;
} kinds[NRN_N_LABEL_KINDS] = {
  [NRN_LABELS_CLASSES]      = { "classes", N_("classes") },
  [NRN_LABELS_COUNTS]       = { "counts", N_("whole numbers from 0") },
  [NRN_LABELS_ONE_HOT]      = { "one-hot", N_("one-hot columns") },
  [NRN_LABELS_SHARES]       = { "shares", N_("shares that sum to 1") },
  [NRN_LABELS_YES_NO]       = { "yes-no", N_("columns of 0 and 1") },
  [NRN_LABELS_FRACTIONS]    = { "fractions", N_("numbers from 0 to 1") },
  [NRN_LABELS_SIGNS]        = { "signs", N_("−1 and 1") },
  [NRN_LABELS_POSITIVE]     = { "positive", N_("positive numbers") },
  [NRN_LABELS_NON_NEGATIVE] = { "non-negative", N_("numbers from 0 up") },
  [NRN_LABELS_NUMBERS]      = { "numbers", N_("numbers of both signs") },
};

/* Class names that are just the class numbers: what was read may be counts. */
static gboolean
are_numbers (const char *const *class_names)
{
  for (guint i = 0; class_names[i] != NULL; i++)
    {
      char number[16];

      g_snprintf (number, sizeof number, "%u", i);
      if (!g_str_equal (class_names[i], number))
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_labels_init_classes:
 * @labels: (out): what sort they are
 * @class_names: (array zero-terminated=1): a name for each class number
 *
 * For labels that are class numbers: classes, or counts where there are more
 * than two and their names are these numbers themselves.
 */
void
nrn_labels_init_classes (NrnLabels         *labels,
                         const char *const *class_names)
{
  guint n_classes = g_strv_length ((char **) class_names);

  *labels = (NrnLabels) {
    .kind = n_classes > 2 && are_numbers (class_names) ? NRN_LABELS_COUNTS : NRN_LABELS_CLASSES,
    .n_classes = n_classes,
    .n_columns = 1,
    .maximum = (double) n_classes - 1,
  };
}

static NrnLabelKind
find_kind_of_numbers (double minimum)
{
  return minimum > 0 ? NRN_LABELS_POSITIVE
                     : minimum >= 0 ? NRN_LABELS_NON_NEGATIVE : NRN_LABELS_NUMBERS;
}

/**
 * nrn_labels_init_values:
 * @labels: (out): what sort they are
 * @n_rows: rows; at least 1
 * @n_columns: numbers of a row; at least 1
 * @values: shape (n_rows, n_columns), row-major
 *
 * For labels that are numbers.
 */
void
nrn_labels_init_values (NrnLabels   *labels,
                        gsize        n_rows,
                        guint        n_columns,
                        const float *values)
{
  gboolean are_yes_no = TRUE;
  gboolean are_signs = TRUE;
  gboolean sum_to_one = n_columns > 1;
  double minimum = INFINITY;
  double maximum = -INFINITY;

  for (gsize row = 0; row < n_rows; row++)
    {
      double sum = 0;

      for (guint i = 0; i < n_columns; i++)
        {
          double value = values[row * n_columns + i];

          are_yes_no = are_yes_no && (value == 0 || value == 1);
          are_signs = are_signs && fabs (value) == 1;
          minimum = MIN (minimum, value);
          maximum = MAX (maximum, value);
          sum += value;
        }
      sum_to_one = sum_to_one && fabs (sum - 1) < SUM_TOLERANCE;
    }

  *labels = (NrnLabels) { .n_columns = n_columns, .minimum = minimum, .maximum = maximum };
  if (are_yes_no)
    labels->kind = sum_to_one ? NRN_LABELS_ONE_HOT : NRN_LABELS_YES_NO;
  else if (minimum >= 0 && maximum <= 1)
    labels->kind = sum_to_one ? NRN_LABELS_SHARES : NRN_LABELS_FRACTIONS;
  else
    labels->kind = are_signs ? NRN_LABELS_SIGNS : find_kind_of_numbers (minimum);
}

/**
 * nrn_labels_init_kind:
 * @labels: (out): labels
 * @kind: what sort they are
 * @n: how many classes or columns; at least 1
 *
 * Labels as they might be, to ask about a sort of labels without having any.
 */
void
nrn_labels_init_kind (NrnLabels    *labels,
                      NrnLabelKind  kind,
                      guint         n)
{
  gboolean are_classes = kind == NRN_LABELS_CLASSES || kind == NRN_LABELS_COUNTS;
  gboolean have_no_end = kind >= NRN_LABELS_POSITIVE;

  *labels = (NrnLabels) {
    .kind = kind,
    .n_classes = are_classes ? n : 0,
    .n_columns = are_classes ? 1 : n,
    .minimum = kind == NRN_LABELS_NUMBERS ? -100 : kind == NRN_LABELS_SIGNS ? -1
               : kind == NRN_LABELS_POSITIVE ? 1 : 0,
    .maximum = are_classes ? (double) n - 1 : have_no_end ? 100 : 1,
  };
}

/**
 * nrn_label_kind_get_name:
 * @kind: a sort of labels
 *
 * Returns: what the command line calls it, e.g. "one-hot"
 */
const char *
nrn_label_kind_get_name (NrnLabelKind kind)
{
  g_return_val_if_fail (kind < NRN_N_LABEL_KINDS, NULL);

  return kinds[kind].name;
}

/**
 * nrn_label_kind_get_words:
 * @kind: a sort of labels
 *
 * Returns: a few words for such labels in the user's language, e.g. "numbers
 *   from 0 to 1"
 */
const char *
nrn_label_kind_get_words (NrnLabelKind kind)
{
  g_return_val_if_fail (kind < NRN_N_LABEL_KINDS, NULL);

  return _(kinds[kind].words);
}

/**
 * nrn_label_kind_parse:
 * @name: as nrn_label_kind_get_name() has it
 * @kind: (out): the sort of that name
 * @error: return location
 *
 * Returns: %FALSE with @error set if there is none of that name
 */
gboolean
nrn_label_kind_parse (const char    *name,
                      NrnLabelKind  *kind,
                      GError       **error)
{
  const char *names[NRN_N_LABEL_KINDS + 1] = { NULL };
  g_autofree char *suggestion = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; i < NRN_N_LABEL_KINDS; i++)
    {
      names[i] = kinds[i].name;
      if (g_ascii_strcasecmp (names[i], name) == 0)
        {
          *kind = (NrnLabelKind) i;
          return TRUE;
        }
    }

  suggestion = nrn_name_suggest (name, names);
  list = g_strjoinv (", ", (char **) names);
  if (suggestion != NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There are no labels “%s”; did you mean “%s”?"), name, suggestion);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There are no labels “%s”; there are %s."), name, list);

  return FALSE;
}
