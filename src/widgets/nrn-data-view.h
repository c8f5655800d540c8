/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The data under the network, with what the network makes of it.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_DATA_VIEW (nrn_data_view_get_type ())

/**
 * NrnDataView:
 *
 * One feature and a few classes: every sample along an axis, and the
 * predicted probabilities. One feature and values to predict: the samples and
 * the curve of the predictions. Two features: a map of the decisions, or of
 * the predicted values. The pointer reads values; a click watches the sample
 * there; so do the arrow keys, Home and End.
 */
G_DECLARE_FINAL_TYPE (NrnDataView, nrn_data_view, NRN, DATA_VIEW, GtkWidget)

void     nrn_data_view_set_document (NrnDataView           *view,
                                     NrnDocument           *document);
gboolean nrn_data_view_can_show     (const NrnDataset      *dataset,
                                     const NrnArchitecture *architecture);

G_END_DECLS
