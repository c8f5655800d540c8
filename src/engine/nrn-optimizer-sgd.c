/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * SGD: w ← w − lr · g; with momentum m ← momentum · m − lr · g and
 * w ← w + m, or with nesterov w ← w + momentum · m − lr · g.
 * Source: Keras 3, `keras/src/optimizers/sgd.py`.
 */

#include "config.h"

#include "nrn-optimizer-sgd.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

enum
{
  LEARNING_RATE,
  MOMENTUM,
  NESTEROV,
};

static guint
sgd_n_slots (const NrnConfig *config)
{
  return nrn_config_get_number (config, MOMENTUM) != 0 ? 1 : 0;
}

NRN_VECTORIZED static void
update_plain (float        learning_rate,
              gsize        n_weights,
              const float *gradients,
              const float *weights,
              float       *new_weights)
{
  for (gsize i = 0; i < n_weights; i++)
    new_weights[i] = weights[i] - learning_rate * gradients[i];
}

NRN_VECTORIZED static void
update_with_momentum (float        learning_rate,
                      float        momentum,
                      gboolean     nesterov,
                      gsize        n_weights,
                      const float *gradients,
                      float       *m,
                      const float *weights,
                      float       *new_weights)
{
  for (gsize i = 0; i < n_weights; i++)
    {
      float step = learning_rate * gradients[i];

      m[i] = momentum * m[i] - step;
      new_weights[i] = weights[i] + (nesterov ? momentum * m[i] - step : m[i]);
    }
}

static void
sgd_update (NrnOptimizerState *state,
            const float       *gradients,
            const float       *weights,
            float             *new_weights)
{
  const NrnConfig *config = state->config;
  float momentum = (float) nrn_config_get_number (config, MOMENTUM);

  if (momentum == 0)
    update_plain (state->learning_rate, state->n_weights, gradients, weights, new_weights);
  else
    update_with_momentum (state->learning_rate, momentum,
                          nrn_config_get_number (config, NESTEROV) != 0, state->n_weights,
                          gradients, state->slots[0], weights, new_weights);
}

static const NrnPropertySpec properties[] = {
  [LEARNING_RATE] = {
    .name = "learning_rate",
    .default_value = 0.01,
    .minimum = 0,
    .maximum = 1e6,
    .family = NRN_FAMILY_SCHEDULE,
    .or_config = TRUE,
    .old_name = "lr",
    .description = N_("How large a step is: this times the gradient."),
  },
  [MOMENTUM] = {
    .name = "momentum",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1,
    .description = N_("How much of the last step is made again; 0 for none."),
  },
  [NESTEROV] = {
    .name = "nesterov",
    .type = NRN_PROPERTY_BOOLEAN,
    .default_value = 0,
    .maximum = 1,
    .description = N_("Whether the gradient counts as that of where the momentum leads."),
  },
  NRN_OPTIMIZER_SHARED_PROPERTIES (NAN, TRUE),
};

const NrnOptimizerKind nrn_optimizer_sgd = {
  .kind = {
    .name = "SGD",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .check = nrn_optimizer_check,
    .formula = "w ← w − η · g; with momentum μ: m ← μ · m − η · g, w ← w + m",
    .purpose = N_("Goes down the slope, one step a batch; the simplest rule, and easy to follow "
                  "by hand."),
    .source = "Keras 3, keras/src/optimizers/sgd.py",
  },
  .n_slots = sgd_n_slots,
  .update = sgd_update,
};
