/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * PiecewiseConstantDecay: values[i] where t, the updates before, is more than
 * boundaries[i − 1] and at most boundaries[i].
 * Source: Keras 3, `keras/src/optimizers/schedules/learning_rate_schedule.py`.
 */

#include "config.h"

#include "nrn-schedule-piecewise-constant-decay.h"

#include <glib/gi18n-lib.h>

#include "nrn-error.h"

enum
{
  BOUNDARIES,
  VALUES,
};

static float
piecewise_constant_decay_get_rate (const NrnConfig *config,
                                   guint64          n_updates)
{
  guint n_boundaries, n_values;
  const double *boundaries = nrn_config_get_numbers (config, BOUNDARIES, &n_boundaries);
  const double *values = nrn_config_get_numbers (config, VALUES, &n_values);
  guint i = 0;

  while (i < n_boundaries && i + 1 < n_values && (double) n_updates > boundaries[i])
    i++;

  return i < n_values ? (float) values[i] : 0;
}

static gboolean
piecewise_constant_decay_check (const NrnConfig  *config,
                                GError          **error)
{
  guint n_boundaries, n_values;
  const double *boundaries = nrn_config_get_numbers (config, BOUNDARIES, &n_boundaries);

  nrn_config_get_numbers (config, VALUES, &n_values);
  if (n_boundaries == 0 || n_values != n_boundaries + 1)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("PiecewiseConstantDecay: there must be one more of values than of boundaries, "
                     "and at least one boundary; there are %u and %u."), n_values, n_boundaries);
      return FALSE;
    }

  for (guint i = 1; i < n_boundaries; i++)
    {
      if (boundaries[i] > boundaries[i - 1])
        continue;
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("PiecewiseConstantDecay: each of the boundaries must be more than the "
                             "one before."));
      return FALSE;
    }

  return TRUE;
}

static const NrnPropertySpec properties[] = {
  [BOUNDARIES] = {
    .name = "boundaries",
    .type = NRN_PROPERTY_NUMBERS,
    .default_name = "[1000, 2000]",
    .minimum = 0,
    .maximum = 1e9,
    .required = TRUE,
    .description = N_("After how many updates the learning rate changes."),
  },
  [VALUES] = {
    .name = "values",
    .type = NRN_PROPERTY_NUMBERS,
    .default_name = "[0.01, 0.003, 0.001]",
    .minimum = 0,
    .maximum = 1e6,
    .required = TRUE,
    .description = N_("The learning rates, one more than there are boundaries."),
  },
};

const NrnSchedule nrn_schedule_piecewise_constant_decay = {
  .kind = {
    .name = "PiecewiseConstantDecay",
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .n_positional = G_N_ELEMENTS (properties),
    .check = piecewise_constant_decay_check,
    .formula = "η = valuesᵢ while boundariesᵢ₋₁ < t ≤ boundariesᵢ",
    .purpose = N_("Steps: one learning rate up to a number of updates, another up to the next."),
    .source = "Keras 3, keras/src/optimizers/schedules/learning_rate_schedule.py",
  },
  .get_rate = piecewise_constant_decay_get_rate,
};
