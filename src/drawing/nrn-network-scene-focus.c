/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The edges of what is selected, with their numbers.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-edge-raster.h"

/* All lengths at scale 1. */
#define MIN_WIDTH 1.0
#define MAX_WIDTH 5.0
#define OPACITY   0.95
#define HALO      1.5
#define HALO_OPACITY 0.7

/* Negative ones, as in the legend. */
#define DASH_ON  8.0
#define DASH_OFF 5.0

/* Where more edges than this meet, only some of the strongest have numbers. */
#define MANY_NUMBERS 14
#define FEW_NUMBERS  8

/* Numbers have room for so many files, so many widths apart. */
#define N_NUMBER_FILES 6
#define NUMBER_STEP    0.55
#define NUMBER_GAP     6.0

/* Between one number and the next. */
#define NUMBER_SPACE 2.0

/* Of more edges than that only an even part is looked at for those that change
 * most; and so many of these try to find a place. */
#define MOST_CHANGES 1000
#define MOST_TRIES   48

/* They have so many digits that their difference is right but for that share. */
#define FAITHFUL      0.25
#define MOST_DECIMALS 7

typedef struct
{
  NrnNetworkEdge edge;
  double         weight;
  double         strength;    /* 0 … 1 among the edges of its columns */
  gboolean       arrives;     /* at what is selected */
  double         new_weight;  /* of an update under way */
} FocusEdge;

/* Where a number is. */
typedef struct
{
  NrnNetworkNode middle;
  double         width;
  double         height;
} NumberPlace;

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

static gboolean
is_of_pick (const NrnSceneFrame  *frame,
            const NrnPick        *focus,
            const NrnNetworkEdge *edge)
{
  const NrnNetworkColumn *self = &frame->layout->columns[edge->column];
  gboolean is_bias = edge->from == self->n_nodes;
  guint to_unit = frame->layout->columns[edge->column + 1].nodes[edge->to].unit;
  gboolean leaves = focus->column == edge->column;

  /* What comes in counts, or what comes back. */
  if (frame->scene->beat != NULL &&
      leaves != (frame->scene->beat->kind == NRN_NETWORK_BEAT_BACKWARD))
    return FALSE;

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

/* A beat has a focus of its own, or is about all edges. */
guint
nrn_scene_count_path (const NrnSceneFrame *frame)
{
  return frame->focus == NULL && frame->scene->beat == NULL ? frame->scene->n_path : 0;
}

/* Whether an edge belongs to the focus, or else to the path. */
static gboolean
is_of_focus (const NrnSceneFrame  *frame,
             const NrnNetworkEdge *edge)
{
  if (frame->focus != NULL)
    return is_of_pick (frame, frame->focus, edge);

  for (guint i = 0; i < nrn_scene_count_path (frame); i++)
    {
      if (is_of_pick (frame, &frame->scene->path[i], edge))
        return TRUE;
    }

  return FALSE;
}

/* Where the focus is, or else a path, it begins or ends beside this column. */
static gboolean
has_focus_beside (const NrnSceneFrame *frame,
                  guint                column)
{
  if (frame->focus != NULL)
    return frame->focus->column == column || frame->focus->column == column + 1;

  for (guint i = 0; i < nrn_scene_count_path (frame); i++)
    {
      if (frame->scene->path[i].column == column)
        return TRUE;
    }

  return FALSE;
}

/* Of the focus; or, with a @stride above 0, one of so many. */
static void
collect_pair (const NrnSceneFrame *frame,
              guint                column,
              guint                stride,
              GArray              *edges)
{
  const NrnNetworkColumn *self = &frame->layout->columns[column];
  NrnSceneWeights weights;
  double peak;
  guint n = 0;

  nrn_scene_get_weights (frame, nrn_weights_get_data (frame->scene->weights), column, &weights);
  peak = get_peak (&weights, (gsize) self->units * weights.next_units);
  for (guint from = 0; from < nrn_network_layout_get_n_sources (frame->layout, column); from++)
    for (guint to = 0; to < nrn_network_layout_get_n_targets (frame->layout, column); to++)
      {
        FocusEdge found = { .edge = { .column = column, .from = from, .to = to } };

        if (stride > 0 ? n++ % stride != 0 : !is_of_focus (frame, &found.edge))
          continue;
        nrn_network_layout_get_edge (frame->layout, column, from, to, &found.edge);
        found.weight = nrn_scene_get_weight (frame, &weights, &found.edge);
        found.strength = isfinite (found.weight) ? fabs (found.weight) / peak : 0;
        found.arrives = frame->focus == NULL || frame->focus->column == column + 1;
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

/* What the update makes of each of the weights. */
static void
look_up_changes (const NrnSceneFrame *frame,
                 GArray              *edges)
{
  for (guint i = 0; i < edges->len; i++)
    {
      FocusEdge *self = &g_array_index (edges, FocusEdge, i);
      NrnSceneWeights weights;

      nrn_scene_get_weights (frame, nrn_weights_get_data (frame->scene->beat->new_weights),
                             self->edge.column, &weights);
      self->new_weight = nrn_scene_get_weight (frame, &weights, &self->edge);
    }
}

/* All edges, or an even part of them; those that change most come first. */
static GArray *
collect_changes (const NrnSceneFrame *frame)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (FocusEdge));
  guint n_edges = nrn_network_layout_get_n_edges (frame->layout);
  /* Odd, so that it is not always of the same units. */
  guint stride = n_edges > MOST_CHANGES ? (n_edges / MOST_CHANGES + 1) | 1 : 1;

  if (frame->scene->weights == NULL)
    return edges;

  for (guint column = 0; column + 1 < frame->layout->n_columns; column++)
    collect_pair (frame, column, stride, edges);
  look_up_changes (frame, edges);
  for (guint i = 0; i < edges->len; i++)
    {
      FocusEdge *self = &g_array_index (edges, FocusEdge, i);

      self->strength = fabs (self->new_weight - self->weight);
    }
  g_array_sort (edges, compare_strength);

  return edges;
}

/* The strongest first. */
static GArray *
collect (const NrnSceneFrame *frame)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (FocusEdge));
  guint n_columns = frame->layout->n_columns;

  if (frame->scene->weights == NULL)
    return edges;

  for (guint column = 0; column + 1 < n_columns; column++)
    {
      if (has_focus_beside (frame, column))
        collect_pair (frame, column, 0, edges);
    }
  g_array_sort (edges, compare_strength);

  return edges;
}

static void
add_raster_edge (GArray               *lines,
                 const NrnNetworkEdge *edge,
                 const NrnColor       *color,
                 double                width,
                 double                opacity,
                 double                dash_scale)
{
  NrnRasterEdge line = {
    .x1 = edge->x1, .y1 = edge->y1, .x2 = edge->x2, .y2 = edge->y2,
    .width = width, .opacity = opacity, .color = color,
    .dash_on = DASH_ON * dash_scale, .dash_off = DASH_OFF * dash_scale,
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
                       width + 2 * HALO * frame->scale, HALO_OPACITY, 0);
      add_raster_edge (lines, &self->edge,
                       self->weight < 0 ? &frame->palette->negative : &frame->palette->positive,
                       width, OPACITY, self->weight < 0 ? frame->scale : 0);
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
      const double dashes[] = { edge->dash_on, edge->dash_off };
      double middle = (edge->x1 + edge->x2) / 2;

      cairo_move_to (cr, edge->x1, edge->y1);
      cairo_curve_to (cr, middle, edge->y1, middle, edge->y2, edge->x2, edge->y2);
      cairo_set_line_width (cr, edge->width);
      cairo_set_dash (cr, dashes, edge->dash_on > 0 ? 2 : 0, 0);
      nrn_color_set_source (edge->color, edge->opacity, cr);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

static gboolean
is_free (const NrnSceneFrame *frame,
         const GArray        *places,
         const NumberPlace   *place)
{
  double space = NUMBER_SPACE * frame->scale;

  for (guint i = 0; i < places->len; i++)
    {
      const NumberPlace *other = &g_array_index (places, NumberPlace, i);

      if (fabs (other->middle.x - place->middle.x) < (other->width + place->width) / 2 + space &&
          fabs (other->middle.y - place->middle.y) < (other->height + place->height) / 2 + space)
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
              double               width,
              double              *left,
              double              *right)
{
  const NrnNetworkColumn *column = &frame->layout->columns[index];
  double reach = width / 2 + NUMBER_GAP * frame->scale;
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
            NumberPlace         *place)
{
  double half = place->height / 2;
  double step = frame->layout->pill_width * NUMBER_STEP;
  double left;
  double right;

  get_corridor (frame, self->edge.column, place->width, &left, &right);
  for (guint i = 0; i < N_NUMBER_FILES && i * step <= right - left; i++)
    {
      double x = self->arrives ? left + i * step : right - i * step;

      nrn_network_edge_get_point (&self->edge, nrn_network_edge_find_x (&self->edge, x),
                                  &place->middle.x, &place->middle.y);
      if (place->middle.y >= half && place->middle.y <= frame->layout->height - half &&
          is_free (frame, places, place))
        return TRUE;
    }

  return FALSE;
}

/* Whether one sees from so many digits how large the change is. */
static gboolean
is_faithful (const FocusEdge *self,
             guint            n_decimals)
{
  double unit = pow (10, -(double) n_decimals);
  double change = fabs (self->new_weight - self->weight);
  double seen = fabs (round (self->new_weight / unit) - round (self->weight / unit)) * unit;

  return fabs (seen - change) <= FAITHFUL * change;
}

/* “0.5916 → 0.5917”, or that in two lines. */
static char *
write_change (const NrnSceneFrame *frame,
              const FocusEdge     *self,
              gboolean             in_lines)
{
  guint n_decimals = 2;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;

  if (self->weight == self->new_weight)
    {
      old = nrn_text_format_number (self->weight, 0, &frame->layout->numbers);
      /* Translators: of a weight that an update does not change. */
      return g_strdup_printf (C_("weight", "%s stays"), old);
    }

  while (n_decimals < MOST_DECIMALS && !is_faithful (self, n_decimals))
    n_decimals++;
  old = nrn_text_format_fixed (self->weight, n_decimals);
  new = nrn_text_format_fixed (self->new_weight, n_decimals);

  return g_strdup_printf (in_lines ? "%s\n→ %s" : "%s → %s", old, new);
}

/* First there is the old weight. */
static void
paint_change (cairo_t              *cr,
              const NrnSceneFrame  *frame,
              const FocusEdge      *self,
              const char           *text,
              const NrnNetworkNode *place)
{
  const NrnPalette *palette = frame->palette;
  double shown = frame->scene->beat->progress < NRN_NETWORK_BEAT_ARRIVAL ? self->weight
                                                                         : self->new_weight;
  const NrnColor *color = shown < 0 ? &palette->negative : shown > 0 ? &palette->positive
                                                                     : &palette->quiet;

  if (frame->scene->beat->progress < NRN_NETWORK_BEAT_ARRIVAL)
    {
      nrn_network_paint_pill (cr, frame->layout, place, self->weight, palette);
      return;
    }

  nrn_network_paint_text_pill (cr, frame->layout, place, text, color, palette);
}

/* Returns (transfer full) (nullable): what stands on an edge in an update; in two
 * lines where there is no room for one beside another between the nodes. %NULL:
 * only the weight, which is as large as every other. */
static char *
write_number (const NrnSceneFrame *frame,
              const FocusEdge     *self,
              NumberPlace         *place)
{
  const NrnNetworkColumn *column = &frame->layout->columns[self->edge.column];
  double room = column[1].x - column[1].width / 2 - column[0].x - column[0].width / 2 -
                2 * NUMBER_GAP * frame->scale;
  char *text;

  *place = (NumberPlace) { .width = frame->layout->pill_width, .height = frame->layout->pill_height };
  if (!nrn_scene_shows_changes (frame))
    return NULL;

  text = write_change (frame, self, FALSE);
  nrn_network_measure_text_pill (frame->layout, text, &place->width, &place->height);
  if (place->width > room)
    {
      g_free (text);
      text = write_change (frame, self, TRUE);
      nrn_network_measure_text_pill (frame->layout, text, &place->width, &place->height);
    }

  return text;
}

/* The strongest choose first, and what finds no room has no number. */
void
nrn_scene_paint_focus_numbers (cairo_t             *cr,
                               const NrnSceneFrame *frame)
{
  gboolean is_update = nrn_scene_shows_changes (frame);
  gboolean is_whole = frame->focus == NULL && is_update;
  g_autoptr (GArray) edges = is_whole ? collect_changes (frame) : collect (frame);
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (NumberPlace));
  guint n_arriving = count_arriving (edges);
  guint n_left[2] = { limit_numbers (edges->len - n_arriving), limit_numbers (n_arriving) };

  if (is_update && frame->focus != NULL)
    look_up_changes (frame, edges);
  if (is_whole)
    n_left[1] = MANY_NUMBERS;
  for (guint i = 0; i < (is_update ? MIN (edges->len, MOST_TRIES) : edges->len); i++)
    {
      const FocusEdge *self = &g_array_index (edges, FocusEdge, i);
      guint *left = &n_left[self->arrives ? 1 : 0];
      g_autofree char *text = NULL;
      NumberPlace place;

      if (*left == 0)
        continue;
      text = write_number (frame, self, &place);
      if (!find_place (frame, self, places, &place))
        continue;

      if (is_update)
        paint_change (cr, frame, self, text, &place.middle);
      else
        nrn_network_paint_pill (cr, frame->layout, &place.middle, self->weight, frame->palette);
      g_array_append_val (places, place);
      (*left)--;
    }
}

/* The product that goes along an edge in a beat, or what comes back along it. */
static double
get_term (const NrnSceneFrame  *frame,
          const NrnNetworkEdge *edge)
{
  const NrnNetworkBeat *beat = frame->scene->beat;
  const NrnNetworkColumn *column = &frame->layout->columns[edge->column];
  guint term;

  if (beat->kind == NRN_NETWORK_BEAT_BACKWARD)
    term = column[1].nodes[edge->to].unit;
  else if (edge->from == column->n_nodes)
    term = beat->n_terms - 1;
  else
    term = column->nodes[edge->from].unit;

  return term < beat->n_terms ? (double) beat->terms[term] : 0;
}

/* What a beat's unit is given, on its way there: @part of it, 0 … 1. */
void
nrn_scene_paint_focus_pulses (cairo_t             *cr,
                              const NrnSceneFrame *frame,
                              NrnSceneSprites     *sprites,
                              double               part)
{
  g_autoptr (GArray) edges = collect (frame);
  gboolean goes_back = frame->scene->beat->kind == NRN_NETWORK_BEAT_BACKWARD;
  double peak = 0;

  for (guint i = 0; i < edges->len; i++)
    peak = MAX (peak, fabs (get_term (frame, &g_array_index (edges, FocusEdge, i).edge)));
  if (peak <= 0 || !isfinite (peak))
    return;

  for (guint i = 0; i < edges->len; i++)
    {
      const NrnNetworkEdge *edge = &g_array_index (edges, FocusEdge, i).edge;
      double term = get_term (frame, edge);
      double x, y;

      if (term == 0)
        continue;
      nrn_network_edge_get_point (edge, goes_back ? 1 - part : part, &x, &y);
      nrn_scene_sprites_paint_pulse (sprites, cr, goes_back, term < 0, fabs (term) / peak, x, y);
    }
}
