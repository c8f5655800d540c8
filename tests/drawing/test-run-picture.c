/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The small pictures of runs, by their pixels.
 */

#include "nrn-run-picture.h"

#include <math.h>

#define WIDTH  72
#define HEIGHT 48

static cairo_surface_t *
paint (const NrnRunPicture *picture)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);

  nrn_run_picture_paint (cr, picture, WIDTH, HEIGHT, &nrn_palette_light);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static guint32
get_pixel (cairo_surface_t *image,
           int              x,
           int              y)
{
  const guint32 *pixels =
    (const guint32 *) (const void *) cairo_image_surface_get_data (image);

  return pixels[y * cairo_image_surface_get_stride (image) / 4 + x] & 0xffffff;
}

/* How near a colour is to one of the palette: 0 … 1 off in each part. */
static gboolean
is_near (guint32         pixel,
         const NrnColor *color,
         double          most)
{
  return fabs ((pixel >> 16 & 0xff) / 255.0 - color->red) < most &&
         fabs ((pixel >> 8 & 0xff) / 255.0 - color->green) < most &&
         fabs ((pixel & 0xff) / 255.0 - color->blue) < most;
}

static guint
count_near (cairo_surface_t *image,
            const NrnColor  *color,
            int              top,
            int              bottom)
{
  guint n = 0;

  for (int y = top; y < bottom; y++)
    for (int x = 0; x < WIDTH; x++)
      n += is_near (get_pixel (image, x, y), color, 0.1);

  return n;
}

static NrnWeights *
weights_new (const char  *units,
             const char  *activations,
             const float *data)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (units, activations, NULL);

  g_assert_nonnull (architecture);

  return nrn_weights_new (architecture, data);
}

/* A line that rises from 0 to 1: its dots are at the lower left and the upper
 * right. */
static void
test_one_input (void)
{
  const float data[] = { 1, 0 };
  g_autoptr (NrnWeights) weights = weights_new ("1-1", "linear", data);
  NrnRunPicture picture = { .weights = weights, .is_scaled = TRUE };
  cairo_surface_t *image = paint (&picture);

  g_assert_true (is_near (get_pixel (image, 6, HEIGHT - 7), &nrn_palette_light.text, 0.5));
  g_assert_true (is_near (get_pixel (image, WIDTH - 7, 6), &nrn_palette_light.text, 0.5));
  g_assert_true (is_near (get_pixel (image, 6, 6), &nrn_palette_light.background, 0.05));
  cairo_surface_destroy (image);
}

/* A class on the left, the other one on the right. */
static void
test_two_inputs (void)
{
  const float data[] = { -40, 40, 0, 0, 20, -20 };
  g_autoptr (NrnWeights) weights = weights_new ("2-2", "softmax", data);
  NrnRunPicture picture = { .weights = weights, .is_scaled = TRUE, .has_classes = TRUE };
  cairo_surface_t *image = paint (&picture);
  guint32 left = get_pixel (image, 5, HEIGHT / 2);
  guint32 right = get_pixel (image, WIDTH - 6, HEIGHT / 2);

  g_assert_cmpuint (left, !=, right);
  g_assert_cmpuint (left, ==, get_pixel (image, 5, 5));
  g_assert_cmpuint (right, ==, get_pixel (image, WIDTH - 6, HEIGHT - 6));
  g_assert_false (is_near (left, &nrn_palette_light.background, 0.05));
  cairo_surface_destroy (image);
}

/* The second input rises upwards: here its high values are of the first class,
 * as all of those are on the left above. */
static void
test_second_input_rises (void)
{
  const float across[] = { -40, 40, 0, 0, 20, -20 };
  const float up[] = { 0, 0, 40, -40, -20, 20 };
  g_autoptr (NrnWeights) by_first = weights_new ("2-2", "softmax", across);
  g_autoptr (NrnWeights) by_second = weights_new ("2-2", "softmax", up);
  NrnRunPicture picture = { .weights = by_first, .is_scaled = TRUE, .has_classes = TRUE };
  cairo_surface_t *image = paint (&picture);
  guint32 first = get_pixel (image, 5, HEIGHT / 2);

  cairo_surface_destroy (image);
  picture.weights = by_second;
  image = paint (&picture);
  g_assert_cmpuint (get_pixel (image, WIDTH / 2, 3), ==, first);
  g_assert_cmpuint (get_pixel (image, WIDTH / 2, HEIGHT - 4), !=, first);
  cairo_surface_destroy (image);
}

/* Of more inputs, or where their range is not known, there is the loss: it
 * falls from the upper left to the lower right. */
static void
test_loss (void)
{
  const NrnEpoch epochs[] = { { 1, NAN, NAN, NAN }, { 0.5, NAN, NAN, NAN }, { 0, NAN, NAN, NAN } };
  const float data[8] = { 0 };
  g_autoptr (NrnWeights) weights = weights_new ("3-2", "softmax", data);
  g_autoptr (NrnHistory) history = nrn_history_new (epochs, 3);
  NrnRunPicture picture = { .weights = weights, .history = history, .is_scaled = TRUE,
                            .has_classes = TRUE };
  cairo_surface_t *image = paint (&picture);

  g_assert_true (is_near (get_pixel (image, 6, 6), &nrn_palette_light.text, 0.5));
  g_assert_true (is_near (get_pixel (image, WIDTH - 7, HEIGHT - 6), &nrn_palette_light.text, 0.5));
  g_assert_cmpuint (count_near (image, &nrn_palette_light.background, 0, HEIGHT), >, 2000);
  cairo_surface_destroy (image);
}

/* What is not there, or not finite, leaves the background. */
static void
test_nothing (void)
{
  const NrnEpoch epochs[] = { { NAN, NAN, NAN, NAN }, { INFINITY, NAN, NAN, NAN } };
  g_autoptr (NrnHistory) history = nrn_history_new (epochs, 2);
  const float data[] = { NAN, NAN };
  g_autoptr (NrnWeights) weights = weights_new ("1-1", "linear", data);
  const NrnRunPicture pictures[] = {
    { .weights = NULL },
    { .history = history },
    { .weights = weights, .is_scaled = TRUE },
    { .weights = weights, .is_scaled = TRUE, .has_classes = TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      cairo_surface_t *image = paint (&pictures[i]);

      g_assert_cmpuint (count_near (image, &nrn_palette_light.background, 0, HEIGHT), ==,
                        WIDTH * HEIGHT);
      cairo_surface_destroy (image);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/run-picture/one-input", test_one_input);
  g_test_add_func ("/drawing/run-picture/two-inputs", test_two_inputs);
  g_test_add_func ("/drawing/run-picture/second-input-rises", test_second_input_rises);
  g_test_add_func ("/drawing/run-picture/loss", test_loss);
  g_test_add_func ("/drawing/run-picture/nothing", test_nothing);

  return g_test_run ();
}
