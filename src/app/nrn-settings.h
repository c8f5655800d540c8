/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the user prefers, applied.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GSettings *nrn_settings_new (void);

G_END_DECLS
