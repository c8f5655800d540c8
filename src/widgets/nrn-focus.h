/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the keyboard goes when what had it is taken away, from a list, and in a box.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     nrn_focus_leave      (GtkWidget        *widget);
gboolean nrn_focus_past_rows  (GtkWidget        *widget,
                               GtkDirectionType  direction);
void     nrn_focus_keep_row   (GtkWidget        *view);
void     nrn_focus_read_boxes (void);

G_END_DECLS
