/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kind in a list, with what a student reads before choosing it.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-kind-item.h"

G_BEGIN_DECLS

#define NRN_TYPE_KIND_ENTRY (nrn_kind_entry_get_type ())

/**
 * NrnKindEntry:
 *
 * The curve of a kind, its names, its formula and what it is for; over the
 * first of a group also the title of the group.
 */
G_DECLARE_FINAL_TYPE (NrnKindEntry, nrn_kind_entry, NRN, KIND_ENTRY, GtkWidget)

void nrn_kind_entry_bind   (NrnKindEntry *entry,
                            NrnKindItem  *item);
void nrn_kind_entry_unbind (NrnKindEntry *entry);

G_END_DECLS
