/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Initializers that draw random numbers. Formulas: Keras 3,
 * `keras/src/initializers/random_initializers.py`.
 */

#include "nrn-initializer-random.h"

#include <math.h>

#include "nrn-random.h"

static void
fill_uniform (GRand  *rand,
              double  low,
              double  high,
              gsize   n_values,
              float  *values)
{
  for (gsize i = 0; i < n_values; i++)
    values[i] = (float) (low + (high - low) * g_rand_double (rand));
}

static void
fill_normal (GRand  *rand,
             double  mean,
             double  stddev,
             gsize   n_values,
             float  *values)
{
  for (gsize i = 0; i < n_values; i++)
    values[i] = (float) (mean + stddev * nrn_random_normal (rand));
}

/* Values beyond two standard deviations are drawn again. */
static void
fill_truncated (GRand  *rand,
                double  mean,
                double  stddev,
                gsize   n_values,
                float  *values)
{
  for (gsize i = 0; i < n_values; i++)
    {
      double value;

      do
        value = nrn_random_normal (rand);
      while (fabs (value) > 2);
      values[i] = (float) (mean + stddev * value);
    }
}

/* A normal distribution cut at two standard deviations is narrower; this
 * makes up for it, so that @stddev is what results. */
static void
fill_cut_normal (GRand  *rand,
                 double  stddev,
                 gsize   n_values,
                 float  *values)
{
  fill_truncated (rand, 0, stddev / 0.87962566103423978, n_values, values);
}

static void
glorot_uniform_fill (const NrnConfig *config,
                     GRand           *rand,
                     guint            fan_in,
                     guint            fan_out,
                     gsize            n_values,
                     float           *values)
{
  double limit = sqrt (6.0 / ((double) fan_in + fan_out));

  fill_uniform (rand, -limit, limit, n_values, values);
}

static void
glorot_normal_fill (const NrnConfig *config,
                    GRand           *rand,
                    guint            fan_in,
                    guint            fan_out,
                    gsize            n_values,
                    float           *values)
{
  fill_cut_normal (rand, sqrt (2.0 / ((double) fan_in + fan_out)), n_values, values);
}

static void
he_uniform_fill (const NrnConfig *config,
                 GRand           *rand,
                 guint            fan_in,
                 guint            fan_out,
                 gsize            n_values,
                 float           *values)
{
  double limit = sqrt (6.0 / fan_in);

  fill_uniform (rand, -limit, limit, n_values, values);
}

static void
he_normal_fill (const NrnConfig *config,
                GRand           *rand,
                guint            fan_in,
                guint            fan_out,
                gsize            n_values,
                float           *values)
{
  fill_cut_normal (rand, sqrt (2.0 / fan_in), n_values, values);
}

static void
lecun_uniform_fill (const NrnConfig *config,
                    GRand           *rand,
                    guint            fan_in,
                    guint            fan_out,
                    gsize            n_values,
                    float           *values)
{
  double limit = sqrt (3.0 / fan_in);

  fill_uniform (rand, -limit, limit, n_values, values);
}

static void
lecun_normal_fill (const NrnConfig *config,
                   GRand           *rand,
                   guint            fan_in,
                   guint            fan_out,
                   gsize            n_values,
                   float           *values)
{
  fill_cut_normal (rand, sqrt (1.0 / fan_in), n_values, values);
}

static void
random_uniform_fill (const NrnConfig *config,
                     GRand           *rand,
                     guint            fan_in,
                     guint            fan_out,
                     gsize            n_values,
                     float           *values)
{
  fill_uniform (rand, nrn_config_get_number (config, 0), nrn_config_get_number (config, 1),
                n_values, values);
}

static void
random_normal_fill (const NrnConfig *config,
                    GRand           *rand,
                    guint            fan_in,
                    guint            fan_out,
                    gsize            n_values,
                    float           *values)
{
  fill_normal (rand, nrn_config_get_number (config, 0), nrn_config_get_number (config, 1),
               n_values, values);
}

static void
truncated_normal_fill (const NrnConfig *config,
                       GRand           *rand,
                       guint            fan_in,
                       guint            fan_out,
                       gsize            n_values,
                       float           *values)
{
  fill_truncated (rand, nrn_config_get_number (config, 0), nrn_config_get_number (config, 1),
                  n_values, values);
}

static const NrnPropertySpec uniform_properties[] = {
  { .name = "minval", .default_value = -0.05, .minimum = -1e30, .maximum = 1e30 },
  { .name = "maxval", .default_value = 0.05, .minimum = -1e30, .maximum = 1e30 },
};

static const NrnPropertySpec normal_properties[] = {
  { .name = "mean", .default_value = 0, .minimum = -1e30, .maximum = 1e30 },
  { .name = "stddev", .default_value = 0.05, .minimum = 0, .maximum = 1e30 },
};

const NrnInitializer nrn_initializer_glorot_uniform = {
  .kind = { .name = "glorot_uniform" },
  .fill = glorot_uniform_fill,
};

const NrnInitializer nrn_initializer_glorot_normal = {
  .kind = { .name = "glorot_normal" },
  .fill = glorot_normal_fill,
};

const NrnInitializer nrn_initializer_he_uniform = {
  .kind = { .name = "he_uniform" },
  .fill = he_uniform_fill,
};

const NrnInitializer nrn_initializer_he_normal = {
  .kind = { .name = "he_normal" },
  .fill = he_normal_fill,
};

const NrnInitializer nrn_initializer_lecun_uniform = {
  .kind = { .name = "lecun_uniform" },
  .fill = lecun_uniform_fill,
};

const NrnInitializer nrn_initializer_lecun_normal = {
  .kind = { .name = "lecun_normal" },
  .fill = lecun_normal_fill,
};

const NrnInitializer nrn_initializer_random_normal = {
  .kind = {
    .name = "random_normal",
    .properties = normal_properties,
    .n_properties = G_N_ELEMENTS (normal_properties),
  },
  .fill = random_normal_fill,
};

const NrnInitializer nrn_initializer_random_uniform = {
  .kind = {
    .name = "random_uniform",
    .properties = uniform_properties,
    .n_properties = G_N_ELEMENTS (uniform_properties),
  },
  .fill = random_uniform_fill,
};

const NrnInitializer nrn_initializer_truncated_normal = {
  .kind = {
    .name = "truncated_normal",
    .properties = normal_properties,
    .n_properties = G_N_ELEMENTS (normal_properties),
  },
  .fill = truncated_normal_fill,
};
