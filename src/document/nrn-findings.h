/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is odd about an experiment and its training, with the numbers that show
 * it and what helps.
 */

#pragma once

#include "nrn-diagnosis.h"
#include "nrn-doctor.h"
#include "nrn-experiment.h"
#include "nrn-survey.h"

G_BEGIN_DECLS

/**
 * NrnFindingKind:
 * @NRN_FINDING_PAIRING: output activation, loss, labels or the number of
 *   outputs do not fit
 * @NRN_FINDING_UNSCALED: features are far from 0 … 1, and not scaled
 * @NRN_FINDING_SPLIT: the rows held out are not like the others
 * @NRN_FINDING_UNITS_OFF: units of a layer are never on
 * @NRN_FINDING_VANISHING: hardly a gradient arrives at the first layer
 * @NRN_FINDING_EXPLODING: gradients are far larger than the weights
 * @NRN_FINDING_RATE_SMALL: the learning rate is too small
 * @NRN_FINDING_RATE_LARGE: the learning rate is too large
 *
 * What may be found.
 */
typedef enum
{
  NRN_FINDING_PAIRING,
  NRN_FINDING_UNSCALED,
  NRN_FINDING_SPLIT,
  NRN_FINDING_UNITS_OFF,
  NRN_FINDING_VANISHING,
  NRN_FINDING_EXPLODING,
  NRN_FINDING_RATE_SMALL,
  NRN_FINDING_RATE_LARGE,
  NRN_N_FINDINGS,
} NrnFindingKind;

/**
 * NrnSeverity:
 * @NRN_SEVERITY_HINT: good to know; it may learn well all the same
 * @NRN_SEVERITY_WARNING: most likely this is why it does not learn
 */
typedef enum
{
  NRN_SEVERITY_HINT,
  NRN_SEVERITY_WARNING,
} NrnSeverity;

/**
 * NrnFindingPlace:
 * @NRN_PLACE_SCALE: the switch of the scaling
 * @NRN_PLACE_SPLIT: the validation split
 * @NRN_PLACE_LAYER: a layer
 * @NRN_PLACE_OUTPUT: the output layer
 * @NRN_PLACE_LOSS: the loss
 * @NRN_PLACE_RATE: the learning rate
 *
 * Where a finding belongs.
 */
typedef enum
{
  NRN_PLACE_SCALE,
  NRN_PLACE_SPLIT,
  NRN_PLACE_LAYER,
  NRN_PLACE_OUTPUT,
  NRN_PLACE_LOSS,
  NRN_PLACE_RATE,
} NrnFindingPlace;

/**
 * NrnRemedyKind:
 * @NRN_REMEDY_FIX: another activation, loss or number of outputs
 * @NRN_REMEDY_SCALE: features scaled to 0 … 1
 * @NRN_REMEDY_SHUFFLE: rows shuffled before the split
 * @NRN_REMEDY_REROLL: new starting weights for the units
 * @NRN_REMEDY_LEAKY_RELU: leaky_relu in the layer
 * @NRN_REMEDY_RELU: relu in place of bounded activations, from the start
 * @NRN_REMEDY_INITIALIZER: he_uniform in all hidden layers, from the start
 * @NRN_REMEDY_CLIP: gradients cut to a norm of 1
 * @NRN_REMEDY_RATE: another learning rate
 * @NRN_REMEDY_RATE_ANEW: the same, from the start
 *
 * What helps. Each is an edit that can be taken back.
 */
typedef enum
{
  NRN_REMEDY_FIX,
  NRN_REMEDY_SCALE,
  NRN_REMEDY_SHUFFLE,
  NRN_REMEDY_REROLL,
  NRN_REMEDY_LEAKY_RELU,
  NRN_REMEDY_RELU,
  NRN_REMEDY_INITIALIZER,
  NRN_REMEDY_CLIP,
  NRN_REMEDY_RATE,
  NRN_REMEDY_RATE_ANEW,
} NrnRemedyKind;

#define NRN_FINDING_MAX_REMEDIES 2

/**
 * NrnRemedy:
 * @kind: what to change
 * @title: what a button says
 * @learning_rate: of %NRN_REMEDY_RATE
 * @fix: of %NRN_REMEDY_FIX
 *
 * One change.
 */
typedef struct
{
  NrnRemedyKind  kind;
  char          *title;
  double         learning_rate;
  NrnFix         fix;
} NrnRemedy;

/**
 * NrnFinding:
 * @kind: what it is
 * @severity: how bad
 * @place: where it belongs
 * @layer: of %NRN_PLACE_LAYER, the layer's index
 * @key: a name for a file, the same whenever the same is found: "units-off 0"
 * @where: what the place is called
 * @sentence: what is found
 * @evidence: the numbers that show it; one or more lines
 * @n_units: of %NRN_FINDING_UNITS_OFF, how many
 * @units: which ones
 * @n_remedies: how many there are
 * @remedies: what helps, the best first
 *
 * One thing that is odd. All in the user's language.
 */
typedef struct
{
  NrnFindingKind  kind;
  NrnSeverity     severity;
  NrnFindingPlace place;
  guint           layer;
  char           *key;
  char           *where;
  char           *sentence;
  char           *evidence;
  guint           n_units;
  guint          *units;
  guint           n_remedies;
  NrnRemedy       remedies[NRN_FINDING_MAX_REMEDIES];
} NrnFinding;

/**
 * NrnFindingsCase:
 * @experiment: what is set up
 * @dataset: its rows
 * @samples: the same, encoded
 * @scaler: (nullable): how the features are scaled
 * @weights: the network's weights
 * @history: (nullable): the epochs that led to these
 * @start: (nullable): the weights that these epochs began with
 * @before: (nullable): the weights one epoch before @weights
 * @diagnosis: (nullable): what is wrong with the training
 * @has_diverged: whether its loss is no longer finite
 * @learning_rate: the one in force, by the optimizer or its schedule
 *
 * What to look at. All borrowed.
 */
typedef struct
{
  const NrnExperiment *experiment;
  const NrnDataset    *dataset;
  const NrnSamples    *samples;
  const NrnScaler     *scaler;
  const NrnWeights    *weights;
  const NrnHistory    *history;
  const NrnWeights    *start;
  const NrnWeights    *before;
  const NrnDiagnosis  *diagnosis;
  gboolean             has_diverged;
  double               learning_rate;
} NrnFindingsCase;

/**
 * NrnFindings:
 *
 * All that was found, the worst first. An immutable value, atomically
 * ref-counted. Any thread.
 */
typedef struct _NrnFindings NrnFindings;

NrnFindings      *nrn_findings_new           (const NrnFindingsCase *what);
NrnFindings      *nrn_findings_ref           (const NrnFindings     *findings);
void              nrn_findings_unref         (NrnFindings           *findings);

guint             nrn_findings_get_n         (const NrnFindings     *findings);
const NrnFinding *nrn_findings_get           (const NrnFindings     *findings,
                                              guint                  index);
const NrnFinding *nrn_findings_find          (const NrnFindings     *findings,
                                              NrnFindingKind         kind);
const NrnFinding *nrn_findings_find_layer    (const NrnFindings     *findings,
                                              NrnFindingKind         kind,
                                              guint                  layer);
const NrnSurvey  *nrn_findings_get_survey    (const NrnFindings     *findings);
char             *nrn_findings_describe_unit (const NrnFindings     *findings,
                                              guint                  layer,
                                              guint                  unit);
const char       *nrn_finding_kind_get_name  (NrnFindingKind         kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnFindings, nrn_findings_unref)

G_END_DECLS
