/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What GTK and libadwaita do not tell a screen reader by themselves.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void nrn_accessible_complete_entry_row (AdwEntryRow *row);
void nrn_accessible_complete_combo_row (AdwComboRow *row);
void nrn_accessible_complete_table_row (GtkWidget   *row);
void nrn_accessible_set_name           (GtkWidget   *widget,
                                        const char  *name);
void nrn_accessible_set_button_name    (GtkWidget   *button,
                                        const char  *name);
void nrn_accessible_complete_menus     (void);
void nrn_accessible_announce           (GtkWindow   *window,
                                        const char  *sentence);

G_END_DECLS
