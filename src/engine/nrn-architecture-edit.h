/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Small changes of a network.
 */

#pragma once

#include "nrn-unit-map.h"

G_BEGIN_DECLS

/* Each returns the map from the network to the changed one, which has it
 * (nrn_unit_map_get_to()), or NULL with a sentence why it cannot be. */

NrnUnitMap *nrn_architecture_add_layer    (const NrnArchitecture  *architecture,
                                           guint                   place,
                                           const NrnConfig        *layer,
                                           GError                **error);
NrnUnitMap *nrn_architecture_remove_layer (const NrnArchitecture  *architecture,
                                           guint                   layer,
                                           GError                **error);
NrnUnitMap *nrn_architecture_move_layers  (const NrnArchitecture  *architecture,
                                           guint                   layer,
                                           guint                   n_layers,
                                           guint                   place,
                                           GError                **error);
NrnUnitMap *nrn_architecture_set_layer    (const NrnArchitecture  *architecture,
                                           guint                   layer,
                                           const NrnConfig        *config,
                                           GError                **error);
NrnUnitMap *nrn_architecture_rename_layer (const NrnArchitecture  *architecture,
                                           guint                   layer,
                                           const char             *name,
                                           GError                **error);
NrnUnitMap *nrn_architecture_set_units    (const NrnArchitecture  *architecture,
                                           guint                   layer,
                                           guint                   units,
                                           GError                **error);
NrnUnitMap *nrn_architecture_remove_unit  (const NrnArchitecture  *architecture,
                                           guint                   layer,
                                           guint                   unit,
                                           GError                **error);
NrnUnitMap *nrn_architecture_switch_unit  (const NrnArchitecture  *architecture,
                                           guint                   layer,
                                           guint                   unit,
                                           gboolean                is_on,
                                           GError                **error);

G_END_DECLS
