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

/* Read once, whatever becomes of the file: an edit and its undoing are quick. */
static void
test_reads_once (void)
{
  const char *features[] = { "b", NULL };
  const char *targets[] = { "a", NULL };
  g_autofree char *path = NULL;
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (NrnDataset) again = NULL;

  g_close (g_file_open_tmp ("nrn-XXXXXX.csv", &path, NULL), NULL);
  g_file_set_contents (path, "a,b\n0.5,2\n", -1, NULL);
  source = nrn_data_source_new_csv (path, features, targets);
  dataset = nrn_data_source_load (source, NULL);
  g_unlink (path);
  again = nrn_data_source_load (source, NULL);
  g_assert_true (again == dataset);
}

static gboolean
stop_in_the_middle (double   done,
                    gpointer user_data)
{
  double *last = user_data;

  g_assert_cmpfloat (done, >=, *last);
  g_assert_cmpfloat (done, <=, 1);
  *last = done;

  return done < 0.5;
}

static void
test_can_be_stopped (void)
{
  const char *features[] = { "a", NULL };
  const char *targets[] = { "b", NULL };
  g_autofree char *path = NULL;
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (GError) error = NULL;
  double last = 0;

  for (guint i = 0; i < 300000; i++)
    g_string_append (text, "123.5,0.5\n");
  g_close (g_file_open_tmp ("nrn-XXXXXX.csv", &path, NULL), NULL);
  g_file_set_contents (path, text->str, -1, NULL);
  source = nrn_data_source_new_csv (path, features, targets);
  g_assert_null (nrn_data_source_read (source, stop_in_the_middle, &last, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_CANCELLED);
  g_assert_cmpfloat (last, >=, 0.5);
  g_unlink (path);
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
  g_test_add_func ("/document/data-source/reads-once", test_reads_once);
  g_test_add_func ("/document/data-source/can-be-stopped", test_can_be_stopped);

  return g_test_run ();
}
