/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-edit.h"
#include "nrn-experiment-file.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-layer-dense.h"
#include "nrn-preset.h"

static void
assert_same_names (const char *const *a,
                   const char *const *b)
{
  g_assert_cmpint (a == NULL, ==, b == NULL);
  if (a != NULL)
    g_assert_true (g_strv_equal (a, b));
}

static void
assert_same_source (const NrnDataSource *a,
                    const NrnDataSource *b)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (a);

  g_assert_true (generator == nrn_data_source_get_generator (b));
  g_assert_cmpuint (nrn_data_source_get_seed (a), ==, nrn_data_source_get_seed (b));
  g_assert_cmpstr (nrn_data_source_get_path (a), ==, nrn_data_source_get_path (b));
  assert_same_names (nrn_data_source_get_features (a), nrn_data_source_get_features (b));
  assert_same_names (nrn_data_source_get_targets (a), nrn_data_source_get_targets (b));
  g_assert_cmpstr (nrn_data_source_get_sample_weight (a), ==, nrn_data_source_get_sample_weight (b));
  g_assert_true (nrn_data_source_equal (a, b));
  for (guint i = 0; i < NRN_N_NAMES; i++)
    assert_same_names (nrn_data_source_get_names (a, (NrnNames) i),
                       nrn_data_source_get_names (b, (NrnNames) i));
  if (generator != NULL)
    g_assert_cmpmem (nrn_data_source_get_values (a), generator->n_parameters * sizeof (double),
                     nrn_data_source_get_values (b), generator->n_parameters * sizeof (double));
}

static void
assert_same_trained (const NrnExperimentParts *a,
                     const NrnExperimentParts *b)
{
  gsize n = nrn_architecture_get_n_parameters (a->architecture);

  assert_same_names (a->feature_names, b->feature_names);
  assert_same_names (a->output_names, b->output_names);
  g_assert_cmpint (a->weights == NULL, ==, b->weights == NULL);
  if (a->weights != NULL)
    g_assert_cmpmem (nrn_weights_get_data (a->weights), n * sizeof (float),
                     nrn_weights_get_data (b->weights), n * sizeof (float));

  g_assert_cmpint (a->scaler == NULL, ==, b->scaler == NULL);
  if (a->scaler != NULL)
    {
      gsize size = nrn_scaler_get_n_columns (a->scaler) * sizeof (double);

      g_assert_cmpmem (nrn_scaler_get_data_min (a->scaler), size,
                       nrn_scaler_get_data_min (b->scaler), size);
      g_assert_cmpmem (nrn_scaler_get_data_max (a->scaler), size,
                       nrn_scaler_get_data_max (b->scaler), size);
      g_assert_cmpfloat (nrn_scaler_get_low (a->scaler), ==, nrn_scaler_get_low (b->scaler));
      g_assert_cmpfloat (nrn_scaler_get_high (a->scaler), ==, nrn_scaler_get_high (b->scaler));
    }
}

static void
assert_same_metrics (const NrnFitOptions *a,
                     const NrnFitOptions *b)
{
  g_autoptr (NrnMetrics) metrics_a = nrn_fit_options_dup_metrics (a);
  g_autoptr (NrnMetrics) metrics_b = nrn_fit_options_dup_metrics (b);

  g_assert_true (nrn_metrics_equal (metrics_a, metrics_b));
}

static void
assert_same (const NrnExperiment *first,
             const NrnExperiment *second)
{
  const NrnExperimentParts *a = nrn_experiment_get_parts (first);
  const NrnExperimentParts *b = nrn_experiment_get_parts (second);

  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->preset, ==, b->preset);
  assert_same_source (a->source, b->source);
  g_assert_cmpint (a->scale, ==, b->scale);
  g_assert_true (nrn_architecture_equal (a->architecture, b->architecture));
  g_assert_true (nrn_config_equal (a->loss, b->loss));
  g_assert_true (nrn_config_equal (a->optimizer, b->optimizer));
  assert_same_metrics (&a->fit, &b->fit);
  g_assert_true (nrn_class_weights_equal (a->fit.class_weight, b->fit.class_weight));
  g_assert_cmpuint (a->fit.batch_size, ==, b->fit.batch_size);
  g_assert_cmpuint (a->fit.epochs, ==, b->fit.epochs);
  g_assert_cmpint (a->fit.shuffle, ==, b->fit.shuffle);
  g_assert_cmpfloat (a->fit.validation_split, ==, b->fit.validation_split);
  g_assert_cmpint (a->fit.validation_shuffled, ==, b->fit.validation_shuffled);
  g_assert_cmpuint (a->fit.seed, ==, b->fit.seed);
  g_assert_cmpfloat (a->fit.stop_accuracy, ==, b->fit.stop_accuracy);
  g_assert_true (nrn_early_stopping_options_equal (&a->fit.early_stopping, &b->fit.early_stopping));
  assert_same_trained (a, b);
}

static NrnExperiment *
parse_again (const NrnExperiment *experiment)
{
  g_autofree char *text = nrn_experiment_print (experiment);
  g_autoptr (GError) error = NULL;
  NrnExperiment *again = nrn_experiment_parse ("x.neurons", text, -1, &error);

  g_assert_no_error (error);

  return again;
}

/* Weights of all sizes, minus zero and the smallest float among them. */
static NrnWeights *
make_awkward_weights (const NrnArchitecture *architecture)
{
  static const float awkward[] = {
    -0.0f, 0.1f, 1e-45f, 3.4028235e38f, -1.1754944e-38f, 16777217.0f, 1.0f / 3, 123456.789f,
  };
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autoptr (NrnWeights) initial = nrn_weights_new_initial (architecture, 3);
  g_autofree float *data = g_memdup2 (nrn_weights_get_data (initial), n * sizeof (float));

  memcpy (data, awkward, sizeof awkward);

  return nrn_weights_new (architecture, data);
}

static NrnExperiment *
make_trained (void)
{
  static const char *const features[] = { "age \"in years\"\n", NULL };
  static const char *const outputs[] = { "sin efectos", "\xc3\xa4\x01\\", NULL };
  static const double data_min[] = { 0.1 };
  static const double data_max[] = { 100.0 / 3 };
  const NrnEpoch epochs[] = {
    { 0.69, 0.5, NAN, NAN },
    { 1.0 / 3, 20.0 / 21, 0.1, NAN },
  };
  g_autoptr (NrnExperiment) preset = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnScaler) scaler = nrn_scaler_new (1, data_min, data_max, -1, 1);
  g_autoptr (NrnHistory) history = nrn_history_new (epochs, G_N_ELEMENTS (epochs));
  NrnExperimentParts parts;

  preset = nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), G_MAXUINT32);
  parts = *nrn_experiment_get_parts (preset);
  weights = make_awkward_weights (parts.architecture);
  parts.weights = weights;
  parts.scaler = scaler;
  parts.history = history;
  parts.feature_names = features;
  parts.output_names = outputs;
  parts.fit.validation_split = 0.1;
  parts.fit.validation_shuffled = TRUE;
  parts.fit.stop_accuracy = 0.93;
  parts.fit.early_stopping = (NrnEarlyStoppingOptions) {
    .monitor = "val_loss", .min_delta = 0.01, .patience = 3, .restore_best_weights = TRUE,
    .mode = NRN_MONITOR_MAX, .has_baseline = TRUE, .baseline = 0.25, .start_from_epoch = 7,
  };

  return nrn_experiment_new (&parts);
}

static void
test_presets_round_trip (void)
{
  guint n;
  const NrnPreset *presets = nrn_preset_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (&presets[i], 5);
      g_autoptr (NrnExperiment) again = parse_again (experiment);

      assert_same (experiment, again);
    }
}

static void
test_trained_round_trip (void)
{
  g_autoptr (NrnExperiment) experiment = make_trained ();
  g_autoptr (NrnExperiment) again = parse_again (experiment);
  const NrnHistory *history = nrn_experiment_get_parts (again)->history;
  NrnEpoch epochs[2];

  assert_same (experiment, again);
  g_assert_cmpuint (nrn_experiment_get_parts (again)->fit.seed, ==, G_MAXUINT32);
  g_assert_cmpuint (nrn_history_get_n_epochs (history), ==, 2);
  for (guint i = 0; i < 2; i++)
    epochs[i] = nrn_history_get_epoch (history, i);
  g_assert_cmpfloat (epochs[1].loss, ==, 1.0 / 3);
  g_assert_cmpfloat (epochs[1].accuracy, ==, 20.0 / 21);
  g_assert_true (isnan (epochs[0].val_loss));
  g_assert_cmpfloat (epochs[1].val_loss, ==, 0.1);
  g_assert_true (isnan (epochs[1].val_accuracy));
}

/* Also the weights that are not trained. */
static void
test_layers_round_trip (void)
{
  g_autoptr (NrnExperiment) preset =
    nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 1);
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (1, "Dense(8), BatchNormalization, Activation(relu), Dropout(0.3), "
                                   "LayerNormalization(scale=False), GaussianNoise(0.2), "
                                   "BatchNormalization(center=False, trainable=False), Dense(2)", NULL);
  g_autoptr (NrnWeights) weights = make_awkward_weights (architecture);
  NrnExperimentParts parts = *nrn_experiment_get_parts (preset);
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (NrnExperiment) again = NULL;

  parts.architecture = architecture;
  parts.weights = weights;
  experiment = nrn_experiment_new (&parts);
  again = parse_again (experiment);
  assert_same (experiment, again);
}

/* With units that are switched off. */
static void
test_off_round_trips (void)
{
  static const guint units[] = { 0, 3, 31 };
  g_autoptr (NrnExperiment) preset =
    nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 1);
  NrnExperimentParts parts = *nrn_experiment_get_parts (preset);
  g_autoptr (NrnArchitecture) one = nrn_architecture_with_off (parts.architecture, 1, 3, units);
  g_autoptr (NrnArchitecture) both = nrn_architecture_with_unit_off (one, 0, 2, TRUE);
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (NrnExperiment) again = NULL;

  parts.architecture = both;
  experiment = nrn_experiment_new (&parts);
  again = parse_again (experiment);
  g_assert_true (nrn_architecture_equal (nrn_experiment_get_parts (again)->architecture, both));
}

/* A configuration with no argument at its default, but for those that have to
 * be configurations. */
static NrnConfig *
new_with_other_arguments (const NrnKind *kind)
{
  static const double values[] = { 0.125, 1.0 / 3, 1e-30 };
  NrnConfig *config = nrn_config_new (kind);

  for (guint i = 0; i < kind->n_properties; i++)
    {
      const NrnPropertySpec *spec = &kind->properties[i];
      double value = spec->type != NRN_PROPERTY_NUMBER ? 1 - spec->default_value
                     : isnan (spec->default_value) ? 0.25 : spec->default_value * 0.75 + 0.01;
      g_autoptr (NrnConfig) nested = spec->type == NRN_PROPERTY_CONFIG && spec->optional
                                     ? nrn_config_parse (spec->family, "L1L2(0.125, 0.3)", NULL)
                                     : NULL;
      NrnConfig *other = nested != NULL
                         ? nrn_config_with_config (config, spec->name, nested, NULL)
                         : spec->type == NRN_PROPERTY_NUMBERS
                         ? nrn_config_with_numbers (config, spec->name, 2 + i, values, NULL)
                         : spec->type != NRN_PROPERTY_CONFIG
                         ? nrn_config_with_number (config, spec->name, value, NULL) : NULL;

      if (other == NULL)
        continue;
      nrn_config_unref (config);
      config = other;
    }

  return config;
}

/* A network of one layer, which is or has what is configured. */
static NrnArchitecture *
new_network_with (NrnFamily        family,
                  const NrnConfig *config)
{
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (2, "linear", NULL);
  const char *argument = family == NRN_FAMILY_ACTIVATION ? "activation"
                         : family == NRN_FAMILY_REGULARIZER ? "bias_regularizer"
                         : "kernel_initializer";
  g_autoptr (NrnConfig) layer = family == NRN_FAMILY_LAYER
                                ? nrn_config_ref (config)
                                : nrn_config_with_config (dense, argument, config, NULL);

  return nrn_architecture_new (3, 1, &layer, NULL, NULL);
}

/* An experiment with it. A metric gets the labels that it needs, and outputs
 * enough for any k. */
static NrnExperiment *
new_experiment_with (const NrnExperiment *base,
                     NrnFamily            family,
                     const NrnConfig     *config)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (base);
  const char *name = nrn_config_get_name (config);
  g_autoptr (NrnConfig) scheduled = NULL;
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnMetrics) metrics = NULL;

  if (family == NRN_FAMILY_LOSS)
    parts.loss = config;
  else if (family == NRN_FAMILY_OPTIMIZER)
    parts.optimizer = config;
  else if (family == NRN_FAMILY_SCHEDULE)
    parts.optimizer = scheduled = nrn_config_with_config (parts.optimizer, "learning_rate", config, NULL);
  else if (family == NRN_FAMILY_METRIC)
    {
      parts.architecture = architecture = nrn_architecture_parse ("1-6", NULL, NULL);
      parts.loss = loss = nrn_config_new_by_name (NRN_FAMILY_LOSS,
                                                  g_str_has_prefix (name, "sparse")
                                                  ? "sparse_categorical_crossentropy"
                                                  : "categorical_crossentropy", NULL);
      parts.fit.metrics = metrics = nrn_metrics_new (&config, 1);
    }
  else
    parts.architecture = architecture = new_network_with (family, config);

  return nrn_experiment_new (&parts);
}

/* Every kind of every family. */
static void
test_every_kind_round_trips (void)
{
  g_autoptr (NrnExperiment) preset =
    nrn_preset_new_experiment (nrn_preset_find ("line", NULL), 5);

  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds; i++)
        {
          g_autoptr (NrnConfig) config = new_with_other_arguments (kinds[i]);
          g_autoptr (NrnExperiment) experiment =
            new_experiment_with (preset, (NrnFamily) family, config);
          g_autoptr (NrnExperiment) again = parse_again (experiment);

          assert_same (experiment, again);
        }
    }
}

static NrnExperiment *
make_with_metrics (const char *text,
                   NrnHistory *history)
{
  g_autoptr (NrnExperiment) preset = NULL;
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnMetrics) metrics = nrn_metrics_parse (text, NULL);
  NrnExperimentParts parts;

  preset = nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 5);
  loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "categorical_crossentropy", NULL);
  parts = *nrn_experiment_get_parts (preset);
  parts.loss = loss;
  parts.fit.metrics = metrics;
  parts.history = history;

  return nrn_experiment_new (&parts);
}

/* Metrics with their arguments, and none; they outlive what they were made of. */
static void
test_metrics_round_trip (void)
{
  static const char *const texts[] = {
    "accuracy",
    "",
    "recall, precision, precision(thresholds=0.7, top_k=1, class_id=1), mean_absolute_error",
    "binary_accuracy(threshold=0.25), top_k_categorical_accuracy(k=2)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (NrnExperiment) experiment = make_with_metrics (texts[i], NULL);
      g_autoptr (NrnExperiment) again = parse_again (experiment);
      g_autofree char *text = NULL;

      assert_same (experiment, again);
      text = nrn_metrics_to_string (nrn_experiment_get_parts (again)->fit.metrics);
      g_assert_cmpstr (text, ==, texts[i]);
    }
}

/* By row of a file, or by class. */
static void
test_weights_round_trip (void)
{
  static const char *const features[] = { "age", NULL };
  static const char *const targets[] = { "effects", NULL };
  g_autoptr (NrnExperiment) preset = nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 5);
  g_autoptr (NrnDataSource) csv = nrn_data_source_new_csv ("/x/y.csv", features, targets);
  g_autoptr (NrnDataSource) weighted = nrn_data_source_with_sample_weight (csv, "how \"often\"");
  g_autoptr (NrnClassWeights) class_weight = nrn_class_weights_parse ("1=20, 0=0.1", NULL);
  NrnExperimentParts parts = *nrn_experiment_get_parts (preset);
  g_autoptr (NrnExperiment) by_row = NULL;
  g_autoptr (NrnExperiment) by_class = NULL;
  g_autoptr (NrnExperiment) row_again = NULL;
  g_autoptr (NrnExperiment) class_again = NULL;

  parts.fit.class_weight = class_weight;
  by_class = nrn_experiment_new (&parts);
  parts.fit.class_weight = NULL;
  parts.source = weighted;
  by_row = nrn_experiment_new (&parts);
  row_again = parse_again (by_row);
  class_again = parse_again (by_class);
  assert_same (by_row, row_again);
  assert_same (by_class, class_again);
  g_assert_cmpfloat (nrn_class_weights_lookup (nrn_experiment_get_parts (class_again)->fit.class_weight,
                                               1), ==, 20);
}

/* A table that is kept in the file, with all that can be chosen. */
static void
test_table_round_trip (void)
{
  static const char *const features[] = { "a", "b c", NULL };
  static const char *const targets[] = { "pet", NULL };
  static const char *const class_names[] = { "Katze", "Hund", NULL };
  const NrnCsvOptions options = {
    .format = { '\t', ',', NRN_CSV_HEADER_YES },
    .targets = NRN_CSV_TARGETS_CLASSES,
    .missing = NRN_CSV_MISSING_MEAN,
    .n_rows = 3,
    .random_rows = TRUE,
    .seed = 9,
  };
  const NrnCsvSelection selection = { features, targets, NULL, class_names, &options };
  g_autoptr (NrnExperiment) preset = nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 5);
  g_autoptr (NrnDataSource) source =
    nrn_data_source_new_table (NULL, "Einfügung",
                               "a\tb c\tpet\n1,5\t2\tcat\n\t3\t\"dog\"\n4\t5\tdog\n", &selection);
  NrnExperimentParts parts = *nrn_experiment_get_parts (preset);
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (NrnExperiment) again = NULL;
  g_autoptr (NrnDataset) dataset = NULL;

  parts.source = source;
  experiment = nrn_experiment_new (&parts);
  again = parse_again (experiment);
  assert_same (experiment, again);
  dataset = nrn_data_source_load (nrn_experiment_get_parts (again)->source, NULL);
  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 3);
  g_assert_cmpstr (nrn_dataset_get_name (dataset), ==, "Einfügung");
  g_assert_true (g_strv_equal (nrn_dataset_get_class_names (dataset), class_names));
  g_assert_cmpfloat (nrn_dataset_get_features (dataset)[2], ==, 2.75f);
}

/* What features and classes are called by hand stays with the data, also with
 * another seed; as many names as there are to name. */
static void
test_names_round_trip (void)
{
  static const char *const features[] = { "years", NULL };
  static const char *const classes[] = { "well", "ill \"or\" worse", NULL };
  g_autoptr (NrnExperiment) preset = nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 5);
  NrnExperimentParts parts = *nrn_experiment_get_parts (preset);
  g_autoptr (NrnDataSource) half = nrn_data_source_with_names (parts.source, NRN_NAMES_FEATURES, features);
  g_autoptr (NrnDataSource) named = nrn_data_source_with_names (half, NRN_NAMES_CLASSES, classes);
  g_autoptr (NrnDataSource) seeded = nrn_data_source_with_values (named, NULL, 7);
  g_autoptr (NrnDataSource) wrong = nrn_data_source_with_names (named, NRN_NAMES_CLASSES, features);
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) again = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (NrnDataset) none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_data_source_has_rows_of (named, parts.source));
  g_assert_false (nrn_data_source_has_rows_of (seeded, parts.source));
  parts.source = named;
  before = nrn_experiment_new (&parts);
  g_assert_cmpint (nrn_edit_kind (preset, before), ==, NRN_EDIT_NAME);
  again = parse_again (before);
  assert_same (before, again);
  dataset = nrn_data_source_load (nrn_experiment_get_parts (again)->source, NULL);
  g_assert_cmpstr (nrn_dataset_get_feature_names (dataset)[0], ==, "years");
  g_assert_cmpstr (nrn_dataset_get_class_names (dataset)[1], ==, classes[1]);
  assert_same_names (nrn_data_source_get_names (seeded, NRN_NAMES_CLASSES), classes);

  none = nrn_data_source_load (wrong, &error);
  g_assert_null (none);
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
}

/* Of any number of series, in the order of the metrics. */
static void
test_history_round_trip (void)
{
  static const char *const names[] = { "loss", "recall", "precision", "precision_1", NULL };
  const double values[] = {
    0.5, 0.25, 1.0 / 3, 0, 0.6, NAN, NAN, 0.75,
    0.4, 0.5, 2.0 / 3, 1, 0.7, NAN, 0.125, NAN,
  };
  g_autoptr (NrnHistory) history = nrn_history_new_series (names, values, 2);
  g_autoptr (NrnExperiment) experiment =
    make_with_metrics ("recall, precision, precision(class_id=1)", history);
  g_autoptr (NrnExperiment) again = parse_again (experiment);
  const NrnHistory *read = nrn_experiment_get_parts (again)->history;

  g_assert_true (g_strv_equal (nrn_history_get_names (read), names));
  for (guint epoch = 0; epoch < 2; epoch++)
    for (guint i = 0; i < 8; i++)
      {
        double value = nrn_history_get (read, epoch, (int) i % 4, (NrnHistoryRows) (i / 4));

        g_assert_true (value == values[epoch * 8 + i] ||
                       (isnan (value) && isnan (values[epoch * 8 + i])));
      }
}

/* What a teacher reads when the file is opened in an editor. */
static void
test_is_readable (void)
{
  g_autoptr (NrnExperiment) experiment = make_trained ();
  g_autofree char *text = nrn_experiment_print (experiment);

  g_assert_true (g_str_has_prefix (text,
                                   "{\n"
                                   "  \"format\": \"neurons-experiment\",\n"
                                   "  \"version\": 2,\n"));
  g_assert_nonnull (strstr (text, "\"beta_1\": 0.9,\n"));
  g_assert_nonnull (strstr (text, "\"units\": 6,\n"));
  g_assert_nonnull (strstr (text, "\"use_bias\": true,\n"));
  g_assert_nonnull (strstr (text, "\"metrics\": [\"accuracy\"]\n"));
  g_assert_nonnull (strstr (text, "\"loss\": \"sparse_categorical_crossentropy\",\n"));
  g_assert_nonnull (strstr (text, "[-0.0, 0.1, 1.4013e-45, 3.4028235e+38,"));
  g_assert_nonnull (strstr (text, "\"val_loss\": [null, 0.1]"));
  g_assert_null (strstr (text, "val_accuracy"));
}

/* Only what has no default; members of a later version; a Keras 3 export. */
static void
test_defaults_and_unknown_members (void)
{
  static const char text[] =
    "{\"format\": \"neurons-experiment\", \"version\": 1, \"future\": {\"x\": [1]},"
    " \"data\": {\"generator\": \"xor\", \"weather\": \"fine\"},"
    " \"model\": {\"class_name\": \"Sequential\", \"config\": {\"layers\": ["
    "   {\"module\": \"keras.layers\", \"class_name\": \"Dense\", \"config\": {"
    "     \"units\": 1, \"batch_input_shape\": [null, 2], \"kernel_regularizer\": null,"
    "     \"kernel_initializer\": {\"class_name\": \"HeNormal\", \"config\": {\"seed\": null}}"
    "   }}]}},"
    " \"compile\": {\"optimizer\": {\"class_name\": \"Adam\", \"config\": {"
    "     \"learning_rate\": 1e-2, \"weight_decay\": null, \"use_ema\": false}},"
    "   \"loss\": \"BinaryCrossentropy\"}}";
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) experiment = nrn_experiment_parse ("x", text, -1, &error);
  const NrnExperimentParts *parts;

  g_assert_no_error (error);
  parts = nrn_experiment_get_parts (experiment);
  g_assert_null (parts->name);
  g_assert_true (parts->scale);
  g_assert_cmpuint (parts->fit.batch_size, ==, 32);
  g_assert_true (parts->fit.shuffle);
  g_assert_cmpfloat (nrn_config_lookup (parts->optimizer, "learning_rate"), ==, 0.01);
  g_assert_cmpfloat (nrn_config_lookup (parts->optimizer, "beta_1"), ==, 0.9);
  g_assert_cmpstr (nrn_config_get_name (parts->loss), ==, "binary_crossentropy");
  g_assert_cmpstr (nrn_architecture_get_layer_name (parts->architecture, 0), ==, "dense");
}

/* Activations with arguments: the object of a layer, as Keras 3 writes it,
 * layers of their own, and the other default and argument of old Kerases. */
static void
test_activations_with_arguments (void)
{
  static const char text[] =
    "{\"format\": \"neurons-experiment\", \"version\": 1, \"data\": {\"generator\": \"xor\"},"
    " \"model\": {\"class_name\": \"Sequential\", \"config\": {\"layers\": ["
    "   {\"class_name\": \"Dense\", \"config\": {\"units\": 4, \"batch_input_shape\": [null, 2],"
    "     \"activation\": {\"module\": \"keras.layers\", \"class_name\": \"LeakyReLU\", \"config\":"
    "       {\"name\": \"leaky_re_lu\", \"negative_slope\": 0.1}, \"registered_name\": null}}},"
    "   {\"class_name\": \"LeakyReLU\", \"config\": {\"name\": \"a\"}},"
    "   {\"class_name\": \"LeakyReLU\", \"config\": {\"name\": \"b\", \"alpha\": 0.05}},"
    "   {\"class_name\": \"ReLU\", \"config\": {\"max_value\": 6, \"negative_slope\": 0}},"
    "   {\"class_name\": \"ReLU\", \"config\": {\"max_value\": null}},"
    "   {\"class_name\": \"Dense\", \"config\": {\"units\": 1, \"activation\":"
    "     {\"class_name\": \"gelu\", \"config\": {\"approximate\": true}}}},"
    "   {\"class_name\": \"Softmax\", \"config\": {\"axis\": -1}}"
    "   ]}},"
    " \"compile\": {\"optimizer\": \"adam\", \"loss\": {\"class_name\": \"Huber\","
    "   \"config\": {\"delta\": 0.5}}}}";
  static const char *const expected[] = {
    "leaky_relu(negative_slope=0.1)", "leaky_relu(negative_slope=0.3)",
    "leaky_relu(negative_slope=0.05)", "relu(max_value=6)", "relu", "gelu(approximate=true)",
    "softmax",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) experiment = nrn_experiment_parse ("x", text, -1, &error);
  g_autofree char *loss = NULL;
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const NrnArchitecture *architecture = nrn_experiment_get_parts (experiment)->architecture;
      g_autofree char *activation =
        nrn_config_to_string (nrn_architecture_get_activation (architecture, i));

      g_assert_cmpstr (activation, ==, expected[i]);
    }
  loss = nrn_config_to_string (nrn_experiment_get_parts (experiment)->loss);
  g_assert_cmpstr (loss, ==, "huber(delta=0.5)");

  printed = nrn_experiment_print (experiment);
  g_assert_nonnull (strstr (printed, "\"class_name\": \"LeakyReLU\""));
  g_assert_nonnull (strstr (printed, "\"max_value\": 6"));
  g_assert_nonnull (strstr (printed, "\"activation\": \"relu\""));
  g_assert_nonnull (strstr (printed, "\"class_name\": \"gelu\""));
}

static NrnExperiment *
make_with_csv (const char *path)
{
  const char *features[] = { "x, 1", "x2", NULL };
  const char *targets[] = { "y", NULL };
  g_autoptr (NrnDataSource) source = nrn_data_source_new_csv (path, features, targets);
  g_autoptr (NrnExperiment) preset = NULL;
  NrnExperimentParts parts;

  preset = nrn_preset_new_experiment (nrn_preset_find ("xor", NULL), 5);
  parts = *nrn_experiment_get_parts (preset);
  parts.source = source;

  return nrn_experiment_new (&parts);
}

/* A folder with an experiment and its data can be moved. */
static void
test_relative_data (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nrn-XXXXXX", NULL);
  g_autofree char *moved = g_strconcat (folder, "-moved", NULL);
  g_autofree char *csv = g_build_filename (folder, "data", "x.csv", NULL);
  g_autofree char *moved_csv = g_build_filename (moved, "data", "x.csv", NULL);
  g_autofree char *file = g_build_filename (folder, "e.neurons", NULL);
  g_autofree char *moved_file = g_build_filename (moved, "e.neurons", NULL);
  g_autoptr (NrnExperiment) experiment = make_with_csv (csv);
  g_autoptr (NrnExperiment) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_experiment_save (experiment, file, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (folder, moved), ==, 0);
  loaded = nrn_experiment_load (moved_file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nrn_data_source_get_path (nrn_experiment_get_parts (loaded)->source),
                   ==, moved_csv);
  assert_same_names (nrn_data_source_get_features (nrn_experiment_get_parts (loaded)->source),
                     nrn_data_source_get_features (nrn_experiment_get_parts (experiment)->source));
  g_unlink (moved_file);
  g_rmdir (moved);
}

static void
test_absolute_data (void)
{
  g_autofree char *folder = g_dir_make_tmp ("nrn-XXXXXX", NULL);
  g_autofree char *csv = g_strconcat (folder, "-other.csv", NULL);
  g_autofree char *file = g_build_filename (folder, "e.neurons", NULL);
  g_autoptr (NrnExperiment) experiment = make_with_csv (csv);
  g_autoptr (NrnExperiment) loaded = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_experiment_save (experiment, file, &error));
  loaded = nrn_experiment_load (file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (nrn_data_source_get_path (nrn_experiment_get_parts (loaded)->source), ==, csv);
  g_unlink (file);
  g_rmdir (folder);
}

static void
test_refuses_infinite_weights (void)
{
  g_autoptr (NrnExperiment) experiment = make_trained ();
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  gsize n = nrn_architecture_get_n_parameters (parts.architecture);
  g_autofree float *data = g_new0 (float, n);
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnExperiment) diverged = NULL;
  g_autoptr (GError) error = NULL;

  data[5] = INFINITY;
  weights = nrn_weights_new (parts.architecture, data);
  parts.weights = weights;
  diverged = nrn_experiment_new (&parts);
  g_assert_false (nrn_experiment_save (diverged, "/tmp/nrn-never.neurons", &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_DIVERGED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, function) g_test_add_func ("/document/experiment-file/" name, function)
  ADD ("presets-round-trip", test_presets_round_trip);
  ADD ("trained-round-trip", test_trained_round_trip);
  ADD ("off-round-trips", test_off_round_trips);
  ADD ("metrics-round-trip", test_metrics_round_trip);
  ADD ("names-round-trip", test_names_round_trip);
  ADD ("weights-round-trip", test_weights_round_trip);
  ADD ("table-round-trip", test_table_round_trip);
  ADD ("history-round-trip", test_history_round_trip);
  ADD ("layers-round-trip", test_layers_round_trip);
  ADD ("every-kind-round-trips", test_every_kind_round_trips);
  ADD ("is-readable", test_is_readable);
  ADD ("activations-with-arguments", test_activations_with_arguments);
  ADD ("defaults-and-unknown-members", test_defaults_and_unknown_members);
  ADD ("relative-data", test_relative_data);
  ADD ("absolute-data", test_absolute_data);
  ADD ("refuses-infinite-weights", test_refuses_infinite_weights);

  return g_test_run ();
}
