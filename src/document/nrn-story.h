/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a number comes about, line by line.
 */

#pragma once

#include "nrn-formula-line.h"

G_BEGIN_DECLS

/**
 * NrnStoryLine:
 * @step: where it belongs
 * @text: what it says; its result begins with "→" for what is written in another
 *   way
 * @is_comparison: whether it tells what would have been otherwise
 *
 * One line of a story.
 */
typedef struct
{
  guint          step;
  NrnFormulaLine text;
  gboolean       is_comparison;
} NrnStoryLine;

/* So many values are written as a sum, where there are others beside it. */
#define NRN_STORY_SUMMANDS 4

/**
 * NrnStory:
 *
 * Formulas with numbers, one after the other, in steps with a title. Whoever
 * tells it knows the numbers; each that was told is a symbol in the formulas that
 * follow. One owner; told once, it is read from any thread.
 */
typedef struct _NrnStory NrnStory;

NrnStory           *nrn_story_new         (void);
void                nrn_story_free        (NrnStory        *story);

void                nrn_story_begin_step  (NrnStory        *story,
                                           guint            step,
                                           const char      *title);
void                nrn_story_set         (NrnStory        *story,
                                           const char      *name,
                                           const char      *word,
                                           double           value);
double              nrn_story_get         (const NrnStory  *story,
                                           const char      *name);
double              nrn_story_evaluate    (const NrnStory  *story,
                                           const char      *formula);
char               *nrn_story_set_mean    (NrnStory        *story,
                                           const char      *name,
                                           const char      *word,
                                           const char      *sum_word,
                                           guint            max_summands,
                                           guint            n_values,
                                           const double    *values);
void                nrn_story_tell_value  (NrnStory        *story,
                                           const char      *name,
                                           const char      *word,
                                           double           value);
void                nrn_story_tell_text   (NrnStory        *story,
                                           const char      *what,
                                           const char      *becomes);
void                nrn_story_tell        (NrnStory        *story,
                                           const char      *name,
                                           const char      *word,
                                           const char      *formula,
                                           double           result,
                                           NrnFormulaStyle  style);
void                nrn_story_work_out    (NrnStory        *story,
                                           const char      *name,
                                           const char      *word,
                                           const char      *formula);
void                nrn_story_compare     (NrnStory        *story);

guint               nrn_story_get_n_lines (const NrnStory  *story);
const NrnStoryLine *nrn_story_get_line    (const NrnStory  *story,
                                           guint            line);
guint               nrn_story_get_n_steps (const NrnStory  *story);
const char         *nrn_story_get_title   (const NrnStory  *story,
                                           guint            step);
char               *nrn_story_print       (const NrnStory  *story);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnStory, nrn_story_free)

G_END_DECLS
