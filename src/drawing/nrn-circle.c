/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "config.h"

#include "nrn-circle.h"

/**
 * nrn_circle_paint_point:
 * @cr: where
 * @x: the middle, in user-space pixels
 * @y: likewise
 * @radius: to the middle of the line around
 * @line: width of the line
 * @inside: colour of the point
 * @outline: colour of the line
 */
void
nrn_circle_paint_point (cairo_t        *cr,
                        double          x,
                        double          y,
                        double          radius,
                        double          line,
                        const NrnColor *inside,
                        const NrnColor *outline)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  nrn_color_set_source (inside, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (outline, 1, cr);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

/**
 * nrn_circle_paint_ring:
 * @cr: where
 * @x: the middle, in user-space pixels
 * @y: likewise
 * @radius: to the middle of the line
 * @line: width of the line
 * @color: of the line
 * @background: colour of a line twice as wide under it, so that the ring
 *   stands out among dots and on curves
 *
 * What is inside the ring stays in sight.
 */
void
nrn_circle_paint_ring (cairo_t        *cr,
                       double          x,
                       double          y,
                       double          radius,
                       double          line,
                       const NrnColor *color,
                       const NrnColor *background)
{
  cairo_new_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  nrn_color_set_source (background, 1, cr);
  cairo_set_line_width (cr, 2 * line);
  cairo_stroke_preserve (cr);
  nrn_color_set_source (color, 1, cr);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}
