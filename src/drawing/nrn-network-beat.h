/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What of an update is under way in the picture of a network.
 */

#pragma once

#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnNetworkBeatKind:
 * @NRN_NETWORK_BEAT_FORWARD: units come to their outputs
 * @NRN_NETWORK_BEAT_LOSS: the loss is known
 * @NRN_NETWORK_BEAT_BACKWARD: units come to their gradients
 * @NRN_NETWORK_BEAT_UPDATE: weights become other ones
 *
 * What happens in a beat.
 */
typedef enum
{
  NRN_NETWORK_BEAT_FORWARD,
  NRN_NETWORK_BEAT_LOSS,
  NRN_NETWORK_BEAT_BACKWARD,
  NRN_NETWORK_BEAT_UPDATE,
} NrnNetworkBeatKind;

/**
 * NrnNetworkBeat:
 * @kind: what happens
 * @column: in which column of the layout
 * @unit: the first unit that it happens to
 * @n_units: to how many; 0 for the whole network
 * @n_before: of these, how many of the first it has happened to before: 0, or all up to
 *   and with the one that was the example
 * @progress: how much of it has happened, 0 … 1
 * @outputs: (array): of each column, (units), what its units give, for their
 *   fill; of those that the beats have not come to yet, it does not count
 * @n_terms: products that add up, of a single unit
 * @terms: (array length=n_terms): forward, weight times input of each input, and
 *   last the bias if there is one; backward, weight times delta of each unit of
 *   the next layer, or the one gradient that comes from the loss
 * @has_bias: whether the last of @terms is the bias
 * @total: what @terms add up to: the weighted sum, or the gradient by the output
 * @sum: the unit's weighted sum
 * @output: what it gives
 * @slope: backward, of the activation's curve at @sum; NaN where there is none
 * @delta: backward, the gradient by @sum
 * @activation: (nullable): of the layer; %NULL where its units are not told
 * @new_weights: (nullable): after the update
 *
 * A beat, for #NrnNetworkScene. All borrowed.
 */
typedef struct
{
  NrnNetworkBeatKind   kind;
  guint                column;
  guint                unit;
  guint                n_units;
  guint                n_before;
  double               progress;
  const float *const  *outputs;
  guint                n_terms;
  const float         *terms;
  gboolean             has_bias;
  double               total;
  double               sum;
  double               output;
  double               slope;
  double               delta;
  const NrnConfig     *activation;
  const NrnWeights    *new_weights;
} NrnNetworkBeat;

/* When what happens in a beat, in shares of the whole time. */
#define NRN_NETWORK_BEAT_ARRIVAL 0.40   /* all products are there */
#define NRN_NETWORK_BEAT_SUM     0.55   /* they have been added up */
#define NRN_NETWORK_BEAT_DROP    0.80   /* the sum is on the curve */

G_END_DECLS
