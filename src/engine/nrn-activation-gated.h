/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

extern const NrnActivation nrn_activation_silu;
extern const NrnActivation nrn_activation_hard_silu;
extern const NrnActivation nrn_activation_gelu;
extern const NrnActivation nrn_activation_mish;

G_END_DECLS
