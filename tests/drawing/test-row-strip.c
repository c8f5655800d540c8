/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the strip of all rows.
 */

#include "nrn-row-strip.h"

#include <math.h>

static const guint rows[] = { 4, 4, 4, 4 };
static const guint first[] = { 4, 2, 0, 1 };
static const guint second[] = { 0, 0, 4, 4 };

static const NrnRowTrack tracks[] = {
  { "first", &nrn_palette_light.text, first },
  { "held out", &nrn_palette_light.text, second },
};

static const NrnRowStrip strip = { 4, 16, rows, 2, tracks, 1, &nrn_palette_light };

/* A bar is as high as its share, and the pieces are side by side. */
static void
test_bars (void)
{
  double whole = 0, end = 0;

  for (guint track = 0; track < 2; track++)
    for (guint piece = 0; piece < 4; piece++)
      {
        double x, y, width, height;

        nrn_row_strip_get_bar (&strip, 500, track, piece, &x, &y, &width, &height);
        if (track == 0 && piece == 0)
          whole = height;
        g_assert_cmpfloat_with_epsilon (height, whole * tracks[track].counts[piece] / 4, 1e-9);
        if (piece > 0)
          g_assert_cmpfloat_with_epsilon (x, end, 1e-9);
        end = x + width;
      }
  g_assert_cmpfloat (end, >, 490);
  g_assert_cmpfloat (end, <=, 500);
}

/* What is painted is where nrn_row_strip_get_bar() says. */
static void
test_ink (void)
{
  int height = (int) ceil (nrn_row_strip_get_height (2, 1));
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_A8, 500, height);
  cairo_t *cr = cairo_create (image);

  nrn_row_strip_paint (cr, &strip, 500);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  for (guint track = 0; track < 2; track++)
    for (guint piece = 0; piece < 4; piece++)
      {
        double x, y, bar_width, bar_height, full, unused;
        const guchar *data = cairo_image_surface_get_data (image);
        int stride = cairo_image_surface_get_stride (image);

        nrn_row_strip_get_bar (&strip, 500, 0, 0, &x, &unused, &bar_width, &full);
        nrn_row_strip_get_bar (&strip, 500, track, piece, &x, &y, &bar_width, &bar_height);
        if (bar_height > 0)
          g_assert_cmpuint (data[(int) (y + bar_height / 2) * stride + (int) (x + bar_width / 2)],
                            ==, 255);
        if (bar_height < full)
          g_assert_cmpuint (data[(int) (y + bar_height - full + 1) * stride +
                                 (int) (x + bar_width / 2)], <, 100);
      }
  cairo_surface_destroy (image);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/row-strip/bars", test_bars);
  g_test_add_func ("/drawing/row-strip/ink", test_ink);

  return g_test_run ();
}
