/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-schedule.h"

#include <math.h>

#include "nrn-optimizer.h"
#include "nrn-test-utils.h"

/* What Keras' own schedules give, relative to 5e-6. */
static void
test_equals_keras (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("schedules.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");
  g_autoptr (GHashTable) compared = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kinds;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      JsonArray *steps = json_object_get_array_member (row, "steps");
      JsonArray *rates = json_object_get_array_member (row, "learning_rates");
      g_autoptr (NrnConfig) schedule =
        nrn_test_config (NRN_FAMILY_SCHEDULE, json_object_get_object_member (row, "schedule"));
      g_autofree char *text = nrn_config_to_string (schedule);

      g_assert_true (nrn_config_check (schedule, NULL));
      for (guint j = 0; j < json_array_get_length (steps); j++)
        {
          guint64 step = (guint64) json_array_get_int_element (steps, j);
          double expected = json_array_get_double_element (rates, j);
          double rate = nrn_schedule_get_rate (schedule, step);

          g_test_message ("%s after %" G_GUINT64_FORMAT ": %.9g, expected %.9g", text, step, rate, expected);
          g_assert_cmpfloat (fabs (rate - expected), <=, 5e-6 * fabs (expected) + 1e-38);
        }
      g_hash_table_add (compared, (char *) nrn_config_get_name (schedule));
    }

  nrn_family_get_kinds (NRN_FAMILY_SCHEDULE, &n_kinds);
  g_assert_cmpuint (g_hash_table_size (compared), ==, n_kinds);
}

static NrnOptimizer *
optimizer_new (const char *text)
{
  const NrnOptimizerTensor all = { 0, 1 };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, text, &error);

  g_assert_no_error (error);

  return nrn_optimizer_new (config, 1, 1, &all);
}

/* Every optimizer goes by it, weight decay included. */
static void
test_optimizers_go_by_it (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_OPTIMIZER, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *scheduled_text =
        g_strdup_printf ("%s(learning_rate=PiecewiseConstantDecay([1, 2], [0.5, 0.25, 0]), "
                         "weight_decay=0.1)", kinds[i]->name);
      g_autofree char *plain_text = g_strdup_printf ("%s(learning_rate=0.5, weight_decay=0.1)",
                                                     kinds[i]->name);
      g_autoptr (NrnOptimizer) scheduled = optimizer_new (scheduled_text);
      g_autoptr (NrnOptimizer) plain = optimizer_new (plain_text);
      static const double rates[] = { 0.5, 0.5, 0.25, 0, 0 };
      float weight = 1, plain_weight = 1;

      for (guint step = 0; step < G_N_ELEMENTS (rates); step++)
        {
          float before = weight, gradient = 0.5f - (float) step, new_weight;

          g_assert_cmpfloat (nrn_optimizer_get_learning_rate (scheduled), ==, rates[step]);
          nrn_optimizer_set_learning_rate (plain, rates[step]);
          nrn_optimizer_apply (scheduled, &gradient, &weight, &new_weight);
          weight = new_weight;
          nrn_optimizer_apply (plain, &gradient, &plain_weight, &new_weight);
          plain_weight = new_weight;
          g_assert_cmpfloat (weight, ==, plain_weight);
          if (step < 3)
            g_assert_cmpfloat (weight, !=, before);
        }
    }
}

/* Set by hand, a learning rate stays. */
static void
test_hand_ends_it (void)
{
  g_autoptr (NrnOptimizer) optimizer = optimizer_new ("SGD(ExponentialDecay(1, 1, 0.5))");
  const float gradient = 1, weight = 0;
  float new_weight;

  nrn_optimizer_apply (optimizer, &gradient, &weight, &new_weight);
  g_assert_cmpfloat (new_weight, ==, -1);
  nrn_optimizer_apply (optimizer, &gradient, &weight, &new_weight);
  g_assert_cmpfloat (new_weight, ==, -0.5f);
  nrn_optimizer_set_learning_rate (optimizer, 0.125);
  nrn_optimizer_apply (optimizer, &gradient, &weight, &new_weight);
  nrn_optimizer_apply (optimizer, &gradient, &weight, &new_weight);
  g_assert_cmpfloat (new_weight, ==, -0.125f);
  g_assert_cmpfloat (nrn_optimizer_get_learning_rate (optimizer), ==, 0.125);
}

static void
test_text_round_trip (void)
{
  static const struct { const char *given, *text; } cases[] = {
    { "Adam(learning_rate=ExponentialDecay(initial_learning_rate=0.01, decay_steps=1000, decay_rate=0.9))",
      "Adam(learning_rate=ExponentialDecay(0.01, 1000, 0.9))" },
    { "SGD(ExponentialDecay(0.1, 7, 0.96, staircase=True), momentum=0.9)",
      "SGD(learning_rate=ExponentialDecay(0.1, 7, 0.96, staircase=true), momentum=0.9)" },
    { "RMSprop(lr=cosine_decay(0, 900, alpha=0.1, warmup_target=0.2, warmup_steps=50))",
      "RMSprop(learning_rate=CosineDecay(0, 900, alpha=0.1, warmup_target=0.2, warmup_steps=50))" },
    { "Nadam( PiecewiseConstantDecay( values=[1,0.5 , 0.1], boundaries=[ 5, 6 ] ) )",
      "Nadam(learning_rate=PiecewiseConstantDecay([5, 6], [1, 0.5, 0.1]))" },
    { "Adam(clipnorm=1)", "Adam(clipnorm=1)" },
    { "Adam(clipnorm=none)", "Adam" },
    { "AdamW(weight_decay=0.004)", "AdamW" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, cases[i].given, &error);
      g_autoptr (NrnConfig) again = NULL;
      g_autofree char *text = NULL;

      g_assert_no_error (error);
      text = nrn_config_to_string (config);
      g_assert_cmpstr (text, ==, cases[i].text);
      again = nrn_config_parse (NRN_FAMILY_OPTIMIZER, text, NULL);
      g_assert_true (nrn_config_equal (config, again));
    }
}

static void
test_mistakes (void)
{
  static const struct { const char *given, *sentence; } cases[] = {
    { "Adam(learning_rate=fast)",
      "Adam: learning_rate cannot be “fast”; it must be a number such as 0.001." },
    { "Adam(learning_rate=ExponentalDecay(0.1, 1, 1))",
      "There is no schedule “ExponentalDecay”; did you mean “ExponentialDecay”?" },
    { "Adam(learning_rate=CosineDecay)",
      "CosineDecay needs its initial_learning_rate; write for example CosineDecay(0.01, 1000)." },
    { "Adam(learning_rate=CosineDecay(0.1, 0))",
      "CosineDecay: decay_steps cannot be 0; it must be from 1 to 1000000000." },
    { "Adam(learning_rate=ExponentialDecay(0.1, 2.5, 1))",
      "ExponentialDecay: decay_steps cannot be 2.5; it must be a whole number." },
    { "Adam(beta_1=ExponentialDecay(0.1, 2, 1))",
      "Adam: beta_1 cannot be “ExponentialDecay(0.1, 2, 1)”; it must be a number such as 0.001." },
    { "SGD(PiecewiseConstantDecay([1, 2], [0.1, 0.2]))",
      "PiecewiseConstantDecay: there must be one more of values than of boundaries, and at least one "
      "boundary; there are 2 and 2." },
    { "SGD(PiecewiseConstantDecay([2, 2], [0.1, 0.2, 0.3]))",
      "PiecewiseConstantDecay: each of the boundaries must be more than the one before." },
    { "SGD(PiecewiseConstantDecay([2, x], [0.1, 0.2, 0.3]))",
      "PiecewiseConstantDecay: boundaries cannot be “[2, x]”; it must be a list of numbers such as "
      "[1000, 2000]." },
    { "SGD(PiecewiseConstantDecay(5, [0.1, 0.2]))",
      "PiecewiseConstantDecay: boundaries cannot be “5”; it must be a list of numbers such as "
      "[1000, 2000]." },
    { "SGD(PiecewiseConstantDecay([5], [0.1, -1]))",
      "PiecewiseConstantDecay: values cannot be -1; it must be from 0 to 1000000." },
    { "AdamW(weight_decay=none)",
      "AdamW: weight_decay cannot be “none”; it must be a number such as 0.001." },
    { "Adam(clipvalue=0)", "Adam: clipvalue cannot be 0; it must be more than 0 and at most 1e+30." },
    { "Adam(clipnorm=1, clipvalue=1)",
      "Adam: only one of clipnorm, clipvalue and global_clipnorm can be set; the others must be none." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_config_parse (NRN_FAMILY_OPTIMIZER, cases[i].given, &error));
      g_assert_nonnull (error);
      g_assert_cmpstr (error->message, ==, cases[i].sentence);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/schedule/equals-keras", test_equals_keras);
  g_test_add_func ("/engine/schedule/optimizers-go-by-it", test_optimizers_go_by_it);
  g_test_add_func ("/engine/schedule/hand-ends-it", test_hand_ends_it);
  g_test_add_func ("/engine/schedule/text-round-trip", test_text_round_trip);
  g_test_add_func ("/engine/schedule/mistakes", test_mistakes);

  return g_test_run ();
}
