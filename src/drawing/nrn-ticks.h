/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Round numbers along an axis.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No more of them on a logarithmic axis. */
#define NRN_TICKS_MAX_LOG 12

/**
 * NrnTicks:
 * @first: the lowest tick
 * @step: from one to the next: 1, 2 or 5 times a power of ten; 0 where they
 *   are not evenly spaced
 * @n_ticks: how many; 0 if there is no range
 * @n_decimals: digits after the point that tell the ticks apart
 * @values: (array length=n_ticks): the ticks, if @step is 0
 */
typedef struct
{
  double first;
  double step;
  guint  n_ticks;
  guint  n_decimals;
  double values[NRN_TICKS_MAX_LOG];
} NrnTicks;

void   nrn_ticks_init      (NrnTicks       *ticks,
                            double          minimum,
                            double          maximum,
                            guint           max_ticks,
                            gboolean        only_integers);
void   nrn_ticks_init_log  (NrnTicks       *ticks,
                            double          minimum,
                            double          maximum,
                            guint           max_ticks);
void   nrn_ticks_widen     (double         *minimum,
                            double         *maximum,
                            guint           max_ticks);
double nrn_ticks_get       (const NrnTicks *ticks,
                            guint           tick);
char  *nrn_ticks_format    (const NrnTicks *ticks,
                            guint           tick);

G_END_DECLS
