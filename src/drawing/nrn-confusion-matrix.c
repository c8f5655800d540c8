/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Counts what a network takes for what.
 */

#include "nrn-confusion-matrix-private.h"

#include <string.h>

#include "nrn-prediction.h"
#include "nrn-vector.h"

/* Rows that are computed together. */
#define BATCH 256

/**
 * nrn_confusion_matrix_new:
 * @architecture: a network; a single output tells two classes apart
 *
 * Returns: (transfer full): a matrix of zeros
 */
NrnConfusionMatrix *
nrn_confusion_matrix_new (const NrnArchitecture *architecture)
{
  NrnConfusionMatrix *self;
  gsize input_dim;

  g_return_val_if_fail (architecture != NULL, NULL);

  input_dim = nrn_architecture_get_input_dim (architecture);
  self = g_new0 (NrnConfusionMatrix, 1);
  self->model = nrn_model_new (architecture, BATCH);
  self->inputs = g_new0 (float, BATCH * input_dim + NRN_LANES);
  self->n_classes =
    nrn_prediction_get_n_classes (nrn_architecture_get_output_dim (architecture));
  self->counts = g_new0 (guint, (gsize) self->n_classes * self->n_classes);
  self->exceptions = g_new0 (guint, (gsize) self->n_classes * self->n_classes);

  return self;
}

void
nrn_confusion_matrix_free (NrnConfusionMatrix *matrix)
{
  g_return_if_fail (matrix != NULL);

  nrn_model_free (matrix->model);
  g_free (matrix->inputs);
  g_free (matrix->counts);
  g_free (matrix->exceptions);
  g_free (matrix);
}

static void
count_batch (NrnConfusionMatrix *self,
             guint               n_rows,
             const float        *outputs,
             const float        *labels,
             const guint8       *exceptions)
{
  guint output_dim =
    nrn_architecture_get_output_dim (nrn_model_get_architecture (self->model));

  for (guint row = 0; row < n_rows; row++)
    {
      guint predicted = nrn_prediction_get_class (output_dim, outputs + (gsize) row * output_dim);
      gsize cell;

      /* A label that the network has no output for is in no row. */
      if (!(labels[row] >= 0 && labels[row] < (float) self->n_classes))
        continue;
      cell = (gsize) (guint) labels[row] * self->n_classes + predicted;
      self->counts[cell]++;
      self->n_samples++;
      if (exceptions != NULL && exceptions[row])
        self->exceptions[cell]++;
    }
}

/**
 * nrn_confusion_matrix_measure:
 * @matrix: a matrix
 * @weights: weights of its network
 * @n_rows: how many samples there are
 * @inputs: shape (n_rows, input_dim), row-major: as the network takes them in
 * @labels: (array length=n_rows): the class number of each
 * @exceptions: (nullable) (array length=n_rows): which break the rule
 *
 * Counts anew. Allocates nothing.
 */
void
nrn_confusion_matrix_measure (NrnConfusionMatrix *matrix,
                              const NrnWeights   *weights,
                              guint               n_rows,
                              const float        *inputs,
                              const float        *labels,
                              const guint8       *exceptions)
{
  gsize dim = nrn_architecture_get_input_dim (nrn_model_get_architecture (matrix->model));
  gsize n_cells = (gsize) matrix->n_classes * matrix->n_classes;

  g_return_if_fail (nrn_architecture_equal (nrn_weights_get_architecture (weights),
                                            nrn_model_get_architecture (matrix->model)));

  memset (matrix->counts, 0, n_cells * sizeof *matrix->counts);
  memset (matrix->exceptions, 0, n_cells * sizeof *matrix->exceptions);
  matrix->n_samples = 0;
  nrn_model_set_weights (matrix->model, weights);
  for (guint row = 0; row < n_rows; row += BATCH)
    {
      guint n = MIN (BATCH, n_rows - row);

      memcpy (matrix->inputs, inputs + row * dim, n * dim * sizeof (float));
      count_batch (matrix, n, nrn_model_forward (matrix->model, n, matrix->inputs, FALSE),
                   labels + row, exceptions != NULL ? exceptions + row : NULL);
    }
}

guint
nrn_confusion_matrix_get_n_classes (const NrnConfusionMatrix *matrix)
{
  return matrix->n_classes;
}

guint
nrn_confusion_matrix_get_n_samples (const NrnConfusionMatrix *matrix)
{
  return matrix->n_samples;
}

/**
 * nrn_confusion_matrix_get_n_right:
 * @matrix: a matrix
 *
 * Returns: how many samples were taken for what they are
 */
guint
nrn_confusion_matrix_get_n_right (const NrnConfusionMatrix *matrix)
{
  guint n = 0;

  for (gsize i = 0; i < matrix->n_classes; i++)
    n += matrix->counts[i * matrix->n_classes + i];

  return n;
}

/**
 * nrn_confusion_matrix_get_count:
 * @matrix: a matrix
 * @really: a class
 * @predicted: a class
 *
 * Returns: how many samples of class @really were taken for @predicted
 */
guint
nrn_confusion_matrix_get_count (const NrnConfusionMatrix *matrix,
                                guint                     really,
                                guint                     predicted)
{
  g_return_val_if_fail (really < matrix->n_classes && predicted < matrix->n_classes, 0);

  return matrix->counts[(gsize) really * matrix->n_classes + predicted];
}

/**
 * nrn_confusion_matrix_get_exceptions:
 * @matrix: a matrix
 * @really: a class
 * @predicted: a class
 *
 * Returns: how many of these samples are exceptions
 */
guint
nrn_confusion_matrix_get_exceptions (const NrnConfusionMatrix *matrix,
                                     guint                     really,
                                     guint                     predicted)
{
  g_return_val_if_fail (really < matrix->n_classes && predicted < matrix->n_classes, 0);

  return matrix->exceptions[(gsize) really * matrix->n_classes + predicted];
}
