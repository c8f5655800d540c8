/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the keyboard goes when what had it is taken away, and from a list.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     nrn_focus_leave     (GtkWidget        *widget);
gboolean nrn_focus_past_rows (GtkWidget        *widget,
                              GtkDirectionType  direction);

G_END_DECLS
