/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Thousands of edges, drawn into an image without Cairo.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

/**
 * NrnRasterEdge:
 * @x1: where it begins, level, in pixels of the image
 * @y1: likewise
 * @x2: where it ends, level; right of @x1
 * @y2: likewise
 * @width: of the line
 * @opacity: 0 … 1
 * @color: its colour
 * @dash_on: length of a dash; 0 for a solid line
 * @dash_off: length of the gap after it
 */
typedef struct
{
  double          x1;
  double          y1;
  double          x2;
  double          y2;
  double          width;
  double          opacity;
  const NrnColor *color;
  double          dash_on;
  double          dash_off;
} NrnRasterEdge;

/**
 * NrnEdgeRaster:
 *
 * Edges to draw into an image, and memory to do so again and again. Owned by
 * one thread.
 */
typedef struct _NrnEdgeRaster NrnEdgeRaster;

NrnEdgeRaster *nrn_edge_raster_new   (void);
void           nrn_edge_raster_free  (NrnEdgeRaster       *raster);
void           nrn_edge_raster_begin (NrnEdgeRaster       *raster,
                                      int                  width,
                                      int                  height);
void           nrn_edge_raster_add   (NrnEdgeRaster       *raster,
                                      const NrnRasterEdge *edge);
void           nrn_edge_raster_paint (NrnEdgeRaster       *raster,
                                      const NrnColor      *background,
                                      cairo_surface_t     *image);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnEdgeRaster, nrn_edge_raster_free)

G_END_DECLS
