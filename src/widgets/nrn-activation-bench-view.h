/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The activation bench: one activation, looked at closely.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-config.h"

G_BEGIN_DECLS

#define NRN_TYPE_ACTIVATION_BENCH_VIEW (nrn_activation_bench_view_get_type ())

/**
 * NrnActivationBenchView:
 *
 * The curve of an activation and its derivative with a point that can be
 * moved, a table of values, and whether it is linear.
 */
G_DECLARE_FINAL_TYPE (NrnActivationBenchView, nrn_activation_bench_view, NRN,
                      ACTIVATION_BENCH_VIEW, GtkWidget)

GtkWidget *nrn_activation_bench_view_new            (const NrnConfig        *activation);
void       nrn_activation_bench_view_set_activation (NrnActivationBenchView *view,
                                                     const NrnConfig        *activation);

G_END_DECLS
