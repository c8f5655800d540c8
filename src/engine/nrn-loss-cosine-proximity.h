/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

extern const NrnLoss nrn_loss_cosine_proximity;

G_END_DECLS
