/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An experiment with other data, whose network fits them.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

NrnExperiment *nrn_experiment_with_data (const NrnExperimentParts  *parts,
                                         const NrnDataSource       *source,
                                         const NrnDataset          *dataset,
                                         GError                   **error);

G_END_DECLS
