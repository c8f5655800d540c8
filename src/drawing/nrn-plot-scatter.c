/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples among the curves of a plot.
 */

#include "nrn-plot-private.h"

#include <math.h>

#include "nrn-circle.h"
#include "nrn-dots.h"

/* All lengths at scale 1. */
#define DOT_RADIUS  2.0
#define DOT_OPACITY 0.5
#define RING_RADIUS 5.5
#define RING_LINE   1.5
#define STRONG_RADIUS 8.0
#define STRONG_LINE   2.0

static void
paint_scatter (cairo_t              *cr,
               const NrnPlotArea    *area,
               const NrnPlotScatter *scatter)
{
  double radius = DOT_RADIUS * area->scale;
  gsize step = scatter->n_samples / NRN_DOTS_MOST + 1;
  NrnDots *dots = area->plot->pixels > 0
                    ? nrn_dots_new_image (cr, radius, DOT_OPACITY, scatter->color,
                                          area->x + area->width + radius,
                                          area->y + area->height + radius, area->plot->pixels)
                    : nrn_dots_new (cr, radius, DOT_OPACITY, scatter->color);

  for (gsize i = 0; i < scatter->n_samples; i += step)
    nrn_dots_add (dots, nrn_plot_area_get_x (area, (double) scatter->x[i * scatter->x_stride]),
                  nrn_plot_area_get_y (area, (double) scatter->y[i * scatter->y_stride]));
  nrn_dots_paint_free (dots);
}

/* Of very many samples every so many is drawn. */
void
nrn_plot_paint_scatters (cairo_t           *cr,
                         const NrnPlotArea *area)
{
  double room = DOT_RADIUS * area->scale;

  cairo_save (cr);
  cairo_rectangle (cr, area->x - room, area->y - room,
                   area->width + 2 * room, area->height + 2 * room);
  cairo_clip (cr);
  for (guint i = 0; i < area->plot->n_scatters; i++)
    paint_scatter (cr, area, &area->plot->scatters[i]);
  cairo_restore (cr);
}

void
nrn_plot_paint_rings (cairo_t           *cr,
                      const NrnPlotArea *area,
                      const NrnPalette  *palette)
{
  for (guint i = 0; i < area->plot->n_rings; i++)
    {
      const NrnPlotRing *ring = &area->plot->rings[i];
      double radius = ring->is_strong ? STRONG_RADIUS : RING_RADIUS;
      double line = ring->is_strong ? STRONG_LINE : RING_LINE;

      nrn_circle_paint_ring (cr, nrn_plot_area_get_x (area, ring->x),
                             nrn_plot_area_get_y (area, ring->y), radius * area->scale,
                             line * area->scale, &palette->text, &palette->background);
    }
}

/**
 * nrn_plot_pick_sample:
 * @plot: a plot
 * @width: of the picture
 * @height: likewise
 * @x: a place in it
 * @y: likewise
 * @reach: how far away a sample may be, in user-space pixels
 *
 * Returns: the index, in its scatter, of the sample that is nearest to the
 *   place; -1 if none is within reach
 */
gssize
nrn_plot_pick_sample (const NrnPlot *plot,
                      double         width,
                      double         height,
                      double         x,
                      double         y,
                      double         reach)
{
  NrnPlotArea area = nrn_plot_find_area (plot, width, height);
  gssize nearest = -1;

  for (guint i = 0; i < plot->n_scatters; i++)
    for (gsize j = 0; j < plot->scatters[i].n_samples; j++)
      {
        const NrnPlotScatter *scatter = &plot->scatters[i];
        double distance =
          hypot (nrn_plot_area_get_x (&area, (double) scatter->x[j * scatter->x_stride]) - x,
                 nrn_plot_area_get_y (&area, (double) scatter->y[j * scatter->y_stride]) - y);

        if (!(distance < reach))
          continue;
        nearest = (gssize) j;
        reach = distance;
      }

  return nearest;
}
