/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Changes of the experiment that a window shows, and what stays.
 */

#include "config.h"

#include "nrn-document-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"

/* Whether its weights are others than those that its seed gives. */
static gboolean
has_learned (NrnDocument *document)
{
  return nrn_snapshot_get_parts (document->now)->update > 0 ||
         nrn_experiment_get_parts (document->experiment)->weights != NULL;
}

static gboolean
are_same (const NrnWeights *a,
          const NrnWeights *b)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (a);

  return nrn_architecture_equal (architecture, nrn_weights_get_architecture (b)) &&
         memcmp (nrn_weights_get_data (a), nrn_weights_get_data (b),
                 nrn_architecture_get_n_parameters (architecture) * sizeof (float)) == 0;
}

/**
 * nrn_document_capture:
 * @document: a document with an experiment
 *
 * Begins an edit. A thousand of them are kept, so what has not changed since the
 * last one is kept once.
 *
 * Returns: (transfer full): what there is before an edit, with all that has
 *   been learned
 */
NrnExperiment *
nrn_document_capture (NrnDocument *document)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (document->experiment);
  const NrnWeights *weights = nrn_snapshot_get_parts (document->now)->weights;
  const NrnHistory *now = nrn_document_get_history (document);
  g_autoptr (NrnHistory) history = NULL;

  document->edit_from_us = g_get_monotonic_time ();
  if (!has_learned (document))
    return nrn_experiment_ref (document->experiment);

  if (parts.weights == NULL || !are_same (weights, parts.weights))
    parts.weights = weights;
  else if (parts.history != NULL && nrn_history_equal (now, parts.history))
    return nrn_experiment_ref (document->experiment);

  history = parts.history != NULL ? nrn_history_new_sharing (now, parts.history)
                                  : nrn_history_ref (now);
  parts.history = history;

  return nrn_experiment_new (&parts);
}

/**
 * nrn_document_get_kept_timeline:
 * @document: a document with an experiment
 * @experiment: what is to come after an edit
 * @map: (nullable): what that leaves in place
 *
 * Returns: (transfer none) (nullable): the weights after the epochs so far, if
 *   they are still weights of the network then
 */
NrnTimeline *
nrn_document_get_kept_timeline (NrnDocument         *document,
                                const NrnExperiment *experiment,
                                const NrnUnitMap    *map)
{
  const NrnArchitecture *before = nrn_experiment_get_parts (document->experiment)->architecture;
  const NrnArchitecture *after = nrn_experiment_get_parts (experiment)->architecture;

  if (map == NULL || !nrn_architecture_equal (before, after) ||
      nrn_document_shows_history_of_file (document))
    return NULL;

  return nrn_trainer_get_timeline (document->trainer);
}

/* Puts @after in the place of @before, each with its weights, and remembers it.
 * The training stays at its update if it can: see nrn_document_get_place_with(). With
 * %NRN_EDIT_NONE it is called what it is found to be; @map (nullable) is what it leaves
 * in place. */
static gboolean
make_edit (NrnDocument          *document,
           NrnEditKind           kind,
           const NrnExperiment  *before,
           const NrnExperiment  *after,
           const NrnUnitMap     *map,
           GError              **error)
{
  NrnPlace to = nrn_document_get_place_with (document, after);
  NrnPlace from = to.checkpoint != NULL ? nrn_document_get_place (document) : NRN_PLACE_UNKNOWN;
  gboolean done;

  document->change = map != NULL ? nrn_unit_map_ref (map) : NULL;
  done = nrn_document_put_at (document, after, map, &to, error);
  g_clear_pointer (&document->change, nrn_unit_map_unref);
  if (!done)
    {
      nrn_place_clear (&from);
      nrn_place_clear (&to);
      return FALSE;
    }

  nrn_document_note_edit (document, kind, before, after, map, from, to);

  return TRUE;
}

static gboolean
replace (NrnDocument          *self,
         const NrnExperiment  *experiment,
         gboolean              is_work,
         GError              **error)
{
  gboolean was_changed = nrn_document_is_changed (self);
  g_autoptr (NrnExperiment) before = nrn_document_capture (self);

  /* Another preset is another experiment. */
  if (g_strcmp0 (nrn_experiment_get_parts (before)->preset,
                 nrn_experiment_get_parts (experiment)->preset) != 0)
    g_ptr_array_set_size (self->dismissed, 0);
  if (!nrn_document_put (self, experiment, NULL, FALSE, NULL, NULL, error))
    return FALSE;

  if (!was_changed && !is_work)
    nrn_document_note_start (self);
  nrn_document_note_edit (self, NRN_EDIT_NONE, before, experiment, NULL, NRN_PLACE_UNKNOWN,
                          NRN_PLACE_UNKNOWN);

  return TRUE;
}

/**
 * nrn_document_replace:
 * @document: a document with an experiment
 * @experiment: another one, which can be had again, such as a preset
 * @error: return location
 *
 * As nrn_document_set_experiment(), but it can be taken back.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_replace (NrnDocument          *document,
                      const NrnExperiment  *experiment,
                      GError              **error)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  return replace (document, experiment, FALSE, error);
}

/**
 * nrn_document_import:
 * @document: a document with an experiment
 * @experiment: another one, with what was chosen of a file that is no experiment
 * @error: return location
 *
 * As nrn_document_replace(), but what was chosen is work, which is nowhere else
 * until it is saved.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_import (NrnDocument          *document,
                     const NrnExperiment  *experiment,
                     GError              **error)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  return replace (document, experiment, TRUE, error);
}

/* Other data, or another seed, is another start; and rows that were trained on
 * are no longer good to be held out. */
static gboolean
keeps_weights (NrnEditKind kind)
{
  return kind != NRN_EDIT_EXPERIMENT && kind != NRN_EDIT_DATA && kind != NRN_EDIT_SEED &&
         kind != NRN_EDIT_VALIDATION;
}

/* Whoever looks back wants to see what comes of that moment with it. */
static gboolean
concerns_moment (NrnEditKind kind)
{
  return keeps_weights (kind) && kind != NRN_EDIT_NONE && kind != NRN_EDIT_NAME &&
         kind != NRN_EDIT_WEIGHT && kind != NRN_EDIT_WEIGHTS;
}

/* Without all that was learned with other parts. */
static NrnExperiment *
untrained_new (const NrnExperimentParts *parts)
{
  NrnExperimentParts untrained = *parts;

  untrained.weights = NULL;
  untrained.history = NULL;
  untrained.scaler = NULL;
  untrained.feature_names = NULL;
  untrained.output_names = NULL;

  return nrn_experiment_new (&untrained);
}

static gboolean
edit (NrnDocument               *self,
      const NrnExperimentParts  *parts,
      const NrnUnitMap          *map,
      GError                   **error)
{
  NrnExperimentParts changed;
  /* What the parts are borrowed from may go. */
  g_autoptr (NrnExperiment) held = nrn_experiment_ref (self->experiment);
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) untrained = NULL;
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (NrnWeights) fresh = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnHistory) history = NULL;

  untrained = untrained_new (parts);
  changed = *nrn_experiment_get_parts (untrained);
  if (concerns_moment (nrn_edit_kind (held, untrained)) && !nrn_document_fork (self, error))
    return FALSE;

  before = nrn_document_capture (self);
  if (!keeps_weights (nrn_edit_kind (before, untrained)))
    return make_edit (self, NRN_EDIT_NONE, before, untrained, NULL, error);
  if (!has_learned (self))
    return make_edit (self, NRN_EDIT_NONE, before, untrained, map, error);

  fresh = nrn_weights_new_initial (parts->architecture, parts->fit.seed);
  weights = nrn_unit_map_carry (map, nrn_experiment_get_parts (before)->weights, fresh);
  history = nrn_history_mark (nrn_experiment_get_parts (before)->history);
  changed.weights = are_same (weights, nrn_experiment_get_parts (before)->weights)
                    ? nrn_experiment_get_parts (before)->weights : weights;
  changed.history = history;
  after = nrn_experiment_new (&changed);

  return make_edit (self, NRN_EDIT_NONE, before, after, map, error);
}

/**
 * nrn_document_begin_anew:
 * @document: a document with an experiment
 * @parts: the parts of the experiment, some changed or none
 * @error: return location
 *
 * As nrn_document_edit(), but nothing stays of what the network has learned:
 * it begins with the weights that the seed gives.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_begin_anew (NrnDocument               *document,
                         const NrnExperimentParts  *parts,
                         GError                   **error)
{
  g_autoptr (NrnExperiment) untrained = NULL;
  g_autoptr (NrnExperiment) fresh = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  NrnExperimentParts changed;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  untrained = untrained_new (parts);
  if (nrn_edit_kind (document->experiment, untrained) != NRN_EDIT_NONE)
    return replace (document, untrained, TRUE, error);

  /* Then the weights are all that changes, and that can be taken back. */
  weights = nrn_weights_new_initial (parts->architecture, parts->fit.seed);
  changed = *nrn_experiment_get_parts (untrained);
  changed.weights = weights;
  fresh = nrn_experiment_new (&changed);

  return nrn_document_replace (document, fresh, error);
}

/**
 * nrn_document_edit:
 * @document: a document with an experiment
 * @parts: the parts of the experiment, some changed
 * @error: return location
 *
 * Makes an edit that can be taken back. What the network has learned stays,
 * as far as its connections are still there: layers are the same by name and
 * units by their places. A training under way stays at its update if it can, with
 * what the optimizer remembers if that is still the same one; otherwise it goes on
 * after the epochs that were over, with an optimizer that remembers nothing: see
 * nrn_document_get_place_with(). Whoever looks back at a moment edits that, and the
 * run until now is kept on the shelf. Other data, another seed and other rows to hold
 * out are another start.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_edit (NrnDocument               *document,
                   const NrnExperimentParts  *parts,
                   GError                   **error)
{
  g_autoptr (NrnUnitMap) map = NULL;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  map = nrn_unit_map_new (nrn_experiment_get_parts (document->experiment)->architecture,
                          parts->architecture);

  return edit (document, parts, map, error);
}

/**
 * nrn_document_edit_network:
 * @document: a document with an experiment
 * @map: from the network that it has to the one that it is to have
 * @error: return location
 *
 * As nrn_document_edit(), for edits of the network that move units.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_edit_network (NrnDocument       *document,
                           const NrnUnitMap  *map,
                           GError           **error)
{
  NrnExperimentParts parts;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  parts = *nrn_experiment_get_parts (document->experiment);
  g_return_val_if_fail (nrn_architecture_equal (nrn_unit_map_get_from (map), parts.architecture),
                        FALSE);
  parts.architecture = nrn_unit_map_get_to (map);

  return edit (document, &parts, map, error);
}

/**
 * nrn_document_get_change:
 * @document: a document
 *
 * For those who show how one network becomes another.
 *
 * Returns: (transfer none) (nullable): while "experiment-changed" is emitted,
 *   what an edit, or taking one back, has left in place of the network before;
 *   %NULL if that was another one altogether, and at any other time
 */
const NrnUnitMap *
nrn_document_get_change (NrnDocument *document)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  return document->change;
}

/**
 * nrn_document_put_weights:
 * @document: a document with an experiment
 * @kind: what the edit is called; %NRN_EDIT_NONE for what it is found to be
 * @weights: other weights for its network
 * @error: return location
 *
 * As nrn_document_set_weights(), by another name.
 *
 * Returns: as nrn_document_set_weights()
 */
gboolean
nrn_document_put_weights (NrnDocument       *document,
                          NrnEditKind        kind,
                          const NrnWeights  *weights,
                          GError           **error)
{
  NrnExperimentParts parts;
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (NrnUnitMap) map = NULL;
  g_autoptr (NrnHistory) history = NULL;

  if (!nrn_weights_are_finite (weights))
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("A weight must be a finite number."));
      return FALSE;
    }

  /* With its weights even where it has learned nothing: they are what changes. */
  before = nrn_document_capture (document);
  if (!has_learned (document))
    {
      nrn_experiment_unref (before);
      before = nrn_document_dup_trained (document);
    }
  parts = *nrn_experiment_get_parts (before);
  map = nrn_unit_map_new (parts.architecture, parts.architecture);
  history = nrn_history_mark (parts.history);
  parts.weights = weights;
  parts.history = history;
  after = nrn_experiment_new (&parts);

  return make_edit (document, kind, before, after, map, error);
}

/**
 * nrn_document_set_weights:
 * @document: a document with an experiment
 * @weights: other weights for its network
 * @error: return location
 *
 * Changes weights by hand; that can be taken back. A training under way goes on
 * with them from its update on. The history has a mark, and the optimizer begins
 * without what it remembered, unless it is one weight.
 *
 * Returns: %FALSE with @error set if some of them are not finite; then the
 *   document is as it was
 */
gboolean
nrn_document_set_weights (NrnDocument       *document,
                          const NrnWeights  *weights,
                          GError           **error)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  return nrn_document_put_weights (document, NRN_EDIT_NONE, weights, error);
}
