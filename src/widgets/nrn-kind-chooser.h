/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A list of kinds to choose from.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-config.h"

G_BEGIN_DECLS

#define NRN_TYPE_KIND_CHOOSER (nrn_kind_chooser_get_type ())

/**
 * NrnKindChooser:
 *
 * All kinds of a family in groups, each with its curve, its formula and what
 * it is for. What is typed searches their names, old and new.
 *
 * Signals: "chosen" with an #NrnKind, or %NULL for None.
 */
G_DECLARE_FINAL_TYPE (NrnKindChooser, nrn_kind_chooser, NRN, KIND_CHOOSER, GtkPopover)

GtkWidget *nrn_kind_chooser_new        (NrnFamily       family,
                                        const char     *none);
void       nrn_kind_chooser_set_chosen (NrnKindChooser *chooser,
                                        const NrnKind  *kind);
void       nrn_kind_chooser_set_note   (NrnKindChooser *chooser,
                                        const char     *note);
void       nrn_kind_chooser_search     (NrnKindChooser *chooser,
                                        const char     *text);
guint      nrn_kind_chooser_get_n_found
                                       (NrnKindChooser *chooser);
const char *nrn_kind_chooser_get_found (NrnKindChooser *chooser,
                                        guint           position);
const char *nrn_kind_chooser_get_suggestion
                                       (NrnKindChooser *chooser);

G_END_DECLS
