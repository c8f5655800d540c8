/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-samples.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-fit.h"

static NrnDataset *
dataset_new (void)
{
  static const float features[] = { 13, 31, 100, 77 };
  static const float labels[] = { 0, 0, 1, 1 };
  static const char *const feature_names[] = { "age", NULL };
  static const char *const class_names[] = { "no", "yes", NULL };

  return nrn_dataset_new_classes ("ages", 4, 1, g_memdup2 (features, sizeof features), feature_names,
                                  g_memdup2 (labels, sizeof labels), "effects", class_names);
}

static const NrnKind *
loss (const char *name)
{
  return nrn_kind_find (NRN_FAMILY_LOSS, name, NULL);
}

static void
test_scales_and_encodes (void)
{
  g_autoptr (NrnDataset) dataset = dataset_new ();
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", NULL, NULL);
  g_autoptr (NrnScaler) scaler = nrn_scaler_new_fit (4, 1, nrn_dataset_get_features (dataset), 0, 1);
  g_autoptr (NrnSamples) samples = NULL;
  g_autoptr (GError) error = NULL;
  static const float one_hot[] = { 1, 0, 1, 0, 0, 1, 0, 1 };

  samples = nrn_samples_new_encoded (dataset, scaler, architecture, loss ("categorical_crossentropy"),
                                     &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nrn_samples_get_n_rows (samples), ==, 4);
  g_assert_cmpuint (nrn_samples_get_target_dim (samples), ==, 2);
  g_assert_cmpfloat_with_epsilon (nrn_samples_get_inputs (samples)[1], 0.20689655, 1e-8);
  g_assert_cmpfloat (nrn_samples_get_inputs (samples)[2], ==, 1);
  g_assert_cmpmem (nrn_samples_get_targets (samples), sizeof one_hot, one_hot, sizeof one_hot);
}

static void
test_unscaled_stays (void)
{
  g_autoptr (NrnDataset) dataset = dataset_new ();
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-2", NULL, NULL);
  g_autoptr (NrnSamples) samples =
    nrn_samples_new_encoded (dataset, NULL, architecture, loss ("sparse_categorical_crossentropy"), NULL);

  g_assert_cmpfloat (nrn_samples_get_inputs (samples)[3], ==, 77);
  g_assert_cmpuint (nrn_samples_get_target_dim (samples), ==, 1);
  g_assert_cmpfloat (nrn_samples_get_targets (samples)[3], ==, 1);
}

static void
test_refuses_other_width (void)
{
  g_autoptr (NrnDataset) dataset = dataset_new ();
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("3-2", NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (nrn_samples_new_encoded (dataset, NULL, architecture, loss ("mse"), &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_SHAPE);
  g_assert_cmpstr (error->message, ==, "The data has 1 feature, so the network must have as many "
                                       "inputs; it has 3.");
}

/* Of a regression no row is right or wrong. */
static void
test_accuracy_needs_classes (void)
{
  static const struct { float targets[4]; gboolean has_accuracy; } cases[] = {
    { { 0, 1, 1, 0 }, TRUE }, { { 0, 1, 0.5f, 0 }, FALSE }, { { 3, 7, 1, 0 }, FALSE },
  };
  static const float features[] = { 13, 31, 100, 77 };
  static const char *const feature_names[] = { "age", NULL };
  static const char *const target_names[] = { "dose", NULL };
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("1-1", NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnDataset) dataset =
        nrn_dataset_new_values ("doses", 4, 1, g_memdup2 (features, sizeof features),
                                feature_names, 1,
                                g_memdup2 (cases[i].targets, sizeof cases[i].targets),
                                target_names);
      g_autoptr (NrnSamples) samples =
        nrn_samples_new_encoded (dataset, NULL, architecture, loss ("mse"), NULL);
      NrnFitOptions options = { .batch_size = 2, .epochs = 1, .validation_split = 0.5 };
      g_autoptr (NrnConfig) mse = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mse", NULL);
      g_autoptr (NrnConfig) sgd = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
      g_autoptr (NrnFit) fit = nrn_fit_new (architecture, NULL, mse, sgd, samples, &options, NULL);
      NrnEpoch now;

      g_assert_cmpint (nrn_samples_has_accuracy (samples), ==, cases[i].has_accuracy);
      g_assert_true (nrn_fit_evaluate (fit, &now));
      g_assert_cmpint (isnan (now.accuracy) == 0, ==, cases[i].has_accuracy);
      g_assert_cmpint (isnan (now.val_accuracy) == 0, ==, cases[i].has_accuracy);
      g_assert_false (isnan (now.val_loss));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/training/samples/scales-and-encodes", test_scales_and_encodes);
  g_test_add_func ("/training/samples/unscaled-stays", test_unscaled_stays);
  g_test_add_func ("/training/samples/refuses-other-width", test_refuses_other_width);
  g_test_add_func ("/training/samples/accuracy-needs-classes", test_accuracy_needs_classes);

  return g_test_run ();
}
