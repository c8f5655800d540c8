/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-optimizer.h"

#include <string.h>

#include "nrn-error.h"
#include "nrn-test-utils.h"

static NrnConfig *
config_if_known (JsonObject *object)
{
  const char *name = json_object_get_string_member (object, "class_name");
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, name, NULL);
  static const char *const rest[] = { "weight_decay", "clipnorm", "clipvalue", "global_clipnorm",
                                      "amsgrad" };

  if (config == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    {
      JsonNode *value = json_object_get_member (object, rest[i]);

      if (value != NULL && !JSON_NODE_HOLDS_NULL (value) &&
          !(json_node_get_value_type (value) == G_TYPE_BOOLEAN && !json_node_get_boolean (value)) &&
          nrn_kind_property (nrn_config_get_kind (config), rest[i]) < 0)
        return NULL;
    }

  return nrn_test_config (NRN_FAMILY_OPTIMIZER, object);
}

/* Keras' own weights after each of a dozen steps. */
static void
test_equals_keras (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("optimizers.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");
  guint n_compared = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *gradients = json_object_get_array_member (row, "gradients");
      JsonArray *after = json_object_get_array_member (row, "after_each_step");
      g_autoptr (NrnConfig) config = config_if_known (json_object_get_object_member (row, "optimizer"));
      g_autoptr (GArray) start = nrn_test_numbers (json_object_get_member (row, "start"));
      g_autoptr (NrnOptimizer) optimizer = NULL;
      float weights[16] = { 0 };

      if (config == NULL)
        continue;
      memcpy (weights, start->data, start->len * sizeof (float));
      optimizer = nrn_optimizer_new (config, start->len);
      for (guint step = 0; step < json_array_get_length (gradients); step++)
        {
          g_autoptr (GArray) gradient = nrn_test_numbers (json_array_get_element (gradients, step));
          g_autoptr (GArray) expected = nrn_test_numbers (json_array_get_element (after, step));
          float new_weights[16] = { 0 };

          nrn_optimizer_apply (optimizer, nrn_test_floats (gradient), weights, new_weights);
          memcpy (weights, new_weights, sizeof weights);
          nrn_test_assert_close (nrn_config_get_name (config), start->len, weights,
                                 nrn_test_floats (expected), 2e-6);
        }
      g_assert_cmpuint (nrn_optimizer_get_step (optimizer), ==, json_array_get_length (gradients));
      n_compared++;
    }

  g_assert_cmpuint (n_compared, >=, 4);
}

static void
test_leaves_old_weights (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      g_autoptr (NrnOptimizer) optimizer = nrn_optimizer_new (config, 3);
      const float gradients[3] = { 1, -2, 3 };
      const float weights[3] = { 0.5f, 0.25f, -1 };
      float new_weights[3] = { 0 };

      nrn_optimizer_apply (optimizer, gradients, weights, new_weights);
      for (guint j = 0; j < 3; j++)
        {
          /* Against the gradient, and from the old weight. */
          g_assert_cmpfloat ((new_weights[j] - weights[j]) * gradients[j], <, 0);
          g_assert_cmpfloat_with_epsilon (new_weights[j], weights[j], 0.1f);
        }
    }
}

static void
test_learning_rate_can_change (void)
{
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
  g_autoptr (NrnOptimizer) optimizer = nrn_optimizer_new (config, 1);
  const float gradient = 1, weight = 0;
  float new_weight;

  g_assert_cmpfloat (nrn_optimizer_get_learning_rate (optimizer), ==, 0.01);
  nrn_optimizer_set_learning_rate (optimizer, 0.5);
  nrn_optimizer_apply (optimizer, &gradient, &weight, &new_weight);
  g_assert_cmpfloat (new_weight, ==, -0.5f);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/optimizer/equals-keras", test_equals_keras);
  g_test_add_func ("/engine/optimizer/leaves-old-weights", test_leaves_old_weights);
  g_test_add_func ("/engine/optimizer/learning-rate-can-change", test_learning_rate_can_change);

  return g_test_run ();
}
