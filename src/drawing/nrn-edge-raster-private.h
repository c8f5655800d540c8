/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the edge raster share.
 */

#pragma once

#include "nrn-edge-raster.h"

G_BEGIN_DECLS

/* So many columns of pixels are drawn together: few enough to stay in the
 * processor's nearest cache, and a line of that cache in the finished rows. */
#define NRN_EDGE_STRIP_COLUMNS 16

/**
 * NrnEdgeShape:
 * @x1: where the edges begin
 * @x2: where they end
 * @start: the pixel column of the first value; a multiple of
 *   %NRN_EDGE_STRIP_COLUMNS
 * @first: the first column that the edges cross
 * @end: the one behind the last
 * @y: (owned): 0 … 1 of an edge's height, column by column
 * @slope: (owned): dy/dx, likewise, as if its height were 1
 * @is_used: whether an edge has it
 *
 * What all edges from one x to another have in common. There are values for
 * each column of every strip that the edges touch.
 */
typedef struct
{
  double   x1;
  double   x2;
  int      start;
  int      first;
  int      end;
  float   *y;
  float   *slope;
  gboolean is_used;
} NrnEdgeShape;

/**
 * NrnEdgeStroke:
 * @shape: (unowned): where it crosses the columns
 * @y1: where it begins
 * @height: how much lower it ends
 * @half: half of the line's width
 * @alpha: opacity of its middle, 0 … 256
 * @pixel: the colour, opaque
 * @dash_on: length of a dash; infinite for a solid line
 * @period: of a dash and a gap; likewise
 * @way: how much of that period is drawn so far
 *
 * An edge that is drawn strip by strip, from left to right.
 */
typedef struct
{
  const NrnEdgeShape *shape;
  float               y1;
  float               height;
  float               half;
  float               alpha;
  guint32             pixel;
  float               dash_on;
  float               period;
  float               way;
} NrnEdgeStroke;

/**
 * NrnEdgeStrip:
 * @pixels: (owned): shape (%NRN_EDGE_STRIP_COLUMNS, stride), premultiplied
 *   ARGB
 * @height: rows
 * @stride: pixels from one column to the next
 *
 * A few columns of an image, the pixels of each next to each other, so that
 * several can be blended at a time.
 */
typedef struct
{
  guint32 *pixels;
  int      height;
  int      stride;
} NrnEdgeStrip;

/* nrn-edge-shape.c */
NrnEdgeShape *nrn_edge_shape_new    (double              x1,
                                     double              x2,
                                     int                 width);
void          nrn_edge_shape_free   (NrnEdgeShape       *shape);

/* nrn-edge-strip.c */
void          nrn_edge_strip_resize (NrnEdgeStrip       *strip,
                                     int                 height);
void          nrn_edge_strip_fill   (NrnEdgeStrip       *strip,
                                     int                 top,
                                     int                 bottom,
                                     guint32             pixel);
void          nrn_edge_strip_draw   (NrnEdgeStrip       *strip,
                                     int                 left,
                                     NrnEdgeStroke      *stroke);
void          nrn_edge_strip_copy   (const NrnEdgeStrip *strip,
                                     int                 n_columns,
                                     int                 top,
                                     int                 bottom,
                                     guint32            *pixels,
                                     gssize              stride);

G_END_DECLS
