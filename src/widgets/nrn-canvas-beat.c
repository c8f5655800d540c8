/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An update on the canvas, beat by beat.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <math.h>

#include "nrn-activation.h"
#include "nrn-theme.h"

/* Of a beat, in seconds. */
#define DURATION 0.6

/* See NrnCanvasBeat in nrn-canvas-private.h */
struct _NrnCanvasBeat
{
  const NrnBeats  *beats;       /* borrowed */
  NrnBeat          beat;
  NrnNetworkBeat   drawn;
  float           *terms;       /* owned; nullable */
  const float    **outputs;     /* owned; of each column of the layout */
  gint64           begun;       /* frame time */
  guint            tick_id;     /* 0 unless it moves */
};

static void
canvas_beat_free (NrnCanvasBeat *self)
{
  g_free (self->terms);
  g_free (self->outputs);
  g_free (self);
}

static const NrnWeights *
get_weights (const NrnCanvasBeat *self)
{
  return nrn_beats_get_weights (self->beats);
}

/* ---- What adds up ---- */

static void
take_products (NrnCanvasBeat *self)
{
  const NrnBeat *beat = &self->beat;
  const float *kernel = nrn_weights_get_tensor (get_weights (self), beat->layer, "kernel");
  const float *bias = nrn_weights_get_tensor (get_weights (self), beat->layer, "bias");
  NrnTraceLayer values;
  guint n;
  const float *inputs = nrn_beats_get_inputs (self->beats, beat->layer, &n);

  nrn_beats_get_layer (self->beats, beat->layer, &values);
  self->terms = g_new (float, n + 1);
  for (guint i = 0; i < n; i++)
    self->terms[i] = inputs[i] * kernel[(gsize) i * values.units + beat->unit];
  self->drawn.has_bias = bias != NULL;
  self->drawn.n_terms = n;
  if (bias != NULL)
    self->terms[self->drawn.n_terms++] = bias[beat->unit];
  self->drawn.total = (double) values.sums[beat->unit];
}

/* From a next layer with a kernel there comes a sum, from anything else one
 * number. */
static void
take_gradients (NrnCanvasBeat *self)
{
  const NrnBeat *beat = &self->beat;
  const NrnArchitecture *architecture = nrn_weights_get_architecture (get_weights (self));
  guint next = beat->layer + 1;
  const float *kernel = NULL;
  NrnTraceLayer values, next_values = { 0 };

  nrn_beats_get_layer (self->beats, beat->layer, &values);
  if (next < nrn_architecture_get_n_layers (architecture))
    {
      kernel = nrn_weights_get_tensor (get_weights (self), next, "kernel");
      nrn_beats_get_layer (self->beats, next, &next_values);
    }
  self->drawn.total = (double) values.d_outputs[beat->unit];
  self->drawn.delta = values.d_sums != NULL ? (double) values.d_sums[beat->unit] : NAN;
  if (kernel == NULL || next_values.d_sums == NULL)
    {
      self->terms = g_memdup2 (values.d_outputs + beat->unit, sizeof (float));
      self->drawn.n_terms = 1;
      return;
    }

  self->drawn.n_terms = next_values.units;
  self->terms = g_new (float, next_values.units);
  for (guint i = 0; i < next_values.units; i++)
    self->terms[i] = kernel[(gsize) beat->unit * next_values.units + i] * next_values.d_sums[i];
}

/* Of a mean there is no one slope. */
static double
get_slope (const NrnCanvasBeat *self)
{
  double value, slope;

  if (nrn_beats_get_row (self->beats) < 0)
    return NAN;

  nrn_activation_trace (self->drawn.activation, 1, &self->drawn.sum, &value, &slope);

  return slope;
}

static void
take_unit (NrnCanvasBeat *self)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (get_weights (self));
  const NrnBeat *beat = &self->beat;
  NrnTraceLayer values;

  if (nrn_architecture_find_tensor (architecture, beat->layer, "kernel") == NULL)
    return;

  nrn_beats_get_layer (self->beats, beat->layer, &values);
  self->drawn.activation = nrn_architecture_get_activation (architecture, beat->layer);
  self->drawn.sum = (double) values.sums[beat->unit];
  self->drawn.output = (double) values.outputs[beat->unit];
  if (beat->phase == NRN_BEAT_FORWARD)
    take_products (self);
  else
    take_gradients (self);
  self->drawn.slope = get_slope (self);
}

static NrnCanvasBeat *
canvas_beat_new (const NrnBeats *beats,
                 const NrnBeat  *beat)
{
  static const NrnNetworkBeatKind kinds[] = {
    [NRN_BEAT_FORWARD] = NRN_NETWORK_BEAT_FORWARD,
    [NRN_BEAT_LOSS] = NRN_NETWORK_BEAT_LOSS,
    [NRN_BEAT_BACKWARD] = NRN_NETWORK_BEAT_BACKWARD,
    [NRN_BEAT_UPDATE] = NRN_NETWORK_BEAT_UPDATE,
    [NRN_BEAT_INPUTS] = NRN_NETWORK_BEAT_FORWARD,
    [NRN_BEAT_OUTPUTS] = NRN_NETWORK_BEAT_FORWARD,
  };
  NrnCanvasBeat *self = g_new0 (NrnCanvasBeat, 1);

  self->beats = beats;
  self->beat = *beat;
  self->drawn.kind = kinds[beat->phase];
  self->drawn.unit = beat->unit;
  self->drawn.n_units = beat->n_units;
  if (beat->n_units > 1 && nrn_beats_get_example (beats, beat) > 0)
    self->drawn.n_before = nrn_beats_get_example (beats, beat) + 1;
  self->drawn.progress = 1;
  if (beat->phase == NRN_BEAT_UPDATE)
    self->drawn.new_weights = nrn_trace_get_new_weights (nrn_beats_get_trace (beats));
  if (beat->phase == NRN_BEAT_INPUTS)
    nrn_beats_get_inputs (beats, 0, &self->drawn.n_units);
  if (beat->n_units == 1 && (beat->phase == NRN_BEAT_FORWARD || beat->phase == NRN_BEAT_BACKWARD))
    take_unit (self);

  return self;
}

/* ---- On the layout ---- */

/* The column that a layer belongs to. */
static guint
find_column (const NrnNetworkLayout *layout,
             guint                   layer)
{
  guint column = 0;

  for (guint i = 1; i < nrn_network_layout_get_n_columns (layout); i++)
    {
      if (nrn_network_layout_get_column (layout, i)->layer <= (int) layer)
        column = i;
    }

  return column;
}

/* At the inputs nothing has arrived anywhere else yet; at the outputs all has. */
static guint
find_beat_column (const NrnCanvasBeat    *self,
                  const NrnNetworkLayout *layout)
{
  if (self->beat.phase == NRN_BEAT_INPUTS)
    return 0;
  if (self->beat.phase == NRN_BEAT_OUTPUTS)
    return nrn_network_layout_get_n_columns (layout);

  return find_column (layout, self->beat.layer);
}

static void
take_outputs (NrnCanvasBeat          *self,
              const NrnNetworkLayout *layout)
{
  guint n_columns = nrn_network_layout_get_n_columns (layout);

  g_free (self->outputs);
  self->outputs = g_new (const float *, n_columns);
  self->outputs[0] = nrn_beats_get_inputs (self->beats, 0, NULL);
  for (guint i = 1; i < n_columns; i++)
    {
      NrnTraceLayer values;

      nrn_beats_get_layer (self->beats, (guint) nrn_network_layout_get_last_layer (layout, i), &values);
      self->outputs[i] = values.outputs;
    }
}

/* All units of a column at once: pulses between it and the one before, or after
 * it. */
static void
set_pulses (const NrnCanvasBeat *self,
            NrnNetworkScene     *scene)
{
  guint n_pairs = nrn_network_layout_get_n_columns (scene->layout) - 1;
  double part = self->drawn.progress / NRN_NETWORK_BEAT_DROP;
  guint column = self->drawn.column;

  if (self->beat.n_units < 2 || part >= 1)
    return;
  if (self->beat.phase == NRN_BEAT_FORWARD && column > 0)
    scene->forward_phase = (column - 1 + part) / n_pairs;
  if (self->beat.phase == NRN_BEAT_BACKWARD && column < n_pairs)
    scene->backward_phase = (n_pairs - 1 - column + part) / n_pairs;
}

/**
 * nrn_canvas_set_scene_beat:
 * @self: a canvas
 * @scene: (inout): with a layout; gets the beat that is under way, if any, and
 *   no pulses but its own
 *
 * Returns: whether there is one
 */
gboolean
nrn_canvas_set_scene_beat (NrnCanvas       *self,
                           NrnNetworkScene *scene)
{
  NrnCanvasBeat *beat = self->beat;

  if (beat == NULL || !nrn_architecture_equal (nrn_weights_get_architecture (get_weights (beat)),
                                               nrn_network_layout_get_architecture (scene->layout)))
    return FALSE;

  beat->drawn.column = find_beat_column (beat, scene->layout);
  take_outputs (beat, scene->layout);
  beat->drawn.outputs = beat->outputs;
  beat->drawn.terms = beat->terms;
  scene->beat = &beat->drawn;
  scene->forward_phase = scene->backward_phase = -1;
  scene->loss_opacity = beat->beat.phase == NRN_BEAT_LOSS ? beat->drawn.progress : 0;
  set_pulses (beat, scene);

  return TRUE;
}

/**
 * nrn_canvas_get_beat_loss:
 * @self: a canvas with a beat under way
 *
 * Returns: the loss of its row, or of the batch; NaN without an update
 */
double
nrn_canvas_get_beat_loss (NrnCanvas *self)
{
  const NrnTrace *trace = nrn_beats_get_trace (self->beat->beats);
  int row = nrn_beats_get_row (self->beat->beats);
  const float *losses;
  double sum = 0;
  guint n_rows;

  if (trace == NULL)
    return NAN;

  losses = nrn_trace_get_losses (trace);
  n_rows = nrn_trace_get_n_rows (trace);
  if (row >= 0)
    return (double) losses[row];
  for (guint i = 0; i < n_rows; i++)
    sum += (double) losses[i];

  return sum / n_rows;
}

/**
 * nrn_canvas_get_mean_inputs:
 * @self: a canvas
 *
 * Returns: (transfer none) (nullable): what comes in while a beat shows means;
 *   %NULL otherwise
 */
const float *
nrn_canvas_get_mean_inputs (NrnCanvas *self)
{
  if (self->beat == NULL || nrn_beats_get_row (self->beat->beats) >= 0)
    return NULL;

  return nrn_beats_get_inputs (self->beat->beats, 0, NULL);
}

/* ---- In time ---- */

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NrnCanvasBeat *beat = NRN_CANVAS (widget)->beat;
  gint64 now = gdk_frame_clock_get_frame_time (clock);

  beat->drawn.progress = CLAMP ((double) (now - beat->begun) / (DURATION * G_USEC_PER_SEC), 0, 1);
  gtk_widget_queue_draw (widget);
  if (beat->drawn.progress < 1)
    return G_SOURCE_CONTINUE;

  beat->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
start (NrnCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean animate;

  g_object_get (gtk_widget_get_settings (widget), "gtk-enable-animations", &animate, NULL);
  if (!animate || !gtk_widget_get_mapped (widget))
    return;

  self->beat->drawn.progress = 0;
  self->beat->begun = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (widget));
  self->beat->tick_id = gtk_widget_add_tick_callback (widget, tick_cb, NULL, NULL);
}

/**
 * nrn_canvas_set_beat:
 * @canvas: a canvas
 * @beats: (nullable): beats of the update that follows on what is shown, which
 *   live until they are replaced; %NULL: none is under way
 * @beat: (nullable): one of them
 *
 * Shows a beat. It takes a moment, unless the user wants no animations.
 */
void
nrn_canvas_set_beat (NrnCanvas      *canvas,
                     const NrnBeats *beats,
                     const NrnBeat  *beat)
{
  g_return_if_fail ((beats == NULL) == (beat == NULL));

  if (beats == NULL && canvas->beat == NULL)
    return;

  nrn_canvas_finish_beat (canvas);
  g_clear_pointer (&canvas->beat, canvas_beat_free);
  if (beats != NULL)
    {
      nrn_canvas_stop_pulses (canvas);
      canvas->has_seen_beats = TRUE;
      canvas->beat = canvas_beat_new (beats, beat);
      start (canvas);
    }
  gtk_widget_queue_draw (GTK_WIDGET (canvas));
  g_signal_emit_by_name (canvas, "beat-changed");
}

/**
 * nrn_canvas_get_beat:
 * @canvas: a canvas
 * @beat: (out) (optional): the beat that is under way
 *
 * Returns: (transfer none) (nullable): the beats it is one of; %NULL for none
 */
const NrnBeats *
nrn_canvas_get_beat (NrnCanvas *canvas,
                     NrnBeat   *beat)
{
  if (canvas->beat == NULL)
    return NULL;
  if (beat != NULL)
    *beat = canvas->beat->beat;

  return canvas->beat->beats;
}

/**
 * nrn_canvas_finish_beat:
 * @canvas: a canvas
 *
 * Shows all of a beat that is still moving.
 *
 * Returns: whether there was one
 */
gboolean
nrn_canvas_finish_beat (NrnCanvas *canvas)
{
  if (canvas->beat == NULL || canvas->beat->tick_id == 0)
    return FALSE;

  gtk_widget_remove_tick_callback (GTK_WIDGET (canvas), canvas->beat->tick_id);
  canvas->beat->tick_id = 0;
  canvas->beat->drawn.progress = 1;
  gtk_widget_queue_draw (GTK_WIDGET (canvas));

  return TRUE;
}
