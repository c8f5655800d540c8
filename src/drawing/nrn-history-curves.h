/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The curves of a history, raw and smoothed, which grow with it.
 */

#pragma once

#include "nrn-curve.h"
#include "nrn-history.h"

G_BEGIN_DECLS

/* Weight of what was before in the smoothed curves; TensorBoard's default. */
#define NRN_SMOOTHING 0.6

/**
 * NrnHistoryCurves:
 *
 * The loss or one metric of a training's epochs. Each has a value for each epoch, NaN
 * where it was not measured. Owned by one thread.
 */
typedef struct _NrnHistoryCurves NrnHistoryCurves;

NrnHistoryCurves *nrn_history_curves_new          (const char             *metric);
void              nrn_history_curves_free         (NrnHistoryCurves       *curves);
gboolean          nrn_history_curves_update       (NrnHistoryCurves       *curves,
                                                   const NrnHistory       *history);
void              nrn_history_curves_clear        (NrnHistoryCurves       *curves);
const char       *nrn_history_curves_get_metric   (const NrnHistoryCurves *curves);
guint             nrn_history_curves_get_n_epochs (const NrnHistoryCurves *curves);
const NrnCurve   *nrn_history_curves_get          (const NrnHistoryCurves *curves,
                                                   NrnHistoryRows          rows);
const NrnCurve   *nrn_history_curves_get_smoothed (const NrnHistoryCurves *curves,
                                                   NrnHistoryRows          rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnHistoryCurves, nrn_history_curves_free)

G_END_DECLS
