/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of what is kept from frame to frame.
 */

#include "nrn-kept-image.h"

#define SIZE 20

typedef struct
{
  double red;
  guint *n_drawn;
} Fill;

static void
fill (cairo_t       *cr,
      gconstpointer  data)
{
  const Fill *what = data;

  *what->n_drawn += 1;
  cairo_set_source_rgb (cr, what->red, 0, 0);
  cairo_paint (cr);
}

/* The red in the middle. */
static guint
paint (NrnKeptImage *layer,
       double        pixels,
       const char   *key,
       const Fill   *what)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (image);
  g_autoptr (GBytes) bytes = g_bytes_new (key, 3);
  guint red;

  nrn_kept_image_paint (layer, cr, SIZE, SIZE, pixels, bytes, fill, what);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  red = cairo_image_surface_get_data (image)[SIZE / 2 * cairo_image_surface_get_stride (image) +
                                             SIZE / 2 * 4 + 2];
  cairo_surface_destroy (image);

  return red;
}

static void
test_keeps (void)
{
  g_autoptr (NrnKeptImage) layer = nrn_kept_image_new ();
  guint n_drawn = 0;
  Fill what = { 1, &n_drawn };

  g_assert_cmpuint (paint (layer, 1, "one", &what), ==, 255);
  what.red = 0;
  g_assert_cmpuint (paint (layer, 1, "one", &what), ==, 255);
  g_assert_cmpuint (n_drawn, ==, 1);

  /* Anything else is drawn anew. */
  g_assert_cmpuint (paint (layer, 1, "two", &what), ==, 0);
  g_assert_cmpuint (paint (layer, 2, "two", &what), ==, 0);
  g_assert_cmpuint (n_drawn, ==, 3);
  nrn_kept_image_clear (layer);
  g_assert_cmpuint (paint (layer, 2, "two", &what), ==, 0);
  g_assert_cmpuint (n_drawn, ==, 4);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/kept-image/keeps", test_keeps);

  return g_test_run ();
}
