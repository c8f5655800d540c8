/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Icons that stay loaded.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nrn_icons_keep (void);

G_END_DECLS
