/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli data: a generated data set as CSV.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-csv.h"
#include "nrn-error.h"
#include "nrn-generator.h"
#include "nrn-preset.h"
#include "nrn-scaler.h"

/* The rows that the preset of the same name opens with, unless a seed is
 * given. */
static guint32
default_seed (const NrnGenerator *generator)
{
  const NrnPreset *preset = nrn_preset_find (generator->name, NULL);

  return preset != NULL ? preset->seed : 1;
}

static NrnDataset *
scale (NrnDataset *dataset)
{
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autoptr (NrnScaler) scaler = nrn_scaler_new_fit (n_rows, n_features,
                                                     nrn_dataset_get_features (dataset), 0, 1);
  guint n_targets = nrn_dataset_get_n_targets (dataset);
  float *features = g_new (float, (gsize) n_rows * n_features);
  float *targets = g_memdup2 (nrn_dataset_get_targets (dataset),
                              (gsize) n_rows * n_targets * sizeof (float));

  nrn_scaler_transform (scaler, n_rows, nrn_dataset_get_features (dataset), features);
  if (nrn_dataset_get_class_names (dataset) != NULL)
    return nrn_dataset_new_classes (nrn_dataset_get_name (dataset), n_rows, n_features, features,
                                    nrn_dataset_get_feature_names (dataset), targets,
                                    nrn_dataset_get_target_names (dataset)[0],
                                    nrn_dataset_get_class_names (dataset));

  return nrn_dataset_new_values (nrn_dataset_get_name (dataset), n_rows, n_features, features,
                                 nrn_dataset_get_feature_names (dataset), n_targets, targets,
                                 nrn_dataset_get_target_names (dataset));
}

static gboolean
set_values (const NrnGenerator  *generator,
            char               **settings,
            double              *values,
            GError             **error)
{
  for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (settings[i], "=", 2);
      int parameter = pair[1] != NULL ? nrn_generator_parameter (generator, pair[0]) : -1;

      if (parameter < 0)
        {
          g_autoptr (GString) names = g_string_new (NULL);

          for (guint j = 0; j < generator->n_parameters; j++)
            g_string_append_printf (names, "%s%s", j > 0 ? ", " : "", generator->parameters[j].name);
          g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                       _("--set %s: write NAME=NUMBER; the names of “%s” are %s."),
                       settings[i], generator->name, names->str);
          return FALSE;
        }
      if (!nrn_cli_get_number (pair[0], pair[1], &values[parameter], error))
        return FALSE;
    }

  return TRUE;
}

static char *
describe_data (void)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_generators;
  const NrnGenerator *const *generators = nrn_generator_get_all (&n_generators);

  for (guint i = 0; i < n_generators; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", generators[i]->name);

  return g_strdup_printf (_("Print a generated data set as CSV.\n\nData sets: %s."), names->str);
}

int
nrn_cli_data (int    argc,
              char **argv)
{
  g_autofree char *seed_text = NULL;
  g_auto (GStrv) settings = NULL;
  gboolean scaled = FALSE;
  const GOptionEntry entries[] = {
    { "seed", 0, 0, G_OPTION_ARG_STRING, &seed_text, N_("Which rows of all possible ones"), "N" },
    { "scaled", 0, 0, G_OPTION_ARG_NONE, &scaled, N_("Scale the features to 0…1"), NULL },
    { "set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings,
      N_("Change a number of the rules (repeatable)"), "NAME=NUMBER" },
    { NULL }
  };
  const NrnGenerator *generator;
  g_autofree double *values = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;
  guint seed;

  summary = describe_data ();
  if (!nrn_cli_parse (summary, _("NAME"), entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc != 2)
    return nrn_cli_usage (_("Name one data set, for example: neurons-cli data drug-trial."));

  generator = nrn_generator_find (argv[1], &error);
  if (generator == NULL)
    return nrn_cli_fail (error);

  seed = default_seed (generator);
  if (seed_text != NULL && !nrn_cli_get_uint ("--seed", seed_text, 0, G_MAXUINT32, &seed, &error))
    return nrn_cli_fail (error);

  values = g_new (double, MAX (generator->n_parameters, 1));
  for (guint i = 0; i < generator->n_parameters; i++)
    values[i] = generator->parameters[i].default_value;
  if (!set_values (generator, settings, values, &error))
    return nrn_cli_fail (error);

  dataset = nrn_generator_run (generator, values, seed, &error);
  if (dataset == NULL)
    return nrn_cli_fail (error);

  if (scaled)
    {
      NrnDataset *unscaled = dataset;

      dataset = scale (unscaled);
      nrn_dataset_unref (unscaled);
    }

  csv = nrn_csv_from_dataset (dataset);
  return nrn_cli_write (csv);
}
