/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What each loss makes of a few outputs.
 */

#include "nrn-loss-bench.h"

#include <math.h>

static NrnConfig *
get_loss (const char *name)
{
  g_autoptr (GError) error = NULL;
  NrnConfig *loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, name, &error);

  g_assert_no_error (error);
  return loss;
}

/* Worked by hand from Keras' formulas. A loss that compares outputs has two:
 * 0.25 for class 1 and 0.75 for class 0. */
static const struct
{
  const char *loss;
  double      of_zero;    /* output 0.25, label 0 */
  double      of_one;     /* output 0.25, label 1 */
} cases[] = {
  { "mean_squared_error", 0.0625, 0.5625 },
  { "mean_absolute_error", 0.25, 0.75 },
  { "mean_absolute_percentage_error", 2.5e8, 75 },
  /* log(1.25)², and (log(1.25) − log(2))² */
  { "mean_squared_logarithmic_error", 0.04979304, 0.22090316 },
  /* Labels 0 and 1 count as −1 and 1. */
  { "squared_hinge", 1.5625, 0.5625 },
  { "hinge", 1.25, 0.75 },
  /* max(0.25 − 0.75 + 1, 0), and 0.75 − 0.25 + 1 */
  { "categorical_hinge", 0.5, 1.5 },
  { "logcosh", 0.03092980, 0.25826609 },
  { "huber", 0.03125, 0.28125 },
  { "categorical_crossentropy", 0.28768207, 1.38629436 },
  { "sparse_categorical_crossentropy", 0.28768207, 1.38629436 },
  { "binary_crossentropy", 0.28768207, 1.38629436 },
  { "kullback_leibler_divergence", 0.28768207, 1.38629436 },
  /* p, and p − log p */
  { "poisson", 0.25, 1.63629436 },
  /* The smaller share is 0.25 ∕ √0.625. */
  { "cosine_proximity", -0.94868330, -0.31622777 },
};

static void
test_cat (void)
{
  guint n_losses;

  nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_losses);
  g_assert_cmpuint (n_losses, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnConfig) loss = get_loss (cases[i].loss);
      const NrnLossSample zero = { 0.25, 0 }, one = { 0.25, 1 };
      double of_zero = nrn_loss_bench_measure (loss, &zero, 1);
      double of_one = nrn_loss_bench_measure (loss, &one, 1);

      g_test_message ("%s: %.8g, %.8g", cases[i].loss, of_zero, of_one);
      g_assert_cmpfloat_with_epsilon (of_zero, cases[i].of_zero, 2e-5 * MAX (cases[i].of_zero, 1));
      g_assert_cmpfloat_with_epsilon (of_one, cases[i].of_one, 2e-5 * MAX (cases[i].of_one, 1));
    }
}

/* (0.0625 + 0.01 + 0.36 + 0.36) ∕ 4 */
static void
test_batch (void)
{
  g_autoptr (NrnConfig) loss = get_loss ("mean_squared_error");
  const NrnLossSample samples[] = { { 0.25, 0 }, { 0.9, 1 }, { 0.6, 0 }, { 0.4, 1 } };

  g_assert_cmpfloat_with_epsilon (nrn_loss_bench_measure (loss, samples, 4), 0.198125, 1e-6);
}

static void
test_errors (void)
{
  const NrnLossSample samples[] = { { 0.25, 0 }, { 0.9, 1 }, { 0.6, 0 }, { 0.4, 1 } };
  NrnLossErrors errors;

  nrn_loss_bench_add_up (samples, 4, &errors);
  g_assert_cmpfloat_with_epsilon (errors.signed_sum, 0.15, 1e-12);
  g_assert_cmpfloat_with_epsilon (errors.absolute_sum, 1.55, 1e-12);
  g_assert_cmpfloat_with_epsilon (errors.squared_sum, 0.7925, 1e-12);
}

/* The curve goes through what the batch has where the sample is, with every
 * loss and whichever sample moves. */
static void
test_trace (void)
{
  const guint n_points = 21;
  double values[21];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnConfig) loss = get_loss (cases[i].loss);
      NrnLossSample samples[] = { { 0.25, 0 }, { 0.9, 1 }, { 0.6, 0 } };

      for (guint moved = 0; moved < G_N_ELEMENTS (samples); moved++)
        {
          nrn_loss_bench_trace (loss, samples, G_N_ELEMENTS (samples), moved, n_points, values);
          for (guint j = 0; j < n_points; j++)
            {
              NrnLossSample at[] = { samples[0], samples[1], samples[2] };
              double expected;

              at[moved].output = (double) j / (n_points - 1);
              expected = nrn_loss_bench_measure (loss, at, G_N_ELEMENTS (at));
              g_assert_cmpfloat_with_epsilon (values[j], expected, 1e-9 * MAX (fabs (expected), 1));
            }
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/loss-bench/cat", test_cat);
  g_test_add_func ("/document/loss-bench/batch", test_batch);
  g_test_add_func ("/document/loss-bench/errors", test_errors);
  g_test_add_func ("/document/loss-bench/trace", test_trace);

  return g_test_run ();
}
