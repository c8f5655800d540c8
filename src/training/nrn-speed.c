/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How fast something counts.
 */

#include "nrn-speed.h"

#include <string.h>

/* What a speed is measured over, if the counter grows at least so often. */
#define WINDOW_US (G_USEC_PER_SEC / 2)

/* Of three marks that are nearer, the middle one goes, so that a window
 * always fits. */
#define SPACING_US (2 * WINDOW_US / (NRN_SPEED_MAX_MARKS - 6))

/**
 * nrn_speed_clear:
 * @speed: a speed
 * @count: the counter now
 *
 * Forgets what was measured: the counter has stood still or gone back.
 */
void
nrn_speed_clear (NrnSpeed *speed,
                 guint     count)
{
  speed->n_marks = 0;
  speed->count = count;
}

/* Leaves one mark that is as old as the window, or older. */
static void
drop_old_marks (NrnSpeed *speed,
                gint64    time_us)
{
  guint n_old = 0;

  while (n_old + 1 < speed->n_marks && speed->marks[n_old + 1].time_us <= time_us - WINDOW_US)
    n_old++;
  speed->n_marks -= n_old;
  memmove (speed->marks, speed->marks + n_old, speed->n_marks * sizeof speed->marks[0]);
}

/**
 * nrn_speed_mark:
 * @speed: a speed
 * @time_us: when the counter was looked at; never before the last time
 * @count: what it was
 *
 * Remembers the moment if the counter has grown. Of a counter that grows
 * slowly, the speed is thus right whenever somebody asks.
 */
void
nrn_speed_mark (NrnSpeed *speed,
                gint64    time_us,
                guint     count)
{
  guint last;

  if (count < speed->count)
    nrn_speed_clear (speed, count);
  if (count == speed->count)
    return;

  speed->count = count;
  drop_old_marks (speed, time_us);
  last = speed->n_marks;
  if (last >= 2 && time_us - speed->marks[last - 2].time_us < SPACING_US)
    last--;
  g_assert (last < NRN_SPEED_MAX_MARKS);
  speed->marks[last].time_us = time_us;
  speed->marks[last].count = count;
  speed->n_marks = last + 1;
}

/**
 * nrn_speed_get:
 * @speed: a speed
 * @time_us: now
 *
 * Returns: how much the counter has grown a second, over the last half
 *   second or, if it grows more slowly, between the last two times; 0
 *   before it is known
 */
double
nrn_speed_get (const NrnSpeed *speed,
               gint64          time_us)
{
  double counted, span, since;

  if (speed->n_marks < 2)
    return 0;

  counted = speed->marks[speed->n_marks - 1].count - speed->marks[0].count;
  span = (double) (speed->marks[speed->n_marks - 1].time_us - speed->marks[0].time_us);
  since = (double) (time_us - speed->marks[speed->n_marks - 1].time_us);

  /* Overdue: it has become slower, so far as if it would grow just now. */
  if (since * counted > span)
    {
      counted++;
      span += since;
    }

  return span > 0 ? counted * G_USEC_PER_SEC / span : 0;
}
