/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What can be set up, on the left: data, network, training.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_SETUP_PANE (nrn_setup_pane_get_type ())

/**
 * NrnSetupPane:
 *
 * Every choice applies at once. What cannot be is said under the field and
 * changes nothing.
 *
 * Signals: "failed" with a sentence, when a choice could not be applied.
 */
G_DECLARE_FINAL_TYPE (NrnSetupPane, nrn_setup_pane, NRN, SETUP_PANE, GtkWidget)

void nrn_setup_pane_set_document (NrnSetupPane *pane,
                                  NrnDocument  *document);

G_END_DECLS
