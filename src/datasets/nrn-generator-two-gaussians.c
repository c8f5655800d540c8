/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Two clouds of points.
 */

#include "config.h"

#include "nrn-generator-two-gaussians.h"

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
  [NOISE]     = { "noise", 0.2, 0, 1, FALSE, N_("Noise") },
};

static const char *const feature_names[] = { "x", "y", NULL };
static const char *const target_names[] = { "group", NULL };
static const char *const class_names[] = { "upper", "lower", NULL };

/* Distance of each cloud's middle from both axes. */
#define CENTRE 0.4

static void
place (guint   label,
       GRand  *rand,
       double *x,
       double *y)
{
  *x = *y = label == 0 ? CENTRE : -CENTRE;
}

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  return nrn_generator_plane_points (&nrn_generator_two_gaussians, (guint) values[N_SAMPLES],
                                     values[NOISE], place, rand);
}

static const char *const python[] = {
  "n_samples = {n_samples}",
  "train_labels = np.arange(n_samples) % 2",
  "",
  N_("# One cloud at the upper right, one at the lower left."),
  "middle = np.where(train_labels == 0, " G_STRINGIFY (CENTRE) ", -" G_STRINGIFY (CENTRE) ")",
  "points = np.column_stack([middle, middle])",
  "train_samples = np.random.normal(points, {noise})",
  NULL
};

const NrnGenerator nrn_generator_two_gaussians = {
  .name = "two-gaussians",
  .title = N_("Two clouds"),
  .description = N_("Two round clouds of points, one at the upper right and one at the lower left. "
                    "A straight line parts them, and a single unit can draw it."),
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
