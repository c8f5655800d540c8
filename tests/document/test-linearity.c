/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether a function is linear.
 */

#include "nrn-linearity.h"

#include <math.h>

static NrnConfig *
get_activation (const char *name)
{
  g_autoptr (GError) error = NULL;
  NrnConfig *activation = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, name, &error);

  g_assert_no_error (error);
  return activation;
}

/* Of all activations, linear alone is linear; with a bias, not even that. */
static void
test_linear_alone (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) activation = nrn_config_new (kinds[i]);
      NrnLinearity found;

      g_test_message ("%s", kinds[i]->name);
      g_assert_true (nrn_linearity_refute (activation, FALSE, &found) !=
                     nrn_kind_is (kinds[i], "linear"));
      g_assert_true (nrn_linearity_refute (activation, TRUE, &found));
      g_assert_false (found.adds);
    }
}

static void
test_sides (void)
{
  g_autoptr (NrnConfig) relu = get_activation ("relu");
  g_autoptr (NrnConfig) linear = get_activation ("linear");
  NrnLinearity found;

  /* On one side of the bend, it is. */
  nrn_linearity_measure (relu, FALSE, 1, 2, 3, &found);
  g_assert_true (found.adds && found.scales);
  g_assert_cmpfloat (found.f_of_sum, ==, 3);

  nrn_linearity_measure (relu, FALSE, -1, 2, -3, &found);
  g_assert_false (found.adds || found.scales);
  g_assert_cmpfloat (found.f_of_sum, ==, 1);
  g_assert_cmpfloat (found.sum_of_f, ==, 2);
  g_assert_cmpfloat (found.f_of_multiple, ==, 3);
  g_assert_cmpfloat (found.multiple_of_f, ==, 0);

  /* (1 + 2) + 1 is not (1 + 1) + (2 + 1). */
  nrn_linearity_measure (linear, TRUE, 1, 2, 3, &found);
  g_assert_false (found.adds || found.scales);
  g_assert_cmpfloat (found.f_of_sum, ==, 4);
  g_assert_cmpfloat (found.sum_of_f, ==, 5);
  g_assert_cmpfloat (found.f_of_multiple, ==, 4);
  g_assert_cmpfloat (found.multiple_of_f, ==, 6);
}

static void
test_sigmoid (void)
{
  static const struct { double x; double value; } cases[] = {
    { -5, 0.0067 }, { -1, 0.2689 }, { 0, 0.5 }, { 1, 0.7311 }, { 5, 0.9933 },
  };
  g_autoptr (NrnConfig) sigmoid = get_activation ("sigmoid");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double slope;
      double value = nrn_linearity_apply (sigmoid, FALSE, cases[i].x, &slope);

      g_assert_cmpfloat_with_epsilon (value, cases[i].value, 5e-5);
      g_assert_cmpfloat_with_epsilon (slope, value * (1 - value), 1e-6);
    }
}

/* More points than are computed at once. */
static void
test_trace (void)
{
  g_autoptr (NrnConfig) tanh_config = get_activation ("tanh");
  double x[150], values[150], slopes[150];

  for (guint i = 0; i < 150; i++)
    x[i] = i / 20.0 - 4;
  nrn_activation_trace (tanh_config, 150, x, values, slopes);
  for (guint i = 0; i < 150; i++)
    {
      g_assert_cmpfloat_with_epsilon (values[i], tanh (x[i]), 1e-6);
      g_assert_cmpfloat_with_epsilon (slopes[i], 1 - tanh (x[i]) * tanh (x[i]), 1e-6);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/linearity/linear-alone", test_linear_alone);
  g_test_add_func ("/document/linearity/sides", test_sides);
  g_test_add_func ("/document/linearity/sigmoid", test_sigmoid);
  g_test_add_func ("/document/linearity/trace", test_trace);

  return g_test_run ();
}
