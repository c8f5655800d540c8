/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One weight is changed by hand. While it is being moved, all pictures show
 * what would be; nothing has changed until it is set.
 */

#include "nrn-document-private.h"

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

/**
 * nrn_document_set_weight:
 * @document: a document with an experiment
 * @weight: which of the flat weights
 * @value: what it becomes
 * @error: return location
 *
 * As nrn_document_set_weights(), for one of them: the training stays where it is,
 * with all that the optimizer remembers and the rows to come. Taken back before it
 * goes on, it is exactly as it was. The same value again is no edit.
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
  g_autoptr (NrnWeights) changed = NULL;
  float kept = (float) value;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (has_weight (document, weight), FALSE);

  nrn_document_end_preview (document);
  now = nrn_snapshot_get_parts (document->now)->weights;
  if (memcmp (nrn_weights_get_data (now) + weight, &kept, sizeof kept) == 0)
    return TRUE;

  changed = with_weight (now, weight, kept);

  return nrn_document_set_weights (document, changed, error);
}
