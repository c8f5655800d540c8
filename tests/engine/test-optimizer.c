/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-optimizer.h"

#include <string.h>

#include "nrn-test-utils.h"

/* An optimizer of so many weights in one kernel. */
static NrnOptimizer *
optimizer_new (const NrnConfig *config,
               gsize            n_weights)
{
  const NrnOptimizerTensor all = { 0, n_weights };

  return nrn_optimizer_new (config, n_weights, 1, &all);
}

/* Keras' own weights after each of a dozen steps. Some weights have been at
 * ±30 on the way, where floats are 2e-6 apart. */
static void
test_equals_keras (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("optimizers.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");
  g_autoptr (GHashTable) compared = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kinds;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *gradients = json_object_get_array_member (row, "gradients");
      JsonArray *after = json_object_get_array_member (row, "after_each_step");
      g_autoptr (NrnConfig) config =
        nrn_test_config (NRN_FAMILY_OPTIMIZER, json_object_get_object_member (row, "optimizer"));
      g_autoptr (GArray) start = nrn_test_numbers (json_object_get_member (row, "start"));
      g_autoptr (NrnOptimizer) optimizer = NULL;
      float weights[16] = { 0 };

      memcpy (weights, start->data, start->len * sizeof (float));
      optimizer = optimizer_new (config, start->len);
      for (guint step = 0; step < json_array_get_length (gradients); step++)
        {
          g_autoptr (GArray) gradient = nrn_test_numbers (json_array_get_element (gradients, step));
          g_autoptr (GArray) expected = nrn_test_numbers (json_array_get_element (after, step));
          float new_weights[16] = { 0 };

          nrn_optimizer_apply (optimizer, nrn_test_floats (gradient), weights, new_weights);
          memcpy (weights, new_weights, sizeof weights);
          nrn_test_assert_close (nrn_config_get_name (config), start->len, weights,
                                 nrn_test_floats (expected), 5e-6);
        }
      g_assert_cmpuint (nrn_optimizer_get_step (optimizer), ==, json_array_get_length (gradients));
      g_hash_table_add (compared, (char *) nrn_config_get_name (config));
    }

  nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);
  g_assert_cmpuint (g_hash_table_size (compared), ==, n_kinds);
}

/* The table begins with each optimizer as Keras makes it without arguments. */
static void
test_defaults_equal_keras (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("optimizers.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");
  guint n_kinds;

  nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    {
      JsonObject *object = json_object_get_object_member (json_array_get_object_element (rows, i),
                                                          "optimizer");
      const char *name = json_object_get_string_member (object, "class_name");
      g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, name, NULL);
      const NrnKind *kind = nrn_config_get_kind (config);

      /* All arguments, and the class name. */
      g_assert_cmpuint (json_object_get_size (object), ==, kind->n_properties + 1);
      for (guint j = 0; j < kind->n_properties; j++)
        {
          JsonNode *node = json_object_get_member (object, kind->properties[j].name);
          double value = nrn_config_get_number (config, j);

          g_assert_nonnull (node);
          if (JSON_NODE_HOLDS_NULL (node))
            g_assert_true (isnan (value));
          else if (kind->properties[j].type == NRN_PROPERTY_BOOLEAN)
            g_assert_cmpfloat (value, ==, json_node_get_boolean (node));
          else
            g_assert_cmpfloat (value, ==, json_node_get_double (node));
        }
    }
}

static void
test_leaves_old_weights (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      g_autoptr (NrnOptimizer) optimizer = optimizer_new (config, 3);
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
  g_autoptr (NrnOptimizer) optimizer = optimizer_new (config, 1);
  const float gradient = 1, weight = 0;
  float new_weight;

  g_assert_cmpfloat (nrn_optimizer_get_learning_rate (optimizer), ==, 0.01);
  nrn_optimizer_set_learning_rate (optimizer, 0.5);
  nrn_optimizer_apply (optimizer, &gradient, &weight, &new_weight);
  g_assert_cmpfloat (new_weight, ==, -0.5f);
}

/* Two kernels with padding between them, whose gradients nobody has asked for. */
static const NrnOptimizerTensor apart[] = { { 0, 3 }, { 8, 2 } };
static const float apart_gradients[10] = { 6, 8, 0, 1e6f, -1e6f, 1e6f, 1e6f, 1e6f, 0.3f, -0.4f };

/* SGD with learning rate 1, so that a step is the gradient to go by. */
static void
step_apart (const char *arguments,
            float      *steps)
{
  g_autofree char *text = g_strdup_printf ("SGD(learning_rate=1, %s)", arguments);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, text, &error);
  g_autoptr (NrnOptimizer) optimizer = NULL;
  const float weights[10] = { 0 };

  g_assert_no_error (error);
  optimizer = nrn_optimizer_new (config, 10, G_N_ELEMENTS (apart), apart);
  nrn_optimizer_apply (optimizer, apart_gradients, weights, steps);
}

static void
test_clips_tensors_without_padding (void)
{
  static const struct { const char *arguments; float factors[2]; } cases[] = {
    { "clipnorm=5", { 0.5f, 1 } },
    { "clipnorm=100", { 1, 1 } },
    { "clipnorm=0.25", { 0.025f, 0.5f } },
    { "global_clipnorm=5", { 0.49937617f, 0.49937617f } },  /* 5 / √(6² + 8² + 0.3² + 0.4²) */
    { "global_clipnorm=11", { 1, 1 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      float steps[10];

      step_apart (cases[i].arguments, steps);
      for (guint t = 0; t < G_N_ELEMENTS (apart); t++)
        for (gsize j = apart[t].offset; j < apart[t].offset + apart[t].size; j++)
          g_assert_cmpfloat_with_epsilon (steps[j], -cases[i].factors[t] * apart_gradients[j], 1e-6f);
    }
}

static void
test_clips_values (void)
{
  const float expected[] = { -0.35f, -0.35f, 0, -0.3f, 0.35f };
  float steps[10];

  step_apart ("clipvalue=0.35", steps);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (steps[i], expected[i], 1e-7f);
  for (guint i = 8; i < 10; i++)
    g_assert_cmpfloat_with_epsilon (steps[i], expected[i - 5], 1e-7f);
}

/* Every optimizer: an untrained number, such as a moving mean, is no weight. */
static void
test_untrained_numbers_do_not_decay (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) plain = nrn_config_new (kinds[i]);
      g_autoptr (NrnConfig) fast = nrn_config_with_number (plain, "learning_rate", 0.5, NULL);
      g_autoptr (NrnConfig) config = nrn_config_with_number (fast, "weight_decay", 0.25, NULL);
      g_autoptr (NrnOptimizer) optimizer = nrn_optimizer_new (config, 10, G_N_ELEMENTS (apart), apart);
      const float gradients[10] = { 0 };
      const float weights[10] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
      float new_weights[10];

      nrn_optimizer_apply (optimizer, gradients, weights, new_weights);
      for (guint j = 0; j < 10; j++)
        g_assert_cmpfloat_with_epsilon (new_weights[j],
                                        j < 3 || j >= 8 ? weights[j] * 0.875f : weights[j], 1e-6f);
    }
}

static void
test_one_clipping_at_most (void)
{
  static const char *const names[] = { "clipnorm", "clipvalue", "global_clipnorm" };
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint a = 0; a < G_N_ELEMENTS (names); a++)
      for (guint b = 0; b < G_N_ELEMENTS (names); b++)
        {
          g_autoptr (NrnConfig) plain = nrn_config_new (kinds[i]);
          g_autoptr (NrnConfig) first = nrn_config_with_number (plain, names[a], 1, NULL);
          g_autoptr (GError) error = NULL;
          g_autoptr (NrnConfig) second = nrn_config_with_number (first, names[b], 2, &error);
          g_autofree char *sentence = NULL;

          if (a == b)
            {
              g_assert_no_error (error);
              continue;
            }
          sentence = g_strdup_printf ("%s: only one of clipnorm, clipvalue and global_clipnorm can be "
                                      "set; the others must be none.", kinds[i]->name);
          g_assert_null (second);
          g_assert_cmpstr (error->message, ==, sentence);
        }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/optimizer/equals-keras", test_equals_keras);
  g_test_add_func ("/engine/optimizer/defaults-equal-keras", test_defaults_equal_keras);
  g_test_add_func ("/engine/optimizer/leaves-old-weights", test_leaves_old_weights);
  g_test_add_func ("/engine/optimizer/learning-rate-can-change", test_learning_rate_can_change);

  g_test_add_func ("/engine/optimizer/clips-tensors-without-padding", test_clips_tensors_without_padding);
  g_test_add_func ("/engine/optimizer/clips-values", test_clips_values);
  g_test_add_func ("/engine/optimizer/untrained-numbers-do-not-decay",
                   test_untrained_numbers_do_not_decay);
  g_test_add_func ("/engine/optimizer/one-clipping-at-most", test_one_clipping_at_most);

  return g_test_run ();
}
