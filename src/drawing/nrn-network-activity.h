/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What each unit of a network does, for one sample and for all.
 */

#pragma once

#include "nrn-weights.h"

G_BEGIN_DECLS

/* How many points a unit's curve has unless told otherwise. */
#define NRN_ACTIVITY_N_POINTS 48

/* So many values of both inputs make a unit's map. */
#define NRN_ACTIVITY_MAP_SIZE 16

/* At most so many of the samples are tried to find units that are never on. */
#define NRN_ACTIVITY_MAX_ROWS 2000

/**
 * NrnNetworkActivity:
 *
 * The outputs of all units of a network for a watched sample, over the range
 * of its input or its two inputs, and whether they are ever on. Owned by one
 * thread. An update allocates nothing.
 */
typedef struct _NrnNetworkActivity NrnNetworkActivity;

NrnNetworkActivity    *nrn_network_activity_new              (const NrnArchitecture *architecture,
                                                              guint                     n_rows,
                                                              const float              *inputs,
                                                              guint                     n_points);
void                   nrn_network_activity_free             (NrnNetworkActivity       *activity);
void                   nrn_network_activity_update           (NrnNetworkActivity       *activity,
                                                              const NrnWeights         *weights,
                                                              const float              *watched);

const NrnArchitecture *nrn_network_activity_get_architecture (const NrnNetworkActivity *activity);
guint                  nrn_network_activity_get_n_points     (const NrnNetworkActivity *activity);
const float           *nrn_network_activity_get_x            (const NrnNetworkActivity *activity);
const float           *nrn_network_activity_get_outputs      (const NrnNetworkActivity *activity,
                                                              int                       layer);
const float           *nrn_network_activity_get_curve        (const NrnNetworkActivity *activity,
                                                              int                       layer,
                                                              guint                     unit);
const float           *nrn_network_activity_get_map          (const NrnNetworkActivity *activity,
                                                              int                       layer,
                                                              guint                     unit);
gboolean               nrn_network_activity_get_map_place    (const NrnNetworkActivity *activity,
                                                              double                   *place);
void                   nrn_network_activity_get_range        (const NrnNetworkActivity *activity,
                                                              int                       layer,
                                                              double                   *minimum,
                                                              double                   *maximum);
gboolean               nrn_network_activity_is_never_on      (const NrnNetworkActivity *activity,
                                                              guint                     layer,
                                                              guint                     unit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnNetworkActivity, nrn_network_activity_free)

G_END_DECLS
