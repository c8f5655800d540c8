/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A field for one feature of the watched sample.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_WATCH_POPOVER (nrn_watch_popover_get_type ())

/**
 * NrnWatchPopover:
 *
 * Takes a value as it is in the data, in the user's notation. Enter watches
 * it and closes; the arrow keys up and down go on from it and watch at once.
 */
G_DECLARE_FINAL_TYPE (NrnWatchPopover, nrn_watch_popover, NRN, WATCH_POPOVER, GtkPopover)

GtkWidget *nrn_watch_popover_new  (NrnDocument     *document);
void       nrn_watch_popover_edit (NrnWatchPopover *popover,
                                   guint            feature,
                                   const char      *text);

G_END_DECLS
