/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The rows of an experiment, loaded, scaled and encoded.
 */

#pragma once

#include "nrn-experiment.h"
#include "nrn-samples.h"
#include "nrn-scaler.h"

G_BEGIN_DECLS

/**
 * NrnPreparedRows:
 *
 * What a document makes of the rows of an experiment before it can be trained:
 * a pass over all of them, which for many is work for another thread. An
 * immutable value, atomically ref-counted. Any thread.
 */
typedef struct _NrnPreparedRows NrnPreparedRows;

NrnPreparedRows  *nrn_prepared_rows_new         (const NrnExperimentParts  *parts,
                                                 const NrnDataset          *rows,
                                                 GError                   **error);
NrnPreparedRows  *nrn_prepared_rows_ref         (NrnPreparedRows           *prepared);
void              nrn_prepared_rows_unref       (NrnPreparedRows           *prepared);

gboolean          nrn_prepared_rows_fit         (const NrnPreparedRows     *prepared,
                                                 const NrnExperimentParts  *parts,
                                                 const NrnDataset          *rows);
const NrnDataset *nrn_prepared_rows_get_rows    (const NrnPreparedRows     *prepared);
NrnScaler        *nrn_prepared_rows_get_scaler  (const NrnPreparedRows     *prepared);
NrnSamples       *nrn_prepared_rows_get_samples (const NrnPreparedRows     *prepared);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnPreparedRows, nrn_prepared_rows_unref)

G_END_DECLS
