/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether a function is linear, tried out.
 */

#include "config.h"

#include "nrn-linearity.h"

#include <math.h>

/* Of activations in single precision, in parts of the larger side. */
#define ROUNDING 1e-5

/* So many halves are tried for what refutes a function, in both directions:
 * activations have their bends there. */
#define MOST_TRIED 8
#define TRIED_STEP 0.5

static gboolean
are_equal (double left,
           double right)
{
  return fabs (left - right) <= ROUNDING * MAX (MAX (fabs (left), fabs (right)), 1);
}

/**
 * nrn_linearity_apply:
 * @activation: an activation with its arguments
 * @with_bias: whether %NRN_LINEARITY_BIAS is added before
 * @x: a number
 * @slope: (out) (nullable): f′(x)
 *
 * Returns: f(x), as a unit with one input, weight 1 and that bias has it
 */
double
nrn_linearity_apply (const NrnConfig *activation,
                     gboolean         with_bias,
                     double           x,
                     double          *slope)
{
  double sum = with_bias ? x + NRN_LINEARITY_BIAS : x;
  double value, own_slope;

  nrn_activation_trace (activation, 1, &sum, &value, slope != NULL ? slope : &own_slope);

  return value;
}

/**
 * nrn_linearity_measure:
 * @activation: an activation with its arguments
 * @with_bias: whether %NRN_LINEARITY_BIAS is added before
 * @a: a number
 * @b: another
 * @x: a factor
 * @linearity: (out caller-allocates): both sides of both equations
 *
 * Tries whether f(a + b) = f(a) + f(b) and f(x · a) = x · f(a).
 */
void
nrn_linearity_measure (const NrnConfig *activation,
                       gboolean         with_bias,
                       double           a,
                       double           b,
                       double           x,
                       NrnLinearity    *linearity)
{
  NrnLinearity *self = linearity;

  self->a = a;
  self->b = b;
  self->x = x;
  self->f_a = nrn_linearity_apply (activation, with_bias, a, NULL);
  self->f_b = nrn_linearity_apply (activation, with_bias, b, NULL);
  self->f_of_sum = nrn_linearity_apply (activation, with_bias, a + b, NULL);
  self->sum_of_f = self->f_a + self->f_b;
  self->f_of_multiple = nrn_linearity_apply (activation, with_bias, x * a, NULL);
  self->multiple_of_f = x * self->f_a;
  self->adds = are_equal (self->f_of_sum, self->sum_of_f);
  self->scales = are_equal (self->f_of_multiple, self->multiple_of_f);
}

/**
 * nrn_linearity_refute:
 * @activation: an activation with its arguments
 * @with_bias: whether %NRN_LINEARITY_BIAS is added before
 * @linearity: (out caller-allocates): numbers for which f(a + b) is not
 *   f(a) + f(b), the smallest there are
 *
 * Returns: whether there are such numbers, so that the function is not linear
 */
gboolean
nrn_linearity_refute (const NrnConfig *activation,
                      gboolean         with_bias,
                      NrnLinearity    *linearity)
{
  for (int size = 1; size <= MOST_TRIED; size++)
    {
      for (int a = -size; a <= size; a++)
        {
          for (int b = a; b <= size; b++)
            {
              if (MAX (ABS (a), ABS (b)) != size)
                continue;
              nrn_linearity_measure (activation, with_bias, a * TRIED_STEP, b * TRIED_STEP, 2,
                                     linearity);
              if (!linearity->adds)
                return TRUE;
            }
        }
    }

  return FALSE;
}
