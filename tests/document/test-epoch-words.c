/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an epoch has changed, on real trainings: each claim is found again with
 * the weights before and after.
 */

#include "nrn-epoch-words.h"

#include <math.h>
#include <string.h>

#include "nrn-document.h"
#include "nrn-fit.h"
#include "nrn-predictions.h"
#include "nrn-preset.h"
#include "nrn-vector.h"

typedef struct
{
  NrnExperiment *experiment;
  NrnDataset    *dataset;
  NrnScaler     *scaler;
  NrnSamples    *samples;
  NrnFit        *fit;
} Training;

static void
training_init (Training   *training,
               const char *name,
               const char *network,
               double      validation_split)
{
  const NrnPreset *preset = nrn_preset_find (name, NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnArchitecture) architecture =
    network != NULL ? nrn_architecture_with_text (parts.architecture, network, NULL)
                    : nrn_architecture_ref (parts.architecture);

  parts.architecture = architecture;
  parts.fit.validation_split = validation_split;
  training->experiment = nrn_experiment_new (&parts);
  training->dataset = nrn_data_source_load (parts.source, NULL);
  training->scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (training->dataset),
                                         nrn_dataset_get_n_features (training->dataset),
                                         nrn_dataset_get_features (training->dataset), 0, 1);
  training->samples = nrn_samples_new_encoded (training->dataset, training->scaler, architecture,
                                               nrn_config_get_kind (parts.loss), NULL);
  training->fit = nrn_fit_new (architecture, NULL, parts.loss, parts.optimizer, training->samples,
                               &parts.fit, NULL);
  g_assert_nonnull (training->fit);
}

static void
training_clear (Training *training)
{
  nrn_experiment_unref (training->experiment);
  nrn_dataset_unref (training->dataset);
  nrn_scaler_unref (training->scaler);
  nrn_samples_unref (training->samples);
  nrn_fit_free (training->fit);
}

static void
train_epoch (Training *training)
{
  guint epoch = nrn_fit_get_epoch (training->fit);

  while (nrn_fit_get_epoch (training->fit) == epoch && !nrn_fit_is_over (training->fit))
    nrn_fit_step (training->fit);
}

/* ---- The claims, once more ---- */

static guint
count_right (const Training   *training,
             const NrnWeights *weights)
{
  g_autoptr (NrnPredictions) predictions =
    nrn_predictions_new (training->dataset, training->samples, weights, NULL);
  guint n = 0;

  for (guint row = 0; row < nrn_predictions_get_n_rows (predictions); row++)
    n += nrn_predictions_is_wrong (predictions, row) ? 0 : 1;

  return n;
}

static double
measure_error (const Training   *training,
               const NrnWeights *weights)
{
  g_autoptr (NrnPredictions) predictions =
    nrn_predictions_new (training->dataset, training->samples, weights, NULL);
  guint n = nrn_predictions_get_n_rows (predictions);
  double sum = 0;

  for (guint row = 0; row < n; row++)
    sum += nrn_predictions_get_error (predictions, row);

  return sum / n;
}

/* The output of a unit for one value of the only feature. */
static float
get_output (const Training   *training,
            const NrnWeights *weights,
            guint             layer,
            guint             unit,
            double            value)
{
  g_autoptr (NrnModel) model = nrn_model_new (nrn_weights_get_architecture (weights), 1);
  float inputs[1 + NRN_LANES] = { 0 };

  inputs[0] = (float) nrn_scaler_transform_value (training->scaler, 0, value);
  nrn_model_set_weights (model, weights);
  nrn_model_forward (model, 1, inputs, FALSE);

  return nrn_model_get_layer_outputs (model, layer)[unit];
}

static guint
count_on (const Training   *training,
          const NrnWeights *weights,
          guint             layer,
          guint             unit)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint dim = nrn_samples_get_input_dim (training->samples);
  guint units = nrn_architecture_get_layer_units (architecture, layer);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, 1);
  g_autofree float *inputs = g_new0 (float, dim + NRN_LANES);
  guint n = 0;

  g_assert_cmpuint (unit, <, units);
  nrn_model_set_weights (model, weights);
  for (guint row = 0; row < nrn_samples_get_n_rows (training->samples); row++)
    {
      memcpy (inputs, nrn_samples_get_inputs (training->samples) + (gsize) row * dim,
              dim * sizeof (float));
      nrn_model_forward (model, 1, inputs, FALSE);
      n += nrn_model_get_layer_outputs (model, layer)[unit] != 0 ? 1 : 0;
    }

  return n;
}

static guint
get_class (const Training   *training,
           const NrnWeights *weights,
           double            value)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  guint last = nrn_architecture_get_n_layers (architecture) - 1;
  guint best = 0;

  for (guint i = 1; i < nrn_architecture_get_output_dim (architecture); i++)
    {
      if (get_output (training, weights, last, i, value) >
          get_output (training, weights, last, best, value))
        best = i;
    }

  return best;
}

/* Halving ends within a millionth of the range; floats are no finer. */
static void
check_value (const Training       *training,
             const NrnEpochChange *change,
             const NrnWeights     *weights,
             double                value)
{
  const double *minimum = nrn_scaler_get_data_min (training->scaler);
  const double *maximum = nrn_scaler_get_data_max (training->scaler);
  double reach = 1e-5 * (maximum[0] - minimum[0]);
  gboolean on_before, on_after;

  g_assert_cmpfloat (value, >=, minimum[0]);
  g_assert_cmpfloat (value, <=, maximum[0]);
  if (change->kind == NRN_EPOCH_CHANGE_FLIP || change->kind == NRN_EPOCH_CHANGE_FLIP_CAME ||
      change->kind == NRN_EPOCH_CHANGE_FLIP_WENT)
    {
      g_assert_cmpuint (get_class (training, weights, value - reach), !=,
                        get_class (training, weights, value + reach));
      return;
    }

  on_before = get_output (training, weights, change->layer, change->unit, value - reach) != 0;
  on_after = get_output (training, weights, change->layer, change->unit, value + reach) != 0;
  g_assert_true (on_before == (change->kind == NRN_EPOCH_CHANGE_SWITCH_OFF));
  g_assert_true (on_after == (change->kind == NRN_EPOCH_CHANGE_SWITCH_ON));
}

static void
check_nowhere (const Training       *training,
               const NrnEpochChange *change,
               const NrnWeights     *weights)
{
  double minimum = nrn_scaler_get_data_min (training->scaler)[0];
  double maximum = nrn_scaler_get_data_max (training->scaler)[0];

  for (guint i = 0; i <= 100; i++)
    g_assert_cmpuint (get_class (training, weights, minimum + (maximum - minimum) * i / 100), ==,
                      change->class_index);
}

static void
check_weight (const NrnEpochChange *change,
              const NrnWeights     *before,
              const NrnWeights     *after)
{
  const NrnTensor *tensor =
    nrn_architecture_find_tensor (nrn_weights_get_architecture (after), change->layer,
                                  change->is_bias ? "bias" : "kernel");
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (after));
  const float *old = nrn_weights_get_data (before), *new = nrn_weights_get_data (after);
  gboolean found = FALSE;

  for (gsize i = 0; i < n; i++)
    {
      double moved = fabs ((double) new[i] - (double) old[i]);

      g_assert_cmpfloat (moved, <=, fabs (change->value[1] - change->value[0]));
      if (i >= tensor->offset && i < tensor->offset + tensor->size &&
          (i - tensor->offset) % tensor->dims[tensor->n_dims - 1] == change->unit)
        found |= (double) new[i] >= change->value[1] && (double) new[i] <= change->value[1];
    }
  g_assert_true (found);
}

static void
check_change (const Training       *training,
              const NrnEpochChange *change,
              const NrnWeights     *before,
              const NrnWeights     *after)
{
  switch (change->kind)
    {
    case NRN_EPOCH_CHANGE_UNIT_DIED:
    case NRN_EPOCH_CHANGE_UNIT_WOKE:
    case NRN_EPOCH_CHANGE_UNIT_ROWS:
      g_assert_cmpuint (count_on (training, before, change->layer, change->unit), ==,
                        (guint) change->value[0]);
      g_assert_cmpuint (count_on (training, after, change->layer, change->unit), ==,
                        (guint) change->value[1]);
      g_assert_true ((change->kind == NRN_EPOCH_CHANGE_UNIT_DIED) == (change->value[1] < 1));
      g_assert_true ((change->kind == NRN_EPOCH_CHANGE_UNIT_WOKE) == (change->value[0] < 1));
      break;
    case NRN_EPOCH_CHANGE_FLIP:
    case NRN_EPOCH_CHANGE_SWITCH_ON:
    case NRN_EPOCH_CHANGE_SWITCH_OFF:
      check_value (training, change, before, change->value[0]);
      check_value (training, change, after, change->value[1]);
      break;
    case NRN_EPOCH_CHANGE_FLIP_CAME:
      check_nowhere (training, change, before);
      check_value (training, change, after, change->value[1]);
      break;
    case NRN_EPOCH_CHANGE_FLIP_WENT:
      check_value (training, change, before, change->value[0]);
      check_nowhere (training, change, after);
      break;
    case NRN_EPOCH_CHANGE_WEIGHT:
      check_weight (change, before, after);
      break;
    case NRN_EPOCH_CHANGE_FLIPS:
    case NRN_EPOCH_CHANGE_UNKNOWN:
    case NRN_EPOCH_CHANGE_NONE:
    default:
      g_assert_not_reached ();
    }
}

static void
check_counts (const Training       *training,
              const NrnEpochChange *change,
              const NrnWeights     *before,
              const NrnWeights     *after)
{
  const NrnWeights *weights[] = { before, after };

  g_assert_cmpuint (change->n_rows, ==, nrn_dataset_get_n_rows (training->dataset));
  g_assert_true (change->are_all);
  for (guint i = 0; i < 2; i++)
    {
      if (change->are_classes)
        g_assert_cmpuint (change->n_right[i], ==, count_right (training, weights[i]));
      else
        g_assert_cmpfloat_with_epsilon (change->error[i], measure_error (training, weights[i]), 1e-5);
    }
}

typedef struct
{
  const char *preset;
  const char *network;
  double      validation_split;
  guint       n_epochs;
} Case;

/* Every epoch of several trainings. */
static void
test_true (gconstpointer data)
{
  const Case *test = data;
  Training training;

  training_init (&training, test->preset, test->network, test->validation_split);
  for (guint i = 0; i < test->n_epochs; i++)
    {
      g_autoptr (NrnWeights) before = nrn_model_dup_weights (nrn_fit_get_model (training.fit));
      g_autoptr (NrnWeights) after = NULL;
      g_autoptr (NrnHistory) history = NULL;
      g_autofree char *words = NULL;
      NrnEpochChange change;
      NrnEpochCase given;

      train_epoch (&training);
      after = nrn_model_dup_weights (nrn_fit_get_model (training.fit));
      history = nrn_fit_dup_history (training.fit);
      given = (NrnEpochCase) {
        training.dataset, training.samples, training.scaler, history, i + 1, before, after,
      };
      nrn_epoch_change_measure (&given, &change);
      check_change (&training, &change, before, after);
      check_counts (&training, &change, before, after);
      words = nrn_epoch_words_print (&change, training.dataset, nrn_weights_get_architecture (after));
      g_test_message ("epoch %u: %s", i + 1, words);
      g_assert_true (g_str_has_prefix (words, "Loss "));
    }
  training_clear (&training);
}

/* ---- By hand ---- */

static NrnDataset *
new_ages (void)
{
  static const char *const features[] = { "age", NULL };
  static const char *const classes[] = { "no side effects", "side effects", NULL };
  float *ages = g_new (float, 88);
  float *labels = g_new (float, 88);

  for (guint i = 0; i < 88; i++)
    {
      ages[i] = (float) (13 + i);
      labels[i] = ages[i] >= 65 ? 1 : 0;
    }

  return nrn_dataset_new_classes ("ages", 88, 1, ages, features, labels, "result", classes);
}

/* relu(x − at), at in years; then one output that is above a half from
 * @flips on, if the unit is on there: sigmoid(z) > 0.5 where z > 0. */
static NrnWeights *
new_weights (const NrnArchitecture *architecture,
             double                 at,
             double                 flips)
{
  const float data[] = {
    87, (float) (13 - at), 1, (float) (at - flips),
  };

  return nrn_weights_new (architecture, data);
}

static char *
tell (const NrnDataset *dataset,
      const NrnWeights *before,
      const NrnWeights *after,
      const NrnEpoch   *epochs,
      guint             n_epochs)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (after);
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "binary_crossentropy", NULL);
  g_autoptr (NrnScaler) scaler = nrn_scaler_new_fit (88, 1, nrn_dataset_get_features (dataset), 0, 1);
  g_autoptr (NrnSamples) samples =
    nrn_samples_new_encoded (dataset, scaler, architecture, nrn_config_get_kind (loss), NULL);
  g_autoptr (NrnHistory) history = nrn_history_new (epochs, n_epochs);
  NrnEpochCase given = { dataset, samples, scaler, history, n_epochs, before, after };
  NrnEpochChange change;

  g_assert_nonnull (samples);
  nrn_epoch_change_measure (&given, &change);

  return nrn_epoch_words_print (&change, dataset, architecture);
}

static void
test_by_hand (void)
{
  static const struct { double at[2], flips[2]; const char *words; } cases[] = {
    { { 55, 61 }, { 70, 70 },
      "Loss down 0.0340. Hidden 1, unit 1 now switches on at age 61 instead of 55." },
    { { 40, 40.25 }, { 80, 73 },
      "Loss down 0.0340. The prediction now flips at age 73 instead of 80. 7 more rows right." },
    { { 40, 40 }, { 64.5, 63.5 },
      "Loss down 0.0340. The prediction now flips at age 63.5 instead of 64.5. 1 fewer row right." },
    { { 55, 101 }, { 70, 110 },
      "Loss down 0.0340. Hidden 1, unit 1 is never on any more; it was on for 45 rows. "
      "30 fewer rows right." },
    { { 101, 55 }, { 110, 110 },
      "Loss down 0.0340. Hidden 1, unit 1 was never on, and now is for 45 rows." },
    { { 20, 20 }, { 110, 99.5 },
      "Loss down 0.0340. The prediction now flips at age 99.5; it was “no side effects” "
      "everywhere. 1 more row right." },
    { { 20, 20 }, { 99.5, 110 },
      "Loss down 0.0340. The prediction is now “no side effects” everywhere; it flipped at "
      "age 99.5. 1 fewer row right." },
    { { 20, 20 }, { 66.5, 66.501 },
      "Loss down 0.0340. The bias of Output, unit 1 moved most: it is −46.5010 instead of "
      "−46.5000." },
    { { 20, 20 }, { 66, 66 }, "Loss down 0.0340. No weight has changed." },
  };
  static const NrnEpoch epochs[] = { { 0.5, 0.9, NAN, NAN }, { 0.466, 0.9, NAN, NAN } };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1-1", "relu,sigmoid", NULL);
  g_autoptr (NrnDataset) dataset = new_ages ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnWeights) before = new_weights (architecture, cases[i].at[0], cases[i].flips[0]);
      g_autoptr (NrnWeights) after = new_weights (architecture, cases[i].at[1], cases[i].flips[1]);
      g_autofree char *words = tell (dataset, before, after, epochs, 2);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_losses (void)
{
  static const struct { NrnEpoch epochs[2]; guint n; const char *words; } cases[] = {
    { { { 0.6931, NAN, NAN, NAN } }, 1, "Loss 0.6931." },
    { { { 0.6931, NAN, 0.7, NAN } }, 1,
      "Loss 0.6931, validation loss 0.7000." },
    { { { 0.5, NAN, NAN, NAN }, { 0.50004, NAN, NAN, NAN } }, 2,
      "Loss the same to 4 decimals." },
    { { { 0.5, NAN, NAN, NAN }, { 0.6, NAN, NAN, NAN } }, 2, "Loss up 0.1000." },
    { { { 0.5, NAN, 0.4, NAN }, { 0.49, NAN, 0.3998, NAN } }, 2,
      "Loss down 0.0100, validation loss down 0.0002." },
    { { { 0.5, NAN, 0.4, NAN }, { 0.49, NAN, 0.4112, NAN } }, 2,
      "Loss down 0.0100, but validation loss up 0.0112." },
    { { { 0.00005, NAN, NAN, NAN }, { 0.00004, NAN, NAN, NAN } }, 2, "Loss down 0.0000100." },
    /* 0.5 and 0.4999, as they are printed. */
    { { { 0.49996, NAN, NAN, NAN }, { 0.49994, NAN, NAN, NAN } }, 2, "Loss down 0.0001." },
  };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1-1", "relu,sigmoid", NULL);
  g_autoptr (NrnDataset) dataset = new_ages ();
  g_autoptr (NrnWeights) weights = new_weights (architecture, 55, 70);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *expected = g_strconcat (cases[i].words, " No weight has changed.", NULL);
      g_autofree char *words = tell (dataset, weights, weights, cases[i].epochs, cases[i].n);
      g_autofree char *alone = NULL;
      NrnEpochChange change = { .kind = NRN_EPOCH_CHANGE_UNKNOWN };

      g_assert_cmpstr (words, ==, expected);
      change.loss = cases[i].epochs[cases[i].n - 1];
      change.last = cases[i].n > 1 ? cases[i].epochs[0] : (NrnEpoch) { NAN, NAN, NAN, NAN };
      alone = nrn_epoch_words_print (&change, dataset, architecture);
      g_assert_cmpstr (alone, ==, cases[i].words);
    }
}

/* A large network with many rows: some of them are looked at. */
static void
test_large (void)
{
  Training training;
  g_autoptr (NrnWeights) before = NULL;
  g_autoptr (NrnWeights) after = NULL;
  g_autoptr (NrnHistory) history = NULL;
  g_autofree char *words = NULL;
  g_autofree char *prefix = NULL;
  NrnEpochChange change;
  NrnEpochCase given;

  training_init (&training, "drug-trial", "1-256-256-2", 0);
  before = nrn_model_dup_weights (nrn_fit_get_model (training.fit));
  train_epoch (&training);
  after = nrn_model_dup_weights (nrn_fit_get_model (training.fit));
  history = nrn_fit_dup_history (training.fit);
  given = (NrnEpochCase) {
    training.dataset, training.samples, training.scaler, history, 1, before, after,
  };
  nrn_epoch_change_measure (&given, &change);
  g_assert_false (change.are_all);
  g_assert_cmpuint (change.n_rows, <, nrn_dataset_get_n_rows (training.dataset));
  g_assert_cmpuint (change.n_rows, >=, 1024);
  words = nrn_epoch_words_print (&change, training.dataset, nrn_weights_get_architecture (after));
  g_test_message ("%s", words);
  prefix = g_strdup_printf ("Of %u rows looked at, ", change.n_rows);
  g_assert_nonnull (strstr (words, prefix));
  training_clear (&training);
}

/* ---- The document ---- */

static void
wait_for_words (NrnDocument *document,
                guint        expected)
{
  guint epoch;

  while (nrn_document_get_words (document, &epoch) == NULL || epoch != expected)
    g_main_context_iteration (NULL, TRUE);
}

static void
step (NrnDocument *document)
{
  NrnTrainer *trainer = nrn_document_get_trainer (document);
  guint epoch = nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->epoch;

  nrn_trainer_step (trainer, NRN_STEP_EPOCH);
  while (nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->epoch == epoch ||
         nrn_trainer_get_state (trainer) == NRN_TRAINING_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* The words follow what is shown, forth and back. */
static void
test_document (void)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnDocument *document = nrn_document_new ();
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  guint epoch;

  g_assert_true (nrn_document_set_experiment (document, experiment, NULL));
  g_assert_null (nrn_document_get_words (document, &epoch));
  g_assert_cmpuint (epoch, ==, 0);
  step (document);
  wait_for_words (document, 1);
  first = g_strdup (nrn_document_get_words (document, &epoch));
  g_assert_true (g_str_has_prefix (first, "Loss 0."));
  step (document);
  wait_for_words (document, 2);
  second = g_strdup (nrn_document_get_words (document, &epoch));
  g_assert_true (g_str_has_prefix (second, "Loss down 0."));

  g_assert_true (nrn_document_show_epoch (document, 1));
  wait_for_words (document, 1);
  g_assert_cmpstr (nrn_document_get_words (document, &epoch), ==, first);
  nrn_document_show_now (document);
  wait_for_words (document, 2);
  g_assert_cmpstr (nrn_document_get_words (document, &epoch), ==, second);
  g_assert_true (nrn_document_show_epoch (document, 0));
  g_assert_null (nrn_document_get_words (document, &epoch));

  nrn_trainer_reset (nrn_document_get_trainer (document));
  while (nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->update > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (nrn_document_get_words (document, &epoch));
  g_assert_finalize_object (document);
}

int
main (int    argc,
      char **argv)
{
  static const Case cases[] = {
    { "drug-trial", NULL, 0, 20 },
    { "drug-trial", "1-6-32-2 tanh tanh softmax", 0.1, 5 },
    { "body-mass", NULL, 0.2, 5 },
    { "xor", NULL, 0, 5 },
    { "animals", NULL, 0, 5 },
    { "sine", NULL, 0, 5 },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/document/epoch-words/true/%s-%u", cases[i].preset, i);

      g_test_add_data_func (path, &cases[i], test_true);
    }
  g_test_add_func ("/document/epoch-words/by-hand", test_by_hand);
  g_test_add_func ("/document/epoch-words/losses", test_losses);
  g_test_add_func ("/document/epoch-words/large", test_large);
  g_test_add_func ("/document/epoch-words/document", test_document);

  return g_test_run ();
}
