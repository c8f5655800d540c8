/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A map of what is predicted, with samples on it.
 */

#include "config.h"

#include "nrn-decision-map-private.h"

#include <math.h>
#include <string.h>

#include "nrn-circle.h"
#include "nrn-prediction.h"

/* All lengths at scale 1. */
#define DOT_RADIUS  2.4
#define DOT_LINE    0.8
#define RING_RADIUS 4.6
#define RING_LINE   1.5
#define FAR_RADIUS  5.5
#define WATCHED     5.5
#define PICK_REACH  10.0

/* How far what stands on the edge of the map reaches out of it. */
#define OVERHANG (FAR_RADIUS + RING_LINE + 0.5)

/* More dots than this would hide the map. */
#define MAX_DOTS 4000

/**
 * nrn_decision_map_layout_init:
 * @layout: (out caller-allocates): the layout
 * @plot: what is to be painted
 * @width: of the picture, in user-space pixels
 * @height: likewise
 *
 * The map is a square, with its axes' names and numbers to the left and
 * below, and the scale of a value to the right.
 */
void
nrn_decision_map_layout_init (NrnDecisionMapLayout     *layout,
                              const NrnDecisionMapPlot *plot,
                              double                    width,
                              double                    height)
{
  double scale = plot->text_scale > 0 ? plot->text_scale : 1;
  double left = nrn_decision_map_measure_left (plot, height, scale);
  double right = nrn_decision_map_measure_right (plot, height, scale);
  double below = (plot->feature_names != NULL ? 2 : 1) * NRN_DECISION_MAP_LINE * scale;
  double above = (plot->title != NULL ? NRN_DECISION_MAP_HEADER : 0) * scale;
  double margin = NRN_DECISION_MAP_MARGIN * scale;

  /* The name of the value stands above the scale. */
  if (plot->is_values && plot->output_name != NULL)
    above += NRN_DECISION_MAP_LINE * scale;
  g_return_if_fail (plot->maximum[0] > plot->minimum[0] && plot->maximum[1] > plot->minimum[1]);

  *layout = (NrnDecisionMapLayout) { .scale = scale, .picture_width = width };
  layout->width = MAX (MIN (width - left - right - 2 * margin,
                            height - below - above - (plot->title != NULL ? 1 : 2) * margin), 1);
  layout->x = margin + left + MAX ((width - left - right - 2 * margin - layout->width) / 2, 0);
  layout->y = above + (plot->title != NULL ? 0 : margin);
}

/**
 * nrn_decision_map_layout_get_point:
 * @layout: a layout
 * @plot: what it was made for
 * @first: value of the first feature
 * @second: value of the second feature
 * @x: (out): where that is
 * @y: (out): likewise
 */
void
nrn_decision_map_layout_get_point (const NrnDecisionMapLayout *layout,
                                   const NrnDecisionMapPlot   *plot,
                                   double                      first,
                                   double                      second,
                                   double                     *x,
                                   double                     *y)
{
  double across = (first - plot->minimum[0]) / (plot->maximum[0] - plot->minimum[0]);
  double up = (second - plot->minimum[1]) / (plot->maximum[1] - plot->minimum[1]);

  *x = layout->x + across * layout->width;
  *y = layout->y + (1 - up) * layout->width;
}

/**
 * nrn_decision_map_layout_get_values:
 * @layout: a layout
 * @plot: what it was made for
 * @x: a point in user-space pixels
 * @y: likewise
 * @values: (out caller-allocates) (array fixed-size=2): both features there
 *
 * Returns: whether the point is on the map
 */
gboolean
nrn_decision_map_layout_get_values (const NrnDecisionMapLayout *layout,
                                    const NrnDecisionMapPlot   *plot,
                                    double                      x,
                                    double                      y,
                                    double                     *values)
{
  double across = (x - layout->x) / layout->width;
  double up = 1 - (y - layout->y) / layout->width;

  values[0] = plot->minimum[0] + across * (plot->maximum[0] - plot->minimum[0]);
  values[1] = plot->minimum[1] + up * (plot->maximum[1] - plot->minimum[1]);

  return across >= 0 && across <= 1 && up >= 0 && up <= 1;
}

/**
 * nrn_decision_map_layout_pick:
 * @layout: a layout
 * @plot: what it was made for
 * @x: a point in user-space pixels
 * @y: likewise
 *
 * Returns: the sample nearest to it, within a few pixels; -1 for none
 */
gssize
nrn_decision_map_layout_pick (const NrnDecisionMapLayout *layout,
                              const NrnDecisionMapPlot   *plot,
                              double                      x,
                              double                      y)
{
  double nearest = PICK_REACH * layout->scale;
  gssize found = -1;

  for (guint i = 0; i < plot->n_samples; i++)
    {
      double dot_x;
      double dot_y;
      double distance;

      nrn_decision_map_layout_get_point (layout, plot, (double) plot->features[2 * i],
                                         (double) plot->features[2 * i + 1], &dot_x, &dot_y);
      distance = hypot (x - dot_x, y - dot_y);
      if (distance >= nearest)
        continue;
      nearest = distance;
      found = i;
    }

  return found;
}

static NrnColor
get_sample_color (const NrnDecisionMapPlot *plot,
                  guint                     i)
{
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);
  float label = plot->labels[(gsize) i * MAX (plot->label_stride, 1)];

  if (plot->is_values)
    return nrn_decision_map_get_value_color (plot, (double) label);

  return *nrn_palette_get_class (plot->palette, (guint) CLAMP (label, 0, (float) (n_classes - 1)),
                                 n_classes);
}

/* Around a value's dot there is a dark line: where the prediction is right
 * the dot has the colour of the map. */
static void
paint_dot (cairo_t                    *cr,
           const NrnDecisionMapPlot   *plot,
           const NrnDecisionMapLayout *layout,
           double                      x,
           double                      y,
           const NrnColor             *color)
{
  nrn_circle_paint_point (cr, x, y, DOT_RADIUS * layout->scale, DOT_LINE * layout->scale, color,
                          plot->is_values ? &plot->palette->outline : &plot->palette->background);
}

static void
paint_sample (cairo_t                    *cr,
              const NrnDecisionMapPlot   *plot,
              const NrnDecisionMapLayout *layout,
              guint                       i)
{
  NrnColor color = get_sample_color (plot, i);
  double x;
  double y;

  nrn_decision_map_layout_get_point (layout, plot, (double) plot->features[2 * i],
                                     (double) plot->features[2 * i + 1], &x, &y);
  if (plot->marked == NULL || !plot->marked[i])
    {
      paint_dot (cr, plot, layout, x, y, &color);
      return;
    }

  nrn_circle_paint_point (cr, x, y, RING_RADIUS * layout->scale, RING_LINE * layout->scale,
                          &plot->palette->background, &color);
  cairo_arc (cr, x, y, DOT_RADIUS * layout->scale, 0, 2 * G_PI);
  nrn_color_set_source (&color, 1, cr);
  cairo_fill (cr);
}

/* Marked ones last, so that none is hidden. */
static void
paint_samples (cairo_t                    *cr,
               const NrnDecisionMapPlot   *plot,
               const NrnDecisionMapLayout *layout)
{
  guint step = plot->n_samples / MAX_DOTS + 1;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < plot->n_samples; i += step)
      {
        gboolean is_marked = plot->marked != NULL && plot->marked[i];

        if (is_marked == (pass == 1))
          paint_sample (cr, plot, layout, i);
      }
}

/* What the dots are drawn from, and what they are drawn as. */
typedef struct
{
  NrnDecisionMapLayout layout;
  NrnPalette           palette;
  double               minimum[2];
  double               maximum[2];
  double               low;
  double               high;
  guint                n_classes;
  guint                output;
} Key;

typedef struct
{
  const NrnDecisionMapPlot   *plot;
  const NrnDecisionMapLayout *layout;
} Dots;

static void
draw_layer (cairo_t       *cr,
            gconstpointer  data)
{
  const Dots *dots = data;

  paint_samples (cr, dots->plot, dots->layout);
}

/* A thousand dots take Cairo several milliseconds. */
static void
paint_layer (cairo_t                    *cr,
             const NrnDecisionMapPlot   *plot,
             const NrnDecisionMapLayout *layout,
             NrnKeptImage               *layer)
{
  const Dots dots = { plot, layout };
  g_autoptr (GBytes) bytes = NULL;
  Key key;

  memset (&key, 0, sizeof key);
  key.layout = *layout;
  key.palette = *plot->palette;
  for (guint i = 0; i < 2; i++)
    {
      key.minimum[i] = plot->minimum[i];
      key.maximum[i] = plot->maximum[i];
    }
  key.low = plot->low;
  key.high = plot->high;
  key.n_classes = nrn_decision_map_get_n_classes (plot->map);
  key.output = plot->output;
  bytes = g_bytes_new (&key, sizeof key);
  nrn_kept_image_paint (layer, cr, layout->picture_width,
                        layout->y + layout->width + OVERHANG * layout->scale,
                        plot->pixels > 0 ? plot->pixels : 1, bytes, draw_layer, &dots);
}

/* Over the kept samples: these are others in every frame. */
static void
paint_far (cairo_t                    *cr,
           const NrnDecisionMapPlot   *plot,
           const NrnDecisionMapLayout *layout)
{
  for (guint i = 0; i < plot->n_far; i++)
    {
      const float *features = plot->features + 2 * (gsize) plot->far[i];
      double x, y;

      nrn_decision_map_layout_get_point (layout, plot, (double) features[0], (double) features[1],
                                         &x, &y);
      nrn_circle_paint_ring (cr, x, y, FAR_RADIUS * layout->scale, RING_LINE * layout->scale,
                             &plot->palette->text, &plot->palette->background);
    }
}

static void
paint_watched (cairo_t                    *cr,
               const NrnDecisionMapPlot   *plot,
               const NrnDecisionMapLayout *layout)
{
  double x;
  double y;

  if (plot->watched == NULL)
    return;

  nrn_decision_map_layout_get_point (layout, plot, plot->watched[0], plot->watched[1], &x, &y);
  nrn_circle_paint_point (cr, x, y, WATCHED * layout->scale, 2.2 * layout->scale,
                          &plot->palette->background, &plot->palette->text);
}

/* Lines across the map that meet at the pointer. */
static void
paint_pointer (cairo_t                    *cr,
               const NrnDecisionMapPlot   *plot,
               const NrnDecisionMapLayout *layout)
{
  double x;
  double y;

  if (plot->pointer == NULL)
    return;

  nrn_decision_map_layout_get_point (layout, plot, plot->pointer[0], plot->pointer[1], &x, &y);
  cairo_new_path (cr);
  cairo_move_to (cr, x, layout->y);
  cairo_rel_line_to (cr, 0, layout->width);
  cairo_move_to (cr, layout->x, y);
  cairo_rel_line_to (cr, layout->width, 0);
  cairo_set_line_width (cr, layout->scale);
  nrn_color_set_source (&plot->palette->outline, 1, cr);
  cairo_stroke (cr);
}

/* Nothing reaches farther out of the map than by @overhang. */
static void
clip (cairo_t                    *cr,
      const NrnDecisionMapLayout *layout,
      double                      overhang)
{
  double size = layout->width + 2 * overhang;

  cairo_rectangle (cr, layout->x - overhang, layout->y - overhang, size, size);
  cairo_clip (cr);
}

/**
 * nrn_decision_map_paint:
 * @cr: where; the picture begins at (0, 0)
 * @plot: what to paint
 * @layout: made for @plot
 * @layer: (nullable): the samples of the last frame, to be cleared when there
 *   are other samples. Without it they are drawn anew, as shapes
 *
 * Draws the map, the samples and what is around, without a background.
 */
void
nrn_decision_map_paint (cairo_t                    *cr,
                        const NrnDecisionMapPlot   *plot,
                        const NrnDecisionMapLayout *layout,
                        NrnKeptImage               *layer)
{
  g_return_if_fail (cr != NULL && plot->map != NULL && plot->palette != NULL);
  g_return_if_fail (!plot->is_values || plot->low < plot->high);

  cairo_save (cr);
  nrn_decision_map_paint_header (cr, plot, layout);
  nrn_decision_map_paint_cells (cr, plot, layout);
  cairo_save (cr);
  clip (cr, layout, 0);
  nrn_decision_map_paint_contours (cr, plot, layout);
  cairo_restore (cr);

  /* The samples with the least and the largest values are there whole. */
  cairo_save (cr);
  clip (cr, layout, OVERHANG * layout->scale);
  if (layer != NULL)
    paint_layer (cr, plot, layout, layer);
  else
    paint_samples (cr, plot, layout);
  paint_far (cr, plot, layout);
  paint_pointer (cr, plot, layout);
  paint_watched (cr, plot, layout);
  cairo_restore (cr);
  nrn_decision_map_paint_axes (cr, plot, layout);
  nrn_decision_map_paint_scale (cr, plot, layout);
  cairo_restore (cr);
}
