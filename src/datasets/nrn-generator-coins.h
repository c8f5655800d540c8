/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-generator.h"

G_BEGIN_DECLS

extern const NrnGenerator nrn_generator_coins;

G_END_DECLS
