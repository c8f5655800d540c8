/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the plot share.
 */

#pragma once

#include "nrn-plot.h"

G_BEGIN_DECLS

/* All lengths at scale 1. */
#define NRN_PLOT_MARGIN   16.0
#define NRN_PLOT_LINE     2.2
#define NRN_PLOT_DASH_ON  7.0
#define NRN_PLOT_DASH_OFF 5.0

/**
 * NrnPlotArea:
 * @x: left edge of where the curves are
 * @y: its top
 * @width: of it
 * @height: of it
 * @scale: of type and lines
 * @plot: whose axes it has; borrowed
 */
typedef struct
{
  double         x;
  double         y;
  double         width;
  double         height;
  double         scale;
  const NrnPlot *plot;
} NrnPlotArea;

double nrn_plot_area_get_x         (const NrnPlotArea   *area,
                                    double               value);
double nrn_plot_area_get_y         (const NrnPlotArea   *area,
                                    double               value);

double nrn_plot_series_get_x       (const NrnPlotSeries *series,
                                    gsize                i);
double nrn_plot_series_get_y       (const NrnPlotSeries *series,
                                    gsize                i);

/* nrn-plot-header.c */
double nrn_plot_paint_header       (cairo_t             *cr,
                                    const NrnPlot       *plot,
                                    double               width,
                                    double               scale,
                                    const NrnPalette    *palette);

/* nrn-plot-curve.c */
void   nrn_plot_paint_curve        (cairo_t             *cr,
                                    const NrnPlotArea   *area,
                                    const NrnPlotSeries *series);

G_END_DECLS
