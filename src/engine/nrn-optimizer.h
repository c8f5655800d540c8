/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rules that turn a gradient into an update of the weights.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/* Every optimizer's first argument is its learning rate. */
#define NRN_OPTIMIZER_LEARNING_RATE 0

#define NRN_OPTIMIZER_MAX_SLOTS 3

/**
 * NrnOptimizerKind:
 * @kind: name and arguments; the first is the learning rate
 * @n_slots: how many numbers are remembered for each weight (Adam: 2)
 * @update: computes @new_weights from @weights, which it leaves as they
 *   are; @step counts from 1; each of @slots is as long as @weights and
 *   starts as zeros
 *
 * An optimizer, as data. @update allocates nothing and cannot fail.
 */
typedef struct
{
  NrnKind kind;

  guint (*n_slots) (const NrnConfig *config);
  void  (*update)  (const NrnConfig *config,
                    float            learning_rate,
                    guint64          step,
                    gsize            n_weights,
                    const float     *gradients,
                    float *const    *slots,
                    const float     *weights,
                    float           *new_weights);
} NrnOptimizerKind;

/**
 * NrnOptimizer:
 *
 * A configured optimizer with what it remembers of the steps so far. Owned
 * by one thread.
 */
typedef struct _NrnOptimizer NrnOptimizer;

NrnOptimizer *nrn_optimizer_new               (const NrnConfig    *config,
                                               gsize               n_weights);
void          nrn_optimizer_free              (NrnOptimizer       *optimizer);
guint64       nrn_optimizer_get_step          (const NrnOptimizer *optimizer);
double        nrn_optimizer_get_learning_rate (const NrnOptimizer *optimizer);
void          nrn_optimizer_set_learning_rate (NrnOptimizer       *optimizer,
                                               double              learning_rate);
void          nrn_optimizer_apply             (NrnOptimizer       *optimizer,
                                               const float        *gradients,
                                               const float        *weights,
                                               float              *new_weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnOptimizer, nrn_optimizer_free)

G_END_DECLS
