/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight. The gradient's arrow points uphill along the
 * tangent; the step's arrow goes the other way along the axis, because of the
 * minus sign, and from its tip it falls onto the curve.
 */

#include "config.h"

#include "nrn-valley-plot.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-circle.h"
#include "nrn-plot-private.h"

/* All lengths at scale 1. */
#define BALL_RADIUS    6.5
#define BALL_REACH     16.0    /* a finger hits it from here */
#define LANDING_RADIUS 5.0
#define GRADIENT_LENGTH 40.0
#define TANGENT_LINE   1.2
#define ARROW_LINE     2.6
#define ARROW_HEAD     9.0
#define LEAST_ARROW    3.0     /* a shorter one is under the ball */
#define OTHER_RISE     11.0    /* the other arrow is so far below */

/* How far the tangent goes on both sides, as a part of the axis. */
#define TANGENT_PART 0.22

/* Losses that differ by less of themselves are flat: the axis must not make
 * hills of roundings. */
#define LEAST_SPAN 1e-3

enum
{
  LOSS,
  GRADIENT,
  STEP,
  OTHER,
  MAX_SERIES,
};

/* The plot with its axes, made anew for each picture. */
typedef struct
{
  NrnPlot       plot;
  NrnPlotSeries series[MAX_SERIES];
  NrnCurve     *curves[MAX_SERIES];    /* owned */
} Frame;

static gboolean
has_ball (const NrnValleyPlot *valley)
{
  return isfinite (valley->value) && isfinite (valley->loss);
}

static gboolean
has_arrows (const NrnValleyPlot *valley)
{
  return has_ball (valley) && isfinite (valley->gradient);
}

/* ---- Axes ---- */

static void
set_y_axis (const NrnValleyPlot *valley,
            NrnPlot             *plot)
{
  double minimum = INFINITY, maximum = -INFINITY;
  double least;

  for (guint i = 0; i < valley->n_points; i++)
    {
      if (!isfinite (valley->losses[i]))
        continue;
      minimum = MIN (minimum, valley->losses[i]);
      maximum = MAX (maximum, valley->losses[i]);
    }
  if (minimum > maximum)
    minimum = maximum = 0;
  if (has_ball (valley) && valley->value >= plot->x_minimum && valley->value <= plot->x_maximum)
    {
      minimum = MIN (minimum, valley->loss);
      maximum = MAX (maximum, valley->loss);
    }

  least = MAX (LEAST_SPAN * fabs (maximum), 1e-6);
  if (maximum - minimum < least)
    {
      double middle = (minimum + maximum) / 2;

      minimum = middle - least / 2;
      maximum = middle + least / 2;
    }
  /* Room for the ball at the bottom. */
  plot->y_minimum = minimum - 0.06 * (maximum - minimum);
  plot->y_maximum = maximum + 0.04 * (maximum - minimum);
}

static void
add_series (Frame          *frame,
            const char     *name,
            guint           n_points,
            const double   *x,
            const double   *y,
            const NrnColor *color,
            NrnPlotLine     line)
{
  guint i = frame->plot.n_series++;

  frame->curves[i] = nrn_curve_new_from (n_points, y, 1);
  frame->series[i] = (NrnPlotSeries) {
    .name = name, .x = x, .curve = frame->curves[i], .color = color, .line = line,
    .is_function = TRUE,
  };
}

/* The arrows have no points of their own, but stand in the legend. */
static void
frame_init (Frame               *frame,
            const NrnValleyPlot *valley,
            const NrnPalette    *palette)
{
  *frame = (Frame) {
    .plot = {
      .title = valley->title,
      .x_title = valley->x_title,
      .empty_text = _("The loss is nowhere a finite number."),
      .series = frame->series,
      .x_minimum = valley->values[0],
      .x_maximum = valley->values[valley->n_points - 1],
      .is_card = valley->title == NULL,
      .text_scale = valley->text_scale,
      .ceiling = NAN,
    },
  };
  set_y_axis (valley, &frame->plot);
  add_series (frame, _("loss"), valley->n_points, valley->values, valley->losses,
              nrn_palette_get_class (palette, 0, 2), NRN_PLOT_SOLID);
  if (!has_arrows (valley))
    return;

  /* Translators: for a legend; the slope of the loss, an arrow that points uphill. */
  add_series (frame, _("gradient"), 0, NULL, NULL, &palette->quiet, NRN_PLOT_SOLID);
  /* Translators: for a legend; an arrow of the length learning rate × gradient. */
  add_series (frame, _("step"), 0, NULL, NULL, &palette->text, NRN_PLOT_DASHED);
  if (valley->other_name != NULL && isfinite (valley->other_value))
    add_series (frame, valley->other_name, 0, NULL, NULL, nrn_palette_get_class (palette, 1, 2),
                NRN_PLOT_DOTTED);
}

static void
frame_clear (Frame *frame)
{
  for (guint i = 0; i < frame->plot.n_series; i++)
    nrn_curve_free (frame->curves[i]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Frame, frame_clear)

/* ---- Arrows ---- */

static void
paint_head (cairo_t           *cr,
            const NrnPlotArea *area,
            double             x,
            double             y,
            double             angle)
{
  double length = ARROW_HEAD * area->scale;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_rotate (cr, angle);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, 0, 0);
  cairo_line_to (cr, -length, -0.55 * length);
  cairo_line_to (cr, -length, 0.55 * length);
  cairo_close_path (cr);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* A thin tangent, and on it an arrow uphill: the other way than the step. */
static void
paint_gradient (cairo_t             *cr,
                const NrnPlotArea   *area,
                const NrnValleyPlot *valley,
                const NrnPalette    *palette)
{
  double dx = area->width / (area->plot->x_maximum - area->plot->x_minimum);
  double dy = area->height / (area->plot->y_maximum - area->plot->y_minimum) * valley->gradient;
  double angle = valley->gradient > 0 ? atan2 (-dy, dx) : atan2 (dy, -dx);
  double half = MIN (TANGENT_PART * area->width / fabs (cos (angle)), area->height);
  double length = (GRADIENT_LENGTH - ARROW_HEAD / 2) * area->scale;

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  nrn_color_set_source (&palette->quiet, 1, cr);
  cairo_translate (cr, nrn_plot_area_get_x (area, valley->value),
                   nrn_plot_area_get_y (area, valley->loss));
  cairo_rotate (cr, angle);
  cairo_set_line_width (cr, TANGENT_LINE * area->scale);
  cairo_move_to (cr, -half, 0);
  cairo_line_to (cr, half, 0);
  cairo_stroke (cr);
  if (valley->gradient != 0)
    {
      cairo_set_line_width (cr, ARROW_LINE * area->scale);
      cairo_move_to (cr, 0, 0);
      cairo_line_to (cr, length, 0);
      cairo_stroke (cr);
      paint_head (cr, area, GRADIENT_LENGTH * area->scale, 0, 0);
    }
  cairo_restore (cr);
}

static double
clamp_x (const NrnPlotArea *area,
         double             value)
{
  return CLAMP (nrn_plot_area_get_x (area, value), area->x, area->x + area->width);
}

/* Along the axis at the height @y; one that goes on outside ends at the edge. */
static gboolean
paint_step (cairo_t             *cr,
            const NrnPlotArea   *area,
            const NrnValleyPlot *valley,
            double               to,
            double               y)
{
  double from_x = nrn_plot_area_get_x (area, valley->value);
  double to_x = clamp_x (area, to);
  double direction = to_x < from_x ? -1 : 1;

  if (fabs (to_x - from_x) < LEAST_ARROW * area->scale)
    return FALSE;

  cairo_move_to (cr, from_x, y);
  cairo_line_to (cr, to_x - direction * MIN (ARROW_HEAD * area->scale / 2, fabs (to_x - from_x)), y);
  cairo_stroke (cr);
  if (fabs (to_x - from_x) > ARROW_HEAD * area->scale)
    paint_head (cr, area, to_x, y, direction < 0 ? G_PI : 0);

  return TRUE;
}

/* From the arrow's tip to the curve. */
static void
paint_fall (cairo_t           *cr,
            const NrnPlotArea *area,
            double             value,
            double             loss,
            double             from_y,
            const NrnPalette  *palette)
{
  const double dots[] = { area->scale, 3 * area->scale };
  double x = nrn_plot_area_get_x (area, value);
  double y = nrn_plot_area_get_y (area, loss);

  if (value < area->plot->x_minimum || value > area->plot->x_maximum || !isfinite (y))
    return;

  y = CLAMP (y, area->y, area->y + area->height);
  cairo_set_line_width (cr, 1.5 * area->scale);
  cairo_set_dash (cr, dots, G_N_ELEMENTS (dots), 0);
  cairo_move_to (cr, x, from_y);
  cairo_line_to (cr, x, y);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
  cairo_arc (cr, x, y, LANDING_RADIUS * area->scale, 0, 2 * G_PI);
  cairo_save (cr);
  nrn_color_set_source (&palette->background, 1, cr);
  cairo_fill_preserve (cr);
  cairo_restore (cr);
  cairo_set_line_width (cr, 2 * area->scale);
  cairo_stroke (cr);
}

static void
paint_arrows (cairo_t             *cr,
              const NrnPlotArea   *area,
              const NrnValleyPlot *valley,
              const NrnPalette    *palette)
{
  double y = nrn_plot_area_get_y (area, valley->loss);
  const NrnPlotSeries step = { .color = &palette->text, .line = NRN_PLOT_DASHED };
  const NrnPlotSeries other = { .color = nrn_palette_get_class (palette, 1, 2), .line = NRN_PLOT_DOTTED };

  paint_gradient (cr, area, valley, palette);
  if (valley->other_name != NULL && isfinite (valley->other_value))
    {
      double other_y = y + OTHER_RISE * area->scale;

      nrn_plot_set_line (cr, &other, area->scale);
      if (paint_step (cr, area, valley, valley->other_value, other_y))
        paint_fall (cr, area, valley->other_value, valley->other_loss, other_y, palette);
    }
  if (isfinite (valley->new_value))
    {
      nrn_plot_set_line (cr, &step, area->scale);
      if (paint_step (cr, area, valley, valley->new_value, y))
        paint_fall (cr, area, valley->new_value, valley->new_loss, y, palette);
    }
}

static void
paint_ball (cairo_t             *cr,
            const NrnPlotArea   *area,
            const NrnValleyPlot *valley,
            const NrnPalette    *palette)
{
  double x = nrn_plot_area_get_x (area, valley->value);
  double y = nrn_plot_area_get_y (area, valley->loss);

  cairo_set_dash (cr, NULL, 0, 0);
  nrn_circle_paint_point (cr, x, y, BALL_RADIUS * area->scale, 2 * area->scale,
                          nrn_palette_get_class (palette, 0, 2), &palette->text);
}

/* ---- The picture ---- */

static NrnTextStyle
get_caption_style (const NrnPlotArea *area)
{
  NrnTextStyle style = nrn_plot_get_note_style (area->scale);

  style.max_width = area->picture_width - 2 * area->margin;

  return style;
}

/* Returns the height that is left for the plot. */
static double
paint_caption (cairo_t             *cr,
               const NrnValleyPlot *valley,
               const NrnPlotArea   *area,
               double               height,
               const NrnPalette    *palette)
{
  NrnTextStyle style = get_caption_style (area);
  double text_height;

  if (valley->caption == NULL)
    return height;

  nrn_text_measure_lines (valley->caption, &style, 2, NULL, &text_height);
  if (cr != NULL)
    {
      cairo_rectangle (cr, 0, 0, area->picture_width, height);
      nrn_color_set_source (&palette->background, 1, cr);
      cairo_fill (cr);
      nrn_text_paint_lines (cr, valley->caption, &style, 2, &palette->text, area->margin,
                            height - area->margin, 0, 1);
    }

  return MAX (height - text_height - area->margin, height / 2);
}

static NrnPlotArea
lay_out (const Frame         *frame,
         const NrnValleyPlot *valley,
         double               width,
         double              *height)
{
  NrnPlotArea area = nrn_plot_find_area (&frame->plot, width, *height);

  if (valley->caption == NULL)
    return area;

  *height = paint_caption (NULL, valley, &area, *height, NULL);

  return nrn_plot_find_area (&frame->plot, width, *height);
}

/**
 * nrn_valley_plot_paint:
 * @cr: where; the plot begins at (0, 0)
 * @plot: what
 * @width: of the picture, in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws everything, with its background. Any thread that owns @cr.
 */
void
nrn_valley_plot_paint (cairo_t             *cr,
                       const NrnValleyPlot *plot,
                       double               width,
                       double               height,
                       const NrnPalette    *palette)
{
  g_auto (Frame) frame = { .plot.n_series = 0 };
  double plot_height = height;
  NrnPlotArea area;

  g_return_if_fail (plot->n_points >= 2 && plot->values[0] < plot->values[plot->n_points - 1]);

  frame_init (&frame, plot, palette);
  area = lay_out (&frame, plot, width, &plot_height);
  cairo_save (cr);
  paint_caption (cr, plot, &area, height, palette);
  nrn_plot_paint (cr, &frame.plot, width, plot_height, palette);
  if (has_ball (plot))
    {
      double room = ARROW_HEAD * area.scale;

      cairo_rectangle (cr, area.x - room, area.y - room, area.width + 2 * room, area.height + 2 * room);
      cairo_clip (cr);
      if (has_arrows (plot))
        paint_arrows (cr, &area, plot, palette);
      if (plot->value >= frame.plot.x_minimum && plot->value <= frame.plot.x_maximum)
        paint_ball (cr, &area, plot, palette);
    }
  cairo_restore (cr);
}

/**
 * nrn_valley_plot_pick:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 * @x: a place in the picture
 *
 * Returns: the value of the weight there, also outside of the curve
 */
double
nrn_valley_plot_pick (const NrnValleyPlot *plot,
                      double               width,
                      double               height,
                      double               x)
{
  g_auto (Frame) frame = { .plot.n_series = 0 };
  NrnPlotArea area;

  frame_init (&frame, plot, &nrn_palette_light);
  area = lay_out (&frame, plot, width, &height);

  return frame.plot.x_minimum +
         (x - area.x) / area.width * (frame.plot.x_maximum - frame.plot.x_minimum);
}

/**
 * nrn_valley_plot_has_ball:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 * @x: a place in the picture
 * @y: likewise
 *
 * Returns: whether the ball is there, or so near that one means it
 */
gboolean
nrn_valley_plot_has_ball (const NrnValleyPlot *plot,
                          double               width,
                          double               height,
                          double               x,
                          double               y)
{
  g_auto (Frame) frame = { .plot.n_series = 0 };
  NrnPlotArea area;

  if (!has_ball (plot))
    return FALSE;

  frame_init (&frame, plot, &nrn_palette_light);
  area = lay_out (&frame, plot, width, &height);

  return hypot (x - nrn_plot_area_get_x (&area, plot->value),
                y - nrn_plot_area_get_y (&area, plot->loss)) <= BALL_REACH * area.scale;
}

/**
 * nrn_valley_plot_measure_step:
 * @plot: a plot
 * @width: of its picture
 * @height: likewise
 *
 * Returns: how long the step's arrow is, in pixels; it may be hidden under the
 *   ball if it is shorter than that
 */
double
nrn_valley_plot_measure_step (const NrnValleyPlot *plot,
                              double               width,
                              double               height)
{
  g_auto (Frame) frame = { .plot.n_series = 0 };
  NrnPlotArea area;

  if (!has_arrows (plot) || !isfinite (plot->new_value))
    return 0;

  frame_init (&frame, plot, &nrn_palette_light);
  area = lay_out (&frame, plot, width, &height);

  return fabs (clamp_x (&area, plot->new_value) - nrn_plot_area_get_x (&area, plot->value));
}
