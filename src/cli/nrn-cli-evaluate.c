/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli evaluate: how good a network is, as Keras' evaluate() says, and
 * what it takes for what.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-cli-confusion.h"
#include "nrn-cli-csv.h"
#include "nrn-csv.h"
#include "nrn-error.h"
#include "nrn-prediction.h"
#include "nrn-split.h"

/* Rows at once: enough for a fast matrix product, few enough to be small. */
#define CHUNK_ROWS 1024

typedef struct
{
  char    *model;
  char    *data;
  char    *features;
  char    *target;
  NrnCliCsvOptions csv;
  char    *loss;
  char    *metrics;
  gboolean held_out;
  gboolean unscaled;
  gboolean json;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->model);
  g_free (options->data);
  g_free (options->features);
  g_free (options->target);
  nrn_cli_csv_clear (&options->csv);
  g_free (options->loss);
  g_free (options->metrics);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

/* What is evaluated. All owned. */
typedef struct
{
  NrnCliModel  model;
  NrnDataset  *dataset;
  NrnConfig   *loss;
  NrnMetrics  *metrics;
  NrnScaler   *scaler;          /* NULL if the features stay as they are */
  NrnSamples  *samples;
  float       *labels;          /* class numbers; NULL where there are no classes */
} Task;

static void
task_clear (Task *task)
{
  nrn_cli_model_clear (&task->model);
  g_clear_pointer (&task->dataset, nrn_dataset_unref);
  g_clear_pointer (&task->loss, nrn_config_unref);
  g_clear_pointer (&task->metrics, nrn_metrics_unref);
  g_clear_pointer (&task->scaler, nrn_scaler_unref);
  g_clear_pointer (&task->samples, nrn_samples_unref);
  g_clear_pointer (&task->labels, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Task, task_clear)

static const NrnExperimentParts *
parts_of (const Task *task)
{
  return task->model.experiment != NULL ? nrn_experiment_get_parts (task->model.experiment) : NULL;
}

/* ---- Data ---- */

/* Those of the options, else of the experiment, else the last column. */
static char **
choose_targets (const Task        *task,
                const Options     *options,
                const NrnCsvTable *table)
{
  const NrnExperimentParts *parts = parts_of (task);
  const char *const *columns = nrn_csv_table_get_columns (table);
  const char *const *own = parts != NULL ? nrn_data_source_get_targets (parts->source) : NULL;
  const char *last[] = { columns[g_strv_length ((char **) columns) - 1], NULL };

  if (options->target != NULL)
    return nrn_cli_split_names (options->target);

  return g_strdupv ((char **) (own != NULL ? own : last));
}

static NrnDataset *
load_csv (const Task     *task,
          const Options  *options,
          GError        **error)
{
  const NrnExperimentParts *parts = parts_of (task);
  NrnCsvOptions csv = { 0 };
  NrnCsvSelection selection = { .options = &csv };
  g_autoptr (NrnCsvTable) table = NULL;
  g_auto (GStrv) features = NULL;
  g_auto (GStrv) targets = NULL;

  if (!nrn_cli_csv_get (&options->csv, &csv, error))
    return NULL;
  table = nrn_csv_table_load (options->data, &csv.format, NULL, NULL, error);
  if (table == NULL)
    return NULL;

  features = options->features != NULL ? nrn_cli_split_names (options->features)
             : parts != NULL ? g_strdupv ((char **) parts->feature_names) : NULL;
  targets = choose_targets (task, options, table);

  selection.features = (const char *const *) features;
  selection.targets = (const char *const *) targets;

  return nrn_csv_table_get_dataset (table, &selection, NULL, NULL, NULL, error);
}

static int
find_name (const char *const *names,
           const char        *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_str_equal (names[i], name))
        return (int) i;
    }

  return -1;
}

/* A file with other rows may lack a class, and would number the others
 * differently: a class is known by its name. */
static gboolean
align_classes (Task    *task,
               GError **error)
{
  const NrnExperimentParts *parts = parts_of (task);
  const NrnDataset *dataset = task->dataset;
  const char *const *names = nrn_dataset_get_class_names (dataset);
  const char *const *known = parts != NULL ? parts->output_names : NULL;
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autofree float *labels = NULL;
  NrnDataset *aligned;

  if (names == NULL || known == NULL || g_strv_equal (names, known))
    return TRUE;

  labels = g_new (float, n_rows);
  for (guint row = 0; row < n_rows; row++)
    {
      const char *name = names[(guint) nrn_dataset_get_targets (dataset)[row]];
      int label = find_name (known, name);

      if (label < 0)
        {
          g_autofree char *list = g_strjoinv (", ", (char **) known);

          g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                       _("“%s”, row %u: the network knows no class “%s”; it knows %s."),
                       nrn_dataset_get_name (dataset), row + 1, name, list);
          return FALSE;
        }
      labels[row] = (float) label;
    }

  aligned = nrn_dataset_new_classes (nrn_dataset_get_name (dataset), n_rows, n_features,
                                     g_memdup2 (nrn_dataset_get_features (dataset),
                                                (gsize) n_rows * n_features * sizeof (float)),
                                     nrn_dataset_get_feature_names (dataset),
                                     g_steal_pointer (&labels),
                                     nrn_dataset_get_target_names (dataset)[0], known);
  nrn_dataset_unref (task->dataset);
  task->dataset = aligned;

  return TRUE;
}

static gboolean
load_data (Task           *task,
           const Options  *options,
           GError        **error)
{
  const NrnExperimentParts *parts = parts_of (task);

  if (options->data == NULL && parts == NULL)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("A model.json brings no rows; give them with --data FILE.csv."));
      return FALSE;
    }
  if (options->data == NULL && (options->features != NULL || options->target != NULL))
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("--features and --target name columns of a CSV file; give it with "
                             "--data FILE.csv."));
      return FALSE;
    }

  if (!nrn_cli_csv_check (&options->csv, options->data != NULL, error))
    return FALSE;

  task->dataset = options->data != NULL ? load_csv (task, options, error)
                                        : nrn_data_source_load (parts->source, error);
  if (task->dataset == NULL || options->data == NULL)
    return task->dataset != NULL;

  return align_classes (task, error);
}

/* An experiment that was never trained does not know how its features are
 * scaled. */
static void
choose_scaler (Task          *task,
               const Options *options)
{
  const NrnExperimentParts *parts = parts_of (task);

  if (parts == NULL || options->unscaled)
    return;
  if (parts->scaler != NULL)
    task->scaler = nrn_scaler_ref ((NrnScaler *) parts->scaler);
  else if (parts->scale && parts->weights == NULL)
    task->scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (task->dataset),
                                       nrn_dataset_get_n_features (task->dataset),
                                       nrn_dataset_get_features (task->dataset), 0, 1);
}

/* ---- Loss and metrics ---- */

static gboolean
choose_measures (Task           *task,
                 const Options  *options,
                 GError        **error)
{
  const NrnExperimentParts *parts = parts_of (task);
  const char *usual = nrn_dataset_get_n_classes (task->dataset) > 0 ? "sparse_categorical_crossentropy"
                                                                    : "mean_squared_error";

  if (options->loss == NULL && parts != NULL)
    task->loss = nrn_config_ref (parts->loss);
  else
    task->loss = nrn_config_parse (NRN_FAMILY_LOSS, options->loss != NULL ? options->loss : usual, error);
  if (task->loss == NULL)
    return FALSE;

  if (options->metrics != NULL)
    task->metrics = nrn_metrics_parse (options->metrics, error);
  else
    task->metrics = parts != NULL ? nrn_fit_options_dup_metrics (&parts->fit)
                                  : nrn_metrics_new_default ();

  return task->metrics != NULL;
}

/* ---- Rows ---- */

/* Class numbers, if the outputs tell classes apart. */
static void
find_labels (Task *task)
{
  guint n_rows = nrn_dataset_get_n_rows (task->dataset);
  guint n_targets = nrn_dataset_get_n_targets (task->dataset);
  guint n_outputs = nrn_architecture_get_output_dim (nrn_weights_get_architecture (task->model.weights));
  guint n_classes = nrn_dataset_get_n_classes (task->dataset);
  const float *targets = nrn_dataset_get_targets (task->dataset);

  if (!nrn_samples_has_accuracy (task->samples) ||
      (n_targets == 1 ? n_classes == 0 || n_classes > nrn_prediction_get_n_classes (n_outputs)
                      : n_targets != n_outputs))
    return;

  task->labels = g_new (float, n_rows);
  for (guint row = 0; row < n_rows; row++)
    task->labels[row] = n_targets == 1
                        ? targets[row]
                        : (float) nrn_prediction_get_class (n_targets, targets + (gsize) row * n_targets);
}

/* Leaves only the rows that the experiment held out. */
static gboolean
hold_out (Task    *task,
          GError **error)
{
  const NrnExperimentParts *parts = parts_of (task);
  guint n_rows = nrn_samples_get_n_rows (task->samples);
  g_autofree guint *order = NULL;
  NrnSamples *held_out;
  float *labels;
  guint n_train;

  if (parts == NULL || !(parts->fit.validation_split > 0))
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("--held-out: the experiment holds no rows out; train it with "
                             "--validation-split."));
      return FALSE;
    }
  if (!nrn_split_count (n_rows, parts->fit.validation_split, &n_train, error))
    return FALSE;

  order = nrn_split_order (n_rows, parts->fit.validation_shuffled, parts->fit.seed);
  held_out = nrn_samples_new_subset (task->samples, n_rows - n_train, order + n_train);
  nrn_samples_unref (task->samples);
  task->samples = held_out;
  if (task->labels == NULL)
    return TRUE;

  labels = g_new (float, n_rows - n_train);
  for (guint i = n_train; i < n_rows; i++)
    labels[i - n_train] = task->labels[order[i]];
  g_free (task->labels);
  task->labels = labels;

  return TRUE;
}

static gboolean
prepare (Task           *task,
         const Options  *options,
         GError        **error)
{
  if (!nrn_cli_load_model (options->model, &task->model, error) ||
      !load_data (task, options, error) ||
      !choose_measures (task, options, error))
    return FALSE;

  choose_scaler (task, options);
  task->samples = nrn_samples_new_encoded (task->dataset, task->scaler,
                                           nrn_weights_get_architecture (task->model.weights),
                                           nrn_config_get_kind (task->loss), error);
  if (task->samples == NULL)
    return FALSE;

  find_labels (task);

  return !options->held_out || hold_out (task, error);
}

/* ---- Numbers ---- */

/* Loss and metrics of all rows, as a history of one epoch. */
static NrnHistory *
measure (const Task  *task,
         GError     **error)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (task->model.weights);
  NrnFitOptions options = { .batch_size = CHUNK_ROWS, .metrics = task->metrics };
  g_autoptr (NrnConfig) optimizer = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
  g_autoptr (NrnFit) fit = nrn_fit_new (architecture, task->model.weights, task->loss, optimizer,
                                        task->samples, &options, error);
  g_autofree double *values = NULL;

  if (fit == NULL)
    return NULL;

  values = g_new (double, NRN_N_ROWS * g_strv_length ((char **) nrn_fit_get_names (fit)));
  if (nrn_fit_measure (fit, values))
    return nrn_history_new_series (nrn_fit_get_names (fit), values, 1);

  g_set_error_literal (error, NRN_ERROR, NRN_ERROR_DIVERGED,
                       _("The loss is not a finite number; the network's weights or the inputs are "
                         "too large."));
  return NULL;
}

static NrnConfusionMatrix *
count (const Task *task)
{
  NrnConfusionMatrix *matrix;

  if (task->labels == NULL)
    return NULL;

  matrix = nrn_confusion_matrix_new (nrn_weights_get_architecture (task->model.weights));
  nrn_confusion_matrix_measure (matrix, task->model.weights, nrn_samples_get_n_rows (task->samples),
                                nrn_samples_get_inputs (task->samples), task->labels, NULL);

  return matrix;
}

/* The data's, or the columns' of one-hot labels; numbers for those without. */
static char **
list_class_names (const Task               *task,
                  const NrnConfusionMatrix *matrix)
{
  const char *const *names = nrn_dataset_get_n_targets (task->dataset) > 1
                             ? nrn_dataset_get_target_names (task->dataset)
                             : nrn_dataset_get_class_names (task->dataset);
  guint n_names = g_strv_length ((char **) names);
  g_autoptr (GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < nrn_confusion_matrix_get_n_classes (matrix); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      g_strv_builder_add (list, i < n_names ? names[i] : number);
    }

  return g_strv_builder_end (list);
}

static char *
print_text (const Task               *task,
            const NrnHistory         *values,
            const NrnConfusionMatrix *matrix)
{
  GString *text = g_string_new (NULL);
  const char *const *names = nrn_history_get_names (values);

  g_string_append_printf (text, g_dngettext (GETTEXT_PACKAGE, "%u row\n", "%u rows\n",
                                             nrn_samples_get_n_rows (task->samples)),
                          nrn_samples_get_n_rows (task->samples));
  for (guint i = 0; names[i] != NULL; i++)
    {
      double value = nrn_history_get (values, 0, (int) i, NRN_ROWS_TRAINING);
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      if (isnan (value))
        continue;
      g_ascii_formatd (number, sizeof number, fabs (value) > 1e-3 || value == 0 ? "%.4f" : "%.4e", value);
      g_string_append_printf (text, "%s: %s\n", names[i], number);
    }
  if (matrix != NULL)
    {
      g_auto (GStrv) class_names = list_class_names (task, matrix);

      g_string_append_c (text, '\n');
      nrn_cli_confusion_append (text, matrix, (const char *const *) class_names);
    }

  return g_string_free (text, FALSE);
}

static char *
print_json (const Task               *task,
            const NrnHistory         *values,
            const NrnConfusionMatrix *matrix)
{
  NrnJsonWriter *writer = nrn_json_writer_new ();
  const char *const *names = nrn_history_get_names (values);

  nrn_json_begin_object (writer, NULL);
  nrn_json_add_number (writer, "rows", nrn_samples_get_n_rows (task->samples));
  nrn_json_add_number (writer, "loss", nrn_history_get (values, 0, NRN_HISTORY_LOSS, NRN_ROWS_TRAINING));
  nrn_json_begin_object (writer, "metrics");
  for (guint i = 1; names[i] != NULL; i++)
    {
      double value = nrn_history_get (values, 0, (int) i, NRN_ROWS_TRAINING);

      if (!isnan (value))
        nrn_json_add_number (writer, names[i], value);
    }
  nrn_json_end_object (writer);
  if (matrix != NULL)
    {
      g_auto (GStrv) class_names = list_class_names (task, matrix);

      nrn_cli_confusion_add (writer, matrix, (const char *const *) class_names);
    }
  nrn_json_end_object (writer);

  return nrn_json_writer_free_to_text (writer);
}

/* ---- The command ---- */

int
nrn_cli_evaluate (int    argc,
                  char **argv)
{
  g_auto (Options) options = { NULL };
  const GOptionEntry entries[] = {
    { "model", 0, 0, G_OPTION_ARG_FILENAME, &options.model,
      N_("A .neurons file, or a TensorFlow.js model.json"), "FILE" },
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data,
      N_("Other rows than the experiment's own"), "FILE.csv" },
    { "features", 0, 0, G_OPTION_ARG_STRING, &options.features,
      N_("The columns that are the inputs"), "A,B" },
    { "target", 0, 0, G_OPTION_ARG_STRING, &options.target,
      N_("Column with the label, or columns with targets"), "NAME" },
    NRN_CLI_CSV_FORMAT_ENTRIES (&options.csv),
    NRN_CLI_CSV_MISSING_ENTRY (&options.csv),
    { "no-scale", 0, 0, G_OPTION_ARG_NONE, &options.unscaled,
      N_("The rows are scaled already"), NULL },
    { "held-out", 0, 0, G_OPTION_ARG_NONE, &options.held_out,
      N_("Only the rows that the training held out"), NULL },
    { "loss", 0, 0, G_OPTION_ARG_STRING, &options.loss,
      N_("Another loss than the experiment's"), "NAME" },
    { "metrics", 0, 0, G_OPTION_ARG_STRING, &options.metrics,
      N_("Other metrics than the experiment's"), "accuracy,recall" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("For scripts: all of it as JSON"), NULL },
    { NULL }
  };
  g_auto (Task) task = { .model = { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnHistory) values = NULL;
  g_autoptr (NrnConfusionMatrix) matrix = NULL;
  g_autofree char *text = NULL;

  if (!nrn_cli_parse (_("Say how good a network is: its loss, its metrics, and the confusion matrix with "
                        "the precision and the recall of each class."),
                      NULL, entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc != 1)
    return nrn_cli_usage (_("“%s” is one word too many."), argv[1]);
  if (options.model == NULL)
    return nrn_cli_usage (_("evaluate needs --model FILE."));
  if (options.held_out && options.data != NULL)
    return nrn_cli_usage (_("--held-out and --data contradict each other; give one."));

  if (!prepare (&task, &options, &error))
    return nrn_cli_fail (error);
  values = measure (&task, &error);
  if (values == NULL)
    return nrn_cli_fail (error);

  matrix = count (&task);
  text = options.json ? print_json (&task, values, matrix) : print_text (&task, values, matrix);

  return nrn_cli_write (text);
}
