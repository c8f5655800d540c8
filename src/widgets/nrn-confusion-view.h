/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The confusion matrix as a widget.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_CONFUSION_VIEW (nrn_confusion_view_get_type ())

/**
 * NrnConfusionView:
 *
 * How many samples of each class the network takes for each class, measured
 * with the weights that are shown.
 *
 * Signals: "counted" when the counts are other ones.
 */
G_DECLARE_FINAL_TYPE (NrnConfusionView, nrn_confusion_view, NRN, CONFUSION_VIEW, GtkWidget)

void     nrn_confusion_view_set_document (NrnConfusionView *view,
                                          NrnDocument      *document);
gboolean nrn_confusion_view_can_show     (NrnDocument      *document);
void     nrn_confusion_view_get_counts   (NrnConfusionView *view,
                                          guint            *n_right,
                                          guint            *n_samples);

G_END_DECLS
