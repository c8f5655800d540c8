/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-replay.h"

#include <string.h>

#include "nrn-fit-test.h"
#include "nrn-room.h"
#include "nrn-trainer.h"

/* Trains for 5 epochs of 14 batches; the last of each has 6 rows. */
#define N_ROWS 180
#define N_UPDATES 70

static const char *const layers[] = {
  "Dense(5, relu), Dense(2, softmax)",
  "Dense(5, relu), Dropout(0.3), BatchNormalization, GaussianNoise(0.1), Dense(2, softmax)",
};

static void
setup_init (NrnFitTest *setup,
            const char *layers_text,
            const char *optimizer)
{
  nrn_fit_test_init (setup, layers_text, optimizer, N_ROWS, &(NrnFitOptions) {
    .batch_size = 12, .epochs = 5, .shuffle = TRUE, .validation_split = 0.1, .seed = 3,
  });
}

/* To where all of update @update is over: the rows held out, too. */
static void
train_to (NrnFit  *fit,
          guint64  update)
{
  while (nrn_fit_get_update (fit) < update ||
         (nrn_fit_get_batch (fit) > 0 && nrn_fit_get_batch (fit) == nrn_fit_get_n_batches (fit)))
    g_assert_cmpint (nrn_fit_step (fit), <=, NRN_FIT_VALIDATION);
}

static void
assert_same_number (double a,
                    double b)
{
  g_assert_cmpmem (&a, sizeof (a), &b, sizeof (b));
}

/* All that can be seen of the two. */
static void
assert_same_moment (NrnFit *fit,
                    NrnFit *expected)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_model_get_architecture (nrn_fit_get_model (fit)));
  g_autofree float *weights = g_new (float, n);
  g_autofree float *expected_weights = g_new (float, n);
  const guint *rows, *expected_rows;
  NrnEpoch running, expected_running;
  guint n_rows = nrn_fit_peek_batch (fit, &rows);

  nrn_model_copy_weights (nrn_fit_get_model (fit), weights);
  nrn_model_copy_weights (nrn_fit_get_model (expected), expected_weights);
  g_assert_cmpmem (weights, n * sizeof (float), expected_weights, n * sizeof (float));
  g_assert_cmpuint (nrn_fit_get_update (fit), ==, nrn_fit_get_update (expected));
  g_assert_cmpuint (nrn_fit_get_epoch (fit), ==, nrn_fit_get_epoch (expected));
  g_assert_cmpuint (nrn_fit_get_batch (fit), ==, nrn_fit_get_batch (expected));
  g_assert_cmpuint (n_rows, ==, nrn_fit_peek_batch (expected, &expected_rows));
  g_assert_cmpmem (rows, n_rows * sizeof (guint), expected_rows, n_rows * sizeof (guint));
  nrn_fit_get_running (fit, &running);
  nrn_fit_get_running (expected, &expected_running);
  assert_same_number (running.loss, expected_running.loss);
  assert_same_number (running.accuracy, expected_running.accuracy);
  assert_same_number (nrn_optimizer_get_learning_rate (nrn_fit_get_optimizer (fit)),
                      nrn_optimizer_get_learning_rate (nrn_fit_get_optimizer (expected)));
}

/* A whole training with a checkpoint after every so many updates. */
static NrnCheckpoints *
record (NrnFitTest       *setup,
        guint        every,
        gsize        room,
        NrnHistory **history)
{
  g_autoptr (NrnFit) fit = nrn_fit_test_new_fit (setup, NULL);
  NrnCheckpoints *checkpoints = nrn_checkpoints_new (room);

  for (guint update = 0; update <= N_UPDATES; update += every)
    {
      g_autoptr (NrnCheckpoint) checkpoint = NULL;

      train_to (fit, update);
      checkpoint = nrn_checkpoint_new (fit);
      nrn_checkpoints_add (checkpoints, checkpoint, FALSE);
    }
  *history = nrn_fit_dup_history (fit);

  return checkpoints;
}

/* Sought in any order, and trained on from there. */
static void
check_seeking (NrnFitTest *setup,
               guint  every,
               gsize  room)
{
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnCheckpoints) checkpoints = record (setup, every, room, &history);
  g_autoptr (NrnReplay) replay = nrn_replay_new (nrn_fit_test_new_fit (setup, NULL), checkpoints);

  for (guint i = 0; i <= N_UPDATES; i++)
    {
      guint update = i * 29 % (N_UPDATES + 1);
      g_autoptr (NrnFit) expected = nrn_fit_test_new_fit (setup, NULL);

      train_to (expected, update);
      g_assert_true (nrn_replay_seek (replay, update, history));
      assert_same_moment (nrn_replay_get_fit (replay), expected);
      if (update == N_UPDATES)
        continue;
      train_to (expected, update + 1);
      train_to (nrn_replay_get_fit (replay), update + 1);
      assert_same_moment (nrn_replay_get_fit (replay), expected);
    }
}

static void
test_every_update (gconstpointer optimizer)
{
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      NrnFitTest setup;

      setup_init (&setup, layers[i], optimizer);
      check_seeking (&setup, 9, G_MAXSIZE);
      nrn_fit_test_clear (&setup);
    }
}

static void
test_thinned (void)
{
  NrnFitTest setup;

  setup_init (&setup, layers[0], "Adam");
  check_seeking (&setup, 1, 200000);
  check_seeking (&setup, 1, 0);
  nrn_fit_test_clear (&setup);
}

static void
test_keeps_to_its_room (void)
{
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnCheckpoints) all = NULL;
  g_autoptr (NrnCheckpoints) few = NULL;
  NrnFitTest setup;

  setup_init (&setup, layers[0], "Adam");
  all = record (&setup, 1, G_MAXSIZE, &history);
  g_clear_pointer (&history, nrn_history_unref);
  few = record (&setup, 1, 100000, &history);
  g_assert_cmpuint (nrn_checkpoints_get_n (all), ==, N_UPDATES + 1);
  g_assert_cmpuint (nrn_checkpoints_get_bytes (all), >, 100000);
  g_assert_cmpuint (nrn_checkpoints_get_bytes (few), <=, 100000);
  g_assert_cmpuint (nrn_checkpoints_get_n (few), >=, 4);
  nrn_fit_test_clear (&setup);
}

static void
test_early_stopping (void)
{
  NrnFitTest setup;

  setup_init (&setup, layers[0], "SGD(learning_rate=0.5)");
  setup.options.early_stopping = (NrnEarlyStoppingOptions) {
    .monitor = "val_loss", .patience = 50, .restore_best_weights = TRUE,
  };
  check_seeking (&setup, 11, G_MAXSIZE);
  nrn_fit_test_clear (&setup);
}

static void
test_nothing_there (void)
{
  g_autoptr (NrnCheckpoints) checkpoints = nrn_checkpoints_new (G_MAXSIZE);
  g_autoptr (NrnHistory) history = nrn_history_new (NULL, 0);
  g_autoptr (NrnReplay) replay = NULL;
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnCheckpoint) start = NULL;
  NrnFitTest setup;

  setup_init (&setup, layers[0], "Adam");
  fit = nrn_fit_test_new_fit (&setup, NULL);
  replay = nrn_replay_new (nrn_fit_test_new_fit (&setup, NULL), checkpoints);
  g_assert_false (nrn_replay_seek (replay, 0, history));
  start = nrn_checkpoint_new (fit);
  nrn_checkpoints_add (checkpoints, start, FALSE);
  g_assert_true (nrn_replay_seek (replay, 0, history));
  nrn_fit_test_clear (&setup);
}

/* ---- Of a trainer ---- */

static void
run_trainer_to (NrnTrainer *trainer,
                guint       n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      g_autoptr (NrnSnapshot) before = nrn_trainer_get_snapshot (trainer);
      guint64 update = nrn_snapshot_get_parts (before)->update;

      nrn_trainer_step (trainer, NRN_STEP_BATCH);
      while (TRUE)
        {
          g_autoptr (NrnSnapshot) now = nrn_trainer_get_snapshot (trainer);

          if (nrn_snapshot_get_parts (now)->update > update &&
              nrn_trainer_get_state (trainer) != NRN_TRAINING_RUNNING)
            break;
          g_main_context_iteration (NULL, TRUE);
        }
    }
}

/* A checkpoint of another training, whose epochs the history has not recorded. */
static void
test_beyond_the_history (void)
{
  g_autoptr (NrnHistory) history = NULL, shorter = NULL;
  g_autoptr (NrnCheckpoints) checkpoints = NULL;
  g_autoptr (NrnReplay) replay = NULL;
  NrnFitTest setup;

  setup_init (&setup, layers[0], "Adam");
  checkpoints = record (&setup, N_UPDATES, G_MAXSIZE, &history);
  shorter = nrn_history_new_start (history, nrn_history_get_n_epochs (history) - 1);
  replay = nrn_replay_new (nrn_fit_test_new_fit (&setup, NULL), checkpoints);
  g_assert_false (nrn_replay_seek (replay, N_UPDATES, shorter));
  g_assert_true (nrn_replay_seek (replay, N_UPDATES, history));
  nrn_fit_test_clear (&setup);
}

/* What was changed by hand on the way is part of what is made again. */
static void
test_changed_on_the_way (void)
{
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (GPtrArray) moments = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_snapshot_unref);
  g_autoptr (NrnReplay) replay = NULL;
  NrnFitOptions other;
  NrnFitTest setup;

  setup_init (&setup, layers[1], "Adam");
  trainer = nrn_trainer_new (setup.architecture, NULL, setup.loss, setup.optimizer, setup.samples,
                             &setup.options, NULL);
  other = setup.options;
  other.batch_size = 7;
  for (guint i = 0; i < 60; i++)
    {
      g_ptr_array_add (moments, nrn_trainer_get_snapshot (trainer));
      if (i == 20)
        nrn_trainer_set_learning_rate (trainer, 0.05);
      if (i == 33)
        nrn_trainer_set_options (trainer, &other);
      run_trainer_to (trainer, 1);
    }

  replay = nrn_replay_new (nrn_fit_test_new_fit (&setup, NULL), nrn_trainer_get_checkpoints (trainer));
  for (guint i = 60; i-- > 0;)
    {
      const NrnSnapshotParts *parts = nrn_snapshot_get_parts (moments->pdata[i]);
      const NrnSnapshotParts *last = nrn_snapshot_get_parts (moments->pdata[59]);
      gsize size = nrn_architecture_get_n_parameters (setup.architecture) * sizeof (float);
      g_autoptr (NrnWeights) weights = NULL;

      g_assert_true (nrn_replay_seek (replay, parts->update, last->history));
      weights = nrn_model_dup_weights (nrn_fit_get_model (nrn_replay_get_fit (replay)));
      g_assert_cmpmem (nrn_weights_get_data (weights), size,
                       nrn_weights_get_data (parts->weights), size);
    }
  nrn_trainer_stop (trainer);
  nrn_fit_test_clear (&setup);
}

/* What is preferred holds for a training that begins, and for one under way; all
 * of it can still be looked at. */
static void
test_room_of_a_trainer (void)
{
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autoptr (NrnSnapshot) end = NULL;
  g_autoptr (NrnReplay) replay = NULL;
  NrnCheckpoints *checkpoints;
  NrnTimeline *timeline;
  guint64 first, farthest;
  NrnFitTest setup;

  setup_init (&setup, layers[0], "Adam");
  nrn_room_set (60000);
  trainer = nrn_trainer_new (setup.architecture, NULL, setup.loss, setup.optimizer, setup.samples,
                             &setup.options, NULL);
  for (guint i = 0; i < 30; i++)
    {
      /* Each of these keeps a checkpoint. */
      nrn_trainer_set_learning_rate (trainer, 0.001 + 0.001 * i);
      run_trainer_to (trainer, 1);
    }
  checkpoints = nrn_trainer_get_checkpoints (trainer);
  timeline = nrn_trainer_get_timeline (trainer);
  g_assert_cmpuint (nrn_checkpoints_get_bytes (checkpoints), <=, 30000);
  g_assert_cmpuint (nrn_checkpoints_get_n (checkpoints), >, 2);
  g_assert_cmpuint (nrn_timeline_get_bytes (timeline), >, 0);
  g_assert_cmpuint (nrn_timeline_get_bytes (timeline), <=, 30000);

  nrn_room_set (2000);
  nrn_trainer_fit_room (trainer);
  run_trainer_to (trainer, 1);
  g_assert_cmpuint (nrn_checkpoints_get_n (checkpoints), ==, 2);
  nrn_checkpoints_get_reach (checkpoints, &first, &farthest);
  end = nrn_trainer_get_snapshot (trainer);
  replay = nrn_replay_new (nrn_fit_test_new_fit (&setup, NULL), checkpoints);
  g_assert_cmpuint (first, >, 0);
  g_assert_cmpuint (farthest, >, 0);
  g_assert_true (nrn_replay_seek (replay, first, nrn_snapshot_get_parts (end)->history));
  g_assert_false (nrn_replay_seek (replay, first - 1, nrn_snapshot_get_parts (end)->history));
  nrn_room_set (NRN_ROOM_DEFAULT);
  nrn_trainer_stop (trainer);
  nrn_fit_test_clear (&setup);
}

int
main (int   argc,
      char *argv[])
{
  static const char *const optimizers[] = {
    "SGD", "SGD(momentum=0.9, nesterov=True)", "Adam", "Adam(amsgrad=True, clipnorm=0.5)", "AdamW", "Adamax",
    "Nadam", "Adagrad", "Adadelta", "RMSprop(momentum=0.5, centered=True)",
    "SGD(learning_rate=ExponentialDecay(0.1, 10, 0.5))",
  };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (optimizers); i++)
    {
      g_autofree char *path = g_strdup_printf ("/training/replay/every-update/%s", optimizers[i]);

      g_test_add_data_func (path, optimizers[i], test_every_update);
    }
  g_test_add_func ("/training/replay/thinned", test_thinned);
  g_test_add_func ("/training/replay/keeps-to-its-room", test_keeps_to_its_room);
  g_test_add_func ("/training/replay/early-stopping", test_early_stopping);
  g_test_add_func ("/training/replay/room-of-a-trainer", test_room_of_a_trainer);
  g_test_add_func ("/training/replay/nothing-there", test_nothing_there);
  g_test_add_func ("/training/replay/beyond-the-history", test_beyond_the_history);
  g_test_add_func ("/training/replay/changed-on-the-way", test_changed_on_the_way);

  return g_test_run ();
}
