/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What computing and painting share.
 */

#pragma once

#include "nrn-decision-map.h"

G_BEGIN_DECLS

const float *nrn_decision_map_get_outputs (const NrnDecisionMap *map,
                                           guint                 column,
                                           guint                 row,
                                           guint                *n_outputs);

G_END_DECLS
