/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The data of an experiment from its file: a generator, or a table.
 */

#include "config.h"

#include "nrn-experiment-file-private.h"
#include "nrn-experiment-parse-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static gboolean
parse_parameter (const NrnJson                *parameters,
                 const NrnGeneratorParameter  *parameter,
                 double                       *value,
                 GError                      **error)
{
  char minimum[G_ASCII_DTOSTR_BUF_SIZE];
  char maximum[G_ASCII_DTOSTR_BUF_SIZE];
  NrnJson member;

  if (!nrn_json_find (parameters, parameter->name, &member))
    return TRUE;
  if (!nrn_json_get_number (&member, value, error))
    return FALSE;

  if (parameter->is_integer && *value != floor (*value))
    return nrn_json_fail (&member, NRN_ERROR_INVALID, error, _("This must be a whole number."));
  if (*value >= parameter->minimum && *value <= parameter->maximum)
    return TRUE;

  g_ascii_formatd (minimum, sizeof minimum, "%.10g", parameter->minimum);
  g_ascii_formatd (maximum, sizeof maximum, "%.10g", parameter->maximum);

  return nrn_json_fail (&member, NRN_ERROR_INVALID, error,
                        _("This must be a number from %s to %s."), minimum, maximum);
}

static gboolean
parse_parameters (const NrnJson       *data,
                  const NrnGenerator  *generator,
                  double              *values,
                  GError             **error)
{
  NrnJson parameters;

  for (guint i = 0; i < generator->n_parameters; i++)
    values[i] = generator->parameters[i].default_value;

  if (!nrn_json_find (data, "parameters", &parameters))
    return TRUE;
  if (!nrn_json_expect_object (&parameters, error))
    return FALSE;

  for (guint i = 0; i < generator->n_parameters; i++)
    {
      if (!parse_parameter (&parameters, &generator->parameters[i], &values[i], error))
        return FALSE;
    }
  if (generator->check != NULL && !generator->check (values, error))
    return nrn_json_fail_prefix (&parameters, error);

  return TRUE;
}

static NrnDataSource *
parse_generator (const NrnJson  *data,
                 const NrnJson  *generator_member,
                 GError        **error)
{
  const NrnGenerator *generator;
  g_autofree double *values = NULL;
  const char *name;
  guint seed = 0;

  if (!nrn_json_get_name (generator_member, &name, error))
    return NULL;
  generator = nrn_generator_find (name, error);
  if (generator == NULL)
    {
      nrn_json_fail_prefix (generator_member, error);
      return NULL;
    }

  values = g_new0 (double, generator->n_parameters + 1);
  if (!parse_parameters (data, generator, values, error) ||
      !nrn_json_maybe_integer (data, "seed", 0, &seed, error))
    return NULL;

  return nrn_data_source_new_generator (generator, values, seed);
}

/* ---- Tables ---- */

static gboolean
parse_word (const NrnJson  *data,
            const char     *name,
            const char    **word,
            NrnJson        *member,
            GError        **error)
{
  *word = NULL;

  return !nrn_json_find (data, name, member) || nrn_json_get_name (member, word, error);
}

static gboolean
parse_format (const NrnJson  *data,
              NrnCsvFormat   *format,
              GError        **error)
{
  gboolean has_header = FALSE;
  const char *word;
  NrnJson member;

  if (!parse_word (data, "separator", &word, &member, error))
    return FALSE;
  if (word != NULL && !nrn_csv_separator_parse (word, &format->separator, error))
    return nrn_json_fail_prefix (&member, error);
  if (!parse_word (data, "decimal", &word, &member, error))
    return FALSE;
  if (word != NULL && !nrn_csv_decimal_parse (word, &format->decimal, error))
    return nrn_json_fail_prefix (&member, error);

  if (!nrn_json_maybe_boolean (data, "header", &has_header, error))
    return FALSE;
  if (nrn_json_find (data, "header", &member))
    format->header = has_header ? NRN_CSV_HEADER_YES : NRN_CSV_HEADER_NO;

  return TRUE;
}

static gboolean
parse_options (const NrnJson  *data,
               NrnCsvOptions  *options,
               GError        **error)
{
  const char *word;
  NrnJson member;

  if (!parse_format (data, &options->format, error) ||
      !parse_word (data, "labels", &word, &member, error))
    return FALSE;
  if (word != NULL && !nrn_csv_targets_parse (word, &options->targets, error))
    return nrn_json_fail_prefix (&member, error);
  if (!parse_word (data, "missing", &word, &member, error))
    return FALSE;
  if (word != NULL && !nrn_csv_missing_parse (word, &options->missing, error))
    return nrn_json_fail_prefix (&member, error);

  options->random_rows = nrn_json_find (data, "rows_seed", &member);

  return nrn_json_maybe_integer (data, "rows", 0, &options->n_rows, error) &&
         nrn_json_maybe_integer (data, "rows_seed", 0, &options->seed, error);
}

/* What a selection points at. All owned. */
typedef struct
{
  char **features;
  char **targets;
  char **class_names;
} Columns;

static void
columns_clear (Columns *columns)
{
  g_strfreev (columns->features);
  g_strfreev (columns->targets);
  g_strfreev (columns->class_names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Columns, columns_clear)

static gboolean
parse_selection (const NrnJson    *data,
                 Columns          *columns,
                 NrnCsvSelection  *selection,
                 GError          **error)
{
  NrnJson member;

  if (!nrn_json_need (data, "features", &member, error))
    return FALSE;
  columns->features = nrn_json_get_strings (&member, error);
  if (columns->features == NULL || !nrn_json_need (data, "targets", &member, error))
    return FALSE;
  columns->targets = nrn_json_get_strings (&member, error);
  if (columns->targets == NULL ||
      !nrn_json_maybe_string (data, "sample_weight", &selection->sample_weight, error))
    return FALSE;
  if (nrn_json_find (data, "class_names", &member))
    {
      columns->class_names = nrn_json_get_strings (&member, error);
      if (columns->class_names == NULL)
        return FALSE;
    }

  selection->features = (const char *const *) columns->features;
  selection->targets = (const char *const *) columns->targets;
  selection->class_names = (const char *const *) columns->class_names;

  return TRUE;
}

static char *
parse_path (const NrnJson  *file,
            const char     *folder,
            GError        **error)
{
  const char *written;

  if (!nrn_json_get_string (file, &written, error))
    return NULL;
  if (*written == '\0')
    {
      nrn_json_fail (file, NRN_ERROR_PARSE, error, _("This must be the path of a CSV file."));
      return NULL;
    }

  return folder == NULL || g_path_is_absolute (written) ? g_strdup (written)
                                                        : g_build_filename (folder, written, NULL);
}

/* The lines of a table that is kept in the experiment. */
static char *
parse_text (const NrnJson  *table,
            GError        **error)
{
  g_auto (GStrv) lines = nrn_json_get_strings (table, error);

  return lines != NULL ? g_strjoinv ("\n", lines) : NULL;
}

static NrnDataSource *
parse_table (const NrnJson  *data,
             const char     *folder,
             GError        **error)
{
  NrnCsvOptions options = { 0 };
  NrnCsvSelection selection = { .options = &options };
  g_auto (Columns) columns = { NULL };
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autoptr (NrnDataSource) source = NULL;
  const char *name = _("Table");
  gboolean is_by_hand = FALSE;
  NrnJson member;

  if (nrn_json_find (data, "file", &member))
    {
      path = parse_path (&member, folder, error);
      if (path == NULL)
        return NULL;
    }
  else if (nrn_json_find (data, "table", &member))
    {
      text = parse_text (&member, error);
      if (text == NULL || !nrn_json_maybe_string (data, "name", &name, error) ||
          !nrn_json_maybe_boolean (data, "by_hand", &is_by_hand, error))
        return NULL;
    }
  if (!parse_selection (data, &columns, &selection, error) || !parse_options (data, &options, error))
    return NULL;

  source = nrn_data_source_new_table (path, name, text, &selection);

  return is_by_hand ? nrn_data_source_as_by_hand (source) : g_steal_pointer (&source);
}

const char *const nrn_experiment_names_members[NRN_N_NAMES] = {
  [NRN_NAMES_FEATURES] = "features",
  [NRN_NAMES_TARGETS] = "targets",
  [NRN_NAMES_CLASSES] = "classes",
};

/* What features, targets and classes are called by hand. */
static gboolean
parse_names (const NrnJson       *data,
             NrnExperimentDraft  *draft,
             GError             **error)
{
  NrnJson all;

  if (!nrn_json_find (data, "names", &all))
    return TRUE;
  if (!nrn_json_expect_object (&all, error))
    return FALSE;

  for (guint i = 0; i < NRN_N_NAMES; i++)
    {
      g_auto (GStrv) names = NULL;
      NrnDataSource *named;
      NrnJson member;

      if (!nrn_json_find (&all, nrn_experiment_names_members[i], &member))
        continue;
      names = nrn_json_get_strings (&member, error);
      if (names == NULL)
        return FALSE;

      named = nrn_data_source_with_names (draft->source, (NrnNames) i, (const char *const *) names);
      nrn_data_source_unref (draft->source);
      draft->source = named;
    }

  return TRUE;
}

gboolean
nrn_experiment_parse_data (const NrnJson       *root,
                           const char          *folder,
                           NrnExperimentDraft  *draft,
                           GError             **error)
{
  NrnJson data;
  NrnJson member;

  if (!nrn_json_need (root, "data", &data, error) || !nrn_json_expect_object (&data, error))
    return FALSE;

  if (nrn_json_find (&data, "generator", &member))
    draft->source = parse_generator (&data, &member, error);
  else if (nrn_json_find (&data, "file", &member) || nrn_json_find (&data, "table", &member))
    draft->source = parse_table (&data, folder, error);
  else
    nrn_json_fail (&data, NRN_ERROR_PARSE, error,
                   _("This must have a generator, or a file with features and targets."));

  return draft->source != NULL && parse_names (&data, draft, error);
}
