/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Interesting moments of a training.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnMomentKind:
 * @NRN_MOMENT_UNIT_OFF: hidden units that were on for some of the rows are 0 for
 *   every row from here on, until @until or for good
 * @NRN_MOMENT_UNIT_ON: hidden units that were 0 for every row are on for some of
 *   them
 * @NRN_MOMENT_BOUNDARY: where the prediction flips has crossed where the rule
 *   of the data does
 * @NRN_MOMENT_ABOVE_GUESS: more rows are right than the most frequent class has,
 *   for the first time
 * @NRN_MOMENT_BEST: after this epoch the loss was best: that of the held-out rows
 *   if there are any
 * @NRN_MOMENT_LEARNING_RATE: the learning rate was changed by hand
 * @NRN_MOMENT_BATCH_SIZE: the batch size was changed by hand
 * @NRN_MOMENT_EDIT: the experiment was edited
 *
 * What is interesting about a moment.
 */
typedef enum
{
  NRN_MOMENT_UNIT_OFF,
  NRN_MOMENT_UNIT_ON,
  NRN_MOMENT_BOUNDARY,
  NRN_MOMENT_ABOVE_GUESS,
  NRN_MOMENT_BEST,
  NRN_MOMENT_LEARNING_RATE,
  NRN_MOMENT_BATCH_SIZE,
  NRN_MOMENT_EDIT,
  NRN_MOMENT_N_KINDS,
} NrnMomentKind;

/**
 * NrnMoment:
 * @kind: what is interesting about it
 * @update: updates that were made by then; if it is not exact, those up to the
 *   end of the epochs that it was in
 * @position: epochs that were over, with the share of the one under way
 * @is_exact: whether @update is the very one that did it; else it was one
 *   within the epochs before @position
 * @layer: of units: the hidden layer, by the Dense layers before it
 * @unit: of units: the first of them, from 0
 * @n_units: of units: how many of @layer; of the best loss: whether it is that of
 *   the rows held out
 * @before: what was before: a learning rate, a batch size, or where the
 *   prediction flipped, as an input of the network
 * @after: the same from then on; or the best loss, or the share of right rows
 * @until: of units that are off: the update that they came back at; 0 for never
 *
 * An interesting moment of a training.
 */
typedef struct
{
  NrnMomentKind kind;
  guint64       update;
  double        position;
  gboolean      is_exact;
  guint         layer;
  guint         unit;
  guint         n_units;
  double        before;
  double        after;
  guint64       until;
} NrnMoment;

/**
 * NrnMoments:
 *
 * Interesting moments of a training, by update. An immutable value, atomically
 * ref-counted. Any thread.
 */
typedef struct _NrnMoments NrnMoments;

NrnMoments      *nrn_moments_new           (const NrnMoment  *moments,
                                            guint             n_moments);
NrnMoments      *nrn_moments_new_until     (const NrnMoments *moments,
                                            double            position);
NrnMoments      *nrn_moments_new_with      (const NrnMoments *moments,
                                            const NrnMoment  *change);
NrnMoments      *nrn_moments_ref           (const NrnMoments *moments);
void             nrn_moments_unref         (NrnMoments       *moments);
guint            nrn_moments_get_n         (const NrnMoments *moments);
const NrnMoment *nrn_moments_get           (const NrnMoments *moments,
                                            guint             i);
int              nrn_moments_find_after    (const NrnMoments *moments,
                                            guint64           update);
int              nrn_moments_find_before   (const NrnMoments *moments,
                                            guint64           update);
int              nrn_moments_find_at       (const NrnMoments *moments,
                                            guint64           update);
NrnMoments      *nrn_moments_join          (const NrnMoments *moments);
gboolean         nrn_moments_equal         (const NrnMoments *a,
                                            const NrnMoments *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnMoments, nrn_moments_unref)

G_END_DECLS
