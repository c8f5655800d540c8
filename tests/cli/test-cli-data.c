/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli data: generated data sets as CSV.
 */

#include "nrn-cli-test.h"

#include <math.h>
#include <string.h>

#include "nrn-generator.h"

#define HAPPY "no side effects"
#define UNHAPPY "side effects"

static void
prints_data_set (NrnCliTest    *cli,
                 gconstpointer  data)
{
  const NrnGenerator *generator = data;
  g_auto (GStrv) lines = NULL;

  nrn_cli_test_succeed (cli, "data %s", generator->name);
  lines = nrn_cli_test_lines (cli);
  g_assert_cmpuint (g_strv_length (lines), >, 100);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_auto (GStrv) header = g_strsplit (lines[0], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, g_strv_length (header));
    }

  /* What it prints can be learned from. */
  nrn_cli_test_write (cli, "rows.csv", cli->output);
  nrn_cli_test_succeed (cli, "train --data rows.csv --epochs 1 --log json");
  g_assert_true (isfinite (nrn_cli_test_log (cli, 1, "loss")));
}

static void
assert_patient (const char *line,
                guint       minimum,
                guint       maximum,
                const char *label)
{
  g_auto (GStrv) cells = g_strsplit (line, ",", -1);
  guint64 age;

  g_assert_cmpuint (g_strv_length (cells), ==, 2);
  g_assert_true (g_ascii_string_to_unsigned (cells[0], 10, minimum, maximum, &age, NULL));
  g_assert_cmpstr (cells[1], ==, label);
}

static void
assert_trial (NrnCliTest *cli,
              guint       threshold)
{
  g_auto (GStrv) lines = nrn_cli_test_lines (cli);

  g_assert_cmpuint (g_strv_length (lines), ==, 2101);
  g_assert_cmpstr (lines[0], ==, "age,side effects");
  for (guint i = 0; i < 1000; i++)
    {
      assert_patient (lines[1 + 2 * i], 13, threshold - 1, HAPPY);
      assert_patient (lines[2 + 2 * i], threshold, 100, UNHAPPY);
    }
  for (guint i = 1000; i < 1050; i++)
    {
      assert_patient (lines[1 + 2 * i], 13, threshold - 1, UNHAPPY);
      assert_patient (lines[2 + 2 * i], threshold, 100, HAPPY);
    }
}

static void
drug_trial_is_as_in_the_notes (NrnCliTest    *cli,
                               gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "data drug-trial");
  assert_trial (cli, 65);

  nrn_cli_test_succeed (cli, "data Drug-Trial --set threshold=50");
  assert_trial (cli, 50);
}

static void
seed_fixes_the_rows (NrnCliTest    *cli,
                     gconstpointer  data)
{
  g_autofree char *first = NULL;

  nrn_cli_test_succeed (cli, "data drug-trial --seed 5");
  first = g_strdup (cli->output);
  nrn_cli_test_succeed (cli, "data drug-trial --seed 5");
  g_assert_cmpstr (cli->output, ==, first);
  nrn_cli_test_succeed (cli, "data drug-trial --seed 6");
  g_assert_cmpstr (cli->output, !=, first);
}

/* What is printed is what a training with the same seed learns from. */
static void
seed_is_the_trainings (NrnCliTest    *cli,
                       gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --preset line --seed 5 --epochs 2 --log none --save a.json");
  nrn_cli_test_succeed (cli, "data line --seed 5");
  nrn_cli_test_write (cli, "rows.csv", cli->output);
  nrn_cli_test_succeed (cli, "train --data rows.csv --network 1-1 --activations linear --seed 5 "
                        "--learning-rate 0.05 --batch-size 16 --epochs 2 --log none "
                        "--save b.json");
  g_assert_true (nrn_cli_test_same (cli, "a.weights.bin", "b.weights.bin"));
}

static void
scales_to_0_1 (NrnCliTest    *cli,
               gconstpointer  data)
{
  g_auto (GStrv) lines = NULL;
  double smallest = INFINITY;
  double largest = -INFINITY;

  nrn_cli_test_succeed (cli, "data body-mass --scaled");
  lines = nrn_cli_test_lines (cli);
  g_assert_cmpstr (lines[0], ==, "height,weight,body mass");
  for (guint i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      for (guint j = 0; j < 2; j++)
        {
          smallest = MIN (smallest, g_ascii_strtod (cells[j], NULL));
          largest = MAX (largest, g_ascii_strtod (cells[j], NULL));
        }
    }
  g_assert_cmpfloat (smallest, ==, 0);
  g_assert_cmpfloat (largest, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  guint n_generators;
  const NrnGenerator *const *generators = nrn_generator_get_all (&n_generators);

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < n_generators; i++)
    {
      g_autofree char *path = g_strdup_printf ("/cli/data/prints/%s", generators[i]->name);

      nrn_cli_test_add (path, generators[i], prints_data_set);
    }
  nrn_cli_test_add ("/cli/data/drug-trial-is-as-in-the-notes", NULL,
                    drug_trial_is_as_in_the_notes);
  nrn_cli_test_add ("/cli/data/seed-fixes-the-rows", NULL, seed_fixes_the_rows);
  nrn_cli_test_add ("/cli/data/seed-is-the-trainings", NULL, seed_is_the_trainings);
  nrn_cli_test_add ("/cli/data/scales-to-0-1", NULL, scales_to_0_1);

  return g_test_run ();
}
