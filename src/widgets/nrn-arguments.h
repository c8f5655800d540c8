/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Fields for all arguments of a kind.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-config.h"

G_BEGIN_DECLS

#define NRN_TYPE_ARGUMENTS (nrn_arguments_get_type ())

/**
 * NrnArguments:
 *
 * The arguments of an activation, a loss, an optimizer, a layer …, each with
 * what it does and its range; kinds among them can be chosen, and have their
 * own arguments in turn.
 *
 * Signals: "changed" with an #NrnConfig that has the new value.
 */
G_DECLARE_FINAL_TYPE (NrnArguments, nrn_arguments, NRN, ARGUMENTS, GtkPopover)

GtkWidget *nrn_arguments_new        (void);
void       nrn_arguments_set_config (NrnArguments    *arguments,
                                     const NrnConfig *config);
GtkWidget *nrn_arguments_get_row    (NrnArguments    *arguments,
                                     const char      *name);

G_END_DECLS
