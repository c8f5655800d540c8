/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss or a metric, epoch by epoch.
 */

#pragma once

#include "nrn-history-curves.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

/**
 * NrnHistoryRun:
 * @number: stands beside the end of its curve, and gives it a colour and marks
 * @name: (nullable): for the legend; %NULL for its number
 * @curve: the values of the plot's metric on the rows that were trained on
 *
 * A run to compare with. Borrowed.
 */
typedef struct
{
  guint           number;
  const char     *name;
  const NrnCurve *curve;
} NrnHistoryRun;

/**
 * NrnHistoryPlot:
 * @curves: the epochs so far; may be empty
 * @n_epochs: how many there are going to be; the x axis' end
 * @ceiling: the best that any network can reach (a loss, or an accuracy of
 *   0 … 1); NaN if that is not known
 * @printed: (array length=n_printed) (nullable): epochs that somebody else
 *   has printed
 * @n_printed: how many
 * @own_name: (nullable): what the training curve is called among those of runs
 * @runs: (array length=n_runs) (nullable): runs to compare with
 * @n_runs: how many
 * @is_log: whether the axis is logarithmic; that of shares, which are drawn in
 *   per cent, never is
 * @is_smoothed: whether the smoothed curves stand before faint ones
 * @is_measured: whether the values were measured after each epoch, and are
 *   not running averages
 * @is_card: whether the plot stands in a card, whose heading says the title
 *   and the last value, and can have a cross-hair
 * @text_scale: how much larger than usual text is; 0 means 1
 * @marked_epoch: the moment that is marked, in epochs, with the share of the one
 *   under way; 0 for the start, -1 for none
 * @marked_update: of a moment within an epoch: the updates before it
 * @edits: (array length=n_edits) (nullable): the epochs after which the
 *   experiment was edited
 * @n_edits: how many
 *
 * Everything about the picture but its size and colours. All borrowed.
 */
typedef struct
{
  const NrnHistoryCurves *curves;
  guint                   n_epochs;
  double                  ceiling;
  const NrnEpoch         *printed;
  guint                   n_printed;
  const char             *own_name;
  const NrnHistoryRun    *runs;
  guint                   n_runs;
  gboolean                is_log;
  gboolean                is_smoothed;
  gboolean                is_measured;
  gboolean                is_card;
  double                  text_scale;
  double                  marked_epoch;
  guint64                 marked_update;
  const guint            *edits;
  guint                   n_edits;
} NrnHistoryPlot;

const char *
       nrn_history_plot_get_title        (const char           *metric);
void   nrn_history_run_paint_sign        (cairo_t              *cr,
                                          guint                 number,
                                          double                width,
                                          double                height,
                                          const NrnPalette     *palette);
void   nrn_history_plot_paint            (cairo_t              *cr,
                                          const NrnHistoryPlot *plot,
                                          double                width,
                                          double                height,
                                          const NrnPalette     *palette);
void   nrn_history_plot_paint_moment     (cairo_t              *cr,
                                          const NrnHistoryPlot *plot,
                                          double                width,
                                          double                height,
                                          const NrnPalette     *palette);
double nrn_history_plot_measure_legend   (const NrnHistoryPlot *plot,
                                          double                width);
guint  nrn_history_plot_pick             (const NrnHistoryPlot *plot,
                                          double                width,
                                          double                height,
                                          double                x);
void   nrn_history_plot_paint_cross_hair (cairo_t              *cr,
                                          const NrnHistoryPlot *plot,
                                          guint                 epoch,
                                          double                width,
                                          double                height,
                                          const NrnPalette     *palette);
char  *nrn_history_plot_describe         (const NrnHistoryPlot *plot,
                                          guint                 epoch);
char  *nrn_history_plot_format           (const NrnHistoryPlot *plot,
                                          double                value);

G_END_DECLS
