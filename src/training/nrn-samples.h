/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Rows as a network takes them in.
 */

#pragma once

#include "nrn-architecture.h"
#include "nrn-dataset.h"
#include "nrn-scaler.h"

G_BEGIN_DECLS

/**
 * NrnSamples:
 *
 * Inputs and targets, scaled and encoded for one network and one loss. An
 * immutable value, atomically ref-counted. Any thread.
 */
typedef struct _NrnSamples NrnSamples;

NrnSamples  *nrn_samples_new            (guint                   n_rows,
                                         guint                   input_dim,
                                         guint                   target_dim,
                                         const float            *inputs,
                                         const float            *targets);
gboolean     nrn_samples_check_inputs   (const NrnDataset       *dataset,
                                         const NrnArchitecture  *architecture,
                                         GError                **error);
NrnSamples  *nrn_samples_new_encoded    (const NrnDataset       *dataset,
                                         const NrnScaler        *scaler,
                                         const NrnArchitecture  *architecture,
                                         const NrnKind          *loss,
                                         GError                **error);
NrnSamples  *nrn_samples_with_weights   (const NrnSamples       *samples,
                                         const float            *weights);
NrnSamples  *nrn_samples_new_subset     (const NrnSamples       *samples,
                                         guint                   n_rows,
                                         const guint            *rows);
NrnSamples  *nrn_samples_ref            (const NrnSamples       *samples);
void         nrn_samples_unref          (NrnSamples             *samples);
guint        nrn_samples_get_n_rows     (const NrnSamples       *samples);
guint        nrn_samples_get_input_dim  (const NrnSamples       *samples);
guint        nrn_samples_get_target_dim (const NrnSamples       *samples);
gboolean     nrn_samples_has_accuracy   (const NrnSamples       *samples);
const NrnLabels *
             nrn_samples_get_labels     (const NrnSamples       *samples);
const float *nrn_samples_get_inputs     (const NrnSamples       *samples);
const float *nrn_samples_get_targets    (const NrnSamples       *samples);
const float *nrn_samples_get_weights    (const NrnSamples       *samples);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnSamples, nrn_samples_unref)

G_END_DECLS
