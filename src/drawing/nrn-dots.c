/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Many equal dots: as shapes, or stamped into an image.
 */

#include "config.h"

#include "nrn-dots.h"

#include <math.h>

struct _NrnDots
{
  cairo_t         *cr;          /* borrowed */
  NrnColor         color;
  double           radius;
  double           opacity;

  /* Owned; NULL for shapes */
  cairo_surface_t *coverage;    /* what all dots cover */
  cairo_surface_t *stencil;     /* one of them */
  double           pixels;      /* of each for a user-space pixel */
};

/**
 * nrn_dots_new:
 * @cr: where
 * @radius: of each dot, in user-space pixels
 * @opacity: of each, 0 … 1
 * @color: of all
 *
 * Begins dots that are shapes, sharp at any size.
 *
 * Returns: (transfer full): no dots yet; end with nrn_dots_paint_free()
 */
NrnDots *
nrn_dots_new (cairo_t        *cr,
              double          radius,
              double          opacity,
              const NrnColor *color)
{
  NrnDots *dots = g_new0 (NrnDots, 1);

  dots->cr = cr;
  dots->color = *color;
  dots->radius = radius;
  dots->opacity = opacity;

  return dots;
}

/* One dot, to be used as a stencil. */
static cairo_surface_t *
draw_stencil (const NrnDots *dots)
{
  int size = (int) ceil (2 * dots->radius * dots->pixels) + 2;
  double middle = size / dots->pixels / 2;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_A8, size, size);
  cairo_t *cr;

  cairo_surface_set_device_scale (image, dots->pixels, dots->pixels);
  cr = cairo_create (image);
  cairo_arc (cr, middle, middle, dots->radius, 0, 2 * G_PI);
  cairo_set_source_rgba (cr, 0, 0, 0, dots->opacity);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

/**
 * nrn_dots_new_image:
 * @cr: where
 * @radius: of each dot, in user-space pixels
 * @opacity: of each, 0 … 1
 * @color: of all
 * @width: of the picture that begins at (0, 0); what is outside is not drawn
 * @height: likewise
 * @pixels: image pixels for each user-space pixel
 *
 * Begins dots that are drawn at once.
 *
 * Returns: (transfer full): no dots yet; end with nrn_dots_paint_free()
 */
NrnDots *
nrn_dots_new_image (cairo_t        *cr,
                    double          radius,
                    double          opacity,
                    const NrnColor *color,
                    double          width,
                    double          height,
                    double          pixels)
{
  NrnDots *dots = nrn_dots_new (cr, radius, opacity, color);

  dots->pixels = pixels;
  dots->stencil = draw_stencil (dots);
  dots->coverage = cairo_image_surface_create (CAIRO_FORMAT_A8, (int) ceil (width * pixels),
                                               (int) ceil (height * pixels));
  cairo_surface_flush (dots->coverage);

  return dots;
}

/* Lays a dot over what is covered already, where both are in the image. */
static void
stamp (NrnDots *dots,
       int      left,
       int      top)
{
  int size = cairo_image_surface_get_width (dots->stencil);
  int width = cairo_image_surface_get_width (dots->coverage);
  int height = cairo_image_surface_get_height (dots->coverage);
  const guint8 *from = cairo_image_surface_get_data (dots->stencil);
  guint8 *to = cairo_image_surface_get_data (dots->coverage);

  for (int y = MAX (top, 0); y < MIN (top + size, height); y++)
    {
      const guint8 *source = from + (y - top) * cairo_image_surface_get_stride (dots->stencil) - left;
      guint8 *target = to + y * cairo_image_surface_get_stride (dots->coverage);

      for (int x = MAX (left, 0); x < MIN (left + size, width); x++)
        target[x] = (guint8) (target[x] + source[x] - (target[x] * source[x] + 127) / 255);
    }
}

/**
 * nrn_dots_add:
 * @dots: dots
 * @x: middle of one more, in user-space pixels; where it is not finite there
 *   is none
 * @y: likewise
 */
void
nrn_dots_add (NrnDots *dots,
              double   x,
              double   y)
{
  double half;

  if (!isfinite (x) || !isfinite (y))
    return;

  if (dots->coverage == NULL)
    {
      cairo_arc (dots->cr, x, y, dots->radius, 0, 2 * G_PI);
      nrn_color_set_source (&dots->color, dots->opacity, dots->cr);
      cairo_fill (dots->cr);
      return;
    }

  half = cairo_image_surface_get_width (dots->stencil) / 2.0;
  /* Far outside is outside; an int has an end. */
  x = CLAMP (x * dots->pixels - half, -1e6, 1e6);
  y = CLAMP (y * dots->pixels - half, -1e6, 1e6);
  stamp (dots, (int) floor (x + 0.5), (int) floor (y + 0.5));
}

/**
 * nrn_dots_paint_free:
 * @dots: (transfer full): dots
 *
 * Puts them onto the page.
 */
void
nrn_dots_paint_free (NrnDots *dots)
{
  if (dots->coverage != NULL)
    {
      cairo_surface_mark_dirty (dots->coverage);
      cairo_surface_set_device_scale (dots->coverage, dots->pixels, dots->pixels);
      nrn_color_set_source (&dots->color, 1, dots->cr);
      cairo_mask_surface (dots->cr, dots->coverage, 0, 0);
      cairo_surface_destroy (dots->coverage);
      cairo_surface_destroy (dots->stencil);
    }
  g_free (dots);
}
