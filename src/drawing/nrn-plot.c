/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Curves over an axis: title, legend, grid, ticks, curves, samples.
 */

#include "config.h"

#include "nrn-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-text.h"
#include "nrn-ticks.h"

/* The size at which everything is drawn at scale 1. */
#define REFERENCE_WIDTH  620.0
#define REFERENCE_HEIGHT 390.0

/* All lengths at scale 1. */
#define TITLE_GAP     12.0
#define TICK_GAP      8.0     /* between an axis and its numbers */
#define TICK_PITCH_X  70.0
#define TICK_PITCH_Y  36.0
#define END_RADIUS    4.0
#define STRIP_HEIGHT  18.0
#define STRIP_GAP     8.0
#define DOT_RADIUS    1.6
#define LOW_HEIGHT    220.0   /* below, no title of the x axis */
#define HALO          3.0     /* around a value that stands on lines */

double
nrn_plot_area_get_x (const NrnPlotArea *area,
                     double             value)
{
  const NrnPlot *plot = area->plot;

  return area->x + (value - plot->x_minimum) / (plot->x_maximum - plot->x_minimum) * area->width;
}

double
nrn_plot_area_get_y (const NrnPlotArea *area,
                     double             value)
{
  const NrnPlot *plot = area->plot;
  double part = (value - plot->y_minimum) / (plot->y_maximum - plot->y_minimum);

  /* Far outside is outside; Cairo's numbers end at 2^23. */
  if (isfinite (part))
    part = CLAMP (part, -10, 10);

  return area->y + area->height - part * area->height;
}

double
nrn_plot_series_get_x (const NrnPlotSeries *series,
                       gsize                i)
{
  return series->x != NULL ? series->x[i] : (double) i + 1;
}

double
nrn_plot_series_get_y (const NrnPlotSeries *series,
                       gsize                i)
{
  return series->y[i * MAX (series->y_stride, 1)];
}

static NrnTextStyle
note_style (double scale)
{
  return (NrnTextStyle) { NRN_TEXT_NOTE * scale, FALSE, 0 };
}

static char *
format_value (const NrnPlot *plot,
              double         value)
{
  g_autofree char *number = NULL;

  if (plot->y_is_fraction)
    {
      number = nrn_text_format_fixed (value * 100, 1);
      /* Translators: a number in per cent. */
      return g_strdup_printf (C_("per cent", "%s %%"), number);
    }
  if (fabs (value) >= 1e5 || (value != 0 && fabs (value) < 1e-4))
    return nrn_text_format_power (value);

  return nrn_text_format_fixed (value, fabs (value) < 10 ? 4 : 2);
}

/* The y axis' ticks in per cent are those of 0 … 100. */
static char *
format_y_tick (const NrnPlot  *plot,
               const NrnTicks *ticks,
               guint           tick)
{
  g_autofree char *number = nrn_ticks_format (ticks, tick);

  return plot->y_is_fraction ? g_strdup_printf (C_("per cent", "%s %%"), number)
                             : g_steal_pointer (&number);
}

static void
init_y_ticks (NrnTicks          *ticks,
              const NrnPlotArea *area)
{
  double factor = area->plot->y_is_fraction ? 100 : 1;
  guint most = (guint) CLAMP (area->height / (TICK_PITCH_Y * area->scale) + 1, 2, 12);

  nrn_ticks_init (ticks, area->plot->y_minimum * factor, area->plot->y_maximum * factor,
                  most, FALSE);
}

static double
measure_y_ticks (const NrnPlotArea *area)
{
  NrnTextStyle style = note_style (area->scale);
  NrnTicks ticks;
  double widest = 0;

  init_y_ticks (&ticks, area);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = format_y_tick (area->plot, &ticks, i);
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

static gssize
find_last (const NrnPlotSeries *series)
{
  for (gsize i = series->n_points; i > 0; i--)
    {
      if (isfinite (nrn_plot_series_get_y (series, i - 1)))
        return (gssize) i - 1;
    }

  return -1;
}

static double
measure_end_values (const NrnPlotArea *area)
{
  NrnTextStyle style = { NRN_TEXT_HEADING * area->scale, TRUE, 0 };
  double widest = 0;

  for (guint i = 0; i < area->plot->n_series; i++)
    {
      const NrnPlotSeries *series = &area->plot->series[i];
      gssize last = series->marks_end ? find_last (series) : -1;
      g_autofree char *text = NULL;
      double width;

      if (last < 0)
        continue;
      text = format_value (area->plot, nrn_plot_series_get_y (series, (gsize) last));
      nrn_text_measure (text, &style, &width, NULL);
      widest = MAX (widest, width + (END_RADIUS + TICK_GAP) * area->scale);
    }

  return widest;
}

static void
paint_x_axis (cairo_t           *cr,
              const NrnPlotArea *area,
              double             y,
              const NrnPalette  *palette)
{
  NrnTextStyle style = note_style (area->scale);
  guint most = (guint) CLAMP (area->width / (TICK_PITCH_X * area->scale) + 1, 2, 12);
  NrnTicks ticks;

  nrn_ticks_init (&ticks, area->plot->x_minimum, area->plot->x_maximum, most,
                  area->plot->x_is_count);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);
      double x = nrn_plot_area_get_x (area, nrn_ticks_get (&ticks, i));
      double right = area->x + area->width + NRN_PLOT_MARGIN * 0.75 * area->scale;
      double text_width;

      nrn_text_measure (text, &style, &text_width, NULL);
      nrn_color_set_source (&palette->quiet, 1, cr);
      cairo_set_line_width (cr, area->scale);
      cairo_move_to (cr, x, y);
      cairo_rel_line_to (cr, 0, TICK_GAP / 2 * area->scale);
      cairo_stroke (cr);
      nrn_text_paint (cr, text, &style, &palette->quiet, MIN (x, right - text_width / 2),
                      y + TICK_GAP * area->scale, 0.5, 0);
    }
}

static void
paint_y_axis (cairo_t           *cr,
              const NrnPlotArea *area,
              const NrnPalette  *palette)
{
  NrnTextStyle style = note_style (area->scale);
  NrnTicks ticks;

  init_y_ticks (&ticks, area);
  /* In a very low plot even two ticks are too many. */
  for (guint i = 0; i < ticks.n_ticks && (i == 0 || area->height >= 2 * style.size); i++)
    {
      g_autofree char *text = format_y_tick (area->plot, &ticks, i);
      double value = nrn_ticks_get (&ticks, i) / (area->plot->y_is_fraction ? 100 : 1);
      double y = nrn_plot_area_get_y (area, value);

      nrn_color_set_source (&palette->grid, 1, cr);
      cairo_set_line_width (cr, area->scale);
      cairo_move_to (cr, area->x, y);
      cairo_rel_line_to (cr, area->width, 0);
      cairo_stroke (cr);
      nrn_text_paint (cr, text, &style, &palette->quiet, area->x - TICK_GAP * area->scale, y,
                      1, 0.5);
    }
}

static void
paint_ceiling (cairo_t           *cr,
               const NrnPlotArea *area,
               const NrnPalette  *palette)
{
  const double dashes[] = { NRN_PLOT_DASH_ON * area->scale, NRN_PLOT_DASH_OFF * area->scale };
  double y = nrn_plot_area_get_y (area, area->plot->ceiling);

  if (!isfinite (area->plot->ceiling))
    return;

  cairo_save (cr);
  nrn_color_set_source (&palette->ceiling, 1, cr);
  cairo_set_line_width (cr, NRN_PLOT_LINE * area->scale * 0.8);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, area->x, y);
  cairo_rel_line_to (cr, area->width, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
paint_curves (cairo_t           *cr,
              const NrnPlotArea *area)
{
  double room = (NRN_PLOT_LINE + 1) * area->scale;

  cairo_save (cr);
  cairo_rectangle (cr, area->x - room, area->y - room,
                   area->width + 2 * room, area->height + 2 * room);
  cairo_clip (cr);
  for (guint i = 0; i < area->plot->n_series; i++)
    nrn_plot_paint_curve (cr, area, &area->plot->series[i]);
  cairo_restore (cr);
}

/* Values of neighbouring ends move apart until both can be read. */
static double
find_value_y (double  y,
              double  height,
              guint   n_taken,
              double *taken)
{
  for (guint i = 0; i < n_taken; i++)
    {
      if (fabs (y - taken[i]) < height)
        y = taken[i] + (y < taken[i] ? -height : height);
    }
  taken[n_taken] = y;

  return y;
}

/* The background around it keeps lines from going through the figures. */
static void
paint_value (cairo_t            *cr,
             const char         *text,
             const NrnTextStyle *style,
             double              x,
             double              y,
             double              scale,
             const NrnColor     *color,
             const NrnPalette   *palette)
{
  double halo = HALO * scale;
  double width;

  nrn_text_measure (text, style, &width, NULL);
  cairo_rectangle (cr, x - halo, y - style->size * 0.55, width + 2 * halo, style->size * 1.1);
  nrn_color_set_source (&palette->background, 0.85, cr);
  cairo_fill (cr);
  nrn_text_paint (cr, text, style, color, x, y, 0, 0.5);
}

static void
paint_ends (cairo_t           *cr,
            const NrnPlotArea *area,
            const NrnPalette  *palette)
{
  NrnTextStyle style = { NRN_TEXT_HEADING * area->scale, TRUE, 0 };
  g_autofree double *taken = g_new0 (double, area->plot->n_series + 1);
  guint n_taken = 0;

  cairo_save (cr);
  for (guint i = 0; i < area->plot->n_series; i++)
    {
      const NrnPlotSeries *series = &area->plot->series[i];
      gssize last = series->marks_end ? find_last (series) : -1;
      g_autofree char *text = NULL;
      double value;
      double x;
      double y;

      if (last < 0)
        continue;
      value = nrn_plot_series_get_y (series, (gsize) last);
      x = nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, (gsize) last));
      y = CLAMP (nrn_plot_area_get_y (area, value), area->y, area->y + area->height);
      text = format_value (area->plot, value);

      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, END_RADIUS * area->scale, 0, 2 * G_PI);
      nrn_color_set_source (series->color, 1, cr);
      cairo_fill (cr);
      y = find_value_y (y, style.size * 1.25, n_taken++, taken);
      paint_value (cr, text, &style, x + (END_RADIUS + TICK_GAP) * area->scale, y,
                   area->scale, series->color, palette);
    }
  cairo_restore (cr);
}

/* The dots' heights only keep them apart: the golden ratio's multiples are
 * spread evenly, and are the same in each frame. */
static void
paint_strip (cairo_t            *cr,
             const NrnPlotArea  *area,
             const NrnPlotStrip *strip,
             double              y,
             const NrnPalette   *palette)
{
  NrnTextStyle style = note_style (area->scale);
  double radius = DOT_RADIUS * area->scale;
  double height = STRIP_HEIGHT * area->scale - 2 * radius;

  style.max_width = MAX (area->x - (NRN_PLOT_MARGIN + TICK_GAP) * area->scale, 1);
  if (strip->name != NULL)
    nrn_text_paint (cr, strip->name, &style, strip->color, area->x - TICK_GAP * area->scale,
                    y + STRIP_HEIGHT * area->scale / 2, 1, 0.5);

  nrn_color_set_source (strip->color, 0.55, cr);
  for (gsize i = 0; i < strip->n_samples; i++)
    {
      double value = (double) strip->x[i];
      double x = nrn_plot_area_get_x (area, value);

      if (!(value >= area->plot->x_minimum && value <= area->plot->x_maximum))
        continue;
      cairo_arc (cr, x, y + radius + height * fmod (0.6180339887498949 * (double) i, 1), radius,
                 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

static gboolean
has_points (const NrnPlot *plot)
{
  for (guint i = 0; i < plot->n_series; i++)
    {
      if (find_last (&plot->series[i]) >= 0)
        return TRUE;
    }

  return FALSE;
}

/* What is left for the curves after everything around them. */
static NrnPlotArea
find_area (const NrnPlot *plot,
           double         width,
           double         height,
           double         header_bottom,
           gboolean       has_x_title,
           double         scale)
{
  NrnPlotArea area = { .width = width, .scale = scale, .plot = plot };
  NrnTextStyle style = note_style (scale);
  double margin = NRN_PLOT_MARGIN * scale;
  double line;
  double bottom;

  nrn_text_measure ("0", &style, NULL, &line);
  area.y = header_bottom + TITLE_GAP * scale;
  bottom = height - margin - line - TICK_GAP * scale - (has_x_title ? line : 0) -
           plot->n_strips * (STRIP_HEIGHT + STRIP_GAP) * scale;
  area.height = MAX (bottom - area.y, 1);
  area.x = margin + measure_y_ticks (&area) + TICK_GAP * scale;
  area.width = MAX (width - area.x - margin - measure_end_values (&area), 1);

  return area;
}

/**
 * nrn_plot_paint:
 * @cr: where; the plot begins at (0, 0)
 * @plot: what
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws the whole plot, with its background. A million points take little
 * longer than a thousand. Has no state; any thread that owns @cr.
 */
void
nrn_plot_paint (cairo_t          *cr,
                const NrnPlot    *plot,
                double            width,
                double            height,
                const NrnPalette *palette)
{
  double scale = nrn_text_get_scale (width, height, REFERENCE_WIDTH, REFERENCE_HEIGHT);
  NrnTextStyle style = note_style (scale);
  gboolean has_x_title = plot->x_title != NULL && height >= LOW_HEIGHT * scale;
  NrnPlotArea area;
  double y;

  g_return_if_fail (plot->x_minimum < plot->x_maximum && plot->y_minimum < plot->y_maximum);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill (cr);

  y = nrn_plot_paint_header (cr, plot, width, scale, palette);
  area = find_area (plot, width, height, y, has_x_title, scale);
  paint_y_axis (cr, &area, palette);
  y = area.y + area.height;
  for (guint i = 0; i < plot->n_strips; i++)
    {
      paint_strip (cr, &area, &plot->strips[i], y + STRIP_GAP * scale, palette);
      y += (STRIP_HEIGHT + STRIP_GAP) * scale;
    }
  paint_x_axis (cr, &area, y, palette);
  if (has_x_title)
    nrn_text_paint (cr, plot->x_title, &style, &palette->quiet, area.x + area.width / 2,
                    height - NRN_PLOT_MARGIN * scale * 0.75, 0.5, 1);
  paint_ceiling (cr, &area, palette);
  if (has_points (plot))
    {
      paint_curves (cr, &area);
      paint_ends (cr, &area, palette);
    }
  else if (plot->empty_text != NULL)
    {
      nrn_text_paint (cr, plot->empty_text, &style, &palette->quiet, area.x + area.width / 2,
                      area.y + area.height / 2, 0.5, 0.5);
    }
  cairo_restore (cr);
}

/**
 * nrn_plot_series_get_range:
 * @series: a curve
 * @minimum: (inout): lowered to the smallest finite y
 * @maximum: (inout): raised to the largest finite y
 *
 * Returns: whether there is any finite y
 */
gboolean
nrn_plot_series_get_range (const NrnPlotSeries *series,
                           double              *minimum,
                           double              *maximum)
{
  gboolean found = FALSE;

  for (gsize i = 0; i < series->n_points; i++)
    {
      double y = nrn_plot_series_get_y (series, i);

      if (!isfinite (y))
        continue;
      *minimum = MIN (*minimum, y);
      *maximum = MAX (*maximum, y);
      found = TRUE;
    }

  return found;
}
