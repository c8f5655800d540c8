/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the plot of samples with values, and of what is predicted.
 */

#include "nrn-value-plot.h"

#include <math.h>

#include "nrn-plot.h"

#define WIDTH  700
#define HEIGHT 216
#define N_POINTS 101

/* Of what stands below the axis: numbers and names. */
#define NAME_HEIGHT 24

static const float features[] = { 0, 2, 4, 6, 8, 10 };
static const float targets[] = { 1, 2, 3, 4, 5, 6 };
static const double low[] = { 1, 10 };
static const double high[] = { 6, 20 };
static const char *const names[] = { "price", "weight", NULL };

/* The output is 1 + x / 2 from 0 to 10, as the targets are. */
static void
set_up (NrnValuePlot *plot,
        double       *outputs)
{
  for (guint i = 0; i < N_POINTS; i++)
    outputs[i] = 1 + 0.5 * i / 10;
  *plot = (NrnValuePlot) {
    .title = "Data and prediction",
    .n_samples = G_N_ELEMENTS (features),
    .features = features,
    .n_targets = 1,
    .targets = targets,
    .target_stride = 1,
    .minimum = 0,
    .maximum = 10,
    .low = low,
    .high = high,
    .n_points = N_POINTS,
    .outputs = outputs,
    .feature_name = "size",
    .target_names = names,
    .watched = NAN,
    .pointer = NAN,
  };
}

static cairo_surface_t *
paint (const NrnValuePlot *plot,
       double              width)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, HEIGHT);
  cairo_t *cr = cairo_create (image);

  nrn_value_plot_paint (cr, plot, width, HEIGHT, &nrn_palette_light);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

/* Pixels of nearly that colour. */
static guint
count_take (cairo_surface_t *image,
            const NrnColor  *color)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (image); y++)
    for (int x = 0; x < cairo_image_surface_get_width (image); x++)
      {
        const guint8 *pixel = data + y * cairo_image_surface_get_stride (image) + 4 * x;

        n += fabs (pixel[2] / 255.0 - color->red) < 0.03 &&
             fabs (pixel[1] / 255.0 - color->green) < 0.03 &&
             fabs (pixel[0] / 255.0 - color->blue) < 0.03 ? 1 : 0;
      }
  cairo_surface_destroy (image);

  return n;
}

static void
test_words (void)
{
  double outputs[2 * N_POINTS];
  NrnValuePlot plot;
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  g_autofree char *outside = NULL;

  set_up (&plot, outputs);
  g_assert_cmpfloat_with_epsilon (nrn_value_plot_get_value (&plot, 0, 3.05), 2.525, 1e-9);
  g_assert_true (isnan (nrn_value_plot_get_value (&plot, 0, 10.5)));
  one = nrn_value_plot_describe (&plot, 3);
  g_assert_cmpstr (one, ==, "size 3.0: 2.500");
  outside = nrn_value_plot_describe (&plot, -1);
  g_assert_cmpstr (outside, ==, "size −1.0");

  for (guint i = 0; i < N_POINTS; i++)
    outputs[N_POINTS + i] = 20 - 0.1 * i;
  plot.n_targets = 2;
  two = nrn_value_plot_describe (&plot, 3);
  g_assert_cmpstr (two, ==, "size 3.0: price 2.50, weight 17.00");
}

static void
test_pick (void)
{
  double outputs[N_POINTS];
  NrnValuePlot plot;

  set_up (&plot, outputs);
  g_assert_cmpfloat_with_epsilon (nrn_value_plot_pick (&plot, WIDTH, HEIGHT, 0), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (nrn_value_plot_pick (&plot, WIDTH, HEIGHT, WIDTH), 10, 1e-9);
  g_assert_cmpfloat (nrn_value_plot_pick (&plot, WIDTH, HEIGHT, 300), >, 3);
  g_assert_cmpfloat (nrn_value_plot_pick (&plot, WIDTH, HEIGHT, 300), <,
                     nrn_value_plot_pick (&plot, WIDTH, HEIGHT, 310));
}

/* The curve, the truth and the samples are there, each in its colour. */
static void
test_paint (void)
{
  double outputs[N_POINTS], truth[N_POINTS];
  NrnValuePlot plot;
  guint n_text;

  set_up (&plot, outputs);
  plot.n_points = 0;
  n_text = count_take (paint (&plot, WIDTH), &nrn_palette_light.text);
  plot.n_points = N_POINTS;
  g_assert_cmpuint (count_take (paint (&plot, WIDTH), &nrn_palette_light.text), >, n_text + 500);
  g_assert_cmpuint (count_take (paint (&plot, WIDTH), &nrn_palette_light.ceiling), ==, 0);

  for (guint i = 0; i < N_POINTS; i++)
    truth[i] = 6 - 0.5 * i / 10;
  plot.truth = truth;
  g_assert_cmpuint (count_take (paint (&plot, WIDTH), &nrn_palette_light.ceiling), >, 300);
}

/* On the screen and as shapes the samples are the same, but for a rounding. */
static void
test_samples (void)
{
  const NrnColor grey = {
    (nrn_palette_light.quiet.red + 1) / 2, (nrn_palette_light.quiet.green + 1) / 2,
    (nrn_palette_light.quiet.blue + 1) / 2,
  };
  double outputs[N_POINTS];
  NrnValuePlot plot;
  guint n_none, n_shapes, n_stamps;

  set_up (&plot, outputs);
  plot.n_points = 0;
  plot.n_samples = 0;
  n_none = count_take (paint (&plot, WIDTH), &grey);
  plot.n_samples = G_N_ELEMENTS (features);
  n_shapes = count_take (paint (&plot, WIDTH), &grey) - n_none;
  plot.pixels = 1;
  n_stamps = count_take (paint (&plot, WIDTH), &grey) - n_none;
  g_assert_cmpuint (n_shapes, >=, 5 * G_N_ELEMENTS (features));
  g_assert_cmpuint (n_stamps, >=, 5 * G_N_ELEMENTS (features));
}

/* On a sample, near it, and not. */
static void
test_pick_sample (void)
{
  double outputs[N_POINTS];
  NrnValuePlot plot;
  gssize found[3] = { 0 };

  set_up (&plot, outputs);
  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        gssize sample = nrn_value_plot_pick_sample (&plot, WIDTH, HEIGHT, x, y);

        if (sample < 0)
          continue;
        g_assert_cmpint (sample, <, G_N_ELEMENTS (features));
        g_assert_cmpfloat_with_epsilon (nrn_value_plot_pick (&plot, WIDTH, HEIGHT, x),
                                        (double) features[sample], 0.12);
        found[0] += sample == 0 ? 1 : 0;
        found[1] += sample == 3 ? 1 : 0;
        found[2]++;
      }
  g_assert_cmpint (found[0], >, 140);
  g_assert_cmpint (found[1], >, 140);
  g_assert_cmpint (found[2], <, 160 * G_N_ELEMENTS (features));
}

/* Rings around the worst and the chosen one, and a word in the legend. */
static void
test_rings (void)
{
  const guint samples[] = { 2, 5, 9 }, of[] = { 0, 0, 0 };
  double outputs[N_POINTS];
  NrnValuePlot plot;
  guint n_none, n_far, n_chosen;

  set_up (&plot, outputs);
  n_none = count_take (paint (&plot, WIDTH), &nrn_palette_light.text);
  plot.n_far = 2;
  plot.far_samples = samples;
  plot.far_targets = of;
  n_far = count_take (paint (&plot, WIDTH), &nrn_palette_light.text);
  g_assert_cmpuint (n_far, >, n_none + 20);
  plot.has_chosen = TRUE;
  plot.chosen = 1;
  n_chosen = count_take (paint (&plot, WIDTH), &nrn_palette_light.text);
  g_assert_cmpuint (n_chosen, >, n_far + 20);

  /* None of other data. */
  plot.n_far = 3;
  plot.chosen = 6;
  g_assert_cmpuint (count_take (paint (&plot, WIDTH), &nrn_palette_light.text), ==, n_far);
}

/* Pixels of text below the axis. */
static guint
count_name (const NrnValuePlot *plot)
{
  cairo_surface_t *image = paint (plot, WIDTH);
  cairo_surface_t *foot = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, NAME_HEIGHT);
  cairo_t *cr = cairo_create (foot);

  cairo_set_source_surface (cr, image, 0, NAME_HEIGHT - HEIGHT);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (foot);
  cairo_surface_destroy (image);

  return count_take (foot, &nrn_palette_light.text);
}

/* The name of what is watched gives way to that of the pointer, and stays where
 * there is room for both. */
static void
test_names (void)
{
  double outputs[N_POINTS];
  NrnValuePlot plot;
  guint n_pointer;

  set_up (&plot, outputs);
  plot.pointer = 5;
  n_pointer = count_name (&plot);
  plot.watched = 5;
  g_assert_cmpuint (count_name (&plot), ==, n_pointer);
  plot.watched = 5.6;
  g_assert_cmpuint (count_name (&plot), ==, n_pointer);
  plot.watched = 4.4;
  g_assert_cmpuint (count_name (&plot), ==, n_pointer);
  plot.watched = 9;
  g_assert_cmpuint (count_name (&plot), >, n_pointer + 60);
}

/* A curve far from the data is still in the picture, and does not press the
 * data together for good. */
static void
test_far_away (void)
{
  double outputs[N_POINTS];
  NrnValuePlot plot;
  guint n_text;

  set_up (&plot, outputs);
  plot.n_points = 0;
  n_text = count_take (paint (&plot, WIDTH), &nrn_palette_light.text);
  plot.n_points = N_POINTS;
  for (guint i = 0; i < N_POINTS; i++)
    outputs[i] = -3;
  g_assert_cmpuint (count_take (paint (&plot, WIDTH), &nrn_palette_light.text), >, n_text + 500);
  for (guint i = 0; i < N_POINTS; i++)
    outputs[i] = -1e30 * i;
  cairo_surface_destroy (paint (&plot, WIDTH));
}

/* Nothing that a network may answer, or data may be, is too much. */
static void
test_not_finite (void)
{
  static const double values[] = { NAN, INFINITY, -INFINITY, 1e308, -1e308 };
  static const double same[] = { 3 };
  double outputs[N_POINTS];
  NrnValuePlot plot;

  set_up (&plot, outputs);
  plot.watched = 5;
  plot.pointer = 7;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      for (guint j = 0; j < N_POINTS; j++)
        outputs[j] = j % 3 == 0 ? values[i] : 2;
      cairo_surface_destroy (paint (&plot, WIDTH));
      for (guint j = 0; j < N_POINTS; j++)
        outputs[j] = values[i];
      cairo_surface_destroy (paint (&plot, WIDTH));
      cairo_surface_destroy (paint (&plot, 40));
    }
  plot.low = plot.high = same;
  cairo_surface_destroy (paint (&plot, WIDTH));
}

/* Several values have the colours of several outputs. */
static void
test_several (void)
{
  double outputs[2 * N_POINTS];
  const float both[] = { 1, 20, 2, 18, 3, 16, 4, 14, 5, 12, 6, 10 };
  NrnValuePlot plot;

  set_up (&plot, outputs);
  for (guint i = 0; i < N_POINTS; i++)
    outputs[N_POINTS + i] = 20 - 0.1 * i;
  plot.n_targets = 2;
  plot.targets = both;
  plot.target_stride = 2;
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (count_take (paint (&plot, WIDTH), &nrn_palette_light.classes[i]), >, 500);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/value-plot/words", test_words);
  g_test_add_func ("/drawing/value-plot/pick", test_pick);
  g_test_add_func ("/drawing/value-plot/pick-sample", test_pick_sample);
  g_test_add_func ("/drawing/value-plot/rings", test_rings);
  g_test_add_func ("/drawing/value-plot/names", test_names);
  g_test_add_func ("/drawing/value-plot/paint", test_paint);
  g_test_add_func ("/drawing/value-plot/samples", test_samples);
  g_test_add_func ("/drawing/value-plot/far-away", test_far_away);
  g_test_add_func ("/drawing/value-plot/not-finite", test_not_finite);
  g_test_add_func ("/drawing/value-plot/several", test_several);

  return g_test_run ();
}
