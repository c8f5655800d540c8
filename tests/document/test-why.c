/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a row is wrong, in words, with a network made by hand.
 */

#include "nrn-why.h"

#include <math.h>

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
  g_autoptr (NrnWhy) why = nrn_why_new (NULL, dataset, samples, weights, row);
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

/* ---- Presets ---- */

typedef struct
{
  NrnExperiment  *experiment;   /* all owned */
  NrnDataset     *dataset;
  NrnSamples     *samples;
  NrnWeights     *weights;      /* before any training */
  NrnPredictions *predictions;
} Setup;

static void
set_up (Setup         *setup,
        gconstpointer  name)
{
  const NrnPreset *preset = nrn_preset_find (name, NULL);
  const NrnExperimentParts *parts;

  setup->experiment = nrn_preset_new_experiment (preset, preset->seed);
  parts = nrn_experiment_get_parts (setup->experiment);
  setup->dataset = nrn_data_source_load (parts->source, NULL);
  setup->samples = nrn_samples_new_encoded (setup->dataset, NULL, parts->architecture,
                                            nrn_config_get_kind (parts->loss), NULL);
  setup->weights = nrn_weights_new_initial (parts->architecture, 3);
  setup->predictions = nrn_predictions_new (setup->dataset, setup->samples, setup->weights, NULL);
}

static void
tear_down (Setup         *setup,
           gconstpointer  name)
{
  nrn_predictions_unref (setup->predictions);
  nrn_weights_unref (setup->weights);
  nrn_samples_unref (setup->samples);
  nrn_dataset_unref (setup->dataset);
  nrn_experiment_unref (setup->experiment);
}

/* Every row of a preset is wrong where the predictions say so. */
static void
test_agrees (Setup         *setup,
             gconstpointer  name)
{
  guint n_wrong = 0;

  for (guint row = 0; row < nrn_dataset_get_n_rows (setup->dataset); row += 7)
    {
      g_autoptr (NrnWhy) why = nrn_why_new (NULL, setup->dataset, setup->samples, setup->weights, row);

      g_assert_nonnull (why);
      g_assert_true (nrn_why_is_wrong (why) == nrn_predictions_is_wrong (setup->predictions, row));
      n_wrong += nrn_why_is_wrong (why) ? 1 : 0;
      if (nrn_why_is_wrong (why))
        g_assert_cmpfloat (nrn_contributions_get_lead (nrn_why_get_contributions (why)), >=, 0);
    }
  g_assert_cmpuint (n_wrong, >, 0);
}

/* ---- Values ---- */

static void
assert_value (const NrnDataSource *source,
              const NrnDataset    *dataset,
              double               slope,
              double               intercept,
              guint                row,
              const char          *verdict,
              const char          *reason)
{
  const float data[] = { (float) slope, (float) intercept };
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, data);
  g_autoptr (NrnSamples) samples = nrn_samples_new (n_rows, 1, 1, nrn_dataset_get_features (dataset),
                                                    nrn_dataset_get_targets (dataset));
  g_autoptr (NrnWhy) why = nrn_why_new (source, dataset, samples, weights, row);
  g_autofree char *said_verdict = NULL;
  g_autofree char *said_reason = NULL;

  g_assert_nonnull (why);
  said_verdict = nrn_why_print_verdict (why);
  said_reason = nrn_why_print_reason (why);
  g_assert_cmpstr (said_verdict, ==, verdict);
  g_assert_cmpstr (said_reason, ==, reason);
  g_assert_cmpint (nrn_why_is_wrong (why), ==, *reason != '\0');
}

static NrnDataset *
new_sizes (void)
{
  static const char *const features[] = { "size", NULL };
  static const char *const targets[] = { "price", NULL };
  static const float sizes[] = { 1, 1, 1, 3, 4, 5 };
  static const float prices[] = { 2, 3, 4, 6.5f, 9, NAN };

  return nrn_dataset_new_values ("sizes", 6, 1, g_memdup2 (sizes, sizeof sizes), features, 1,
                                 g_memdup2 (prices, sizeof prices), targets);
}

/* What a network says of a row is 2 · size + 0.5. */
static void
test_values (void)
{
  g_autoptr (NrnDataset) dataset = new_sizes ();

  assert_value (NULL, dataset, 2, 0.5, 0,
                "size 1: price is 2.000, and the network says 2.500, which is 0.500 too much.",
                "3 rows with the same features have 3.000 on average, and the network is nearer to "
                "that than this row is. It cannot tell them apart.");
  assert_value (NULL, dataset, 2, 0.5, 1,
                "size 1: price is 3.000, and the network says 2.500, which is 0.500 too little.",
                "3 rows with the same features have 3.000 on average. The network has not learned "
                "that yet.");
  assert_value (NULL, dataset, 2, 0.5, 3, "size 3 is “6.50”, and the network says so.", "");
  assert_value (NULL, dataset, 2, 0.5, 4,
                "size 4: price is 9.000, and the network says 8.500, which is 0.500 too little.",
                "No row with the same features has another target: it could be learned.");
  assert_value (NULL, dataset, 200, 0.5, 4,
                "size 4: price is 9, and the network says 800, which is 792 too much.",
                "No row with the same features has another target: it could be learned.");
  assert_value (NULL, dataset, -2, 0, 4,
                "size 4: price is 9.0, and the network says −8.0, which is 17.0 too little.",
                "No row with the same features has another target: it could be learned.");
}

/* The line without its noise is 2 · size + 0.5. */
static void
test_noise (void)
{
  g_autoptr (NrnExperiment) experiment =
    nrn_preset_new_experiment (nrn_preset_find ("line", NULL), 1);
  const NrnDataSource *source = nrn_experiment_get_parts (experiment)->source;
  g_autoptr (NrnDataset) dataset = new_sizes ();

  assert_value (source, dataset, 2, 0.25, 0,
                "size 1: price is 2.000, and the network says 2.250, which is 0.250 too much.",
                "Without its noise it would be 2.500, and the network is nearer to that than the "
                "row is. It cannot know the noise.");
  assert_value (source, dataset, 1, 0, 0,
                "size 1: price is 2.00, and the network says 1.00, which is 1.00 too little.",
                "Without its noise it would be 2.50. The network has not learned that yet.");
  /* A row without any. */
  assert_value (source, dataset, 2, 0, 3,
                "size 3: price is 6.500, and the network says 6.000, which is 0.500 too little.",
                "No row with the same features has another target: it could be learned.");
}

/* Where something is no number there is nothing to be said. */
static void
test_no_number (void)
{
  const float data[] = { 1, 0 };
  g_autoptr (NrnDataset) dataset = new_sizes ();
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, data);
  g_autoptr (NrnSamples) samples = nrn_samples_new (6, 1, 1, nrn_dataset_get_features (dataset),
                                                    nrn_dataset_get_targets (dataset));

  g_assert_null (nrn_why_new (NULL, dataset, samples, weights, 5));
}

/* For every row of a preset, the parts add up to the output that the network
 * gives for it, whose last activation is linear. */
static void
test_values_agree (Setup         *setup,
                   gconstpointer  name)
{
  for (guint row = 0; row < nrn_dataset_get_n_rows (setup->dataset); row++)
    {
      const NrnDataSource *source = nrn_experiment_get_parts (setup->experiment)->source;
      g_autoptr (NrnWhy) why = nrn_why_new (source, setup->dataset, setup->samples, setup->weights, row);
      const NrnContributions *contributions = nrn_why_get_contributions (why);
      double output = (double) nrn_predictions_get_outputs (setup->predictions, row)[0];
      double total = 0;

      for (guint i = 0; i < nrn_contributions_get_n (contributions); i++)
        total += nrn_contributions_get (contributions, i)->value;
      g_assert_cmpfloat_with_epsilon (nrn_contributions_get_lead (contributions), output, 1e-5);
      g_assert_cmpfloat_with_epsilon (total, output, 1e-5);
      g_assert_cmpint (nrn_why_is_wrong (why), ==,
                       nrn_predictions_get_error (setup->predictions, row) > 1e-5);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/why/words", test_words);
  g_test_add ("/document/why/agrees/drug-trial", Setup, "drug-trial", set_up, test_agrees, tear_down);
  g_test_add ("/document/why/agrees/animals", Setup, "animals", set_up, test_agrees, tear_down);
  g_test_add ("/document/why/agrees/body-mass", Setup, "body-mass", set_up, test_agrees, tear_down);
  g_test_add_func ("/document/why/values", test_values);
  g_test_add_func ("/document/why/noise", test_noise);
  g_test_add_func ("/document/why/no-number", test_no_number);
  g_test_add ("/document/why/values-agree/line", Setup, "line", set_up, test_values_agree, tear_down);
  g_test_add ("/document/why/values-agree/sine", Setup, "sine", set_up, test_values_agree, tear_down);

  return g_test_run ();
}
