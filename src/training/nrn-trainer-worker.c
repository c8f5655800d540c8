/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The training thread's side of a trainer.
 */

#define G_LOG_DOMAIN "nrn-trainer"

#include "config.h"

#include "nrn-trainer-private.h"

#include <math.h>

#include "nrn-room.h"

/* An update that comes late is made up for, but not more than this. */
#define MOST_CATCH_UP_US (G_USEC_PER_SEC / 20)

/* 30 years: a time between updates that any arithmetic can bear. */
#define LONGEST_INTERVAL_US 1e15

/* A sample that is shown for less cannot be followed on its way. */
#define SHORTEST_SHOW_US (G_USEC_PER_SEC / 4)

#define NEVER G_MAXINT64
#define LONG_AGO (G_MININT64 / 2)

/* Of the batch to come. */
static guint
get_n_samples (NrnTrainer *self)
{
  const guint *rows;

  return nrn_fit_peek_batch (self->worker.fit, &rows);
}

/* ---- Snapshots ---- */

/* A file's epochs are what the seed leads to, unless something was changed. */
static gboolean
is_altered (const NrnHistory *history)
{
  guint n_marks;

  nrn_history_get_marks (history, &n_marks);

  return n_marks > 0 || nrn_history_get_changes (history) != NULL;
}

static NrnSnapshot *
make_snapshot (NrnTrainer *trainer)
{
  NrnFit *fit = trainer->worker.fit;
  g_autoptr (NrnWeights) weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
  g_autoptr (NrnHistory) history = nrn_fit_dup_history (fit);
  g_autoptr (NrnHistory) running = nrn_fit_dup_running (fit);
  NrnSnapshotParts parts = {
    .weights = weights,
    .history = history,
    .running = running,
    .state = trainer->worker.state,
    .epoch = nrn_fit_get_epoch (fit),
    .n_epochs = nrn_fit_get_n_epochs (fit),
    .batch = nrn_fit_get_batch (fit),
    .n_batches = nrn_fit_get_n_batches (fit),
    .sample = trainer->worker.sample,
    .n_samples = get_n_samples (trainer),
    .row = trainer->worker.row,
    .update = nrn_fit_get_update (fit),
    .learning_rate = nrn_optimizer_get_learning_rate (nrn_fit_get_optimizer (fit)),
    .is_altered = is_altered (history),
  };

  parts.stop = nrn_fit_get_stop (fit, &parts.best_epoch);

  return nrn_snapshot_new (&parts);
}

/**
 * nrn_trainer_make_news:
 * @trainer: a trainer
 *
 * On the training thread, or before that starts.
 *
 * Returns: (transfer full): the training as it is now
 */
News *
nrn_trainer_make_news (NrnTrainer *trainer)
{
  News *news = g_new (News, 1);

  news->snapshot = make_snapshot (trainer);
  news->timeline = nrn_timeline_ref (trainer->worker.timeline);
  news->checkpoints = nrn_checkpoints_ref (trainer->worker.checkpoints);

  return news;
}

void
nrn_trainer_free_news (News *news)
{
  nrn_snapshot_unref (news->snapshot);
  nrn_timeline_unref (news->timeline);
  nrn_checkpoints_unref (news->checkpoints);
  g_free (news);
}

/* Whatever was asked for before this is answered by it. If the one before
 * still waits, so does its delivery, which will then find this one. */
static void
publish (NrnTrainer *self)
{
  News *before;

  g_atomic_int_and (&self->shared.calls, ~(guint) CALL_SNAPSHOT);
  before = g_atomic_pointer_exchange (&self->shared.latest, nrn_trainer_make_news (self));
  if (before != NULL)
    nrn_trainer_free_news (before);
  else
    g_source_set_ready_time (self->delivery, 0);
  self->worker.has_news = FALSE;
}

/* ---- Checkpoints ---- */

/* Multiplications between two checkpoints: so many are made again within a
 * millisecond or two. */
#define WORK_BETWEEN_CHECKPOINTS 1000000

/* To make a checkpoint must take much less time than the updates before it:
 * these are multiplications for each of its bytes. */
#define WORK_PER_BYTE 16

static guint64
updates_between_checkpoints (NrnTrainer          *self,
                             const NrnCheckpoint *checkpoint)
{
  NrnModel *model = nrn_fit_get_model (self->worker.fit);
  gsize n_parameters = nrn_architecture_get_n_parameters (self->architecture);
  guint64 work = (guint64) MAX (n_parameters, 1) * nrn_model_get_max_rows (model);
  guint64 wanted = MAX (WORK_BETWEEN_CHECKPOINTS,
                        WORK_PER_BYTE * nrn_checkpoint_get_size (checkpoint));

  return MAX (wanted / work, 1);
}

/* @is_turn: as for nrn_checkpoints_add(). */
static void
keep_checkpoint (NrnTrainer *self,
                 gboolean    is_turn)
{
  g_autoptr (NrnCheckpoint) checkpoint = nrn_checkpoint_new (self->worker.fit);

  nrn_checkpoints_add (self->worker.checkpoints, checkpoint, is_turn);
  self->worker.next_checkpoint = nrn_fit_get_update (self->worker.fit) +
                                 updates_between_checkpoints (self, checkpoint);
}

/* ---- The training ---- */

static NrnTrainingState
state_at_rest (NrnTrainer *self)
{
  gboolean begun = nrn_fit_get_update (self->worker.fit) > 0 || self->worker.sample > 0;

  return begun ? NRN_TRAINING_PAUSED : NRN_TRAINING_READY;
}

static gboolean
is_over (NrnTrainer *self)
{
  return self->worker.state == NRN_TRAINING_DONE || self->worker.state == NRN_TRAINING_DIVERGED;
}

/* Whoever edits there need not wait until updates are made again. */
static void
come_to_rest (NrnTrainer       *self,
              NrnTrainingState  state)
{
  self->worker.goal = GOAL_NONE;
  self->worker.state = state;
  self->worker.last_us = g_get_monotonic_time ();
  if (state == NRN_TRAINING_PAUSED && self->worker.sample == 0)
    keep_checkpoint (self, FALSE);
  publish (self);
}

/* Shows the next sample of the batch to come, if there is one. */
static void
show_sample (NrnTrainer *self)
{
  const guint *rows;
  guint n_rows = nrn_fit_peek_batch (self->worker.fit, &rows);

  if (self->worker.sample >= n_rows)
    return;

  self->worker.row = (int) rows[self->worker.sample];
  self->worker.sample++;
  self->worker.has_news = TRUE;
}

static void
note_epoch (NrnTrainer *self)
{
  NrnFit *fit = self->worker.fit;

  nrn_timeline_add (self->worker.timeline, nrn_fit_get_epoch (fit),
                    nrn_fit_get_update (fit), nrn_fit_get_epoch_weights (fit));
  if (nrn_fit_is_over (fit))
    come_to_rest (self, NRN_TRAINING_DONE);
  else if (self->worker.goal != GOAL_PLAY)
    come_to_rest (self, state_at_rest (self));
}

/* The held-out rows belong to an epoch's last batch: a step that trains on
 * that batch measures them, too. */
static void
note_step (NrnTrainer   *self,
           NrnFitStatus  status)
{
  NrnFit *fit = self->worker.fit;

  switch (status)
    {
    case NRN_FIT_BATCH:
      if (self->worker.goal == GOAL_BATCH && nrn_fit_get_batch (fit) < nrn_fit_get_n_batches (fit))
        come_to_rest (self, state_at_rest (self));
      break;

    case NRN_FIT_EPOCH:
      note_epoch (self);
      break;

    case NRN_FIT_DONE:
      come_to_rest (self, NRN_TRAINING_DONE);
      break;

    case NRN_FIT_DIVERGED:
      come_to_rest (self, NRN_TRAINING_DIVERGED);
      break;

    case NRN_FIT_VALIDATION:
    default:
      break;
    }
}

static void
advance (NrnTrainer *self)
{
  NrnFit *fit = self->worker.fit;
  NrnFitStatus status;

  if (self->worker.goal == GOAL_SAMPLE)
    {
      show_sample (self);
      if (self->worker.sample < get_n_samples (self))
        {
          come_to_rest (self, NRN_TRAINING_PAUSED);
          return;
        }
      self->worker.goal = GOAL_BATCH;
    }
  else if (self->worker.goal == GOAL_PLAY)
    {
      self->worker.row = -1;
    }

  self->worker.sample = 0;
  status = nrn_fit_step (fit);
  atomic_store_explicit (&self->shared.n_updates,
                         (guint) nrn_optimizer_get_step (nrn_fit_get_optimizer (fit)),
                         memory_order_relaxed);
  self->worker.has_news = TRUE;
  if (nrn_fit_get_update (fit) >= self->worker.next_checkpoint)
    keep_checkpoint (self, FALSE);
  note_step (self, status);
}

/* ---- Commands ---- */

/**
 * nrn_trainer_new_fit:
 * @trainer: a trainer
 * @error: return location
 *
 * Returns: (transfer full) (nullable): as nrn_fit_new()
 */
NrnFit *
nrn_trainer_new_fit (NrnTrainer  *trainer,
                     GError     **error)
{
  return nrn_fit_new (trainer->architecture, trainer->worker.weights, trainer->loss, trainer->optimizer,
                      trainer->samples, &trainer->worker.options, error);
}

/* A training that was saved within an epoch has another start than the end of
 * the one before. */
static void
note_start (NrnTrainer *self)
{
  NrnFit *fit = self->worker.fit;
  guint epoch;

  if (nrn_fit_get_batch (fit) == 0 &&
      !nrn_timeline_get_next (self->worker.timeline, nrn_fit_get_epoch (fit), &epoch))
    nrn_timeline_add (self->worker.timeline, nrn_fit_get_epoch (fit), nrn_fit_get_update (fit),
                      nrn_fit_get_epoch_weights (fit));
}

/**
 * nrn_trainer_begin:
 * @trainer: a trainer
 * @fit: (transfer full): a training before its first batch
 *
 * On the training thread, or before that starts.
 */
void
nrn_trainer_begin (NrnTrainer *trainer,
                   NrnFit     *fit)
{
  trainer->worker.fit = fit;
  g_clear_pointer (&trainer->worker.timeline, nrn_timeline_unref);
  trainer->worker.timeline = trainer->worker.before != NULL
                               ? g_steal_pointer (&trainer->worker.before)
                               : nrn_timeline_new (nrn_room_get_for_epochs ());
  if (trainer->worker.checkpoint != NULL)
    nrn_checkpoint_restore (trainer->worker.checkpoint, fit, trainer->worker.history);
  else if (trainer->worker.history != NULL)
    nrn_fit_continue (fit, trainer->worker.history);
  note_start (trainer);
  if (!isnan (trainer->worker.learning_rate))
    nrn_optimizer_set_learning_rate (nrn_fit_get_optimizer (fit), trainer->worker.learning_rate);
  g_clear_pointer (&trainer->worker.checkpoints, nrn_checkpoints_unref);
  trainer->worker.checkpoints = nrn_checkpoints_new (nrn_room_get_for_checkpoints ());
  keep_checkpoint (trainer, FALSE);
  trainer->worker.goal = GOAL_NONE;
  trainer->worker.state = nrn_fit_get_update (fit) == 0 ? NRN_TRAINING_READY
                          : nrn_fit_is_over (fit)     ? NRN_TRAINING_DONE
                                                      : NRN_TRAINING_PAUSED;
  trainer->worker.sample = 0;
  trainer->worker.row = -1;
  trainer->worker.last_us = LONG_AGO;
  atomic_store_explicit (&trainer->shared.n_updates, 0, memory_order_relaxed);
}

static void
set_goal (NrnTrainer *self,
          Goal        goal)
{
  if (is_over (self))
    return;

  self->worker.goal = goal;
  self->worker.state = NRN_TRAINING_RUNNING;
  if (goal != GOAL_SAMPLE)
    self->worker.row = -1;
}

static void
set_pace (NrnTrainer *self,
          double      updates_per_second)
{
  /* Flat out takes no time to look at the clock. */
  if (self->worker.goal == GOAL_PLAY && self->worker.interval_us == 0)
    self->worker.last_us = g_get_monotonic_time ();

  self->worker.interval_us = (gint64) MIN (G_USEC_PER_SEC / updates_per_second,
                                           LONGEST_INTERVAL_US);
}

static void
set_learning_rate (NrnTrainer *self,
                   double      learning_rate)
{
  NrnOptimizer *optimizer = nrn_fit_get_optimizer (self->worker.fit);

  nrn_fit_note_change (self->worker.fit, NRN_MOMENT_LEARNING_RATE,
                       nrn_optimizer_get_learning_rate (optimizer), learning_rate);
  self->worker.learning_rate = learning_rate;
  nrn_optimizer_set_learning_rate (optimizer, learning_rate);
  keep_checkpoint (self, TRUE);
}

/* The samples of a batch that were shown already are shown again if the
 * batch has another size now. */
static void
set_options (NrnTrainer          *self,
             const NrnFitOptions *given)
{
  NrnFitOptions live = *given;
  const NrnFitOptions *options = &live;

  /* What they point at may be gone by now, but it was equal. */
  live.metrics = self->worker.options.metrics;
  live.class_weight = self->worker.options.class_weight;
  if (options->batch_size != self->worker.options.batch_size)
    {
      nrn_fit_note_change (self->worker.fit, NRN_MOMENT_BATCH_SIZE, self->worker.options.batch_size,
                           options->batch_size);
      self->worker.sample = 0;
      self->worker.row = -1;
    }
  self->worker.options = *options;
  nrn_fit_set_options (self->worker.fit, options);
  keep_checkpoint (self, TRUE);

  if (self->worker.state == NRN_TRAINING_DIVERGED)
    return;
  if (nrn_fit_is_over (self->worker.fit))
    {
      self->worker.goal = GOAL_NONE;
      self->worker.state = NRN_TRAINING_DONE;
    }
  else if (self->worker.state == NRN_TRAINING_DONE)
    {
      self->worker.state = state_at_rest (self);
    }
}

/* Returns whether there is something that must be seen at once. Sample and
 * batch steps are about to end, and are published then. */
static gboolean
obey (NrnTrainer    *self,
      const Command *command)
{
  static const Goal goals[] = {
    [NRN_STEP_SAMPLE] = GOAL_SAMPLE,
    [NRN_STEP_BATCH] = GOAL_BATCH,
    [NRN_STEP_EPOCH] = GOAL_EPOCH,
  };

  switch (command->type)
    {
    case COMMAND_PLAY:
      set_goal (self, GOAL_PLAY);
      return TRUE;

    case COMMAND_STEP:
      set_goal (self, goals[command->unit]);
      return command->unit == NRN_STEP_EPOCH;

    case COMMAND_PAUSE:
      self->worker.goal = GOAL_NONE;
      if (is_over (self))
        return TRUE;

      self->worker.state = state_at_rest (self);
      keep_checkpoint (self, FALSE);
      return TRUE;

    case COMMAND_RESET:
      /* What could be made once can be made again. After an edit, the start is
       * that of the seed. */
      nrn_fit_free (self->worker.fit);
      if (self->worker.history != NULL)
        g_clear_pointer (&self->worker.weights, nrn_weights_unref);
      g_clear_pointer (&self->worker.history, nrn_history_unref);
      g_clear_pointer (&self->worker.checkpoint, nrn_checkpoint_unref);
      nrn_trainer_begin (self, nrn_trainer_new_fit (self, NULL));
      return TRUE;

    case COMMAND_EXTEND:
      if (self->worker.state == NRN_TRAINING_DONE)
        {
          nrn_fit_extend (self->worker.fit);
          keep_checkpoint (self, TRUE);
          self->worker.state = NRN_TRAINING_PAUSED;
        }
      return FALSE;

    case COMMAND_LEARNING_RATE:
      set_learning_rate (self, command->value);
      return TRUE;

    case COMMAND_PACE:
      set_pace (self, command->value);
      return FALSE;

    case COMMAND_OPTIONS:
      set_options (self, &command->options);
      return TRUE;

    case COMMAND_ROOM:
      nrn_timeline_set_room (self->worker.timeline, nrn_room_get_for_epochs ());
      nrn_checkpoints_set_room (self->worker.checkpoints, nrn_room_get_for_checkpoints ());
      return FALSE;

    default:
      return FALSE;
    }
}

static int
compare_ends (gconstpointer command,
              gconstpointer unused)
{
  CommandType type = ((const Command *) command)->type;

  return type == COMMAND_PAUSE || type == COMMAND_RESET ? 0 : 1;
}

/* A step waits until the step before it is over. So does everything else
 * that follows a sample or a batch, which takes no time; but an epoch can be
 * played on, or be given another learning rate. A pause or a reset waits
 * for nothing: sending it has removed the steps before it. */
static gboolean
must_wait (NrnTrainer    *self,
           const Command *command)
{
  switch (self->worker.goal)
    {
    case GOAL_SAMPLE:
    case GOAL_BATCH:
      return g_queue_find_custom (&self->inbox.commands, NULL, compare_ends) == NULL;

    case GOAL_EPOCH:
      return command->type == COMMAND_STEP;

    case GOAL_NONE:
    case GOAL_PLAY:
    default:
      return FALSE;
    }
}

static Command *
take_command (NrnTrainer *self)
{
  Command *command;

  pthread_mutex_lock (&self->inbox.lock);
  command = g_queue_peek_head (&self->inbox.commands);
  if (command != NULL && must_wait (self, command))
    command = NULL;
  else
    g_queue_pop_head (&self->inbox.commands);
  if (g_queue_is_empty (&self->inbox.commands))
    g_atomic_int_and (&self->shared.calls, ~(guint) CALL_COMMANDS);
  pthread_mutex_unlock (&self->inbox.lock);

  return command;
}

static void
answer_calls (NrnTrainer *self,
              guint       calls)
{
  gboolean urgent = FALSE;

  if ((calls & CALL_COMMANDS) != 0)
    {
      Command *command;

      while ((command = take_command (self)) != NULL)
        {
          urgent |= obey (self, command);
          g_free (command);
        }
    }

  if (urgent || ((calls & CALL_SNAPSHOT) != 0 && self->worker.has_news))
    publish (self);
}

/* ---- The loop ---- */

/* A snapshot that is asked for while there is nothing new has time. */
static gboolean
is_called (NrnTrainer *self)
{
  guint calls = (guint) g_atomic_int_get (&self->shared.calls);

  return (calls & (CALL_COMMANDS | CALL_STOP)) != 0 ||
         ((calls & CALL_SNAPSHOT) != 0 && self->worker.has_news);
}

static void
wait_for_call (NrnTrainer *self,
               gint64      until_us)
{
  struct timespec until = {
    .tv_sec = until_us / G_USEC_PER_SEC,
    .tv_nsec = until_us % G_USEC_PER_SEC * 1000,
  };
  gboolean in_time = TRUE;

  pthread_mutex_lock (&self->inbox.lock);
  while (in_time && !is_called (self))
    {
      if (until_us == NEVER)
        pthread_cond_wait (&self->inbox.called, &self->inbox.lock);
      else
        in_time = pthread_cond_timedwait (&self->inbox.called, &self->inbox.lock, &until) == 0;
    }
  pthread_mutex_unlock (&self->inbox.lock);
}

/* Only updates keep to the pace: not steps, not the held-out rows. */
static gboolean
is_paced (NrnTrainer *self)
{
  NrnFit *fit = self->worker.fit;

  return self->worker.interval_us > 0 && self->worker.goal == GOAL_PLAY &&
         nrn_fit_get_batch (fit) < nrn_fit_get_n_batches (fit);
}

/* Whether there is time to show each sample of the batch to come. */
static gboolean
shows_samples (NrnTrainer *self)
{
  return is_paced (self) &&
         self->worker.interval_us / MAX (get_n_samples (self), 1) >= SHORTEST_SHOW_US;
}

/* The update comes when the last sample has been shown for as long as the
 * others, and with it the first of the batch after it. */
static void
show_or_advance (NrnTrainer *self)
{
  if (self->worker.sample >= get_n_samples (self))
    advance (self);
  if (shows_samples (self))
    show_sample (self);
}

static void
advance_or_wait (NrnTrainer *self)
{
  gboolean by_sample = shows_samples (self);
  gint64 due, now;

  if (!is_paced (self))
    {
      advance (self);
      return;
    }

  due = self->worker.last_us + (by_sample ? self->worker.interval_us / get_n_samples (self)
                                          : self->worker.interval_us);
  now = g_get_monotonic_time ();
  if (now < due)
    {
      wait_for_call (self, due);
      return;
    }
  self->worker.last_us = MAX (due, now - MOST_CATCH_UP_US);
  if (by_sample)
    show_or_advance (self);
  else
    advance (self);
}

/**
 * nrn_trainer_train:
 * @trainer: a #NrnTrainer
 *
 * What the training thread runs, until it is called to stop.
 */
gpointer
nrn_trainer_train (gpointer trainer)
{
  NrnTrainer *self = trainer;
  guint calls;

  while (((calls = (guint) g_atomic_int_get (&self->shared.calls)) & CALL_STOP) == 0)
    {
      if (calls != 0)
        answer_calls (self, calls);

      if (self->worker.goal == GOAL_NONE)
        wait_for_call (self, NEVER);
      else
        advance_or_wait (self);
    }

  return NULL;
}
