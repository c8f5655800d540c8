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
 * One feature and two classes: every sample along an axis, and the predicted
 * probability. Two features: a map of the decisions. A click watches the
 * sample there; so do the arrow keys.
 */
G_DECLARE_FINAL_TYPE (NrnDataView, nrn_data_view, NRN, DATA_VIEW, GtkWidget)

void     nrn_data_view_set_document (NrnDataView      *view,
                                     NrnDocument      *document);
gboolean nrn_data_view_can_show     (const NrnDataset *dataset);

G_END_DECLS
