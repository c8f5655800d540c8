/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whoever asks for more meanwhile gets the newest.
 */

#include "nrn-loss-finder.h"

#include <math.h>

#include "nrn-document.h"
#include "nrn-preset.h"

typedef struct
{
  NrnDocument           *document;  /* owned */
  NrnLossFinder         *finder;    /* owned */
  NrnLossValleyQuestion  question;
  guint                  n_changes;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);

  fixture->document = nrn_document_new ();
  g_assert_true (nrn_document_set_experiment (fixture->document, experiment, NULL));
  fixture->finder = nrn_loss_finder_new ();
  g_signal_connect_swapped (fixture->finder, "changed", G_CALLBACK (changed_cb), fixture);
  fixture->question = (NrnLossValleyQuestion) {
    .experiment = nrn_document_get_experiment (fixture->document),
    .samples = nrn_document_get_samples (fixture->document),
    .weights = nrn_snapshot_get_parts (nrn_document_get_snapshot (fixture->document))->weights,
    .weight = 4,
    .minimum = -1,
    .maximum = 1,
  };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->finder);
  g_clear_object (&fixture->document);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait (Fixture *fixture)
{
  guint alarm = g_timeout_add (20, wake_cb, NULL);

  while (nrn_loss_finder_is_busy (fixture->finder))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (alarm);
}

static void
ask (Fixture *fixture,
     double   value)
{
  nrn_loss_finder_ask (fixture->finder, &fixture->question,
                       &(NrnLossStep) { .value = value, .learning_rate = 2, .other_value = NAN });
}

/* What comes is what is found without a thread. */
static void
assert_found (Fixture *fixture,
              double   value)
{
  g_autoptr (NrnLossValley) valley = nrn_loss_valley_new (&fixture->question, NULL, NULL);
  const NrnLossStep *found = nrn_loss_finder_get_step (fixture->finder);
  NrnLossStep step = { .value = value, .learning_rate = 2, .other_value = NAN };

  nrn_loss_valley_step (valley, &step);
  g_assert_cmpmem (nrn_loss_valley_get_losses (nrn_loss_finder_get_valley (fixture->finder)),
                   NRN_LOSS_VALLEY_N_POINTS * sizeof (double),
                   nrn_loss_valley_get_losses (valley), NRN_LOSS_VALLEY_N_POINTS * sizeof (double));
  g_assert_cmpfloat (found->value, ==, step.value);
  g_assert_cmpfloat (found->loss, ==, step.loss);
  g_assert_cmpfloat (found->new_loss, ==, step.new_loss);
}

static void
test_newest (Fixture       *fixture,
             gconstpointer  data)
{
  for (guint i = 0; i < 50; i++)
    ask (fixture, i / 100.0);
  wait (fixture);
  assert_found (fixture, 0.49);
  g_assert_cmpuint (fixture->n_changes, <, 10);

  /* Another axis, then back. */
  fixture->question.maximum = 2;
  ask (fixture, 0.25);
  wait (fixture);
  assert_found (fixture, 0.25);
  fixture->question.maximum = 1;
  ask (fixture, 0.25);
  wait (fixture);
  assert_found (fixture, 0.25);
}

/* A hand that moves the weight stays on the same curve. */
static void
test_no_work_twice (Fixture       *fixture,
                    gconstpointer  data)
{
  const NrnLossValley *valley;

  ask (fixture, 0.5);
  wait (fixture);
  valley = nrn_loss_finder_get_valley (fixture->finder);
  ask (fixture, 0.5);
  g_assert_false (nrn_loss_finder_is_busy (fixture->finder));

  nrn_document_preview_weight (fixture->document, 4, 0.7);
  fixture->question.weights =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (fixture->document))->weights;
  ask (fixture, 0.7);
  g_assert_true (nrn_loss_finder_is_busy (fixture->finder));
  wait (fixture);
  g_assert_true (nrn_loss_finder_get_valley (fixture->finder) == valley);
  assert_found (fixture, 0.7);
}

static void
test_other_weight (Fixture       *fixture,
                   gconstpointer  data)
{
  ask (fixture, 0.5);
  wait (fixture);
  fixture->question.weight = 5;
  ask (fixture, 0.5);
  g_assert_null (nrn_loss_finder_get_valley (fixture->finder));
  wait (fixture);
  assert_found (fixture, 0.5);

  nrn_loss_finder_forget (fixture->finder);
  fixture->n_changes = 0;
  ask (fixture, 0.25);
  nrn_loss_finder_forget (fixture->finder);
  g_assert_false (nrn_loss_finder_is_busy (fixture->finder));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  /* And one that goes away while a thread works for it. */
  ask (fixture, 0.25);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/document/loss-finder/newest", Fixture, NULL, set_up, test_newest, tear_down);
  g_test_add ("/document/loss-finder/no-work-twice", Fixture, NULL, set_up, test_no_work_twice,
              tear_down);
  g_test_add ("/document/loss-finder/other-weight", Fixture, NULL, set_up, test_other_weight, tear_down);

  return g_test_run ();
}
