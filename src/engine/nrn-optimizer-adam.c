/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Adam: m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂),
 * w ← w − lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε); with amsgrad the largest v
 * so far in place of v. AdamW is Adam whose weights decay by default.
 *
 * Keras adds ε to the root of the *uncorrected* v, unlike the paper and
 * other libraries, and takes the powers of β in float32; so do we, because
 * the first steps show it. Source: Keras 3, `keras/src/optimizers/adam.py`.
 */

#include "config.h"

#include "nrn-optimizer-adam.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-vector.h"

enum
{
  LEARNING_RATE,
  BETA_1,
  BETA_2,
  EPSILON,
  AMSGRAD,
};

static gboolean
uses_amsgrad (const NrnConfig *config)
{
  return nrn_config_get_number (config, AMSGRAD) != 0;
}

static guint
adam_n_slots (const NrnConfig *config)
{
  return uses_amsgrad (config) ? 3 : 2;
}

NRN_VECTORIZED static void
update_moments (float        rate_1,
                float        rate_2,
                float        factor,
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
      new_weights[i] = weights[i] - factor * m[i] / (sqrtf (v[i]) + epsilon);
    }
}

/* @largest: the largest v so far. */
NRN_VECTORIZED static void
update_amsgrad (float        rate_1,
                float        rate_2,
                float        factor,
                float        epsilon,
                gsize        n_weights,
                const float *restrict gradients,
                float       *restrict m,
                float       *restrict v,
                float       *restrict largest,
                const float *restrict weights,
                float       *restrict new_weights)
{
  for (gsize i = 0; i < n_weights; i++)
    {
      float g = gradients[i];

      m[i] += (g - m[i]) * rate_1;
      v[i] += (g * g - v[i]) * rate_2;
      largest[i] = v[i] > largest[i] ? v[i] : largest[i];
      new_weights[i] = weights[i] - factor * m[i] / (sqrtf (largest[i]) + epsilon);
    }
}

static void
adam_update (NrnOptimizerState *state,
             const float       *gradients,
             const float       *weights,
             float             *new_weights)
{
  double beta_1 = nrn_config_get_number (state->config, BETA_1);
  double beta_2 = nrn_config_get_number (state->config, BETA_2);
  float epsilon = (float) nrn_config_get_number (state->config, EPSILON);
  float power_1 = powf ((float) beta_1, (float) state->step);
  float power_2 = powf ((float) beta_2, (float) state->step);
  float factor = state->learning_rate * sqrtf (1.0f - power_2) / (1.0f - power_1);
  float *const *slots = state->slots;

  if (uses_amsgrad (state->config))
    update_amsgrad ((float) (1 - beta_1), (float) (1 - beta_2), factor, epsilon, state->n_weights,
                    gradients, slots[0], slots[1], slots[2], weights, new_weights);
  else
    update_moments ((float) (1 - beta_1), (float) (1 - beta_2), factor, epsilon, state->n_weights,
                    gradients, slots[0], slots[1], weights, new_weights);
}

/* The same for both, but for the decay. */
#define ADAM_PROPERTIES(decay, decay_optional) \
  [LEARNING_RATE] = { \
    .name = "learning_rate", \
    .default_value = 0.001, \
    .minimum = 0, \
    .maximum = 1e6, \
    .family = NRN_FAMILY_SCHEDULE, \
    .or_config = TRUE, \
    .old_name = "lr", \
    .description = N_("How large a step is: about this much for each weight."), \
  }, \
  [BETA_1] = { \
    .name = "beta_1", \
    .default_value = 0.9, \
    .minimum = 0, \
    .maximum = 1, \
    .maximum_excluded = TRUE, \
    .description = N_("How much of the mean gradient m stays from step to step."), \
  }, \
  [BETA_2] = { \
    .name = "beta_2", \
    .default_value = 0.999, \
    .minimum = 0, \
    .maximum = 1, \
    .maximum_excluded = TRUE, \
    .description = N_("How much of the mean squared gradient v stays from step to step."), \
  }, \
  [EPSILON] = { \
    .name = "epsilon", \
    .default_value = 1e-7, \
    .minimum = 0, \
    .maximum = 1, \
    .minimum_excluded = TRUE, \
    .description = N_("A small number that keeps the step finite where gradients are 0."), \
  }, \
  [AMSGRAD] = { \
    .name = "amsgrad", \
    .type = NRN_PROPERTY_BOOLEAN, \
    .default_value = 0, \
    .maximum = 1, \
    .description = N_("Whether the largest v so far counts in place of v, so that steps never grow again."), \
  }, \
  NRN_OPTIMIZER_SHARED_PROPERTIES (decay, decay_optional)

static const NrnPropertySpec adam_properties[] = {
  ADAM_PROPERTIES (NAN, TRUE)
};

static const NrnPropertySpec adamw_properties[] = {
  ADAM_PROPERTIES (0.004, FALSE)
};

const NrnOptimizerKind nrn_optimizer_adam = {
  .kind = {
    .name = "Adam",
    .properties = adam_properties,
    .n_properties = G_N_ELEMENTS (adam_properties),
    .n_positional = G_N_ELEMENTS (adam_properties),
    .check = nrn_optimizer_check,
    .formula = "m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²; w ← w − η · √(1 − β₂ᵗ) ∕ (1 − β₁ᵗ) · m ∕ (√v + ε)",
    .purpose = N_("Gives each weight a step size of its own from how its gradient has been; works "
                  "nearly everywhere without tuning."),
    .source = "Keras 3, keras/src/optimizers/adam.py",
  },
  .n_slots = adam_n_slots,
  .update = adam_update,
};

const NrnOptimizerKind nrn_optimizer_adamw = {
  .kind = {
    .name = "AdamW",
    .properties = adamw_properties,
    .n_properties = G_N_ELEMENTS (adamw_properties),
    .n_positional = 1,
    .check = nrn_optimizer_check,
    .formula = "w ← w − weight_decay · η · w, then as Adam",
    .purpose = N_("Adam that also pulls all weights towards 0 a little, against learning by heart."),
    .source = "Keras 3, keras/src/optimizers/adamw.py",
  },
  .n_slots = adam_n_slots,
  .update = adam_update,
};
