/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What travels along the edges: the sample forward, gradients back.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <math.h>
#include <string.h>

/* Only the strongest edges between two columns have pulses. */
#define MAX_PULSES 200

#define N_BINS 256

#define STAGGER 0.25

typedef struct
{
  const NrnSceneFrame *frame;
  guint                column;
  NrnSceneWeights      weights;
  const float         *outputs;     /* nullable: of the units they come from */
  gboolean             is_gradient;
  double               peak;
} Stream;

static gboolean
is_silent (const Stream *self,
           guint         column,
           guint         unit)
{
  return nrn_scene_is_never_on (self->frame, column, unit) ||
         nrn_scene_is_off (self->frame, column, unit);
}

/* A unit that is never on, or switched off, sends nothing on, and no gradient back; nor has the
 * weight to the next layer one, which is that times the unit's output. */
static gboolean
is_cut_off (const Stream         *self,
            const NrnNetworkEdge *edge)
{
  const NrnNetworkColumn *column = &self->frame->layout->columns[edge->column];

  if (edge->from < column->n_nodes &&
      is_silent (self, edge->column, column->nodes[edge->from].unit))
    return TRUE;

  return self->is_gradient &&
         is_silent (self, edge->column + 1, column[1].nodes[edge->to].unit);
}

/* What goes along an edge: weight times what comes in, or a gradient. */
static double
get_flow (const Stream         *self,
          const NrnNetworkEdge *edge)
{
  const NrnNetworkColumn *column = &self->frame->layout->columns[edge->column];
  double flow = nrn_scene_get_weight (self->frame, &self->weights, edge);

  if (is_cut_off (self, edge))
    return 0;

  if (self->outputs != NULL && edge->from < column->n_nodes)
    flow *= (double) self->outputs[column->nodes[edge->from].unit];

  return isfinite (flow) ? flow : 0;
}

typedef void (*FlowFunc) (Stream               *stream,
                          const NrnNetworkEdge *edge,
                          double                flow,
                          gpointer              data);

static void
for_each_flow (Stream   *self,
               FlowFunc  func,
               gpointer  data)
{
  const NrnNetworkLayout *layout = self->frame->layout;

  for (guint from = 0; from < nrn_network_layout_get_n_sources (layout, self->column); from++)
    for (guint to = 0; to < nrn_network_layout_get_n_targets (layout, self->column); to++)
      {
        NrnNetworkEdge edge = { .column = self->column, .from = from, .to = to };

        func (self, &edge, get_flow (self, &edge), data);
      }
}

static void
find_peak (Stream               *self,
           const NrnNetworkEdge *edge,
           double                flow,
           gpointer              data)
{
  self->peak = MAX (self->peak, fabs (flow));
}

static void
count_bin (Stream               *self,
           const NrnNetworkEdge *edge,
           double                flow,
           gpointer              data)
{
  guint *bins = data;

  bins[(guint) (fabs (flow) / self->peak * (N_BINS - 1))]++;
}

/* The strength from which on there are not too many. */
static double
find_threshold (Stream *self)
{
  guint bins[N_BINS] = { 0 };
  guint n = 0;

  for_each_flow (self, count_bin, bins);
  for (guint i = N_BINS; i > 1; i--)
    {
      n += bins[i - 1];
      if (n > MAX_PULSES)
        return (double) i / (N_BINS - 1);
    }

  return 1.0 / (N_BINS - 1);
}

typedef struct
{
  cairo_t         *cr;
  NrnSceneSprites *sprites;
  double           threshold;
  double           t;           /* 0 … 1, in the direction that they go */
} Painting;

/* They do not all set out at once, or they would be a moving wall. */
static double
stagger (double                t,
         const NrnNetworkEdge *edge)
{
  guint order = edge->from * 7 + edge->to * 3;

  return CLAMP (t * (1 + STAGGER) - STAGGER * (order % 11) / 10.0, 0, 1);
}

static void
paint_flow (Stream               *self,
            const NrnNetworkEdge *edge,
            double                flow,
            gpointer              data)
{
  const Painting *painting = data;
  double strength = fabs (flow) / self->peak;
  double t = stagger (painting->t, edge);
  NrnNetworkEdge full;
  double x;
  double y;

  if (strength < painting->threshold)
    return;

  nrn_network_layout_get_edge (self->frame->layout, edge->column, edge->from, edge->to, &full);
  nrn_network_edge_get_point (&full, self->is_gradient ? 1 - t : t, &x, &y);
  nrn_scene_sprites_paint_pulse (painting->sprites, painting->cr, self->is_gradient, flow < 0,
                                 strength, x, y);
}

static void
paint_stream (cairo_t             *cr,
              const NrnSceneFrame *frame,
              NrnSceneSprites     *sprites,
              double               phase,
              gboolean             is_gradient)
{
  const NrnNetworkScene *scene = frame->scene;
  guint n_pairs = frame->layout->n_columns - 1;
  guint pair = (guint) MIN (phase * n_pairs, n_pairs - 1);
  double t = phase * n_pairs - pair;
  Stream self = { .frame = frame, .is_gradient = is_gradient };
  Painting painting = { .cr = cr, .sprites = sprites };
  const float *values = nrn_weights_get_data (scene->weights);

  self.column = is_gradient ? n_pairs - 1 - pair : pair;
  if (is_gradient && scene->gradients != NULL)
    values = scene->gradients;
  nrn_scene_get_weights (frame, values, self.column, &self.weights);
  if (!is_gradient && scene->activity != NULL)
    self.outputs = nrn_network_activity_get_outputs (
      scene->activity, nrn_network_layout_get_last_layer (frame->layout, self.column));

  for_each_flow (&self, find_peak, NULL);
  if (self.peak <= 0)
    return;

  painting.threshold = find_threshold (&self);
  painting.t = t;
  for_each_flow (&self, paint_flow, &painting);
}

/* From one column to the next at a time. */
void
nrn_scene_paint_pulses (cairo_t             *cr,
                        const NrnSceneFrame *frame,
                        NrnSceneSprites     *sprites)
{
  const NrnNetworkScene *scene = frame->scene;

  if (scene->weights == NULL || frame->layout->n_columns < 2)
    return;

  if (scene->forward_phase >= 0 && scene->forward_phase <= 1)
    paint_stream (cr, frame, sprites, scene->forward_phase, FALSE);
  if (scene->backward_phase >= 0 && scene->backward_phase <= 1)
    paint_stream (cr, frame, sprites, scene->backward_phase, TRUE);
}
