/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Networks and experiments from and to files, by the ending of their names.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "nrn-error.h"
#include "nrn-experiment-file.h"
#include "nrn-keras-code.h"
#include "nrn-onnx.h"
#include "nrn-tfjs.h"

static gboolean
is_experiment (const char *path)
{
  return g_str_has_suffix (path, ".neurons");
}

static gboolean
is_tfjs (const char *path)
{
  return g_str_has_suffix (path, ".json");
}

static gboolean
is_onnx (const char *path)
{
  return g_str_has_suffix (path, ".onnx");
}

static gboolean
is_code (const char *path)
{
  return g_str_has_suffix (path, ".py");
}

static gboolean
refuse_to_load (const char  *path,
                GError     **error)
{
  if (is_onnx (path))
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("“%s” cannot be read: Neurons writes ONNX, but reads .neurons, and .json of "
                   "TensorFlow.js."), path);
  else if (is_code (path))
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("“%s” is a program, which has no data of its own; read it with neurons-cli train "
                   "--code."), path);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("“%s” has an ending that is not known; it must be .neurons, or .json for "
                   "TensorFlow.js."), path);
  return FALSE;
}

/**
 * nrn_cli_load_model:
 * @path: a `.neurons` file with trained weights, or a model.json
 * @model: (out caller-allocates): the network
 * @error: return location
 *
 * Returns: whether it could be loaded
 */
gboolean
nrn_cli_load_model (const char   *path,
                    NrnCliModel  *model,
                    GError      **error)
{
  const NrnExperimentParts *parts;

  *model = (NrnCliModel) { NULL, NULL };
  if (is_tfjs (path))
    {
      model->weights = nrn_tfjs_load (path, error);
      return model->weights != NULL;
    }
  if (!is_experiment (path))
    return refuse_to_load (path, error);

  model->experiment = nrn_experiment_load (path, error);
  if (model->experiment == NULL)
    return FALSE;

  parts = nrn_experiment_get_parts (model->experiment);
  model->weights = parts->weights != NULL
                   ? nrn_weights_ref (parts->weights)
                   : nrn_weights_new_initial (parts->architecture, parts->fit.seed);

  return TRUE;
}

void
nrn_cli_model_clear (NrnCliModel *model)
{
  g_clear_pointer (&model->weights, nrn_weights_unref);
  g_clear_pointer (&model->experiment, nrn_experiment_unref);
}

/**
 * nrn_cli_check_target:
 * @path: where something will be saved
 * @error: return location
 *
 * Looks before a long training whether its end could be saved.
 *
 * Returns: whether it looks as if it could
 */
gboolean
nrn_cli_check_target (const char  *path,
                      GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (!is_experiment (path) && !is_tfjs (path) && !is_onnx (path) && !is_code (path))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                   _("“%s” has an ending that is not known; it must be .neurons, .onnx, .py for "
                     "Keras, or .json for TensorFlow.js."), path);
      return FALSE;
    }

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
                   _("Cannot save to “%s”: it is a folder; name a file in it."), path);
      return FALSE;
    }
  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
                   _("Cannot save to “%s”: there is no folder “%s”."), path, folder);
      return FALSE;
    }
  if (g_access (folder, W_OK) != 0)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_IO,
                   _("Cannot save to “%s”: the folder “%s” may not be written to."), path, folder);
      return FALSE;
    }

  return TRUE;
}

static gboolean
save_onnx (const NrnExperiment  *experiment,
           const char           *path,
           gboolean              takes_scaled,
           GError              **error)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  const NrnOnnxExtras extras = {
    .name = parts->name,
    .feature_names = parts->feature_names,
    .output_names = parts->output_names,
    .scaler = parts->scaler,
    .takes_scaled = takes_scaled,
  };

  return nrn_onnx_save (parts->weights, &extras, path, error);
}

/* With what was learned, unless that would be too long for a program. */
static gboolean
save_code (const NrnExperiment  *experiment,
           const char           *path,
           GError              **error)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, error);
  const NrnKerasCodeOptions options = {
    .dialect = NRN_KERAS_CODE_KERAS_3,
    .style = NRN_KERAS_CODE_LIST,
    .weights = nrn_architecture_get_n_parameters (parts->architecture) <= NRN_KERAS_CODE_MAX_WEIGHTS,
  };

  return dataset != NULL && nrn_keras_code_save (experiment, dataset, &options, path, error);
}

/**
 * nrn_cli_save:
 * @experiment: an experiment with trained weights
 * @path: where to
 * @takes_scaled: whether an ONNX file takes features that are scaled already
 * @error: return location
 *
 * Returns: whether it was saved; an existing file is replaced as a whole or
 *   not at all
 */
gboolean
nrn_cli_save (const NrnExperiment  *experiment,
              const char           *path,
              gboolean              takes_scaled,
              GError              **error)
{
  if (is_onnx (path))
    return save_onnx (experiment, path, takes_scaled, error);
  if (is_code (path))
    return save_code (experiment, path, error);
  if (is_tfjs (path))
    return nrn_tfjs_save (nrn_experiment_get_parts (experiment)->weights, path, error);

  return nrn_experiment_save (experiment, path, error);
}

/**
 * nrn_cli_save_model:
 * @weights: a network that belongs to no experiment
 * @path: where to
 * @error: return location
 *
 * Returns: whether it was saved, as nrn_cli_save() does
 */
gboolean
nrn_cli_save_model (const NrnWeights  *weights,
                    const char        *path,
                    GError           **error)
{
  if (is_onnx (path))
    return nrn_onnx_save (weights, NULL, path, error);
  if (is_tfjs (path))
    return nrn_tfjs_save (weights, path, error);

  g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
               _("“%s” cannot be made of a network alone, since an experiment has data too; give "
                 "it some with neurons-cli train --model."), path);
  return FALSE;
}
