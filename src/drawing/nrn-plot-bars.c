/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Bars of a plot, and lines from its top to its bottom.
 */

#include "nrn-plot-private.h"

#include <math.h>

/* All lengths at scale 1. */
#define GAP     1.0   /* between bars */
#define OPACITY 0.55

/* Bars of ever so few still can be seen. */
#define LEAST_HEIGHT 2.0

/**
 * nrn_plot_bars_init:
 * @bars: (out caller-allocates): bars without heights
 * @minimum: the smallest value that has a bar
 * @maximum: the largest; at least @minimum
 * @max_bars: how many bars there are at most, besides one
 *
 * Finds bars of a round width, with round ends.
 */
void
nrn_plot_bars_init (NrnPlotBars *bars,
                    double       minimum,
                    double       maximum,
                    guint        max_bars)
{
  NrnTicks ticks;

  g_return_if_fail (max_bars >= 1 && max_bars < NRN_PLOT_MAX_BARS);

  nrn_ticks_init (&ticks, minimum, maximum, max_bars, FALSE);
  *bars = (NrnPlotBars) { .first = minimum, .width = 1, .n_bars = 1, .chosen = -1 };
  if (ticks.n_ticks == 0)
    {
      /* All values are the same. */
      bars->width = MAX (fabs (minimum) / 100, 1e-6);
      bars->first = minimum - bars->width / 2;
      return;
    }

  bars->width = ticks.step;
  bars->first = floor (minimum / ticks.step + 1e-9) * ticks.step;
  bars->n_bars = MIN ((guint) floor ((maximum - bars->first) / ticks.step + 1e-9) + 1,
                      NRN_PLOT_MAX_BARS);
}

/**
 * nrn_plot_bars_find:
 * @bars: bars
 * @value: a value
 *
 * Returns: the bar that it belongs to, or -1 for none
 */
int
nrn_plot_bars_find (const NrnPlotBars *bars,
                    double             value)
{
  double place = (value - bars->first) / bars->width;

  /* A value on a border may have come out of a sum of widths. */
  if (!(place > -1e-9 && place < bars->n_bars))
    return -1;

  return (int) MIN (floor (place + 1e-9), bars->n_bars - 1);
}

/**
 * nrn_plot_bars_count:
 * @bars: bars; each becomes as high as there are values in it
 * @values: (array length=n_values): what is not finite does not count
 * @n_values: how many
 *
 * Returns: the height of the highest
 */
double
nrn_plot_bars_count (NrnPlotBars  *bars,
                     const double *values,
                     guint         n_values)
{
  double highest = 0;

  for (guint i = 0; i < bars->n_bars; i++)
    bars->heights[i] = 0;
  for (guint i = 0; i < n_values; i++)
    {
      int bar = isfinite (values[i]) ? nrn_plot_bars_find (bars, values[i]) : -1;

      if (bar < 0)
        continue;
      bars->heights[bar]++;
      highest = MAX (highest, bars->heights[bar]);
    }

  return highest;
}

void
nrn_plot_paint_bars (cairo_t           *cr,
                     const NrnPlotArea *area,
                     const NrnPalette  *palette)
{
  const NrnPlotBars *bars = area->plot->bars;
  double bottom = area->y + area->height;

  for (guint i = 0; bars != NULL && i < bars->n_bars; i++)
    {
      double left = nrn_plot_area_get_x (area, bars->first + i * bars->width);
      double right = nrn_plot_area_get_x (area, bars->first + (i + 1) * bars->width);
      double height = bottom - nrn_plot_area_get_y (area, bars->heights[i]);

      if (bars->heights[i] == 0)
        continue;
      height = MAX (height, LEAST_HEIGHT * area->scale);
      cairo_rectangle (cr, left + GAP * area->scale / 2, bottom - height,
                       MAX (right - left - GAP * area->scale, 1), height);
      nrn_color_set_source (nrn_palette_get_class (palette, 0, 2),
                            (int) i == bars->chosen ? 1 : OPACITY, cr);
      cairo_fill (cr);
    }
}

void
nrn_plot_paint_verticals (cairo_t           *cr,
                          const NrnPlotArea *area,
                          const NrnPalette  *palette)
{
  for (guint i = 0; i < area->plot->n_verticals; i++)
    {
      const NrnPlotVertical *vertical = &area->plot->verticals[i];
      NrnPlotSeries line = { .color = &palette->text, .line = vertical->line };
      double x = nrn_plot_area_get_x (area, vertical->x);

      if (!(vertical->x >= area->plot->x_minimum && vertical->x <= area->plot->x_maximum))
        continue;
      cairo_save (cr);
      nrn_plot_set_line (cr, &line, area->scale);
      cairo_move_to (cr, x, area->y);
      cairo_line_to (cr, x, area->y + area->height);
      cairo_stroke (cr);
      cairo_restore (cr);
    }
}
