/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * ExponentialDecay: lr · rate^(t / steps), t the updates before; staircase
 * takes the whole part of t / steps.
 * Source: Keras 3, `keras/src/optimizers/schedules/learning_rate_schedule.py`.
 */

#include "config.h"

#include "nrn-schedule-exponential-decay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  INITIAL_LEARNING_RATE,
  DECAY_STEPS,
  DECAY_RATE,
  STAIRCASE,
};

static float
exponential_decay_get_rate (const NrnConfig *config,
                            guint64          n_updates)
{
  float done = (float) n_updates / (float) nrn_config_get_number (config, DECAY_STEPS);

  if (nrn_config_get_number (config, STAIRCASE) != 0)
    done = floorf (done);

  return (float) nrn_config_get_number (config, INITIAL_LEARNING_RATE) *
         powf ((float) nrn_config_get_number (config, DECAY_RATE), done);
}

static const NrnPropertySpec properties[] = {
  [INITIAL_LEARNING_RATE] = {
    .name = "initial_learning_rate",
    .default_value = 0.01,
    .minimum = 0,
    .maximum = 1e6,
    .required = TRUE,
    .description = N_("The learning rate of the first update."),
  },
  [DECAY_STEPS] = {
    .name = "decay_steps",
    .type = NRN_PROPERTY_INTEGER,
    .default_value = 1000,
    .minimum = 1,
    .maximum = 1e9,
    .required = TRUE,
    .description = N_("After how many updates the learning rate has been multiplied by decay_rate once."),
  },
  [DECAY_RATE] = {
    .name = "decay_rate",
    .default_value = 0.9,
    .minimum = 0,
    .maximum = 10,
    .minimum_excluded = TRUE,
    .required = TRUE,
    .description = N_("What the learning rate is multiplied by every decay_steps updates."),
  },
  [STAIRCASE] = {
    .name = "staircase",
    .type = NRN_PROPERTY_BOOLEAN,
    .default_value = 0,
    .maximum = 1,
    .description = N_("Whether it stays the same for decay_steps updates, and then drops at once."),
  },
};

const NrnSchedule nrn_schedule_exponential_decay = {
  .kind = {
    .name = "ExponentialDecay",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .formula = "η = initial_learning_rate · decay_rate^(t ∕ decay_steps)",
    .purpose = N_("Large steps at first, then smaller and smaller ones, always by the same share."),
    .source = "Keras 3, keras/src/optimizers/schedules/learning_rate_schedule.py",
  },
  .get_rate = exponential_decay_get_rate,
};
