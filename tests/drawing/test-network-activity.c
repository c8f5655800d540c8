/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of what each unit does, on networks worked by hand.
 */

#include "nrn-network-activity.h"

#include <math.h>

#define N_ROWS 11

static NrnArchitecture *
parse (const char *units,
       const char *activations)
{
  g_autoptr (GError) error = NULL;
  NrnArchitecture *architecture = nrn_architecture_parse (units, activations, &error);

  g_assert_no_error (error);

  return architecture;
}

/* 0, 0.1 … 1, backwards and some twice: order and repetition do not matter. */
static void
fill_inputs (float *inputs)
{
  for (guint i = 0; i < N_ROWS; i++)
    inputs[i] = inputs[N_ROWS + i] = (float) (N_ROWS - 1 - i) / (N_ROWS - 1);
}

/* relu(x), relu(−x − 1), and 2 relu(x) − relu(−x − 1) + 0.5 of both. */
static const float hand_made[] = { 1, -1, 0, -1, 2, -1, 0.5f };

static void
test_one_input (void)
{
  g_autoptr (NrnArchitecture) architecture = parse ("1-2-1", "relu,linear");
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, hand_made);
  g_autoptr (NrnNetworkActivity) activity = NULL;
  float inputs[2 * N_ROWS];
  const float watched = 0.25f;
  double minimum;
  double maximum;

  fill_inputs (inputs);
  activity = nrn_network_activity_new (architecture, 2 * N_ROWS, inputs, 5);
  nrn_network_activity_update (activity, weights, &watched);

  g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_outputs (activity, -1)[0], 0.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_outputs (activity, 0)[0], 0.25, 1e-6);
  g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_outputs (activity, 1)[0], 1.0, 1e-6);

  g_assert_cmpuint (nrn_network_activity_get_n_points (activity), ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      double x = i / 4.0;

      g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_x (activity)[i], x, 1e-6);
      g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_curve (activity, 0, 0)[i], x, 1e-6);
      g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_curve (activity, 1, 0)[i],
                                      2 * x + 0.5, 1e-6);
    }

  nrn_network_activity_get_range (activity, 1, &minimum, &maximum);
  g_assert_cmpfloat_with_epsilon (minimum, 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (maximum, 2.5, 1e-6);

  g_assert_false (nrn_network_activity_is_never_on (activity, 0, 0));
  g_assert_true (nrn_network_activity_is_never_on (activity, 0, 1));
}

/* What was said of other weights does not stay. */
static void
test_update (void)
{
  g_autoptr (NrnArchitecture) architecture = parse ("1-2-1", "relu,linear");
  g_autoptr (NrnWeights) dead = nrn_weights_new (architecture, hand_made);
  const float revived[] = { 1, -1, 0, 0.05f, 2, -1, 0.5f };
  g_autoptr (NrnWeights) alive = nrn_weights_new (architecture, revived);
  g_autoptr (NrnNetworkActivity) activity = NULL;
  float inputs[2 * N_ROWS];

  fill_inputs (inputs);
  activity = nrn_network_activity_new (architecture, 2 * N_ROWS, inputs, 0);

  /* Only the smallest of the samples turns it on. */
  nrn_network_activity_update (activity, alive, NULL);
  g_assert_false (nrn_network_activity_is_never_on (activity, 0, 1));
  nrn_network_activity_update (activity, dead, NULL);
  g_assert_true (nrn_network_activity_is_never_on (activity, 0, 1));
  nrn_network_activity_update (activity, alive, NULL);
  g_assert_false (nrn_network_activity_is_never_on (activity, 0, 1));

  g_assert_null (nrn_network_activity_get_outputs (activity, 0));
}

/* The one row that turns a unit on may be anywhere: batches, subsampling. */
static void
test_several_inputs (void)
{
  g_autoptr (NrnArchitecture) architecture = parse ("2-2-1", "relu,sigmoid");
  const float values[] = { 1, -1, 1, -1, -1.5f, -1, 0, 0, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  const guint n_rows = 1000;

  for (guint lone = 0; lone < n_rows; lone += 333)
    {
      g_autofree float *inputs = g_new0 (float, 2 * n_rows);
      g_autoptr (NrnNetworkActivity) activity = NULL;

      inputs[2 * lone] = inputs[2 * lone + 1] = 1;
      activity = nrn_network_activity_new (architecture, n_rows, inputs, 0);
      nrn_network_activity_update (activity, weights, inputs + 2 * lone);

      g_assert_cmpuint (nrn_network_activity_get_n_points (activity), ==, 0);
      g_assert_null (nrn_network_activity_get_curve (activity, 0, 0));
      g_assert_false (nrn_network_activity_is_never_on (activity, 0, 0));
      g_assert_true (nrn_network_activity_is_never_on (activity, 0, 1));
      g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_outputs (activity, 0)[0], 0.5,
                                      1e-6);
    }
}

/* Zero is nothing special for what can be negative, and is for no samples. */
static void
test_not_off (void)
{
  static const char *const activations[] = { "tanh,linear", "linear,linear", "relu,linear" };

  for (guint i = 0; i < G_N_ELEMENTS (activations); i++)
    {
      g_autoptr (NrnArchitecture) architecture = parse ("1-2-1", activations[i]);
      const float zeros[7] = { 0 };
      g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, zeros);
      const float inputs[] = { 0, 1 };
      gboolean has_samples = i < 2;
      g_autoptr (NrnNetworkActivity) activity =
        nrn_network_activity_new (architecture, has_samples ? 2 : 0, inputs, 0);

      nrn_network_activity_update (activity, weights, NULL);
      g_assert_false (nrn_network_activity_is_never_on (activity, 0, 0));
      g_assert_false (nrn_network_activity_is_never_on (activity, 0, 1));
    }
}

static void
test_not_finite (void)
{
  g_autoptr (NrnArchitecture) architecture = parse ("1-2-1", "relu,linear");
  const float values[] = { NAN, INFINITY, 0, 0, 1, 1, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  const float inputs[] = { 0, 1, NAN };
  g_autoptr (NrnNetworkActivity) activity = nrn_network_activity_new (architecture, 3, inputs, 0);
  double minimum;
  double maximum;

  nrn_network_activity_update (activity, weights, inputs + 1);
  nrn_network_activity_get_range (activity, 1, &minimum, &maximum);
  g_assert_true (isfinite (minimum) && isfinite (maximum));
  g_assert_cmpfloat (nrn_network_activity_get_x (activity)[0], <, 0.01);
}

/* relu(x), relu(−y − 10), and the sum of both: each map is known. */
static void
test_maps (void)
{
  const guint last = NRN_ACTIVITY_MAP_SIZE - 1;
  g_autoptr (NrnArchitecture) architecture = parse ("2-2-1", "relu,linear");
  const float values[] = { 1, 0, 0, -1, 0, -10, 1, 1, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  const float inputs[] = { 2, -20, NAN, NAN, -1, -5, 0, -12 };
  g_autoptr (NrnNetworkActivity) activity = nrn_network_activity_new (architecture, 4, inputs, 0);
  const float watched[] = { 0.5f, -40 };
  double place[2];
  double minimum;
  double maximum;

  nrn_network_activity_update (activity, weights, NULL);
  g_assert_false (nrn_network_activity_get_map_place (activity, place));
  nrn_network_activity_update (activity, weights, watched);
  for (guint row = 0; row <= last; row++)
    for (guint column = 0; column <= last; column++)
      {
        guint cell = row * NRN_ACTIVITY_MAP_SIZE + column;
        double x = -1 + 3.0 * column / last;
        double y = -20 + 15.0 * row / last;

        g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_map (activity, -1, 0)[cell], x,
                                        1e-5);
        g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_map (activity, -1, 1)[cell], y,
                                        1e-5);
        g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_map (activity, 0, 1)[cell],
                                        MAX (-y - 10, 0), 1e-5);
        g_assert_cmpfloat_with_epsilon (nrn_network_activity_get_map (activity, 1, 0)[cell],
                                        MAX (x, 0) + MAX (-y - 10, 0), 1e-5);
      }
  nrn_network_activity_get_range (activity, 1, &minimum, &maximum);
  g_assert_cmpfloat_with_epsilon (minimum, 0, 1e-5);
  g_assert_cmpfloat_with_epsilon (maximum, 12, 1e-5);
  g_assert_true (nrn_network_activity_get_map_place (activity, place));
  g_assert_cmpfloat_with_epsilon (place[0], 0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (place[1], 0, 1e-6);
}

/* Other numbers of inputs have none, nor do networks that would take long. */
static void
test_no_maps (void)
{
  static const char *const networks[] = { "1-2-1", "3-2-1", "2-300-300-1" };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autoptr (NrnArchitecture) architecture = parse (networks[i], NULL);
      g_autoptr (NrnNetworkActivity) activity =
        nrn_network_activity_new (architecture, 0, NULL, 0);

      g_assert_null (nrn_network_activity_get_map (activity, 0, 0));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/network-activity/one-input", test_one_input);
  g_test_add_func ("/drawing/network-activity/update", test_update);
  g_test_add_func ("/drawing/network-activity/several-inputs", test_several_inputs);
  g_test_add_func ("/drawing/network-activity/maps", test_maps);
  g_test_add_func ("/drawing/network-activity/no-maps", test_no_maps);
  g_test_add_func ("/drawing/network-activity/not-off", test_not_off);
  g_test_add_func ("/drawing/network-activity/not-finite", test_not_finite);

  return g_test_run ();
}
