/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What Keras' cross-entropies have in common.
 */

#pragma once

/* Keras' epsilon: probabilities are kept this far from 0 and 1, so that the
 * logarithm stays finite. In float32 the upper limit is 0.99999988. */
#define NRN_EPSILON 1e-7f
#define NRN_PROBABILITY_MIN NRN_EPSILON
#define NRN_PROBABILITY_MAX (1.0f - NRN_EPSILON)

static inline float
nrn_probability_clip (float p)
{
  p = p < NRN_PROBABILITY_MIN ? NRN_PROBABILITY_MIN : p;

  return p > NRN_PROBABILITY_MAX ? NRN_PROBABILITY_MAX : p;
}
