/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The luck meter: the experiment with a hundred seeds.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_LUCK_BENCH_VIEW (nrn_luck_bench_view_get_type ())

/**
 * NrnLuckBenchView:
 *
 * Trains the experiment with many seeds in the background and shows a
 * histogram of the results, in which this run is marked. A seed of any bar can
 * be loaded.
 *
 * Signals: "failed" with a sentence to be shown.
 */
G_DECLARE_FINAL_TYPE (NrnLuckBenchView, nrn_luck_bench_view, NRN, LUCK_BENCH_VIEW, GtkWidget)

GtkWidget *nrn_luck_bench_view_new      (NrnDocument      *document);
gboolean   nrn_luck_bench_view_is_busy  (NrnLuckBenchView *view);

G_END_DECLS
