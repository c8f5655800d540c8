/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Two arms of a spiral.
 */

#include "config.h"

#include "nrn-generator-spiral.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-generator-private.h"

enum
{
  N_SAMPLES,
  NOISE,
  N_PARAMETERS
};

static const NrnGeneratorParameter parameters[N_PARAMETERS] = {
  [N_SAMPLES] = { "n_samples", 500, 2, NRN_GENERATOR_MAX_ROWS, TRUE, N_("Points") },
  [NOISE]     = { "noise", 0.02, 0, 1, FALSE, N_("Noise") },
};

static const char *const feature_names[] = { "x", "y", NULL };
static const char *const target_names[] = { "arm", NULL };
static const char *const class_names[] = { "first", "second", NULL };

#define TURNS 1.75

/* The arms do not meet in the middle. */
#define INNER_RADIUS 0.05

static void
place (guint   label,
       GRand  *rand,
       double *x,
       double *y)
{
  double along = g_rand_double (rand);
  double radius = INNER_RADIUS + (1 - INNER_RADIUS) * along;
  double angle = TURNS * 2 * G_PI * along + (label == 0 ? 0 : G_PI);

  *x = radius * sin (angle);
  *y = radius * cos (angle);
}

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  return nrn_generator_plane_points (&nrn_generator_spiral, (guint) values[N_SAMPLES],
                                     values[NOISE], place, rand);
}

static const char *const python[] = {
  "n_samples = {n_samples}",
  "train_labels = np.arange(n_samples) % 2",
  "",
  N_("# Two arms, half a turn apart."),
  "along = np.random.uniform(0, 1, n_samples)",
  "radius = " G_STRINGIFY (INNER_RADIUS) " + (1 - " G_STRINGIFY (INNER_RADIUS) ") * along",
  "angle = 2 * np.pi * " G_STRINGIFY (TURNS) " * along + np.pi * train_labels",
  "points = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])",
  "train_samples = np.random.normal(points, {noise})",
  NULL
};

const NrnGenerator nrn_generator_spiral = {
  .name = "spiral",
  .title = N_("Spiral"),
  .description = N_("Two arms that wind around each other. The hardest of the pictures in a plane: "
                    "it takes several units in several layers, and patience."),
  .n_features = 2,
  .feature_names = feature_names,
  .n_outputs = 2,
  .target_names = target_names,
  .class_names = class_names,
  .parameters = parameters,
  .n_parameters = N_PARAMETERS,
  .python = python,
  .generate = generate,
};
