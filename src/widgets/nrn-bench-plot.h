/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The plot of a bench: curves with a point that can be moved along them.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-plot.h"

G_BEGIN_DECLS

#define NRN_TYPE_BENCH_PLOT (nrn_bench_plot_get_type ())

/**
 * NrnBenchPlot:
 *
 * Curves, and a line at one value of the x axis with a point on each of
 * them; or bars, and a line at one of them. The line is dragged, or moved by arrow keys, Page Up, Page Down, Home
 * and End; it stands where it is put.
 *
 * Signals: "moved" with the value that the user wants the line at.
 */
G_DECLARE_FINAL_TYPE (NrnBenchPlot, nrn_bench_plot, NRN, BENCH_PLOT, GtkWidget)

/**
 * NrnBenchCurve:
 * @name: (nullable): for the legend, unless it is faint
 * @n_points: how many
 * @x: (array length=n_points) (nullable): where they are, rising; %NULL: 1, 2,
 *   3 …
 * @y: (array length=n_points): the values; NaN for a gap
 * @color: which of the colours of classes
 * @n_colors: of how many; 1 for the colour of text
 * @line: how it is drawn
 * @is_faint: whether it stands back behind the others
 * @is_strong: whether it stands out from the others
 * @is_function: whether it has no noise
 * @marks_end: whether its last value stands beside it
 *
 * One curve. All borrowed.
 */
typedef struct
{
  const char   *name;
  gsize         n_points;
  const double *x;
  const double *y;
  guint         color;
  guint         n_colors;
  NrnPlotLine   line;
  gboolean      is_faint;
  gboolean      is_strong;
  gboolean      is_function;
  gboolean      marks_end;
} NrnBenchCurve;

void nrn_bench_plot_set_curves  (NrnBenchPlot        *plot,
                                 const NrnPlot       *axes,
                                 guint                n_curves,
                                 const NrnBenchCurve *curves);
void nrn_bench_plot_set_bars    (NrnBenchPlot        *plot,
                                 const NrnPlot       *axes);
void nrn_bench_plot_set_steps   (NrnBenchPlot        *plot,
                                 double               origin,
                                 double               step,
                                 double               large_step);
void nrn_bench_plot_set_point   (NrnBenchPlot        *plot,
                                 double               x,
                                 const char          *name,
                                 const char          *words);

const NrnPlot *nrn_bench_plot_get_plot (NrnBenchPlot *plot);

G_END_DECLS
