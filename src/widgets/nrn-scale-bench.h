/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the features of one sample are scaled, with its numbers.
 */

#pragma once

#include "nrn-data-digest.h"
#include "nrn-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_SCALE_BENCH (nrn_scale_bench_get_type ())

/**
 * NrnScaleBench:
 *
 * The watched sample, or one that is typed, on its way through Keras'
 * companion MinMaxScaler: (31 − 13) / 87 = 0.20689655.
 *
 * Signals: "failed" with a sentence, if the scaling cannot be changed.
 */
G_DECLARE_FINAL_TYPE (NrnScaleBench, nrn_scale_bench, NRN, SCALE_BENCH, GtkWidget)

void        nrn_scale_bench_set_document (NrnScaleBench       *bench,
                                          NrnDocument         *document);
void        nrn_scale_bench_set          (NrnScaleBench       *bench,
                                          const NrnDataDigest *digest);
GtkEntry   *nrn_scale_bench_get_entry    (NrnScaleBench       *bench,
                                          guint                feature);
const char *nrn_scale_bench_get_result   (NrnScaleBench       *bench,
                                          guint                feature);

G_END_DECLS
