/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Ranges and histograms.
 */

#include "nrn-data-digest.h"

#include <math.h>

#include "nrn-generator.h"

static NrnDataset *
run (const char *name)
{
  g_autoptr (GError) error = NULL;
  const NrnGenerator *generator = nrn_generator_find (name, &error);
  NrnDataset *dataset;

  g_assert_no_error (error);
  dataset = nrn_generator_run (generator, NULL, 3, &error);
  g_assert_no_error (error);

  return dataset;
}

/* Bins of five years, so that 65 begins one; under it, whoever has side
 * effects is an exception. */
static void
counts_drug_trial (void)
{
  g_autoptr (NrnDataset) dataset = run ("drug-trial");
  g_autoptr (NrnDataDigest) digest = nrn_data_digest_new (dataset);
  const NrnColumnDigest *age = nrn_data_digest_get_feature (digest, 0);
  guint sums[2] = { 0 };
  guint young = 0;

  g_assert_cmpfloat (age->minimum, ==, 13);
  g_assert_cmpfloat (age->maximum, ==, 100);
  g_assert_true (age->is_whole);
  g_assert_cmpfloat (age->first, ==, 10);
  g_assert_cmpfloat (age->step, ==, 5);
  g_assert_cmpuint (age->n_bins, ==, 19);
  g_assert_cmpuint (nrn_data_digest_get_n_bands (digest), ==, 2);
  g_assert_cmpuint (nrn_data_digest_get_n_exceptions (digest), ==, 100);
  g_assert_cmpuint (nrn_data_digest_get_class_count (digest, 0), ==, 1050);

  for (guint band = 0; band < 2; band++)
    for (guint bin = 0; bin < age->n_bins; bin++)
      {
        guint count = age->counts[band * age->n_bins + bin];
        gboolean breaks = (bin >= 11) != (band == 1);

        g_assert_cmpuint (count, <=, age->highest);
        g_assert_cmpuint (age->exceptions[band * age->n_bins + bin], ==, breaks ? count : 0);
        sums[band] += count;
        young += bin < 11 ? count : 0;
      }
  g_assert_cmpuint (sums[0], ==, 1050);
  g_assert_cmpuint (sums[1], ==, 1050);
  g_assert_cmpuint (young, ==, 1050);
}

static NrnDataset *
values_new (guint        n_rows,
            const float *values)
{
  const char *const features[] = { "x", NULL };
  const char *const targets[] = { "y", NULL };

  return nrn_dataset_new_values ("values", n_rows, 1,
                                 g_memdup2 (values, n_rows * sizeof (float)), features, 1,
                                 g_memdup2 (values, n_rows * sizeof (float)), targets);
}

/* Every value is in a bin that it belongs to, the largest in the last one. */
static void
puts_values_into_bins (void)
{
  static const float cases[][5] = {
    { 0, 0.25f, 0.5f, 0.75f, 1 },
    { -1, -0.5f, 0.1f, 0.4f, 0.95f },
    { 1e-6f, 2e-6f, 3e-6f, 4e-6f, 5e-6f },
    { -3e6f, 0, 1, 2, 8e6f },
    { 7, 7, 7, 7, 7 },
    { 0.3f, 0.3f, 0.3f, 0.3f, 0.3f },
    { 0, 1, 2, 3, 4 },
    { 0, 1, 0, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnDataset) dataset = values_new (5, cases[i]);
      g_autoptr (NrnDataDigest) digest = nrn_data_digest_new (dataset);
      const NrnColumnDigest *column = nrn_data_digest_get_feature (digest, 0);
      const NrnColumnDigest *target = nrn_data_digest_get_target (digest, 0);
      double last = column->first + column->n_bins * column->step;
      guint sum = 0;

      g_assert_cmpuint (column->n_bins, >=, 1);
      g_assert_cmpuint (column->n_bins, <=, 31);
      g_assert_cmpfloat (column->first, <=, column->minimum + 1e-4 * column->step);
      g_assert_cmpfloat (last, >=, column->maximum - 1e-4 * column->step);
      for (guint bin = 0; bin < column->n_bins; bin++)
        {
          double low = column->first + bin * column->step;
          guint n = 0;

          for (guint row = 0; row < 5; row++)
            {
              double value = (double) cases[i][row] + 1e-5 * column->step;

              n += (value >= low && value < low + column->step) ||
                   (bin + 1 == column->n_bins && value >= low + column->step) ? 1 : 0;
            }
          g_assert_cmpuint (column->counts[bin], ==, n);
          sum += n;
        }
      g_assert_cmpuint (sum, ==, 5);
      g_assert_cmpuint (nrn_data_digest_get_n_targets (digest), ==, 1);
      g_assert_cmpuint (target->n_bins, ==, column->n_bins);
    }
}

/* What is no number is in no bin. */
static void
leaves_out_what_is_no_number (void)
{
  const float values[] = { 1, NAN, 2, INFINITY, 3 };
  g_autoptr (NrnDataset) dataset = values_new (5, values);
  g_autoptr (NrnDataDigest) digest = nrn_data_digest_new (dataset);
  const NrnColumnDigest *column = nrn_data_digest_get_feature (digest, 0);
  guint sum = 0;

  g_assert_cmpfloat (column->minimum, ==, 1);
  g_assert_cmpfloat (column->maximum, ==, 3);
  for (guint bin = 0; bin < column->n_bins; bin++)
    sum += column->counts[bin];
  g_assert_cmpuint (sum, ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datasets/data-digest/drug-trial", counts_drug_trial);
  g_test_add_func ("/datasets/data-digest/bins", puts_values_into_bins);
  g_test_add_func ("/datasets/data-digest/not-finite", leaves_out_what_is_no_number);

  return g_test_run ();
}
