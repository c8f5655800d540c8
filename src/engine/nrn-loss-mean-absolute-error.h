/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

extern const NrnLoss nrn_loss_mean_absolute_error;
extern const NrnLoss nrn_loss_mean_absolute_percentage_error;

G_END_DECLS
