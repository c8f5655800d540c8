/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The page with the benches.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_BENCHES_VIEW (nrn_benches_view_get_type ())

/**
 * NrnBenchesView:
 *
 * Benches on which one thing at a time is tried out, one of them in view.
 * Each is made when it is first shown.
 *
 * Signals: "failed" with a sentence to be shown.
 */
G_DECLARE_FINAL_TYPE (NrnBenchesView, nrn_benches_view, NRN, BENCHES_VIEW, GtkWidget)

GtkWidget *nrn_benches_view_new          (void);
void       nrn_benches_view_set_document (NrnBenchesView *view,
                                          NrnDocument    *document);
GtkWidget *nrn_benches_view_show         (NrnBenchesView *view,
                                          const char     *bench);

G_END_DECLS
