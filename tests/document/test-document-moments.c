/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * NrnDocument: looking back at any moment, and which ones are interesting.
 */

#include "nrn-past-test.h"

#include "nrn-error.h"
#include "nrn-moment-words.h"

static void
test_any_update (Fixture       *fixture,
                 gconstpointer  optimizer)
{
  for (guint i = 0; i < 60; i++)
    {
      guint update = i * 137 % N_UPDATES;

      g_assert_true (nrn_document_show_update (fixture->document, update));
      g_assert_cmpint (nrn_document_get_shown_update (fixture->document), ==, update);
      g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, (int) update / 189);
      assert_shows (fixture, update);
    }

  nrn_document_show_now (fixture->document);
  g_assert_cmpint (nrn_document_get_shown_update (fixture->document), ==, -1);
  assert_shows (fixture, N_UPDATES);
}

static void
test_now_is_now (Fixture       *fixture,
                 gconstpointer  optimizer)
{
  g_assert_true (nrn_document_show_update (fixture->document, 3));
  g_assert_true (nrn_document_show_update (fixture->document, N_UPDATES));
  g_assert_cmpint (nrn_document_get_shown_update (fixture->document), ==, -1);
  g_assert_false (nrn_document_show_update (fixture->document, N_UPDATES + 1));
  assert_shows (fixture, N_UPDATES);
}

/* The optimizer's memory and the rows to come are those of then: another
 * step of it leads to where the training went. */
static void
test_moment (Fixture       *fixture,
             gconstpointer  optimizer)
{
  NrnFit *fit;
  g_autoptr (NrnWeights) weights = NULL;
  const NrnWeights *expected = fixture->weights->pdata[201];

  g_assert_true (nrn_document_show_update (fixture->document, 200));
  fit = nrn_document_get_moment (fixture->document);
  g_assert_nonnull (fit);
  g_assert_cmpuint (nrn_fit_get_update (fit), ==, 200);
  g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_BATCH);
  weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
  g_assert_cmpmem (nrn_weights_get_data (weights), 302 * sizeof (float),
                   nrn_weights_get_data (expected), 302 * sizeof (float));
}

static void
test_trace (Fixture       *fixture,
            gconstpointer  optimizer)
{
  static const guint updates[] = { 200, 17, N_UPDATES, 188, 0 };

  for (guint i = 0; i < G_N_ELEMENTS (updates); i++)
    {
      const NrnTrace *trace;
      const NrnWeights *before = fixture->weights->pdata[updates[i]];

      g_assert_true (nrn_document_show_update (fixture->document, updates[i]));
      trace = nrn_document_get_trace (fixture->document);
      g_assert_nonnull (trace);
      g_assert_true (nrn_document_get_trace (fixture->document) == trace);
      g_assert_cmpmem (nrn_weights_get_data (nrn_trace_get_weights (trace)), 302 * sizeof (float),
                       nrn_weights_get_data (before), 302 * sizeof (float));
      if (updates[i] == N_UPDATES)
        continue;
      g_assert_cmpmem (nrn_weights_get_data (nrn_trace_get_new_weights (trace)), 302 * sizeof (float),
                       nrn_weights_get_data (fixture->weights->pdata[updates[i] + 1]),
                       302 * sizeof (float));
    }
}

/* The next update goes by the learning rate of now. */
static void
test_trace_of_another_rate (Fixture       *fixture,
                            gconstpointer  optimizer)
{
  const NrnTrace *trace = nrn_document_get_trace (fixture->document);

  g_assert_cmpfloat (nrn_trace_get_learning_rate (trace), !=, 0.5);
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.5, NULL));
  while (get_snapshot (fixture)->learning_rate != 0.5)
    g_main_context_iteration (NULL, TRUE);
  trace = nrn_document_get_trace (fixture->document);
  g_assert_cmpuint (nrn_trace_get_update (trace), ==, N_UPDATES);
  g_assert_cmpfloat (nrn_trace_get_learning_rate (trace), ==, 0.5);
}

static void
test_reset_forgets (Fixture       *fixture,
                    gconstpointer  optimizer)
{
  g_assert_true (nrn_document_show_update (fixture->document, 100));
  nrn_trainer_reset (nrn_document_get_trainer (fixture->document));
  while (get_snapshot (fixture)->update != 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (nrn_document_get_shown_update (fixture->document), ==, -1);
  g_assert_false (nrn_document_show_update (fixture->document, 100));
}

static void
test_go_on_from_here (Fixture       *fixture,
                      gconstpointer  optimizer)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_document_show_update (fixture->document, 260));
  g_assert_true (nrn_document_go_on_from_here (fixture->document, &error));
  g_assert_no_error (error);
  g_assert_cmpint (nrn_document_get_shown_update (fixture->document), ==, -1);
  assert_shows (fixture, 260);
  g_assert_cmpuint (nrn_history_get_n_epochs (nrn_document_get_history (fixture->document)), ==, 1);
  for (guint update = 261; update < 400; update++)
    {
      step (fixture, NRN_STEP_BATCH);
      assert_shows (fixture, update);
    }

  /* Its own past begins where it began. */
  g_assert_true (nrn_document_show_update (fixture->document, 300));
  assert_shows (fixture, 300);
  g_assert_false (nrn_document_show_update (fixture->document, 259));
}

static void
test_undo_go_on_within_epoch (Fixture       *fixture,
                              gconstpointer  optimizer)
{
  g_assert_true (nrn_document_show_update (fixture->document, N_UPDATES - 1));
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  g_assert_cmpstr (nrn_document_get_undo_name (fixture->document), ==, "Undo Go On From Here");
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  assert_shows (fixture, N_UPDATES);
}

static void
test_undo_go_on (Fixture       *fixture,
                 gconstpointer  optimizer)
{
  g_assert_true (nrn_document_show_update (fixture->document, 200));
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  g_assert_cmpstr (nrn_document_get_undo_name (fixture->document), ==, "Undo Go On From Here");
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpuint (nrn_history_get_n_epochs (nrn_document_get_history (fixture->document)), ==, 2);
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float),
                   nrn_weights_get_data (fixture->weights->pdata[N_UPDATES]), 302 * sizeof (float));
}

/* One weight takes its step and nothing else does: the others, the optimizer and
 * the rows of the next batch are as they were. */
static void
test_apply (Fixture       *fixture,
            gconstpointer  optimizer)
{
  gsize place = 0;
  g_autoptr (NrnTrace) before = nrn_trace_ref (nrn_document_get_trace (fixture->document));
  const float *old = nrn_weights_get_data (fixture->weights->pdata[N_UPDATES]);
  const float *new = nrn_weights_get_data (nrn_trace_get_new_weights (before));
  float wanted;
  gsize n = nrn_architecture_get_n_parameters (
    nrn_weights_get_architecture (nrn_trace_get_weights (before)));
  const NrnTrace *after;
  g_autoptr (GError) error = NULL;

  while (place < n && new[place] == old[place])
    place++;
  g_assert_cmpuint (place, <, n);
  wanted = new[place];
  g_assert_true (nrn_document_set_weight (fixture->document, place, (double) wanted, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES);
  for (gsize i = 0; i < n; i++)
    g_assert_cmpfloat (nrn_weights_get_data (get_snapshot (fixture)->weights)[i], ==,
                       i == place ? wanted : old[i]);

  after = nrn_document_get_trace (fixture->document);
  g_assert_nonnull (after);
  g_assert_cmpuint (nrn_trace_get_step (after), ==, nrn_trace_get_step (before));
  for (guint slot = 0; slot < nrn_trace_get_n_slots (after); slot++)
    g_assert_cmpmem (nrn_trace_get_slot (after, slot, FALSE), n * sizeof (float),
                     nrn_trace_get_slot (before, slot, FALSE), n * sizeof (float));
  g_assert_cmpmem (nrn_trace_get_rows (after), nrn_trace_get_n_rows (after) * sizeof (guint),
                   nrn_trace_get_rows (before), nrn_trace_get_n_rows (before) * sizeof (guint));

  g_assert_cmpstr (nrn_document_get_undo_name (fixture->document), ==, "Undo Change Weight");
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), n * sizeof (float),
                   old, n * sizeof (float));
  g_assert_true (nrn_document_redo (fixture->document, NULL));
  g_assert_cmpfloat (nrn_weights_get_data (get_snapshot (fixture)->weights)[place], ==, wanted);
}

/* ---- Traces of large networks ---- */

static NrnDocument *
open_large (void)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_parse_layers (1, "Dense(300, relu), Dense(400, relu), Dense(2, sigmoid)", NULL);
  g_autoptr (NrnExperiment) changed = NULL;
  NrnDocument *document = nrn_document_new ();

  parts.architecture = architecture;
  changed = nrn_experiment_new (&parts);
  g_assert_true (nrn_document_set_experiment (document, changed, NULL));

  return document;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* The numbers of a trace that came later are those of one that was waited for. */
static void
test_trace_comes (void)
{
  g_autoptr (NrnDocument) document = open_large ();
  g_autoptr (NrnDocument) twin = open_large ();
  guint n_changes = 0;
  gboolean is_coming;
  const NrnTrace *trace, *expected;
  gsize n;

  g_signal_connect_swapped (document, "trace-changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_null (nrn_document_request_trace (document, &is_coming));
  g_assert_true (is_coming);
  g_assert_null (nrn_document_request_trace (document, &is_coming));
  while (n_changes == 0)
    g_main_context_iteration (NULL, TRUE);

  trace = nrn_document_request_trace (document, &is_coming);
  g_assert_nonnull (trace);
  g_assert_false (is_coming);
  expected = nrn_document_get_trace (twin);
  n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (nrn_trace_get_weights (trace)));
  g_assert_cmpmem (nrn_trace_get_gradients (trace), n * sizeof (float),
                   nrn_trace_get_gradients (expected), n * sizeof (float));
  /* What made it is put back, and looks at other moments. */
  g_assert_true (nrn_document_get_trace (document) == trace);
  g_assert_nonnull (nrn_document_get_moment (document));
}

/* A document that is gone, or trains something else, hears of nothing. */
static void
test_trace_too_late (void)
{
  NrnDocument *document = open_large ();
  g_autoptr (NrnDocument) other = open_large ();
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  gboolean is_coming;

  nrn_document_request_trace (document, &is_coming);
  g_assert_true (is_coming);
  g_assert_finalize_object (document);

  nrn_document_request_trace (other, &is_coming);
  g_assert_true (is_coming);
  g_assert_true (nrn_document_set_experiment (other, experiment, NULL));
  g_assert_nonnull (nrn_document_request_trace (other, &is_coming));
  g_assert_false (is_coming);
  g_assert_cmpuint (nrn_trace_get_n_rows (nrn_document_get_trace (other)), ==, 10);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* ---- Interesting moments ---- */

static const NrnMoment *
find_kind (Fixture       *fixture,
           NrnMomentKind  kind)
{
  const NrnMoments *moments = nrn_document_get_moments (fixture->document);

  for (guint i = 0; i < nrn_moments_get_n (moments); i++)
    {
      if (nrn_moments_get (moments, i)->kind == kind)
        return nrn_moments_get (moments, i);
    }

  return NULL;
}

/* The newest epoch has been looked at. */
static void
await_best (Fixture *fixture,
            double   epoch)
{
  while (find_kind (fixture, NRN_MOMENT_BEST) == NULL ||
         find_kind (fixture, NRN_MOMENT_BEST)->position != epoch)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_moments (Fixture       *fixture,
              gconstpointer  optimizer)
{
  guint n_signals = 0;
  const NrnMoment *moment;

  g_signal_connect_swapped (fixture->document, "moments-changed", G_CALLBACK (count_cb), &n_signals);
  await_best (fixture, 2);
  g_assert_cmpuint (find_kind (fixture, NRN_MOMENT_BEST)->update, ==, 2 * 189);
  g_assert_true (nrn_document_show_update (fixture->document, 2 * 189));
  moment = nrn_document_get_shown_moment (fixture->document);
  g_assert_nonnull (moment);
  g_assert_cmpint (moment->kind, ==, NRN_MOMENT_BEST);
  g_assert_true (nrn_document_show_update (fixture->document, 2 * 189 - 1));
  g_assert_null (nrn_document_get_shown_moment (fixture->document));
  nrn_document_show_now (fixture->document);
  g_assert_null (nrn_document_get_shown_moment (fixture->document));

  /* Told without another epoch. */
  n_signals = 0;
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.5, NULL));
  while (find_kind (fixture, NRN_MOMENT_LEARNING_RATE) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_signals, >, 0);
  moment = find_kind (fixture, NRN_MOMENT_LEARNING_RATE);
  g_assert_cmpuint (moment->update, ==, N_UPDATES);
  g_assert_cmpfloat (moment->after, ==, 0.5);
}

/* An edit keeps what is known of the epochs before it. */
static void
test_moments_after_edit (Fixture       *fixture,
                         gconstpointer  optimizer)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, "SGD", NULL);

  await_best (fixture, 2);
  parts.optimizer = config;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
  while (find_kind (fixture, NRN_MOMENT_EDIT) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (find_kind (fixture, NRN_MOMENT_EDIT)->position, ==, 2);
  g_assert_nonnull (find_kind (fixture, NRN_MOMENT_BEST));
}

/* Those of the run that is there, in words. */
static GPtrArray *
describe_moments (Fixture *fixture)
{
  const NrnMoments *moments = nrn_document_get_moments (fixture->document);
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < nrn_moments_get_n (moments); i++)
    g_ptr_array_add (words, nrn_document_describe_moment (fixture->document, nrn_moments_get (moments, i)));

  return words;
}

/* The branch has a mark that the run before it has not: another learning rate at
 * its first update, and that in the epochs which both have. */
static void
test_moments_after_undone_fork (Fixture       *fixture,
                                gconstpointer  optimizer)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  guint n_signals = 0;

  await_best (fixture, 2);
  before = describe_moments (fixture);
  g_assert_true (nrn_document_show_update (fixture->document, 189));
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.5, NULL));
  while (find_kind (fixture, NRN_MOMENT_LEARNING_RATE) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (find_kind (fixture, NRN_MOMENT_LEARNING_RATE)->update, ==, 189);
  for (guint i = 0; i < nrn_moments_get_n (nrn_document_get_moments (fixture->document)); i++)
    g_assert_cmpfloat (nrn_moments_get (nrn_document_get_moments (fixture->document), i)->position, <=, 1);
  step (fixture, NRN_STEP_EPOCH);

  g_signal_connect_swapped (fixture->document, "moments-changed", G_CALLBACK (count_cb), &n_signals);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  while (find_kind (fixture, NRN_MOMENT_LEARNING_RATE) == NULL)
    g_main_context_iteration (NULL, TRUE);
  n_signals = 0;
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpuint (n_signals, >, 0);
  assert_shows (fixture, N_UPDATES);
  await_best (fixture, 2);
  g_assert_null (find_kind (fixture, NRN_MOMENT_LEARNING_RATE));
  after = describe_moments (fixture);
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < before->len; i++)
    g_assert_cmpstr (after->pdata[i], ==, before->pdata[i]);
}

/* Nothing of the experiment before is told of one that was opened, whose epochs
 * are known. */
static void
test_moments_of_another_work (Fixture       *fixture,
                              gconstpointer  optimizer)
{
  g_autoptr (NrnWork) work = NULL;

  await_best (fixture, 2);
  work = nrn_document_dup_work (fixture->document, G_MAXSIZE);
  g_assert_true (nrn_document_show_update (fixture->document, 189));
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.5, NULL));
  while (find_kind (fixture, NRN_MOMENT_LEARNING_RATE) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (nrn_document_set_work (fixture->document, work, NULL));
  await_best (fixture, 2);
  g_assert_null (find_kind (fixture, NRN_MOMENT_LEARNING_RATE));
}

static NrnWork *
save_and_load (Fixture *fixture)
{
  g_autoptr (NrnWork) work = nrn_document_dup_work (fixture->document, G_MAXSIZE);
  g_autofree char *text = nrn_work_print (work);
  g_autoptr (GError) error = NULL;
  NrnWork *loaded = nrn_work_parse ("a.neurons", text, -1, &error);
  g_autofree char *again = NULL;

  g_assert_no_error (error);
  again = nrn_work_print (loaded);
  g_assert_cmpstr (again, ==, text);

  return loaded;
}

/* Numbers that were changed on the way stay with what the file holds of it: also
 * beyond an edit, a fork, and a weight by hand. */
static void
test_changes_are_saved (Fixture       *fixture,
                        gconstpointer  optimizer)
{
  g_autoptr (NrnWork) work = NULL;
  const NrnMoment *moment;

  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.5, NULL));
  step (fixture, NRN_STEP_EPOCH);
  set_batch_size (fixture, 32);
  step (fixture, NRN_STEP_EPOCH);
  g_assert_true (nrn_document_set_weight (fixture->document, 7, 0.25, NULL));
  edit_optimizer (fixture, "Adam(0.5, beta_1=0.5)");
  work = save_and_load (fixture);
  g_assert_true (nrn_document_set_work (fixture->document, work, NULL));
  g_assert_true (get_snapshot (fixture)->is_altered);
  while (find_kind (fixture, NRN_MOMENT_LEARNING_RATE) == NULL)
    g_main_context_iteration (NULL, TRUE);

  moment = find_kind (fixture, NRN_MOMENT_LEARNING_RATE);
  g_assert_cmpuint (moment->update, ==, N_UPDATES);
  g_assert_cmpfloat_with_epsilon (moment->position, 2 + 72 / 189.0, 1e-9);
  g_assert_cmpfloat (moment->before, ==, 0.0001);
  g_assert_cmpfloat (moment->after, ==, 0.5);
  moment = find_kind (fixture, NRN_MOMENT_BATCH_SIZE);
  g_assert_nonnull (moment);
  g_assert_cmpuint (moment->update, ==, 3 * 189);
  g_assert_cmpfloat (moment->before, ==, 10);
  g_assert_cmpfloat (moment->after, ==, 32);
}

/* A moment before a change knows nothing of it. */
static void
test_changes_of_a_fork (Fixture       *fixture,
                        gconstpointer  optimizer)
{
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.0002, NULL));
  step (fixture, NRN_STEP_BATCH);
  g_assert_true (get_snapshot (fixture)->is_altered);
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.0001, NULL));
  step (fixture, NRN_STEP_BATCH);
  g_assert_true (nrn_document_show_update (fixture->document, N_UPDATES - 10));
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  g_assert_false (get_snapshot (fixture)->is_altered);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_true (get_snapshot (fixture)->is_altered);

  /* One after it does. */
  step (fixture, NRN_STEP_BATCH);
  step (fixture, NRN_STEP_BATCH);
  g_assert_true (nrn_document_show_update (fixture->document, N_UPDATES + 3));
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  g_assert_true (get_snapshot (fixture)->is_altered);
}

static void
test_moment_words (void)
{
  static const struct { NrnMoment moment; const char *words; } cases[] = {
    { { .kind = NRN_MOMENT_UNIT_OFF, .update = 1260, .position = 5.5, .is_exact = TRUE, .unit = 2, .n_units = 1 },
      "Update 1260, epoch 6: hidden 1, unit 3 is never on from here." },
    { { .kind = NRN_MOMENT_UNIT_OFF, .update = 1260, .position = 6, .layer = 1, .unit = 2, .n_units = 4 },
      "By the end of epoch 6: hidden 2: 4 units are never on from here." },
    { { .kind = NRN_MOMENT_UNIT_OFF, .update = 7, .position = 0.1, .is_exact = TRUE, .n_units = 1, .until = 9 },
      "Update 7, epoch 1: hidden 1, unit 1 is off for every row from here until update 9." },
    { { .kind = NRN_MOMENT_UNIT_ON, .update = 9, .position = 0.1, .is_exact = TRUE, .n_units = 2 },
      "Update 9, epoch 1: hidden 1: 2 units are on for some rows from here; before, they were off for every row." },
    { { .kind = NRN_MOMENT_BOUNDARY, .update = 9, .position = 0.1, .is_exact = TRUE, .before = 0.59, .after = 0.61 },
      "Update 9, epoch 1: the prediction flips above the rule’s age now: at 66.07, before at 64.33." },
    { { .kind = NRN_MOMENT_ABOVE_GUESS, .update = 9, .position = 0.1, .is_exact = TRUE, .before = 0.5, .after = 0.625 },
      "Update 9, epoch 1: for the first time more rows are right (62.5 %) than by guessing always the same (50.0 %)." },
    { { .kind = NRN_MOMENT_BEST, .update = 420, .position = 2, .is_exact = TRUE, .after = 0.25, .n_units = TRUE },
      "Update 420, epoch 2: the best loss on the rows held out, 0.2500." },
    { { .kind = NRN_MOMENT_LEARNING_RATE, .update = 420, .position = 2, .is_exact = TRUE, .before = 0.001, .after = 0.0001 },
      "Update 420, epoch 2: the learning rate becomes 0.0001; before it was 0.001." },
    { { .kind = NRN_MOMENT_BATCH_SIZE, .update = 420, .position = 2, .is_exact = TRUE, .before = 10, .after = 32 },
      "Update 420, epoch 2: the batch size becomes 32; before it was 10." },
    { { .kind = NRN_MOMENT_EDIT, .update = 420, .position = 2, .is_exact = TRUE },
      "Update 420, epoch 2: the experiment was edited here." },
  };
  const double low[] = { 13 }, high[] = { 100 };
  float ages[] = { 13, 100 }, labels[] = { 0, 1 };
  static const char *const names[] = { "age", NULL };
  static const char *const classes[] = { "no", "yes", NULL };
  g_autoptr (NrnScaler) scaler = nrn_scaler_new (1, low, high, 0, 1);
  g_autoptr (NrnDataset) dataset =
    nrn_dataset_new_classes ("patients", 2, 1, g_memdup2 (ages, sizeof ages), names,
                             g_memdup2 (labels, sizeof labels), "ill", classes);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = nrn_moment_describe (&cases[i].moment, dataset, scaler);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

#define ADD(name, optimizer, test) \
  g_test_add ("/document/moments/" name, Fixture, optimizer, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("any-update", "Adam", test_any_update);
  ADD ("any-update/nesterov", "SGD(0.01, momentum=0.9, nesterov=True)", test_any_update);
  ADD ("now-is-now", "Adam", test_now_is_now);
  ADD ("moment", "Nadam", test_moment);
  ADD ("trace", "Adam", test_trace);
  ADD ("trace-of-another-rate", "Adam", test_trace_of_another_rate);
  ADD ("reset-forgets", "Adam", test_reset_forgets);
  ADD ("go-on-from-here", "RMSprop", test_go_on_from_here);
  ADD ("undo-go-on", "Adam", test_undo_go_on);
  ADD ("undo-go-on/within-epoch", "Adam", test_undo_go_on_within_epoch);
  ADD ("apply", "Adam", test_apply);
  ADD ("apply/nesterov", "SGD(0.01, momentum=0.9, nesterov=True)", test_apply);
  g_test_add_func ("/document/moments/trace-comes", test_trace_comes);
  g_test_add_func ("/document/moments/trace-too-late", test_trace_too_late);
  ADD ("moments", "Adam", test_moments);
  ADD ("moments/after-edit", "Adam", test_moments_after_edit);
  ADD ("moments/changes-are-saved", "Adam(0.0001)", test_changes_are_saved);
  ADD ("moments/changes-of-a-fork", "Adam(0.0001)", test_changes_of_a_fork);
  ADD ("moments/undone-fork", "Adam", test_moments_after_undone_fork);
  ADD ("moments/another-work", "Adam", test_moments_of_another_work);
  g_test_add_func ("/document/moments/words", test_moment_words);

  return g_test_run ();
}
