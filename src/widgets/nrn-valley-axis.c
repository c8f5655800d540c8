/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "config.h"

#include "nrn-valley-axis.h"

#include <math.h>

#include "nrn-loss-valley.h"

/* The axis follows the arrow so much farther than it would be without it. */
#define MAX_STRETCH 64.0
#define ARROW_ROOM  1.15

/* The ball has this part of the axis before the axis follows it. */
#define BALL_ROOM 0.8

/**
 * nrn_valley_axis_init:
 * @axis: (out caller-allocates): the axis of a weight that was just selected
 */
void
nrn_valley_axis_init (NrnValleyAxis *axis)
{
  *axis = (NrnValleyAxis) { .centre = NAN, .landing = NAN };
}

/**
 * nrn_valley_axis_zoom:
 * @axis: an axis
 * @by: how many zooms closer; below 0 for farther away
 * @value: of the weight, which comes to the middle
 */
void
nrn_valley_axis_zoom (NrnValleyAxis *axis,
                      int            by,
                      double         value)
{
  axis->zoom = CLAMP (axis->zoom + by, NRN_VALLEY_LEAST_ZOOM, NRN_VALLEY_MOST_ZOOM);
  axis->centre = value;
}

/* So far to both sides of the middle. */
static double
choose_half (const NrnValleyAxis *axis,
             double              *minimum,
             double              *maximum)
{
  nrn_loss_valley_choose_range (axis->centre, 0, minimum, maximum);

  return (*maximum - *minimum) / 2 * pow (2, -axis->zoom);
}

/**
 * nrn_valley_axis_choose:
 * @axis: an axis
 * @value: of the weight
 * @is_held: whether a hand moves it just now, so that the middle has to stay
 * @minimum: (out): the least value to show
 * @maximum: (out): the most
 *
 * Where the weight was when it was selected stays in the middle, until it has
 * gone far from there. The landing is shown, unless one has zoomed in.
 */
void
nrn_valley_axis_choose (NrnValleyAxis *axis,
                        double         value,
                        gboolean       is_held,
                        double        *minimum,
                        double        *maximum)
{
  double half, stretched;

  if (isnan (axis->centre))
    axis->centre = value;
  half = choose_half (axis, minimum, maximum);
  if (fabs (value - axis->centre) > BALL_ROOM * half && !is_held)
    {
      axis->centre = value;
      half = choose_half (axis, minimum, maximum);
    }

  stretched = fabs (axis->landing - axis->centre) * ARROW_ROOM;
  if (axis->zoom <= 0 && isfinite (stretched) && stretched > half)
    {
      nrn_loss_valley_choose_range (axis->centre, MIN (stretched, MAX_STRETCH * half), minimum, maximum);
      return;
    }
  *minimum = axis->centre - half;
  *maximum = axis->centre + half;
}
