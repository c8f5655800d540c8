/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How fast something counts.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NRN_SPEED_MAX_MARKS 32

/**
 * NrnSpeed:
 *
 * Measures how fast a counter grows by looking at it now and then. A plain
 * value; starts as zeros. It has no clock: times are given to it, in
 * microseconds.
 */
typedef struct
{
  struct {
    gint64 time_us;
    guint  count;
  }     marks[NRN_SPEED_MAX_MARKS];     /* oldest first */
  guint n_marks;
  guint count;                          /* when last looked at */
} NrnSpeed;

void   nrn_speed_clear (NrnSpeed       *speed,
                        guint           count);
void   nrn_speed_mark  (NrnSpeed       *speed,
                        gint64          time_us,
                        guint           count);
double nrn_speed_get   (const NrnSpeed *speed,
                        gint64          time_us);

G_END_DECLS
