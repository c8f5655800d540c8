/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a student chooses when a table is imported, in words and as a data
 * source.
 */

#include "config.h"

#include "nrn-table-choice.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"

/* Numbers with so few different values may be class numbers, where they come
 * again often enough. */
#define FEW_VALUES 10
#define FEW_ROWS_A_VALUE 5

/* A label with more is more likely a name. */
#define MANY_CLASSES 50

/* So many values are named in a description. */
#define MAX_NAMED 5

/* ---- Roles ---- */

static gboolean
is_whole (const NrnCsvColumn *column)
{
  for (guint i = 0; column->values != NULL && column->values[i] != NULL; i++)
    {
      if (!g_ascii_string_to_unsigned (column->values[i], 10, 0, NRN_CSV_MAX_COUNTED, NULL, NULL))
        return FALSE;
    }

  return column->values != NULL;
}

static gboolean
may_be_label (const NrnCsvColumn *column)
{
  if (column->n_different < 2)
    return FALSE;
  if (nrn_csv_column_is_number (column))
    return column->n_texts == 0 && column->n_different <= FEW_VALUES && is_whole (column) &&
           column->n_numbers >= FEW_ROWS_A_VALUE * column->n_different;

  return column->n_different <= MANY_CLASSES && column->n_different < column->n_texts;
}

/* The last text that is one of a few; else the last column. */
static guint
guess_outcome (const NrnCsvSurvey *survey)
{
  guint n = nrn_csv_survey_get_n (survey);

  for (guint i = n; i-- > 0;)
    {
      const NrnCsvColumn *column = nrn_csv_survey_get_column (survey, i);

      if (!nrn_csv_column_is_number (column) && may_be_label (column))
        return i;
    }
  for (guint i = n; i-- > 0;)
    {
      if (nrn_csv_survey_get_column (survey, i)->n_different > 0)
        return i;
    }

  return n - 1;
}

/**
 * nrn_table_guess_roles:
 * @survey: a table
 *
 * Returns: (transfer full): what each column is probably for: numbers are
 *   features, and the last column, or a text before it, is to be predicted
 */
NrnRole *
nrn_table_guess_roles (const NrnCsvSurvey *survey)
{
  guint n = nrn_csv_survey_get_n (survey);
  NrnRole *roles = g_new (NrnRole, n);
  guint outcome = guess_outcome (survey);

  for (guint i = 0; i < n; i++)
    {
      const NrnCsvColumn *column = nrn_csv_survey_get_column (survey, i);
      gboolean is_number = nrn_csv_column_is_number (column) && column->n_texts == 0;

      if (i != outcome)
        roles[i] = is_number ? NRN_ROLE_FEATURE : NRN_ROLE_IGNORE;
      else
        roles[i] = is_number && !may_be_label (column) ? NRN_ROLE_TARGET : NRN_ROLE_LABEL;
    }

  return roles;
}

/* ---- Words ---- */

static char *
list_values (const NrnCsvColumn *column)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; column->values[i] != NULL && i < MAX_NAMED; i++)
    g_string_append_printf (list, i > 0 ? ", %s" : "%s", column->values[i]);
  if (column->n_different > MAX_NAMED)
    g_string_append (list, ", …");

  return g_strdup (list->str);
}

static char *
describe_values (const NrnCsvColumn *column)
{
  g_autofree char *list = column->values != NULL ? list_values (column) : NULL;

  if (column->n_numbers + column->n_texts == 0)
    return g_strdup (_("empty"));
  if (nrn_csv_column_is_number (column) && column->n_texts > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "numbers, and %u text", "numbers, and %u texts",
                                         column->n_texts), column->n_texts);
  if (nrn_csv_column_is_number (column) && (list == NULL || column->n_different > FEW_VALUES))
    return g_strdup (_("numbers"));
  if (nrn_csv_column_is_number (column))
    return g_strdup_printf (_("numbers: %s"), list);
  if (list != NULL)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u class: %s", "%u classes: %s",
                                         column->n_different), column->n_different, list);
  if (column->n_different <= NRN_CSV_MAX_COUNTED)
    return g_strdup_printf (_("%u different texts"), column->n_different);

  return g_strdup_printf (_("more than %d different texts"), NRN_CSV_MAX_COUNTED);
}

/**
 * nrn_table_describe_column:
 * @column: what is in a column
 *
 * Returns: (transfer full): that in a few words
 */
char *
nrn_table_describe_column (const NrnCsvColumn *column)
{
  g_autofree char *values = describe_values (column);

  if (column->n_missing == 0 || column->n_numbers + column->n_texts == 0)
    return g_steal_pointer (&values);

  /* Translators: what is in a column of a table; then how many of its cells
   * are empty. */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s; %u missing", "%s; %u missing",
                                       column->n_missing), values, column->n_missing);
}

/* "1,000 rows, 4 features, 3 classes", whose numbers have forms of their own. */
static char *
describe_outcome (const NrnTableChoice *choice,
                  const NrnDataset     *dataset)
{
  guint n_classes = nrn_dataset_get_n_classes (dataset);
  guint n_targets = nrn_dataset_get_n_targets (dataset);

  if (n_classes > 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u class", "%u classes", n_classes),
                            n_classes);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u target", "%u targets", n_targets),
                          n_targets);
}

/**
 * nrn_table_choice_summarize:
 * @choice: what was chosen
 * @dataset: the rows that this gives
 * @counts: what became of missing values
 *
 * Returns: (transfer full): what will be imported, in a sentence
 */
char *
nrn_table_choice_summarize (const NrnTableChoice *choice,
                            const NrnDataset     *dataset,
                            const NrnCsvCounts   *counts)
{
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autofree char *rows =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u row", "%'u rows", n_rows), n_rows);
  g_autofree char *features =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u feature", "%'u features", n_features), n_features);
  g_autofree char *outcome = describe_outcome (choice, dataset);
  g_autofree char *dropped =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u row dropped", "%'u rows dropped",
                                  counts->n_dropped), counts->n_dropped);
  g_autofree char *filled =
    g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u value filled in", "%'u values filled in",
                                  counts->n_filled), counts->n_filled);

  /* Translators: rows, features and classes, each with its number; then what
   * became of missing values. */
  if (counts->n_dropped > 0 && counts->n_filled > 0)
    return g_strdup_printf (_("%s, %s, %s; %s, %s."), rows, features, outcome, dropped, filled);
  if (counts->n_dropped > 0 || counts->n_filled > 0)
    return g_strdup_printf (_("%s, %s, %s; %s."), rows, features, outcome,
                            counts->n_dropped > 0 ? dropped : filled);

  return g_strdup_printf (_("%s, %s, %s."), rows, features, outcome);
}

static char *
warn_of_column (const NrnCsvColumn *column,
                NrnRole             role,
                const char         *name)
{
  if (role == NRN_ROLE_FEATURE && column->n_different == 1)
    return g_strdup_printf (_("“%s” is the same in all rows: a network learns nothing from it."), name);
  if (role == NRN_ROLE_LABEL && column->n_different == 1)
    return g_strdup_printf (_("“%s” is the same in all rows: there is nothing to tell apart."), name);
  if (role == NRN_ROLE_LABEL && column->n_different > MANY_CLASSES)
    return g_strdup_printf (nrn_csv_column_is_number (column)
                              ? _("“%s” has %u different numbers: as a target, it would be one output.")
                              : _("“%s” has %u different texts: is it a label, or a name?"),
                            name, column->n_different);

  return NULL;
}

/**
 * nrn_table_choice_warn:
 * @choice: what was chosen
 * @dataset: the rows that this gives
 *
 * Returns: (transfer full) (array zero-terminated=1): sentences on what may
 *   be imported, but is odd
 */
char **
nrn_table_choice_warn (const NrnTableChoice *choice,
                       const NrnDataset     *dataset)
{
  const char *const *names =
    nrn_csv_table_get_columns (nrn_csv_survey_get_table (choice->survey));
  g_autoptr (GStrvBuilder) sentences = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *sentence =
        warn_of_column (nrn_csv_survey_get_column (choice->survey, i), choice->roles[i], names[i]);

      if (sentence != NULL)
        g_strv_builder_add (sentences, sentence);
    }

  return g_strv_builder_end (sentences);
}

/* ---- The data source ---- */

static char **
list_columns (const NrnTableChoice *choice,
              guint                 roles)
{
  const char *const *names =
    nrn_csv_table_get_columns (nrn_csv_survey_get_table (choice->survey));
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      if ((roles & (1u << choice->roles[i])) != 0)
        g_strv_builder_add (list, names[i]);
    }

  return g_strv_builder_end (list);
}

static gboolean
check_roles (const char *const  *features,
             const char *const  *labels,
             const char *const  *targets,
             GError            **error)
{
  const char *sentence = NULL;

  if (features[0] == NULL)
    sentence = _("No column is a feature; choose what the network gets to see.");
  else if (labels[0] == NULL && targets[0] == NULL)
    sentence = _("No column is a label or a target; choose what the network shall predict.");
  else if (labels[0] != NULL && labels[1] != NULL)
    sentence = _("More than one column is a label; one of them can be predicted at a time.");
  else if (labels[0] != NULL && targets[0] != NULL)
    sentence = _("A network predicts either a label or targets; ignore one of them.");

  if (sentence != NULL)
    g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, sentence);

  return sentence == NULL;
}

/**
 * nrn_table_choice_to_source:
 * @choice: what was chosen
 * @path: (nullable): of the table's file
 * @name: (nullable): what to call @text
 * @text: (nullable): the table itself, where there is no file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rows that were chosen, or %NULL
 *   with @error set if the roles make no sense
 */
NrnDataSource *
nrn_table_choice_to_source (const NrnTableChoice  *choice,
                            const char            *path,
                            const char            *name,
                            const char            *text,
                            GError               **error)
{
  g_auto (GStrv) features = list_columns (choice, 1u << NRN_ROLE_FEATURE);
  g_auto (GStrv) labels = list_columns (choice, 1u << NRN_ROLE_LABEL);
  g_auto (GStrv) targets = list_columns (choice, 1u << NRN_ROLE_TARGET);
  NrnCsvOptions options = choice->options;
  NrnCsvSelection selection = {
    .features = (const char *const *) features,
    .targets = (const char *const *) (labels[0] != NULL ? labels : targets),
    .class_names = labels[0] != NULL ? choice->class_names : NULL,
    .options = &options,
  };

  if (!check_roles ((const char *const *) features, (const char *const *) labels,
                    (const char *const *) targets, error))
    return NULL;

  options.format = *nrn_csv_table_get_format (nrn_csv_survey_get_table (choice->survey));
  options.targets = labels[0] != NULL ? NRN_CSV_TARGETS_CLASSES : NRN_CSV_TARGETS_NUMBERS;

  return nrn_data_source_new_table (path, name, text, &selection);
}
