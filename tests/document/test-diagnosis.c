/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * nrn_diagnose() on real trainings: those that never learn are told, and
 * those that only learn slowly are left in peace.
 */

#include "nrn-diagnosis.h"

#include "nrn-preset.h"

typedef struct
{
  NrnExperiment *experiment;
  NrnSamples    *samples;
  NrnWeights    *start;
  NrnFit        *fit;
} Training;

static void
training_init (Training   *training,
               const char *name,
               gint64      seed,
               const char *learning_rate,
               const char *layers)
{
  const NrnPreset *preset = nrn_preset_find (name, NULL);
  g_autoptr (NrnExperiment) experiment =
    nrn_preset_new_experiment (preset, seed < 0 ? preset->seed : (guint32) seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnArchitecture) architecture =
    layers != NULL ? nrn_architecture_parse_layers (1, layers, NULL)
                   : nrn_architecture_ref (parts.architecture);
  g_autoptr (NrnConfig) optimizer = NULL;
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts.source, NULL);
  g_autoptr (NrnScaler) scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset),
                                                     nrn_dataset_get_n_features (dataset),
                                                     nrn_dataset_get_features (dataset), 0, 1);

  optimizer = learning_rate != NULL ? nrn_config_with_text (parts.optimizer, "learning_rate",
                                                            learning_rate, NULL)
                                    : nrn_config_ref (parts.optimizer);
  parts.architecture = architecture;
  parts.optimizer = optimizer;
  training->experiment = nrn_experiment_new (&parts);
  training->samples = nrn_samples_new_encoded (dataset, scaler, parts.architecture,
                                               nrn_config_get_kind (parts.loss), NULL);
  training->fit = nrn_fit_new (parts.architecture, NULL, parts.loss, parts.optimizer,
                               training->samples, &parts.fit, NULL);
  training->start = nrn_model_dup_weights (nrn_fit_get_model (training->fit));
}

static void
training_clear (Training *training)
{
  nrn_experiment_unref (training->experiment);
  nrn_samples_unref (training->samples);
  nrn_weights_unref (training->start);
  nrn_fit_free (training->fit);
}

static NrnDiagnosis
diagnose (const Training *training)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (training->experiment);
  g_autoptr (NrnHistory) history = nrn_fit_dup_history (training->fit);
  NrnDiagnosisCase what = {
    .loss = parts->loss,
    .samples = training->samples,
    .history = history,
    .n_epochs = parts->fit.epochs,
    .start = training->start,
    .weights = nrn_fit_get_epoch_weights (training->fit),
  };

  return nrn_diagnose (&what);
}

static void
train_epoch (Training *training)
{
  NrnFitStatus status;

  do
    status = nrn_fit_step (training->fit);
  while (status != NRN_FIT_EPOCH);
}

/* After no epoch is there anything to say. */
static void
test_learns (gconstpointer data)
{
  Training training;

  training_init (&training, data, -1, NULL, NULL);
  while (!nrn_fit_is_over (training.fit))
    {
      NrnDiagnosis diagnosis;

      train_epoch (&training);
      diagnosis = diagnose (&training);
      g_assert_cmpint (diagnosis.kind, ==, NRN_DIAGNOSIS_NONE);
    }
  training_clear (&training);
}

/* These begin so slowly that after five epochs they have hardly moved. */
static void
test_learns_slowly (void)
{
  static const guint seeds[] = { 176, 299 };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      Training training;

      training_init (&training, "drug-trial", seeds[i], NULL, NULL);
      while (!nrn_fit_is_over (training.fit))
        {
          train_epoch (&training);
          g_assert_cmpint (diagnose (&training).kind, ==, NRN_DIAGNOSIS_NONE);
        }
      training_clear (&training);
    }
}

/* One start in sixty or so: no unit of a layer is on for anybody. */
static void
test_never_learns (void)
{
  static const guint seeds[] = { 70, 164, 293 };

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      Training training;
      NrnDiagnosis diagnosis;

      training_init (&training, "drug-trial", seeds[i], NULL, NULL);
      for (guint epoch = 1; epoch <= 20; epoch++)
        {
          train_epoch (&training);
          diagnosis = diagnose (&training);
          g_assert_cmpuint (diagnosis.epoch, ==, epoch);
          g_assert_cmpint (diagnosis.kind, ==, epoch < 5 ? NRN_DIAGNOSIS_NONE
                                                         : NRN_DIAGNOSIS_LAYER_OFF);
        }
      g_assert_cmpfloat_with_epsilon (diagnosis.guess_loss, 0.693147, 1e-5);
      g_assert_cmpuint (diagnosis.n_off, ==, diagnosis.n_units);
      g_test_message ("seed %u: layer %u, %u units off", seeds[i], diagnosis.layer, diagnosis.n_off);
      training_clear (&training);
    }
}

/* The same networks, with layers between that change no number. A unit counts
 * once, however many layers it goes through. */
static void
test_layers_between (void)
{
  static const char *const layers =
    "Dense(6), Activation(relu), Dropout(0), Dense(32), GaussianNoise(0), Activation(relu), "
    "Dense(2, sigmoid)";
  Training plain, training;
  NrnDiagnosis expected, diagnosis;

  training_init (&plain, "drug-trial", 70, NULL, NULL);
  training_init (&training, "drug-trial", 70, NULL, layers);
  for (guint epoch = 1; epoch <= 5; epoch++)
    {
      train_epoch (&plain);
      train_epoch (&training);
    }
  expected = diagnose (&plain);
  diagnosis = diagnose (&training);
  g_assert_cmpint (diagnosis.kind, ==, NRN_DIAGNOSIS_LAYER_OFF);
  g_assert_cmpuint (diagnosis.layer, ==, expected.layer);
  g_assert_cmpuint (diagnosis.n_units, ==, expected.n_units);
  g_assert_cmpfloat (diagnosis.loss, ==, expected.loss);
  training_clear (&plain);
  training_clear (&training);

  training_init (&training, "drug-trial", -1, "1e-9", layers);
  for (guint epoch = 1; epoch <= 5; epoch++)
    train_epoch (&training);
  g_assert_cmpuint (diagnose (&training).n_units, ==, 38);
  training_clear (&training);
}

/* Units are on, but the steps are far too small. */
static void
test_hardly_moves (void)
{
  Training training;
  NrnDiagnosis diagnosis;

  training_init (&training, "drug-trial", -1, "1e-9", NULL);
  for (guint epoch = 1; epoch <= 5; epoch++)
    train_epoch (&training);
  diagnosis = diagnose (&training);
  g_assert_cmpint (diagnosis.kind, ==, NRN_DIAGNOSIS_STUCK);
  g_assert_cmpuint (diagnosis.n_units, ==, 38);
  g_assert_cmpuint (diagnosis.n_off, >, 0);
  g_assert_cmpuint (diagnosis.n_off, <, 38);
  training_clear (&training);
}

/* The weights are huge and the outputs saturated, but all is finite. A loss
 * that comes down by itself is left in peace. */
static void
test_steps_too_large (void)
{
  static const struct
  {
    const char       *preset;
    const char       *learning_rate;
    NrnDiagnosisKind  kind;
  } cases[] = {
    { "drug-trial", "1e6", NRN_DIAGNOSIS_TOO_FAR },
    { "drug-trial", "10", NRN_DIAGNOSIS_TOO_FAR },
    { "sine", "10", NRN_DIAGNOSIS_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Training training;

      training_init (&training, cases[i].preset, -1, cases[i].learning_rate, NULL);
      train_epoch (&training);
      g_assert_cmpint (diagnose (&training).kind, ==, NRN_DIAGNOSIS_NONE);
      for (guint epoch = 2; epoch <= 4; epoch++)
        {
          train_epoch (&training);
          g_assert_cmpint (diagnose (&training).kind, ==, cases[i].kind);
        }
      training_clear (&training);
    }
}

int
main (int   argc,
      char *argv[])
{
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_presets; i++)
    {
      g_autofree char *path = g_strconcat ("/document/diagnosis/learns/", presets[i].name, NULL);

      g_test_add_data_func (path, presets[i].name, test_learns);
    }
  g_test_add_func ("/document/diagnosis/learns-slowly", test_learns_slowly);
  g_test_add_func ("/document/diagnosis/never-learns", test_never_learns);
  g_test_add_func ("/document/diagnosis/layers-between", test_layers_between);
  g_test_add_func ("/document/diagnosis/hardly-moves", test_hardly_moves);
  g_test_add_func ("/document/diagnosis/steps-too-large", test_steps_too_large);

  return g_test_run ();
}
