/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the program is installed.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nrn_installation_get_locale_dir (void);

G_END_DECLS
