/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Measurements of cats, dogs, llamas and lizards.
 */

#include "config.h"

#include "nrn-generator-animals.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-generator-private.h"

#define N_FEATURES 8
#define N_ANIMALS  4

enum
{
  N_SAMPLES,
  SPREAD,
  N_PARAMETERS
};

static const NrnGeneratorParameter parameters[N_PARAMETERS] = {
  [N_SAMPLES] = { "n_samples", 250, 1, NRN_GENERATOR_MAX_ROWS / N_ANIMALS, TRUE,
                  N_("Animals of each kind") },
  [SPREAD]    = { "spread", 1, 0.1, 3, FALSE, N_("Spread within a kind") },
};

static const char *const feature_names[] = {
  "weight", "height", "tail", "ears", "fur", "speed", "sleep", "temperature", NULL
};
static const char *const target_names[] = { "animal", NULL };
static const char *const class_names[] = { "cat", "dog", "llama", "lizard", NULL };

typedef struct
{
  double mean;
  double deviation;
  double minimum;
  double maximum;
} Measure;

/* Plausible rather than measured: small dogs are much like cats, large ones
 * like young llamas, so that no single feature decides. */
static const Measure measures[N_ANIMALS][N_FEATURES] = {
  { /* cat */
    { 4.5, 1.2, 2, 9 },        /* weight, kg */
    { 25, 3, 18, 35 },         /* height of the shoulder, cm */
    { 28, 4, 5, 40 },          /* tail, cm */
    { 6.5, 1.2, 3, 10 },       /* ears, cm */
    { 3, 1.5, 0.2, 10 },       /* fur, cm */
    { 40, 7, 25, 55 },         /* speed, km/h */
    { 13, 1.5, 8, 18 },        /* sleep, hours a day */
    { 38.6, 0.4, 37.5, 39.8 }, /* temperature of the body, °C */
  },
  { /* dog */
    { 14, 11, 2, 60 },
    { 36, 14, 18, 85 },
    { 28, 9, 5, 55 },
    { 8, 3, 4, 20 },
    { 4, 2, 0.5, 12 },
    { 36, 8, 15, 60 },
    { 12, 1.5, 8, 18 },
    { 38.7, 0.4, 37.5, 39.8 },
  },
  { /* llama */
    { 110, 35, 15, 200 },
    { 105, 15, 60, 130 },
    { 20, 4, 10, 30 },
    { 15, 2, 8, 20 },
    { 11, 4, 2, 25 },
    { 48, 6, 25, 60 },
    { 7, 2, 3, 12 },
    { 38.2, 0.4, 37, 39.5 },
  },
  { /* lizard */
    { 1.2, 1.2, 0.05, 8 },
    { 8, 4, 1, 20 },
    { 35, 14, 5, 80 },
    { 0, 0, 0, 0 },
    { 0, 0, 0, 0 },
    { 22, 7, 5, 40 },
    { 11, 2.5, 6, 18 },
    { 32, 3, 20, 40 },
  },
};

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  guint n_rows = (guint) values[N_SAMPLES] * N_ANIMALS;
  float *features = g_new (float, (gsize) n_rows * N_FEATURES);
  float *labels = g_new (float, n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      guint animal = row % N_ANIMALS;

      for (guint j = 0; j < N_FEATURES; j++)
        {
          const Measure *measure = &measures[animal][j];
          double value = nrn_generator_normal (rand, measure->mean,
                                               measure->deviation * values[SPREAD],
                                               measure->minimum, measure->maximum);

          /* Nobody measures a cat to more than two decimals. */
          features[(gsize) row * N_FEATURES + j] = (float) (round (value * 100) / 100);
        }
      labels[row] = (float) animal;
    }

  return nrn_generator_new_classes (&nrn_generator_animals, n_rows, features, labels);
}

/* One row for each animal, one [mean, deviation, least, most] for each measure. */
static void
print_table (GString *code)
{
  g_string_append_printf (code, "%s\nmeasures = np.array([\n",
                          _("# Mean, deviation, least and most of each measure."));
  for (guint animal = 0; animal < N_ANIMALS; animal++)
    {
      g_string_append_printf (code, "    [   # %s\n", class_names[animal]);
      for (guint j = 0; j < N_FEATURES; j++)
        {
          const Measure *measure = &measures[animal][j];
          const double numbers[] = { measure->mean, measure->deviation,
                                     measure->minimum, measure->maximum };
          char digits[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_append (code, "        [");
          for (guint k = 0; k < G_N_ELEMENTS (numbers); k++)
            g_string_append_printf (code, k > 0 ? ", %s" : "%s",
                                    g_ascii_formatd (digits, sizeof digits, "%.15g", numbers[k]));
          g_string_append_printf (code, "],   # %s\n", feature_names[j]);
        }
      g_string_append (code, "    ],\n");
    }
  g_string_append (code, "])\n\n");
}

static const char *const python[] = {
  "train_labels = np.arange(len(measures) * {n_samples}) % len(measures)",
  "mean, deviation, least, most = np.moveaxis(measures[train_labels], -1, 0)",
  "train_samples = np.random.normal(mean, {spread} * deviation)",
  "train_samples = np.round(np.clip(train_samples, least, most), 2)",
  NULL
};

const NrnGenerator nrn_generator_animals = {
  .name = "animals",
  .title = N_("Animals"),
  .description = N_("Eight measurements of made-up cats, dogs, llamas and lizards: weight (kg), "
                    "height, tail, ears and fur (cm), speed (km/h), sleep (hours a day) and body "
                    "temperature (°C). Small dogs are much like cats."),
  .n_features = N_FEATURES,
  .feature_names = feature_names,
  .n_outputs = N_ANIMALS,
  .target_names = target_names,
  .class_names = class_names,
  .parameters = parameters,
  .n_parameters = N_PARAMETERS,
  .python = python,
  .print_table = print_table,
  .generate = generate,
};
