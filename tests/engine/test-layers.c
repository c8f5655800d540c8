/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers that are different while training; their numbers are compared with
 * Keras' in test-model.c, their gradients checked in test-gradients.c.
 */

#include "nrn-model.h"

#include <math.h>
#include <string.h>

#include "nrn-random.h"
#include "nrn-vector.h"

#define N_ROWS 4000
#define DIM 3
#define N (N_ROWS * DIM)

/* One layer alone, with random numbers from @random. */
static NrnModel *
model_new (const char *layers,
           GRand      *random)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse_layers (DIM, layers, &error);
  g_autoptr (NrnWeights) start = NULL;
  NrnModel *model;

  g_assert_no_error (error);
  start = nrn_weights_new_initial (architecture, 1);
  model = nrn_model_new (architecture, N_ROWS);
  nrn_model_set_weights (model, start);
  nrn_model_set_random (model, random);

  return model;
}

static float *
inputs_new (double low,
            double high)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (8);
  float *inputs = g_new0 (float, N + NRN_LANES);

  for (guint i = 0; i < N; i++)
    inputs[i] = (float) g_rand_double_range (rand, low, high);

  return inputs;
}

/* Each is 0, or larger by what the others lose. */
static void
test_dropout_drops_its_share (void)
{
  static const double rates[] = { 0.1, 0.5, 0.9 };

  for (guint i = 0; i < G_N_ELEMENTS (rates); i++)
    {
      g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_TRAINING);
      g_autofree char *text = g_strdup_printf ("Dropout(%.1f)", rates[i]);
      g_autoptr (NrnModel) model = model_new (text, rand);
      g_autofree float *inputs = inputs_new (1, 2);
      g_autofree float *first = NULL;
      const float *outputs = nrn_model_forward (model, N_ROWS, inputs, TRUE);
      guint n_dropped = 0;

      for (guint j = 0; j < N; j++)
        {
          n_dropped += outputs[j] == 0;
          if (outputs[j] != 0)
            g_assert_cmpfloat_with_epsilon (outputs[j], inputs[j] / (1 - rates[i]), 1e-5);
        }
      /* Five standard deviations. */
      g_assert_cmpfloat (fabs (n_dropped - N * rates[i]), <, 5 * sqrt (N * rates[i] * (1 - rates[i])));

      first = g_memdup2 (outputs, N * sizeof (float));
      outputs = nrn_model_forward (model, N_ROWS, inputs, TRUE);
      g_assert_cmpint (memcmp (outputs, first, N * sizeof (float)), !=, 0);
    }
}

static void
test_dropout_of_all (void)
{
  g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_TRAINING);
  g_autoptr (NrnModel) model = model_new ("Dropout(1)", rand);
  g_autofree float *inputs = inputs_new (1, 2);
  const float *outputs = nrn_model_forward (model, N_ROWS, inputs, TRUE);

  for (guint i = 0; i < N; i++)
    g_assert_true (outputs[i] == 0);
}

static void
test_gaussian_noise_is_normal (void)
{
  g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_TRAINING);
  g_autoptr (NrnModel) model = model_new ("GaussianNoise(0.2)", rand);
  g_autofree float *inputs = inputs_new (1, 2);
  const float *outputs = nrn_model_forward (model, N_ROWS, inputs, TRUE);
  double sum = 0, squares = 0;
  guint n_within = 0;

  for (guint i = 0; i < N; i++)
    {
      double noise = (double) outputs[i] - inputs[i];

      sum += noise;
      squares += noise * noise;
      n_within += fabs (noise) < 0.2;
    }
  g_assert_cmpfloat_with_epsilon (sum / N, 0, 5 * 0.2 / sqrt (N));
  g_assert_cmpfloat_with_epsilon (sqrt (squares / N), 0.2, 5 * 0.2 / sqrt (2 * N));
  g_assert_cmpfloat_with_epsilon ((double) n_within / N, 0.6827, 0.02);
}

/* Looking at a network takes no random numbers and changes nothing. */
static void
test_inference_draws_nothing (void)
{
  static const char *const layers[] = { "Dropout(0.5)", "GaussianNoise(0.5)" };

  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_TRAINING);
      g_autoptr (GRand) fresh = nrn_random_new (1, NRN_RANDOM_TRAINING);
      g_autoptr (NrnModel) model = model_new (layers[i], rand);
      g_autofree float *inputs = inputs_new (-1, 1);
      const float *outputs = nrn_model_forward (model, N_ROWS, inputs, FALSE);

      g_assert_cmpmem (outputs, N * sizeof (float), inputs, N * sizeof (float));
      g_assert_cmpuint (g_rand_int (rand), ==, g_rand_int (fresh));
    }
}

/* ---- BatchNormalization ---- */

typedef struct
{
  GRand        *rand;
  NrnModel     *model;
  NrnConfig    *loss;
  NrnOptimizer *optimizer;
  float        *inputs;
  float        *targets;
} Setup;

static void
setup_init (Setup *setup)
{
  g_autoptr (NrnConfig) sgd = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);

  setup->rand = nrn_random_new (1, NRN_RANDOM_TRAINING);
  setup->model = model_new ("BatchNormalization(momentum=0.75)", setup->rand);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mse", NULL);
  setup->optimizer = nrn_model_new_optimizer (setup->model, sgd);
  setup->inputs = inputs_new (3, 5);
  setup->targets = inputs_new (0, 1);
}

static void
setup_clear (Setup *setup)
{
  g_rand_free (setup->rand);
  nrn_model_free (setup->model);
  nrn_config_unref (setup->loss);
  nrn_optimizer_free (setup->optimizer);
  g_free (setup->inputs);
  g_free (setup->targets);
}

static gboolean
train (Setup        *setup,
       NrnOptimizer *optimizer)
{
  NrnBatchResult result;

  return nrn_model_train_on_batch (setup->model, setup->loss, optimizer, N_ROWS, setup->inputs,
                                   setup->targets, &result);
}

/* gamma, beta, moving_mean, moving_variance; DIM each. */
static void
copy_weights (Setup *setup,
              float *weights)
{
  nrn_model_copy_weights (setup->model, weights);
}

static void
test_batches_are_normalized (void)
{
  Setup setup;
  const float *outputs;

  setup_init (&setup);
  outputs = nrn_model_forward (setup.model, N_ROWS, setup.inputs, TRUE);
  for (guint unit = 0; unit < DIM; unit++)
    {
      double sum = 0, squares = 0;

      for (guint row = 0; row < N_ROWS; row++)
        {
          sum += outputs[row * DIM + unit];
          squares += (double) outputs[row * DIM + unit] * outputs[row * DIM + unit];
        }
      g_assert_cmpfloat_with_epsilon (sum / N_ROWS, 0, 1e-4);
      /* σ² / (σ² + ε), σ² = 1 / 3. */
      g_assert_cmpfloat_with_epsilon (squares / N_ROWS, 1 / 1.003, 1e-3);
    }
  setup_clear (&setup);
}

static void
test_averages_move (void)
{
  Setup setup;
  float weights[4 * DIM];

  setup_init (&setup);
  g_assert_true (train (&setup, setup.optimizer));
  copy_weights (&setup, weights);
  for (guint unit = 0; unit < DIM; unit++)
    {
      double mean = 0, variance = 0;

      for (guint row = 0; row < N_ROWS; row++)
        mean += setup.inputs[row * DIM + unit];
      mean /= N_ROWS;
      for (guint row = 0; row < N_ROWS; row++)
        variance += (setup.inputs[row * DIM + unit] - mean) * (setup.inputs[row * DIM + unit] - mean);
      variance /= N_ROWS;
      g_assert_cmpfloat_with_epsilon (weights[2 * DIM + unit], 0.25 * mean, 1e-5);
      g_assert_cmpfloat_with_epsilon (weights[3 * DIM + unit], 0.75 + 0.25 * variance, 1e-5);
    }
  setup_clear (&setup);
}

static void
test_averages_move_with_updates_only (void)
{
  Setup setup;
  float start[4 * DIM], first[4 * DIM], second[4 * DIM], now[4 * DIM];

  setup_init (&setup);
  copy_weights (&setup, start);
  nrn_model_forward (setup.model, N_ROWS, setup.inputs, FALSE);
  g_assert_true (train (&setup, NULL));
  copy_weights (&setup, now);
  g_assert_cmpmem (now, sizeof now, start, sizeof start);

  train (&setup, setup.optimizer);
  copy_weights (&setup, first);
  train (&setup, setup.optimizer);
  copy_weights (&setup, second);
  for (guint i = 0; i < 4 * DIM; i++)
    g_assert_true (first[i] != start[i] && second[i] != first[i]);

  g_assert_true (nrn_model_undo_update (setup.model));
  copy_weights (&setup, now);
  g_assert_cmpmem (now, sizeof now, first, sizeof first);
  setup_clear (&setup);
}

/* A step that fails leaves both the weights and what an update before it can
 * be undone to. */
static void
test_averages_stay_finite (void)
{
  Setup setup;
  float start[4 * DIM], first[4 * DIM], now[4 * DIM];

  setup_init (&setup);
  copy_weights (&setup, start);
  train (&setup, setup.optimizer);
  copy_weights (&setup, first);

  setup.inputs[5] = NAN;
  g_assert_false (train (&setup, setup.optimizer));
  copy_weights (&setup, now);
  g_assert_cmpmem (now, sizeof now, first, sizeof first);
  g_assert_true (nrn_model_undo_update (setup.model));
  copy_weights (&setup, now);
  g_assert_cmpmem (now, sizeof now, start, sizeof start);
  setup_clear (&setup);
}

/* Rows are normalized each for itself, whatever the others are. */
static void
test_layer_normalization_looks_at_rows (void)
{
  g_autoptr (NrnModel) model = model_new ("LayerNormalization(epsilon=0)", NULL);
  const float inputs[2 * DIM + NRN_LANES] = { 1, 2, 3, -100, 0, 400 };
  const float *outputs;
  float alone[DIM];

  outputs = nrn_model_forward (model, 2, inputs, TRUE);
  g_assert_cmpfloat_with_epsilon (outputs[0], -sqrt (1.5), 1e-6);
  g_assert_cmpfloat_with_epsilon (outputs[1], 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (outputs[2], sqrt (1.5), 1e-6);
  /* Mean 100, variance 140000 / 3. */
  g_assert_cmpfloat_with_epsilon (outputs[3], -200 / sqrt (140000 / 3.0), 1e-6);
  g_assert_cmpfloat_with_epsilon (outputs[5], 300 / sqrt (140000 / 3.0), 1e-6);

  memcpy (alone, outputs, sizeof alone);
  g_assert_cmpmem (nrn_model_forward (model, 1, inputs, FALSE), sizeof alone, alone, sizeof alone);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/layers/dropout-drops-its-share", test_dropout_drops_its_share);
  g_test_add_func ("/engine/layers/dropout-of-all", test_dropout_of_all);
  g_test_add_func ("/engine/layers/gaussian-noise-is-normal", test_gaussian_noise_is_normal);
  g_test_add_func ("/engine/layers/inference-draws-nothing", test_inference_draws_nothing);
  g_test_add_func ("/engine/layers/batches-are-normalized", test_batches_are_normalized);
  g_test_add_func ("/engine/layers/averages-move", test_averages_move);
  g_test_add_func ("/engine/layers/averages-move-with-updates-only",
                   test_averages_move_with_updates_only);
  g_test_add_func ("/engine/layers/averages-stay-finite", test_averages_stay_finite);
  g_test_add_func ("/engine/layers/layer-normalization-looks-at-rows",
                   test_layer_normalization_looks_at_rows);

  return g_test_run ();
}
