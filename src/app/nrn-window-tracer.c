/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The values that are tried, through the network beat by beat: forward alone.
 * Nothing is trained meanwhile.
 */

#include "config.h"

#include "nrn-window-private.h"

static NrnTrainer *
get_trainer (NrnWindow *window)
{
  return nrn_document_get_trainer (window->document);
}

static const NrnWeights *
get_weights (NrnWindow *window)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document))->weights;
}

/* (transfer full) (nullable): of what is watched now, with the weights that are
 * shown. */
static NrnBeats *
look (NrnWindow *window)
{
  const NrnDataset *dataset = nrn_document_get_dataset (window->document);
  const NrnWeights *weights = get_weights (window);

  if (weights == NULL || nrn_document_get_watched (window->document) == NULL ||
      nrn_architecture_get_input_dim (nrn_weights_get_architecture (weights)) !=
        nrn_dataset_get_n_features (dataset))
    return NULL;

  return nrn_beats_new_forward (weights, dataset, nrn_document_get_scaler (window->document),
                                nrn_document_get_watched (window->document));
}

/**
 * nrn_window_is_tracing:
 * @window: a window
 *
 * Returns: whether the beats that are under way are those of tried values
 */
gboolean
nrn_window_is_tracing (NrnWindow *window)
{
  return window->beats.list != NULL && nrn_beats_get_trace (window->beats.list) == NULL;
}

static void
begin (NrnWindow *window)
{
  NrnBeats *beats = look (window);

  window->beats.trace_waits = FALSE;
  if (beats == NULL)
    return;

  nrn_window_end_beats (window);
  window->beats.list = beats;
  nrn_beats_get_first (beats, &window->beats.beat);
  nrn_window_show_beat (window);
}

/**
 * nrn_window_begin_late_tracer:
 * @window: a window
 *
 * Begins with what had to wait for the training to pause.
 */
void
nrn_window_begin_late_tracer (NrnWindow *window)
{
  if (window->beats.trace_waits && nrn_trainer_get_state (get_trainer (window)) != NRN_TRAINING_RUNNING)
    begin (window);
}

/**
 * nrn_window_step_tracer:
 * @window: a window with tried values under way
 * @direction: 1 for forwards, −1 for backwards
 * @stride: how far
 *
 * Shows another of their beats. Before the first and after the last there is
 * none: no update follows.
 */
void
nrn_window_step_tracer (NrnWindow     *window,
                        int            direction,
                        NrnBeatStride  stride)
{
  g_return_if_fail (nrn_window_is_tracing (window));

  if (direction > 0 ? nrn_beats_go_on (window->beats.list, stride, &window->beats.beat)
                    : nrn_beats_go_back (window->beats.list, stride, &window->beats.beat))
    nrn_window_show_beat (window);
}

/**
 * nrn_window_retrace:
 * @window: a window
 *
 * Shows the beat that is under way with other values: those that are watched
 * now.
 */
void
nrn_window_retrace (NrnWindow *window)
{
  g_autoptr (NrnBeats) before = NULL;
  NrnBeats *beats;

  if (!nrn_window_is_tracing (window))
    return;

  beats = look (window);
  if (beats == NULL ||
      !nrn_architecture_equal (nrn_weights_get_architecture (nrn_beats_get_weights (beats)),
                               nrn_weights_get_architecture (nrn_beats_get_weights (window->beats.list))))
    {
      g_clear_pointer (&beats, nrn_beats_free);
      nrn_window_end_beats (window);
      return;
    }

  before = window->beats.list;
  window->beats.list = beats;
  nrn_canvas_set_beat (window->canvas, beats, &window->beats.beat);
  nrn_canvas_finish_beat (window->canvas);
  nrn_window_retell_formulas (window);
}

/* Begins, or goes on. A training that runs is paused first. */
static void
trace_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  NrnWindow *window = data;

  nrn_window_stop_playback (window);
  if (nrn_window_is_tracing (window))
    {
      nrn_window_step_beat (window, 1, NRN_BEAT_STRIDE_BEAT);
    }
  else if (nrn_trainer_get_state (get_trainer (window)) == NRN_TRAINING_RUNNING)
    {
      window->beats.trace_waits = TRUE;
      nrn_trainer_pause (get_trainer (window));
    }
  else
    {
      begin (window);
    }
  /* Where the keys for the next beat do not scroll. */
  gtk_widget_grab_focus (GTK_WIDGET (window->canvas));
}

/**
 * nrn_window_add_tracer_actions:
 * @window: a window with its "train" actions
 *
 * Adds that for tried values.
 */
void
nrn_window_add_tracer_actions (NrnWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "trace-values", .activate = trace_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window->train_actions), entries,
                                   G_N_ELEMENTS (entries), window);
}
