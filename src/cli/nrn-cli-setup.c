/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the options of `neurons-cli train` to an experiment: begin with a
 * file or a preset, then change what the options name.
 */

#include "config.h"

#include "nrn-cli-setup.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-cli.h"
#include "nrn-csv.h"
#include "nrn-error.h"
#include "nrn-experiment-file.h"
#include "nrn-keras-code.h"
#include "nrn-preset.h"
#include "nrn-tfjs.h"

/* The parts of the experiment that is being put together. All owned. */
typedef struct
{
  NrnExperiment   *base;
  NrnDataSource   *source;
  NrnDataset      *dataset;
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnFitOptions    fit;         /* keeps what it points at */
  NrnWeights      *weights;
  gboolean         has_code_weights;
} Setup;

static void
setup_clear (Setup *setup)
{
  g_clear_pointer (&setup->base, nrn_experiment_unref);
  g_clear_pointer (&setup->source, nrn_data_source_unref);
  g_clear_pointer (&setup->dataset, nrn_dataset_unref);
  g_clear_pointer (&setup->architecture, nrn_architecture_unref);
  g_clear_pointer (&setup->loss, nrn_config_unref);
  g_clear_pointer (&setup->optimizer, nrn_config_unref);
  nrn_fit_options_drop (&setup->fit);
  g_clear_pointer (&setup->weights, nrn_weights_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Setup, setup_clear)

static void
replace_config (NrnConfig **config,
                NrnConfig  *value)
{
  nrn_config_unref (*config);
  *config = value;
}

/* Other data make another experiment, unless a program says what it is. */
static gboolean
begins_anew (const NrnCliTrainOptions *options)
{
  return options->data != NULL && options->code == NULL;
}

/* Data and models are options; a student may forget to write them. */
static gboolean
check_ending (const char  *path,
              GError     **error)
{
  if (g_str_has_suffix (path, ".csv"))
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("“%s” is not an experiment; to learn from its rows, write --data before it."),
                 path);
  else if (g_str_has_suffix (path, ".json"))
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("“%s” is not an experiment; to begin with this model, write --model before it."),
                 path);
  else if (g_str_has_suffix (path, ".py"))
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("“%s” is not an experiment; to read this program, write --code before it."), path);
  else
    return TRUE;

  return FALSE;
}

/* Lays the program over the base. */
static gboolean
read_code (Setup       *setup,
           const char  *path,
           GError     **error)
{
  const NrnWeights *before = nrn_experiment_get_parts (setup->base)->weights;
  g_autofree char *note = NULL;
  NrnExperiment *read = nrn_keras_code_load (path, setup->base, &note, error);
  const NrnWeights *after;

  if (read == NULL)
    return FALSE;

  after = nrn_experiment_get_parts (read)->weights;
  setup->has_code_weights = after != NULL && after != before;
  nrn_experiment_unref (setup->base);
  setup->base = read;
  if (note != NULL)
    g_printerr ("%s\n", note);

  return TRUE;
}

static gboolean
load_base (Setup                     *setup,
           const NrnCliTrainOptions  *options,
           const char                *path,
           GError                   **error)
{
  const NrnPreset *preset;
  guint seed;

  if (path != NULL)
    {
      if (!check_ending (path, error))
        return FALSE;
      setup->base = nrn_experiment_load (path, error);
      return setup->base != NULL;
    }

  preset = nrn_preset_find (options->preset != NULL ? options->preset : "drug-trial", error);
  if (preset == NULL)
    return FALSE;

  seed = preset->seed;
  if (options->seed != NULL &&
      !nrn_cli_get_uint ("--seed", options->seed, 0, G_MAXUINT32, &seed, error))
    return FALSE;

  setup->base = nrn_preset_new_experiment (preset, seed);
  return TRUE;
}

/* ---- Data ---- */

/* The last column but that of the weights is the target and all others are
 * features, unless told otherwise. What was detected is known from then on. */
static gboolean
choose_columns (const NrnCliTrainOptions   *options,
                NrnCsvFormat               *format,
                char                     ***features,
                char                     ***targets,
                GError                    **error)
{
  g_autoptr (NrnCsvTable) table = NULL;
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  const char *const *columns;
  guint n_columns;

  *features = nrn_cli_split_names (options->features);
  *targets = nrn_cli_split_names (options->target);
  table = nrn_csv_table_load (options->data, format, NULL, NULL, error);
  if (table == NULL)
    return FALSE;

  *format = *nrn_csv_table_get_format (table);
  columns = nrn_csv_table_get_columns (table);
  n_columns = g_strv_length ((char **) columns);
  if (*targets == NULL)
    {
      gboolean last_is_weight = n_columns > 1 &&
                                g_strcmp0 (columns[n_columns - 1], options->sample_weight) == 0;

      *targets = g_new0 (char *, 2);
      (*targets)[0] = g_strdup (columns[n_columns - (last_is_weight ? 2 : 1)]);
    }
  if (*features == NULL)
    {
      for (guint i = 0; i < n_columns; i++)
        {
          if (!g_strv_contains ((const char *const *) *targets, columns[i]) &&
              g_strcmp0 (columns[i], options->sample_weight) != 0)
            g_ptr_array_add (rest, g_strdup (columns[i]));
        }
      g_ptr_array_add (rest, NULL);
      *features = (char **) g_ptr_array_steal (rest, NULL);
    }

  return TRUE;
}

static NrnDataSource *
choose_csv (const NrnCliTrainOptions  *options,
            guint32                    seed,
            GError                   **error)
{
  NrnCsvOptions csv = { .seed = seed };
  NrnCsvSelection selection = { .sample_weight = options->sample_weight, .options = &csv };
  g_auto (GStrv) features = NULL;
  g_auto (GStrv) targets = NULL;

  if (!nrn_cli_csv_get (&options->csv, &csv, error) ||
      !choose_columns (options, &csv.format, &features, &targets, error))
    return NULL;

  selection.features = (const char *const *) features;
  selection.targets = (const char *const *) targets;

  return nrn_data_source_new_table (options->data, NULL, NULL, &selection);
}

static gboolean
choose_source (Setup                     *setup,
               const NrnCliTrainOptions  *options,
               GError                   **error)
{
  const NrnExperimentParts *base = nrn_experiment_get_parts (setup->base);
  guint seed = base->fit.seed;

  if (!nrn_cli_csv_check (&options->csv, options->data != NULL, error) ||
      (options->seed != NULL &&
       !nrn_cli_get_uint ("--seed", options->seed, 0, G_MAXUINT32, &seed, error)))
    return FALSE;

  if (options->data != NULL)
    {
      setup->source = choose_csv (options, seed, error);
      if (setup->source == NULL)
        return FALSE;
    }
  else if (options->features != NULL || options->target != NULL || options->sample_weight != NULL)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("--features, --target and --sample-weight name columns of a CSV file; "
                             "give it with --data FILE.csv."));
      return FALSE;
    }
  else if (options->seed != NULL && nrn_data_source_get_generator (base->source) != NULL)
    {
      setup->source = nrn_data_source_new_generator (nrn_data_source_get_generator (base->source),
                                                     nrn_data_source_get_values (base->source),
                                                     seed);
    }
  else
    {
      setup->source = nrn_data_source_ref (base->source);
    }

  setup->dataset = nrn_data_source_load (setup->source, error);
  return setup->dataset != NULL;
}

/* ---- Network ---- */

static guint
n_outputs_of (const NrnDataset *dataset)
{
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  return n_classes > 0 ? MAX (n_classes, 2) : nrn_dataset_get_n_targets (dataset);
}

/* For a network without --activations: the base's where it has as many
 * layers; else relu, and at the end what the base ends with, or what fits
 * the data. */
static char *
default_activations (const NrnExperimentParts *base,
                     const char               *network,
                     const NrnDataset         *dataset,
                     gboolean                  own_data)
{
  g_auto (GStrv) units = g_strsplit (network, "-", NRN_MAX_LAYERS + 3);
  guint n_layers = MAX (g_strv_length (units), 1) - 1;
  guint n_base = nrn_architecture_get_n_layers (base->architecture);
  const NrnConfig *last = nrn_architecture_get_activation (base->architecture, n_base - 1);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < n_layers; i++)
    {
      const NrnConfig *kept = NULL;
      g_autofree char *text = NULL;

      if (!own_data && n_layers == n_base)
        kept = nrn_architecture_get_activation (base->architecture, i);
      else if (!own_data && i + 1 == n_layers)
        kept = last;

      if (kept != NULL)
        text = nrn_config_to_string (kept);
      else if (own_data && i + 1 == n_layers)
        text = g_strdup (nrn_dataset_get_n_classes (dataset) > 0 ? "softmax" : "linear");
      else
        text = g_strdup ("relu");
      g_string_append_printf (names, "%s%s", i > 0 ? "," : "", text);
    }

  return g_string_free (names, FALSE);
}

static gboolean
has_dense_layers_only (const NrnArchitecture *architecture)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      if (!nrn_kind_is (nrn_config_get_kind (nrn_architecture_get_layer (architecture, i)), "Dense"))
        return FALSE;
    }

  return TRUE;
}

static gboolean
choose_network (Setup                     *setup,
                const NrnCliTrainOptions  *options,
                GError                   **error)
{
  const NrnExperimentParts *base = nrn_experiment_get_parts (setup->base);
  gboolean own_data = begins_anew (options);
  g_autofree char *network = g_strdup (options->network);
  g_autofree char *activations = g_strdup (options->activations);

  if (options->model != NULL)
    {
      setup->weights = nrn_tfjs_load (options->model, error);
      if (setup->weights == NULL)
        return FALSE;
      setup->architecture = nrn_architecture_ref (nrn_weights_get_architecture (setup->weights));
      return TRUE;
    }

  if (options->layers != NULL)
    {
      setup->architecture =
        nrn_architecture_parse_layers (nrn_dataset_get_n_features (setup->dataset), options->layers,
                                       error);
      return setup->architecture != NULL;
    }

  if (network == NULL && activations == NULL && !own_data)
    {
      setup->architecture = nrn_architecture_ref (base->architecture);
      if (!options->continue_training && !setup->has_code_weights)
        return TRUE;
      if (base->weights == NULL)
        {
          g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                               _("--continue: the experiment has no trained weights; train and "
                                 "save it first."));
          return FALSE;
        }
      setup->weights = nrn_weights_ref (base->weights);
      return TRUE;
    }

  if (network == NULL && own_data)
    network = g_strdup_printf ("%u-16-16-%u", nrn_dataset_get_n_features (setup->dataset),
                               n_outputs_of (setup->dataset));
  if (network == NULL)
    {
      if (!has_dense_layers_only (base->architecture))
        {
          g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                               _("This experiment has layers of several kinds; give --network "
                                 "with --activations, or --layers."));
          return FALSE;
        }
      network = nrn_architecture_to_string (base->architecture);
    }
  if (activations == NULL && has_dense_layers_only (base->architecture))
    activations = default_activations (base, network, setup->dataset, own_data);

  setup->architecture = nrn_architecture_parse (network, activations, error);
  return setup->architecture != NULL;
}

/* ---- Compile and fit ---- */

static gboolean
choose_loss (Setup                     *setup,
             const NrnCliTrainOptions  *options,
             GError                   **error)
{
  const NrnExperimentParts *base = nrn_experiment_get_parts (setup->base);
  const char *name = options->loss;

  if (name == NULL && begins_anew (options))
    name = nrn_dataset_get_n_classes (setup->dataset) > 0 ? "sparse_categorical_crossentropy"
                                                          : "mean_squared_error";
  setup->loss = name != NULL ? nrn_config_parse (NRN_FAMILY_LOSS, name, error)
                             : nrn_config_ref (base->loss);

  return setup->loss != NULL;
}

static gboolean
set_optimizer_option (Setup       *setup,
                      const char  *key,
                      const char  *value,
                      GError     **error)
{
  NrnConfig *changed = nrn_config_with_text (setup->optimizer, key, value, error);

  if (changed == NULL)
    return FALSE;

  replace_config (&setup->optimizer, changed);
  return TRUE;
}

static gboolean
choose_optimizer (Setup                     *setup,
                  const NrnCliTrainOptions  *options,
                  GError                   **error)
{
  const NrnExperimentParts *base = nrn_experiment_get_parts (setup->base);

  /* Another optimizer, or other data, and the preset's learning rate means
   * nothing: Keras' default then. */
  setup->optimizer = options->optimizer != NULL
                     ? nrn_config_parse (NRN_FAMILY_OPTIMIZER, options->optimizer, error)
                     : begins_anew (options)
                       ? nrn_config_new (nrn_config_get_kind (base->optimizer))
                       : nrn_config_ref (base->optimizer);
  if (setup->optimizer == NULL)
    return FALSE;

  if (options->learning_rate != NULL &&
      !set_optimizer_option (setup, "learning_rate", options->learning_rate, error))
    return FALSE;

  for (guint i = 0; options->optimizer_options != NULL && options->optimizer_options[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (options->optimizer_options[i], "=", 2);

      if (pair[0] == NULL || pair[1] == NULL)
        {
          g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                       _("--optimizer-option cannot be “%s”; write KEY=VALUE, for example "
                         "beta_1=0.9."), options->optimizer_options[i]);
          return FALSE;
        }
      if (!set_optimizer_option (setup, pair[0], pair[1], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_contradictions (const NrnCliTrainOptions  *options,
                      const char                *path,
                      GError                   **error)
{
  const char *sentence = NULL;
  gboolean has_network = options->network != NULL || options->activations != NULL;

  if (options->scale && options->no_scale)
    sentence = _("--scale and --no-scale contradict each other; give one.");
  else if (options->shuffle && options->no_shuffle)
    sentence = _("--shuffle and --no-shuffle contradict each other; give one.");
  else if (path != NULL && options->preset != NULL)
    sentence = _("An experiment file and --preset contradict each other; give one.");
  else if (options->code != NULL && options->model != NULL)
    sentence = _("--code and --model contradict each other; give one.");
  else if (options->continue_training && path == NULL)
    sentence = _("--continue needs an experiment file with trained weights.");
  else if (options->continue_training &&
           (options->model != NULL || has_network || options->layers != NULL ||
            options->data != NULL))
    sentence = _("--continue keeps the experiment's network and data; leave --model, --network, "
                 "--activations, --layers and --data away.");
  else if (options->model != NULL && (has_network || options->layers != NULL))
    sentence = _("--model brings its own network; leave --network, --activations and --layers "
                 "away.");
  else if (options->layers != NULL && has_network)
    sentence = _("--layers says all of the network; leave --network and --activations away.");

  if (sentence != NULL)
    g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, sentence);

  return sentence == NULL;
}

static gboolean
check_width (const Setup  *setup,
             GError      **error)
{
  guint input_dim = nrn_architecture_get_input_dim (setup->architecture);
  guint n_features = nrn_dataset_get_n_features (setup->dataset);

  if (input_dim == n_features)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               _("The network's inputs (%u) and the features of “%s” (%u) must be the same number; "
                 "change the network, or choose columns with --features."),
               input_dim, nrn_dataset_get_name (setup->dataset), n_features);
  return FALSE;
}

/* Names for the outputs: the classes, or the targets. */
static const char *const *
output_names (const NrnDataset *dataset,
              guint             n_outputs)
{
  if (nrn_dataset_get_n_classes (dataset) == n_outputs)
    return nrn_dataset_get_class_names (dataset);
  if (nrn_dataset_get_n_targets (dataset) == n_outputs)
    return nrn_dataset_get_target_names (dataset);

  return NULL;
}

/**
 * nrn_cli_setup_experiment:
 * @options: the options
 * @path: (nullable): the experiment file that was named
 * @dataset: (out) (transfer full): the experiment's rows
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the experiment, untrained but for
 *   the weights to start from, if any
 */
NrnExperiment *
nrn_cli_setup_experiment (const NrnCliTrainOptions  *options,
                          const char                *path,
                          NrnDataset               **dataset,
                          GError                   **error)
{
  g_auto (Setup) setup = { NULL };
  g_autoptr (NrnScaler) scaler = NULL;
  NrnExperimentParts parts;

  if (!check_contradictions (options, path, error) ||
      !load_base (&setup, options, path, error) ||
      (options->code != NULL && !read_code (&setup, options->code, error)))
    return NULL;

  parts = *nrn_experiment_get_parts (setup.base);
  setup.fit = parts.fit;
  nrn_fit_options_keep (&setup.fit);
  if (!nrn_cli_setup_fit (&setup.fit, options, error) ||
      !choose_source (&setup, options, error) ||
      !choose_network (&setup, options, error) ||
      !check_width (&setup, error) ||
      !choose_loss (&setup, options, error) ||
      !choose_optimizer (&setup, options, error))
    return NULL;

  if (options->data != NULL)
    {
      parts.name = nrn_dataset_get_name (setup.dataset);
      parts.preset = NULL;
      parts.scale = TRUE;
    }
  if (options->scale || options->no_scale)
    parts.scale = options->scale;
  if (parts.scale)
    scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (setup.dataset),
                                 nrn_dataset_get_n_features (setup.dataset),
                                 nrn_dataset_get_features (setup.dataset), 0, 1);

  parts.fit = setup.fit;
  parts.source = setup.source;
  parts.architecture = setup.architecture;
  parts.loss = setup.loss;
  parts.optimizer = setup.optimizer;
  parts.scaler = scaler;
  parts.feature_names = nrn_dataset_get_feature_names (setup.dataset);
  parts.output_names = output_names (setup.dataset,
                                     nrn_architecture_get_output_dim (setup.architecture));
  parts.weights = setup.weights;
  parts.history = NULL;

  *dataset = nrn_dataset_ref (setup.dataset);
  return nrn_experiment_new (&parts);
}
