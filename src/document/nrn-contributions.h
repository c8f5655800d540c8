/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What pulls a sample to one class rather than another, or to a value.
 */

#pragma once

#include "nrn-weights.h"

G_BEGIN_DECLS

/* Instead of a unit: the bias. */
#define NRN_CONTRIBUTION_BIAS (-1)

/**
 * NrnContribution:
 * @unit: of the layer before the last one with weights, or of the inputs;
 *   %NRN_CONTRIBUTION_BIAS
 * @activation: what the unit gives for the sample; 1 for the bias
 * @weight: its weight to the class that is ahead, less that to the other class;
 *   its weight to a value
 * @value: @activation × @weight: how much it pulls to the class that is ahead,
 *   or upwards
 *
 * One part of a lead, or of a weighted sum.
 */
typedef struct
{
  int    unit;
  double activation;
  double weight;
  double value;
} NrnContribution;

/**
 * NrnPathEdge:
 * @layer: a layer with weights
 * @input: what the edge comes from: a unit before it; -1 for the bias
 * @unit: the unit of the layer that it goes to
 * @value: what comes through it: input × weight
 *
 * One edge on the way of a sample.
 */
typedef struct
{
  guint  layer;
  int    input;
  guint  unit;
  double value;
} NrnPathEdge;

/**
 * NrnContributions:
 *
 * Why the weighted sum of one class is above that of another, for one sample.
 * The classes are those of the outputs; of a single output there are two, and
 * its weighted sum itself is the lead of class 1 over class 0. Of an output
 * that is a value, why its weighted sum is what it is. An immutable value with
 * one owner.
 */
typedef struct _NrnContributions NrnContributions;

NrnContributions      *nrn_contributions_new       (const NrnWeights       *weights,
                                                    const float            *inputs,
                                                    guint                   ahead,
                                                    guint                   other);
NrnContributions      *nrn_contributions_new_value (const NrnWeights       *weights,
                                                    const float            *inputs,
                                                    guint                   output,
                                                    double                  target);
void                   nrn_contributions_free      (NrnContributions       *contributions);
double                 nrn_contributions_get_lead  (const NrnContributions *contributions);
int                    nrn_contributions_get_layer (const NrnContributions *contributions);
guint                  nrn_contributions_get_n     (const NrnContributions *contributions);
const NrnContribution *nrn_contributions_get       (const NrnContributions *contributions,
                                                    guint                   index);
const NrnPathEdge     *nrn_contributions_get_path  (const NrnContributions *contributions,
                                                    guint                  *n_edges);
const float           *nrn_contributions_get_outputs
                                                   (const NrnContributions *contributions);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnContributions, nrn_contributions_free)

G_END_DECLS
