/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Points and rings, which stand out on whatever they are painted on.
 */

#pragma once

#include "nrn-palette.h"

G_BEGIN_DECLS

void nrn_circle_paint_point (cairo_t        *cr,
                             double          x,
                             double          y,
                             double          radius,
                             double          line,
                             const NrnColor *inside,
                             const NrnColor *outline);
void nrn_circle_paint_ring  (cairo_t        *cr,
                             double          x,
                             double          y,
                             double          radius,
                             double          line,
                             const NrnColor *color,
                             const NrnColor *background);

G_END_DECLS
