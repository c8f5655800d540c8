/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether what is advised helps: trainings that do not learn are trained
 * again as they are told to be, until there is nothing more to say.
 */

#include "nrn-advice.h"

#include <math.h>

#include "nrn-preset.h"

typedef struct
{
  const char    *preset;
  const char    *optimizer;
  const char    *learning_rate;
  gint64         seed;              /* -1 for the preset's */
  gboolean       is_unscaled;
  NrnAdviceKind  first;             /* what is advised then */
  guint          most;              /* so often, at most, something is advised */
} Case;

static const Case cases[] = {
  /* Saturated, then dead: the steps are too large */
  { "drug-trial", "Adam", "10", -1, FALSE, NRN_ADVICE_RATE, 1 },
  { "drug-trial", "Adam", "1e6", -1, FALSE, NRN_ADVICE_RATE, 1 },
  { "drug-trial", "SGD", "10", -1, FALSE, NRN_ADVICE_RATE, 1 },
  { "drug-trial", "SGD", "1e6", -1, FALSE, NRN_ADVICE_RATE, 1 },
  /* Too small */
  { "drug-trial", "Adam", "1e-9", -1, FALSE, NRN_ADVICE_RATE, 1 },
  { "drug-trial", "SGD", "1e-6", -1, FALSE, NRN_ADVICE_RATE, 1 },
  /* Starts without a unit that is on */
  { "drug-trial", "Adam", "0.0001", 70, FALSE, NRN_ADVICE_START, 1 },
  { "drug-trial", "Adam", "0.0001", 164, FALSE, NRN_ADVICE_START, 1 },
  { "drug-trial", "Adam", "0.0001", 293, FALSE, NRN_ADVICE_START, 1 },
  /* Diverging */
  { "line", "SGD", "1", -1, FALSE, NRN_ADVICE_RATE, 1 },
  { "line", "SGD", "100", -1, FALSE, NRN_ADVICE_RATE, 1 },
  { "sine", "SGD", "1", -1, FALSE, NRN_ADVICE_RATE, 1 },
  { "body-mass", "SGD", "0.01", -1, TRUE, NRN_ADVICE_SCALE, 2 },
};

typedef struct
{
  NrnDiagnosis diagnosis;
  gboolean     has_diverged;
  NrnEpoch     last;
} Outcome;

static NrnExperiment *
experiment_new (const Case *one)
{
  const NrnPreset *preset = nrn_preset_find (one->preset, NULL);
  g_autoptr (NrnExperiment) experiment =
    nrn_preset_new_experiment (preset, one->seed < 0 ? preset->seed : (guint32) one->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, one->optimizer, NULL);
  g_autoptr (NrnConfig) optimizer =
    nrn_config_with_text (plain, "learning_rate", one->learning_rate, NULL);

  parts.optimizer = optimizer;
  parts.scale = !one->is_unscaled;

  return nrn_experiment_new (&parts);
}

static NrnExperiment *
follow (const NrnExperiment *experiment,
        const NrnAdvice     *advice)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnConfig) optimizer = nrn_config_ref (parts.optimizer);

  if (advice->kind == NRN_ADVICE_START)
    parts.fit.seed++;
  else if (advice->kind == NRN_ADVICE_SCALE)
    parts.scale = TRUE;
  else
    {
      nrn_config_unref (optimizer);
      optimizer = nrn_config_with_number (parts.optimizer, "learning_rate", advice->learning_rate,
                                          NULL);
    }
  parts.optimizer = optimizer;

  return nrn_experiment_new (&parts);
}

static NrnSamples *
samples_new (const NrnExperimentParts *parts)
{
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, NULL);
  g_autoptr (NrnScaler) scaler = NULL;

  if (parts->scale)
    scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset),
                                 nrn_dataset_get_n_features (dataset),
                                 nrn_dataset_get_features (dataset), 0, 1);

  return nrn_samples_new_encoded (dataset, scaler, parts->architecture,
                                  nrn_config_get_kind (parts->loss), NULL);
}

static NrnDiagnosis
diagnose (const NrnExperimentParts *parts,
          const NrnSamples         *samples,
          const NrnWeights         *start,
          NrnFit                   *fit)
{
  g_autoptr (NrnHistory) history = nrn_fit_dup_history (fit);
  NrnDiagnosisCase what = {
    .loss = parts->loss, .samples = samples, .history = history, .n_epochs = parts->fit.epochs,
    .start = start, .weights = nrn_fit_get_epoch_weights (fit),
  };

  return nrn_diagnose (&what);
}

/* Trains to the end, or until something is wrong. */
static Outcome
train (const NrnExperiment *experiment)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (NrnSamples) samples = samples_new (parts);
  NrnFit *fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer, samples,
                             &parts->fit, NULL);
  g_autoptr (NrnWeights) start = nrn_model_dup_weights (nrn_fit_get_model (fit));
  Outcome outcome = { 0 };
  NrnFitStatus status = NRN_FIT_BATCH;

  while (status != NRN_FIT_DONE && status != NRN_FIT_DIVERGED &&
         outcome.diagnosis.kind == NRN_DIAGNOSIS_NONE)
    {
      status = nrn_fit_step (fit);
      if (status == NRN_FIT_EPOCH)
        {
          outcome.diagnosis = diagnose (parts, samples, start, fit);
          outcome.last = *nrn_fit_get_last_epoch (fit);
        }
    }
  outcome.has_diverged = status == NRN_FIT_DIVERGED;
  nrn_fit_free (fit);

  return outcome;
}

static NrnAdvice
advise (const NrnExperiment *experiment,
        const NrnDiagnosis  *diagnosis,
        gboolean             has_diverged)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);

  return nrn_advise (parts, diagnosis, has_diverged,
                     nrn_config_lookup (parts->optimizer, "learning_rate"));
}

static void
test_helps (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (NrnExperiment) experiment = experiment_new (one);
  Outcome outcome = train (experiment);
  guint n = 0;

  while (outcome.has_diverged || outcome.diagnosis.kind != NRN_DIAGNOSIS_NONE)
    {
      NrnAdvice advice = advise (experiment, &outcome.diagnosis, outcome.has_diverged);
      NrnExperiment *next;

      g_test_message ("diagnosis %d, epoch %u, loss %g: advice %d, %g", outcome.diagnosis.kind,
                      outcome.diagnosis.epoch, outcome.diagnosis.loss, advice.kind,
                      advice.learning_rate);
      if (n++ == 0)
        g_assert_cmpint (advice.kind, ==, one->first);
      g_assert_cmpuint (n, <=, one->most);
      next = follow (experiment, &advice);
      nrn_experiment_unref (experiment);
      experiment = next;
      outcome = train (experiment);
    }

  g_assert_cmpuint (n, >=, 1);
  g_assert_true (isfinite (outcome.last.loss));
}

/* A healthy training is left alone. */
static void
test_nothing_to_say (void)
{
  g_autoptr (NrnExperiment) experiment =
    nrn_preset_new_experiment (nrn_preset_find ("drug-trial", NULL), 64);
  NrnDiagnosis diagnosis = { .kind = NRN_DIAGNOSIS_NONE };

  g_assert_cmpint (advise (experiment, &diagnosis, FALSE).kind, ==, NRN_ADVICE_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/document/advice/helps/%s-%s-%s-%" G_GINT64_FORMAT "%s", cases[i].preset,
                         cases[i].optimizer, cases[i].learning_rate, cases[i].seed,
                         cases[i].is_unscaled ? "-unscaled" : "");

      g_test_add_data_func (path, &cases[i], test_helps);
    }
  g_test_add_func ("/document/advice/nothing-to-say", test_nothing_to_say);

  return g_test_run ();
}
