/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How fast a training is watched, on a slider and in words.
 */

#include "config.h"

#include "nrn-pace.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Updates a second: more than any machine can draw. What is faster is flat
 * out. */
#define FASTEST 10000.0

/* Of a whole training, in seconds. */
#define TIME_TO_WATCH 20.0
#define SHORT_TIME    2.0

/* The slowest pace, in updates a second: one sample a second. */
static double
get_slowest (guint batch_size)
{
  return 1.0 / MAX (batch_size, 1);
}

/* As far as the slider goes, but not flat out, which is chosen on purpose. */
static double
clamp_pace (double pace,
            guint  batch_size)
{
  return CLAMP (pace, get_slowest (batch_size), FASTEST);
}

/**
 * nrn_pace_choose:
 * @choice: a pace
 * @batch_size: samples of a batch
 * @n_updates: of the whole training
 *
 * Returns: the pace in updates a second; infinity for flat out
 */
double
nrn_pace_choose (NrnPaceChoice choice,
                 guint         batch_size,
                 double        n_updates)
{
  switch (choice)
    {
    case NRN_PACE_SAMPLE:
      return get_slowest (batch_size);
    case NRN_PACE_BATCH:
      return 1;
    case NRN_PACE_FAST:
      return clamp_pace (n_updates / SHORT_TIME, batch_size);
    case NRN_PACE_FLAT_OUT:
      return INFINITY;
    case NRN_PACE_WATCH:
    default:
      return clamp_pace (n_updates / TIME_TO_WATCH, batch_size);
    }
}

/**
 * nrn_pace_from_position:
 * @position: of the slider, 0 … 1
 * @batch_size: samples of a batch
 *
 * The slider is logarithmic, from one sample a second to flat out.
 *
 * Returns: the pace in updates a second; infinity for flat out
 */
double
nrn_pace_from_position (double position,
                        guint  batch_size)
{
  double slowest = get_slowest (batch_size);

  return position >= 1 ? INFINITY : slowest * pow (FASTEST / slowest, MAX (position, 0));
}

/**
 * nrn_pace_to_position:
 * @pace: in updates a second; more than 0
 * @batch_size: samples of a batch
 *
 * Returns: where the slider is then, 0 … 1
 */
double
nrn_pace_to_position (double pace,
                      guint  batch_size)
{
  double slowest = get_slowest (batch_size);

  if (isinf (pace))
    return 1;

  return CLAMP (log (pace / slowest) / log (FASTEST / slowest), 0, 1);
}

/* As many digits as tell paces apart that are near each other on the slider. */
static gboolean
is_whole (double  number,
          gulong *whole)
{
  double rounded = number < 10 ? round (10 * number) / 10 : round (number);

  *whole = (gulong) rounded;

  return rounded == floor (rounded);
}

static char *
describe_samples (double samples)
{
  gulong whole;

  if (!is_whole (samples, &whole))
    return g_strdup_printf (_("%.1f samples/s"), samples);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu sample/s", "%'lu samples/s", whole),
                          whole);
}

static char *
describe_batches (double batches)
{
  gulong whole;

  if (!is_whole (batches, &whole))
    return g_strdup_printf (_("%.1f batches/s"), batches);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'lu batch/s", "%'lu batches/s", whole),
                          whole);
}

/**
 * nrn_pace_describe:
 * @pace: in updates a second; infinity for flat out
 * @batch_size: samples of a batch
 *
 * Returns: (transfer full): “12 batches/s”; samples where there is less than
 *   a batch a second, or no difference
 */
char *
nrn_pace_describe (double pace,
                   guint  batch_size)
{
  if (isinf (pace))
    return g_strdup (_("flat out"));
  if (batch_size <= 1 || pace < 0.995)
    return describe_samples (pace * MAX (batch_size, 1));

  return describe_batches (pace);
}
