/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A few columns of an image into which edges are drawn: antialiased lines,
 * several pixels at a time.
 */

#include "nrn-edge-raster-private.h"

#include <math.h>
#include <string.h>

#include "nrn-vector.h"

/* So many pixels of a column are blended at a time; there is room for them
 * after the last one. */
#define N_LANES 8

/* Of the processor's nearest cache, in pixels. */
#define CACHE_LINE 16

typedef float   Floats __attribute__ ((vector_size (4 * N_LANES)));
typedef gint32  Integers __attribute__ ((vector_size (4 * N_LANES)));
typedef guint16 Channels __attribute__ ((vector_size (4 * N_LANES)));
typedef guint32 Four __attribute__ ((vector_size (16)));

/* Where a stroke crosses the columns of a strip. */
typedef struct
{
  float  stretches[NRN_EDGE_STRIP_COLUMNS];   /* way along the line a column */
  float  steps[NRN_EDGE_STRIP_COLUMNS];       /* alpha from pixel to pixel */
  float  heights[NRN_EDGE_STRIP_COLUMNS];     /* of the first pixel, from the line */
  gint32 firsts[NRN_EDGE_STRIP_COLUMNS];      /* rows */
  gint32 ends[NRN_EDGE_STRIP_COLUMNS];
} Crossings;

/* What is laid over each pixel. */
typedef struct
{
  Channels red_blue;      /* in each 16 bits a byte */
  Channels alpha_green;   /* likewise; opaque */
  Floats   peak;          /* the alpha at the line's middle if it went on rising there */
  Integers most;          /* alpha, 0 … 256 */
} Pen;

/* A loop without branches, that a compiler can put into vectors. */
NRN_INLINE void
find_crossings (const NrnEdgeStroke *stroke,
                const float         *ys,
                const float         *slopes,
                float                bottom,
                Crossings           *crossings)
{
  const float y1 = stroke->y1;
  const float height = stroke->height;
  const float alpha = stroke->alpha;
  const float half = stroke->half + 0.5f;

  for (int i = 0; i < NRN_EDGE_STRIP_COLUMNS; i++)
    {
      float slope = slopes[i] * height;
      float stretch = sqrtf (1 + slope * slope);
      float reach = half * stretch;
      float y = y1 + height * ys[i];
      float top = y - reach;
      gint32 first;
      gint32 end;

      top = top > 0 ? top : 0;
      top = top < bottom ? top : bottom;
      first = (gint32) top;
      /* All that the line may cover. How many pixels that are depends on the
       * slope alone, so that the processor can guess it from column to column. */
      end = first + (gint32) (2 * reach + 2);
      crossings->stretches[i] = stretch;
      crossings->steps[i] = alpha / stretch;
      crossings->heights[i] = (float) first + 0.5f - y;
      crossings->firsts[i] = first;
      crossings->ends[i] = end < (gint32) bottom ? end : (gint32) bottom;
    }
}

/* A pixel is covered by its distance from the line: fully inside, not at all
 * from half a pixel outside on. @heights are such distances, of either sign,
 * as alpha. The arithmetic of the channels is modulo 2^16:
 * 256 old + alpha (new - old) is 256 times what is between them.
 * Vectors go by address, since how they are passed depends on the machine. */
NRN_INLINE void
blend_pixels (const Pen    *pen,
              guint32      *pixels,
              const Floats *heights)
{
  Integers alpha = __builtin_convertvector (
    pen->peak - (Floats) ((Integers) *heights & G_MAXINT32), Integers);
  Integers is_more = alpha > pen->most;
  Channels opacity;
  Channels old;
  Channels even;
  Channels odd;

  alpha = (alpha & ~is_more) | (pen->most & is_more);
  alpha &= alpha > 0;
  opacity = (Channels) (alpha | alpha << 16);

  memcpy (&old, pixels, sizeof old);
  even = (old << 8) + 128 + (pen->red_blue - (old & 0xff)) * opacity;
  odd = (old & 0xff00) + 128 + (pen->alpha_green - (old >> 8)) * opacity;
  old = (even >> 8) | (odd & 0xff00);
  memcpy (pixels, &old, sizeof old);
}

/* The first few pixels without a look at the end: they are enough almost
 * everywhere, and there is room. */
NRN_INLINE void
cross_column (const Pen       *pen,
              const Crossings *crossings,
              int              i,
              guint32         *column)
{
  const float step = crossings->steps[i];
  const int end = crossings->ends[i];
  int row = crossings->firsts[i];
  Floats heights = (crossings->heights[i] + (Floats) { 0, 1, 2, 3, 4, 5, 6, 7 }) * step;

  do
    {
      blend_pixels (pen, column + row, &heights);
      heights += N_LANES * step;
      row += N_LANES;
    }
  while (row < end);
}

NRN_INLINE Pen
get_pen (const NrnEdgeStroke *stroke)
{
  const Channels pixel = (Channels) ((Integers) { 0 } + (gint32) stroke->pixel);

  return (Pen) {
    .red_blue = pixel & 0xff,
    .alpha_green = pixel >> 8,
    .peak = (Floats) { 0 } + ((stroke->half + 0.5f) * stroke->alpha + 0.5f),
    .most = (Integers) { 0 } + (gint32) (stroke->alpha + 0.5f),
  };
}

NRN_VECTORIZED static void
draw_columns (NrnEdgeStroke *stroke,
              const float   *ys,
              const float   *slopes,
              int            first,
              int            end,
              guint32       *pixels,
              int            stride,
              int            height)
{
  const Pen pen = get_pen (stroke);
  const float dash_on = stroke->dash_on;
  const float period = stroke->period;
  float way = stroke->way;
  Crossings crossings;

  find_crossings (stroke, ys, slopes, (float) height, &crossings);
  for (int i = first; i < end; i++)
    {
      if (way + crossings.stretches[i] / 2 < dash_on)
        cross_column (&pen, &crossings, i, pixels + (gssize) i * stride);
      way += crossings.stretches[i];
      way = way < period ? way : way - period;
    }
  stroke->way = way;
}

/* Draws what there is of @stroke over the strip whose first column is @left,
 * a multiple of %NRN_EDGE_STRIP_COLUMNS. */
void
nrn_edge_strip_draw (NrnEdgeStrip  *strip,
                     int            left,
                     NrnEdgeStroke *stroke)
{
  const NrnEdgeShape *shape = stroke->shape;
  int first = MAX (shape->first - left, 0);
  int end = MIN (shape->end - left, NRN_EDGE_STRIP_COLUMNS);

  if (first < end)
    draw_columns (stroke, shape->y + (left - shape->start), shape->slope + (left - shape->start),
                  first, end, strip->pixels, strip->stride, strip->height);
}

/* Makes room for so many rows. */
void
nrn_edge_strip_resize (NrnEdgeStrip *strip,
                       int           height)
{
  int n_lines = (height + N_LANES + CACHE_LINE - 1) / CACHE_LINE;

  if (strip->height == height)
    return;

  /* An odd number of cache lines, so that the columns do not all compete for
   * the same places of the cache. */
  strip->height = height;
  strip->stride = (n_lines | 1) * CACHE_LINE;
  g_free (strip->pixels);
  strip->pixels = g_new0 (guint32, (gsize) NRN_EDGE_STRIP_COLUMNS * (gsize) strip->stride);
}

/* Takes all edges away from some rows. */
void
nrn_edge_strip_fill (NrnEdgeStrip *strip,
                     int           top,
                     int           bottom,
                     guint32       pixel)
{
  for (int i = 0; i < NRN_EDGE_STRIP_COLUMNS; i++)
    {
      guint32 *column = strip->pixels + (gssize) i * strip->stride;

      for (int y = top; y < bottom; y++)
        column[y] = pixel;
    }
}

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

/* Copies the first columns of some rows to an image; @pixels is where the
 * first column is in its row 0. */
void
nrn_edge_strip_copy (const NrnEdgeStrip *strip,
                     int                 n_columns,
                     int                 top,
                     int                 bottom,
                     guint32            *pixels,
                     gssize              stride)
{
  int whole_bottom = n_columns < NRN_EDGE_STRIP_COLUMNS ? top : top + (bottom - top) / 4 * 4;

  for (int y = top; y < whole_bottom; y += 4)
    for (int x = 0; x < NRN_EDGE_STRIP_COLUMNS; x += 4)
      turn_four (strip->pixels + (gssize) x * strip->stride + y, strip->stride,
                 pixels + y * stride + x, stride);
  for (int y = whole_bottom; y < bottom; y++)
    for (int x = 0; x < n_columns; x++)
      pixels[y * stride + x] = strip->pixels[(gssize) x * strip->stride + y];
}
