/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An optimizer with what it remembers; clipping and weight decay, which all
 * optimizers have. Source: Keras 3, `keras/src/optimizers/base_optimizer.py`.
 */

#include "config.h"

#include "nrn-optimizer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-norm.h"
#include "nrn-schedule.h"
#include "nrn-vector.h"

typedef enum
{
  CLIP_NOTHING,
  CLIP_VALUES,
  CLIP_NORMS,
  CLIP_GLOBAL_NORM,
} Clipping;

struct _NrnOptimizer
{
  NrnConfig          *config;       /* owned */
  const NrnConfig    *schedule;     /* borrowed from config; NULL for one learning rate */
  double              learning_rate;
  NrnOptimizerState   state;        /* its slots are owned */
  guint               n_slots;

  guint               n_tensors;
  NrnOptimizerTensor *tensors;      /* owned */

  Clipping            clipping;
  float               clip;         /* the most that is left */
  float              *clipped;      /* owned; gradients, NULL without clipping */
  float               decay;        /* of the weights; 0 for none */
  float              *decayed;      /* owned; weights, NULL without decay */
};

static const NrnOptimizerKind *
optimizer_kind_of (const NrnConfig *config)
{
  return (const NrnOptimizerKind *) nrn_config_get_kind (config);
}

static float *
floats_new (gsize n_floats)
{
  return g_aligned_alloc0 (MAX (n_floats, 1), sizeof (float), 64);
}

static const struct
{
  const char *name;
  Clipping    clipping;
} clippings[] = {
  { "clipnorm", CLIP_NORMS },
  { "global_clipnorm", CLIP_GLOBAL_NORM },
  { "clipvalue", CLIP_VALUES },
};

static void
choose_clipping (NrnOptimizer *optimizer)
{
  for (guint i = 0; i < G_N_ELEMENTS (clippings); i++)
    {
      double most = nrn_config_lookup (optimizer->config, clippings[i].name);

      if (!isnan (most))
        {
          optimizer->clipping = clippings[i].clipping;
          optimizer->clip = (float) most;
          optimizer->clipped = floats_new (optimizer->state.n_weights);
          return;
        }
    }
}

static void
choose_decay (NrnOptimizer *optimizer)
{
  double decay = nrn_config_lookup (optimizer->config, "weight_decay");

  if (isnan (decay) || decay == 0)
    return;

  optimizer->decay = (float) decay;
  optimizer->decayed = floats_new (optimizer->state.n_weights);
}

/**
 * nrn_optimizer_new:
 * @config: an optimizer with its arguments
 * @n_weights: length of the arrays of weights, with all padding
 * @n_tensors: how many kernels, biases … are trained
 * @tensors: where they lie
 *
 * Returns: (transfer full): the optimizer before its first step
 */
NrnOptimizer *
nrn_optimizer_new (const NrnConfig          *config,
                   gsize                     n_weights,
                   guint                     n_tensors,
                   const NrnOptimizerTensor *tensors)
{
  const NrnOptimizerKind *kind = optimizer_kind_of (config);
  NrnOptimizer *optimizer = g_new0 (NrnOptimizer, 1);

  optimizer->config = nrn_config_ref (config);
  optimizer->schedule = nrn_config_get_config (config, NRN_OPTIMIZER_LEARNING_RATE);
  optimizer->learning_rate = nrn_config_get_number (config, NRN_OPTIMIZER_LEARNING_RATE);
  optimizer->n_tensors = n_tensors;
  optimizer->tensors = g_memdup2 (tensors, n_tensors * sizeof (NrnOptimizerTensor));
  optimizer->state = (NrnOptimizerState) {
    .config = optimizer->config, .n_weights = n_weights, .product = 1,
  };

  optimizer->n_slots = kind->n_slots (config);
  g_assert (optimizer->n_slots <= NRN_OPTIMIZER_MAX_SLOTS);
  for (guint i = 0; i < optimizer->n_slots; i++)
    optimizer->state.slots[i] = floats_new (n_weights);
  if (kind->begin != NULL)
    kind->begin (&optimizer->state);

  choose_clipping (optimizer);
  choose_decay (optimizer);

  return optimizer;
}

/* Whether what is remembered means the same. Of RMSprop, two numbers a weight may
 * be either of two things. */
static gboolean
have_same_memory (const NrnConfig *a,
                  const NrnConfig *b)
{
  const NrnOptimizerKind *kind = optimizer_kind_of (a);

  return kind == optimizer_kind_of (b) && kind->n_slots (a) == kind->n_slots (b) &&
         (nrn_config_lookup (a, "centered") == 1) == (nrn_config_lookup (b, "centered") == 1);
}

/**
 * nrn_optimizer_dup_with:
 * @optimizer: an optimizer
 * @config: another one, or other arguments
 *
 * Returns: (transfer full): @config for the same weights. With other arguments of
 *   the same optimizer it remembers the same; where it has to remember something
 *   else, it is before its first step
 */
NrnOptimizer *
nrn_optimizer_dup_with (const NrnOptimizer *optimizer,
                        const NrnConfig    *config)
{
  gsize n_weights = optimizer->state.n_weights;
  NrnOptimizer *copy = nrn_optimizer_new (config, n_weights, optimizer->n_tensors, optimizer->tensors);

  if (!have_same_memory (optimizer->config, config))
    return copy;

  for (guint i = 0; i < optimizer->n_slots; i++)
    memcpy (copy->state.slots[i], optimizer->state.slots[i], n_weights * sizeof (float));
  copy->state.step = optimizer->state.step;
  copy->state.product = optimizer->state.product;

  return copy;
}

/**
 * nrn_optimizer_dup:
 * @optimizer: an optimizer
 *
 * Returns: (transfer full): one that remembers the same, and goes on alike
 */
NrnOptimizer *
nrn_optimizer_dup (const NrnOptimizer *optimizer)
{
  NrnOptimizer *copy = nrn_optimizer_dup_with (optimizer, optimizer->config);

  copy->learning_rate = optimizer->learning_rate;
  if (optimizer->schedule == NULL)
    copy->schedule = NULL;

  return copy;
}

/**
 * nrn_optimizer_get_size:
 * @optimizer: an optimizer
 *
 * Returns: bytes that it takes, about
 */
gsize
nrn_optimizer_get_size (const NrnOptimizer *optimizer)
{
  guint n_arrays = optimizer->n_slots + (optimizer->clipped != NULL) + (optimizer->decayed != NULL);

  return sizeof (NrnOptimizer) + n_arrays * optimizer->state.n_weights * sizeof (float);
}

void
nrn_optimizer_free (NrnOptimizer *optimizer)
{
  for (guint i = 0; i < optimizer->n_slots; i++)
    g_aligned_free (optimizer->state.slots[i]);
  g_aligned_free (optimizer->clipped);
  g_aligned_free (optimizer->decayed);
  g_free (optimizer->tensors);
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
  return optimizer->state.step;
}

/**
 * nrn_optimizer_get_learning_rate:
 * @optimizer: an optimizer
 *
 * Returns: the learning rate of the next update
 */
double
nrn_optimizer_get_learning_rate (const NrnOptimizer *optimizer)
{
  if (optimizer->schedule != NULL)
    return nrn_schedule_get_rate (optimizer->schedule, optimizer->state.step);

  return optimizer->learning_rate;
}

/**
 * nrn_optimizer_set_learning_rate:
 * @optimizer: an optimizer
 * @learning_rate: for all steps from now on; at least 0
 *
 * If there was a schedule, it has ended.
 */
void
nrn_optimizer_set_learning_rate (NrnOptimizer *optimizer,
                                 double        learning_rate)
{
  g_return_if_fail (learning_rate >= 0);

  optimizer->schedule = NULL;
  optimizer->learning_rate = learning_rate;
}

/**
 * nrn_optimizer_get_state:
 * @optimizer: an optimizer
 *
 * Returns: (transfer none): what it remembers, and the learning rate of the
 *   last update
 */
const NrnOptimizerState *
nrn_optimizer_get_state (const NrnOptimizer *optimizer)
{
  return &optimizer->state;
}

/**
 * nrn_optimizer_get_n_slots:
 * @optimizer: an optimizer
 *
 * Returns: how many numbers it remembers for each weight
 */
guint
nrn_optimizer_get_n_slots (const NrnOptimizer *optimizer)
{
  return optimizer->n_slots;
}

/**
 * nrn_optimizer_get_clipped:
 * @optimizer: an optimizer
 *
 * Returns: (transfer none) (nullable): the gradients that the last update went
 *   by; %NULL if those were what it was given
 */
const float *
nrn_optimizer_get_clipped (const NrnOptimizer *optimizer)
{
  return optimizer->clipped;
}

/* ---- Clipping ---- */

NRN_VECTORIZED static void
scale (gsize        n,
       float        factor,
       const float *restrict values,
       float       *restrict scaled)
{
  for (gsize i = 0; i < n; i++)
    scaled[i] = values[i] * factor;
}

NRN_VECTORIZED static void
clip_values (gsize        n,
             float        most,
             const float *restrict values,
             float       *restrict clipped)
{
  for (gsize i = 0; i < n; i++)
    {
      float value = values[i];

      value = value > most ? most : value;
      clipped[i] = value < -most ? -most : value;
    }
}

/* g · c ∕ max (‖g‖, c) for each tensor. */
static void
clip_norms (NrnOptimizer *optimizer,
            const float  *gradients)
{
  for (guint i = 0; i < optimizer->n_tensors; i++)
    {
      NrnOptimizerTensor tensor = optimizer->tensors[i];
      float norm = sqrtf ((float) nrn_norm_sum_squares (tensor.size, gradients + tensor.offset));

      scale (tensor.size, optimizer->clip / MAX (norm, optimizer->clip),
             gradients + tensor.offset, optimizer->clipped + tensor.offset);
    }
}

/* The same with one norm of all tensors together. */
static void
clip_global_norm (NrnOptimizer *optimizer,
                  const float  *gradients)
{
  double squares = 0;
  float norm;

  for (guint i = 0; i < optimizer->n_tensors; i++)
    squares += nrn_norm_sum_squares (optimizer->tensors[i].size,
                                     gradients + optimizer->tensors[i].offset);
  norm = sqrtf ((float) squares);
  scale (optimizer->state.n_weights, optimizer->clip / MAX (norm, optimizer->clip),
         gradients, optimizer->clipped);
}

/* The gradients to go by. */
static const float *
clip_gradients (NrnOptimizer *optimizer,
                const float  *gradients)
{
  switch (optimizer->clipping)
    {
    case CLIP_VALUES:
      clip_values (optimizer->state.n_weights, optimizer->clip, gradients, optimizer->clipped);
      return optimizer->clipped;

    case CLIP_NORMS:
      clip_norms (optimizer, gradients);
      return optimizer->clipped;

    case CLIP_GLOBAL_NORM:
      clip_global_norm (optimizer, gradients);
      return optimizer->clipped;

    case CLIP_NOTHING:
    default:
      return gradients;
    }
}

/**
 * nrn_optimizer_check:
 * @config: an optimizer with its arguments
 * @error: return location
 *
 * Returns: %FALSE with @error set if the gradients are to be clipped in more
 *   than one way
 */
gboolean
nrn_optimizer_check (const NrnConfig  *config,
                     GError          **error)
{
  guint n_clippings = 0;

  for (guint i = 0; i < G_N_ELEMENTS (clippings); i++)
    n_clippings += !isnan (nrn_config_lookup (config, clippings[i].name));
  if (n_clippings <= 1)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
               _("%s: only one of clipnorm, clipvalue and global_clipnorm can be set; the others "
                 "must be none."), nrn_config_get_name (config));
  return FALSE;
}

/* ---- The update ---- */

NRN_VECTORIZED static void
decay_tensor (gsize        n,
              float        decay,
              float        learning_rate,
              const float *restrict weights,
              float       *restrict decayed)
{
  for (gsize i = 0; i < n; i++)
    decayed[i] = weights[i] - weights[i] * decay * learning_rate;
}

/* The weights to begin with: w ← w − w · decay · lr, biases too. */
static const float *
decay_weights (NrnOptimizer *optimizer,
               const float  *weights)
{
  if (optimizer->decayed == NULL)
    return weights;

  memcpy (optimizer->decayed, weights, optimizer->state.n_weights * sizeof (float));
  for (guint i = 0; i < optimizer->n_tensors; i++)
    {
      NrnOptimizerTensor tensor = optimizer->tensors[i];

      decay_tensor (tensor.size, optimizer->decay, optimizer->state.learning_rate,
                    weights + tensor.offset, optimizer->decayed + tensor.offset);
    }

  return optimizer->decayed;
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
  NrnOptimizerState *state = &optimizer->state;

  state->learning_rate = (float) nrn_optimizer_get_learning_rate (optimizer);
  state->step++;
  optimizer_kind_of (optimizer->config)->update (state, clip_gradients (optimizer, gradients),
                                                 decay_weights (optimizer, weights), new_weights);
}

/**
 * nrn_optimizer_step_one:
 * @config: an optimizer with its arguments
 * @learning_rate: of this update
 * @step: which update it is, counted from 1
 * @slots: what is remembered for the weight before it, a number for each slot
 * @product: the one number that is remembered before it
 * @gradient: by the weight, clipped already
 * @weight: before it
 *
 * One weight of an update, tried alone: with another learning rate, say. Clipping
 * leaves @gradient as it is, since no part of a clipped gradient is too long.
 *
 * Returns: the weight after it
 */
float
nrn_optimizer_step_one (const NrnConfig *config,
                        double           learning_rate,
                        guint64          step,
                        const float     *slots,
                        float            product,
                        float            gradient,
                        float            weight)
{
  const NrnOptimizerTensor tensor = { 0, 1 };
  g_autoptr (NrnOptimizer) optimizer = nrn_optimizer_new (config, 1, 1, &tensor);
  float new_weight;

  for (guint i = 0; i < optimizer->n_slots; i++)
    optimizer->state.slots[i][0] = slots[i];
  optimizer->state.step = step - 1;
  optimizer->state.product = product;
  nrn_optimizer_set_learning_rate (optimizer, learning_rate);
  nrn_optimizer_apply (optimizer, &gradient, &weight, &new_weight);

  return new_weight;
}
