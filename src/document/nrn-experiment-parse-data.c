/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The data of an experiment from its file: a generator, or a CSV file.
 */

#include "config.h"

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

static NrnDataSource *
parse_file (const NrnJson  *data,
            const NrnJson  *file,
            const char     *folder,
            GError        **error)
{
  g_auto (GStrv) features = NULL;
  g_auto (GStrv) targets = NULL;
  g_autofree char *path = NULL;
  g_autoptr (NrnDataSource) source = NULL;
  const char *written;
  const char *sample_weight = NULL;
  NrnJson member;

  if (!nrn_json_get_string (file, &written, error))
    return NULL;
  if (*written == '\0')
    {
      nrn_json_fail (file, NRN_ERROR_PARSE, error, _("This must be the path of a CSV file."));
      return NULL;
    }
  if (!nrn_json_need (data, "features", &member, error))
    return NULL;
  features = nrn_json_get_strings (&member, error);
  if (features == NULL || !nrn_json_need (data, "targets", &member, error))
    return NULL;
  targets = nrn_json_get_strings (&member, error);
  if (targets == NULL || !nrn_json_maybe_string (data, "sample_weight", &sample_weight, error))
    return NULL;

  if (folder == NULL || g_path_is_absolute (written))
    path = g_strdup (written);
  else
    path = g_build_filename (folder, written, NULL);

  source = nrn_data_source_new_csv (path, (const char *const *) features,
                                    (const char *const *) targets);

  return sample_weight != NULL ? nrn_data_source_with_sample_weight (source, sample_weight)
                               : g_steal_pointer (&source);
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
  else if (nrn_json_find (&data, "file", &member))
    draft->source = parse_file (&data, &member, folder, error);
  else
    nrn_json_fail (&data, NRN_ERROR_PARSE, error,
                   _("This must have a generator, or a file with features and targets."));

  return draft->source != NULL;
}
