/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * RMSprop: v ← ρv + (1 − ρ)g², w ← w − lr · g / √(v + ε); centered takes the
 * mean gradient a ← ρa + (1 − ρ)g off: √(v − a² + ε). With momentum
 * m ← momentum · m + lr · g / √…, w ← w − m.
 *
 * Keras has ε inside of the root. Source: Keras 3,
 * `keras/src/optimizers/rmsprop.py`.
 */

#include "config.h"

#include "nrn-optimizer-rmsprop.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

enum
{
  LEARNING_RATE,
  RHO,
  MOMENTUM,
  EPSILON,
  CENTERED,
};

/* The slots: v, then what there is of m and a. */

static gboolean
has_momentum (const NrnConfig *config)
{
  return nrn_config_get_number (config, MOMENTUM) > 0;
}

static gboolean
is_centered (const NrnConfig *config)
{
  return nrn_config_get_number (config, CENTERED) != 0;
}

static guint
rmsprop_n_slots (const NrnConfig *config)
{
  return 1 + has_momentum (config) + is_centered (config);
}

/* @v: mean squared gradients
 * @a: (nullable): mean gradients
 *
 * Puts the roots that the steps are divided by into @roots. */
NRN_VECTORIZED static void
update_means (float        rho,
              float        rest,
              float        epsilon,
              gsize        n_weights,
              const float *restrict gradients,
              float       *restrict v,
              float       *restrict a,
              float       *restrict roots)
{
  for (gsize i = 0; i < n_weights; i++)
    v[i] = rho * v[i] + rest * (gradients[i] * gradients[i]);

  if (a == NULL)
    {
      for (gsize i = 0; i < n_weights; i++)
        roots[i] = sqrtf (v[i] + epsilon);
      return;
    }

  for (gsize i = 0; i < n_weights; i++)
    {
      float variance;

      a[i] = rho * a[i] + rest * gradients[i];
      /* Less than 0 by rounding alone. */
      variance = v[i] - a[i] * a[i];
      roots[i] = sqrtf ((variance < 0 ? 0 : variance) + epsilon);
    }
}

/* @new_weights: the roots, to be replaced
 * @m: (nullable): the last steps */
NRN_VECTORIZED static void
step (float        learning_rate,
      float        momentum,
      gsize        n_weights,
      const float *restrict gradients,
      float       *restrict m,
      const float *restrict weights,
      float       *restrict new_weights)
{
  if (m == NULL)
    {
      for (gsize i = 0; i < n_weights; i++)
        new_weights[i] = weights[i] - learning_rate * gradients[i] / new_weights[i];
      return;
    }

  for (gsize i = 0; i < n_weights; i++)
    {
      m[i] = momentum * m[i] + learning_rate * gradients[i] / new_weights[i];
      new_weights[i] = weights[i] - m[i];
    }
}

static void
rmsprop_update (NrnOptimizerState *state,
                const float       *gradients,
                const float       *weights,
                float             *new_weights)
{
  const NrnConfig *config = state->config;
  double rho = nrn_config_get_number (config, RHO);
  float *const *slots = state->slots;

  update_means ((float) rho, (float) (1 - rho), (float) nrn_config_get_number (config, EPSILON),
                state->n_weights, gradients, slots[0],
                is_centered (config) ? slots[1 + has_momentum (config)] : NULL, new_weights);
  step (state->learning_rate, (float) nrn_config_get_number (config, MOMENTUM), state->n_weights,
        gradients, has_momentum (config) ? slots[1] : NULL, weights, new_weights);
}

static const NrnPropertySpec properties[] = {
  [LEARNING_RATE] = {
    .name = "learning_rate",
    .default_value = 0.001,
    .minimum = 0,
    .maximum = 1e6,
    .family = NRN_FAMILY_SCHEDULE,
    .or_config = TRUE,
    .old_name = "lr",
    .description = N_("How large a step is: about this much for a weight whose gradients are alike."),
  },
  [RHO] = {
    .name = "rho",
    .default_value = 0.9,
    .minimum = 0,
    .maximum = 1,
    .maximum_excluded = TRUE,
    .description = N_("How much of the mean squared gradient stays from step to step."),
  },
  [MOMENTUM] = {
    .name = "momentum",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1,
    .description = N_("How much of the last step is made again; 0 for none."),
  },
  [EPSILON] = {
    .name = "epsilon",
    .default_value = 1e-7,
    .minimum = 0,
    .maximum = 1,
    .minimum_excluded = TRUE,
    .description = N_("A small number that keeps the step finite where gradients are 0."),
  },
  [CENTERED] = {
    .name = "centered",
    .type = NRN_PROPERTY_BOOLEAN,
    .default_value = 0,
    .maximum = 1,
    .description = N_("Whether the mean gradient is taken off, so that only its swings make steps smaller."),
  },
  NRN_OPTIMIZER_SHARED_PROPERTIES (NAN, TRUE),
};

const NrnOptimizerKind nrn_optimizer_rmsprop = {
  .kind = {
    .name = "RMSprop",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .check = nrn_optimizer_check,
    .formula = "v ← ρv + (1 − ρ)g²; w ← w − η · g ∕ √(v + ε)",
    .purpose = N_("Divides each weight's step by how large its gradients have been of late; a step "
                  "towards Adam."),
    .source = "Keras 3, keras/src/optimizers/rmsprop.py",
  },
  .n_slots = rmsprop_n_slots,
  .update = rmsprop_update,
};
