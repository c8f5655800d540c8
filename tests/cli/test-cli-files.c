/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli never loses a file: what cannot be saved is said, and what
 * was there stays.
 */

#include "nrn-cli-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define SENTINEL "what was there"
#define QUICK    "train --preset xor --epochs 1 --log none "

static guint
count_files (NrnCliTest *cli)
{
  g_autoptr (GDir) dir = g_dir_open (cli->folder, 0, NULL);
  guint n_files = 0;

  while (g_dir_read_name (dir) != NULL)
    n_files++;

  return n_files;
}

static void
assert_untouched (NrnCliTest *cli,
                  const char *name)
{
  g_autofree char *contents = nrn_cli_test_read (cli, name, NULL);

  g_assert_cmpstr (contents, ==, SENTINEL);
}

/* Nothing was begun, so nothing may have been replaced. */
static void
failing_leaves_files_alone (NrnCliTest    *cli,
                            gconstpointer  data)
{
  static const char *const failing[] = {
    "--loss hinges", "--data no.csv", "--network 2--3", "--batch-size 0", "--network 5-1",
    "--validation-split 1.5", "--model no.json", "--activations softmacks,tanh",
    "--save no/such.neurons", "--save a.h5",
  };

  nrn_cli_test_write (cli, "a.neurons", SENTINEL);
  nrn_cli_test_write (cli, "model.json", SENTINEL);
  nrn_cli_test_write (cli, "weights.bin", SENTINEL);
  for (guint i = 0; i < G_N_ELEMENTS (failing); i++)
    {
      nrn_cli_test_fail (cli, "*", QUICK "--save a.neurons --save model.json %s", failing[i]);
      assert_untouched (cli, "a.neurons");
      assert_untouched (cli, "model.json");
      assert_untouched (cli, "weights.bin");
    }
  g_assert_cmpuint (count_files (cli), ==, 3);
}

static void
targets_are_looked_at_first (NrnCliTest    *cli,
                             gconstpointer  data)
{
  g_autofree char *folder = nrn_cli_test_path (cli, "folder.neurons");

  g_assert_no_errno (g_mkdir (folder, 0755));

  /* Epochs without end: the test would time out if it trained first. */
  nrn_cli_test_fail (cli, "Cannot save to “no/a.neurons”: there is no folder “no”.",
                     "train --epochs 100000000 --save no/a.neurons");
  nrn_cli_test_fail (cli, "Cannot save to “folder.neurons”: it is a folder; name a file in it.",
                     "train --epochs 100000000 --save folder.neurons");
}

static void
pictures_need_a_place (NrnCliTest    *cli,
                       gconstpointer  data)
{
  g_autofree char *folder = nrn_cli_test_path (cli, "folder.png");

  g_assert_no_errno (g_mkdir (folder, 0755));
  nrn_cli_test_succeed (cli, QUICK "--save a.neurons");
  nrn_cli_test_fail (cli, "The picture “no/a.png” cannot be saved: No such file or directory.",
                     "render a.neurons -o no/a.png");
  nrn_cli_test_fail (cli, "The picture “folder.png” cannot be saved: Is a directory.",
                     "render a.neurons -o folder.png");
  nrn_cli_test_fail (cli, "The picture “a.gif” cannot be saved: its name must end in *",
                     "render a.neurons -o a.gif");
  nrn_cli_test_fail (cli, "--size cannot be “30x”; write WIDTHxHEIGHT, for example 1200x800.",
                     "render a.neurons -o a.png --size 30x");
  nrn_cli_test_fail (cli, "--size cannot be “99999”; it must be a whole number from 16 to 16384.",
                     "render a.neurons -o a.png --size 99999x20");
  g_assert_cmpuint (count_files (cli), ==, 2);
}

static void
full_disk_keeps_old_files (NrnCliTest    *cli,
                           gconstpointer  data)
{
  static const char *const names[] = { "a.neurons", "model.json", "weights.bin", "p.png", "p.svg",
                                       "p.pdf" };

  nrn_cli_test_succeed (cli, QUICK "--save good.neurons");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    nrn_cli_test_write (cli, names[i], SENTINEL);

  cli->limit_bytes = 100;
  nrn_cli_test_fail (cli, "“a.neurons” cannot be saved: File too large.",
                     QUICK "--save a.neurons");
  nrn_cli_test_fail (cli, "“*” cannot be saved: File too large.", QUICK "--save model.json");
  for (guint i = 3; i < G_N_ELEMENTS (names); i++)
    nrn_cli_test_fail (cli, "The picture “p.*” cannot be saved: the system refused to write it.",
                       "render good.neurons -o %s", names[i]);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_untouched (cli, names[i]);
  g_assert_cmpuint (count_files (cli), ==, 1 + G_N_ELEMENTS (names));
}

static void
full_output_is_said (NrnCliTest    *cli,
                     gconstpointer  data)
{
  static const char sentence[] = "Cannot write the output: No space left on device.";

  nrn_cli_test_succeed (cli, QUICK "--save model.json");
  nrn_cli_test_write (cli, "rows.csv", "x,y\n1,2\n");

  cli->stdout_path = "/dev/full";
  nrn_cli_test_fail (cli, sentence, "data xor");
  nrn_cli_test_fail (cli, sentence, "predict --model model.json --data rows.csv");
  nrn_cli_test_fail (cli, sentence, "train --preset xor --epochs 2 --save a.neurons");
  nrn_cli_test_fail (cli, sentence, "train --preset xor --epochs 2 --log json");

  /* The log is lost, the training is not. */
  cli->stdout_path = NULL;
  nrn_cli_test_succeed (cli, "predict --model a.neurons --data rows.csv");
}

/* Large steps on a linear network double the weights' size with each. */
static void
diverging_keeps_finite_weights (NrnCliTest    *cli,
                                gconstpointer  data)
{
  g_autofree char *contents = NULL;

  nrn_cli_test_fail (cli, "The loss became infinite or not a number in epoch 1, batch *; a "
                     "learning rate below 100000 may help, *",
                     "train --optimizer SGD --learning-rate 1e5 --loss mse "
                     "--activations linear,linear,linear --log none --save a.neurons "
                     "--save model.json");
  contents = nrn_cli_test_read (cli, "a.neurons", NULL);
  g_assert_false (g_regex_match_simple ("nan|inf", contents, G_REGEX_CASELESS, 0));
  nrn_cli_test_succeed (cli, "train a.neurons --continue --epochs 0");
  nrn_cli_test_succeed (cli, "train --model model.json --epochs 0");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/files/failing-leaves-files-alone", NULL, failing_leaves_files_alone);
  nrn_cli_test_add ("/cli/files/targets-are-looked-at-first", NULL, targets_are_looked_at_first);
  nrn_cli_test_add ("/cli/files/pictures-need-a-place", NULL, pictures_need_a_place);
  nrn_cli_test_add ("/cli/files/full-disk-keeps-old-files", NULL, full_disk_keeps_old_files);
  nrn_cli_test_add ("/cli/files/full-output-is-said", NULL, full_output_is_said);
  nrn_cli_test_add ("/cli/files/diverging-keeps-finite-weights", NULL,
                    diverging_keeps_finite_weights);

  return g_test_run ();
}
