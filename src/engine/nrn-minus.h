/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The minus sign of numbers that are read.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void        nrn_minus_set_right_to_left (gboolean is_right_to_left);
const char *nrn_minus_get               (void);

G_END_DECLS
