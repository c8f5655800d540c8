/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The formulas of losses.
 */

#pragma once

#include "nrn-loss-terms.h"

G_BEGIN_DECLS

/* Outputs of softmax add up to 1 but for rounding. */
#define NRN_LOSS_NEARLY_0 1e-6

char       *nrn_loss_formula_tell           (NrnLossTerms       *terms);

/* Steps on the way, which gradients go, too. */
char       *nrn_loss_formula_at_least       (const NrnLossTerms *terms,
                                             const char         *name,
                                             guint               output);
const char *nrn_loss_formula_tell_smoothing (NrnLossTerms       *terms);
gboolean    nrn_loss_formula_tell_sum       (NrnLossTerms       *terms);
void        nrn_loss_formula_tell_lengths   (NrnLossTerms       *terms);

G_END_DECLS
