/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-layer.h"

G_BEGIN_DECLS

/* Indices of GaussianNoise's arguments. */
enum
{
  NRN_GAUSSIAN_NOISE_STDDEV,
};

extern const NrnLayerKind nrn_layer_gaussian_noise;

G_END_DECLS
