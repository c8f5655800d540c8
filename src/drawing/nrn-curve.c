/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A growing row of values that knows the extremes of any part of it.
 */

#include "nrn-curve.h"

#include <math.h>

/* Values of a block. A part of the curve costs a look at each block in it,
 * and at fewer than two blocks' values at its ends. */
#define BLOCK 64

struct _NrnCurve
{
  GArray *values;     /* owned; double */
  GArray *blocks;     /* owned; NrnCurveExtent of each BLOCK values, whole ones only */
};

/**
 * nrn_curve_new:
 *
 * Returns: (transfer full): a curve without values
 */
NrnCurve *
nrn_curve_new (void)
{
  NrnCurve *curve = g_new (NrnCurve, 1);

  curve->values = g_array_new (FALSE, FALSE, sizeof (double));
  curve->blocks = g_array_new (FALSE, FALSE, sizeof (NrnCurveExtent));

  return curve;
}

/**
 * nrn_curve_new_from:
 * @n_values: how many there are
 * @values: value i is @values[i * @stride]; copied
 * @stride: doubles from one value to the next
 *
 * Returns: (transfer full): a curve with these values
 */
NrnCurve *
nrn_curve_new_from (gsize         n_values,
                    const double *values,
                    gsize         stride)
{
  NrnCurve *curve = nrn_curve_new ();

  for (gsize i = 0; i < n_values; i++)
    nrn_curve_append (curve, values[i * stride]);

  return curve;
}

void
nrn_curve_free (NrnCurve *curve)
{
  g_return_if_fail (curve != NULL);

  g_array_unref (curve->values);
  g_array_unref (curve->blocks);
  g_free (curve);
}

static void
extent_init (NrnCurveExtent *extent)
{
  *extent = (NrnCurveExtent) {
    .low = INFINITY, .high = -INFINITY, .least_positive = INFINITY, .last = NAN,
  };
}

static void
extent_add_value (NrnCurveExtent *extent,
                  double          value)
{
  if (!isfinite (value))
    return;

  extent->low = MIN (extent->low, value);
  extent->high = MAX (extent->high, value);
  if (value > 0)
    extent->least_positive = MIN (extent->least_positive, value);
  extent->last = value;
  extent->sum += value;
  extent->n_values++;
}

static void
extent_add (NrnCurveExtent       *extent,
            const NrnCurveExtent *part)
{
  if (part->n_values == 0)
    return;

  extent->low = MIN (extent->low, part->low);
  extent->high = MAX (extent->high, part->high);
  extent->least_positive = MIN (extent->least_positive, part->least_positive);
  extent->last = part->last;
  extent->sum += part->sum;
  extent->n_values += part->n_values;
}

static void
extent_add_values (NrnCurveExtent *extent,
                   const NrnCurve *curve,
                   gsize           first,
                   gsize           end)
{
  for (gsize i = first; i < end; i++)
    extent_add_value (extent, g_array_index (curve->values, double, i));
}

/**
 * nrn_curve_append:
 * @curve: a curve
 * @value: the next value; what is not finite is a gap
 */
void
nrn_curve_append (NrnCurve *curve,
                  double    value)
{
  NrnCurveExtent block;

  g_array_append_val (curve->values, value);
  if (curve->values->len % BLOCK != 0)
    return;

  extent_init (&block);
  extent_add_values (&block, curve, curve->values->len - BLOCK, curve->values->len);
  g_array_append_val (curve->blocks, block);
}

/**
 * nrn_curve_clear:
 * @curve: a curve
 *
 * Removes all values.
 */
void
nrn_curve_clear (NrnCurve *curve)
{
  g_array_set_size (curve->values, 0);
  g_array_set_size (curve->blocks, 0);
}

gsize
nrn_curve_get_length (const NrnCurve *curve)
{
  return curve->values->len;
}

/**
 * nrn_curve_get:
 * @curve: a curve
 * @i: 0 … length - 1
 *
 * Returns: that value
 */
double
nrn_curve_get (const NrnCurve *curve,
               gsize           i)
{
  return g_array_index (curve->values, double, i);
}

/**
 * nrn_curve_find_last:
 * @curve: a curve
 *
 * Returns: where the last finite value is, or -1 if there is none
 */
gssize
nrn_curve_find_last (const NrnCurve *curve)
{
  gsize i = curve->values->len;

  while (i > 0)
    {
      if (i % BLOCK == 0 && g_array_index (curve->blocks, NrnCurveExtent, i / BLOCK - 1).n_values == 0)
        i -= BLOCK;
      else if (isfinite (nrn_curve_get (curve, --i)))
        return (gssize) i;
    }

  return -1;
}

/**
 * nrn_curve_measure:
 * @curve: a curve
 * @first: first value of a part of it
 * @end: one after the last value of that part; at most the length
 * @extent: (out caller-allocates): of that part
 *
 * Returns: whether there is any finite value in that part
 */
gboolean
nrn_curve_measure (const NrnCurve *curve,
                   gsize           first,
                   gsize           end,
                   NrnCurveExtent *extent)
{
  gsize first_block = (first + BLOCK - 1) / BLOCK;
  gsize end_block = end / BLOCK;

  extent_init (extent);
  if (first_block >= end_block)
    {
      extent_add_values (extent, curve, first, end);
      return extent->n_values > 0;
    }

  extent_add_values (extent, curve, first, first_block * BLOCK);
  for (gsize i = first_block; i < end_block; i++)
    extent_add (extent, &g_array_index (curve->blocks, NrnCurveExtent, i));
  extent_add_values (extent, curve, end_block * BLOCK, end);

  return extent->n_values > 0;
}
