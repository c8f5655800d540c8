/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A growing row of values that knows the extremes of any part of it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnCurveExtent:
 * @low: smallest value; above @high if there is none
 * @high: largest value
 * @least_positive: smallest value above 0; infinity if there is none
 * @last: the last value
 * @sum: of all
 * @n_values: how many there are; those that are not finite do not count
 *
 * What some values in a row have in common.
 */
typedef struct
{
  double low;
  double high;
  double least_positive;
  double last;
  double sum;
  gsize  n_values;
} NrnCurveExtent;

/**
 * NrnCurve:
 *
 * The values of a curve. It keeps the extent of each block of them while it
 * grows, so that a picture of a million values looks at a few thousand
 * numbers. Owned by one thread; nothing changes while it is read.
 */
typedef struct _NrnCurve NrnCurve;

NrnCurve     *nrn_curve_new        (void);
NrnCurve     *nrn_curve_new_from   (gsize           n_values,
                                    const double   *values,
                                    gsize           stride);
void          nrn_curve_free       (NrnCurve       *curve);
void          nrn_curve_append     (NrnCurve       *curve,
                                    double          value);
void          nrn_curve_clear      (NrnCurve       *curve);
gsize         nrn_curve_get_length (const NrnCurve *curve);
double        nrn_curve_get        (const NrnCurve *curve,
                                    gsize           i);
gssize        nrn_curve_find_last  (const NrnCurve *curve);
gboolean      nrn_curve_measure    (const NrnCurve *curve,
                                    gsize           first,
                                    gsize           end,
                                    NrnCurveExtent *extent);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnCurve, nrn_curve_free)

G_END_DECLS
