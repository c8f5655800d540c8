/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli predict: a row of outputs for each row of inputs.
 */

#include "nrn-cli-test.h"

#include <string.h>

#include "nrn-model.h"
#include "nrn-tfjs.h"
#include "nrn-vector.h"

#define N_ROWS 2500    /* more than are computed at once */

/* y = 2a - 3b + 0.5, z = b - 1 */
static const float kernel_and_bias[] = { 2, 0, -3, 1, 0.5f, -1 };

static void
prints_known_outputs (NrnCliTest    *cli,
                      gconstpointer  data)
{
  nrn_cli_test_write_model (cli, "hand", 2, 2, kernel_and_bias);
  nrn_cli_test_write (cli, "rows.csv", "a,b\n1,2\n0,0\n-1.5,1e1\n");
  nrn_cli_test_succeed (cli, "predict --model hand.json --data rows.csv");
  g_assert_cmpstr (cli->output, ==, "output_0,output_1\n-3.5,1\n0.5,-1\n-32.5,9\n");
}

static void
features_name_columns (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_write_model (cli, "hand", 2, 2, kernel_and_bias);
  nrn_cli_test_write (cli, "rows.csv", "b,note,a\n2,x,1\n0,y,0\n");
  nrn_cli_test_succeed (cli, "predict --model hand.json --data rows.csv --features 'a, b'");
  g_assert_cmpstr (cli->output, ==, "output_0,output_1\n-3.5,1\n0.5,-1\n");
  nrn_cli_test_succeed (cli, "predict --model hand.json --data rows.csv --features b,a");
  g_assert_cmpstr (cli->output, ==, "output_0,output_1\n1.5,0\n0.5,-1\n");
}

static float *
predict_with_engine (NrnCliTest  *cli,
                     const float *inputs)
{
  g_autofree char *path = nrn_cli_test_path (cli, "model.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWeights) weights = nrn_tfjs_load (path, &error);
  g_autoptr (NrnModel) model = NULL;
  float *outputs = g_new (float, 2 * N_ROWS);

  g_assert_no_error (error);
  model = nrn_model_new (nrn_weights_get_architecture (weights), 1024);
  nrn_model_set_weights (model, weights);
  nrn_model_predict (model, N_ROWS, inputs, outputs);

  return outputs;
}

/* Printed so that every float comes back. */
static void
outputs_are_the_engines (NrnCliTest    *cli,
                         gconstpointer  data)
{
  g_autofree float *inputs = g_new0 (float, N_ROWS + NRN_LANES);
  g_autofree float *expected = NULL;
  g_autoptr (GString) csv = g_string_new ("age\n");
  g_auto (GStrv) lines = NULL;

  for (guint i = 0; i < N_ROWS; i++)
    {
      inputs[i] = (float) i / 1024;
      g_string_append_printf (csv, "%.10f\n", (double) inputs[i]);
    }
  nrn_cli_test_write (cli, "rows.csv", csv->str);
  nrn_cli_test_succeed (cli, "train --epochs 2 --log none --save model.json");
  nrn_cli_test_succeed (cli, "predict --model model.json --data rows.csv");
  expected = predict_with_engine (cli, inputs);

  lines = nrn_cli_test_lines (cli);
  g_assert_cmpuint (g_strv_length (lines), ==, 1 + N_ROWS);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[1 + i], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 2);
      g_assert_true ((float) g_ascii_strtod (cells[0], NULL) == expected[2 * i]);
      g_assert_true ((float) g_ascii_strtod (cells[1], NULL) == expected[2 * i + 1]);
    }
}

/* An experiment knows its columns, its scale and its classes. */
static void
experiment_knows_its_data (NrnCliTest    *cli,
                           gconstpointer  data)
{
  g_autofree char *outputs = NULL;

  nrn_cli_test_succeed (cli, "train --epochs 2 --log none --save a.neurons --save model.json");
  nrn_cli_test_write (cli, "rows.csv", "name,age\nAnn,13\nBob,56.5\nCid,100\n");
  nrn_cli_test_write (cli, "scaled.csv", "age\n0\n0.5\n1\n");

  nrn_cli_test_succeed (cli, "predict --model a.neurons --data rows.csv");
  g_assert_true (g_str_has_prefix (cli->output, "no side effects,side effects\n"));
  outputs = g_strdup (cli->output);
  nrn_cli_test_succeed (cli, "predict --model a.neurons --data scaled.csv --no-scale");
  g_assert_cmpstr (cli->output, ==, outputs);
  nrn_cli_test_succeed (cli, "predict --model a.neurons --data scaled.csv");
  g_assert_cmpstr (cli->output, !=, outputs);

  nrn_cli_test_succeed (cli, "predict --model model.json --data scaled.csv");
  g_assert_cmpstr (strchr (cli->output, '\n'), ==, strchr (outputs, '\n'));
}

static void
class_names_are_quoted (NrnCliTest    *cli,
                        gconstpointer  data)
{
  nrn_cli_test_write (cli, "rows.csv", "x,y\n1,\"a,b\"\n2,c\n3,c\n");
  nrn_cli_test_succeed (cli, "train --data rows.csv --epochs 1 --log none --save a.neurons");
  nrn_cli_test_succeed (cli, "predict --model a.neurons --data rows.csv");
  g_assert_true (g_str_has_prefix (cli->output, "\"a,b\",c\n"));
}

static void
refuses_infinite_outputs (NrnCliTest    *cli,
                          gconstpointer  data)
{
  static const float large[] = { 3e38f, 0 };

  nrn_cli_test_write_model (cli, "large", 1, 1, large);
  nrn_cli_test_write (cli, "rows.csv", "x\n1\n2\n");
  nrn_cli_test_fail (cli, "“rows.csv”, row 2: the network's output is not a finite number; *",
                     "predict --model large.json --data rows.csv");
  g_assert_cmpstr (cli->output, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/predict/prints-known-outputs", NULL, prints_known_outputs);
  nrn_cli_test_add ("/cli/predict/features-name-columns", NULL, features_name_columns);
  nrn_cli_test_add ("/cli/predict/outputs-are-the-engines", NULL, outputs_are_the_engines);
  nrn_cli_test_add ("/cli/predict/experiment-knows-its-data", NULL, experiment_knows_its_data);
  nrn_cli_test_add ("/cli/predict/class-names-are-quoted", NULL, class_names_are_quoted);
  nrn_cli_test_add ("/cli/predict/refuses-infinite-outputs", NULL, refuses_infinite_outputs);

  return g_test_run ();
}
