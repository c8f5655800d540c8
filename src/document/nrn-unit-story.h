/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a unit comes to its output, and to its gradients.
 */

#pragma once

#include "nrn-formula-line.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnUnitNumbers:
 * @weights: of the network
 * @layer: a layer with a kernel
 * @unit: one of its units
 * @inputs: shape (input_dim); what the layer was given
 * @sums: (nullable): shape (units); the weighted sums of its units; %NULL where
 *   only that of the unit is known
 * @sum: the unit's one
 * @output: what it gave
 * @n_rows: of how many rows all numbers are means; 1 for one row
 * @d_outputs: gradient of the loss by @output
 * @d_sums: the same by @sum, which is called delta
 * @next_d_sums: (nullable): shape (units of the next layer); delta of each unit
 *   of the next layer, if that has a kernel that the output goes to
 * @input: the input whose weight is an example for all
 * @d_weight: gradient by that weight of the unit
 *
 * What is to be told of a unit. All borrowed. What comes after @n_rows counts
 * for gradients alone.
 */
typedef struct
{
  const NrnWeights *weights;
  guint             layer;
  guint             unit;
  const float      *inputs;
  const float      *sums;
  double            sum;
  double            output;
  guint             n_rows;
  double            d_outputs;
  double            d_sums;
  const float      *next_d_sums;
  guint             input;
  double            d_weight;
} NrnUnitNumbers;

GArray *nrn_unit_story_tell_output    (const NrnUnitNumbers *numbers);
GArray *nrn_unit_story_tell_gradients (const NrnUnitNumbers *numbers);
void    nrn_unit_story_tell_rule      (const NrnWeights     *weights,
                                       guint                 layer,
                                       NrnFormulaLine       *line);

G_END_DECLS
