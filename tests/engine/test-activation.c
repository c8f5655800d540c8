/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-activation.h"

#include <math.h>
#include <string.h>

#include "nrn-test-utils.h"

/* Keras' own values and slopes, function by function. */
static void
test_equals_keras (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("activations.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");
  guint n_compared = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *name = json_object_get_string_member (row, "activation");
      g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, name, NULL);
      gboolean row_wise = json_object_has_member (row, "upstream");
      g_autoptr (GArray) x = NULL, y = NULL, upstream = NULL, slope = NULL;
      g_autofree float *outputs = NULL, *d_inputs = NULL;
      guint n_rows, n_cols;

      if (config == NULL)
        continue;

      x = nrn_test_numbers (json_object_get_member (row, "x"));
      y = nrn_test_numbers (json_object_get_member (row, "y"));
      n_rows = row_wise ? json_array_get_length (json_object_get_array_member (row, "x")) : 1;
      n_cols = x->len / n_rows;
      outputs = g_new0 (float, x->len + 8);
      d_inputs = g_new0 (float, x->len + 8);
      nrn_activation_forward (config, n_rows, n_cols, nrn_test_floats (x), outputs);
      nrn_test_assert_close (name, x->len, outputs, nrn_test_floats (y), 2e-6);

      if (row_wise)
        {
          upstream = nrn_test_numbers (json_object_get_member (row, "upstream"));
          slope = nrn_test_numbers (json_object_get_member (row, "dx"));
        }
      else
        {
          upstream = g_array_new (FALSE, FALSE, sizeof (float));
          for (guint j = 0; j < x->len; j++)
            g_array_append_vals (upstream, &(float) { 1 }, 1);
          slope = nrn_test_numbers (json_object_get_member (row, "dy_dx"));
        }
      nrn_activation_backward (config, n_rows, n_cols, nrn_test_floats (x), outputs,
                               nrn_test_floats (upstream), d_inputs);
      nrn_test_assert_close (name, x->len, d_inputs, nrn_test_floats (slope), 2e-6);
      n_compared++;
    }

  g_assert_cmpuint (n_compared, >=, 29);
}

/* A network that has diverged must show it, not hide it in a relu. */
static void
test_keeps_nan (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      float inputs[16] = { NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
      float outputs[16] = { 0 };

      nrn_activation_forward (config, 9, 1, inputs, outputs);
      for (guint j = 0; j < 9; j++)
        g_assert_true (isnan (outputs[j]));
    }
}

/* The exponential of large numbers must not overflow on the way to a
 * result that does not. */
static void
test_is_finite_far_out (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      gboolean overflows = nrn_kind_is (kinds[i], "exponential");
      const float inputs[16] = { -1000, 1000, -100, 100, 0, -1e30f, 1e30f, 50, -50 };
      const float upstream[16] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
      float outputs[16] = { 0 };
      float d_inputs[16] = { 0 };

      nrn_activation_forward (config, 1, 9, inputs, outputs);
      nrn_activation_backward (config, 1, 9, inputs, outputs, upstream, d_inputs);
      for (guint j = 0; j < 9; j++)
        {
          if (overflows && inputs[j] >= 100)
            {
              g_assert_true (outputs[j] == INFINITY);
              continue;
            }
          g_assert_true (isfinite (outputs[j]));
          g_assert_true (isfinite (d_inputs[j]));
        }
    }
}

/* What goes towards 0 far below must get there, and not turn back where an
 * exponential ends. */
static void
test_ends_at_zero (void)
{
  static const char *const names[] = {
    "relu", "relu6", "exponential", "sigmoid", "hard_sigmoid", "sparse_sigmoid", "softplus",
    "squareplus", "sparse_plus", "silu", "hard_silu", "gelu", "mish",
  };
  const float inputs[16] = { -90, -500, -1e10f, -1e38f };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, names[i], NULL);
      float outputs[16];

      nrn_activation_forward (config, 1, 4, inputs, outputs);
      for (guint j = 0; j < 4; j++)
        g_assert_cmpfloat_with_epsilon (outputs[j], 0, 1.01 / fabs (inputs[j]) + 1e-35);
    }
}

/* Small values have as many right digits as large ones. */
static void
test_keeps_digits (void)
{
  static const struct { const char *name; float x; double y; } cases[] = {
    { "softplus", -20, 2.061153620314381e-9 },
    { "softplus", -40, 4.248354255291589e-18 },
    { "log_sigmoid", 20, -2.061153620314381e-9 },
    { "elu", -1e-6f, -9.999995e-7 },
    { "elu", -0.3f, -0.2591817881495235 },
    { "elu", -0.5f, -0.3934693402873666 },
    { "gelu", -6, -5.919525870e-9 },
    { "gelu", -3, -0.004049694094890 },
    { "gelu", 1e-4f, 5.00039894e-5 },
    { "silu", -20, -4.122307236380e-8 },
    { "mish", -20, -4.122307240629e-8 },
    { "exponential", 88.5f, 2.7230878e38 },
    { "exponential", -88, 6.0546018954e-39 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, cases[i].name,
                                                             NULL);
      float y[8];

      nrn_activation_forward (config, 1, 1, &cases[i].x, y);
      g_test_message ("%s (%g) = %.9g, expected %.9g", cases[i].name, cases[i].x, y[0], cases[i].y);
      g_assert_cmpfloat_with_epsilon (y[0] / cases[i].y, 1, 5e-6);
    }
}

/* Arguments as Keras has them: keras.activations.relu (x, …) and so on. */
static void
test_arguments (void)
{
  static const struct { const char *name, *key, *value; float x; double y, slope; } cases[] = {
    { "relu", "negative_slope", "0.5", -10, -5, 0.5 },
    { "relu", "negative_slope", "0.5", 3, 3, 1 },
    { "relu", "max_value", "5", 10, 5, 0 },
    { "relu", "max_value", "5", 4, 4, 1 },
    { "relu", "max_value", "none", 10, 10, 1 },
    { "relu", "threshold", "5", 4.5f, 0, 0 },
    { "relu", "threshold", "5", 10, 10, 1 },
    { "relu", "threshold", "-2", -1, -1, 1 },
    { "leaky_relu", "negative_slope", "0.3", -2, -0.6, 0.3 },
    { "leaky_relu", "alpha", "0.1", -2, -0.2, 0.1 },
    { "elu", "alpha", "2", -1, -1.2642411, 0.7357589 },
    { "celu", "alpha", "2", -1, -0.7869387, 0.6065307 },
    { "gelu", "approximate", "true", 1, 0.8411920, 1.0829641 },
    { "gelu", "approximate", "false", 1, 0.8413447, 1.0833155 },
    { "soft_shrink", "threshold", "1", 1.5f, 0.5, 1 },
    { "hard_shrink", "threshold", "1", 0.75f, 0, 0 },
    { "squareplus", "b", "0", -1, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, cases[i].name,
                                                            NULL);
      g_autoptr (NrnConfig) config = nrn_config_with_text (plain, cases[i].key, cases[i].value, NULL);
      const float one = 1;
      float y[8], slope[8];

      nrn_activation_forward (config, 1, 1, &cases[i].x, y);
      nrn_activation_backward (config, 1, 1, &cases[i].x, y, &one, slope);
      g_assert_cmpfloat_with_epsilon (y[0], cases[i].y, 1e-6);
      g_assert_cmpfloat_with_epsilon (slope[0], cases[i].slope, 1e-6);
    }
}

/* All of relu's arguments together, below, between and above. */
static void
test_relu_with_everything (void)
{
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "relu", NULL);
  g_autoptr (NrnConfig) sloped = nrn_config_with_number (plain, "negative_slope", 0.1, NULL);
  g_autoptr (NrnConfig) limited = nrn_config_with_number (sloped, "max_value", 3, NULL);
  g_autoptr (NrnConfig) config = nrn_config_with_number (limited, "threshold", 1, NULL);
  const float x[12] = { -1, 0.5f, 2, 4 };
  const float expected[] = { -0.2f, -0.05f, 2, 3 };
  const float expected_slope[] = { 0.1f, 0.1f, 1, 0 };
  const float upstream[12] = { 1, 1, 1, 1 };
  float y[12], slope[12];

  nrn_activation_forward (config, 1, 4, x, y);
  nrn_activation_backward (config, 1, 4, x, y, upstream, slope);
  nrn_test_assert_close ("relu", 4, y, expected, 1e-6);
  nrn_test_assert_close ("relu's slope", 4, slope, expected_slope, 1e-6);
}

/* Each number counts for itself, wherever it stands in a vector. */
static void
test_is_elementwise (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);
  float inputs[48], together[48], alone[16];

  for (guint i = 0; i < 40; i++)
    inputs[i] = (float) i / 4 - 5;
  for (guint k = 0; k < n_kinds; k++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[k]);

      nrn_activation_forward (config, 40, 1, inputs, together);
      for (guint i = 0; i < 40; i++)
        {
          nrn_activation_forward (config, 1, 1, inputs + i, alone);
          nrn_test_assert_close (kinds[k]->name, 1, together + i, alone, 1e-6);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/activation/equals-keras", test_equals_keras);
  g_test_add_func ("/engine/activation/keeps-nan", test_keeps_nan);
  g_test_add_func ("/engine/activation/is-finite-far-out", test_is_finite_far_out);
  g_test_add_func ("/engine/activation/ends-at-zero", test_ends_at_zero);
  g_test_add_func ("/engine/activation/keeps-digits", test_keeps_digits);
  g_test_add_func ("/engine/activation/arguments", test_arguments);
  g_test_add_func ("/engine/activation/relu-with-everything", test_relu_with_everything);
  g_test_add_func ("/engine/activation/is-elementwise", test_is_elementwise);

  return g_test_run ();
}
