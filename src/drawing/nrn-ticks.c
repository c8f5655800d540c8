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

/* How a decade is divided, from the finest to the coarsest. */
static const guint8 divisions[][10] = {
  { 1, 2, 3, 4, 5, 6, 7, 8, 9 },
  { 1, 2, 5 },
  { 1, 3 },
  { 1 },
};

/* Every @stride decades, so divided. Returns how many ticks there would be;
 * no more than are wanted are kept. */
static guint
collect_log_ticks (NrnTicks     *ticks,
                   double        minimum,
                   double        maximum,
                   const guint8 *division,
                   int           stride)
{
  int low = (int) floor (log10 (minimum) / stride);
  int high = (int) ceil (log10 (maximum) / stride);
  guint n = 0;

  for (int decade = low; decade <= high; decade++)
    for (guint i = 0; division[i] != 0; i++)
      {
        double value = division[i] * pow (10, decade * stride);

        if (value < minimum * (1 - TOLERANCE) || value > maximum * (1 + TOLERANCE))
          continue;
        if (n < NRN_TICKS_MAX_LOG)
          ticks->values[n] = value;
        n++;
      }

  return n;
}

/* The first and the last decade; FALSE if that is the same one. */
static gboolean
take_outer_decades (NrnTicks *ticks,
                    double    minimum,
                    double    maximum)
{
  double low = ceil (log10 (minimum) - TOLERANCE);
  double high = floor (log10 (maximum) + TOLERANCE);

  ticks->values[0] = pow (10, low);
  ticks->values[1] = pow (10, high);

  return low < high;
}

/**
 * nrn_ticks_init_log:
 * @ticks: (out caller-allocates): the ticks
 * @minimum: where a logarithmic axis begins; above 0
 * @maximum: where it ends
 * @max_ticks: no more than so many; 2 … %NRN_TICKS_MAX_LOG
 *
 * Chooses the finest of all digits, 1-2-5, 1-3, decades, and every so many
 * decades with which there are at most @max_ticks. An axis too short for
 * two of those has evenly spaced ticks.
 */
void
nrn_ticks_init_log (NrnTicks *ticks,
                    double    minimum,
                    double    maximum,
                    guint     max_ticks)
{
  guint n = 0;

  *ticks = (NrnTicks) { .step = 1 };
  if (!(minimum > 0) || !isfinite (maximum) || maximum <= minimum || max_ticks < 2)
    return;

  max_ticks = MIN (max_ticks, NRN_TICKS_MAX_LOG);
  for (guint i = 0; i < G_N_ELEMENTS (divisions); i++)
    {
      n = collect_log_ticks (ticks, minimum, maximum, divisions[i], 1);
      if (n >= 2 && n <= max_ticks)
        break;
    }
  for (int stride = 2; n > max_ticks; stride++)
    n = collect_log_ticks (ticks, minimum, maximum, divisions[G_N_ELEMENTS (divisions) - 1], stride);

  if (n < 2 && take_outer_decades (ticks, minimum, maximum))
    n = 2;
  if (n < 2)
    {
      nrn_ticks_init (ticks, minimum, maximum, max_ticks, FALSE);
      return;
    }
  ticks->first = ticks->values[0];
  ticks->step = 0;
  ticks->n_ticks = n;
}

/**
 * nrn_ticks_widen:
 * @minimum: (inout): where an axis begins
 * @maximum: (inout): where it ends
 * @max_ticks: no more than that along it
 *
 * Moves the ends of an axis outwards to its ticks.
 */
void
nrn_ticks_widen (double *minimum,
                 double *maximum,
                 guint   max_ticks)
{
  NrnTicks ticks;

  nrn_ticks_init (&ticks, *minimum, *maximum, max_ticks, FALSE);
  if (ticks.n_ticks == 0)
    return;

  *minimum = floor (*minimum / ticks.step + 1e-6) * ticks.step;
  *maximum = ceil (*maximum / ticks.step - 1e-6) * ticks.step;
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
  if (ticks->step == 0)
    return ticks->values[tick];

  return (round (ticks->first / ticks->step) + tick) * ticks->step;
}

/* Each as short as it can be: 0.01, 0.1, 1, 10. */
static char *
format_log_tick (double value)
{
  double decimals = -floor (log10 (value) + TOLERANCE);

  if (value >= MAX_FIXED || decimals > MAX_DECIMALS)
    return nrn_text_format_power (value);
  if (decimals <= 0)
    return nrn_text_format_count ((guint64) (value + 0.5));

  return nrn_text_format_fixed (value, (guint) decimals);
}

/**
 * nrn_ticks_format:
 * @ticks: ticks
 * @tick: 0 … n_ticks - 1
 *
 * Returns: (transfer full): its number, with as many digits as its
 *   neighbours have if they are evenly spaced
 */
char *
nrn_ticks_format (const NrnTicks *ticks,
                  guint           tick)
{
  double value = nrn_ticks_get (ticks, tick);
  double last = nrn_ticks_get (ticks, MAX (ticks->n_ticks, 1) - 1);
  double largest = MAX (fabs (ticks->first), fabs (last));

  if (ticks->step == 0)
    return format_log_tick (value);

  if (largest >= MAX_FIXED || ticks->n_decimals > MAX_DECIMALS)
    return nrn_text_format_power (value);

  if (ticks->n_decimals == 0 && value >= 0)
    return nrn_text_format_count ((guint64) (value + 0.5));

  return nrn_text_format_fixed (value, ticks->n_decimals);
}
