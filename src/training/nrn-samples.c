/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rows as a network takes them in.
 */

#include "config.h"

#include "nrn-samples.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-targets.h"
#include "nrn-vector.h"

struct _NrnSamples
{
  gatomicrefcount  ref_count;
  guint            n_rows;
  guint            input_dim;
  guint            target_dim;
  float           *inputs;      /* owned; (n_rows, input_dim) */
  float           *targets;     /* owned; (n_rows, target_dim) */
  float           *weights;     /* owned; (n_rows), NULL for all 1 */
  gboolean         has_accuracy;
  gboolean         has_labels;
  NrnLabels        labels;
};

/* With the room that nrn_model_forward() asks for. */
static float *
dup_padded (const float *values,
            gsize        n)
{
  float *copy = g_new (float, n + NRN_LANES);

  memcpy (copy, values, n * sizeof (float));
  memset (copy + n, 0, NRN_LANES * sizeof (float));

  return copy;
}

/**
 * nrn_samples_new:
 * @n_rows: rows
 * @input_dim: inputs of a row
 * @target_dim: targets of a row
 * @inputs: shape (n_rows, input_dim), row-major; copied
 * @targets: shape (n_rows, target_dim), row-major, as the loss wants them;
 *   copied
 *
 * Returns: (transfer full): the samples; their accuracy is measured
 */
NrnSamples *
nrn_samples_new (guint        n_rows,
                 guint        input_dim,
                 guint        target_dim,
                 const float *inputs,
                 const float *targets)
{
  NrnSamples *samples = g_new0 (NrnSamples, 1);

  g_atomic_ref_count_init (&samples->ref_count);
  samples->n_rows = n_rows;
  samples->input_dim = input_dim;
  samples->target_dim = target_dim;
  samples->has_accuracy = TRUE;
  samples->inputs = dup_padded (inputs, (gsize) n_rows * input_dim);
  samples->targets = dup_padded (targets, (gsize) n_rows * target_dim);

  return samples;
}

/* Whether "right" has a meaning: classes, or targets that are 0 or 1. */
static gboolean
accuracy_has_meaning (const NrnDataset *dataset)
{
  gsize n = (gsize) nrn_dataset_get_n_rows (dataset) * nrn_dataset_get_n_targets (dataset);
  const float *targets = nrn_dataset_get_targets (dataset);

  if (nrn_dataset_get_n_classes (dataset) > 0)
    return TRUE;

  for (gsize i = 0; i < n; i++)
    {
      if (targets[i] != 0 && targets[i] != 1)
        return FALSE;
    }

  return TRUE;
}

/**
 * nrn_samples_check_inputs:
 * @dataset: rows
 * @architecture: a network
 * @error: return location
 *
 * Returns: whether the network has an input for each feature
 */
gboolean
nrn_samples_check_inputs (const NrnDataset       *dataset,
                          const NrnArchitecture  *architecture,
                          GError                **error)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint input_dim = nrn_architecture_get_input_dim (architecture);

  if (n_features == input_dim)
    return TRUE;

  g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
               g_dngettext (GETTEXT_PACKAGE,
                            "The data has %u feature, so the network must have as many inputs; "
                            "it has %u.",
                            "The data has %u features, so the network must have as many inputs; "
                            "it has %u.", n_features),
               n_features, input_dim);
  return FALSE;
}

/**
 * nrn_samples_new_encoded:
 * @dataset: rows
 * @scaler: (nullable): how the features are scaled
 * @architecture: the network they are for
 * @loss: a kind of the family %NRN_FAMILY_LOSS
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the samples, or %NULL with @error
 *   set if the features do not fit the inputs, or the labels the outputs
 *   and the loss
 */
NrnSamples *
nrn_samples_new_encoded (const NrnDataset       *dataset,
                         const NrnScaler        *scaler,
                         const NrnArchitecture  *architecture,
                         const NrnKind          *loss,
                         GError                **error)
{
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);
  g_autofree float *targets = NULL;
  g_autofree float *scaled = NULL;
  NrnSamples *samples;
  guint target_dim;

  if (!nrn_samples_check_inputs (dataset, architecture, error))
    return NULL;

  targets = nrn_targets_encode (dataset, loss, nrn_architecture_get_output_dim (architecture),
                                &target_dim, error);
  if (targets == NULL)
    return NULL;

  if (scaler != NULL)
    {
      scaled = g_new (float, (gsize) n_rows * n_features);
      nrn_scaler_transform (scaler, n_rows, nrn_dataset_get_features (dataset), scaled);
    }

  samples = nrn_samples_new (n_rows, n_features, target_dim,
                             scaled != NULL ? scaled : nrn_dataset_get_features (dataset),
                             targets);
  samples->has_accuracy = accuracy_has_meaning (dataset);
  samples->has_labels = TRUE;
  samples->labels = *nrn_dataset_get_labels (dataset);
  if (nrn_dataset_get_sample_weights (dataset) != NULL)
    samples->weights = g_memdup2 (nrn_dataset_get_sample_weights (dataset),
                                  n_rows * sizeof (float));

  return samples;
}

/**
 * nrn_samples_with_weights:
 * @samples: samples
 * @weights: shape (n_rows); copied
 *
 * Returns: (transfer full): the same rows, each with what its loss counts
 */
NrnSamples *
nrn_samples_with_weights (const NrnSamples *samples,
                          const float      *weights)
{
  NrnSamples *weighted = nrn_samples_new (samples->n_rows, samples->input_dim, samples->target_dim,
                                          samples->inputs, samples->targets);

  weighted->has_accuracy = samples->has_accuracy;
  weighted->has_labels = samples->has_labels;
  weighted->labels = samples->labels;
  weighted->weights = g_memdup2 (weights, samples->n_rows * sizeof (float));

  return weighted;
}

/**
 * nrn_samples_new_subset:
 * @samples: samples
 * @n_rows: how many rows; at least 1
 * @rows: (array length=n_rows): which ones
 *
 * Returns: (transfer full): these rows
 */
NrnSamples *
nrn_samples_new_subset (const NrnSamples *samples,
                        guint             n_rows,
                        const guint      *rows)
{
  gsize input_dim = samples->input_dim;
  gsize target_dim = samples->target_dim;
  g_autofree float *inputs = g_new (float, n_rows * input_dim);
  g_autofree float *targets = g_new (float, n_rows * target_dim);
  NrnSamples *subset;

  for (guint i = 0; i < n_rows; i++)
    {
      memcpy (inputs + i * input_dim, samples->inputs + rows[i] * input_dim,
              input_dim * sizeof (float));
      memcpy (targets + i * target_dim, samples->targets + rows[i] * target_dim,
              target_dim * sizeof (float));
    }
  subset = nrn_samples_new (n_rows, samples->input_dim, samples->target_dim, inputs, targets);
  subset->has_accuracy = samples->has_accuracy;
  subset->has_labels = samples->has_labels;
  subset->labels = samples->labels;
  if (samples->weights == NULL)
    return subset;

  subset->weights = g_new (float, n_rows);
  for (guint i = 0; i < n_rows; i++)
    subset->weights[i] = samples->weights[rows[i]];

  return subset;
}

NrnSamples *
nrn_samples_ref (const NrnSamples *samples)
{
  NrnSamples *self = (NrnSamples *) samples;

  g_return_val_if_fail (samples != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_samples_unref (NrnSamples *samples)
{
  g_return_if_fail (samples != NULL);

  if (!g_atomic_ref_count_dec (&samples->ref_count))
    return;

  g_free (samples->inputs);
  g_free (samples->targets);
  g_free (samples->weights);
  g_free (samples);
}

guint
nrn_samples_get_n_rows (const NrnSamples *samples)
{
  return samples->n_rows;
}

guint
nrn_samples_get_input_dim (const NrnSamples *samples)
{
  return samples->input_dim;
}

guint
nrn_samples_get_target_dim (const NrnSamples *samples)
{
  return samples->target_dim;
}

/**
 * nrn_samples_has_accuracy:
 * @samples: samples
 *
 * Returns: whether a row can be right or wrong: its target is a class, or 0
 *   or 1; not so for a regression
 */
gboolean
nrn_samples_has_accuracy (const NrnSamples *samples)
{
  return samples->has_accuracy;
}

/**
 * nrn_samples_get_labels:
 * @samples: samples
 *
 * Returns: (transfer none) (nullable): what sort of labels the targets were
 *   made from, or %NULL if that is not known
 */
const NrnLabels *
nrn_samples_get_labels (const NrnSamples *samples)
{
  return samples->has_labels ? &samples->labels : NULL;
}

/**
 * nrn_samples_get_inputs:
 * @samples: samples
 *
 * Returns: (transfer none): shape (n_rows, input_dim), with room for
 *   %NRN_LANES more floats at the end
 */
const float *
nrn_samples_get_inputs (const NrnSamples *samples)
{
  return samples->inputs;
}

/**
 * nrn_samples_get_targets:
 * @samples: samples
 *
 * Returns: (transfer none): shape (n_rows, target_dim)
 */
const float *
nrn_samples_get_targets (const NrnSamples *samples)
{
  return samples->targets;
}

/**
 * nrn_samples_get_weights:
 * @samples: samples
 *
 * Returns: (transfer none) (nullable): shape (n_rows): what the loss of each
 *   row counts, Keras' sample_weight; %NULL for all 1
 */
const float *
nrn_samples_get_weights (const NrnSamples *samples)
{
  return samples->weights;
}
