/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The text of an experiment file.
 */

#include "nrn-experiment-file-private.h"

#include <string.h>

#include "nrn-experiment-file.h"
#include "nrn-json-writer.h"
#include "nrn-keras.h"

/* The path to write: relative if the file is below @folder. */
static char *
portable_path (const char *path,
               const char *folder)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  const char *rest;

  if (folder == NULL || !g_str_has_prefix (absolute, folder))
    return g_steal_pointer (&absolute);

  rest = absolute + strlen (folder);
  if (!G_IS_DIR_SEPARATOR (*rest) && !g_str_has_suffix (folder, G_DIR_SEPARATOR_S))
    return g_steal_pointer (&absolute);
  while (G_IS_DIR_SEPARATOR (*rest))
    rest++;

  return g_strdup (rest);
}

/* What is detected is not written. */
static void
print_options (NrnJsonWriter       *writer,
               const NrnCsvOptions *options)
{
  const char decimal[] = { options->format.decimal, '\0' };

  if (options->format.separator != '\0')
    nrn_json_add_string (writer, "separator", nrn_csv_separator_to_text (options->format.separator));
  if (*decimal != '\0')
    nrn_json_add_string (writer, "decimal", decimal);
  if (options->format.header != NRN_CSV_HEADER_DETECT)
    nrn_json_add_boolean (writer, "header", options->format.header == NRN_CSV_HEADER_YES);
  if (options->targets != NRN_CSV_TARGETS_DETECT)
    nrn_json_add_string (writer, "labels", nrn_csv_targets_to_text (options->targets));
  if (options->missing != NRN_CSV_MISSING_REFUSE)
    nrn_json_add_string (writer, "missing", nrn_csv_missing_to_text (options->missing));
  if (options->n_rows > 0)
    nrn_json_add_number (writer, "rows", options->n_rows);
  if (options->n_rows > 0 && options->random_rows)
    nrn_json_add_number (writer, "rows_seed", options->seed);
}

static void
print_table (NrnJsonWriter       *writer,
             const NrnDataSource *source,
             const char          *folder)
{
  const NrnCsvSelection *selection = nrn_data_source_get_selection (source);

  if (nrn_data_source_get_path (source) != NULL)
    {
      g_autofree char *path = portable_path (nrn_data_source_get_path (source), folder);

      nrn_json_add_string (writer, "file", path);
    }
  else
    {
      g_auto (GStrv) lines = g_strsplit (nrn_data_source_get_text (source), "\n", -1);

      nrn_json_add_string (writer, "name", nrn_data_source_get_name (source));
      if (nrn_data_source_is_by_hand (source))
        nrn_json_add_boolean (writer, "by_hand", TRUE);
      nrn_json_begin_array (writer, "table");
      for (guint i = 0; lines[i] != NULL; i++)
        nrn_json_add_string (writer, NULL, lines[i]);
      nrn_json_end_array (writer);
    }
  nrn_json_add_strings (writer, "features", selection->features);
  nrn_json_add_strings (writer, "targets", selection->targets);
  if (selection->sample_weight != NULL)
    nrn_json_add_string (writer, "sample_weight", selection->sample_weight);
  if (selection->class_names != NULL)
    nrn_json_add_strings (writer, "class_names", selection->class_names);
  print_options (writer, selection->options);
}

/* What somebody has called the columns and the classes. */
static void
print_names (NrnJsonWriter       *writer,
             const NrnDataSource *source)
{
  gboolean has_any = FALSE;

  for (guint i = 0; i < NRN_N_NAMES; i++)
    has_any = has_any || nrn_data_source_get_names (source, (NrnNames) i) != NULL;
  if (!has_any)
    return;

  nrn_json_begin_object (writer, "names");
  for (guint i = 0; i < NRN_N_NAMES; i++)
    {
      const char *const *names = nrn_data_source_get_names (source, (NrnNames) i);

      if (names != NULL)
        nrn_json_add_strings (writer, nrn_experiment_names_members[i], names);
    }
  nrn_json_end_object (writer);
}

static void
print_data (NrnJsonWriter       *writer,
            const NrnDataSource *source,
            const char          *folder)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (source);

  nrn_json_begin_object (writer, "data");
  if (generator != NULL)
    {
      nrn_json_add_string (writer, "generator", generator->name);
      nrn_json_begin_object (writer, "parameters");
      for (guint i = 0; i < generator->n_parameters; i++)
        nrn_json_add_number (writer, generator->parameters[i].name,
                             nrn_data_source_get_values (source)[i]);
      nrn_json_end_object (writer);
      nrn_json_add_number (writer, "seed", nrn_data_source_get_seed (source));
    }
  else
    {
      print_table (writer, source, folder);
    }
  print_names (writer, source);
  nrn_json_end_object (writer);
}

/* On one line where names say everything. */
static void
print_metrics (NrnJsonWriter       *writer,
               const NrnFitOptions *fit)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (fit);
  g_autofree const char **names = g_new0 (const char *, nrn_metrics_get_n (metrics) + 1);
  gboolean have_arguments = FALSE;

  for (guint i = 0; i < nrn_metrics_get_n (metrics); i++)
    {
      names[i] = nrn_config_get_name (nrn_metrics_get (metrics, i));
      have_arguments |= !nrn_config_is_default (nrn_metrics_get (metrics, i));
    }
  if (!have_arguments)
    {
      nrn_json_add_strings (writer, "metrics", names);
      return;
    }

  nrn_json_begin_array (writer, "metrics");
  for (guint i = 0; i < nrn_metrics_get_n (metrics); i++)
    nrn_keras_print_config (writer, NULL, nrn_metrics_get (metrics, i), NRN_KERAS_PLAIN);
  nrn_json_end_array (writer);
}

static void
print_compile (NrnJsonWriter            *writer,
               const NrnExperimentParts *parts)
{
  nrn_json_begin_object (writer, "compile");
  nrn_keras_print_config (writer, "optimizer", parts->optimizer, NRN_KERAS_PLAIN);
  nrn_keras_print_config (writer, "loss", parts->loss, NRN_KERAS_PLAIN);
  print_metrics (writer, &parts->fit);
  nrn_json_end_object (writer);
}

static void
print_early_stopping (NrnJsonWriter                 *writer,
                      const NrnEarlyStoppingOptions *options)
{
  nrn_json_begin_object (writer, "early_stopping");
  nrn_json_add_string (writer, "monitor", options->monitor);
  nrn_json_add_number (writer, "min_delta", options->min_delta);
  nrn_json_add_number (writer, "patience", options->patience);
  nrn_json_add_boolean (writer, "restore_best_weights", options->restore_best_weights);
  if (options->mode != NRN_MONITOR_AUTO)
    nrn_json_add_string (writer, "mode", nrn_monitor_mode_get_name (options->mode));
  if (options->has_baseline)
    nrn_json_add_number (writer, "baseline", options->baseline);
  if (options->start_from_epoch > 0)
    nrn_json_add_number (writer, "start_from_epoch", options->start_from_epoch);
  nrn_json_end_object (writer);
}

/* As Python's JSON has a dictionary of numbers. */
static void
print_class_weight (NrnJsonWriter         *writer,
                    const NrnClassWeights *weights)
{
  nrn_json_begin_object (writer, "class_weight");
  for (guint i = 0; i < nrn_class_weights_get_n (weights); i++)
    {
      g_autofree char *name = g_strdup_printf ("%d", nrn_class_weights_get_class (weights, i));

      nrn_json_add_number (writer, name, nrn_class_weights_get_weight (weights, i));
    }
  nrn_json_end_object (writer);
}

static void
print_fit (NrnJsonWriter       *writer,
           const NrnFitOptions *fit)
{
  nrn_json_begin_object (writer, "fit");
  nrn_json_add_number (writer, "batch_size", fit->batch_size);
  nrn_json_add_number (writer, "epochs", fit->epochs);
  nrn_json_add_boolean (writer, "shuffle", fit->shuffle);
  nrn_json_add_number (writer, "validation_split", fit->validation_split);
  nrn_json_add_boolean (writer, "validation_shuffled", fit->validation_shuffled);
  nrn_json_add_number (writer, "seed", fit->seed);
  if (fit->stop_accuracy > 0)
    nrn_json_add_number (writer, "stop_accuracy", fit->stop_accuracy);
  if (fit->early_stopping.monitor != NULL)
    print_early_stopping (writer, &fit->early_stopping);
  if (fit->class_weight != NULL)
    print_class_weight (writer, fit->class_weight);
  nrn_json_end_object (writer);
}

/* Which units are switched off, by their layers' names; counted from 0. */
static void
print_off (NrnJsonWriter         *writer,
           const NrnArchitecture *architecture)
{
  if (nrn_architecture_count_off (architecture) == 0)
    return;

  nrn_json_begin_object (writer, "off");
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      guint n_off;
      const guint *off = nrn_architecture_get_off (architecture, i, &n_off);
      g_autofree double *units = g_new (double, n_off + 1);

      for (guint j = 0; j < n_off; j++)
        units[j] = off[j];
      if (n_off > 0)
        nrn_json_add_numbers (writer, nrn_architecture_get_layer_name (architecture, i), n_off, units);
    }
  nrn_json_end_object (writer);
}

static void
print_scaler (NrnJsonWriter   *writer,
              const NrnScaler *scaler)
{
  double range[] = { nrn_scaler_get_low (scaler), nrn_scaler_get_high (scaler) };
  guint n_columns = nrn_scaler_get_n_columns (scaler);

  nrn_json_begin_object (writer, "scaler");
  nrn_json_add_numbers (writer, "data_min", n_columns, nrn_scaler_get_data_min (scaler));
  nrn_json_add_numbers (writer, "data_max", n_columns, nrn_scaler_get_data_max (scaler));
  nrn_json_add_numbers (writer, "feature_range", 2, range);
  nrn_json_end_object (writer);
}

static void
print_tensor (NrnJsonWriter   *writer,
              const char      *layer_name,
              const NrnTensor *tensor,
              const float     *values)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", layer_name, tensor->name);

  if (tensor->n_dims == 1)
    {
      nrn_json_add_floats (writer, name, tensor->size, values);
      return;
    }

  nrn_json_begin_array (writer, name);
  for (guint row = 0; row < tensor->dims[0]; row++)
    nrn_json_add_floats (writer, NULL, tensor->dims[1], values + (gsize) row * tensor->dims[1]);
  nrn_json_end_array (writer);
}

static void
print_weights (NrnJsonWriter    *writer,
               const NrnWeights *weights)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);

  nrn_json_begin_object (writer, "weights");
  for (guint i = 0; i < n_tensors; i++)
    print_tensor (writer, nrn_architecture_get_layer_name (architecture, tensors[i].layer),
                  &tensors[i], nrn_weights_get_data (weights) + tensors[i].offset);
  nrn_json_end_object (writer);
}

/* What was not measured is not there, but for the loss. */
static void
print_series (NrnJsonWriter    *writer,
              const NrnHistory *history,
              int               series,
              NrnHistoryRows    rows)
{
  guint n_epochs = nrn_history_get_n_epochs (history);
  g_autofree double *values = g_new (double, n_epochs + 1);
  g_autofree char *name = g_strconcat (rows == NRN_ROWS_VALIDATION ? "val_" : "",
                                       nrn_history_get_names (history)[series], NULL);

  for (guint i = 0; i < n_epochs; i++)
    values[i] = nrn_history_get (history, i, series, rows);

  if (nrn_history_has (history, series, rows) ||
      (series == NRN_HISTORY_LOSS && rows == NRN_ROWS_TRAINING))
    nrn_json_add_numbers (writer, name, n_epochs, values);
}

static void
print_history (NrnJsonWriter    *writer,
               const NrnHistory *history)
{
  nrn_json_begin_object (writer, "history");
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      for (guint i = 0; i < nrn_history_get_n_series (history); i++)
        print_series (writer, history, (int) i, (NrnHistoryRows) rows);
    }
  nrn_json_end_object (writer);
}

/* After which epochs the experiment was edited. */
static void
print_edits (NrnJsonWriter    *writer,
             const NrnHistory *history)
{
  guint n_marks;
  const guint *marks = nrn_history_get_marks (history, &n_marks);
  g_autofree double *values = g_new (double, n_marks + 1);

  if (n_marks == 0)
    return;

  for (guint i = 0; i < n_marks; i++)
    values[i] = marks[i];
  nrn_json_add_numbers (writer, "edits", n_marks, values);
}

/* The learning rates and batch sizes that were changed on the way. */
static void
print_changes (NrnJsonWriter    *writer,
               const NrnHistory *history)
{
  const NrnMoments *changes = nrn_history_get_changes (history);

  if (changes == NULL)
    return;

  nrn_json_begin_array (writer, "changes");
  for (guint i = 0; i < nrn_moments_get_n (changes); i++)
    {
      const NrnMoment *change = nrn_moments_get (changes, i);

      nrn_json_begin_object (writer, NULL);
      nrn_json_add_string (writer, "of",
                           change->kind == NRN_MOMENT_LEARNING_RATE ? "learning_rate" : "batch_size");
      nrn_json_add_number (writer, "update", (double) change->update);
      nrn_json_add_number (writer, "epochs", change->position);
      nrn_json_add_number (writer, "before", change->before);
      nrn_json_add_number (writer, "after", change->after);
      nrn_json_end_object (writer);
    }
  nrn_json_end_array (writer);
}

static void
print_trained (NrnJsonWriter            *writer,
               const NrnExperimentParts *parts)
{
  if (parts->feature_names == NULL && parts->output_names == NULL && parts->scaler == NULL &&
      parts->weights == NULL && parts->history == NULL)
    return;

  nrn_json_begin_object (writer, "trained");
  if (parts->feature_names != NULL)
    nrn_json_add_strings (writer, "features", parts->feature_names);
  if (parts->output_names != NULL)
    nrn_json_add_strings (writer, "outputs", parts->output_names);
  if (parts->scaler != NULL)
    print_scaler (writer, parts->scaler);
  if (parts->weights != NULL)
    print_weights (writer, parts->weights);
  if (parts->history != NULL)
    {
      print_history (writer, parts->history);
      print_edits (writer, parts->history);
      print_changes (writer, parts->history);
    }
  nrn_json_end_object (writer);
}

static void
print_experiment (NrnJsonWriter       *writer,
                  const NrnExperiment *experiment,
                  const char          *folder)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);

  if (parts->name != NULL)
    nrn_json_add_string (writer, "name", parts->name);
  if (parts->preset != NULL)
    nrn_json_add_string (writer, "preset", parts->preset);
  print_data (writer, parts->source, folder);
  nrn_json_add_boolean (writer, "scale", parts->scale);
  nrn_keras_print_sequential (writer, "model", parts->architecture, NRN_KERAS_PLAIN);
  print_off (writer, parts->architecture);
  print_compile (writer, parts);
  print_fit (writer, &parts->fit);
  print_trained (writer, parts);
}

static void
print_shelf (NrnJsonWriter  *writer,
             const NrnShelf *shelf,
             const char     *folder)
{
  if (nrn_shelf_get_n_runs (shelf) == 0)
    return;

  nrn_json_begin_array (writer, "runs");
  for (guint i = 0; i < nrn_shelf_get_n_runs (shelf); i++)
    {
      const NrnRun *run = nrn_shelf_get_run (shelf, i);

      nrn_json_begin_object (writer, NULL);
      nrn_json_add_number (writer, "id", nrn_run_get_id (run));
      nrn_json_add_string (writer, "name", nrn_run_get_name (run));
      nrn_json_begin_object (writer, "experiment");
      print_experiment (writer, nrn_run_get_experiment (run), folder);
      nrn_json_end_object (writer);
      nrn_json_end_object (writer);
    }
  nrn_json_end_array (writer);
}

/* @folder: (nullable): canonical path of the folder that the file is in. */
char *
nrn_work_to_text (const NrnWork *work,
                  const char    *folder)
{
  const NrnWorkParts *parts = nrn_work_get_parts (work);
  NrnJsonWriter *writer = nrn_json_writer_new ();

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_string (writer, "format", NRN_EXPERIMENT_FORMAT);
  nrn_json_add_number (writer, "version", NRN_EXPERIMENT_FILE_VERSION);
  print_experiment (writer, parts->experiment, folder);
  if (parts->view != NULL)
    nrn_view_to_json (parts->view, writer, "view");
  print_shelf (writer, parts->shelf, folder);
  if (parts->timeline != NULL)
    nrn_timeline_to_json (parts->timeline, writer, "timeline");
  nrn_json_end_object (writer);

  return nrn_json_writer_free_to_text (writer);
}
