/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is measured while the network trains, and which rows count how much.
 */

#pragma once

#include <adwaita.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_METRICS_ROW (nrn_metrics_row_get_type ())

/**
 * NrnMetricsRow:
 *
 * The metrics and the class weights of the document: a line that says what
 * they are, which opens for their fields.
 *
 * Signals: "failed" with a sentence when the document has refused a change.
 */
G_DECLARE_FINAL_TYPE (NrnMetricsRow, nrn_metrics_row, NRN, METRICS_ROW, AdwExpanderRow)

void nrn_metrics_row_set_document (NrnMetricsRow *row,
                                   NrnDocument   *document);
void nrn_metrics_row_update       (NrnMetricsRow *row);

G_END_DECLS
