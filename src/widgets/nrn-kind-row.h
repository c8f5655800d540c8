/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A row for a choice among kinds.
 */

#pragma once

#include <adwaita.h>

#include "nrn-arguments.h"
#include "nrn-kind-chooser.h"

G_BEGIN_DECLS

#define NRN_TYPE_KIND_ROW (nrn_kind_row_get_type ())

/**
 * NrnKindRow:
 *
 * What is chosen, with its curve; a click opens the list of all others, and a
 * button the arguments.
 *
 * Signals: "changed" with an #NrnConfig: another kind, or the same with
 * another argument, or %NULL for None; "arguments-changed" with an #NrnConfig
 * after nrn_kind_row_set_arguments().
 */
G_DECLARE_FINAL_TYPE (NrnKindRow, nrn_kind_row, NRN, KIND_ROW, AdwActionRow)

GtkWidget       *nrn_kind_row_new           (void);
void             nrn_kind_row_allow_none    (NrnKindRow      *row,
                                             NrnFamily        family,
                                             const char      *none);
void             nrn_kind_row_set_config    (NrnKindRow      *row,
                                             const NrnConfig *config);
const NrnConfig *nrn_kind_row_get_config    (NrnKindRow      *row);
void             nrn_kind_row_set_arguments (NrnKindRow      *row,
                                             const NrnConfig *config);
void             nrn_kind_row_set_note      (NrnKindRow      *row,
                                             const char      *note);
NrnKindChooser  *nrn_kind_row_get_chooser   (NrnKindRow      *row);
NrnArguments    *nrn_kind_row_get_arguments (NrnKindRow      *row);

G_END_DECLS
