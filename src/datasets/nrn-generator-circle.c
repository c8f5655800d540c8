/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A disc and the ring around it.
 */

#include "config.h"

#include "nrn-generator-circle.h"

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
  [NOISE]     = { "noise", 0.03, 0, 1, FALSE, N_("Noise") },
};

static const char *const feature_names[] = { "x", "y", NULL };
static const char *const target_names[] = { "place", NULL };
static const char *const class_names[] = { "inside", "outside", NULL };

#define DISC_RADIUS       0.5
#define RING_INNER_RADIUS 0.7

static void
place (guint   label,
       GRand  *rand,
       double *x,
       double *y)
{
  double angle = g_rand_double_range (rand, 0, 2 * G_PI);
  double inner = label == 0 ? 0 : RING_INNER_RADIUS;
  double outer = label == 0 ? DISC_RADIUS : 1;

  /* The root makes every part of the area equally likely. */
  double radius = sqrt (g_rand_double_range (rand, inner * inner, outer * outer));

  *x = radius * cos (angle);
  *y = radius * sin (angle);
}

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  return nrn_generator_plane_points (&nrn_generator_circle, (guint) values[N_SAMPLES],
                                     values[NOISE], place, rand);
}

static const char *const python[] = {
  "n_samples = {n_samples}",
  "train_labels = np.arange(n_samples) % 2",
  "",
  N_("# Class 0 is a disc, class 1 a ring; the root spreads the points evenly."),
  "inner = np.where(train_labels == 0, 0, " G_STRINGIFY (RING_INNER_RADIUS) ")",
  "outer = np.where(train_labels == 0, " G_STRINGIFY (DISC_RADIUS) ", 1)",
  "radius = np.sqrt(np.random.uniform(inner ** 2, outer ** 2))",
  "angle = np.random.uniform(0, 2 * np.pi, n_samples)",
  "points = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])",
  "train_samples = np.random.normal(points, {noise})",
  NULL
};

const NrnGenerator nrn_generator_circle = {
  .name = "circle",
  .title = N_("Circle"),
  .description = N_("Points in a disc, and in the ring around it. A network has to close its "
                    "border to a circle."),
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
