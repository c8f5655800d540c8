/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is to be said of data at a glance: ranges and histograms.
 */

#include "nrn-data-digest.h"

#include <math.h>

/* The bins are the narrowest round ones of which there are no more, so that
 * the numbers in them are not all chance. */
#define MAX_BINS 30

/* Values are floats: by this part of a bin they may be below an edge, such as 0.3,
 * that they are meant to be on. */
#define EDGE 1e-5

struct _NrnDataDigest
{
  gatomicrefcount  ref_count;

  NrnDataset      *dataset;         /* owned */
  guint            n_features;
  guint            n_targets;
  guint            n_bands;
  guint            n_exceptions;
  guint           *class_counts;    /* owned; (n_classes) */
  NrnColumnDigest *columns;         /* owned; features, then targets */
};

/* Values of one column of a row-major array. */
typedef struct
{
  const float *values;
  gsize        stride;
  guint        n_rows;
} Column;

static double
get_value (const Column *column,
           guint         row)
{
  return (double) column->values[row * column->stride];
}

/* What is not finite is in no range and in no bin. */
static void
measure (NrnColumnDigest *digest,
         const Column    *column)
{
  double minimum = INFINITY, maximum = -INFINITY;

  digest->is_whole = TRUE;
  for (guint row = 0; row < column->n_rows; row++)
    {
      double value = get_value (column, row);

      if (!isfinite (value))
        continue;
      minimum = fmin (minimum, value);
      maximum = fmax (maximum, value);
      digest->is_whole = digest->is_whole && value <= floor (value);
    }
  digest->minimum = isfinite (minimum) ? minimum : 0;
  digest->maximum = isfinite (maximum) ? maximum : 0;
}

/* The next larger of 1, 2 and 5 times a power of ten. */
static double
get_round_step (double least)
{
  double power = pow (10, floor (log10 (least)));

  for (guint i = 0; i < 3; i++)
    {
      static const double factors[] = { 1, 2, 5 };

      if (factors[i] * power >= least * (1 - 1e-9))
        return factors[i] * power;
    }

  return 10 * power;
}

static void
choose_bins (NrnColumnDigest *digest)
{
  double range = digest->maximum - digest->minimum;

  digest->step = range > 0 && isfinite (range) ? get_round_step (range / (MAX_BINS - 1)) : 1;
  if (digest->is_whole)
    digest->step = fmax (digest->step, 1);
  digest->first = floor (digest->minimum / digest->step + EDGE) * digest->step;
  digest->n_bins = (guint) CLAMP (floor ((digest->maximum - digest->first) / digest->step + EDGE) + 1,
                                  1, MAX_BINS + 1);
  /* An upper end of its own is none of whole numbers: there, 100 is the first
   * of 100 … 104. */
  if (!digest->is_whole && digest->n_bins > 1 &&
      digest->first + (digest->n_bins - 1) * digest->step >= digest->maximum - EDGE * digest->step)
    digest->n_bins--;
}

static guint
find_bin (const NrnColumnDigest *digest,
          double                 value)
{
  double bin = floor ((value - digest->first) / digest->step + EDGE);

  return (guint) CLAMP (bin, 0, digest->n_bins - 1);
}

/* Of all classes together where they are too many, or none. */
static guint
get_band (const NrnDataDigest *digest,
          guint                row)
{
  return digest->n_bands > 1 ? (guint) nrn_dataset_get_targets (digest->dataset)[row] : 0;
}

static void
count (NrnDataDigest   *self,
       NrnColumnDigest *digest,
       const Column    *column)
{
  gsize n_counts;

  measure (digest, column);
  choose_bins (digest);
  n_counts = (gsize) self->n_bands * digest->n_bins;
  digest->counts = g_new0 (guint, n_counts);
  digest->exceptions = g_new0 (guint, n_counts);

  for (guint row = 0; row < column->n_rows; row++)
    {
      double value = get_value (column, row);
      gsize i;

      if (!isfinite (value))
        continue;
      i = (gsize) get_band (self, row) * digest->n_bins + find_bin (digest, value);
      digest->counts[i]++;
      if (self->n_exceptions > 0 && nrn_dataset_is_exception (self->dataset, row))
        digest->exceptions[i]++;
    }
  for (gsize i = 0; i < n_counts; i++)
    digest->highest = MAX (digest->highest, digest->counts[i]);
}

static void
count_rows (NrnDataDigest *self)
{
  guint n_classes = nrn_dataset_get_n_classes (self->dataset);
  const float *labels = nrn_dataset_get_targets (self->dataset);

  self->class_counts = g_new0 (guint, n_classes + 1);
  for (guint row = 0; row < nrn_dataset_get_n_rows (self->dataset); row++)
    {
      if (n_classes > 0)
        self->class_counts[(guint) labels[row]]++;
      if (nrn_dataset_is_exception (self->dataset, row))
        self->n_exceptions++;
    }
}

/**
 * nrn_data_digest_new:
 * @dataset: rows
 *
 * Goes through all rows a few times: a matter of milliseconds for thousands,
 * and of a thread for millions.
 *
 * Returns: (transfer full): what there is to say of them
 */
NrnDataDigest *
nrn_data_digest_new (const NrnDataset *dataset)
{
  NrnDataDigest *self = g_new0 (NrnDataDigest, 1);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint n_targets = nrn_dataset_get_n_targets (dataset);
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  g_atomic_ref_count_init (&self->ref_count);
  self->dataset = nrn_dataset_ref (dataset);
  self->n_features = MIN (n_features, NRN_DATA_DIGEST_MAX_COLUMNS);
  self->n_targets = n_classes > 0 ? 0 : MIN (n_targets, NRN_DATA_DIGEST_MAX_COLUMNS);
  self->n_bands = n_classes > 0 && n_classes <= NRN_DATA_DIGEST_MAX_BANDS ? n_classes : 1;
  self->columns = g_new0 (NrnColumnDigest, self->n_features + self->n_targets);
  count_rows (self);

  for (guint i = 0; i < self->n_features; i++)
    count (self, &self->columns[i],
           &(Column) { nrn_dataset_get_features (dataset) + i, n_features, n_rows });
  for (guint i = 0; i < self->n_targets; i++)
    count (self, &self->columns[self->n_features + i],
           &(Column) { nrn_dataset_get_targets (dataset) + i, n_targets, n_rows });

  return self;
}

NrnDataDigest *
nrn_data_digest_ref (const NrnDataDigest *digest)
{
  NrnDataDigest *self = (NrnDataDigest *) digest;

  g_return_val_if_fail (digest != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_data_digest_unref (NrnDataDigest *digest)
{
  g_return_if_fail (digest != NULL);

  if (!g_atomic_ref_count_dec (&digest->ref_count))
    return;

  for (guint i = 0; i < digest->n_features + digest->n_targets; i++)
    {
      g_free (digest->columns[i].counts);
      g_free (digest->columns[i].exceptions);
    }
  nrn_dataset_unref (digest->dataset);
  g_free (digest->class_counts);
  g_free (digest->columns);
  g_free (digest);
}

/**
 * nrn_data_digest_get_dataset:
 * @digest: a digest
 *
 * Returns: (transfer none): the rows it is of
 */
const NrnDataset *
nrn_data_digest_get_dataset (const NrnDataDigest *digest)
{
  return digest->dataset;
}

/**
 * nrn_data_digest_get_n_features:
 * @digest: a digest
 *
 * Returns: how many features it has counted
 */
guint
nrn_data_digest_get_n_features (const NrnDataDigest *digest)
{
  return digest->n_features;
}

/**
 * nrn_data_digest_get_n_targets:
 * @digest: a digest
 *
 * Returns: how many targets it has counted; none where they are classes
 */
guint
nrn_data_digest_get_n_targets (const NrnDataDigest *digest)
{
  return digest->n_targets;
}

/**
 * nrn_data_digest_get_n_bands:
 * @digest: a digest
 *
 * Returns: how many classes are counted apart; 1 where all rows are counted
 *   as one
 */
guint
nrn_data_digest_get_n_bands (const NrnDataDigest *digest)
{
  return digest->n_bands;
}

guint
nrn_data_digest_get_n_exceptions (const NrnDataDigest *digest)
{
  return digest->n_exceptions;
}

/**
 * nrn_data_digest_get_class_count:
 * @digest: a digest of classes
 * @class_index: one of them
 *
 * Returns: how many rows it has
 */
guint
nrn_data_digest_get_class_count (const NrnDataDigest *digest,
                                 guint                class_index)
{
  g_return_val_if_fail (class_index < nrn_dataset_get_n_classes (digest->dataset), 0);

  return digest->class_counts[class_index];
}

/**
 * nrn_data_digest_get_feature:
 * @digest: a digest
 * @feature: one that it has counted
 *
 * Returns: (transfer none): what it has counted of it
 */
const NrnColumnDigest *
nrn_data_digest_get_feature (const NrnDataDigest *digest,
                             guint                feature)
{
  g_return_val_if_fail (feature < digest->n_features, NULL);

  return &digest->columns[feature];
}

/**
 * nrn_data_digest_get_target:
 * @digest: a digest
 * @target: one that it has counted
 *
 * Returns: (transfer none): what it has counted of it
 */
const NrnColumnDigest *
nrn_data_digest_get_target (const NrnDataDigest *digest,
                            guint                target)
{
  g_return_val_if_fail (target < digest->n_targets, NULL);

  return &digest->columns[digest->n_features + target];
}
