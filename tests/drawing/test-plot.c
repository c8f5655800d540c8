/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the plots, by their pixels.
 */

#include "nrn-plot-private.h"

#include <math.h>
#include <string.h>

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
               const char       *metric,
               guint             n_epochs_total,
               double            ceiling,
               const NrnPalette *palette)
{
  cairo_surface_t *image = create_image ();
  cairo_t *cr = cairo_create (image);
  g_autoptr (NrnHistoryCurves) curves = nrn_history_curves_new (metric);
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = n_epochs_total, .ceiling = ceiling, .marked_epoch = -1,
  };

  nrn_history_curves_update (curves, history);
  nrn_history_plot_paint (cr, &plot, WIDTH, HEIGHT, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);

  return image;
}

static void
test_history_sizes (void)
{
  static const guint sizes[] = { 0, 1, 2, 20, 700, 1000000 };
  static const char *const metrics[] = { "loss", "accuracy" };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint metric = 0; metric < G_N_ELEMENTS (metrics); metric++)
      {
        g_autoptr (NrnHistory) history = create_history (sizes[i], i % 2 == 0);
        cairo_surface_t *image = paint_history (history, metrics[metric], sizes[i],
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
  cairo_surface_t *image = paint_history (history, "loss", 80, NAN, &nrn_palette_light);

  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.text, 80, 210), >, 150);
  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.text, 320, 680), ==, 0);
  cairo_surface_destroy (image);
}

static void
test_history_ceiling (void)
{
  g_autoptr (NrnHistory) history = create_history (20, FALSE);
  cairo_surface_t *with = paint_history (history, "loss", 20, 0.191, &nrn_palette_dark);
  cairo_surface_t *without = paint_history (history, "loss", 20, NAN, &nrn_palette_dark);

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
  cairo_surface_t *two = paint_history (with, "loss", 20, NAN, &nrn_palette_print);
  cairo_surface_t *one = paint_history (without, "loss", 20, NAN, &nrn_palette_print);

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

      cairo_surface_destroy (paint_history (history, "loss", 5, 0.1, &nrn_palette_light));
      cairo_surface_destroy (paint_history (history, "accuracy", 0, 2,
                                            &nrn_palette_light));
    }
}

/* One large value among a million must not get lost. */
static void
test_spike_survives (void)
{
  gsize n = 1000000;
  g_autofree double *y = g_new0 (double, n);
  NrnPlotSeries series = { .color = &nrn_palette_light.positive };
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
      g_autoptr (NrnCurve) curve = NULL;

      y[n / 2] = i;
      series.curve = curve = nrn_curve_new_from (n, y, 1);
      nrn_plot_paint (cr, &plot, WIDTH, HEIGHT, &nrn_palette_light);
      cairo_destroy (cr);
      counts[i] = count_pixels (image, &pale, 300, 500);
      cairo_surface_destroy (image);
    }
  g_assert_cmpuint (counts[1], >, counts[0] + 200);
}

/* ---- In a card, with all there is to it ---- */

static NrnHistoryCurves *
create_curves (const char       *metric,
               const double     *losses,
               guint             n)
{
  NrnHistoryCurves *curves = nrn_history_curves_new (metric);
  g_autofree NrnEpoch *epochs = g_new (NrnEpoch, n + 1);
  g_autoptr (NrnHistory) history = NULL;

  for (guint i = 0; i < n; i++)
    epochs[i] = (NrnEpoch) { losses[i], 1 - losses[i], losses[i] * 1.1, NAN };
  history = nrn_history_new (epochs, n);
  nrn_history_curves_update (curves, history);

  return curves;
}

static cairo_surface_t *
paint_plot (const NrnHistoryPlot *plot,
            guint                 cross_hair)
{
  cairo_surface_t *image = create_image ();
  cairo_t *cr = cairo_create (image);

  nrn_history_plot_paint (cr, plot, WIDTH, HEIGHT, &nrn_palette_light);
  if (cross_hair > 0)
    nrn_history_plot_paint_cross_hair (cr, plot, cross_hair, WIDTH, HEIGHT, &nrn_palette_light);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);

  return image;
}

/* Rows [top, bottom) of two pictures in which any pixel differs. */
static guint
count_other_rows (cairo_surface_t *a,
                  cairo_surface_t *b,
                  int              top,
                  int              bottom)
{
  gsize stride = (gsize) cairo_image_surface_get_stride (a);
  guint n = 0;

  cairo_surface_flush (a);
  cairo_surface_flush (b);
  for (int y = top; y < bottom; y++)
    n += memcmp (cairo_image_surface_get_data (a) + (gsize) y * stride,
                 cairo_image_surface_get_data (b) + (gsize) y * stride, WIDTH * 4) != 0;

  return n;
}

static const double falling[] = { 0.9, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005 };

#define N_FALLING G_N_ELEMENTS (falling)

/* A tenfold loss is as far from the next as that from its next. */
static void
test_log_scale (void)
{
  const double losses[] = { 1, 0.1, 0.01 };
  g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", losses, 3);
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 3, .ceiling = NAN, .is_card = TRUE, .marked_epoch = -1,
  };
  cairo_surface_t *linear = paint_plot (&plot, 0);
  cairo_surface_t *log_scale;

  plot.is_log = TRUE;
  log_scale = paint_plot (&plot, 0);
  g_assert_cmpuint (count_other_rows (linear, log_scale, 60, 400), >, 200);
  cairo_surface_destroy (linear);
  cairo_surface_destroy (log_scale);
}

/* A loss that is not above 0 has no place on it, nor has one that is not a
 * number; the rest is drawn. */
static void
test_log_gaps (void)
{
  const double cases[][3] = {
    { 0, -1, -2 }, { 0.5, 0, -3 }, { NAN, NAN, NAN }, { 0.5, 0.5, 0.5 }, { 1e300, 1e-300, 1 },
    { INFINITY, -INFINITY, 5e-324 }, { 1e-310, 1e308, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", cases[i], 3);
      NrnHistoryPlot plot = {
        .curves = curves, .n_epochs = 3, .ceiling = i % 2 == 0 ? NAN : -1, .is_card = TRUE,
        .is_log = TRUE, .is_smoothed = i % 2 == 0, .marked_epoch = (int) i - 1,
      };

      cairo_surface_destroy (paint_plot (&plot, 2));
    }
}

/* One epoch, or one between two gaps, is a dot. */
static void
test_lonely_epoch (void)
{
  const double losses[] = { NAN, 0.5, NAN, NAN, 0.25 };
  g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", losses, 5);
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 10, .ceiling = NAN, .is_card = TRUE, .marked_epoch = -1,
  };
  cairo_surface_t *image = paint_plot (&plot, 0);

  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.text, 180, 230), >, 3);
  g_assert_cmpuint (count_pixels (image, &nrn_palette_light.text, 260, 360), ==, 0);
  cairo_surface_destroy (image);
}

/* The smoothed curve is in front of a pale one. */
static void
test_smoothing (void)
{
  double losses[100];
  g_autoptr (NrnHistoryCurves) curves = NULL;
  NrnHistoryPlot plot = { .n_epochs = 100, .ceiling = NAN, .is_card = TRUE, .marked_epoch = -1 };
  cairo_surface_t *raw, *smoothed;
  NrnColor pale = { 0.693, 0.693, 0.7 };      /* the raw curve on white */

  for (guint i = 0; i < 100; i++)
    losses[i] = 0.5 + (i % 2) * 0.3;
  plot.curves = curves = create_curves ("loss", losses, 100);
  raw = paint_plot (&plot, 0);
  plot.is_smoothed = TRUE;
  smoothed = paint_plot (&plot, 0);
  g_assert_cmpuint (count_pixels (smoothed, &nrn_palette_light.text, 100, 700), <,
                    count_pixels (raw, &nrn_palette_light.text, 100, 700) / 2);
  g_assert_cmpuint (count_pixels (smoothed, &pale, 100, 700), >,
                    count_pixels (raw, &pale, 100, 700) + 1000);
  cairo_surface_destroy (raw);
  cairo_surface_destroy (smoothed);
}

/* What somebody else has printed is there before the first epoch. */
static void
test_printed (void)
{
  const NrnEpoch printed[] = { { 0.6, 0.5, NAN, NAN }, { 0.4, 0.8, NAN, NAN }, { 0.3, 0.9, NAN, NAN } };
  g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", NULL, 0);
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 3, .ceiling = NAN, .is_card = TRUE, .marked_epoch = -1,
    .printed = printed, .n_printed = 3,
  };
  cairo_surface_t *with = paint_plot (&plot, 0);
  cairo_surface_t *without;

  plot.n_printed = 0;
  without = paint_plot (&plot, 0);
  g_assert_cmpuint (count_pixels (with, &nrn_palette_light.quiet, 400, 780), >,
                    count_pixels (without, &nrn_palette_light.quiet, 400, 780) + 100);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

/* The cross-hair's line is where its epoch is picked, and the values stand
 * above the curves. */
static void
test_cross_hair (void)
{
  g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", falling, N_FALLING);
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 20, .ceiling = 0.1, .is_card = TRUE, .marked_epoch = -1,
  };
  cairo_surface_t *without = paint_plot (&plot, 0);
  guint last = 0;

  for (int x = -10; x < WIDTH + 10; x++)
    {
      guint epoch = nrn_history_plot_pick (&plot, WIDTH, HEIGHT, x);

      g_assert_cmpuint (epoch, >=, MAX (last, 1));
      g_assert_cmpuint (epoch, <=, MIN (last + 1, N_FALLING));
      last = epoch;
    }
  g_assert_cmpuint (last, ==, N_FALLING);

  for (guint epoch = 1; epoch <= N_FALLING; epoch++)
    {
      cairo_surface_t *with = paint_plot (&plot, epoch);

      g_assert_cmpuint (count_other_rows (without, with, 0, 24), >, 5);
      g_assert_cmpuint (count_other_rows (without, with, 60, 420), >=, 340);
      cairo_surface_destroy (with);
    }
  cairo_surface_destroy (without);
}

static void
test_description (void)
{
  const NrnEpoch printed[] = { { 0.6, 0.5, NAN, NAN }, { 0.4, 0.8, NAN, NAN } };
  g_autoptr (NrnHistoryCurves) loss = create_curves ("loss", falling, N_FALLING);
  g_autoptr (NrnHistoryCurves) accuracy = create_curves ("accuracy", falling, N_FALLING);
  NrnHistoryPlot plot = {
    .curves = loss, .n_epochs = 20, .printed = printed, .n_printed = 2, .marked_epoch = -1,
  };
  g_autofree char *second = nrn_history_plot_describe (&plot, 2);
  g_autofree char *third = nrn_history_plot_describe (&plot, 3);
  g_autofree char *right = NULL;

  g_assert_cmpstr (second, ==, "epoch 2; training 0.7000; validation 0.7700; "
                               "printed in the course notes 0.4000");
  g_assert_cmpstr (third, ==, "epoch 3; training 0.5000; validation 0.5500");
  plot.curves = accuracy;
  right = nrn_history_plot_describe (&plot, 10);
  g_assert_cmpstr (right, ==, "epoch 10; training 99.5 %");
}

static void
test_marker (void)
{
  g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", falling, N_FALLING);
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 20, .ceiling = NAN, .is_card = TRUE, .marked_epoch = -1,
  };
  cairo_surface_t *without = paint_plot (&plot, 0);
  cairo_surface_t *with;

  plot.marked_epoch = 0;
  with = paint_plot (&plot, 0);
  g_assert_cmpuint (count_other_rows (without, with, 60, 420), ==, 360);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

/* Faint curves have no names of their own in the legend, but can have one for all. */
static void
test_faint_name (void)
{
  const double values[] = { 0.2, 0.4, 0.6 };
  g_autoptr (NrnCurve) curve = nrn_curve_new_from (3, values, 1);
  const NrnPlotSeries series[] = {
    { .name = "one", .curve = curve, .color = &nrn_palette_light.positive },
    { .name = "two", .curve = curve, .color = &nrn_palette_light.quiet, .is_faint = TRUE },
    { .name = "three", .curve = curve, .color = &nrn_palette_light.quiet, .is_faint = TRUE },
  };
  NrnPlot plot = {
    .series = series, .n_series = 3, .x_maximum = 4, .y_maximum = 1, .ceiling = NAN,
    .x_minimum = 1,
  };
  guint n_other[3];

  for (guint i = 0; i < 3; i++)
    {
      cairo_surface_t *images[2] = { create_image (), create_image () };

      for (guint j = 0; j < 2; j++)
        {
          cairo_t *cr = cairo_create (images[j]);

          plot.faint_name = j == 1 ? "others" : NULL;
          plot.n_series = i + 1;
          nrn_plot_paint (cr, &plot, WIDTH, HEIGHT, &nrn_palette_light);
          cairo_destroy (cr);
        }
      n_other[i] = count_other_rows (images[0], images[1], 0, 60);
      cairo_surface_destroy (images[0]);
      cairo_surface_destroy (images[1]);
    }
  g_assert_cmpuint (n_other[0], ==, 0);
  g_assert_cmpuint (n_other[1], >, 5);
  g_assert_cmpuint (n_other[2], ==, n_other[1]);
}

/* Where the title of the axis stands beside its numbers, the name of a moment at
 * the very start does not lie on it. */
static void
test_marker_beside_title (void)
{
  g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", falling, N_FALLING);
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 20, .ceiling = NAN, .is_card = TRUE, .marked_epoch = -1,
  };
  const NrnTextStyle style = nrn_plot_get_note_style (1);
  cairo_surface_t *images[2];
  double title;
  guint n_others = 0;

  nrn_text_measure ("epoch", &style, &title, NULL);
  for (guint i = 0; i < 2; i++)
    {
      cairo_t *cr;

      images[i] = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 140);
      cr = cairo_create (images[i]);
      nrn_history_plot_paint (cr, &plot, 256, 140, &nrn_palette_light);
      plot.marked_epoch = 0;
      if (i == 1)
        nrn_history_plot_paint_moment (cr, &plot, 256, 140, &nrn_palette_light);
      cairo_destroy (cr);
      cairo_surface_flush (images[i]);
    }
  for (int y = 0; y < 140; y++)
    {
      const guint8 *rows[2];

      for (guint i = 0; i < 2; i++)
        rows[i] = cairo_image_surface_get_data (images[i]) + y * cairo_image_surface_get_stride (images[i]);
      g_assert_cmpmem (rows[0], 4 * (gsize) (NRN_PLOT_CARD_MARGIN + title), rows[1],
                       4 * (gsize) (NRN_PLOT_CARD_MARGIN + title));
      n_others += memcmp (rows[0], rows[1], 4 * 256) != 0;
    }
  g_assert_cmpuint (n_others, >, 80);
  cairo_surface_destroy (images[0]);
  cairo_surface_destroy (images[1]);
}

/* From a narrow pane to a projector, with everything: nothing fails, and
 * something of the curve is there. */
static void
test_picture_sizes (void)
{
  static const struct { int width; int height; } sizes[] = {
    { 1, 1 }, { 16, 16 }, { 200, 90 }, { 256, 140 }, { 1200, 400 }, { 3840, 2160 },
  };
  const NrnEpoch printed[] = { { 0.6, 0.5, NAN, NAN }, { 0.4, 0.8, NAN, NAN } };
  g_autoptr (NrnHistoryCurves) curves = create_curves ("loss", falling, N_FALLING);

  for (guint i = 0; i < 8 * G_N_ELEMENTS (sizes); i++)
    {
      int width = sizes[i / 8].width;
      int height = sizes[i / 8].height;
      NrnHistoryPlot plot = {
        .curves = curves, .n_epochs = 20, .ceiling = 0.191, .is_card = (i & 1) != 0,
        .is_log = (i & 2) != 0, .is_smoothed = (i & 4) != 0, .printed = printed, .n_printed = 2,
        .marked_epoch = (int) (i % 3) - 1,
      };
      cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
      cairo_t *cr = cairo_create (image);

      nrn_history_plot_paint (cr, &plot, width, height, &nrn_palette_dark);
      if (plot.is_card)
        nrn_history_plot_paint_cross_hair (cr, &plot, 3, width, height, &nrn_palette_dark);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_destroy (image);
    }
}

/* Many points are drawn pixel by pixel on images, and as paths elsewhere:
 * the same picture. */
static void
test_columns_are_paths (void)
{
  gsize n = 20000;
  g_autoptr (NrnCurve) curve = nrn_curve_new ();
  NrnPlotSeries series = { .curve = curve, .color = &nrn_palette_light.positive };
  NrnPlot plot = {
    .series = &series, .n_series = 1, .x_maximum = (double) n, .y_maximum = 1, .ceiling = NAN,
  };
  cairo_rectangle_t extents = { 0, 0, WIDTH, HEIGHT };
  cairo_surface_t *images[2] = { create_image (), create_image () };
  cairo_surface_t *recording = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, &extents);
  guint n_positive[2];

  for (gsize i = 0; i < n; i++)
    nrn_curve_append (curve, i / 3000 % 3 == 1 ? NAN : 0.5 + 0.4 * sin (i / 900.0) +
                                                       0.001 * (i % 97));
  for (guint i = 0; i < 2; i++)
    {
      cairo_t *cr = cairo_create (i == 0 ? images[0] : recording);

      nrn_plot_paint (cr, &plot, WIDTH, HEIGHT, &nrn_palette_light);
      cairo_destroy (cr);
      if (i == 1)
        {
          cr = cairo_create (images[1]);
          cairo_set_source_surface (cr, recording, 0, 0);
          cairo_paint (cr);
          cairo_destroy (cr);
        }
      n_positive[i] = count_pixels (images[i], &nrn_palette_light.positive, 0, WIDTH);
    }

  g_assert_cmpuint (n_positive[0], >, 500);
  g_assert_cmpfloat_with_epsilon ((double) n_positive[0] / n_positive[1], 1, 0.1);
  cairo_surface_destroy (recording);
  cairo_surface_destroy (images[0]);
  cairo_surface_destroy (images[1]);
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

/* A run has the colour of its number, and its number beside its end; the axis
 * is as long as the longest run. */
static void
test_runs (void)
{
  g_autoptr (NrnHistory) history = create_history (5, FALSE);
  g_autoptr (NrnHistoryCurves) curves = nrn_history_curves_new ("loss");
  const double values[] = { 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05 };
  g_autoptr (NrnCurve) curve = nrn_curve_new_from (G_N_ELEMENTS (values), values, 1);
  const NrnHistoryRun runs[] = {
    { .number = 2, .name = "slow", .curve = curve },
    { .number = 9, .curve = curve },
  };
  const NrnColor *second = &nrn_palette_light.classes[1];
  const NrnColor *third = &nrn_palette_light.classes[2];
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 5, .ceiling = NAN, .marked_epoch = -1, .is_card = TRUE,
    .own_name = "mine", .runs = runs, .n_runs = 1,
  };
  cairo_surface_t *image;

  nrn_history_curves_update (curves, history);
  image = paint_plot (&plot, 0);
  g_assert_cmpuint (count_pixels (image, second, 0, WIDTH), >, 500);
  g_assert_cmpuint (count_pixels (image, second, WIDTH / 2, WIDTH), >, 200);
  g_assert_cmpuint (count_pixels (image, third, 0, WIDTH), ==, 0);
  g_assert_cmpuint (nrn_history_plot_pick (&plot, WIDTH, HEIGHT, WIDTH), ==, 5);
  cairo_surface_destroy (image);

  plot.runs = runs + 1;
  image = paint_plot (&plot, 0);
  g_assert_cmpuint (count_pixels (image, third, 0, WIDTH), >, 500);
  g_assert_cmpuint (count_pixels (image, second, 0, WIDTH), ==, 0);
  cairo_surface_destroy (image);
}

/* Runs of the same colour have other marks. */
static void
test_signs_of_runs (void)
{
  cairo_surface_t *signs[8];

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    {
      cairo_t *cr;

      signs[i] = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 28, 18);
      cr = cairo_create (signs[i]);
      nrn_history_run_paint_sign (cr, i + 1, 28, 18, &nrn_palette_light);
      cairo_destroy (cr);
      cairo_surface_flush (signs[i]);
      for (guint j = 0; j < i; j++)
        g_assert_cmpint (memcmp (cairo_image_surface_get_data (signs[i]),
                                 cairo_image_surface_get_data (signs[j]),
                                 (gsize) cairo_image_surface_get_stride (signs[i]) * 18), !=, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    cairo_surface_destroy (signs[i]);
}

/* The curve that is under the pointer, and none where there is none. */
static void
test_pick_series (void)
{
  const double rising[] = { 0, 0.5, 1 }, flat[] = { 0.2, 0.2, 0.2 }, x[] = { 0, 0.5, 1 };
  g_autoptr (NrnCurve) first = nrn_curve_new_from (3, rising, 1);
  g_autoptr (NrnCurve) second = nrn_curve_new_from (3, flat, 1);
  NrnPlotSeries series[] = { { .curve = first, .x = x }, { .curve = second, .x = x } };
  NrnPlot plot = { .series = series, .n_series = 2, .x_maximum = 1, .y_maximum = 1, .ceiling = NAN };
  NrnPlotArea area = nrn_plot_find_area (&plot, WIDTH, HEIGHT);
  double at = nrn_plot_area_get_x (&area, 0.75);

  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    {
      double y = nrn_plot_area_get_y (&area, i == 0 ? 0.75 : 0.2);

      g_assert_cmpint (nrn_plot_pick_series (&plot, WIDTH, HEIGHT, at, y + 2, 5), ==, (int) i);
    }
  g_assert_cmpint (nrn_plot_pick_series (&plot, WIDTH, HEIGHT, at,
                                         nrn_plot_area_get_y (&area, 0.45), 5), ==, -1);
}

/* The picture of one of half the size, twice as large. */
static void
test_text_scale (void)
{
  g_autoptr (NrnHistory) history = create_history (20, TRUE);
  g_autoptr (NrnHistoryCurves) curves = nrn_history_curves_new ("loss");
  cairo_surface_t *images[2];
  NrnHistoryPlot plot = {
    .curves = curves, .n_epochs = 20, .ceiling = 0.25, .marked_epoch = 5, .is_card = TRUE,
  };
  double legend;

  nrn_history_curves_update (curves, history);
  legend = nrn_history_plot_measure_legend (&plot, WIDTH / 2.0);
  for (guint i = 0; i < 2; i++)
    {
      cairo_t *cr = cairo_create (images[i] = create_image ());

      plot.text_scale = i == 0 ? 0 : 2;
      if (i == 0)
        cairo_scale (cr, 2, 2);
      nrn_history_plot_paint (cr, &plot, i == 0 ? WIDTH / 2.0 : WIDTH, i == 0 ? HEIGHT / 2.0 : HEIGHT,
                              &nrn_palette_light);
      cairo_destroy (cr);
    }
  for (guint i = 0; i < 8; i++)
    {
      int left = (int) i * WIDTH / 8, right = ((int) i + 1) * WIDTH / 8;
      guint small = count_pixels (images[0], &nrn_palette_light.quiet, left, right);
      guint large = count_pixels (images[1], &nrn_palette_light.quiet, left, right);

      g_test_message ("%u: %u, %u", i, small, large);
      g_assert_cmpuint (ABS ((int) small - (int) large), <=, small / 10);
    }
  g_assert_cmpuint (count_pixels (images[1], &nrn_palette_light.quiet, 0, WIDTH), >, 200);
  g_assert_cmpfloat_with_epsilon (nrn_history_plot_measure_legend (&plot, WIDTH), 2 * legend, 0.1);
  for (guint i = 0; i < 8; i++)
    {
      double x = i * WIDTH / 8;
      guint large = nrn_history_plot_pick (&plot, WIDTH, HEIGHT, x);

      plot.text_scale = 0;
      g_assert_cmpuint (nrn_history_plot_pick (&plot, WIDTH / 2.0, HEIGHT / 2.0, x / 2), ==, large);
      plot.text_scale = 2;
    }
  cairo_surface_destroy (images[0]);
  cairo_surface_destroy (images[1]);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/plot/history-sizes", test_history_sizes);
  g_test_add_func ("/drawing/plot/history-unfinished", test_history_unfinished);
  g_test_add_func ("/drawing/plot/text-scale", test_text_scale);
  g_test_add_func ("/drawing/plot/history-ceiling", test_history_ceiling);
  g_test_add_func ("/drawing/plot/history-validation", test_history_validation);
  g_test_add_func ("/drawing/plot/history-extremes", test_history_extremes);
  g_test_add_func ("/drawing/plot/spike-survives", test_spike_survives);
  g_test_add_func ("/drawing/plot/log-scale", test_log_scale);
  g_test_add_func ("/drawing/plot/log-gaps", test_log_gaps);
  g_test_add_func ("/drawing/plot/lonely-epoch", test_lonely_epoch);
  g_test_add_func ("/drawing/plot/smoothing", test_smoothing);
  g_test_add_func ("/drawing/plot/printed", test_printed);
  g_test_add_func ("/drawing/plot/cross-hair", test_cross_hair);
  g_test_add_func ("/drawing/plot/description", test_description);
  g_test_add_func ("/drawing/plot/marker", test_marker);
  g_test_add_func ("/drawing/plot/faint-name", test_faint_name);
  g_test_add_func ("/drawing/plot/marker-beside-title", test_marker_beside_title);
  g_test_add_func ("/drawing/plot/picture-sizes", test_picture_sizes);
  g_test_add_func ("/drawing/plot/columns-are-paths", test_columns_are_paths);
  g_test_add_func ("/drawing/plot/response", test_response);
  g_test_add_func ("/drawing/plot/response-extremes", test_response_extremes);
  g_test_add_func ("/drawing/plot/pick-series", test_pick_series);
  g_test_add_func ("/drawing/plot/runs", test_runs);
  g_test_add_func ("/drawing/plot/signs-of-runs", test_signs_of_runs);

  return g_test_run ();
}
