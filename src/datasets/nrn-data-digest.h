/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is to be said of data at a glance: ranges and histograms.
 */

#pragma once

#include "nrn-dataset.h"

G_BEGIN_DECLS

/* More columns than this have no histogram. */
#define NRN_DATA_DIGEST_MAX_COLUMNS 16

/* Of more classes than this, all are counted as one. */
#define NRN_DATA_DIGEST_MAX_BANDS 6

/**
 * NrnColumnDigest:
 * @minimum: smallest value that is a number
 * @maximum: largest one
 * @is_whole: whether all values are whole numbers
 * @first: where the first bin begins
 * @step: width of a bin: 1, 2 or 5 times a power of ten
 * @n_bins: how many; the last one has its upper end too
 * @highest: the largest of @counts
 * @counts: shape (n_bands, n_bins): the rows of each class, or of all
 * @exceptions: shape (n_bands, n_bins): how many of them break the rule
 *
 * One feature or target. The arrays are the digest's.
 */
typedef struct
{
  double  minimum;
  double  maximum;
  gboolean is_whole;
  double  first;
  double  step;
  guint   n_bins;
  guint   highest;
  guint  *counts;
  guint  *exceptions;
} NrnColumnDigest;

/**
 * NrnDataDigest:
 *
 * Ranges and histograms of the first %NRN_DATA_DIGEST_MAX_COLUMNS features,
 * and of as many targets where they are values, by class. An immutable value,
 * atomically ref-counted. Any thread.
 */
typedef struct _NrnDataDigest NrnDataDigest;

NrnDataDigest         *nrn_data_digest_new              (const NrnDataset    *dataset);
NrnDataDigest         *nrn_data_digest_ref              (const NrnDataDigest *digest);
void                   nrn_data_digest_unref            (NrnDataDigest       *digest);

const NrnDataset      *nrn_data_digest_get_dataset      (const NrnDataDigest *digest);
guint                  nrn_data_digest_get_n_features   (const NrnDataDigest *digest);
guint                  nrn_data_digest_get_n_targets    (const NrnDataDigest *digest);
guint                  nrn_data_digest_get_n_bands      (const NrnDataDigest *digest);
guint                  nrn_data_digest_get_n_exceptions (const NrnDataDigest *digest);
guint                  nrn_data_digest_get_class_count  (const NrnDataDigest *digest,
                                                         guint                class_index);
const NrnColumnDigest *nrn_data_digest_get_feature      (const NrnDataDigest *digest,
                                                         guint                feature);
const NrnColumnDigest *nrn_data_digest_get_target       (const NrnDataDigest *digest,
                                                         guint                target);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnDataDigest, nrn_data_digest_unref)

G_END_DECLS
