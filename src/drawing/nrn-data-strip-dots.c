/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The samples of a data strip, and how they are kept from frame to frame.
 */

#include "config.h"

#include "nrn-data-strip-private.h"

#include <math.h>
#include <string.h>

#include "nrn-circle.h"
#include "nrn-dots.h"

/* All lengths at scale 1. */
#define DOT_RADIUS  1.7
#define DOT_OPACITY 0.75
#define RING_RADIUS 4.0
#define RING_LINE   1.5
#define GLOW_RADIUS 8.0
#define GLOW        0.4     /* opacity at the ring */
#define CHOSEN_RADIUS 8.0
#define CHOSEN_LINE   2.0

/* So many samples are looked at to see whether they are still the same. */
#define MAX_LOOKED_AT 4096

/* What the dots are drawn from, and what they are drawn as. */
typedef struct
{
  NrnDataStripLayout layout;
  NrnPalette         palette;
  guint64            checksum;
} Key;

typedef struct
{
  const NrnDataStrip       *strip;
  const NrnDataStripLayout *layout;
} Dots;

static double
get_pixels (const NrnDataStrip *strip)
{
  return strip->pixels > 0 ? strip->pixels : 1;
}

static guint64
add_to_checksum (guint64 sum,
                 float   value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);

  return (sum ^ bits) * 0x100000001b3;
}

/* FNV-1a over the number of samples and, evenly chosen, some of them. */
static guint64
get_checksum (const NrnDataStrip *strip)
{
  guint64 sum = (0xcbf29ce484222325 ^ strip->n_samples) * 0x100000001b3;
  guint step = strip->n_samples / MAX_LOOKED_AT + 1;

  for (guint i = 0; i < strip->n_samples; i += step)
    {
      sum = add_to_checksum (sum, strip->values[i]);
      sum = add_to_checksum (sum, strip->labels[i]);
      sum = add_to_checksum (sum, strip->exceptions != NULL && strip->exceptions[i] ? 1 : 0);
    }

  return sum;
}

static const NrnColor *
get_class_color (const NrnDataStrip *strip,
                 guint               class_index)
{
  return nrn_palette_get_class (strip->palette, class_index, strip->n_classes);
}

static gboolean
is_exception (const NrnDataStrip *strip,
              guint               sample)
{
  return strip->exceptions != NULL && strip->exceptions[sample];
}

/* With a cache the dots are for the screen, else they stay shapes. */
static void
draw_dots (cairo_t                  *cr,
           const NrnDataStrip       *strip,
           const NrnDataStripLayout *layout,
           guint                     class_index,
           gboolean                  is_image)
{
  const NrnColor *color = get_class_color (strip, class_index);
  double radius = DOT_RADIUS * layout->scale;
  guint step = strip->n_samples / NRN_DOTS_MOST + 1;
  NrnDots *dots = is_image ? nrn_dots_new_image (cr, radius, DOT_OPACITY, color, layout->width,
                                                 layout->height, get_pixels (strip))
                           : nrn_dots_new (cr, radius, DOT_OPACITY, color);

  for (guint i = 0; i < strip->n_samples; i += step)
    {
      double x;
      double y;

      if (is_exception (strip, i) || nrn_data_strip_get_label (strip, i) != class_index)
        continue;
      nrn_data_strip_layout_get_sample (layout, strip, i, &x, &y);
      nrn_dots_add (dots, x, y);
    }
  nrn_dots_paint_free (dots);
}

/* Soft light around a ring: it stands out where dots are dense, and without
 * colour, too. */
static void
draw_glow (cairo_t        *cr,
           const NrnColor *color,
           double          scale,
           double          x,
           double          y)
{
  cairo_pattern_t *light = cairo_pattern_create_radial (x, y, RING_RADIUS * scale, x, y,
                                                        GLOW_RADIUS * scale);

  cairo_pattern_add_color_stop_rgba (light, 0, color->red, color->green, color->blue, GLOW);
  cairo_pattern_add_color_stop_rgba (light, 1, color->red, color->green, color->blue, 0);
  cairo_set_source (cr, light);
  cairo_arc (cr, x, y, GLOW_RADIUS * scale, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_pattern_destroy (light);
}

static void
draw_ring (cairo_t                  *cr,
           const NrnDataStrip       *strip,
           const NrnDataStripLayout *layout,
           guint                     class_index,
           double                    x,
           double                    y)
{
  draw_glow (cr, get_class_color (strip, class_index), layout->scale, x, y);
  nrn_circle_paint_point (cr, x, y, RING_RADIUS * layout->scale, RING_LINE * layout->scale,
                          &strip->palette->background, get_class_color (strip, class_index));
}

/* A small image of one ring, to be used as a stamp. */
static cairo_surface_t *
draw_stamp (const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout,
            guint                     class_index,
            double                    pixels)
{
  double reach = MAX (RING_RADIUS + RING_LINE, GLOW_RADIUS) * layout->scale;
  int size = (int) ceil (2 * reach * pixels) + 2;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  cairo_t *cr;

  cairo_surface_set_device_scale (image, pixels, pixels);
  cr = cairo_create (image);
  draw_ring (cr, strip, layout, class_index, size / pixels / 2, size / pixels / 2);
  cairo_destroy (cr);

  return image;
}

/* Where @stamps are given they are used: a twentieth of the time. */
static void
draw_rings (cairo_t                  *cr,
            const NrnDataStrip       *strip,
            const NrnDataStripLayout *layout,
            cairo_surface_t         **stamps)
{
  double pixels = get_pixels (strip);
  double half = stamps != NULL ? cairo_image_surface_get_width (stamps[0]) / pixels / 2 : 0;
  guint n = 0;

  for (guint i = 0; i < strip->n_samples && n < NRN_DOTS_MOST; i++)
    {
      guint class_index;
      double x;
      double y;

      if (!is_exception (strip, i))
        continue;
      class_index = nrn_data_strip_get_label (strip, i);
      nrn_data_strip_layout_get_sample (layout, strip, i, &x, &y);
      n++;
      if (stamps == NULL)
        {
          draw_ring (cr, strip, layout, class_index, x, y);
          continue;
        }
      cairo_set_source_surface (cr, stamps[class_index],
                                floor ((x - half) * pixels + 0.5) / pixels,
                                floor ((y - half) * pixels + 0.5) / pixels);
      cairo_paint (cr);
    }
}

static void
draw_stamped_rings (cairo_t                  *cr,
                    const NrnDataStrip       *strip,
                    const NrnDataStripLayout *layout)
{
  cairo_surface_t *stamps[NRN_DATA_STRIP_MAX_CLASSES];

  for (guint i = 0; i < strip->n_classes; i++)
    stamps[i] = draw_stamp (strip, layout, i, get_pixels (strip));
  draw_rings (cr, strip, layout, stamps);
  for (guint i = 0; i < strip->n_classes; i++)
    cairo_surface_destroy (stamps[i]);
}

static void
draw_layer (cairo_t       *cr,
            gconstpointer  data)
{
  const Dots *dots = data;

  for (guint i = 0; i < dots->strip->n_classes; i++)
    draw_dots (cr, dots->strip, dots->layout, i, TRUE);
  draw_stamped_rings (cr, dots->strip, dots->layout);
}

/* Draws the samples: kept in @layer, or, without one, as shapes. */
void
nrn_data_strip_paint_dots (cairo_t                  *cr,
                           const NrnDataStrip       *strip,
                           const NrnDataStripLayout *layout,
                           NrnKeptImage             *layer)
{
  const Dots dots = { strip, layout };
  g_autoptr (GBytes) bytes = NULL;
  Key key;

  if (layer == NULL)
    {
      for (guint i = 0; i < strip->n_classes; i++)
        draw_dots (cr, strip, layout, i, FALSE);
      draw_rings (cr, strip, layout, NULL);
      return;
    }

  memset (&key, 0, sizeof key);
  key.layout = *layout;
  key.palette = *strip->palette;
  key.checksum = get_checksum (strip);
  bytes = g_bytes_new (&key, sizeof key);
  nrn_kept_image_paint (layer, cr, layout->width, layout->height, get_pixels (strip), bytes, draw_layer,
                   &dots);
}

/* A ring around the sample that is looked at, whatever it is itself. */
void
nrn_data_strip_paint_chosen (cairo_t                  *cr,
                             const NrnDataStrip       *strip,
                             const NrnDataStripLayout *layout)
{
  double x, y;

  if (!strip->has_chosen || strip->chosen >= strip->n_samples)
    return;

  nrn_data_strip_layout_get_sample (layout, strip, strip->chosen, &x, &y);
  nrn_circle_paint_ring (cr, x, y, CHOSEN_RADIUS * layout->scale, CHOSEN_LINE * layout->scale,
                         &strip->palette->text, &strip->palette->background);
}
