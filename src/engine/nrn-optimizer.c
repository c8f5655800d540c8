/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An optimizer with what it remembers.
 */

#include "nrn-optimizer.h"

struct _NrnOptimizer
{
  NrnConfig *config;                            /* owned */
  double     learning_rate;
  guint64    step;                              /* updates so far */
  gsize      n_weights;
  guint      n_slots;
  float     *slots[NRN_OPTIMIZER_MAX_SLOTS];    /* owned; n_weights each */
};

static const NrnOptimizerKind *
optimizer_kind_of (const NrnConfig *config)
{
  return (const NrnOptimizerKind *) nrn_config_get_kind (config);
}

/**
 * nrn_optimizer_new:
 * @config: an optimizer with its arguments
 * @n_weights: how many weights it will update
 *
 * Returns: (transfer full): the optimizer before its first step
 */
NrnOptimizer *
nrn_optimizer_new (const NrnConfig *config,
                   gsize            n_weights)
{
  NrnOptimizer *optimizer = g_new0 (NrnOptimizer, 1);

  optimizer->config = nrn_config_ref (config);
  optimizer->learning_rate = nrn_config_get_number (config, NRN_OPTIMIZER_LEARNING_RATE);
  optimizer->n_weights = n_weights;
  optimizer->n_slots = optimizer_kind_of (config)->n_slots (config);
  g_assert (optimizer->n_slots <= NRN_OPTIMIZER_MAX_SLOTS);
  for (guint i = 0; i < optimizer->n_slots; i++)
    optimizer->slots[i] = g_aligned_alloc0 (MAX (n_weights, 1), sizeof (float), 64);

  return optimizer;
}

void
nrn_optimizer_free (NrnOptimizer *optimizer)
{
  for (guint i = 0; i < optimizer->n_slots; i++)
    g_aligned_free (optimizer->slots[i]);
  nrn_config_unref (optimizer->config);
  g_free (optimizer);
}

/**
 * nrn_optimizer_get_step:
 * @optimizer: an optimizer
 *
 * Returns: how many updates it has made
 */
guint64
nrn_optimizer_get_step (const NrnOptimizer *optimizer)
{
  return optimizer->step;
}

double
nrn_optimizer_get_learning_rate (const NrnOptimizer *optimizer)
{
  return optimizer->learning_rate;
}

/**
 * nrn_optimizer_set_learning_rate:
 * @optimizer: an optimizer
 * @learning_rate: for the next steps; at least 0
 */
void
nrn_optimizer_set_learning_rate (NrnOptimizer *optimizer,
                                 double        learning_rate)
{
  g_return_if_fail (learning_rate >= 0);

  optimizer->learning_rate = learning_rate;
}

/**
 * nrn_optimizer_apply:
 * @optimizer: an optimizer
 * @gradients: gradient of the batch's mean loss by each weight
 * @weights: the weights before
 * @new_weights: (out caller-allocates): the weights after; not @weights
 *
 * Makes one update. All arrays are as long as nrn_optimizer_new() was told.
 * The old weights stay, so that an update that overflows can be undone.
 * Allocates nothing; cannot fail.
 */
void
nrn_optimizer_apply (NrnOptimizer *optimizer,
                     const float  *gradients,
                     const float  *weights,
                     float        *new_weights)
{
  optimizer->step++;
  optimizer_kind_of (optimizer->config)->update (optimizer->config,
                                                 (float) optimizer->learning_rate,
                                                 optimizer->step, optimizer->n_weights,
                                                 gradients, optimizer->slots,
                                                 weights, new_weights);
}
