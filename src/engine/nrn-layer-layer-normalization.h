/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-layer.h"

G_BEGIN_DECLS

extern const NrnLayerKind nrn_layer_layer_normalization;

G_END_DECLS
