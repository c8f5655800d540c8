/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A training as it was between two updates, to go on from there once more.
 */

#include "nrn-checkpoint.h"

#include <string.h>

#include "nrn-fit-private.h"

struct _NrnCheckpoint
{
  gatomicrefcount   ref_count;
  gsize             size;           /* bytes, about */

  NrnWeights       *weights;        /* owned */
  NrnWeights       *epoch_weights;  /* owned; often the same */
  NrnOptimizer     *optimizer;      /* owned */
  NrnFitOptions     options;        /* keeps what it points at */
  GRand            *order_rand;     /* owned */
  GRand            *training_rand;  /* owned */
  GBytes           *order;          /* owned; the rows, as guint */
  NrnTally         *tallies[NRN_N_ROWS]; /* owned */
  NrnEarlyStopping  early_stopping; /* its weights are owned */
  NrnMoments       *changes;        /* owned; NULL for none */

  guint             first_epoch;
  guint64           first_update;
  guint             epoch;
  guint             next;
  guint             batch;
  gboolean          epoch_begun;
  gboolean          diverged;
  NrnStopReason     stop;
  guint             best_epoch;
};

/* After an epoch there is no need for another copy. */
static NrnWeights *
dup_weights (const NrnFit *fit)
{
  if (fit->batch == 0 && fit->next == 0 && fit->best_epoch == 0 && !fit->diverged)
    return nrn_weights_ref (fit->epoch_weights);

  return nrn_model_dup_weights (fit->model);
}

/* One order serves all checkpoints of its epoch. */
static GBytes *
get_order (NrnFit *fit)
{
  if (fit->kept_order == NULL)
    fit->kept_order = g_bytes_new (fit->order, nrn_samples_get_n_rows (fit->samples) * sizeof (guint));

  return g_bytes_ref (fit->kept_order);
}

static gsize
measure (const NrnCheckpoint *self)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (self->weights));
  gsize n_weights = self->weights == self->epoch_weights ? 1 : 2;

  /* A GRand has 624 words. */
  return sizeof (NrnCheckpoint) + n_weights * n * sizeof (float) + 2 * 625 * sizeof (guint32) +
         nrn_optimizer_get_size (self->optimizer) + g_bytes_get_size (self->order);
}

/**
 * nrn_checkpoint_new:
 * @fit: a training between two steps
 *
 * Returns: (transfer full): the training as it is
 */
NrnCheckpoint *
nrn_checkpoint_new (NrnFit *fit)
{
  NrnCheckpoint *checkpoint = g_new0 (NrnCheckpoint, 1);

  g_atomic_ref_count_init (&checkpoint->ref_count);
  checkpoint->weights = dup_weights (fit);
  checkpoint->epoch_weights = nrn_weights_ref (fit->epoch_weights);
  checkpoint->optimizer = nrn_optimizer_dup (fit->optimizer);
  checkpoint->options = fit->options;
  nrn_fit_options_keep (&checkpoint->options);
  checkpoint->order_rand = g_rand_copy (fit->order_rand);
  checkpoint->training_rand = g_rand_copy (fit->training_rand);
  checkpoint->order = get_order (fit);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    checkpoint->tallies[rows] = nrn_tally_dup (fit->tallies[rows]);
  checkpoint->early_stopping = fit->early_stopping;
  if (fit->early_stopping.best_weights != NULL)
    nrn_weights_ref (fit->early_stopping.best_weights);

  checkpoint->changes = fit->changes != NULL ? nrn_moments_ref (fit->changes) : NULL;

  checkpoint->first_epoch = fit->first_epoch;
  checkpoint->first_update = fit->first_update;
  checkpoint->epoch = fit->epoch;
  checkpoint->next = fit->next;
  checkpoint->batch = fit->batch;
  checkpoint->epoch_begun = fit->epoch_begun;
  checkpoint->diverged = fit->diverged;
  checkpoint->stop = fit->stop;
  checkpoint->best_epoch = fit->best_epoch;
  checkpoint->size = measure (checkpoint);

  return checkpoint;
}

static gboolean
trains_same (const NrnArchitecture *a,
             const NrnArchitecture *b)
{
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (a, &n_tensors);
  const NrnTensor *others = nrn_architecture_get_tensors (b, &n_tensors);

  for (guint i = 0; i < n_tensors; i++)
    {
      if (tensors[i].trainable != others[i].trainable)
        return FALSE;
    }

  return TRUE;
}

/* Of another network, nothing is known that was the best. */
static void
change_weights (NrnCheckpoint    *self,
                const NrnWeights *weights)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  gboolean is_another = !nrn_architecture_equal (nrn_weights_get_architecture (self->weights), architecture);
  g_autoptr (NrnWeights) epoch_weights = self->epoch_weights;
  NrnEarlyStoppingOptions options = self->early_stopping.options;

  if (self->weights == epoch_weights)
    self->epoch_weights = nrn_weights_ref (weights);
  else if (is_another)
    self->epoch_weights = nrn_weights_new (architecture, nrn_weights_get_data (epoch_weights));
  else
    g_steal_pointer (&epoch_weights);

  nrn_weights_unref (self->weights);
  self->weights = nrn_weights_ref (weights);
  if (!is_another)
    return;

  nrn_early_stopping_clear (&self->early_stopping);
  nrn_early_stopping_begin (&self->early_stopping, &options);
}

/* Which update it is stays the same, also for an optimizer that counts anew. */
static void
change_optimizer (NrnCheckpoint         *self,
                  const NrnArchitecture *before,
                  const NrnConfig       *config,
                  gboolean               remembers)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (self->weights);
  g_autoptr (NrnOptimizer) old = g_steal_pointer (&self->optimizer);

  if (remembers && trains_same (before, architecture))
    {
      self->optimizer = nrn_optimizer_dup_with (old, config);
    }
  else
    {
      g_autoptr (NrnModel) model = nrn_model_new (architecture, 1);

      self->optimizer = nrn_model_new_optimizer (model, config);
    }
  self->first_update += nrn_optimizer_get_step (old) - nrn_optimizer_get_step (self->optimizer);
}

/**
 * nrn_checkpoint_new_edited:
 * @fit: a training between two steps
 * @weights: other weights of its network, or the same; also of another network
 *   whose kernels, biases … are as large
 * @optimizer: its optimizer, perhaps with other arguments, or another one
 * @remembers: whether what the optimizer remembers still counts, if it can
 *
 * Returns: (transfer full): the training as it is, but for that
 */
NrnCheckpoint *
nrn_checkpoint_new_edited (NrnFit           *fit,
                           const NrnWeights *weights,
                           const NrnConfig  *optimizer,
                           gboolean          remembers)
{
  NrnCheckpoint *checkpoint = nrn_checkpoint_new (fit);

  change_weights (checkpoint, weights);
  change_optimizer (checkpoint, nrn_model_get_architecture (fit->model), optimizer, remembers);
  checkpoint->size = measure (checkpoint);

  return checkpoint;
}

NrnCheckpoint *
nrn_checkpoint_ref (const NrnCheckpoint *checkpoint)
{
  NrnCheckpoint *self = (NrnCheckpoint *) checkpoint;

  g_return_val_if_fail (checkpoint != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_checkpoint_unref (NrnCheckpoint *checkpoint)
{
  g_return_if_fail (checkpoint != NULL);

  if (!g_atomic_ref_count_dec (&checkpoint->ref_count))
    return;

  nrn_weights_unref (checkpoint->weights);
  nrn_weights_unref (checkpoint->epoch_weights);
  nrn_optimizer_free (checkpoint->optimizer);
  nrn_fit_options_drop (&checkpoint->options);
  g_rand_free (checkpoint->order_rand);
  g_rand_free (checkpoint->training_rand);
  g_bytes_unref (checkpoint->order);
  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    nrn_tally_free (checkpoint->tallies[rows]);
  nrn_early_stopping_clear (&checkpoint->early_stopping);
  g_clear_pointer (&checkpoint->changes, nrn_moments_unref);
  g_free (checkpoint);
}

/**
 * nrn_checkpoint_get_update:
 * @checkpoint: a checkpoint
 *
 * Returns: updates before it, see nrn_fit_get_update()
 */
guint64
nrn_checkpoint_get_update (const NrnCheckpoint *checkpoint)
{
  return checkpoint->first_update + nrn_optimizer_get_step (checkpoint->optimizer);
}

/**
 * nrn_checkpoint_get_epoch:
 * @checkpoint: a checkpoint
 *
 * Returns: epochs that were over then
 */
guint
nrn_checkpoint_get_epoch (const NrnCheckpoint *checkpoint)
{
  return checkpoint->epoch;
}

/**
 * nrn_checkpoint_get_size:
 * @checkpoint: a checkpoint
 *
 * Returns: bytes that it takes, about; what it shares with others counts, too
 */
gsize
nrn_checkpoint_get_size (const NrnCheckpoint *checkpoint)
{
  return checkpoint->size;
}

/**
 * nrn_checkpoint_get_options:
 * @checkpoint: a checkpoint
 *
 * Returns: (transfer none): the options that the training had
 */
const NrnFitOptions *
nrn_checkpoint_get_options (const NrnCheckpoint *checkpoint)
{
  return &checkpoint->options;
}

/**
 * nrn_checkpoint_get_learning_rate:
 * @checkpoint: a checkpoint
 *
 * Returns: that of the next update
 */
double
nrn_checkpoint_get_learning_rate (const NrnCheckpoint *checkpoint)
{
  return nrn_optimizer_get_learning_rate (checkpoint->optimizer);
}

static void
restore_places (const NrnCheckpoint *self,
                NrnFit              *fit)
{
  fit->first_epoch = self->first_epoch;
  fit->first_update = self->first_update;
  fit->epoch = self->epoch;
  fit->next = self->next;
  fit->batch = self->batch;
  fit->epoch_begun = self->epoch_begun;
  fit->diverged = self->diverged;
  fit->stop = self->stop;
  fit->best_epoch = self->best_epoch;
}

static void
restore_random (const NrnCheckpoint *self,
                NrnFit              *fit)
{
  g_rand_free (fit->order_rand);
  fit->order_rand = g_rand_copy (self->order_rand);
  g_rand_free (fit->training_rand);
  fit->training_rand = g_rand_copy (self->training_rand);
  nrn_model_set_random (fit->model, fit->training_rand);
}

static void
restore_order (const NrnCheckpoint *self,
               NrnFit              *fit)
{
  gsize size;
  const guint *order = g_bytes_get_data (self->order, &size);

  memcpy (fit->order, order, size);
  g_clear_pointer (&fit->kept_order, g_bytes_unref);
  fit->kept_order = g_bytes_ref (self->order);
}

/* What the options point at is equal in @fit, and kept there already. */
static void
restore_options (const NrnCheckpoint *self,
                 NrnFit              *fit)
{
  NrnFitOptions options = self->options;

  options.metrics = fit->options.metrics;
  options.class_weight = fit->options.class_weight;
  fit->options = options;
}

/**
 * nrn_checkpoint_restore:
 * @checkpoint: a checkpoint
 * @fit: a training with the same network, loss, optimizer and rows, and with
 *   options that are live with those of @checkpoint
 * @history: what the training of @checkpoint has recorded up to there, and
 *   perhaps beyond, which does not count
 *
 * Makes @fit go on from @checkpoint, bit for bit as the training did that it is
 * of.
 */
void
nrn_checkpoint_restore (const NrnCheckpoint *checkpoint,
                        NrnFit              *fit,
                        const NrnHistory    *history)
{
  guint max_rows = MIN (checkpoint->options.batch_size, nrn_samples_get_n_rows (fit->samples));

  g_return_if_fail (nrn_history_get_n_epochs (history) >= checkpoint->epoch);
  g_return_if_fail (nrn_fit_options_are_live (&fit->options, &checkpoint->options));

  if (max_rows != nrn_model_get_max_rows (fit->model))
    nrn_fit_make_room (fit, nrn_weights_get_architecture (checkpoint->weights), checkpoint->weights,
                       max_rows);
  nrn_model_set_weights (fit->model, checkpoint->weights);
  nrn_weights_unref (fit->epoch_weights);
  fit->epoch_weights = nrn_weights_ref (checkpoint->epoch_weights);
  nrn_optimizer_free (fit->optimizer);
  fit->optimizer = nrn_optimizer_dup (checkpoint->optimizer);
  restore_options (checkpoint, fit);
  restore_random (checkpoint, fit);
  restore_order (checkpoint, fit);
  restore_places (checkpoint, fit);

  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      nrn_tally_free (fit->tallies[rows]);
      fit->tallies[rows] = nrn_tally_dup (checkpoint->tallies[rows]);
    }
  nrn_early_stopping_clear (&fit->early_stopping);
  fit->early_stopping = checkpoint->early_stopping;
  if (fit->early_stopping.best_weights != NULL)
    nrn_weights_ref (fit->early_stopping.best_weights);
  nrn_fit_copy_history (fit, history, checkpoint->epoch);
  g_clear_pointer (&fit->changes, nrn_moments_unref);
  fit->changes = checkpoint->changes != NULL ? nrn_moments_ref (checkpoint->changes) : NULL;
}
