/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Initializers that draw no random numbers.
 */

#include "nrn-initializer-constants.h"

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
  { .name = "value", .default_value = 0, .minimum = -1e30, .maximum = 1e30 },
};

const NrnInitializer nrn_initializer_zeros = {
  .kind = { .name = "zeros" },
  .fill = zeros_fill,
};

const NrnInitializer nrn_initializer_ones = {
  .kind = { .name = "ones" },
  .fill = ones_fill,
};

const NrnInitializer nrn_initializer_constant = {
  .kind = { .name = "constant", .properties = constant_properties, .n_properties = 1 },
  .fill = constant_fill,
};
