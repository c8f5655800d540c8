/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss or a metric of several runs, as a widget.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_RUNS_PLOT (nrn_runs_plot_get_type ())

/**
 * NrnRunsPlot:
 *
 * Draws kept runs and that of a document in one plot.
 */
G_DECLARE_FINAL_TYPE (NrnRunsPlot, nrn_runs_plot, NRN, RUNS_PLOT, GtkWidget)

void nrn_runs_plot_set_metric   (NrnRunsPlot *plot,
                                 const char  *metric);
void nrn_runs_plot_set_runs     (NrnRunsPlot *plot,
                                 GPtrArray   *runs);
void nrn_runs_plot_set_document (NrnRunsPlot *plot,
                                 NrnDocument *document);

G_END_DECLS
