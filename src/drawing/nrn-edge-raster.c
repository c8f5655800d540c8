/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Thousands of edges, drawn into an image without Cairo.
 *
 * A stroke of a long antialiased curve takes Cairo about 30 µs, which is too
 * slow for thousands of them in a frame. Edges are special: they go from left
 * to right and are level at both ends. So each column of pixels is crossed
 * once, at a height that a table gives.
 */

#include "nrn-edge-raster.h"

#include <math.h>

#define TABLE_SIZE 256

typedef struct
{
  float y;        /* at x = i / TABLE_SIZE of a curve from (0, 0) to (1, 1) */
  float slope;    /* dy/dx there */
} TableEntry;

static TableEntry table[TABLE_SIZE + 1];

/* Bisection for the t at which the cubic is at x; see
 * nrn_network_edge_get_point() for the formulas. */
static void
fill_table (void)
{
  for (guint i = 0; i <= TABLE_SIZE; i++)
    {
      double x = (double) i / TABLE_SIZE;
      double low = 0;
      double high = 1;

      for (guint step = 0; step < 40; step++)
        {
          double t = (low + high) / 2;

          if (1.5 * t * (1 - t) + t * t * t < x)
            low = t;
          else
            high = t;
        }
      table[i].y = (float) ((3 - 2 * low) * low * low);
      table[i].slope = (float) (6 * low * (1 - low) / (1.5 - 3 * low + 3 * low * low));
    }
}

static const TableEntry *
get_table (void)
{
  static gsize is_filled;

  if (g_once_init_enter (&is_filled))
    {
      fill_table ();
      g_once_init_leave (&is_filled, 1);
    }

  return table;
}

typedef struct
{
  guint32 *pixels;
  int      width;
  int      height;
  int      stride;    /* in pixels */
  guint64  color;     /* opaque, spread() */
  float    half;      /* half of the line's width */
  float    alpha;     /* of its middle, 0 … 255 */
} Pen;

/* A pixel's four bytes, each in 16 bits of its own, so that one product
 * multiplies all of them: alpha, green, red, blue. */
static inline guint64
spread (guint32 pixel)
{
  return ((guint64) (pixel & 0xff00ff00) << 24) | (pixel & 0x00ff00ff);
}

/* Each 16 bits of @value hold a product of two bytes; divides them by 255,
 * rounded, and puts the bytes together again. */
static inline guint32
gather (guint64 value)
{
  value += G_GUINT64_CONSTANT (0x0080008000800080);
  value += (value >> 8) & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff);
  value = (value >> 8) & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff);

  return (guint32) (value >> 24) | (guint32) value;
}

/* A pixel is covered by its distance from the line: fully inside, not at all
 * from half a pixel outside on. @stretch turns heights into distances. */
static inline void
cross_column (const Pen *pen,
              int        column,
              float      y,
              float      stretch)
{
  float reach = (pen->half + 0.5f) * stretch;
  int first = (int) MAX (y - reach, 0);
  int last = (int) MIN (y + reach, (float) (pen->height - 1));
  float closeness = 1 / stretch;
  float height = ((float) first + 0.5f - y) * closeness;
  guint32 *pixel = pen->pixels + (gssize) first * pen->stride + column;

  for (int row = first; row <= last; row++)
    {
      float coverage = MIN (pen->half + 0.5f - fabsf (height), 1);
      int alpha = (int) (coverage * pen->alpha + 0.5f);

      /* Lays the colour over premultiplied ARGB. */
      if (alpha > 0)
        *pixel = gather (spread (*pixel) * (guint64) (255 - alpha) +
                         pen->color * (guint64) alpha);
      height += closeness;
      pixel += pen->stride;
    }
}

static void
trace (const Pen           *pen,
       const NrnRasterEdge *edge)
{
  const TableEntry *entries = get_table ();
  float width = (float) (edge->x2 - edge->x1);
  float height = (float) (edge->y2 - edge->y1);
  float dash_on = (float) edge->dash_on;
  float period = dash_on + (float) edge->dash_off;
  gboolean is_dashed = edge->dash_on > 0;
  float way = 0;
  int first = MAX ((int) floor (edge->x1 + 0.5), 0);
  int end = MIN ((int) floor (edge->x2 + 0.5), pen->width);

  for (int column = first; column < end; column++)
    {
      float place = ((float) column + 0.5f - (float) edge->x1) / width * TABLE_SIZE;
      int i = CLAMP ((int) place, 0, TABLE_SIZE - 1);
      float rest = place - (float) i;
      float y = entries[i].y + (entries[i + 1].y - entries[i].y) * rest;
      float slope = entries[i].slope + (entries[i + 1].slope - entries[i].slope) * rest;
      float stretch;

      slope *= height / width;
      stretch = sqrtf (1 + slope * slope);
      if (way <= dash_on)
        cross_column (pen, column, (float) edge->y1 + height * y, stretch);
      if (is_dashed)
        way = way + stretch < period ? way + stretch : 0;
    }
}

/**
 * nrn_edge_raster_draw:
 * @image: an image surface of format ARGB32; the caller flushes it before
 *   the first edge and marks it dirty after the last one
 * @edge: what to draw
 *
 * Draws an antialiased edge over what is there, shaped as
 * nrn_network_edge_get_point() says. Lines narrower than a pixel are drawn
 * one pixel wide and fainter.
 */
void
nrn_edge_raster_draw (cairo_surface_t     *image,
                      const NrnRasterEdge *edge)
{
  guint32 red = (guint32) (edge->color->red * 255 + 0.5);
  guint32 green = (guint32) (edge->color->green * 255 + 0.5);
  guint32 blue = (guint32) (edge->color->blue * 255 + 0.5);
  Pen pen = {
    .pixels = (guint32 *) (void *) cairo_image_surface_get_data (image),
    .width = cairo_image_surface_get_width (image),
    .height = cairo_image_surface_get_height (image),
    .stride = cairo_image_surface_get_stride (image) / 4,
    .color = spread (0xff000000 | red << 16 | green << 8 | blue),
    .half = (float) MAX (edge->width, 1) / 2,
    .alpha = (float) (edge->opacity * MIN (edge->width, 1) * 255),
  };

  g_return_if_fail (cairo_image_surface_get_format (image) == CAIRO_FORMAT_ARGB32);

  if (pen.pixels != NULL && edge->x2 > edge->x1)
    trace (&pen, edge);
}
