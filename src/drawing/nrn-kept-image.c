/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A part of a picture that is kept from frame to frame.
 */

#include "nrn-kept-image.h"

#include <math.h>

struct _NrnKeptImage
{
  cairo_surface_t *surface;   /* owned; NULL: nothing is kept */

  /* What it was drawn from */
  GBytes          *key;       /* owned; nullable */
  double           width;
  double           height;
  double           pixels;
};

NrnKeptImage *
nrn_kept_image_new (void)
{
  return g_new0 (NrnKeptImage, 1);
}

void
nrn_kept_image_free (NrnKeptImage *image)
{
  g_return_if_fail (image != NULL);

  nrn_kept_image_clear (image);
  g_free (image);
}

/**
 * nrn_kept_image_clear:
 * @image: a kept image
 *
 * Has it draw anew the next time.
 */
void
nrn_kept_image_clear (NrnKeptImage *image)
{
  g_clear_pointer (&image->surface, cairo_surface_destroy);
  g_clear_pointer (&image->key, g_bytes_unref);
}

static gboolean
is_kept (const NrnKeptImage *image,
         double              width,
         double              height,
         double              pixels,
         GBytes             *key)
{
  return image->surface != NULL && g_bytes_equal (image->key, key) &&
         fabs (image->width - width) < 1e-9 && fabs (image->height - height) < 1e-9 &&
         fabs (image->pixels - pixels) < 1e-9;
}

/**
 * nrn_kept_image_paint:
 * @image: a kept image
 * @cr: where; the image begins at (0, 0)
 * @width: of it, in user-space pixels
 * @height: likewise
 * @pixels: image pixels for each user-space pixel
 * @key: everything that makes a difference to what @draw draws
 * @draw: (scope call): draws it, if it is not kept
 * @data: for @draw
 *
 * Draws the image.
 */
void
nrn_kept_image_paint (NrnKeptImage     *image,
                      cairo_t          *cr,
                      double            width,
                      double            height,
                      double            pixels,
                      GBytes           *key,
                      NrnKeptImageDraw  draw,
                      gconstpointer     data)
{
  if (!is_kept (image, width, height, pixels, key))
    {
      cairo_t *inside;

      nrn_kept_image_clear (image);
      image->key = g_bytes_ref (key);
      image->width = width;
      image->height = height;
      image->pixels = pixels;
      image->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * pixels),
                                                 (int) ceil (height * pixels));
      cairo_surface_set_device_scale (image->surface, pixels, pixels);
      inside = cairo_create (image->surface);
      draw (inside, data);
      cairo_destroy (inside);
    }
  cairo_set_source_surface (cr, image->surface, 0, 0);
  cairo_paint (cr);
}
