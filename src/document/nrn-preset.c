/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments that Neurons brings along.
 */

#include "config.h"

#include "nrn-preset.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

/* One patient in 21 is an exception, whatever is predicted: the entropy of
 * 1/21, and the other 20. */
#define DRUG_TRIAL_BEST_LOSS     0.191444
#define DRUG_TRIAL_BEST_ACCURACY (20.0 / 21)

/* The log in the course notes, beside the program of the drug trial. It is
 * not what that program prints: of 3,000 runs of 1-6-32-2 with two sigmoids,
 * none stays within 0.05 of these losses, while 171 of 3,000 runs of
 * 1-16-32-2 with softmax stay within 0.02. */
static const NrnEpoch drug_trial_printed[] = {
  { 0.6400, 0.5576, NAN, NAN }, { 0.6061, 0.6310, NAN, NAN }, { 0.5748, 0.7010, NAN, NAN },
  { 0.5401, 0.7633, NAN, NAN }, { 0.5050, 0.7990, NAN, NAN }, { 0.4702, 0.8300, NAN, NAN },
  { 0.4366, 0.8495, NAN, NAN }, { 0.4066, 0.8767, NAN, NAN }, { 0.3808, 0.8814, NAN, NAN },
  { 0.3596, 0.8962, NAN, NAN }, { 0.3420, 0.9043, NAN, NAN }, { 0.3282, 0.9090, NAN, NAN },
  { 0.3170, 0.9129, NAN, NAN }, { 0.3081, 0.9210, NAN, NAN }, { 0.3014, 0.9190, NAN, NAN },
  { 0.2959, 0.9205, NAN, NAN }, { 0.2916, 0.9238, NAN, NAN }, { 0.2879, 0.9267, NAN, NAN },
  { 0.2848, 0.9252, NAN, NAN }, { 0.2824, 0.9286, NAN, NAN },
};

static const NrnPreset presets[] = {
  {
    .name = "drug-trial",
    .title = N_("Drug trial"),
    .generator = "drug-trial",
    .network = "1-6-32-2",
    .activations = "relu,relu,sigmoid",
    .loss = "sparse_categorical_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.0001,
    .batch_size = 10,
    .epochs = 20,
    .seed = 64,
    .best_loss = DRUG_TRIAL_BEST_LOSS,
    .best_accuracy = DRUG_TRIAL_BEST_ACCURACY,
    .printed = drug_trial_printed,
    .n_printed = G_N_ELEMENTS (drug_trial_printed),
    .printed_note = N_("Dotted: the log printed in the course notes. It fits 16 units and "
                       "softmax; of 3,000 runs of this network none comes near it."),
  },
  {
    .name = "drug-trial-16",
    .title = N_("Drug trial, 16 units and softmax"),
    .generator = "drug-trial",
    .network = "1-16-32-2",
    .activations = "relu,relu,softmax",
    .loss = "sparse_categorical_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.0001,
    .batch_size = 10,
    .epochs = 20,
    .seed = 36,
    .best_loss = DRUG_TRIAL_BEST_LOSS,
    .best_accuracy = DRUG_TRIAL_BEST_ACCURACY,
    .printed = drug_trial_printed,
    .n_printed = G_N_ELEMENTS (drug_trial_printed),
    .printed_note = N_("Dotted: the log printed in the course notes. One in 18 runs of this "
                       "network stays within 0.02 of its losses."),
  },
  {
    .name = "drug-trial-u",
    .title = N_("Drug trial, the young and the old"),
    .generator = "drug-trial-u",
    .network = "1-6-32-2",
    .activations = "relu,relu,sigmoid",
    .loss = "sparse_categorical_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.001,
    .batch_size = 10,
    .epochs = 100,
    .seed = 1,
    .best_loss = DRUG_TRIAL_BEST_LOSS,
    .best_accuracy = DRUG_TRIAL_BEST_ACCURACY,
  },
  {
    .name = "body-mass",
    .title = N_("Body mass"),
    .generator = "body-mass",
    .network = "2-3-2",
    .activations = "relu,softmax",
    .loss = "sparse_categorical_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.01,
    .batch_size = 16,
    .epochs = 100,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "animals",
    .title = N_("Animals"),
    .generator = "animals",
    .network = "8-6-6-4",
    .activations = "relu,relu,softmax",
    .loss = "sparse_categorical_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.01,
    .batch_size = 16,
    .epochs = 100,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "coins",
    .title = N_("Coins"),
    .generator = "coins",
    .network = "3-5",
    .activations = "softmax",
    .loss = "sparse_categorical_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.05,
    .batch_size = 16,
    .epochs = 50,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "xor",
    .title = N_("Exclusive or"),
    .generator = "xor",
    .network = "2-8-1",
    .activations = "tanh,sigmoid",
    .loss = "binary_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.02,
    .batch_size = 16,
    .epochs = 100,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "circle",
    .title = N_("Circle"),
    .generator = "circle",
    .network = "2-8-1",
    .activations = "tanh,sigmoid",
    .loss = "binary_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.03,
    .batch_size = 10,
    .epochs = 100,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "two-gaussians",
    .title = N_("Two clouds"),
    .generator = "two-gaussians",
    .network = "2-4-1",
    .activations = "relu,sigmoid",
    .loss = "binary_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.01,
    .batch_size = 16,
    .epochs = 30,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "spiral",
    .title = N_("Spiral"),
    .generator = "spiral",
    .network = "2-32-32-32-1",
    .activations = "relu,relu,relu,sigmoid",
    .loss = "binary_crossentropy",
    .optimizer = "Adam",
    .learning_rate = 0.003,
    .batch_size = 16,
    .epochs = 200,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "line",
    .title = N_("Straight line"),
    .generator = "line",
    .network = "1-1",
    .activations = "linear",
    .loss = "mean_squared_error",
    .optimizer = "Adam",
    .learning_rate = 0.05,
    .batch_size = 16,
    .epochs = 50,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
  {
    .name = "sine",
    .title = N_("Sine"),
    .generator = "sine",
    .network = "1-16-16-1",
    .activations = "tanh,tanh,linear",
    .loss = "mean_squared_error",
    .optimizer = "Adam",
    .learning_rate = 0.01,
    .batch_size = 16,
    .epochs = 200,
    .seed = 1,
    .best_loss = NAN,
    .best_accuracy = NAN,
  },
};

/**
 * nrn_preset_get_all:
 * @n_presets: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_presets): the presets, the one
 *   that the window opens with first
 */
const NrnPreset *
nrn_preset_get_all (guint *n_presets)
{
  *n_presets = G_N_ELEMENTS (presets);

  return presets;
}

/**
 * nrn_preset_find:
 * @name: a preset's name, in any case
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the preset, or %NULL with a sentence
 *   that suggests the nearest name or lists those there are
 */
const NrnPreset *
nrn_preset_find (const char  *name,
                 GError     **error)
{
  const char *names[G_N_ELEMENTS (presets) + 1] = { NULL };
  g_autofree char *suggestion = NULL;
  g_autofree char *list = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (presets); i++)
    {
      if (g_ascii_strcasecmp (presets[i].name, name) == 0)
        return &presets[i];
      names[i] = presets[i].name;
    }

  suggestion = nrn_name_suggest (name, names);
  list = g_strjoinv (", ", (char **) names);
  if (suggestion != NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There is no preset “%s”; did you mean “%s”?"), name, suggestion);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There is no preset “%s”; Neurons has %s."), name, list);

  return NULL;
}

/**
 * nrn_preset_of:
 * @parts: the parts of an experiment
 *
 * Returns: (transfer none) (nullable): the preset that it was made from, if
 *   it still exists
 */
const NrnPreset *
nrn_preset_of (const NrnExperimentParts *parts)
{
  return parts->preset != NULL ? nrn_preset_find (parts->preset, NULL) : NULL;
}

/**
 * nrn_preset_new_experiment:
 * @preset: a preset
 * @seed: fixes the rows, the starting weights and the order
 *
 * Returns: (transfer full): the preset as an experiment, not trained yet
 */
NrnExperiment *
nrn_preset_new_experiment (const NrnPreset *preset,
                           guint32          seed)
{
  const NrnGenerator *generator = nrn_generator_find (preset->generator, NULL);
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnConfig) loss = NULL;
  g_autoptr (NrnConfig) plain = NULL;
  g_autoptr (NrnConfig) optimizer = NULL;

  source = nrn_data_source_new_generator (generator, NULL, seed);
  architecture = nrn_architecture_parse (preset->network, preset->activations, NULL);
  loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, preset->loss, NULL);
  plain = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, preset->optimizer, NULL);
  optimizer = nrn_config_with_number (plain, "learning_rate", preset->learning_rate, NULL);

  return nrn_experiment_new (&(NrnExperimentParts) {
    .name = _(preset->title),
    .preset = preset->name,
    .source = source,
    .scale = TRUE,
    .architecture = architecture,
    .loss = loss,
    .optimizer = optimizer,
    .fit = {
      .batch_size = preset->batch_size,
      .epochs = preset->epochs,
      .shuffle = TRUE,
      .seed = seed,
    },
  });
}
