/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All penalties that the layers of a network ask for.
 */

#pragma once

#include "nrn-architecture.h"

G_BEGIN_DECLS

/**
 * NrnPenalties:
 *
 * The regularizers of a network's kernels, biases and outputs, with where
 * these lie in a model. Nothing but nrn_penalties_new() allocates.
 */
typedef struct _NrnPenalties NrnPenalties;

NrnPenalties *nrn_penalties_new            (const NrnArchitecture *architecture,
                                            const gsize           *places);
void          nrn_penalties_free           (NrnPenalties          *penalties);
double        nrn_penalties_measure        (const NrnPenalties    *penalties,
                                            const float           *weights,
                                            guint                  n_rows,
                                            float *const          *outputs);
void          nrn_penalties_add_by_weights (const NrnPenalties    *penalties,
                                            const float           *weights,
                                            float                 *gradients);
void          nrn_penalties_add_by_outputs (const NrnPenalties    *penalties,
                                            guint                  layer,
                                            guint                  n_rows,
                                            const float           *outputs,
                                            float                 *d_outputs);

G_END_DECLS
