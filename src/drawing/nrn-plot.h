/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Curves over an axis.
 */

#pragma once

#include "nrn-curve.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

/* Size of a picture unless told otherwise, in pixels. */
#define NRN_PLOT_WIDTH  800.0
#define NRN_PLOT_HEIGHT 500.0

/**
 * NrnPlotLine:
 * @NRN_PLOT_SOLID: one stroke
 * @NRN_PLOT_DASHED: dashes
 * @NRN_PLOT_DOTTED: round dots
 *
 * How a curve is drawn, so that colour is not all that tells it from others.
 */
typedef enum
{
  NRN_PLOT_SOLID,
  NRN_PLOT_DASHED,
  NRN_PLOT_DOTTED,
} NrnPlotLine;

/**
 * NrnPlotMark:
 * @NRN_PLOT_MARK_NONE: none
 * @NRN_PLOT_MARK_CIRCLE: filled, as all but the last two
 * @NRN_PLOT_MARK_SQUARE: on its side
 * @NRN_PLOT_MARK_TRIANGLE: on its side
 * @NRN_PLOT_MARK_DIAMOND: on its corner
 * @NRN_PLOT_MARK_CROSS: ×
 * @NRN_PLOT_MARK_PLUS: +
 *
 * What stands on a curve now and then, so that colour is not all that tells it
 * from others.
 */
typedef enum
{
  NRN_PLOT_MARK_NONE,
  NRN_PLOT_MARK_CIRCLE,
  NRN_PLOT_MARK_SQUARE,
  NRN_PLOT_MARK_TRIANGLE,
  NRN_PLOT_MARK_DIAMOND,
  NRN_PLOT_MARK_CROSS,
  NRN_PLOT_MARK_PLUS,
  NRN_PLOT_N_MARKS,
} NrnPlotMark;

/**
 * NrnPlotSeries:
 * @name: (nullable): for the legend, unless it is faint
 * @x: (nullable) (array): where each value of @curve is, rising; %NULL: 1, 2,
 *   3 …
 * @curve: the values; what is not finite is a gap
 * @color: of the line
 * @line: how it is drawn
 * @mark: what stands on it now and then
 * @label: (nullable): what stands beside its last point instead of the value
 * @is_faint: whether it stands back behind another one
 * @is_strong: whether it stands out from the others by its width
 * @marks_end: whether its last point is marked
 * @is_marked: whether it has a point at the mark even if it is faint
 * @is_function: whether it has no noise, and the line goes through all of its
 *   points however many there are; they should be hundreds at most
 *
 * One curve. All borrowed.
 */
typedef struct
{
  const char     *name;
  const double   *x;
  const NrnCurve *curve;
  const NrnColor *color;
  NrnPlotLine     line;
  NrnPlotMark     mark;
  const char     *label;
  gboolean        is_faint;
  gboolean        is_strong;
  gboolean        marks_end;
  gboolean        is_marked;
  gboolean        is_function;
} NrnPlotSeries;

/**
 * NrnPlotStrip:
 * @name: (nullable): stands to the left
 * @x: (array length=n_samples): where the samples are
 * @n_samples: how many
 * @color: of their dots
 *
 * Samples below the plot, as dots along the x axis. All borrowed.
 */
typedef struct
{
  const char     *name;
  const float    *x;
  gsize           n_samples;
  const NrnColor *color;
} NrnPlotStrip;

/**
 * NrnPlotScatter:
 * @name: (nullable): for the legend
 * @x: (array): where the samples are; one is @x_stride further than the one
 *   before
 * @x_stride: floats from one to the next
 * @y: (array): likewise
 * @y_stride: likewise
 * @n_samples: how many
 * @color: of their dots
 *
 * Samples among the curves, as dots. All borrowed.
 */
typedef struct
{
  const char     *name;
  const float    *x;
  gsize           x_stride;
  const float    *y;
  gsize           y_stride;
  gsize           n_samples;
  const NrnColor *color;
} NrnPlotScatter;

/**
 * NrnPlotRing:
 * @x: value of the x axis
 * @y: of the y axis
 * @is_strong: whether it is that of a sample that somebody has chosen
 *
 * A ring around a sample.
 */
typedef struct
{
  double   x;
  double   y;
  gboolean is_strong;
} NrnPlotRing;

/* No more bars in a plot. */
#define NRN_PLOT_MAX_BARS 64

/**
 * NrnPlotBars:
 * @first: where the first begins on the x axis
 * @width: of each, in units of the x axis
 * @n_bars: how many
 * @heights: (array length=n_bars): of each, on the y axis
 * @chosen: one that stands out, or -1
 *
 * Bars side by side, such as those of a histogram.
 */
typedef struct
{
  double first;
  double width;
  guint  n_bars;
  double heights[NRN_PLOT_MAX_BARS];
  int    chosen;
} NrnPlotBars;

/**
 * NrnPlotVertical:
 * @name: for the legend
 * @x: where it is
 * @line: how it is drawn
 *
 * A line from top to bottom that means something.
 */
typedef struct
{
  const char *name;
  double      x;
  NrnPlotLine line;
} NrnPlotVertical;

/**
 * NrnPlot:
 * @title: (nullable): above
 * @x_title: (nullable): below the x axis
 * @empty_text: (nullable): what is said instead of curves without points
 * @series: (array length=n_series): the curves
 * @strips: (array length=n_strips) (nullable): samples below
 * @scatters: (array length=n_scatters) (nullable): samples behind the curves
 * @rings: (array length=n_rings) (nullable): around some of the samples
 * @n_rings: how many
 * @ring_name: (nullable): for the legend, what a ring is that is not strong
 * @bars: (nullable): behind the curves
 * @verticals: (array length=n_verticals) (nullable): lines from top to bottom
 * @n_verticals: how many
 * @pixels: image pixels for each user-space pixel, for samples on the screen;
 *   0: they are shapes
 * @x_minimum: where the x axis begins
 * @x_maximum: where it ends; above @x_minimum
 * @y_minimum: where the y axis begins
 * @y_maximum: where it ends; above @y_minimum
 * @x_is_count: whether only whole numbers make sense for x
 * @x_is_fraction: whether x is written in per cent
 * @y_is_fraction: whether y is written in per cent
 * @y_is_log: whether the y axis is logarithmic; then @y_minimum is above 0,
 *   and what is not above 0 is a gap
 * @is_card: whether it stands in a card, whose heading says the title and
 *   the last value
 * @text_scale: how much larger than usual text is; 0 means 1
 * @ceiling: value of a dashed line all across; NaN for none
 * @ceiling_name: (nullable): for the legend, with the value
 * @faint_name: (nullable): what the faint curves are, for the legend
 * @marker_name: (nullable): what stands at the mark at @marker
 * @marker: where on the x axis a mark is, if it has a name
 * @n_marked: so many of the first curves have a point at the mark
 * @edits: (array length=n_edits) (nullable): where on the x axis something was
 *   changed
 * @n_edits: how many
 *
 * Everything about a plot but its size and colours. All borrowed.
 */
typedef struct
{
  const char          *title;
  const char          *x_title;
  const char          *empty_text;
  const NrnPlotSeries *series;
  guint                n_series;
  const NrnPlotStrip  *strips;
  guint                n_strips;
  const NrnPlotScatter *scatters;
  guint                n_scatters;
  const NrnPlotRing   *rings;
  guint                n_rings;
  const char          *ring_name;
  const NrnPlotBars   *bars;
  const NrnPlotVertical *verticals;
  guint                n_verticals;
  double               pixels;
  double               x_minimum;
  double               x_maximum;
  double               y_minimum;
  double               y_maximum;
  gboolean             x_is_count;
  gboolean             x_is_fraction;
  gboolean             y_is_fraction;
  gboolean             y_is_log;
  gboolean             is_card;
  double               text_scale;
  double               ceiling;
  const char          *ceiling_name;
  const char          *faint_name;
  const char          *marker_name;
  double               marker;
  guint                n_marked;
  const guint         *edits;
  guint                n_edits;
} NrnPlot;

void     nrn_plot_paint            (cairo_t          *cr,
                                    const NrnPlot    *plot,
                                    double            width,
                                    double            height,
                                    const NrnPalette *palette);
double   nrn_plot_measure_legend   (const NrnPlot    *plot,
                                    double            width);
double   nrn_plot_pick_x           (const NrnPlot    *plot,
                                    double            width,
                                    double            height,
                                    double            x);
int      nrn_plot_pick_series      (const NrnPlot    *plot,
                                    double            width,
                                    double            height,
                                    double            x,
                                    double            y,
                                    double            reach);
gssize   nrn_plot_pick_sample      (const NrnPlot    *plot,
                                    double            width,
                                    double            height,
                                    double            x,
                                    double            y,
                                    double            reach);
void     nrn_plot_paint_mark       (cairo_t          *cr,
                                    const NrnPlot    *plot,
                                    double            width,
                                    double            height,
                                    gboolean          is_filled,
                                    const NrnPalette *palette);
void     nrn_plot_paint_cross_hair (cairo_t          *cr,
                                    const NrnPlot    *plot,
                                    double            width,
                                    double            height,
                                    double            x,
                                    const char       *name,
                                    const NrnPalette *palette);
void     nrn_plot_bars_init        (NrnPlotBars      *bars,
                                    double            minimum,
                                    double            maximum,
                                    guint             max_bars);
int      nrn_plot_bars_find        (const NrnPlotBars *bars,
                                    double            value);
double   nrn_plot_bars_count       (NrnPlotBars      *bars,
                                    const double     *values,
                                    guint             n_values);
char    *nrn_plot_format_value     (const NrnPlot    *plot,
                                    double            value);

G_END_DECLS
