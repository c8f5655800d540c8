/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What stands on or below the curves of a plot: ends, ceiling, marks, samples.
 */

#include "nrn-plot-private.h"

#include <math.h>

/* All lengths at scale 1. */
#define DOT_RADIUS   1.6
#define FAINT_POINT  0.65  /* of a faint curve, against others */
#define HALO         3.0   /* around a value that stands on lines */
#define MARK_RADIUS  4.5
#define MARK_LINE    2.0
#define MARK_SPACE   72.0  /* between two marks of a curve */
#define LABEL_MOVE   24.0  /* farther from its end, it tells nothing */
#define PILL_PADDING 6.0
#define PILL_HEIGHT  18.0
#define PILL_MARGIN  4.0   /* to the sides of the picture */

/* ---- Marks ---- */

static void
outline_mark (cairo_t     *cr,
              NrnPlotMark  mark,
              double       radius)
{
  switch (mark)
    {
    case NRN_PLOT_MARK_SQUARE:
      cairo_rectangle (cr, -0.85 * radius, -0.85 * radius, 1.7 * radius, 1.7 * radius);
      break;

    case NRN_PLOT_MARK_TRIANGLE:
      cairo_move_to (cr, 0, -1.15 * radius);
      cairo_line_to (cr, 1.1 * radius, 0.8 * radius);
      cairo_line_to (cr, -1.1 * radius, 0.8 * radius);
      cairo_close_path (cr);
      break;

    case NRN_PLOT_MARK_DIAMOND:
      cairo_move_to (cr, 0, -1.2 * radius);
      cairo_line_to (cr, 1.2 * radius, 0);
      cairo_line_to (cr, 0, 1.2 * radius);
      cairo_line_to (cr, -1.2 * radius, 0);
      cairo_close_path (cr);
      break;

    case NRN_PLOT_MARK_CROSS:
      cairo_move_to (cr, -radius, -radius);
      cairo_line_to (cr, radius, radius);
      cairo_move_to (cr, -radius, radius);
      cairo_line_to (cr, radius, -radius);
      break;

    case NRN_PLOT_MARK_PLUS:
      cairo_move_to (cr, -1.2 * radius, 0);
      cairo_line_to (cr, 1.2 * radius, 0);
      cairo_move_to (cr, 0, -1.2 * radius);
      cairo_line_to (cr, 0, 1.2 * radius);
      break;

    case NRN_PLOT_MARK_CIRCLE:
    case NRN_PLOT_MARK_NONE:
    case NRN_PLOT_N_MARKS:
    default:
      cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
    }
}

/**
 * nrn_plot_paint_sign:
 * @cr: where
 * @series: whose mark
 * @x: its middle
 * @y: likewise
 * @scale: of type and lines
 *
 * Draws nothing for a curve without marks.
 */
void
nrn_plot_paint_sign (cairo_t             *cr,
                     const NrnPlotSeries *series,
                     double               x,
                     double               y,
                     double               scale)
{
  gboolean is_open = series->mark == NRN_PLOT_MARK_CROSS || series->mark == NRN_PLOT_MARK_PLUS;

  if (series->mark == NRN_PLOT_MARK_NONE)
    return;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_new_path (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  nrn_color_set_source (series->color, nrn_plot_get_opacity (series), cr);
  outline_mark (cr, series->mark, MARK_RADIUS * scale);
  if (is_open)
    {
      cairo_set_line_width (cr, MARK_LINE * scale);
      cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
      cairo_stroke (cr);
    }
  else
    {
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

/**
 * nrn_plot_paint_signs:
 * @cr: where
 * @area: where on it
 * @series: a curve
 *
 * Draws its marks on points of it, some way apart; those of other sorts of
 * marks begin elsewhere, so that curves that run together can be told apart.
 */
void
nrn_plot_paint_signs (cairo_t             *cr,
                      const NrnPlotArea   *area,
                      const NrnPlotSeries *series)
{
  const NrnPlot *plot = area->plot;
  double space = MARK_SPACE * area->scale;
  double start = space * ((double) series->mark / NRN_PLOT_N_MARKS);
  gsize before = G_MAXSIZE;

  if (series->mark == NRN_PLOT_MARK_NONE)
    return;

  for (double place = start; place < area->width; place += space)
    {
      double value = plot->x_minimum +
                     place / area->width * (plot->x_maximum - plot->x_minimum);
      gsize point = nrn_plot_series_find (series, value);
      double y;

      if (point >= nrn_curve_get_length (series->curve) || point == before)
        continue;
      before = point;
      y = nrn_plot_area_get_y (area, nrn_curve_get (series->curve, point));
      if (isfinite (y))
        nrn_plot_paint_sign (cr, series,
                             nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, point)), y,
                             area->scale);
    }
}

/* ---- Ends ---- */

/* The end of a curve, or FALSE. */
static gboolean
find_end (const NrnPlotArea   *area,
          const NrnPlotSeries *series,
          double              *value,
          double              *x,
          double              *y)
{
  gssize last = series->marks_end ? nrn_curve_find_last (series->curve) : -1;

  if (last < 0)
    return FALSE;

  *value = nrn_curve_get (series->curve, (gsize) last);
  *x = nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, (gsize) last));
  *y = CLAMP (nrn_plot_area_get_y (area, *value), area->y, area->y + area->height);

  return isfinite (*y);
}

/* What stands beside it; in a card, its heading says the value. */
static char *
get_end_text (const NrnPlotArea   *area,
              const NrnPlotSeries *series,
              double               value)
{
  if (series->label != NULL)
    return g_strdup (series->label);

  return area->plot->is_card ? NULL : nrn_plot_format_value (area->plot, value);
}

/**
 * nrn_plot_measure_ends:
 * @area: without its width
 *
 * Returns: how wide the values and labels beside the ends of the curves are
 */
double
nrn_plot_measure_ends (const NrnPlotArea *area)
{
  NrnTextStyle style = { NRN_TEXT_HEADING * area->scale, TRUE, 0 };
  double widest = 0;

  for (guint i = 0; i < area->plot->n_series; i++)
    {
      g_autofree char *text = NULL;
      double value, x, y, width;

      if (!find_end (area, &area->plot->series[i], &value, &x, &y))
        continue;
      text = get_end_text (area, &area->plot->series[i], value);
      if (text == NULL)
        continue;
      nrn_text_measure (text, &style, &width, NULL);
      widest = MAX (widest, width + (NRN_PLOT_END_RADIUS + NRN_PLOT_TICK_GAP) * area->scale);
    }

  return widest;
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
fill_circle (cairo_t        *cr,
             double          x,
             double          y,
             double          radius,
             const NrnColor *color)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  nrn_color_set_source (color, 1, cr);
  cairo_fill (cr);
}

void
nrn_plot_paint_ends (cairo_t           *cr,
                     const NrnPlotArea *area,
                     const NrnPalette  *palette)
{
  NrnTextStyle style = { NRN_TEXT_HEADING * area->scale, TRUE, 0 };
  g_autofree double *taken = g_new0 (double, area->plot->n_series + 1);
  guint n_taken = 0;

  for (guint i = 0; i < area->plot->n_series; i++)
    {
      const NrnPlotSeries *series = &area->plot->series[i];
      g_autofree char *text = NULL;
      double value, x, y, end_y;

      if (!find_end (area, series, &value, &x, &y))
        continue;
      end_y = y;
      fill_circle (cr, x, y, NRN_PLOT_END_RADIUS * area->scale, series->color);
      text = get_end_text (area, series, value);
      if (text == NULL)
        continue;
      y = find_value_y (y, style.size * 1.25, n_taken, taken);
      if (series->label != NULL && fabs (y - end_y) > LABEL_MOVE * area->scale)
        continue;
      n_taken++;
      paint_value (cr, text, &style, x + (NRN_PLOT_END_RADIUS + NRN_PLOT_TICK_GAP) * area->scale,
                   y, area->scale, series->color, palette);
    }
}

void
nrn_plot_paint_ceiling (cairo_t           *cr,
                        const NrnPlotArea *area,
                        const NrnPalette  *palette)
{
  NrnPlotSeries line = { .color = &palette->ceiling, .line = NRN_PLOT_DASHED };
  double y = nrn_plot_area_get_y (area, area->plot->ceiling);

  if (!isfinite (y))
    return;

  cairo_save (cr);
  nrn_plot_set_line (cr, &line, area->scale * 0.8);
  cairo_move_to (cr, area->x, y);
  cairo_rel_line_to (cr, area->width, 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

typedef struct
{
  double left;
  double right;
  double y;
  double height;
  double text_width;
} Pill;

/* Below the axis, inside of the picture, and not on the title beside the numbers. */
static Pill
find_pill (const NrnPlotArea *area,
           double             x,
           const char        *text)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * area->scale, TRUE, 0 };
  double title = nrn_plot_measure_x_title (area);
  double least = title > 0 ? area->margin + title + PILL_MARGIN * area->scale
                           : PILL_MARGIN * area->scale;
  double most = area->picture_width - PILL_MARGIN * area->scale;
  Pill pill = {
    .y = area->axis_y + (NRN_PLOT_TICK_GAP - 1) * area->scale,
    .height = PILL_HEIGHT * area->scale,
  };
  double width;

  nrn_text_measure (text, &style, &width, NULL);
  pill.text_width = MAX (MIN (width, most - least - 2 * PILL_PADDING * area->scale), 1);
  width = pill.text_width + 2 * PILL_PADDING * area->scale;
  pill.left = MAX (MIN (x - width / 2, most - width), least);
  pill.right = pill.left + width;

  return pill;
}

/* Dark with light text, or light with an outline. */
static void
paint_pill (cairo_t           *cr,
            const NrnPlotArea *area,
            double             x,
            const char        *text,
            gboolean           is_filled,
            const NrnPalette  *palette)
{
  Pill pill = find_pill (area, x, text);
  NrnTextStyle style = { NRN_TEXT_NOTE * area->scale, TRUE, pill.text_width };
  double radius = pill.height / 2;

  nrn_plot_clear_numbers (cr, area, pill.left, pill.right, palette);
  cairo_new_sub_path (cr);
  cairo_arc (cr, pill.left + radius, pill.y + radius, radius, G_PI / 2, 3 * G_PI / 2);
  cairo_arc (cr, pill.right - radius, pill.y + radius, radius, -G_PI / 2, G_PI / 2);
  cairo_close_path (cr);
  nrn_color_set_source (is_filled ? &palette->text : &palette->background, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&palette->text, 1, cr);
  cairo_set_line_width (cr, area->scale);
  cairo_stroke (cr);
  nrn_text_paint (cr, text, &style, is_filled ? &palette->background : &palette->text,
                  (pill.left + pill.right) / 2, pill.y + radius, 0.5, 0.5);
}

/**
 * nrn_plot_clear_marker:
 * @cr: where
 * @area: where on it
 * @x: a value of the x axis
 * @name: what is going to stand below it
 * @palette: the colours
 *
 * Takes away the name of the plot's mark where it would meet @name.
 */
void
nrn_plot_clear_marker (cairo_t           *cr,
                       const NrnPlotArea *area,
                       double             x,
                       const char        *name,
                       const NrnPalette  *palette)
{
  double space = PILL_MARGIN * area->scale;
  double halo = 2 * area->scale;
  Pill coming = find_pill (area, nrn_plot_area_get_x (area, x), name);
  Pill there = find_pill (area, nrn_plot_area_get_x (area, area->plot->marker),
                          area->plot->marker_name);

  if (there.left >= coming.right + space || coming.left >= there.right + space)
    return;

  cairo_rectangle (cr, there.left - halo, there.y - halo, there.right - there.left + 2 * halo,
                   there.height + 2 * halo);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill (cr);
}

/**
 * nrn_plot_paint_edits:
 * @cr: where
 * @area: where on it
 * @palette: the colours
 *
 * Draws a dotted line, with a triangle that hangs at its top, where something
 * was changed.
 */
void
nrn_plot_paint_edits (cairo_t           *cr,
                      const NrnPlotArea *area,
                      const NrnPalette  *palette)
{
  const double dots[] = { area->scale, 2 * area->scale };
  double half = 3.5 * area->scale;

  cairo_save (cr);
  nrn_color_set_source (&palette->quiet, 1, cr);
  cairo_set_line_width (cr, area->scale);
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  for (guint i = 0; i < area->plot->n_edits; i++)
    {
      double x = nrn_plot_area_get_x (area, area->plot->edits[i]);

      cairo_move_to (cr, x, area->y);
      cairo_line_to (cr, x, area->axis_y);
      cairo_stroke (cr);
      cairo_move_to (cr, x - half, area->y);
      cairo_line_to (cr, x + half, area->y);
      cairo_line_to (cr, x, area->y + 1.6 * half);
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

/**
 * nrn_plot_paint_marker:
 * @cr: where
 * @area: where on it
 * @x: a value of the x axis
 * @name: what stands below
 * @is_filled: whether @name stands out
 * @palette: the colours
 *
 * Draws a line from top to bottom.
 */
void
nrn_plot_paint_marker (cairo_t           *cr,
                       const NrnPlotArea *area,
                       double             x,
                       const char        *name,
                       gboolean           is_filled,
                       const NrnPalette  *palette)
{
  double at = nrn_plot_area_get_x (area, x);

  cairo_save (cr);
  cairo_move_to (cr, at, area->y);
  cairo_line_to (cr, at, area->axis_y + NRN_PLOT_TICK_GAP * area->scale);
  cairo_set_line_width (cr, (is_filled || area->plot->n_marked > 0 ? 1 : 2) * area->scale);
  nrn_color_set_source (&palette->outline, 1, cr);
  cairo_stroke (cr);
  paint_pill (cr, area, at, name, is_filled, palette);
  cairo_restore (cr);
}

static void
paint_point (cairo_t          *cr,
             double            x,
             double            y,
             double            scale,
             const NrnColor   *color,
             const NrnPalette *palette)
{
  fill_circle (cr, x, y, (NRN_PLOT_END_RADIUS + 1.5) * scale, &palette->background);
  fill_circle (cr, x, y, NRN_PLOT_END_RADIUS * scale, color);
}

/**
 * nrn_plot_paint_points:
 * @cr: where
 * @area: where on it
 * @x: a value of the x axis
 * @n_series: how many of the curves have points
 * @palette: the colours
 *
 * Draws a point on each of these curves that has a value at @x.
 */
void
nrn_plot_paint_points (cairo_t           *cr,
                       const NrnPlotArea *area,
                       double             x,
                       guint              n_series,
                       const NrnPalette  *palette)
{
  for (guint i = 0; i < MIN (n_series, area->plot->n_series); i++)
    {
      const NrnPlotSeries *series = &area->plot->series[i];
      gsize point = nrn_plot_series_find (series, x);
      double at, y;

      if ((series->is_faint && !series->is_marked) || point >= nrn_curve_get_length (series->curve))
        continue;
      at = nrn_plot_area_get_x (area, nrn_plot_series_get_x (series, point));
      y = nrn_plot_area_get_y (area, nrn_curve_get (series->curve, point));
      if (!isfinite (y) || y < area->y - area->scale || y > area->y + area->height + area->scale)
        continue;
      paint_point (cr, at, y, (series->is_faint ? FAINT_POINT : 1) * area->scale, series->color,
                   palette);
    }
}

/**
 * nrn_plot_paint_strip:
 * @cr: where
 * @area: where on it
 * @strip: samples
 * @y: top of their row
 * @palette: the colours
 *
 * The dots' heights only keep them apart: the golden ratio's multiples are
 * spread evenly, and are the same in each frame.
 */
void
nrn_plot_paint_strip (cairo_t            *cr,
                      const NrnPlotArea  *area,
                      const NrnPlotStrip *strip,
                      double              y,
                      const NrnPalette   *palette)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);
  double radius = DOT_RADIUS * area->scale;
  double height = NRN_PLOT_STRIP * area->scale - 2 * radius;
  double right = area->x - NRN_PLOT_TICK_GAP * area->scale;

  style.max_width = MAX (right - area->margin, 1);
  if (strip->name != NULL)
    nrn_text_paint (cr, strip->name, &style, strip->color, right,
                    y + NRN_PLOT_STRIP * area->scale / 2, 1, 0.5);

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
