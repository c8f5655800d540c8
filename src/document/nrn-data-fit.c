/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An experiment with other data, whose network fits them.
 */

#include "config.h"

#include "nrn-data-fit.h"

#include "nrn-document-private.h"
#include "nrn-loss.h"

static NrnArchitecture *
with_inputs (const NrnArchitecture  *architecture,
             guint                   input_dim,
             GError                **error)
{
  guint n_layers = nrn_architecture_get_n_layers (architecture);
  g_autofree NrnConfig **layers = g_new (NrnConfig *, n_layers);
  g_autofree const char **names = g_new (const char *, n_layers);

  for (guint i = 0; i < n_layers; i++)
    {
      layers[i] = (NrnConfig *) nrn_architecture_get_layer (architecture, i);
      names[i] = nrn_architecture_get_layer_name (architecture, i);
    }

  return nrn_architecture_new (input_dim, n_layers, layers, names, error);
}

/* An output for each class, or for each target; one is enough for two classes
 * where there was one. */
static guint
count_outputs (const NrnDataset      *dataset,
               const NrnArchitecture *architecture)
{
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  if (n_classes == 0)
    return nrn_dataset_get_n_targets (dataset);
  if (n_classes == 2 && nrn_architecture_get_output_dim (architecture) == 1)
    return 1;

  return MAX (n_classes, 2);
}

/* What every textbook takes, where what there was does not fit. */
static void
choose_usual (const NrnDataset *dataset,
              NrnFix           *fix)
{
  gboolean are_classes = nrn_dataset_get_n_classes (dataset) > 0;

  fix->activation = nrn_kind_find (NRN_FAMILY_ACTIVATION, are_classes ? "softmax" : "linear", NULL);
  fix->loss = nrn_kind_find (NRN_FAMILY_LOSS, are_classes ? "sparse_categorical_crossentropy"
                                                          : "mean_squared_error", NULL);
  fix->units = are_classes ? MAX (nrn_dataset_get_n_classes (dataset), 2)
                           : nrn_dataset_get_n_targets (dataset);
}

/* What is measured, and what ends a training, may not be there any more. */
static void
adapt_fit (NrnFitOptions         *fit,
           const NrnArchitecture *architecture,
           const NrnConfig       *loss,
           const NrnDataset      *dataset)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (fit);
  NrnTargetKind kind = nrn_loss_get_target_kind (nrn_config_get_kind (loss));

  fit->class_weight = NULL;
  if (nrn_dataset_get_n_classes (dataset) == 0)
    fit->stop_accuracy = 0;
  for (guint i = 0; i < nrn_metrics_get_n (metrics); i++)
    {
      if (nrn_metric_check (nrn_metrics_get (metrics, i),
                            nrn_architecture_get_output_dim (architecture), kind, NULL))
        continue;
      fit->metrics = NULL;
      fit->early_stopping = (NrnEarlyStoppingOptions) { 0 };
      return;
    }
}

/**
 * nrn_experiment_with_data:
 * @parts: an experiment
 * @source: other data
 * @dataset: their rows
 * @error: return location
 *
 * The hidden layers, the optimizer and the fit settings stay. The network gets
 * an input for each feature and an output for each class or target; output
 * activation and loss stay where they are made for such labels, and else are
 * softmax with sparse categorical crossentropy, or linear with the mean
 * squared error. The features are scaled.
 *
 * Returns: (transfer full) (nullable): the experiment, untrained, or %NULL
 *   with @error set if the network cannot have so many inputs or outputs
 */
NrnExperiment *
nrn_experiment_with_data (const NrnExperimentParts  *parts,
                          const NrnDataSource       *source,
                          const NrnDataset          *dataset,
                          GError                   **error)
{
  NrnExperimentParts fitted = *parts;
  g_autoptr (NrnArchitecture) wide = NULL;
  g_autoptr (NrnArchitecture) sized = NULL;
  g_autoptr (NrnArchitecture) usual = NULL;
  g_autoptr (NrnConfig) loss = NULL;
  NrnFix fix = { .units = count_outputs (dataset, parts->architecture) };
  NrnPairing pairing;

  wide = with_inputs (parts->architecture, nrn_dataset_get_n_features (dataset), error);
  sized = wide != NULL ? nrn_architecture_apply_fix (wide, &fix, error) : NULL;
  if (sized == NULL)
    return NULL;

  fitted.architecture = sized;
  nrn_pairing_init (&pairing, sized, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (dataset));
  if (nrn_doctor_judge (&pairing) != NRN_VERDICT_FITS)
    {
      choose_usual (dataset, &fix);
      usual = nrn_architecture_apply_fix (wide, &fix, error);
      if (usual == NULL)
        return NULL;
      loss = nrn_config_new (fix.loss);
      fitted.architecture = usual;
      fitted.loss = loss;
    }

  adapt_fit (&fitted.fit, fitted.architecture, fitted.loss, dataset);
  fitted.name = nrn_dataset_get_name (dataset);
  fitted.preset = NULL;
  fitted.source = source;
  fitted.scale = TRUE;
  fitted.scaler = NULL;
  fitted.feature_names = NULL;
  fitted.output_names = NULL;
  fitted.weights = NULL;
  fitted.history = NULL;

  return nrn_experiment_new (&fitted);
}
