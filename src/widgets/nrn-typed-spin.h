/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Spin buttons that read numbers as all fields of the window do.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void nrn_typed_spin_attach (GtkSpinButton *spin);

G_END_DECLS
