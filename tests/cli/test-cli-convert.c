/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli convert, and what --save makes of the endings of names.
 */

#include "nrn-cli-test.h"

#include <string.h>

#define QUICK "train --preset drug-trial --epochs 1 --log none "

/* Whether the file has @text in it; ONNX files are not text. */
static gboolean
contains (NrnCliTest *cli,
          const char *name,
          const char *text)
{
  gsize length;
  g_autofree char *contents = nrn_cli_test_read (cli, name, &length);

  return memmem (contents, length, text, strlen (text)) != NULL;
}

static void
converts (NrnCliTest    *cli,
          gconstpointer  data)
{
  nrn_cli_test_succeed (cli, QUICK "--save a.neurons --save a.onnx --save model.json");
  nrn_cli_test_succeed (cli, "convert a.neurons b.onnx");
  g_assert_true (nrn_cli_test_same (cli, "a.onnx", "b.onnx"));
  nrn_cli_test_succeed (cli, "convert a.neurons b.neurons");
  g_assert_true (nrn_cli_test_same (cli, "a.neurons", "b.neurons"));
  nrn_cli_test_succeed (cli, "convert a.neurons b.json");
  g_assert_true (nrn_cli_test_same (cli, "weights.bin", "b.weights.bin"));
  nrn_cli_test_succeed (cli, "convert model.json c.onnx");
  nrn_cli_test_succeed (cli, "convert model.json c.json");
  g_assert_true (nrn_cli_test_same (cli, "weights.bin", "c.weights.bin"));
}

static void
scales_unless_told (NrnCliTest    *cli,
                    gconstpointer  data)
{
  nrn_cli_test_succeed (cli, QUICK "--save a.neurons --save model.json");
  nrn_cli_test_succeed (cli, "convert a.neurons raw.onnx");
  nrn_cli_test_succeed (cli, "convert a.neurons scaled.onnx --scaled-inputs");
  nrn_cli_test_succeed (cli, "convert model.json bare.onnx");
  g_assert_true (contains (cli, "raw.onnx", "scaling/Sub"));
  g_assert_true (contains (cli, "raw.onnx", "[\"age\"]"));
  g_assert_false (contains (cli, "scaled.onnx", "scaling/Sub"));
  g_assert_true (contains (cli, "scaled.onnx", "data_min"));
  g_assert_false (contains (cli, "bare.onnx", "scaling/Sub"));
  g_assert_false (contains (cli, "bare.onnx", "data_min"));
}

/* An experiment without weights has those that it would begin with. */
static void
untrained (NrnCliTest    *cli,
           gconstpointer  data)
{
  g_autofree char *text = NULL;
  char *weights;

  nrn_cli_test_succeed (cli, "train --preset drug-trial --epochs 0 --log none --save a.neurons "
                        "--save a.onnx");
  text = nrn_cli_test_read (cli, "a.neurons", NULL);
  weights = strstr (text, ",\n  \"trained\"");
  g_assert_nonnull (weights);
  strcpy (weights, "\n}\n");
  nrn_cli_test_write (cli, "untrained.neurons", text);

  nrn_cli_test_succeed (cli, "convert untrained.neurons b.onnx");
  g_assert_true (contains (cli, "b.onnx", "scaling/Sub"));
  g_assert_true (contains (cli, "b.onnx", "[\"age\"]"));
}

static void
says_what_is_wrong (NrnCliTest    *cli,
                    gconstpointer  data)
{
  nrn_cli_test_succeed (cli, QUICK "--save a.neurons --save a.onnx --save model.json");
  nrn_cli_test_fail (cli, "“a.onnx” cannot be read: Neurons writes ONNX, but reads .neurons, and "
                     ".json of TensorFlow.js.", "convert a.onnx b.json");
  nrn_cli_test_fail (cli, "“b.h5” has an ending that is not known; it must be .neurons, *",
                     "convert a.neurons b.h5");
  nrn_cli_test_fail (cli, "“b.neurons” cannot be made of a network alone, *",
                     "convert model.json b.neurons");
  nrn_cli_test_fail (cli, "Cannot save to “no/b.onnx”: there is no folder “no”.",
                     "convert a.neurons no/b.onnx");
  nrn_cli_test_run (cli, "convert a.neurons");
  g_assert_cmpint (cli->status, ==, NRN_CLI_TEST_USAGE);

  cli->limit_bytes = 100;
  nrn_cli_test_fail (cli, "“a.onnx” cannot be saved: File too large.", "convert model.json a.onnx");
  g_assert_true (contains (cli, "a.onnx", "scaling/Sub"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/convert/converts", NULL, converts);
  nrn_cli_test_add ("/cli/convert/scales-unless-told", NULL, scales_unless_told);
  nrn_cli_test_add ("/cli/convert/untrained", NULL, untrained);
  nrn_cli_test_add ("/cli/convert/says-what-is-wrong", NULL, says_what_is_wrong);

  return g_test_run ();
}
