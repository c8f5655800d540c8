/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How one update comes to one new weight.
 */

#pragma once

#include "nrn-story.h"
#include "nrn-trace.h"

G_BEGIN_DECLS

/* In place of a row: the whole batch. */
#define NRN_UPDATE_ALL_ROWS G_MAXUINT

/**
 * NrnUpdateStep:
 * @NRN_UPDATE_INPUT: what comes in, and δ of the unit
 * @NRN_UPDATE_SAMPLE: the gradient of one sample
 * @NRN_UPDATE_MEAN: that of the batch
 * @NRN_UPDATE_OPTIMIZER: what the optimizer makes of it
 * @NRN_UPDATE_WEIGHT: the new weight
 *
 * The steps of a story of one weight, each with one or more lines.
 */
typedef enum
{
  NRN_UPDATE_INPUT,
  NRN_UPDATE_SAMPLE,
  NRN_UPDATE_MEAN,
  NRN_UPDATE_OPTIMIZER,
  NRN_UPDATE_WEIGHT,
  NRN_UPDATE_N_STEPS,
} NrnUpdateStep;

NrnStory *nrn_update_story_new (const NrnTrace *trace,
                                gsize           weight,
                                guint           row);

G_END_DECLS
