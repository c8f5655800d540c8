/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the plot of the loss over one weight.
 */

#include "nrn-valley-plot.h"

#include <math.h>

#define WIDTH    620
#define HEIGHT   390
#define N_POINTS 121

typedef struct
{
  double x[N_POINTS];
  double y[N_POINTS];
} Parabola;

/* y = 0.1 x² + 0.3 from −3 to 3, and a ball at −2. */
static NrnValleyPlot
set_up (Parabola *parabola,
        double    learning_rate)
{
  NrnValleyPlot plot = {
    .title = "Loss over one weight",
    .x_title = "weight",
    .n_points = N_POINTS,
    .values = parabola->x,
    .losses = parabola->y,
    .value = -2,
    .loss = 0.7,
    .gradient = -0.4,
    .other_value = NAN,
    .other_loss = NAN,
  };

  for (guint i = 0; i < N_POINTS; i++)
    {
      parabola->x[i] = -3 + 6.0 * i / (N_POINTS - 1);
      parabola->y[i] = 0.1 * parabola->x[i] * parabola->x[i] + 0.3;
    }
  plot.new_value = plot.value - learning_rate * plot.gradient;
  plot.new_loss = 0.1 * plot.new_value * plot.new_value + 0.3;

  return plot;
}

static cairo_surface_t *
paint (const NrnValleyPlot *plot,
       const NrnPalette    *palette)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);

  nrn_valley_plot_paint (cr, plot, WIDTH, HEIGHT, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

/* Pixels of nearly that colour between two columns, in the rows that the
 * curve is in. */
static guint
count (cairo_surface_t *image,
       const NrnColor  *color,
       int              from,
       int              to)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  guint n = 0;

  for (int y = HEIGHT / 6; y < HEIGHT * 5 / 6; y++)
    for (int x = MAX (from, 0); x < MIN (to, WIDTH); x++)
      {
        const guint8 *pixel = data + y * cairo_image_surface_get_stride (image) + 4 * x;

        n += fabs (pixel[2] / 255.0 - color->red) < 0.03 &&
             fabs (pixel[1] / 255.0 - color->green) < 0.03 &&
             fabs (pixel[0] / 255.0 - color->blue) < 0.03 ? 1 : 0;
      }

  return n;
}

/* The column of a value of the weight. */
static int
find_column (const NrnValleyPlot *plot,
             double               value)
{
  for (int x = 0; x < WIDTH; x++)
    {
      if (nrn_valley_plot_pick (plot, WIDTH, HEIGHT, x) >= value)
        return x;
    }

  return WIDTH;
}

static void
test_pick (void)
{
  Parabola parabola;
  NrnValleyPlot plot = set_up (&parabola, 0);
  int left = find_column (&plot, -2), right = find_column (&plot, 2);

  g_assert_cmpint (left, >, 50);
  g_assert_cmpint (right - left, >, WIDTH / 3);
  g_assert_cmpfloat_with_epsilon (nrn_valley_plot_pick (&plot, WIDTH, HEIGHT, (left + right) / 2.0),
                                  0, 0.03);
  /* Also where a hand leads the ball out of the picture. */
  g_assert_cmpfloat (nrn_valley_plot_pick (&plot, WIDTH, HEIGHT, WIDTH + 100), >, 3);
  g_assert_cmpfloat (nrn_valley_plot_pick (&plot, WIDTH, HEIGHT, -100), <, -3);
}

static void
test_ball (void)
{
  Parabola parabola;
  NrnValleyPlot plot = set_up (&parabola, 0);
  int at = find_column (&plot, -2);
  guint n_hit = 0;

  for (int y = 0; y < HEIGHT; y++)
    {
      n_hit += nrn_valley_plot_has_ball (&plot, WIDTH, HEIGHT, at, y) ? 1 : 0;
      g_assert_false (nrn_valley_plot_has_ball (&plot, WIDTH, HEIGHT, at + 60, y));
    }
  g_assert_cmpuint (n_hit, >, 20);
  g_assert_cmpuint (n_hit, <, 44);

  plot.loss = NAN;
  g_assert_false (nrn_valley_plot_has_ball (&plot, WIDTH, HEIGHT, at, HEIGHT / 2));
}

/* Twice the learning rate is twice the arrow, up to the edge of the picture. */
static void
test_arrow_stretches (void)
{
  Parabola parabola;
  NrnValleyPlot one = set_up (&parabola, 1), two = set_up (&parabola, 2);
  NrnValleyPlot far = set_up (&parabola, 1e6), none = set_up (&parabola, 0);
  double width = find_column (&one, 3) - find_column (&one, -2);

  g_assert_cmpfloat_with_epsilon (nrn_valley_plot_measure_step (&two, WIDTH, HEIGHT),
                                  2 * nrn_valley_plot_measure_step (&one, WIDTH, HEIGHT), 1e-6);
  g_assert_cmpfloat_with_epsilon (nrn_valley_plot_measure_step (&one, WIDTH, HEIGHT),
                                  0.4 / 5 * width, 1.5);
  g_assert_cmpfloat_with_epsilon (nrn_valley_plot_measure_step (&far, WIDTH, HEIGHT), width, 1.5);
  g_assert_cmpfloat (nrn_valley_plot_measure_step (&none, WIDTH, HEIGHT), ==, 0);
}

/* The step goes to the right here, and the gradient to the left; each in its
 * colour. */
static void
test_paint (void)
{
  static const NrnGround grounds[] = { NRN_GROUND_LIGHT, NRN_GROUND_DARK, NRN_GROUND_PRINT };

  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    {
      const NrnPalette *palette = nrn_palette_get (grounds[i], NRN_SIGNS_BLUE_ORANGE);
      Parabola parabola;
      NrnValleyPlot plot = set_up (&parabola, 5), still = set_up (&parabola, 0);
      int ball = find_column (&plot, -2), end = find_column (&plot, -0.1);
      cairo_surface_t *image = paint (&plot, palette);
      cairo_surface_t *still_image = paint (&still, palette);

      g_assert_cmpuint (count (image, &palette->text, ball + 12, end), >, 60);
      g_assert_cmpuint (count (still_image, &palette->text, ball + 12, end), ==, 0);
      g_assert_cmpuint (count (image, nrn_palette_get_class (palette, 0, 2), ball + 60, WIDTH), >, 300);

      /* The head of the gradient's arrow, and not of another one. */
      plot.gradient = 0.4;
      {
        cairo_surface_t *turned = paint (&plot, palette);

        g_assert_cmpuint (count (image, &palette->quiet, ball - 45, ball - 12), >,
                          count (turned, &palette->quiet, ball - 45, ball - 12) + 15);
        cairo_surface_destroy (turned);
      }
      cairo_surface_destroy (image);
      cairo_surface_destroy (still_image);
    }
}

static void
test_other_step (void)
{
  Parabola parabola;
  NrnValleyPlot plot = set_up (&parabola, 1);
  const NrnColor *color = nrn_palette_get_class (&nrn_palette_light, 1, 2);
  cairo_surface_t *image = paint (&plot, &nrn_palette_light);
  cairo_surface_t *other;

  g_assert_cmpuint (count (image, color, 0, WIDTH), ==, 0);
  plot.other_name = "step of Adam";
  plot.other_value = 1;
  plot.other_loss = 0.4;
  other = paint (&plot, &nrn_palette_light);
  g_assert_cmpuint (count (other, color, 0, WIDTH), >, 60);
  cairo_surface_destroy (image);
  cairo_surface_destroy (other);
}

/* Whatever it is given: nothing but a picture comes of it. */
static void
test_odd_numbers (void)
{
  Parabola parabola;

  for (guint i = 0; i < 7; i++)
    {
      NrnValleyPlot plot = set_up (&parabola, 1);

      if (i == 0)
        plot.loss = plot.gradient = NAN;
      else if (i == 1)
        plot.new_value = plot.new_loss = INFINITY;
      else if (i == 2)
        plot.gradient = 1e30;
      else if (i == 3)
        plot.value = 1e20;
      else if (i == 4)
        parabola.y[4] = INFINITY, parabola.y[5] = NAN;
      else if (i == 5)
        plot.title = NULL, plot.caption = "A sentence.";
      for (guint j = 0; j < N_POINTS && i == 6; j++)
        parabola.y[j] = NAN;
      cairo_surface_destroy (paint (&plot, &nrn_palette_light));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/valley-plot/pick", test_pick);
  g_test_add_func ("/drawing/valley-plot/ball", test_ball);
  g_test_add_func ("/drawing/valley-plot/arrow-stretches", test_arrow_stretches);
  g_test_add_func ("/drawing/valley-plot/paint", test_paint);
  g_test_add_func ("/drawing/valley-plot/other-step", test_other_step);
  g_test_add_func ("/drawing/valley-plot/odd-numbers", test_odd_numbers);

  return g_test_run ();
}
