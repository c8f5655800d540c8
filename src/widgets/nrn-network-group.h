/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network, as it is set up on the left.
 */

#pragma once

#include <adwaita.h>

#include "nrn-document.h"

G_BEGIN_DECLS

#define NRN_TYPE_NETWORK_GROUP (nrn_network_group_get_type ())

/**
 * NrnNetworkGroup:
 *
 * The units as text, and for each layer its activation and its arguments.
 *
 * Signals: "failed" with a sentence that has no place of its own.
 */
G_DECLARE_FINAL_TYPE (NrnNetworkGroup, nrn_network_group, NRN, NETWORK_GROUP, AdwPreferencesGroup)

void       nrn_network_group_set_document (NrnNetworkGroup *group,
                                           NrnDocument     *document);
void       nrn_network_group_update       (NrnNetworkGroup *group,
                                           const NrnOpinion *opinion);
GtkWidget *nrn_network_group_get_row      (NrnNetworkGroup *group,
                                           guint            layer);

G_END_DECLS
