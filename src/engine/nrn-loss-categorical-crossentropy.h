/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

extern const NrnLoss nrn_loss_categorical_crossentropy;
extern const NrnLoss nrn_loss_sparse_categorical_crossentropy;

G_END_DECLS
