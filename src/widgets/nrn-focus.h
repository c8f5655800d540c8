/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the keyboard goes when what had it is taken away.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nrn_focus_leave (GtkWidget *widget);

G_END_DECLS
