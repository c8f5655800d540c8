/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A document whose training has a past that is known, weight by weight.
 */

#pragma once

#include "nrn-document.h"
#include "nrn-preset.h"

/* Two epochs of 210 updates and some. */
#define N_UPDATES 450

typedef struct
{
  NrnDocument *document;
  GPtrArray   *weights;     /* owned NrnWeights, before the first update and after each */
} Fixture;

static inline const NrnSnapshotParts *
get_snapshot (Fixture *fixture)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (fixture->document));
}

static inline void
step (Fixture     *fixture,
      NrnStepUnit  unit)
{
  NrnTrainer *trainer = nrn_document_get_trainer (fixture->document);
  guint64 before = get_snapshot (fixture)->update;

  nrn_trainer_step (trainer, unit);
  while (get_snapshot (fixture)->update == before ||
         nrn_trainer_get_state (trainer) == NRN_TRAINING_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* Trains, and remembers what the weights were after each update. */
static inline void
set_up (Fixture       *fixture,
        gconstpointer  optimizer)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, optimizer, NULL);
  g_autoptr (NrnExperiment) changed = NULL;

  g_assert_nonnull (config);
  parts.optimizer = config;
  parts.fit.validation_split = 0.1;
  parts.fit.validation_shuffled = TRUE;
  changed = nrn_experiment_new (&parts);
  fixture->document = nrn_document_new ();
  fixture->weights = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_weights_unref);
  g_assert_true (nrn_document_set_experiment (fixture->document, changed, NULL));
  g_ptr_array_add (fixture->weights, nrn_weights_ref (get_snapshot (fixture)->weights));
  for (guint i = 0; i < N_UPDATES; i++)
    {
      step (fixture, NRN_STEP_BATCH);
      g_ptr_array_add (fixture->weights, nrn_weights_ref (get_snapshot (fixture)->weights));
    }
}

static inline void
tear_down (Fixture       *fixture,
           gconstpointer  optimizer)
{
  g_ptr_array_unref (fixture->weights);
  g_assert_finalize_object (fixture->document);
}

static inline void
assert_shows (Fixture *fixture,
              guint    update)
{
  const NrnWeights *expected = fixture->weights->pdata[update];
  gsize size = sizeof (float) *
               nrn_architecture_get_n_parameters (nrn_weights_get_architecture (expected));

  g_assert_cmpuint (get_snapshot (fixture)->update, ==, update);
  g_assert_cmpuint (get_snapshot (fixture)->epoch, ==, update / 189);
  g_assert_cmpuint (get_snapshot (fixture)->batch, ==, update % 189);
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), size,
                   nrn_weights_get_data (expected), size);
}

static inline void
assert_weights (Fixture          *fixture,
                const NrnWeights *expected)
{
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (fixture)->weights), 302 * sizeof (float),
                   nrn_weights_get_data (expected), 302 * sizeof (float));
}

/* A training of its own that is where the document looks. */
static inline NrnFit *
dup_shown (Fixture *fixture)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  g_autoptr (NrnCheckpoint) checkpoint =
    nrn_checkpoint_new (nrn_document_get_moment (fixture->document));
  NrnFit *fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer,
                             nrn_document_get_samples (fixture->document), &parts->fit, NULL);

  nrn_checkpoint_restore (checkpoint, fit, nrn_document_get_history (fixture->document));

  return fit;
}

static inline void
assert_trains_as (Fixture *fixture,
                  NrnFit  *fit,
                  guint    n_updates)
{
  for (guint i = 0; i < n_updates; i++)
    {
      g_autoptr (NrnWeights) weights = NULL;

      step (fixture, NRN_STEP_BATCH);
      while (nrn_fit_get_update (fit) < get_snapshot (fixture)->update)
        nrn_fit_step (fit);
      weights = nrn_model_dup_weights (nrn_fit_get_model (fit));
      assert_weights (fixture, weights);
      /* The rows held out. */
      while (nrn_fit_get_batch (fit) == nrn_fit_get_n_batches (fit))
        nrn_fit_step (fit);
    }
}

static inline void
edit_optimizer (Fixture    *fixture,
                const char *text)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document));
  g_autoptr (NrnConfig) config = nrn_config_parse (NRN_FAMILY_OPTIMIZER, text, NULL);

  g_assert_nonnull (config);
  parts.optimizer = config;
  g_assert_true (nrn_document_edit (fixture->document, &parts, NULL));
}

static inline void
set_batch_size (Fixture *fixture,
                guint    batch_size)
{
  NrnFitOptions options =
    nrn_experiment_get_parts (nrn_document_get_experiment (fixture->document))->fit;

  options.batch_size = batch_size;
  g_assert_true (nrn_document_set_fit (fixture->document, &options, NULL));
}
