/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One curve of a plot, however many points it has.
 */

#include "nrn-plot-private.h"

#include <math.h>
#include <string.h>

#include "nrn-vector.h"

/* With more points than this for each pixel column, a polyline takes too
 * long. Then the range of each column is filled, and the mean of a few
 * columns drawn as a line over it. */
#define MAX_POINTS_PER_COLUMN 0.5
#define COLUMNS_PER_MEAN      4
#define RANGE_OPACITY         0.35

typedef struct
{
  double low;       /* smallest value in this column of pixels */
  double high;      /* largest; below @low if the column is empty */
  double last;
  double sum;
  gsize  n_points;
} Column;

/* The first point at or after @x; the x values rise. */
static gsize
find_point (const NrnPlotSeries *series,
            double               x)
{
  gsize low = 0;
  gsize high = series->n_points;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (nrn_plot_series_get_x (series, middle) < x)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* What is not finite is left out. */
static void
add_points_carefully (Column              *column,
                      const NrnPlotSeries *series,
                      gsize                first,
                      gsize                end)
{
  for (gsize i = first; i < end; i++)
    {
      double y = nrn_plot_series_get_y (series, i);

      if (!isfinite (y))
        continue;
      column->low = MIN (column->low, y);
      column->high = MAX (column->high, y);
      column->last = y;
      column->sum += y;
      column->n_points++;
    }
}

typedef double  Doubles __attribute__ ((vector_size (8 * 4)));
typedef gint64  Masks __attribute__ ((vector_size (8 * 4)));

#define N_LANES (sizeof (Doubles) / sizeof (double))

/* A million points in a frame: several at a time, without a look at each.
 * @n_points is a multiple of %N_LANES. Returns FALSE, and leaves @column as it
 * is, if one of them is not finite: then the sum is not either. */
NRN_VECTORIZED static gboolean
add_points_fast (Column       *column,
                 gsize         n_points,
                 const double *y)
{
  Doubles low = (Doubles) { 0 } + G_MAXDOUBLE;
  Doubles high = (Doubles) { 0 } - G_MAXDOUBLE;
  Doubles sum = { 0 };
  double total = 0;

  for (gsize i = 0; i < n_points; i += N_LANES)
    {
      Doubles values;
      Masks is_low;
      Masks is_high;

      memcpy (&values, y + i, sizeof values);
      is_low = values < low;
      is_high = values > high;
      low = (Doubles) (((Masks) values & is_low) | ((Masks) low & ~is_low));
      high = (Doubles) (((Masks) values & is_high) | ((Masks) high & ~is_high));
      sum += values;
    }
  for (guint lane = 0; lane < N_LANES; lane++)
    total += sum[lane];
  if (!isfinite (total))
    return FALSE;

  for (guint lane = 0; lane < N_LANES; lane++)
    {
      column->low = MIN (column->low, low[lane]);
      column->high = MAX (column->high, high[lane]);
    }
  column->last = y[n_points - 1];
  column->sum += total;
  column->n_points += n_points;

  return TRUE;
}

static void
add_points (Column              *column,
            const NrnPlotSeries *series,
            gsize                first,
            gsize                end)
{
  gsize n_whole = (end - first) / N_LANES * N_LANES;

  if (series->y_stride <= 1 && n_whole > 0 &&
      add_points_fast (column, n_whole, series->y + first))
    first += n_whole;
  add_points_carefully (column, series, first, end);
}

/* The x values rise, so each column has the points between two places. */
static void
fill_columns (const NrnPlotArea   *area,
              const NrnPlotSeries *series,
              guint                n_columns,
              Column              *columns)
{
  double minimum = area->plot->x_minimum;
  double maximum = area->plot->x_maximum;
  double step = (maximum - minimum) / n_columns;
  gsize first = find_point (series, minimum);

  for (guint i = 0; i < n_columns; i++)
    {
      gsize end = i + 1 < n_columns ? find_point (series, minimum + step * (i + 1))
                                    : find_point (series, nextafter (maximum, G_MAXDOUBLE));

      columns[i] = (Column) { .low = G_MAXDOUBLE, .high = -G_MAXDOUBLE };
      if (end > first)
        add_points (&columns[i], series, first, end);
      first = MAX (first, end);
    }
}

/* Each range reaches to where the column before ends, so that there are no
 * holes in a steep curve. */
static void
fill_ranges (cairo_t           *cr,
             const NrnPlotArea *area,
             guint              n_columns,
             const Column      *columns)
{
  double width = area->width / n_columns;

  for (guint i = 0; i < n_columns; i++)
    {
      double low = columns[i].low;
      double high = columns[i].high;
      double top;

      if (columns[i].n_points == 0)
        continue;
      if (i > 0 && columns[i - 1].n_points > 0)
        {
          low = MIN (low, columns[i - 1].last);
          high = MAX (high, columns[i - 1].last);
        }
      top = nrn_plot_area_get_y (area, high);
      cairo_rectangle (cr, area->x + i * width, top, width, nrn_plot_area_get_y (area, low) - top);
    }
  cairo_fill (cr);
}

static void
stroke_path (cairo_t             *cr,
             const NrnPlotArea   *area,
             const NrnPlotSeries *series)
{
  const double dashes[] = { NRN_PLOT_DASH_ON * area->scale, NRN_PLOT_DASH_OFF * area->scale };

  cairo_set_line_width (cr, NRN_PLOT_LINE * area->scale);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, series->dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_dash (cr, dashes, series->dashed ? 2 : 0, 0);
  cairo_stroke (cr);
}

static void
stroke_means (cairo_t             *cr,
              const NrnPlotArea   *area,
              const NrnPlotSeries *series,
              guint                n_columns,
              const Column        *columns)
{
  double width = area->width / n_columns;

  for (guint i = 0; i < n_columns; i += COLUMNS_PER_MEAN)
    {
      guint end = MIN (i + COLUMNS_PER_MEAN, n_columns);
      double sum = 0;
      gsize n_points = 0;

      for (guint column = i; column < end; column++)
        {
          sum += columns[column].sum;
          n_points += columns[column].n_points;
        }
      if (n_points > 0 && isfinite (sum))
        cairo_line_to (cr, area->x + (i + end) / 2.0 * width,
                       nrn_plot_area_get_y (area, sum / (double) n_points));
    }
  stroke_path (cr, area, series);
}

static void
stroke_polyline (cairo_t             *cr,
                 const NrnPlotArea   *area,
                 const NrnPlotSeries *series)
{
  gboolean is_down = FALSE;

  for (gsize i = 0; i < series->n_points; i++)
    {
      double x = nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, i));
      double y = nrn_plot_area_get_y (area, nrn_plot_series_get_y (series, i));

      if (!isfinite (y))
        is_down = FALSE;
      else if (is_down)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      is_down = isfinite (y);
    }
  stroke_path (cr, area, series);
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
  guint n_columns = (guint) MAX (area->width, 1);

  if ((double) series->n_points > n_columns * MAX_POINTS_PER_COLUMN)
    {
      g_autofree Column *columns = g_new (Column, n_columns);

      fill_columns (area, series, n_columns, columns);
      nrn_color_set_source (series->color, RANGE_OPACITY, cr);
      fill_ranges (cr, area, n_columns, columns);
      nrn_color_set_source (series->color, 1, cr);
      stroke_means (cr, area, series, n_columns, columns);
    }
  else
    {
      nrn_color_set_source (series->color, 1, cr);
      stroke_polyline (cr, area, series);
    }
}
