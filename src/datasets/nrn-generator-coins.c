/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Coins as a vending machine measures them.
 */

#include "config.h"

#include "nrn-generator-coins.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-generator-private.h"

#define N_MEASURES 3
#define N_COINS    5

enum
{
  N_SAMPLES,
  SPREAD,
  N_PARAMETERS
};

static const NrnGeneratorParameter parameters[N_PARAMETERS] = {
  [N_SAMPLES] = { "n_samples", 200, 1, NRN_GENERATOR_MAX_ROWS / N_COINS, TRUE,
                  N_("Coins of each kind") },
  [SPREAD]    = { "spread", 1, 0.1, 5, FALSE, N_("Error of the measurements") },
};

static const char *const feature_names[] = { "diameter", "thickness", "weight", NULL };
static const char *const target_names[] = { "coin", NULL };
static const char *const class_names[] = {
  "10 cent", "20 cent", "50 cent", "1 euro", "2 euro", NULL
};

/* Diameter and thickness in millimetres, weight in grams: the European
 * Commission's, "Common sides of euro coins". */
static const double minted[N_COINS][N_MEASURES] = {
  { 19.75, 1.93, 4.10 },
  { 22.25, 2.14, 5.74 },
  { 24.25, 2.38, 7.80 },
  { 23.25, 2.33, 7.50 },
  { 25.75, 2.20, 8.50 },
};

/* Standard deviation of each measurement. A coin of 50 cent is just 1 mm wider
 * than one of 1 euro, so that some are taken for each other. */
static const double error_of[N_MEASURES] = { 0.25, 0.05, 0.15 };

static NrnDataset *
generate (const double *values,
          GRand        *rand)
{
  guint n_rows = (guint) values[N_SAMPLES] * N_COINS;
  float *features = g_new (float, (gsize) n_rows * N_MEASURES);
  float *labels = g_new (float, n_rows);

  for (guint row = 0; row < n_rows; row++)
    {
      guint coin = row % N_COINS;

      for (guint j = 0; j < N_MEASURES; j++)
        {
          double value = nrn_generator_normal (rand, minted[coin][j], error_of[j] * values[SPREAD],
                                               0, G_MAXDOUBLE);

          features[(gsize) row * N_MEASURES + j] = (float) (round (value * 100) / 100);
        }
      labels[row] = (float) coin;
    }

  return nrn_generator_new_classes (&nrn_generator_coins, n_rows, features, labels);
}

/* One row for each coin. */
static void
print_table (GString *code)
{
  g_string_append_printf (code, "%s\nminted = np.array([\n",
                          _("# Diameter and thickness in millimetres, weight in grams."));
  for (guint coin = 0; coin < N_COINS; coin++)
    {
      g_string_append (code, "    [");
      for (guint j = 0; j < N_MEASURES; j++)
        {
          char digits[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_append_printf (code, j > 0 ? ", %s" : "%s",
                                  g_ascii_formatd (digits, sizeof digits, "%.15g", minted[coin][j]));
        }
      g_string_append_printf (code, "],   # %s\n", class_names[coin]);
    }
  g_string_append (code, "])\n\n");
}

static const char *const python[] = {
  "train_labels = np.arange(len(minted) * {n_samples}) % len(minted)",
  "",
  N_("# A vending machine does not measure exactly."),
  "error = {spread} * np.array([0.25, 0.05, 0.15])",
  "train_samples = np.random.normal(minted[train_labels], error)",
  "train_samples = np.round(np.clip(train_samples, 0, None), 2)",
  NULL
};

const NrnGenerator nrn_generator_coins = {
  .name = "coins",
  .title = N_("Coins"),
  .description = N_("Diameter and thickness (mm) and weight (g) of five euro coins, as a vending "
                    "machine measures them: not quite exactly. Planes part the coins, so a network "
                    "without a hidden layer can learn them."),
  .n_features = N_MEASURES,
  .feature_names = feature_names,
  .n_outputs = N_COINS,
  .target_names = target_names,
  .class_names = class_names,
  .parameters = parameters,
  .n_parameters = N_PARAMETERS,
  .python = python,
  .print_table = print_table,
  .generate = generate,
};
