/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Adamax: m ← m + (g − m)(1 − β₁), u ← max (β₂u, |g|),
 * w ← w − lr · m / ((1 − β₁ᵗ)(u + ε)). Source: Keras 3,
 * `keras/src/optimizers/adamax.py`.
 */

#include "config.h"

#include "nrn-optimizer-adamax.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-vector.h"

enum
{
  LEARNING_RATE,
  BETA_1,
  BETA_2,
  EPSILON,
};

static guint
adamax_n_slots (const NrnConfig *config)
{
  return 2;
}

NRN_VECTORIZED static void
update_norms (float        rate,
              float        beta_2,
              float        learning_rate,
              float        correction,
              float        epsilon,
              gsize        n_weights,
              const float *restrict gradients,
              float       *restrict m,
              float       *restrict u,
              const float *restrict weights,
              float       *restrict new_weights)
{
  for (gsize i = 0; i < n_weights; i++)
    {
      float size = fabsf (gradients[i]);
      float faded = beta_2 * u[i];

      m[i] += (gradients[i] - m[i]) * rate;
      u[i] = faded > size ? faded : size;
      new_weights[i] = weights[i] - learning_rate * m[i] / (correction * (u[i] + epsilon));
    }
}

static void
adamax_update (NrnOptimizerState *state,
               const float       *gradients,
               const float       *weights,
               float             *new_weights)
{
  double beta_1 = nrn_config_get_number (state->config, BETA_1);
  float correction = 1.0f - powf ((float) beta_1, (float) state->step);

  update_norms ((float) (1 - beta_1), (float) nrn_config_get_number (state->config, BETA_2),
                state->learning_rate, correction,
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
    .description = N_("How large a step is: at most about this much for each weight."),
  },
  [BETA_1] = {
    .name = "beta_1",
    .default_value = 0.9,
    .minimum = 0,
    .maximum = 1,
    .maximum_excluded = TRUE,
    .description = N_("How much of the mean gradient m stays from step to step."),
  },
  [BETA_2] = {
    .name = "beta_2",
    .default_value = 0.999,
    .minimum = 0,
    .maximum = 1,
    .maximum_excluded = TRUE,
    .description = N_("How much of the largest gradient u stays from step to step."),
  },
  [EPSILON] = {
    .name = "epsilon",
    .default_value = 1e-7,
    .minimum = 0,
    .maximum = 1,
    .minimum_excluded = TRUE,
    .description = N_("A small number that keeps the step finite where gradients are 0."),
  },
  NRN_OPTIMIZER_SHARED_PROPERTIES (NAN, TRUE),
};

const NrnOptimizerKind nrn_optimizer_adamax = {
  .kind = {
    .name = "Adamax",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .check = nrn_optimizer_check,
    .formula = "m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g|); w ← w − η ∕ (1 − β₁ᵗ) · m ∕ (u + ε)",
    .purpose = N_("Adam that goes by the largest gradient of late in place of the mean square; calmer "
                  "where single gradients are huge."),
    .source = "Keras 3, keras/src/optimizers/adamax.py",
  },
  .n_slots = adamax_n_slots,
  .update = adamax_update,
};
