/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-weights.h"

#include <math.h>
#include <string.h>

static void
test_same_seed_same_weights (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-6-32-2", NULL, NULL);
  g_autoptr (NrnWeights) one = nrn_weights_new_initial (architecture, 7);
  g_autoptr (NrnWeights) same = nrn_weights_new_initial (architecture, 7);
  g_autoptr (NrnWeights) other = nrn_weights_new_initial (architecture, 8);
  gsize size = 302 * sizeof (float);

  g_assert_cmpmem (nrn_weights_get_data (one), size, nrn_weights_get_data (same), size);
  g_assert_cmpint (memcmp (nrn_weights_get_data (one), nrn_weights_get_data (other), size), !=, 0);
}

static void
test_biases_start_at_zero (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-3-2", NULL, NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
  const float *bias = nrn_weights_get_tensor (weights, 0, "bias");
  const float *kernel = nrn_weights_get_tensor (weights, 0, "kernel");

  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat (bias[i], ==, 0);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpfloat (kernel[i], !=, 0);
  g_assert_null (nrn_weights_get_tensor (weights, 0, "gamma"));
}

static void
test_knows_what_is_finite (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", NULL, NULL);
  static const struct { float data[2]; gboolean finite; } cases[] = {
    { { 1, 2 }, TRUE }, { { NAN, 2 }, FALSE }, { { 1, INFINITY }, FALSE }, { { -INFINITY, 0 }, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, cases[i].data);

      g_assert_cmpint (nrn_weights_are_finite (weights), ==, cases[i].finite);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/weights/same-seed-same-weights", test_same_seed_same_weights);
  g_test_add_func ("/engine/weights/biases-start-at-zero", test_biases_start_at_zero);
  g_test_add_func ("/engine/weights/knows-what-is-finite", test_knows_what_is_finite);

  return g_test_run ();
}
