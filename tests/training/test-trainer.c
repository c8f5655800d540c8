/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * No test sleeps or depends on how fast a thread is: each waits for what
 * must happen, and fails if that takes suspiciously long.
 */

#include "nrn-trainer.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#include "nrn-test-utils.h"

#define GUARD_SECONDS 100
#define N_ROWS 211

/* ---- An optimizer that tests can hold up ---- */

typedef struct
{
  pthread_mutex_t lock;
  pthread_cond_t  changed;
  guint           n_updates;        /* begun */
  guint           closed_at;        /* updates from this one on do not end; 0 for none */
  gboolean        is_slow;          /* each update takes a second */
} Gate;

static Gate gate = { .lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER };

static void
gate_set (guint    closed_at,
          gboolean is_slow)
{
  pthread_mutex_lock (&gate.lock);
  gate.closed_at = closed_at;
  gate.is_slow = is_slow;
  pthread_cond_broadcast (&gate.changed);
  pthread_mutex_unlock (&gate.lock);
}

static guint
gate_get_n_updates (void)
{
  guint n_updates;

  pthread_mutex_lock (&gate.lock);
  n_updates = gate.n_updates;
  pthread_mutex_unlock (&gate.lock);

  return n_updates;
}

static void
gate_wait (guint n_updates)
{
  pthread_mutex_lock (&gate.lock);
  while (gate.n_updates < n_updates)
    pthread_cond_wait (&gate.changed, &gate.lock);
  pthread_mutex_unlock (&gate.lock);
}

static void
gate_pass (void)
{
  struct timespec until;

  pthread_mutex_lock (&gate.lock);
  gate.n_updates++;
  pthread_cond_broadcast (&gate.changed);
  while (gate.closed_at > 0 && gate.n_updates >= gate.closed_at)
    pthread_cond_wait (&gate.changed, &gate.lock);
  clock_gettime (CLOCK_REALTIME, &until);
  until.tv_sec++;
  while (gate.is_slow && pthread_cond_timedwait (&gate.changed, &gate.lock, &until) == 0)
    ;
  pthread_mutex_unlock (&gate.lock);
}

static guint
gated_n_slots (const NrnConfig *config)
{
  return 0;
}

static void
gated_update (NrnOptimizerState *state,
              const float       *gradients,
              const float       *weights,
              float             *new_weights)
{
  gate_pass ();
  for (gsize i = 0; i < state->n_weights; i++)
    new_weights[i] = weights[i] - state->learning_rate * gradients[i];
}

static const NrnPropertySpec gated_properties[] = {
  { .name = "learning_rate", .default_value = 0.01, .minimum = 0, .maximum = 1 },
};

static const NrnOptimizerKind gated = {
  .kind = { .name = "gated", .properties = gated_properties, .n_properties = 1 },
  .n_slots = gated_n_slots,
  .update = gated_update,
};

/* ---- A training, and a main loop of its own ---- */

typedef struct
{
  NrnArchitecture *architecture;
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
  NrnFitOptions    options;
  GMainContext    *context;
  guint            n_snapshots;     /* delivered */
  GPtrArray       *weights;         /* NrnWeights of NrnFit after each update, from 0 */
} Setup;

static NrnSamples *
samples_new (guint n_rows,
             guint input_dim)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autofree float *inputs = g_new (float, n_rows * input_dim);
  g_autofree float *targets = g_new (float, n_rows);

  for (guint i = 0; i < n_rows * input_dim; i++)
    inputs[i] = (float) g_rand_double (rand);
  for (guint i = 0; i < n_rows; i++)
    targets[i] = inputs[i * input_dim] + inputs[i * input_dim + 1] > 1 ? 1 : 0;

  return nrn_samples_new (n_rows, input_dim, 1, inputs, targets);
}

static void
setup_init (Setup *setup)
{
  *setup = (Setup) { 0 };
  /* With all that draws and all that is not trained. */
  setup->architecture =
    nrn_architecture_parse_layers (2, "Dense(9), BatchNormalization, Activation(relu), Dropout(0.1),"
                                   "GaussianNoise(0.05), Dense(2, softmax)", NULL);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  setup->optimizer = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "Adam", NULL);
  setup->samples = samples_new (N_ROWS, 2);
  /* 168 rows train in 17 batches, the last of 8. */
  setup->options = (NrnFitOptions) {
    .batch_size = 10, .epochs = 4, .shuffle = TRUE, .validation_split = 0.2,
    .validation_shuffled = TRUE, .seed = 3,
  };
  setup->context = g_main_context_new ();
  g_main_context_push_thread_default (setup->context);
  gate.n_updates = 0;
  gate_set (0, FALSE);
}

static void
setup_clear (Setup *setup)
{
  g_main_context_pop_thread_default (setup->context);
  g_main_context_unref (setup->context);
  nrn_architecture_unref (setup->architecture);
  nrn_config_unref (setup->loss);
  nrn_config_unref (setup->optimizer);
  nrn_samples_unref (setup->samples);
  g_clear_pointer (&setup->weights, g_ptr_array_unref);
}

static void
use_gate (Setup *setup)
{
  nrn_config_unref (setup->optimizer);
  setup->optimizer = nrn_config_new (&gated.kind);
}

static void
snapshot_cb (Setup *setup)
{
  setup->n_snapshots++;
}

static NrnTrainer *
trainer_new (Setup *setup)
{
  g_autoptr (GError) error = NULL;
  NrnTrainer *trainer = nrn_trainer_new (setup->architecture, NULL, setup->loss, setup->optimizer,
                                         setup->samples, &setup->options, &error);

  g_assert_no_error (error);
  g_signal_connect_swapped (trainer, "snapshot", G_CALLBACK (snapshot_cb), setup);

  return trainer;
}

static NrnFit *
fit_new (Setup *setup)
{
  g_autoptr (GError) error = NULL;
  NrnFit *fit = nrn_fit_new (setup->architecture, NULL, setup->loss, setup->optimizer,
                             setup->samples, &setup->options, &error);

  g_assert_no_error (error);

  return fit;
}

static const NrnSnapshotParts *
parts_of (NrnTrainer *trainer)
{
  /* The trainer keeps it until the next delivery. */
  g_autoptr (NrnSnapshot) snapshot = nrn_trainer_get_snapshot (trainer);

  return nrn_snapshot_get_parts (snapshot);
}

static gboolean
guard_cb (gpointer data)
{
  g_error ("what should happen has not happened");
  return G_SOURCE_REMOVE;
}

typedef gboolean (*Condition) (const NrnSnapshotParts *parts, guint64 value);

static void
wait_until (Setup      *setup,
            NrnTrainer *trainer,
            Condition   condition,
            guint64     value)
{
  g_autoptr (GSource) guard = g_timeout_source_new_seconds (GUARD_SECONDS);

  g_source_set_callback (guard, guard_cb, NULL, NULL);
  g_source_attach (guard, setup->context);
  while (!condition (parts_of (trainer), value))
    g_main_context_iteration (setup->context, TRUE);
  g_source_destroy (guard);
}

static gboolean
is_state (const NrnSnapshotParts *parts,
          guint64                 state)
{
  return parts->state == (NrnTrainingState) state;
}

static gboolean
is_at_update (const NrnSnapshotParts *parts,
              guint64                 update)
{
  return parts->update >= update;
}

static gboolean
is_at_sample (const NrnSnapshotParts *parts,
              guint64                 sample)
{
  return parts->sample >= sample;
}

static gboolean
has_learning_rate (const NrnSnapshotParts *parts,
                   guint64                 thousandths)
{
  return parts->learning_rate == (double) thousandths / 1000;
}

static void
iterate (Setup *setup)
{
  while (g_main_context_iteration (setup->context, FALSE))
    ;
}

static void
play_to_end (Setup      *setup,
             NrnTrainer *trainer)
{
  nrn_trainer_play (trainer);
  wait_until (setup, trainer, is_state, NRN_TRAINING_DONE);
}

/* ---- What NrnFit makes of the same training ---- */

static void
train_plainly (Setup *setup)
{
  g_autoptr (NrnFit) fit = fit_new (setup);

  setup->weights = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_weights_unref);
  g_ptr_array_add (setup->weights, nrn_model_dup_weights (nrn_fit_get_model (fit)));
  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    if (nrn_optimizer_get_step (nrn_fit_get_optimizer (fit)) == setup->weights->len)
      g_ptr_array_add (setup->weights, nrn_model_dup_weights (nrn_fit_get_model (fit)));
}

static void
assert_same_weights (const NrnWeights *a,
                     const NrnWeights *b)
{
  gsize size = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (a)) * sizeof (float);

  g_assert_cmpmem (nrn_weights_get_data (a), size, nrn_weights_get_data (b), size);
}

/* The numbers agree with each other, and the weights with NrnFit's. */
static void
assert_consistent (Setup      *setup,
                   NrnTrainer *trainer)
{
  const NrnSnapshotParts *parts = parts_of (trainer);

  if (setup->weights == NULL)
    train_plainly (setup);

  g_assert_cmpuint (parts->update, <, setup->weights->len);
  assert_same_weights (parts->weights, g_ptr_array_index (setup->weights, parts->update));
  g_assert_cmpuint (parts->epoch * parts->n_batches + parts->batch, ==, parts->update);
  g_assert_cmpuint (nrn_history_get_n_epochs (parts->history), ==, parts->epoch);
  g_assert_cmpuint (parts->n_epochs, ==, setup->options.epochs);
  g_assert_cmpint (parts->running == NULL, ==, parts->batch == 0);
  if (parts->state == NRN_TRAINING_READY)
    g_assert_cmpuint (parts->update, ==, 0);
  if (parts->state == NRN_TRAINING_DONE)
    g_assert_cmpuint (parts->update, ==, setup->weights->len - 1);
}

static void
assert_same_history (Setup      *setup,
                     NrnTrainer *trainer)
{
  g_autoptr (NrnFit) fit = fit_new (setup);
  g_autoptr (NrnHistory) history = NULL;
  /* A number may be changed at the end, for what could come. */
  g_autoptr (NrnHistory) epochs = nrn_history_with_changes (parts_of (trainer)->history, NULL);

  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  history = nrn_fit_dup_history (fit);
  g_assert_cmpuint (nrn_history_get_n_epochs (history), ==, setup->options.epochs);
  g_assert_true (nrn_history_equal (history, epochs));
}

static void
assert_done (Setup      *setup,
             NrnTrainer *trainer)
{
  g_assert_cmpint (nrn_trainer_get_state (trainer), ==, NRN_TRAINING_DONE);
  assert_consistent (setup, trainer);
  assert_same_history (setup, trainer);
}

/* ---- The same bits, however it is watched ---- */

static void
test_flat_out (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  g_assert_cmpint (nrn_trainer_get_state (trainer), ==, NRN_TRAINING_READY);
  assert_consistent (&setup, trainer);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_paces (void)
{
  static const double paces[] = { 1e300, 1e6, 20000, 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      Setup setup;
      g_autoptr (NrnTrainer) trainer = NULL;

      setup_init (&setup);
      trainer = trainer_new (&setup);
      nrn_trainer_set_pace (trainer, paces[i]);
      nrn_trainer_play (trainer);
      nrn_trainer_request_snapshot (trainer);
      wait_until (&setup, trainer, is_at_update, 1);
      assert_consistent (&setup, trainer);
      nrn_trainer_set_pace (trainer, 2 * paces[G_N_ELEMENTS (paces) - 1 - i]);
      wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
      assert_done (&setup, trainer);
      g_clear_object (&trainer);
      setup_clear (&setup);
    }
}

static void
ask_again_cb (NrnTrainer *trainer,
              Setup      *setup)
{
  assert_consistent (setup, trainer);
  nrn_trainer_request_snapshot (trainer);
}

static void
test_snapshots_all_the_time (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  setup.options.epochs = 100;
  trainer = trainer_new (&setup);
  g_signal_connect (trainer, "snapshot", G_CALLBACK (ask_again_cb), &setup);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* Each update is held up until the one before it was seen. */
static void
test_snapshot_of_each_update (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  use_gate (&setup);
  train_plainly (&setup);
  gate.n_updates = 0;
  trainer = trainer_new (&setup);
  gate_set (1, FALSE);
  nrn_trainer_play (trainer);
  for (guint update = 1; update < setup.weights->len; update++)
    {
      gate_wait (update);
      nrn_trainer_request_snapshot (trainer);
      gate_set (update + 1, FALSE);
      wait_until (&setup, trainer, is_at_update, update);
      g_assert_cmpuint (parts_of (trainer)->update, ==, update);
      assert_consistent (&setup, trainer);
    }
  gate_set (0, FALSE);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_play_and_pause (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  setup.options.epochs = 30;
  trainer = trainer_new (&setup);
  for (guint i = 0; i < 200; i++)
    {
      nrn_trainer_play (trainer);
      nrn_trainer_request_snapshot (trainer);
      if (i % 3 == 0)
        g_main_context_iteration (setup.context, FALSE);
      nrn_trainer_pause (trainer);
      assert_consistent (&setup, trainer);
    }
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);

  for (guint i = 0; i < 1000; i++)
    {
      nrn_trainer_play (trainer);
      nrn_trainer_pause (trainer);
    }
  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 0);
  for (guint i = 0; i < 1000; i++)
    {
      nrn_trainer_pause (trainer);
      nrn_trainer_play (trainer);
    }
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_reset_starts_over (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);

  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  assert_consistent (&setup, trainer);
  nrn_trainer_step (trainer, NRN_STEP_EPOCH);
  wait_until (&setup, trainer, is_at_update, 17);

  /* In the middle, and on the run. */
  nrn_trainer_set_pace (trainer, 1000);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_RUNNING);
  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  assert_consistent (&setup, trainer);
  nrn_trainer_set_pace (trainer, INFINITY);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* Each epoch as it was; a reset begins another timeline and leaves the old
 * one to whoever holds it. */
static void
test_timeline (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnTimeline) timeline = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  timeline = nrn_timeline_ref (nrn_trainer_get_timeline (trainer));
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_assert_true (nrn_trainer_get_timeline (trainer) == timeline);

  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  g_assert_true (nrn_trainer_get_timeline (trainer) != timeline);
  g_assert_null (nrn_timeline_lookup (nrn_trainer_get_timeline (trainer), 1, NULL));

  for (guint epoch = 0; epoch <= setup.options.epochs; epoch++)
    {
      guint64 update = G_MAXUINT64;
      g_autoptr (NrnWeights) weights = nrn_timeline_lookup (timeline, epoch, &update);
      const NrnWeights *expected = g_ptr_array_index (setup.weights, epoch * 17);

      g_assert_cmpuint (update, ==, epoch * 17);
      assert_same_weights (weights, expected);
    }
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* ---- Steps ---- */

static void
step_and_wait (Setup       *setup,
               NrnTrainer  *trainer,
               NrnStepUnit  unit)
{
  g_autoptr (GSource) guard = g_timeout_source_new_seconds (GUARD_SECONDS);
  guint before = setup->n_snapshots;

  g_source_set_callback (guard, guard_cb, NULL, NULL);
  g_source_attach (guard, setup->context);
  nrn_trainer_step (trainer, unit);
  while (setup->n_snapshots == before || nrn_trainer_get_state (trainer) == NRN_TRAINING_RUNNING)
    g_main_context_iteration (setup->context, TRUE);
  g_source_destroy (guard);
}

static void
test_mixed_steps (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  guint n_of[3] = { 0 };

  setup_init (&setup);
  trainer = trainer_new (&setup);
  /* Steps do not wait for the pace. */
  nrn_trainer_set_pace (trainer, 1e-9);
  while (nrn_trainer_get_state (trainer) != NRN_TRAINING_DONE)
    {
      int dice = g_rand_int_range (rand, 0, 100);
      NrnStepUnit unit = dice < 80 ? NRN_STEP_SAMPLE : dice < 98 ? NRN_STEP_BATCH : NRN_STEP_EPOCH;
      NrnSnapshotParts before = *parts_of (trainer);
      const NrnSnapshotParts *after;

      step_and_wait (&setup, trainer, unit);
      after = parts_of (trainer);
      n_of[unit]++;
      assert_consistent (&setup, trainer);
      if (unit == NRN_STEP_BATCH)
        g_assert_cmpuint (after->update, ==, before.update + 1);
      if (unit == NRN_STEP_EPOCH)
        g_assert_true (after->epoch == before.epoch + 1 && after->batch == 0);
      if (unit != NRN_STEP_SAMPLE)
        g_assert_true (after->sample == 0 && after->row == -1);
    }
  assert_done (&setup, trainer);
  g_assert_true (n_of[NRN_STEP_SAMPLE] > 10 && n_of[NRN_STEP_BATCH] > 5 && n_of[NRN_STEP_EPOCH] > 0);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* Every row to train on is shown once an epoch, in the order that NrnFit
 * trains in; the weights change with the last of a batch. */
static void
test_sample_steps (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnFit) fit = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  fit = fit_new (&setup);
  while (nrn_fit_get_epoch (fit) < 2)
    {
      const guint *rows;
      guint n_rows = nrn_fit_peek_batch (fit, &rows);

      for (guint i = 0; i < n_rows; i++)
        {
          const NrnSnapshotParts *parts;
          gboolean is_last = i + 1 == n_rows;
          guint64 before = parts_of (trainer)->update;

          step_and_wait (&setup, trainer, NRN_STEP_SAMPLE);
          parts = parts_of (trainer);
          g_assert_cmpint (parts->state, ==, NRN_TRAINING_PAUSED);
          g_assert_cmpint (parts->row, ==, (int) rows[i]);
          g_assert_cmpuint (parts->sample, ==, is_last ? 0 : i + 1);
          g_assert_cmpuint (parts->update, ==, before + is_last);
          assert_consistent (&setup, trainer);
        }
      nrn_fit_step (fit);
    }
  /* The held-out rows were measured with the last sample of the epoch. */
  g_assert_cmpuint (parts_of (trainer)->epoch, ==, 2);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* Asked for all at once, they are made one after the other, and what is
 * played comes after them. */
static void
test_steps_queue_up (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  for (guint i = 0; i < 5; i++)
    nrn_trainer_step (trainer, NRN_STEP_BATCH);
  for (guint i = 0; i < 23; i++)
    nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
  nrn_trainer_step (trainer, NRN_STEP_EPOCH);
  nrn_trainer_step (trainer, NRN_STEP_EPOCH);
  nrn_trainer_step (trainer, NRN_STEP_BATCH);
  wait_until (&setup, trainer, is_at_update, 35);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 35);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_PAUSED);
  assert_consistent (&setup, trainer);

  nrn_trainer_step (trainer, NRN_STEP_BATCH);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* ---- Settings ---- */

static void
test_learning_rate (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnWeights) expected = NULL;

  setup_init (&setup);
  fit = fit_new (&setup);
  for (guint i = 0; i < 23 || nrn_optimizer_get_step (nrn_fit_get_optimizer (fit)) < 23; i++)
    nrn_fit_step (fit);
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0.125);
  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  expected = nrn_model_dup_weights (nrn_fit_get_model (fit));

  trainer = trainer_new (&setup);
  g_assert_cmpfloat (parts_of (trainer)->learning_rate, ==, 0.001);
  for (guint i = 0; i < 23; i++)
    nrn_trainer_step (trainer, NRN_STEP_BATCH);
  nrn_trainer_set_learning_rate (trainer, 0.125);
  wait_until (&setup, trainer, has_learning_rate, 125);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 23);
  play_to_end (&setup, trainer);
  assert_same_weights (parts_of (trainer)->weights, expected);

  /* It is a setting: a reset leaves it. */
  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  g_assert_cmpfloat (parts_of (trainer)->learning_rate, ==, 0.125);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* Stepped or played, the schedule goes by the updates; a rate that is set ends
 * it, and a reset leaves that. */
static void
test_schedule (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnWeights) expected = NULL;

  setup_init (&setup);
  g_clear_pointer (&setup.optimizer, nrn_config_unref);
  setup.optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER,
                                      "Adam(PiecewiseConstantDecay([10, 30], [0.5, 0.25, 0.125]))", NULL);
  fit = fit_new (&setup);
  for (guint i = 0; i < 23 || nrn_optimizer_get_step (nrn_fit_get_optimizer (fit)) < 23; i++)
    nrn_fit_step (fit);
  nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), 0.001);
  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  expected = nrn_model_dup_weights (nrn_fit_get_model (fit));

  trainer = trainer_new (&setup);
  g_assert_cmpfloat (parts_of (trainer)->learning_rate, ==, 0.5);
  for (guint i = 0; i < 23; i++)
    nrn_trainer_step (trainer, NRN_STEP_BATCH);
  wait_until (&setup, trainer, has_learning_rate, 250);
  nrn_trainer_set_learning_rate (trainer, 0.001);
  wait_until (&setup, trainer, has_learning_rate, 1);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 23);
  g_assert_true (parts_of (trainer)->is_altered);
  play_to_end (&setup, trainer);
  assert_same_weights (parts_of (trainer)->weights, expected);
  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  g_assert_cmpfloat (parts_of (trainer)->learning_rate, ==, 0.001);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_learning_rate_while_playing (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  use_gate (&setup);
  trainer = trainer_new (&setup);
  gate_set (5, FALSE);
  nrn_trainer_play (trainer);
  gate_wait (5);
  nrn_trainer_set_learning_rate (trainer, 0.5);
  gate_set (6, FALSE);
  gate_wait (6);
  wait_until (&setup, trainer, has_learning_rate, 500);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 5);
  gate_set (0, FALSE);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* With other options on the way: bit for bit what NrnFit does with them. */
static void
test_options (void)
{
  Setup setup;
  NrnFitOptions other;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnWeights) expected = NULL;

  setup_init (&setup);
  other = setup.options;
  other.batch_size = 25;
  other.epochs = 60;
  other.stop_accuracy = 0.65;
  fit = fit_new (&setup);
  while (nrn_optimizer_get_step (nrn_fit_get_optimizer (fit)) < 23)
    nrn_fit_step (fit);
  nrn_fit_set_options (fit, &other);
  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  expected = nrn_model_dup_weights (nrn_fit_get_model (fit));

  trainer = trainer_new (&setup);
  for (guint i = 0; i < 23; i++)
    nrn_trainer_step (trainer, NRN_STEP_BATCH);
  nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
  nrn_trainer_set_options (trainer, &other);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  assert_same_weights (parts_of (trainer)->weights, expected);
  g_assert_cmpuint (parts_of (trainer)->epoch, <, 60);
  g_assert_cmpuint (parts_of (trainer)->n_epochs, ==, 60);
  g_assert_cmpint (parts_of (trainer)->stop, ==, NRN_STOP_ACCURACY);
  g_assert_true (parts_of (trainer)->is_altered);

  /* They are settings: a reset leaves them, and gives a plain run again. */
  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  g_assert_cmpuint (parts_of (trainer)->n_batches, ==, 7);
  g_assert_false (parts_of (trainer)->is_altered);
  g_assert_cmpint (parts_of (trainer)->stop, ==, NRN_STOP_NONE);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* More epochs, and a training that was done goes on as if there had always
 * been so many. */
static void
test_more_epochs (void)
{
  Setup setup;
  NrnFitOptions fewer;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  fewer = setup.options;
  fewer.epochs = 2;
  trainer = trainer_new (&setup);
  nrn_trainer_set_options (trainer, &fewer);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  g_assert_cmpuint (parts_of (trainer)->epoch, ==, 2);

  nrn_trainer_set_options (trainer, &setup.options);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_PAUSED);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_assert_false (parts_of (trainer)->is_altered);

  nrn_trainer_set_options (trainer, &fewer);
  iterate (&setup);
  g_assert_cmpint (parts_of (trainer)->state, ==, NRN_TRAINING_DONE);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static gboolean
ask_cb (gpointer trainer)
{
  nrn_trainer_request_snapshot (trainer);

  return G_SOURCE_REMOVE;
}

typedef struct
{
  NrnFit *fit;          /* one batch behind the trainer at most */
  guint   n_shown;      /* snapshots with a sample in them */
} Showing;

/* What is shown is what the next update trains on. */
static void
assert_shows_cb (NrnTrainer *trainer,
                 Showing    *showing)
{
  const NrnSnapshotParts *parts = parts_of (trainer);
  const guint *rows;
  guint n_rows;

  nrn_trainer_request_snapshot (trainer);
  while (nrn_optimizer_get_step (nrn_fit_get_optimizer (showing->fit)) < parts->update)
    nrn_fit_step (showing->fit);
  if (parts->sample == 0)
    return;

  n_rows = nrn_fit_peek_batch (showing->fit, &rows);
  g_assert_cmpuint (parts->n_samples, ==, n_rows);
  g_assert_cmpuint (parts->sample, <=, n_rows);
  g_assert_cmpint (parts->row, ==, (int) rows[parts->sample - 1]);
  showing->n_shown++;
}

/* At four samples a second each is shown before the update, which takes as
 * long as all of them. */
static void
test_slow_pace_shows_samples (void)
{
  Setup setup;
  Showing showing = { 0 };
  g_autoptr (NrnTrainer) trainer = NULL;
  gint64 begun = g_get_monotonic_time ();
  guint sample;
  guint64 update;

  setup_init (&setup);
  setup.options.batch_size = 3;
  trainer = trainer_new (&setup);
  showing.fit = fit_new (&setup);
  g_signal_connect (trainer, "snapshot", G_CALLBACK (assert_shows_cb), &showing);
  nrn_trainer_set_pace (trainer, 4.0 / 3);
  nrn_trainer_play (trainer);
  nrn_trainer_request_snapshot (trainer);
  wait_until (&setup, trainer, is_at_update, 1);
  /* What is late catches up a twentieth of a second, and so does the first. */
  g_assert_cmpint (g_get_monotonic_time () - begun, >=,
                   3 * G_USEC_PER_SEC / 4 - G_USEC_PER_SEC / 20);
  g_assert_cmpuint (parts_of (trainer)->sample, >=, 1);
  g_assert_cmpuint (showing.n_shown, >=, 1);

  /* A step by sample goes on from where the pause was. */
  nrn_trainer_set_pace (trainer, 0.0005);
  nrn_trainer_pause (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_PAUSED);
  sample = parts_of (trainer)->sample;
  update = parts_of (trainer)->update;
  nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
  if (sample < 2)
    wait_until (&setup, trainer, is_at_sample, sample + 1);
  else
    wait_until (&setup, trainer, is_at_update, update + 1);

  g_signal_handlers_disconnect_by_func (trainer, assert_shows_cb, &showing);
  nrn_trainer_set_pace (trainer, INFINITY);
  play_to_end (&setup, trainer);
  assert_done (&setup, trainer);
  g_assert_cmpint (parts_of (trainer)->row, ==, -1);
  nrn_fit_free (showing.fit);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* Each of these would otherwise have half an hour to wait. */
static void
test_slow_pace_is_interrupted (void)
{
  Setup setup;
  g_autoptr (GSource) ask = NULL;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  nrn_trainer_set_pace (trainer, 0.0005);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_RUNNING);
  /* Also while waiting, there is something new to see. It must come whenever
   * it is asked for; most likely this is after the wait began. */
  ask = g_timeout_source_new (20);
  g_source_set_callback (ask, ask_cb, trainer, NULL);
  g_source_attach (ask, setup.context);
  wait_until (&setup, trainer, is_at_sample, 1);

  nrn_trainer_pause (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_PAUSED);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 0);
  g_assert_cmpuint (parts_of (trainer)->sample, ==, 1);

  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_RUNNING);
  nrn_trainer_step (trainer, NRN_STEP_BATCH);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_PAUSED);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 1);

  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_RUNNING);
  nrn_trainer_set_pace (trainer, 2000);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  assert_done (&setup, trainer);

  nrn_trainer_set_pace (trainer, 0.0005);
  nrn_trainer_reset (trainer);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_RUNNING);
  nrn_trainer_request_snapshot (trainer);
  wait_until (&setup, trainer, is_at_sample, 1);
  nrn_trainer_stop (trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
ask_for_speed_cb (NrnTrainer *trainer,
                  double     *fastest)
{
  *fastest = MAX (*fastest, nrn_trainer_get_speed (trainer));
  nrn_trainer_request_snapshot (trainer);
}

static void
test_speed (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  double fastest = 0;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  g_assert_cmpfloat (nrn_trainer_get_speed (trainer), ==, 0);
  g_signal_connect (trainer, "snapshot", G_CALLBACK (ask_for_speed_cb), &fastest);
  nrn_trainer_set_pace (trainer, 200);
  play_to_end (&setup, trainer);
  /* An overloaded machine may be slower; none catches up by more. */
  g_assert_cmpfloat (fastest, >, 0);
  g_assert_cmpfloat (nrn_trainer_get_speed (trainer), ==, 0);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* ---- Ends ---- */

/* Where it rests, nothing has to be made again for an edit. */
static void
test_rests_at_checkpoint (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  for (guint64 update = 1; update <= 3; update++)
    {
      g_autoptr (NrnCheckpoint) checkpoint = NULL;

      nrn_trainer_step (trainer, NRN_STEP_BATCH);
      wait_until (&setup, trainer, is_at_update, (guint) update);
      wait_until (&setup, trainer, is_state, NRN_TRAINING_PAUSED);
      checkpoint = nrn_checkpoints_find (nrn_trainer_get_checkpoints (trainer), update);
      g_assert_cmpuint (nrn_checkpoint_get_update (checkpoint), ==, update);
    }
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_done_stays_done (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  play_to_end (&setup, trainer);
  nrn_trainer_play (trainer);
  for (guint unit = NRN_STEP_SAMPLE; unit <= NRN_STEP_EPOCH; unit++)
    nrn_trainer_step (trainer, unit);
  nrn_trainer_pause (trainer);
  /* The last command is seen; those before it have been obeyed then. */
  nrn_trainer_set_learning_rate (trainer, 0.25);
  wait_until (&setup, trainer, has_learning_rate, 250);
  assert_done (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_no_epochs (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  setup.options.epochs = 0;
  trainer = trainer_new (&setup);
  nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 0);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_divergence (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  g_clear_pointer (&setup.architecture, nrn_architecture_unref);
  g_clear_pointer (&setup.loss, nrn_config_unref);
  g_clear_pointer (&setup.optimizer, nrn_config_unref);
  setup.architecture = nrn_architecture_parse ("2-9-1", "linear,linear", NULL);
  setup.loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "mse", NULL);
  setup.optimizer = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);
  setup.options.epochs = 50;

  trainer = trainer_new (&setup);
  nrn_trainer_set_learning_rate (trainer, 1e6);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DIVERGED);
  g_assert_true (nrn_weights_are_finite (parts_of (trainer)->weights));

  nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
  nrn_trainer_play (trainer);
  nrn_trainer_set_learning_rate (trainer, 0.001);
  wait_until (&setup, trainer, has_learning_rate, 1);
  g_assert_cmpint (nrn_trainer_get_state (trainer), ==, NRN_TRAINING_DIVERGED);

  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  play_to_end (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* A refusal leaves no thread behind. */
static void
test_refuses_what_fit_refuses (void)
{
  Setup setup;
  g_autoptr (GError) error = NULL;

  setup_init (&setup);
  setup.options.batch_size = 0;
  g_assert_null (nrn_trainer_new (setup.architecture, NULL, setup.loss, setup.optimizer,
                                  setup.samples, &setup.options, &error));
  g_assert_nonnull (error);
  setup_clear (&setup);
}

static void
test_starts_from_weights (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnWeights) start = NULL;
  g_autoptr (GError) error = NULL;

  setup_init (&setup);
  start = nrn_weights_new_initial (setup.architecture, 77);
  trainer = nrn_trainer_new (setup.architecture, start, setup.loss, setup.optimizer,
                             setup.samples, &setup.options, &error);
  g_assert_no_error (error);
  assert_same_weights (parts_of (trainer)->weights, start);
  nrn_trainer_step (trainer, NRN_STEP_EPOCH);
  wait_until (&setup, trainer, is_at_update, 17);
  nrn_trainer_reset (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_READY);
  assert_same_weights (parts_of (trainer)->weights, start);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* ---- Stopping ---- */

/* 47 batches an epoch. The update under way when it is told to stop takes a
 * second more, and would be followed by others as slow: there is ample time
 * to tell it. */
static void
test_stop_waits_for_one_batch (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  guint n_snapshots;

  setup_init (&setup);
  use_gate (&setup);
  g_clear_pointer (&setup.architecture, nrn_architecture_unref);
  g_clear_pointer (&setup.samples, nrn_samples_unref);
  setup.architecture = nrn_architecture_parse ("784-256-10", "relu,softmax", NULL);
  setup.samples = samples_new (6000, 784);
  setup.options = (NrnFitOptions) { .batch_size = 128, .epochs = 1000, .shuffle = TRUE };

  trainer = trainer_new (&setup);
  gate_set (20, FALSE);
  nrn_trainer_play (trainer);
  nrn_trainer_request_snapshot (trainer);
  gate_wait (20);
  n_snapshots = setup.n_snapshots;
  gate_set (0, TRUE);
  nrn_trainer_stop (trainer);
  g_assert_cmpuint (gate_get_n_updates (), ==, 20);

  /* A delivery that was queued is not made any more. */
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, n_snapshots);
  nrn_trainer_stop (trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_stopped_does_nothing (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  trainer = trainer_new (&setup);
  nrn_trainer_stop (trainer);
  nrn_trainer_play (trainer);
  nrn_trainer_step (trainer, NRN_STEP_BATCH);
  nrn_trainer_set_pace (trainer, 3);
  nrn_trainer_set_learning_rate (trainer, 3);
  nrn_trainer_set_options (trainer, &setup.options);
  nrn_trainer_request_snapshot (trainer);
  nrn_trainer_reset (trainer);
  nrn_trainer_pause (trainer);
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, 0);
  g_assert_cmpfloat (nrn_trainer_get_speed (trainer), ==, 0);
  assert_consistent (&setup, trainer);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
test_many_come_and_go (void)
{
  Setup setup;

  setup_init (&setup);
  for (guint i = 0; i < 100; i++)
    {
      NrnTrainer *trainer = trainer_new (&setup);

      if (i % 4 != 3)
        nrn_trainer_play (trainer);
      if (i % 4 == 1)
        nrn_trainer_request_snapshot (trainer);
      if (i % 4 == 2)
        g_main_context_iteration (setup.context, FALSE);
      g_assert_finalize_object (trainer);
    }
  iterate (&setup);
  setup_clear (&setup);
}

/* Nobody ever runs the main context, and it goes before the trainer. */
static void
test_main_loop_gone (void)
{
  Setup setup;
  NrnTrainer *trainer;

  setup_init (&setup);
  use_gate (&setup);
  trainer = trainer_new (&setup);
  gate_set (12, FALSE);
  nrn_trainer_play (trainer);
  for (guint i = 0; i < 10; i++)
    {
      nrn_trainer_request_snapshot (trainer);
      gate_wait (i + 1);
    }
  gate_wait (12);
  gate_set (0, FALSE);
  setup_clear (&setup);
  g_assert_finalize_object (trainer);
  g_assert_cmpuint (setup.n_snapshots, ==, 0);
}

static void
drop_cb (NrnTrainer  *trainer,
         NrnTrainer **owner)
{
  nrn_trainer_stop (trainer);
  g_clear_object (owner);
}

static void
state_cb (NrnTrainer *trainer,
          GParamSpec *property,
          GArray     *states)
{
  int state;

  g_object_get (trainer, "state", &state, NULL);
  g_array_append_val (states, state);
}

/* Whoever hears of a snapshot may stop and drop the trainer there, and hears
 * no more of it. */
static void
test_dropped_by_its_listener (void)
{
  Setup setup;
  NrnTrainer *trainer;
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (int));

  setup_init (&setup);
  trainer = trainer_new (&setup);
  g_object_add_weak_pointer (G_OBJECT (trainer), (gpointer *) &trainer);
  g_signal_connect (trainer, "snapshot", G_CALLBACK (drop_cb), &trainer);
  g_signal_connect (trainer, "notify::state", G_CALLBACK (state_cb), states);
  nrn_trainer_play (trainer);
  while (trainer != NULL)
    g_main_context_iteration (setup.context, TRUE);
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, 1);
  g_assert_cmpuint (states->len, ==, 0);
  setup_clear (&setup);
}

/* ---- Deliveries ---- */

/* However much happens meanwhile, one delivery waits, and finds the newest. */
static void
test_one_delivery (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  use_gate (&setup);
  trainer = trainer_new (&setup);
  gate_set (11, FALSE);
  for (guint i = 0; i < 11; i++)
    nrn_trainer_step (trainer, NRN_STEP_BATCH);
  gate_wait (11);
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, 1);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 10);
  gate_set (0, FALSE);
  wait_until (&setup, trainer, is_at_update, 11);
  g_assert_cmpuint (setup.n_snapshots, ==, 2);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

/* Playing tells of its beginning and of its end; in between, one request
 * gets one snapshot. */
static void
test_one_snapshot_a_request (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;

  setup_init (&setup);
  use_gate (&setup);
  trainer = trainer_new (&setup);
  gate_set (1, FALSE);
  nrn_trainer_play (trainer);
  gate_wait (1);
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, 1);
  for (guint i = 0; i < 10; i++)
    nrn_trainer_request_snapshot (trainer);
  gate_set (30, FALSE);
  gate_wait (30);
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, 2);
  g_assert_cmpuint (parts_of (trainer)->update, ==, 1);
  gate_set (0, FALSE);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, 3);
  /* Nothing new: the request waits. */
  nrn_trainer_request_snapshot (trainer);
  iterate (&setup);
  g_assert_cmpuint (setup.n_snapshots, ==, 3);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

static void
same_thread_cb (NrnTrainer *trainer,
                gpointer    thread)
{
  g_assert_true (g_thread_self () == thread);
}

static void
test_state_is_notified (void)
{
  Setup setup;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (GArray) states = g_array_new (FALSE, FALSE, sizeof (int));
  static const int expected[] = {
    NRN_TRAINING_RUNNING, NRN_TRAINING_PAUSED, NRN_TRAINING_RUNNING, NRN_TRAINING_DONE,
  };

  setup_init (&setup);
  use_gate (&setup);
  trainer = trainer_new (&setup);
  g_signal_connect (trainer, "snapshot", G_CALLBACK (same_thread_cb), g_thread_self ());
  g_signal_connect (trainer, "notify::state", G_CALLBACK (state_cb), states);
  gate_set (3, FALSE);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_RUNNING);
  nrn_trainer_pause (trainer);
  gate_set (5, FALSE);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_PAUSED);
  nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
  nrn_trainer_step (trainer, NRN_STEP_SAMPLE);
  nrn_trainer_play (trainer);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_RUNNING);
  gate_set (0, FALSE);
  wait_until (&setup, trainer, is_state, NRN_TRAINING_DONE);
  g_assert_cmpmem (states->data, states->len * sizeof (int), expected, sizeof expected);
  g_clear_object (&trainer);
  setup_clear (&setup);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/training/trainer/flat-out", test_flat_out);
  g_test_add_func ("/training/trainer/paces", test_paces);
  g_test_add_func ("/training/trainer/snapshots-all-the-time", test_snapshots_all_the_time);
  g_test_add_func ("/training/trainer/snapshot-of-each-update", test_snapshot_of_each_update);
  g_test_add_func ("/training/trainer/play-and-pause", test_play_and_pause);
  g_test_add_func ("/training/trainer/reset-starts-over", test_reset_starts_over);
  g_test_add_func ("/training/trainer/timeline", test_timeline);
  g_test_add_func ("/training/trainer/mixed-steps", test_mixed_steps);
  g_test_add_func ("/training/trainer/sample-steps", test_sample_steps);
  g_test_add_func ("/training/trainer/steps-queue-up", test_steps_queue_up);
  g_test_add_func ("/training/trainer/learning-rate", test_learning_rate);
  g_test_add_func ("/training/trainer/schedule", test_schedule);
  g_test_add_func ("/training/trainer/learning-rate-while-playing",
                   test_learning_rate_while_playing);
  g_test_add_func ("/training/trainer/options", test_options);
  g_test_add_func ("/training/trainer/more-epochs", test_more_epochs);
  g_test_add_func ("/training/trainer/slow-pace-shows-samples", test_slow_pace_shows_samples);
  g_test_add_func ("/training/trainer/slow-pace-is-interrupted", test_slow_pace_is_interrupted);
  g_test_add_func ("/training/trainer/speed", test_speed);
  g_test_add_func ("/training/trainer/rests-at-checkpoint", test_rests_at_checkpoint);
  g_test_add_func ("/training/trainer/done-stays-done", test_done_stays_done);
  g_test_add_func ("/training/trainer/no-epochs", test_no_epochs);
  g_test_add_func ("/training/trainer/divergence", test_divergence);
  g_test_add_func ("/training/trainer/refuses-what-fit-refuses", test_refuses_what_fit_refuses);
  g_test_add_func ("/training/trainer/starts-from-weights", test_starts_from_weights);
  g_test_add_func ("/training/trainer/stop-waits-for-one-batch", test_stop_waits_for_one_batch);
  g_test_add_func ("/training/trainer/stopped-does-nothing", test_stopped_does_nothing);
  g_test_add_func ("/training/trainer/many-come-and-go", test_many_come_and_go);
  g_test_add_func ("/training/trainer/main-loop-gone", test_main_loop_gone);
  g_test_add_func ("/training/trainer/dropped-by-its-listener", test_dropped_by_its_listener);
  g_test_add_func ("/training/trainer/one-delivery", test_one_delivery);
  g_test_add_func ("/training/trainer/one-snapshot-a-request", test_one_snapshot_a_request);
  g_test_add_func ("/training/trainer/state-is-notified", test_state_is_notified);

  return g_test_run ();
}
