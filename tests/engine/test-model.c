/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-model.h"

#include <math.h>
#include <string.h>

#include "nrn-loss.h"
#include "nrn-test-utils.h"
#include "nrn-vector.h"

/* One update with every number worked by hand: 1-2-2, relu and sigmoid,
 * age 77 of 13 to 100, label 1. */
static const float example_weights[] = { 0.8f, -0.5f, 0, 0, -0.3f, 0.6f, 0.4f, 0.1f, 0, 0 };
static const float example_input[1 + NRN_LANES] = { 0.73563218f };
static const float example_label = 1;

static NrnModel *
example_new (NrnConfig **loss)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2-2", "relu,sigmoid", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, example_weights);
  NrnModel *model = nrn_model_new (architecture, 1);

  nrn_model_set_weights (model, weights);
  *loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);

  return model;
}

static void
test_worked_example_gradient (void)
{
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnModel) model = example_new (&loss);
  const float *outputs = nrn_model_forward (model, 1, example_input, FALSE);
  NrnBatchResult result;
  float gradients[10];

  g_assert_cmpfloat_with_epsilon (outputs[0], 0.45597636, 1e-7);
  g_assert_cmpfloat_with_epsilon (outputs[1], 0.58736995, 1e-7);

  g_assert_true (nrn_model_train_on_batch (model, loss, NULL, 1, example_input, &example_label,
                                           &result));
  g_assert_cmpfloat_with_epsilon (result.loss, 0.57453357, 1e-7);
  g_assert_true (nrn_model_get_layer_outputs (model, 1) == outputs);
  g_assert_cmpfloat_with_epsilon (outputs[1], 0.58736995, 1e-7);

  nrn_model_copy_gradients (model, gradients);
  g_assert_cmpfloat_with_epsilon (gradients[0], -0.13206547, 1e-7);   /* dL/dW1 */
  g_assert_cmpfloat (gradients[1], ==, 0);
  g_assert_cmpfloat_with_epsilon (gradients[2], -0.17952649, 1e-7);   /* δ1 */
  g_assert_cmpfloat_with_epsilon (gradients[4], 0.13992081, 1e-7);    /* dL/dW2 */
  g_assert_cmpfloat_with_epsilon (gradients[5], -0.10612688, 1e-7);
  g_assert_cmpfloat (gradients[6], ==, 0);                            /* the unit that is off */
  g_assert_cmpfloat (gradients[7], ==, 0);
  g_assert_cmpfloat_with_epsilon (gradients[8], 0.23775607, 1e-7);    /* δ2 */
  g_assert_cmpfloat_with_epsilon (gradients[9], -0.18033279, 1e-7);
}

static void
train_example (const char *optimizer_name,
               double      learning_rate,
               float      *weights)
{
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnModel) model = example_new (&loss);
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, optimizer_name, NULL);
  g_autoptr (NrnConfig) config = nrn_config_with_number (plain, "learning_rate", learning_rate, NULL);
  g_autoptr (NrnOptimizer) optimizer = nrn_model_new_optimizer (model, config);
  NrnBatchResult result;

  nrn_model_train_on_batch (model, loss, optimizer, 1, example_input, &example_label, &result);
  nrn_model_copy_weights (model, weights);
}

static void
test_worked_example_sgd (void)
{
  float weights[10], moved[10];
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnModel) model = example_new (&loss);
  g_autoptr (NrnWeights) value = NULL;
  NrnBatchResult result;

  train_example ("SGD", 0.01, weights);
  g_assert_cmpfloat_with_epsilon (weights[5], 0.60106127, 1e-7);

  /* That weight alone makes the loss so much smaller. */
  memcpy (moved, example_weights, sizeof moved);
  moved[5] = weights[5];
  value = nrn_weights_new (nrn_model_get_architecture (model), moved);
  nrn_model_set_weights (model, value);
  nrn_model_test_on_batch (model, loss, 1, example_input, &example_label, &result);
  g_assert_cmpfloat_with_epsilon (result.loss, 0.57442097, 1e-7);
}

/* Adam's first step is the learning rate, whatever the gradient. */
static void
test_worked_example_adam (void)
{
  float weights[10];

  train_example ("Adam", 0.0001, weights);
  g_assert_cmpfloat_with_epsilon (weights[5], 0.6001, 1e-7);
  g_assert_cmpfloat_with_epsilon (weights[4], -0.3001, 1e-7);
  g_assert_cmpfloat (weights[7], ==, 0.1f);
}

static void
fill_random (GRand *rand,
             float *values,
             gsize  n)
{
  for (gsize i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (rand, -1, 1);
}

/* The weights come out as they went in, however a layer keeps them. */
static void
test_weights_round_trip (void)
{
  static const char *const networks[] = { "1-6-32-2", "8-6-6-4", "3-1", "1-1-1", "40-3-9", "2-16-7-1" };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (networks[i], NULL, NULL);
      g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 3);
      g_autoptr (NrnModel) model = nrn_model_new (architecture, 1);
      g_autoptr (NrnWeights) copy = NULL;
      gsize size = nrn_architecture_get_n_parameters (architecture) * sizeof (float);

      nrn_model_set_weights (model, weights);
      copy = nrn_model_dup_weights (model);
      g_assert_cmpmem (nrn_weights_get_data (weights), size, nrn_weights_get_data (copy), size);
    }
}

/* The forward pass against sums written out. */
static void
test_forward_equals_sums (void)
{
  static const char *const networks[] = { "1-6-32-2", "8-6-6-4", "3-1", "33-20-5", "40-3-9-50-1" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (networks[i], NULL, NULL);
      g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 3);
      g_autoptr (NrnModel) model = nrn_model_new (architecture, 5);
      guint input_dim = nrn_architecture_get_input_dim (architecture);
      guint output_dim = nrn_architecture_get_output_dim (architecture);
      g_autofree float *inputs = g_new0 (float, 12 * input_dim + NRN_LANES);
      g_autofree float *outputs = g_new0 (float, 12 * output_dim);

      fill_random (rand, inputs, 12 * input_dim);
      nrn_model_set_weights (model, weights);
      nrn_model_predict (model, 12, inputs, outputs);
      for (guint row = 0; row < 12; row++)
        {
          double x[64] = { 0 }, y[64] = { 0 };
          guint dim = input_dim;

          for (guint j = 0; j < dim; j++)
            x[j] = inputs[row * input_dim + j];
          for (guint layer = 0; layer < nrn_architecture_get_n_layers (architecture); layer++)
            {
              guint units = nrn_architecture_get_layer_units (architecture, layer);
              const float *kernel = nrn_weights_get_tensor (weights, layer, "kernel");
              gboolean last = layer + 1 == nrn_architecture_get_n_layers (architecture);

              for (guint u = 0; u < units; u++)
                {
                  y[u] = 0;
                  for (guint j = 0; j < dim; j++)
                    y[u] += x[j] * kernel[j * units + u];
                  if (!last)
                    y[u] = MAX (y[u], 0);
                }
              memcpy (x, y, sizeof x);
              dim = units;
            }
          for (guint u = 0; u < output_dim; u++)
            g_assert_cmpfloat_with_epsilon (outputs[row * output_dim + u], x[u], 1e-5);
        }
    }
}

static void
test_update_can_be_undone (void)
{
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnModel) model = example_new (&loss);
  g_autoptr (NrnConfig) sgd = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
  g_autoptr (NrnOptimizer) optimizer = nrn_model_new_optimizer (model, sgd);
  NrnBatchResult result;
  float before[10], after[10], undone[10];

  g_assert_false (nrn_model_undo_update (model));
  nrn_model_train_on_batch (model, loss, optimizer, 1, example_input, &example_label, &result);
  nrn_model_copy_weights (model, before);
  nrn_model_train_on_batch (model, loss, optimizer, 1, example_input, &example_label, &result);
  nrn_model_copy_weights (model, after);
  g_assert_cmpint (memcmp (before, after, sizeof before), !=, 0);
  g_assert_true (nrn_model_undo_update (model));
  nrn_model_copy_weights (model, undone);
  g_assert_cmpmem (before, sizeof before, undone, sizeof undone);
  g_assert_false (nrn_model_undo_update (model));
}

static void
test_infinite_loss_changes_nothing (void)
{
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnModel) model = example_new (&loss);
  g_autoptr (NrnConfig) sgd = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
  g_autoptr (NrnOptimizer) optimizer = nrn_model_new_optimizer (model, sgd);
  const float nan_input[1 + NRN_LANES] = { NAN };
  NrnBatchResult result;
  float weights[10];

  g_assert_false (nrn_model_train_on_batch (model, loss, optimizer, 1, nan_input, &example_label,
                                            &result));
  nrn_model_copy_weights (model, weights);
  g_assert_cmpmem (weights, sizeof weights, example_weights, sizeof example_weights);
  g_assert_cmpuint (nrn_optimizer_get_step (optimizer), ==, 0);
}

/* The gradients of what is trained; of the rest there are none. Returns how
 * many. */
static guint
copy_trainable_gradients (NrnModel *model,
                          float    *gradients)
{
  const NrnArchitecture *architecture = nrn_model_get_architecture (model);
  g_autofree float *all = g_new (float, nrn_architecture_get_n_parameters (architecture));
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (architecture, &n_tensors);
  gsize n = 0;

  nrn_model_copy_gradients (model, all);
  for (guint i = 0; i < n_tensors; i++)
    {
      if (!tensors[i].trainable)
        continue;
      memcpy (gradients + n, all + tensors[i].offset, tensors[i].size * sizeof (float));
      n += tensors[i].size;
    }

  return (guint) n;
}

static void
compare_case (const char *name)
{
  g_autofree char *path = g_build_filename ("keras", name, NULL);
  g_autoptr (JsonObject) test_case = nrn_test_load_json (path);
  JsonObject *expected = json_object_get_object_member (test_case, "expected");
  g_autoptr (NrnArchitecture) architecture = nrn_test_architecture (test_case);
  g_autoptr (NrnWeights) weights = nrn_test_weights (architecture, test_case);
  g_autoptr (NrnConfig) loss =
    nrn_config_new_by_name (NRN_FAMILY_LOSS, json_object_get_string_member (test_case, "loss"), NULL);
  g_autoptr (GArray) x = nrn_test_numbers (json_object_get_member (test_case, "x"));
  g_autoptr (GArray) y = nrn_test_numbers (json_object_get_member (test_case, "y"));
  g_autoptr (GArray) predictions =
    nrn_test_numbers (json_object_get_member (expected, "initial_predictions"));
  g_autoptr (GArray) gradients =
    nrn_test_numbers (json_object_get_member (expected, "first_batch_gradients"));
  gsize n_parameters = nrn_architecture_get_n_parameters (architecture);
  guint n_rows = x->len / nrn_architecture_get_input_dim (architecture);
  guint batch_size = MIN ((guint) json_object_get_int_member (test_case, "batch_size"), n_rows);
  g_autoptr (NrnModel) model = nrn_model_new (architecture, batch_size);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autofree float *computed = g_new0 (float, MAX (predictions->len, n_parameters) + NRN_LANES);
  NrnBatchResult result;

  nrn_model_set_weights (model, weights);
  nrn_model_predict (model, n_rows, nrn_test_floats (x), computed);
  nrn_test_assert_close (name, predictions->len, computed, nrn_test_floats (predictions), 1e-5);

  if (gradients->len > 0)
    {
      nrn_model_set_random (model, rand);
      nrn_model_train_on_batch (model, loss, NULL, batch_size, nrn_test_floats (x),
                                nrn_test_floats (y), &result);
      g_assert_cmpuint (copy_trainable_gradients (model, computed), ==, gradients->len);
      nrn_test_assert_close (name, gradients->len, computed, nrn_test_floats (gradients), 1e-5);
    }
  nrn_test_say_deviation (name, 1e-5);
}

/* Predictions and gradients of Keras before the first update. */
static void
test_equals_keras (void)
{
  g_autoptr (GPtrArray) names = nrn_test_list_data ("keras", ".json");

  for (guint i = 0; i < names->len; i++)
    compare_case (g_ptr_array_index (names, i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/model/worked-example-gradient", test_worked_example_gradient);
  g_test_add_func ("/engine/model/worked-example-sgd", test_worked_example_sgd);
  g_test_add_func ("/engine/model/worked-example-adam", test_worked_example_adam);
  g_test_add_func ("/engine/model/weights-round-trip", test_weights_round_trip);
  g_test_add_func ("/engine/model/forward-equals-sums", test_forward_equals_sums);
  g_test_add_func ("/engine/model/update-can-be-undone", test_update_can_be_undone);
  g_test_add_func ("/engine/model/infinite-loss-changes-nothing", test_infinite_loss_changes_nothing);
  g_test_add_func ("/engine/model/equals-keras", test_equals_keras);

  return g_test_run ();
}
