/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far a training is, and what it has recorded.
 */

#include "nrn-fit-private.h"

#include <math.h>

/**
 * nrn_fit_is_over:
 * @fit: a training
 *
 * Returns: whether all epochs are over, or a stop condition was met
 */
gboolean
nrn_fit_is_over (const NrnFit *fit)
{
  return fit->stop != NRN_STOP_NONE || fit->epoch >= nrn_fit_get_n_epochs (fit);
}

/**
 * nrn_fit_get_stop:
 * @fit: a training
 * @best_epoch: (out): the epoch whose weights were restored at the end,
 *   counted from 1; 0 if none were
 *
 * Returns: why the training is over before its last epoch
 */
NrnStopReason
nrn_fit_get_stop (const NrnFit *fit,
                  guint        *best_epoch)
{
  *best_epoch = fit->best_epoch;

  return fit->stop;
}

/**
 * nrn_fit_get_model:
 * @fit: a training
 *
 * Returns: (transfer none): the network that learns; it changes with every step
 */
NrnModel *
nrn_fit_get_model (NrnFit *fit)
{
  return fit->model;
}

NrnOptimizer *
nrn_fit_get_optimizer (NrnFit *fit)
{
  return fit->optimizer;
}

/**
 * nrn_fit_get_n_epochs:
 * @fit: a training
 *
 * Returns: how many epochs there will be, at most
 */
guint
nrn_fit_get_n_epochs (const NrnFit *fit)
{
  return fit->first_epoch + fit->options.epochs;
}

/**
 * nrn_fit_get_epoch:
 * @fit: a training
 *
 * Returns: how many epochs are over
 */
guint
nrn_fit_get_epoch (const NrnFit *fit)
{
  return fit->epoch;
}

/**
 * nrn_fit_get_update:
 * @fit: a training
 *
 * Returns: how many updates the weights have seen, those of the epochs of an
 *   earlier fit() too
 */
guint64
nrn_fit_get_update (const NrnFit *fit)
{
  return fit->first_update + nrn_optimizer_get_step (fit->optimizer);
}

/**
 * nrn_fit_get_epoch_weights:
 * @fit: a training
 *
 * Returns: (transfer none): the weights after the last epoch that is over,
 *   or those at the start; valid until the next step
 */
const NrnWeights *
nrn_fit_get_epoch_weights (const NrnFit *fit)
{
  return fit->epoch_weights;
}

/**
 * nrn_fit_get_batch:
 * @fit: a training
 *
 * Returns: how many batches of the current epoch were trained on
 */
guint
nrn_fit_get_batch (const NrnFit *fit)
{
  return fit->batch;
}

/**
 * nrn_fit_get_n_batches:
 * @fit: a training
 *
 * Returns: how many batches the current epoch trains on, a short last one
 *   included
 */
guint
nrn_fit_get_n_batches (const NrnFit *fit)
{
  guint max_rows = nrn_model_get_max_rows (fit->model);
  guint n_left = fit->n_train - MIN (fit->next, fit->n_train);

  return fit->batch + n_left / max_rows + (n_left % max_rows != 0);
}

/**
 * nrn_fit_get_running:
 * @fit: a training
 * @epoch: (out caller-allocates): averages over the current epoch's
 *   batches so far; NaN before the first, for the held-out rows, and for the
 *   accuracy where it is not measured
 */
void
nrn_fit_get_running (const NrnFit *fit,
                     NrnEpoch     *epoch)
{
  g_autoptr (NrnHistory) running = nrn_fit_dup_running (fit);

  *epoch = running != NULL ? nrn_history_get_epoch (running, 0)
                           : (NrnEpoch) { NAN, NAN, NAN, NAN };
}

/**
 * nrn_fit_dup_running:
 * @fit: a training
 *
 * Returns: (transfer full) (nullable): averages over the current epoch's
 *   batches so far, as a history of one epoch, whose held-out rows are not
 *   measured yet; %NULL before the first batch
 */
NrnHistory *
nrn_fit_dup_running (const NrnFit *fit)
{
  guint n_series = g_strv_length (fit->names);
  g_autofree double *row = NULL;

  if (fit->batch == 0)
    return NULL;

  row = g_new (double, NRN_N_ROWS * n_series);
  nrn_tally_get (fit->tallies[NRN_ROWS_TRAINING], row);
  for (guint i = 0; i < n_series; i++)
    row[n_series + i] = NAN;

  return nrn_history_new_series (nrn_fit_get_names (fit), row, 1);
}

/**
 * nrn_fit_get_last_epoch:
 * @fit: a training
 *
 * Returns: (transfer none) (nullable): loss and accuracy of the last epoch
 *   that is over; valid until the next step
 */
const NrnEpoch *
nrn_fit_get_last_epoch (const NrnFit *fit)
{
  return fit->epochs->len > 0 ? &fit->last_epoch : NULL;
}

/**
 * nrn_fit_dup_last_epoch:
 * @fit: a training
 *
 * Returns: (transfer full) (nullable): all that the last epoch that is over
 *   has recorded, as a history of one epoch
 */
NrnHistory *
nrn_fit_dup_last_epoch (const NrnFit *fit)
{
  if (fit->epochs->len == 0)
    return NULL;

  return nrn_history_new_series (nrn_fit_get_names (fit), nrn_fit_get_row (fit, fit->epochs->len - 1), 1);
}

/**
 * nrn_fit_dup_history:
 * @fit: a training
 *
 * Returns: (transfer full): what the epochs so far have recorded
 */
NrnHistory *
nrn_fit_dup_history (const NrnFit *fit)
{
  g_autoptr (NrnHistory) history =
    nrn_history_new_marked (nrn_fit_get_names (fit), (double *) (void *) fit->epochs->data,
                            fit->epochs->len, fit->marks, fit->n_marks);

  return fit->changes != NULL ? nrn_history_with_changes (history, fit->changes)
                              : g_steal_pointer (&history);
}

/**
 * nrn_fit_note_change:
 * @fit: a training
 * @kind: %NRN_MOMENT_LEARNING_RATE or %NRN_MOMENT_BATCH_SIZE
 * @before: what it was
 * @after: what it is from the next update on
 *
 * Records that a number was changed by hand. Before the first update it is a start
 * like any other.
 */
void
nrn_fit_note_change (NrnFit        *fit,
                     NrnMomentKind  kind,
                     double         before,
                     double         after)
{
  g_autoptr (NrnMoments) changes = NULL;

  if (nrn_fit_get_update (fit) == 0 || before == after)
    return;

  changes = g_steal_pointer (&fit->changes);
  fit->changes = nrn_moments_new_with (changes, &(NrnMoment) {
    .kind = kind,
    .update = nrn_fit_get_update (fit),
    .position = fit->epoch + (double) fit->batch / MAX (nrn_fit_get_n_batches (fit), 1),
    .is_exact = TRUE,
    .before = before,
    .after = after,
  });
}

/**
 * nrn_fit_get_names:
 * @fit: a training
 *
 * Returns: (transfer none) (array zero-terminated=1): what it records, on the
 *   rows to train on and on those held out: "loss" and the names of the
 *   metrics
 */
const char *const *
nrn_fit_get_names (const NrnFit *fit)
{
  return (const char *const *) fit->names;
}
