/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Adagrad: a ← a + g², w ← w − lr · g / √(a + ε), a at first
 * initial_accumulator_value. Source: Keras 3, `keras/src/optimizers/adagrad.py`.
 */

#include "config.h"

#include "nrn-optimizer-adagrad.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

enum
{
  LEARNING_RATE,
  INITIAL_ACCUMULATOR_VALUE,
  EPSILON,
};

static guint
adagrad_n_slots (const NrnConfig *config)
{
  return 1;
}

static void
adagrad_begin (const NrnOptimizerState *state)
{
  float value = (float) nrn_config_get_number (state->config, INITIAL_ACCUMULATOR_VALUE);

  for (gsize i = 0; i < state->n_weights; i++)
    state->slots[0][i] = value;
}

NRN_VECTORIZED static void
update_sums (float        learning_rate,
             float        epsilon,
             gsize        n_weights,
             const float *restrict gradients,
             float       *restrict sums,
             const float *restrict weights,
             float       *restrict new_weights)
{
  for (gsize i = 0; i < n_weights; i++)
    {
      float g = gradients[i];

      sums[i] += g * g;
      new_weights[i] = weights[i] - learning_rate * g / sqrtf (sums[i] + epsilon);
    }
}

static void
adagrad_update (NrnOptimizerState *state,
                const float       *gradients,
                const float       *weights,
                float             *new_weights)
{
  update_sums (state->learning_rate, (float) nrn_config_get_number (state->config, EPSILON),
               state->n_weights, gradients, state->slots[0], weights, new_weights);
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
    .description = N_("How large the first steps are; they become smaller by themselves."),
  },
  [INITIAL_ACCUMULATOR_VALUE] = {
    .name = "initial_accumulator_value",
    .default_value = 0.1,
    .minimum = 0,
    .maximum = 1e30,
    .description = N_("What the sum of squared gradients starts with."),
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

const NrnOptimizerKind nrn_optimizer_adagrad = {
  .kind = {
    .name = "Adagrad",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .check = nrn_optimizer_check,
    .formula = "a ← a + g²; w ← w − η · g ∕ √(a + ε)",
    .purpose = N_("Makes ever smaller steps, most of all for weights that were moved much; for inputs "
                  "that are rarely other than 0."),
    .source = "Keras 3, keras/src/optimizers/adagrad.py",
  },
  .n_slots = adagrad_n_slots,
  .begin = adagrad_begin,
  .update = adagrad_update,
};
