/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which rows are held out, against Keras' numbers.
 */

#include "nrn-split.h"

#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-test-utils.h"

static void
check_row (JsonArray *rows,
           guint      index,
           JsonNode  *node,
           gpointer   user_data)
{
  JsonObject *row = json_node_get_object (node);
  guint n_rows = (guint) json_object_get_int_member (row, "samples");
  double validation_split = json_object_get_double_member (row, "validation_split");
  g_autoptr (GError) error = NULL;
  guint n_train = 0;
  gboolean success = nrn_split_count (n_rows, validation_split, &n_train, &error);

  if (json_object_has_member (row, "error"))
    {
      g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
      g_assert_false (success);
      return;
    }

  g_assert_no_error (error);
  g_assert_true (success);
  g_assert_cmpuint (n_train, ==, (guint) json_object_get_int_member (row, "train"));
}

static void
count_matches_reference (void)
{
  g_autoptr (JsonObject) table = nrn_test_load_json ("validation_split.json");
  JsonArray *rows = json_object_get_array_member (table, "rows");

  g_assert_cmpuint (json_array_get_length (rows), >=, 17);
  json_array_foreach_element (rows, check_row, NULL);
}

static void
zero_holds_nothing_out (void)
{
  g_autoptr (GError) error = NULL;
  guint n_train;

  g_assert_true (nrn_split_count (1, 0, &n_train, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_train, ==, 1);
}

static void
refuses_bad_splits (void)
{
  static const struct
  {
    guint       n_rows;
    double      validation_split;
    const char *message;
  } cases[] = {
    { 10, 1, "The validation split cannot be 1; it must be at least 0 and less than 1." },
    { 10, -0.5, "The validation split cannot be -0.5; it must be at least 0 and less than 1." },
    { 10, NAN, "The validation split cannot be nan; it must be at least 0 and less than 1." },
    { 3, 0.9, "A validation split of 0.9 leaves no row to train with (rows: 3); it must be "
              "smaller, or there must be more rows." },
    { 10, 1e-17, "A validation split of 1e-17 leaves no row to validate with (rows: 10); it must "
                 "be 0, or larger." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      guint n_train;

      g_assert_false (nrn_split_count (cases[i].n_rows, cases[i].validation_split, &n_train,
                                       &error));
      g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
      g_assert_cmpstr (error->message, ==, cases[i].message);
    }
}

static void
order_is_the_rows_own (void)
{
  g_autofree guint *order = nrn_split_order (100, FALSE, 7);

  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (order[i], ==, i);
}

static void
shuffled_order_is_a_permutation (void)
{
  g_autofree guint *order = nrn_split_order (100, TRUE, 7);
  g_autofree guint *same = nrn_split_order (100, TRUE, 7);
  g_autofree guint *other = nrn_split_order (100, TRUE, 8);
  gboolean seen[100] = { FALSE };
  guint n_in_place = 0;

  for (guint i = 0; i < 100; i++)
    {
      g_assert_cmpuint (order[i], <, 100);
      g_assert_false (seen[order[i]]);
      seen[order[i]] = TRUE;
      n_in_place += order[i] == i;
    }
  g_assert_cmpuint (n_in_place, <, 20);
  g_assert_cmpmem (order, 100 * sizeof (guint), same, 100 * sizeof (guint));
  g_assert_true (memcmp (order, other, 100 * sizeof (guint)) != 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datasets/split/count-matches-reference", count_matches_reference);
  g_test_add_func ("/datasets/split/zero-holds-nothing-out", zero_holds_nothing_out);
  g_test_add_func ("/datasets/split/refuses-bad-splits", refuses_bad_splits);
  g_test_add_func ("/datasets/split/order-is-the-rows-own", order_is_the_rows_own);
  g_test_add_func ("/datasets/split/shuffled-order-is-a-permutation",
                   shuffled_order_is_a_permutation);

  return g_test_run ();
}
