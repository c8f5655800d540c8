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

#include "nrn-error.h"
#include "nrn-random.h"
#include "nrn-split.h"
#include "nrn-vector.h"

/* Sums over the batches of a pass, for the averages that Keras prints. */
typedef struct
{
  double loss;      /* batch losses, each times its rows */
  guint  n_right;
  guint  n_rows;
} Sums;

struct _NrnFit
{
  NrnModel      *model;             /* owned */
  NrnOptimizer  *optimizer;         /* owned */
  NrnConfig     *loss;              /* owned */
  NrnSamples    *samples;           /* owned */
  NrnFitOptions  options;

  GRand         *order_rand;        /* owned */
  guint         *order;             /* owned; the rows, n_train to train on first */
  guint          n_train;
  float         *inputs;            /* owned; a batch, (max_rows, input_dim) */
  float         *targets;           /* owned; a batch, (max_rows, target_dim) */

  guint          epoch;             /* epochs that are over */
  guint          next;              /* place in order of the next row */
  gboolean       epoch_begun;       /* the current epoch has its order */
  Sums           training;
  Sums           validation;
  GArray        *epochs;            /* owned; NrnEpoch */
  NrnWeights    *epoch_weights;     /* owned; as the epoch began */
  gboolean       diverged;
};

static gboolean
check_options (const NrnFitOptions  *options,
               GError              **error)
{
  if (options->batch_size < 1)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("The batch size cannot be 0; it must be at least 1."));
      return FALSE;
    }

  return TRUE;
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
 *   batch, or %NULL with @error set if the options make no sense
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
  guint n_train;
  guint max_rows;

  g_return_val_if_fail (nrn_samples_get_input_dim (samples) ==
                        nrn_architecture_get_input_dim (architecture), NULL);

  if (!check_options (options, error) ||
      !nrn_split_count (n_rows, options->validation_split, &n_train, error))
    return NULL;

  max_rows = MIN (options->batch_size, n_rows);
  start = weights != NULL ? nrn_weights_ref (weights)
                          : nrn_weights_new_initial (architecture, options->seed);

  fit = g_new0 (NrnFit, 1);
  fit->options = *options;
  fit->loss = nrn_config_ref (loss);
  fit->samples = nrn_samples_ref (samples);
  fit->model = nrn_model_new (architecture, max_rows);
  nrn_model_set_weights (fit->model, start);
  fit->optimizer = nrn_model_new_optimizer (fit->model, optimizer);
  fit->epoch_weights = g_steal_pointer (&start);

  fit->order_rand = nrn_random_new (options->seed, NRN_RANDOM_ORDER);
  fit->order = nrn_split_order (n_rows, options->validation_shuffled && n_train < n_rows,
                                options->seed);
  fit->n_train = n_train;
  fit->inputs = g_new0 (float, (gsize) max_rows * nrn_samples_get_input_dim (samples) + NRN_LANES);
  fit->targets = g_new0 (float, (gsize) max_rows * nrn_samples_get_target_dim (samples) + NRN_LANES);
  /* Room for usual numbers of epochs, so that no step allocates. */
  fit->epochs = g_array_sized_new (FALSE, FALSE, sizeof (NrnEpoch), MIN (options->epochs, 10000));

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
  g_rand_free (fit->order_rand);
  g_free (fit->order);
  g_free (fit->inputs);
  g_free (fit->targets);
  g_array_unref (fit->epochs);
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
  fit->next += n_rows;

  return n_rows;
}

static void
add_batch (Sums                 *sums,
           const NrnBatchResult *result,
           guint                 n_rows)
{
  sums->loss += result->loss * n_rows;
  sums->n_right += result->n_right;
  sums->n_rows += n_rows;
}

static void
average (const NrnFit *fit,
         const Sums   *sums,
         double       *loss,
         double       *accuracy)
{
  *loss = sums->n_rows > 0 ? sums->loss / sums->n_rows : NAN;
  *accuracy = sums->n_rows > 0 && nrn_samples_has_accuracy (fit->samples)
                ? (double) sums->n_right / sums->n_rows
                : NAN;
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

static NrnFitStatus
end_epoch (NrnFit *fit)
{
  NrnEpoch epoch;

  if (!nrn_model_is_finite (fit->model))
    {
      restore_finite_weights (fit);
      return NRN_FIT_DIVERGED;
    }

  nrn_fit_get_running (fit, &epoch);
  average (fit, &fit->validation, &epoch.val_loss, &epoch.val_accuracy);
  g_array_append_val (fit->epochs, epoch);

  fit->epoch++;
  fit->next = 0;
  fit->epoch_begun = FALSE;
  fit->training = (Sums) { 0 };
  fit->validation = (Sums) { 0 };
  nrn_weights_unref (fit->epoch_weights);
  fit->epoch_weights = nrn_model_dup_weights (fit->model);

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
  add_batch (&fit->training, &result, n_rows);

  return NRN_FIT_BATCH;
}

static void
validate_batch (NrnFit *fit)
{
  NrnBatchResult result;
  guint n_rows = gather_batch (fit, nrn_samples_get_n_rows (fit->samples));

  nrn_model_test_on_batch (fit->model, fit->loss, n_rows, fit->inputs, fit->targets, &result);
  add_batch (&fit->validation, &result, n_rows);
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
  if (fit->epoch >= fit->options.epochs)
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
  if (fit->diverged || fit->epoch >= fit->options.epochs || fit->next >= fit->n_train)
    return 0;

  begin_epoch (fit);

  return MIN (nrn_model_get_max_rows (fit->model), fit->n_train - fit->next);
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
 * nrn_fit_get_epoch_weights:
 * @fit: a training
 *
 * Returns: (transfer none): the weights with which the current epoch began;
 *   valid until the next step
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
  guint max_rows = nrn_model_get_max_rows (fit->model);
  guint n_rows = MIN (fit->next, fit->n_train);

  return n_rows / max_rows + (n_rows % max_rows != 0);
}

/**
 * nrn_fit_get_n_batches:
 * @fit: a training
 *
 * Returns: how many batches an epoch trains on, a short last one included
 */
guint
nrn_fit_get_n_batches (const NrnFit *fit)
{
  guint max_rows = nrn_model_get_max_rows (fit->model);

  return fit->n_train / max_rows + (fit->n_train % max_rows != 0);
}

/**
 * nrn_fit_get_running:
 * @fit: a training
 * @epoch: (out caller-allocates): averages over the current epoch's
 *   batches so far; NaN before the first, for the held-out rows, and for the
 *   accuracy of a regression
 */
void
nrn_fit_get_running (const NrnFit *fit,
                     NrnEpoch     *epoch)
{
  average (fit, &fit->training, &epoch->loss, &epoch->accuracy);
  epoch->val_loss = NAN;
  epoch->val_accuracy = NAN;
}

/**
 * nrn_fit_get_last_epoch:
 * @fit: a training
 *
 * Returns: (transfer none) (nullable): what the last epoch that is over
 *   has recorded; valid until the next step
 */
const NrnEpoch *
nrn_fit_get_last_epoch (const NrnFit *fit)
{
  if (fit->epochs->len == 0)
    return NULL;

  return &g_array_index (fit->epochs, NrnEpoch, fit->epochs->len - 1);
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
  return nrn_history_new ((const NrnEpoch *) (const void *) fit->epochs->data, fit->epochs->len);
}

/**
 * nrn_fit_evaluate:
 * @fit: a training
 * @epoch: (out caller-allocates): loss and accuracy of the network as it
 *   is now on the rows to train on, and on those held out
 *
 * Keras' evaluate(). Takes as long as a pass over the rows.
 *
 * Returns: whether the loss is finite
 */
gboolean
nrn_fit_evaluate (NrnFit   *fit,
                  NrnEpoch *epoch)
{
  guint kept = fit->next;
  guint n_rows = nrn_samples_get_n_rows (fit->samples);
  Sums training = { 0 };
  Sums validation = { 0 };

  for (fit->next = 0; fit->next < n_rows;)
    {
      gboolean held_out = fit->next >= fit->n_train;
      guint n = gather_batch (fit, held_out ? n_rows : fit->n_train);
      NrnBatchResult result;

      nrn_model_test_on_batch (fit->model, fit->loss, n, fit->inputs, fit->targets, &result);
      add_batch (held_out ? &validation : &training, &result, n);
    }
  fit->next = kept;
  average (fit, &training, &epoch->loss, &epoch->accuracy);
  average (fit, &validation, &epoch->val_loss, &epoch->val_accuracy);

  return isfinite (epoch->loss);
}
