/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Work that can wait until what has changed is on the screen.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * NrnAfterFrameFunc:
 * @widget: as given to nrn_after_frame()
 *
 * Does what has waited.
 */
typedef void (*NrnAfterFrameFunc) (GtkWidget *widget);

void nrn_after_frame (GtkWidget         *widget,
                      NrnAfterFrameFunc  func);

G_END_DECLS
