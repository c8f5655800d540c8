/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How long frames of the real window take.
 */

#pragma once

#include <glib.h>
#include <time.h>

G_BEGIN_DECLS

double frame_times_get_cpu_ms  (clockid_t   clock);
double frame_times_get_wall_ms (void);
void   frame_times_report      (const char *what,
                                double      limit_ms,
                                GArray     *ms);

G_END_DECLS
