/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the plot share.
 */

#pragma once

#include "nrn-plot.h"
#include "nrn-text.h"
#include "nrn-ticks.h"

G_BEGIN_DECLS

/* All lengths at scale 1. */
#define NRN_PLOT_MARGIN      16.0
#define NRN_PLOT_CARD_MARGIN 12.0
#define NRN_PLOT_TICK_GAP    8.0    /* between an axis and its numbers */
#define NRN_PLOT_LINE        2.2
#define NRN_PLOT_END_RADIUS  4.0
#define NRN_PLOT_LEGEND_SPACE 16.0  /* between a title and the legend beside it */
#define NRN_PLOT_STRIP       18.0   /* height of a row of samples */
#define NRN_PLOT_STRIP_GAP   8.0

/**
 * NrnPlotArea:
 * @x: left edge of where the curves are
 * @y: its top
 * @width: of it
 * @height: of it
 * @axis_y: where the x axis is, below samples
 * @picture_width: of the whole picture
 * @scale: of type and lines
 * @margin: around everything
 * @x_title_beside: whether the x axis' title is left of its numbers
 * @plot: whose axes it has; borrowed
 */
typedef struct
{
  double         x;
  double         y;
  double         width;
  double         height;
  double         axis_y;
  double         picture_width;
  double         scale;
  double         margin;
  gboolean       x_title_beside;
  const NrnPlot *plot;
} NrnPlotArea;

/* nrn-plot.c */
NrnPlotArea  nrn_plot_find_area         (const NrnPlot        *plot,
                                         double                width,
                                         double                height);
NrnTextStyle nrn_plot_get_note_style    (double                scale);
double       nrn_plot_measure_x_title   (const NrnPlotArea    *area);
double       nrn_plot_area_get_x        (const NrnPlotArea    *area,
                                         double                value);
double       nrn_plot_area_get_y        (const NrnPlotArea    *area,
                                         double                value);
double       nrn_plot_series_get_x      (const NrnPlotSeries  *series,
                                         gsize                 i);
gsize        nrn_plot_series_find       (const NrnPlotSeries  *series,
                                         double                x);

/* nrn-plot-header.c */
double       nrn_plot_measure_header    (const NrnPlot        *plot,
                                         double                width,
                                         double                scale,
                                         double                margin);
void         nrn_plot_paint_header      (cairo_t              *cr,
                                         const NrnPlot        *plot,
                                         double                width,
                                         double                scale,
                                         double                margin,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_readout     (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         double                x,
                                         const char           *name,
                                         const NrnPalette     *palette);

/* nrn-plot-axes.c */
double       nrn_plot_measure_y_ticks   (const NrnPlotArea    *area);
void         nrn_plot_paint_x_axis      (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);
void         nrn_plot_clear_numbers     (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         double                left,
                                         double                right,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_y_axis      (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);

/* nrn-plot-marks.c */
void         nrn_plot_paint_sign        (cairo_t              *cr,
                                         const NrnPlotSeries  *series,
                                         double                x,
                                         double                y,
                                         double                scale);
void         nrn_plot_paint_signs       (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPlotSeries  *series);
double       nrn_plot_measure_ends      (const NrnPlotArea    *area);
void         nrn_plot_paint_ends        (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_ceiling     (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_edits       (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_marker      (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         double                x,
                                         const char           *name,
                                         gboolean              is_filled,
                                         const NrnPalette     *palette);
void         nrn_plot_clear_marker      (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         double                x,
                                         const char           *name,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_points      (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         double                x,
                                         guint                 n_series,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_strip       (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPlotStrip   *strip,
                                         double                y,
                                         const NrnPalette     *palette);

/* nrn-plot-scatter.c */
void         nrn_plot_paint_scatters    (cairo_t              *cr,
                                         const NrnPlotArea    *area);
void         nrn_plot_paint_rings       (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);

/* nrn-plot-bars.c */
void         nrn_plot_paint_bars        (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);
void         nrn_plot_paint_verticals   (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPalette     *palette);

/* nrn-plot-columns.c */
void         nrn_plot_paint_columns     (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPlotSeries  *series);

/* nrn-plot-curve.c */
double       nrn_plot_get_opacity       (const NrnPlotSeries  *series);
void         nrn_plot_get_dash          (const NrnPlotSeries  *series,
                                         double                scale,
                                         double               *on,
                                         double               *off);
void         nrn_plot_set_line          (cairo_t              *cr,
                                         const NrnPlotSeries  *series,
                                         double                scale);
void         nrn_plot_paint_curve       (cairo_t              *cr,
                                         const NrnPlotArea    *area,
                                         const NrnPlotSeries  *series);

G_END_DECLS
