/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Bars of a plot: their places and counts, and by their pixels.
 */

#include "nrn-plot.h"

#include <math.h>

#define WIDTH  600
#define HEIGHT 300

static void
test_places (void)
{
  static const struct
  {
    double minimum, maximum;
    double first, width;
    guint  n_bars;
  } cases[] = {
    { 0.4781, 0.9333, 0.46, 0.02, 24 },
    { 0, 1, 0, 0.05, 21 },
    { -3, 17, -3, 1, 21 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NrnPlotBars bars;

      nrn_plot_bars_init (&bars, cases[i].minimum, cases[i].maximum, 24);
      g_test_message ("%g, %g, %u", bars.first, bars.width, bars.n_bars);
      g_assert_cmpfloat_with_epsilon (bars.first, cases[i].first, 1e-9);
      g_assert_cmpfloat_with_epsilon (bars.width, cases[i].width, 1e-9);
      g_assert_cmpuint (bars.n_bars, ==, cases[i].n_bars);
      g_assert_cmpint (nrn_plot_bars_find (&bars, cases[i].minimum), ==, 0);
      g_assert_cmpint (nrn_plot_bars_find (&bars, cases[i].maximum), ==, (int) bars.n_bars - 1);
      g_assert_cmpint (nrn_plot_bars_find (&bars, cases[i].maximum + 2 * bars.width), ==, -1);
      g_assert_cmpint (nrn_plot_bars_find (&bars, cases[i].minimum - 2 * bars.width), ==, -1);
    }
}

static void
test_counts (void)
{
  static const double values[] = { 0.1, 0.11, 0.3, NAN, 0.5, 0.5, 0.5, INFINITY };
  NrnPlotBars bars;

  nrn_plot_bars_init (&bars, 0.1, 0.5, 6);
  g_assert_cmpfloat_with_epsilon (bars.width, 0.1, 1e-9);
  g_assert_cmpfloat (nrn_plot_bars_count (&bars, values, G_N_ELEMENTS (values)), ==, 3);
  g_assert_cmpfloat (bars.heights[0], ==, 2);
  g_assert_cmpfloat (bars.heights[1], ==, 0);
  g_assert_cmpfloat (bars.heights[2], ==, 1);
  g_assert_cmpfloat (bars.heights[4], ==, 3);
}

static void
test_all_the_same (void)
{
  static const double values[] = { 0.25, 0.25, 0, -4 };

  for (guint i = 1; i < G_N_ELEMENTS (values); i++)
    {
      NrnPlotBars bars;

      nrn_plot_bars_init (&bars, values[i], values[i], 24);
      g_assert_cmpuint (bars.n_bars, ==, 1);
      g_assert_cmpfloat (bars.width, >, 0);
      g_assert_cmpint (nrn_plot_bars_find (&bars, values[i]), ==, 0);
    }
}

/* Pixels of the colour of the chosen bar. */
static guint
count_chosen (const NrnPlotBars *bars)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);
  const NrnColor *color = nrn_palette_get_class (&nrn_palette_light, 0, 2);
  const NrnPlotVertical vertical = { "here", 0.5, NRN_PLOT_DASHED };
  NrnPlot plot = {
    .bars = bars, .verticals = &vertical, .n_verticals = 1, .ceiling = NAN,
    .x_minimum = 0, .x_maximum = 1, .y_minimum = 0, .y_maximum = 10,
  };
  const guint32 *pixels;
  guint n = 0;

  nrn_plot_paint (cr, &plot, WIDTH, HEIGHT, &nrn_palette_light);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  for (int i = 0; i < WIDTH * HEIGHT; i++)
    n += fabs ((pixels[i] >> 16 & 0xff) / 255.0 - color->red) < 0.01 &&
         fabs ((pixels[i] >> 8 & 0xff) / 255.0 - color->green) < 0.01 &&
         fabs ((pixels[i] & 0xff) / 255.0 - color->blue) < 0.01;
  cairo_surface_destroy (image);

  return n;
}

/* A bar that is chosen stands out, and twice as high is twice as much. */
static void
test_chosen (void)
{
  NrnPlotBars bars;
  guint low, high;

  nrn_plot_bars_init (&bars, 0, 0.99, 10);
  bars.heights[2] = 4;
  bars.heights[3] = 8;
  g_assert_cmpuint (count_chosen (&bars), ==, 0);
  bars.chosen = 2;
  low = count_chosen (&bars);
  bars.chosen = 3;
  high = count_chosen (&bars);
  g_assert_cmpuint (low, >, 1000);
  g_assert_cmpfloat_with_epsilon ((double) high / low, 2, 0.1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/plot-bars/places", test_places);
  g_test_add_func ("/drawing/plot-bars/counts", test_counts);
  g_test_add_func ("/drawing/plot-bars/all-the-same", test_all_the_same);
  g_test_add_func ("/drawing/plot-bars/chosen", test_chosen);

  return g_test_run ();
}
