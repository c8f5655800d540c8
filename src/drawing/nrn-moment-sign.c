/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Signs for the interesting moments of a training.
 */

#include "nrn-moment-sign.h"

#include <math.h>

#define LINE_WIDTH 2.0

/* A closed path through corners at equal angles, from the top on; every second
 * one at @inner of the radius. */
static void
add_star (cairo_t *cr,
          guint    n_corners,
          double   inner,
          double   turn)
{
  for (guint i = 0; i < n_corners; i++)
    {
      double angle = 2 * G_PI * i / n_corners - G_PI / 2 + turn;
      double radius = NRN_MOMENT_SIGN_SIZE / 2 * (i % 2 == 0 ? 1 : inner);

      cairo_line_to (cr, radius * cos (angle), radius * sin (angle));
    }
  cairo_close_path (cr);
}

static void
add_cross (cairo_t *cr)
{
  double half = NRN_MOMENT_SIGN_SIZE / 2;

  cairo_move_to (cr, -half, 0);
  cairo_line_to (cr, half, 0);
  cairo_move_to (cr, 0, -half);
  cairo_line_to (cr, 0, half);
}

static void
add_square (cairo_t *cr,
            double   side)
{
  cairo_rectangle (cr, -side / 2, -side / 2, side, side);
}

/* Beside its shape, a sign has a colour: of those of classes, for what happens
 * to units; that of the best possible, for the best; of text, for what was done
 * by hand. */
static const NrnColor *
get_color (NrnMomentKind     kind,
           const NrnPalette *palette)
{
  switch (kind)
    {
    case NRN_MOMENT_UNIT_OFF:
      return &palette->classes[3];
    case NRN_MOMENT_UNIT_ON:
      return &palette->classes[0];
    case NRN_MOMENT_BOUNDARY:
      return &palette->classes[1];
    case NRN_MOMENT_ABOVE_GUESS:
      return &palette->classes[2];
    case NRN_MOMENT_BEST:
      return &palette->ceiling;
    case NRN_MOMENT_LEARNING_RATE:
    case NRN_MOMENT_BATCH_SIZE:
    case NRN_MOMENT_EDIT:
    case NRN_MOMENT_N_KINDS:
    default:
      return &palette->text;
    }
}

/**
 * nrn_moment_paint_sign:
 * @cr: where
 * @kind: of a moment
 * @x: the middle of the sign
 * @y: likewise
 * @palette: the colours
 *
 * Draws a sign that can be told from the others by its shape alone: down for
 * off, up for on, a diamond for the boundary, a star for the best, a cross for
 * better than guessing; round and square for what was changed by hand.
 */
void
nrn_moment_paint_sign (cairo_t          *cr,
                       NrnMomentKind     kind,
                       double            x,
                       double            y,
                       const NrnPalette *palette)
{
  gboolean is_line = kind == NRN_MOMENT_ABOVE_GUESS || kind == NRN_MOMENT_EDIT ||
                     kind == NRN_MOMENT_BATCH_SIZE;

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_new_path (cr);
  cairo_set_line_width (cr, LINE_WIDTH);
  nrn_color_set_source (get_color (kind, palette), 1, cr);
  switch (kind)
    {
    case NRN_MOMENT_UNIT_OFF:
      add_star (cr, 3, 1, G_PI);
      break;
    case NRN_MOMENT_UNIT_ON:
      add_star (cr, 3, 1, 0);
      break;
    case NRN_MOMENT_BOUNDARY:
      add_star (cr, 4, 1, 0);
      break;
    case NRN_MOMENT_BEST:
      add_star (cr, 10, 0.45, 0);
      break;
    case NRN_MOMENT_LEARNING_RATE:
      cairo_arc (cr, 0, 0, NRN_MOMENT_SIGN_SIZE / 2 - 0.5, 0, 2 * G_PI);
      break;
    case NRN_MOMENT_BATCH_SIZE:
      cairo_arc (cr, 0, 0, NRN_MOMENT_SIGN_SIZE / 2 - 1, 0, 2 * G_PI);
      break;
    case NRN_MOMENT_EDIT:
      add_square (cr, NRN_MOMENT_SIGN_SIZE - LINE_WIDTH);
      break;
    case NRN_MOMENT_ABOVE_GUESS:
    case NRN_MOMENT_N_KINDS:
    default:
      add_cross (cr);
      break;
    }
  if (is_line)
    cairo_stroke (cr);
  else
    cairo_fill (cr);
  cairo_restore (cr);
}
