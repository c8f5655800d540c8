/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network says of every row, worked by hand: the output of these
 * networks is their input.
 */

#include "nrn-predictions.h"

#include <math.h>

#include "nrn-config.h"

static const char *const feature_names[] = { "x", NULL };
static const char *const class_names[] = { "low", "high", NULL };
static const char *const target_names[] = { "y", NULL };

static NrnPredictions *
predict (NrnDataset *dataset,
         const char *loss)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  const float same[] = { 1, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, same);
  g_autoptr (NrnConfig) config = nrn_config_new_by_name (NRN_FAMILY_LOSS, loss, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnSamples) samples =
    nrn_samples_new_encoded (dataset, NULL, architecture, nrn_config_get_kind (config), &error);

  g_assert_no_error (error);

  return nrn_predictions_new (dataset, samples, weights, NULL);
}

static NrnPredictions *
predict_classes (guint        n_rows,
                 const float *features,
                 const float *labels)
{
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_classes ("rows", n_rows, 1, g_memdup2 (features, n_rows * sizeof (float)),
                             feature_names, g_memdup2 (labels, n_rows * sizeof (float)), "height",
                             class_names);

  return predict (dataset, "binary_crossentropy");
}

static NrnPredictions *
predict_values (guint        n_rows,
                const float *features,
                const float *targets)
{
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_values ("rows", n_rows, 1, g_memdup2 (features, n_rows * sizeof (float)),
                            feature_names, 1, g_memdup2 (targets, n_rows * sizeof (float)),
                            target_names);

  return predict (dataset, "mean_squared_error");
}

static void
assert_order (NrnPredictions    *predictions,
              NrnPredictionsKey  key,
              gboolean           descending,
              const guint       *expected)
{
  g_autofree guint *rows =
    nrn_predictions_sort (predictions, &(NrnPredictionsOrder) { key, 0, descending });

  for (guint i = 0; i < nrn_predictions_get_n_rows (predictions); i++)
    g_assert_cmpuint (rows[i], ==, expected[i]);
}

static const float features[] = { 0.9f, 0.4f, 0.7f, 0.2f, 0.9f };
static const float labels[] = { 1, 1, 0, 0, 0 };

static void
test_classes (void)
{
  g_autoptr (NrnPredictions) predictions = predict_classes (5, features, labels);
  const guint classes[] = { 1, 0, 1, 0, 1 };
  const double probabilities[] = { 0.9, 0.6, 0.7, 0.8, 0.9 };

  g_assert_true (nrn_predictions_are_classes (predictions));
  for (guint row = 0; row < 5; row++)
    {
      g_assert_cmpuint (nrn_predictions_get_class (predictions, row), ==, classes[row]);
      g_assert_cmpfloat_with_epsilon (nrn_predictions_get_probability (predictions, row),
                                      probabilities[row], 1e-6);
      g_assert_cmpint (nrn_predictions_is_wrong (predictions, row), ==,
                       (float) classes[row] < labels[row] || (float) classes[row] > labels[row]);
    }
}

/* The wrong ones first, the surest mistake on top; the right ones after them,
 * the least sure first. */
static void
test_worst_first (void)
{
  g_autoptr (NrnPredictions) predictions = predict_classes (5, features, labels);

  assert_order (predictions, NRN_PREDICTIONS_MISTAKE, TRUE, (const guint[]) { 4, 2, 1, 3, 0 });
}

static void
test_orders (void)
{
  g_autoptr (NrnPredictions) predictions = predict_classes (5, features, labels);

  assert_order (predictions, NRN_PREDICTIONS_ROW, FALSE, (const guint[]) { 0, 1, 2, 3, 4 });
  assert_order (predictions, NRN_PREDICTIONS_ROW, TRUE, (const guint[]) { 4, 3, 2, 1, 0 });
  /* Equal ones stay as they are in the data, either way round. */
  assert_order (predictions, NRN_PREDICTIONS_FEATURE, FALSE, (const guint[]) { 3, 1, 2, 0, 4 });
  assert_order (predictions, NRN_PREDICTIONS_FEATURE, TRUE, (const guint[]) { 0, 4, 2, 1, 3 });
  assert_order (predictions, NRN_PREDICTIONS_TARGET, TRUE, (const guint[]) { 0, 1, 2, 3, 4 });
  assert_order (predictions, NRN_PREDICTIONS_OUTPUT, FALSE, (const guint[]) { 1, 3, 0, 2, 4 });
  assert_order (predictions, NRN_PREDICTIONS_PROBABILITY, FALSE,
                (const guint[]) { 1, 2, 3, 0, 4 });
}

/* The largest error first, above it what is no number. */
static void
test_values (void)
{
  const float inputs[] = { -3, 0, 2, 5, NAN };
  const float targets[] = { -1, 0.5f, -2, 5, 1 };
  g_autoptr (NrnPredictions) predictions = predict_values (5, inputs, targets);

  g_assert_false (nrn_predictions_are_classes (predictions));
  g_assert_false (nrn_predictions_is_wrong (predictions, 2));
  g_assert_cmpfloat_with_epsilon (nrn_predictions_get_error (predictions, 0), 2, 1e-6);
  assert_order (predictions, NRN_PREDICTIONS_MISTAKE, TRUE, (const guint[]) { 4, 2, 0, 1, 3 });
  assert_order (predictions, NRN_PREDICTIONS_OUTPUT, FALSE, (const guint[]) { 0, 1, 2, 3, 4 });
}

static void
assert_far (const NrnPredictions *predictions,
            guint                 n_expected,
            const guint          *expected)
{
  guint n_far, n_told = 0;
  const NrnPredictionsFar *far = nrn_predictions_get_far (predictions, &n_far);

  g_assert_cmpuint (n_far, ==, n_expected);
  for (guint i = 0; i < n_far; i++)
    g_assert_cmpuint (far[i].row, ==, expected[i]);
  for (guint row = 0; row < nrn_predictions_get_n_rows (predictions); row++)
    n_told += nrn_predictions_is_far (predictions, row) ? 1 : 0;
  g_assert_cmpuint (n_told, ==, n_expected);
}

/* The few largest errors, at most a tenth of all; what is right, or no number, is
 * none of them. */
static void
test_far (void)
{
  float inputs[80] = { 0 };
  float targets[80] = { 0 };
  g_autoptr (NrnPredictions) classes = predict_classes (5, features, labels);
  g_autoptr (NrnPredictions) few = NULL;
  g_autoptr (NrnPredictions) some = NULL;
  g_autoptr (NrnPredictions) many = NULL;

  inputs[3] = 2;
  targets[4] = 2;
  inputs[8] = NAN;
  inputs[11] = -3;
  targets[17] = 0.5f;
  few = predict_values (9, inputs, targets);
  assert_far (few, 1, (const guint[]) { 3 });
  some = predict_values (20, inputs, targets);
  assert_far (some, 2, (const guint[]) { 11, 3 });
  many = predict_values (80, inputs, targets);
  assert_far (many, 4, (const guint[]) { 11, 3, 4, 17 });
  assert_far (classes, 0, NULL);
}

/* Of two targets, the one that is farther off. */
static void
test_far_targets (void)
{
  static const char *const names[] = { "y", "z", NULL };
  const float inputs[] = { 1, 2 }, targets[] = { 1, 1.5f, 1, 2 };
  const float same[] = { 1, 1, 0, 0 };
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_values ("rows", 2, 1, g_memdup2 (inputs, sizeof inputs), feature_names, 2,
                            g_memdup2 (targets, sizeof targets), names);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, same);
  g_autoptr (NrnSamples) samples = nrn_samples_new (2, 1, 2, inputs, targets);
  g_autoptr (NrnPredictions) predictions = nrn_predictions_new (dataset, samples, weights, NULL);
  guint n_far;
  const NrnPredictionsFar *far = nrn_predictions_get_far (predictions, &n_far);

  g_assert_cmpuint (n_far, ==, 1);
  g_assert_cmpuint (far[0].row, ==, 1);
  g_assert_cmpuint (far[0].target, ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (NrnPredictions) predictions = predict_classes (5, features, labels);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", "linear", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (architecture, 1);
  g_autoptr (NrnSamples) samples = nrn_samples_new (5, 1, 1, features, labels);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (nrn_predictions_new (nrn_predictions_get_dataset (predictions), samples, weights,
                                      cancellable));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/predictions/classes", test_classes);
  g_test_add_func ("/document/predictions/worst-first", test_worst_first);
  g_test_add_func ("/document/predictions/orders", test_orders);
  g_test_add_func ("/document/predictions/values", test_values);
  g_test_add_func ("/document/predictions/far", test_far);
  g_test_add_func ("/document/predictions/far-targets", test_far_targets);
  g_test_add_func ("/document/predictions/cancelled", test_cancelled);

  return g_test_run ();
}
