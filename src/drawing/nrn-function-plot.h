/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an activation or a loss looks like.
 */

#pragma once

#include "nrn-config.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

#define NRN_FUNCTION_PLOT_N_LINES 2

/**
 * NrnFunctionPlot:
 *
 * The curves of an activation (its values and its derivative, over x) or of
 * a loss (for two targets, over the prediction). Immutable once made; owned
 * by whoever made it.
 */
typedef struct _NrnFunctionPlot NrnFunctionPlot;

/**
 * NrnFunctionAxes:
 * @x_minimum: where the curves begin
 * @x_maximum: where they end
 * @y_minimum: the least that is shown of them
 * @y_maximum: the most
 * @is_loss: whether the second line is a loss too, and not a derivative
 */
typedef struct
{
  double   x_minimum;
  double   x_maximum;
  double   y_minimum;
  double   y_maximum;
  gboolean is_loss;
} NrnFunctionAxes;

gboolean               nrn_function_plot_exists   (NrnFamily               family);
NrnFunctionPlot       *nrn_function_plot_new      (const NrnConfig        *config);
void                   nrn_function_plot_free     (NrnFunctionPlot        *curve);
const NrnFunctionAxes *nrn_function_plot_get_axes (const NrnFunctionPlot  *curve);
const double          *nrn_function_plot_get_line (const NrnFunctionPlot  *curve,
                                                   guint                   line,
                                                   gsize                  *n_points,
                                                   const double          **x);
const char            *nrn_function_plot_get_name (const NrnFunctionPlot  *curve,
                                                   guint                   line);
void                   nrn_function_plot_paint    (cairo_t                *cr,
                                                   const NrnFunctionPlot  *curve,
                                                   double                  width,
                                                   double                  height,
                                                   const NrnPalette       *palette);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnFunctionPlot, nrn_function_plot_free)

G_END_DECLS
