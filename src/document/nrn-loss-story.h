/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How the loss of a sample, and of its batch, comes about.
 */

#pragma once

#include "nrn-story.h"
#include "nrn-trace.h"

G_BEGIN_DECLS

/**
 * NrnLossStep:
 * @NRN_LOSS_TARGET: what is right, as the loss wants it
 * @NRN_LOSS_OUTPUTS: what the network says
 * @NRN_LOSS_SAMPLE: what the loss makes of these first, and the loss of the sample
 * @NRN_LOSS_MEAN: that of the batch
 *
 * The steps of a story of a loss, each with one or more lines.
 */
typedef enum
{
  NRN_LOSS_TARGET,
  NRN_LOSS_OUTPUTS,
  NRN_LOSS_SAMPLE,
  NRN_LOSS_MEAN,
} NrnLossStep;

NrnStory *nrn_loss_story_new (const NrnTrace *trace,
                              guint           row);

G_END_DECLS
