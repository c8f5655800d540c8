/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of what is said of layers without units, number by number.
 */

#include "nrn-layer-words.h"

#include <string.h>

/* One unit of two inputs; the sample is (1, 3). */
static void
check (const char  *layers,
       guint        n_weights,
       const float *weights,
       guint        layer,
       const char  *expected)
{
  static const float sample[] = { 1, 3 };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse_layers (2, layers, NULL);
  g_autoptr (NrnWeights) value = NULL;
  g_autoptr (NrnNetworkActivity) activity = nrn_network_activity_new (architecture, 1, sample, 0);
  g_autofree char *text = NULL;

  g_assert_cmpuint (nrn_architecture_get_n_parameters (architecture), ==, n_weights);
  value = nrn_weights_new (architecture, weights);
  nrn_network_activity_update (activity, value, sample);
  text = nrn_layer_words_describe (value, activity, layer, 0, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_batch_normalization (void)
{
  /* kernel, bias; gamma, beta, moving mean, moving variance: y = 2 · 3 / 2 − 1 */
  static const float weights[] = { 1, 1, 0, 2, -1, 1, 4 };
  static const float no_scale[] = { 1, 1, 0, 0.5f, -1, 0.25f };

  check ("Dense(1), BatchNormalization(epsilon=0)", G_N_ELEMENTS (weights), weights, 1,
         "BatchNormalization\ny = γ · (x − m) ∕ √(v + ε) + β\n"
         "= 2.0000 · (4.0000 − 1.0000)\n  ∕ √(4.0000 + 0.0000) + (−1.0000)\n= 2.0000");
  check ("Dense(1), BatchNormalization(epsilon=0, scale=False)", G_N_ELEMENTS (no_scale), no_scale, 1,
         "BatchNormalization\ny = (x − m) ∕ √(v + ε) + β\n"
         "= (4.0000 − (−1.0000))\n  ∕ √(0.2500 + 0.0000) + 0.5000\n= 10.5000");
}

static void
test_layer_normalization (void)
{
  static const float weights[] = { 3, 1, 0.5f, 0 };

  /* Mean 2, variance 1. */
  check ("LayerNormalization(epsilon=0)", G_N_ELEMENTS (weights), weights, 0,
         "LayerNormalization\ny = γ · (x − μ) ∕ √(σ² + ε) + β\n"
         "= 3.0000 · (1.0000 − 2.0000)\n  ∕ √(1.0000 + 0.0000) + 0.5000\n= −2.5000");
}

static void
test_what_changes_nothing (void)
{
  static const float weights[] = { 1, 1, 0 };

  check ("Dense(1), Dropout(0.2)", G_N_ELEMENTS (weights), weights, 1,
         "Dropout\ny = x = 4.0000\nWhile training, y = 0 in 20 % of the cases, else 1.2500 · x.");
  check ("Dense(1), Dropout(1)", G_N_ELEMENTS (weights), weights, 1,
         "Dropout\ny = x = 4.0000\nWhile training, y = 0.");
  check ("Dense(1), GaussianNoise(0.1)", G_N_ELEMENTS (weights), weights, 1,
         "GaussianNoise\ny = x = 4.0000\nWhile training, y = x + N(0, 0.1000²).");
  check ("Dense(1), Activation(relu6)", G_N_ELEMENTS (weights), weights, 1,
         "Activation\na = relu6(x) = 4.0000");
}

/* Each sort of layer is known. */
static void
test_all_are_known (void)
{
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (NRN_FAMILY_LAYER, &n_kinds);
  static const float sample[] = { 1, 3 };

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);
      g_autoptr (NrnArchitecture) architecture = NULL;
      g_autoptr (NrnNetworkActivity) activity = NULL;
      g_autoptr (NrnWeights) weights = NULL;
      g_autofree char *text = NULL;

      if (g_str_equal (kinds[i]->name, "Dense"))
        continue;
      architecture = nrn_architecture_new (2, 1, &config, NULL, NULL);
      activity = nrn_network_activity_new (architecture, 1, sample, 0);
      weights = nrn_weights_new_initial (architecture, 1);
      nrn_network_activity_update (activity, weights, sample);
      text = nrn_layer_words_describe (weights, activity, 0, 1, NULL);
      g_assert_true (g_str_has_prefix (text, kinds[i]->name));
      g_assert_cmpuint (strlen (text), >, strlen (kinds[i]->name));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/layer-words/batch-normalization", test_batch_normalization);
  g_test_add_func ("/drawing/layer-words/layer-normalization", test_layer_normalization);
  g_test_add_func ("/drawing/layer-words/what-changes-nothing", test_what_changes_nothing);
  g_test_add_func ("/drawing/layer-words/all-are-known", test_all_are_known);

  return g_test_run ();
}
