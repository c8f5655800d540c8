/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

extern const NrnActivation nrn_activation_soft_shrink;
extern const NrnActivation nrn_activation_hard_shrink;
extern const NrnActivation nrn_activation_tanh_shrink;

G_END_DECLS
