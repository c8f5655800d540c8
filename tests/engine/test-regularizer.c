/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-regularizer.h"

#include <math.h>
#include <string.h>

#include "nrn-model.h"
#include "nrn-test-utils.h"
#include "nrn-vector.h"

static NrnPenalty
penalty_of (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_REGULARIZER, text, &error);

  g_assert_no_error (error);

  return nrn_regularizer_get_penalty (config);
}

/* Σ |w| = 9, Σ w² = 31.5. */
static const float values[11] = { 0.5f, -2, 0, 5, 0, 0, 0, 0, 0, -0.0f, -1.5f };

static void
test_worked_example (void)
{
  static const struct { const char *text; double penalty; float gradients[11]; } cases[] = {
    { "L1(0.1)", 0.9, { 0.1f, -0.1f, 0, 0.1f, 0, 0, 0, 0, 0, 0, -0.1f } },
    { "L2(0.1)", 3.15, { 0.1f, -0.4f, 0, 1.0f, 0, 0, 0, 0, 0, 0, -0.3f } },
    { "L1L2(0.1, 0.2)", 7.2, { 0.3f, -0.9f, 0, 2.1f, 0, 0, 0, 0, 0, 0, -0.7f } },
    { "L1L2", 0, { 0 } },
    { "l1", 0.09, { 0.01f, -0.01f, 0, 0.01f, 0, 0, 0, 0, 0, 0, -0.01f } },
    { "l2", 0.315, { 0.01f, -0.04f, 0, 0.1f, 0, 0, 0, 0, 0, 0, -0.03f } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NrnPenalty penalty = penalty_of (cases[i].text);

      g_assert_cmpfloat_with_epsilon (nrn_penalty_measure (penalty, 11, values), cases[i].penalty,
                                      1e-6);
      for (guint parts = 1; parts <= 4; parts *= 2)
        {
          float gradients[11];

          for (guint j = 0; j < 11; j++)
            gradients[j] = 7;
          nrn_penalty_add_gradients (penalty, 1.0f / (float) parts, 11, values, gradients);
          for (guint j = 0; j < 11; j++)
            g_assert_cmpfloat_with_epsilon (gradients[j], 7 + cases[i].gradients[j] / (float) parts,
                                            2e-6f);
        }
    }
}

/* ---- In a model ---- */

#define MAX_ROWS 4

static NrnModel *
model_new (const char *layer_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) layer = nrn_config_parse (NRN_FAMILY_LAYER, layer_text, &error);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  const float data[] = { 1, -2, 3, 4, -5, 6, 0.5f, -1 };   /* kernel (3, 2), bias (2) */
  NrnModel *model;

  g_assert_no_error (error);
  architecture = nrn_architecture_new (3, 1, &layer, NULL, NULL);
  weights = nrn_weights_new (architecture, data);
  model = nrn_model_new (architecture, MAX_ROWS);
  nrn_model_set_weights (model, weights);

  return model;
}

/* The loss of rows whose targets are their outputs is 0: what is left is the
 * penalty. */
static void
measure_penalty (NrnModel *model,
                 guint     n_rows,
                 double   *in_training,
                 double   *in_test,
                 float    *gradients)
{
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mse", NULL);
  const float inputs[MAX_ROWS * 3 + NRN_LANES] = { 1, 2, -1, 0, 1, 1, 2, 2, 2, -1, 0, 3 };
  float targets[MAX_ROWS * 2 + NRN_LANES];
  NrnBatchResult result;

  nrn_model_predict (model, n_rows, inputs, targets);
  nrn_model_train_on_batch (model, loss, NULL, n_rows, inputs, targets, &result);
  *in_training = result.loss;
  nrn_model_copy_gradients (model, gradients);
  nrn_model_test_on_batch (model, loss, n_rows, inputs, targets, &result);
  *in_test = result.loss;
}

static void
test_weights_count_once_a_batch (void)
{
  g_autoptr (NrnModel) model = model_new ("Dense(2, kernel_regularizer=L1L2(0.1, 0.01), "
                                          "bias_regularizer=L2(0.2))");
  const float expected[] = { 0.12f, -0.14f, 0.16f, 0.18f, -0.2f, 0.22f, 0.2f, -0.4f };

  for (guint n_rows = 1; n_rows <= MAX_ROWS; n_rows++)
    {
      double in_training, in_test;
      float gradients[8];

      measure_penalty (model, n_rows, &in_training, &in_test, gradients);
      /* 0.1 · 21 + 0.01 · 91 + 0.2 · 1.25 */
      g_assert_cmpfloat_with_epsilon (in_training, 3.26, 1e-6);
      g_assert_cmpfloat_with_epsilon (in_test, 3.26, 1e-6);
      for (guint i = 0; i < 8; i++)
        g_assert_cmpfloat_with_epsilon (gradients[i], expected[i], 1e-6f);
    }
}

static void
test_outputs_count_by_the_row (void)
{
  g_autoptr (NrnModel) model = model_new ("Dense(2, activity_regularizer=L2(0.5))");
  /* The outputs of the first two rows: (12.5, -1) and (-1.5, 9). */
  const double penalties[] = { 0.5 * 157.25, 0.5 * (157.25 + 83.25) / 2 };
  double in_training, in_test;
  float gradients[8];

  for (guint n_rows = 1; n_rows <= 2; n_rows++)
    {
      measure_penalty (model, n_rows, &in_training, &in_test, gradients);
      g_assert_cmpfloat_with_epsilon (in_training, penalties[n_rows - 1], 1e-4);
      g_assert_cmpfloat_with_epsilon (in_test, penalties[n_rows - 1], 1e-4);
    }
  /* By the bias: Σ 2 · 0.5 · output / 2 rows. */
  g_assert_cmpfloat_with_epsilon (gradients[6], 5.5f, 1e-5f);
  g_assert_cmpfloat_with_epsilon (gradients[7], 4.0f, 1e-5f);
}

static void
test_text (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) layer =
    nrn_config_parse (NRN_FAMILY_LAYER, "Dense(4, 'relu', kernel_regularizer=L1L2(l2=0.001), "
                      "bias_regularizer='l1', activity_regularizer=None)", &error);
  g_autoptr (NrnConfig) plain = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = nrn_config_to_string (layer);
  g_assert_cmpstr (text, ==, "Dense(4, activation=relu, kernel_regularizer=L1L2(l2=0.001), "
                             "bias_regularizer=L1)");
  plain = nrn_config_with_text (layer, "kernel_regularizer", "none", NULL);
  g_assert_null (nrn_config_get_config (plain, (guint) nrn_kind_property (nrn_config_get_kind (plain),
                                                                          "kernel_regularizer")));
  g_assert_false (nrn_config_equal (plain, layer));
  g_assert_null (nrn_config_with_number (layer, "kernel_regularizer", 0.1, &error));
  g_assert_cmpstr (error->message, ==, "Dense: kernel_regularizer must be a name, not a number.");
  g_clear_error (&error);
  g_assert_null (nrn_config_with_text (layer, "kernel_regularizer", "relu", &error));
  g_assert_cmpstr (error->message, ==, "There is no regularizer “relu”; Neurons has L1, L2, L1L2.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/regularizer/worked-example", test_worked_example);
  g_test_add_func ("/engine/regularizer/weights-count-once-a-batch", test_weights_count_once_a_batch);
  g_test_add_func ("/engine/regularizer/outputs-count-by-the-row", test_outputs_count_by_the_row);
  g_test_add_func ("/engine/regularizer/text", test_text);

  return g_test_run ();
}
