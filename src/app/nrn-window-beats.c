/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The update that comes next, beat by beat. Looking at it changes nothing but
 * which sample is watched.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <string.h>

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

static gboolean
looks_back (NrnWindow *window)
{
  return nrn_document_get_shown_update (window->document) >= 0;
}

/* ---- Whose numbers ---- */

/* The sample that is watched, if it is one of the batch; else the first. */
static int
find_row (NrnWindow      *window,
          const NrnTrace *trace)
{
  int watched = nrn_document_get_watched_row (window->document);

  if (window->beats.by_mean)
    return NRN_BEATS_MEAN;
  for (guint i = 0; i < nrn_trace_get_n_rows (trace); i++)
    {
      if (watched >= 0 && nrn_trace_get_rows (trace)[i] == (guint) watched)
        return (int) i;
    }

  return 0;
}

/* The one that the beats are about, or -1. */
static int
get_watched_row (NrnWindow *window)
{
  int row = nrn_beats_get_row (window->beats.list);

  if (nrn_window_is_tracing (window))
    return -1;

  return row >= 0 ? (int) nrn_trace_get_rows (nrn_beats_get_trace (window->beats.list))[row] : -1;
}

static void
remember_watched (NrnWindow *window)
{
  guint n_features = nrn_dataset_get_n_features (nrn_document_get_dataset (window->document));

  window->beats.watched_row = nrn_document_get_watched_row (window->document);
  window->beats.watched = g_memdup2 (nrn_document_get_watched (window->document),
                                     n_features * sizeof (float));
}

/* Unless somebody has chosen another one since. */
static void
restore_watched (NrnWindow *window)
{
  g_autofree float *watched = g_steal_pointer (&window->beats.watched);
  int row = get_watched_row (window);

  if (row < 0 || row != nrn_document_get_watched_row (window->document))
    return;
  if (window->beats.watched_row >= 0)
    nrn_document_watch_row (window->document, window->beats.watched_row);
  else
    nrn_document_set_watched (window->document, watched);
}

/* ---- What is shown ---- */

static char *
name_layer (NrnWindow     *window,
            const NrnBeat *beat)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (get_shown (window)->weights);

  if (beat->n_units == 0)
    return NULL;
  if (nrn_architecture_find_tensor (architecture, beat->layer, "kernel") == NULL)
    return g_strdup (nrn_config_get_name (nrn_architecture_get_layer (architecture, beat->layer)));

  return nrn_network_name_layer (architecture, (int) beat->layer);
}

/* What an update does is the same for all rows. */
static char *
describe_row (NrnWindow *window)
{
  const NrnTrace *trace = nrn_beats_get_trace (window->beats.list);
  guint n_rows = trace != NULL ? nrn_trace_get_n_rows (trace) : 0;
  int row = nrn_beats_get_row (window->beats.list);

  if (window->beats.beat.phase == NRN_BEAT_UPDATE || trace == NULL)
    return NULL;
  if (row < 0)
    return g_strdup_printf (ngettext ("Mean of %u", "Mean of %u", n_rows), n_rows);

  return g_strdup_printf (_("Sample %u of %u"), (guint) row + 1, n_rows);
}

static void
tell (NrnWindow *window)
{
  const NrnBeats *beats = window->beats.list;
  const NrnBeat *beat = &window->beats.beat;
  const char *phase = nrn_beat_get_phase_name (beat->phase);
  g_autofree char *layer = name_layer (window, beat);
  g_autofree char *title = nrn_beats_print_title (beats, beat, layer);
  g_autofree char *row = describe_row (window);
  g_autoptr (GArray) lines = nrn_beats_tell (beats, beat);
  g_autofree char *spoken = nrn_formula_lines_print (lines, TRUE);
  /* Translators: read aloud. 1 is what an update is at, such as Forward; 2 what it
   * is about, such as Hidden 1, unit 1; 3 the formulas. */
  g_autofree char *sentence = g_strdup_printf (_("%1$s. %2$s. %3$s"), phase, title, spoken);

  nrn_window_show_beat_formula (window, phase, title, row, lines);
  nrn_window_announce (window, sentence);
}

/**
 * nrn_window_show_beat:
 * @window: a window with a beat under way
 *
 * Shows it on the canvas and in formulas, and has it read aloud.
 */
void
nrn_window_show_beat (NrnWindow *window)
{
  nrn_canvas_set_beat (window->canvas, window->beats.list, &window->beats.beat);
  nrn_window_reserve_beat_room (window);
  tell (window);
  nrn_window_update_formula (window);
  nrn_window_update_actions (window);
}

static void
put (NrnWindow      *window,
     const NrnTrace *trace,
     int             row)
{
  g_autoptr (NrnBeats) before = window->beats.list;

  window->beats.list = nrn_beats_new (trace, row);
  nrn_canvas_set_beat (window->canvas, NULL, NULL);
  if (row >= 0)
    nrn_document_watch_row (window->document, get_watched_row (window));
}

/* Returns FALSE if no update comes next, or its numbers are not known. Those of a
 * large network take a moment. */
static gboolean
begin (NrnWindow *window,
       gboolean   at_end)
{
  const NrnTrace *trace = nrn_document_request_trace (window->document, &window->beats.waits);

  window->beats.at_end = at_end;
  if (trace == NULL)
    return window->beats.waits;

  remember_watched (window);
  put (window, trace, find_row (window, trace));
  if (at_end)
    nrn_beats_get_last (window->beats.list, &window->beats.beat);
  else
    nrn_beats_get_first (window->beats.list, &window->beats.beat);
  nrn_window_show_beat (window);

  return TRUE;
}

/* The room for their formulas stays: the next update's beats come at once. */
static void
leave_beats (NrnWindow *window)
{
  g_autoptr (NrnBeats) beats = NULL;

  if (window->beats.list == NULL)
    return;

  nrn_canvas_set_beat (window->canvas, NULL, NULL);
  nrn_window_show_beat_formula (window, NULL, NULL, NULL, NULL);
  restore_watched (window);
  beats = g_steal_pointer (&window->beats.list);
  nrn_window_update_formula (window);
  nrn_window_update_actions (window);
  /* The next beat is said also if it is the same. */
  g_clear_pointer (&window->announced, g_free);
}

/**
 * nrn_window_end_beats:
 * @window: a window
 *
 * Shows the network as it is, if a beat is under way.
 *
 * Returns: whether one was
 */
gboolean
nrn_window_end_beats (NrnWindow *window)
{
  gboolean has_beat = window->beats.list != NULL;

  leave_beats (window);
  nrn_window_release_beat_room (window);

  return has_beat;
}

/**
 * nrn_window_retell_formulas:
 * @window: a window
 *
 * Writes the formulas anew, since numbers are written in another way.
 */
void
nrn_window_retell_formulas (NrnWindow *window)
{
  if (window->beats.list != NULL)
    tell (window);
  nrn_window_update_formula (window);
}

/**
 * nrn_window_begin_late_beats:
 * @window: a window
 *
 * Shows the beat that was waited for, now that its numbers are there.
 */
void
nrn_window_begin_late_beats (NrnWindow *window)
{
  if (window->beats.waits && window->beats.list == NULL && window->beats.is_unit)
    begin (window, window->beats.at_end);
}

/* Whether what is shown is where the update begins. */
static gboolean
is_there (NrnWindow *window)
{
  const NrnTrace *trace = nrn_beats_get_trace (window->beats.list);
  const NrnWeights *weights = nrn_beats_get_weights (window->beats.list);
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  const NrnSnapshotParts *shown = get_shown (window);

  return (trace == NULL || shown->update == nrn_trace_get_update (trace)) &&
         nrn_trainer_get_state (get_trainer (window)) != NRN_TRAINING_RUNNING &&
         nrn_architecture_equal (architecture, nrn_weights_get_architecture (shown->weights)) &&
         memcmp (nrn_weights_get_data (weights), nrn_weights_get_data (shown->weights),
                 nrn_architecture_get_n_parameters (architecture) * sizeof (float)) == 0;
}

/**
 * nrn_window_check_beats:
 * @window: a window
 *
 * Ends the beats if something else is shown, or the training goes on.
 */
void
nrn_window_check_beats (NrnWindow *window)
{
  window->beats.waits = FALSE;
  if (window->beats.list != NULL && !is_there (window))
    nrn_window_end_beats (window);
  nrn_window_begin_late_tracer (window);
}

/* ---- Steps ---- */

/* The update is really made, or the one that was made is shown. */
static void
make_update (NrnWindow *window)
{
  leave_beats (window);
  if (looks_back (window))
    nrn_window_look_forward (window);
  else
    nrn_trainer_step (get_trainer (window), NRN_STEP_BATCH);
}

/**
 * nrn_window_say_over:
 * @window: a window whose training is over
 *
 * Says why nothing happens to somebody who wants to step on.
 */
void
nrn_window_say_over (NrnWindow *window)
{
  nrn_window_say (window, _("The training is over: no update comes next."));
}

static void
go_on (NrnWindow     *window,
       NrnBeatStride  stride)
{
  if (window->beats.list == NULL)
    {
      if (begin (window, FALSE))
        return;
      if (looks_back (window))
        nrn_window_look_forward (window);
      else
        nrn_window_say_over (window);
      return;
    }

  if (nrn_beats_go_on (window->beats.list, stride, &window->beats.beat))
    nrn_window_show_beat (window);
  else
    make_update (window);
}

/* The last beat of the update before. */
static void
go_back_to_update (NrnWindow *window)
{
  const NrnSnapshotParts *shown = get_shown (window);
  guint64 update = shown->update - (shown->sample > 0 ? 0 : 1);

  if (shown->update == 0)
    return;

  leave_beats (window);
  if (nrn_document_show_update (window->document, update))
    begin (window, TRUE);
  else
    nrn_window_look_back (window);
}

static void
go_back (NrnWindow     *window,
         NrnBeatStride  stride)
{
  if (window->beats.list != NULL &&
      nrn_beats_go_back (window->beats.list, stride, &window->beats.beat))
    nrn_window_show_beat (window);
  else
    go_back_to_update (window);
}

/**
 * nrn_window_step_beat:
 * @window: a window
 * @direction: 1 for forwards, −1 for backwards
 * @stride: how far
 *
 * Shows another beat of the update that follows on what is shown, or all of one
 * that is still moving. After the last beat the update is made; before the first
 * there is the update before. A training that runs is paused, no more.
 */
void
nrn_window_step_beat (NrnWindow     *window,
                      int            direction,
                      NrnBeatStride  stride)
{
  nrn_window_stop_playback (window);
  if (nrn_trainer_get_state (get_trainer (window)) == NRN_TRAINING_RUNNING)
    {
      nrn_trainer_pause (get_trainer (window));
      return;
    }
  if (nrn_canvas_finish_beat (window->canvas))
    return;

  if (nrn_window_is_tracing (window))
    nrn_window_step_tracer (window, direction, stride);
  else if (direction > 0)
    go_on (window, stride);
  else
    go_back (window, stride);
}

/**
 * nrn_window_steps_beats:
 * @window: a window
 *
 * Returns: whether a step is a beat: that is wanted, or tried values are under
 *   way
 */
gboolean
nrn_window_steps_beats (NrnWindow *window)
{
  return window->beats.is_unit || nrn_window_is_tracing (window);
}

/**
 * nrn_window_can_step_beat_back:
 * @window: a window
 *
 * Returns: whether there is a beat before the one that is under way, in this
 *   update or in one before
 */
gboolean
nrn_window_can_step_beat_back (NrnWindow *window)
{
  NrnBeat beat = window->beats.beat;

  return (get_shown (window)->update > 0 && !nrn_window_is_tracing (window)) ||
         (window->beats.list != NULL &&
          nrn_beats_go_back (window->beats.list, NRN_BEAT_STRIDE_BEAT, &beat));
}

/* ---- Actions ---- */

/* From the last sample to the mean, and from there to the first. */
static void
row_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  NrnWindow *window = data;
  g_autoptr (NrnTrace) trace = NULL;
  int n_rows, row;

  if (window->beats.list == NULL || nrn_window_is_tracing (window))
    return;

  trace = nrn_trace_ref (nrn_beats_get_trace (window->beats.list));
  n_rows = (int) nrn_trace_get_n_rows (trace);
  row = nrn_beats_get_row (window->beats.list) + g_variant_get_int32 (parameter);
  if (row < NRN_BEATS_MEAN)
    row = n_rows - 1;
  else if (row >= n_rows)
    row = NRN_BEATS_MEAN;
  window->beats.by_mean = row < 0;
  put (window, trace, row);
  nrn_window_show_beat (window);
}

static void
phase_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  if (nrn_window_steps_beats (data))
    nrn_window_step_beat (data, g_variant_get_int32 (parameter), NRN_BEAT_STRIDE_PHASE);
}

static void
unit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  if (nrn_window_steps_beats (data))
    nrn_window_step_beat (data, g_variant_get_int32 (parameter), NRN_BEAT_STRIDE_UNIT);
}

/**
 * nrn_window_add_beat_actions:
 * @window: a window with its "train" actions
 *
 * Adds those for beats.
 */
void
nrn_window_add_beat_actions (NrnWindow *window)
{
  static const GActionEntry entries[] = {
    { .name = "beat-row", .activate = row_cb, .parameter_type = "i" },
    { .name = "beat-phase", .activate = phase_cb, .parameter_type = "i" },
    { .name = "beat-unit", .activate = unit_cb, .parameter_type = "i" },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (window->train_actions), entries,
                                   G_N_ELEMENTS (entries), window);
  nrn_window_add_tracer_actions (window);
}
