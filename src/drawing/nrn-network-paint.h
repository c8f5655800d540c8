/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The picture of a network.
 */

#pragma once

#include "nrn-edge-raster.h"
#include "nrn-network-layout.h"
#include "nrn-palette.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnEdgeEmphasis:
 * @background: (nullable): behind the edges; %NULL: transparent
 * @opacity: of all edges: 1 for what they usually have
 * @n_edges: how many edges are drawn over them
 * @edges: (nullable) (array length=n_edges): those, in user-space pixels
 *
 * How edges are drawn that are kept. All borrowed.
 */
typedef struct
{
  const NrnColor      *background;
  double               opacity;
  guint                n_edges;
  const NrnRasterEdge *edges;
} NrnEdgeEmphasis;

void             nrn_network_paint          (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnPalette       *palette);

/* The picture's parts, from the back to the front, for who keeps some. */
void             nrn_network_paint_edges    (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnPalette       *palette);
void             nrn_network_paint_numbers  (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnPalette       *palette);
void             nrn_network_paint_captions (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             gboolean                with_legend,
                                             const NrnPalette       *palette);

cairo_surface_t *nrn_network_render_edges   (const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnPalette       *palette,
                                             double                  pixels);
gboolean         nrn_network_render_edges_again (NrnEdgeRaster          **raster,
                                                 cairo_surface_t        **image,
                                                 const NrnNetworkLayout  *layout,
                                                 const NrnWeights        *weights,
                                                 const NrnPalette        *palette,
                                                 const NrnEdgeEmphasis   *emphasis,
                                                 double                   pixels);
double           nrn_network_get_weight     (const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnNetworkEdge   *edge);

G_END_DECLS
