/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Adam: m ← m + (g − m)(1 − β₁), v ← v + (g² − v)(1 − β₂),
 * w ← w − lr · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε).
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
};

static guint
adam_n_slots (const NrnConfig *config)
{
  return 2;
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

static void
adam_update (const NrnConfig *config,
             float            learning_rate,
             guint64          step,
             gsize            n_weights,
             const float     *gradients,
             float *const    *slots,
             const float     *weights,
             float           *new_weights)
{
  double beta_1 = nrn_config_get_number (config, BETA_1);
  double beta_2 = nrn_config_get_number (config, BETA_2);
  float power_1 = powf ((float) beta_1, (float) step);
  float power_2 = powf ((float) beta_2, (float) step);
  float factor = learning_rate * sqrtf (1.0f - power_2) / (1.0f - power_1);

  update_moments ((float) (1 - beta_1), (float) (1 - beta_2), factor,
                  (float) nrn_config_get_number (config, EPSILON),
                  n_weights, gradients, slots[0], slots[1], weights, new_weights);
}

static const NrnPropertySpec properties[] = {
  {
    .name = "learning_rate",
    .default_value = 0.001,
    .minimum = 0,
    .maximum = 1e6,
    .old_name = "lr",
    .description = N_("How large a step is: about this much for each weight."),
  },
  {
    .name = "beta_1",
    .default_value = 0.9,
    .minimum = 0,
    .maximum = 1,
    .maximum_excluded = TRUE,
    .description = N_("How much of the mean gradient m stays from step to step."),
  },
  {
    .name = "beta_2",
    .default_value = 0.999,
    .minimum = 0,
    .maximum = 1,
    .maximum_excluded = TRUE,
    .description = N_("How much of the mean squared gradient v stays from step to step."),
  },
  {
    .name = "epsilon",
    .default_value = 1e-7,
    .minimum = 0,
    .maximum = 1,
    .minimum_excluded = TRUE,
    .description = N_("A small number that keeps the step finite where gradients are 0."),
  },
};

const NrnOptimizerKind nrn_optimizer_adam = {
  .kind = {
    .name = "Adam",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .formula = "m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²; w ← w − η · √(1 − β₂ᵗ) ∕ (1 − β₁ᵗ) · m ∕ (√v + ε)",
    .purpose = N_("Gives each weight a step size of its own from how its gradient has been; works "
                  "nearly everywhere without tuning."),
    .source = "Keras 3, keras/src/optimizers/adam.py",
  },
  .n_slots = adam_n_slots,
  .update = adam_update,
};
