/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is written to be read again is the same everywhere, also where numbers have a
 * comma: files, and what the program prints.
 */

#include "config.h"

#include "nrn-cli-test.h"

#include <string.h>

#include "nrn-experiment-file.h"
#include "nrn-test-locale.h"

#define TRAIN "train --epochs 2 --optimizer 'Adam(0.0015)' --validation-split 0.25 "

/* That of the program that is run, and of this one. */
static void
set_comma (gboolean has_comma)
{
  g_unsetenv ("LC_ALL");
  if (has_comma)
    nrn_test_set_decimal_comma ();
  else
    g_assert_nonnull (setlocale (LC_NUMERIC, "C"));
  g_setenv ("LC_NUMERIC", has_comma ? "xx_XX" : "C", TRUE);
}

/* Or else nothing of this is tested. */
static void
assert_comma (const char *expected)
{
  g_autofree char *number = g_strdup_printf ("%.1f", 0.5);

  g_assert_cmpstr (number, ==, expected);
}

static char *
print (NrnCliTest *cli,
       const char *words)
{
  nrn_cli_test_succeed (cli, "%s", words);

  return g_strdup (cli->output);
}

/* The log, predictions as CSV and JSON, and each format of a file. */
static void
program_prints_the_same (NrnCliTest    *cli,
                         gconstpointer  data)
{
  static const char *const commands[] = {
    TRAIN "--save a.neurons --save a.json --save a.onnx",
    TRAIN "--log json",
    "predict --model a.neurons --data rows.csv",
    "evaluate --model a.neurons",
    "list optimizers",
  };
  static const char *const files[] = { "a.neurons", "a.json", "a.onnx" };
  char *contents[G_N_ELEMENTS (files)];
  gsize lengths[G_N_ELEMENTS (files)];
  char *texts[G_N_ELEMENTS (commands)];

  nrn_cli_test_write (cli, "rows.csv", "age\n13\n56.5\n100\n");
  set_comma (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    texts[i] = print (cli, commands[i]);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    contents[i] = nrn_cli_test_read (cli, files[i], &lengths[i]);

  set_comma (TRUE);
  assert_comma ("0,5");
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_autofree char *text = print (cli, commands[i]);

      g_assert_cmpstr (text, ==, texts[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      gsize length;
      g_autofree char *content = nrn_cli_test_read (cli, files[i], &length);

      g_assert_cmpmem (content, length, contents[i], lengths[i]);
    }
  set_comma (FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_free (contents[i]);
}

/* As the window does, which has the numbers of the user. */
static void
experiment_is_saved_the_same (NrnCliTest    *cli,
                              gconstpointer  data)
{
  g_autofree char *path = nrn_cli_test_path (cli, "a.neurons");
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;
  g_autoptr (NrnExperiment) again = NULL;
  g_autofree char *with_point = NULL;
  g_autofree char *with_comma = NULL;

  set_comma (FALSE);
  nrn_cli_test_succeed (cli, TRAIN "--log none --save a.neurons");
  experiment = nrn_experiment_load (path, &error);
  g_assert_no_error (error);
  with_point = nrn_experiment_print (experiment);

  set_comma (TRUE);
  assert_comma ("0,5");
  again = nrn_experiment_load (path, &error);
  g_assert_no_error (error);
  with_comma = nrn_experiment_print (again);
  set_comma (FALSE);
  assert_comma ("0.5");
  g_assert_nonnull (strstr (with_point, "0.0015"));
  g_assert_cmpstr (with_comma, ==, with_point);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/locale/program", NULL, program_prints_the_same);
  nrn_cli_test_add ("/cli/locale/experiment", NULL, experiment_is_saved_the_same);

  return g_test_run ();
}
