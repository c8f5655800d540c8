/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The kept runs of a document, and how they compare.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_RUNS_PAGE (nrn_runs_page_get_type ())

/**
 * NrnRunsPage:
 *
 * A list of the kept runs. Those that are checked are drawn in the same plots
 * as the run of the document, and a table says what differs between them. Its
 * buttons activate "win.keep-run" and "win.export-runs".
 *
 * Signal: "failed" with a sentence when a run cannot be loaded.
 */
G_DECLARE_FINAL_TYPE (NrnRunsPage, nrn_runs_page, NRN, RUNS_PAGE, GtkWidget)

void nrn_runs_page_set_document (NrnRunsPage *page,
                                 NrnDocument *document);

G_END_DECLS
