/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One network on its way to another.
 */

#pragma once

#include "nrn-network-layout.h"
#include "nrn-unit-map.h"

G_BEGIN_DECLS

NrnNetworkLayout *nrn_network_layout_new_between   (const NrnNetworkLayout *from,
                                                    const NrnNetworkLayout *to,
                                                    const NrnUnitMap       *map,
                                                    double                  part);
double            nrn_network_layout_get_presence  (const NrnNetworkLayout *layout,
                                                    guint                   column,
                                                    guint                   node);
guint             nrn_network_layout_get_n_leaving (const NrnNetworkLayout *layout);

G_END_DECLS
