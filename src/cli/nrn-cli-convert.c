/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli convert: a network from one file into another.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>

/* @model's experiment with all that other formats ask of it. One that was
 * never trained has no weights yet, and does not know how its features are
 * scaled. */
static NrnExperiment *
complete (const NrnCliModel  *model,
          GError            **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (model->experiment);
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (NrnScaler) scaler = NULL;

  parts.weights = model->weights;
  if (!parts.scale || parts.scaler != NULL)
    return nrn_experiment_new (&parts);

  dataset = nrn_data_source_load (parts.source, error);
  if (dataset == NULL)
    return NULL;
  scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset),
                               nrn_dataset_get_n_features (dataset),
                               nrn_dataset_get_features (dataset), 0, 1);
  parts.scaler = scaler;
  if (parts.feature_names == NULL)
    parts.feature_names = nrn_dataset_get_feature_names (dataset);

  return nrn_experiment_new (&parts);
}

static gboolean
convert (const NrnCliModel  *model,
         const char         *path,
         gboolean            takes_scaled,
         GError            **error)
{
  g_autoptr (NrnExperiment) experiment = NULL;

  if (model->experiment == NULL)
    return nrn_cli_save_model (model->weights, path, error);

  experiment = complete (model, error);

  return experiment != NULL && nrn_cli_save (experiment, path, takes_scaled, error);
}

int
nrn_cli_convert (int    argc,
                 char **argv)
{
  gboolean takes_scaled = FALSE;
  const GOptionEntry entries[] = {
    { "scaled-inputs", 0, 0, G_OPTION_ARG_NONE, &takes_scaled,
      N_("ONNX: the inputs are scaled already; without this the file scales them"), NULL },
    { NULL }
  };
  g_auto (NrnCliModel) model = { NULL, NULL };
  g_autoptr (GError) error = NULL;

  if (!nrn_cli_parse (_("Save a network in another format: .neurons and model.json are read; "
                        ".onnx, .py for Keras, model.json and .neurons are written."),
                      _("FROM TO"), entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc != 3)
    return nrn_cli_usage (_("convert needs two files: what to read and what to write."));

  if (!nrn_cli_check_target (argv[2], &error) ||
      !nrn_cli_load_model (argv[1], &model, &error) ||
      !convert (&model, argv[2], takes_scaled, &error))
    return nrn_cli_fail (error);

  return NRN_CLI_DONE;
}
