/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The gradients of losses by outputs.
 */

#pragma once

#include "nrn-loss-terms.h"

G_BEGIN_DECLS

void  nrn_loss_slope_prepare (NrnLossTerms       *terms);
char *nrn_loss_slope_write   (const NrnLossTerms *terms,
                              guint               output);

G_END_DECLS
