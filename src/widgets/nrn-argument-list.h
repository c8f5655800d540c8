/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Fields for all arguments of a kind.
 */

#pragma once

#include <adwaita.h>

#include "nrn-config.h"

G_BEGIN_DECLS

#define NRN_TYPE_ARGUMENT_LIST (nrn_argument_list_get_type ())

/**
 * NrnArgumentList:
 *
 * The arguments of an activation, a loss, an optimizer, a layer …, each with
 * what it does and its range; kinds among them can be chosen, and have their
 * own arguments in turn.
 *
 * Signals: "changed" with an #NrnConfig that has the new value.
 */
G_DECLARE_FINAL_TYPE (NrnArgumentList, nrn_argument_list, NRN, ARGUMENT_LIST, AdwPreferencesGroup)

void       nrn_argument_list_set_config (NrnArgumentList *list,
                                         const NrnConfig *config);
void       nrn_argument_list_focus      (NrnArgumentList *list);
GtkWidget *nrn_argument_list_get_row    (NrnArgumentList *list,
                                         const char      *name);

G_END_DECLS
