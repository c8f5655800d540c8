/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The sorts of layers, to add one.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-architecture.h"

G_BEGIN_DECLS

GtkWidget *nrn_layer_gallery_new        (void);
NrnConfig *nrn_layer_gallery_make_layer (const NrnKind         *kind,
                                         const NrnArchitecture *architecture,
                                         guint                  place,
                                         GError               **error);

G_END_DECLS
