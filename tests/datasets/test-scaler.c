/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Min-max scaling against scikit-learn's numbers.
 */

#include "nrn-scaler.h"

#include "nrn-test-utils.h"

static GArray *
get_numbers (JsonObject *row,
             const char *member)
{
  return nrn_test_numbers (json_object_get_member (row, member));
}

static void
check_row (JsonArray *rows,
           guint      index,
           JsonNode  *node,
           gpointer   user_data)
{
  JsonObject *row = json_node_get_object (node);
  JsonArray *range = json_object_get_array_member (row, "feature_range");
  guint n_rows = json_array_get_length (json_object_get_array_member (row, "x"));
  g_autoptr (GArray) values = get_numbers (row, "x");
  g_autoptr (GArray) scaled = get_numbers (row, "scaled");
  g_autoptr (GArray) inverse = get_numbers (row, "inverse");
  guint n_columns = values->len / n_rows;
  g_autofree float *result = g_new (float, values->len);
  g_autofree char *what = g_strdup_printf ("row %u of min_max.json", index);
  g_autoptr (NrnScaler) scaler = NULL;

  scaler = nrn_scaler_new_fit (n_rows, n_columns, nrn_test_floats (values),
                               json_array_get_double_element (range, 0),
                               json_array_get_double_element (range, 1));
  g_assert_cmpuint (nrn_scaler_get_n_columns (scaler), ==, n_columns);

  nrn_scaler_transform (scaler, n_rows, nrn_test_floats (values), result);
  nrn_test_assert_close (what, values->len, result, nrn_test_floats (scaled), 1e-7);
  nrn_scaler_inverse (scaler, n_rows, result, result);
  nrn_test_assert_close (what, values->len, result, nrn_test_floats (inverse), 1e-6);
}

static void
matches_reference (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("min_max.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");

  g_assert_cmpuint (json_array_get_length (rows), >=, 8);
  json_array_foreach_element (rows, check_row, NULL);
}

/* Six ages as the lesson prints them; a float is within 3e-8 of any number
 * below 1, and the digits within 5e-9. */
static void
scales_ages_of_the_lesson (void)
{
  const double youngest = 13;
  const double oldest = 100;
  const float ages[] = { 31, 77, 49, 91, 26, 82 };
  const double expected[] = {
    0.20689655, 0.73563218, 0.4137931, 0.89655172, 0.14942529, 0.79310345
  };
  g_autoptr (NrnScaler) scaler = nrn_scaler_new (1, &youngest, &oldest, 0, 1);
  float scaled[G_N_ELEMENTS (ages)];

  nrn_scaler_transform (scaler, G_N_ELEMENTS (ages), ages, scaled);
  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    g_assert_cmpfloat_with_epsilon ((double) scaled[i], expected[i], 3.5e-8);
}

static void
constant_column_becomes_low (void)
{
  const float values[] = { 7, 1, 7, 3 };
  float scaled[4];
  g_autoptr (NrnScaler) scaler = nrn_scaler_new_fit (2, 2, values, -1, 1);

  nrn_scaler_transform (scaler, 2, values, scaled);
  g_assert_cmpfloat (scaled[0], ==, -1);
  g_assert_cmpfloat (scaled[2], ==, -1);
  g_assert_cmpfloat (scaled[1], ==, -1);
  g_assert_cmpfloat (scaled[3], ==, 1);
}

static void
remembers_what_it_was_fitted_to (void)
{
  const float values[] = { 5, -1, 2, 8, 9, 0 };
  g_autoptr (NrnScaler) scaler = nrn_scaler_new_fit (3, 2, values, 0.25, 0.75);
  g_autoptr (NrnScaler) again = nrn_scaler_ref (scaler);
  g_autoptr (NrnScaler) rebuilt = NULL;
  float scaled[6];
  float scaled_again[6];

  g_assert_cmpfloat (nrn_scaler_get_data_min (again)[0], ==, 2);
  g_assert_cmpfloat (nrn_scaler_get_data_max (again)[0], ==, 9);
  g_assert_cmpfloat (nrn_scaler_get_data_min (again)[1], ==, -1);
  g_assert_cmpfloat (nrn_scaler_get_data_max (again)[1], ==, 8);

  rebuilt = nrn_scaler_new (2, nrn_scaler_get_data_min (scaler), nrn_scaler_get_data_max (scaler),
                            nrn_scaler_get_low (scaler), nrn_scaler_get_high (scaler));
  nrn_scaler_transform (scaler, 3, values, scaled);
  nrn_scaler_transform (rebuilt, 3, values, scaled_again);
  g_assert_cmpmem (scaled, sizeof scaled, scaled_again, sizeof scaled_again);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datasets/scaler/matches-reference", matches_reference);
  g_test_add_func ("/datasets/scaler/scales-ages-of-the-lesson", scales_ages_of_the_lesson);
  g_test_add_func ("/datasets/scaler/constant-column-becomes-low", constant_column_becomes_low);
  g_test_add_func ("/datasets/scaler/remembers-what-it-was-fitted-to",
                   remembers_what_it_was_fitted_to);

  return g_test_run ();
}
