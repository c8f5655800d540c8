/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * NrnDocument: changing the experiment, and what stays.
 */

#include "nrn-document.h"

#include <math.h>

#include "nrn-error.h"
#include "nrn-preset.h"

typedef struct
{
  NrnDocument *document;
  guint        n_experiments;
  guint        n_snapshots;
  guint        n_watched;
  guint        n_measured;
} Fixture;

static void
count_cb (guint *count)
{
  *count += 1;
}

static NrnExperiment *
preset_new (const char *name)
{
  const NrnPreset *preset = nrn_preset_find (name, NULL);

  return nrn_preset_new_experiment (preset, preset->seed);
}

static void
set_preset (Fixture    *fixture,
            const char *name)
{
  g_autoptr (NrnExperiment) experiment = preset_new (name);
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_document_set_experiment (fixture->document, experiment, &error));
  g_assert_no_error (error);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->document = nrn_document_new ();
  set_preset (fixture, "drug-trial");
  g_signal_connect_swapped (fixture->document, "experiment-changed", G_CALLBACK (count_cb),
                            &fixture->n_experiments);
  g_signal_connect_swapped (fixture->document, "snapshot-changed", G_CALLBACK (count_cb),
                            &fixture->n_snapshots);
  g_signal_connect_swapped (fixture->document, "watched-changed", G_CALLBACK (count_cb),
                            &fixture->n_watched);
  g_signal_connect_swapped (fixture->document, "measured-changed", G_CALLBACK (count_cb),
                            &fixture->n_measured);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->document);
}

static NrnExperimentParts
get_parts (Fixture *fixture)
{
  return *nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
}

static const NrnSnapshotParts *
get_snapshot (Fixture *fixture)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (fixture->document));
}

static void
train_epoch (Fixture *fixture)
{
  guint before = get_snapshot (fixture)->epoch;

  nrn_trainer_step (nrn_document_get_trainer (fixture->document), NRN_STEP_EPOCH);
  while (get_snapshot (fixture)->epoch == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_set_experiment (Fixture       *fixture,
                     gconstpointer  data)
{
  set_preset (fixture, "body-mass");
  g_assert_cmpuint (fixture->n_experiments, ==, 1);
  g_assert_cmpuint (fixture->n_snapshots, ==, 1);
  g_assert_cmpuint (nrn_dataset_get_n_features (nrn_document_get_dataset (fixture->document)), ==, 2);
  g_assert_cmpuint (nrn_samples_get_input_dim (nrn_document_get_samples (fixture->document)), ==, 2);
  g_assert_nonnull (nrn_document_get_scaler (fixture->document));
  g_assert_cmpint (get_snapshot (fixture)->state, ==, NRN_TRAINING_READY);
}

typedef struct
{
  Fixture *fixture;
  guint    n_experiments;
  guint    n_snapshots;
} Late;

static void
connect_late_cb (gpointer data)
{
  Late *late = data;

  g_signal_connect_swapped (late->fixture->document, "experiment-changed", G_CALLBACK (count_cb),
                            &late->n_experiments);
  g_signal_connect_swapped (late->fixture->document, "snapshot-changed", G_CALLBACK (count_cb),
                            &late->n_snapshots);
}

/* Who comes late hears what the others have heard, and they do not hear it again. */
static void
test_introduce (Fixture       *fixture,
                gconstpointer  data)
{
  Late late = { fixture };

  nrn_document_introduce (fixture->document, connect_late_cb, &late);
  g_assert_cmpuint (late.n_experiments, ==, 1);
  g_assert_cmpuint (late.n_snapshots, ==, 1);
  g_assert_cmpuint (fixture->n_experiments, ==, 0);
  g_assert_cmpuint (fixture->n_snapshots, ==, 0);

  set_preset (fixture, "body-mass");
  g_assert_cmpuint (late.n_experiments, ==, 2);
  g_assert_cmpuint (late.n_snapshots, ==, 2);
  g_assert_cmpuint (fixture->n_experiments, ==, 1);
  g_assert_cmpuint (fixture->n_snapshots, ==, 1);
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  NrnExperimentParts parts = get_parts (fixture);
  g_autoptr (GError) error = NULL;

  parts.fit.epochs = 3;
  parts.scale = FALSE;
  g_assert_true (nrn_document_edit (fixture->document, &parts, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (get_snapshot (fixture)->n_epochs, ==, 3);
  g_assert_null (nrn_document_get_scaler (fixture->document));
  g_assert_cmpuint (fixture->n_experiments, ==, 1);
}

/* Rows that are offered are taken for their very source, once. */
static void
test_offered_rows (Fixture       *fixture,
                   gconstpointer  data)
{
  NrnExperimentParts parts = get_parts (fixture);
  const NrnGenerator *generator = nrn_data_source_get_generator (parts.source);
  g_autoptr (NrnDataSource) source = nrn_data_source_new_generator (generator, NULL, 5);
  g_autoptr (NrnDataSource) other = nrn_data_source_new_generator (generator, NULL, 6);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) rows = nrn_data_source_load (source, &error);

  g_assert_no_error (error);
  nrn_document_offer_rows (fixture->document, source, rows);
  parts.source = other;
  nrn_document_edit (fixture->document, &parts, &error);
  g_assert_no_error (error);
  g_assert_true (nrn_document_get_dataset (fixture->document) != rows);

  nrn_document_offer_rows (fixture->document, source, rows);
  parts.source = source;
  nrn_document_edit (fixture->document, &parts, &error);
  g_assert_no_error (error);
  g_assert_true (nrn_document_get_dataset (fixture->document) == rows);
}

/* So are samples, where the edit wants the very same. */
static void
test_offered_samples (Fixture       *fixture,
                      gconstpointer  data)
{
  NrnExperimentParts parts = get_parts (fixture);
  const NrnGenerator *generator = nrn_data_source_get_generator (parts.source);
  g_autoptr (NrnDataSource) source = nrn_data_source_new_generator (generator, NULL, 5);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnDataset) rows = nrn_data_source_load_rows (source, &error);
  g_autoptr (NrnPreparedRows) prepared = NULL;

  parts.source = source;
  prepared = nrn_prepared_rows_new (&parts, rows, &error);
  g_assert_no_error (error);
  g_assert_nonnull (nrn_prepared_rows_get_scaler (prepared));

  nrn_document_offer_prepared (fixture->document, source, prepared);
  parts.scale = FALSE;
  nrn_document_edit (fixture->document, &parts, &error);
  g_assert_no_error (error);
  g_assert_true (nrn_document_get_samples (fixture->document) !=
                 nrn_prepared_rows_get_samples (prepared));
  g_assert_null (nrn_document_get_scaler (fixture->document));

  nrn_document_undo (fixture->document, NULL);
  nrn_document_offer_prepared (fixture->document, source, prepared);
  parts.scale = TRUE;
  nrn_document_edit (fixture->document, &parts, &error);
  g_assert_no_error (error);
  g_assert_true (nrn_document_get_samples (fixture->document) ==
                 nrn_prepared_rows_get_samples (prepared));
  g_assert_true (nrn_document_get_scaler (fixture->document) ==
                 nrn_prepared_rows_get_scaler (prepared));
}

/* A network for seven features does not fit people with an age. */
static void
test_refused_edit (Fixture       *fixture,
                   gconstpointer  data)
{
  NrnExperimentParts parts = get_parts (fixture);
  const NrnExperiment *experiment = nrn_document_get_experiment (fixture->document);
  const NrnDataset *dataset = nrn_document_get_dataset (fixture->document);
  const NrnSnapshot *snapshot = nrn_document_get_snapshot (fixture->document);
  NrnTrainer *trainer = nrn_document_get_trainer (fixture->document);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("7-3-2", "relu,softmax", NULL);
  g_autoptr (GError) error = NULL;

  parts.architecture = architecture;
  g_assert_false (nrn_document_edit (fixture->document, &parts, &error));
  g_assert_true (error != NULL && error->domain == NRN_ERROR);
  g_assert_true (nrn_document_get_experiment (fixture->document) == experiment);
  g_assert_true (nrn_document_get_dataset (fixture->document) == dataset);
  g_assert_true (nrn_document_get_snapshot (fixture->document) == snapshot);
  g_assert_true (nrn_document_get_trainer (fixture->document) == trainer);
  g_assert_cmpuint (fixture->n_experiments, ==, 0);
  g_assert_cmpuint (fixture->n_snapshots, ==, 0);
}

/* As long as the features mean the same. */
static void
test_watched_stays (Fixture       *fixture,
                    gconstpointer  data)
{
  NrnExperimentParts parts = get_parts (fixture);
  const float age = 77;

  nrn_document_set_watched (fixture->document, &age);
  nrn_document_set_watched (fixture->document, &age);
  g_assert_cmpuint (fixture->n_watched, ==, 1);

  parts.fit.batch_size = 20;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
  g_assert_cmpfloat (nrn_document_get_watched (fixture->document)[0], ==, 77);
  set_preset (fixture, "drug-trial-16");
  g_assert_cmpfloat (nrn_document_get_watched (fixture->document)[0], ==, 77);

  set_preset (fixture, "body-mass");
  set_preset (fixture, "drug-trial");
  g_assert_cmpfloat (nrn_document_get_watched (fixture->document)[0], !=, 77);
}

static void
test_trained_copy (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (NrnExperiment) trained = NULL;
  const NrnExperimentParts *parts;

  train_epoch (fixture);
  trained = nrn_document_dup_trained (fixture->document);
  parts = nrn_experiment_get_parts (trained);
  g_assert_cmpmem (nrn_weights_get_data (parts->weights), 302 * sizeof (float),
                   nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float));
  g_assert_cmpuint (nrn_history_get_n_epochs (parts->history), ==, 1);
  g_assert_nonnull (parts->scaler);
  g_assert_cmpuint (g_strv_length ((char **) parts->output_names), ==, 2);
  g_assert_cmpuint (g_strv_length ((char **) parts->feature_names), ==, 1);
}

/* What a file brings along is shown, and is saved again. */
static void
test_history_stays (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (NrnExperiment) trained = NULL;
  g_autoptr (NrnExperiment) again = NULL;

  train_epoch (fixture);
  trained = nrn_document_dup_trained (fixture->document);
  g_assert_true (nrn_document_set_experiment (fixture->document, trained, NULL));
  g_assert_cmpuint (nrn_history_get_n_epochs (nrn_document_get_history (fixture->document)), ==, 1);
  again = nrn_document_dup_trained (fixture->document);
  g_assert_cmpuint (nrn_history_get_n_epochs (nrn_experiment_get_parts (again)->history), ==, 1);

  /* A training of its own has a history of its own. */
  nrn_trainer_step (nrn_document_get_trainer (fixture->document), NRN_STEP_BATCH);
  while (get_snapshot (fixture)->update == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (nrn_history_get_n_epochs (nrn_document_get_history (fixture->document)), ==, 0);
}

/* An edited experiment goes on after its epochs, with a mark, and the copy of
 * the old one stays. */
static void
test_edit_after_training (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (NrnExperiment) trained = NULL;
  NrnExperimentParts parts = get_parts (fixture);
  const NrnHistory *history;
  const guint *marks;
  guint n_marks;

  train_epoch (fixture);
  trained = nrn_document_dup_trained (fixture->document);
  parts.fit.epochs = 4;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, 210);
  g_assert_cmpuint (get_snapshot (fixture)->epoch, ==, 1);
  g_assert_cmpint (get_snapshot (fixture)->state, ==, NRN_TRAINING_PAUSED);
  g_assert_true (get_snapshot (fixture)->is_altered);
  train_epoch (fixture);
  history = nrn_document_get_history (fixture->document);
  g_assert_cmpuint (nrn_history_get_n_epochs (history), ==, 2);
  marks = nrn_history_get_marks (history, &n_marks);
  g_assert_cmpuint (n_marks, ==, 1);
  g_assert_cmpuint (marks[0], ==, 1);
  g_assert_cmpuint (nrn_history_get_n_epochs (nrn_experiment_get_parts (trained)->history), ==, 1);
}

/* tear_down() finds it gone. */
static void
test_finalize_while_training (Fixture       *fixture,
                              gconstpointer  data)
{
  nrn_trainer_set_pace (nrn_document_get_trainer (fixture->document), 0.1);
  nrn_trainer_play (nrn_document_get_trainer (fixture->document));
  while (get_snapshot (fixture)->state != NRN_TRAINING_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* Nothing of the old experiment arrives once another one is in place. */
static void
test_change_while_training (Fixture       *fixture,
                            gconstpointer  data)
{
  for (guint i = 0; i < 20; i++)
    {
      nrn_trainer_play (nrn_document_get_trainer (fixture->document));
      nrn_trainer_request_snapshot (nrn_document_get_trainer (fixture->document));
      set_preset (fixture, i % 2 == 0 ? "xor" : "drug-trial");
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_cmpuint (get_snapshot (fixture)->update, ==, 0);
      g_assert_true (nrn_architecture_get_input_dim (nrn_weights_get_architecture (get_snapshot (fixture)->weights)) ==
                     nrn_dataset_get_n_features (nrn_document_get_dataset (fixture->document)));
    }
}

/* ---- Looking back ---- */

static void
assert_weights (Fixture          *fixture,
                const NrnWeights *expected)
{
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float),
                   nrn_weights_get_data (expected), 302 * sizeof (float));
}

static guint
get_n_history (Fixture *fixture)
{
  return nrn_history_get_n_epochs (nrn_document_get_history (fixture->document));
}

/* The start, two epochs, and a batch. */
static void
train_a_little (Fixture     *fixture,
                NrnWeights **epochs)
{
  epochs[0] = nrn_weights_ref (get_snapshot (fixture)->weights);
  train_epoch (fixture);
  epochs[1] = nrn_weights_ref (get_snapshot (fixture)->weights);
  train_epoch (fixture);
  epochs[2] = nrn_weights_ref (get_snapshot (fixture)->weights);
  nrn_trainer_step (nrn_document_get_trainer (fixture->document), NRN_STEP_BATCH);
  while (get_snapshot (fixture)->batch == 0)
    g_main_context_iteration (NULL, TRUE);
  epochs[3] = nrn_weights_ref (get_snapshot (fixture)->weights);
}

static void
test_show_epoch (Fixture       *fixture,
                 gconstpointer  data)
{
  NrnWeights *epochs[4];

  train_a_little (fixture, epochs);
  for (guint epoch = 0; epoch < 3; epoch++)
    {
      fixture->n_snapshots = 0;
      g_assert_true (nrn_document_show_epoch (fixture->document, epoch));
      g_assert_cmpuint (fixture->n_snapshots, ==, 1);
      g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, (int) epoch);
      assert_weights (fixture, epochs[epoch]);
      g_assert_cmpuint (get_snapshot (fixture)->epoch, ==, epoch);
      g_assert_cmpuint (get_snapshot (fixture)->batch, ==, 0);
      g_assert_cmpuint (get_snapshot (fixture)->update, ==, epoch * 210);
      g_assert_cmpuint (get_n_history (fixture), ==, 2);
    }

  g_assert_false (nrn_document_show_epoch (fixture->document, 3));
  g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, 2);
  assert_weights (fixture, epochs[2]);

  nrn_document_show_now (fixture->document);
  g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, -1);
  assert_weights (fixture, epochs[3]);
  g_assert_cmpuint (get_snapshot (fixture)->batch, ==, 1);

  for (guint i = 0; i < G_N_ELEMENTS (epochs); i++)
    nrn_weights_unref (epochs[i]);
}

/* Where the training stands is now, by whatever name. */
static void
test_show_last_epoch (Fixture       *fixture,
                      gconstpointer  data)
{
  train_epoch (fixture);
  g_assert_true (nrn_document_show_epoch (fixture->document, 1));
  g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, -1);
}

/* What is saved is what was trained, not what is looked at. */
static void
test_save_while_looking_back (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr (NrnWeights) now = NULL;
  g_autoptr (NrnExperiment) trained = NULL;

  train_epoch (fixture);
  now = nrn_weights_ref (get_snapshot (fixture)->weights);
  g_assert_true (nrn_document_show_epoch (fixture->document, 0));
  trained = nrn_document_dup_trained (fixture->document);
  g_assert_cmpmem (nrn_weights_get_data (nrn_experiment_get_parts (trained)->weights),
                   302 * sizeof (float), nrn_weights_get_data (now), 302 * sizeof (float));
}

static void
test_looking_back_pauses (Fixture       *fixture,
                          gconstpointer  data)
{
  NrnTrainer *trainer = nrn_document_get_trainer (fixture->document);

  train_epoch (fixture);
  nrn_trainer_set_pace (trainer, 0.1);
  nrn_trainer_play (trainer);
  while (get_snapshot (fixture)->state != NRN_TRAINING_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (nrn_document_show_epoch (fixture->document, 0));
  while (get_snapshot (fixture)->state != NRN_TRAINING_PAUSED)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, 0);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, 0);
}

static void
test_moving_returns_to_now (Fixture       *fixture,
                            gconstpointer  data)
{
  NrnTrainer *trainer = nrn_document_get_trainer (fixture->document);

  train_epoch (fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (nrn_document_show_epoch (fixture->document, 0));
      g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, 0);
      if (i == 0)
        nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
      else if (i == 1)
        nrn_trainer_play (trainer);
      else
        nrn_trainer_reset (trainer);
      g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, -1);
    }
}

/* Its weights are those after its last epoch; the others are gone. */
static void
test_file_has_no_timeline (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr (NrnExperiment) trained = NULL;

  train_epoch (fixture);
  trained = nrn_document_dup_trained (fixture->document);
  g_assert_true (nrn_document_set_experiment (fixture->document, trained, NULL));
  g_assert_cmpuint (get_n_history (fixture), ==, 1);
  g_assert_false (nrn_document_show_epoch (fixture->document, 0));
  g_assert_false (nrn_document_show_epoch (fixture->document, 1));
}

static NrnWork *
save_and_load (Fixture *fixture)
{
  g_autoptr (NrnWork) work = nrn_document_dup_work (fixture->document, NRN_WORK_TIMELINE_BYTES);
  g_autofree char *text = nrn_work_print (work);
  g_autoptr (GError) error = NULL;
  NrnWork *again = nrn_work_parse ("x", text, -1, &error);

  g_assert_no_error (error);
  g_assert_true (nrn_work_equal (work, again));

  return again;
}

/* The weights of every epoch are there again, and the training goes on after
 * the last. */
static void
test_work_has_a_timeline (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr (NrnWeights) first = NULL;
  g_autoptr (NrnWork) work = NULL;
  g_autoptr (NrnWork) later = NULL;
  g_autoptr (GError) error = NULL;

  train_epoch (fixture);
  first = nrn_weights_ref (get_snapshot (fixture)->weights);
  train_epoch (fixture);
  work = save_and_load (fixture);
  set_preset (fixture, "body-mass");
  g_assert_true (nrn_document_set_work (fixture->document, work, &error));
  g_assert_no_error (error);

  g_assert_cmpint (get_snapshot (fixture)->state, ==, NRN_TRAINING_PAUSED);
  g_assert_cmpuint (get_snapshot (fixture)->epoch, ==, 2);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, 420);
  g_assert_false (get_snapshot (fixture)->is_altered);
  g_assert_true (nrn_document_is_where_it_began (fixture->document));
  g_assert_cmpuint (get_n_history (fixture), ==, 2);
  g_assert_true (nrn_document_show_epoch (fixture->document, 0));
  g_assert_true (nrn_document_show_epoch (fixture->document, 1));
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float),
                   nrn_weights_get_data (first), 302 * sizeof (float));

  later = nrn_document_dup_work (fixture->document, NRN_WORK_TIMELINE_BYTES);
  g_assert_true (nrn_work_equal (work, later));
  nrn_document_show_now (fixture->document);
  train_epoch (fixture);
  g_assert_false (nrn_document_is_where_it_began (fixture->document));
  g_assert_cmpuint (get_n_history (fixture), ==, 3);
  g_assert_true (nrn_document_show_epoch (fixture->document, 1));
  g_assert_true (nrn_document_show_epoch (fixture->document, 2));
}

/* Saved within an epoch, it goes on from there; the end of the last epoch is
 * still what it was. */
static void
test_work_within_an_epoch (Fixture       *fixture,
                           gconstpointer  data)
{
  NrnTrainer *trainer = nrn_document_get_trainer (fixture->document);
  g_autoptr (NrnWeights) first = NULL;
  g_autoptr (NrnWeights) now = NULL;
  g_autoptr (NrnWork) work = NULL;

  train_epoch (fixture);
  first = nrn_weights_ref (get_snapshot (fixture)->weights);
  nrn_trainer_step (trainer, NRN_STEP_BATCH);
  while (get_snapshot (fixture)->batch == 0)
    g_main_context_iteration (NULL, TRUE);
  now = nrn_weights_ref (get_snapshot (fixture)->weights);
  work = save_and_load (fixture);
  g_assert_true (nrn_document_set_work (fixture->document, work, NULL));
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float),
                   nrn_weights_get_data (now), 302 * sizeof (float));
  g_assert_true (nrn_document_show_epoch (fixture->document, 1));
  g_assert_cmpint (nrn_document_get_shown_epoch (fixture->document), ==, 1);
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float),
                   nrn_weights_get_data (first), 302 * sizeof (float));
}

/* An edit that leaves the network as it is leaves the epochs before it, too. */
static void
test_edit_keeps_timeline (Fixture       *fixture,
                          gconstpointer  data)
{
  NrnExperimentParts parts;
  g_autoptr (NrnWeights) first = NULL;
  g_autoptr (NrnConfig) loss = nrn_config_parse (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
  g_autoptr (NrnArchitecture) other = NULL;

  train_epoch (fixture);
  first = nrn_weights_ref (get_snapshot (fixture)->weights);
  parts = get_parts (fixture);
  parts.loss = loss;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
  train_epoch (fixture);
  g_assert_true (nrn_document_show_epoch (fixture->document, 0));
  g_assert_true (nrn_document_show_epoch (fixture->document, 1));
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float),
                   nrn_weights_get_data (first), 302 * sizeof (float));

  nrn_document_show_now (fixture->document);
  g_assert_true (nrn_document_undo (fixture->document, NULL));
  g_assert_cmpuint (get_snapshot (fixture)->epoch, ==, 2);
  g_assert_true (nrn_document_show_epoch (fixture->document, 1));
  g_assert_true (nrn_document_show_epoch (fixture->document, 2));

  /* Other weights than those of the network cannot be shown in it. */
  nrn_document_show_now (fixture->document);
  other = nrn_architecture_parse ("1-5-32-2", "relu,relu,sigmoid", NULL);
  parts = get_parts (fixture);
  parts.architecture = other;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
  g_assert_false (nrn_document_show_epoch (fixture->document, 1));
}

/* ---- Settings of a training under way ---- */

static void
set_fit (Fixture             *fixture,
         const NrnFitOptions *options)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_document_set_fit (fixture->document, options, &error));
  g_assert_no_error (error);
}

static void
test_fit_while_training (Fixture       *fixture,
                         gconstpointer  data)
{
  NrnTrainer *trainer = nrn_document_get_trainer (fixture->document);
  NrnFitOptions options = get_parts (fixture).fit;

  train_epoch (fixture);
  options.batch_size = 42;
  options.epochs = 30;
  options.early_stopping.monitor = "loss";
  set_fit (fixture, &options);
  g_assert_true (nrn_document_get_trainer (fixture->document) == trainer);
  g_assert_cmpuint (get_parts (fixture).fit.batch_size, ==, 42);
  while (get_snapshot (fixture)->n_batches != 50)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, 210);
  g_assert_cmpuint (get_snapshot (fixture)->n_epochs, ==, 30);
  g_assert_true (get_snapshot (fixture)->is_altered);
  g_assert_cmpuint (get_n_history (fixture), ==, 1);
  g_assert_cmpuint (fixture->n_experiments, ==, 0);
}

static void
test_fit_with_another_start (Fixture       *fixture,
                             gconstpointer  data)
{
  NrnFitOptions options = get_parts (fixture).fit;

  train_epoch (fixture);
  options.validation_split = 0.2;
  set_fit (fixture, &options);
  g_assert_cmpuint (get_snapshot (fixture)->update, ==, 0);
  g_assert_cmpuint (get_snapshot (fixture)->n_batches, ==, 168);
  g_assert_cmpuint (fixture->n_experiments, ==, 1);
}

static void
test_refused_fit (Fixture       *fixture,
                  gconstpointer  data)
{
  NrnFitOptions options = get_parts (fixture).fit;
  g_autoptr (GError) error = NULL;

  options.batch_size = 20;
  options.early_stopping.monitor = "val_loss";
  g_assert_false (nrn_document_set_fit (fixture->document, &options, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_cmpuint (get_parts (fixture).fit.batch_size, ==, 10);
}

/* ---- Measuring ---- */

static guint
get_n_measured (Fixture *fixture)
{
  return nrn_history_get_n_epochs (nrn_document_get_measured (fixture->document));
}

static void
wait_for_measured (Fixture *fixture,
                   guint    n_epochs)
{
  while (get_n_measured (fixture) != n_epochs)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_measures_each_epoch (Fixture       *fixture,
                          gconstpointer  data)
{
  const NrnExperimentParts *parts;
  g_autoptr (NrnFit) fit = NULL;
  NrnEpoch measured[2];
  NrnEpoch expected;

  g_assert_null (nrn_document_get_measured (fixture->document));
  train_epoch (fixture);
  nrn_document_set_measuring (fixture->document, TRUE);
  wait_for_measured (fixture, 1);
  train_epoch (fixture);
  wait_for_measured (fixture, 2);
  g_assert_cmpuint (fixture->n_measured, ==, 2);

  parts = nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  fit = nrn_fit_new (parts->architecture, get_snapshot (fixture)->weights, parts->loss,
                     parts->optimizer, nrn_document_get_samples (fixture->document), &parts->fit,
                     NULL);
  nrn_fit_evaluate (fit, &expected);
  for (guint i = 0; i < 2; i++)
    measured[i] = nrn_history_get_epoch (nrn_document_get_measured (fixture->document), i);
  g_assert_cmpfloat_with_epsilon (measured[1].loss, expected.loss, 1e-6);
  g_assert_cmpfloat (measured[1].accuracy, ==, expected.accuracy);
  g_assert_true (isnan (measured[1].val_loss));
  g_assert_cmpfloat (measured[0].loss, >, measured[1].loss);

  nrn_document_set_measuring (fixture->document, FALSE);
  g_assert_null (nrn_document_get_measured (fixture->document));
}

static void
test_measures_another_training (Fixture       *fixture,
                                gconstpointer  data)
{
  nrn_document_set_measuring (fixture->document, TRUE);
  train_epoch (fixture);
  wait_for_measured (fixture, 1);
  nrn_trainer_reset (nrn_document_get_trainer (fixture->document));
  wait_for_measured (fixture, 0);
  train_epoch (fixture);
  wait_for_measured (fixture, 1);
  set_preset (fixture, "xor");
  g_assert_cmpuint (get_n_measured (fixture), ==, 0);
}

/* tear_down() finds it gone, and nobody calls it back. */
static void
test_finalize_while_measuring (Fixture       *fixture,
                               gconstpointer  data)
{
  train_epoch (fixture);
  nrn_document_set_measuring (fixture->document, TRUE);
}

#define ADD(name, test) g_test_add ("/document/document/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("introduce", test_introduce);
  ADD ("set-experiment", test_set_experiment);
  ADD ("edit", test_edit);
  ADD ("offered-rows", test_offered_rows);
  ADD ("offered-samples", test_offered_samples);
  ADD ("refused-edit", test_refused_edit);
  ADD ("watched-stays", test_watched_stays);
  ADD ("trained-copy", test_trained_copy);
  ADD ("history-stays", test_history_stays);
  ADD ("edit-after-training", test_edit_after_training);
  ADD ("finalize-while-training", test_finalize_while_training);
  ADD ("change-while-training", test_change_while_training);
  ADD ("show-epoch", test_show_epoch);
  ADD ("show-last-epoch", test_show_last_epoch);
  ADD ("save-while-looking-back", test_save_while_looking_back);
  ADD ("looking-back-pauses", test_looking_back_pauses);
  ADD ("moving-returns-to-now", test_moving_returns_to_now);
  ADD ("file-has-no-timeline", test_file_has_no_timeline);
  ADD ("work-has-a-timeline", test_work_has_a_timeline);
  ADD ("work-within-an-epoch", test_work_within_an_epoch);
  ADD ("edit-keeps-timeline", test_edit_keeps_timeline);
  ADD ("fit-while-training", test_fit_while_training);
  ADD ("fit-with-another-start", test_fit_with_another_start);
  ADD ("refused-fit", test_refused_fit);
  ADD ("measures-each-epoch", test_measures_each_epoch);
  ADD ("measures-another-training", test_measures_another_training);
  ADD ("finalize-while-measuring", test_finalize_while_measuring);

  return g_test_run ();
}
