/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All that can be set of a layer, where it is drawn.
 */

#pragma once

#include <adwaita.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_LAYER_POPOVER (nrn_layer_popover_get_type ())

/**
 * NrnLayerPopover:
 *
 * The name of a layer, its arguments, those of the layers without units that
 * follow it, and how much is dropped after it.
 *
 * Signals: "moved" with 1 or −1; "removed"; "renamed" with a name; "failed"
 * with a sentence.
 */
G_DECLARE_FINAL_TYPE (NrnLayerPopover, nrn_layer_popover, NRN, LAYER_POPOVER, GtkPopover)

GtkWidget *nrn_layer_popover_new      (NrnDocument     *document);
void       nrn_layer_popover_set      (NrnLayerPopover *popover,
                                       guint            layer,
                                       const char      *name);
void       nrn_layer_popover_set_held (NrnLayerPopover *popover,
                                       gboolean         left,
                                       gboolean         right,
                                       gboolean         remove);
GtkWidget *nrn_layer_popover_get_row  (NrnLayerPopover *popover,
                                       const char      *name);
GtkWidget *nrn_layer_popover_get_dropout_row
                                      (NrnLayerPopover *popover);

G_END_DECLS
