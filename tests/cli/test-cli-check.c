/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli check, and what neurons-cli train says of pairings.
 */

#include "nrn-cli-test.h"

#include <string.h>

#define SPARSE "sparse_categorical_crossentropy"

static void
test_two_sigmoids (NrnCliTest    *cli,
                   gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "check sigmoid " SPARSE);
  g_assert_cmpstr (cli->output, ==,
                   "Works: Keras divides the outputs of sigmoid by their sum; Keras on TensorFlow "
                   "computes softmax of the values before sigmoid and prints other numbers; the "
                   "usual choice is softmax.\n"
                   "Labels: the class number: 0, 1, 2 …\n"
                   "    label 0 → 0\n"
                   "    label 1 → 1\n"
                   "→ Use softmax\n");
}

static void
test_labels_are_shown (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "check softmax Categorical-Crossentropy");
  g_assert_nonnull (strstr (cli->output, "\n    label 1 → [0, 1]\n"));
  nrn_cli_test_succeed (cli, "check tanh hinge --outputs 1");
  g_assert_nonnull (strstr (cli->output, "\n    label 0 → −1\n    label 1 → 1\n"));
  nrn_cli_test_succeed (cli, "check linear mse --labels numbers --outputs 1");
  g_assert_true (g_str_has_suffix (cli->output, "\nLabels: the number itself\n"));
}

static JsonObject *
get_object (NrnCliTest *cli,
            JsonParser *parser)
{
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, cli->output, -1, &error);
  g_assert_no_error (error);

  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_json (NrnCliTest    *cli,
           gconstpointer  data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object, *fix;

  nrn_cli_test_succeed (cli, "check relu " SPARSE " --outputs 1 --json");
  object = get_object (cli, parser);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "cannot");
  g_assert_cmpstr (json_object_get_string_member (object, "about"), ==, "units");
  g_assert_cmpstr (json_object_get_string_member (object, "labels"), ==, "classes");
  g_assert_true (g_str_has_suffix (json_object_get_string_member (object, "sentence"), "."));
  fix = json_object_get_object_member (object, "fix");
  g_assert_cmpstr (json_object_get_string_member (fix, "activation"), ==, "softmax");
  g_assert_true (json_object_get_null_member (fix, "loss"));
  g_assert_cmpint (json_object_get_int_member (fix, "units"), ==, 2);

  nrn_cli_test_succeed (cli, "check softmax categorical_crossentropy --json");
  object = get_object (cli, parser);
  g_assert_cmpstr (json_object_get_string_member (object, "verdict"), ==, "fits");
  g_assert_true (json_object_get_null_member (object, "about"));
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (object, "targets"), 0),
                   ==, "[1, 0]");
}

static void
test_experiment (NrnCliTest    *cli,
                 gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --preset animals --epochs 0 --save a.neurons");
  nrn_cli_test_succeed (cli, "check a.neurons");
  g_assert_true (g_str_has_prefix (cli->output, "Fits: softmax makes shares that sum to 1, as " SPARSE
                                   " wants them.\n"));
}

/* What else is odd about an experiment, trained or not. */
static void
test_findings (NrnCliTest    *cli,
               gconstpointer  data)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *findings;

  nrn_cli_test_succeed (cli, "train --preset drug-trial --epochs 0 --no-scale --validation-split 0.05 "
                        "--save a.neurons");
  nrn_cli_test_succeed (cli, "check a.neurons");
  g_assert_nonnull (strstr (cli->output, "\nFeatures: The features are not scaled."));
  g_assert_nonnull (strstr (cli->output, "    “age” reaches from 13 to 100.\n→ Scale to 0–1\n"));
  g_assert_nonnull (strstr (cli->output, "    Of these 105 rows 100 are exceptions to the rule (95.2 %); "
                            "of the other 1,995 rows 0 are (0.0 %).\n→ Shuffle Before the Split\n"));
  g_assert_nonnull (strstr (cli->output, "\nHidden 1: 2 of 6 units are never on: "));

  nrn_cli_test_succeed (cli, "check a.neurons --json");
  root = json_from_string (cli->output, NULL);
  findings = json_object_get_array_member (json_node_get_object (root), "findings");
  g_assert_cmpuint (json_array_get_length (findings), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (findings, 0), "kind"),
                   ==, "split");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (findings, 0), "severity"),
                   ==, "warning");

  nrn_cli_test_succeed (cli, "train --preset body-mass --epochs 2 --save b.neurons");
  nrn_cli_test_succeed (cli, "check b.neurons --json");
  g_assert_nonnull (strstr (cli->output, "\"findings\": []"));
}

static void
test_mistakes (NrnCliTest    *cli,
               gconstpointer  data)
{
  nrn_cli_test_fail (cli, "There is no activation “sigmoyd”; did you mean “sigmoid”?", "check sigmoyd mse");
  nrn_cli_test_fail (cli, "There is no loss “msee”; did you mean “mse”?", "check sigmoid msee");
  nrn_cli_test_fail (cli, "There are no labels “onehot”; did you mean “one-hot”?",
                     "check sigmoid mse --labels onehot");
  nrn_cli_test_fail (cli, "--outputs cannot be “0”; it must be a whole number from 1 to 1000.",
                     "check sigmoid mse --outputs 0");
  nrn_cli_test_fail (cli, "“a.neurons” cannot be read: *", "check a.neurons");
  nrn_cli_test_run (cli, "check");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
  nrn_cli_test_run (cli, "check a.neurons --outputs 3");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);
}

/* Said on stderr before the log, which stays as it is; not where nothing is
 * to be said. */
static void
test_train_says_it (NrnCliTest    *cli,
                    gconstpointer  data)
{
  nrn_cli_test_run (cli, "train --epochs 1");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_DONE);
  g_assert_true (g_str_has_prefix (cli->errors, "Works: Keras divides the outputs of sigmoid"));
  g_assert_true (strchr (cli->errors, '\n') == cli->errors + strlen (cli->errors) - 1);
  g_assert_true (g_str_has_prefix (cli->output, "Epoch 1/1\n"));

  nrn_cli_test_run (cli, "train --epochs 1 --log json");
  g_assert_true (g_str_has_prefix (cli->errors, "Works: "));
  g_assert_true (g_str_has_prefix (cli->output, "{"));

  nrn_cli_test_run (cli, "train --epochs 1 --log none");
  g_assert_cmpstr (cli->errors, ==, "");
  nrn_cli_test_run (cli, "train --epochs 0");
  g_assert_cmpstr (cli->errors, ==, "");
  nrn_cli_test_run (cli, "train --preset animals --epochs 1");
  g_assert_cmpstr (cli->errors, ==, "");
}

static void
test_train_refuses (NrnCliTest    *cli,
                    gconstpointer  data)
{
  nrn_cli_test_fail (cli, SPARSE " divides the outputs by their sum, but relu makes all of them 0 at "
                     "times, and 0 ∕ 0 is not a number; choose softmax.",
                     "train --activations relu,relu,relu --log none");
  nrn_cli_test_fail (cli, "poisson takes the logarithm of the outputs, but linear makes outputs below "
                     "0, which have none; choose *", "train --preset line --loss poisson");
  /* Nothing to train: nothing to refuse. */
  nrn_cli_test_succeed (cli, "train --activations relu,relu,relu --epochs 0 --save model.json");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/check/two-sigmoids", NULL, test_two_sigmoids);
  nrn_cli_test_add ("/cli/check/labels-are-shown", NULL, test_labels_are_shown);
  nrn_cli_test_add ("/cli/check/json", NULL, test_json);
  nrn_cli_test_add ("/cli/check/experiment", NULL, test_experiment);
  nrn_cli_test_add ("/cli/check/findings", NULL, test_findings);
  nrn_cli_test_add ("/cli/check/mistakes", NULL, test_mistakes);
  nrn_cli_test_add ("/cli/check/train-says-it", NULL, test_train_says_it);
  nrn_cli_test_add ("/cli/check/train-refuses", NULL, test_train_refuses);

  return g_test_run ();
}
