/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rules that turn a gradient into an update of the weights.
 */

#pragma once

#include <math.h>

#include "nrn-config.h"

G_BEGIN_DECLS

/* Every optimizer's first argument is its learning rate. */
#define NRN_OPTIMIZER_LEARNING_RATE 0

#define NRN_OPTIMIZER_MAX_SLOTS 3

/**
 * NRN_OPTIMIZER_SHARED_PROPERTIES:
 * @decay: the default weight_decay; NaN for none
 * @decay_optional: whether there may be none
 *
 * The last arguments of every optimizer, whose kind has nrn_optimizer_check()
 * for them: nrn_optimizer_apply() clips the gradients and lets the weights
 * decay before the kind's own update.
 */
#define NRN_OPTIMIZER_SHARED_PROPERTIES(decay, decay_optional) \
  { \
    .name = "weight_decay", \
    .default_value = (decay), \
    .minimum = 0, \
    .maximum = 1e6, \
    .optional = (decay_optional), \
    .description = N_("How much all weights shrink before each step: by this times the learning rate."), \
  }, \
  { \
    .name = "clipnorm", \
    .default_value = NAN, \
    .minimum = 0, \
    .maximum = 1e30, \
    .minimum_excluded = TRUE, \
    .optional = TRUE, \
    .description = N_("The longest that the gradient of a kernel or a bias may be; longer ones are " \
                      "made shorter."), \
  }, \
  { \
    .name = "clipvalue", \
    .default_value = NAN, \
    .minimum = 0, \
    .maximum = 1e30, \
    .minimum_excluded = TRUE, \
    .optional = TRUE, \
    .description = N_("The most that the gradient by one weight may be, with either sign."), \
  }, \
  { \
    .name = "global_clipnorm", \
    .default_value = NAN, \
    .minimum = 0, \
    .maximum = 1e30, \
    .minimum_excluded = TRUE, \
    .optional = TRUE, \
    .description = N_("The longest that the gradient by all weights together may be."), \
  }

/**
 * NrnOptimizerState:
 * @config: the optimizer with its arguments
 * @learning_rate: of this update
 * @step: which update this is, counted from 1
 * @n_weights: length of the arrays
 * @slots: what is remembered for each weight; zeros at first
 * @product: one number that is remembered; 1 at first
 *
 * What an update works with and on.
 */
typedef struct
{
  const NrnConfig *config;
  float            learning_rate;
  guint64          step;
  gsize            n_weights;
  float           *slots[NRN_OPTIMIZER_MAX_SLOTS];
  float            product;
} NrnOptimizerState;

/**
 * NrnOptimizerKind:
 * @kind: name and arguments; the first is the learning rate, the last are
 *   NRN_OPTIMIZER_SHARED_PROPERTIES()
 * @n_slots: how many numbers are remembered for each weight (Adam: 2)
 * @begin: (nullable): puts something else than zeros into the slots
 * @update: computes @new_weights from @weights, which it leaves as they are
 *
 * An optimizer, as data. @update allocates nothing and cannot fail.
 */
typedef struct
{
  NrnKind kind;

  guint (*n_slots) (const NrnConfig         *config);
  void  (*begin)   (const NrnOptimizerState *state);
  void  (*update)  (NrnOptimizerState       *state,
                    const float             *gradients,
                    const float             *weights,
                    float                   *new_weights);
} NrnOptimizerKind;

/**
 * NrnOptimizerTensor:
 * @offset: where in the arrays of weights and gradients it begins
 * @size: how many weights it has
 *
 * One kernel, bias … that is trained. What lies in none of them is padding,
 * or not trained: it does not count in norms and does not decay.
 */
typedef struct
{
  gsize offset;
  gsize size;
} NrnOptimizerTensor;

/**
 * NrnOptimizer:
 *
 * A configured optimizer with what it remembers of the steps so far. Owned
 * by one thread.
 */
typedef struct _NrnOptimizer NrnOptimizer;

NrnOptimizer *nrn_optimizer_new               (const NrnConfig          *config,
                                               gsize                     n_weights,
                                               guint                     n_tensors,
                                               const NrnOptimizerTensor *tensors);
NrnOptimizer *nrn_optimizer_dup               (const NrnOptimizer       *optimizer);
NrnOptimizer *nrn_optimizer_dup_with          (const NrnOptimizer       *optimizer,
                                               const NrnConfig          *config);
gsize         nrn_optimizer_get_size          (const NrnOptimizer       *optimizer);
void          nrn_optimizer_free              (NrnOptimizer             *optimizer);
guint64       nrn_optimizer_get_step          (const NrnOptimizer       *optimizer);
double        nrn_optimizer_get_learning_rate (const NrnOptimizer       *optimizer);
void          nrn_optimizer_set_learning_rate (NrnOptimizer             *optimizer,
                                               double                    learning_rate);
const NrnOptimizerState *
              nrn_optimizer_get_state         (const NrnOptimizer       *optimizer);
guint         nrn_optimizer_get_n_slots       (const NrnOptimizer       *optimizer);
const float  *nrn_optimizer_get_clipped       (const NrnOptimizer       *optimizer);
void          nrn_optimizer_apply             (NrnOptimizer             *optimizer,
                                               const float              *gradients,
                                               const float              *weights,
                                               float                    *new_weights);
float         nrn_optimizer_step_one          (const NrnConfig          *config,
                                               double                    learning_rate,
                                               guint64                   step,
                                               const float              *slots,
                                               float                     product,
                                               float                     gradient,
                                               float                     weight);
gboolean      nrn_optimizer_check             (const NrnConfig          *config,
                                               GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnOptimizer, nrn_optimizer_free)

G_END_DECLS
