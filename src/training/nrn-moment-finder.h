/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Looks for interesting moments of a training, beside it.
 */

#pragma once

#include "nrn-checkpoints.h"
#include "nrn-lookout.h"
#include "nrn-moments.h"
#include "nrn-timeline.h"

G_BEGIN_DECLS

/**
 * NrnMomentFinder:
 *
 * Looks at what a training records anyway, the weights after its epochs: the
 * training itself does not know of it. Where something has happened between two
 * epochs it makes their updates again to find the very one, if that is not too
 * much work. What happens and is undone between two epochs that it looks at is not
 * seen; where a thousand epochs come at once, it does not look at each. Owned by one
 * thread at a time.
 */
typedef struct _NrnMomentFinder NrnMomentFinder;

NrnMomentFinder *nrn_moment_finder_new     (const NrnArchitecture *architecture,
                                            const NrnWeights      *weights,
                                            const NrnConfig       *loss,
                                            const NrnConfig       *optimizer,
                                            const NrnSamples      *samples,
                                            const NrnFitOptions   *options,
                                            const NrnMomentRule   *rule,
                                            const NrnMoments      *known,
                                            guint                  n_known);
void             nrn_moment_finder_free    (NrnMomentFinder       *finder);
void             nrn_moment_finder_look    (NrnMomentFinder       *finder,
                                            NrnTimeline           *timeline,
                                            NrnCheckpoints        *checkpoints,
                                            const NrnHistory      *history,
                                            const int             *stop);
NrnMoments      *nrn_moment_finder_dup     (NrnMomentFinder       *finder);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnMomentFinder, nrn_moment_finder_free)

G_END_DECLS
