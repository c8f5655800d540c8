/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which values of a weight a picture of its loss shows.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each zoom shows half of the axis, or twice as much. */
#define NRN_VALLEY_LEAST_ZOOM -6
#define NRN_VALLEY_MOST_ZOOM  10

/**
 * NrnValleyAxis:
 * @centre: value in the middle; NaN for where the weight is next
 * @zoom: from %NRN_VALLEY_LEAST_ZOOM to %NRN_VALLEY_MOST_ZOOM; 0 for as much as
 *   nrn_loss_valley_choose_range() chooses
 * @landing: where the last step led to; or NaN
 *
 * The axis of one weight, as long as that is selected.
 */
typedef struct
{
  double centre;
  int    zoom;
  double landing;
} NrnValleyAxis;

void nrn_valley_axis_init   (NrnValleyAxis *axis);
void nrn_valley_axis_zoom   (NrnValleyAxis *axis,
                             int            by,
                             double         value);
void nrn_valley_axis_choose (NrnValleyAxis *axis,
                             double         value,
                             gboolean       is_held,
                             double        *minimum,
                             double        *maximum);

G_END_DECLS
