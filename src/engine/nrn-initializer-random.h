/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-initializer.h"

G_BEGIN_DECLS

extern const NrnInitializer nrn_initializer_glorot_uniform;
extern const NrnInitializer nrn_initializer_glorot_normal;
extern const NrnInitializer nrn_initializer_he_uniform;
extern const NrnInitializer nrn_initializer_he_normal;
extern const NrnInitializer nrn_initializer_lecun_uniform;
extern const NrnInitializer nrn_initializer_lecun_normal;
extern const NrnInitializer nrn_initializer_random_normal;
extern const NrnInitializer nrn_initializer_random_uniform;
extern const NrnInitializer nrn_initializer_truncated_normal;

G_END_DECLS
