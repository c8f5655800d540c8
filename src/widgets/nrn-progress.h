/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far a training is, in words and as a share.
 */

#pragma once

#include "nrn-snapshot.h"

G_BEGIN_DECLS

char   **nrn_progress_describe       (const NrnSnapshotParts *snapshot,
                                      int                     shown_epoch,
                                      double                  seconds_left);
double   nrn_progress_get_fraction   (const NrnSnapshotParts *snapshot);
double   nrn_progress_get_n_left     (const NrnSnapshotParts *snapshot);

G_END_DECLS
