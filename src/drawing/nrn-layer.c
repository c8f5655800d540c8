/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A part of a picture that is kept from frame to frame.
 */

#include "nrn-layer.h"

#include <math.h>

struct _NrnLayer
{
  cairo_surface_t *image;     /* owned; NULL: nothing is kept */

  /* What it was drawn from */
  GBytes          *key;       /* owned; nullable */
  double           width;
  double           height;
  double           pixels;
};

NrnLayer *
nrn_layer_new (void)
{
  return g_new0 (NrnLayer, 1);
}

void
nrn_layer_free (NrnLayer *layer)
{
  g_return_if_fail (layer != NULL);

  nrn_layer_clear (layer);
  g_free (layer);
}

/**
 * nrn_layer_clear:
 * @layer: a layer
 *
 * Has it draw anew the next time.
 */
void
nrn_layer_clear (NrnLayer *layer)
{
  g_clear_pointer (&layer->image, cairo_surface_destroy);
  g_clear_pointer (&layer->key, g_bytes_unref);
}

static gboolean
is_kept (const NrnLayer *layer,
         double          width,
         double          height,
         double          pixels,
         GBytes         *key)
{
  return layer->image != NULL && g_bytes_equal (layer->key, key) &&
         fabs (layer->width - width) < 1e-9 && fabs (layer->height - height) < 1e-9 &&
         fabs (layer->pixels - pixels) < 1e-9;
}

/**
 * nrn_layer_paint:
 * @layer: a layer
 * @cr: where; the layer begins at (0, 0)
 * @width: of it, in user-space pixels
 * @height: likewise
 * @pixels: image pixels for each user-space pixel
 * @key: everything that makes a difference to what @draw draws
 * @draw: (scope call): draws it, if it is not kept
 * @data: for @draw
 *
 * Draws the layer.
 */
void
nrn_layer_paint (NrnLayer      *layer,
                 cairo_t       *cr,
                 double         width,
                 double         height,
                 double         pixels,
                 GBytes        *key,
                 NrnLayerDraw   draw,
                 gconstpointer  data)
{
  if (!is_kept (layer, width, height, pixels, key))
    {
      cairo_t *inside;

      nrn_layer_clear (layer);
      layer->key = g_bytes_ref (key);
      layer->width = width;
      layer->height = height;
      layer->pixels = pixels;
      layer->image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) ceil (width * pixels),
                                                 (int) ceil (height * pixels));
      cairo_surface_set_device_scale (layer->image, pixels, pixels);
      inside = cairo_create (layer->image);
      draw (inside, data);
      cairo_destroy (inside);
    }
  cairo_set_source_surface (cr, layer->image, 0, 0);
  cairo_paint (cr);
}
