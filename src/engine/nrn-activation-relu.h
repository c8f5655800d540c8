/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

extern const NrnActivation nrn_activation_relu;
extern const NrnActivation nrn_activation_leaky_relu;
extern const NrnActivation nrn_activation_relu6;

G_END_DECLS
