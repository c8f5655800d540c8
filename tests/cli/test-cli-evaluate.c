/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli evaluate: loss, metrics, and the confusion matrix.
 */

#include "nrn-cli-test.h"

#include <math.h>
#include <string.h>

/* Of one feature x: the first output is 1 − x, the second x. */
static const float two_outputs[] = { -1, 1, 1, 0 };

/* p = x */
static const float one_output[] = { 1, 0 };

static JsonObject *
parse_output (NrnCliTest *cli,
              JsonParser *parser)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, cli->output, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

static gint64
get_count (JsonObject *object,
           guint       really,
           guint       predicted)
{
  JsonArray *rows = json_object_get_array_member (object, "confusion_matrix");

  return json_array_get_int_element (json_array_get_array_element (rows, really), predicted);
}

/* Hand-worked: 0.9 and 0.2 are right, 0.4 and 0.7 are not, nor is 0.8. */
static void
counts_by_hand (NrnCliTest    *cli,
                gconstpointer  data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  nrn_cli_test_write_model (cli, "two", 1, 2, two_outputs);
  nrn_cli_test_write (cli, "rows.csv", "x,y\n0.9,1\n0.2,0\n0.4,1\n0.7,0\n0.8,0\n");
  nrn_cli_test_succeed (cli, "evaluate --model two.json --data rows.csv --loss mse --metrics "
                        "accuracy,mae --json");
  object = parse_output (cli, parser);
  g_assert_cmpint (json_object_get_int_member (object, "rows"), ==, 5);
  /* 0.01 + 0.04 + 0.36 + 0.49 + 0.64 */
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "loss"), 1.54 / 5, 1e-6);
  g_assert_cmpint (get_count (object, 0, 0), ==, 1);
  g_assert_cmpint (get_count (object, 0, 1), ==, 2);
  g_assert_cmpint (get_count (object, 1, 0), ==, 1);
  g_assert_cmpint (get_count (object, 1, 1), ==, 1);
  g_assert_cmpfloat_with_epsilon (
    json_array_get_double_element (json_object_get_array_member (object, "precision"), 1), 1.0 / 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (
    json_array_get_double_element (json_object_get_array_member (object, "recall"), 1), 0.5, 1e-9);
  object = json_object_get_object_member (object, "metrics");
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "accuracy"), 0.4, 1e-9);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "mean_absolute_error"),
                                  (0.1 + 0.2 + 0.6 + 0.7 + 0.8) / 5, 1e-6);
}

/* Columns end in line, also where a name is long or has letters of two bytes. */
static void
prints_for_people (NrnCliTest    *cli,
                   gconstpointer  data)
{
  nrn_cli_test_write_model (cli, "two", 1, 2, two_outputs);
  nrn_cli_test_write (cli, "rows.csv", "x,y\n0.9,été\n0.2,a very long name of a class\n0.4,été\n");
  nrn_cli_test_succeed (cli, "evaluate --model two.json --data rows.csv --loss mse");
  g_assert_cmpstr (cli->output, ==,
                   "3 rows\n"
                   "loss: 0.1367\n"
                   "accuracy: 0.6667\n"
                   "\n"
                   "Confusion matrix: labels down, predictions across\n"
                   "                  a very long nam…     été  recall\n"
                   "a very long nam…                 1       0  1.0000\n"
                   "été                              1       1  0.5000\n"
                   "precision                   0.5000  1.0000\n");

  /* No row is taken for 1. */
  nrn_cli_test_write (cli, "rows.csv", "x,y\n0.1,1\n0.2,0\n");
  nrn_cli_test_write_model (cli, "one", 1, 1, one_output);
  nrn_cli_test_succeed (cli, "evaluate --model one.json --data rows.csv --loss binary_crossentropy "
                        "--metrics precision,recall");
  g_assert_nonnull (strstr (cli->output, "precision: 0.0000\nrecall: 0.0000\n"));
  g_assert_nonnull (strstr (cli->output, "\nprecision  0.5000  –\n"));
}

/* The rows that the training held out, by chance, give what its log has said of
 * them; all rows are those and the others. */
static void
knows_the_rows_held_out (NrnCliTest    *cli,
                         gconstpointer  data)
{
  double val_loss, val_accuracy;
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  nrn_cli_test_succeed (cli, "train --epochs 3 --validation-split 0.25 --validation-shuffled --log json "
                        "--save a.neurons");
  val_loss = nrn_cli_test_log (cli, 3, "val_loss");
  val_accuracy = nrn_cli_test_log (cli, 3, "val_accuracy");
  nrn_cli_test_succeed (cli, "evaluate --model a.neurons --held-out --json");
  object = parse_output (cli, parser);
  g_assert_cmpint (json_object_get_int_member (object, "rows"), ==, 525);
  g_assert_cmpint (get_count (object, 0, 0) + get_count (object, 0, 1) + get_count (object, 1, 0) +
                   get_count (object, 1, 1), ==, 525);
  g_assert_cmpfloat_with_epsilon ((double) (get_count (object, 0, 0) + get_count (object, 1, 1)) / 525,
                                  val_accuracy, 1e-8);
  g_assert_cmpfloat_with_epsilon (json_object_get_double_member (object, "loss"), val_loss, 1e-6);

  nrn_cli_test_succeed (cli, "evaluate --model a.neurons");
  g_assert_true (g_str_has_prefix (cli->output, "2100 rows\n"));
}

/* Another file lacks a class: the others keep their numbers. */
static void
knows_classes_by_name (NrnCliTest    *cli,
                       gconstpointer  data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object;

  nrn_cli_test_write (cli, "rows.csv", "x,y\n0,ant\n1,bee\n2,cat\n");
  nrn_cli_test_write (cli, "other.csv", "x,y\n2,cat\n1,bee\n");
  nrn_cli_test_write (cli, "unknown.csv", "x,y\n2,cat\n1,dog\n");
  nrn_cli_test_succeed (cli, "train --data rows.csv --network 1-16-3 --learning-rate 0.05 --epochs 300 "
                        "--log none --save a.neurons");
  nrn_cli_test_succeed (cli, "evaluate --model a.neurons --data other.csv --json");
  object = parse_output (cli, parser);
  g_assert_cmpint (get_count (object, 1, 1), ==, 1);
  g_assert_cmpint (get_count (object, 2, 2), ==, 1);
  g_assert_cmpfloat (json_object_get_double_member (
                       json_object_get_object_member (object, "metrics"), "accuracy"), ==, 1);
  nrn_cli_test_fail (cli, "“unknown.csv”, row 2: the network knows no class “dog”; it knows ant, bee, cat.",
                     "evaluate --model a.neurons --data unknown.csv");
}

/* Numbers to predict: no accuracy, no matrix. */
static void
measures_a_regression (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_write_model (cli, "one", 1, 1, one_output);
  nrn_cli_test_write (cli, "rows.csv", "x,y\n1,1.5\n2,2.25\n");
  nrn_cli_test_succeed (cli, "evaluate --model one.json --data rows.csv --metrics accuracy,mae");
  g_assert_cmpstr (cli->output, ==, "2 rows\nloss: 0.1562\nmean_absolute_error: 0.3750\n");

  /* Whole numbers are no classes of a single output. */
  nrn_cli_test_write (cli, "rows.csv", "x,y\n1,3\n2,7\n");
  nrn_cli_test_succeed (cli, "evaluate --model one.json --data rows.csv --loss mse");
  g_assert_null (strstr (cli->output, "matrix"));
}

/* Columns of 0 and 1 are labels, too. */
static void
counts_one_hot_columns (NrnCliTest    *cli,
                        gconstpointer  data)
{
  nrn_cli_test_write_model (cli, "two", 1, 2, two_outputs);
  nrn_cli_test_write (cli, "rows.csv", "x,no,yes\n0.9,0,1\n0.2,1,0\n0.4,0,1\n");
  nrn_cli_test_succeed (cli, "evaluate --model two.json --data rows.csv --features x --target no,yes");
  g_assert_nonnull (strstr (cli->output, "               no     yes  recall\n"
                                         "no              1       0  1.0000\n"
                                         "yes             1       1  0.5000\n"));
}

static void
refuses_mistakes (NrnCliTest    *cli,
                  gconstpointer  data)
{
  nrn_cli_test_write_model (cli, "one", 1, 1, one_output);
  nrn_cli_test_write (cli, "rows.csv", "x,y\n1,0\n2,1\n");
  nrn_cli_test_succeed (cli, "train --preset xor --epochs 1 --log none --save a.neurons");
  nrn_cli_test_fail (cli, "A model.json brings no rows; *", "evaluate --model one.json");
  nrn_cli_test_fail (cli, "--held-out: the experiment holds no rows out; *",
                     "evaluate --model a.neurons --held-out");
  nrn_cli_test_fail (cli, "“rows.csv”: the column “y” cannot be both a feature and a target.",
                     "evaluate --model a.neurons --data rows.csv");
  nrn_cli_test_fail (cli, "There is no metric “f1”; *", "evaluate --model a.neurons --metrics f1");
  nrn_cli_test_fail (cli, "sparse_categorical_accuracy goes by the largest of several outputs, *",
                     "evaluate --model one.json --data rows.csv --loss mse --metrics "
                     "sparse_categorical_accuracy");
  nrn_cli_test_run (cli, "evaluate");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
  nrn_cli_test_run (cli, "evaluate --model a.neurons --data rows.csv --held-out");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/evaluate/counts-by-hand", NULL, counts_by_hand);
  nrn_cli_test_add ("/cli/evaluate/prints-for-people", NULL, prints_for_people);
  nrn_cli_test_add ("/cli/evaluate/knows-the-rows-held-out", NULL, knows_the_rows_held_out);
  nrn_cli_test_add ("/cli/evaluate/knows-classes-by-name", NULL, knows_classes_by_name);
  nrn_cli_test_add ("/cli/evaluate/measures-a-regression", NULL, measures_a_regression);
  nrn_cli_test_add ("/cli/evaluate/counts-one-hot-columns", NULL, counts_one_hot_columns);
  nrn_cli_test_add ("/cli/evaluate/refuses-mistakes", NULL, refuses_mistakes);

  return g_test_run ();
}
