/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The interesting moments of a training, in words.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"

G_BEGIN_DECLS

GtkWidget *nrn_moment_list_new (NrnDocument *document);

G_END_DECLS
