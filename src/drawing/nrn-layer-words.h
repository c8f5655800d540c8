/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include "nrn-network-activity.h"
#include "nrn-text.h"

G_BEGIN_DECLS

char *nrn_layer_words_describe (const NrnWeights         *weights,
                                const NrnNetworkActivity *activity,
                                guint                     layer,
                                guint                     unit,
                                const NrnNumberFormat    *numbers);

G_END_DECLS
