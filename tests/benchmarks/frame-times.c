/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How long frames of the real window take.
 */

#include "frame-times.h"

/**
 * frame_times_get_cpu_ms:
 * @clock: %CLOCK_THREAD_CPUTIME_ID, in which other programs and threads do not
 *   count, or %CLOCK_PROCESS_CPUTIME_ID
 *
 * Returns: the processor time so far, in ms
 */
double
frame_times_get_cpu_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);

  return 1e3 * (double) now.tv_sec + 1e-6 * (double) now.tv_nsec;
}

/**
 * frame_times_get_wall_ms:
 *
 * Returns: the time by a clock that is never put back, in ms
 */
double
frame_times_get_wall_ms (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/**
 * frame_times_report:
 * @what: what was measured
 * @limit_ms: how long it may take
 * @ms: (element-type double): how long it took; empty afterwards
 *
 * Prints how many were in time, and the spread.
 */
void
frame_times_report (const char *what,
                    double      limit_ms,
                    GArray     *ms)
{
  guint n_in_time = 0;

  if (ms->len == 0)
    {
      g_print ("  %s: none\n", what);
      return;
    }

  g_array_sort (ms, compare_doubles);
  while (n_in_time < ms->len && g_array_index (ms, double, n_in_time) <= limit_ms)
    n_in_time++;
  g_print ("  %s: %u, %.1f %% within %.1f ms; p50 %.2f, p90 %.2f, p99 %.2f, longest %.2f ms\n", what,
           ms->len, 100.0 * n_in_time / ms->len, limit_ms, g_array_index (ms, double, ms->len / 2),
           g_array_index (ms, double, ms->len * 9 / 10), g_array_index (ms, double, ms->len * 99 / 100),
           g_array_index (ms, double, ms->len - 1));
  g_array_set_size (ms, 0);
}
