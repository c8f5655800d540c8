/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which units of one network are which of another.
 */

#pragma once

#include "nrn-weights.h"

G_BEGIN_DECLS

/* The inputs of a network, where a layer's index is asked for. */
#define NRN_UNIT_MAP_INPUTS (-1)

/**
 * NrnUnitMap:
 *
 * What an edit of a network left in place: for each layer and unit of the
 * network after it, which one of the network before it that is, if any. An
 * immutable value, atomically ref-counted. Any thread.
 */
typedef struct _NrnUnitMap NrnUnitMap;

NrnUnitMap            *nrn_unit_map_new          (const NrnArchitecture *from,
                                                  const NrnArchitecture *to);
NrnUnitMap            *nrn_unit_map_new_without  (const NrnArchitecture *from,
                                                  const NrnArchitecture *to,
                                                  int                    layer,
                                                  guint                  unit);
NrnUnitMap            *nrn_unit_map_new_renamed  (const NrnArchitecture *from,
                                                  const NrnArchitecture *to);
NrnUnitMap            *nrn_unit_map_invert       (const NrnUnitMap      *map);
NrnUnitMap            *nrn_unit_map_ref          (const NrnUnitMap      *map);
void                   nrn_unit_map_unref        (NrnUnitMap            *map);

const NrnArchitecture *nrn_unit_map_get_from     (const NrnUnitMap      *map);
const NrnArchitecture *nrn_unit_map_get_to       (const NrnUnitMap      *map);
int                    nrn_unit_map_get_layer    (const NrnUnitMap      *map,
                                                  guint                  layer);
int                    nrn_unit_map_get_unit     (const NrnUnitMap      *map,
                                                  int                    layer,
                                                  guint                  unit);

NrnWeights            *nrn_unit_map_carry        (const NrnUnitMap      *map,
                                                  const NrnWeights      *weights,
                                                  const NrnWeights      *fresh);
NrnWeights            *nrn_unit_map_take_back    (const NrnUnitMap      *map,
                                                  const NrnWeights      *before,
                                                  const NrnWeights      *after,
                                                  const NrnWeights      *now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnUnitMap, nrn_unit_map_unref)

G_END_DECLS
