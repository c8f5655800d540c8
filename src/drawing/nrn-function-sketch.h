/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An activation or a loss at a glance.
 */

#pragma once

#include "nrn-function-plot.h"

G_BEGIN_DECLS

void nrn_function_sketch_paint (cairo_t               *cr,
                                const NrnFunctionPlot *curve,
                                double                 width,
                                double                 height,
                                const NrnPalette      *palette);

G_END_DECLS
