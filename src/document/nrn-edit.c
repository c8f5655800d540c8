/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an edit of an experiment changed, for the names of undo and redo.
 */

#include "config.h"

#include "nrn-edit.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Whole, because a translation may need another form of either word. */
static const struct
{
  const char *undo;
  const char *redo;
  gboolean    is_number;
} names[NRN_N_EDITS] = {
  [NRN_EDIT_NONE]              = { N_("Undo"), N_("Redo") },
  [NRN_EDIT_EXPERIMENT]        = { N_("Undo Open Experiment"), N_("Redo Open Experiment") },
  [NRN_EDIT_DATA]              = { N_("Undo Change Data"), N_("Redo Change Data") },
  [NRN_EDIT_DATA_OPTIONS]      = { N_("Undo Change Data Settings"), N_("Redo Change Data Settings"), TRUE },
  [NRN_EDIT_ADD_POINT]         = { N_("Undo Add Point"), N_("Redo Add Point") },
  [NRN_EDIT_MOVE_POINT]        = { N_("Undo Move Point"), N_("Redo Move Point"), TRUE },
  [NRN_EDIT_REMOVE_POINT]      = { N_("Undo Remove Point"), N_("Redo Remove Point") },
  [NRN_EDIT_SCALE]             = { N_("Undo Change Scaling"), N_("Redo Change Scaling") },
  [NRN_EDIT_ADD_LAYER]         = { N_("Undo Add Layer"), N_("Redo Add Layer") },
  [NRN_EDIT_REMOVE_LAYER]      = { N_("Undo Remove Layer"), N_("Redo Remove Layer") },
  [NRN_EDIT_MOVE_LAYER]        = { N_("Undo Move Layer"), N_("Redo Move Layer") },
  [NRN_EDIT_ADD_UNITS]         = { N_("Undo Add Units"), N_("Redo Add Units"), TRUE },
  [NRN_EDIT_REMOVE_UNITS]      = { N_("Undo Remove Units"), N_("Redo Remove Units"), TRUE },
  [NRN_EDIT_NETWORK]           = { N_("Undo Change Network"), N_("Redo Change Network") },
  [NRN_EDIT_ACTIVATION]        = { N_("Undo Change Activation"), N_("Redo Change Activation") },
  [NRN_EDIT_FREEZE_LAYER]      = { N_("Undo Freeze Layer"), N_("Redo Freeze Layer") },
  [NRN_EDIT_UNFREEZE_LAYER]    = { N_("Undo Unfreeze Layer"), N_("Redo Unfreeze Layer") },
  [NRN_EDIT_LAYER]             = { N_("Undo Change Layer"), N_("Redo Change Layer") },
  [NRN_EDIT_UNIT_OFF]          = { N_("Undo Switch Unit Off"), N_("Redo Switch Unit Off") },
  [NRN_EDIT_UNIT_ON]           = { N_("Undo Switch Unit On"), N_("Redo Switch Unit On") },
  [NRN_EDIT_NAME]              = { N_("Undo Rename"), N_("Redo Rename") },
  [NRN_EDIT_LOSS]              = { N_("Undo Change Loss"), N_("Redo Change Loss") },
  [NRN_EDIT_OPTIMIZER]         = { N_("Undo Change Optimizer"), N_("Redo Change Optimizer") },
  [NRN_EDIT_LEARNING_RATE]     = { N_("Undo Change Learning Rate"), N_("Redo Change Learning Rate"), TRUE },
  [NRN_EDIT_OPTIMIZER_OPTIONS] = { N_("Undo Change Optimizer Settings"), N_("Redo Change Optimizer Settings"), TRUE },
  [NRN_EDIT_BATCH_SIZE]        = { N_("Undo Change Batch Size"), N_("Redo Change Batch Size"), TRUE },
  [NRN_EDIT_EPOCHS]            = { N_("Undo Change Epochs"), N_("Redo Change Epochs"), TRUE },
  [NRN_EDIT_VALIDATION]        = { N_("Undo Change Validation"), N_("Redo Change Validation"), TRUE },
  [NRN_EDIT_SEED]              = { N_("Undo Change Seed"), N_("Redo Change Seed"), TRUE },
  [NRN_EDIT_FIT]               = { N_("Undo Change Training"), N_("Redo Change Training") },
  [NRN_EDIT_GO_BACK]           = { N_("Undo Go On From Here"), N_("Redo Go On From Here") },
  [NRN_EDIT_WEIGHT]            = { N_("Undo Change Weight"), N_("Redo Change Weight"), TRUE },
  [NRN_EDIT_WEIGHTS]           = { N_("Undo Change Weights"), N_("Redo Change Weights") },
  [NRN_EDIT_REROLL]            = { N_("Undo Re-roll Units"), N_("Redo Re-roll Units") },
  [NRN_EDIT_KEEP_RUN]          = { N_("Undo Keep Run"), N_("Redo Keep Run") },
  [NRN_EDIT_REMOVE_RUN]        = { N_("Undo Remove Run"), N_("Redo Remove Run") },
  [NRN_EDIT_RENAME_RUN]        = { N_("Undo Rename Run"), N_("Redo Rename Run") },
  [NRN_EDIT_LOAD_RUN]          = { N_("Undo Load Run"), N_("Redo Load Run") },
};

/* Names that are not known are those of the data. */
static gboolean
same_names (const char *const *a,
            const char *const *b)
{
  return a == NULL || b == NULL || g_strv_equal (a, b);
}

static gboolean
same_names_of_data (const NrnDataSource *a,
                    const NrnDataSource *b)
{
  for (guint i = 0; i < NRN_N_NAMES; i++)
    {
      const char *const *old = nrn_data_source_get_names (a, (NrnNames) i);
      const char *const *new = nrn_data_source_get_names (b, (NrnNames) i);

      if ((old == NULL) != (new == NULL) || !same_names (old, new))
        return FALSE;
    }

  return TRUE;
}

static gboolean
same_row (const NrnDataset *a,
          guint             row,
          const NrnDataset *b,
          guint             other)
{
  guint n = nrn_dataset_get_n_features (a);

  return memcmp (nrn_dataset_get_features (a) + (gsize) row * n,
                 nrn_dataset_get_features (b) + (gsize) other * n, n * sizeof (float)) == 0 &&
         memcmp (nrn_dataset_get_targets (a) + row, nrn_dataset_get_targets (b) + other,
                 sizeof (float)) == 0;
}

/* Two data sets that differ in one row: from both ends, all others are the
 * same. */
static NrnEditKind
compare_rows (const NrnDataset *a,
              const NrnDataset *b)
{
  guint n_before = nrn_dataset_get_n_rows (a);
  guint n_after = nrn_dataset_get_n_rows (b);
  guint n = MIN (n_before, n_after);
  guint n_first = 0, n_last = 0;

  while (n_first < n && same_row (a, n_first, b, n_first))
    n_first++;
  while (n_last < n - n_first && same_row (a, n_before - 1 - n_last, b, n_after - 1 - n_last))
    n_last++;

  if (n_after == n_before)
    return n_first == n ? NRN_EDIT_NONE
                        : n_first + n_last + 1 == n ? NRN_EDIT_MOVE_POINT : NRN_EDIT_DATA;
  if (n_first + n_last < n)
    return NRN_EDIT_DATA;

  return n_after == n_before + 1 ? NRN_EDIT_ADD_POINT
                                 : n_before == n_after + 1 ? NRN_EDIT_REMOVE_POINT : NRN_EDIT_DATA;
}

/* Rows that were changed by hand were others before. */
static NrnEditKind
compare_by_hand (const NrnDataSource *a,
                 const NrnDataSource *b)
{
  g_autoptr (NrnDataset) before = nrn_data_source_load (a, NULL);
  g_autoptr (NrnDataset) after = nrn_data_source_load (b, NULL);

  if (before == NULL || after == NULL || nrn_dataset_get_n_classes (before) == 0 ||
      nrn_dataset_get_n_classes (after) == 0 ||
      !g_strv_equal (nrn_dataset_get_class_names (before), nrn_dataset_get_class_names (after)) ||
      !g_strv_equal (nrn_dataset_get_feature_names (before), nrn_dataset_get_feature_names (after)))
    return NRN_EDIT_DATA;

  return compare_rows (before, after);
}

static NrnEditKind
compare_data (const NrnExperimentParts *a,
              const NrnExperimentParts *b)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (a->source);

  if (nrn_data_source_has_rows_of (a->source, b->source))
    return NRN_EDIT_NONE;
  if (nrn_data_source_is_by_hand (b->source))
    return compare_by_hand (a->source, b->source);

  if (generator != nrn_data_source_get_generator (b->source) ||
      g_strcmp0 (nrn_data_source_get_path (a->source), nrn_data_source_get_path (b->source)) != 0 ||
      g_strcmp0 (nrn_data_source_get_text (a->source), nrn_data_source_get_text (b->source)) != 0)
    return NRN_EDIT_DATA;

  if (generator == NULL)
    return nrn_data_source_equal (a->source, b->source) ? NRN_EDIT_NONE : NRN_EDIT_DATA_OPTIONS;

  if (memcmp (nrn_data_source_get_values (a->source), nrn_data_source_get_values (b->source),
              generator->n_parameters * sizeof (double)) != 0)
    return NRN_EDIT_DATA_OPTIONS;

  /* The experiment's seed changes that of the data along with it. */
  return nrn_data_source_get_seed (a->source) != nrn_data_source_get_seed (b->source) &&
         a->fit.seed == b->fit.seed ? NRN_EDIT_DATA_OPTIONS : NRN_EDIT_NONE;
}

static gboolean
has_layer (const NrnArchitecture *architecture,
           const char            *name)
{
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    {
      if (g_str_equal (nrn_architecture_get_layer_name (architecture, i), name))
        return TRUE;
    }

  return FALSE;
}

static guint
count_missing (const NrnArchitecture *here,
               const NrnArchitecture *there)
{
  guint n = 0;

  for (guint i = 0; i < nrn_architecture_get_n_layers (here); i++)
    n += !has_layer (there, nrn_architecture_get_layer_name (here, i));

  return n;
}

/* Whether all layers of @fewer are in @more, as they are and in the same
 * order. */
static gboolean
is_part_of (const NrnArchitecture *fewer,
            const NrnArchitecture *more)
{
  guint place = 0;

  for (guint i = 0; i < nrn_architecture_get_n_layers (fewer); i++, place++)
    {
      const char *name = nrn_architecture_get_layer_name (fewer, i);

      while (place < nrn_architecture_get_n_layers (more) &&
             !g_str_equal (nrn_architecture_get_layer_name (more, place), name))
        place++;
      if (place == nrn_architecture_get_n_layers (more) ||
          !nrn_config_equal (nrn_architecture_get_layer (fewer, i),
                             nrn_architecture_get_layer (more, place)))
        return FALSE;
    }

  return TRUE;
}

/* Whether the argument trainable is all that differs. */
static gboolean
differs_in_trainable (const NrnConfig *old,
                      const NrnConfig *new)
{
  double trainable = nrn_config_lookup (new, "trainable");
  g_autoptr (NrnConfig) changed = NULL;

  if (isnan (trainable))
    return FALSE;

  changed = nrn_config_with_number (old, "trainable", trainable, NULL);

  return changed != NULL && nrn_config_equal (changed, new);
}

/* The same layers in the same places. */
static NrnEditKind
compare_layers (const NrnArchitecture *a,
                const NrnArchitecture *b)
{
  NrnEditKind kind = NRN_EDIT_NONE;

  for (guint i = 0; i < nrn_architecture_get_n_layers (a); i++)
    {
      const NrnConfig *old = nrn_architecture_get_layer (a, i);
      const NrnConfig *new = nrn_architecture_get_layer (b, i);
      guint old_units = nrn_architecture_get_layer_units (a, i);
      guint new_units = nrn_architecture_get_layer_units (b, i);
      const NrnConfig *old_activation = nrn_architecture_get_activation (a, i);
      const NrnConfig *new_activation = nrn_architecture_get_activation (b, i);
      NrnEditKind found;

      if (nrn_config_equal (old, new))
        continue;
      if (nrn_config_get_kind (old) != nrn_config_get_kind (new))
        found = NRN_EDIT_NETWORK;
      else if (old_units != new_units)
        found = new_units > old_units ? NRN_EDIT_ADD_UNITS : NRN_EDIT_REMOVE_UNITS;
      else if (old_activation != NULL && new_activation != NULL &&
               !nrn_config_equal (old_activation, new_activation))
        found = NRN_EDIT_ACTIVATION;
      else if (differs_in_trainable (old, new))
        found = nrn_config_lookup (new, "trainable") != 0 ? NRN_EDIT_UNFREEZE_LAYER
                                                          : NRN_EDIT_FREEZE_LAYER;
      else
        found = NRN_EDIT_LAYER;
      /* More than one layer at once has been typed. */
      kind = kind == NRN_EDIT_NONE || kind == found ? found : NRN_EDIT_NETWORK;
    }

  if (kind == NRN_EDIT_NONE && nrn_architecture_count_off (b) > nrn_architecture_count_off (a))
    return NRN_EDIT_UNIT_OFF;
  if (kind == NRN_EDIT_NONE && nrn_architecture_count_off (b) < nrn_architecture_count_off (a))
    return NRN_EDIT_UNIT_ON;

  return kind;
}

static NrnEditKind
compare_networks (const NrnArchitecture *a,
                  const NrnArchitecture *b)
{
  guint n_gone, n_new;

  if (nrn_architecture_equal (a, b))
    return NRN_EDIT_NONE;
  if (nrn_architecture_get_input_dim (a) != nrn_architecture_get_input_dim (b))
    return NRN_EDIT_NETWORK;

  n_gone = count_missing (a, b);
  n_new = count_missing (b, a);
  if (n_gone == 0 && n_new == 1 && is_part_of (a, b))
    return NRN_EDIT_ADD_LAYER;
  if (n_gone == 1 && n_new == 0 && is_part_of (b, a))
    return NRN_EDIT_REMOVE_LAYER;
  if (n_gone == n_new && n_gone == 1 &&
      nrn_architecture_get_n_layers (a) == nrn_architecture_get_n_layers (b) &&
      compare_layers (a, b) == NRN_EDIT_NONE)
    return NRN_EDIT_NAME;
  if (n_gone > 0 || n_new > 0)
    return NRN_EDIT_NETWORK;

  for (guint i = 0; i < nrn_architecture_get_n_layers (a); i++)
    {
      if (!g_str_equal (nrn_architecture_get_layer_name (a, i), nrn_architecture_get_layer_name (b, i)))
        return NRN_EDIT_MOVE_LAYER;
    }

  return compare_layers (a, b);
}

static NrnEditKind
compare_optimizers (const NrnConfig *a,
                    const NrnConfig *b)
{
  if (nrn_config_equal (a, b))
    return NRN_EDIT_NONE;
  if (nrn_config_get_kind (a) != nrn_config_get_kind (b))
    return NRN_EDIT_OPTIMIZER;

  return nrn_config_lookup (a, "learning_rate") != nrn_config_lookup (b, "learning_rate")
           ? NRN_EDIT_LEARNING_RATE
           : NRN_EDIT_OPTIMIZER_OPTIONS;
}

static NrnEditKind
compare_fits (const NrnFitOptions *a,
              const NrnFitOptions *b)
{
  if (a->batch_size != b->batch_size)
    return NRN_EDIT_BATCH_SIZE;
  if (a->epochs != b->epochs)
    return NRN_EDIT_EPOCHS;
  if (a->validation_split != b->validation_split ||
      a->validation_shuffled != b->validation_shuffled)
    return NRN_EDIT_VALIDATION;
  if (a->seed != b->seed)
    return NRN_EDIT_SEED;

  return nrn_fit_options_equal (a, b) ? NRN_EDIT_NONE : NRN_EDIT_FIT;
}

/* An experiment without weights has those that its seed gives. */
static NrnEditKind
compare_weights (const NrnExperimentParts *a,
                 const NrnExperimentParts *b)
{
  g_autoptr (NrnWeights) initial = NULL;
  const float *old, *new;
  gsize n, n_changed = 0;

  if (a->history != NULL && b->history != NULL &&
      nrn_history_get_n_epochs (b->history) < nrn_history_get_n_epochs (a->history))
    return NRN_EDIT_GO_BACK;
  if (b->weights == NULL || a->weights == b->weights)
    return NRN_EDIT_NONE;

  if (a->weights == NULL)
    initial = nrn_weights_new_initial (a->architecture, a->fit.seed);
  old = nrn_weights_get_data (initial != NULL ? initial : a->weights);
  new = nrn_weights_get_data (b->weights);
  n = nrn_architecture_get_n_parameters (a->architecture);
  for (gsize i = 0; i < n; i++)
    n_changed += memcmp (&old[i], &new[i], sizeof (float)) != 0;

  return n_changed == 0 ? NRN_EDIT_NONE : n_changed == 1 ? NRN_EDIT_WEIGHT : NRN_EDIT_WEIGHTS;
}

/**
 * nrn_edit_kind:
 * @before: an experiment
 * @after: what became of it
 *
 * Returns: what the change is called
 */
NrnEditKind
nrn_edit_kind (const NrnExperiment *before,
               const NrnExperiment *after)
{
  const NrnExperimentParts *a = nrn_experiment_get_parts (before);
  const NrnExperimentParts *b = nrn_experiment_get_parts (after);
  NrnEditKind kind;

  if (g_strcmp0 (a->preset, b->preset) != 0 && b->preset != NULL)
    return NRN_EDIT_EXPERIMENT;

  kind = compare_data (a, b);
  if (kind == NRN_EDIT_NONE && a->scale != b->scale)
    kind = NRN_EDIT_SCALE;
  if (kind == NRN_EDIT_NONE)
    kind = compare_networks (a->architecture, b->architecture);
  if (kind == NRN_EDIT_NONE &&
      (g_strcmp0 (a->name, b->name) != 0 || !same_names_of_data (a->source, b->source) ||
       !same_names (a->feature_names, b->feature_names) ||
       !same_names (a->output_names, b->output_names)))
    kind = NRN_EDIT_NAME;
  if (kind == NRN_EDIT_NONE && !nrn_config_equal (a->loss, b->loss))
    kind = NRN_EDIT_LOSS;
  if (kind == NRN_EDIT_NONE)
    kind = compare_optimizers (a->optimizer, b->optimizer);
  if (kind == NRN_EDIT_NONE)
    kind = compare_fits (&a->fit, &b->fit);
  if (kind == NRN_EDIT_NONE)
    kind = compare_weights (a, b);

  return kind;
}

/**
 * nrn_edit_get_moved_row:
 * @before: an experiment
 * @after: what became of it by %NRN_EDIT_MOVE_POINT
 *
 * Returns: the row that is another one
 */
guint
nrn_edit_get_moved_row (const NrnExperiment *before,
                        const NrnExperiment *after)
{
  g_autoptr (NrnDataset) a = nrn_data_source_load (nrn_experiment_get_parts (before)->source, NULL);
  g_autoptr (NrnDataset) b = nrn_data_source_load (nrn_experiment_get_parts (after)->source, NULL);
  guint row = 0;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  while (row + 1 < nrn_dataset_get_n_rows (a) && same_row (a, row, b, row))
    row++;

  return row;
}

/**
 * nrn_edit_kind_is_number:
 * @kind: what an edit is called
 *
 * Returns: whether it changes a number that a spin button counts up or a drag
 *   scrubs, so that a quick succession of them is one edit
 */
gboolean
nrn_edit_kind_is_number (NrnEditKind kind)
{
  g_return_val_if_fail (kind < NRN_N_EDITS, FALSE);

  return names[kind].is_number;
}

/**
 * nrn_edit_kind_get_undo:
 * @kind: what an edit is called
 *
 * Returns: e.g. “Undo Add Layer”, in the user's language
 */
const char *
nrn_edit_kind_get_undo (NrnEditKind kind)
{
  g_return_val_if_fail (kind < NRN_N_EDITS, NULL);

  return _(names[kind].undo);
}

/**
 * nrn_edit_kind_get_redo:
 * @kind: what an edit is called
 *
 * Returns: e.g. “Redo Add Layer”, in the user's language
 */
const char *
nrn_edit_kind_get_redo (NrnEditKind kind)
{
  g_return_val_if_fail (kind < NRN_N_EDITS, NULL);

  return _(names[kind].redo);
}
