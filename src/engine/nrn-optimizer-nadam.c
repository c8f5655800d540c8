/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Nadam: with u_t = β₁(1 − ½ · 0.96ᵗ) and P the product of all u so far,
 * m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂),
 * m̂ = u_{t+1} · m / (1 − P · u_{t+1}) + (1 − u_t) · g / (1 − P),
 * w ← w − lr · m̂ / (√(v / (1 − β₂ᵗ)) + ε), all in float32.
 * Source: Keras 3, `keras/src/optimizers/nadam.py`.
 */

#include "config.h"

#include "nrn-optimizer-nadam.h"

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
nadam_n_slots (const NrnConfig *config)
{
  return 2;
}

/* u_t. */
static float
momentum_at (float   beta_1,
             guint64 step)
{
  return beta_1 * (1.0f - 0.5f * powf (0.96f, (float) step));
}

/* @m_factor, @g_factor: of m and g in m̂, with the learning rate
 * @correction: what v is divided by */
NRN_VECTORIZED static void
update_moments (float        rate_1,
                float        rate_2,
                float        m_factor,
                float        g_factor,
                float        correction,
                float        epsilon,
                gsize        n_weights,
                const float *restrict gradients,
                float       *restrict m,
                float       *restrict v,
                const float *restrict weights,
                float       *restrict new_weights)
{
  for (gsize i = 0; i < n_weights; i++)
    {
      float g = gradients[i];

      m[i] += (g - m[i]) * rate_1;
      v[i] += (g * g - v[i]) * rate_2;
      new_weights[i] = weights[i] - (m_factor * m[i] + g_factor * g) /
                                    (sqrtf (v[i] / correction) + epsilon);
    }
}

static void
nadam_update (NrnOptimizerState *state,
              const float       *gradients,
              const float       *weights,
              float             *new_weights)
{
  float beta_1 = (float) nrn_config_get_number (state->config, BETA_1);
  float beta_2 = (float) nrn_config_get_number (state->config, BETA_2);
  float now = momentum_at (beta_1, state->step);
  float next = momentum_at (beta_1, state->step + 1);

  state->product *= now;
  update_moments (1.0f - beta_1, 1.0f - beta_2,
                  state->learning_rate * next / (1.0f - state->product * next),
                  state->learning_rate * (1.0f - now) / (1.0f - state->product),
                  1.0f - powf (beta_2, (float) state->step),
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
    .description = N_("How large a step is, more or less, for each weight."),
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
    .description = N_("How much of the mean squared gradient v stays from step to step."),
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

const NrnOptimizerKind nrn_optimizer_nadam = {
  .kind = {
    .name = "Nadam",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .check = nrn_optimizer_check,
    .formula = "as Adam with m̂ = μₜ₊₁ · m ∕ (1 − Πμ · μₜ₊₁) + (1 − μₜ) · g ∕ (1 − Πμ), μₜ = β₁ · (1 − ½ · 0.96ᵗ), in place of m",
    .purpose = N_("Adam that looks ahead to where its momentum leads; often a little faster at first."),
    .source = "Keras 3, keras/src/optimizers/nadam.py",
  },
  .n_slots = nadam_n_slots,
  .update = nadam_update,
};
