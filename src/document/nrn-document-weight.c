/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One weight is changed by hand. While it is being moved, all pictures show
 * what would be; nothing has changed until it is set.
 */

#include "nrn-document-private.h"

#include <math.h>
#include <string.h>

static NrnWeights *
with_weight (const NrnWeights *weights,
             gsize             weight,
             float             value)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *data = g_memdup2 (nrn_weights_get_data (weights), n * sizeof (float));

  g_assert (weight < n);
  data[weight] = value;

  return nrn_weights_new (architecture, data);
}

static gboolean
has_weight (NrnDocument *self,
            gsize        weight)
{
  return weight < nrn_architecture_get_n_parameters (
                    nrn_experiment_get_parts (self->experiment)->architecture);
}

/**
 * nrn_document_dup_preview:
 * @document: a document whose preview is on
 * @snapshot: one of its training
 *
 * Returns: (transfer full): the same, with the weight that is being moved
 */
NrnSnapshot *
nrn_document_dup_preview (NrnDocument       *document,
                          const NrnSnapshot *snapshot)
{
  NrnSnapshotParts parts = *nrn_snapshot_get_parts (snapshot);
  g_autoptr (NrnWeights) weights = with_weight (parts.weights, document->preview,
                                                document->preview_value);

  parts.weights = weights;

  return nrn_snapshot_new (&parts);
}

/**
 * nrn_document_preview_weight:
 * @document: a document with an experiment
 * @weight: which of the flat weights
 * @value: what it may become; a finite number
 *
 * Shows the network with another weight, until nrn_document_end_preview(),
 * nrn_document_set_weight() or another edit. The training does not know of it.
 */
void
nrn_document_preview_weight (NrnDocument *document,
                             gsize        weight,
                             double       value)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));
  g_return_if_fail (has_weight (document, weight));

  if (document->has_preview && document->preview == weight &&
      document->preview_value == (float) value)
    return;

  document->has_preview = TRUE;
  document->preview = weight;
  document->preview_value = (float) value;
  nrn_document_update_shown (document);
  nrn_document_emit (document, NRN_DOCUMENT_SNAPSHOT_CHANGED);
}

/**
 * nrn_document_end_preview:
 * @document: a document with an experiment
 *
 * Shows the network as it is.
 */
void
nrn_document_end_preview (NrnDocument *document)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));

  if (!document->has_preview)
    return;

  document->has_preview = FALSE;
  nrn_document_update_shown (document);
  nrn_document_emit (document, NRN_DOCUMENT_SNAPSHOT_CHANGED);
}

/* At @fit, which is the present, and with all that the optimizer remembers. */
static gboolean
apply (NrnDocument       *self,
       NrnFit            *fit,
       const NrnWeights  *changed,
       const NrnUnitMap  *map,
       GError           **error)
{
  g_autoptr (NrnExperiment) before = nrn_document_capture (self);
  g_autoptr (NrnExperiment) after = NULL;
  NrnExperimentParts parts = *nrn_experiment_get_parts (before);
  g_autoptr (NrnHistory) so_far = NULL;
  g_autoptr (NrnHistory) history = NULL;
  NrnPlace from = nrn_document_get_place (self), to = { NULL, NULL, NULL };
  gboolean done;

  to.checkpoint = nrn_checkpoint_new_with_weights (fit, changed);
  so_far = nrn_history_new_start (nrn_snapshot_get_parts (self->now)->history, nrn_fit_get_epoch (fit));
  history = nrn_history_mark (so_far);
  parts.weights = changed;
  parts.history = history;
  after = nrn_experiment_new (&parts);
  to.timeline = nrn_timeline_copy (nrn_trainer_get_timeline (self->trainer), nrn_room_get_for_epochs (),
                                   nrn_fit_get_epoch (fit));
  to.moments = from.moments != NULL ? nrn_moments_ref (from.moments) : NULL;
  self->change = map != NULL ? nrn_unit_map_ref (map) : NULL;
  done = nrn_document_put (self, after, to.timeline, TRUE, to.checkpoint, to.moments, error);
  g_clear_pointer (&self->change, nrn_unit_map_unref);
  if (!done)
    {
      nrn_place_clear (&from);
      nrn_place_clear (&to);
      return FALSE;
    }

  nrn_document_note_move (self, before, after, map, from, to);

  return TRUE;
}

/* NULL while it trains, before it has, and where that is no longer known. */
static NrnFit *
get_paused (NrnDocument *self)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (self->now);

  if (self->shown_update >= 0 || now->update == 0 || now->sample > 0 ||
      nrn_trainer_get_state (self->trainer) == NRN_TRAINING_RUNNING)
    return NULL;

  return nrn_document_get_moment (self);
}

/**
 * nrn_document_set_weight:
 * @document: a document with an experiment
 * @weight: which of the flat weights
 * @value: what it becomes
 * @error: return location
 *
 * As nrn_document_set_weights(), for one of them; but a training that is paused
 * stays at its update, with all that the optimizer remembers and the rows to come.
 * Taken back before it goes on, it is exactly as it was. The same value again is no
 * edit.
 *
 * Returns: as nrn_document_set_weights(); the preview is over anyhow
 */
gboolean
nrn_document_set_weight (NrnDocument  *document,
                         gsize         weight,
                         double        value,
                         GError      **error)
{
  const NrnWeights *now;
  const NrnArchitecture *architecture;
  g_autoptr (NrnWeights) changed = NULL;
  g_autoptr (NrnUnitMap) map = NULL;
  float kept = (float) value;
  NrnFit *fit;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (has_weight (document, weight), FALSE);

  nrn_document_end_preview (document);
  now = nrn_snapshot_get_parts (document->now)->weights;
  if (memcmp (nrn_weights_get_data (now) + weight, &kept, sizeof kept) == 0)
    return TRUE;

  changed = with_weight (now, weight, kept);
  fit = isfinite (kept) ? get_paused (document) : NULL;
  if (fit == NULL)
    return nrn_document_set_weights (document, changed, error);

  architecture = nrn_experiment_get_parts (document->experiment)->architecture;
  map = nrn_unit_map_new (architecture, architecture);

  return apply (document, fit, changed, map, error);
}

/**
 * nrn_document_apply_weight:
 * @document: a document with an experiment that shows the present
 * @weight: which of the flat weights
 * @value: what it becomes; a finite number
 * @error: return location
 *
 * Changes one weight and nothing else: the training stays where it is, with all
 * that the optimizer remembers and the rows to come. Where the past is no longer
 * known, it is as nrn_document_set_weight(). Can be taken back.
 *
 * Returns: as nrn_document_set_weights()
 */
gboolean
nrn_document_apply_weight (NrnDocument  *document,
                           gsize         weight,
                           double        value,
                           GError      **error)
{
  g_autoptr (NrnWeights) changed = NULL;
  NrnFit *fit;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (has_weight (document, weight), FALSE);
  g_return_val_if_fail (document->shown_epoch < 0, FALSE);

  fit = nrn_document_has_learned (document) ? nrn_document_get_moment (document) : NULL;
  if (fit == NULL)
    return nrn_document_set_weight (document, weight, value, error);

  nrn_document_end_preview (document);
  changed = with_weight (nrn_snapshot_get_parts (document->now)->weights, weight, (float) value);

  return apply (document, fit, changed, NULL, error);
}
