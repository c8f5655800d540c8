/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

extern const NrnLoss nrn_loss_huber;
extern const NrnLoss nrn_loss_logcosh;

G_END_DECLS
