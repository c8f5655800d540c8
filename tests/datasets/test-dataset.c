/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a data set holds.
 */

#include "nrn-dataset.h"

static const float features[] = { 1, 2, 3, 4, 5, 6 };
static const char *const feature_names[] = { "a", "b", NULL };

static void
keeps_classes (void)
{
  static const float labels[] = { 1, 0, 1 };
  const char *const class_names[] = { "no", "yes", NULL };
  g_autoptr (NrnDataset) dataset = NULL;

  dataset = nrn_dataset_new_classes ("test", 3, 2,
                                     g_memdup2 (features, sizeof features), feature_names,
                                     g_memdup2 (labels, sizeof labels), "label", class_names);

  g_assert_cmpstr (nrn_dataset_get_name (dataset), ==, "test");
  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 3);
  g_assert_cmpuint (nrn_dataset_get_n_features (dataset), ==, 2);
  g_assert_cmpuint (nrn_dataset_get_n_targets (dataset), ==, 1);
  g_assert_cmpuint (nrn_dataset_get_n_classes (dataset), ==, 2);
  g_assert_cmpmem (nrn_dataset_get_features (dataset), sizeof features, features, sizeof features);
  g_assert_cmpmem (nrn_dataset_get_targets (dataset), sizeof labels, labels, sizeof labels);
  g_assert_cmpstrv (nrn_dataset_get_feature_names (dataset), feature_names);
  g_assert_cmpstrv (nrn_dataset_get_class_names (dataset), class_names);
  g_assert_cmpstr (nrn_dataset_get_target_names (dataset)[0], ==, "label");
  g_assert_null (nrn_dataset_get_target_names (dataset)[1]);
  g_assert_false (nrn_dataset_is_exception (dataset, 2));
}

static void
keeps_values (void)
{
  static const float targets[] = { 0.5, 1, 2, 3, 4, 5.5 };
  const char *const target_names[] = { "u", "v", NULL };
  g_autoptr (NrnDataset) dataset = NULL;

  dataset = nrn_dataset_new_values ("test", 3, 2,
                                    g_memdup2 (features, sizeof features), feature_names,
                                    2, g_memdup2 (targets, sizeof targets), target_names);

  g_assert_cmpuint (nrn_dataset_get_n_targets (dataset), ==, 2);
  g_assert_cmpuint (nrn_dataset_get_n_classes (dataset), ==, 0);
  g_assert_null (nrn_dataset_get_class_names (dataset));
  g_assert_cmpmem (nrn_dataset_get_targets (dataset), sizeof targets, targets, sizeof targets);
  g_assert_cmpstrv (nrn_dataset_get_target_names (dataset), target_names);
}

/* The marked copy shares the rows and outlives the original. */
static void
marks_exceptions (void)
{
  static const float labels[] = { 1, 0, 1 };
  static const guint8 exceptions[] = { 0, 1, 0 };
  const char *const class_names[] = { "no", "yes", NULL };
  NrnDataset *dataset = NULL;
  g_autoptr (NrnDataset) marked = NULL;
  const float *rows;

  dataset = nrn_dataset_new_classes ("test", 3, 2,
                                     g_memdup2 (features, sizeof features), feature_names,
                                     g_memdup2 (labels, sizeof labels), "label", class_names);
  rows = nrn_dataset_get_features (dataset);
  marked = nrn_dataset_with_exceptions (dataset, g_memdup2 (exceptions, sizeof exceptions));
  g_assert_false (nrn_dataset_is_exception (dataset, 1));
  nrn_dataset_unref (dataset);

  g_assert_true (nrn_dataset_get_features (marked) == rows);
  g_assert_cmpfloat (rows[5], ==, 6);
  g_assert_false (nrn_dataset_is_exception (marked, 0));
  g_assert_true (nrn_dataset_is_exception (marked, 1));
  g_assert_false (nrn_dataset_is_exception (marked, 2));
  g_assert_cmpstrv (nrn_dataset_get_class_names (marked), class_names);
  g_assert_cmpuint (nrn_dataset_get_n_classes (marked), ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datasets/dataset/keeps-classes", keeps_classes);
  g_test_add_func ("/datasets/dataset/keeps-values", keeps_values);
  g_test_add_func ("/datasets/dataset/marks-exceptions", marks_exceptions);

  return g_test_run ();
}
