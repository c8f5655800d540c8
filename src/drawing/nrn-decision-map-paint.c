/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A map of what is predicted, with samples on it.
 */

#include "config.h"

#include "nrn-decision-map-private.h"

#include <math.h>

#include "nrn-prediction.h"
#include "nrn-text.h"
#include "nrn-ticks.h"

/* All lengths at scale 1. */
#define MARGIN       8.0
#define LABEL_GAP    6.0
#define LINE_HEIGHT  17.0
#define TICK_PITCH_X 60.0
#define TICK_PITCH_Y 36.0
#define DOT_RADIUS   2.4
#define DOT_LINE     0.8
#define RING_RADIUS  4.6
#define RING_LINE    1.5
#define WATCHED      5.5
#define PICK_REACH   10.0

/* How much of a class' colour is in the map where it is certain. */
#define TINT 0.5

/* More dots than this would hide the map. */
#define MAX_DOTS 4000

/* Ticks of an axis from @minimum to @maximum with room for @length. */
static void
init_ticks (NrnTicks                 *ticks,
            const NrnDecisionMapPlot *plot,
            guint                     axis,
            double                    length,
            double                    pitch)
{
  guint most = (guint) CLAMP (length / pitch, 2, 8);

  nrn_ticks_init (ticks, plot->minimum[axis], plot->maximum[axis], most, FALSE);
}

static double
measure_y_ticks (const NrnDecisionMapPlot *plot,
                 double                    length,
                 double                    scale)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, FALSE, 0 };
  NrnTicks ticks;
  double widest = 0;

  init_ticks (&ticks, plot, 1, length, TICK_PITCH_Y * scale);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double width;

      nrn_text_measure (text, &style, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

/**
 * nrn_decision_map_layout_init:
 * @layout: (out caller-allocates): the layout
 * @plot: what is to be painted
 * @width: of the picture, in user-space pixels
 * @height: likewise
 *
 * The map is a square, with its axes' names and numbers to the left and
 * below.
 */
void
nrn_decision_map_layout_init (NrnDecisionMapLayout     *layout,
                              const NrnDecisionMapPlot *plot,
                              double                    width,
                              double                    height)
{
  double scale = plot->text_scale > 0 ? plot->text_scale : 1;
  double numbers = measure_y_ticks (plot, height, scale) + LABEL_GAP * scale;
  double names = plot->feature_names != NULL ? LINE_HEIGHT * scale : 0;
  double left = numbers + names;
  double below = LINE_HEIGHT * scale + names;
  double above = plot->class_names != NULL ? LINE_HEIGHT * scale : 0;
  double margin = MARGIN * scale;

  g_return_if_fail (plot->maximum[0] > plot->minimum[0] && plot->maximum[1] > plot->minimum[1]);

  *layout = (NrnDecisionMapLayout) { .scale = scale };
  layout->width = MAX (MIN (width - left, height - below - above) - 2 * margin, 1);
  layout->x = margin + left + MAX ((width - left - 2 * margin - layout->width) / 2, 0);
  layout->y = margin + above;
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

/* The classes' colours mixed by their probabilities, on the background. */
static guint32
get_cell_color (const NrnDecisionMapPlot *plot,
                guint                     column,
                guint                     row)
{
  const NrnColor *background = &plot->palette->background;
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);
  NrnColor sum = { 0 };
  guint n_outputs;
  const float *outputs = nrn_decision_map_get_outputs (plot->map, column, row, &n_outputs);

  for (guint i = 0; i < n_classes; i++)
    {
      const NrnColor *color = nrn_palette_get_class (plot->palette, i, n_classes);
      double share = nrn_prediction_get_share (n_outputs, outputs, i);

      if (!isfinite (share))
        share = 1.0 / n_classes;
      sum.red += share * color->red;
      sum.green += share * color->green;
      sum.blue += share * color->blue;
    }
  sum.red = background->red + (sum.red - background->red) * TINT;
  sum.green = background->green + (sum.green - background->green) * TINT;
  sum.blue = background->blue + (sum.blue - background->blue) * TINT;

  return 0xff000000 | (guint32) (CLAMP (sum.red, 0, 1) * 255 + 0.5) << 16 |
         (guint32) (CLAMP (sum.green, 0, 1) * 255 + 0.5) << 8 |
         (guint32) (CLAMP (sum.blue, 0, 1) * 255 + 0.5);
}

static cairo_surface_t *
draw_cells (const NrnDecisionMapPlot *plot)
{
  guint size = nrn_decision_map_get_size (plot->map);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) size, (int) size);
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (image);
  guint stride = (guint) cairo_image_surface_get_stride (image) / 4;

  cairo_surface_flush (image);
  for (guint row = 0; row < size; row++)
    for (guint column = 0; column < size; column++)
      pixels[(gsize) (size - 1 - row) * stride + column] = get_cell_color (plot, column, row);
  cairo_surface_mark_dirty (image);

  return image;
}

/* The middles of the outermost cells are at the edges of the map. */
static void
paint_cells (cairo_t                    *cr,
             const NrnDecisionMapPlot   *plot,
             const NrnDecisionMapLayout *layout)
{
  guint size = nrn_decision_map_get_size (plot->map);
  double cell = layout->width / (size - 1);
  cairo_surface_t *image = draw_cells (plot);

  cairo_save (cr);
  cairo_rectangle (cr, layout->x, layout->y, layout->width, layout->width);
  cairo_clip (cr);
  cairo_translate (cr, layout->x - cell / 2, layout->y - cell / 2);
  cairo_scale (cr, cell, cell);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (image);
}

static void
paint_sample (cairo_t                    *cr,
              const NrnDecisionMapPlot   *plot,
              const NrnDecisionMapLayout *layout,
              guint                       i)
{
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);
  guint label = (guint) CLAMP (plot->labels[i], 0, (float) (n_classes - 1));
  const NrnColor *color = nrn_palette_get_class (plot->palette, label, n_classes);
  gboolean is_marked = plot->marked != NULL && plot->marked[i];
  double x;
  double y;

  nrn_decision_map_layout_get_point (layout, plot, (double) plot->features[2 * i],
                                     (double) plot->features[2 * i + 1], &x, &y);
  if (is_marked)
    {
      cairo_arc (cr, x, y, RING_RADIUS * layout->scale, 0, 2 * G_PI);
      nrn_color_set_source (&plot->palette->background, 1, cr);
      cairo_fill_preserve (cr);
      nrn_color_set_source (color, 1, cr);
      cairo_set_line_width (cr, RING_LINE * layout->scale);
      cairo_stroke (cr);
    }
  cairo_arc (cr, x, y, DOT_RADIUS * layout->scale, 0, 2 * G_PI);
  nrn_color_set_source (color, 1, cr);
  if (!is_marked)
    {
      cairo_fill_preserve (cr);
      nrn_color_set_source (&plot->palette->background, 1, cr);
      cairo_set_line_width (cr, DOT_LINE * layout->scale);
      cairo_stroke (cr);
      return;
    }
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
  cairo_new_path (cr);
  cairo_arc (cr, x, y, WATCHED * layout->scale, 0, 2 * G_PI);
  nrn_color_set_source (&plot->palette->background, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&plot->palette->text, 1, cr);
  cairo_set_line_width (cr, 2.2 * layout->scale);
  cairo_stroke (cr);
}

static void
paint_x_axis (cairo_t                    *cr,
              const NrnDecisionMapPlot   *plot,
              const NrnDecisionMapLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  double y = layout->y + layout->width + LABEL_GAP / 2 * layout->scale;
  NrnTicks ticks;

  init_ticks (&ticks, plot, 0, layout->width, TICK_PITCH_X * layout->scale);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double x;
      double unused;

      nrn_decision_map_layout_get_point (layout, plot, nrn_ticks_get (&ticks, i), 0, &x, &unused);
      nrn_text_paint (cr, text, &style, &plot->palette->quiet, x, y, 0.5, 0);
    }
  if (plot->feature_names != NULL)
    nrn_text_paint (cr, plot->feature_names[0], &style, &plot->palette->quiet,
                    layout->x + layout->width / 2, y + LINE_HEIGHT * layout->scale, 0.5, 0);
}

static void
paint_y_axis (cairo_t                    *cr,
              const NrnDecisionMapPlot   *plot,
              const NrnDecisionMapLayout *layout)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, FALSE, 0 };
  double x = layout->x - LABEL_GAP * layout->scale;
  double widest = measure_y_ticks (plot, layout->width, layout->scale);
  NrnTicks ticks;

  init_ticks (&ticks, plot, 1, layout->width, TICK_PITCH_Y * layout->scale);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double unused;
      double y;

      nrn_decision_map_layout_get_point (layout, plot, 0, nrn_ticks_get (&ticks, i), &unused, &y);
      nrn_text_paint (cr, text, &style, &plot->palette->quiet, x, y, 1, 0.5);
    }
  if (plot->feature_names == NULL)
    return;

  cairo_save (cr);
  cairo_translate (cr, x - widest - LINE_HEIGHT / 2 * layout->scale, layout->y + layout->width / 2);
  cairo_rotate (cr, -G_PI_2);
  nrn_text_paint (cr, plot->feature_names[1], &style, &plot->palette->quiet, 0, 0, 0.5, 0.5);
  cairo_restore (cr);
}

/* The classes' names in their colours, side by side above the map; each has
 * the same room. */
static void
paint_class_names (cairo_t                    *cr,
                   const NrnDecisionMapPlot   *plot,
                   const NrnDecisionMapLayout *layout)
{
  guint n_classes = nrn_decision_map_get_n_classes (plot->map);
  double room = layout->width / n_classes;
  NrnTextStyle style = { NRN_TEXT_NOTE * layout->scale, TRUE, room - LABEL_GAP * layout->scale };

  if (plot->class_names == NULL || n_classes > NRN_PALETTE_N_CLASSES || style.max_width <= 0)
    return;

  for (guint i = 0; i < n_classes; i++)
    nrn_text_paint (cr, plot->class_names[i], &style,
                    nrn_palette_get_class (plot->palette, i, n_classes),
                    layout->x + (i + 0.5) * room, layout->y - LABEL_GAP / 2 * layout->scale,
                    0.5, 1);
}

/**
 * nrn_decision_map_paint:
 * @cr: where; the picture begins at (0, 0)
 * @plot: what to paint
 * @layout: made for @plot
 *
 * Draws the map, the samples and the axes, without a background.
 */
void
nrn_decision_map_paint (cairo_t                    *cr,
                        const NrnDecisionMapPlot   *plot,
                        const NrnDecisionMapLayout *layout)
{
  g_return_if_fail (cr != NULL && plot->map != NULL && plot->palette != NULL);

  cairo_save (cr);
  paint_cells (cr, plot, layout);
  cairo_save (cr);
  cairo_rectangle (cr, layout->x, layout->y, layout->width, layout->width);
  cairo_clip (cr);
  paint_samples (cr, plot, layout);
  paint_watched (cr, plot, layout);
  cairo_restore (cr);
  paint_class_names (cr, plot, layout);
  paint_x_axis (cr, plot, layout);
  paint_y_axis (cr, plot, layout);
  cairo_restore (cr);
}
