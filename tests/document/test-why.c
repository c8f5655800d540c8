/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a row is wrong, in words, with a network made by hand.
 */

#include "nrn-why.h"

#include "nrn-predictions.h"
#include "nrn-preset.h"

/* Of somebody aged @at the one output is a half: sigmoid(x − at). */
static NrnWeights *
new_weights (double at)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "sigmoid", NULL);
  const float data[] = { 1, (float) -at };

  return nrn_weights_new (architecture, data);
}

static NrnDataset *
new_dataset (guint8 *exceptions)
{
  static const char *const features[] = { "age", NULL };
  static const char *const classes[] = { "no side effects", "side effects", NULL };
  static const float ages[] = { 40, 40, 40, 64, 70, 71 };
  static const float labels[] = { 0, 1, 0, 0, 1, 0 };
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_classes ("ages", 6, 1, g_memdup2 (ages, sizeof ages), features,
                             g_memdup2 (labels, sizeof labels), "result", classes);

  return exceptions != NULL ? nrn_dataset_with_exceptions (dataset, exceptions)
                            : g_steal_pointer (&dataset);
}

static void
assert_words (const NrnDataset *dataset,
              const NrnWeights *weights,
              guint             row,
              const char       *verdict,
              const char       *reason)
{
  g_autoptr (NrnSamples) samples = nrn_samples_new (6, 1, 1, nrn_dataset_get_features (dataset),
                                                    nrn_dataset_get_targets (dataset));
  g_autoptr (NrnWhy) why = nrn_why_new (dataset, samples, weights, row);
  g_autofree char *said_verdict = nrn_why_print_verdict (why);
  g_autofree char *said_reason = nrn_why_print_reason (why);

  g_assert_cmpstr (said_verdict, ==, verdict);
  g_assert_cmpstr (said_reason, ==, reason);
  g_assert_cmpint (nrn_why_is_wrong (why), ==, *reason != '\0');
}

static void
test_words (void)
{
  static const guint8 exceptions[] = { 0, 1, 0, 0, 0, 1 };
  g_autoptr (NrnWeights) weights = new_weights (60.5);
  g_autoptr (NrnDataset) ruled = new_dataset (g_memdup2 (exceptions, sizeof exceptions));
  g_autoptr (NrnDataset) plain = new_dataset (NULL);

  assert_words (ruled, weights, 0, "age 40 is “no side effects”, and the network says so.", "");
  assert_words (ruled, weights, 1,
                "age 40 is really “side effects”, but “no side effects” wins by 20.50.",
                "It is an exception: of 3 rows with the same features, 2 are “no side effects”. The "
                "network cannot know.");
  assert_words (ruled, weights, 3,
                "age 64 is really “no side effects”, but “side effects” wins by 3.50.",
                "It follows the rule, and the network has not learned it yet.");
  assert_words (ruled, weights, 5,
                "age 71 is really “no side effects”, but “side effects” wins by 10.50.",
                "It is an exception to the rule that the others follow: nothing in its features "
                "tells it apart, so the network cannot know.");
  assert_words (plain, weights, 1,
                "age 40 is really “side effects”, but “no side effects” wins by 20.50.",
                "Of 3 rows with the same features, 2 are “no side effects”: the network cannot "
                "tell them apart.");
  assert_words (plain, weights, 3,
                "age 64 is really “no side effects”, but “side effects” wins by 3.50.",
                "No row with the same features is of another class: it could be learned.");
}

/* Every row of a real training is wrong where the predictions say so. */
static void
test_agrees (gconstpointer name)
{
  const NrnPreset *preset = nrn_preset_find (name, NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, NULL);
  g_autoptr (NrnSamples) samples =
    nrn_samples_new_encoded (dataset, NULL, parts->architecture, nrn_config_get_kind (parts->loss),
                             NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (parts->architecture, 3);
  g_autoptr (NrnPredictions) predictions = nrn_predictions_new (dataset, samples, weights, NULL);
  guint n_wrong = 0;

  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row += 7)
    {
      g_autoptr (NrnWhy) why = nrn_why_new (dataset, samples, weights, row);

      g_assert_nonnull (why);
      g_assert_true (nrn_why_is_wrong (why) == nrn_predictions_is_wrong (predictions, row));
      n_wrong += nrn_why_is_wrong (why) ? 1 : 0;
      if (nrn_why_is_wrong (why))
        g_assert_cmpfloat (nrn_contributions_get_lead (nrn_why_get_contributions (why)), >=, 0);
    }
  g_assert_cmpuint (n_wrong, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/why/words", test_words);
  g_test_add_data_func ("/document/why/agrees/drug-trial", "drug-trial", test_agrees);
  g_test_add_data_func ("/document/why/agrees/animals", "animals", test_agrees);
  g_test_add_data_func ("/document/why/agrees/body-mass", "body-mass", test_agrees);

  return g_test_run ();
}
