/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The picture of a network.
 */

#pragma once

#include "nrn-network-layout.h"
#include "nrn-palette.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

void             nrn_network_paint          (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnPalette       *palette);

/* The picture's parts, from the back to the front, for who keeps some. */
void             nrn_network_paint_edges    (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnPalette       *palette);
void             nrn_network_paint_nodes    (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
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
double           nrn_network_get_weight     (const NrnNetworkLayout *layout,
                                             const NrnWeights       *weights,
                                             const NrnNetworkEdge   *edge);

G_END_DECLS
