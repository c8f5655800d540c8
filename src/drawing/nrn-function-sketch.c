/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An activation or a loss at a glance: the curves of its plot, as small as an
 * icon, with nothing but the axes.
 */

#include "nrn-function-sketch.h"

#include <math.h>

/* Around the curves, so that what lies at an end is not cut off. */
#define MARGIN     2.0
#define LINE_WIDTH 1.75

/* Points that are nearer than that make no difference. */
#define LEAST_STEP 1.0

typedef struct
{
  const NrnFunctionAxes *axes;
  double                 width;
  double                 height;
} Frame;

static double
to_x (const Frame *frame,
      double       x)
{
  double share = (x - frame->axes->x_minimum) / (frame->axes->x_maximum - frame->axes->x_minimum);

  return MARGIN + share * (frame->width - 2 * MARGIN);
}

static double
to_y (const Frame *frame,
      double       y)
{
  double share = (y - frame->axes->y_minimum) / (frame->axes->y_maximum - frame->axes->y_minimum);

  return frame->height - MARGIN - share * (frame->height - 2 * MARGIN);
}

/* Where x and y are 0, on whole pixels. */
static void
draw_axes (cairo_t          *cr,
           const Frame      *frame,
           const NrnPalette *palette)
{
  double x = floor (to_x (frame, 0)) + 0.5;
  double y = floor (to_y (frame, 0)) + 0.5;

  nrn_color_set_source (&palette->quiet, 0.5, cr);
  cairo_set_line_width (cr, 1);
  if (frame->axes->x_minimum <= 0)
    {
      cairo_move_to (cr, x, 0);
      cairo_line_to (cr, x, frame->height);
    }
  cairo_move_to (cr, 0, y);
  cairo_line_to (cr, frame->width, y);
  cairo_stroke (cr);
}

static void
draw_line (cairo_t               *cr,
           const Frame           *frame,
           const NrnFunctionPlot *curve,
           guint                  line)
{
  const double *xs;
  gsize n_points;
  const double *ys = nrn_function_plot_get_line (curve, line, &n_points, &xs);
  double last_x = -INFINITY;
  gboolean goes_on = FALSE;

  for (gsize i = 0; i < n_points; i++)
    {
      double x = to_x (frame, xs[i]);
      gboolean is_end = i == 0 || i + 1 == n_points || isnan (ys[i]) || isnan (ys[i + 1]);

      if (!is_end && x - last_x < LEAST_STEP)
        continue;
      if (isfinite (ys[i]) && goes_on)
        cairo_line_to (cr, x, to_y (frame, ys[i]));
      else if (isfinite (ys[i]))
        cairo_move_to (cr, x, to_y (frame, ys[i]));
      goes_on = isfinite (ys[i]);
      last_x = x;
    }
}

/**
 * nrn_function_sketch_paint:
 * @cr: where; the sketch begins at (0, 0)
 * @curve: what
 * @width: in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws an activation's values, without the derivative, or a loss for both
 * targets, the second one thinner and dashed. Any thread that owns @cr.
 */
void
nrn_function_sketch_paint (cairo_t               *cr,
                           const NrnFunctionPlot *curve,
                           double                 width,
                           double                 height,
                           const NrnPalette      *palette)
{
  const NrnFunctionAxes *axes = nrn_function_plot_get_axes (curve);
  const Frame frame = { axes, width, height };
  const double dashes[] = { 3, 2 };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  draw_axes (cr, &frame, palette);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  if (axes->is_loss)
    {
      draw_line (cr, &frame, curve, 1);
      nrn_color_set_source (nrn_palette_get_class (palette, 1, 2), 1, cr);
      cairo_set_line_width (cr, LINE_WIDTH / 1.5);
      cairo_set_dash (cr, dashes, 2, 0);
      cairo_stroke (cr);
      cairo_set_dash (cr, NULL, 0, 0);
    }
  draw_line (cr, &frame, curve, 0);
  nrn_color_set_source (nrn_palette_get_class (palette, 0, 2), 1, cr);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
  cairo_restore (cr);
}
