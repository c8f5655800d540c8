/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the document measures of the epochs that are over, away from the main
 * thread.
 */

#include "nrn-document-private.h"

#include <math.h>
#include <string.h>

#include "nrn-split.h"

/* ---- Each epoch ---- */

/* A job that was cancelled belongs to a document that may be gone. */
static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (NrnHistory) history = nrn_measure_finish (result, NULL);
  g_autoptr (NrnHistory) before = NULL;
  g_autoptr (NrnDocument) self = NULL;

  if (history == NULL)
    return;

  self = g_object_ref (data);
  g_clear_object (&self->measuring);
  before = g_steal_pointer (&self->measured);
  self->measured = nrn_history_new_joined (before, history);
  nrn_document_update_measured (self);
  nrn_document_emit (self, NRN_DOCUMENT_MEASURED_CHANGED);
}

static void
clear_weights (gpointer weights)
{
  if (weights != NULL)
    nrn_weights_unref (weights);
}

/* Epochs are counted from 1 here: the start has no place in a history. */
static void
measure_epochs (NrnDocument *self,
                guint        from,
                guint        to)
{
  g_autoptr (GPtrArray) weights = g_ptr_array_new_with_free_func (clear_weights);

  for (guint epoch = from; epoch <= to; epoch++)
    g_ptr_array_add (weights, nrn_timeline_lookup (self->measured_of, epoch, NULL));
  self->measuring = g_cancellable_new ();
  nrn_measure_async (self->experiment, self->samples, weights, self->measuring, measured_cb, self);
}

/**
 * nrn_document_clear_measured:
 * @document: a document
 *
 * Forgets all measurements, and cancels the one under way. Emits nothing.
 */
void
nrn_document_clear_measured (NrnDocument *document)
{
  if (document->measuring != NULL)
    g_cancellable_cancel (document->measuring);
  g_clear_object (&document->measuring);
  g_clear_pointer (&document->measured_of, nrn_timeline_unref);
  g_clear_pointer (&document->measured, nrn_history_unref);
}

/* Nothing of another training counts. Returns whether something was there. */
static gboolean
begin_measuring (NrnDocument *self,
                 NrnTimeline *timeline)
{
  gboolean had_any = self->measured != NULL && nrn_history_get_n_epochs (self->measured) > 0;

  nrn_document_clear_measured (self);
  self->measured_of = nrn_timeline_ref (timeline);
  self->measured = nrn_history_new (NULL, 0);

  return had_any;
}

/**
 * nrn_document_update_measured:
 * @document: a document with an experiment
 *
 * Measures the epochs that have come since, unless nobody wants to know or a
 * job is under way.
 */
void
nrn_document_update_measured (NrnDocument *document)
{
  guint n_epochs = nrn_snapshot_get_parts (document->now)->epoch;
  gboolean changed = FALSE;
  guint n_measured;

  if (!document->is_measuring)
    return;

  if (document->measured_of != nrn_trainer_get_timeline (document->trainer))
    changed = begin_measuring (document, nrn_trainer_get_timeline (document->trainer));
  n_measured = nrn_history_get_n_epochs (document->measured);
  if (document->measuring == NULL && n_measured < n_epochs)
    measure_epochs (document, n_measured + 1, n_epochs);
  if (changed)
    nrn_document_emit (document, NRN_DOCUMENT_MEASURED_CHANGED);
}

/**
 * nrn_document_set_measuring:
 * @document: a document
 * @measuring: whether nrn_document_get_measured() is wanted
 */
void
nrn_document_set_measuring (NrnDocument *document,
                            gboolean     measuring)
{
  g_return_if_fail (NRN_IS_DOCUMENT (document));

  if (document->is_measuring == measuring)
    return;

  document->is_measuring = measuring;
  if (!measuring)
    nrn_document_clear_measured (document);
  else if (document->experiment != NULL)
    nrn_document_update_measured (document);
}

/**
 * nrn_document_get_measured:
 * @document: a document with an experiment
 *
 * What Keras' evaluate() says of the network as it was after each epoch: on
 * all rows to train on, and on those held out. Keras prints, and
 * nrn_document_get_history() has, an average over the epoch, while the
 * network learns. Each entry stands at the same place as there. It comes a
 * little later, and "measured-changed" tells when.
 *
 * Returns: (transfer none) (nullable): the epochs measured so far, NaN where
 *   the weights were not kept; %NULL while nrn_document_set_measuring() is off
 */
const NrnHistory *
nrn_document_get_measured (NrnDocument *document)
{
  return document->measured;
}

/* ---- What came of it ---- */

static gboolean
are_same (const NrnWeights *a,
          const NrnWeights *b)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (a));

  return memcmp (nrn_weights_get_data (a), nrn_weights_get_data (b), n * sizeof (float)) == 0;
}

/* Of the rows to train on and of those held out, all together. */
static double
share_right (NrnDocument *self,
             NrnEpoch     epoch)
{
  double split = nrn_experiment_get_parts (self->experiment)->fit.validation_split;
  guint n_rows = nrn_samples_get_n_rows (self->samples);
  guint n_train = n_rows;

  nrn_split_count (n_rows, split, &n_train, NULL);
  if (n_train == n_rows)
    return epoch.accuracy;

  return (epoch.accuracy * n_train + epoch.val_accuracy * (n_rows - n_train)) / n_rows;
}

/* A check that was cancelled belongs to a document that may be gone. */
static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (NrnHistory) history = nrn_measure_finish (result, NULL);
  NrnDocument *self;

  if (history == NULL)
    return;

  self = NRN_DOCUMENT (data);
  g_clear_object (&self->checking);
  self->result = share_right (self, nrn_history_get_epoch (history, 0));
  nrn_document_emit (self, NRN_DOCUMENT_RESULT_CHANGED);
}

/**
 * nrn_document_clear_result:
 * @document: a document
 *
 * Forgets what came of the training. Emits nothing.
 */
void
nrn_document_clear_result (NrnDocument *document)
{
  if (document->checking != NULL)
    g_cancellable_cancel (document->checking);
  g_clear_object (&document->checking);
  g_clear_pointer (&document->result_of, nrn_weights_unref);
  document->result = NAN;
}

/**
 * nrn_document_update_result:
 * @document: a document with an experiment
 *
 * Measures what came of a training that is done, once.
 */
void
nrn_document_update_result (NrnDocument *document)
{
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (document->now);
  g_autoptr (GPtrArray) weights = NULL;

  if (now->state == NRN_TRAINING_DONE && document->result_of != NULL &&
      are_same (document->result_of, now->weights))
    return;

  nrn_document_clear_result (document);
  if (now->state != NRN_TRAINING_DONE || !nrn_samples_has_accuracy (document->samples))
    return;

  document->result_of = nrn_weights_ref (now->weights);
  weights = g_ptr_array_new_with_free_func (clear_weights);
  g_ptr_array_add (weights, nrn_weights_ref (now->weights));
  document->checking = g_cancellable_new ();
  nrn_measure_async (document->experiment, document->samples, weights, document->checking,
                     checked_cb, document);
}

/**
 * nrn_document_get_result:
 * @document: a document with an experiment
 *
 * Measured with the network as it is now. What Keras prints at the end is
 * something else: an average over the last epoch, while the network learned.
 *
 * Returns: the share of all rows that a training that is done gets right; NaN
 *   before it is done or measured, and where there are no classes
 */
double
nrn_document_get_result (NrnDocument *document)
{
  return document->result;
}
