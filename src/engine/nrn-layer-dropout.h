/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-layer.h"

G_BEGIN_DECLS

/* Indices of Dropout's arguments. */
enum
{
  NRN_DROPOUT_RATE,
};

extern const NrnLayerKind nrn_layer_dropout;

G_END_DECLS
