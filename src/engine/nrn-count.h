/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Counts in sentences.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *nrn_count_to_string (guint64 count);

G_END_DECLS
