/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The axes of a plot: grid, ticks and numbers.
 */

#include "config.h"

#include "nrn-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-ticks.h"

/* The least room for a number, at scale 1. */
#define PITCH_X   36.0
#define PITCH_Y   18.0
#define X_SPACE   14.0    /* between two numbers */
#define MAX_TICKS 12

/* In per cent the ticks are those of 0 … 100. */
static double
get_factor (gboolean is_fraction)
{
  return is_fraction ? 100 : 1;
}

static char *
format_tick (const NrnTicks *ticks,
             guint           tick,
             gboolean        is_fraction)
{
  g_autofree char *number = nrn_ticks_format (ticks, tick);

  return is_fraction ? g_strdup_printf (C_("per cent", "%s %%"), number) : g_steal_pointer (&number);
}

static void
init_y_ticks (NrnTicks          *ticks,
              const NrnPlotArea *area)
{
  const NrnPlot *plot = area->plot;
  double factor = get_factor (plot->y_is_fraction);
  guint most = (guint) CLAMP (area->height / (PITCH_Y * area->scale) + 1, 2, MAX_TICKS);

  /* Where there is much room, not too many lines. */
  if (most > 6)
    most = MAX (6, most * 2 / 3);
  if (plot->y_is_log)
    nrn_ticks_init_log (ticks, plot->y_minimum * factor, plot->y_maximum * factor, most);
  else
    nrn_ticks_init (ticks, plot->y_minimum * factor, plot->y_maximum * factor, most, FALSE);
}

/* In a very low plot even two ticks are too many. */
static guint
count_y_ticks (const NrnPlotArea *area,
               const NrnTicks    *ticks)
{
  return area->height >= 2 * NRN_TEXT_NOTE * area->scale ? ticks->n_ticks : MIN (ticks->n_ticks, 1);
}

/**
 * nrn_plot_measure_y_ticks:
 * @area: with its height; the width may still be that of the picture
 *
 * Returns: how wide the numbers of the y axis are, and the names of the
 *   samples that stand below them
 */
double
nrn_plot_measure_y_ticks (const NrnPlotArea *area)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  NrnTicks ticks;
  double widest = 0;

  init_y_ticks (&ticks, area);
  for (guint i = 0; i < count_y_ticks (area, &ticks); i++)
    {
      g_autofree char *text = format_tick (&ticks, i, area->plot->y_is_fraction);
      double width;

      nrn_text_measure (text, &style, &width, NULL);
      widest = MAX (widest, width);
    }
  for (guint i = 0; i < area->plot->n_strips; i++)
    {
      double width;

      if (area->plot->strips[i].name == NULL)
        continue;
      nrn_text_measure (area->plot->strips[i].name, &style, &width, NULL);
      widest = MAX (widest, MIN (width, area->width / 4));
    }

  return widest;
}

/* As many as there is room for the widest number. */
static void
init_x_ticks (NrnTicks           *ticks,
              const NrnPlotArea  *area,
              const NrnTextStyle *style)
{
  const NrnPlot *plot = area->plot;
  double factor = get_factor (plot->x_is_fraction);
  guint most = MAX_TICKS;
  double widest;

  do
    {
      nrn_ticks_init (ticks, plot->x_minimum * factor, plot->x_maximum * factor, most, plot->x_is_count);
      widest = PITCH_X * area->scale;
      for (guint i = 0; i < ticks->n_ticks; i += MAX (ticks->n_ticks - 1, 1))
        {
          g_autofree char *text = format_tick (ticks, i, plot->x_is_fraction);
          double width;

          nrn_text_measure (text, style, &width, NULL);
          widest = MAX (widest, width + X_SPACE * area->scale);
        }
    }
  while (widest * (ticks->n_ticks - 1) > area->width && --most >= 2);
}

/* The left end of a number, whose width is @width. */
static double
find_number (const NrnPlotArea *area,
             double             value,
             double             width)
{
  double right = area->x + area->width + area->margin * 0.75;

  return MIN (nrn_plot_area_get_x (area, value), right - width / 2) - width / 2;
}

/**
 * nrn_plot_paint_x_axis:
 * @cr: where
 * @area: where on it
 * @palette: the colours
 *
 * Draws ticks and numbers.
 */
void
nrn_plot_paint_x_axis (cairo_t           *cr,
                       const NrnPlotArea *area,
                       const NrnPalette  *palette)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  double factor = get_factor (area->plot->x_is_fraction);
  NrnTicks ticks;

  init_x_ticks (&ticks, area, &style);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = format_tick (&ticks, i, area->plot->x_is_fraction);
      double value = nrn_ticks_get (&ticks, i) / factor;
      double text_width;

      nrn_text_measure (text, &style, &text_width, NULL);
      nrn_color_set_source (&palette->quiet, 1, cr);
      cairo_set_line_width (cr, area->scale);
      cairo_move_to (cr, nrn_plot_area_get_x (area, value), area->axis_y);
      cairo_rel_line_to (cr, 0, NRN_PLOT_TICK_GAP / 2 * area->scale);
      cairo_stroke (cr);
      nrn_text_paint (cr, text, &style, &palette->quiet, find_number (area, value, text_width),
                      area->axis_y + NRN_PLOT_TICK_GAP * area->scale, 0, 0);
    }
}

/**
 * nrn_plot_clear_numbers:
 * @cr: where
 * @area: where on it
 * @left: from there
 * @right: to there
 * @palette: the colours
 *
 * Takes away the numbers of the x axis that reach in there, whole: half a number
 * would be another one.
 */
void
nrn_plot_clear_numbers (cairo_t           *cr,
                        const NrnPlotArea *area,
                        double             left,
                        double             right,
                        const NrnPalette  *palette)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  double factor = get_factor (area->plot->x_is_fraction);
  NrnTicks ticks;

  init_x_ticks (&ticks, area, &style);
  nrn_color_set_source (&palette->background, 1, cr);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = format_tick (&ticks, i, area->plot->x_is_fraction);
      double x, width, height;

      nrn_text_measure (text, &style, &width, &height);
      x = find_number (area, nrn_ticks_get (&ticks, i) / factor, width);
      if (x >= right || x + width <= left)
        continue;
      cairo_rectangle (cr, x - area->scale, area->axis_y + NRN_PLOT_TICK_GAP * area->scale,
                       width + 2 * area->scale, height);
      cairo_fill (cr);
    }
}

/**
 * nrn_plot_paint_y_axis:
 * @cr: where
 * @area: where on it
 * @palette: the colours
 *
 * Draws the lines of the grid and their numbers.
 */
void
nrn_plot_paint_y_axis (cairo_t           *cr,
                       const NrnPlotArea *area,
                       const NrnPalette  *palette)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  NrnTicks ticks;

  init_y_ticks (&ticks, area);
  for (guint i = 0; i < count_y_ticks (area, &ticks); i++)
    {
      g_autofree char *text = format_tick (&ticks, i, area->plot->y_is_fraction);
      double y = nrn_plot_area_get_y (area, nrn_ticks_get (&ticks, i) / get_factor (area->plot->y_is_fraction));

      nrn_color_set_source (&palette->grid, 1, cr);
      cairo_set_line_width (cr, area->scale);
      cairo_move_to (cr, area->x, y);
      cairo_rel_line_to (cr, area->width, 0);
      cairo_stroke (cr);
      nrn_text_paint (cr, text, &style, &palette->quiet,
                      area->x - NRN_PLOT_TICK_GAP * area->scale, y, 1, 0.5);
    }
}
