/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The histogram of a column as a widget.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-data-digest.h"

G_BEGIN_DECLS

#define NRN_TYPE_HISTOGRAM_VIEW (nrn_histogram_view_get_type ())

/**
 * NrnHistogramView:
 *
 * How often the values of a feature or a target occur, by class. The pointer,
 * or Left and Right, read a bin.
 */
G_DECLARE_FINAL_TYPE (NrnHistogramView, nrn_histogram_view, NRN, HISTOGRAM_VIEW, GtkWidget)

GtkWidget *nrn_histogram_view_new        (void);
void       nrn_histogram_view_set        (NrnHistogramView    *view,
                                          const NrnDataDigest *digest,
                                          guint                column);
int        nrn_histogram_view_get_marked (NrnHistogramView    *view);

G_END_DECLS
