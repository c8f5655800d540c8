/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A curve with more points than pixels, a column of pixels at a time.
 */

#include "nrn-plot-private.h"

#include <math.h>

/* The range of each column is filled, and the mean of a few columns drawn
 * as a line over it. */
#define COLUMNS_PER_MEAN 4
#define RANGE_OPACITY    0.35

/* A mask of coverages, in pixels of the device, over the area of a plot.
 * Cairo's own antialiasing of a thousand columns and of the line over them
 * takes ten times as long. */
typedef struct
{
  cairo_surface_t *surface;   /* owned */
  guint8          *pixels;
  int              stride;
  int              width;
  int              height;
  double           x;         /* of its left edge, in user space */
  double           y;         /* of its top, likewise */
  double           scale;     /* pixels of the device for one in user space */
} Mask;

/* ---- Columns ---- */

/* The x values rise, so each column has the points between two places. */
static void
measure_columns (const NrnPlotArea   *area,
                 const NrnPlotSeries *series,
                 double               left,
                 double               width,
                 guint                n_columns,
                 NrnCurveExtent      *columns)
{
  const NrnPlot *plot = area->plot;
  double step = (plot->x_maximum - plot->x_minimum) / area->width;
  double minimum = plot->x_minimum + (left - area->x) * step;
  gsize first = nrn_plot_series_find (series, MAX (minimum, plot->x_minimum));
  gsize most = nrn_plot_series_find (series, nextafter (plot->x_maximum, G_MAXDOUBLE));

  for (guint i = 0; i < n_columns; i++)
    {
      gsize end = nrn_plot_series_find (series, minimum + step * width * (i + 1));

      end = CLAMP (i + 1 < n_columns ? end : most, first, MAX (first, most));
      nrn_curve_measure (series->curve, first, end, &columns[i]);
      first = end;
    }
}

/* On a logarithmic axis what is not above 0 has no place: the range then
 * begins at its least value above 0. */
static gboolean
find_range (const NrnPlotArea    *area,
            const NrnCurveExtent *column,
            const NrnCurveExtent *before,
            double               *top,
            double               *bottom)
{
  double low = area->plot->y_is_log ? column->least_positive : column->low;
  double high = column->high;

  if (column->n_values == 0 || low > high)
    return FALSE;

  /* It reaches to where the column before ends, so that there are no holes
   * in a steep curve. */
  if (before != NULL && before->n_values > 0 && (before->last > 0 || !area->plot->y_is_log))
    {
      low = MIN (low, before->last);
      high = MAX (high, before->last);
    }
  *top = nrn_plot_area_get_y (area, high);
  *bottom = nrn_plot_area_get_y (area, low);

  return TRUE;
}

/* The mean of each few columns; NaN where they are empty. */
static double *
find_means (const NrnPlotArea    *area,
            guint                 n_columns,
            const NrnCurveExtent *columns,
            guint                *n_means)
{
  double *means;

  *n_means = (n_columns + COLUMNS_PER_MEAN - 1) / COLUMNS_PER_MEAN;
  means = g_new (double, *n_means);
  for (guint i = 0; i < *n_means; i++)
    {
      guint end = MIN ((i + 1) * COLUMNS_PER_MEAN, n_columns);
      double sum = 0;
      gsize n_values = 0;

      for (guint column = i * COLUMNS_PER_MEAN; column < end; column++)
        {
          sum += columns[column].sum;
          n_values += columns[column].n_values;
        }
      means[i] = nrn_plot_area_get_y (area, sum / (double) n_values);
    }

  return means;
}

/* ---- As paths, on any surface ---- */

static void
stroke_means (cairo_t           *cr,
              const NrnPlotArea *area,
              guint              n_means,
              const double      *means)
{
  for (guint i = 0; i < n_means; i++)
    {
      if (isfinite (means[i]))
        cairo_line_to (cr, MIN (area->x + (i + 0.5) * COLUMNS_PER_MEAN, area->x + area->width),
                       means[i]);
      else
        cairo_new_sub_path (cr);
    }
  cairo_stroke (cr);
}

static void
paint_paths (cairo_t             *cr,
             const NrnPlotArea   *area,
             const NrnPlotSeries *series)
{
  guint n_columns = (guint) MAX (area->width, 1);
  g_autofree NrnCurveExtent *columns = g_new (NrnCurveExtent, n_columns);
  g_autofree double *means = NULL;
  guint n_means;

  measure_columns (area, series, area->x, 1, n_columns, columns);
  for (guint i = 0; i < n_columns; i++)
    {
      double top, bottom;

      if (find_range (area, &columns[i], i > 0 ? &columns[i - 1] : NULL, &top, &bottom))
        cairo_rectangle (cr, area->x + i, top, 1, bottom - top);
    }
  nrn_color_set_source (series->color, RANGE_OPACITY * nrn_plot_get_opacity (series), cr);
  cairo_fill (cr);

  means = find_means (area, n_columns, columns, &n_means);
  nrn_plot_set_line (cr, series, area->scale);
  stroke_means (cr, area, n_means, means);
}

/* ---- As a mask, on images ---- */

/* FALSE unless @cr draws upright on an image, pixel by pixel. */
static gboolean
mask_init (Mask              *mask,
           cairo_t           *cr,
           const NrnPlotArea *area)
{
  cairo_surface_t *target = cairo_get_target (cr);
  double room = NRN_PLOT_LINE * area->scale;
  cairo_matrix_t matrix;
  double scale, device_y, x, y, offset_x, offset_y;

  cairo_get_matrix (cr, &matrix);
  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE ||
      cairo_get_group_target (cr) != target ||
      matrix.xy != 0 || matrix.yx != 0 || matrix.xx != matrix.yy || !(matrix.xx > 0))
    return FALSE;

  cairo_surface_get_device_scale (target, &scale, &device_y);
  cairo_surface_get_device_offset (target, &offset_x, &offset_y);
  if (scale != device_y)
    return FALSE;

  /* On whole pixels, so that nothing is resampled. */
  mask->scale = scale * matrix.xx;
  x = floor (area->x * mask->scale + matrix.x0 * scale + offset_x);
  y = floor ((area->y - room) * mask->scale + matrix.y0 * scale + offset_y);
  mask->x = (x - offset_x - matrix.x0 * scale) / mask->scale;
  mask->y = (y - offset_y - matrix.y0 * scale) / mask->scale;
  mask->width = (int) MAX (ceil (area->width * mask->scale), 1);
  mask->height = (int) MAX (ceil ((area->height + 2 * room) * mask->scale), 1);
  mask->surface = cairo_image_surface_create (CAIRO_FORMAT_A8, mask->width, mask->height);
  mask->pixels = cairo_image_surface_get_data (mask->surface);
  mask->stride = cairo_image_surface_get_stride (mask->surface);

  return mask->pixels != NULL;
}

static void
mask_clear (Mask *mask)
{
  g_clear_pointer (&mask->surface, cairo_surface_destroy);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Mask, mask_clear)

static void
mask_raise (Mask   *mask,
            int     x,
            int     y,
            double  coverage)
{
  guint8 *pixel = mask->pixels + (gsize) y * mask->stride + x;
  guint8 value = (guint8) (coverage * 255 + 0.5);

  *pixel = MAX (*pixel, value);
}

/* A span of a column, in pixels of the mask; its ends may cover parts of
 * pixels. */
static void
mask_add_span (Mask   *mask,
               int     x,
               double  top,
               double  bottom,
               double  opacity)
{
  int first, last;

  top = CLAMP (top, 0, mask->height);
  bottom = CLAMP (bottom, 0, mask->height);
  if (!(bottom > top))
    return;

  first = (int) top;
  last = MIN ((int) bottom, mask->height - 1);
  if (first == last)
    {
      mask_raise (mask, x, first, opacity * (bottom - top));
      return;
    }
  mask_raise (mask, x, first, opacity * (first + 1 - top));
  for (int y = first + 1; y < last; y++)
    mask_raise (mask, x, y, opacity);
  mask_raise (mask, x, last, opacity * (bottom - last));
}

static void
mask_add_ranges (Mask                 *mask,
                 const NrnPlotArea    *area,
                 const NrnCurveExtent *columns)
{
  for (int i = 0; i < mask->width; i++)
    {
      double top, bottom;

      if (find_range (area, &columns[i], i > 0 ? &columns[i - 1] : NULL, &top, &bottom))
        mask_add_span (mask, i, (top - mask->y) * mask->scale, (bottom - mask->y) * mask->scale,
                       RANGE_OPACITY);
    }
}

/* A span whose ends fade over @ramp pixels: an edge that crosses the column
 * at a slope covers its pixels little by little. */
static void
mask_add_band (Mask   *mask,
               int     x,
               double  top,
               double  bottom,
               double  ramp)
{
  int first = (int) CLAMP (floor (top - ramp / 2), 0, mask->height);
  int end = (int) CLAMP (ceil (bottom + ramp / 2), 0, mask->height);

  for (int y = first; y < end; y++)
    {
      double below = (y + 0.5 - top) / ramp + 0.5;
      double above = (bottom - y - 0.5) / ramp + 0.5;

      mask_raise (mask, x, y, CLAMP (below, 0, 1) * CLAMP (above, 0, 1));
    }
}

/* From the middle of some columns to the middle of the next ones. A line
 * of width w and slope s covers w √(1 + s²) of a column. */
static void
mask_add_line (Mask                *mask,
               const NrnPlotArea   *area,
               const NrnPlotSeries *series,
               guint                n_means,
               const double        *means)
{
  double width = NRN_PLOT_LINE * area->scale * mask->scale;
  double on, off;
  double length = 0;

  nrn_plot_get_dash (series, area->scale * mask->scale, &on, &off);
  for (guint i = 0; i + 1 < n_means; i++)
    {
      double y = (means[i] - mask->y) * mask->scale;
      double slope = (means[i + 1] - means[i]) * mask->scale / COLUMNS_PER_MEAN;
      double step = sqrt (1 + slope * slope);
      int first = (int) (i * COLUMNS_PER_MEAN + COLUMNS_PER_MEAN / 2);

      if (!isfinite (step))
        continue;
      for (int x = 0; x < COLUMNS_PER_MEAN && first + x < mask->width; x++)
        {
          double middle = y + slope * (x + 0.5);

          length += step;
          if (off == 0 || fmod (length, on + off) <= on)
            mask_add_band (mask, first + x, middle - width * step / 2, middle + width * step / 2,
                           MAX (fabs (slope), 1));
        }
    }
}

static void
paint_mask (cairo_t             *cr,
            const NrnPlotArea   *area,
            const NrnPlotSeries *series,
            Mask                *mask)
{
  g_autofree NrnCurveExtent *columns = g_new (NrnCurveExtent, mask->width);
  g_autofree double *means = NULL;
  guint n_means;

  measure_columns (area, series, mask->x, 1 / mask->scale, (guint) mask->width, columns);
  means = find_means (area, (guint) mask->width, columns, &n_means);

  cairo_surface_flush (mask->surface);
  mask_add_ranges (mask, area, columns);
  mask_add_line (mask, area, series, n_means, means);
  cairo_surface_mark_dirty (mask->surface);
  cairo_surface_set_device_scale (mask->surface, mask->scale, mask->scale);
  nrn_color_set_source (series->color, nrn_plot_get_opacity (series), cr);
  cairo_mask_surface (cr, mask->surface, mask->x, mask->y);
}

/**
 * nrn_plot_paint_columns:
 * @cr: where; its clip keeps the curve inside of the area
 * @area: where on it
 * @series: a curve with many points
 *
 * Draws the range of the values in each column of pixels, and their mean.
 */
void
nrn_plot_paint_columns (cairo_t             *cr,
                        const NrnPlotArea   *area,
                        const NrnPlotSeries *series)
{
  g_auto (Mask) mask = { 0 };

  if (mask_init (&mask, cr, area))
    paint_mask (cr, area, series, &mask);
  else
    paint_paths (cr, area, series);
}
