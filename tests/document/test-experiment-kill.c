/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A program that is killed while it saves leaves the old file or the new one,
 * whole.
 */

#include "nrn-experiment-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "nrn-preset.h"

/* At least; and until both files were seen, or it was never killed at work. */
#define N_KILLS 300

/* How many saves a child has time for at the most. */
#define MOST_SAVES 8

static NrnExperiment *
experiment_new (guint32 seed)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) untrained = nrn_preset_new_experiment (preset, seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (untrained);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (parts.architecture, seed);

  parts.weights = weights;

  return nrn_experiment_new (&parts);
}

G_GNUC_NORETURN static void
save_for_ever (const char          *path,
               const NrnExperiment *one,
               const NrnExperiment *other)
{
  for (;;)
    {
      nrn_experiment_save (one, path, NULL);
      nrn_experiment_save (other, path, NULL);
    }
}

static void
remove_files (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static void
test_old_or_new (void)
{
  g_autofree char *folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "trial.neurons", NULL);
  g_autoptr (NrnExperiment) one = experiment_new (1);
  g_autoptr (NrnExperiment) other = experiment_new (2);
  g_autofree char *one_text = NULL;
  g_autofree char *other_text = NULL;
  guint n_ones = 0, n_others = 0;
  gint64 start = g_get_monotonic_time ();
  gint64 save_us;

  g_assert_true (nrn_experiment_save (one, path, NULL));
  g_assert_true (g_file_get_contents (path, &one_text, NULL, NULL));
  g_assert_true (nrn_experiment_save (other, path, NULL));
  g_assert_true (g_file_get_contents (path, &other_text, NULL, NULL));
  g_assert_cmpstr (one_text, !=, other_text);
  save_us = (g_get_monotonic_time () - start) / 2 + 1;

  for (guint i = 0; i < N_KILLS || n_ones == 0 || n_others == 0; i++)
    {
      g_autofree char *text = NULL;
      pid_t child = fork ();

      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        save_for_ever (path, one, other);
      g_usleep ((gulong) (g_test_rand_double () * MOST_SAVES * (double) save_us));
      g_assert_cmpint (kill (child, SIGKILL), ==, 0);
      g_assert_cmpint (waitpid (child, NULL, 0), ==, child);

      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      if (g_str_equal (text, one_text))
        n_ones++;
      else
        n_others++;
      g_assert_true (g_str_equal (text, one_text) || g_str_equal (text, other_text));
    }
  g_test_message ("%u times the one, %u times the other", n_ones, n_others);

  remove_files (folder);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/experiment-kill/old-or-new", test_old_or_new);

  return g_test_run ();
}
