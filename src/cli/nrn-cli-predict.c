/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli predict: a network's outputs for the rows of a CSV file.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-cli-csv.h"
#include "nrn-csv.h"
#include "nrn-error.h"
#include "nrn-model.h"
#include "nrn-vector.h"

static const char *const *
feature_names (const NrnCliModel  *model,
               char              **given)
{
  if (given != NULL)
    return (const char *const *) given;

  /* Those that the network was trained on; else all columns. */
  return model->experiment != NULL ? nrn_experiment_get_parts (model->experiment)->feature_names
                                   : NULL;
}

static char *
print_outputs (const NrnCliModel *model,
               guint              n_rows,
               guint              n_outputs,
               const float       *outputs)
{
  GString *csv = g_string_new (NULL);
  const char *const *names = NULL;

  if (model->experiment != NULL)
    names = nrn_experiment_get_parts (model->experiment)->output_names;

  for (guint i = 0; i < n_outputs; i++)
    {
      g_autofree char *numbered = g_strdup_printf ("output_%u", i);

      if (i > 0)
        g_string_append_c (csv, ',');
      nrn_csv_append_text (csv, names != NULL ? names[i] : numbered);
    }
  g_string_append_c (csv, '\n');

  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = 0; i < n_outputs; i++)
        {
          if (i > 0)
            g_string_append_c (csv, ',');
          nrn_csv_append_number (csv, outputs[(gsize) row * n_outputs + i]);
        }
      g_string_append_c (csv, '\n');
    }

  return g_string_free (csv, FALSE);
}

/* Weights can be finite, yet too large to compute with. */
static gboolean
check_outputs (const char   *data_path,
               guint         n_rows,
               guint         n_outputs,
               const float  *outputs,
               GError      **error)
{
  for (gsize i = 0; i < (gsize) n_rows * n_outputs; i++)
    {
      if (!isfinite (outputs[i]))
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_DIVERGED,
                       _("“%s”, row %u: the network's output is not a finite number; its weights "
                         "or the inputs are too large."),
                       data_path, (guint) (i / n_outputs) + 1);
          return FALSE;
        }
    }

  return TRUE;
}

static char *
predict (const NrnCliModel  *loaded,
         const char         *data_path,
         char              **given_features,
         const NrnCsvFormat *format,
         gboolean            unscaled,
         GError            **error)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (loaded->weights);
  guint input_dim = nrn_architecture_get_input_dim (architecture);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  const char *const *names = feature_names (loaded, given_features);
  const NrnScaler *scaler = NULL;
  g_autoptr (NrnCsvTable) table = NULL;
  g_autofree float *features = NULL;
  g_autofree float *outputs = NULL;
  g_autoptr (NrnModel) model = NULL;
  guint n_rows, n_columns;

  table = nrn_csv_table_load (data_path, format, NULL, NULL, error);
  if (table == NULL)
    return NULL;

  if (names == NULL)
    names = nrn_csv_table_get_columns (table);
  n_columns = g_strv_length ((char **) names);
  if (n_columns != input_dim)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("The network's inputs (%u) and the columns of “%s” (%u) must be the same "
                     "number; choose columns with --features."),
                   input_dim, data_path, n_columns);
      return NULL;
    }

  features = nrn_csv_table_get_features (table, names, error);
  if (features == NULL)
    return NULL;

  n_rows = nrn_csv_table_get_n_rows (table);
  features = g_renew (float, features, (gsize) n_rows * input_dim + NRN_LANES);
  if (loaded->experiment != NULL && !unscaled)
    scaler = nrn_experiment_get_parts (loaded->experiment)->scaler;
  if (scaler != NULL)
    nrn_scaler_transform (scaler, n_rows, features, features);

  outputs = g_new (float, (gsize) n_rows * n_outputs);
  model = nrn_model_new (architecture, MIN (n_rows, 1024));
  nrn_model_set_weights (model, loaded->weights);
  nrn_model_predict (model, n_rows, features, outputs);
  if (!check_outputs (data_path, n_rows, n_outputs, outputs, error))
    return NULL;

  return print_outputs (loaded, n_rows, n_outputs, outputs);
}

int
nrn_cli_predict (int    argc,
                 char **argv)
{
  g_autofree char *model_path = NULL;
  g_autofree char *data_path = NULL;
  g_autofree char *features_text = NULL;
  g_auto (NrnCliCsvOptions) csv_options = { NULL };
  NrnCsvOptions csv_read = { 0 };
  gboolean unscaled = FALSE;
  const GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &model_path,
      N_("A .neurons file, or a TensorFlow.js model.json"), "FILE" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data_path, N_("The rows"), "FILE.csv" },
    { "features", 0, 0, G_OPTION_ARG_STRING, &features_text,
      N_("The columns that are the inputs"), "A,B" },
    NRN_CLI_CSV_FORMAT_ENTRIES (&csv_options),
    { "no-scale", 0, 0, G_OPTION_ARG_NONE, &unscaled,
      N_("The rows are scaled already"), NULL },
    { NULL }
  };
  g_auto (NrnCliModel) model = { NULL, NULL };
  g_auto (GStrv) features = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;

  if (!nrn_cli_parse (_("Print a network's outputs for the rows of a CSV file."), NULL, entries,
                      &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc != 1)
    return nrn_cli_usage (_("“%s” is one word too many."), argv[1]);
  if (model_path == NULL || data_path == NULL)
    return nrn_cli_usage (_("predict needs --model FILE and --data FILE.csv."));

  features = nrn_cli_split_names (features_text);
  if (!nrn_cli_csv_check (&csv_options, TRUE, &error) ||
      !nrn_cli_csv_get (&csv_options, &csv_read, &error) ||
      !nrn_cli_load_model (model_path, &model, &error))
    return nrn_cli_fail (error);

  csv = predict (&model, data_path, features, &csv_read.format, unscaled, &error);
  if (csv == NULL)
    return nrn_cli_fail (error);

  return nrn_cli_write (csv);
}
