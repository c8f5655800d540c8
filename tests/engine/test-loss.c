/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-loss.h"

#include <math.h>
#include <string.h>

#include "nrn-test-utils.h"

static void
compare_row (JsonObject *row,
             NrnConfig  *config)
{
  const char *name = json_object_get_string_member (row, "loss");
  g_autoptr (GArray) targets = nrn_test_numbers (json_object_get_member (row, "y_true"));
  g_autoptr (GArray) outputs = nrn_test_numbers (json_object_get_member (row, "y_pred"));
  g_autoptr (GArray) losses = nrn_test_numbers (json_object_get_member (row, "per_sample"));
  g_autoptr (GArray) gradient = nrn_test_numbers (json_object_get_member (row, "gradient_of_mean"));
  guint n_rows = losses->len;
  guint n_cols = outputs->len / n_rows;
  g_autofree float *computed = g_new0 (float, n_rows + 8);
  g_autofree float *d_outputs = g_new0 (float, outputs->len + 8);

  nrn_loss_forward (config, n_rows, n_cols, nrn_test_floats (outputs), nrn_test_floats (targets),
                    computed);
  nrn_test_assert_close (name, n_rows, computed, nrn_test_floats (losses), 2e-6);

  nrn_loss_backward (config, n_rows, n_cols, nrn_test_floats (outputs), nrn_test_floats (targets),
                     1.0f / (float) n_rows, d_outputs);
  nrn_test_assert_close (name, outputs->len, d_outputs, nrn_test_floats (gradient), 2e-6);
}

/* Keras' own losses and gradients, edges (zeros, ones, outputs that do not
 * sum to 1) included. */
static void
test_equals_keras (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("losses.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");
  guint n_compared = 0;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      const char *name = json_object_get_string_member (row, "loss");
      g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_LOSS, name, NULL);

      if (config == NULL)
        continue;
      if (json_object_has_member (row, "note"))
        g_test_message ("%s: %s", name, json_object_get_string_member (row, "note"));
      compare_row (row, config);
      n_compared++;
    }

  g_assert_cmpuint (n_compared, >=, 4);
}

/* Two sigmoids are no distribution: Keras divides them by their sum. */
static void
test_divides_by_sum (void)
{
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_LOSS,
                                                         "sparse_categorical_crossentropy", NULL);
  static const struct { float p[2]; float label; double loss; } cases[] = {
    { { 0.3f, 0.9f }, 1, 0.287682 },
    { { 0.9f, 0.9f }, 0, 0.693147 },
    { { 0.01f, 0.02f }, 1, 0.405465 },
    { { 1, 1 }, 0, 0.693147 },
    { { 0.5f, 0.999f }, 0, 1.097945 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      float loss[8];

      nrn_loss_forward (config, 1, 2, cases[i].p, &cases[i].label, loss);
      g_assert_cmpfloat_with_epsilon (loss[0], cases[i].loss, 2e-6);
    }
}

static void
test_is_nan_for_nan (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      const float outputs[2] = { NAN, 0.5f };
      const float targets[2] = { 1, 0 };
      float losses[8] = { 0 };

      nrn_loss_forward (config, 1, 2, outputs, targets, losses);
      g_assert_false (isfinite (losses[0]));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/loss/equals-keras", test_equals_keras);
  g_test_add_func ("/engine/loss/divides-by-sum", test_divides_by_sum);
  g_test_add_func ("/engine/loss/is-nan-for-nan", test_is_nan_for_nan);

  return g_test_run ();
}
