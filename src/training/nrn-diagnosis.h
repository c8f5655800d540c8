/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a training does not learn.
 */

#pragma once

#include "nrn-history.h"
#include "nrn-samples.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnDiagnosisKind:
 * @NRN_DIAGNOSIS_NONE: nothing is wrong, or it is too early to tell
 * @NRN_DIAGNOSIS_LAYER_OFF: it has learned nothing, and cannot: a layer
 *   has no unit that is ever on
 * @NRN_DIAGNOSIS_STUCK: it has learned nothing: the same outputs for every
 *   row would be as good
 * @NRN_DIAGNOSIS_TOO_FAR: the loss is far above what it began with: the steps
 *   are too large
 *
 * What may be wrong with a training whose numbers are finite.
 */
typedef enum
{
  NRN_DIAGNOSIS_NONE,
  NRN_DIAGNOSIS_LAYER_OFF,
  NRN_DIAGNOSIS_STUCK,
  NRN_DIAGNOSIS_TOO_FAR,
} NrnDiagnosisKind;

/**
 * NrnDiagnosis:
 * @kind: what is wrong
 * @epoch: epochs that are over
 * @loss: of the last of them
 * @guess_loss: loss of the best guess that is the same for every row
 * @layer: of %NRN_DIAGNOSIS_LAYER_OFF, the first such layer, by the Dense
 *   layers before it
 * @n_off: hidden units that are 0 for every row; of that layer, if there is
 *   one
 * @n_units: how many there are there
 * @n_on_at_start: of that layer, units that were on with the weights at the
 *   start
 *
 * What is wrong, with the numbers that show it.
 */
typedef struct
{
  NrnDiagnosisKind kind;
  guint            epoch;
  double           loss;
  double           guess_loss;
  guint            layer;
  guint            n_off;
  guint            n_units;
  guint            n_on_at_start;
} NrnDiagnosis;

/**
 * NrnDiagnosisCase:
 * @loss: what is made small
 * @samples: the rows
 * @history: the epochs so far
 * @n_epochs: epochs that there will be
 * @start: the weights that it began with
 * @weights: the weights now
 *
 * A training to be looked at. All borrowed.
 */
typedef struct
{
  const NrnConfig  *loss;
  const NrnSamples *samples;
  const NrnHistory *history;
  guint             n_epochs;
  const NrnWeights *start;
  const NrnWeights *weights;
} NrnDiagnosisCase;

guint        nrn_diagnosis_get_first_epoch  (guint                   n_epochs);
NrnDiagnosis nrn_diagnose                   (const NrnDiagnosisCase *training);
guint        nrn_diagnosis_count_units      (const NrnArchitecture  *architecture,
                                             guint                   layer);
guint        nrn_diagnosis_get_hidden_index (const NrnArchitecture  *architecture,
                                             guint                   layer);

G_END_DECLS
