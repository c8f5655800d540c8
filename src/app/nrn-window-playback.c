/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The past of a training as a film: forwards, backwards, and moment by moment.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* As fast as can be is over too soon: then the whole film takes so long. */
#define SHORTEST_FILM_S 5.0

static NrnTrainer *
get_trainer (NrnWindow *window)
{
  return nrn_document_get_trainer (window->document);
}

static const NrnSnapshotParts *
get_shown (NrnWindow *window)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document));
}

static guint64
get_newest_update (NrnWindow *window)
{
  g_autoptr (NrnSnapshot) newest = nrn_trainer_get_snapshot (get_trainer (window));

  return nrn_snapshot_get_parts (newest)->update;
}

/* Of a second. */
static double
get_n_updates (NrnWindow *window)
{
  double pace = nrn_trainer_get_pace (get_trainer (window));

  return isfinite (pace) ? pace : (double) get_newest_update (window) / SHORTEST_FILM_S;
}

/**
 * nrn_window_stop_playback:
 * @window: a window
 *
 * Stops the film where it is.
 */
void
nrn_window_stop_playback (NrnWindow *window)
{
  if (window->playback.tick_id == 0)
    return;

  gtk_widget_remove_tick_callback (GTK_WIDGET (window), window->playback.tick_id);
  window->playback.tick_id = 0;
  nrn_transport_set_film (window->transport, NRN_FILM_NONE);
}

/* Whoever looks at another moment, or trains, ends the film. */
static gboolean
is_elsewhere (NrnWindow *window)
{
  return (gint64) get_shown (window)->update != window->playback.shown_update ||
         nrn_trainer_get_state (get_trainer (window)) == NRN_TRAINING_RUNNING;
}

/* A training that is not over is what comes next. */
static void
reach_now (NrnWindow *window)
{
  NrnTrainingState state;

  nrn_window_stop_playback (window);
  nrn_document_show_now (window->document);
  state = nrn_trainer_get_state (get_trainer (window));
  if (state == NRN_TRAINING_PAUSED)
    nrn_trainer_play (get_trainer (window));
}

/* What is forgotten ends it, as does the start. */
static void
show (NrnWindow *window,
      double     position)
{
  guint64 update = (guint64) MAX (position, 0);

  if (update >= get_newest_update (window))
    {
      reach_now (window);
      return;
    }

  window->playback.shown_update = (gint64) update;
  if (!nrn_document_show_update (window->document, update) || position <= 0)
    nrn_window_stop_playback (window);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NrnWindow *window = NRN_WINDOW (widget);
  gint64 now_us = gdk_frame_clock_get_frame_time (clock);
  double seconds = (double) (now_us - window->playback.frame_us) / G_USEC_PER_SEC;

  if (is_elsewhere (window))
    {
      nrn_window_stop_playback (window);
      return G_SOURCE_REMOVE;
    }

  window->playback.frame_us = now_us;
  window->playback.position += window->playback.direction * seconds * get_n_updates (window);
  if (floor (window->playback.position) != (double) window->playback.shown_update)
    show (window, window->playback.position);

  return G_SOURCE_CONTINUE;
}

/**
 * nrn_window_is_playing_back:
 * @window: a window
 *
 * Returns: whether the film of the past runs
 */
gboolean
nrn_window_is_playing_back (NrnWindow *window)
{
  return window->playback.tick_id != 0;
}

/**
 * nrn_window_play_back:
 * @window: a window that shows a moment of the past, or now
 * @direction: 1 for forwards, −1 for backwards
 *
 * Plays the past of the training at the pace that is set. Forwards it ends now,
 * and goes on as training if there is more to train.
 */
void
nrn_window_play_back (NrnWindow *window,
                      int        direction)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  guint64 update;

  nrn_window_stop_playback (window);
  nrn_trainer_pause (get_trainer (window));
  update = get_shown (window)->update;
  window->playback.direction = direction;
  window->playback.position = (double) update;
  window->playback.shown_update = (gint64) update;
  window->playback.frame_us = gdk_frame_clock_get_frame_time (clock);
  window->playback.tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (window), tick_cb, NULL, NULL);
  nrn_transport_set_film (window->transport, direction > 0 ? NRN_FILM_FORWARD : NRN_FILM_BACKWARD);
}

/* ---- Moment by moment ---- */

/* Goes to the nearest epoch that is kept, in steps of @by. Returns whether there
 * is one. */
static gboolean
look_for_epoch (NrnWindow *window,
                int        epoch,
                int        by)
{
  int n_epochs = (int) get_shown (window)->n_epochs;

  for (; epoch >= 0 && epoch <= n_epochs; epoch += by)
    {
      if (nrn_document_show_epoch (window->document, (guint) epoch))
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_window_look_back:
 * @window: a window
 *
 * Shows the moment one step before the shown one; a step is as long as one of
 * training. Where only epochs are kept, it is an epoch.
 */
void
nrn_window_look_back (NrnWindow *window)
{
  const NrnSnapshotParts *shown = get_shown (window);
  int epoch = (int) shown->epoch - (shown->batch > 0 || shown->sample > 0 ? 0 : 1);
  guint64 update = shown->sample > 0 ? shown->update : shown->update - MIN (shown->update, 1);

  nrn_window_stop_playback (window);
  if (window->step_unit == NRN_STEP_EPOCH || !nrn_document_show_update (window->document, update))
    look_for_epoch (window, epoch, -1);
}

/**
 * nrn_window_look_forward:
 * @window: a window that looks back
 *
 * Shows the moment one step after the shown one, or now.
 */
void
nrn_window_look_forward (NrnWindow *window)
{
  const NrnSnapshotParts *shown = get_shown (window);
  int epoch = (int) shown->epoch + 1;

  nrn_window_stop_playback (window);
  if (window->step_unit != NRN_STEP_EPOCH &&
      nrn_document_show_update (window->document, shown->update + 1))
    return;
  if (!look_for_epoch (window, epoch, 1))
    nrn_document_show_now (window->document);
}

/* ---- Interesting moments ---- */

/**
 * nrn_window_show_update:
 * @window: a window
 * @update: updates that were made
 *
 * Looks back at that moment, and tells what happens there if it is an interesting
 * one; where it is forgotten, a sentence says so.
 */
void
nrn_window_show_update (NrnWindow *window,
                        guint64    update)
{
  nrn_window_stop_playback (window);
  window->told_update = (gint64) update;
  if (!nrn_document_show_update (window->document, update))
    nrn_window_say (window, _("That moment is no longer kept; more of the past fits where the "
                              "preferences give the timeline more room."));
}

/**
 * nrn_window_show_next_moment:
 * @window: a window
 * @direction: 1 for the next one after what is shown, −1 for the one before
 *
 * Looks back at an interesting moment. After the last one comes now.
 */
void
nrn_window_show_next_moment (NrnWindow *window,
                             int        direction)
{
  const NrnMoments *moments = nrn_document_get_moments (window->document);
  guint64 update = get_shown (window)->update;
  int found = direction > 0 ? nrn_moments_find_after (moments, update)
                            : nrn_moments_find_before (moments, update);

  if (found >= 0)
    nrn_window_show_update (window, nrn_moments_get (moments, (guint) found)->update);
  else if (direction > 0 && nrn_document_get_shown_update (window->document) >= 0)
    nrn_document_show_now (window->document);
  else
    nrn_window_announce (window, direction > 0
                                   ? _("There is no interesting moment after this one.")
                                   : _("There is no interesting moment before this one."));
}
