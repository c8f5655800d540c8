/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Interesting moments of a training in words.
 */

#pragma once

#include "nrn-dataset.h"
#include "nrn-moments.h"
#include "nrn-scaler.h"

G_BEGIN_DECLS

char *nrn_moment_describe (const NrnMoment  *moment,
                           const NrnDataset *dataset,
                           const NrnScaler  *scaler);

G_END_DECLS
