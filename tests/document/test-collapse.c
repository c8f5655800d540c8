/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Layers without activations are one layer.
 */

#include "nrn-collapse.h"

#include "nrn-error.h"
#include "nrn-vector.h"

/* Worked by hand: (x · [1 2] + [1 −1]) · [3; −1] + 5
 *   = x · (3 − 2) + (3 + 1) + 5 = x + 9, although relu would not let it. */
static void
test_by_hand (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2-1", "relu,sigmoid", NULL);
  const float values[] = { 1, 2, 1, -1, 3, -1, 5 };
  const float inputs[3 + NRN_LANES] = { -2, 0.5f, 4 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnCollapse) collapse = nrn_collapse_new (weights, &error);
  const NrnCollapseStep *step;

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_collapse_get_n_steps (collapse), ==, 2);
  step = nrn_collapse_get_step (collapse, 0);
  g_assert_cmpfloat (step->kernel[1], ==, 2);
  g_assert_cmpfloat (step->bias[1], ==, -1);
  step = nrn_collapse_get_step (collapse, 1);
  g_assert_cmpuint (step->n_before, ==, 2);
  g_assert_cmpfloat (step->own_kernel[0], ==, 3);
  g_assert_cmpfloat (step->kernel[0], ==, 1);
  g_assert_cmpfloat (step->bias[0], ==, 9);
  g_assert_cmpfloat (nrn_collapse_compare (collapse, 3, inputs), <, 1e-6);
}

/* The single layer gives what the engine gives for the whole network. */
static void
test_equals_the_network (void)
{
  static const char *const networks[] = { "1-6-32-2", "8-6-6-4", "3-5", "2-16-16-16-1" };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (networks[i], NULL, NULL);
      g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 3);
      g_autoptr (NrnCollapse) collapse = nrn_collapse_new (weights, NULL);
      guint n_inputs = nrn_architecture_get_input_dim (architecture);
      g_autofree float *inputs = g_new0 (float, 50 * n_inputs + NRN_LANES);

      for (guint j = 0; j < 50 * n_inputs; j++)
        inputs[j] = (float) ((int) (j * 37 % 101) - 50) / 25;
      g_assert_cmpfloat (nrn_collapse_compare (collapse, 50, inputs), <, 1e-5);
    }
}

/* A wrong single layer would be noticed: biases make a difference of 1. */
static void
test_notices_differences (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2-1", "relu,relu", NULL);
  const float values[] = { 1, 2, 0, 0, 3, -1, 0 };
  const float far[1 + NRN_LANES] = { 3e8f };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  g_autoptr (NrnCollapse) collapse = nrn_collapse_new (weights, NULL);
  const NrnCollapseStep *last = nrn_collapse_get_step (collapse, 1);

  g_assert_cmpfloat (nrn_collapse_compare (collapse, 1, far), <, 100);
  ((double *) last->bias)[0] = 1e6;
  g_assert_cmpfloat (nrn_collapse_compare (collapse, 1, far), >, 9e5);
}

static void
test_other_layers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnArchitecture) with_dropout =
    nrn_architecture_parse_layers (2, "Dense(4, relu), Dropout(0.5), Dense(1)", &error);
  g_autoptr (NrnArchitecture) normalized =
    nrn_architecture_parse_layers (2, "Dense(4, relu), BatchNormalization, Dense(1)", &error);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (with_dropout, 1);
  g_autoptr (NrnWeights) other = nrn_weights_new_initial (normalized, 1);
  g_autoptr (NrnCollapse) collapse = nrn_collapse_new (weights, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_collapse_get_n_steps (collapse), ==, 2);
  g_assert_null (nrn_collapse_new (other, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/collapse/by-hand", test_by_hand);
  g_test_add_func ("/document/collapse/equals-the-network", test_equals_the_network);
  g_test_add_func ("/document/collapse/notices-differences", test_notices_differences);
  g_test_add_func ("/document/collapse/other-layers", test_other_layers);

  return g_test_run ();
}
