/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Thousands of edges, drawn into an image without Cairo.
 *
 * A stroke of a long antialiased curve takes Cairo about 30 µs, which is too
 * slow for thousands of them in a frame. Edges are special: they go from left
 * to right and are level at both ends. So each column of pixels is crossed
 * once, at a height that a table gives. The pixels of a column are kept next
 * to each other, so that several can be blended at a time; only the finished
 * image is turned into rows.
 */

#include "nrn-edge-raster.h"

#include <math.h>
#include <string.h>

#define TABLE_SIZE 256

/* Rows and columns that are turned together. */
#define BLOCK 32

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

/* So many pixels of a column are blended at a time; there is room for them
 * after the last one. */
#define N_LANES 4

typedef float   Floats __attribute__ ((vector_size (16)));
typedef gint32  Integers __attribute__ ((vector_size (16)));
typedef guint32 Pixels __attribute__ ((vector_size (16)));
typedef guint16 Channels __attribute__ ((vector_size (16)));

struct _NrnEdgeRaster
{
  guint32 *pixels;    /* owned; (width, stride), premultiplied ARGB */
  int      width;
  int      height;
  int      stride;    /* pixels from one column to the next */
};

typedef struct
{
  NrnEdgeRaster *raster;
  Channels       red_blue;      /* the colour, in each 16 bits a byte */
  Channels       alpha_green;   /* likewise; opaque */
  float          half;          /* half of the line's width */
  float          alpha;         /* of its middle, 0 … 255 */
} Pen;

/* Lays @color over @channels. Products of two bytes fit into 16 bits; they
 * are divided by 255, rounded. */
static inline Channels
blend (Channels channels,
       Channels color,
       Channels alpha)
{
  channels = channels * (255 - alpha) + color * alpha + 128;

  return (channels + (channels >> 8)) >> 8;
}

static inline Floats
smaller (Floats a,
         Floats b)
{
  Integers is_smaller = a < b;

  return (Floats) ((is_smaller & (Integers) a) | (~is_smaller & (Integers) b));
}

/* A pixel is covered by its distance from the line: fully inside, not at all
 * from half a pixel outside on. Both signs of @distances are distances. */
static inline void
blend_four (const Pen *pen,
            guint32   *pixels,
            Floats     distances)
{
  static const Floats ones = { 1, 1, 1, 1 };
  Floats coverage;
  Integers alpha;
  Pixels old;
  Pixels red_blue;
  Pixels alpha_green;

  distances = (Floats) ((Integers) distances & G_MAXINT32);
  coverage = smaller (pen->half + 0.5f - distances, ones);
  alpha = __builtin_convertvector (coverage * pen->alpha + 0.5f, Integers);
  alpha &= alpha > 0;
  alpha |= alpha << 16;

  memcpy (&old, pixels, sizeof old);
  red_blue = (Pixels) blend ((Channels) (old & 0x00ff00ff), pen->red_blue, (Channels) alpha);
  alpha_green = (Pixels) blend ((Channels) ((old >> 8) & 0x00ff00ff), pen->alpha_green,
                                (Channels) alpha);
  old = red_blue | (alpha_green << 8);
  memcpy (pixels, &old, sizeof old);
}

/* @stretch turns heights into distances from the line. */
static inline void
cross_column (const Pen *pen,
              int        column,
              float      y,
              float      stretch)
{
  const NrnEdgeRaster *raster = pen->raster;
  float reach = (pen->half + 0.5f) * stretch;
  int first = (int) MAX (y - reach, 0);
  int last = (int) MIN (y + reach, (float) (raster->height - 1));
  float closeness = 1 / stretch;
  Floats heights = ((float) first + 0.5f - y + (Floats) { 0, 1, 2, 3 }) * closeness;
  guint32 *pixels = raster->pixels + (gssize) column * raster->stride + first;

  for (int row = first; row <= last; row += N_LANES)
    {
      blend_four (pen, pixels, heights);
      heights += N_LANES * closeness;
      pixels += N_LANES;
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
  int end = MIN ((int) floor (edge->x2 + 0.5), pen->raster->width);

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
 * nrn_edge_raster_new:
 * @width: in pixels; at least 1
 * @height: likewise
 *
 * Returns: (transfer full) (nullable): a transparent image; %NULL if there is
 *   no memory for it. nrn_edge_raster_finish() it
 */
NrnEdgeRaster *
nrn_edge_raster_new (int width,
                     int height)
{
  NrnEdgeRaster *raster;
  guint32 *pixels;

  g_return_val_if_fail (width >= 1 && width <= G_MAXINT16, NULL);
  g_return_val_if_fail (height >= 1 && height <= G_MAXINT16, NULL);

  pixels = g_try_new0 (guint32, (gsize) width * ((gsize) height + N_LANES));
  if (pixels == NULL)
    return NULL;

  raster = g_new (NrnEdgeRaster, 1);
  *raster = (NrnEdgeRaster) { pixels, width, height, height + N_LANES };

  return raster;
}

/**
 * nrn_edge_raster_draw:
 * @raster: where
 * @edge: what to draw
 *
 * Draws an antialiased edge over what is there, shaped as
 * nrn_network_edge_get_point() says. Lines narrower than a pixel are drawn
 * one pixel wide and fainter. Whatever is outside is left out.
 */
void
nrn_edge_raster_draw (NrnEdgeRaster       *raster,
                      const NrnRasterEdge *edge)
{
  guint32 red = (guint32) (edge->color->red * 255 + 0.5);
  guint32 green = (guint32) (edge->color->green * 255 + 0.5);
  guint32 blue = (guint32) (edge->color->blue * 255 + 0.5);
  Pixels zeros = { 0 };
  Pen pen = {
    .raster = raster,
    .red_blue = (Channels) (zeros + (red << 16 | blue)),
    .alpha_green = (Channels) (zeros + (0x00ff0000 | green)),
    .half = (float) MAX (edge->width, 1) / 2,
    .alpha = (float) (edge->opacity * MIN (edge->width, 1) * 255),
  };

  if (edge->x2 > edge->x1)
    trace (&pen, edge);
}

/* Block by block, so that both images stay in the processor's cache. */
static void
turn (const NrnEdgeRaster *raster,
      guint32             *pixels,
      int                  stride)
{
  for (int left = 0; left < raster->width; left += BLOCK)
    for (int top = 0; top < raster->height; top += BLOCK)
      for (int y = top; y < MIN (top + BLOCK, raster->height); y++)
        for (int x = left; x < MIN (left + BLOCK, raster->width); x++)
          pixels[(gssize) y * stride + x] = raster->pixels[(gssize) x * raster->stride + y];
}

/**
 * nrn_edge_raster_finish:
 * @raster: (transfer full): edges; freed
 *
 * Returns: (transfer full): an image surface with what has been drawn; in an
 *   error state if there is no memory for it
 */
cairo_surface_t *
nrn_edge_raster_finish (NrnEdgeRaster *raster)
{
  cairo_surface_t *image;

  image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, raster->width, raster->height);
  if (cairo_surface_status (image) == CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_flush (image);
      turn (raster, (guint32 *) (void *) cairo_image_surface_get_data (image),
            cairo_image_surface_get_stride (image) / 4);
      cairo_surface_mark_dirty (image);
    }
  g_free (raster->pixels);
  g_free (raster);

  return image;
}
