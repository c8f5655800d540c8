/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a network says of every row.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-dataset.h"
#include "nrn-samples.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/* No more rows are told as those with the largest errors. */
#define NRN_PREDICTIONS_MAX_FAR 5

/**
 * NrnPredictionsFar:
 * @row: a row
 * @target: which of its targets is farthest from its output
 *
 * One of the largest errors.
 */
typedef struct
{
  guint row;
  guint target;
} NrnPredictionsFar;

/**
 * NrnPredictionsKey:
 * @NRN_PREDICTIONS_MISTAKE: how bad the prediction is: wrong ones above right
 *   ones, and among the wrong the more confident the worse; for values, the
 *   error
 * @NRN_PREDICTIONS_ROW: the row's number
 * @NRN_PREDICTIONS_FEATURE: a feature, not scaled
 * @NRN_PREDICTIONS_TARGET: a target, or the class that the row really has
 * @NRN_PREDICTIONS_OUTPUT: an output, or the class that is predicted
 * @NRN_PREDICTIONS_PROBABILITY: of the class that is predicted
 *
 * What rows can be sorted by.
 */
typedef enum
{
  NRN_PREDICTIONS_MISTAKE,
  NRN_PREDICTIONS_ROW,
  NRN_PREDICTIONS_FEATURE,
  NRN_PREDICTIONS_TARGET,
  NRN_PREDICTIONS_OUTPUT,
  NRN_PREDICTIONS_PROBABILITY,
} NrnPredictionsKey;

/**
 * NrnPredictionsOrder:
 * @key: what to sort by
 * @index: of the feature, target or output
 * @descending: whether the largest come first
 */
typedef struct
{
  NrnPredictionsKey key;
  guint             index;
  gboolean          descending;
} NrnPredictionsOrder;

/**
 * NrnPredictions:
 *
 * The outputs of a network for every row of a data set, at one moment of a
 * training. An immutable value, atomically ref-counted. Any thread.
 */
typedef struct _NrnPredictions NrnPredictions;

NrnPredictions   *nrn_predictions_new             (const NrnDataset           *dataset,
                                                   const NrnSamples           *samples,
                                                   const NrnWeights           *weights,
                                                   GCancellable               *cancellable);
NrnPredictions   *nrn_predictions_ref             (const NrnPredictions       *predictions);
void              nrn_predictions_unref           (NrnPredictions             *predictions);

const NrnDataset *nrn_predictions_get_dataset     (const NrnPredictions       *predictions);
guint             nrn_predictions_get_n_rows      (const NrnPredictions       *predictions);
guint             nrn_predictions_get_n_outputs   (const NrnPredictions       *predictions);
gboolean          nrn_predictions_tell_classes    (const NrnDataset           *dataset,
                                                   guint                       n_outputs);
gboolean          nrn_predictions_are_classes     (const NrnPredictions       *predictions);
const float      *nrn_predictions_get_outputs     (const NrnPredictions       *predictions,
                                                   guint                       row);
guint             nrn_predictions_get_label       (const NrnPredictions       *predictions,
                                                   guint                       row);
guint             nrn_predictions_get_class       (const NrnPredictions       *predictions,
                                                   guint                       row);
double            nrn_predictions_get_probability (const NrnPredictions       *predictions,
                                                   guint                       row);
gboolean          nrn_predictions_is_wrong        (const NrnPredictions       *predictions,
                                                   guint                       row);
double            nrn_predictions_get_error       (const NrnPredictions       *predictions,
                                                   guint                       row);
const NrnPredictionsFar *
                  nrn_predictions_get_far         (const NrnPredictions       *predictions,
                                                   guint                      *n_far);
gboolean          nrn_predictions_is_far          (const NrnPredictions       *predictions,
                                                   guint                       row);
guint            *nrn_predictions_sort            (const NrnPredictions       *predictions,
                                                   const NrnPredictionsOrder  *order);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnPredictions, nrn_predictions_unref)

G_END_DECLS
