/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The edges of what is selected, with their numbers.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <math.h>

#include "nrn-edge-raster.h"

/* All lengths at scale 1. */
#define MIN_WIDTH 1.0
#define MAX_WIDTH 5.0
#define OPACITY   0.95
#define HALO      1.5
#define HALO_OPACITY 0.7

/* Where more edges than this meet, only some of the strongest have numbers. */
#define MANY_NUMBERS 14
#define FEW_NUMBERS  8

/* Numbers have room for so many files, so many widths apart. */
#define N_NUMBER_FILES 6
#define NUMBER_STEP    0.55
#define NUMBER_GAP     6.0

typedef struct
{
  NrnNetworkEdge edge;
  double         weight;
  double         strength;    /* 0 … 1 among the edges of its columns */
  gboolean       arrives;     /* at what is selected */
} FocusEdge;

static double
get_peak (const NrnSceneWeights *weights,
          gsize                  n_weights)
{
  double peak = 0;

  for (gsize i = 0; i < n_weights; i++)
    {
      double size = fabs ((double) weights->kernel[i]);

      if (isfinite (size))
        peak = MAX (peak, size);
    }
  for (guint i = 0; i < weights->next_units && weights->bias != NULL; i++)
    {
      double size = fabs ((double) weights->bias[i]);

      if (isfinite (size))
        peak = MAX (peak, size);
    }

  return peak > 0 ? peak : 1;
}

/* Whether an edge belongs to the focus. */
static gboolean
is_of_focus (const NrnSceneFrame  *frame,
             const NrnNetworkEdge *edge)
{
  const NrnPick *focus = frame->focus;
  const NrnNetworkColumn *self = &frame->layout->columns[edge->column];
  gboolean is_bias = edge->from == self->n_nodes;
  guint to_unit = frame->layout->columns[edge->column + 1].nodes[edge->to].unit;
  gboolean leaves = focus->column == edge->column;

  switch (focus->kind)
    {
    case NRN_PICK_NODE:
      return leaves ? !is_bias && self->nodes[edge->from].unit == focus->unit
                    : focus->column == edge->column + 1 && to_unit == focus->unit;
    case NRN_PICK_BIAS:
      return leaves && is_bias;
    case NRN_PICK_EDGE:
      return leaves && !is_bias && self->nodes[edge->from].unit == focus->unit &&
             to_unit == focus->to_unit;
    case NRN_PICK_BIAS_EDGE:
      return leaves && is_bias && to_unit == focus->to_unit;
    case NRN_PICK_FOLD:
    default:
      return FALSE;
    }
}

static void
collect_pair (const NrnSceneFrame *frame,
              guint                column,
              GArray              *edges)
{
  const NrnNetworkColumn *self = &frame->layout->columns[column];
  NrnSceneWeights weights;
  double peak;

  nrn_scene_get_weights (frame, nrn_weights_get_data (frame->scene->weights), column, &weights);
  peak = get_peak (&weights, (gsize) self->units * weights.next_units);
  for (guint from = 0; from < nrn_network_layout_get_n_sources (frame->layout, column); from++)
    for (guint to = 0; to < nrn_network_layout_get_n_targets (frame->layout, column); to++)
      {
        FocusEdge found = { .edge = { .column = column, .from = from, .to = to } };

        if (!is_of_focus (frame, &found.edge))
          continue;
        nrn_network_layout_get_edge (frame->layout, column, from, to, &found.edge);
        found.weight = nrn_scene_get_weight (frame, &weights, &found.edge);
        found.strength = isfinite (found.weight) ? fabs (found.weight) / peak : 0;
        found.arrives = frame->focus->column == column + 1;
        g_array_append_val (edges, found);
      }
}

static int
compare_strength (gconstpointer a,
                  gconstpointer b)
{
  double first = ((const FocusEdge *) a)->strength;
  double second = ((const FocusEdge *) b)->strength;

  return (first < second) - (first > second);
}

/* The strongest first. */
static GArray *
collect (const NrnSceneFrame *frame)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (FocusEdge));
  guint n_columns = frame->layout->n_columns;

  if (frame->focus == NULL || frame->scene->weights == NULL)
    return edges;

  if (frame->focus->column > 0)
    collect_pair (frame, frame->focus->column - 1, edges);
  if (frame->focus->column + 1 < n_columns)
    collect_pair (frame, frame->focus->column, edges);
  g_array_sort (edges, compare_strength);

  return edges;
}

static void
add_raster_edge (GArray               *lines,
                 const NrnNetworkEdge *edge,
                 const NrnColor       *color,
                 double                width,
                 double                opacity)
{
  NrnRasterEdge line = {
    .x1 = edge->x1, .y1 = edge->y1, .x2 = edge->x2, .y2 = edge->y2,
    .width = width, .opacity = opacity, .color = color,
  };

  g_array_append_val (lines, line);
}

/* Returns (transfer full): #NrnRasterEdge of the edges of what is selected,
 * the strongest on top, each with a halo. */
GArray *
nrn_scene_get_focus_edges (const NrnSceneFrame *frame)
{
  g_autoptr (GArray) edges = collect (frame);
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (NrnRasterEdge));

  for (guint i = edges->len; i > 0; i--)
    {
      const FocusEdge *self = &g_array_index (edges, FocusEdge, i - 1);
      double width = (MIN_WIDTH + (MAX_WIDTH - MIN_WIDTH) * self->strength) * frame->scale;

      add_raster_edge (lines, &self->edge, &frame->palette->background,
                       width + 2 * HALO * frame->scale, HALO_OPACITY);
      add_raster_edge (lines, &self->edge,
                       self->weight < 0 ? &frame->palette->negative : &frame->palette->positive,
                       width, OPACITY);
    }

  return lines;
}

/* The same as strokes. */
void
nrn_scene_paint_focus_edges (cairo_t             *cr,
                             const NrnSceneFrame *frame)
{
  g_autoptr (GArray) edges = nrn_scene_get_focus_edges (frame);

  cairo_save (cr);
  for (guint i = 0; i < edges->len; i++)
    {
      const NrnRasterEdge *edge = &g_array_index (edges, NrnRasterEdge, i);
      double middle = (edge->x1 + edge->x2) / 2;

      cairo_move_to (cr, edge->x1, edge->y1);
      cairo_curve_to (cr, middle, edge->y1, middle, edge->y2, edge->x2, edge->y2);
      cairo_set_line_width (cr, edge->width);
      nrn_color_set_source (edge->color, edge->opacity, cr);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static gboolean
is_free (const NrnSceneFrame  *frame,
         const GArray         *places,
         const NrnNetworkNode *place)
{
  double width = frame->layout->pill_width;
  double height = frame->layout->pill_height;

  for (guint i = 0; i < places->len; i++)
    {
      const NrnNetworkNode *other = &g_array_index (places, NrnNetworkNode, i);

      if (fabs (other->x - place->x) < width && fabs (other->y - place->y) < height)
        return FALSE;
    }

  return TRUE;
}

static guint
count_arriving (const GArray *edges)
{
  guint n = 0;

  for (guint i = 0; i < edges->len; i++)
    n += g_array_index (edges, FocusEdge, i).arrives ? 1 : 0;

  return n;
}

static guint
limit_numbers (guint n_edges)
{
  return n_edges > MANY_NUMBERS ? FEW_NUMBERS : n_edges;
}

/* From where to where the middle of a number may be: it covers no nodes, and
 * is seen. */
static void
get_corridor (const NrnSceneFrame *frame,
              guint                index,
              double              *left,
              double              *right)
{
  const NrnNetworkColumn *column = &frame->layout->columns[index];
  double reach = frame->layout->pill_width / 2 + NUMBER_GAP * frame->scale;
  double middle;

  *left = MAX (column[0].x + column[0].width / 2, 0) + reach;
  *right = MIN (column[1].x - column[1].width / 2, frame->layout->width) - reach;
  middle = (*left + *right) / 2;
  *left = MIN (*left, middle);
  *right = MAX (*right, middle);
}

/* Numbers stand below one another, where the edges are far apart: beside the
 * nodes at their other ends, or a little further on, up to the other side. */
static gboolean
find_place (const NrnSceneFrame *frame,
            const FocusEdge     *self,
            const GArray        *places,
            NrnNetworkNode      *place)
{
  double half = frame->layout->pill_height / 2;
  double step = frame->layout->pill_width * NUMBER_STEP;
  double left;
  double right;

  get_corridor (frame, self->edge.column, &left, &right);
  for (guint i = 0; i < N_NUMBER_FILES && i * step <= right - left; i++)
    {
      double x = self->arrives ? left + i * step : right - i * step;

      nrn_network_edge_get_point (&self->edge, nrn_network_edge_find_x (&self->edge, x),
                                  &place->x, &place->y);
      if (place->y >= half && place->y <= frame->layout->height - half &&
          is_free (frame, places, place))
        return TRUE;
    }

  return FALSE;
}

/* The strongest choose first, and what finds no room has no number. */
void
nrn_scene_paint_focus_numbers (cairo_t             *cr,
                               const NrnSceneFrame *frame)
{
  g_autoptr (GArray) edges = collect (frame);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (NrnNetworkNode));
  guint n_arriving = count_arriving (edges);
  guint n_left[2] = { limit_numbers (edges->len - n_arriving), limit_numbers (n_arriving) };

  for (guint i = 0; i < edges->len; i++)
    {
      const FocusEdge *self = &g_array_index (edges, FocusEdge, i);
      guint *left = &n_left[self->arrives ? 1 : 0];
      NrnNetworkNode place = { 0 };

      if (*left == 0 || !find_place (frame, self, places, &place))
        continue;

      nrn_network_paint_pill (cr, frame->layout, &place, self->weight, frame->palette);
      g_array_append_val (places, place);
      (*left)--;
    }
}
