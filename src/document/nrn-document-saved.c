/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether the document holds work that is not saved.
 *
 * What a seed leads to can be had again: only edits are work. Where a file
 * holds what was learned, it has changed when the training has gone on, too.
 */

#include "nrn-document-private.h"

#include <string.h>

/**
 * nrn_document_note_start:
 * @document: a document
 *
 * What it holds now can be had again.
 */
void
nrn_document_note_start (NrnDocument *document)
{
  g_clear_pointer (&document->saved, nrn_experiment_unref);
  document->saved = nrn_experiment_ref (document->experiment);
  g_clear_pointer (&document->saved_shelf, nrn_shelf_unref);
  document->saved_shelf = nrn_shelf_ref (document->shelf);
  document->is_lost = FALSE;
}

/**
 * nrn_document_mark_saved:
 * @document: a document with an experiment
 * @work: (nullable): what a file now holds, usually from
 *   nrn_document_dup_work(); %NULL if what the document holds may be lost
 */
void
nrn_document_mark_saved (NrnDocument   *document,
                         const NrnWork *work)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));

  g_clear_pointer (&document->saved, nrn_experiment_unref);
  g_clear_pointer (&document->saved_shelf, nrn_shelf_unref);
  if (work != NULL)
    {
      document->saved = nrn_experiment_ref (nrn_work_get_parts (work)->experiment);
      document->saved_shelf = nrn_shelf_ref (nrn_work_get_parts (work)->shelf);
    }
  document->is_lost = FALSE;
}

/**
 * nrn_document_mark_changed:
 * @document: a document with an experiment
 *
 * What it holds is nowhere else, although nothing was done to it.
 */
void
nrn_document_mark_changed (NrnDocument *document)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));

  document->is_lost = TRUE;
}

/* The weights that an experiment came with may be long gone. */
static gboolean
is_edited (NrnDocument *self)
{
  NrnEditKind kind = nrn_edit_kind (self->saved, self->experiment);

  return kind != NRN_EDIT_NONE && kind != NRN_EDIT_WEIGHT && kind != NRN_EDIT_WEIGHTS;
}

static gboolean
has_trained (NrnDocument *self)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (self->now);
  const NrnWeights *weights = nrn_experiment_get_parts (self->saved)->weights;
  gsize n;

  if (weights == NULL)
    return nrn_document_has_weights_by_hand (self);

  n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights));

  return memcmp (nrn_weights_get_data (weights), nrn_weights_get_data (now->weights),
                 n * sizeof (float)) != 0;
}

/**
 * nrn_document_is_changed:
 * @document: a document with an experiment
 *
 * Returns: whether something would be lost if it were closed
 */
gboolean
nrn_document_is_changed (NrnDocument *document)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  if (document->is_lost)
    return TRUE;
  if (document->saved == NULL)
    return FALSE;
  if (document->saved_shelf != document->shelf &&
      !nrn_shelf_equal (document->saved_shelf, document->shelf))
    return TRUE;
  if (document->saved != document->experiment && is_edited (document))
    return TRUE;

  return has_trained (document);
}
