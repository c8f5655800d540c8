/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-experiment.h"

#include "nrn-preset.h"

/* An edit shares what did not change and leaves the old value alone. */
static void
test_edit_shares (void)
{
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) after = NULL;
  NrnExperimentParts parts;

  before = nrn_preset_new_experiment (nrn_preset_find ("xor", NULL), 7);
  parts = *nrn_experiment_get_parts (before);
  parts.fit.epochs += 5;
  parts.name = "Mine";
  after = nrn_experiment_new (&parts);

  g_assert_cmpuint (nrn_experiment_get_parts (after)->fit.epochs, ==,
                    nrn_experiment_get_parts (before)->fit.epochs + 5);
  g_assert_true (nrn_experiment_get_parts (after)->architecture ==
                 nrn_experiment_get_parts (before)->architecture);
  g_assert_cmpstr (nrn_experiment_get_parts (after)->name, ==, "Mine");
  g_assert_cmpstr (nrn_experiment_get_parts (before)->name, !=, "Mine");
}

static void
test_outlives_its_parts (void)
{
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) after = NULL;
  NrnExperimentParts parts;

  before = nrn_preset_new_experiment (nrn_preset_find ("animals", NULL), 7);
  parts = *nrn_experiment_get_parts (before);
  parts.history = nrn_history_new (&(NrnEpoch) { .loss = 0.5 }, 1);
  parts.weights = nrn_weights_new_initial (parts.architecture, 1);
  after = nrn_experiment_new (&parts);
  nrn_history_unref ((NrnHistory *) parts.history);
  nrn_weights_unref ((NrnWeights *) parts.weights);
  g_clear_pointer (&before, nrn_experiment_unref);

  g_assert_cmpfloat (nrn_history_get_epoch (nrn_experiment_get_parts (after)->history, 0).loss,
                     ==, 0.5);
  g_assert_true (nrn_weights_are_finite (nrn_experiment_get_parts (after)->weights));
  g_assert_cmpstr (nrn_experiment_get_parts (after)->preset, ==, "animals");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/experiment/edit-shares", test_edit_shares);
  g_test_add_func ("/document/experiment/outlives-its-parts", test_outlives_its_parts);

  return g_test_run ();
}
