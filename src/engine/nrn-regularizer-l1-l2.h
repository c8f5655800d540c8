/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-regularizer.h"

G_BEGIN_DECLS

extern const NrnRegularizer nrn_regularizer_l1;
extern const NrnRegularizer nrn_regularizer_l2;
extern const NrnRegularizer nrn_regularizer_l1_l2;

G_END_DECLS
