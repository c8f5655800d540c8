/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-initializer.h"

#include <math.h>
#include <string.h>

#include "nrn-random.h"
#include "nrn-test-utils.h"

/* Bounds and standard deviation of each initializer, as Keras has them. */
static void
test_distributions_equal_keras (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("initializers.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");
  const guint n = 100000;
  g_autofree float *values = g_new (float, n);
  g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_WEIGHTS);

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *name = json_object_get_string_member (row, "initializer");
      gboolean has_shape = json_object_has_member (row, "shape");
      JsonArray *shape = has_shape ? json_object_get_array_member (row, "shape") : NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_INITIALIZER, name, &error);
      double stddev = json_object_get_double_member_with_default (row, "standard_deviation", 0);
      double sum = 0, squares = 0, low = INFINITY, high = -INFINITY;

      g_assert_no_error (error);
      nrn_initializer_fill (config, rand,
                            has_shape ? (guint) json_array_get_int_element (shape, 0) : 4,
                            has_shape ? (guint) json_array_get_int_element (shape, 1) : 4,
                            n, values);
      for (guint j = 0; j < n; j++)
        {
          sum += values[j];
          squares += (double) values[j] * values[j];
          low = MIN (low, values[j]);
          high = MAX (high, values[j]);
        }

      /* The standard deviation of 100,000 values is known to half a per cent. */
      if (stddev > 0)
        {
          g_assert_cmpfloat_with_epsilon (sqrt (squares / n - sum / n * sum / n), stddev,
                                          0.015 * stddev);
          g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.015 * stddev);
        }
      if (json_object_has_member (row, "value"))
        {
          g_assert_cmpfloat (low, ==, json_object_get_double_member (row, "value"));
          g_assert_cmpfloat (high, ==, json_object_get_double_member (row, "value"));
        }
      if (json_object_has_member (row, "low"))
        {
          double expected_low = json_object_get_double_member (row, "low");
          double expected_high = json_object_get_double_member (row, "high");
          double slack = 0.02 * (expected_high - expected_low) + 1e-9;

          g_assert_cmpfloat (low, >=, expected_low - 1e-6);
          g_assert_cmpfloat (high, <=, expected_high + 1e-6);
          g_assert_cmpfloat (low, <=, expected_low + slack);
          g_assert_cmpfloat (high, >=, expected_high - slack);
        }
    }
}

/* The numbers of the main experiment: 1-6-32-2. */
static void
test_glorot_limits (void)
{
  static const struct { guint in, out; float limit; } cases[] = {
    { 1, 6, 0.9258f }, { 6, 32, 0.3974f }, { 32, 2, 0.4201f },
  };
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_INITIALIZER,
                                                         "glorot_uniform", NULL);
  g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_WEIGHTS);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      float values[10000], largest = 0;

      nrn_initializer_fill (config, rand, cases[i].in, cases[i].out, G_N_ELEMENTS (values), values);
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        largest = MAX (largest, fabsf (values[j]));
      g_assert_cmpfloat_with_epsilon (largest, cases[i].limit, 0.001f);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/initializer/distributions-equal-keras", test_distributions_equal_keras);
  g_test_add_func ("/engine/initializer/glorot-limits", test_glorot_limits);

  return g_test_run ();
}
