/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Height and weight of people, and whether they are under- or overweight.
 */

#include "config.h"

#include "nrn-generator-body-mass.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-generator-private.h"

enum
{
  N_SAMPLES,
  THRESHOLD,
  SPREAD,
  N_PARAMETERS
};

static const NrnGeneratorParameter parameters[N_PARAMETERS] = {
  [N_SAMPLES] = { "n_samples", 1000, 2, NRN_GENERATOR_MAX_ROWS, TRUE, N_("People") },
  [THRESHOLD] = { "threshold", 22, 16, 35, FALSE, N_("Overweight from body mass index") },
  [SPREAD]    = { "spread", 4, 0.1, 10, FALSE, N_("Spread of the body mass index") },
};

static const char *const feature_names[] = { "height", "weight", NULL };
static const char *const target_names[] = { "body mass", NULL };
static const char *const class_names[] = { "underweight", "overweight", NULL };

/* Adults: height in whole centimetres, weight in tenths of a kilogram. */
#define MEAN_HEIGHT       170.0
#define HEIGHT_DEVIATION  10.0
#define MINIMUM_HEIGHT    140.0
#define MAXIMUM_HEIGHT    210.0
#define MINIMUM_INDEX     12.0
#define MAXIMUM_INDEX     50.0

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  guint n_rows = (guint) values[N_SAMPLES];
  double threshold = values[THRESHOLD];
  float *features = g_new (float, 2 * (gsize) n_rows);
  float *labels = g_new (float, n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      double height = round (nrn_generator_normal (rand, MEAN_HEIGHT, HEIGHT_DEVIATION,
                                                   MINIMUM_HEIGHT, MAXIMUM_HEIGHT));
      double index = nrn_generator_normal (rand, threshold, values[SPREAD],
                                           MINIMUM_INDEX, MAXIMUM_INDEX);
      double metres = height / 100;
      double weight = round (index * metres * metres * 10) / 10;

      features[2 * (gsize) row] = (float) height;
      features[2 * (gsize) row + 1] = (float) weight;

      /* The rule holds for the rounded numbers that a student sees. */
      labels[row] = weight / (metres * metres) >= threshold ? 1 : 0;
    }

  return nrn_generator_new_classes (&nrn_generator_body_mass, n_rows, features, labels);
}

static const char *const python[] = {
  "n_samples = {n_samples}",
  "",
  N_("# Heights in centimetres, body mass indices on both sides of the threshold."),
  "height = np.random.normal(" G_STRINGIFY (MEAN_HEIGHT) ", " G_STRINGIFY (HEIGHT_DEVIATION) ", n_samples)",
  "height = np.round(np.clip(height, " G_STRINGIFY (MINIMUM_HEIGHT) ", " G_STRINGIFY (MAXIMUM_HEIGHT) "))",
  "index = np.random.normal({threshold}, {spread}, n_samples)",
  "index = np.clip(index, " G_STRINGIFY (MINIMUM_INDEX) ", " G_STRINGIFY (MAXIMUM_INDEX) ")",
  "metres = height / 100",
  "weight = np.round(index * metres ** 2, 1)",
  "",
  "train_samples = np.column_stack([height, weight])",
  "train_labels = weight / metres ** 2 >= {threshold}",
  NULL
};

const NrnGenerator nrn_generator_body_mass = {
  .name = "body-mass",
  .title = N_("Body mass"),
  .description = N_("Height in centimetres and weight in kilograms of made-up adults. Whoever "
                    "reaches the threshold of the body mass index (kilograms by square metres of "
                    "height) counts as overweight, the others as underweight."),
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
