/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The race: learning rates or optimizers side by side.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_RACE_BENCH_VIEW (nrn_race_bench_view_get_type ())

/**
 * NrnRaceBenchView:
 *
 * Trains the experiment with several learning rates or optimizers in the
 * background, and shows their curves in one plot and what they come to in a
 * table.
 */
G_DECLARE_FINAL_TYPE (NrnRaceBenchView, nrn_race_bench_view, NRN, RACE_BENCH_VIEW, GtkWidget)

GtkWidget *nrn_race_bench_view_new     (NrnDocument      *document);
gboolean   nrn_race_bench_view_is_busy (NrnRaceBenchView *view);

G_END_DECLS
