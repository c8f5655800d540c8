/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A wheel over a form moves the form, not the numbers in it.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nrn_wheel_scroll_only (GtkScrolledWindow *scroller);

G_END_DECLS
