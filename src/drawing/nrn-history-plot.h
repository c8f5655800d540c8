/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss or accuracy, epoch by epoch.
 */

#pragma once

#include "nrn-history.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

/**
 * NrnHistoryMetric:
 * @NRN_PLOT_LOSS: loss and validation loss
 * @NRN_PLOT_ACCURACY: accuracy and validation accuracy, in per cent
 *
 * What of a history is drawn.
 */
typedef enum
{
  NRN_PLOT_LOSS,
  NRN_PLOT_ACCURACY,
} NrnHistoryMetric;

void nrn_history_plot_paint (cairo_t          *cr,
                             const NrnHistory *history,
                             NrnHistoryMetric  metric,
                             guint             n_epochs_total,
                             double            ceiling,
                             double            width,
                             double            height,
                             const NrnPalette *palette);

G_END_DECLS
