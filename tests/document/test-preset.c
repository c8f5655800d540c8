/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-preset.h"

#include <math.h>

#include "nrn-error.h"

/* Fits the rows of a preset's generator to its network; returns the final
 * training loss and accuracy of the network as it is. */
static void
train (const NrnPreset *preset,
       guint32          seed,
       NrnEpoch        *result)
{
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, seed);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, &error);
  g_autoptr (NrnScaler) scaler = NULL;
  g_autoptr (NrnSamples) samples = NULL;
  g_autoptr (NrnFit) fit = NULL;

  g_assert_no_error (error);
  scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset),
                               nrn_dataset_get_n_features (dataset),
                               nrn_dataset_get_features (dataset), 0, 1);
  samples = nrn_samples_new_encoded (dataset, scaler, parts->architecture,
                                     nrn_config_get_kind (parts->loss), &error);
  g_assert_no_error (error);
  fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer, samples,
                     &parts->fit, &error);
  g_assert_no_error (error);
  while (nrn_fit_step (fit) < NRN_FIT_DONE)
    continue;

  g_assert_true (nrn_fit_evaluate (fit, result));
}

/* What each should reach, with a margin for starts that differ. A
 * regression has no accuracy. */
static const struct
{
  const char *name;
  double      accuracy;
  double      loss;
} expected[] = {
  { "drug-trial", 0.75, 0.60 },
  { "drug-trial-16", 0.90, 0.35 },
  { "drug-trial-u", 0.90, 0.35 },
  { "body-mass", 0.95, 0.15 },
  { "animals", 0.93, 0.20 },
  { "coins", 0.95, 0.20 },
  { "xor", 0.97, 0.10 },
  { "circle", 0.97, 0.10 },
  { "two-gaussians", 0.97, 0.10 },
  { "spiral", 0.95, 0.15 },
  { "line", NAN, 0.02 },
  { "sine", NAN, 0.03 },
};

/* Any single start may be unlucky; most are not. */
static void
test_learns (gconstpointer data)
{
  gsize index = GPOINTER_TO_SIZE (data);
  const NrnPreset *preset = nrn_preset_find (expected[index].name, NULL);
  guint n_learned = 0;

  for (guint32 seed = 1; seed <= 5; seed++)
    {
      NrnEpoch result;

      train (preset, seed, &result);
      g_test_message ("seed %u: loss %.4f, accuracy %.4f", seed, result.loss, result.accuracy);
      g_assert_cmpint (isnan (result.accuracy), ==, isnan (expected[index].accuracy));
      n_learned += !(result.accuracy < expected[index].accuracy) &&
                   result.loss <= expected[index].loss;
    }

  g_assert_cmpuint (n_learned, >=, 3);
}

static void
test_first_is_drug_trial (void)
{
  guint n;
  const NrnPreset *first = nrn_preset_get_all (&n);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (first, 9);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);

  g_assert_cmpuint (n, ==, 12);
  g_assert_cmpstr (first->name, ==, "drug-trial");
  g_assert_cmpuint (nrn_architecture_get_n_parameters (parts->architecture), ==, 302);
  g_assert_cmpfloat (nrn_config_lookup (parts->optimizer, "learning_rate"), ==, 0.0001);
  g_assert_cmpuint (parts->fit.batch_size, ==, 10);
  g_assert_cmpuint (parts->fit.epochs, ==, 20);
  g_assert_cmpuint (parts->fit.seed, ==, 9);
  g_assert_cmpuint (nrn_data_source_get_seed (parts->source), ==, 9);
}

/* The networks of the course notes, each with data of its own. */
static void
test_networks_of_the_notes (void)
{
  static const struct { const char *name, *network; guint n_parameters; } cases[] = {
    { "body-mass", "2-3-2", 17 },
    { "animals", "8-6-6-4", 124 },
    { "coins", "3-5", 20 },
    { "drug-trial", "1-6-32-2", 302 },
    { "drug-trial-16", "1-16-32-2", 642 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NrnPreset *preset = nrn_preset_find (cases[i].name, NULL);
      g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, 1);
      const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
      g_autoptr (NrnDataset) dataset = nrn_data_source_load (parts->source, NULL);
      g_autofree char *network = nrn_architecture_to_string (parts->architecture);

      g_assert_cmpstr (network, ==, cases[i].network);
      g_assert_cmpuint (nrn_architecture_get_n_parameters (parts->architecture), ==,
                        cases[i].n_parameters);
      g_assert_cmpuint (nrn_dataset_get_n_features (dataset), ==,
                        nrn_architecture_get_input_dim (parts->architecture));
      g_assert_cmpuint (nrn_dataset_get_n_classes (dataset), ==,
                        nrn_architecture_get_output_dim (parts->architecture));
    }
}

/* Both presets of the course notes' drug trial, and no other, have its log. */
static void
test_printed (void)
{
  guint n;
  const NrnPreset *presets = nrn_preset_get_all (&n);

  for (guint i = 0; i < n; i++)
    {
      gboolean is_in_notes = i < 2;

      g_assert_cmpuint (presets[i].n_printed, ==, is_in_notes ? presets[i].epochs : 0);
      g_assert_cmpint (presets[i].printed != NULL, ==, is_in_notes);
    }
  g_assert_cmpfloat (presets[0].printed[0].loss, ==, 0.64);
  g_assert_cmpfloat (presets[0].printed[18].accuracy, ==, 0.9252);
  g_assert_cmpfloat (presets[1].printed[19].loss, ==, 0.2824);
}

static void
test_find (void)
{
  g_autoptr (GError) typo = NULL;
  g_autoptr (GError) unknown = NULL;

  g_assert_nonnull (nrn_preset_find ("Spiral", NULL));
  g_assert_null (nrn_preset_find ("drug-trail", &typo));
  g_assert_error (typo, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME);
  g_assert_cmpstr (typo->message, ==,
                   "There is no preset “drug-trail”; did you mean “drug-trial”?");
  g_assert_null (nrn_preset_find ("mnist", &unknown));
  g_assert_cmpstr (unknown->message, ==,
                   "There is no preset “mnist”; Neurons has drug-trial, drug-trial-16, "
                   "drug-trial-u, body-mass, animals, coins, xor, circle, two-gaussians, "
                   "spiral, line, sine.");
}

int
main (int   argc,
      char *argv[])
{
  guint n;

  g_test_init (&argc, &argv, NULL);

  nrn_preset_get_all (&n);
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (expected));

  g_test_add_func ("/document/preset/first-is-drug-trial", test_first_is_drug_trial);
  g_test_add_func ("/document/preset/find", test_find);
  g_test_add_func ("/document/preset/networks-of-the-notes", test_networks_of_the_notes);
  g_test_add_func ("/document/preset/printed", test_printed);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *path = g_strdup_printf ("/document/preset/%s/learns", expected[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_learns);
    }

  return g_test_run ();
}
