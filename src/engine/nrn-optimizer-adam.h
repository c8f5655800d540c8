/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-optimizer.h"

G_BEGIN_DECLS

extern const NrnOptimizerKind nrn_optimizer_adam;
extern const NrnOptimizerKind nrn_optimizer_adamw;

G_END_DECLS
