/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Curves over an axis.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/* Size of a picture unless told otherwise, in pixels. */
#define NRN_PLOT_WIDTH  800.0
#define NRN_PLOT_HEIGHT 500.0

/**
 * NrnPlotSeries:
 * @name: (nullable): for the legend
 * @x: (nullable) (array length=n_points): rising; %NULL: 1, 2, 3 …
 * @y: value i is @y[i * @y_stride]; what is not finite is a gap
 * @y_stride: doubles from one value to the next; 0 means 1
 * @n_points: how many; may be 0
 * @color: of the line
 * @dashed: whether it is dashed
 * @marks_end: whether its last point is marked and has its value beside it
 *
 * One curve. All borrowed.
 */
typedef struct
{
  const char     *name;
  const double   *x;
  const double   *y;
  gsize           y_stride;
  gsize           n_points;
  const NrnColor *color;
  gboolean        dashed;
  gboolean        marks_end;
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
 * NrnPlot:
 * @title: (nullable): above
 * @x_title: (nullable): below the x axis
 * @empty_text: (nullable): what is said instead of curves without points
 * @series: (array length=n_series): the curves
 * @strips: (array length=n_strips) (nullable): samples below
 * @x_minimum: where the x axis begins
 * @x_maximum: where it ends; above @x_minimum
 * @y_minimum: where the y axis begins
 * @y_maximum: where it ends; above @y_minimum
 * @x_is_count: whether only whole numbers make sense for x
 * @y_is_fraction: whether y is written in per cent
 * @ceiling: value of a dashed line all across; NaN for none
 * @ceiling_name: (nullable): for the legend, with the value
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
  double               x_minimum;
  double               x_maximum;
  double               y_minimum;
  double               y_maximum;
  gboolean             x_is_count;
  gboolean             y_is_fraction;
  double               ceiling;
  const char          *ceiling_name;
} NrnPlot;

void     nrn_plot_paint            (cairo_t             *cr,
                                    const NrnPlot       *plot,
                                    double               width,
                                    double               height,
                                    const NrnPalette    *palette);
gboolean nrn_plot_series_get_range (const NrnPlotSeries *series,
                                    double              *minimum,
                                    double              *maximum);

G_END_DECLS
