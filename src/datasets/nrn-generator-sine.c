/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A sine wave with noise, for regression.
 */

#include "config.h"

#include "nrn-generator-sine.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-generator-private.h"
#include "nrn-random.h"

enum
{
  N_SAMPLES,
  PERIODS,
  NOISE,
  N_PARAMETERS
};

static const NrnGeneratorParameter parameters[N_PARAMETERS] = {
  [N_SAMPLES] = { "n_samples", 500, 2, NRN_GENERATOR_MAX_ROWS, TRUE, N_("Points") },
  [PERIODS]   = { "periods", 1, 0.1, 20, FALSE, N_("Periods") },
  [NOISE]     = { "noise", 0.1, 0, 100, FALSE, N_("Noise") },
};

static const char *const feature_names[] = { "x", NULL };
static const char *const target_names[] = { "y", NULL };

/* x is from −1 to 1, so a whole period is 2 long. */
static double
get_truth (const double *values,
           double        x)
{
  return sin (G_PI * values[PERIODS] * x);
}

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  guint n_rows = (guint) values[N_SAMPLES];
  float *x = g_new (float, n_rows);
  float *y = g_new (float, n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      double noise = values[NOISE] * nrn_random_normal (rand);

      x[row] = (float) g_rand_double_range (rand, -1, 1);
      y[row] = (float) (get_truth (values, (double) x[row]) + noise);
    }

  return nrn_generator_new_values (&nrn_generator_sine, n_rows, x, y);
}

static const char *const python[] = {
  "n_samples = {n_samples}",
  "train_samples = np.random.uniform(-1, 1, n_samples)",
  "train_labels = np.sin(np.pi * {periods} * train_samples)",
  "train_labels = np.random.normal(train_labels, {noise})",
  NULL
};

const NrnGenerator nrn_generator_sine = {
  .name = "sine",
  .title = N_("Sine wave"),
  .description = N_("A regression: y is a sine of x, with some noise. Units with tanh bend the curve "
                    "that the network draws smoothly; each one with relu can add one sharp bend."),
  .n_features = 1,
  .feature_names = feature_names,
  .n_outputs = 1,
  .target_names = target_names,
  .parameters = parameters,
  .n_parameters = N_PARAMETERS,
  .python = python,
  .generate = generate,
  .truth = get_truth,
};
