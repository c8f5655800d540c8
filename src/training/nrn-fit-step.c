/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' fit(), one batch at a time. Semantics: Keras 3,
 * `keras/src/trainers/trainer.py`.
 */

#include "nrn-fit-private.h"

#include <math.h>
#include <string.h>

#include "nrn-random.h"

static void
gather_rows (float       *to,
             const float *from,
             guint        dim,
             guint        n_rows,
             const guint *rows)
{
  if (dim == 1)
    {
      for (guint i = 0; i < n_rows; i++)
        to[i] = from[rows[i]];
      return;
    }

  for (guint i = 0; i < n_rows; i++)
    memcpy (to + (gsize) i * dim, from + (gsize) rows[i] * dim, dim * sizeof (float));
}

/**
 * nrn_fit_gather_batch:
 * @fit: a training
 * @end: place in the order where the rows of this sort end
 *
 * Puts the next rows of the order into the batch.
 *
 * Returns: how many
 */
guint
nrn_fit_gather_batch (NrnFit *fit,
              guint   end)
{
  guint n_rows = MIN (nrn_model_get_max_rows (fit->model), end - fit->next);
  const guint *rows = fit->order + fit->next;

  gather_rows (fit->inputs, nrn_samples_get_inputs (fit->samples),
               nrn_samples_get_input_dim (fit->samples), n_rows, rows);
  gather_rows (fit->targets, nrn_samples_get_targets (fit->samples),
               nrn_samples_get_target_dim (fit->samples), n_rows, rows);
  if (fit->row_weights != NULL)
    gather_rows (fit->weights, fit->row_weights, 1, n_rows, rows);
  fit->next += n_rows;

  return n_rows;
}

/**
 * nrn_fit_add_batch:
 * @fit: a training
 * @tally: where to count
 * @result: of the batch
 * @n_rows: its rows
 *
 * Counts what the model has just given for the batch.
 */
void
nrn_fit_add_batch (const NrnFit         *fit,
           NrnTally             *tally,
           const NrnBatchResult *result,
           guint                 n_rows)
{
  guint last = nrn_architecture_get_n_layers (nrn_model_get_architecture (fit->model)) - 1;

  nrn_tally_add (tally, result->loss, n_rows, nrn_model_get_layer_outputs (fit->model, last),
                 fit->targets);
}

/**
 * nrn_fit_make_epoch:
 * @fit: a training
 * @row: two values for each of nrn_fit_get_names()
 *
 * Returns: loss and accuracy among them
 */
NrnEpoch
nrn_fit_make_epoch (const NrnFit *fit,
          const double *row)
{
  int accuracy = nrn_metrics_find (fit->metrics, "accuracy");
  guint n_series = g_strv_length (fit->names);

  return (NrnEpoch) {
    .loss = row[NRN_HISTORY_LOSS],
    .accuracy = accuracy < 0 ? NAN : row[1 + accuracy],
    .val_loss = row[n_series + NRN_HISTORY_LOSS],
    .val_accuracy = accuracy < 0 ? NAN : row[n_series + 1 + (guint) accuracy],
  };
}

/* Back to weights that are numbers: those before the last update, or, if
 * an infinite weight hid for longer behind a unit that was off, those at
 * the beginning of the epoch. */
static void
restore_finite_weights (NrnFit *fit)
{
  fit->diverged = TRUE;
  if (nrn_model_is_finite (fit->model))
    return;
  if (nrn_model_undo_update (fit->model) && nrn_model_is_finite (fit->model))
    return;
  nrn_model_set_weights (fit->model, fit->epoch_weights);
}

/* The end of fit(), where Keras restores the best weights. */
static void
finish (NrnFit *fit)
{
  const NrnEarlyStopping *early = &fit->early_stopping;

  if (early->best_weights == NULL || early->best_epoch == fit->epoch)
    return;

  fit->best_epoch = early->best_epoch;
  nrn_model_set_weights (fit->model, early->best_weights);
}

/* Of the last epoch that is over. */
static double
get_monitored (const NrnFit *fit)
{
  const char *monitor = fit->early_stopping.options.monitor;
  const double *row = nrn_fit_get_row (fit, fit->epochs->len - 1);
  const char *series;
  NrnHistoryRows rows;
  int metric;

  if (monitor == NULL)
    return NAN;

  series = nrn_monitor_get_series (monitor, &rows);
  metric = nrn_metrics_find (fit->metrics, series);

  return row[rows * g_strv_length (fit->names) + (metric < 0 ? NRN_HISTORY_LOSS : 1 + (guint) metric)];
}

static void
check_stop (NrnFit *fit)
{
  double stop_accuracy = fit->options.stop_accuracy;

  if (nrn_early_stopping_note_epoch (&fit->early_stopping, fit->epoch, get_monitored (fit),
                                     fit->epoch_weights))
    fit->stop = NRN_STOP_EARLY;
  else if (stop_accuracy > 0 && fit->last_epoch.accuracy >= stop_accuracy)
    fit->stop = NRN_STOP_ACCURACY;

  if (nrn_fit_is_over (fit))
    finish (fit);
}

/* Puts the epoch that ends to the others. */
static void
record_epoch (NrnFit *fit)
{
  guint n_series = g_strv_length (fit->names);
  double *row;

  g_array_set_size (fit->epochs, fit->epochs->len + 1);
  row = nrn_fit_get_row (fit, fit->epochs->len - 1);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      nrn_tally_get (fit->tallies[rows], row + rows * n_series);
      nrn_tally_clear (fit->tallies[rows]);
    }
  fit->last_epoch = nrn_fit_make_epoch (fit, row);
}

static NrnFitStatus
end_epoch (NrnFit *fit)
{
  if (!nrn_model_is_finite (fit->model))
    {
      restore_finite_weights (fit);
      return NRN_FIT_DIVERGED;
    }

  record_epoch (fit);
  fit->epoch++;
  fit->next = 0;
  fit->batch = 0;
  fit->epoch_begun = FALSE;
  nrn_weights_unref (fit->epoch_weights);
  fit->epoch_weights = nrn_model_dup_weights (fit->model);
  check_stop (fit);

  return NRN_FIT_EPOCH;
}

/* Once an epoch, by whoever comes first: a step or a look at its rows. */
static void
begin_epoch (NrnFit *fit)
{
  if (fit->epoch_begun)
    return;

  fit->epoch_begun = TRUE;
  if (!fit->options.shuffle)
    return;

  nrn_random_shuffle (fit->order_rand, fit->n_train, fit->order);
  g_clear_pointer (&fit->kept_order, g_bytes_unref);
}

static NrnFitStatus
train_batch (NrnFit *fit)
{
  NrnBatchResult result;
  guint n_rows;

  begin_epoch (fit);
  n_rows = nrn_fit_gather_batch (fit, fit->n_train);
  if (!nrn_model_train_on_batch (fit->model, fit->loss, fit->optimizer, n_rows,
                                 fit->inputs, fit->targets, &result))
    {
      restore_finite_weights (fit);
      return NRN_FIT_DIVERGED;
    }
  nrn_fit_add_batch (fit, fit->tallies[NRN_ROWS_TRAINING], &result, n_rows);
  fit->batch++;

  return NRN_FIT_BATCH;
}

static void
validate_batch (NrnFit *fit)
{
  NrnBatchResult result;
  guint n_rows = nrn_fit_gather_batch (fit, nrn_samples_get_n_rows (fit->samples));

  nrn_model_test_on_batch (fit->model, fit->loss, n_rows, fit->inputs, fit->targets, &result);
  nrn_fit_add_batch (fit, fit->tallies[NRN_ROWS_VALIDATION], &result, n_rows);
}

/**
 * nrn_fit_extend:
 * @fit: a training that is over
 *
 * Makes it go on by as many epochs again, as another call of Keras' fit()
 * does.
 */
void
nrn_fit_extend (NrnFit *fit)
{
  g_return_if_fail (!fit->diverged);

  fit->first_epoch = fit->epoch;
  fit->stop = NRN_STOP_NONE;
  fit->best_epoch = 0;
  nrn_early_stopping_clear (&fit->early_stopping);
  nrn_early_stopping_begin (&fit->early_stopping, &fit->options.early_stopping);
}

/* The row of an epoch of an earlier fit(), whose metrics may be others. */
static void
copy_epoch (NrnFit           *fit,
            const NrnHistory *history,
            guint             epoch)
{
  guint n_series = g_strv_length (fit->names);
  double *row = nrn_fit_get_row (fit, epoch);

  for (guint i = 0; i < n_series; i++)
    {
      int series = nrn_history_find (history, fit->names[i]);

      row[i] = nrn_history_get (history, epoch, series, NRN_ROWS_TRAINING);
      row[n_series + i] = nrn_history_get (history, epoch, series, NRN_ROWS_VALIDATION);
    }
}

/**
 * nrn_fit_copy_history:
 * @fit: a training
 * @history: what was recorded
 * @n_epochs: how many of its epochs count
 *
 * Puts them in place of what @fit has recorded.
 */
void
nrn_fit_copy_history (NrnFit           *fit,
                      const NrnHistory *history,
                      guint             n_epochs)
{
  const guint *marks = nrn_history_get_marks (history, &fit->n_marks);

  g_array_set_size (fit->epochs, n_epochs);
  for (guint i = 0; i < n_epochs; i++)
    copy_epoch (fit, history, i);
  if (n_epochs > 0)
    fit->last_epoch = nrn_fit_make_epoch (fit, nrn_fit_get_row (fit, n_epochs - 1));
  g_free (fit->marks);
  fit->marks = g_memdup2 (marks, fit->n_marks * sizeof (guint));
}

/**
 * nrn_fit_continue:
 * @fit: a training before its first batch
 * @history: what an earlier training of the experiment recorded, before an
 *   edit
 *
 * Goes on after the epochs of @history, up to the same last epoch. The order of
 * the rows is another one than in those epochs. The optimizer begins anew.
 */
void
nrn_fit_continue (NrnFit           *fit,
                  const NrnHistory *history)
{
  guint n_epochs = nrn_history_get_n_epochs (history);

  g_return_if_fail (nrn_optimizer_get_step (fit->optimizer) == 0 && fit->epoch == 0);

  nrn_fit_copy_history (fit, history, n_epochs);
  if (nrn_history_get_changes (history) != NULL)
    fit->changes = nrn_moments_new_until (nrn_history_get_changes (history), n_epochs);
  fit->epoch = n_epochs;
  /* It may have been extended, perhaps more than once. */
  if (n_epochs > 0 && fit->options.epochs > 0)
    fit->first_epoch = (n_epochs - 1) / fit->options.epochs * fit->options.epochs;
  fit->first_update = (guint64) n_epochs * nrn_fit_get_n_batches (fit);

  /* Any other number would do, as long as it is the same each time. */
  g_rand_free (fit->order_rand);
  fit->order_rand = nrn_random_new (fit->options.seed + n_epochs, NRN_RANDOM_ORDER);
}

/**
 * nrn_fit_step:
 * @fit: a training
 *
 * Goes on by one batch: of the rows to train on, or, after the last of
 * these, of the rows held out. Allocates nothing but at the end of an
 * epoch.
 *
 * Returns: what was done
 */
NrnFitStatus
nrn_fit_step (NrnFit *fit)
{
  NrnFitStatus status = NRN_FIT_VALIDATION;

  if (fit->diverged)
    return NRN_FIT_DIVERGED;
  if (nrn_fit_is_over (fit))
    return NRN_FIT_DONE;

  if (fit->next < fit->n_train)
    status = train_batch (fit);
  else
    validate_batch (fit);

  if (status != NRN_FIT_DIVERGED && fit->next == nrn_samples_get_n_rows (fit->samples))
    return end_epoch (fit);

  return status;
}

/**
 * nrn_fit_peek_batch:
 * @fit: a training
 * @rows: (out) (transfer none): the rows that the next step will train on;
 *   valid until then
 *
 * Changes nothing that can be seen in the numbers: an epoch gets its order
 * here or in its first step.
 *
 * Returns: how many rows; 0 if the next step does not train
 */
guint
nrn_fit_peek_batch (NrnFit       *fit,
                    const guint **rows)
{
  *rows = fit->order + fit->next;
  if (fit->diverged || nrn_fit_is_over (fit) || fit->next >= fit->n_train)
    return 0;

  begin_epoch (fit);

  return MIN (nrn_model_get_max_rows (fit->model), fit->n_train - fit->next);
}

/* What early stopping remembers is of no use to other options, or to a
 * training that it has stopped before. */
static void
set_end (NrnFit              *fit,
         const NrnFitOptions *options)
{
  gboolean is_same = nrn_early_stopping_options_equal (&options->early_stopping,
                                                       &fit->early_stopping.options);

  if (is_same && options->stop_accuracy == fit->options.stop_accuracy &&
      options->epochs == fit->options.epochs)
    return;

  if (!is_same || fit->stop == NRN_STOP_EARLY)
    {
      nrn_early_stopping_clear (&fit->early_stopping);
      nrn_early_stopping_begin (&fit->early_stopping, &options->early_stopping);
    }
  fit->stop = NRN_STOP_NONE;
}

/**
 * nrn_fit_set_options:
 * @fit: a training
 * @options: checked, and live (see nrn_fit_options_are_live()) with those
 *   of @fit
 *
 * Goes on with other options from the next batch on. An epoch under way is
 * finished even if there are fewer epochs now. A training that was over goes
 * on if there are more, or if the stop conditions have changed: from the
 * weights after its last epoch, as if it had never ended.
 */
void
nrn_fit_set_options (NrnFit              *fit,
                     const NrnFitOptions *options)
{
  guint max_rows = MIN (options->batch_size, nrn_samples_get_n_rows (fit->samples));
  gboolean was_over = nrn_fit_is_over (fit);
  guint begun = fit->epoch + (fit->next > 0 ? 1 : 0);
  NrnFitOptions live = *options;

  g_return_if_fail (nrn_fit_options_check (options, fit->samples, NULL));
  g_return_if_fail (nrn_fit_options_are_live (&fit->options, options));

  if (max_rows != nrn_model_get_max_rows (fit->model))
    {
      g_autoptr (NrnWeights) weights = nrn_model_dup_weights (fit->model);

      nrn_fit_make_room (fit, nrn_weights_get_architecture (weights), weights, max_rows);
    }
  set_end (fit, options);
  /* What it points at is equal, and kept already. */
  live.metrics = fit->options.metrics;
  live.class_weight = fit->options.class_weight;
  fit->options = live;
  fit->options.epochs = MAX (options->epochs, begun - fit->first_epoch);

  if (fit->best_epoch > 0 && !nrn_fit_is_over (fit))
    {
      fit->best_epoch = 0;
      nrn_model_set_weights (fit->model, fit->epoch_weights);
    }
  else if (!was_over && nrn_fit_is_over (fit))
    {
      finish (fit);
    }
}
