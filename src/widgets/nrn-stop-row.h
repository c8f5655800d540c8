/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * When the training stops before its last epoch.
 */

#pragma once

#include <adwaita.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_STOP_ROW (nrn_stop_row_get_type ())

/**
 * NrnStopRow:
 *
 * The stop conditions of the document: a line that says what they are, which
 * opens for their fields. They can be changed while the network trains.
 *
 * Signals: "failed" with a sentence when the document has refused a change.
 */
G_DECLARE_FINAL_TYPE (NrnStopRow, nrn_stop_row, NRN, STOP_ROW, AdwExpanderRow)

void nrn_stop_row_set_document (NrnStopRow  *row,
                                NrnDocument *document);
void nrn_stop_row_update       (NrnStopRow  *row);

G_END_DECLS
