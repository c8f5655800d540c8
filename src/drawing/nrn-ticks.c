/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Round numbers along an axis.
 */

#include "nrn-ticks.h"

#include <math.h>

#include "nrn-text.h"

/* A tick may miss the end of its axis by so little of a step: 0.1 is not
 * representable. */
#define TOLERANCE 1e-6

/* Numbers outside of these are written as 2e-7. */
#define MAX_FIXED 1e7
#define MAX_DECIMALS 4

/* The smallest of 1, 2, 5, 10 times a power of ten that is not below. */
static double
round_up_step (double step)
{
  double power = pow (10, floor (log10 (step)));

  for (guint i = 0; i < 3; i++)
    {
      static const double factors[] = { 1, 2, 5 };

      if (factors[i] * power >= step * (1 - TOLERANCE))
        return factors[i] * power;
    }

  return 10 * power;
}

/* So many steps of that length: the ticks from @minimum to @maximum. */
static void
set_step (NrnTicks *ticks,
          double    step,
          double    minimum,
          double    maximum)
{
  double low = ceil (minimum / step - TOLERANCE);
  double high = floor (maximum / step + TOLERANCE);
  double decimals = -floor (log10 (step) + TOLERANCE);

  ticks->step = step;
  ticks->first = low * step;
  ticks->n_ticks = (guint) (high - low + 1);
  ticks->n_decimals = (guint) CLAMP (decimals, 0, 17);
}

/**
 * nrn_ticks_init:
 * @ticks: (out caller-allocates): the ticks
 * @minimum: where the axis begins
 * @maximum: where it ends
 * @max_ticks: no more than so many; at least 2
 * @only_integers: whether the axis counts something
 *
 * Chooses the smallest step of 1, 2 or 5 times a power of ten with which
 * there are at most @max_ticks. An axis that is not finite, or has no
 * length, has no ticks.
 */
void
nrn_ticks_init (NrnTicks *ticks,
                double    minimum,
                double    maximum,
                guint     max_ticks,
                gboolean  only_integers)
{
  double step;

  *ticks = (NrnTicks) { .step = 1 };
  if (!isfinite (maximum - minimum) || maximum <= minimum || max_ticks < 2)
    return;

  step = round_up_step ((maximum - minimum) / max_ticks);
  if (only_integers)
    step = MAX (step, 1);
  /* Too small for the numbers at hand, or for a double at all. */
  if (!(step > 1e-300) || step < MAX (fabs (minimum), fabs (maximum)) * 1e-12)
    return;

  set_step (ticks, step, minimum, maximum);
  while (ticks->n_ticks > max_ticks)
    set_step (ticks, round_up_step (ticks->step * 1.5), minimum, maximum);
}

/**
 * nrn_ticks_get:
 * @ticks: ticks
 * @tick: 0 … n_ticks - 1
 *
 * Returns: where the tick is on its axis
 */
double
nrn_ticks_get (const NrnTicks *ticks,
               guint           tick)
{
  return (round (ticks->first / ticks->step) + tick) * ticks->step;
}

/**
 * nrn_ticks_format:
 * @ticks: ticks
 * @tick: 0 … n_ticks - 1
 *
 * Returns: (transfer full): its number, with as many digits as its
 *   neighbours have
 */
char *
nrn_ticks_format (const NrnTicks *ticks,
                  guint           tick)
{
  double value = nrn_ticks_get (ticks, tick);
  double last = nrn_ticks_get (ticks, MAX (ticks->n_ticks, 1) - 1);
  double largest = MAX (fabs (ticks->first), fabs (last));

  if (largest >= MAX_FIXED || ticks->n_decimals > MAX_DECIMALS)
    return nrn_text_format_power (value);

  if (ticks->n_decimals == 0 && value >= 0)
    return nrn_text_format_count ((guint64) (value + 0.5));

  return nrn_text_format_fixed (value, ticks->n_decimals);
}
