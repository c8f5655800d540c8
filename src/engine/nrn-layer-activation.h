/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-layer.h"

G_BEGIN_DECLS

/* Indices of Activation's arguments. */
enum
{
  NRN_ACTIVATION_LAYER_ACTIVATION,
};

extern const NrnLayerKind nrn_layer_activation;

G_END_DECLS
