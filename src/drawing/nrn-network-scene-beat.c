/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What of an update is under way: which unit, how far, with which numbers.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

/* The unit that a beat is about. Returns FALSE if it is about none, or more. */
gboolean
nrn_scene_get_beat_focus (const NrnNetworkScene *scene,
                          NrnPick               *focus)
{
  const NrnNetworkBeat *beat = scene->beat;

  if (beat == NULL || beat->n_units != 1 || beat->kind == NRN_NETWORK_BEAT_LOSS)
    return FALSE;

  *focus = (NrnPick) { .kind = NRN_PICK_NODE, .column = beat->column, .unit = beat->unit };

  return TRUE;
}

/* How much of the unit's output is there: none before the beats come to it. */
static double
get_arrived (const NrnNetworkBeat *beat,
             guint                 column,
             guint                 unit)
{
  if (beat->kind != NRN_NETWORK_BEAT_FORWARD || column < beat->column)
    return 1;
  if (column > beat->column || unit >= beat->unit + beat->n_units)
    return 0;
  if (unit < beat->unit + beat->n_before)
    return 1;

  return CLAMP ((beat->progress - NRN_NETWORK_BEAT_DROP) / (1 - NRN_NETWORK_BEAT_DROP), 0, 1);
}

/* What a unit gives and how much of that is there. Returns FALSE if no beat is
 * under way. */
gboolean
nrn_scene_get_beat_fill (const NrnSceneFrame *frame,
                         guint                column,
                         guint                unit,
                         double              *value,
                         double              *part)
{
  const NrnNetworkBeat *beat = frame->scene->beat;

  if (beat == NULL || beat->outputs == NULL)
    return FALSE;

  *value = (double) beat->outputs[column][unit];
  *part = get_arrived (beat, column, unit);

  return TRUE;
}

/* Whether each weight's old and new value is to be seen, as far as there is
 * room. */
gboolean
nrn_scene_shows_changes (const NrnSceneFrame *frame)
{
  const NrnNetworkBeat *beat = frame->scene->beat;

  return beat != NULL && beat->kind == NRN_NETWORK_BEAT_UPDATE && beat->new_weights != NULL;
}

/* What is on its way to the unit, under the nodes. */
void
nrn_scene_paint_beat (cairo_t             *cr,
                      const NrnSceneFrame *frame,
                      NrnSceneSprites     *sprites)
{
  const NrnNetworkBeat *beat = frame->scene->beat;

  if (beat == NULL || frame->focus == NULL || beat->kind == NRN_NETWORK_BEAT_UPDATE ||
      beat->progress >= NRN_NETWORK_BEAT_ARRIVAL)
    return;

  nrn_scene_paint_focus_pulses (cr, frame, sprites, beat->progress / NRN_NETWORK_BEAT_ARRIVAL);
}
