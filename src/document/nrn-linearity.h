/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether a function is linear, tried out.
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

/* What is added before the activation when a bias is wanted. */
#define NRN_LINEARITY_BIAS 1.0

/**
 * NrnLinearity:
 * @a: a number
 * @b: another
 * @x: a factor
 * @f_a: f(a)
 * @f_b: f(b)
 * @f_of_sum: f(a + b)
 * @sum_of_f: f(a) + f(b)
 * @f_of_multiple: f(x · a)
 * @multiple_of_f: x · f(a)
 * @adds: whether f(a + b) = f(a) + f(b), but for rounding
 * @scales: whether f(x · a) = x · f(a), but for rounding
 *
 * The two things that make a function linear, for some numbers.
 */
typedef struct
{
  double   a;
  double   b;
  double   x;
  double   f_a;
  double   f_b;
  double   f_of_sum;
  double   sum_of_f;
  double   f_of_multiple;
  double   multiple_of_f;
  gboolean adds;
  gboolean scales;
} NrnLinearity;

double   nrn_linearity_apply   (const NrnConfig *activation,
                                gboolean         with_bias,
                                double           x,
                                double          *slope);
void     nrn_linearity_measure (const NrnConfig *activation,
                                gboolean         with_bias,
                                double           a,
                                double           b,
                                double           x,
                                NrnLinearity    *linearity);
gboolean nrn_linearity_refute  (const NrnConfig *activation,
                                gboolean         with_bias,
                                NrnLinearity    *linearity);

G_END_DECLS
