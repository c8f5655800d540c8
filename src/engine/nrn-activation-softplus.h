/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

extern const NrnActivation nrn_activation_softplus;
extern const NrnActivation nrn_activation_squareplus;
extern const NrnActivation nrn_activation_sparse_plus;
extern const NrnActivation nrn_activation_log_sigmoid;
extern const NrnActivation nrn_activation_softsign;

G_END_DECLS
