/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The weights after each epoch of one training.
 */

#pragma once

#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnTimeline:
 *
 * The weights after each epoch of one training, and those it started with,
 * which are epoch 0. It grows while the training goes on, but what it keeps
 * never changes. Beyond its room it keeps the start, the newest epoch, and of
 * those between every second one, every fourth one … Atomically ref-counted.
 * Any thread.
 */
typedef struct _NrnTimeline NrnTimeline;

NrnTimeline *nrn_timeline_new      (gsize              max_bytes);
NrnTimeline *nrn_timeline_ref      (const NrnTimeline *timeline);
void         nrn_timeline_unref    (NrnTimeline       *timeline);
void         nrn_timeline_add      (NrnTimeline       *timeline,
                                    guint              epoch,
                                    guint64            update,
                                    const NrnWeights  *weights);
NrnWeights  *nrn_timeline_lookup   (NrnTimeline       *timeline,
                                    guint              epoch,
                                    guint64           *update);
gboolean     nrn_timeline_get_next (NrnTimeline       *timeline,
                                    guint              from,
                                    guint             *epoch);
NrnTimeline *nrn_timeline_copy     (NrnTimeline       *timeline,
                                    gsize              max_bytes,
                                    guint              until);
void         nrn_timeline_set_room (NrnTimeline       *timeline,
                                    gsize              max_bytes);
gsize        nrn_timeline_get_bytes
                                   (NrnTimeline       *timeline);
guint        nrn_timeline_get_n_moments
                                   (NrnTimeline       *timeline);
gboolean     nrn_timeline_equal    (NrnTimeline       *a,
                                    NrnTimeline       *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnTimeline, nrn_timeline_unref)

G_END_DECLS
