/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Initializers that draw no random numbers.
 */

#include "config.h"

#include "nrn-initializer-constants.h"

#include <glib/gi18n-lib.h>

static void
zeros_fill (const NrnConfig *config,
            GRand           *rand,
            guint            fan_in,
            guint            fan_out,
            gsize            n_values,
            float           *values)
{
  for (gsize i = 0; i < n_values; i++)
    values[i] = 0;
}

static void
ones_fill (const NrnConfig *config,
           GRand           *rand,
           guint            fan_in,
           guint            fan_out,
           gsize            n_values,
           float           *values)
{
  for (gsize i = 0; i < n_values; i++)
    values[i] = 1;
}

static void
constant_fill (const NrnConfig *config,
               GRand           *rand,
               guint            fan_in,
               guint            fan_out,
               gsize            n_values,
               float           *values)
{
  float value = (float) nrn_config_get_number (config, 0);

  for (gsize i = 0; i < n_values; i++)
    values[i] = value;
}

static const NrnPropertySpec constant_properties[] = {
  {
    .name = "value",
    .default_value = 0,
    .minimum = -1e30,
    .maximum = 1e30,
    .description = N_("The number."),
  },
};

static const char *const zeros_aliases[] = { "zero", NULL };
static const char *const ones_aliases[] = { "one", NULL };

const NrnInitializer nrn_initializer_zeros = {
  .kind = {
    .name = "zeros",
    .aliases = zeros_aliases,
    .formula = "0",
    .range = "0",
    .purpose = N_("Starts all at 0; right for biases, but units with equal kernels never become "
                  "different."),
    .source = "Keras 3, keras/src/initializers/constant_initializers.py",
  },
  .fill = zeros_fill,
};

const NrnInitializer nrn_initializer_ones = {
  .kind = {
    .name = "ones",
    .aliases = ones_aliases,
    .formula = "1",
    .range = "1",
    .purpose = N_("Starts all at 1."),
    .source = "Keras 3, keras/src/initializers/constant_initializers.py",
  },
  .fill = ones_fill,
};

const NrnInitializer nrn_initializer_constant = {
  .kind = {
    .name = "constant",
    .properties = constant_properties,
    .n_properties = G_N_ELEMENTS (constant_properties),
    .n_positional = G_N_ELEMENTS (constant_properties),
    .formula = "value",
    .range = "value",
    .purpose = N_("Starts all at one number, such as a small positive bias that keeps relu units "
                  "on."),
    .source = "Keras 3, keras/src/initializers/constant_initializers.py",
  },
  .fill = constant_fill,
};
