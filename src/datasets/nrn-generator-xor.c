/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Exclusive or: four quarters of a square.
 */

#include "config.h"

#include "nrn-generator-xor.h"

#include <glib/gi18n-lib.h>

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
static const char *const target_names[] = { "signs", NULL };
static const char *const class_names[] = { "same", "different", NULL };

/* A gap along the axes, so that there is a border to find. */
#define GAP 0.05

static void
place (guint   label,
       GRand  *rand,
       double *x,
       double *y)
{
  gboolean is_left = g_rand_boolean (rand);
  gboolean is_low = is_left == (label == 0);    /* class 0: the same sign */
  double across = g_rand_double_range (rand, GAP, 1);
  double up = g_rand_double_range (rand, GAP, 1);

  *x = is_left ? -across : across;
  *y = is_low ? -up : up;
}

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  return nrn_generator_plane_points (&nrn_generator_xor, (guint) values[N_SAMPLES],
                                     values[NOISE], place, rand);
}

static const char *const python[] = {
  "n_samples = {n_samples}",
  "train_labels = np.arange(n_samples) % 2",
  "",
  N_("# Class 0 where x and y have the same sign; no point is near the axes."),
  "is_left = np.random.uniform(0, 1, n_samples) < 0.5",
  "is_low = is_left == (train_labels == 0)",
  "across = np.random.uniform(" G_STRINGIFY (GAP) ", 1, n_samples)",
  "up = np.random.uniform(" G_STRINGIFY (GAP) ", 1, n_samples)",
  "points = np.column_stack([np.where(is_left, -across, across), np.where(is_low, -up, up)])",
  "train_samples = np.random.normal(points, {noise})",
  NULL
};

const NrnGenerator nrn_generator_xor = {
  .name = "xor",
  .title = N_("Exclusive or"),
  .description = N_("Points in a square. Where x and y have the same sign they are of one class, "
                    "elsewhere of the other: no straight line can part them."),
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
