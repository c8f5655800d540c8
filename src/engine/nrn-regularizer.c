/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is added to the loss so that weights stay small: l1 · Σ |w| + l2 · Σ w²,
 * without the ½ that others have before l2. Source: Keras 3,
 * `keras/src/regularizers/regularizers.py`.
 */

#include "nrn-regularizer.h"

#include "nrn-norm.h"
#include "nrn-vector.h"

static float
get_factor (const NrnConfig *regularizer,
            int              property)
{
  return property >= 0 ? (float) nrn_config_get_number (regularizer, (guint) property) : 0;
}

/**
 * nrn_regularizer_get_penalty:
 * @regularizer: (nullable): a regularizer with its arguments
 *
 * Returns: its penalty; that of none has only zeros
 */
NrnPenalty
nrn_regularizer_get_penalty (const NrnConfig *regularizer)
{
  const NrnRegularizer *kind;

  if (regularizer == NULL)
    return (NrnPenalty) { 0, 0 };

  kind = (const NrnRegularizer *) nrn_config_get_kind (regularizer);

  return (NrnPenalty) { get_factor (regularizer, kind->l1), get_factor (regularizer, kind->l2) };
}

gboolean
nrn_penalty_is_none (NrnPenalty penalty)
{
  return penalty.l1 == 0 && penalty.l2 == 0;
}

/**
 * nrn_penalty_measure:
 * @penalty: a penalty
 * @n: how many numbers
 * @values: shape (n)
 *
 * Returns: what it adds to the loss
 */
double
nrn_penalty_measure (NrnPenalty   penalty,
                     gsize        n,
                     const float *values)
{
  double sum = 0;

  if (penalty.l1 != 0)
    sum += penalty.l1 * nrn_norm_sum_sizes (n, values);
  if (penalty.l2 != 0)
    sum += penalty.l2 * nrn_norm_sum_squares (n, values);

  return sum;
}

/**
 * nrn_penalty_add_gradients:
 * @penalty: a penalty
 * @share: how much of it counts
 * @n: how many numbers
 * @values: shape (n)
 * @gradients: (inout): shape (n); share · (l1 · sign w + 2 · l2 · w) is added
 */
NRN_VECTORIZED void
nrn_penalty_add_gradients (NrnPenalty   penalty,
                           float        share,
                           gsize        n,
                           const float *restrict values,
                           float       *restrict gradients)
{
  float l1 = share * penalty.l1;
  float twice_l2 = share * 2.0f * penalty.l2;

  for (gsize i = 0; i < n; i++)
    {
      float w = values[i];
      float size = w > 0 ? l1 : 0;

      size = w < 0 ? -l1 : size;
      gradients[i] += size + twice_l2 * w;
    }
}
