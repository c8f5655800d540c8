/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * CosineDecay: lr · ((1 − alpha) · ½(1 + cos (π · t / steps)) + alpha), t the
 * updates before, at most steps. With a warmup_target the rate first goes
 * there in a line, and the decay begins from it.
 * Source: Keras 3, `keras/src/optimizers/schedules/learning_rate_schedule.py`.
 */

#include "config.h"

#include "nrn-schedule-cosine-decay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

enum
{
  INITIAL_LEARNING_RATE,
  DECAY_STEPS,
  ALPHA,
  WARMUP_TARGET,
  WARMUP_STEPS,
};

/* @t: within 0 … @steps */
static float
decay (float t,
       float steps,
       float alpha,
       float from)
{
  float cosine = 0.5f * (1.0f + cosf ((float) G_PI * (t / steps)));

  return from * ((1.0f - alpha) * cosine + alpha);
}

static float
cosine_decay_get_rate (const NrnConfig *config,
                       guint64          n_updates)
{
  float initial = (float) nrn_config_get_number (config, INITIAL_LEARNING_RATE);
  float steps = (float) nrn_config_get_number (config, DECAY_STEPS);
  float alpha = (float) nrn_config_get_number (config, ALPHA);
  double target = nrn_config_get_number (config, WARMUP_TARGET);
  float warmup = (float) nrn_config_get_number (config, WARMUP_STEPS);
  float t = (float) n_updates;

  if (isnan (target))
    return decay (MIN (t, steps), steps, alpha, initial);
  if (t < warmup)
    return ((float) target - initial) * (t / warmup) + initial;

  return decay (MIN (t - warmup, steps), steps, alpha, (float) target);
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
    .description = N_("How many updates it takes to go down; then it stays the same."),
  },
  [ALPHA] = {
    .name = "alpha",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1,
    .description = N_("What share of the learning rate is left at the end."),
  },
  [WARMUP_TARGET] = {
    .name = "warmup_target",
    .default_value = NAN,
    .minimum = 0,
    .maximum = 1e6,
    .optional = TRUE,
    .description = N_("What the learning rate rises to before it goes down; none to begin with "
                      "going down."),
  },
  [WARMUP_STEPS] = {
    .name = "warmup_steps",
    .type = NRN_PROPERTY_INTEGER,
    .default_value = 0,
    .minimum = 0,
    .maximum = 1e9,
    .description = N_("How many updates it takes to rise to warmup_target."),
  },
};

const NrnSchedule nrn_schedule_cosine_decay = {
  .kind = {
    .name = "CosineDecay",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = ALPHA + 1,
    .formula = "η = initial_learning_rate · ((1 − alpha) · ½(1 + cos(π · t ∕ decay_steps)) + alpha)",
    .purpose = N_("Goes down half a wave: slowly at first, fast in the middle, and slowly to its "
                  "end; it can rise for a while before."),
    .source = "Keras 3, keras/src/optimizers/schedules/learning_rate_schedule.py",
  },
  .get_rate = cosine_decay_get_rate,
};
