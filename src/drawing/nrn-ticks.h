/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Round numbers along an axis.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnTicks:
 * @first: the lowest tick
 * @step: from one to the next: 1, 2 or 5 times a power of ten
 * @n_ticks: how many; 0 if there is no range
 * @n_decimals: digits after the point that tell the ticks apart
 */
typedef struct
{
  double first;
  double step;
  guint  n_ticks;
  guint  n_decimals;
} NrnTicks;

void   nrn_ticks_init      (NrnTicks       *ticks,
                            double          minimum,
                            double          maximum,
                            guint           max_ticks,
                            gboolean        only_integers);
double nrn_ticks_get       (const NrnTicks *ticks,
                            guint           tick);
char  *nrn_ticks_format    (const NrnTicks *ticks,
                            guint           tick);

G_END_DECLS
