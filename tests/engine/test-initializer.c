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

/* Keras' names, old ones too, and the defaults of all arguments. */
static void
test_defaults_equal_keras (void)
{
  static const struct { const char *given, *name, *arguments[2]; double defaults[2]; } cases[] = {
    { "zeros", "zeros" },
    { "Zeros", "zeros" },
    { "zero", "zeros" },
    { "ones", "ones" },
    { "one", "ones" },
    { "constant", "constant", { "value" }, { 0 } },
    { "Constant", "constant", { "value" }, { 0 } },
    { "random_normal", "random_normal", { "mean", "stddev" }, { 0, 0.05 } },
    { "RandomNormal", "random_normal", { "mean", "stddev" }, { 0, 0.05 } },
    { "normal", "random_normal", { "mean", "stddev" }, { 0, 0.05 } },
    { "random_uniform", "random_uniform", { "minval", "maxval" }, { -0.05, 0.05 } },
    { "uniform", "random_uniform", { "minval", "maxval" }, { -0.05, 0.05 } },
    { "TruncatedNormal", "truncated_normal", { "mean", "stddev" }, { 0, 0.05 } },
    { "glorot_uniform", "glorot_uniform" },
    { "GlorotNormal", "glorot_normal" },
    { "he_uniform", "he_uniform" },
    { "HeNormal", "he_normal" },
    { "LecunUniform", "lecun_uniform" },
    { "lecun_normal", "lecun_normal" },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_kinds;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_INITIALIZER, cases[i].given, NULL);
      guint n_arguments = 0;

      g_assert_cmpstr (nrn_config_get_name (config), ==, cases[i].name);
      while (n_arguments < 2 && cases[i].arguments[n_arguments] != NULL)
        {
          g_assert_cmpfloat (nrn_config_lookup (config, cases[i].arguments[n_arguments]), ==,
                             cases[i].defaults[n_arguments]);
          n_arguments++;
        }
      g_assert_cmpuint (nrn_config_get_kind (config)->n_properties, ==, n_arguments);
      g_hash_table_add (seen, (char *) cases[i].name);
    }
  nrn_family_get_kinds (NRN_FAMILY_INITIALIZER, &n_kinds);
  g_assert_cmpuint (g_hash_table_size (seen), ==, n_kinds);
}

static void
fill (const char *text,
      guint       n,
      float      *values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_INITIALIZER, text, &error);
  g_autoptr (GRand) rand = nrn_random_new (1, NRN_RANDOM_WEIGHTS);

  g_assert_no_error (error);
  nrn_initializer_fill (config, rand, 4, 4, n, values);
}

/* What the arguments do: where the values are, and how far apart. */
static void
test_arguments (void)
{
  static const struct { const char *text; double mean, stddev, low, high; } cases[] = {
    { "constant(-2.5)", -2.5, 0, -2.5, -2.5 },
    { "random_uniform(1, maxval=3)", 2, 0.57735, 1, 3 },
    { "random_normal(mean=-1, stddev=0.5)", -1, 0.5, -4, 2 },
    { "truncated_normal(5, 2)", 5, 2 * 0.87962566, 1, 9 },
    { "random_normal(stddev=0)", 0, 0, 0, 0 },
  };
  const guint n = 100000;
  g_autofree float *values = g_new (float, n);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double sum = 0, squares = 0;

      fill (cases[i].text, n, values);
      for (guint j = 0; j < n; j++)
        {
          g_assert_cmpfloat (values[j], >=, cases[i].low);
          g_assert_cmpfloat (values[j], <=, cases[i].high);
          sum += values[j];
          squares += (values[j] - cases[i].mean) * (values[j] - cases[i].mean);
        }
      g_assert_cmpfloat_with_epsilon (sum / n, cases[i].mean, 0.015 * cases[i].stddev + 1e-9);
      g_assert_cmpfloat_with_epsilon (sqrt (squares / n), cases[i].stddev,
                                      0.015 * cases[i].stddev + 1e-9);
    }
}

/* A normal distribution that is cut has nothing beyond; one that is not, has
 * one value in 22. */
static void
test_only_some_are_cut (void)
{
  const guint n = 100000;
  g_autofree float *values = g_new (float, n);
  guint n_beyond = 0;

  fill ("random_normal", n, values);
  for (guint i = 0; i < n; i++)
    n_beyond += fabsf (values[i]) > 0.1f;
  g_assert_cmpuint (n_beyond, >, n / 24);
  g_assert_cmpuint (n_beyond, <, n / 20);
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
  g_test_add_func ("/engine/initializer/defaults-equal-keras", test_defaults_equal_keras);
  g_test_add_func ("/engine/initializer/arguments", test_arguments);
  g_test_add_func ("/engine/initializer/only-some-are-cut", test_only_some_are_cut);
  g_test_add_func ("/engine/initializer/glorot-limits", test_glorot_limits);

  return g_test_run ();
}
