/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss bench: every loss over one output.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_LOSS_BENCH_VIEW (nrn_loss_bench_view_get_type ())

/**
 * NrnLossBenchView:
 *
 * A slider for an output, a switch for its label, and the curve and the
 * number of every loss there; of one sample, or the mean of a batch.
 */
G_DECLARE_FINAL_TYPE (NrnLossBenchView, nrn_loss_bench_view, NRN, LOSS_BENCH_VIEW, GtkWidget)

GtkWidget *nrn_loss_bench_view_new (void);

G_END_DECLS
