/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Files that older Neurons have saved. Each version has samples in
 * tests/data/experiments, written by the neurons-cli of that time, as are the
 * numbers here. Nobody writes them anew; a new version adds one.
 */

#include "nrn-experiment-file.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-model.h"

/* What a network that was saved says of some rows, as it said then. */
typedef struct
{
  const char *file;
  const char *preset;
  const char *network;
  guint       n_layers;
  const char *optimizer;
  guint       n_epochs;
  double      last_loss;
  guint       n_rows;
  float       features[16];
  float       outputs[8];
} Sample;

static const Sample samples[] = {
  /* The first that neurons-cli could save. */
  { "1-first.neurons", "animals", "8-4-4", 2, "SGD", 3, 0.8785853183083236, 2,
    { 5.19f, 23.75f, 29.31f, 6.79f, 2.7f, 52.58f, 12.47f, 38.26f,
      14.58f, 61.8f, 14.82f, 11.77f, 2.76f, 35.43f, 9.67f, 38.64f },
    { 0.41120982f, 0.36043668f, 0.049346507f, 0.17900704f,
      0.3029594f, 0.30427766f, 0.19592921f, 0.19683371f } },
  /* Metrics, weights of classes, early stopping, a schedule, other layers. */
  { "1-before-freezing.neurons", "xor", "2-4-1", 4, "RMSprop", 3, 1.013006527, 2,
    { 0.5f, 0.5f, -0.5f, 0.25f }, { 0.5385124f, 0.5820376f } },
};

static char *
get_path (const char *file)
{
  return g_test_build_filename (G_TEST_DIST, "data", "experiments", file, NULL);
}

static void
assert_predicts (const NrnExperiment *experiment,
                 const Sample        *sample)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  guint n_outputs = nrn_architecture_get_output_dim (parts->architecture);
  g_autoptr (NrnModel) model = nrn_model_new (parts->architecture, sample->n_rows);
  float inputs[16 + 32] = { 0 };      /* whole vectors are read and written */
  float outputs[8 + 32] = { 0 };

  nrn_scaler_transform (parts->scaler, sample->n_rows, sample->features, inputs);
  nrn_model_set_weights (model, parts->weights);
  nrn_model_predict (model, sample->n_rows, inputs, outputs);
  for (guint i = 0; i < sample->n_rows * n_outputs; i++)
    g_assert_cmpfloat_with_epsilon (outputs[i], sample->outputs[i], 1e-6f);
}

static void
test_loads (gconstpointer data)
{
  const Sample *sample = data;
  g_autofree char *path = get_path (sample->file);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) experiment = nrn_experiment_load (path, &error);
  g_autoptr (NrnExperiment) again = NULL;
  g_autofree char *network = NULL;
  g_autofree char *text = NULL;
  g_autofree char *text_again = NULL;
  const NrnExperimentParts *parts;

  g_assert_no_error (error);
  parts = nrn_experiment_get_parts (experiment);
  network = nrn_architecture_to_string (parts->architecture);
  g_assert_cmpstr (parts->preset, ==, sample->preset);
  g_assert_cmpstr (network, ==, sample->network);
  g_assert_cmpuint (nrn_architecture_get_n_layers (parts->architecture), ==, sample->n_layers);
  g_assert_cmpstr (nrn_config_get_name (parts->optimizer), ==, sample->optimizer);
  g_assert_cmpuint (nrn_history_get_n_epochs (parts->history), ==, sample->n_epochs);
  g_assert_cmpfloat_with_epsilon (
    nrn_history_get_epoch (parts->history, sample->n_epochs - 1).loss, sample->last_loss, 1e-8);
  assert_predicts (experiment, sample);

  /* Saved, it is of today's version and says the same. */
  text = nrn_experiment_print (experiment);
  again = nrn_experiment_parse (sample->file, text, -1, &error);
  g_assert_no_error (error);
  assert_predicts (again, sample);
  text_again = nrn_experiment_print (again);
  g_assert_cmpstr (text, ==, text_again);
  g_assert_nonnull (strstr (text, "\"version\": " G_STRINGIFY (NRN_EXPERIMENT_FILE_VERSION) ","));
}

/* Each sample of the version before is one that this Neurons would not save. */
static void
test_every_older_version_has_a_sample (void)
{
  for (guint version = 1; version < NRN_EXPERIMENT_FILE_VERSION; version++)
    {
      g_autofree char *member = g_strdup_printf ("\"version\": %u,", version);
      guint n = 0;

      for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
        {
          g_autofree char *path = get_path (samples[i].file);
          g_autofree char *text = NULL;

          g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
          n += strstr (text, member) != NULL;
        }
      g_assert_cmpuint (n, >, 0);
    }
}

static void
test_refuses_newer (void)
{
  g_autofree char *path = get_path (samples[0].file);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autoptr (GString) newer = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  newer = g_string_new (text);
  g_assert_cmpuint (g_string_replace (newer, "\"version\": 1,", "\"version\": 1000,", 1), ==, 1);
  g_assert_null (nrn_experiment_parse ("new.neurons", newer->str, -1, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED);
  expected = g_strdup_printf ("new.neurons: version: The file was saved by a newer Neurons: it has "
                              "version 1000, and this Neurons reads up to %d.",
                              NRN_EXPERIMENT_FILE_VERSION);
  g_assert_cmpstr (error->message, ==, expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path =
        g_strdup_printf ("/document/experiment-versions/loads/%s", samples[i].file);

      g_test_add_data_func (path, &samples[i], test_loads);
    }
  g_test_add_func ("/document/experiment-versions/every-older-version-has-a-sample",
                   test_every_older_version_has_a_sample);
  g_test_add_func ("/document/experiment-versions/refuses-newer", test_refuses_newer);

  return g_test_run ();
}
