/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What an epoch has changed.
 */

#pragma once

#include "nrn-dataset.h"
#include "nrn-history.h"
#include "nrn-samples.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnEpochChangeKind:
 * @NRN_EPOCH_CHANGE_UNKNOWN: the weights before or after are not known
 * @NRN_EPOCH_CHANGE_NONE: no weight has changed
 * @NRN_EPOCH_CHANGE_UNIT_DIED: a unit that was on for some rows is on for none
 * @NRN_EPOCH_CHANGE_UNIT_WOKE: a unit that was on for no row is on for some
 * @NRN_EPOCH_CHANGE_UNIT_ROWS: a unit is on for more rows, or for fewer
 * @NRN_EPOCH_CHANGE_SWITCH_ON: the value from which on a unit is on has moved
 * @NRN_EPOCH_CHANGE_SWITCH_OFF: the value up to which a unit is on has moved
 * @NRN_EPOCH_CHANGE_FLIP: the value at which the predicted class changes has
 *   moved
 * @NRN_EPOCH_CHANGE_FLIP_CAME: there is such a value, where there was none
 * @NRN_EPOCH_CHANGE_FLIP_WENT: there is none any more
 * @NRN_EPOCH_CHANGE_FLIPS: there are more such values, or fewer
 * @NRN_EPOCH_CHANGE_WEIGHT: nothing of these; the weight that moved most
 *
 * The most telling change. Of units, only those with an activation that can
 * be off count; switches and flips are those of a single feature.
 */
typedef enum
{
  NRN_EPOCH_CHANGE_UNKNOWN,
  NRN_EPOCH_CHANGE_NONE,
  NRN_EPOCH_CHANGE_UNIT_DIED,
  NRN_EPOCH_CHANGE_UNIT_WOKE,
  NRN_EPOCH_CHANGE_UNIT_ROWS,
  NRN_EPOCH_CHANGE_SWITCH_ON,
  NRN_EPOCH_CHANGE_SWITCH_OFF,
  NRN_EPOCH_CHANGE_FLIP,
  NRN_EPOCH_CHANGE_FLIP_CAME,
  NRN_EPOCH_CHANGE_FLIP_WENT,
  NRN_EPOCH_CHANGE_FLIPS,
  NRN_EPOCH_CHANGE_WEIGHT,
} NrnEpochChangeKind;

/**
 * NrnEpochCase:
 * @dataset: the rows
 * @samples: the same rows as the network takes them in
 * @scaler: (nullable): how the features were scaled
 * @history: the epochs, at least @epoch of them
 * @epoch: which one, counted from 1
 * @before: (nullable): the weights before it
 * @after: (nullable): the weights after it, of an equal architecture
 *
 * An epoch to be looked at. All borrowed.
 */
typedef struct
{
  const NrnDataset *dataset;
  const NrnSamples *samples;
  const NrnScaler  *scaler;
  const NrnHistory *history;
  guint             epoch;
  const NrnWeights *before;
  const NrnWeights *after;
} NrnEpochCase;

/**
 * NrnEpochChange:
 * @epoch: which one, counted from 1
 * @loss: its numbers in the history
 * @last: those of the epoch before; NaN if it is the first
 * @n_rows: rows that were looked at: all, or of large networks some, chosen
 *   evenly
 * @are_all: whether these are all rows
 * @are_classes: whether the network tells classes apart
 * @n_right: how many of these rows are right, before and after
 * @error: how far the outputs are from the targets on average, before and
 *   after; NaN for classes
 * @kind: the most telling change
 * @layer: of a unit
 * @unit: of a unit, or whose weight it is
 * @is_bias: of the weight: whether it is a bias
 * @value: before and after, by @kind: rows that it is on for; values of the
 *   feature; flips; the weight
 * @class_index: of a flip that came or went: the class that was, or is,
 *   predicted everywhere
 *
 * What an epoch has changed. Counts and values are those of the weights
 * themselves, so that they can be found again.
 */
typedef struct
{
  guint              epoch;
  NrnEpoch           loss;
  NrnEpoch           last;
  guint              n_rows;
  gboolean           are_all;
  gboolean           are_classes;
  guint              n_right[2];
  double             error[2];
  NrnEpochChangeKind kind;
  guint              layer;
  guint              unit;
  gboolean           is_bias;
  double             value[2];
  guint              class_index;
} NrnEpochChange;

void nrn_epoch_change_measure    (const NrnEpochCase *epoch_case,
                                  NrnEpochChange     *change);
int  nrn_epoch_change_get_digits (const NrnDataset   *dataset);

G_END_DECLS
