/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Points of classes in a plane: each class has a colour and a shape.
 */

#include "config.h"

#include "nrn-points-plot.h"

#include <math.h>
#include <string.h>

#include "nrn-circle.h"
#include "nrn-decision-map-private.h"
#include "nrn-plot-private.h"

/* All lengths at scale 1. */
#define SIGN_SCALE  0.75
#define STAMP       7.0     /* around the middle of a sign */
#define RING_RADIUS 8.0
#define RING_LINE   2.0

#define FRAME_OPACITY 0.5

/* One of the shapes for each class that has a colour. */
static const NrnPlotMark marks[NRN_PALETTE_N_CLASSES] = {
  NRN_PLOT_MARK_CIRCLE, NRN_PLOT_MARK_SQUARE, NRN_PLOT_MARK_TRIANGLE,
  NRN_PLOT_MARK_DIAMOND, NRN_PLOT_MARK_CROSS, NRN_PLOT_MARK_PLUS,
};

/**
 * nrn_points_plot_paint_sign:
 * @cr: where
 * @class_index: a class
 * @n_classes: of so many
 * @x: middle of the sign, in user-space pixels
 * @y: likewise
 * @scale: of type and lines
 * @palette: the colours
 *
 * Draws what stands for a point of a class.
 */
void
nrn_points_plot_paint_sign (cairo_t          *cr,
                            guint             class_index,
                            guint             n_classes,
                            double            x,
                            double            y,
                            double            scale,
                            const NrnPalette *palette)
{
  NrnPlotSeries series = {
    .color = nrn_palette_get_class (palette, class_index, n_classes),
    .mark = marks[MIN (class_index, NRN_PALETTE_N_CLASSES - 1)],
  };

  nrn_plot_paint_sign (cr, &series, x, y, scale * SIGN_SCALE);
}

/* ---- All points ---- */

typedef struct
{
  const NrnPointsPlot        *plot;
  const NrnDecisionMapLayout *layout;
} Points;

/* The sign of a class as an image: thousands of shapes take Cairo long. */
static cairo_surface_t *
draw_stamp (cairo_t                    *cr,
            const NrnPointsPlot        *plot,
            const NrnDecisionMapLayout *layout,
            guint                       class_index)
{
  double size = 2 * ceil (STAMP * layout->scale);
  cairo_surface_t *stamp = cairo_surface_create_similar (cairo_get_target (cr),
                                                         CAIRO_CONTENT_COLOR_ALPHA,
                                                         (int) size, (int) size);
  cairo_t *stamp_cr = cairo_create (stamp);

  nrn_points_plot_paint_sign (stamp_cr, class_index, plot->n_classes, size / 2, size / 2,
                              layout->scale, plot->map.palette);
  cairo_destroy (stamp_cr);

  return stamp;
}

static void
draw_points (cairo_t       *cr,
             gconstpointer  data)
{
  const Points *points = data;
  const NrnDecisionMapPlot *map = &points->plot->map;
  double half = ceil (STAMP * points->layout->scale);
  cairo_surface_t *stamps[NRN_PALETTE_N_CLASSES] = { NULL };

  for (guint i = 0; i < map->n_samples; i++)
    {
      guint class_index = (guint) CLAMP (map->labels[i], 0, NRN_PALETTE_N_CLASSES - 1);
      double x, y;

      if (stamps[class_index] == NULL)
        stamps[class_index] = draw_stamp (cr, points->plot, points->layout, class_index);
      nrn_decision_map_layout_get_point (points->layout, map, (double) map->features[2 * i],
                                         (double) map->features[2 * i + 1], &x, &y);
      cairo_set_source_surface (cr, stamps[class_index], round (x) - half, round (y) - half);
      cairo_paint (cr);
    }
  for (guint i = 0; i < NRN_PALETTE_N_CLASSES; i++)
    g_clear_pointer (&stamps[i], cairo_surface_destroy);
}

/* What the points are drawn from, but for the samples. */
typedef struct
{
  NrnDecisionMapLayout layout;
  NrnPalette           palette;
  double               limits[4];
  guint                n_classes;
} Key;

static void
paint_points (cairo_t                    *cr,
              const NrnPointsPlot        *plot,
              const NrnDecisionMapLayout *layout,
              NrnKeptImage               *layer)
{
  const Points points = { plot, layout };
  g_autoptr (GBytes) bytes = NULL;
  Key key;

  memset (&key, 0, sizeof key);
  key.layout = *layout;
  key.palette = *plot->map.palette;
  for (guint i = 0; i < 2; i++)
    {
      key.limits[i] = plot->map.minimum[i];
      key.limits[2 + i] = plot->map.maximum[i];
    }
  key.n_classes = plot->n_classes;
  bytes = g_bytes_new (&key, sizeof key);
  nrn_kept_image_paint (layer, cr, layout->picture_width,
                        layout->y + layout->width + STAMP * layout->scale,
                        plot->map.pixels > 0 ? plot->map.pixels : 1, bytes, draw_points, &points);
}

static void
paint_chosen (cairo_t                    *cr,
              const NrnPointsPlot        *plot,
              const NrnDecisionMapLayout *layout)
{
  const NrnDecisionMapPlot *map = &plot->map;
  double x, y;

  if (plot->chosen < 0 || plot->chosen >= (gssize) map->n_samples)
    return;

  if (plot->moved != NULL)
    nrn_decision_map_layout_get_point (layout, map, plot->moved[0], plot->moved[1], &x, &y);
  else
    nrn_decision_map_layout_get_point (layout, map, (double) map->features[2 * plot->chosen],
                                       (double) map->features[2 * plot->chosen + 1], &x, &y);
  nrn_circle_paint_point (cr, x, y, RING_RADIUS * layout->scale, RING_LINE * layout->scale,
                          &map->palette->background, &map->palette->text);
  nrn_points_plot_paint_sign (cr, (guint) map->labels[plot->chosen], plot->n_classes, x, y,
                              layout->scale, map->palette);
}

/**
 * nrn_points_plot_paint:
 * @cr: where; the picture begins at (0, 0)
 * @plot: what to paint
 * @layout: made for its map
 * @layer: the points of the last frame, to be cleared when there are other ones
 *
 * Draws the points in a frame with its axes, without a background.
 */
void
nrn_points_plot_paint (cairo_t                    *cr,
                       const NrnPointsPlot        *plot,
                       const NrnDecisionMapLayout *layout,
                       NrnKeptImage               *layer)
{
  cairo_save (cr);
  cairo_new_path (cr);
  cairo_rectangle (cr, layout->x, layout->y, layout->width, layout->width);
  cairo_set_line_width (cr, layout->scale);
  nrn_color_set_source (&plot->map.palette->quiet, FRAME_OPACITY, cr);
  cairo_stroke (cr);
  paint_points (cr, plot, layout, layer);
  paint_chosen (cr, plot, layout);
  nrn_decision_map_paint_axes (cr, &plot->map, layout);
  cairo_restore (cr);
}
