/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The thread that trains, as the main thread sees it.
 */

#define G_LOG_DOMAIN "nrn-trainer"

#include "config.h"

#include "nrn-trainer-private.h"

#include <math.h>

#include "nrn-room.h"

G_DEFINE_FINAL_TYPE (NrnTrainer, nrn_trainer, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  SNAPSHOT,
  MOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
note_speed (NrnTrainer *self)
{
  guint n_updates = atomic_load_explicit (&self->shared.n_updates, memory_order_relaxed);

  if (nrn_trainer_get_state (self) == NRN_TRAINING_RUNNING)
    nrn_speed_mark (&self->speed, g_get_monotonic_time (), n_updates);
  else
    nrn_speed_clear (&self->speed, n_updates);
}

/* Whoever hears of the snapshot may stop the trainer, or drop it. */
static gboolean
deliver_cb (gpointer data)
{
  g_autoptr (NrnTrainer) self = g_object_ref (data);
  News *latest = g_atomic_pointer_exchange (&self->shared.latest, NULL);
  NrnTrainingState before = nrn_trainer_get_state (self);

  if (latest == NULL)
    return G_SOURCE_CONTINUE;

  nrn_trainer_free_news (self->news);
  self->news = latest;
  note_speed (self);

  g_signal_emit (self, signals[SNAPSHOT], 0);
  if (nrn_trainer_get_state (self) != before && self->thread != NULL)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);

  return G_SOURCE_CONTINUE;
}

/* No longer due before the snapshot is taken: one that is published in
 * between makes it due again, and is not forgotten. */
static gboolean
delivery_dispatch (GSource     *source,
                   GSourceFunc  callback,
                   gpointer     data)
{
  g_source_set_ready_time (source, -1);

  return callback (data);
}

static GSourceFuncs delivery_funcs = { .dispatch = delivery_dispatch };

static GSource *
delivery_new (NrnTrainer *self)
{
  GSource *delivery = g_source_new (&delivery_funcs, sizeof (GSource));

  g_source_set_static_name (delivery, "[neurons] delivery of snapshots");
  g_source_set_priority (delivery, G_PRIORITY_HIGH_IDLE);
  g_source_set_callback (delivery, deliver_cb, self, NULL);
  g_source_attach (delivery, self->context);

  return delivery;
}

/* Under the lock, so that a thread about to wait cannot miss it. */
static void
call (NrnTrainer *self,
      guint       calls)
{
  g_atomic_int_or (&self->shared.calls, calls);
  pthread_cond_signal (&self->inbox.called);
}

/* What a pause or a reset would end anyhow need not begin. */
static void
drop_moves (GQueue *commands)
{
  GList *next;

  for (GList *item = commands->head; item != NULL; item = next)
    {
      Command *command = item->data;

      next = item->next;
      if (command->type > COMMAND_STEP)
        continue;
      g_free (command);
      g_queue_delete_link (commands, item);
    }
}

static void
send (NrnTrainer *self,
      Command     wanted)
{
  CommandType type = wanted.type;
  Command *command;

  if (self->thread == NULL)
    return;

  command = g_new (Command, 1);
  *command = wanted;

  pthread_mutex_lock (&self->inbox.lock);
  if (type == COMMAND_PAUSE || type == COMMAND_RESET)
    drop_moves (&self->inbox.commands);
  g_queue_push_tail (&self->inbox.commands, command);
  call (self, CALL_COMMANDS);
  pthread_mutex_unlock (&self->inbox.lock);
}

static void
nrn_trainer_dispose (GObject *object)
{
  nrn_trainer_stop (NRN_TRAINER (object));

  G_OBJECT_CLASS (nrn_trainer_parent_class)->dispose (object);
}

static void
nrn_trainer_finalize (GObject *object)
{
  NrnTrainer *self = NRN_TRAINER (object);

  g_clear_pointer (&self->architecture, nrn_architecture_unref);
  g_clear_pointer (&self->worker.weights, nrn_weights_unref);
  g_clear_pointer (&self->worker.history, nrn_history_unref);
  g_clear_pointer (&self->worker.before, nrn_timeline_unref);
  g_clear_pointer (&self->worker.checkpoint, nrn_checkpoint_unref);
  g_clear_pointer (&self->loss, nrn_config_unref);
  g_clear_pointer (&self->optimizer, nrn_config_unref);
  g_clear_pointer (&self->samples, nrn_samples_unref);
  g_clear_pointer (&self->delivery, g_source_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->news, nrn_trainer_free_news);
  g_clear_pointer (&self->worker.fit, nrn_fit_free);
  nrn_fit_options_drop (&self->worker.options);
  g_clear_pointer (&self->worker.timeline, nrn_timeline_unref);
  g_clear_pointer (&self->worker.checkpoints, nrn_checkpoints_unref);
  g_clear_pointer (&self->shared.latest, nrn_trainer_free_news);
  g_queue_clear_full (&self->inbox.commands, g_free);
  pthread_cond_destroy (&self->inbox.called);
  pthread_mutex_destroy (&self->inbox.lock);

  G_OBJECT_CLASS (nrn_trainer_parent_class)->finalize (object);
}

static void
nrn_trainer_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, (int) nrn_trainer_get_state (NRN_TRAINER (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
nrn_trainer_class_init (NrnTrainerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = nrn_trainer_dispose;
  object_class->finalize = nrn_trainer_finalize;
  object_class->get_property = nrn_trainer_get_property;

  properties[PROP_STATE] =
    g_param_spec_int ("state", NULL, NULL, NRN_TRAINING_READY, NRN_TRAINING_DIVERGED,
                      NRN_TRAINING_READY,
                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SNAPSHOT] = g_signal_new ("snapshot", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nrn_trainer_init (NrnTrainer *self)
{
  pthread_condattr_t attributes;

  self->pace = INFINITY;
  pthread_mutex_init (&self->inbox.lock, NULL);
  /* The clock of g_get_monotonic_time(). */
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (&self->inbox.called, &attributes);
  pthread_condattr_destroy (&attributes);

  g_queue_init (&self->inbox.commands);
  atomic_init (&self->shared.n_updates, 0);
  self->worker.learning_rate = NAN;
}

static NrnTrainer *
trainer_new (const NrnArchitecture  *architecture,
             const NrnWeights       *weights,
             const NrnHistory       *history,
             NrnTimeline            *timeline,
             const NrnCheckpoint    *checkpoint,
             const NrnConfig        *loss,
             const NrnConfig        *optimizer,
             const NrnSamples       *samples,
             const NrnFitOptions    *options,
             GError                **error)
{
  g_autoptr (NrnTrainer) self = g_object_new (NRN_TYPE_TRAINER, NULL);
  NrnFit *fit;

  self->architecture = nrn_architecture_ref (architecture);
  self->worker.weights = weights != NULL ? nrn_weights_ref (weights) : NULL;
  self->worker.history = history != NULL ? nrn_history_ref (history) : NULL;
  if (history != NULL && timeline != NULL)
    self->worker.before = nrn_timeline_copy (timeline, nrn_room_get_for_epochs (),
                                             nrn_history_get_n_epochs (history));
  self->worker.checkpoint = checkpoint != NULL ? nrn_checkpoint_ref (checkpoint) : NULL;
  self->loss = nrn_config_ref (loss);
  self->optimizer = nrn_config_ref (optimizer);
  self->samples = nrn_samples_ref (samples);
  self->worker.options = *options;
  nrn_fit_options_keep (&self->worker.options);
  fit = nrn_trainer_new_fit (self, error);
  if (fit == NULL)
    return NULL;

  nrn_trainer_begin (self, fit);
  self->context = g_main_context_ref_thread_default ();
  self->delivery = delivery_new (self);
  self->news = nrn_trainer_make_news (self);

  self->thread = g_thread_try_new ("training", nrn_trainer_train, self, error);

  return self->thread != NULL ? g_steal_pointer (&self) : NULL;
}

/**
 * nrn_trainer_new_continued:
 * @architecture: the network
 * @weights: (nullable): what to start from; %NULL for new weights by the
 *   seed
 * @history: (nullable): what an earlier training recorded, before an edit,
 *   to go on after it; see nrn_fit_continue(). A reset leads to the weights of
 *   the seed then
 * @timeline: (nullable): the weights after epochs of @history, of an equal
 *   architecture; copied
 * @loss: a loss with its arguments
 * @optimizer: an optimizer with its arguments
 * @samples: rows that fit the network and the loss
 * @options: Keras' arguments of fit()
 * @error: return location
 *
 * Returns: as nrn_trainer_new()
 */
NrnTrainer *
nrn_trainer_new_continued (const NrnArchitecture  *architecture,
                           const NrnWeights       *weights,
                           const NrnHistory       *history,
                           NrnTimeline            *timeline,
                           const NrnConfig        *loss,
                           const NrnConfig        *optimizer,
                           const NrnSamples       *samples,
                           const NrnFitOptions    *options,
                           GError                **error)
{
  return trainer_new (architecture, weights, history, timeline, NULL, loss, optimizer, samples,
                      options, error);
}

/**
 * nrn_trainer_new_resumed:
 * @architecture: the network
 * @checkpoint: a moment of another training of it
 * @history: what that training had recorded by then
 * @timeline: (nullable): as for nrn_trainer_new_continued()
 * @loss: its loss
 * @optimizer: its optimizer
 * @samples: its rows
 * @options: options that are live with its own
 * @error: return location
 *
 * Goes on from @checkpoint bit for bit as that training did. A reset leads to
 * the weights of the seed.
 *
 * Returns: as nrn_trainer_new()
 */
NrnTrainer *
nrn_trainer_new_resumed (const NrnArchitecture  *architecture,
                         const NrnCheckpoint    *checkpoint,
                         const NrnHistory       *history,
                         NrnTimeline            *timeline,
                         const NrnConfig        *loss,
                         const NrnConfig        *optimizer,
                         const NrnSamples       *samples,
                         const NrnFitOptions    *options,
                         GError                **error)
{
  return trainer_new (architecture, NULL, history, timeline, checkpoint, loss, optimizer, samples,
                      options, error);
}

/**
 * nrn_trainer_new:
 * @architecture: the network
 * @weights: (nullable): what to start from; %NULL for new weights by the
 *   seed
 * @loss: a loss with its arguments
 * @optimizer: an optimizer with its arguments
 * @samples: rows that fit the network and the loss
 * @options: Keras' arguments of fit()
 * @error: return location
 *
 * The training is ready, and goes flat out once it is played. Signals are
 * emitted by the main context that is the thread's default one now. It need
 * not run.
 *
 * Returns: (transfer full) (nullable): the trainer, or %NULL with @error set
 *   as by nrn_fit_new(), or if there can be no more threads
 */
NrnTrainer *
nrn_trainer_new (const NrnArchitecture  *architecture,
                 const NrnWeights       *weights,
                 const NrnConfig        *loss,
                 const NrnConfig        *optimizer,
                 const NrnSamples       *samples,
                 const NrnFitOptions    *options,
                 GError                **error)
{
  return nrn_trainer_new_continued (architecture, weights, NULL, NULL, loss, optimizer, samples, options,
                                    error);
}

/**
 * nrn_trainer_play:
 * @trainer: a trainer
 *
 * Trains on from here, at the pace, until the end or nrn_trainer_pause().
 * Once the training is done or has diverged, only nrn_trainer_reset() leads
 * on.
 */
void
nrn_trainer_play (NrnTrainer *trainer)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));

  g_signal_emit (trainer, signals[MOVE], 0);
  send (trainer, (Command) { .type = COMMAND_PLAY });
}

/**
 * nrn_trainer_pause:
 * @trainer: a trainer
 *
 * Stops after the batch under way, and forgets the steps that have not
 * begun.
 */
void
nrn_trainer_pause (NrnTrainer *trainer)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));

  send (trainer, (Command) { .type = COMMAND_PAUSE });
}

/**
 * nrn_trainer_step:
 * @trainer: a trainer
 * @unit: how far to go
 *
 * Goes on a little and pauses there. Steps are made in the order in which
 * they were asked for, and at once, whatever the pace. The step that ends
 * an epoch measures the held-out rows, too. When playing, the step is the
 * last thing before a pause.
 */
void
nrn_trainer_step (NrnTrainer  *trainer,
                  NrnStepUnit  unit)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));
  g_return_if_fail (unit <= NRN_STEP_EPOCH);

  g_signal_emit (trainer, signals[MOVE], 0);
  send (trainer, (Command) { .type = COMMAND_STEP, .unit = unit });
}

/**
 * nrn_trainer_reset:
 * @trainer: a trainer
 *
 * Goes back to the start: the same weights, the same orders to come, an
 * optimizer that remembers nothing. The pace, the learning rate and the
 * options stay as they were set.
 */
void
nrn_trainer_reset (NrnTrainer *trainer)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));

  g_signal_emit (trainer, signals[MOVE], 0);
  send (trainer, (Command) { .type = COMMAND_RESET });
}

/**
 * nrn_trainer_extend:
 * @trainer: a trainer
 *
 * Makes a training that is over go on by as many epochs again, once it is
 * played or stepped.
 */
void
nrn_trainer_extend (NrnTrainer *trainer)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));

  send (trainer, (Command) { .type = COMMAND_EXTEND });
}

/**
 * nrn_trainer_set_pace:
 * @trainer: a trainer
 * @updates_per_second: more than 0; %INFINITY for flat out
 *
 * How fast nrn_trainer_play() goes. Where there is time enough, each sample
 * of a batch is shown before the update. Never changes the numbers.
 */
void
nrn_trainer_set_pace (NrnTrainer *trainer,
                      double      updates_per_second)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));
  g_return_if_fail (updates_per_second > 0);

  trainer->pace = updates_per_second;
  send (trainer, (Command) { .type = COMMAND_PACE, .value = updates_per_second });
}

/**
 * nrn_trainer_get_pace:
 * @trainer: a trainer
 *
 * Returns: the pace that was asked for last, in updates a second; %INFINITY
 *   for flat out
 */
double
nrn_trainer_get_pace (NrnTrainer *trainer)
{
  return trainer->pace;
}

/**
 * nrn_trainer_set_learning_rate:
 * @trainer: a trainer
 * @learning_rate: from the next update on; finite, at least 0
 */
void
nrn_trainer_set_learning_rate (NrnTrainer *trainer,
                               double      learning_rate)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));
  g_return_if_fail (isfinite (learning_rate) && learning_rate >= 0);

  send (trainer, (Command) { .type = COMMAND_LEARNING_RATE, .value = learning_rate });
}

/**
 * nrn_trainer_set_options:
 * @trainer: a trainer
 * @options: checked, and live (see nrn_fit_options_are_live()) with those
 *   before
 *
 * Goes on with another batch size, number of epochs or stop condition from
 * the next batch on: see nrn_fit_set_options(). A training that was done is
 * paused if there is more to do now.
 */
void
nrn_trainer_set_options (NrnTrainer          *trainer,
                         const NrnFitOptions *options)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));
  g_return_if_fail (nrn_fit_options_check (options, trainer->samples, NULL));

  send (trainer, (Command) { .type = COMMAND_OPTIONS, .options = *options });
}

/**
 * nrn_trainer_fit_room:
 * @trainer: a trainer
 *
 * Makes its past fit in nrn_room_get() bytes, which have changed. What was
 * forgotten before does not come back.
 */
void
nrn_trainer_fit_room (NrnTrainer *trainer)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));

  send (trainer, (Command) { .type = COMMAND_ROOM });
}

/**
 * nrn_trainer_request_snapshot:
 * @trainer: a trainer
 *
 * Asks for one snapshot, as soon as there is something new: to be called
 * once a frame. What ends by itself or is commanded is told without asking.
 */
void
nrn_trainer_request_snapshot (NrnTrainer *trainer)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));

  if (trainer->thread == NULL)
    return;

  note_speed (trainer);
  pthread_mutex_lock (&trainer->inbox.lock);
  call (trainer, CALL_SNAPSHOT);
  pthread_mutex_unlock (&trainer->inbox.lock);
}

/**
 * nrn_trainer_get_snapshot:
 * @trainer: a trainer
 *
 * Returns: (transfer full): the last snapshot that was delivered; before
 *   that, the start
 */
NrnSnapshot *
nrn_trainer_get_snapshot (NrnTrainer *trainer)
{
  g_return_val_if_fail (NRN_IS_TRAINER (trainer), NULL);

  return nrn_snapshot_ref (trainer->news->snapshot);
}

/**
 * nrn_trainer_get_timeline:
 * @trainer: a trainer
 *
 * Returns: (transfer none): the epochs of the training that the last
 *   snapshot belongs to; another one after a reset, and the same one until
 *   then
 */
NrnTimeline *
nrn_trainer_get_timeline (NrnTrainer *trainer)
{
  g_return_val_if_fail (NRN_IS_TRAINER (trainer), NULL);

  return trainer->news->timeline;
}

/**
 * nrn_trainer_get_checkpoints:
 * @trainer: a trainer
 *
 * Returns: (transfer none): the checkpoints of the training that the last
 *   snapshot belongs to; others after a reset, and the same ones until then
 */
NrnCheckpoints *
nrn_trainer_get_checkpoints (NrnTrainer *trainer)
{
  g_return_val_if_fail (NRN_IS_TRAINER (trainer), NULL);

  return trainer->news->checkpoints;
}

/**
 * nrn_trainer_get_state:
 * @trainer: a trainer
 *
 * Returns: the state of the last snapshot that was delivered
 */
NrnTrainingState
nrn_trainer_get_state (NrnTrainer *trainer)
{
  g_return_val_if_fail (NRN_IS_TRAINER (trainer), NRN_TRAINING_READY);

  return nrn_snapshot_get_parts (trainer->news->snapshot)->state;
}

/**
 * nrn_trainer_get_speed:
 * @trainer: a trainer
 *
 * Measured by looking: here, at each request and at each delivery.
 *
 * Returns: updates a second over the last half second, or between the last
 *   two if they are farther apart; 0 unless training
 */
double
nrn_trainer_get_speed (NrnTrainer *trainer)
{
  g_return_val_if_fail (NRN_IS_TRAINER (trainer), 0);

  note_speed (trainer);

  return nrn_speed_get (&trainer->speed, g_get_monotonic_time ());
}

/**
 * nrn_trainer_stop:
 * @trainer: a trainer
 *
 * Ends the thread after the batch under way, and waits for that. Nothing is
 * delivered any more, and commands do nothing. Disposing of the trainer
 * does the same.
 */
void
nrn_trainer_stop (NrnTrainer *trainer)
{
  g_return_if_fail (NRN_IS_TRAINER (trainer));

  if (trainer->thread != NULL)
    {
      pthread_mutex_lock (&trainer->inbox.lock);
      call (trainer, CALL_STOP);
      pthread_mutex_unlock (&trainer->inbox.lock);
      g_thread_join (g_steal_pointer (&trainer->thread));
    }
  if (trainer->delivery != NULL)
    g_source_destroy (trainer->delivery);
}
