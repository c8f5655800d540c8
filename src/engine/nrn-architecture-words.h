/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A network in a sentence.
 */

#pragma once

#include "nrn-architecture.h"
#include "nrn-labels.h"

G_BEGIN_DECLS

char *nrn_architecture_describe (const NrnArchitecture *architecture,
                                 const NrnLabels       *labels);

G_END_DECLS
