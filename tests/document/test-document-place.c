/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * NrnDocument: where a training goes on after a fork, a change, and without it.
 */

#include "nrn-past-test.h"

/* ---- Forks ---- */

/* Not only the weights are those from before: the next update is, too. */
static void
test_undo_go_on_is_exact (Fixture       *fixture,
                          gconstpointer  optimizer)
{
  g_autoptr (NrnTrace) next = nrn_trace_ref (nrn_document_get_trace (fixture->document));

  g_assert_true (nrn_document_show_update (fixture->document, 200));
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  for (guint i = 0; i < 5; i++)
    step (fixture, NRN_STEP_BATCH);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  assert_shows (fixture, N_UPDATES);
  step (fixture, NRN_STEP_BATCH);
  assert_weights (fixture, nrn_trace_get_new_weights (next));
  g_assert_null (nrn_document_get_undo_name (fixture->document));
}

static void
test_redo_go_on (Fixture       *fixture,
                 gconstpointer  optimizer)
{
  g_assert_true (nrn_document_show_update (fixture->document, 200));
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_true (nrn_document_redo (fixture->document, NULL));
  for (guint update = 201; update < 220; update++)
    {
      step (fixture, NRN_STEP_BATCH);
      assert_shows (fixture, update);
    }
}

/* The learning rate and the batch size of what comes after the moment; and the
 * run until now is on the shelf. */
static void
test_fork (Fixture       *fixture,
           gconstpointer  optimizer)
{
  g_autoptr (NrnFit) fit = NULL;
  NrnFitOptions options =
    nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document))->fit;

  g_assert_true (nrn_document_show_update (fixture->document, 260));
  fit = dup_shown (fixture);
  options.batch_size = 16;
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0.02);
  nrn_fit_set_options (fit, &options);

  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.02, NULL));
  g_assert_cmpint (nrn_document_get_shown_update (fixture->document), ==, -1);
  assert_shows (fixture, 260);
  g_assert_true (nrn_document_set_fit (fixture->document, &options, NULL));
  g_assert_cmpuint (nrn_shelf_get_n_runs (nrn_document_get_shelf (fixture->document)), ==, 1);
  assert_trains_as (fixture, fit, 150);
}

/* Settings of now, changed after the moment, hold for what goes on from it. */
static void
test_fork_has_settings_of_now (Fixture       *fixture,
                               gconstpointer  optimizer)
{
  g_autoptr (NrnFit) fit = NULL;

  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.03, NULL));
  step (fixture, NRN_STEP_BATCH);
  g_assert_true (nrn_document_show_update (fixture->document, 200));
  fit = dup_shown (fixture);
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0.03);
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  assert_trains_as (fixture, fit, 50);
}

/* Also if that is taken back and made again. */
static void
test_redo_has_settings_of_now (Fixture       *fixture,
                               gconstpointer  optimizer)
{
  g_autoptr (NrnFit) fit = NULL;
  NrnFitOptions options =
    nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document))->fit;

  options.batch_size = 16;
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.03, NULL));
  g_assert_true (nrn_document_set_fit (fixture->document, &options, NULL));
  step (fixture, NRN_STEP_BATCH);
  g_assert_true (nrn_document_show_update (fixture->document, 200));
  fit = dup_shown (fixture);
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0.03);
  nrn_fit_set_options (fit, &options);
  g_assert_true (nrn_document_go_on_from_here (fixture->document, NULL));
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_true (nrn_document_redo (fixture->document, NULL));
  assert_trains_as (fixture, fit, 50);
}

/* The next update is η × gradient long. */
static void
assert_steps_plainly (Fixture        *fixture,
                      const NrnTrace *trace,
                      float           learning_rate)
{
  const float *old = nrn_weights_get_data (nrn_trace_get_weights (trace));
  const float *new;

  step (fixture, NRN_STEP_BATCH);
  new = nrn_weights_get_data (get_snapshot (fixture)->weights);
  for (guint i = 0; i < 302; i++)
    g_assert_cmpfloat_with_epsilon (new[i], old[i] - learning_rate * nrn_trace_get_gradients (trace)[i],
                                    1e-6f);
}

/* Another optimizer goes on from that moment, with the same rows. */
static void
test_fork_with_another_optimizer (Fixture       *fixture,
                                  gconstpointer  optimizer)
{
  g_autoptr (NrnTrace) trace = NULL;

  g_assert_true (nrn_document_show_update (fixture->document, 260));
  trace = nrn_trace_ref (nrn_document_get_trace (fixture->document));
  edit_optimizer (fixture, "SGD(0.05)");
  assert_shows (fixture, 260);
  g_assert_cmpuint (nrn_shelf_get_n_runs (nrn_document_get_shelf (fixture->document)), ==, 1);
  assert_steps_plainly (fixture, trace, 0.05f);

  /* The optimizer, then the moment, both back. */
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, 261);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  assert_shows (fixture, N_UPDATES);
}

/* ---- Changes in the middle of an epoch ---- */

static void
stop_early (Fixture *fixture,
            guint    patience)
{
  NrnFitOptions options =
    nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document))->fit;

  options.early_stopping = (NrnEarlyStoppingOptions) { .monitor = "loss", .patience = patience };
  g_assert_true (nrn_document_set_fit (fixture->document, &options, NULL));
}

/* One layer has another argument. */
static NrnArchitecture *
dup_with_layer_text (const NrnArchitecture *architecture,
                     guint                  layer,
                     const char            *name,
                     const char            *text)
{
  g_autoptr (NrnConfig) config =
    nrn_config_with_text (nrn_architecture_get_layer (architecture, layer), name, text, NULL);

  g_assert_nonnull (config);

  return nrn_architecture_with_layer (architecture, layer, config, NULL);
}

static void
edit_activation (Fixture *fixture)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  g_autoptr (NrnArchitecture) architecture =
    dup_with_layer_text (parts.architecture, 0, "activation", "tanh");

  g_assert_nonnull (architecture);
  parts.architecture = architecture;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
}

/* What does not change the network's shape or the data leaves the training at its
 * update; taken back, the next updates are those without it, bit for bit. */
static void
test_change_taken_back (Fixture       *fixture,
                        gconstpointer  optimizer)
{
  g_autoptr (NrnFit) fit = dup_shown (fixture);

  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.5, NULL));
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  assert_shows (fixture, N_UPDATES);
  g_assert_true (nrn_document_redo (fixture->document, NULL));
  assert_shows (fixture, N_UPDATES);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  set_batch_size (fixture, 32);
  edit_optimizer (fixture, "Adam(0.5, beta_1=0.5)");
  assert_shows (fixture, N_UPDATES);
  edit_optimizer (fixture, "SGD(ExponentialDecay(0.1, 100, 0.5))");
  assert_shows (fixture, N_UPDATES);
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.25, NULL));
  stop_early (fixture, 3);
  edit_activation (fixture);
  assert_shows (fixture, N_UPDATES);
  while (nrn_document_get_undo_name (fixture->document) != NULL)
    {
      g_assert_true (nrn_document_undo (fixture->document, NULL));
      assert_shows (fixture, N_UPDATES);
    }
  assert_trains_as (fixture, fit, 150);
}

/* Of the learning rate and the batch size, nothing stays behind, either. */
static void
test_change_taken_back_leaves_nothing (Fixture       *fixture,
                                       gconstpointer  optimizer)
{
  g_assert_false (get_snapshot (fixture)->is_altered);
  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.5, NULL));
  set_batch_size (fixture, 32);
  while (get_snapshot (fixture)->n_batches == 189)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (get_snapshot (fixture)->is_altered);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  /* One after the other. */
  while (get_snapshot (fixture)->is_altered)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (get_snapshot (fixture)->n_batches, ==, 189);

  /* And all that was before can be looked back at. */
  g_assert_true (nrn_document_show_update (fixture->document, 17));
  assert_shows (fixture, 17);
}

/* What is trained since stays, and so does the update, when a change is taken back. */
static void
test_change_taken_back_later (Fixture       *fixture,
                              gconstpointer  optimizer)
{
  g_autoptr (NrnFit) fit = NULL;
  double rate = get_snapshot (fixture)->learning_rate;

  g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.002, NULL));
  for (guint i = 0; i < 10; i++)
    step (fixture, NRN_STEP_BATCH);
  fit = dup_shown (fixture);
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), rate);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES + 10);
  g_assert_cmpuint (get_snapshot (fixture)->batch, ==, (N_UPDATES + 10) % 189);
  assert_trains_as (fixture, fit, 150);
}

/* A number that is turned while the training goes on is one edit; and it is the number
 * that is taken back, not what was learned meanwhile. */
static void
test_number_is_turned_while_training (Fixture       *fixture,
                                      gconstpointer  optimizer)
{
  g_autoptr (NrnWeights) weights = NULL;
  double rate = get_snapshot (fixture)->learning_rate;

  for (guint i = 1; i <= 3; i++)
    {
      g_assert_true (nrn_document_set_learning_rate (fixture->document, 0.001 * i, NULL));
      step (fixture, NRN_STEP_BATCH);
    }
  weights = nrn_weights_ref (get_snapshot (fixture)->weights);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_null (nrn_document_get_undo_name (fixture->document));
  while (get_snapshot (fixture)->learning_rate != rate)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES + 3);
  assert_weights (fixture, weights);
}

/* The same optimizer with another number goes on with what it remembers. */
static void
test_optimizer_option (Fixture       *fixture,
                       gconstpointer  optimizer)
{
  g_autoptr (NrnTrace) before = nrn_trace_ref (nrn_document_get_trace (fixture->document));
  g_autoptr (NrnFit) fit = NULL;
  const NrnTrace *after;

  edit_optimizer (fixture, "Adam(0.0001, beta_1=0.5)");
  assert_shows (fixture, N_UPDATES);
  after = nrn_document_get_trace (fixture->document);
  g_assert_cmpfloat (nrn_config_lookup (nrn_trace_get_optimizer (after), "beta_1"), ==, 0.5);
  g_assert_cmpuint (nrn_trace_get_step (after), ==, nrn_trace_get_step (before));
  g_assert_cmpuint (nrn_trace_get_n_slots (after), ==, 2);
  for (guint slot = 0; slot < 2; slot++)
    g_assert_cmpmem (nrn_trace_get_slot (after, slot, FALSE), 302 * sizeof (float),
                     nrn_trace_get_slot (before, slot, FALSE), 302 * sizeof (float));
  g_assert_cmpmem (nrn_trace_get_rows (after), nrn_trace_get_n_rows (after) * sizeof (guint),
                   nrn_trace_get_rows (before), nrn_trace_get_n_rows (before) * sizeof (guint));
  g_assert_true (memcmp (nrn_weights_get_data (nrn_trace_get_new_weights (after)),
                         nrn_weights_get_data (nrn_trace_get_new_weights (before)),
                         302 * sizeof (float)) != 0);
  fit = dup_shown (fixture);
  assert_trains_as (fixture, fit, 150);
}

/* Another one begins, with the rows that were to come. */
static void
test_another_optimizer (Fixture       *fixture,
                        gconstpointer  optimizer)
{
  g_autoptr (NrnTrace) trace = nrn_trace_ref (nrn_document_get_trace (fixture->document));

  edit_optimizer (fixture, "SGD(0.05)");
  assert_shows (fixture, N_UPDATES);
  assert_steps_plainly (fixture, trace, 0.05f);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES + 1);
}

/* Another curve, a layer frozen: the same weights, the same rows to come. */
static void
test_network_of_same_shape (Fixture       *fixture,
                            gconstpointer  optimizer)
{
  g_autoptr (NrnTrace) trace = nrn_trace_ref (nrn_document_get_trace (fixture->document));
  g_autoptr (NrnFit) fit = NULL;
  NrnExperimentParts parts;
  g_autoptr (NrnArchitecture) frozen = NULL;

  edit_activation (fixture);
  assert_shows (fixture, N_UPDATES);
  fit = dup_shown (fixture);
  g_assert_cmpuint (nrn_trace_get_step (nrn_document_get_trace (fixture->document)), ==,
                    nrn_trace_get_step (trace));
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (NrnWeights) weights = NULL;

      step (fixture, NRN_STEP_BATCH);
      g_assert_cmpint (nrn_fit_step (fit), ==, NRN_FIT_BATCH);
      weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
      assert_weights (fixture, weights);
    }

  /* An optimizer of fewer weights begins anew. */
  parts = *nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  frozen = dup_with_layer_text (parts.architecture, 1, "trainable", "False");
  parts.architecture = frozen;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES + 5);
  step (fixture, NRN_STEP_BATCH);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES + 6);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES + 6);
}

/* A network of another shape and other data begin the epoch anew. */
static void
test_network_of_another_shape (Fixture       *fixture,
                               gconstpointer  optimizer)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  g_autoptr (NrnArchitecture) architecture =
    dup_with_layer_text (parts.architecture, 0, "units", "7");

  parts.architecture = architecture;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->epoch, ==, 2);
  g_assert_cmpuint (get_snapshot (fixture)->batch, ==, 0);
}

/* A weight by hand leaves the training at its update, and taking it back leaves
 * nothing of it: the next updates are those without it. Nudges are one edit. */
static void
test_weight_by_hand (Fixture       *fixture,
                     gconstpointer  optimizer)
{
  g_autoptr (NrnFit) fit = dup_shown (fixture);

  g_assert_true (nrn_document_set_weight (fixture->document, 7, 0.25, NULL));
  g_assert_true (nrn_document_set_weight (fixture->document, 7, 0.5, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES);
  g_assert_cmpuint (get_snapshot (fixture)->batch, ==, N_UPDATES % 189);
  g_assert_cmpfloat (nrn_weights_get_data (get_snapshot (fixture)->weights)[7], ==, 0.5f);

  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_null (nrn_document_get_undo_name (fixture->document));
  assert_shows (fixture, N_UPDATES);
  g_assert_true (nrn_document_redo (fixture->document, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, N_UPDATES);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  assert_trains_as (fixture, fit, 150);
}

/* With it, the optimizer and the rows to come are those of before; what is trained
 * since stays when it is taken back. */
static void
test_weight_by_hand_trains_on (Fixture       *fixture,
                               gconstpointer  optimizer)
{
  g_autoptr (NrnTrace) before = nrn_trace_ref (nrn_document_get_trace (fixture->document));
  g_autoptr (NrnFit) fit = NULL;
  const NrnTrace *after;
  float trained;

  g_assert_true (nrn_document_set_weight (fixture->document, 7, 0.5, NULL));
  after = nrn_document_get_trace (fixture->document);
  g_assert_cmpuint (nrn_trace_get_step (after), ==, nrn_trace_get_step (before));
  g_assert_cmpmem (nrn_trace_get_rows (after), nrn_trace_get_n_rows (after) * sizeof (guint),
                   nrn_trace_get_rows (before), nrn_trace_get_n_rows (before) * sizeof (guint));
  for (guint slot = 0; slot < nrn_trace_get_n_slots (after); slot++)
    g_assert_cmpmem (nrn_trace_get_slot (after, slot, FALSE), 302 * sizeof (float),
                     nrn_trace_get_slot (before, slot, FALSE), 302 * sizeof (float));
  fit = dup_shown (fixture);
  assert_trains_as (fixture, fit, 150);

  trained = nrn_weights_get_data (get_snapshot (fixture)->weights)[300];
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpfloat (nrn_weights_get_data (get_snapshot (fixture)->weights)[300], ==, trained);
}

#define ADD(name, optimizer, test) \
  g_test_add ("/document/place/" name, Fixture, optimizer, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("undo-go-on/exact", "Adam", test_undo_go_on_is_exact);
  ADD ("undo-go-on/exact/rmsprop", "RMSprop(momentum=0.5)", test_undo_go_on_is_exact);
  ADD ("redo-go-on", "Adam", test_redo_go_on);
  ADD ("fork", "Adam", test_fork);
  ADD ("fork/settings-of-now", "Nadam", test_fork_has_settings_of_now);
  ADD ("fork/settings-of-now/redo", "Nadam", test_redo_has_settings_of_now);
  ADD ("fork/another-optimizer", "Adam", test_fork_with_another_optimizer);
  ADD ("change/taken-back", "Adam", test_change_taken_back);
  ADD ("change/taken-back/schedule", "SGD(ExponentialDecay(0.1, 100, 0.5), momentum=0.9)", test_change_taken_back);
  ADD ("change/taken-back/leaves-nothing", "Adam", test_change_taken_back_leaves_nothing);
  ADD ("change/taken-back/later", "Adam", test_change_taken_back_later);
  ADD ("change/turned-while-training", "Adam", test_number_is_turned_while_training);
  ADD ("change/optimizer-option", "Adam", test_optimizer_option);
  ADD ("change/another-optimizer", "Adam", test_another_optimizer);
  ADD ("change/same-shape", "Adam", test_network_of_same_shape);
  ADD ("change/another-shape", "Adam", test_network_of_another_shape);
  ADD ("weight-by-hand", "Adam", test_weight_by_hand);
  ADD ("weight-by-hand/nesterov", "SGD(0.01, momentum=0.9, nesterov=True)", test_weight_by_hand);
  ADD ("weight-by-hand/trains-on", "RMSprop(momentum=0.5)", test_weight_by_hand_trains_on);

  return g_test_run ();
}
