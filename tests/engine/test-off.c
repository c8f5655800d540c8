/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Units that are switched off: as if they were not there, and yet they stay.
 */

#include "nrn-architecture-edit.h"
#include "nrn-model.h"

#include <string.h>

#include "nrn-error.h"
#include "nrn-loss.h"
#include "nrn-vector.h"

#define N_ROWS 5
#define INPUT_DIM 3

static NrnArchitecture *
parse (const char *layers)
{
  g_autoptr (GError) error = NULL;
  NrnArchitecture *architecture = nrn_architecture_parse_layers (INPUT_DIM, layers, &error);

  g_assert_no_error (error);
  return architecture;
}

static NrnArchitecture *
parse_off (const char *layers,
           guint       layer,
           guint       unit)
{
  g_autoptr (NrnArchitecture) architecture = parse (layers);

  return nrn_architecture_with_unit_off (architecture, layer, unit, TRUE);
}

static void
fill (float *values,
      guint  n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (n);

  for (guint i = 0; i < n; i++)
    values[i] = (float) g_rand_double_range (rand, -1, 1);
}

/* The weights after some steps from @start. */
static NrnWeights *
train (const NrnWeights *start,
       const char       *optimizer_text)
{
  g_autoptr (NrnModel) model = nrn_model_new (nrn_weights_get_architecture (start), N_ROWS);
  g_autoptr (NrnConfig) loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, optimizer_text, NULL);
  g_autoptr (NrnOptimizer) optimizer = NULL;
  float inputs[N_ROWS * INPUT_DIM + NRN_LANES];
  float targets[N_ROWS + NRN_LANES];
  NrnBatchResult result;

  fill (inputs, N_ROWS * INPUT_DIM);
  fill (targets, N_ROWS);
  nrn_model_set_weights (model, start);
  optimizer = nrn_model_new_optimizer (model, config);
  for (guint i = 0; i < 10; i++)
    g_assert_true (nrn_model_train_on_batch (model, loss, optimizer, N_ROWS, inputs, targets, &result));

  return nrn_model_dup_weights (model);
}

/* The others learn what they would in a network without the unit; its own
 * weights stay bit for bit, penalties and decay or not. */
static void
test_learns_as_without_it (void)
{
  static const char *const networks[] = {
    "Dense(6, tanh, kernel_regularizer=l2(0.05)), Dense(2, sigmoid, kernel_regularizer=l1(0.01)), Dense(1)",
    "Dense(6, relu), Dropout(0), Dense(9, tanh), Dense(1)",
  };
  static const char *const optimizers[] = {
    "Adam(learning_rate=0.02)", "AdamW(learning_rate=0.02, weight_decay=0.1)",
    "SGD(learning_rate=0.1, momentum=0.9)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (networks) * G_N_ELEMENTS (optimizers); i++)
    {
      g_autoptr (NrnArchitecture) architecture = parse_off (networks[i % 2], 0, 2);
      g_autoptr (NrnWeights) start = nrn_weights_new_initial (architecture, 3);
      g_autoptr (NrnWeights) learned = train (start, optimizers[i / 2]);
      g_autoptr (NrnUnitMap) map = nrn_architecture_remove_unit (architecture, 0, 2, NULL);
      const NrnArchitecture *smaller = nrn_unit_map_get_to (map);
      g_autoptr (NrnWeights) fresh = nrn_weights_new_initial (smaller, 1);
      g_autoptr (NrnWeights) start_without = nrn_unit_map_carry (map, start, fresh);
      g_autoptr (NrnWeights) expected = train (start_without, optimizers[i / 2]);
      g_autoptr (NrnWeights) carried = nrn_unit_map_carry (map, learned, fresh);
      gsize n = nrn_architecture_get_n_parameters (smaller);
      guint next = nrn_architecture_find_tensor (architecture, 1, "kernel") != NULL ? 1 : 2;
      const float *before = nrn_weights_get_tensor (start, 0, "kernel");
      const float *after = nrn_weights_get_tensor (learned, 0, "kernel");
      guint n_next = nrn_architecture_get_layer_units (architecture, next);

      for (gsize j = 0; j < n; j++)
        g_assert_cmpfloat_with_epsilon (nrn_weights_get_data (carried)[j],
                                        nrn_weights_get_data (expected)[j], 2e-5);
      for (guint j = 0; j < INPUT_DIM; j++)
        g_assert_cmpfloat (after[j * 6 + 2], ==, before[j * 6 + 2]);
      g_assert_cmpfloat (after[1], !=, before[1]);
      g_assert_cmpmem (nrn_weights_get_tensor (learned, next, "kernel") + 2 * n_next,
                       n_next * sizeof (float),
                       nrn_weights_get_tensor (start, next, "kernel") + 2 * n_next,
                       n_next * sizeof (float));
    }
}

/* It counts as 0, and as before when it is on again. */
static void
test_predicts (void)
{
  g_autoptr (NrnArchitecture) on = parse ("Dense(6, sigmoid), Dense(2)");
  g_autoptr (NrnArchitecture) off = nrn_architecture_with_unit_off (on, 0, 4, TRUE);
  g_autoptr (NrnArchitecture) again = nrn_architecture_with_unit_off (off, 0, 4, FALSE);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (on, 3);
  g_autofree float *without = g_memdup2 (nrn_weights_get_data (weights), 38 * sizeof (float));
  g_autoptr (NrnWeights) zeroed = NULL;
  float inputs[N_ROWS * INPUT_DIM + NRN_LANES];
  float outputs[3][N_ROWS * 2 + NRN_LANES];

  fill (inputs, N_ROWS * INPUT_DIM);
  without[24 + 4 * 2] = without[24 + 4 * 2 + 1] = 0;
  zeroed = nrn_weights_new (on, without);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (NrnModel) model = nrn_model_new (i == 1 ? off : on, 2);

      nrn_model_set_weights (model, i == 2 ? zeroed : weights);
      nrn_model_predict (model, N_ROWS, inputs, outputs[i]);
    }
  for (guint i = 0; i < N_ROWS * 2; i++)
    g_assert_cmpfloat_with_epsilon (outputs[1][i], outputs[2][i], 1e-6);
  g_assert_cmpfloat (outputs[0][0], !=, outputs[1][0]);
  g_assert_true (nrn_architecture_equal (on, again));
  g_assert_false (nrn_architecture_equal (on, off));
}

static void
assert_off (const NrnUnitMap *map,
            guint             layer,
            const char       *expected)
{
  const NrnArchitecture *architecture = nrn_unit_map_get_to (map);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_off;
  const guint *off = nrn_architecture_get_off (architecture, layer, &n_off);

  for (guint i = 0; i < n_off; i++)
    {
      g_string_append_printf (text, "%u ", off[i]);
      g_assert_true (nrn_architecture_is_off (architecture, layer, off[i]));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* They stay off where they are still there. */
static void
test_edits (void)
{
  static const guint units[] = { 1, 3, 5 };
  g_autoptr (NrnArchitecture) on = parse ("Dense(6), Dense(4), Dense(2)");
  g_autoptr (NrnArchitecture) off = nrn_architecture_with_off (on, 0, 3, units);
  g_autoptr (NrnUnitMap) fewer = nrn_architecture_set_units (off, 0, 4, NULL);
  g_autoptr (NrnUnitMap) without = nrn_architecture_remove_unit (off, 0, 2, NULL);
  g_autoptr (NrnUnitMap) without_it = nrn_architecture_remove_unit (off, 0, 3, NULL);
  g_autoptr (NrnUnitMap) moved = nrn_architecture_move_layers (off, 0, 1, 1, NULL);
  g_autoptr (NrnUnitMap) last = nrn_architecture_move_layers (off, 0, 1, 2, NULL);
  g_autoptr (NrnUnitMap) renamed = nrn_architecture_rename_layer (off, 0, "first", NULL);
  g_autoptr (NrnUnitMap) switched = nrn_architecture_switch_unit (off, 0, 3, TRUE, NULL);
  g_autoptr (NrnArchitecture) typed = nrn_architecture_with_text (off, "3-5-4-2", NULL);
  g_autoptr (GError) error = NULL;
  guint n_off;

  g_assert_cmpuint (nrn_architecture_count_off (off), ==, 3);
  assert_off (fewer, 0, "1 3 ");
  assert_off (without, 0, "1 2 4 ");
  assert_off (without_it, 0, "1 4 ");
  assert_off (moved, 1, "1 3 5 ");
  assert_off (last, 2, "");
  assert_off (renamed, 0, "1 3 5 ");
  assert_off (switched, 0, "1 5 ");
  nrn_architecture_get_off (typed, 0, &n_off);
  g_assert_cmpuint (n_off, ==, 2);

  g_assert_null (nrn_architecture_switch_unit (off, 2, 0, FALSE, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_false (nrn_architecture_check_all_on (off, NULL));
  g_assert_true (nrn_architecture_check_all_on (on, NULL));
}

static void
test_receiver (void)
{
  static const struct { const char *layers; int receiver; } cases[] = {
    { "Dense(4), Dense(2)", 1 },
    { "Dense(4), Dropout(0.5), Activation(relu), Dense(2)", 3 },
    { "Dense(4), Activation(sigmoid), Dense(2)", -1 },
    { "Dense(4), Activation(softmax), Dense(2)", -1 },
    { "Dense(4), BatchNormalization, Dense(2)", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnArchitecture) architecture = parse (cases[i].layers);

      g_assert_cmpint (nrn_architecture_find_receiver (architecture, 0), ==, cases[i].receiver);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/off/learns-as-without-it", test_learns_as_without_it);
  g_test_add_func ("/engine/off/predicts", test_predicts);
  g_test_add_func ("/engine/off/edits", test_edits);
  g_test_add_func ("/engine/off/receiver", test_receiver);

  return g_test_run ();
}
