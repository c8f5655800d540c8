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

#include "nrn-vector.h"

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
#define N_LANES 8

typedef float   Floats __attribute__ ((vector_size (4 * N_LANES)));
typedef gint32  Integers __attribute__ ((vector_size (4 * N_LANES)));
typedef guint32 Pixels __attribute__ ((vector_size (4 * N_LANES)));
typedef guint16 Channels __attribute__ ((vector_size (4 * N_LANES)));

/* So many different begins and ends are remembered: the edges between two
 * columns of nodes have few. */
#define N_SHAPES 32

/* What all edges from one x to another have in common, pixel column by pixel
 * column. */
typedef struct
{
  double x1;
  double x2;
  int    first;       /* pixel column */
  int    n_columns;
  float *y;           /* owned; 0 … 1 of the edge's height */
  float *slope;       /* owned; dy/dx, as if width and height were 1 */
} Shape;

struct _NrnEdgeRaster
{
  guint32 *pixels;    /* owned; (width, stride), premultiplied ARGB */
  int      width;
  int      height;
  int      stride;    /* pixels from one column to the next */
  guint32  background;

  /* Where edges have been drawn since it was cleared, in whole pixels */
  int      left;
  int      right;
  int      top;
  int      bottom;

  Shape    shapes[N_SHAPES];
  guint    n_shapes;  /* that were ever made; the oldest make room */

  /* Owned; width. Where the edge at hand crosses the columns. */
  float   *middles;
  float   *closenesses;
  gint32  *firsts;
  gint32  *ends;
};

typedef struct
{
  NrnEdgeRaster *raster;
  guint32        red_blue;      /* the colour, in each 16 bits a byte */
  guint32        alpha_green;   /* likewise; opaque */
  float          half;          /* half of the line's width */
  float          alpha;         /* of its middle, 0 … 256 */
} Pen;

/* Lays @color over @channels; @alpha is 0 … 256, so that products of it and a
 * byte fit into 16 bits. */
#define BLEND(channels, color, alpha) \
  (((channels) * (256 - (alpha)) + (color) * (alpha) + 128) >> 8)

/* A pixel is covered by its distance from the line: fully inside, not at all
 * from half a pixel outside on. Both signs of @distances are distances.
 * Vectors go by address, since how they are passed depends on the machine. */
NRN_INLINE void
blend_pixels (const Pen    *pen,
              guint32      *pixels,
              const Floats *distances)
{
  const Channels red_blue = (Channels) (pen->red_blue + (Pixels) { 0 });
  const Channels alpha_green = (Channels) (pen->alpha_green + (Pixels) { 0 });
  Floats coverage = pen->half + 0.5f - (Floats) ((Integers) *distances & G_MAXINT32);
  Integers is_full = coverage > 1;
  Integers alpha;
  Channels opacity;
  Channels even;
  Channels odd;
  Pixels old;

  alpha = __builtin_convertvector (coverage * pen->alpha + 0.5f, Integers);
  alpha = (alpha & ~is_full) | ((gint32) (pen->alpha + 0.5f) & is_full);
  alpha &= alpha > 0;
  opacity = (Channels) (alpha | alpha << 16);

  memcpy (&old, pixels, sizeof old);
  even = BLEND ((Channels) (old & 0x00ff00ff), red_blue, opacity);
  odd = BLEND ((Channels) ((old >> 8) & 0x00ff00ff), alpha_green, opacity);
  old = (Pixels) even | ((Pixels) odd << 8);
  memcpy (pixels, &old, sizeof old);
}

static void
shape_init (Shape               *shape,
            const NrnEdgeRaster *raster,
            double               x1,
            double               x2)
{
  const TableEntry *entries = get_table ();
  float width = (float) (x2 - x1);
  int end = (int) MIN (floor (x2 + 0.5), raster->width);

  shape->x1 = x1;
  shape->x2 = x2;
  shape->first = (int) CLAMP (floor (x1 + 0.5), 0, raster->width);
  shape->n_columns = MAX (end - shape->first, 0);
  for (int i = 0; i < shape->n_columns; i++)
    {
      float place = ((float) (shape->first + i) + 0.5f - (float) x1) / width * TABLE_SIZE;
      int entry = CLAMP ((int) place, 0, TABLE_SIZE - 1);
      float rest = place - (float) entry;
      const TableEntry *at = &entries[entry];

      shape->y[i] = at[0].y + (at[1].y - at[0].y) * rest;
      shape->slope[i] = (at[0].slope + (at[1].slope - at[0].slope) * rest) / width;
    }
}

static const Shape *
get_shape (NrnEdgeRaster *raster,
           double         x1,
           double         x2)
{
  Shape *shape;

  for (guint i = 0; i < MIN (raster->n_shapes, N_SHAPES); i++)
    {
      shape = &raster->shapes[i];
      if (fabs (shape->x1 - x1) < 1e-6 && fabs (shape->x2 - x2) < 1e-6)
        return shape;
    }

  shape = &raster->shapes[raster->n_shapes++ % N_SHAPES];
  if (shape->y == NULL)
    {
      shape->y = g_new (float, raster->width);
      shape->slope = g_new (float, raster->width);
    }
  shape_init (shape, raster, x1, x2);

  return shape;
}

/* Where the edge crosses the columns of pixels. A loop without branches, that
 * a compiler can put into vectors. */
NRN_VECTORIZED static void
find_crossings (NrnEdgeRaster       *raster,
                const Shape         *shape,
                const NrnRasterEdge *edge,
                float                half)
{
  float y1 = (float) edge->y1;
  float height = (float) (edge->y2 - edge->y1);
  float bottom = (float) raster->height;
  const float *restrict ys = shape->y;
  const float *restrict slopes = shape->slope;
  float *restrict middles = raster->middles;
  float *restrict closenesses = raster->closenesses;
  gint32 *restrict firsts = raster->firsts;
  gint32 *restrict ends = raster->ends;

  for (int i = 0; i < shape->n_columns; i++)
    {
      float slope = slopes[i] * height;
      float stretch = sqrtf (1 + slope * slope);
      float reach = (half + 0.5f) * stretch;
      float y = y1 + height * ys[i];
      float top = y - reach;
      float foot = y + reach + 1;

      top = top > 0 ? top : 0;
      foot = foot > 0 ? foot : 0;
      middles[i] = y;
      closenesses[i] = 1 / stretch;
      firsts[i] = (gint32) (top < bottom ? top : bottom);
      ends[i] = (gint32) (foot < bottom ? foot : bottom);
    }
}

NRN_INLINE void
cross_column (const Pen *pen,
              int        column,
              int        i)
{
  const NrnEdgeRaster *raster = pen->raster;
  int first = raster->firsts[i];
  int end = raster->ends[i];
  float closeness = raster->closenesses[i];
  float top = (float) first + 0.5f - raster->middles[i];
  Floats heights = (top + (Floats) { 0, 1, 2, 3, 4, 5, 6, 7 }) * closeness;
  guint32 *pixels = raster->pixels + (gssize) column * raster->stride + first;

  for (int row = first; row < end; row += N_LANES)
    {
      blend_pixels (pen, pixels, &heights);
      heights += N_LANES * closeness;
      pixels += N_LANES;
    }
}

NRN_VECTORIZED static void
trace_solid (const Pen   *pen,
             const Shape *shape)
{
  const Pen own_pen = *pen;

  for (int i = 0; i < shape->n_columns; i++)
    cross_column (&own_pen, shape->first + i, i);
}

NRN_VECTORIZED static void
trace_dashed (const Pen           *pen,
              const Shape         *shape,
              const NrnRasterEdge *edge)
{
  const Pen own_pen = *pen;
  float dash_on = (float) edge->dash_on;
  float period = dash_on + (float) edge->dash_off;
  float way = 0;

  for (int i = 0; i < shape->n_columns; i++)
    {
      if (way <= dash_on)
        cross_column (&own_pen, shape->first + i, i);
      way += 1 / pen->raster->closenesses[i];
      if (way >= period)
        way = 0;
    }
}

static void
fill (guint32 *pixels,
      int      n_pixels,
      guint32  pixel)
{
  for (int i = 0; i < n_pixels; i++)
    pixels[i] = pixel;
}

static void
forget_edges (NrnEdgeRaster *raster)
{
  raster->left = raster->width;
  raster->right = 0;
  raster->top = raster->height;
  raster->bottom = 0;
}

static guint32
get_pixel (const NrnColor *color)
{
  guint32 red = (guint32) (color->red * 255 + 0.5);
  guint32 green = (guint32) (color->green * 255 + 0.5);
  guint32 blue = (guint32) (color->blue * 255 + 0.5);

  return 0xff000000 | red << 16 | green << 8 | blue;
}

/**
 * nrn_edge_raster_new:
 * @width: in pixels; at least 1
 * @height: likewise
 *
 * Returns: (transfer full) (nullable): a transparent image; %NULL if there is
 *   no memory for it
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

  raster = g_new0 (NrnEdgeRaster, 1);
  raster->pixels = pixels;
  raster->width = width;
  raster->height = height;
  raster->stride = height + N_LANES;
  raster->middles = g_new (float, width);
  raster->closenesses = g_new (float, width);
  raster->firsts = g_new (gint32, width);
  raster->ends = g_new (gint32, width);
  forget_edges (raster);

  return raster;
}

void
nrn_edge_raster_free (NrnEdgeRaster *raster)
{
  g_return_if_fail (raster != NULL);

  for (guint i = 0; i < N_SHAPES; i++)
    {
      g_free (raster->shapes[i].y);
      g_free (raster->shapes[i].slope);
    }
  g_free (raster->middles);
  g_free (raster->closenesses);
  g_free (raster->firsts);
  g_free (raster->ends);
  g_free (raster->pixels);
  g_free (raster);
}

/**
 * nrn_edge_raster_clear:
 * @raster: an image
 * @background: (nullable): what it is filled with; %NULL: transparent
 *
 * Takes all edges away.
 */
void
nrn_edge_raster_clear (NrnEdgeRaster  *raster,
                       const NrnColor *background)
{
  guint32 pixel = background != NULL ? get_pixel (background) : 0;
  int left = pixel == raster->background ? raster->left : 0;
  int right = pixel == raster->background ? raster->right : raster->width;

  for (int x = left; x < right; x++)
    {
      guint32 *column = raster->pixels + (gssize) x * raster->stride;

      if (pixel != raster->background)
        fill (column, raster->height, pixel);
      else
        fill (column + raster->top, raster->bottom - raster->top, pixel);
    }
  raster->background = pixel;
  forget_edges (raster);
}

gboolean
nrn_edge_raster_has_size (const NrnEdgeRaster *raster,
                          int                  width,
                          int                  height)
{
  return raster->width == width && raster->height == height;
}

static void
remember_edge (NrnEdgeRaster       *raster,
               const Shape         *shape,
               const NrnRasterEdge *edge,
               float                half)
{
  double reach = (double) half + 2;
  double top = MIN (edge->y1, edge->y2) - reach;
  double bottom = MAX (edge->y1, edge->y2) + reach;

  raster->left = MIN (raster->left, shape->first);
  raster->right = MAX (raster->right, shape->first + shape->n_columns);
  raster->top = MIN (raster->top, (int) CLAMP (top, 0, raster->height));
  raster->bottom = MAX (raster->bottom, (int) CLAMP (bottom, 0, raster->height));
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
  guint32 pixel = get_pixel (edge->color);
  Pen pen = {
    .raster = raster,
    .red_blue = pixel & 0x00ff00ff,
    .alpha_green = (pixel >> 8) & 0x00ff00ff,
    .half = (float) MAX (edge->width, 1) / 2,
    .alpha = (float) (edge->opacity * MIN (edge->width, 1) * 256),
  };
  const Shape *shape;

  if (edge->x2 <= edge->x1)
    return;

  shape = get_shape (raster, edge->x1, edge->x2);
  remember_edge (raster, shape, edge, pen.half);
  find_crossings (raster, shape, edge, pen.half);
  if (edge->dash_on > 0)
    trace_dashed (&pen, shape, edge);
  else
    trace_solid (&pen, shape);
}

typedef guint32 Four __attribute__ ((vector_size (16)));

/* Turns four pixels of each of four columns into four rows. */
static inline void
turn_four (const guint32 *columns,
           gssize         column_stride,
           guint32       *rows,
           gssize         row_stride)
{
  Four in[4];
  Four low[2];
  Four high[2];
  Four out[4];

  for (guint i = 0; i < 4; i++)
    memcpy (&in[i], columns + i * column_stride, sizeof in[i]);
  for (guint i = 0; i < 2; i++)
    {
      low[i] = __builtin_shuffle (in[2 * i], in[2 * i + 1], (Four) { 0, 4, 1, 5 });
      high[i] = __builtin_shuffle (in[2 * i], in[2 * i + 1], (Four) { 2, 6, 3, 7 });
    }
  out[0] = __builtin_shuffle (low[0], low[1], (Four) { 0, 1, 4, 5 });
  out[1] = __builtin_shuffle (low[0], low[1], (Four) { 2, 3, 6, 7 });
  out[2] = __builtin_shuffle (high[0], high[1], (Four) { 0, 1, 4, 5 });
  out[3] = __builtin_shuffle (high[0], high[1], (Four) { 2, 3, 6, 7 });
  for (guint i = 0; i < 4; i++)
    memcpy (rows + i * row_stride, &out[i], sizeof out[i]);
}

static void
turn_block (const NrnEdgeRaster *raster,
            guint32             *pixels,
            gssize               stride,
            int                  left,
            int                  top)
{
  int right = MIN (left + BLOCK, raster->right);
  int bottom = MIN (top + BLOCK, raster->bottom);
  int whole_right = left + (right - left) / 4 * 4;
  int whole_bottom = top + (bottom - top) / 4 * 4;

  for (int x = left; x < whole_right; x += 4)
    for (int y = top; y < whole_bottom; y += 4)
      turn_four (raster->pixels + (gssize) x * raster->stride + y, raster->stride,
                 pixels + y * stride + x, stride);
  for (int y = top; y < bottom; y++)
    for (int x = y < whole_bottom ? whole_right : left; x < right; x++)
      pixels[y * stride + x] = raster->pixels[(gssize) x * raster->stride + y];
}

/* Block by block, so that both images stay in the processor's cache. */
static void
turn (const NrnEdgeRaster *raster,
      guint32             *pixels,
      gssize               stride)
{
  for (int left = raster->left; left < raster->right; left += BLOCK)
    for (int top = raster->top; top < raster->bottom; top += BLOCK)
      turn_block (raster, pixels, stride, left, top);
}

/* All around the edges. */
static void
fill_margins (const NrnEdgeRaster *raster,
              guint32             *pixels,
              gssize               stride)
{
  for (int y = 0; y < raster->height; y++, pixels += stride)
    {
      if (y < raster->top || y >= raster->bottom || raster->left >= raster->right)
        {
          fill (pixels, raster->width, raster->background);
          continue;
        }
      fill (pixels, raster->left, raster->background);
      fill (pixels + raster->right, raster->width - raster->right, raster->background);
    }
}

/**
 * nrn_edge_raster_copy:
 * @raster: edges
 * @image: an image surface of its size, in ARGB32; overwritten
 */
void
nrn_edge_raster_copy (const NrnEdgeRaster *raster,
                      cairo_surface_t     *image)
{
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (image);
  int stride = cairo_image_surface_get_stride (image) / 4;

  g_return_if_fail (pixels != NULL);
  g_return_if_fail (nrn_edge_raster_has_size (raster, cairo_image_surface_get_width (image),
                                              cairo_image_surface_get_height (image)));

  cairo_surface_flush (image);
  fill_margins (raster, pixels, stride);
  turn (raster, pixels, stride);
  cairo_surface_mark_dirty (image);
}
