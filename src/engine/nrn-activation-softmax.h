/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-activation.h"

G_BEGIN_DECLS

extern const NrnActivation nrn_activation_softmax;
extern const NrnActivation nrn_activation_log_softmax;

G_END_DECLS
