/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is said of a sample on its way, and the ranges that its features have.
 */

#include "nrn-tracer-words.h"

#include "nrn-error.h"
#include "nrn-feature-range.h"
#include "nrn-preset.h"

static NrnDataset *
load (const char *name)
{
  const NrnPreset *preset = nrn_preset_find (name, NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);

  return nrn_data_source_load (nrn_experiment_get_parts (experiment)->source, NULL);
}

static NrnScaler *
scale (const NrnDataset *dataset,
       double            low,
       double            high)
{
  return nrn_scaler_new_fit (nrn_dataset_get_n_rows (dataset), nrn_dataset_get_n_features (dataset),
                             nrn_dataset_get_features (dataset), low, high);
}

/* Every age: who works the numbers out comes to what is printed. */
static void
test_scaling (void)
{
  g_autoptr (NrnDataset) dataset = load ("drug-trial");
  g_autoptr (NrnScaler) scaler = scale (dataset, 0, 1);
  g_autoptr (NrnScaler) other = scale (dataset, -1, 1);
  g_autofree char *text = nrn_tracer_words_scale (scaler, 0, 31);
  g_autofree char *wide = nrn_tracer_words_scale (other, 0, 31);

  g_assert_cmpstr (text, ==, "(31 − 13) ∕ 87 = 0.2069");
  g_assert_cmpstr (wide, ==, "(31 − 13) ∕ 87 × 2 − 1 ≈ −0.5862");
  g_assert_null (nrn_tracer_words_scale (NULL, 0, 31));
  for (int age = 13; age <= 100; age++)
    {
      g_autofree char *expected = g_strdup_printf ("(%d − 13) ∕ 87 = %.4f", age, (age - 13) / 87.0);
      g_autofree char *said = nrn_tracer_words_scale (scaler, 0, age);

      g_assert_cmpstr (said, ==, expected);
    }
}

static void
assert_lines (GArray     *lines,
              gboolean    is_spoken,
              const char *expected)
{
  g_autofree char *text = nrn_formula_lines_print (lines, is_spoken);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_lines (void)
{
  static const float age = 31, outputs[] = { 0.7f, 0.07f }, animal[] = { 1, 2, 3, 4, 5, 6 };
  g_autoptr (NrnDataset) dataset = load ("drug-trial");
  g_autoptr (NrnScaler) scaler = scale (dataset, 0, 1);
  g_autoptr (NrnScaler) other = scale (dataset, -1, 1);
  g_autoptr (NrnDataset) animals = load ("animals");
  g_autoptr (GArray) inputs = nrn_tracer_words_tell_inputs (dataset, scaler, &age);
  g_autoptr (GArray) wide = nrn_tracer_words_tell_inputs (dataset, other, &age);
  g_autoptr (GArray) plain = nrn_tracer_words_tell_inputs (dataset, NULL, &age);
  g_autoptr (GArray) many = nrn_tracer_words_tell_inputs (animals, NULL, animal);
  g_autoptr (GArray) said = nrn_tracer_words_tell_outputs (dataset, &age, 2, outputs);

  assert_lines (inputs, FALSE, "x = (age − smallest) ∕ range = (31 − 13) ∕ 87 = 0.206897");
  assert_lines (inputs, TRUE, "x is open bracket age minus smallest close bracket divided by range: "
                              "open bracket 31 minus 13 close bracket divided by 87 is 0.206897");
  assert_lines (wide, FALSE, "x = (age − smallest) ∕ range × new range + new smallest = "
                             "(31 − 13) ∕ 87 × 2 + (−1) = −0.586207");
  assert_lines (plain, FALSE, "age = 31");
  g_assert_cmpuint (many->len, ==, MIN (nrn_dataset_get_n_features (animals), 5));
  assert_lines (said, FALSE, "no side effects = 0.700 · 91 %\nside effects = 0.070 · 9 %\n"
                             "At age 31 the network says “no side effects”: 91 %.");
}

static void
test_verdict (void)
{
  static const float age = 87, outputs[] = { 0.07f, 0.7f }, single = 0.25f, size = 72;
  static const float value = 0.625f;
  g_autoptr (NrnDataset) dataset = load ("drug-trial");
  g_autoptr (NrnDataset) animals = load ("animals");
  g_autoptr (NrnDataset) line = load ("line");
  g_autofree char *both = nrn_tracer_words_say (dataset, &age, 2, outputs);
  g_autofree char *one = nrn_tracer_words_say (dataset, &age, 1, &single);
  g_autofree char *number = nrn_tracer_words_say (line, &size, 1, &value);
  g_autofree char *expected = g_strdup_printf ("At %s 72 the network says %s 0.625.",
                                               nrn_dataset_get_feature_names (line)[0],
                                               nrn_dataset_get_target_names (line)[0]);
  g_autofree float *features = g_new0 (float, nrn_dataset_get_n_features (animals));
  static const float four[] = { 0.1f, 0.6f, 0.2f, 0.1f };
  g_autofree char *animal = nrn_tracer_words_say (animals, features, 4, four);
  g_autofree char *named = g_strdup_printf ("The network says “%s”: 60 %%.",
                                            nrn_dataset_get_class_names (animals)[1]);

  g_assert_cmpstr (both, ==, "At age 87 the network says “side effects”: 91 %.");
  g_assert_cmpstr (one, ==, "At age 87 the network says “no side effects”: 75 %.");
  g_assert_cmpstr (number, ==, expected);
  g_assert_cmpstr (animal, ==, named);
}

static void
test_range (void)
{
  static const struct { const char *text; gboolean is_valid; double value; } cases[] = {
    { "31", TRUE, 31 }, { " 31.5 ", TRUE, 31.5 }, { "13", TRUE, 13 }, { "100", TRUE, 100 },
    { "12", FALSE, 0 }, { "101", FALSE, 0 }, { "−20", FALSE, 0 }, { "", FALSE, 0 },
    { "31 years", FALSE, 0 }, { "nan", FALSE, 0 },
  };
  g_autoptr (NrnDataset) dataset = load ("drug-trial");
  NrnFeatureRange range;

  nrn_feature_range_measure (dataset, 0, &range);
  g_assert_cmpfloat (range.minimum, ==, 13);
  g_assert_cmpfloat (range.maximum, ==, 100);
  g_assert_cmpfloat (range.step, ==, 1);
  g_assert_cmpfloat (nrn_feature_range_step (&range, 31.4, 1), ==, 32);
  g_assert_cmpfloat (nrn_feature_range_step (&range, 100, 1), ==, 100);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      double value;

      g_assert_cmpint (nrn_feature_range_parse (&range, cases[i].text, &value, &error), ==,
                       cases[i].is_valid);
      if (cases[i].is_valid)
        g_assert_cmpfloat (value, ==, cases[i].value);
      else
        g_assert_cmpstr (error->message, ==, "Type a number from 13 to 100.");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/tracer-words/scaling", test_scaling);
  g_test_add_func ("/document/tracer-words/lines", test_lines);
  g_test_add_func ("/document/tracer-words/verdict", test_verdict);
  g_test_add_func ("/document/tracer-words/range", test_range);

  return g_test_run ();
}
