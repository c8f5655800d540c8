/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A quiet mark: that something is odd, and where to read it.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

/* In place of a place: all of them. */
#define NRN_FINDING_BUTTON_ALL (-1)

#define NRN_TYPE_FINDING_BUTTON (nrn_finding_button_get_type ())

/**
 * NrnFindingButton:
 *
 * A button that is there as long as something is odd, at one place or anywhere,
 * and opens a list of it: sentence, evidence, what helps. It never opens by
 * itself.
 *
 * Signals: "failed" with a sentence.
 */
G_DECLARE_FINAL_TYPE (NrnFindingButton, nrn_finding_button, NRN, FINDING_BUTTON, GtkWidget)

void       nrn_finding_button_set_document (NrnFindingButton *button,
                                            NrnDocument      *document,
                                            int               place);

G_END_DECLS
