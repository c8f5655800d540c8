/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli train: trains a network and prints Keras' log.
 */

#include "config.h"

#include "nrn-cli.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "nrn-cli-log.h"
#include "nrn-cli-setup.h"
#include "nrn-doctor.h"
#include "nrn-error.h"
#include "nrn-preset.h"

static volatile sig_atomic_t interrupted;

static void
interrupt_cb (int number)
{
  interrupted = 1;
}

/* Ctrl-C lets the batch under way finish, and the line that is being
 * printed; a second one ends the program. */
static void
watch_interrupts (void)
{
  struct sigaction action = {
    .sa_handler = interrupt_cb,
    .sa_flags = (int) SA_RESETHAND | SA_RESTART,
  };

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
}

static void
log_epoch (NrnCliLog *log,
           NrnFit    *fit)
{
  g_autoptr (NrnHistory) values = nrn_fit_dup_last_epoch (fit);

  log->learning_rate = nrn_optimizer_get_learning_rate (nrn_fit_get_optimizer (fit));
  nrn_cli_log_epoch (log, nrn_fit_get_epoch (fit), values);
}

static NrnFitStatus
run (NrnFit    *fit,
     NrnCliLog *log)
{
  NrnFitStatus status;

  nrn_cli_log_begin (log);
  do
    {
      status = nrn_fit_step (fit);
      if (status == NRN_FIT_BATCH)
        nrn_cli_log_progress (log, fit);
      else if (status == NRN_FIT_EPOCH)
        log_epoch (log, fit);
    }
  while (status != NRN_FIT_DONE && status != NRN_FIT_DIVERGED && !interrupted);
  nrn_cli_log_end (log);

  return status;
}

static gboolean
save_all (const NrnExperiment  *experiment,
          NrnFit               *fit,
          char                **paths,
          GError              **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnWeights) weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
  g_autoptr (NrnHistory) history = nrn_fit_dup_history (fit);
  g_autoptr (NrnExperiment) trained = NULL;

  parts.weights = weights;
  parts.history = history;
  trained = nrn_experiment_new (&parts);
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      if (!nrn_cli_save (trained, paths[i], FALSE, error))
        return FALSE;
    }

  return TRUE;
}

static int
report_divergence (NrnFit *fit)
{
  char rate[G_ASCII_DTOSTR_BUF_SIZE];
  g_autoptr (GError) error = NULL;

  g_ascii_formatd (rate, sizeof rate, "%g",
                   nrn_optimizer_get_learning_rate (nrn_fit_get_optimizer (fit)));
  error = g_error_new (NRN_ERROR, NRN_ERROR_DIVERGED,
                       _("The loss became infinite or not a number in epoch %u, batch %u; a "
                         "learning rate below %s may help, or inputs scaled to 0…1. The last "
                         "finite weights are kept."),
                       nrn_fit_get_epoch (fit) + 1, nrn_fit_get_batch (fit), rate);

  return nrn_cli_fail (error);
}

static void
report_stop (const NrnFit        *fit,
             const NrnFitOptions *options)
{
  guint best_epoch;
  NrnStopReason stop = nrn_fit_get_stop (fit, &best_epoch);
  g_autofree char *sentences = nrn_fit_options_describe_stop (options, stop, nrn_fit_get_epoch (fit),
                                                              best_epoch);

  if (sentences != NULL)
    g_printerr ("%s\n", sentences);
}

/* What works, but oddly, is said before it begins. */
static void
report_pairing (const NrnExperimentParts *parts,
                const NrnDataset         *dataset)
{
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  NrnPairing pairing;

  nrn_pairing_init (&pairing, parts->architecture, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (dataset));
  nrn_doctor_ask (&pairing, &opinion);
  if (opinion.verdict != NRN_VERDICT_FITS)
    g_printerr ("%s\n", opinion.sentence);
}

static int
train (const NrnCliTrainOptions *options,
       const char               *path,
       NrnCliLog                *log,
       char                    **save_paths)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (NrnSamples) samples = NULL;
  g_autoptr (NrnFit) fit = NULL;
  const NrnExperimentParts *parts;
  NrnFitStatus status;

  for (guint i = 0; save_paths != NULL && save_paths[i] != NULL; i++)
    {
      if (!nrn_cli_check_target (save_paths[i], &error))
        return nrn_cli_fail (error);
    }

  experiment = nrn_cli_setup_experiment (options, path, &dataset, &error);
  if (experiment == NULL)
    return nrn_cli_fail (error);

  parts = nrn_experiment_get_parts (experiment);
  samples = nrn_samples_new_encoded (dataset, parts->scaler, parts->architecture,
                                     nrn_config_get_kind (parts->loss), &error);
  if (samples == NULL)
    return nrn_cli_fail (error);

  fit = nrn_fit_new (parts->architecture, parts->weights, parts->loss, parts->optimizer,
                     samples, &parts->fit, &error);
  if (fit == NULL)
    return nrn_cli_fail (error);

  if (log->style != NRN_CLI_LOG_NONE && parts->fit.epochs > 0)
    report_pairing (parts, dataset);
  log->n_epochs = parts->fit.epochs;
  log->has_schedule =
    nrn_config_get_config (parts->optimizer, NRN_OPTIMIZER_LEARNING_RATE) != NULL;
  watch_interrupts ();
  status = run (fit, log);

  if (!save_all (experiment, fit, save_paths, &error))
    return nrn_cli_fail (error);
  if (status == NRN_FIT_DIVERGED)
    return report_divergence (fit);
  if (log->write_error != 0)
    return nrn_cli_fail_output (log->write_error);
  if (status == NRN_FIT_DONE && log->style != NRN_CLI_LOG_NONE)
    report_stop (fit, &parts->fit);
  if (interrupted && status != NRN_FIT_DONE)
    g_printerr (_("Stopped in epoch %u of %u, after batch %u.\n"),
                MIN (nrn_fit_get_epoch (fit) + 1, log->n_epochs), log->n_epochs,
                nrn_fit_get_batch (fit));

  return NRN_CLI_DONE;
}

static gboolean
get_log_style (const char      *text,
               NrnCliLogStyle  *style)
{
  static const char *const names[] = { "keras", "json", "none" };

  *style = NRN_CLI_LOG_KERAS;
  if (text == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (text, names[i]) == 0)
        {
          *style = (NrnCliLogStyle) i;
          return TRUE;
        }
    }

  return FALSE;
}

static void
options_clear (NrnCliTrainOptions *options)
{
  g_free (options->preset);
  g_free (options->network);
  g_free (options->activations);
  g_free (options->layers);
  g_free (options->model);
  g_free (options->code);
  g_free (options->data);
  g_free (options->features);
  g_free (options->target);
  g_free (options->sample_weight);
  nrn_cli_csv_clear (&options->csv);
  g_free (options->loss);
  g_free (options->metrics);
  g_free (options->class_weight);
  g_free (options->optimizer);
  g_free (options->learning_rate);
  g_strfreev (options->optimizer_options);
  g_free (options->batch_size);
  g_free (options->epochs);
  g_free (options->validation_split);
  g_free (options->seed);
  g_free (options->stop_accuracy);
  g_free (options->early_stopping);
  g_free (options->patience);
  g_free (options->min_delta);
  g_free (options->mode);
  g_free (options->baseline);
  g_free (options->start_from_epoch);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NrnCliTrainOptions, options_clear)

static char *
describe_train (void)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  for (guint i = 0; i < n_presets; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", presets[i].name);

  return g_strdup_printf (_("Train a network and print Keras' log.\n\nPresets: %s."), names->str);
}

int
nrn_cli_train (int    argc,
               char **argv)
{
  g_auto (NrnCliTrainOptions) options = { NULL };
  g_autofree char *log_text = NULL;
  g_auto (GStrv) save_paths = NULL;
  g_autofree char *summary = NULL;
  const GOptionEntry entries[] = {
    { "preset", 0, 0, G_OPTION_ARG_STRING, &options.preset,
      N_("Which experiment to begin with (drug-trial)"), "NAME" },
    { "network", 0, 0, G_OPTION_ARG_STRING, &options.network,
      N_("Units of the inputs and of each layer"), "1-6-32-2" },
    { "activations", 0, 0, G_OPTION_ARG_STRING, &options.activations,
      N_("One for each layer"), "relu,relu,sigmoid" },
    { "layers", 0, 0, G_OPTION_ARG_STRING, &options.layers,
      N_("The whole network, as Keras has it: \"Dense(6, relu), Dropout(0.5), Dense(2)\""), "LAYERS" },
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &options.model,
      N_("Begin with a TensorFlow.js Layers model, or a program as with --code"), "model.json" },
    { "code", 0, 0, G_OPTION_ARG_FILENAME, &options.code,
      N_("Begin with the network, compile and fit of a Python program for Keras"), "FILE.py" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, N_("Rows to learn from"), "FILE.csv" },
    { "features", 0, 0, G_OPTION_ARG_STRING, &options.features,
      N_("Columns that are inputs (all but the target)"), "A,B" },
    { "target", 0, 0, G_OPTION_ARG_STRING, &options.target,
      N_("Column with the label, or columns with targets (the last)"), "NAME" },
    { "sample-weight", 0, 0, G_OPTION_ARG_STRING, &options.sample_weight,
      N_("Column that says what each row counts (all 1)"), "COLUMN" },
    NRN_CLI_CSV_FORMAT_ENTRIES (&options.csv),
    NRN_CLI_CSV_MISSING_ENTRY (&options.csv),
    NRN_CLI_CSV_ROWS_ENTRIES (&options.csv),
    { "scale", 0, 0, G_OPTION_ARG_NONE, &options.scale, N_("Scale the features to 0…1"), NULL },
    { "no-scale", 0, 0, G_OPTION_ARG_NONE, &options.no_scale, N_("Take the features as they are"), NULL },
    { "loss", 0, 0, G_OPTION_ARG_STRING, &options.loss, N_("Keras' name of the loss"), "NAME" },
    { "metrics", 0, 0, G_OPTION_ARG_STRING, &options.metrics,
      N_("What to measure beside the loss (accuracy)"), "accuracy,recall" },
    { "optimizer", 0, 0, G_OPTION_ARG_STRING, &options.optimizer,
      N_("Keras' name of the optimizer"), "NAME" },
    { "learning-rate", 0, 0, G_OPTION_ARG_STRING, &options.learning_rate,
      N_("How large the steps are, or a schedule such as “ExponentialDecay(0.01, 1000, 0.9)”"), "F" },
    { "optimizer-option", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.optimizer_options,
      N_("Another argument of the optimizer (repeatable)"), "KEY=VALUE" },
    { "batch-size", 0, 0, G_OPTION_ARG_STRING, &options.batch_size, N_("Rows of a batch"), "N" },
    { "epochs", 0, 0, G_OPTION_ARG_STRING, &options.epochs, N_("Passes over the rows"), "N" },
    { "shuffle", 0, 0, G_OPTION_ARG_NONE, &options.shuffle,
      N_("A new order of the rows in each epoch"), NULL },
    { "no-shuffle", 0, 0, G_OPTION_ARG_NONE, &options.no_shuffle, N_("The order of the file"), NULL },
    { "class-weight", 0, 0, G_OPTION_ARG_STRING, &options.class_weight,
      N_("What the rows of each class count (all 1)"), "0=1,1=5" },
    { "validation-split", 0, 0, G_OPTION_ARG_STRING, &options.validation_split,
      N_("Share of the rows to hold out, the last ones"), "F" },
    { "validation-shuffled", 0, 0, G_OPTION_ARG_NONE, &options.validation_shuffled,
      N_("Hold out rows chosen by chance instead"), NULL },
    { "stop-accuracy", 0, 0, G_OPTION_ARG_STRING, &options.stop_accuracy,
      N_("Stop after an epoch with this accuracy"), "F" },
    { "early-stopping", 0, 0, G_OPTION_ARG_STRING, &options.early_stopping,
      N_("Stop when this no longer improves: loss, a metric, val_loss …"), "MONITOR" },
    { "patience", 0, 0, G_OPTION_ARG_STRING, &options.patience,
      N_("Epochs without improvement that early stopping bears (0)"), "N" },
    { "min-delta", 0, 0, G_OPTION_ARG_STRING, &options.min_delta,
      N_("Less than this is no improvement to early stopping (0)"), "F" },
    { "restore-best-weights", 0, 0, G_OPTION_ARG_NONE, &options.restore_best_weights,
      N_("End with the weights of the best epoch, by early stopping"), NULL },
    { "mode", 0, 0, G_OPTION_ARG_STRING, &options.mode,
      N_("Whether less or more is better to early stopping (auto)"), "auto|min|max" },
    { "baseline", 0, 0, G_OPTION_ARG_STRING, &options.baseline,
      N_("Early stopping waits for what is better than this"), "F" },
    { "start-from-epoch", 0, 0, G_OPTION_ARG_STRING, &options.start_from_epoch,
      N_("Epochs that early stopping does not look at (0)"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_STRING, &options.seed, N_("Fixes everything random"), "N" },
    { "continue", 0, 0, G_OPTION_ARG_NONE, &options.continue_training,
      N_("Begin with the experiment's trained weights"), NULL },
    { "log", 0, 0, G_OPTION_ARG_STRING, &log_text, N_("What to print"), "keras|json|none" },
    { "save", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &save_paths,
      N_("Where to save: .neurons, .onnx, .py or model.json (repeatable)"), "FILE" },
    { NULL }
  };
  NrnCliLog log = { .is_terminal = isatty (STDOUT_FILENO) };

  summary = describe_train ();
  if (!nrn_cli_parse (summary, _("[EXPERIMENT.neurons]"), entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc > 2)
    return nrn_cli_usage (_("“%s” is one word too many."), argv[2]);
  if (options.model != NULL && options.code == NULL && g_str_has_suffix (options.model, ".py"))
    options.code = g_steal_pointer (&options.model);
  if (!get_log_style (log_text, &log.style))
    return nrn_cli_usage (_("--log cannot be “%s”; it must be keras, json or none."), log_text);

  return train (&options, argc == 2 ? argv[1] : NULL, &log, save_paths);
}
