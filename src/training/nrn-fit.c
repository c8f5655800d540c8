/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Keras' fit(), one batch at a time. Semantics: Keras 3,
 * `keras/src/trainers/trainer.py`.
 */

#include "config.h"

#include "nrn-fit.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-doctor.h"
#include "nrn-error.h"
#include "nrn-loss.h"
#include "nrn-random.h"
#include "nrn-split.h"
#include "nrn-tally.h"
#include "nrn-vector.h"

struct _NrnFit
{
  NrnModel      *model;             /* owned */
  NrnOptimizer  *optimizer;         /* owned */
  NrnConfig     *loss;              /* owned */
  NrnSamples    *samples;           /* owned */
  NrnFitOptions  options;           /* keeps what it points at */
  NrnMetrics    *metrics;           /* owned */
  char         **names;             /* owned; "loss" and those of the metrics */

  GRand         *order_rand;        /* owned */
  GRand         *training_rand;     /* owned; what layers draw from */
  guint         *order;             /* owned; the rows, n_train to train on first */
  guint          n_train;
  float         *inputs;            /* owned; a batch, (max_rows, input_dim) */
  float         *targets;           /* owned; a batch, (max_rows, target_dim) */
  float         *row_weights;       /* owned; (n_rows), NULL for all 1 */
  float         *weights;           /* owned; a batch of them, (max_rows) */

  guint          first_epoch;       /* epochs of an earlier fit() that was over */
  guint64        first_update;      /* updates before this fit() */
  guint          n_marks;
  guint         *marks;             /* owned; see nrn_history_get_marks() */

  guint          epoch;             /* epochs that are over, those of an earlier fit() too */
  guint          next;              /* place in order of the next row */
  guint          batch;             /* batches that the current epoch was trained on */
  gboolean       epoch_begun;       /* the current epoch has its order */
  NrnTally      *tallies[NRN_N_ROWS]; /* owned; of the epoch under way */
  GArray        *epochs;            /* owned; each the values of both tallies */
  NrnEpoch       last_epoch;
  NrnWeights    *epoch_weights;     /* owned; after the last epoch, or the start */
  gboolean       diverged;

  NrnEarlyStopping early_stopping;
  NrnStopReason  stop;
  guint          best_epoch;        /* restored at the end; 0 for none */
};

/* Memory for batches of this many rows. */
static void
make_room (NrnFit                *fit,
           const NrnArchitecture *architecture,
           const NrnWeights      *weights,
           guint                  max_rows)
{
  g_clear_pointer (&fit->model, nrn_model_free);
  fit->model = nrn_model_new (architecture, max_rows);
  nrn_model_set_weights (fit->model, weights);
  nrn_model_set_random (fit->model, fit->training_rand);

  g_free (fit->inputs);
  g_free (fit->targets);
  fit->inputs = g_new0 (float, (gsize) max_rows * nrn_samples_get_input_dim (fit->samples) + NRN_LANES);
  fit->targets = g_new0 (float, (gsize) max_rows * nrn_samples_get_target_dim (fit->samples) + NRN_LANES);
  if (fit->row_weights == NULL)
    return;

  g_free (fit->weights);
  fit->weights = g_new0 (float, max_rows);
  nrn_model_set_row_weights (fit->model, fit->weights);
}

/* What would not be a number before long is not begun. */
static gboolean
check_pairing (const NrnArchitecture  *architecture,
               const NrnConfig        *loss,
               const NrnSamples       *samples,
               GError                **error)
{
  const NrnLabels *labels = nrn_samples_get_labels (samples);
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  NrnPairing pairing;

  if (labels == NULL)
    return TRUE;

  nrn_pairing_init (&pairing, architecture, nrn_config_get_kind (loss), labels);
  if (nrn_doctor_judge (&pairing) != NRN_VERDICT_CANNOT)
    return TRUE;

  nrn_doctor_ask (&pairing, &opinion);
  g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID, opinion.sentence);
  return FALSE;
}

static NrnTally *
new_tally (const NrnFit *fit)
{
  const NrnArchitecture *architecture = nrn_model_get_architecture (fit->model);

  return nrn_tally_new (fit->metrics, nrn_loss_get_target_kind (nrn_config_get_kind (fit->loss)),
                        nrn_architecture_get_output_dim (architecture),
                        nrn_samples_has_accuracy (fit->samples));
}

/* Room for usual numbers of epochs, so that no step allocates. */
static void
prepare_record (NrnFit           *fit,
                const NrnMetrics *metrics)
{
  guint n_metrics = nrn_metrics_get_n (metrics);

  fit->metrics = nrn_metrics_ref (metrics);
  fit->names = g_new0 (char *, n_metrics + 2);
  fit->names[NRN_HISTORY_LOSS] = g_strdup ("loss");
  for (guint i = 0; i < n_metrics; i++)
    fit->names[1 + i] = g_strdup (nrn_metrics_get_names (metrics)[i]);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    fit->tallies[rows] = new_tally (fit);
  fit->epochs = g_array_sized_new (FALSE, FALSE,
                                   (guint) (NRN_N_ROWS * (1 + n_metrics) * sizeof (double)),
                                   MIN (fit->options.epochs, 10000));
}

static double *
get_row (const NrnFit *fit,
         guint         epoch)
{
  return (double *) (void *) fit->epochs->data + (gsize) epoch * NRN_N_ROWS * g_strv_length (fit->names);
}

/* What each row counts, of its own or by its class; NULL for all 1. */
static gboolean
weigh_rows (const NrnFitOptions  *options,
            const NrnSamples     *samples,
            const NrnConfig      *loss,
            guint                 n_train,
            const guint          *order,
            float               **row_weights,
            GError              **error)
{
  const float *weights = nrn_samples_get_weights (samples);

  if (options->class_weight != NULL)
    *row_weights = nrn_class_weights_weigh (options->class_weight, samples,
                                            nrn_loss_get_target_kind (nrn_config_get_kind (loss)),
                                            n_train, order, error);
  else if (weights != NULL)
    *row_weights = g_memdup2 (weights, nrn_samples_get_n_rows (samples) * sizeof (float));

  return options->class_weight == NULL || *row_weights != NULL;
}

/**
 * nrn_fit_new:
 * @architecture: the network
 * @weights: (nullable): what to start from; %NULL for new weights by the
 *   seed
 * @loss: a loss with its arguments
 * @optimizer: an optimizer with its arguments
 * @samples: rows that fit the network and the loss
 * @options: Keras' arguments of fit()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the training before its first
 *   batch, or %NULL with @error set if the options make no sense, or if there
 *   is something to train and the doctor says that it cannot be: see
 *   nrn_doctor_ask()
 */
NrnFit *
nrn_fit_new (const NrnArchitecture  *architecture,
             const NrnWeights       *weights,
             const NrnConfig        *loss,
             const NrnConfig        *optimizer,
             const NrnSamples       *samples,
             const NrnFitOptions    *options,
             GError                **error)
{
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (NrnWeights) start = NULL;
  guint n_rows = nrn_samples_get_n_rows (samples);
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (options);
  g_autofree guint *order = NULL;
  g_autofree float *row_weights = NULL;
  guint n_train;

  g_return_val_if_fail (nrn_samples_get_input_dim (samples) ==
                        nrn_architecture_get_input_dim (architecture), NULL);

  if (!nrn_fit_options_check (options, samples, error) ||
      !nrn_metrics_check (metrics, nrn_architecture_get_output_dim (architecture),
                          nrn_loss_get_target_kind (nrn_config_get_kind (loss)), error) ||
      !nrn_split_count (n_rows, options->validation_split, &n_train, error) ||
      (options->epochs > 0 && !check_pairing (architecture, loss, samples, error)))
    return NULL;

  order = nrn_split_order (n_rows, options->validation_shuffled && n_train < n_rows, options->seed);
  if (!weigh_rows (options, samples, loss, n_train, order, &row_weights, error))
    return NULL;

  start = weights != NULL ? nrn_weights_ref (weights)
                          : nrn_weights_new_initial (architecture, options->seed);

  fit = g_new0 (NrnFit, 1);
  fit->options = *options;
  nrn_fit_options_keep (&fit->options);
  fit->loss = nrn_config_ref (loss);
  fit->samples = nrn_samples_ref (samples);
  fit->row_weights = g_steal_pointer (&row_weights);
  fit->training_rand = nrn_random_new (options->seed, NRN_RANDOM_TRAINING);
  make_room (fit, architecture, start, MIN (options->batch_size, n_rows));
  fit->optimizer = nrn_model_new_optimizer (fit->model, optimizer);
  fit->epoch_weights = g_steal_pointer (&start);

  fit->order_rand = nrn_random_new (options->seed, NRN_RANDOM_ORDER);
  fit->order = g_steal_pointer (&order);
  fit->n_train = n_train;
  nrn_early_stopping_begin (&fit->early_stopping, &options->early_stopping);
  prepare_record (fit, metrics);

  return g_steal_pointer (&fit);
}

void
nrn_fit_free (NrnFit *fit)
{
  nrn_model_free (fit->model);
  nrn_optimizer_free (fit->optimizer);
  nrn_config_unref (fit->loss);
  nrn_samples_unref (fit->samples);
  nrn_weights_unref (fit->epoch_weights);
  nrn_early_stopping_clear (&fit->early_stopping);
  g_rand_free (fit->order_rand);
  g_rand_free (fit->training_rand);
  g_free (fit->order);
  g_free (fit->inputs);
  g_free (fit->targets);
  g_free (fit->row_weights);
  g_free (fit->weights);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    nrn_tally_free (fit->tallies[rows]);
  g_array_unref (fit->epochs);
  g_free (fit->marks);
  g_strfreev (fit->names);
  nrn_metrics_unref (fit->metrics);
  nrn_fit_options_drop (&fit->options);
  g_free (fit);
}

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

/* Puts the next rows of the order into the batch; returns how many. */
static guint
gather_batch (NrnFit *fit,
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

/* What the model has given for the batch, and how good that is. */
static void
add_batch (const NrnFit         *fit,
           NrnTally             *tally,
           const NrnBatchResult *result,
           guint                 n_rows)
{
  guint last = nrn_architecture_get_n_layers (nrn_model_get_architecture (fit->model)) - 1;

  nrn_tally_add (tally, result->loss, n_rows, nrn_model_get_layer_outputs (fit->model, last),
                 fit->targets);
}

/* @row has two values for each of the names. */
static NrnEpoch
epoch_of (const NrnFit *fit,
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
  const double *row = get_row (fit, fit->epochs->len - 1);
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
  row = get_row (fit, fit->epochs->len - 1);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      nrn_tally_get (fit->tallies[rows], row + rows * n_series);
      nrn_tally_clear (fit->tallies[rows]);
    }
  fit->last_epoch = epoch_of (fit, row);
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
  if (fit->options.shuffle)
    nrn_random_shuffle (fit->order_rand, fit->n_train, fit->order);
}

static NrnFitStatus
train_batch (NrnFit *fit)
{
  NrnBatchResult result;
  guint n_rows;

  begin_epoch (fit);
  n_rows = gather_batch (fit, fit->n_train);
  if (!nrn_model_train_on_batch (fit->model, fit->loss, fit->optimizer, n_rows,
                                 fit->inputs, fit->targets, &result))
    {
      restore_finite_weights (fit);
      return NRN_FIT_DIVERGED;
    }
  add_batch (fit, fit->tallies[NRN_ROWS_TRAINING], &result, n_rows);
  fit->batch++;

  return NRN_FIT_BATCH;
}

static void
validate_batch (NrnFit *fit)
{
  NrnBatchResult result;
  guint n_rows = gather_batch (fit, nrn_samples_get_n_rows (fit->samples));

  nrn_model_test_on_batch (fit->model, fit->loss, n_rows, fit->inputs, fit->targets, &result);
  add_batch (fit, fit->tallies[NRN_ROWS_VALIDATION], &result, n_rows);
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
  double *row = get_row (fit, epoch);

  for (guint i = 0; i < n_series; i++)
    {
      int series = nrn_history_find (history, fit->names[i]);

      row[i] = nrn_history_get (history, epoch, series, NRN_ROWS_TRAINING);
      row[n_series + i] = nrn_history_get (history, epoch, series, NRN_ROWS_VALIDATION);
    }
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
  const guint *marks = nrn_history_get_marks (history, &fit->n_marks);

  g_return_if_fail (nrn_optimizer_get_step (fit->optimizer) == 0 && fit->epoch == 0);

  g_array_set_size (fit->epochs, n_epochs);
  for (guint i = 0; i < n_epochs; i++)
    copy_epoch (fit, history, i);
  if (n_epochs > 0)
    fit->last_epoch = epoch_of (fit, get_row (fit, n_epochs - 1));
  fit->marks = g_memdup2 (marks, fit->n_marks * sizeof (guint));
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

      make_room (fit, nrn_weights_get_architecture (weights), weights, max_rows);
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

  return nrn_history_new_series (nrn_fit_get_names (fit), get_row (fit, fit->epochs->len - 1), 1);
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
  return nrn_history_new_marked (nrn_fit_get_names (fit), (double *) (void *) fit->epochs->data,
                                 fit->epochs->len, fit->marks, fit->n_marks);
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

/**
 * nrn_fit_measure:
 * @fit: a training
 * @values: (out caller-allocates): two values for each of nrn_fit_get_names():
 *   the network as it is now on the rows to train on, then on those held out
 *
 * Keras' evaluate(). Takes as long as a pass over the rows.
 *
 * Returns: whether the loss is finite
 */
gboolean
nrn_fit_measure (NrnFit *fit,
                 double *values)
{
  guint kept = fit->next;
  guint n_rows = nrn_samples_get_n_rows (fit->samples);
  guint n_series = g_strv_length (fit->names);
  g_autoptr (NrnTally) training = new_tally (fit);
  g_autoptr (NrnTally) validation = new_tally (fit);

  for (fit->next = 0; fit->next < n_rows;)
    {
      gboolean held_out = fit->next >= fit->n_train;
      guint n = gather_batch (fit, held_out ? n_rows : fit->n_train);
      NrnBatchResult result;

      nrn_model_test_on_batch (fit->model, fit->loss, n, fit->inputs, fit->targets, &result);
      add_batch (fit, held_out ? validation : training, &result, n);
    }
  fit->next = kept;
  nrn_tally_get (training, values);
  nrn_tally_get (validation, values + n_series);

  return isfinite (values[NRN_HISTORY_LOSS]);
}

/**
 * nrn_fit_evaluate:
 * @fit: a training
 * @epoch: (out caller-allocates): loss and accuracy of the network as it
 *   is now on the rows to train on, and on those held out
 *
 * As nrn_fit_measure().
 *
 * Returns: whether the loss is finite
 */
gboolean
nrn_fit_evaluate (NrnFit   *fit,
                  NrnEpoch *epoch)
{
  g_autofree double *values = g_new (double, NRN_N_ROWS * g_strv_length (fit->names));
  gboolean is_finite = nrn_fit_measure (fit, values);

  *epoch = epoch_of (fit, values);

  return is_finite;
}
