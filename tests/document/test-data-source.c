/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-data-source.h"

#include <glib/gstdio.h>

#include "nrn-error.h"

static void
test_copies_values (void)
{
  const NrnGenerator *generator = nrn_generator_find ("drug-trial", NULL);
  g_autofree double *values = g_new0 (double, generator->n_parameters);
  g_autoptr (NrnDataSource) source = NULL;

  for (guint i = 0; i < generator->n_parameters; i++)
    values[i] = generator->parameters[i].default_value;
  values[0] += 1;
  source = nrn_data_source_new_generator (generator, values, 4294967295u);
  values[0] = -1;

  g_assert_cmpfloat (nrn_data_source_get_values (source)[0], ==,
                     generator->parameters[0].default_value + 1);
  g_assert_cmpuint (nrn_data_source_get_seed (source), ==, 4294967295u);
  g_assert_null (nrn_data_source_get_path (source));
}

static void
test_loads_generator (void)
{
  const NrnGenerator *generator = nrn_generator_find ("drug-trial", NULL);
  g_autoptr (NrnDataSource) source = nrn_data_source_new_generator (generator, NULL, 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) dataset = nrn_data_source_load (source, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 2100);
}

static void
test_loads_csv (void)
{
  const char *features[] = { "b", NULL };
  const char *targets[] = { "a", NULL };
  g_autofree char *path = NULL;
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  g_close (g_file_open_tmp ("nrn-XXXXXX.csv", &path, NULL), NULL);
  g_file_set_contents (path, "a,b\n0.5,2\n1.5,4\n2.5,8\n", -1, NULL);
  source = nrn_data_source_new_csv (path, features, targets);
  features[0] = "gone";

  dataset = nrn_data_source_load (source, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (nrn_dataset_get_n_rows (dataset), ==, 3);
  g_assert_cmpfloat (nrn_dataset_get_features (dataset)[2], ==, 8);
  g_assert_cmpfloat (nrn_dataset_get_targets (dataset)[0], ==, 0.5f);
  g_unlink (path);
}

static void
test_missing_csv (void)
{
  const char *columns[] = { "a", NULL };
  g_autoptr (NrnDataSource) source = nrn_data_source_new_csv ("/nowhere/x.csv", columns, columns);
  g_autoptr (GError) error = NULL;

  g_assert_null (nrn_data_source_load (source, &error));
  g_assert_nonnull (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/data-source/copies-values", test_copies_values);
  g_test_add_func ("/document/data-source/loads-generator", test_loads_generator);
  g_test_add_func ("/document/data-source/loads-csv", test_loads_csv);
  g_test_add_func ("/document/data-source/missing-csv", test_missing_csv);

  return g_test_run ();
}
