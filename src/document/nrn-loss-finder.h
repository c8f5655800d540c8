/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight for who asks again and again.
 */

#pragma once

#include <glib-object.h>

#include "nrn-loss-valley.h"

G_BEGIN_DECLS

#define NRN_TYPE_LOSS_FINDER (nrn_loss_finder_get_type ())

/**
 * NrnLossFinder:
 *
 * Finds valleys, and steps on them, on a thread, one at a time: whoever asks for
 * more meanwhile gets the newest. What was found is not sought again. Main thread
 * only; the rows of a finder are always the same for one experiment.
 *
 * Signals: "changed" when a step has been found.
 */
G_DECLARE_FINAL_TYPE (NrnLossFinder, nrn_loss_finder, NRN, LOSS_FINDER, GObject)

NrnLossFinder       *nrn_loss_finder_new        (void);
void                 nrn_loss_finder_ask        (NrnLossFinder               *finder,
                                                 const NrnLossValleyQuestion *question,
                                                 const NrnLossStep           *step);
void                 nrn_loss_finder_forget     (NrnLossFinder               *finder);
gboolean             nrn_loss_finder_is_busy    (NrnLossFinder               *finder);
const NrnLossValley *nrn_loss_finder_get_valley (NrnLossFinder               *finder);
const NrnLossStep   *nrn_loss_finder_get_step   (NrnLossFinder               *finder);

G_END_DECLS
