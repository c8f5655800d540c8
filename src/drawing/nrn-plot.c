/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Curves over an axis: where everything is, and in which order it is drawn.
 */

#include "config.h"

#include "nrn-plot-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* The size at which everything is drawn at scale 1. */
#define REFERENCE_WIDTH  620.0
#define REFERENCE_HEIGHT 390.0

/* All lengths at scale 1. */
#define TITLE_GAP  12.0
#define LEGEND_GAP 8.0
#define EMPTY_HALO 6.0
#define LOW_HEIGHT 220.0   /* below, the title of the x axis is beside its numbers */

double
nrn_plot_area_get_x (const NrnPlotArea *area,
                     double             value)
{
  const NrnPlot *plot = area->plot;

  return area->x + (value - plot->x_minimum) / (plot->x_maximum - plot->x_minimum) * area->width;
}

/* NaN where a logarithmic axis has no place for the value. */
double
nrn_plot_area_get_y (const NrnPlotArea *area,
                     double             value)
{
  const NrnPlot *plot = area->plot;
  double part;

  if (plot->y_is_log)
    part = value > 0 ? log (value / plot->y_minimum) / log (plot->y_maximum / plot->y_minimum) : NAN;
  else
    part = (value - plot->y_minimum) / (plot->y_maximum - plot->y_minimum);

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

/* The first point at or after @x; the x values rise. */
gsize
nrn_plot_series_find (const NrnPlotSeries *series,
                      double               x)
{
  gsize low = 0;
  gsize high = nrn_curve_get_length (series->curve);

  if (series->x == NULL)
    return (gsize) CLAMP (ceil (x) - 1, 0, (double) high);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (series->x[middle] < x)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

NrnTextStyle
nrn_plot_get_note_style (double scale)
{
  return (NrnTextStyle) { NRN_TEXT_NOTE * scale, FALSE, 0 };
}

/**
 * nrn_plot_format_value:
 * @plot: a plot
 * @value: a value of its y axis
 *
 * Returns: (transfer full): the value as the plot writes it
 */
char *
nrn_plot_format_value (const NrnPlot *plot,
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

static double
get_text_scale (const NrnPlot *plot)
{
  return plot->text_scale > 0 ? plot->text_scale : 1;
}

/**
 * nrn_plot_measure_x_title:
 * @area: with its scale; the width may still be that of the picture
 *
 * Returns: how wide the title of the x axis is where it stands beside the numbers;
 *   else 0
 */
double
nrn_plot_measure_x_title (const NrnPlotArea *area)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  double width = 0;

  if (area->x_title_beside)
    nrn_text_measure (area->plot->x_title, &style, &width, NULL);

  return MIN (width, area->picture_width / 3);
}

/* What is left for the curves after everything around them. */
static NrnPlotArea
find_area (const NrnPlot *plot,
           double         width,
           double         height)
{
  double larger = get_text_scale (plot);
  double scale = larger * nrn_text_get_scale (width / larger, height / larger, REFERENCE_WIDTH,
                                              REFERENCE_HEIGHT);
  double margin = (plot->is_card ? NRN_PLOT_CARD_MARGIN : NRN_PLOT_MARGIN) * scale;
  gboolean is_low = height < LOW_HEIGHT * scale;
  NrnPlotArea area = {
    .width = width,
    .picture_width = width,
    .scale = scale,
    .margin = margin,
    .x_title_beside = plot->x_title != NULL && is_low,
    .plot = plot,
  };
  NrnTextStyle style = nrn_plot_get_note_style (scale);
  double gap = NRN_PLOT_TICK_GAP * scale;
  double line;
  double strips = plot->n_strips * (NRN_PLOT_STRIP + NRN_PLOT_STRIP_GAP) * scale;
  double below;

  nrn_text_measure ("0", &style, NULL, &line);
  area.y = nrn_plot_measure_header (plot, width, scale, margin) +
           (plot->is_card ? LEGEND_GAP : TITLE_GAP) * scale;
  below = margin * 0.75 + gap + line + (plot->x_title != NULL && !is_low ? line : 0);
  area.height = MAX (height - below - strips - area.y, 1);
  area.axis_y = area.y + area.height + strips;
  area.x = margin + MAX (nrn_plot_measure_y_ticks (&area), nrn_plot_measure_x_title (&area)) + gap;
  area.width = MAX (width - area.x - margin - nrn_plot_measure_ends (&area), 1);

  return area;
}

/**
 * nrn_plot_find_area:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 *
 * Returns: where its curves are
 */
NrnPlotArea
nrn_plot_find_area (const NrnPlot *plot,
                    double         width,
                    double         height)
{
  return find_area (plot, width, height);
}

static gboolean
has_points (const NrnPlot *plot)
{
  if (plot->bars != NULL)
    return TRUE;

  for (guint i = 0; i < plot->n_series; i++)
    {
      const NrnCurve *curve = plot->series[i].curve;
      NrnCurveExtent extent;

      if (nrn_curve_find_last (curve) < 0)
        continue;
      if (!plot->y_is_log)
        return TRUE;
      nrn_curve_measure (curve, 0, nrn_curve_get_length (curve), &extent);
      if (isfinite (extent.least_positive))
        return TRUE;
    }

  return FALSE;
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
  /* The first curve is in front, but for functions, whose dashed second one
   * may lie on it. */
  for (guint i = area->plot->n_series; i > 0; i--)
    {
      const NrnPlotSeries *series = area->plot->series;

      nrn_plot_paint_curve (cr, area, series->is_function ? &series[area->plot->n_series - i]
                                                          : &series[i - 1]);
    }
  cairo_restore (cr);
}

static void
paint_x_title (cairo_t           *cr,
               const NrnPlotArea *area,
               double             height,
               const NrnPalette  *palette)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  double gap = NRN_PLOT_TICK_GAP * area->scale;
  double middle = area->x + area->width / 2;

  if (area->plot->x_title == NULL)
    return;

  if (area->x_title_beside)
    {
      style.max_width = MAX (area->x - gap - area->margin, 1);
      nrn_text_paint (cr, area->plot->x_title, &style, &palette->quiet, area->margin,
                      area->axis_y + gap, 0, 0);
    }
  else
    {
      style.max_width = MAX (2 * MIN (middle, area->picture_width - middle) - area->margin, 1);
      nrn_text_paint (cr, area->plot->x_title, &style, &palette->quiet, middle,
                      height - area->margin * 0.75, 0.5, 1);
    }
}

/* On a background of its own: lines go through the place. */
static void
paint_empty_text (cairo_t           *cr,
                  const NrnPlotArea *area,
                  const NrnPalette  *palette)
{
  const char *text = area->plot->empty_text;
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  double x = area->x + area->width / 2;
  double y = area->y + area->height / 2;
  double halo = EMPTY_HALO * area->scale;
  double width, height;

  style.max_width = area->width;
  nrn_text_measure_lines (text, &style, 2, &width, &height);
  cairo_rectangle (cr, x - width / 2 - halo, y - height / 2, width + 2 * halo, height);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill (cr);
  nrn_text_paint_lines (cr, text, &style, 2, &palette->quiet, x, y, 0.5, 0.5);
}

static void
paint_inside (cairo_t           *cr,
              const NrnPlotArea *area,
              const NrnPalette  *palette)
{
  const NrnPlot *plot = area->plot;

  if (has_points (plot))
    {
      paint_curves (cr, area);
      nrn_plot_paint_ends (cr, area, palette);
    }
  else if (plot->empty_text != NULL)
    {
      paint_empty_text (cr, area, palette);
    }
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
  NrnPlotArea area;
  double y;

  g_return_if_fail (plot->x_minimum < plot->x_maximum && plot->y_minimum < plot->y_maximum);
  g_return_if_fail (!plot->y_is_log || plot->y_minimum > 0);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill (cr);

  area = find_area (plot, width, height);
  nrn_plot_paint_header (cr, plot, width, area.scale, area.margin, palette);
  nrn_plot_paint_y_axis (cr, &area, palette);
  y = area.y + area.height;
  for (guint i = 0; i < plot->n_strips; i++)
    {
      nrn_plot_paint_strip (cr, &area, &plot->strips[i], y + NRN_PLOT_STRIP_GAP * area.scale,
                            palette);
      y += (NRN_PLOT_STRIP + NRN_PLOT_STRIP_GAP) * area.scale;
    }
  nrn_plot_paint_x_axis (cr, &area, palette);
  paint_x_title (cr, &area, height, palette);
  nrn_plot_paint_bars (cr, &area, palette);
  nrn_plot_paint_verticals (cr, &area, palette);
  nrn_plot_paint_scatters (cr, &area);
  nrn_plot_paint_ceiling (cr, &area, palette);
  nrn_plot_paint_edits (cr, &area, palette);
  if (plot->marker_name != NULL)
    nrn_plot_paint_marker (cr, &area, plot->marker, plot->marker_name, FALSE, palette);
  paint_inside (cr, &area, palette);
  if (plot->marker_name != NULL)
    nrn_plot_paint_points (cr, &area, plot->marker, plot->n_marked, palette);
  nrn_plot_paint_rings (cr, &area, palette);
  cairo_restore (cr);
}

/**
 * nrn_plot_measure_legend:
 * @plot: a plot in a card
 * @width: of its picture
 *
 * Returns: how much of the height of a low picture its legend takes
 */
double
nrn_plot_measure_legend (const NrnPlot *plot,
                         double         width)
{
  double scale = get_text_scale (plot);

  return nrn_plot_measure_header (plot, width, scale, NRN_PLOT_CARD_MARGIN * scale);
}

/**
 * nrn_plot_pick_x:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 * @x: a place in the picture
 *
 * Returns: the value of the x axis there, inside of the axis
 */
double
nrn_plot_pick_x (const NrnPlot *plot,
                 double         width,
                 double         height,
                 double         x)
{
  NrnPlotArea area = find_area (plot, width, height);
  double part = CLAMP ((x - area.x) / area.width, 0, 1);

  return plot->x_minimum + part * (plot->x_maximum - plot->x_minimum);
}

/* From (@x, @y) to the line through the point at or after @x and the one before. */
static double
get_distance (const NrnPlotArea   *area,
              const NrnPlotSeries *series,
              double               x,
              double               y)
{
  const NrnPlot *plot = area->plot;
  double at = plot->x_minimum + (x - area->x) / area->width * (plot->x_maximum - plot->x_minimum);
  gsize n = nrn_curve_get_length (series->curve);
  gsize next = nrn_plot_series_find (series, at);
  double from_x, from_y, to_x, to_y, dx, dy, part;

  if (n == 0)
    return INFINITY;

  next = MIN (next, n - 1);
  from_x = nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, MAX (next, 1) - 1));
  from_y = nrn_plot_area_get_y (area, nrn_curve_get (series->curve, MAX (next, 1) - 1));
  to_x = nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, next));
  to_y = nrn_plot_area_get_y (area, nrn_curve_get (series->curve, next));
  dx = to_x - from_x;
  dy = to_y - from_y;
  part = dx * dx + dy * dy > 0 ? ((x - from_x) * dx + (y - from_y) * dy) / (dx * dx + dy * dy) : 0;
  part = CLAMP (part, 0, 1);

  return hypot (from_x + part * dx - x, from_y + part * dy - y);
}

/**
 * nrn_plot_pick_series:
 * @plot: a plot
 * @width: of the picture
 * @height: likewise
 * @x: a place in it
 * @y: likewise
 * @reach: how far away a curve may be, in user-space pixels
 *
 * Returns: the index of the curve that is nearest to the place; -1 if none is
 *   within reach
 */
int
nrn_plot_pick_series (const NrnPlot *plot,
                      double         width,
                      double         height,
                      double         x,
                      double         y,
                      double         reach)
{
  NrnPlotArea area = find_area (plot, width, height);
  int nearest = -1;

  for (guint i = 0; i < plot->n_series; i++)
    {
      double distance = get_distance (&area, &plot->series[i], x, y);

      if (!(distance <= reach))
        continue;
      nearest = (int) i;
      reach = distance;
    }

  return nearest;
}

/**
 * nrn_plot_paint_mark:
 * @cr: where; the plot begins at (0, 0) and has been painted without its mark
 * @plot: a plot with a mark
 * @width: of the picture
 * @height: likewise
 * @is_filled: whether its name stands out
 * @palette: the colours
 *
 * Draws the mark alone: over a picture of the curves that is kept, it moves
 * at no cost.
 */
void
nrn_plot_paint_mark (cairo_t          *cr,
                     const NrnPlot    *plot,
                     double            width,
                     double            height,
                     gboolean          is_filled,
                     const NrnPalette *palette)
{
  NrnPlotArea area;

  cairo_save (cr);
  area = find_area (plot, width, height);
  nrn_plot_paint_marker (cr, &area, plot->marker, plot->marker_name, is_filled, palette);
  nrn_plot_paint_points (cr, &area, plot->marker, plot->n_marked, palette);
  cairo_restore (cr);
}

/**
 * nrn_plot_paint_cross_hair:
 * @cr: where; the plot begins at (0, 0) and has been painted
 * @plot: a plot
 * @width: of the picture
 * @height: likewise
 * @x: a value of the x axis
 * @name: what to call it
 * @palette: the colours
 *
 * Draws a line at @x with @name below, a point on each curve, and in the
 * place of the legend, where it never covers a curve, the values there. The name
 * of the plot's mark gives way to @name where they would meet.
 */
void
nrn_plot_paint_cross_hair (cairo_t          *cr,
                           const NrnPlot    *plot,
                           double            width,
                           double            height,
                           double            x,
                           const char       *name,
                           const NrnPalette *palette)
{
  NrnPlotArea area;

  cairo_save (cr);
  area = find_area (plot, width, height);
  if (plot->marker_name != NULL)
    nrn_plot_clear_marker (cr, &area, x, name, palette);
  nrn_plot_paint_marker (cr, &area, x, name, TRUE, palette);
  nrn_plot_paint_points (cr, &area, x, plot->n_series, palette);
  nrn_plot_paint_readout (cr, &area, x, name, palette);
  cairo_restore (cr);
}
