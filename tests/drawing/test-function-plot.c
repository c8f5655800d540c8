/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Curves of activations and losses.
 */

#include "nrn-function-sketch.h"

#include <math.h>
#include <string.h>

#define WIDTH  400
#define HEIGHT 250

/* The value at @x, which is one of the points. */
static double
value_at (const NrnFunctionPlot *curve,
          guint           line,
          double          x)
{
  gsize n_points;
  const double *xs;
  const double *ys = nrn_function_plot_get_line (curve, line, &n_points, &xs);

  for (gsize i = 0; i < n_points; i++)
    {
      if (fabs (xs[i] - x) < 1e-9)
        return ys[i];
    }

  g_assert_not_reached ();
}

static gboolean
has_gap (const NrnFunctionPlot *curve,
         guint           line)
{
  gsize n_points;
  const double *xs;
  const double *ys = nrn_function_plot_get_line (curve, line, &n_points, &xs);

  for (gsize i = 0; i < n_points; i++)
    {
      if (isnan (ys[i]))
        return TRUE;
    }

  return FALSE;
}

static NrnFunctionPlot *
create (NrnFamily   family,
        const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) config = nrn_config_parse (family, text, &error);

  g_assert_no_error (error);
  return nrn_function_plot_new (config);
}

static void
test_shows_the_function (void)
{
  static const struct
  {
    NrnFamily   family;
    const char *text;
    double      x;
    double      first;
    double      second;
  } cases[] = {
    { NRN_FAMILY_ACTIVATION, "relu", 2.5, 2.5, 1 },
    { NRN_FAMILY_ACTIVATION, "relu", -2.5, 0, 0 },
    { NRN_FAMILY_ACTIVATION, "sigmoid", 0, 0.5, 0.25 },
    { NRN_FAMILY_ACTIVATION, "tanh", 0, 0, 1 },
    { NRN_FAMILY_ACTIVATION, "leaky_relu(negative_slope=0.5)", -5, -2.5, 0.5 },
    { NRN_FAMILY_ACTIVATION, "softmax", 0, 0.5, 0.25 },
    { NRN_FAMILY_LOSS, "mean_squared_error", 0.5, 0.25, 0.25 },
    { NRN_FAMILY_LOSS, "mean_absolute_percentage_error", 0.5, 50, 75 },
    { NRN_FAMILY_LOSS, "hinge", 1, 0, 2 },
    { NRN_FAMILY_LOSS, "binary_crossentropy", 0.5, 0.693147, 0.693147 },
    { NRN_FAMILY_LOSS, "categorical_crossentropy", 0.25, 1.386294, 0.287682 },
    { NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", 0.25, 1.386294, 0.287682 },
    { NRN_FAMILY_LOSS, "cosine_proximity", 1, -1, 0 },
    { NRN_FAMILY_LOSS, "huber(delta=0.25)", 3, 0.46875, 0.71875 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnFunctionPlot) curve = create (cases[i].family, cases[i].text);

      g_test_message ("%s at %g", cases[i].text, cases[i].x);
      g_assert_cmpfloat_with_epsilon (value_at (curve, 0, cases[i].x), cases[i].first, 1e-5);
      g_assert_cmpfloat_with_epsilon (value_at (curve, 1, cases[i].x), cases[i].second, 1e-5);
    }
}

/* A jump is no steep line, and a steep line is no jump. */
static void
test_jumps_have_gaps (void)
{
  static const struct { NrnFamily family; const char *text; gboolean first, second; } cases[] = {
    { NRN_FAMILY_ACTIVATION, "relu", FALSE, TRUE },
    { NRN_FAMILY_ACTIVATION, "hard_sigmoid", FALSE, TRUE },
    { NRN_FAMILY_ACTIVATION, "hard_shrink", TRUE, TRUE },
    { NRN_FAMILY_ACTIVATION, "sigmoid", FALSE, FALSE },
    { NRN_FAMILY_ACTIVATION, "exponential", FALSE, FALSE },
    { NRN_FAMILY_ACTIVATION, "gelu", FALSE, FALSE },
    { NRN_FAMILY_LOSS, "poisson", FALSE, FALSE },
    { NRN_FAMILY_LOSS, "binary_crossentropy", FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (NrnFunctionPlot) curve = create (cases[i].family, cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (has_gap (curve, 0), ==, cases[i].first);
      g_assert_cmpint (has_gap (curve, 1), ==, cases[i].second);
    }
}

/* A formula that says nothing of a changed argument is not shown. */
static void
test_names_are_true (void)
{
  g_autoptr (NrnFunctionPlot) plain = create (NRN_FAMILY_ACTIVATION, "relu");
  g_autoptr (NrnFunctionPlot) bent = create (NRN_FAMILY_ACTIVATION, "relu(max_value=3)");
  g_autoptr (NrnFunctionPlot) leaky = create (NRN_FAMILY_ACTIVATION, "leaky_relu(negative_slope=0.5)");
  g_autoptr (NrnFunctionPlot) hinge = create (NRN_FAMILY_LOSS, "hinge");

  g_assert_cmpstr (nrn_function_plot_get_name (plain, 0), ==, "y = max(0, x)");
  g_assert_cmpstr (nrn_function_plot_get_name (bent, 0), ==, "y");
  g_assert_cmpstr (nrn_function_plot_get_name (bent, 1), ==, "y′");
  g_assert_cmpstr (nrn_function_plot_get_name (leaky, 0), ==, "y = x if x ≥ 0, else negative_slope · x");
  g_assert_cmpstr (nrn_function_plot_get_name (hinge, 0), ==, "t = 1");
  g_assert_cmpstr (nrn_function_plot_get_name (hinge, 1), ==, "t = −1");
}

static guint
count_pixels (cairo_surface_t *image,
              const NrnColor  *color)
{
  const guint32 *pixels;
  int stride = cairo_image_surface_get_stride (image) / 4;
  guint n = 0;

  cairo_surface_flush (image);
  pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  for (int y = 50; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      {
        guint32 pixel = pixels[y * stride + x];

        n += fabs ((pixel >> 16 & 0xff) / 255.0 - color->red) < 0.05 &&
             fabs ((pixel >> 8 & 0xff) / 255.0 - color->green) < 0.05 &&
             fabs ((pixel & 0xff) / 255.0 - color->blue) < 0.05;
      }

  return n;
}

/* Both lines of whatever is in the tables can be seen, light and dark; those
 * of exponential are the same. */
static void
test_everything_can_be_drawn (void)
{
  const NrnPalette *palettes[] = { &nrn_palette_print, &nrn_palette_dark };

  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds && nrn_function_plot_exists ((NrnFamily) family); i++)
        for (guint j = 0; j < G_N_ELEMENTS (palettes); j++)
          {
            g_autoptr (NrnFunctionPlot) curve = create ((NrnFamily) family, kinds[i]->name);
            cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
            cairo_t *cr = cairo_create (image);

            nrn_function_plot_paint (cr, curve, WIDTH, HEIGHT, palettes[j]);
            g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
            g_test_message ("%s", kinds[i]->name);
            if (!g_str_equal (kinds[i]->name, "exponential"))
              g_assert_cmpuint (count_pixels (image, nrn_palette_get_class (palettes[j], 0, 2)), >, 80);
            g_assert_cmpuint (count_pixels (image, nrn_palette_get_class (palettes[j], 1, 2)), >, 40);
            cairo_destroy (cr);
            cairo_surface_destroy (image);
          }
    }
}

/* How strongly a pixel is covered, 0 … 255; nothing is painted behind. */
static guint
alpha_at (cairo_surface_t *image,
          int              x,
          int              y)
{
  const guint8 *data = cairo_image_surface_get_data (image);
  guint32 pixel;

  memcpy (&pixel, data + y * cairo_image_surface_get_stride (image) + 4 * x, sizeof pixel);

  return pixel >> 24;
}

/* As small as an icon the curve is where it should be, and nothing is beside
 * it. */
static void
test_sketch (void)
{
  g_autoptr (NrnFunctionPlot) curve = create (NRN_FAMILY_ACTIVATION, "relu");
  const NrnFunctionAxes *axes = nrn_function_plot_get_axes (curve);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 60, 44);
  cairo_t *cr = cairo_create (image);
  double zero;

  nrn_function_sketch_paint (cr, curve, 60, 44, &nrn_palette_light);
  cairo_surface_flush (image);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  g_assert_false (axes->is_loss);

  /* relu: along the axis up to the middle, then up to the corner. */
  zero = 42 + axes->y_minimum / (axes->y_maximum - axes->y_minimum) * 40;
  g_assert_cmpuint (alpha_at (image, 10, (int) zero), >, 200);
  g_assert_cmpuint (alpha_at (image, 10, 10), ==, 0);
  g_assert_cmpuint (alpha_at (image, 45, 36), ==, 0);
  g_assert_cmpfloat (axes->y_maximum, >=, 5);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

static void
test_every_sketch_can_be_drawn (void)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds && nrn_function_plot_exists ((NrnFamily) family); i++)
        {
          g_autoptr (NrnFunctionPlot) curve = create ((NrnFamily) family, kinds[i]->name);
          cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 60, 44);
          cairo_t *cr = cairo_create (image);
          guint n_covered = 0;

          nrn_function_sketch_paint (cr, curve, 60, 44, &nrn_palette_dark);
          g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
          cairo_surface_flush (image);
          for (int x = 0; x < 60; x++)
            {
              guint most = 0;

              for (int y = 0; y < 44; y++)
                most = MAX (most, alpha_at (image, x, y));
              n_covered += most > 200;
            }
          /* Those that are cut off above leave columns empty. */
          g_test_message ("%s: %u columns", kinds[i]->name, n_covered);
          g_assert_cmpuint (n_covered, >=, 20);
          cairo_destroy (cr);
          cairo_surface_destroy (image);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/function-plot/shows-the-function", test_shows_the_function);
  g_test_add_func ("/drawing/function-plot/jumps-have-gaps", test_jumps_have_gaps);
  g_test_add_func ("/drawing/function-plot/names-are-true", test_names_are_true);
  g_test_add_func ("/drawing/function-plot/everything-can-be-drawn", test_everything_can_be_drawn);
  g_test_add_func ("/drawing/function-sketch/is-in-its-place", test_sketch);
  g_test_add_func ("/drawing/function-sketch/everything-can-be-drawn", test_every_sketch_can_be_drawn);

  return g_test_run ();
}
