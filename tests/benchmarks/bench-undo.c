/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How much memory a thousand edits of the drug trial take that can all be taken
 * back: what malloc() has given out, by its own account, after them and before.
 * Run with
 *
 *   meson test -C build --benchmark --verbose undo
 */

#include "config.h"

#include <malloc.h>
#include <stdlib.h>

#include "nrn-architecture-edit.h"
#include "nrn-document.h"
#include "nrn-layer-dense.h"
#include "nrn-preset.h"

#define N_EDITS 1000

/* More fails. */
#define MOST_MEGABYTES 10.0

typedef void (*Edit) (NrnDocument *document,
                      guint        i);

static const NrnExperimentParts *
get_parts (NrnDocument *document)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (document));
}

static guint64
get_update (NrnDocument *document)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->update;
}

static void
step (NrnDocument *document,
      NrnStepUnit  unit)
{
  guint64 before = get_update (document);

  nrn_trainer_step (nrn_document_get_trainer (document), unit);
  while (get_update (document) == before ||
         nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->state == NRN_TRAINING_RUNNING)
    g_main_context_iteration (NULL, TRUE);
}

/* ---- Sorts of edits, each other than the one before so that none is merged ---- */

static void
edit_settings (NrnDocument *document,
               guint        i)
{
  NrnExperimentParts parts = *get_parts (document);
  g_autoptr (NrnConfig) optimizer = NULL;

  optimizer = nrn_config_with_number (parts.optimizer, "learning_rate", 1e-4 * (i + 2), NULL);
  if (i % 2 == 0)
    parts.optimizer = optimizer;
  else
    parts.fit.batch_size = 10 + i % 7;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
}

static void
edit_activations (NrnDocument *document,
                  guint        i)
{
  NrnExperimentParts parts = *get_parts (document);
  g_autoptr (NrnConfig) activation = nrn_config_parse (NRN_FAMILY_ACTIVATION,
                                                       i % 2 == 0 ? "tanh" : "elu(alpha=0.5)", NULL);
  g_autoptr (NrnConfig) layer =
    nrn_config_with_config (nrn_architecture_get_layer (parts.architecture, 0), "activation",
                            activation, NULL);
  g_autoptr (NrnArchitecture) architecture =
    nrn_architecture_with_layer (parts.architecture, 0, layer, NULL);

  parts.architecture = architecture;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
}

static void
edit_units (NrnDocument *document,
            guint        i)
{
  const NrnArchitecture *architecture = get_parts (document)->architecture;
  g_autoptr (NrnUnitMap) map =
    i % 2 == 0 ? nrn_architecture_set_units (architecture, 0, 7, NULL)
               : nrn_architecture_remove_unit (architecture, 0, i % 7, NULL);

  g_assert_true (nrn_document_edit_network (document, map, NULL));
}

static void
edit_layers (NrnDocument *document,
             guint        i)
{
  const NrnArchitecture *architecture = get_parts (document)->architecture;
  g_autoptr (NrnConfig) dense = nrn_dense_config_new (32, "relu", NULL);
  g_autoptr (NrnUnitMap) map =
    i % 2 == 0 ? nrn_architecture_add_layer (architecture, 1, dense, NULL)
               : nrn_architecture_remove_layer (architecture, 1, NULL);

  g_assert_true (nrn_document_edit_network (document, map, NULL));
}

static void
edit_weights (NrnDocument *document,
              guint        i)
{
  const NrnWeights *before =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->weights;
  const NrnArchitecture *architecture = nrn_weights_get_architecture (before);
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *data = g_memdup2 (nrn_weights_get_data (before), n * sizeof (float));
  g_autoptr (NrnWeights) weights = NULL;

  /* Another one each time; two at a time cannot be merged with one. */
  data[(7 * i) % n] += 0.5f;
  if (i % 2 == 0)
    data[(7 * i + 3) % n] -= 0.5f;
  weights = nrn_weights_new (architecture, data);
  g_assert_true (nrn_document_set_weights (document, weights, NULL));
}

static void
edit_all (NrnDocument *document,
          guint        i)
{
  static const Edit edits[] = {
    edit_units, edit_settings, edit_weights, edit_activations, edit_layers,
  };

  edits[i / 2 % G_N_ELEMENTS (edits)] (document, i);
}

/* ---- Measuring ---- */

static gsize
count_bytes (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return info.uordblks + info.hblkhd;
}

static guint
count_edits (NrnDocument *document)
{
  guint n = 0;

  while (nrn_document_get_undo_name (document) != NULL)
    {
      g_assert_true (nrn_document_undo (document, NULL));
      n++;
    }

  return n;
}

/* In megabytes; how many edits they were is counted by taking them back. */
static double
measure (Edit      edit,
         guint     n_epochs,
         gboolean  trains,
         guint    *n_edits)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnExperiment) longer = NULL;
  g_autoptr (NrnDocument) document = nrn_document_new ();
  gsize before, after;

  parts.fit.epochs = n_epochs + N_EDITS + 1;
  longer = nrn_experiment_new (&parts);
  g_assert_true (nrn_document_set_experiment (document, longer, NULL));
  for (guint epoch = 0; epoch < n_epochs; epoch++)
    step (document, NRN_STEP_EPOCH);

  before = count_bytes ();
  for (guint i = 0; i < N_EDITS; i++)
    {
      edit (document, i);
      if (trains)
        step (document, NRN_STEP_EPOCH);
    }
  after = count_bytes ();
  *n_edits = count_edits (document);

  return ((double) after - (double) before) / 1e6;
}

int
main (void)
{
  static const struct { const char *name; Edit edit; guint n_epochs; gboolean trains; } cases[] = {
    { "settings, nothing learned", edit_settings, 0, FALSE },
    { "units, nothing learned", edit_units, 0, FALSE },
    { "settings, after 20 epochs", edit_settings, 20, FALSE },
    { "activations, after 20 epochs", edit_activations, 20, FALSE },
    { "units, after 20 epochs", edit_units, 20, FALSE },
    { "layers, after 20 epochs", edit_layers, 20, FALSE },
    { "weights by hand, after 20 epochs", edit_weights, 20, FALSE },
    { "of all sorts, after 20 epochs", edit_all, 20, FALSE },
    { "of all sorts, an epoch after each", edit_all, 20, TRUE },
  };

  double most = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      guint n_edits;
      double megabytes = measure (cases[i].edit, cases[i].n_epochs, cases[i].trains, &n_edits);

      g_print ("%4u edits: %-36s %6.2f MB\n", n_edits, cases[i].name, megabytes);
      most = MAX (most, megabytes);
    }

  return most < MOST_MEGABYTES ? EXIT_SUCCESS : EXIT_FAILURE;
}
