/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the plots, by their pixels.
 */

#include "nrn-plot.h"

#include <math.h>

#include "nrn-history-plot.h"
#include "nrn-response-plot.h"

#define WIDTH  800
#define HEIGHT 500

static cairo_surface_t *
create_image (void)
{
  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
}

/* Pixels near a colour within columns [left, right). */
static guint
count_pixels (cairo_surface_t *image,
              const NrnColor  *color,
              int              left,
              int              right)
{
  const guint32 *pixels;
  int stride = cairo_image_surface_get_stride (image) / 4;
  guint n = 0;

  cairo_surface_flush (image);
  pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = left; x < right; x++)
      {
        guint32 pixel = pixels[y * stride + x];

        n += fabs ((pixel >> 16 & 0xff) / 255.0 - color->red) < 0.05 &&
             fabs ((pixel >> 8 & 0xff) / 255.0 - color->green) < 0.05 &&
             fabs ((pixel & 0xff) / 255.0 - color->blue) < 0.05;
      }

  return n;
}

static NrnHistory *
create_history (guint    n_epochs,
                gboolean with_validation)
{
  g_autofree NrnEpoch *epochs = g_new (NrnEpoch, n_epochs + 1);

  for (guint i = 0; i < n_epochs; i++)
    {
      double loss = 0.3 + 0.4 * exp (-5.0 * i / n_epochs) + 0.01 * (i % 7);

      epochs[i] = (NrnEpoch) { loss, 1 - loss / 2, with_validation ? loss + 0.1 : NAN, NAN };
    }

  return nrn_history_new (epochs, n_epochs);
}

static cairo_surface_t *
paint_history (const NrnHistory *history,
               NrnHistoryMetric  metric,
               guint             n_epochs_total,
               double            ceiling,
               const NrnPalette *palette)
{
  cairo_surface_t *image = create_image ();
  cairo_t *cr = cairo_create (image);

  nrn_history_plot_paint (cr, history, metric, n_epochs_total, ceiling, WIDTH, HEIGHT, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);

  return image;
}

static void
test_history_sizes (void)
{
  static const guint sizes[] = { 0, 1, 2, 20, 700, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint metric = NRN_PLOT_LOSS; metric <= NRN_PLOT_ACCURACY; metric++)
      {
        g_autoptr (NrnHistory) history = create_history (sizes[i], i % 2 == 0);
        cairo_surface_t *image = paint_history (history, (NrnHistoryMetric) metric, sizes[i],
                                                NAN, &nrn_palette_light);
        guint n = count_pixels (image, &nrn_palette_light.text, 150, 650);

        /* A curve of two pixels crosses the five hundred columns. */
        if (sizes[i] >= 20)
          g_assert_cmpuint (n, >, 500);
        cairo_surface_destroy (image);
      }
}

/* Half of the epochs: nothing right of the middle but the value. */
static void
test_history_unfinished (void)
{
  g_autoptr (NrnHistory) history = create_history (20, FALSE);
  cairo_surface_t *image = paint_history (history, NRN_PLOT_LOSS, 80, NAN, &nrn_palette_light);

  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.text, 80, 210), >, 150);
  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.text, 320, 680), ==, 0);
  cairo_surface_destroy (image);
}

static void
test_history_ceiling (void)
{
  g_autoptr (NrnHistory) history = create_history (20, FALSE);
  cairo_surface_t *with = paint_history (history, NRN_PLOT_LOSS, 20, 0.191, &nrn_palette_dark);
  cairo_surface_t *without = paint_history (history, NRN_PLOT_LOSS, 20, NAN, &nrn_palette_dark);

  g_assert_cmpuint (count_pixels (with, &nrn_palette_dark.ceiling, 100, 600), >, 200);
  g_assert_cmpuint (count_pixels (without, &nrn_palette_dark.ceiling, 0, WIDTH), ==, 0);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

static void
test_history_validation (void)
{
  g_autoptr (NrnHistory) with = create_history (20, TRUE);
  g_autoptr (NrnHistory) without = create_history (20, FALSE);
  cairo_surface_t *two = paint_history (with, NRN_PLOT_LOSS, 20, NAN, &nrn_palette_print);
  cairo_surface_t *one = paint_history (without, NRN_PLOT_LOSS, 20, NAN, &nrn_palette_print);

  g_assert_cmpuint (count_pixels (two, &nrn_palette_print.quiet, 100, 600), >,
                    count_pixels (one, &nrn_palette_print.quiet, 100, 600) + 200);
  cairo_surface_destroy (two);
  cairo_surface_destroy (one);
}

/* A diverged training: what is finite is drawn. */
static void
test_history_extremes (void)
{
  const NrnEpoch epochs[] = {
    { 0.5, 0.5, 1, 1 }, { 1e300, 0, -1e300, NAN }, { INFINITY, NAN, NAN, NAN },
    { NAN, NAN, NAN, INFINITY }, { -1e308, 2, 1e308, -3 },
  };

  for (guint n = 1; n <= G_N_ELEMENTS (epochs); n++)
    {
      g_autoptr (NrnHistory) history = nrn_history_new (epochs, n);

      cairo_surface_destroy (paint_history (history, NRN_PLOT_LOSS, 5, 0.1, &nrn_palette_light));
      cairo_surface_destroy (paint_history (history, NRN_PLOT_ACCURACY, 0, 2,
                                            &nrn_palette_light));
    }
}

/* One large value among a million must not get lost. */
static void
test_spike_survives (void)
{
  gsize n = 1000000;
  g_autofree double *y = g_new0 (double, n);
  NrnPlotSeries series = { .y = y, .n_points = n, .color = &nrn_palette_light.positive };
  NrnPlot plot = {
    .series = &series, .n_series = 1, .x_minimum = 0, .x_maximum = (double) n,
    .y_maximum = 1, .ceiling = NAN,
  };
  guint counts[2];

  for (guint i = 0; i < 2; i++)
    {
      cairo_surface_t *image = create_image ();
      cairo_t *cr = cairo_create (image);
      NrnColor pale = { 0.678, 0.780, 0.898 };    /* the range's colour on white */

      y[n / 2] = i;
      nrn_plot_paint (cr, &plot, WIDTH, HEIGHT, &nrn_palette_light);
      cairo_destroy (cr);
      counts[i] = count_pixels (image, &pale, 300, 500);
      cairo_surface_destroy (image);
    }
  g_assert_cmpuint (counts[1], >, counts[0] + 200);
}

static void
test_range (void)
{
  const double y[] = { 3, NAN, -1, INFINITY, 2, 99 };
  NrnPlotSeries series = { .y = y, .y_stride = 2, .n_points = 3 };
  NrnPlotSeries nothing = { .y = y + 1, .n_points = 1 };
  double minimum = G_MAXDOUBLE;
  double maximum = -G_MAXDOUBLE;

  g_assert_true (nrn_plot_series_get_range (&series, &minimum, &maximum));
  g_assert_cmpfloat (minimum, ==, -1);
  g_assert_cmpfloat (maximum, ==, 3);
  g_assert_false (nrn_plot_series_get_range (&nothing, &minimum, &maximum));
}

static void
test_response (void)
{
  static const char *const names[] = { "no side effects", "side effects" };
  const double x[] = { 13, 50, 100 };
  const double y[] = { 1, 0, 0.5, 0.5, 0, 1 };
  const float samples[] = { 20, 60, NAN, 1000 };
  NrnPlotStrip strip = { "people", samples, 4, NULL };
  NrnResponse response = { "Response", "age", 3, x, 2, y, names, &strip, 1 };
  cairo_surface_t *image = create_image ();
  cairo_t *cr = cairo_create (image);

  nrn_response_plot_paint (cr, &response, WIDTH, HEIGHT, &nrn_palette_light);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.classes[0], 150, 400), >, 200);
  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.classes[1], 150, 400), >, 200);
  cairo_surface_destroy (image);
}

/* Constant, huge and missing outputs. */
static void
test_response_extremes (void)
{
  const double x[] = { 0, 1 };
  const double cases[][2] = {
    { 5, 5 }, { 0, 0 }, { 1e300, -1e300 }, { NAN, INFINITY }, { 1e308, 1e308 }, { -3, 1e-9 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NrnResponse response = { .n_points = 2, .x = x, .n_outputs = 1, .y = cases[i] };
      cairo_surface_t *image = create_image ();
      cairo_t *cr = cairo_create (image);

      nrn_response_plot_paint (cr, &response, WIDTH, HEIGHT, &nrn_palette_dark);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (image);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/plot/history-sizes", test_history_sizes);
  g_test_add_func ("/drawing/plot/history-unfinished", test_history_unfinished);
  g_test_add_func ("/drawing/plot/history-ceiling", test_history_ceiling);
  g_test_add_func ("/drawing/plot/history-validation", test_history_validation);
  g_test_add_func ("/drawing/plot/history-extremes", test_history_extremes);
  g_test_add_func ("/drawing/plot/spike-survives", test_spike_survives);
  g_test_add_func ("/drawing/plot/range", test_range);
  g_test_add_func ("/drawing/plot/response", test_response);
  g_test_add_func ("/drawing/plot/response-extremes", test_response_extremes);

  return g_test_run ();
}
