/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

extern const NrnActivation nrn_activation_elu;
extern const NrnActivation nrn_activation_selu;
extern const NrnActivation nrn_activation_celu;
extern const NrnActivation nrn_activation_exponential;

G_END_DECLS
