/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Samples among the curves of a plot.
 */

#include "nrn-plot-private.h"

#include "nrn-dots.h"

/* All lengths at scale 1. */
#define DOT_RADIUS  2.0
#define DOT_OPACITY 0.5

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
