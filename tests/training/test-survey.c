/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What all rows do in a network: the numbers are those that training and the
 * network itself compute.
 */

#include "nrn-survey.h"

#include <math.h>
#include <string.h>

#include "nrn-activation.h"
#include "nrn-reroll.h"
#include "nrn-trace.h"

#define N_ROWS 40

static NrnSamples *
make_samples (guint input_dim)
{
  float inputs[N_ROWS * 3], targets[N_ROWS];

  for (guint i = 0; i < N_ROWS; i++)
    {
      for (guint j = 0; j < input_dim; j++)
        inputs[i * input_dim + j] = (float) ((i * (j + 3)) % N_ROWS) / (N_ROWS - 1);
      targets[i] = (float) (i % 2);
    }

  return nrn_samples_new (N_ROWS, input_dim, 1, inputs, targets);
}

typedef struct
{
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
  NrnFitOptions    fit;
} Setting;

static void
setting_init (Setting    *setting,
              guint       input_dim,
              const char *layers,
              guint       batch_size)
{
  g_autoptr (GError) error = NULL;

  setting->architecture = nrn_architecture_parse_layers (input_dim, layers, &error);
  g_assert_no_error (error);
  setting->loss = nrn_config_parse (NRN_FAMILY_LOSS, "binary_crossentropy", NULL);
  setting->optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, "Adam", NULL);
  setting->samples = make_samples (input_dim);
  setting->fit = (NrnFitOptions) NRN_FIT_OPTIONS_INIT;
  setting->fit.batch_size = batch_size;
  setting->fit.seed = 7;
}

static void
setting_clear (Setting *setting)
{
  nrn_architecture_unref (setting->architecture);
  nrn_config_unref (setting->loss);
  nrn_config_unref (setting->optimizer);
  nrn_samples_unref (setting->samples);
}

static NrnSurvey *
survey (const Setting    *setting,
        const NrnWeights *weights)
{
  return nrn_survey_new (&(NrnSurveyCase) {
    .loss = setting->loss,
    .optimizer = setting->optimizer,
    .samples = setting->samples,
    .fit = &setting->fit,
    .weights = weights,
  });
}

/* ---- Gradients ---- */

/* By hand from the gradients of an update. */
static double
mean_gradient (const NrnTrace *trace,
               guint           layer)
{
  guint n_tensors;
  const NrnTensor *tensors =
    nrn_architecture_get_tensors (nrn_weights_get_architecture (nrn_trace_get_weights (trace)),
                                  &n_tensors);
  double sum = 0;
  gsize n = 0;

  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].layer != layer || !tensors[i].trainable)
        continue;
      for (gsize j = 0; j < tensors[i].size; j++)
        sum += fabs ((double) nrn_trace_get_gradients (trace)[tensors[i].offset + j]);
      n += tensors[i].size;
    }

  return sum / (double) n;
}

/* One batch is one update: its gradients are those of training, with dropout,
 * noise and a frozen layer. */
static void
test_gradients_are_of_training (void)
{
  Setting setting;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnTrace) trace = NULL;
  g_autoptr (NrnWeights) start = NULL;
  g_autoptr (NrnSurvey) found = NULL;

  setting_init (&setting, 3, "Dense(8, relu), Dropout(0.3), BatchNormalization(), "
                "Dense(4, tanh, trainable=False), GaussianNoise(0.1), Dense(1, sigmoid)", N_ROWS);
  start = nrn_weights_new_initial (setting.architecture, setting.fit.seed);
  fit = nrn_fit_new (setting.architecture, start, setting.loss, setting.optimizer, setting.samples,
                     &setting.fit, NULL);
  trace = nrn_trace_new (fit);
  found = survey (&setting, start);
  g_assert_cmpuint (nrn_survey_get_n_batches (found), ==, 1);
  for (guint i = 0; i < nrn_architecture_get_n_layers (setting.architecture); i++)
    {
      const NrnLayerGradient *gradient = nrn_survey_get_gradient (found, i);

      if (gradient->n_weights == 0)
        continue;
      g_assert_cmpfloat (gradient->mean_gradient, >, 0);
      g_assert_cmpfloat_with_epsilon (gradient->mean_gradient, mean_gradient (trace, i),
                                      1e-12 * gradient->mean_gradient);
    }
  g_assert_cmpuint (nrn_survey_get_gradient (found, 0)->n_weights, ==, 3 * 8 + 8);
  g_assert_cmpuint (nrn_survey_get_gradient (found, 1)->n_weights, ==, 0);
  g_assert_cmpuint (nrn_survey_get_gradient (found, 2)->n_weights, ==, 2 * 8);
  g_assert_cmpuint (nrn_survey_get_gradient (found, 3)->n_weights, ==, 0);
  setting_clear (&setting);
}

/* With steps of 0, the updates of an epoch are the batches. */
static void
test_gradients_of_batches (void)
{
  Setting setting;
  g_autoptr (NrnConfig) still = nrn_config_parse (NRN_FAMILY_OPTIMIZER, "SGD(1e-30)", NULL);
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnWeights) start = NULL;
  g_autoptr (NrnSurvey) found = NULL;
  double mean = 0;

  setting_init (&setting, 2, "Dense(4, tanh), Dense(1, sigmoid)", 8);
  start = nrn_weights_new_initial (setting.architecture, setting.fit.seed);
  fit = nrn_fit_new (setting.architecture, start, setting.loss, still, setting.samples,
                     &setting.fit, NULL);
  for (guint i = 0; i < N_ROWS / 8; i++)
    {
      g_autoptr (NrnTrace) trace = nrn_trace_new (fit);

      mean += mean_gradient (trace, 0) / (N_ROWS / 8);
    }
  found = survey (&setting, start);
  g_assert_cmpuint (nrn_survey_get_n_batches (found), ==, N_ROWS / 8);
  g_assert_cmpfloat_with_epsilon (nrn_survey_get_gradient (found, 0)->mean_gradient, mean,
                                  1e-6 * mean);
  setting_clear (&setting);
}

/* ---- Units ---- */

/* Against the network itself, row by row. */
static void
test_reach (gconstpointer data)
{
  const char *layers = data;
  Setting setting;
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnSurvey) found = NULL;
  g_autoptr (NrnModel) model = NULL;
  guint n_off = 0;

  setting_init (&setting, 3, layers, 10);
  weights = nrn_weights_new_initial (setting.architecture, 3);
  found = survey (&setting, weights);
  model = nrn_model_new (setting.architecture, N_ROWS);
  nrn_model_set_weights (model, weights);
  nrn_model_forward (model, N_ROWS, nrn_samples_get_inputs (setting.samples), FALSE);
  for (guint i = 0; i < nrn_architecture_get_n_layers (setting.architecture); i++)
    {
      guint units = nrn_architecture_get_layer_units (setting.architecture, i);
      const float *outputs = nrn_model_get_layer_outputs (model, i);
      const float *sums = nrn_model_get_layer_sums (model, i);

      if (!nrn_survey_has_units (found, i))
        continue;
      for (guint unit = 0; unit < units; unit++)
        {
          const NrnUnitReach *reach = nrn_survey_get_reach (found, i, unit);
          gboolean is_off = TRUE;
          float maximum = -INFINITY;

          for (guint row = 0; row < N_ROWS; row++)
            {
              is_off = is_off && outputs[row * units + unit] == 0;
              if (sums != NULL)
                maximum = MAX (maximum, sums[row * units + unit]);
            }
          g_assert_cmpint (reach->is_off, ==, is_off);
          n_off += is_off ? 1 : 0;
          if (!is_off || sums == NULL)
            continue;
          g_assert_true (memcmp (&reach->maximum, &maximum, sizeof maximum) == 0);
          g_assert_cmpfloat (sums[reach->row * units + unit], ==, maximum);
        }
    }
  g_assert_cmpuint (n_off, >, 0);
  setting_clear (&setting);
}

/* tanh is never off, an output is no hidden unit, and what is switched off by
 * hand is no riddle. */
static void
test_not_looked_at (void)
{
  Setting setting;
  g_autoptr (NrnArchitecture) switched = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnSurvey) found = NULL;
  float *zeros;

  setting_init (&setting, 2, "Dense(4, tanh), Dense(3, relu), Dense(1, relu)", 10);
  switched = nrn_architecture_with_unit_off (setting.architecture, 1, 2, TRUE);
  zeros = g_new0 (float, nrn_architecture_get_n_parameters (switched));
  weights = nrn_weights_new (switched, zeros);
  g_free (zeros);
  found = survey (&setting, weights);
  g_assert_false (nrn_survey_has_units (found, 0));
  g_assert_true (nrn_survey_has_units (found, 1));
  g_assert_false (nrn_survey_has_units (found, 2));
  g_assert_cmpuint (nrn_survey_count_off (found, 1), ==, 2);
  g_assert_false (nrn_survey_get_reach (found, 1, 2)->is_off);
  setting_clear (&setting);
}

/* ---- Another start ---- */

static void
test_reroll (void)
{
  Setting setting;
  guint units[] = { 0, 2, 5 };
  g_autoptr (NrnWeights) before = NULL;
  g_autoptr (NrnWeights) after = NULL;
  g_autoptr (NrnWeights) again = NULL;
  g_autoptr (NrnSurvey) found = NULL;
  g_autofree float *off = NULL;
  const NrnTensor *kernel, *bias;
  gsize n;

  setting_init (&setting, 3, "Dense(6, relu), Dense(5, relu), Dense(1, sigmoid)", 10);
  before = nrn_weights_new_initial (setting.architecture, 3);
  n = nrn_architecture_get_n_parameters (setting.architecture);
  off = g_memdup2 (nrn_weights_get_data (before), n * sizeof (float));
  kernel = nrn_architecture_find_tensor (setting.architecture, 0, "kernel");
  bias = nrn_architecture_find_tensor (setting.architecture, 0, "bias");
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    off[bias->offset + units[i]] = -100;
  nrn_weights_unref (before);
  before = nrn_weights_new (setting.architecture, off);

  after = nrn_reroll_units (before, setting.samples, 0, G_N_ELEMENTS (units), units, 11);
  again = nrn_reroll_units (before, setting.samples, 0, G_N_ELEMENTS (units), units, 11);
  g_assert_true (memcmp (nrn_weights_get_data (after), nrn_weights_get_data (again),
                         n * sizeof (float)) == 0);
  found = survey (&setting, after);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    g_assert_false (nrn_survey_get_reach (found, 0, units[i])->is_off);

  /* Nothing but their columns has changed. */
  for (gsize i = 0; i < n; i++)
    {
      gboolean is_kernel = i >= kernel->offset && i < kernel->offset + kernel->size;
      gboolean is_bias = i >= bias->offset && i < bias->offset + bias->size;
      guint unit = is_kernel ? (guint) ((i - kernel->offset) % 6)
                             : is_bias ? (guint) (i - bias->offset) : 1;
      gboolean is_same = memcmp (&off[i], &nrn_weights_get_data (after)[i], sizeof (float)) == 0;

      g_assert_cmpint (is_same, ==, unit != 0 && unit != 2 && unit != 5);
    }
  setting_clear (&setting);
}

/* Behind a layer that gives nothing, no start helps. */
static void
test_reroll_in_vain (void)
{
  Setting setting;
  guint unit = 1;
  g_autofree float *zeros = NULL;
  g_autoptr (NrnWeights) weights = NULL;

  setting_init (&setting, 3, "Dense(6, relu), Dense(5, relu), Dense(1, sigmoid)", 10);
  zeros = g_new0 (float, nrn_architecture_get_n_parameters (setting.architecture));
  weights = nrn_weights_new (setting.architecture, zeros);
  g_assert_null (nrn_reroll_units (weights, setting.samples, 1, 1, &unit, 1));
  setting_clear (&setting);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/training/survey/gradients-are-of-training", test_gradients_are_of_training);
  g_test_add_func ("/training/survey/gradients-of-batches", test_gradients_of_batches);
  g_test_add_data_func ("/training/survey/reach", "Dense(8, relu), Dense(8, relu), Dense(1, sigmoid)",
                        test_reach);
  g_test_add_data_func ("/training/survey/reach-of-activation-layers",
                        "Dense(8), Activation(relu), Dropout(0.5), Dense(1, sigmoid)", test_reach);
  g_test_add_func ("/training/survey/not-looked-at", test_not_looked_at);
  g_test_add_func ("/training/survey/reroll", test_reroll);
  g_test_add_func ("/training/survey/reroll-in-vain", test_reroll_in_vain);

  return g_test_run ();
}
