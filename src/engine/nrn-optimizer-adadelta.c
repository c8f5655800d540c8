/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Adadelta: a ← ρa + (1 − ρ)g², Δ = −√(d + ε) / √(a + ε) · g,
 * d ← ρd + (1 − ρ)Δ², w ← w + lr · Δ. Source: Keras 3,
 * `keras/src/optimizers/adadelta.py`.
 */

#include "config.h"

#include "nrn-optimizer-adadelta.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

enum
{
  LEARNING_RATE,
  RHO,
  EPSILON,
};

static guint
adadelta_n_slots (const NrnConfig *config)
{
  return 2;
}

/* @a: mean squared gradients
 * @d: mean squared steps */
NRN_VECTORIZED static void
update_means (float        learning_rate,
              float        rho,
              float        rest,
              float        epsilon,
              gsize        n_weights,
              const float *restrict gradients,
              float       *restrict a,
              float       *restrict d,
              const float *restrict weights,
              float       *restrict new_weights)
{
  for (gsize i = 0; i < n_weights; i++)
    {
      float g = gradients[i];
      float step;

      a[i] = rho * a[i] + rest * (g * g);
      step = -(sqrtf (d[i] + epsilon) * g / sqrtf (a[i] + epsilon));
      d[i] = rho * d[i] + rest * (step * step);
      new_weights[i] = weights[i] + learning_rate * step;
    }
}

static void
adadelta_update (NrnOptimizerState *state,
                 const float       *gradients,
                 const float       *weights,
                 float             *new_weights)
{
  double rho = nrn_config_get_number (state->config, RHO);

  update_means (state->learning_rate, (float) rho, (float) (1 - rho),
                (float) nrn_config_get_number (state->config, EPSILON), state->n_weights,
                gradients, state->slots[0], state->slots[1], weights, new_weights);
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
    .description = N_("What the steps are multiplied by; 1 as in the paper, and in Keras 2."),
  },
  [RHO] = {
    .name = "rho",
    .default_value = 0.95,
    .minimum = 0,
    .maximum = 1,
    .maximum_excluded = TRUE,
    .description = N_("How much of the mean squares stays from step to step."),
  },
  [EPSILON] = {
    .name = "epsilon",
    .default_value = 1e-7,
    .minimum = 0,
    .maximum = 1,
    .minimum_excluded = TRUE,
    .description = N_("A small number that the first steps grow from."),
  },
  NRN_OPTIMIZER_SHARED_PROPERTIES (NAN, TRUE),
};

const NrnOptimizerKind nrn_optimizer_adadelta = {
  .kind = {
    .name = "Adadelta",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .check = nrn_optimizer_check,
    .formula = "a ← ρa + (1 − ρ)g², Δ = −√(d + ε) ∕ √(a + ε) · g, d ← ρd + (1 − ρ)Δ²; w ← w + η · Δ",
    .purpose = N_("Finds the size of its steps from the steps before; very slow with Keras' learning "
                  "rate, give it 1."),
    .source = "Keras 3, keras/src/optimizers/adadelta.py",
  },
  .n_slots = adadelta_n_slots,
  .update = adadelta_update,
};
