/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All weights of a network at one moment.
 */

#pragma once

#include "nrn-architecture.h"

G_BEGIN_DECLS

/**
 * NrnWeights:
 *
 * The flat weights of a network (see #NrnTensor for their order). An
 * immutable value, atomically ref-counted. Any thread.
 */

NrnWeights            *nrn_weights_new              (const NrnArchitecture *architecture,
                                                     const float           *data);
NrnWeights            *nrn_weights_new_initial      (const NrnArchitecture *architecture,
                                                     guint32                seed);
NrnWeights            *nrn_weights_ref              (const NrnWeights      *weights);
void                   nrn_weights_unref            (NrnWeights            *weights);
const NrnArchitecture *nrn_weights_get_architecture (const NrnWeights      *weights);
const float           *nrn_weights_get_data         (const NrnWeights      *weights);
const float           *nrn_weights_get_tensor       (const NrnWeights      *weights,
                                                     guint                  layer,
                                                     const char            *name);
gboolean               nrn_weights_are_finite       (const NrnWeights      *weights);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnWeights, nrn_weights_unref)

G_END_DECLS
