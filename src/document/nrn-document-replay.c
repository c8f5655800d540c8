/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The training of a document once more, beside the one that runs.
 */

#include "nrn-document-private.h"

/**
 * nrn_document_clear_replay:
 * @document: a document
 *
 * Forgets the second training beside the one that runs.
 */
void
nrn_document_clear_replay (NrnDocument *document)
{
  g_clear_pointer (&document->replay, nrn_replay_free);
  g_clear_pointer (&document->replay_of, nrn_checkpoints_unref);
  nrn_document_forget_trace (document);
}

/* NULL if it cannot be, which the trainer would have told before. */
static NrnFit *
new_fit (NrnDocument *self)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (self->experiment);

  return nrn_fit_new (parts->architecture, parts->weights, parts->loss, parts->optimizer,
                      self->samples, &parts->fit, NULL);
}

/* Another one after a reset. */
static NrnReplay *
get_replay (NrnDocument *self)
{
  NrnCheckpoints *checkpoints = nrn_trainer_get_checkpoints (self->trainer);
  NrnFit *fit;

  if (self->replay_of == checkpoints)
    return self->replay;

  /* That of this training may be busy with a trace. */
  if (self->replay_of != NULL)
    nrn_document_clear_replay (self);
  fit = new_fit (self);
  if (fit == NULL)
    return NULL;

  self->replay = nrn_replay_new (fit, checkpoints);
  self->replay_of = nrn_checkpoints_ref (checkpoints);

  return self->replay;
}

/**
 * nrn_document_seek:
 * @document: a document with an experiment
 * @update: updates that were made
 *
 * Returns: (transfer none) (nullable): as nrn_document_get_moment(), at @update
 */
NrnFit *
nrn_document_seek (NrnDocument *document,
                   guint64      update)
{
  NrnReplay *replay = get_replay (document);

  if (replay == NULL ||
      !nrn_replay_seek (replay, update, nrn_snapshot_get_parts (document->now)->history))
    return NULL;

  return nrn_replay_get_fit (replay);
}

/**
 * nrn_document_get_present:
 * @document: a document with an experiment
 *
 * Returns: (transfer none) (nullable): as nrn_document_get_moment(), where the
 *   training is now
 */
NrnFit *
nrn_document_get_present (NrnDocument *document)
{
  return nrn_document_seek (document, nrn_snapshot_get_parts (document->now)->update);
}

/**
 * nrn_document_get_moment:
 * @document: a document with an experiment
 *
 * Makes the updates before what is shown again, from the checkpoint before
 * them: see nrn_replay_seek().
 *
 * Returns: (transfer none) (nullable): a training of its own that is where the
 *   shown one is, with what the optimizer remembers and the rows to come, to be
 *   looked at and not to be stepped; valid until the main loop runs again.
 *   %NULL if what was then is forgotten
 */
NrnFit *
nrn_document_get_moment (NrnDocument *document)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  return nrn_document_seek (document, nrn_snapshot_get_parts (document->snapshot)->update);
}
