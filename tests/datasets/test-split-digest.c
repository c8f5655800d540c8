/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a split makes of rows that are in an order.
 */

#include "nrn-split-digest.h"

#include "nrn-generator.h"
#include "nrn-split.h"

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

/* The last tenth of the drug trial has all of its exceptions; of a shuffled
 * split they are in both parts. */
static void
finds_exceptions_in_the_tail (void)
{
  g_autoptr (NrnDataset) dataset = run ("drug-trial");
  g_autoptr (NrnSplitDigest) tail = nrn_split_digest_new (dataset, 0.1, FALSE, 3);
  g_autoptr (NrnSplitDigest) shuffled = nrn_split_digest_new (dataset, 0.1, TRUE, 3);
  guint class_index;
  guint n;

  g_assert_cmpuint (nrn_split_digest_get_n_rows (tail, NRN_SPLIT_TRAIN), ==, 1890);
  g_assert_cmpuint (nrn_split_digest_get_n_rows (tail, NRN_SPLIT_HELD_OUT), ==, 210);
  g_assert_cmpuint (nrn_split_digest_get_n_exceptions (tail, NRN_SPLIT_TRAIN), ==, 0);
  g_assert_cmpuint (nrn_split_digest_get_n_exceptions (tail, NRN_SPLIT_HELD_OUT), ==, 100);
  g_assert_cmpuint (nrn_split_digest_get_class_count (tail, NRN_SPLIT_HELD_OUT, 1), ==, 105);
  g_assert_cmpint (nrn_split_digest_find_trap (tail, &class_index), ==,
                   NRN_SPLIT_TRAP_EXCEPTIONS);
  for (guint row = 0; row < 2100; row++)
    g_assert_cmpint (nrn_split_digest_is_held_out (tail, row), ==, row >= 1890);

  g_assert_cmpuint (nrn_split_digest_get_n_rows (shuffled, NRN_SPLIT_HELD_OUT), ==, 210);
  n = nrn_split_digest_get_n_exceptions (shuffled, NRN_SPLIT_HELD_OUT);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 30);
  g_assert_cmpuint (n + nrn_split_digest_get_n_exceptions (shuffled, NRN_SPLIT_TRAIN), ==, 100);
  g_assert_cmpint (nrn_split_digest_find_trap (shuffled, &class_index), ==, NRN_SPLIT_TRAP_NONE);
}

/* A split of a hundred rows in 2,100 takes the exceptions and nothing else. */
static void
takes_exceptions_alone (void)
{
  g_autoptr (NrnDataset) dataset = run ("drug-trial");
  g_autoptr (NrnSplitDigest) tail = nrn_split_digest_new (dataset, 100.0 / 2100, FALSE, 3);

  g_assert_cmpuint (nrn_split_digest_get_n_rows (tail, NRN_SPLIT_HELD_OUT), ==, 100);
  g_assert_cmpuint (nrn_split_digest_get_n_exceptions (tail, NRN_SPLIT_HELD_OUT), ==, 100);
}

/* The same rows as training has. */
static void
agrees_with_the_order (void)
{
  g_autoptr (NrnDataset) dataset = run ("spiral");
  g_autoptr (NrnSplitDigest) digest = nrn_split_digest_new (dataset, 0.3, TRUE, 8);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  g_autofree guint *order = nrn_split_order (n_rows, TRUE, 8);
  g_autoptr (GError) error = NULL;
  guint n_train;

  nrn_split_count (n_rows, 0.3, &n_train, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < n_rows; i++)
    g_assert_cmpint (nrn_split_digest_is_held_out (digest, order[i]), ==, i >= n_train);
}

static NrnDataset *
sorted_classes (guint n_rows,
                guint n_last)
{
  const char *const features[] = { "x", NULL };
  const char *const classes[] = { "first", "second", "third", NULL };
  float *values = g_new (float, n_rows);
  float *labels = g_new (float, n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      values[row] = (float) row;
      labels[row] = row >= n_rows - n_last ? 2 : row >= n_rows / 2 ? 1 : 0;
    }

  return nrn_dataset_new_classes ("sorted", n_rows, 1, values, features, labels, "class", classes);
}

/* Labels in their order: the last class does not train at all, or too little. */
static void
finds_sorted_labels (void)
{
  g_autoptr (NrnDataset) missing = sorted_classes (1000, 100);
  g_autoptr (NrnDataset) sorted = sorted_classes (1000, 300);
  g_autoptr (NrnSplitDigest) a = nrn_split_digest_new (missing, 0.2, FALSE, 1);
  g_autoptr (NrnSplitDigest) b = nrn_split_digest_new (sorted, 0.2, FALSE, 1);
  g_autoptr (NrnSplitDigest) c = nrn_split_digest_new (sorted, 0.2, TRUE, 1);
  g_autoptr (NrnSplitDigest) d = nrn_split_digest_new (sorted, 0, FALSE, 1);
  guint class_index;

  g_assert_cmpint (nrn_split_digest_find_trap (a, &class_index), ==, NRN_SPLIT_TRAP_MISSING);
  g_assert_cmpuint (class_index, ==, 2);
  g_assert_cmpint (nrn_split_digest_find_trap (b, &class_index), ==, NRN_SPLIT_TRAP_SHARE);
  g_assert_cmpuint (class_index, ==, 2);
  g_assert_cmpint (nrn_split_digest_find_trap (c, &class_index), ==, NRN_SPLIT_TRAP_NONE);
  g_assert_cmpint (nrn_split_digest_find_trap (d, &class_index), ==, NRN_SPLIT_TRAP_NONE);
  g_assert_cmpuint (nrn_split_digest_get_n_rows (d, NRN_SPLIT_TRAIN), ==, 1000);
}

static void
finds_sorted_values (void)
{
  const char *const features[] = { "x", NULL };
  const char *const targets[] = { "y", NULL };
  float *x = g_new (float, 100);
  float *y = g_new (float, 100);
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (NrnSplitDigest) tail = NULL;
  g_autoptr (NrnSplitDigest) shuffled = NULL;
  guint class_index;

  for (guint row = 0; row < 100; row++)
    x[row] = y[row] = (float) row;
  dataset = nrn_dataset_new_values ("line", 100, 1, x, features, 1, y, targets);
  tail = nrn_split_digest_new (dataset, 0.2, FALSE, 1);
  shuffled = nrn_split_digest_new (dataset, 0.2, TRUE, 1);

  g_assert_cmpint (nrn_split_digest_find_trap (tail, &class_index), ==, NRN_SPLIT_TRAP_MEAN);
  g_assert_cmpfloat (nrn_split_digest_get_mean (tail, NRN_SPLIT_TRAIN), ==, 39.5);
  g_assert_cmpfloat (nrn_split_digest_get_mean (tail, NRN_SPLIT_HELD_OUT), ==, 89.5);
  g_assert_cmpint (nrn_split_digest_find_trap (shuffled, &class_index), ==, NRN_SPLIT_TRAP_NONE);
}

/* Every row is in one piece, and counted by its class there. */
static void
counts_pieces (void)
{
  g_autoptr (NrnDataset) dataset = run ("drug-trial");
  g_autoptr (NrnSplitDigest) tail = nrn_split_digest_new (dataset, 0.1, FALSE, 3);
  const NrnSplitPiece *pieces = nrn_split_digest_get_pieces (tail);
  guint n_pieces = nrn_split_digest_get_n_pieces (tail);
  guint n_rows = 0, n_held_out = 0, n_exceptions = 0;

  g_assert_cmpuint (n_pieces, ==, NRN_SPLIT_DIGEST_MAX_PIECES);
  for (guint i = 0; i < n_pieces; i++)
    {
      const guint *classes = nrn_split_digest_get_piece_classes (tail, i);

      g_assert_cmpuint (pieces[i].n_rows, ==, 14);
      g_assert_cmpuint (classes[0], ==, 7);
      g_assert_cmpuint (classes[1], ==, 7);
      g_assert_cmpint (pieces[i].n_held_out > 0, ==, i >= 135);
      n_rows += pieces[i].n_rows;
      n_held_out += pieces[i].n_held_out;
      n_exceptions += pieces[i].n_exceptions;
    }
  g_assert_cmpuint (n_rows, ==, 2100);
  g_assert_cmpuint (n_held_out, ==, 210);
  g_assert_cmpuint (n_exceptions, ==, 100);
}

/* However many rows there are, all are in pieces of as many, but for the last. */
static void
has_equal_pieces (void)
{
  static const guint cases[] = { 1, 2, 149, 150, 151, 299, 301, 1000, 1001, 12345 };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnDataset) dataset = sorted_classes (cases[i], cases[i] / 3);
      g_autoptr (NrnSplitDigest) digest = nrn_split_digest_new (dataset, 0, FALSE, 1);
      const NrnSplitPiece *pieces = nrn_split_digest_get_pieces (digest);
      guint n_pieces = nrn_split_digest_get_n_pieces (digest);
      guint n_rows = 0;

      g_assert_cmpuint (n_pieces, <=, NRN_SPLIT_DIGEST_MAX_PIECES);
      for (guint j = 0; j < n_pieces; j++)
        {
          g_assert_cmpuint (pieces[j].n_rows, >=, 1);
          g_assert_cmpuint (pieces[j].n_rows, <=, pieces[0].n_rows);
          if (j + 1 < n_pieces)
            g_assert_cmpuint (pieces[j].n_rows, ==, pieces[0].n_rows);
          n_rows += pieces[j].n_rows;
        }
      g_assert_cmpuint (n_rows, ==, cases[i]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/datasets/split-digest/exceptions-in-the-tail", finds_exceptions_in_the_tail);
  g_test_add_func ("/datasets/split-digest/exceptions-alone", takes_exceptions_alone);
  g_test_add_func ("/datasets/split-digest/order", agrees_with_the_order);
  g_test_add_func ("/datasets/split-digest/sorted-labels", finds_sorted_labels);
  g_test_add_func ("/datasets/split-digest/sorted-values", finds_sorted_values);
  g_test_add_func ("/datasets/split-digest/pieces", counts_pieces);
  g_test_add_func ("/datasets/split-digest/equal-pieces", has_equal_pieces);

  return g_test_run ();
}
