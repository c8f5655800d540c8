/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is dragged across a network, and where it would land.
 */

#pragma once

#include <cairo.h>

#include "nrn-network-layout.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

gboolean nrn_network_layout_pick_heading    (const NrnNetworkLayout *layout,
                                             double                  x,
                                             double                  y,
                                             guint                  *column);
gboolean nrn_network_layout_pick_column     (const NrnNetworkLayout *layout,
                                             double                  x,
                                             guint                  *column);
guint    nrn_network_layout_find_place      (const NrnNetworkLayout *layout,
                                             int                     without,
                                             double                  x);
double   nrn_network_layout_get_place_x     (const NrnNetworkLayout *layout,
                                             int                     without,
                                             guint                   place);

void     nrn_network_paint_dragged_column   (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             guint                   column,
                                             double                  x,
                                             double                  y,
                                             const NrnPalette       *palette);
void     nrn_network_paint_dragged_unit     (cairo_t                *cr,
                                             double                  x,
                                             double                  y,
                                             double                  radius,
                                             const NrnPalette       *palette);
void     nrn_network_paint_dragged_layer    (cairo_t                *cr,
                                             double                  x,
                                             double                  y,
                                             double                  height,
                                             const NrnPalette       *palette);
void     nrn_network_paint_place            (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             double                  x,
                                             const NrnColor         *color);
void     nrn_network_paint_target           (cairo_t                *cr,
                                             const NrnNetworkLayout *layout,
                                             guint                   column,
                                             const NrnColor         *color);

G_END_DECLS
