/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The log of a training.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_LOG_VIEW (nrn_log_view_get_type ())

/**
 * NrnLogView:
 *
 * A line for each epoch, as Keras prints it. Whoever activates one sees the
 * network as it was after that epoch; Escape, or the last line, leads back to
 * now. It stays at the newest line unless somebody has scrolled away from it.
 *
 * Signals: "failed" with a sentence when an epoch cannot be shown.
 */
G_DECLARE_FINAL_TYPE (NrnLogView, nrn_log_view, NRN, LOG_VIEW, GtkWidget)

void  nrn_log_view_set_document (NrnLogView  *view,
                                 NrnDocument *document);
char *nrn_log_view_print        (NrnLogView  *view);

G_END_DECLS
