/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Sums of sizes, as norms are made of. In double, so that a sum over millions
 * of weights loses no digits.
 */

#include "nrn-norm.h"

#include <math.h>

#include "nrn-vector.h"

static double
sum_lanes (const double *lanes)
{
  double sum = 0;

  for (gsize lane = 0; lane < NRN_LANES; lane++)
    sum += lanes[lane];

  return sum;
}

/**
 * nrn_norm_sum_sizes:
 * @n: how many
 * @values: shape (n)
 *
 * Returns: Σ |value|
 */
NRN_VECTORIZED double
nrn_norm_sum_sizes (gsize        n,
                    const float *values)
{
  double lanes[NRN_LANES] = { 0 };
  gsize n_whole = n - n % NRN_LANES;

  for (gsize i = 0; i < n_whole; i += NRN_LANES)
    for (gsize lane = 0; lane < NRN_LANES; lane++)
      lanes[lane] += (double) fabsf (values[i + lane]);
  for (gsize i = n_whole; i < n; i++)
    lanes[0] += (double) fabsf (values[i]);

  return sum_lanes (lanes);
}

/**
 * nrn_norm_sum_squares:
 * @n: how many
 * @values: shape (n)
 *
 * Returns: Σ value²
 */
NRN_VECTORIZED double
nrn_norm_sum_squares (gsize        n,
                      const float *values)
{
  double lanes[NRN_LANES] = { 0 };
  gsize n_whole = n - n % NRN_LANES;

  for (gsize i = 0; i < n_whole; i += NRN_LANES)
    for (gsize lane = 0; lane < NRN_LANES; lane++)
      lanes[lane] += (double) values[i + lane] * values[i + lane];
  for (gsize i = n_whole; i < n; i++)
    lanes[0] += (double) values[i] * values[i];

  return sum_lanes (lanes);
}
