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

  g_assert_cmpuint (n_compared, >=, 29);
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

/* Keras moves the labels towards the middle: t (1 − s) + s / k. */
static void
test_smooths_labels (void)
{
  static const struct { const char *loss; float p[2]; float t[2]; double expected; } cases[] = {
    /* t is 0.95 and 0.05 */
    { "binary_crossentropy", { 0.9f, 0.2f }, { 1, 0 }, 0.5 * (0.2152218 + 0.2924584) },
    { "categorical_crossentropy", { 0.8f, 0.2f }, { 1, 0 }, 0.2924584 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_LOSS, cases[i].loss, NULL);
      g_autoptr (NrnConfig) config = nrn_config_with_number (plain, "label_smoothing", 0.1, NULL);
      float loss[8];

      nrn_loss_forward (config, 1, 2, cases[i].p, cases[i].t, loss);
      g_assert_cmpfloat_with_epsilon (loss[0], cases[i].expected, 1e-6);
    }
}

static void
test_huber_goes_straight_at_delta (void)
{
  g_autoptr (NrnConfig) plain = nrn_config_new_by_name (NRN_FAMILY_LOSS, "huber", NULL);
  g_autoptr (NrnConfig) config = nrn_config_with_number (plain, "delta", 2, NULL);
  const float p[12] = { 1, 2, 5 };
  const float t[12] = { 0 };
  const float expected[] = { 0.5f, 2, 8 };
  const float slopes[] = { 1, 2, 2 };
  float losses[12], gradient[12];

  nrn_loss_forward (config, 3, 1, p, t, losses);
  nrn_loss_backward (config, 3, 1, p, t, 1, gradient);
  nrn_test_assert_close ("huber", 3, losses, expected, 1e-6);
  nrn_test_assert_close ("huber's gradient", 3, gradient, slopes, 1e-6);
}

/* Keras decides for the batch: one −1 in it, and 0 means 0. */
static void
test_hinge_takes_labels_as_signs (void)
{
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_LOSS, "hinge", NULL);
  const float p[10] = { 0.5f, 0.5f };
  const float labels[10] = { 0, 1 };
  const float mixed[10] = { 0, -1 };
  const float expected_labels[] = { 1.5f, 0.5f };
  const float expected_mixed[] = { 1, 1.5f };
  float losses[10];

  nrn_loss_forward (config, 2, 1, p, labels, losses);
  nrn_test_assert_close ("labels", 2, losses, expected_labels, 1e-6);
  nrn_loss_forward (config, 2, 1, p, mixed, losses);
  nrn_test_assert_close ("mixed", 2, losses, expected_mixed, 1e-6);
}

/* Losses are finite, as Keras' are, where outputs and targets are extreme. */
static void
test_is_finite_at_the_edges (void)
{
  static const float edges[] = { 0, 1, -1, 1e-30f, -1e-30f, 1e4f, -1e4f };
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);

      for (guint j = 0; j < G_N_ELEMENTS (edges); j++)
        {
          const float outputs[10] = { edges[j], 1 };
          const float targets[10] = { 1, 0 };
          float losses[8] = { 0 };
          float gradient[10] = { 0 };

          /* Logarithms of negative counts are NaN in Keras too, and so is
           * dividing by a sum of 0. */
          if (edges[j] < 0 && nrn_loss_get_output_kind (kinds[i]) != NRN_OUTPUTS_ANY &&
              nrn_loss_get_output_kind (kinds[i]) != NRN_OUTPUTS_SIGNS)
            continue;
          nrn_loss_forward (config, 1, 2, outputs, targets, losses);
          nrn_loss_backward (config, 1, 2, outputs, targets, 1, gradient);
          g_assert_true (isfinite (losses[0]));
          g_assert_true (isfinite (gradient[0]) && isfinite (gradient[1]));
        }
    }
}

/* As in Keras: not a number that only looks like one. */
static void
test_poisson_of_negative_is_nan (void)
{
  g_autoptr (NrnConfig) poisson = nrn_config_new_by_name (NRN_FAMILY_LOSS, "poisson", NULL);
  const float outputs[11] = { -0.5f, 2, -3 };
  const float targets[11] = { 1, 1, 0 };
  float losses[11];

  nrn_loss_forward (poisson, 3, 1, outputs, targets, losses);
  g_assert_true (isnan (losses[0]));
  g_assert_true (isfinite (losses[1]));
  g_assert_true (isnan (losses[2]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/loss/equals-keras", test_equals_keras);
  g_test_add_func ("/engine/loss/divides-by-sum", test_divides_by_sum);
  g_test_add_func ("/engine/loss/smooths-labels", test_smooths_labels);
  g_test_add_func ("/engine/loss/huber-goes-straight-at-delta", test_huber_goes_straight_at_delta);
  g_test_add_func ("/engine/loss/hinge-takes-labels-as-signs", test_hinge_takes_labels_as_signs);
  g_test_add_func ("/engine/loss/is-finite-at-the-edges", test_is_finite_at_the_edges);
  g_test_add_func ("/engine/loss/poisson-of-negative-is-nan", test_poisson_of_negative_is_nan);
  g_test_add_func ("/engine/loss/is-nan-for-nan", test_is_nan_for_nan);

  return g_test_run ();
}
