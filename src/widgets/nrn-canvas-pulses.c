/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Pulses on the canvas: a sample on its way forward, the loss that lights up,
 * gradients on their way back.
 *
 * Where the training is slow enough to be followed, they take as long as it
 * takes to the next move; after a step, as long as it takes to see them.
 */

#include "config.h"

#include "nrn-canvas-private.h"

/* Faster than this they would only flicker. */
#define SHORTEST_WAY      0.22
#define SHORTEST_ROUND    0.33

/* After a step, in seconds. */
#define WAY_OF_A_STEP     0.9
#define ROUND_OF_A_STEP   1.5

/* Of a sample that somebody sends through. */
#define WAY_OF_A_TRIAL    1.8

/* When what happens, in shares of the whole time. */
#define ARRIVAL_OF_WAY    0.75
#define ARRIVAL_OF_ROUND  0.45
#define RETURN_OF_ROUND   0.55
#define GLOW_RISES        0.06
#define GLOW_FADES        0.3

static gboolean
has_animations (NrnCanvas *self)
{
  gboolean animate;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);

  return animate && gtk_widget_get_mapped (GTK_WIDGET (self));
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NrnCanvas *self = NRN_CANVAS (widget);
  double seconds = (double) (gdk_frame_clock_get_frame_time (clock) - self->arrived) / G_USEC_PER_SEC;

  self->phase = CLAMP (seconds / self->seconds, 0, 1);
  gtk_widget_queue_draw (widget);
  if (gtk_widget_get_mapped (widget) &&
      (self->phase < 1 ||
       nrn_trainer_get_state (nrn_document_get_trainer (self->document)) == NRN_TRAINING_RUNNING))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

/**
 * nrn_canvas_stop_pulses:
 * @self: a canvas
 */
void
nrn_canvas_stop_pulses (NrnCanvas *self)
{
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
}

static void
start_pulses (NrnCanvas *self,
              double     seconds,
              gboolean   comes_back)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->arrived = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (widget));
  self->seconds = seconds;
  self->comes_back = comes_back;
  self->has_no_loss = FALSE;
  self->phase = 0;
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

/**
 * nrn_canvas_send_through:
 * @canvas: a canvas
 *
 * Sends the watched sample through the network once, if the user wants
 * animations; at any moment of the training, which it is no part of.
 */
void
nrn_canvas_send_through (NrnCanvas *canvas)
{
  if (!has_animations (canvas))
    return;

  start_pulses (canvas, WAY_OF_A_TRIAL, FALSE);
  canvas->has_no_loss = TRUE;
}

/* A sample of several has no gradients of its own yet. */
static gboolean
is_one_of_several (const NrnSnapshotParts *now)
{
  return now->row >= 0 && now->sample > 0 && now->sample < now->n_samples;
}

static gboolean
has_moved (const NrnSnapshotParts *now,
           const NrnSnapshotParts *before)
{
  return now->update != before->update || now->sample != before->sample;
}

static gboolean
is_step (const NrnSnapshotParts *now,
         const NrnSnapshotParts *before)
{
  return before->state != NRN_TRAINING_RUNNING &&
         (now->row >= 0 || now->update == before->update + 1);
}

/* How long the move takes that has led to @now; 0 if it is not to be seen. */
static double
get_seconds (NrnCanvas              *self,
             const NrnSnapshotParts *now,
             const NrnSnapshotParts *before)
{
  gboolean is_way = is_one_of_several (now);
  double seconds;

  if (now->state != NRN_TRAINING_RUNNING)
    return !is_step (now, before) ? 0 : is_way ? WAY_OF_A_STEP : ROUND_OF_A_STEP;

  seconds = 1 / nrn_trainer_get_pace (nrn_document_get_trainer (self->document));
  if (now->row >= 0 && now->sample > 0)
    seconds /= now->n_samples;

  return seconds >= (is_way ? SHORTEST_WAY : SHORTEST_ROUND) ? seconds : 0;
}

static gboolean
can_animate (NrnCanvas *self)
{
  return has_animations (self) && nrn_document_get_shown_epoch (self->document) < 0;
}

/**
 * nrn_canvas_update_pulses:
 * @self: a canvas whose training has another snapshot
 *
 * Sends pulses on their way if it has moved and the user wants animations.
 * Those that are under way go on if it has not.
 */
void
nrn_canvas_update_pulses (NrnCanvas *self)
{
  g_autoptr (NrnSnapshot) before = g_steal_pointer (&self->moved_to);
  const NrnSnapshotParts *now;
  double seconds;

  self->moved_to = nrn_snapshot_ref (nrn_document_get_snapshot (self->document));
  now = nrn_snapshot_get_parts (self->moved_to);
  if (before != NULL && !has_moved (now, nrn_snapshot_get_parts (before)))
    {
      /* A step that has begun and not moved yet still begins at rest. */
      if (now->state == NRN_TRAINING_RUNNING)
        {
          nrn_snapshot_unref (self->moved_to);
          self->moved_to = g_steal_pointer (&before);
        }
      return;
    }

  /* Whoever has just seen all of it need not see it again. */
  seconds = before != NULL && can_animate (self) && !self->has_seen_beats
              ? get_seconds (self, now, nrn_snapshot_get_parts (before)) : 0;
  self->has_seen_beats = FALSE;
  if (seconds > 0)
    start_pulses (self, seconds, !is_one_of_several (now));
  else
    nrn_canvas_stop_pulses (self);
}

/**
 * nrn_canvas_get_forward:
 * @self: a canvas
 *
 * Returns: how far the sample is on its way, 0 … 1, or something else if it is
 *   not
 */
double
nrn_canvas_get_forward (NrnCanvas *self)
{
  if (self->tick_id == 0)
    return -1;

  return self->phase / (self->comes_back ? ARRIVAL_OF_ROUND : ARRIVAL_OF_WAY);
}

/**
 * nrn_canvas_get_backward:
 * @self: a canvas
 *
 * Returns: how far the gradients are on their way, 0 … 1, or something else if
 *   they are not
 */
double
nrn_canvas_get_backward (NrnCanvas *self)
{
  if (self->tick_id == 0 || !self->comes_back)
    return -1;

  return (self->phase - RETURN_OF_ROUND) / (1 - RETURN_OF_ROUND);
}

/* Whoever rests at the outputs has a loss until it moves on. */
static gboolean
rests_at_outputs (NrnCanvas *self)
{
  const NrnSnapshotParts *now =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  return nrn_document_get_watched_row (self->document) >= 0 && now->sample > 0;
}

/**
 * nrn_canvas_get_glow:
 * @self: a canvas with an experiment
 *
 * Returns: how much the loss lights up, 0 … 1: when the sample arrives, and
 *   until its gradients are under way
 */
double
nrn_canvas_get_glow (NrnCanvas *self)
{
  double arrival = self->comes_back ? ARRIVAL_OF_ROUND : ARRIVAL_OF_WAY;
  double rise, fall;

  if (self->tick_id == 0)
    return rests_at_outputs (self) ? 1 : 0;
  if (self->has_no_loss)
    return 0;

  rise = (self->phase - arrival) / GLOW_RISES;
  fall = self->comes_back ? (1 - self->phase) / GLOW_FADES : 1;

  return CLAMP (MIN (rise, fall), 0, 1);
}
