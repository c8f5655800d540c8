/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Initializers that draw random numbers. Formulas: Keras 3,
 * `keras/src/initializers/random_initializers.py`.
 */

#include "config.h"

#include "nrn-initializer-random.h"

#include <glib/gi18n-lib.h>
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
  {
    .name = "minval",
    .default_value = -0.05,
    .minimum = -1e30,
    .maximum = 1e30,
    .description = N_("The smallest weight."),
  },
  {
    .name = "maxval",
    .default_value = 0.05,
    .minimum = -1e30,
    .maximum = 1e30,
    .description = N_("What all weights are below."),
  },
};

static const NrnPropertySpec normal_properties[] = {
  {
    .name = "mean",
    .default_value = 0,
    .minimum = -1e30,
    .maximum = 1e30,
    .description = N_("What the weights are about."),
  },
  {
    .name = "stddev",
    .default_value = 0.05,
    .minimum = 0,
    .maximum = 1e30,
    .description = N_("How far from that they are: the standard deviation."),
  },
};

static const char *const normal_aliases[] = { "normal", NULL };
static const char *const uniform_aliases[] = { "uniform", NULL };

const NrnInitializer nrn_initializer_glorot_uniform = {
  .kind = {
    .name = "glorot_uniform",
    .formula = "U(−L, L), L = √(6 ∕ (inputs + units))",
    .range = "[−L, L]",
    .purpose = N_("Keras' default: keeps the signal as large from layer to layer, forwards and "
                  "backwards; for tanh and sigmoid."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
  },
  .fill = glorot_uniform_fill,
};

const NrnInitializer nrn_initializer_glorot_normal = {
  .kind = {
    .name = "glorot_normal",
    .formula = "N(0, s²) cut at 2.27 s, s = √(2 ∕ (inputs + units))",
    .range = "[−2.27 s, 2.27 s]",
    .purpose = N_("As glorot_uniform, but most weights are near 0."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
  },
  .fill = glorot_normal_fill,
};

const NrnInitializer nrn_initializer_he_uniform = {
  .kind = {
    .name = "he_uniform",
    .formula = "U(−L, L), L = √(6 ∕ inputs)",
    .range = "[−L, L]",
    .purpose = N_("Larger than glorot_uniform, because relu turns half of the units off."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
  },
  .fill = he_uniform_fill,
};

const NrnInitializer nrn_initializer_he_normal = {
  .kind = {
    .name = "he_normal",
    .formula = "N(0, s²) cut at 2.27 s, s = √(2 ∕ inputs)",
    .range = "[−2.27 s, 2.27 s]",
    .purpose = N_("As he_uniform, but most weights are near 0; for relu."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
  },
  .fill = he_normal_fill,
};

const NrnInitializer nrn_initializer_lecun_uniform = {
  .kind = {
    .name = "lecun_uniform",
    .formula = "U(−L, L), L = √(3 ∕ inputs)",
    .range = "[−L, L]",
    .purpose = N_("Keeps the signal as large from layer to layer forwards only."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
  },
  .fill = lecun_uniform_fill,
};

const NrnInitializer nrn_initializer_lecun_normal = {
  .kind = {
    .name = "lecun_normal",
    .formula = "N(0, s²) cut at 2.27 s, s = √(1 ∕ inputs)",
    .range = "[−2.27 s, 2.27 s]",
    .purpose = N_("As lecun_uniform, but most weights are near 0; what selu needs."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
  },
  .fill = lecun_normal_fill,
};

const NrnInitializer nrn_initializer_random_normal = {
  .kind = {
    .name = "random_normal",
    .aliases = normal_aliases,
    .formula = "N(mean, stddev²)",
    .range = "(−∞, ∞)",
    .purpose = N_("The same normal distribution for every layer, whatever its size."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
    .properties = normal_properties,
    .n_properties = G_N_ELEMENTS (normal_properties),
    .n_positional = G_N_ELEMENTS (normal_properties),
  },
  .fill = random_normal_fill,
};

const NrnInitializer nrn_initializer_random_uniform = {
  .kind = {
    .name = "random_uniform",
    .aliases = uniform_aliases,
    .formula = "U(minval, maxval)",
    .range = "[minval, maxval)",
    .purpose = N_("The same even distribution for every layer, whatever its size."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
    .properties = uniform_properties,
    .n_properties = G_N_ELEMENTS (uniform_properties),
    .n_positional = G_N_ELEMENTS (uniform_properties),
  },
  .fill = random_uniform_fill,
};

const NrnInitializer nrn_initializer_truncated_normal = {
  .kind = {
    .name = "truncated_normal",
    .formula = "N(mean, stddev²), drawn again beyond 2 · stddev",
    .range = "[mean − 2 stddev, mean + 2 stddev]",
    .purpose = N_("As random_normal, but without the few weights that are far out."),
    .source = "Keras 3, keras/src/initializers/random_initializers.py",
    .properties = normal_properties,
    .n_properties = G_N_ELEMENTS (normal_properties),
    .n_positional = G_N_ELEMENTS (normal_properties),
  },
  .fill = truncated_normal_fill,
};
