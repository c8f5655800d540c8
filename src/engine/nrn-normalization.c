/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the layers that normalize have in common.
 */

#include "nrn-normalization.h"

#include "nrn-vector.h"

/**
 * nrn_normalization_scale:
 * @n_rows: rows
 * @units: columns
 * @gamma: (nullable): shape (units); %NULL counts as ones
 * @beta: (nullable): shape (units); %NULL counts as zeros
 * @normalized: x̂, shape (n_rows, units), row-major
 * @outputs: (out caller-allocates): the same shape
 *
 * Computes `outputs = gamma · normalized + beta`. Allocates nothing; cannot
 * fail.
 */
NRN_VECTORIZED void
nrn_normalization_scale (guint        n_rows,
                         guint        units,
                         const float *gamma,
                         const float *beta,
                         const float *normalized,
                         float       *outputs)
{
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < units; i++)
      {
        float y = normalized[(gsize) row * units + i];

        y = gamma != NULL ? y * gamma[i] : y;
        outputs[(gsize) row * units + i] = beta != NULL ? y + beta[i] : y;
      }
}

/**
 * nrn_normalization_sum_products:
 * @n_rows: rows
 * @units: columns
 * @d_outputs: δ, shape (n_rows, units), row-major
 * @normalized: x̂, the same shape
 * @products: (out caller-allocates): Σ δ · x̂ over the rows, shape (units)
 *
 * Allocates nothing; cannot fail.
 */
NRN_VECTORIZED void
nrn_normalization_sum_products (guint        n_rows,
                                guint        units,
                                const float *d_outputs,
                                const float *normalized,
                                float       *products)
{
  for (guint i = 0; i < units; i++)
    products[i] = 0;
  for (guint row = 0; row < n_rows; row++)
    for (guint i = 0; i < units; i++)
      products[i] += d_outputs[(gsize) row * units + i] * normalized[(gsize) row * units + i];
}
