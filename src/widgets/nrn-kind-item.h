/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kind in a list to choose from.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-function-plot.h"

G_BEGIN_DECLS

#define NRN_TYPE_KIND_ITEM (nrn_kind_item_get_type ())

/**
 * NrnKindItem:
 *
 * An activation, loss, optimizer … with its curve, which is computed once.
 * Main thread only.
 *
 * Signals: "changed" when nrn_kind_item_set_state() has changed something.
 */
G_DECLARE_FINAL_TYPE (NrnKindItem, nrn_kind_item, NRN, KIND_ITEM, GObject)

NrnKindItem           *nrn_kind_item_new_none   (const char   *purpose);
GListModel            *nrn_kind_item_list       (NrnFamily     family);
const NrnKind         *nrn_kind_item_get_kind   (NrnKindItem  *item);
const char            *nrn_kind_item_get_name   (NrnKindItem  *item);
const char            *nrn_kind_item_get_purpose
                                                (NrnKindItem  *item);
const char            *nrn_kind_item_get_group  (NrnKindItem  *item);
gboolean               nrn_kind_item_has_plot   (NrnKindItem  *item);
const NrnFunctionPlot *nrn_kind_item_get_plot   (NrnKindItem  *item);
gboolean               nrn_kind_item_matches    (NrnKindItem  *item,
                                                 const char   *text);
const char            *nrn_kind_item_get_header (NrnKindItem  *item);
gboolean               nrn_kind_item_is_chosen  (NrnKindItem  *item);
void                   nrn_kind_item_set_state  (NrnKindItem  *item,
                                                 const char   *header,
                                                 gboolean      is_chosen);

G_END_DECLS
