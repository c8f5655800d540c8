/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Another start for some units.
 */

#pragma once

#include "nrn-samples.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/* So many starts are tried for each unit. */
#define NRN_REROLL_MAX_TRIES 32

int         nrn_reroll_find_layer (const NrnArchitecture *architecture,
                                   guint                  layer);
NrnWeights *nrn_reroll_units      (const NrnWeights      *weights,
                                   const NrnSamples      *samples,
                                   guint                  layer,
                                   guint                  n_units,
                                   const guint           *units,
                                   guint32                seed);

G_END_DECLS
