/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A field for one argument of a kind.
 */

#pragma once

#include <adwaita.h>

#include "nrn-config.h"

G_BEGIN_DECLS

#define NRN_TYPE_PROPERTY_ROW (nrn_property_row_get_type ())

/**
 * NrnPropertyRow:
 *
 * A number, a whole number or a switch, with what it does and its range. What
 * is out of range is marked and said, and changes nothing.
 *
 * Signals: "changed" with an #NrnConfig that has the new value.
 */
G_DECLARE_FINAL_TYPE (NrnPropertyRow, nrn_property_row, NRN, PROPERTY_ROW, AdwActionRow)

GtkWidget *nrn_property_row_new        (const NrnConfig *config,
                                        guint            property);
void       nrn_property_row_set_config (NrnPropertyRow  *row,
                                        const NrnConfig *config);
void       nrn_property_row_enter      (NrnPropertyRow  *row,
                                        const char      *text);

G_END_DECLS
