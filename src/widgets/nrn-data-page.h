/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All about the data.
 */

#pragma once

#include "nrn-document.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_DATA_PAGE (nrn_data_page_get_type ())

/**
 * NrnDataPage:
 *
 * What the data is, in words, pictures and a table. What takes long is counted
 * on a thread of its own, and nothing is while the page is out of sight.
 *
 * Signals: "failed" with a sentence, if something was asked for that cannot be.
 */
G_DECLARE_FINAL_TYPE (NrnDataPage, nrn_data_page, NRN, DATA_PAGE, GtkWidget)

void nrn_data_page_set_document (NrnDataPage *page,
                                 NrnDocument *document);

G_END_DECLS
