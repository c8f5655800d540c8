/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is seen, as tables: the log and the predictions.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <math.h>

#include "nrn-csv.h"
#include "nrn-model.h"
#include "nrn-prediction.h"
#include "nrn-run-words.h"
#include "nrn-vector.h"

/* So many rows go through the network at a time. */
#define N_ROWS 1024

/**
 * nrn_window_print_log:
 * @document: a document with an experiment
 *
 * Returns: (transfer full): the text of a CSV file with a row for each
 *   epoch; what was not measured is empty
 */
char *
nrn_window_print_log (NrnDocument *document)
{
  const NrnHistory *history = nrn_document_get_history (document);
  guint n_series = nrn_history_get_n_series (history);
  GString *csv = g_string_new ("epoch");

  for (guint j = 0; j < NRN_N_ROWS * n_series; j++)
    g_string_append_printf (csv, ",%s%s", j < n_series ? "" : "val_",
                            nrn_history_get_names (history)[j % n_series]);
  g_string_append_c (csv, '\n');

  for (guint i = 0; i < nrn_history_get_n_epochs (history); i++)
    {
      g_string_append_printf (csv, "%u", i + 1);
      for (guint j = 0; j < NRN_N_ROWS * n_series; j++)
        {
          double value = nrn_history_get (history, i, (int) (j % n_series),
                                          (NrnHistoryRows) (j / n_series));

          g_string_append_c (csv, ',');
          if (!isnan (value))
            nrn_csv_append_number (csv, (float) value);
        }
      g_string_append_c (csv, '\n');
    }

  return g_string_free (csv, FALSE);
}

/**
 * nrn_window_print_runs:
 * @document: a document
 *
 * Returns: (transfer full): the text of a CSV file with a row for each epoch
 *   of each kept run
 */
char *
nrn_window_print_runs (NrnDocument *document)
{
  return nrn_shelf_print_histories (nrn_document_get_shelf (document));
}

static void
append_names (GString           *csv,
              const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (csv->len > 0)
        g_string_append_c (csv, ',');
      nrn_csv_append_text (csv, names[i]);
    }
}

/* The features, the targets, "output_0" …, and "predicted" for classes. */
static void
append_header (GString          *csv,
               const NrnDataset *dataset,
               guint             n_outputs)
{
  append_names (csv, nrn_dataset_get_feature_names (dataset));
  append_names (csv, nrn_dataset_get_target_names (dataset));
  for (guint i = 0; i < n_outputs; i++)
    g_string_append_printf (csv, ",output_%u", i);
  if (nrn_dataset_get_class_names (dataset) != NULL)
    g_string_append (csv, ",predicted");
  g_string_append_c (csv, '\n');
}

static void
append_row (GString          *csv,
            const NrnDataset *dataset,
            guint             row,
            guint             n_outputs,
            const float      *outputs)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint n_targets = nrn_dataset_get_n_targets (dataset);
  const float *features = nrn_dataset_get_features (dataset) + (gsize) row * n_features;
  const float *targets = nrn_dataset_get_targets (dataset) + (gsize) row * n_targets;
  const char *const *class_names = nrn_dataset_get_class_names (dataset);
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  for (guint i = 0; i < n_features; i++)
    {
      nrn_csv_append_number (csv, features[i]);
      g_string_append_c (csv, ',');
    }
  for (guint i = 0; i < n_targets; i++)
    {
      if (class_names != NULL)
        nrn_csv_append_text (csv, class_names[(guint) targets[i]]);
      else
        nrn_csv_append_number (csv, targets[i]);
      g_string_append_c (csv, ',');
    }
  for (guint i = 0; i < n_outputs; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      nrn_csv_append_number (csv, outputs[i]);
    }
  if (class_names != NULL)
    {
      guint predicted = nrn_prediction_get_class (n_outputs, outputs);

      g_string_append_c (csv, ',');
      if (predicted < n_classes)
        nrn_csv_append_text (csv, class_names[predicted]);
    }
  g_string_append_c (csv, '\n');
}

/**
 * nrn_window_print_predictions:
 * @document: a document with an experiment
 *
 * The columns: the features as they are in the data, the targets, the
 * network's outputs as Keras' predict() returns them, and the predicted
 * class where there are classes.
 *
 * Returns: (transfer full): the text of a CSV file with a row for each sample
 */
char *
nrn_window_print_predictions (NrnDocument *document)
{
  const NrnDataset *dataset = nrn_document_get_dataset (document);
  const NrnSamples *samples = nrn_document_get_samples (document);
  const NrnWeights *weights =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->weights;
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_rows = nrn_samples_get_n_rows (samples);
  guint n_outputs = nrn_architecture_get_output_dim (architecture);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, MIN (n_rows, N_ROWS));
  g_autofree float *outputs = g_new (float, (gsize) n_rows * n_outputs + NRN_LANES);
  GString *csv = g_string_new (NULL);

  nrn_model_set_weights (model, weights);
  nrn_model_predict (model, n_rows, nrn_samples_get_inputs (samples), outputs);
  append_header (csv, dataset, n_outputs);
  for (guint row = 0; row < n_rows; row++)
    append_row (csv, dataset, row, n_outputs, outputs + (gsize) row * n_outputs);

  return g_string_free (csv, FALSE);
}
