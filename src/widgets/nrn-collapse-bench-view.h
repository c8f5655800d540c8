/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The linear collapse: layers without activations become one.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_COLLAPSE_BENCH_VIEW (nrn_collapse_bench_view_get_type ())

/**
 * NrnCollapseBenchView:
 *
 * The matrices of the network, multiplied step by step as if all activations
 * were linear, and the single layer that they come to.
 *
 * Signals: "failed" with a sentence to be shown.
 */
G_DECLARE_FINAL_TYPE (NrnCollapseBenchView, nrn_collapse_bench_view, NRN, COLLAPSE_BENCH_VIEW,
                      GtkWidget)

GtkWidget *nrn_collapse_bench_view_new     (NrnDocument          *document);
gboolean   nrn_collapse_bench_view_is_busy (NrnCollapseBenchView *view);

G_END_DECLS
