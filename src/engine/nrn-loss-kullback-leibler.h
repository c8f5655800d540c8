/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

extern const NrnLoss nrn_loss_kullback_leibler_divergence;
extern const NrnLoss nrn_loss_poisson;

G_END_DECLS
