/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One curve of a plot, however many points it has.
 */

#include "nrn-plot-private.h"

#include <math.h>

/* With more points than this for each pixel column, a polyline takes too
 * long. */
#define MAX_POINTS_PER_COLUMN 1.0
#define FAINT_OPACITY         0.35

/* Width of a curve that stands out, in those of the others. */
#define STRONG 1.8

/* Dashes and gaps, at scale 1. A dot is a dash without length and with
 * round ends. */
static const double dashes[] = { 7, 5 };
static const double dots[] = { 0, 4.5 };

double
nrn_plot_get_opacity (const NrnPlotSeries *series)
{
  return series->is_faint ? FAINT_OPACITY : 1;
}

/**
 * nrn_plot_get_dash:
 * @series: whose line
 * @scale: of it
 * @on: (out): length of a dash with its ends
 * @off: (out): of the gap after it; 0 for a solid line
 */
void
nrn_plot_get_dash (const NrnPlotSeries *series,
                   double               scale,
                   double              *on,
                   double              *off)
{
  gboolean is_dotted = series->line == NRN_PLOT_DOTTED;

  *on = is_dotted ? NRN_PLOT_LINE * scale : dashes[0] * scale;
  *off = is_dotted ? (dots[1] - NRN_PLOT_LINE) * scale : dashes[1] * scale;
  if (series->line == NRN_PLOT_SOLID)
    *off = 0;
}

/**
 * nrn_plot_set_line:
 * @cr: what to stroke with next
 * @series: whose line
 * @scale: of it
 */
void
nrn_plot_set_line (cairo_t             *cr,
                   const NrnPlotSeries *series,
                   double               scale)
{
  const double *pattern = series->line == NRN_PLOT_DOTTED ? dots : dashes;
  const double scaled[] = { pattern[0] * scale, pattern[1] * scale };

  nrn_color_set_source (series->color, nrn_plot_get_opacity (series), cr);
  cairo_set_line_width (cr, NRN_PLOT_LINE * (series->is_strong ? STRONG : 1) * scale);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, series->line == NRN_PLOT_DASHED ? CAIRO_LINE_CAP_BUTT
                                                          : CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, scaled, series->line == NRN_PLOT_SOLID ? 0 : 2, 0);
}

/* A point between two gaps would be a line without length: a dot. */
static void
stroke_polyline (cairo_t             *cr,
                 const NrnPlotArea   *area,
                 const NrnPlotSeries *series)
{
  double radius = NRN_PLOT_LINE * area->scale * 0.75;
  gsize n_points = nrn_curve_get_length (series->curve);
  double before = NAN;

  for (gsize i = 0; i < n_points; i++)
    {
      double x = nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, i));
      double y = nrn_plot_area_get_y (area, nrn_curve_get (series->curve, i));
      gboolean has_next = i + 1 < n_points &&
                          isfinite (nrn_plot_area_get_y (area, nrn_curve_get (series->curve, i + 1)));

      if (isfinite (y) && isfinite (before))
        cairo_line_to (cr, x, y);
      else if (isfinite (y) && has_next)
        cairo_move_to (cr, x, y);
      else if (isfinite (y))
        {
          cairo_stroke (cr);
          cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
          cairo_fill (cr);
        }
      before = y;
    }
  cairo_stroke (cr);
}

/**
 * nrn_plot_paint_curve:
 * @cr: where; its clip keeps the curve inside of the area
 * @area: where on it
 * @series: the curve
 */
void
nrn_plot_paint_curve (cairo_t             *cr,
                      const NrnPlotArea   *area,
                      const NrnPlotSeries *series)
{
  gsize n_points = nrn_curve_get_length (series->curve);

  cairo_save (cr);
  nrn_plot_set_line (cr, series, area->scale);
  if (!series->is_function && (double) n_points > area->width * MAX_POINTS_PER_COLUMN)
    nrn_plot_paint_columns (cr, area, series);
  else
    stroke_polyline (cr, area, series);
  cairo_restore (cr);
  nrn_plot_paint_signs (cr, area, series);
}
