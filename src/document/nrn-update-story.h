/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How one update comes to one new weight.
 */

#pragma once

#include "nrn-formula-line.h"
#include "nrn-trace.h"

G_BEGIN_DECLS

/**
 * NrnUpdateStep:
 * @NRN_UPDATE_INPUT: what comes in, and δ of the unit
 * @NRN_UPDATE_SAMPLE: the gradient of one sample
 * @NRN_UPDATE_MEAN: that of the batch
 * @NRN_UPDATE_OPTIMIZER: what the optimizer makes of it
 * @NRN_UPDATE_WEIGHT: the new weight
 *
 * The steps of a story, each with one or more lines.
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

/**
 * NrnUpdateLine:
 * @step: where it belongs
 * @text: what it says
 * @is_comparison: whether it tells what another optimizer would have done
 *
 * One line of a story.
 */
typedef struct
{
  NrnUpdateStep  step;
  NrnFormulaLine text;
  gboolean       is_comparison;
} NrnUpdateLine;

/**
 * NrnUpdateStory:
 *
 * The lines, in order. An immutable value with one owner.
 */
typedef struct _NrnUpdateStory NrnUpdateStory;

NrnUpdateStory      *nrn_update_story_new         (const NrnTrace       *trace,
                                                   gsize                 weight,
                                                   guint                 row);
void                 nrn_update_story_free        (NrnUpdateStory       *story);
guint                nrn_update_story_get_n_lines (const NrnUpdateStory *story);
const NrnUpdateLine *nrn_update_story_get_line    (const NrnUpdateStory *story,
                                                   guint                 line);
char                *nrn_update_story_print_title (const NrnUpdateStory *story,
                                                   NrnUpdateStep         step);
char                *nrn_update_story_print       (const NrnUpdateStory *story);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnUpdateStory, nrn_update_story_free)

G_END_DECLS
