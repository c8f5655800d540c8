/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The rows that Neurons makes follow the rules that it states.
 */

#include "nrn-generator.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"

static NrnDataset *
run (const char *name,
     guint32     seed)
{
  g_autoptr (GError) error = NULL;
  const NrnGenerator *generator = nrn_generator_find (name, &error);
  NrnDataset *dataset;

  g_assert_no_error (error);
  dataset = nrn_generator_run (generator, NULL, seed, &error);
  g_assert_no_error (error);

  return dataset;
}

static void
check_trial_row (const NrnDataset *dataset,
                 guint             row,
                 gboolean          reacts)
{
  float age = nrn_dataset_get_features (dataset)[row];
  gboolean is_exception = row >= 2000;

  g_assert_cmpfloat (age, >=, 13);
  g_assert_cmpfloat (age, <=, 100);
  g_assert_cmpfloat (age, ==, floorf (age));
  g_assert_true (reacts == (row % 2 == 1));
  g_assert_true (nrn_dataset_is_exception (dataset, row) == is_exception);
  g_assert_true ((nrn_dataset_get_targets (dataset)[row] > 0) == (reacts != is_exception));
}

static void
drug_trial_is_the_lessons (void)
{
  g_autoptr (NrnDataset) dataset = run ("drug-trial", 1);
  const float *ages = nrn_dataset_get_features (dataset);
  guint counts[101] = { 0 };

  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 2100);
  g_assert_cmpuint (nrn_dataset_get_n_features (dataset), ==, 1);
  g_assert_cmpstr (nrn_dataset_get_feature_names (dataset)[0], ==, "age");
  g_assert_cmpstr (nrn_dataset_get_target_names (dataset)[0], ==, "side effects");
  g_assert_cmpstr (nrn_dataset_get_class_names (dataset)[0], ==, "no side effects");
  for (guint row = 0; row < 2100; row++)
    {
      check_trial_row (dataset, row, ages[row] >= 65);
      counts[(guint) ages[row]]++;
    }

  /* 1050 people on each side, evenly spread over 52 and 36 ages. */
  for (guint age = 13; age <= 100; age++)
    {
      g_assert_cmpuint (counts[age], >=, age < 65 ? 4 : 10);
      g_assert_cmpuint (counts[age], <=, age < 65 ? 45 : 60);
    }
}

static void
drug_trial_u_has_two_sides (void)
{
  g_autoptr (NrnDataset) dataset = run ("drug-trial-u", 1);
  const float *ages = nrn_dataset_get_features (dataset);
  guint n_young = 0;
  guint n_old = 0;

  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 2100);
  for (guint row = 0; row < 2100; row++)
    {
      check_trial_row (dataset, row, ages[row] < 35 || ages[row] >= 75);
      n_young += ages[row] < 35;
      n_old += ages[row] >= 75;
    }
  g_assert_cmpuint (n_young + n_old, ==, 1050);
  g_assert_cmpuint (n_young, >, 400);
  g_assert_cmpuint (n_old, >, 480);
}

static void
drug_trial_obeys_its_parameters (void)
{
  const double values[] = { 20, 30, 21, 3, 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  const float *ages;

  dataset = nrn_generator_run (nrn_generator_find ("drug-trial", NULL), values, 5, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 10);
  ages = nrn_dataset_get_features (dataset);
  for (guint row = 0; row < 10; row++)
    {
      if (row % 2 == 0)
        g_assert_cmpfloat (ages[row], ==, 20);
      else
        g_assert_true (ages[row] >= 21 && ages[row] <= 30);
      g_assert_true (nrn_dataset_is_exception (dataset, row) == (row >= 6));
    }
}

static void
body_mass_follows_the_index (void)
{
  g_autoptr (NrnDataset) dataset = run ("body-mass", 3);
  const float *row = nrn_dataset_get_features (dataset);
  guint n_overweight = 0;

  for (guint i = 0; i < nrn_dataset_get_n_rows (dataset); i++, row += 2)
    {
      double metres = (double) row[0] / 100;
      double index = (double) row[1] / (metres * metres);
      gboolean is_overweight = nrn_dataset_get_targets (dataset)[i] > 0;

      g_assert_true (row[0] >= 140 && row[0] <= 210);
      if (fabs (index - 22) > 1e-5)
        g_assert_true (is_overweight == (index > 22));
      n_overweight += is_overweight;
    }
  g_assert_cmpuint (n_overweight, >, 430);
  g_assert_cmpuint (n_overweight, <, 570);
}

/* In the order of their kinds, each near what is minted; a plane that was
 * found by hand tells 50 cent and 1 euro apart, but not all of them. */
static void
coins_are_measured (void)
{
  static const double diameters[] = { 19.75, 22.25, 24.25, 23.25, 25.75 };
  static const double weights[] = { 4.1, 5.74, 7.8, 7.5, 8.5 };
  g_autoptr (NrnDataset) dataset = run ("coins", 3);
  const float *row = nrn_dataset_get_features (dataset);
  const float *labels = nrn_dataset_get_targets (dataset);
  double sum[5] = { 0 };
  guint n_right = 0;

  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 1000);
  g_assert_cmpuint (nrn_dataset_get_n_features (dataset), ==, 3);
  g_assert_cmpuint (nrn_dataset_get_n_classes (dataset), ==, 5);
  for (guint i = 0; i < 1000; i++, row += 3)
    {
      guint coin = i % 5;

      g_assert_cmpuint ((guint) labels[i], ==, coin);
      g_assert_cmpfloat (fabs (row[0] - diameters[coin]), <, 1.25);
      g_assert_cmpfloat (row[1], >, 1.6);
      g_assert_cmpfloat (row[1], <, 2.7);
      g_assert_cmpfloat (fabs (row[2] - weights[coin]), <, 0.75);
      sum[coin] += row[0];
      if (coin == 2 || coin == 3)
        n_right += (row[0] - 23.75 + (row[2] - 7.65) > 0) == (coin == 2);
    }
  for (guint coin = 0; coin < 5; coin++)
    g_assert_cmpfloat (fabs (sum[coin] / 200 - diameters[coin]), <, 0.07);
  g_assert_cmpuint (n_right, >, 380);
  g_assert_cmpuint (n_right, <, 400);
}

/* No cat is bald, however far its fur is from the mean of all cats. */
static void
animals_stay_plausible (void)
{
  const double values[] = { 2000, 3 };
  g_autoptr (NrnDataset) dataset = NULL;
  const float *row;

  dataset = nrn_generator_run (nrn_generator_find ("animals", NULL), values, 1, NULL);
  row = nrn_dataset_get_features (dataset);
  for (guint i = 0; i < nrn_dataset_get_n_rows (dataset); i++, row += 8)
    {
      gboolean is_lizard = i % 4 == 3;

      g_assert_true (row[0] > 0 && row[0] <= 200);
      g_assert_true (row[1] >= 1 && row[1] <= 130);
      g_assert_true (row[2] >= 5 && row[2] <= 80);
      g_assert_true (is_lizard ? row[3] == 0 : row[3] >= 3);
      g_assert_true (is_lizard ? row[4] == 0 : row[4] > 0);
      g_assert_true (row[5] >= 5 && row[5] <= 60);
      g_assert_true (row[6] >= 3 && row[6] <= 18);
      g_assert_true (row[7] >= 20 && row[7] <= 40);
    }
}

/* A rule of thumb tells most animals apart, but not all. */
static void
animals_overlap_a_little (void)
{
  g_autoptr (NrnDataset) dataset = run ("animals", 3);
  const float *row = nrn_dataset_get_features (dataset);
  const float *labels = nrn_dataset_get_targets (dataset);
  guint n_right = 0;
  guint n_rows = nrn_dataset_get_n_rows (dataset);

  g_assert_cmpuint (n_rows, ==, 1000);
  g_assert_cmpuint (nrn_dataset_get_n_features (dataset), ==, 8);
  g_assert_cmpuint (nrn_dataset_get_n_classes (dataset), ==, 4);
  for (guint i = 0; i < n_rows; i++, row += 8)
    {
      guint guess = row[4] == 0 ? 3 : row[1] > 75 ? 2 : row[0] > 7 || row[1] > 31 ? 1 : 0;

      n_right += guess == (guint) labels[i];
      g_assert_cmpuint ((guint) labels[i], ==, i % 4);
    }
  g_assert_cmpuint (n_right, >, 900);
  g_assert_cmpuint (n_right, <, n_rows);
}

static gboolean
is_xor (double x,
        double y)
{
  return (x < 0) != (y < 0);
}

static gboolean
is_outside (double x,
            double y)
{
  return hypot (x, y) > 0.6;
}

static gboolean
is_lower (double x,
          double y)
{
  return x + y < 0;
}

/* The angle along an arm grows with the radius; see the spiral's file. */
static gboolean
is_second_arm (double x,
               double y)
{
  double along = (hypot (x, y) - 0.05) / 0.95;
  double angle = atan2 (x, y) - 1.75 * 2 * G_PI * along;

  return cos (angle) < 0;
}

/* Without noise every point follows its rule. */
static void
plane_points_follow_rules (void)
{
  static const struct
  {
    const char *name;
    gboolean  (*rule) (double x, double y);
  } cases[] = {
    { "xor", is_xor },
    { "circle", is_outside },
    { "two-gaussians", is_lower },
    { "spiral", is_second_arm },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NrnGenerator *generator = nrn_generator_find (cases[i].name, NULL);
      const double values[] = { 501, 0 };
      g_autoptr (NrnDataset) clean = nrn_generator_run (generator, values, 1, NULL);
      const float *points = nrn_dataset_get_features (clean);
      guint n_ones = 0;

      g_assert_cmpuint (nrn_dataset_get_n_rows (clean), ==, 501);
      for (guint row = 0; row < 501; row++)
        {
          double x = (double) points[2 * row];
          double y = (double) points[2 * row + 1];
          gboolean label = nrn_dataset_get_targets (clean)[row] > 0;

          g_assert_true (fabs (x) <= 1 && fabs (y) <= 1);
          g_assert_true (cases[i].rule (x, y) == label);
          n_ones += label;
        }
      g_assert_cmpuint (n_ones, ==, 250);
    }
}

static void
regressions_follow_formulas (void)
{
  const double line[] = { 50, 3, -2, 0 };
  const double sine[] = { 50, 2, 0 };
  g_autoptr (NrnDataset) straight = NULL;
  g_autoptr (NrnDataset) wave = NULL;

  straight = nrn_generator_run (nrn_generator_find ("line", NULL), line, 1, NULL);
  wave = nrn_generator_run (nrn_generator_find ("sine", NULL), sine, 1, NULL);
  g_assert_cmpuint (nrn_dataset_get_n_classes (straight), ==, 0);
  for (guint row = 0; row < 50; row++)
    {
      double x = (double) nrn_dataset_get_features (straight)[row];
      double y = (double) nrn_dataset_get_targets (straight)[row];
      double u = (double) nrn_dataset_get_features (wave)[row];
      double v = (double) nrn_dataset_get_targets (wave)[row];

      g_assert_true (fabs (x) <= 1);
      g_assert_cmpfloat_with_epsilon (y, 3 * x - 2, 1e-6);
      g_assert_cmpfloat_with_epsilon (v, sin (2 * G_PI * u), 1e-6);
    }
}

static void
assert_differ (const NrnDataset *a,
                   const NrnDataset *b,
                   gboolean          differ)
{
  gsize size = nrn_dataset_get_n_rows (a) * nrn_dataset_get_n_features (a) * sizeof (float);

  g_assert_cmpuint (nrn_dataset_get_n_rows (a), ==, nrn_dataset_get_n_rows (b));
  g_assert_true ((memcmp (nrn_dataset_get_features (a), nrn_dataset_get_features (b), size) != 0)
                 == differ);
}

/* What holds for every generator, so for each one to come. */
static void
each_keeps_its_promises (void)
{
  guint n_generators;
  const NrnGenerator *const *generators = nrn_generator_get_all (&n_generators);

  for (guint i = 0; i < n_generators; i++)
    {
      const NrnGenerator *generator = generators[i];
      g_autoptr (NrnDataset) dataset = run (generator->name, 1);
      g_autoptr (NrnDataset) same = run (generator->name, 1);
      g_autoptr (NrnDataset) other = run (generator->name, 2);

      assert_differ (dataset, same, FALSE);
      assert_differ (dataset, other, TRUE);
      g_assert_cmpuint (nrn_dataset_get_n_features (dataset), ==, generator->n_features);
      g_assert_cmpstrv (nrn_dataset_get_feature_names (dataset), generator->feature_names);
      g_assert_cmpuint (generator->class_names != NULL ? nrn_dataset_get_n_classes (dataset)
                                                       : nrn_dataset_get_n_targets (dataset),
                        ==, generator->n_outputs);
      for (guint j = 0; j < generator->n_parameters; j++)
        g_assert_cmpint (nrn_generator_parameter (generator, generator->parameters[j].name), ==,
                         (int) j);
      g_assert_cmpint (nrn_generator_parameter (generator, "colour"), ==, -1);
    }
}

/* The smallest and the largest value of each parameter give finite rows, or
 * a sentence. */
static void
each_survives_its_limits (void)
{
  guint n_generators;
  const NrnGenerator *const *generators = nrn_generator_get_all (&n_generators);

  for (guint i = 0; i < n_generators; i++)
    {
      const NrnGenerator *generator = generators[i];

      for (guint j = 0; j < 2 * generator->n_parameters; j++)
        {
          const NrnGeneratorParameter *parameter = &generator->parameters[j / 2];
          g_autofree double *values = g_new (double, generator->n_parameters);
          g_autoptr (GError) error = NULL;
          g_autoptr (NrnDataset) dataset = NULL;

          for (guint k = 0; k < generator->n_parameters; k++)
            values[k] = generator->parameters[k].default_value;
          values[j / 2] = j % 2 == 0 ? parameter->minimum : parameter->maximum;
          dataset = nrn_generator_run (generator, values, 1, &error);
          if (dataset == NULL)
            {
              g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
              g_assert_nonnull (generator->check);
              continue;
            }
          g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), <=, 1000000);
          g_assert_true (isfinite (nrn_dataset_get_features (dataset)[0]));
        }
    }
}

static void
refuses_bad_values (void)
{
  static const struct
  {
    const char *generator;
    double      values[6];
    const char *message;
  } cases[] = {
    { "drug-trial", { 13, 100, 65, 1000.5, 50 },
      "drug-trial: n_regular cannot be 1000.5; it must be a whole number." },
    { "drug-trial", { 13, 100, 65, 0, 50 },
      "drug-trial: n_regular cannot be 0; it must be from 1 to 400000." },
    { "drug-trial", { 13, 100, 65, 1000, NAN },
      "drug-trial: n_exceptions cannot be nan; it must be from 0 to 100000." },
    { "drug-trial", { 13, 100, 13, 1000, 50 },
      "drug-trial: threshold cannot be 13; it must be more than minimum_age (13) and at most "
      "maximum_age (100), so that there are people on both sides of it." },
    { "drug-trial-u", { 13, 100, 80, 75, 1000, 50 },
      "drug-trial-u: young (80) and old (75) do not fit; from the smallest to the largest it must "
      "be minimum_age (13), young, old, maximum_age (100), so that there are people in all three "
      "groups." },
    { "spiral", { 2000000, 0 },
      "spiral: n_samples cannot be 2000000; it must be from 2 to 1000000." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (nrn_generator_run (nrn_generator_find (cases[i].generator, NULL),
                                        cases[i].values, 1, &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
finds_names (void)
{
  g_autoptr (GError) near = NULL;
  g_autoptr (GError) far = NULL;

  g_assert_cmpstr (nrn_generator_find ("Drug-Trial", NULL)->name, ==, "drug-trial");
  g_assert_null (nrn_generator_find ("spirall", &near));
  g_assert_error (near, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME);
  g_assert_cmpstr (near->message, ==,
                   "There is no data set “spirall”; did you mean “spiral”?");
  g_assert_null (nrn_generator_find ("weather", &far));
  g_assert_cmpstr (far->message, ==,
                   "There is no data set “weather”; Neurons has drug-trial, drug-trial-u, "
                   "body-mass, animals, coins, xor, circle, two-gaussians, spiral, line, "
                   "sine.");
}

/* Without noise every target is the truth. */
static void
truth_is_without_noise (void)
{
  static const char *const names[] = { "line", "sine" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const NrnGenerator *generator = nrn_generator_find (names[i], NULL);
      double values[8];
      g_autoptr (NrnDataset) dataset = NULL;

      g_assert_cmpuint (generator->n_parameters, <=, G_N_ELEMENTS (values));
      for (guint j = 0; j < generator->n_parameters; j++)
        values[j] = generator->parameters[j].default_value;
      values[nrn_generator_parameter (generator, "noise")] = 0;
      dataset = nrn_generator_run (generator, values, 3, NULL);
      for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
        {
          double x = (double) nrn_dataset_get_features (dataset)[row];

          g_assert_cmpfloat_with_epsilon ((double) nrn_dataset_get_targets (dataset)[row],
                                          generator->truth (values, x), 1e-6);
        }
    }
}

/* Where the rule of the drug trials changes its mind. */
static void
boundaries_are_marked (void)
{
  static const struct { const char *generator; const char *parameter; gboolean is_boundary; } cases[] = {
    { "drug-trial", "threshold", TRUE }, { "drug-trial", "minimum_age", FALSE },
    { "drug-trial-u", "young", TRUE }, { "drug-trial-u", "old", TRUE },
    { "sine", "noise", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const NrnGenerator *generator = nrn_generator_find (cases[i].generator, NULL);
      int parameter = nrn_generator_parameter (generator, cases[i].parameter);

      g_assert_cmpint (parameter, >=, 0);
      g_assert_cmpint (generator->parameters[parameter].is_boundary, ==, cases[i].is_boundary);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datasets/generator/drug-trial-is-the-lessons", drug_trial_is_the_lessons);
  g_test_add_func ("/datasets/generator/drug-trial-u-has-two-sides", drug_trial_u_has_two_sides);
  g_test_add_func ("/datasets/generator/drug-trial-obeys-its-parameters",
                   drug_trial_obeys_its_parameters);
  g_test_add_func ("/datasets/generator/body-mass-follows-the-index",
                   body_mass_follows_the_index);
  g_test_add_func ("/datasets/generator/coins-are-measured", coins_are_measured);
  g_test_add_func ("/datasets/generator/animals-stay-plausible", animals_stay_plausible);
  g_test_add_func ("/datasets/generator/animals-overlap-a-little", animals_overlap_a_little);
  g_test_add_func ("/datasets/generator/plane-points-follow-rules", plane_points_follow_rules);
  g_test_add_func ("/datasets/generator/regressions-follow-formulas",
                   regressions_follow_formulas);
  g_test_add_func ("/datasets/generator/each-keeps-its-promises", each_keeps_its_promises);
  g_test_add_func ("/datasets/generator/each-survives-its-limits", each_survives_its_limits);
  g_test_add_func ("/datasets/generator/refuses-bad-values", refuses_bad_values);
  g_test_add_func ("/datasets/generator/finds-names", finds_names);
  g_test_add_func ("/datasets/generator/truth-is-without-noise", truth_is_without_noise);
  g_test_add_func ("/datasets/generator/boundaries-are-marked", boundaries_are_marked);

  return g_test_run ();
}
