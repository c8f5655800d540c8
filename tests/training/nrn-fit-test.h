/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is trained by tests of single updates: points on both sides of a line.
 */

#pragma once

#include "nrn-fit.h"

#define NRN_FIT_TEST_MAX_ROWS 256

typedef struct
{
  NrnArchitecture *architecture;   /* all owned */
  NrnConfig       *loss;
  NrnConfig       *optimizer;
  NrnSamples      *samples;
  NrnFitOptions    options;
} NrnFitTest;

/* @layers: behind two inputs, with two outputs */
static inline void
nrn_fit_test_init (NrnFitTest          *setup,
                   const char          *layers,
                   const char          *optimizer,
                   guint                n_rows,
                   const NrnFitOptions *options)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  float inputs[NRN_FIT_TEST_MAX_ROWS * 2], targets[NRN_FIT_TEST_MAX_ROWS];

  g_assert_cmpuint (n_rows, <=, NRN_FIT_TEST_MAX_ROWS);
  for (guint i = 0; i < n_rows; i++)
    {
      inputs[2 * i] = (float) g_rand_double (rand);
      inputs[2 * i + 1] = (float) g_rand_double (rand);
      targets[i] = inputs[2 * i] + inputs[2 * i + 1] > 1 ? 1 : 0;
    }
  setup->architecture = nrn_architecture_parse_layers (2, layers, NULL);
  setup->loss = nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  setup->optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER, optimizer, NULL);
  setup->samples = nrn_samples_new (n_rows, 2, 1, inputs, targets);
  setup->options = *options;
  g_assert_nonnull (setup->architecture);
  g_assert_nonnull (setup->optimizer);
}

static inline void
nrn_fit_test_clear (NrnFitTest *setup)
{
  nrn_architecture_unref (setup->architecture);
  nrn_config_unref (setup->loss);
  nrn_config_unref (setup->optimizer);
  nrn_samples_unref (setup->samples);
}

/* @weights: (nullable): as of nrn_fit_new() */
static inline NrnFit *
nrn_fit_test_new_fit (const NrnFitTest *setup,
                      const NrnWeights *weights)
{
  g_autoptr (GError) error = NULL;
  NrnFit *fit = nrn_fit_new (setup->architecture, weights, setup->loss, setup->optimizer,
                             setup->samples, &setup->options, &error);

  g_assert_no_error (error);

  return fit;
}
