/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Maps of units over two inputs, inside of their nodes.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <math.h>

#include "nrn-circle.h"

/* All lengths at scale 1, or of a node's radius. */
#define MAP_HALF     0.70     /* its corners are at the node's outline */
#define OUTLINE      1.3
#define POINT_RADIUS 2.6
#define POINT_LINE   1.3
#define MAX_POINT    0.3
#define MIN_RADIUS   7.0      /* below, a point would hide the map */

/* How much of the outline's colour is in a hidden unit's map, and of a
 * class' colour in the map of its output. */
#define MIN_GREY 0.04
#define MAX_GREY 0.72
#define TINT     0.75

static const NrnColor point_fill = { 1, 1, 1 };
static const NrnColor point_line = { 0.12, 0.12, 0.14 };

static double
get_part (const NrnSceneMap *map,
          double             value)
{
  if (isnan (value) || map->maximum <= map->minimum)
    return 0.5;

  return CLAMP ((value - map->minimum) / (map->maximum - map->minimum), 0, 1);
}

/* One output that is a probability tells two classes apart. */
static gboolean
is_lone_probability (const NrnSceneMap *map)
{
  return map->is_output && map->n_units == 1 && map->minimum >= 0 && map->maximum <= 1;
}

static NrnColor
get_color (const NrnSceneMap *map,
           const NrnPalette  *palette,
           double             value)
{
  double part = get_part (map, value);
  NrnColor color;

  if (is_lone_probability (map))
    {
      double share = isnan (value) ? 0.5 : CLAMP (value, 0, 1);

      color = nrn_color_mix (nrn_palette_get_class (palette, 0, 2),
                             nrn_palette_get_class (palette, 1, 2), share);

      return nrn_color_mix (&palette->background, &color, TINT);
    }
  if (map->is_output && map->n_units > 1)
    return nrn_color_mix (&palette->background,
                          nrn_palette_get_class (palette, map->unit, map->n_units), part * TINT);

  return nrn_color_mix (&palette->background, &palette->outline,
                        MIN_GREY + (MAX_GREY - MIN_GREY) * part);
}

/* The image counts in premultiplied colours. */
static guint32
get_pixel (const NrnColor *color,
           double          opacity)
{
  guint32 red = (guint32) (CLAMP (color->red, 0, 1) * opacity * 255 + 0.5);
  guint32 green = (guint32) (CLAMP (color->green, 0, 1) * opacity * 255 + 0.5);
  guint32 blue = (guint32) (CLAMP (color->blue, 0, 1) * opacity * 255 + 0.5);

  return (guint32) (opacity * 255 + 0.5) << 24 | red << 16 | green << 8 | blue;
}

/* The second input rises upwards. */
static void
fill_image (cairo_surface_t   *image,
            const NrnSceneMap *map,
            const NrnPalette  *palette,
            double             opacity)
{
  const guint size = NRN_ACTIVITY_MAP_SIZE;
  guint32 *pixels;
  guint stride = (guint) cairo_image_surface_get_stride (image) / 4;

  cairo_surface_flush (image);
  pixels = (guint32 *) (void *) cairo_image_surface_get_data (image);
  for (guint row = 0; row < size; row++)
    for (guint column = 0; column < size; column++)
      {
        double value = (double) map->values[row * size + column];
        NrnColor color = get_color (map, palette, value);

        pixels[(gsize) (size - 1 - row) * stride + column] = get_pixel (&color, opacity);
      }
  cairo_surface_mark_dirty (image);
}

/* The middles of the outermost cells are at the edges of the map; what is
 * left of the circle goes on with their colours. */
static void
paint_image (cairo_t         *cr,
             cairo_surface_t *image,
             double           x,
             double           y,
             double           radius,
             double           line)
{
  double cell = 2 * MAP_HALF * radius / (NRN_ACTIVITY_MAP_SIZE - 1);
  double corner = MAP_HALF * radius + cell / 2;

  cairo_save (cr);
  cairo_new_path (cr);
  cairo_arc (cr, x, y, MAX (radius - line / 2, 0), 0, 2 * G_PI);
  cairo_translate (cr, x - corner, y - corner);
  cairo_scale (cr, cell, cell);
  cairo_set_source_surface (cr, image, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_fill (cr);
  cairo_restore (cr);
}

static void
paint_point (cairo_t      *cr,
             const double *place,
             double        x,
             double        y,
             double        radius,
             double        scale)
{
  double size = MIN (POINT_RADIUS * scale, MAX_POINT * radius);
  double across = (2 * place[0] - 1) * MAP_HALF * radius;
  double up = (2 * place[1] - 1) * MAP_HALF * radius;
  double way = hypot (across, up);
  double most = radius - size - OUTLINE * scale;

  if (way > most)
    {
      across *= most / way;
      up *= most / way;
    }
  nrn_circle_paint_point (cr, x + across, y - up, size, POINT_LINE * scale, &point_fill, &point_line);
}

/* Inside of the node at (x, y), whose outline stays. @image is written over:
 * cairo keeps what it has been painted with before. */
void
nrn_scene_paint_map (cairo_t             *cr,
                     const NrnSceneFrame *frame,
                     const NrnSceneMap   *map,
                     cairo_surface_t     *image,
                     double               x,
                     double               y,
                     double               radius,
                     double               opacity)
{
  double place[2];

  fill_image (image, map, frame->palette, opacity);
  paint_image (cr, image, x, y, radius, MIN (OUTLINE * frame->scale, radius / 2));
  if (radius >= MIN_RADIUS * frame->scale &&
      nrn_network_activity_get_map_place (frame->scene->activity, place))
    paint_point (cr, place, x, y, radius, frame->scale);
}
