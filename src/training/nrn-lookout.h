/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Looks at a network as it was at a moment of its training.
 */

#pragma once

#include "nrn-fit.h"

G_BEGIN_DECLS

/**
 * NrnMomentRule:
 * @is_known: whether there is such a rule: one input, two classes
 * @low: the smallest input of the rows
 * @high: the largest one
 * @value: the input at which the rule that made the data changes its mind
 *
 * Where the prediction should flip, as inputs of the network.
 */
typedef struct
{
  gboolean is_known;
  float    low;
  float    high;
  float    value;
} NrnMomentRule;

/**
 * NrnLook:
 * @update: updates that were made
 * @position: epochs that are over, with the share of the one under way
 * @is_on: owned; for each of the watched units, whether it is on for any row
 * @accuracy: the share of right rows; NaN where there are no classes
 * @side: of the rule that the prediction flips on; 0 as long as it does not
 * @flip: where it does
 *
 * What there is to see after an epoch, or after an update.
 */
typedef struct
{
  guint64  update;
  double   position;
  guint8  *is_on;
  double   accuracy;
  int      side;
  double   flip;
} NrnLook;

/**
 * NrnLookout:
 *
 * Somebody who looks at weights: which hidden units are on, how many rows are right,
 * where the prediction flips. Owned by one thread at a time.
 */
typedef struct _NrnLookout NrnLookout;

NrnLookout *nrn_lookout_new         (const NrnArchitecture *architecture,
                                     const NrnConfig       *loss,
                                     const NrnSamples      *samples,
                                     const NrnMomentRule   *rule);
void        nrn_lookout_free        (NrnLookout            *lookout);
void        nrn_lookout_prepare     (NrnLookout            *lookout);
guint       nrn_lookout_get_n_units (const NrnLookout      *lookout);
double      nrn_lookout_get_guess   (const NrnLookout      *lookout);
void        nrn_lookout_look        (NrnLookout            *lookout,
                                     const NrnWeights      *weights,
                                     const NrnLook         *before,
                                     NrnLook               *look);

void        nrn_look_init           (NrnLook               *look,
                                     const NrnLookout      *lookout);
void        nrn_look_clear          (NrnLook               *look);
void        nrn_look_copy           (NrnLook               *to,
                                     const NrnLook         *from,
                                     const NrnLookout      *lookout);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnLookout, nrn_lookout_free)

G_END_DECLS
