/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-initializer.h"

G_BEGIN_DECLS

extern const NrnInitializer nrn_initializer_zeros;
extern const NrnInitializer nrn_initializer_ones;
extern const NrnInitializer nrn_initializer_constant;

G_END_DECLS
