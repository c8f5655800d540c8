/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

extern const NrnActivation nrn_activation_hard_sigmoid;
extern const NrnActivation nrn_activation_hard_tanh;
extern const NrnActivation nrn_activation_sparse_sigmoid;

G_END_DECLS
