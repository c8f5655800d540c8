/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What things are called in Python: their modules, their classes, and what
 * there was in 2018. Sources: Keras 3.16, `keras/api`; Keras 2.2.4,
 * `keras/activations.py`, `optimizers.py`, `losses.py`, `initializers.py`,
 * `regularizers.py` and `layers/`.
 */

#include "config.h"

#include "nrn-keras-code-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Only what is here can be written for Keras of 2018. A function without
 * arguments is written by its name. */
static const NrnKeras2018 keras_2018[] = {
  /* Activations */
  { "linear", NULL, "", NULL },
  { "relu", "ReLU", "negative_slope max_value threshold", NULL },
  { "leaky_relu", "LeakyReLU", "negative_slope", NULL },
  { "elu", "ELU", "alpha", NULL },
  { "selu", NULL, "", NULL },
  { "sigmoid", NULL, "", NULL },
  { "hard_sigmoid", NULL, "",
    N_("The hard_sigmoid of 2018 is another one: 0.2 · x + 0.5, cut to 0 … 1.") },
  { "tanh", NULL, "", NULL },
  { "softplus", NULL, "", NULL },
  { "softsign", NULL, "", NULL },
  { "softmax", NULL, "", NULL },
  { "exponential", NULL, "", NULL },

  /* Initializers */
  { "zeros", NULL, "", NULL },
  { "ones", NULL, "", NULL },
  { "constant", NULL, "value", NULL },
  { "random_normal", NULL, "mean stddev", NULL },
  { "random_uniform", NULL, "minval maxval", NULL },
  { "truncated_normal", NULL, "mean stddev", NULL },
  { "glorot_uniform", NULL, "", NULL },
  { "glorot_normal", NULL, "", NULL },
  { "he_uniform", NULL, "", NULL },
  { "he_normal", NULL, "", NULL },
  { "lecun_uniform", NULL, "", NULL },
  { "lecun_normal", NULL, "", NULL },

  /* Layers */
  { "Dense", NULL,
    "units activation use_bias kernel_initializer bias_initializer kernel_regularizer "
    "bias_regularizer activity_regularizer", NULL },
  { "Activation", NULL, "activation", NULL },
  { "Dropout", NULL, "rate", NULL },
  { "GaussianNoise", NULL, "stddev", NULL },
  { "BatchNormalization", NULL,
    "momentum epsilon center scale beta_initializer gamma_initializer "
    "moving_mean_initializer moving_variance_initializer beta_regularizer gamma_regularizer",
    NULL },

  /* Losses */
  { "mean_squared_error", NULL, "", NULL },
  { "mean_absolute_error", NULL, "", NULL },
  { "mean_absolute_percentage_error", NULL, "", NULL },
  { "mean_squared_logarithmic_error", NULL, "", NULL },
  { "logcosh", NULL, "", NULL },
  { "binary_crossentropy", NULL, "", NULL },
  { "categorical_crossentropy", NULL, "", NULL },
  { "sparse_categorical_crossentropy", NULL, "", NULL },
  { "kullback_leibler_divergence", NULL, "", NULL },
  { "poisson", NULL, "", NULL },
  { "hinge", NULL, "", NULL },
  { "squared_hinge", NULL, "", NULL },
  { "categorical_hinge", NULL, "", NULL },
  { "cosine_proximity", NULL, "", NULL },

  /* Metrics */
  { "accuracy", NULL, "", NULL },
  { "binary_accuracy", NULL, "", NULL },
  { "categorical_accuracy", NULL, "", NULL },
  { "sparse_categorical_accuracy", NULL, "", NULL },
  { "top_k_categorical_accuracy", NULL, "", NULL },
  { "sparse_top_k_categorical_accuracy", NULL, "", NULL },

  /* Optimizers */
  { "SGD", NULL, "learning_rate momentum nesterov clipnorm clipvalue", NULL },
  { "RMSprop", NULL, "learning_rate rho epsilon clipnorm clipvalue",
    N_("The RMSprop of 2018 adds epsilon to the root, today's to what is under it.") },
  { "Adagrad", NULL, "learning_rate epsilon clipnorm clipvalue",
    N_("The Adagrad of 2018 begins with sums of 0, today's with 0.1.") },
  { "Adadelta", NULL, "learning_rate rho epsilon clipnorm clipvalue", NULL },
  { "Adam", NULL, "learning_rate beta_1 beta_2 epsilon amsgrad clipnorm clipvalue", NULL },
  { "Adamax", NULL, "learning_rate beta_1 beta_2 epsilon clipnorm clipvalue", NULL },
  { "Nadam", NULL, "learning_rate beta_1 beta_2 epsilon clipnorm clipvalue",
    N_("The Nadam of 2018 warms its momentum up more slowly than today's.") },

  /* Regularizers */
  { "L1", "l1", "l1", NULL },
  { "L2", "l2", "l2", NULL },
  { "L1L2", "l1_l2", "l1 l2", NULL },
};

/* Activations that are layers too. A layer can have arguments, which a
 * function by its name cannot. */
static const struct
{
  const char *activation;
  const char *layer;
} activation_layers[] = {
  { "elu", "ELU" },
  { "leaky_relu", "LeakyReLU" },
  { "relu", "ReLU" },
};

/**
 * nrn_keras_2018_find:
 * @kind: a kind
 *
 * Returns: (nullable): what it was in 2018; %NULL if there was no such thing
 */
const NrnKeras2018 *
nrn_keras_2018_find (const NrnKind *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (keras_2018); i++)
    {
      if (strcmp (keras_2018[i].name, kind->name) == 0)
        return &keras_2018[i];
    }

  return NULL;
}

/**
 * nrn_keras_2018_takes:
 * @entry: a thing of 2018
 * @argument: an argument's name, today's
 *
 * Returns: whether it has that argument
 */
gboolean
nrn_keras_2018_takes (const NrnKeras2018 *entry,
                      const char         *argument)
{
  g_auto (GStrv) arguments = g_strsplit (entry->arguments, " ", -1);

  return g_strv_contains ((const char *const *) arguments, argument);
}

/**
 * nrn_keras_code_get_module:
 * @family: a family
 *
 * Returns: Keras' module for it, without "keras."; Keras calls its modules
 *   as families are called here
 */
const char *
nrn_keras_code_get_module (NrnFamily family)
{
  const char *plural = nrn_family_get_plural (family);

  return strcmp (plural, "schedules") == 0 ? "optimizers.schedules" : plural;
}

/**
 * nrn_keras_code_get_layer:
 * @activation: an activation
 *
 * Returns: (nullable): the layer that does the same; %NULL if there is none
 */
const char *
nrn_keras_code_get_layer (const NrnKind *activation)
{
  for (gsize i = 0; i < G_N_ELEMENTS (activation_layers); i++)
    {
      if (strcmp (activation_layers[i].activation, activation->name) == 0)
        return activation_layers[i].layer;
    }

  return NULL;
}

/**
 * nrn_keras_code_get_class:
 * @kind: a kind
 *
 * Returns: (transfer full): Keras' class for it: Adam stays Adam,
 *   random_normal becomes RandomNormal
 */
char *
nrn_keras_code_get_class (const NrnKind *kind)
{
  GString *name = g_string_new (NULL);
  gboolean starts_word = TRUE;

  for (const char *p = nrn_kind_get_keras_name (kind); *p != '\0'; p++)
    {
      if (*p != '_')
        g_string_append_c (name, starts_word ? g_ascii_toupper (*p) : *p);
      starts_word = *p == '_';
    }

  return g_string_free (name, FALSE);
}
