/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli train: with rows from a CSV file.
 */

#include "nrn-cli-test.h"

#include <math.h>
#include <string.h>

/* Nothing is learned, so that the losses are known. */
#define STILL "--optimizer SGD --learning-rate 0 --no-scale --loss mse --log json --epochs 1 "

/* y = x in the first eight rows, y = x + 3 in the last two. */
#define TAIL_DIFFERS "x,y\n.5,.5\n1,1\n2,2\n3,3\n4,4\n5,5\n6,6\n7,7\n8,11\n9,12\n"

#define FOUR_ROWS "a,b,cat,dog,size\n0,0,1,0,1.5\n0,1,0,1,2.5\n1,0,0,1,3.25\n1,1,1,0,4\n"

static const float identity[] = { 1, 0 };

static void
split_holds_out_the_tail (NrnCliTest    *cli,
                          gconstpointer  data)
{
  const char *option = data;

  nrn_cli_test_write_model (cli, "identity", 1, 1, identity);
  nrn_cli_test_write (cli, "rows.csv", TAIL_DIFFERS);
  nrn_cli_test_succeed (cli, "train --model identity.json --data rows.csv " STILL
                        "--validation-split 0.2 %s", option);
  g_assert_cmpfloat (nrn_cli_test_log (cli, 1, "loss"), ==, 0);
  g_assert_cmpfloat (nrn_cli_test_log (cli, 1, "val_loss"), ==, 9);
}

/* By chance, nearly all splits have one of the odd rows in the first part. */
static void
split_can_be_shuffled (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_write_model (cli, "identity", 1, 1, identity);
  nrn_cli_test_write (cli, "rows.csv", TAIL_DIFFERS);
  nrn_cli_test_succeed (cli, "train --model identity.json --data rows.csv " STILL
                        "--validation-split 0.2 --validation-shuffled");
  g_assert_cmpfloat (nrn_cli_test_log (cli, 1, "loss"), >, 0);
}

/* One row a batch: an epoch's loss depends on the order. Hand-worked: with
 * w = 0, the rows (1, 1) and (1, 0), and steps of 0.25, the first loss is
 * 1; then w = b = 0.5, so the second is 1 too: a mean of 1. The other way
 * round: 0, nothing moves, then 1: a mean of 0.5. */
static void
unshuffled_rows_keep_their_order (NrnCliTest    *cli,
                                  gconstpointer  data)
{
  static const float zeros[] = { 0, 0 };

  nrn_cli_test_write_model (cli, "zeros", 1, 1, zeros);
  nrn_cli_test_write (cli, "one.csv", "x,y\n1,1\n1,0\n");
  nrn_cli_test_write (cli, "other.csv", "x,y\n1,0\n1,1\n");
  nrn_cli_test_succeed (cli, "train --model zeros.json --data one.csv --no-scale --loss mse "
                        "--optimizer SGD --learning-rate 0.25 --batch-size 1 --epochs 1 "
                        "--no-shuffle --log json");
  g_assert_cmpfloat (nrn_cli_test_log (cli, 1, "loss"), ==, 1);
  nrn_cli_test_succeed (cli, "train --model zeros.json --data other.csv --no-scale --loss mse "
                        "--optimizer SGD --learning-rate 0.25 --batch-size 1 --epochs 1 "
                        "--no-shuffle --log json");
  g_assert_cmpfloat (nrn_cli_test_log (cli, 1, "loss"), ==, 0.5);
}

/* With p = 0 the rows' losses are 1, 4 and 0; with their weights 2, 0.25 and 7.
 * They are divided by the rows, also where they are held out, and the column
 * of the weights is no feature. */
static void
rows_count_differently (NrnCliTest    *cli,
                        gconstpointer  data)
{
  static const float zeros[] = { 0, 0 };

  nrn_cli_test_write_model (cli, "zeros", 1, 1, zeros);
  nrn_cli_test_write (cli, "rows.csv", "x,y,count\n1,1,2\n1,2,0.25\n0,0,7\n");
  nrn_cli_test_succeed (cli, "train --model zeros.json --data rows.csv " STILL
                        "--sample-weight count --metrics mse --save a.neurons");
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 1, "loss"), 3.0 / 3, 1e-6);
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 1, "mean_squared_error"), 5.0 / 3, 1e-6);

  /* The file remembers it. */
  nrn_cli_test_succeed (cli, "train a.neurons --log json --validation-split 0.4 --continue");
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 1, "loss"), 2, 1e-6);
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 1, "val_loss"), 1.0 / 2, 1e-6);
}

/* One of the two classes three times, and the other half. */
static void
classes_count_differently (NrnCliTest    *cli,
                           gconstpointer  data)
{
  static const float zeros[] = { 0, 0 };

  nrn_cli_test_write_model (cli, "zeros", 1, 1, zeros);
  nrn_cli_test_write (cli, "rows.csv", "x,y\n1,1\n1,1\n0,0\n1,1\n");
  nrn_cli_test_succeed (cli, "train --model zeros.json --data rows.csv " STILL
                        "--class-weight 1=3,0=0.5 --save a.neurons");
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 1, "loss"), 9.0 / 4, 1e-6);
  nrn_cli_test_succeed (cli, "train a.neurons --log json --continue");
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 1, "loss"), 9.0 / 4, 1e-6);
  nrn_cli_test_succeed (cli, "train a.neurons --log json --continue --class-weight ,");
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 1, "loss"), 3.0 / 4, 1e-6);
}

static void
large_batch_is_all_rows (NrnCliTest    *cli,
                         gconstpointer  data)
{
  nrn_cli_test_write (cli, "rows.csv", FOUR_ROWS);
  nrn_cli_test_succeed (cli, "train --data rows.csv --epochs 3 --batch-size 4 --log none "
                        "--save a.json");
  nrn_cli_test_succeed (cli, "train --data rows.csv --epochs 3 --batch-size 4000000000 --log none "
                        "--save b.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));

  nrn_cli_test_succeed (cli, "train --data rows.csv --epochs 3 --batch-size 2 --log none "
                        "--save c.json");
  g_assert_false (nrn_cli_test_same (cli, "a.weights.bin", "c.weights.bin"));
}

static void
several_targets_are_one_hot (NrnCliTest    *cli,
                             gconstpointer  data)
{
  nrn_cli_test_write (cli, "rows.csv", FOUR_ROWS);
  nrn_cli_test_succeed (cli, "train --data rows.csv --features a,b --target cat,dog "
                        "--network 2-8-2 --activations tanh,softmax "
                        "--loss categorical_crossentropy --learning-rate 0.05 --epochs 200 "
                        "--log json --save a.neurons");
  g_assert_cmpfloat (nrn_cli_test_log (cli, 200, "accuracy"), ==, 1);

  nrn_cli_test_succeed (cli, "predict --model a.neurons --data rows.csv");
  g_assert_true (g_str_has_prefix (cli->output, "cat,dog\n"));
}

static void
several_targets_are_values (NrnCliTest    *cli,
                            gconstpointer  data)
{
  nrn_cli_test_write (cli, "rows.csv", FOUR_ROWS);
  nrn_cli_test_succeed (cli, "train --data rows.csv --features a,b --target size,dog "
                        "--network 2-8-2 --learning-rate 0.05 --epochs 300 --log json");
  g_assert_cmpfloat (nrn_cli_test_log (cli, 1, "loss"), >, 1);
  g_assert_cmpfloat (nrn_cli_test_log (cli, 300, "loss"), <, 0.3);
}

/* Without --target the last column is it, and its numbers are values. */
static void
numbers_are_a_regression (NrnCliTest    *cli,
                          gconstpointer  data)
{
  nrn_cli_test_write (cli, "rows.csv", FOUR_ROWS);
  nrn_cli_test_succeed (cli, "train --data rows.csv --epochs 300 --learning-rate 0.05 "
                        "--save a.neurons");
  g_assert_null (strstr (cli->output, "acc"));

  nrn_cli_test_succeed (cli, "predict --model a.neurons --data rows.csv");
  g_assert_true (g_str_has_prefix (cli->output, "size\n"));
}

/* One column of class numbers: what each loss makes of it. */
static void
class_numbers_fit_every_loss (NrnCliTest    *cli,
                              gconstpointer  data)
{
  double loss;

  nrn_cli_test_write (cli, "rows.csv", "a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
  nrn_cli_test_succeed (cli, "train --data rows.csv --network 2-4-2 --activations relu,softmax "
                        "--loss sparse_categorical_crossentropy --epochs 2 --log json");
  loss = nrn_cli_test_log (cli, 2, "loss");
  nrn_cli_test_succeed (cli, "train --data rows.csv --network 2-4-2 --activations relu,softmax "
                        "--loss categorical_crossentropy --epochs 2 --log json");
  g_assert_cmpfloat_with_epsilon (nrn_cli_test_log (cli, 2, "loss"), loss, 1e-6);

  nrn_cli_test_succeed (cli, "train --data rows.csv --network 2-4-1 --activations relu,sigmoid "
                        "--loss binary_crossentropy --epochs 2");
  nrn_cli_test_succeed (cli, "train --data rows.csv --network 2-4-1 --activations relu,linear "
                        "--loss mse --epochs 2");
}

static void
features_can_be_chosen (NrnCliTest    *cli,
                        gconstpointer  data)
{
  nrn_cli_test_write (cli, "rows.csv", "note,b,a,y\nx,5,1,0\ny,6,2,1\nz,7,4,0\n");
  nrn_cli_test_write (cli, "only.csv", "a,b,y\n1,5,0\n2,6,1\n4,7,0\n");
  nrn_cli_test_succeed (cli, "train --data rows.csv --features a,b --target y --epochs 2 "
                        "--log none --save a.json");
  nrn_cli_test_succeed (cli, "train --data only.csv --epochs 2 --log none --save b.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));
}

/* The scaled rows by hand, then as they are: the same numbers. */
static void
features_are_scaled (NrnCliTest    *cli,
                     gconstpointer  data)
{
  nrn_cli_test_write (cli, "raw.csv", "a,y\n10,0\n20,1\n30,0\n50,1\n");
  nrn_cli_test_write (cli, "scaled.csv", "a,y\n0,0\n0.25,1\n0.5,0\n1,1\n");
  nrn_cli_test_succeed (cli, "train --data raw.csv --epochs 2 --log none --save a.json");
  nrn_cli_test_succeed (cli, "train --data scaled.csv --no-scale --epochs 2 --log none "
                        "--save b.json");
  nrn_cli_test_succeed (cli, "train --data raw.csv --no-scale --epochs 2 --log none "
                        "--save c.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));
  g_assert_false (nrn_cli_test_same (cli, "a.weights.bin", "c.weights.bin"));
}

/* The same rows in many spellings: the weights say so. */
static void
formats_are_read (NrnCliTest    *cli,
                  gconstpointer  data)
{
  static const struct
  {
    const char *csv;
    const char *words;
  } cases[] = {
    { "a;y\n10,5;0\n20;1\n30;0\n50;1\n", "" },
    { "a y\n10.5 0\n20 1\n30 0\n50 1\n", "" },
    { "10.5|0\n20|1\n30|0\n50|1\n", "--separator pipe --decimal point --no-header" },
    { "a\ty\n10,5\t0\nNA\t7\n20\t1\n30\t0\n\t7\n50\t1\n", "--separator tab --decimal , --header --missing drop" },
    { "a,y\n10.5,0\n20,1\n30,0\n50,1\n1,1\n2,0\n", "--rows 4" },
  };

  nrn_cli_test_write (cli, "plain.csv", "a,y\n10.5,0\n20,1\n30,0\n50,1\n");
  nrn_cli_test_succeed (cli, "train --data plain.csv --epochs 2 --log none --save plain.json");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nrn_cli_test_write (cli, "rows.csv", cases[i].csv);
      nrn_cli_test_succeed (cli, "train --data rows.csv --epochs 2 --log none --save rows.json %s",
                            cases[i].words);
      g_assert_true (nrn_cli_test_same (cli, "rows.weights.bin", "plain.weights.bin"));
    }
}

/* The mean of 10, 30 and 50 is 30; a row without a label is left out. */
static void
means_are_filled_in (NrnCliTest    *cli,
                     gconstpointer  data)
{
  nrn_cli_test_write (cli, "whole.csv", "a,y\n10,0\n30,1\n30,0\n50,1\n");
  nrn_cli_test_write (cli, "holes.csv", "a,y\n10,0\n?,1\n30,0\n50,1\n1000,\n");
  nrn_cli_test_succeed (cli, "train --data whole.csv --epochs 2 --log none --save whole.json");
  nrn_cli_test_succeed (cli, "train --data holes.csv --missing mean --epochs 2 --log none "
                        "--save holes.json");
  g_assert_true (nrn_cli_test_same (cli, "whole.weights.bin", "holes.weights.bin"));
}

/* What was chosen is in the file, which trains the same again. */
static void
options_are_saved (NrnCliTest    *cli,
                   gconstpointer  data)
{
  g_autofree char *text = NULL;

  nrn_cli_test_write (cli, "rows.csv", "a;y\n1,5;0\n;1\n2,5;0\n3;1\n4;0\n5;1\n6;0\n");
  nrn_cli_test_succeed (cli, "train --data rows.csv --missing drop --rows 4 --random-rows --seed 3 "
                        "--epochs 2 --log none --save a.neurons --save a.json");
  text = nrn_cli_test_read (cli, "a.neurons", NULL);
  g_assert_nonnull (strstr (text, "\"separator\": \";\""));
  g_assert_nonnull (strstr (text, "\"decimal\": \",\""));
  g_assert_nonnull (strstr (text, "\"header\": true"));
  g_assert_nonnull (strstr (text, "\"missing\": \"drop\""));
  g_assert_nonnull (strstr (text, "\"rows\": 4"));
  g_assert_nonnull (strstr (text, "\"rows_seed\": 3"));
  nrn_cli_test_succeed (cli, "train a.neurons --epochs 2 --log none --save b.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/train-data/split-holds-out-the-tail", "--no-shuffle",
                    split_holds_out_the_tail);
  nrn_cli_test_add ("/cli/train-data/split-holds-out-the-tail-shuffled", "--shuffle",
                    split_holds_out_the_tail);
  nrn_cli_test_add ("/cli/train-data/split-can-be-shuffled", NULL, split_can_be_shuffled);
  nrn_cli_test_add ("/cli/train-data/unshuffled-rows-keep-their-order", NULL,
                    unshuffled_rows_keep_their_order);
  nrn_cli_test_add ("/cli/train-data/rows-count-differently", NULL, rows_count_differently);
  nrn_cli_test_add ("/cli/train-data/classes-count-differently", NULL, classes_count_differently);
  nrn_cli_test_add ("/cli/train-data/large-batch-is-all-rows", NULL, large_batch_is_all_rows);
  nrn_cli_test_add ("/cli/train-data/several-targets-are-one-hot", NULL,
                    several_targets_are_one_hot);
  nrn_cli_test_add ("/cli/train-data/several-targets-are-values", NULL,
                    several_targets_are_values);
  nrn_cli_test_add ("/cli/train-data/numbers-are-a-regression", NULL, numbers_are_a_regression);
  nrn_cli_test_add ("/cli/train-data/class-numbers-fit-every-loss", NULL,
                    class_numbers_fit_every_loss);
  nrn_cli_test_add ("/cli/train-data/features-can-be-chosen", NULL, features_can_be_chosen);
  nrn_cli_test_add ("/cli/train-data/features-are-scaled", NULL, features_are_scaled);
  nrn_cli_test_add ("/cli/train-data/formats-are-read", NULL, formats_are_read);
  nrn_cli_test_add ("/cli/train-data/means-are-filled-in", NULL, means_are_filled_in);
  nrn_cli_test_add ("/cli/train-data/options-are-saved", NULL, options_are_saved);

  return g_test_run ();
}
