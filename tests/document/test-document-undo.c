/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * NrnDocument: whatever is edited can be taken back and made again.
 */

#include "nrn-document.h"

#include <string.h>

#include "nrn-architecture-edit.h"
#include "nrn-edit.h"
#include "nrn-error.h"
#include "nrn-experiment-file.h"
#include "nrn-layer-dense.h"
#include "nrn-preset.h"

static NrnDocument *
document_new (const char *preset_name)
{
  NrnDocument *document = nrn_document_new ();
  const NrnPreset *preset = nrn_preset_find (preset_name, NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  g_autoptr (GError) error = NULL;

  g_assert_true (nrn_document_set_experiment (document, experiment, &error));
  g_assert_no_error (error);

  return document;
}

static NrnExperimentParts
get_parts (NrnDocument *document)
{
  return *nrn_experiment_get_parts (nrn_document_get_experiment (document));
}

static const NrnSnapshotParts *
get_snapshot (NrnDocument *document)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (document));
}

/* All that a file would hold. */
static char *
print (NrnDocument *document)
{
  g_autoptr (NrnExperiment) trained = nrn_document_dup_trained (document);

  return nrn_experiment_print (trained);
}

static void
assert_prints (NrnDocument *document,
               const char  *expected)
{
  g_autofree char *text = print (document);

  g_assert_cmpstr (text, ==, expected);
}

static void
undo (NrnDocument *document)
{
  g_autoptr (GError) error = NULL;

  nrn_document_undo (document, &error);
  g_assert_no_error (error);
}

static void
redo (NrnDocument *document)
{
  g_autoptr (GError) error = NULL;

  nrn_document_redo (document, &error);
  g_assert_no_error (error);
}

static void
train_batch (NrnDocument *document)
{
  guint64 before = get_snapshot (document)->update;

  nrn_trainer_step (nrn_document_get_trainer (document), NRN_STEP_BATCH);
  while (get_snapshot (document)->update == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
tell_rate (NrnDocument *document,
           double       learning_rate)
{
  nrn_trainer_set_learning_rate (nrn_document_get_trainer (document), learning_rate);
  while (get_snapshot (document)->learning_rate != learning_rate)
    g_main_context_iteration (NULL, TRUE);
}

/* The trainer obeys in turn: once it has told of another learning rate and of the one
 * that it had, it has told of all that it was asked for before, such as the mark of a
 * batch size. */
static void
settle (NrnDocument *document)
{
  double learning_rate = nrn_config_lookup (get_parts (document).optimizer, "learning_rate");

  tell_rate (document, learning_rate + 1);
  tell_rate (document, learning_rate);
}

/* ---- Edits ---- */

static void
edit (NrnDocument              *document,
      const NrnExperimentParts *parts)
{
  g_autoptr (GError) error = NULL;

  nrn_document_edit (document, parts, &error);
  /* Some random networks and losses do not fit together. */
  if (error != NULL)
    g_assert_cmpint (error->domain, ==, NRN_ERROR);
}

/* A new list of layers; those given by %NULL go. */
static NrnArchitecture *
with_layers (const NrnArchitecture *architecture,
             GPtrArray             *layers,
             GPtrArray             *names)
{
  return nrn_architecture_new (nrn_architecture_get_input_dim (architecture), layers->len,
                               (NrnConfig *const *) layers->pdata,
                               (const char *const *) names->pdata, NULL);
}

static void
list_layers (const NrnArchitecture *architecture,
             GPtrArray             *layers,
             GPtrArray             *names)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      g_ptr_array_add (layers, nrn_config_ref (nrn_architecture_get_layer (architecture, i)));
      g_ptr_array_add (names, g_strdup (nrn_architecture_get_layer_name (architecture, i)));
    }
}

static void
put_layer (GPtrArray *layers,
           guint      place,
           NrnConfig *layer)
{
  nrn_config_unref (layers->pdata[place]);
  layers->pdata[place] = layer;
}

static void
edit_layers (NrnDocument *document,
             int          what,
             guint        argument)
{
  NrnExperimentParts parts = get_parts (document);
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (NrnArchitecture) architecture = NULL;
  guint n, place;

  list_layers (parts.architecture, layers, names);
  n = layers->len;
  place = argument % n;
  switch (what)
    {
    case 0:
      g_ptr_array_insert (layers, (int) place, nrn_dense_config_new (argument % 5 + 1, "tanh", NULL));
      g_ptr_array_insert (names, (int) place, g_strdup_printf ("layer_%u", argument));
      break;
    case 1:
      if (n < 2)
        return;
      place = argument % (n - 1);
      g_ptr_array_remove_index (layers, place);
      g_ptr_array_remove_index (names, place);
      break;
    case 2:
      if (place + 1 == n)
        return;
      put_layer (layers, place, nrn_dense_config_new (argument % 7 + 1, "relu", NULL));
      break;
    default:
      put_layer (layers, place,
                 nrn_config_with_text (layers->pdata[place], "activation",
                                       argument % 2 == 0 ? "sigmoid" : "softplus", NULL));
    }
  architecture = with_layers (parts.architecture, layers, names);
  if (architecture == NULL)
    return;

  parts.architecture = architecture;
  edit (document, &parts);
}

static void
take_unit_out (NrnDocument *document,
               guint        argument)
{
  NrnExperimentParts parts = get_parts (document);
  guint n_units = nrn_architecture_get_layer_units (parts.architecture, 0);
  g_autoptr (GPtrArray) layers = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_config_unref);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (NrnArchitecture) architecture = NULL;
  g_autoptr (NrnUnitMap) map = NULL;

  if (n_units < 2 || nrn_architecture_get_n_layers (parts.architecture) < 2)
    return;

  list_layers (parts.architecture, layers, names);
  put_layer (layers, 0, nrn_config_with_number (layers->pdata[0], "units", n_units - 1, NULL));
  architecture = with_layers (parts.architecture, layers, names);
  map = nrn_unit_map_new_without (parts.architecture, architecture, 0, argument % n_units);
  g_assert_true (nrn_document_edit_network (document, map, NULL));
}

static void
set_weight (NrnDocument *document,
            guint        argument)
{
  const NrnWeights *weights = get_snapshot (document)->weights;
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *data = g_memdup2 (nrn_weights_get_data (weights), n * sizeof (float));
  g_autoptr (NrnWeights) changed = NULL;
  g_autoptr (GError) error = NULL;

  data[argument % n] = (float) argument / 8;
  changed = nrn_weights_new (architecture, data);
  g_assert_true (nrn_document_set_weights (document, changed, &error));
}

static void
freeze (NrnDocument *document,
        guint        layer,
        gboolean     trainable)
{
  NrnExperimentParts parts = get_parts (document);
  g_autoptr (NrnConfig) frozen = NULL;
  g_autoptr (NrnArchitecture) architecture = NULL;

  frozen = nrn_config_with_number (nrn_architecture_get_layer (parts.architecture, layer),
                                   "trainable", trainable, NULL);
  architecture = nrn_architecture_with_layer (parts.architecture, layer, frozen, NULL);
  parts.architecture = architecture;
  edit (document, &parts);
}

static void
switch_unit (NrnDocument *document,
             guint        layer,
             guint        unit,
             gboolean     is_on)
{
  const NrnArchitecture *architecture = get_parts (document).architecture;
  g_autoptr (NrnUnitMap) map = NULL;

  if (!nrn_architecture_can_switch (architecture, layer))
    return;

  unit %= nrn_architecture_get_layer_units (architecture, layer);
  map = nrn_architecture_switch_unit (architecture, layer, unit, is_on, NULL);
  g_assert_true (nrn_document_edit_network (document, map, NULL));
}

static void
edit_anything (NrnDocument *document)
{
  static const char *const losses[] = { "mean_squared_error", "sparse_categorical_crossentropy", "hinge" };
  static const char *const presets[] = { "drug-trial", "xor", "body-mass" };
  NrnExperimentParts parts = get_parts (document);
  guint argument = (guint) g_test_rand_int_range (0, 1000);
  g_autoptr (NrnConfig) config = NULL;
  g_autoptr (NrnExperiment) experiment = NULL;
  const NrnPreset *preset;

  switch (g_test_rand_int_range (0, 16))
    {
    case 0: edit_layers (document, 0, argument); break;
    case 1: edit_layers (document, 1, argument); break;
    case 2: edit_layers (document, 2, argument); break;
    case 3: edit_layers (document, 3, argument); break;
    case 4: take_unit_out (document, argument); break;
    case 5: set_weight (document, argument); break;
    case 6:
      nrn_document_set_learning_rate (document, argument / 1000.0, NULL);
      break;
    case 7:
      parts.fit.batch_size = argument + 1;
      g_assert_true (nrn_document_set_fit (document, &parts.fit, NULL));
      break;
    case 8:
      parts.fit.seed = argument;
      g_assert_true (nrn_document_set_fit (document, &parts.fit, NULL));
      break;
    case 9:
      parts.scale = !parts.scale;
      edit (document, &parts);
      break;
    case 10:
      config = nrn_config_new_by_name (NRN_FAMILY_LOSS, losses[argument % 3], NULL);
      parts.loss = config;
      edit (document, &parts);
      break;
    case 11:
      config = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, argument % 2 == 0 ? "SGD" : "Adam", NULL);
      parts.optimizer = config;
      edit (document, &parts);
      break;
    case 12:
      freeze (document, argument % nrn_architecture_get_n_layers (parts.architecture), argument % 3 == 0);
      break;
    case 14:
      switch_unit (document, argument % nrn_architecture_get_n_layers (parts.architecture), argument,
                   argument % 4 == 0);
      break;
    case 13:
      g_assert_true (nrn_document_set_weight (
        document, argument % nrn_architecture_get_n_parameters (parts.architecture), argument / 7.0,
        NULL));
      break;
    default:
      preset = nrn_preset_find (presets[argument % 3], NULL);
      experiment = nrn_preset_new_experiment (preset, argument);
      g_assert_true (nrn_document_replace (document, experiment, NULL));
    }
}

/* ---- Tests ---- */

/* The first and the last text that the document has been through come back, more than
 * once, also where the trainer has not told of an edit before the next one is made. */
static void
test_any_edits_can_be_taken_back (void)
{
  for (guint round = 0; round < 12; round++)
    {
      NrnDocument *document = document_new (round % 2 == 0 ? "drug-trial" : "xor");
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      guint n_edits = 0;

      if (round % 3 == 1)
        train_batch (document);
      g_ptr_array_add (texts, print (document));
      for (guint i = 0; i < 25; i++)
        {
          g_autofree char *text = NULL;

          edit_anything (document);
          if (round < 6 || i == 24)
            settle (document);
          text = print (document);
          if (g_str_equal (text, g_ptr_array_index (texts, texts->len - 1)))
            continue;
          g_ptr_array_add (texts, g_steal_pointer (&text));
        }

      for (guint time = 0; time < 2; time++)
        {
          n_edits = 0;
          while (nrn_document_get_undo_name (document) != NULL)
            {
              undo (document);
              n_edits++;
            }
          settle (document);
          assert_prints (document, g_ptr_array_index (texts, 0));
          g_assert_cmpuint (n_edits, <, texts->len);
          while (nrn_document_get_redo_name (document) != NULL)
            {
              redo (document);
              n_edits--;
            }
          settle (document);
          assert_prints (document, g_ptr_array_index (texts, texts->len - 1));
          g_assert_cmpuint (n_edits, ==, 0);
        }
      g_assert_finalize_object (document);
    }
}

static void
test_names (void)
{
  NrnDocument *document = document_new ("drug-trial");
  NrnExperimentParts parts = get_parts (document);
  g_autoptr (NrnConfig) sgd = nrn_config_new_by_name (NRN_FAMILY_OPTIMIZER, "SGD", NULL);

  g_assert_null (nrn_document_get_undo_name (document));
  edit_layers (document, 0, 2);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Add Layer");
  edit_layers (document, 1, 0);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Remove Layer");
  edit_layers (document, 3, 0);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Activation");
  parts = get_parts (document);
  parts.optimizer = sgd;
  edit (document, &parts);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Optimizer");
  nrn_document_set_learning_rate (document, 0.5, NULL);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Learning Rate");
  undo (document);
  g_assert_cmpstr (nrn_document_get_redo_name (document), ==, "Redo Change Learning Rate");
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Optimizer");
  set_weight (document, 5);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Weight");
  freeze (document, 0, FALSE);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Freeze Layer");
  freeze (document, 0, TRUE);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Unfreeze Layer");
  switch_unit (document, 0, 1, FALSE);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Switch Unit Off");
  switch_unit (document, 0, 1, TRUE);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Switch Unit On");
  g_assert_null (nrn_document_get_redo_name (document));
  g_assert_finalize_object (document);
}

/* A spin button that is held down is one edit. */
static void
test_a_run_of_numbers_is_one_edit (void)
{
  NrnDocument *document = document_new ("drug-trial");
  g_autofree char *text = print (document);

  for (guint i = 11; i < 20; i++)
    {
      NrnFitOptions fit = get_parts (document).fit;

      fit.batch_size = i;
      g_assert_true (nrn_document_set_fit (document, &fit, NULL));
    }
  undo (document);
  assert_prints (document, text);
  g_assert_null (nrn_document_get_undo_name (document));
  g_assert_finalize_object (document);
}

static void
dawdle_cb (NrnDocument *document)
{
  g_usleep (G_USEC_PER_SEC + G_USEC_PER_SEC / 20);
}

/* On a slow machine too, where all that shows an edit takes its time. */
static void
test_a_run_of_slow_edits_is_one_edit (void)
{
  NrnDocument *document = document_new ("drug-trial");
  g_autofree char *text = print (document);

  edit_layers (document, 2, 3 * 20);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Remove Units");
  g_signal_connect (document, "experiment-changed", G_CALLBACK (dawdle_cb), NULL);
  edit_layers (document, 2, 3 * 7);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Remove Units");
  g_signal_handlers_disconnect_by_func (document, dawdle_cb, NULL);
  undo (document);
  assert_prints (document, text);
  g_assert_null (nrn_document_get_undo_name (document));
  g_assert_finalize_object (document);
}

/* Another seed forgets what was learned: two of them that are one edit must not. */
static void
test_a_run_of_seeds_is_one_edit (void)
{
  NrnDocument *document = document_new ("xor");
  g_autofree char *text = NULL;

  train_batch (document);
  text = print (document);
  for (guint i = 5; i < 8; i++)
    {
      NrnFitOptions fit = get_parts (document).fit;

      fit.seed = i;
      g_assert_true (nrn_document_set_fit (document, &fit, NULL));
    }
  undo (document);
  assert_prints (document, text);
  g_assert_null (nrn_document_get_undo_name (document));
  g_assert_finalize_object (document);
}

/* Other rows begin the epoch anew, so a number that was changed within it was not. */
static void
test_a_change_in_an_epoch_that_begins_anew (void)
{
  NrnDocument *document = document_new ("drug-trial");
  NrnFitOptions fit = get_parts (document).fit;
  NrnExperimentParts parts;
  g_autofree char *text = NULL;

  train_batch (document);
  text = print (document);
  fit.batch_size = 711;
  g_assert_true (nrn_document_set_fit (document, &fit, NULL));
  settle (document);
  g_assert_nonnull (nrn_history_get_changes (nrn_document_get_history (document)));

  parts = get_parts (document);
  parts.scale = !parts.scale;
  edit (document, &parts);
  g_assert_null (nrn_history_get_changes (nrn_document_get_history (document)));
  undo (document);
  undo (document);
  settle (document);
  assert_prints (document, text);
  g_assert_finalize_object (document);
}

/* What the network has learned stays where its connections do. */
static void
test_an_edit_keeps_what_was_learned (void)
{
  NrnDocument *document = document_new ("drug-trial");
  g_autofree float *learned = NULL;
  const float *now;

  train_batch (document);
  learned = g_memdup2 (nrn_weights_get_tensor (get_snapshot (document)->weights, 0, "kernel"),
                       6 * sizeof (float));
  edit_layers (document, 2, 7 + 14);       /* 6 units become 1 … */
  undo (document);
  g_assert_cmpmem (learned, 6 * sizeof (float),
                   nrn_weights_get_tensor (get_snapshot (document)->weights, 0, "kernel"),
                   6 * sizeof (float));
  edit_layers (document, 3, 1);
  now = nrn_weights_get_tensor (get_snapshot (document)->weights, 0, "kernel");
  g_assert_cmpmem (learned, 6 * sizeof (float), now, 6 * sizeof (float));
  g_assert_finalize_object (document);
}

/* Before anything was learned, an edit leads to the weights of the seed: the
 * same ones as on the command line. */
static void
test_an_edit_before_training_is_as_if_begun_so (void)
{
  NrnDocument *document = document_new ("drug-trial");
  g_autoptr (NrnWeights) expected = NULL;
  gsize size;

  edit_layers (document, 2, 3);
  expected = nrn_weights_new_initial (get_parts (document).architecture, 64);
  size = nrn_architecture_get_n_parameters (get_parts (document).architecture) * sizeof (float);
  g_assert_cmpmem (nrn_weights_get_data (expected), size,
                   nrn_weights_get_data (get_snapshot (document)->weights), size);
  g_assert_finalize_object (document);
}

static void
test_undo_while_training (void)
{
  NrnDocument *document = document_new ("drug-trial");
  g_autoptr (NrnWeights) at_edit = NULL;

  nrn_trainer_set_pace (nrn_document_get_trainer (document), 1000);
  train_batch (document);
  set_weight (document, 0);
  train_batch (document);
  at_edit = nrn_weights_ref (get_snapshot (document)->weights);
  undo (document);
  /* The weight that was set goes back; what the others learned since stays. */
  g_assert_cmpfloat (nrn_weights_get_data (get_snapshot (document)->weights)[0], !=,
                     nrn_weights_get_data (at_edit)[0]);
  g_assert_cmpmem (nrn_weights_get_data (get_snapshot (document)->weights) + 1, 300 * sizeof (float),
                   nrn_weights_get_data (at_edit) + 1, 300 * sizeof (float));
  g_assert_finalize_object (document);
}

static void
wait_for_updates (NrnDocument *document,
                  guint64      n_updates)
{
  guint64 before = get_snapshot (document)->update;

  while (get_snapshot (document)->update < before + n_updates)
    {
      nrn_trainer_request_snapshot (nrn_document_get_trainer (document));
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpint (get_snapshot (document)->state, ==, NRN_TRAINING_RUNNING);
}

/* Edits while it is played: layers stop and learn again, units come and go,
 * weights are set, all of it is taken back, and the training goes on. */
static void
test_a_training_goes_on (void)
{
  NrnDocument *document = document_new ("drug-trial");
  g_autoptr (NrnWeights) at_edit = NULL;
  NrnExperimentParts parts = get_parts (document);
  guint n_marks;

  parts.fit.epochs = 1000000;
  g_assert_true (nrn_document_set_fit (document, &parts.fit, NULL));
  nrn_trainer_play (nrn_document_get_trainer (document));
  /* An epoch is over after 210. */
  wait_for_updates (document, 220);

  freeze (document, 1, FALSE);
  at_edit = nrn_weights_ref (get_snapshot (document)->weights);
  wait_for_updates (document, 100);
  g_assert_cmpmem (nrn_weights_get_tensor (get_snapshot (document)->weights, 1, "kernel"), 768,
                   nrn_weights_get_tensor (at_edit, 1, "kernel"), 768);
  g_assert_cmpint (memcmp (nrn_weights_get_tensor (get_snapshot (document)->weights, 2, "kernel"),
                           nrn_weights_get_tensor (at_edit, 2, "kernel"), 256), !=, 0);
  nrn_history_get_marks (nrn_document_get_history (document), &n_marks);
  g_assert_cmpuint (n_marks, ==, 1);

  undo (document);
  wait_for_updates (document, 100);
  g_assert_cmpint (memcmp (nrn_weights_get_tensor (get_snapshot (document)->weights, 1, "kernel"),
                           nrn_weights_get_tensor (at_edit, 1, "kernel"), 768), !=, 0);

  edit_layers (document, 2, 3 * 50);       /* another number of units */
  wait_for_updates (document, 1);
  g_assert_true (nrn_document_set_weight (document, 3, 0.5, NULL));
  wait_for_updates (document, 1);
  undo (document);
  wait_for_updates (document, 1);
  undo (document);
  wait_for_updates (document, 1);
  redo (document);
  wait_for_updates (document, 1);

  /* Another start waits to be played. */
  parts = get_parts (document);
  parts.fit.seed++;
  g_assert_true (nrn_document_set_fit (document, &parts.fit, NULL));
  g_assert_cmpint (get_snapshot (document)->state, ==, NRN_TRAINING_READY);
  g_assert_finalize_object (document);
}

static float
get_weight (NrnDocument *document,
            gsize        weight)
{
  return nrn_weights_get_data (get_snapshot (document)->weights)[weight];
}

/* What is moved is seen and is no edit; what is set is one, also after a
 * move. */
static void
test_a_weight_by_hand (void)
{
  NrnDocument *document = document_new ("drug-trial");
  g_autofree char *text = print (document);
  float before = get_weight (document, 7);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 5; i++)
    {
      nrn_document_preview_weight (document, 7, i / 4.0);
      g_assert_cmpfloat (get_weight (document, 7), ==, i / 4.0f);
    }
  assert_prints (document, text);
  g_assert_null (nrn_document_get_undo_name (document));
  nrn_document_end_preview (document);
  g_assert_cmpfloat (get_weight (document, 7), ==, before);

  /* A training under it moves the others. */
  nrn_document_preview_weight (document, 7, 3);
  train_batch (document);
  g_assert_cmpfloat (get_weight (document, 7), ==, 3);
  g_assert_cmpfloat (get_weight (document, 0), !=, 0);
  g_assert_true (nrn_document_set_weight (document, 7, 2.5, NULL));
  g_assert_cmpfloat (get_weight (document, 7), ==, 2.5);
  g_assert_cmpstr (nrn_document_get_undo_name (document), ==, "Undo Change Weight");

  /* Nudges are one edit, but not with those of another weight. */
  g_assert_true (nrn_document_set_weight (document, 7, 2.75, NULL));
  g_assert_true (nrn_document_set_weight (document, 8, 2.75, NULL));
  g_assert_true (nrn_document_set_weight (document, 8, 2.75, NULL));
  undo (document);
  g_assert_cmpfloat (get_weight (document, 7), ==, 2.75);
  undo (document);
  g_assert_cmpfloat (get_weight (document, 7), !=, 2.75);
  g_assert_null (nrn_document_get_undo_name (document));

  g_assert_false (nrn_document_set_weight (document, 7, 1e300, &error));
  g_assert_error (error, NRN_ERROR, NRN_ERROR_INVALID);
  g_assert_null (nrn_document_get_undo_name (document));
  g_assert_finalize_object (document);
}

static void
test_refused_edits_leave_nothing_to_take_back (void)
{
  NrnDocument *document = document_new ("drug-trial");
  NrnExperimentParts parts = get_parts (document);
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("7-2", NULL, NULL);
  g_autoptr (GError) error = NULL;

  parts.architecture = architecture;
  g_assert_false (nrn_document_edit (document, &parts, &error));
  g_assert_nonnull (error);
  g_assert_null (nrn_document_get_undo_name (document));
  g_assert_finalize_object (document);
}

/* The rows are passed over again only where they come out differently. */
static void
test_samples_are_kept (void)
{
  g_autoptr (NrnDocument) document = document_new ("drug-trial");
  g_autoptr (NrnSamples) samples = nrn_samples_ref (nrn_document_get_samples (document));
  g_autoptr (NrnUnitMap) map =
    nrn_architecture_set_units (get_parts (document).architecture, 0, 9, NULL);
  g_autoptr (NrnConfig) loss =
    nrn_config_new_by_name (NRN_FAMILY_LOSS, "mean_squared_error", NULL);
  NrnExperimentParts parts;

  g_assert_true (nrn_document_edit_network (document, map, NULL));
  g_assert_true (nrn_document_get_samples (document) == samples);
  undo (document);
  g_assert_true (nrn_document_get_samples (document) == samples);

  parts = get_parts (document);
  parts.scale = FALSE;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  g_assert_null (nrn_document_get_scaler (document));
  g_assert_cmpfloat (nrn_samples_get_inputs (nrn_document_get_samples (document))[0], >, 1);
  undo (document);
  g_assert_nonnull (nrn_document_get_scaler (document));

  /* One-hot: as many targets as outputs. */
  parts = get_parts (document);
  parts.loss = loss;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  g_assert_cmpuint (nrn_samples_get_target_dim (nrn_document_get_samples (document)), ==, 2);
}

typedef struct
{
  guint n_changed;
  guint n_maps;
  int   unit;       /* of the second unit of the first layer */
} Changes;

static void
experiment_changed_cb (NrnDocument *document,
                       Changes     *changes)
{
  const NrnUnitMap *change = nrn_document_get_change (document);

  changes->n_changed++;
  if (change == NULL)
    return;

  changes->n_maps++;
  changes->unit = nrn_unit_map_get_unit (change, 0, 1);
  g_assert_true (nrn_architecture_equal (nrn_unit_map_get_to (change),
                                         get_parts (document).architecture));
}

/* What an edit leaves in place is known while it is announced, and so is what
 * taking it back does. */
static void
test_says_what_changes (void)
{
  g_autoptr (NrnDocument) document = document_new ("drug-trial");
  g_autoptr (NrnUnitMap) map =
    nrn_architecture_remove_unit (get_parts (document).architecture, 0, 1, NULL);
  Changes changes = { 0 };
  NrnExperimentParts parts;

  g_signal_connect (document, "experiment-changed", G_CALLBACK (experiment_changed_cb), &changes);
  g_assert_true (nrn_document_edit_network (document, map, NULL));
  g_assert_null (nrn_document_get_change (document));
  g_assert_cmpuint (changes.n_maps, ==, 1);
  g_assert_cmpint (changes.unit, ==, 2);
  undo (document);
  g_assert_cmpuint (changes.n_maps, ==, 2);
  g_assert_cmpint (changes.unit, ==, -1);
  redo (document);
  g_assert_cmpuint (changes.n_maps, ==, 3);
  g_assert_cmpint (changes.unit, ==, 2);

  /* Another start leaves nothing. */
  parts = get_parts (document);
  parts.fit.seed++;
  g_assert_true (nrn_document_edit (document, &parts, NULL));
  g_assert_cmpuint (changes.n_changed, ==, 4);
  g_assert_cmpuint (changes.n_maps, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/document/undo/any-edits-can-be-taken-back", test_any_edits_can_be_taken_back);
  g_test_add_func ("/document/undo/names", test_names);
  g_test_add_func ("/document/undo/a-run-of-numbers-is-one-edit", test_a_run_of_numbers_is_one_edit);
  g_test_add_func ("/document/undo/a-run-of-slow-edits-is-one-edit",
                   test_a_run_of_slow_edits_is_one_edit);
  g_test_add_func ("/document/undo/a-run-of-seeds-is-one-edit", test_a_run_of_seeds_is_one_edit);
  g_test_add_func ("/document/undo/a-change-in-an-epoch-that-begins-anew",
                   test_a_change_in_an_epoch_that_begins_anew);
  g_test_add_func ("/document/undo/an-edit-keeps-what-was-learned", test_an_edit_keeps_what_was_learned);
  g_test_add_func ("/document/undo/an-edit-before-training-is-as-if-begun-so",
                   test_an_edit_before_training_is_as_if_begun_so);
  g_test_add_func ("/document/undo/undo-while-training", test_undo_while_training);
  g_test_add_func ("/document/undo/a-training-goes-on", test_a_training_goes_on);
  g_test_add_func ("/document/undo/a-weight-by-hand", test_a_weight_by_hand);
  g_test_add_func ("/document/undo/refused-edits-leave-nothing-to-take-back",
                   test_refused_edits_leave_nothing_to_take_back);
  g_test_add_func ("/document/undo/samples-are-kept", test_samples_are_kept);
  g_test_add_func ("/document/undo/says-what-changes", test_says_what_changes);

  return g_test_run ();
}
