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

  g_assert_cmpuint (n_compared, >=, 5);
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

/* The exponential of large numbers must not overflow. */
static void
test_is_finite_far_out (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      float inputs[16] = { -1000, 1000, -100, 100, 0, -1e30f, 1e30f, 50, -50 };
      float outputs[16] = { 0 };

      nrn_activation_forward (config, 1, 9, inputs, outputs);
      for (guint j = 0; j < 9; j++)
        g_assert_true (isfinite (outputs[j]));
    }
}

/* Each number counts for itself, wherever it stands in a vector. */
static void
test_is_elementwise (void)
{
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "sigmoid", NULL);
  float inputs[48], together[48], alone[16];

  for (guint i = 0; i < 40; i++)
    inputs[i] = (float) i / 4 - 5;
  nrn_activation_forward (config, 1, 40, inputs, together);
  for (guint i = 0; i < 40; i++)
    {
      nrn_activation_forward (config, 1, 1, inputs + i, alone);
      g_assert_cmpfloat_with_epsilon (alone[0], together[i], 1e-7f);
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
  g_test_add_func ("/engine/activation/is-elementwise", test_is_elementwise);

  return g_test_run ();
}
