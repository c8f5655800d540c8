/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network says of every row, and the rows in any order.
 */

#include "nrn-predictions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "nrn-model.h"
#include "nrn-prediction.h"

/* Rows that are computed together. */
#define BATCH 256

/* So many are computed before somebody is asked whether they are still of
 * interest. */
#define ROWS_AT_ONCE (64 * BATCH)

/* No more outputs than this are kept: 1 GB. */
#define MAX_OUTPUTS 250000000

/* Of so many rows, one is told as having a large error. */
#define ROWS_PER_FAR 10

struct _NrnPredictions
{
  gatomicrefcount  ref_count;
  NrnDataset      *dataset;       /* owned */
  guint            n_outputs;
  gboolean         are_classes;
  float           *outputs;       /* owned; (n_rows, n_outputs) */

  /* Of values */
  guint            n_far;
  NrnPredictionsFar far[NRN_PREDICTIONS_MAX_FAR];   /* the largest first */
};

static const float *
get_targets (const NrnPredictions *self,
             guint                 row)
{
  return nrn_dataset_get_targets (self->dataset) +
         (gsize) row * nrn_dataset_get_n_targets (self->dataset);
}

/* ---- The largest errors ---- */

/* NaN if one is no number. */
static double
find_error (const NrnPredictions *self,
            guint                 row,
            guint                *target)
{
  const float *outputs = nrn_predictions_get_outputs (self, row);
  guint n = MIN (self->n_outputs, nrn_dataset_get_n_targets (self->dataset));
  const float *targets = get_targets (self, row);
  double farthest = 0;

  *target = 0;
  for (guint i = 0; i < n; i++)
    {
      double error = fabs ((double) outputs[i] - (double) targets[i]);

      if (isnan (error))
        return NAN;
      if (error <= farthest)
        continue;
      farthest = error;
      *target = i;
    }

  return farthest;
}

/* Keeps the few that are the largest so far, in order; of equal ones the first. */
static void
find_far (NrnPredictions *self)
{
  guint n_rows = nrn_predictions_get_n_rows (self);
  guint n_most = CLAMP (n_rows / ROWS_PER_FAR, 1, NRN_PREDICTIONS_MAX_FAR);
  double errors[NRN_PREDICTIONS_MAX_FAR] = { 0 };

  for (guint row = 0; row < n_rows; row++)
    {
      NrnPredictionsFar far = { .row = row };
      double error = find_error (self, row, &far.target);
      guint place = self->n_far;

      while (place > 0 && error > errors[place - 1])
        place--;
      if (!(error > 0) || place == n_most)
        continue;

      self->n_far = MIN (self->n_far + 1, n_most);
      for (guint i = self->n_far - 1; i > place; i--)
        {
          errors[i] = errors[i - 1];
          self->far[i] = self->far[i - 1];
        }
      errors[place] = error;
      self->far[place] = far;
    }
}

/* ---- The outputs ---- */

/**
 * nrn_predictions_tell_classes:
 * @dataset: rows
 * @n_outputs: of a network for them
 *
 * Returns: whether the network tells classes apart, so that a row is right or
 *   wrong: a single output tells two; for more, it is a value
 */
gboolean
nrn_predictions_tell_classes (const NrnDataset *dataset,
                              guint             n_outputs)
{
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  if (n_classes > 0)
    return n_outputs > 1 || n_classes <= 2;

  /* Numbers that a loss such as sparse_categorical_crossentropy takes for
   * those of classes. */
  return nrn_dataset_get_n_targets (dataset) == 1 && n_outputs > 1;
}

/**
 * nrn_predictions_new:
 * @dataset: the rows
 * @samples: the same rows as the network takes them in
 * @weights: a network with its weights
 * @cancellable: (nullable): when they are no longer of interest
 *
 * Computes all outputs. For any thread; with many rows, not for the main
 * thread.
 *
 * Returns: (transfer full) (nullable): the predictions; %NULL if cancelled, or
 *   if they are more than fit into a gigabyte
 */
NrnPredictions *
nrn_predictions_new (const NrnDataset *dataset,
                     const NrnSamples *samples,
                     const NrnWeights *weights,
                     GCancellable     *cancellable)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (weights);
  gsize n_inputs = nrn_architecture_get_input_dim (architecture);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  g_autoptr (NrnModel) model = NULL;
  g_autoptr (NrnPredictions) self = NULL;

  g_return_val_if_fail (nrn_samples_get_n_rows (samples) == n_rows, NULL);
  g_return_val_if_fail (nrn_samples_get_input_dim (samples) == n_inputs, NULL);

  if ((gsize) n_rows * nrn_architecture_get_output_dim (architecture) > MAX_OUTPUTS)
    return NULL;

  self = g_new0 (NrnPredictions, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->dataset = nrn_dataset_ref (dataset);
  self->n_outputs = nrn_architecture_get_output_dim (architecture);
  self->are_classes = nrn_predictions_tell_classes (dataset, self->n_outputs);
  self->outputs = g_new (float, (gsize) n_rows * self->n_outputs);

  model = nrn_model_new (architecture, BATCH);
  nrn_model_set_weights (model, weights);
  for (guint row = 0; row < n_rows; row += ROWS_AT_ONCE)
    {
      if (g_cancellable_is_cancelled (cancellable))
        return NULL;
      nrn_model_predict (model, MIN (ROWS_AT_ONCE, n_rows - row),
                         nrn_samples_get_inputs (samples) + row * n_inputs,
                         self->outputs + (gsize) row * self->n_outputs);
    }
  if (!self->are_classes)
    find_far (self);

  return g_steal_pointer (&self);
}

NrnPredictions *
nrn_predictions_ref (const NrnPredictions *predictions)
{
  NrnPredictions *self = (NrnPredictions *) predictions;

  g_return_val_if_fail (predictions != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_predictions_unref (NrnPredictions *predictions)
{
  g_return_if_fail (predictions != NULL);

  if (!g_atomic_ref_count_dec (&predictions->ref_count))
    return;

  nrn_dataset_unref (predictions->dataset);
  g_free (predictions->outputs);
  g_free (predictions);
}

const NrnDataset *
nrn_predictions_get_dataset (const NrnPredictions *predictions)
{
  return predictions->dataset;
}

guint
nrn_predictions_get_n_rows (const NrnPredictions *predictions)
{
  return nrn_dataset_get_n_rows (predictions->dataset);
}

guint
nrn_predictions_get_n_outputs (const NrnPredictions *predictions)
{
  return predictions->n_outputs;
}

/**
 * nrn_predictions_are_classes:
 * @predictions: predictions
 *
 * Returns: whether the network tells classes apart, so that a row is right
 *   or wrong; otherwise it predicts values, which have an error
 */
gboolean
nrn_predictions_are_classes (const NrnPredictions *predictions)
{
  return predictions->are_classes;
}

/**
 * nrn_predictions_get_outputs:
 * @predictions: predictions
 * @row: a row
 *
 * Returns: (transfer none): its outputs
 */
const float *
nrn_predictions_get_outputs (const NrnPredictions *predictions,
                             guint                 row)
{
  g_return_val_if_fail (row < nrn_predictions_get_n_rows (predictions), NULL);

  return predictions->outputs + (gsize) row * predictions->n_outputs;
}

/**
 * nrn_predictions_get_label:
 * @predictions: predictions of classes
 * @row: a row
 *
 * Returns: the class that it really has; %G_MAXUINT for no whole number
 */
guint
nrn_predictions_get_label (const NrnPredictions *predictions,
                           guint                 row)
{
  float label;

  g_return_val_if_fail (row < nrn_predictions_get_n_rows (predictions), 0);

  label = get_targets (predictions, row)[0];

  return label >= 0 && label < 16777216 && label <= floorf (label) ? (guint) label : G_MAXUINT;
}

/**
 * nrn_predictions_get_class:
 * @predictions: predictions of classes
 * @row: a row
 *
 * Returns: the class that the network takes it for
 */
guint
nrn_predictions_get_class (const NrnPredictions *predictions,
                           guint                 row)
{
  return nrn_prediction_get_class (predictions->n_outputs,
                                   nrn_predictions_get_outputs (predictions, row));
}

/**
 * nrn_predictions_get_probability:
 * @predictions: predictions of classes
 * @row: a row
 *
 * Returns: the probability of the class that the network takes it for, see
 *   nrn_prediction_get_share()
 */
double
nrn_predictions_get_probability (const NrnPredictions *predictions,
                                 guint                 row)
{
  return nrn_prediction_get_share (predictions->n_outputs,
                                   nrn_predictions_get_outputs (predictions, row),
                                   nrn_predictions_get_class (predictions, row));
}

/**
 * nrn_predictions_is_wrong:
 * @predictions: predictions
 * @row: a row
 *
 * Returns: whether it is taken for another class than it has; %FALSE for
 *   values
 */
gboolean
nrn_predictions_is_wrong (const NrnPredictions *predictions,
                          guint                 row)
{
  return predictions->are_classes &&
         nrn_predictions_get_class (predictions, row) != nrn_predictions_get_label (predictions, row);
}

/**
 * nrn_predictions_get_error:
 * @predictions: predictions of values
 * @row: a row
 *
 * Returns: how far the output is from its target; of several, the farthest;
 *   NaN if one is no number
 */
double
nrn_predictions_get_error (const NrnPredictions *predictions,
                           guint                 row)
{
  guint target;

  return find_error (predictions, row, &target);
}

/**
 * nrn_predictions_get_far:
 * @predictions: predictions
 * @n_far: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_far): the rows with the largest
 *   errors, the largest first: a tenth of all, but at least one and at most
 *   %NRN_PREDICTIONS_MAX_FAR, and none whose error is 0 or no number; none for
 *   classes
 */
const NrnPredictionsFar *
nrn_predictions_get_far (const NrnPredictions *predictions,
                         guint                *n_far)
{
  *n_far = predictions->n_far;

  return predictions->far;
}

/**
 * nrn_predictions_is_far:
 * @predictions: predictions
 * @row: a row
 *
 * Returns: whether it is one of those with the largest errors
 */
gboolean
nrn_predictions_is_far (const NrnPredictions *predictions,
                        guint                 row)
{
  for (guint i = 0; i < predictions->n_far; i++)
    {
      if (predictions->far[i].row == row)
        return TRUE;
    }

  return FALSE;
}

/* Wrong ones are above 1, right ones under. */
static double
get_mistake (const NrnPredictions *self,
             guint                 row)
{
  double probability;

  if (!self->are_classes)
    return nrn_predictions_get_error (self, row);

  probability = nrn_predictions_get_probability (self, row);

  return nrn_predictions_is_wrong (self, row) ? 1 + probability : 1 - probability;
}

static double
get_key (const NrnPredictions      *self,
         const NrnPredictionsOrder *order,
         guint                      row)
{
  switch (order->key)
    {
    case NRN_PREDICTIONS_ROW:
      return row;
    case NRN_PREDICTIONS_FEATURE:
      return (double) nrn_dataset_get_features (self->dataset)
        [(gsize) row * nrn_dataset_get_n_features (self->dataset) + order->index];
    case NRN_PREDICTIONS_TARGET:
      return (double) get_targets (self, row)[order->index];
    case NRN_PREDICTIONS_OUTPUT:
      return self->are_classes ? nrn_predictions_get_class (self, row)
                               : (double) nrn_predictions_get_outputs (self, row)[order->index];
    case NRN_PREDICTIONS_PROBABILITY:
      return nrn_predictions_get_probability (self, row);
    case NRN_PREDICTIONS_MISTAKE:
    default:
      return get_mistake (self, row);
    }
}

/* Whole numbers in the order of the floats: positive ones as their bits are,
 * above all negative ones, whose bits run the other way. What is not a number
 * is above all. */
static guint32
get_rank (double key)
{
  float value = (float) key;
  guint32 bits;

  if (isnan (value))
    return G_MAXUINT32;

  memcpy (&bits, &value, sizeof bits);

  return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
}

static int
compare (const void *a,
         const void *b)
{
  guint64 first = *(const guint64 *) a;
  guint64 second = *(const guint64 *) b;

  return (first > second) - (first < second);
}

/**
 * nrn_predictions_sort:
 * @predictions: predictions
 * @order: what comes first
 *
 * Puts the rows in order; equal ones stay as they are in the data. For any
 * thread; with many rows, not for the main thread.
 *
 * Returns: (transfer full) (array): the rows' numbers, to be freed with
 *   g_free()
 */
guint *
nrn_predictions_sort (const NrnPredictions      *predictions,
                      const NrnPredictionsOrder *order)
{
  guint n_rows = nrn_predictions_get_n_rows (predictions);
  g_autofree guint64 *keys = g_new (guint64, n_rows);
  guint *rows = g_new (guint, n_rows);

  /* The row's number is in the lower half: it settles ties. A row's number
   * as a key may have more digits than a float. */
  for (guint row = 0; row < n_rows; row++)
    {
      guint32 rank = order->key == NRN_PREDICTIONS_ROW ? row
                                                       : get_rank (get_key (predictions, order, row));

      keys[row] = (guint64) (order->descending ? ~rank : rank) << 32 | row;
    }
  qsort (keys, n_rows, sizeof *keys, compare);
  for (guint i = 0; i < n_rows; i++)
    rows[i] = (guint) (keys[i] & G_MAXUINT32);

  return rows;
}
