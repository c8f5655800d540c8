/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Outputs and targets of a sample, as symbols of formulas.
 */

#pragma once

#include "nrn-loss.h"
#include "nrn-story.h"
#include "nrn-trace.h"

G_BEGIN_DECLS

/* So many outputs are written one by one. */
#define NRN_LOSS_TERMS_MAX 6

/**
 * NrnLossTerms:
 * @story: where they are told
 * @trace: of which update
 * @row: of which sample, a place in the batch
 * @loss: what compares them
 * @n_outputs: of the network
 * @outputs: shape (n_outputs)
 * @targets: shape (n_outputs); for a class number one-hot, and signs where the
 *   loss makes them so
 * @given: shape (n_given); the targets as the trace has them
 * @n_given: how many
 * @are_signs: whether targets 0 and 1 have become −1 and 1
 * @label: the output whose target is the largest
 * @shown: which outputs are written in sums, in order
 * @n_shown: how many of @shown; the others are one summand
 *
 * Outputs and targets of a sample. All borrowed but @targets.
 *
 * Outputs are the symbols p₁, p₂ …, targets t₁, t₂ …, or p and t where there is
 * only one; k is the number of outputs. In terms, “#” is the number.
 */
typedef struct
{
  NrnStory        *story;
  const NrnTrace  *trace;
  guint            row;
  const NrnConfig *loss;
  guint            n_outputs;
  const float     *outputs;
  float           *targets;
  const float     *given;
  guint            n_given;
  gboolean         are_signs;
  guint            label;
  guint            shown[NRN_LOSS_TERMS_MAX];
  guint            n_shown;
} NrnLossTerms;

/**
 * NrnLossTermFunc:
 * @terms: outputs and targets
 * @output: one of them
 *
 * Returns: (transfer full): the formula of its summand
 */
typedef char *(*NrnLossTermFunc) (const NrnLossTerms *terms,
                                  guint               output);

void      nrn_loss_terms_init       (NrnLossTerms       *terms,
                                     NrnStory           *story,
                                     const NrnTrace     *trace,
                                     guint               row);
void      nrn_loss_terms_clear      (NrnLossTerms       *terms);
void      nrn_loss_terms_tell_targets
                                    (const NrnLossTerms *terms);
gboolean  nrn_loss_terms_is_shown   (const NrnLossTerms *terms,
                                     guint               output);
char     *nrn_loss_terms_name       (const NrnLossTerms *terms,
                                     const char         *name,
                                     guint               output);
char     *nrn_loss_terms_call       (const NrnLossTerms *terms,
                                     const char         *word,
                                     guint               output);
char     *nrn_loss_terms_expand     (const NrnLossTerms *terms,
                                     const char         *term,
                                     guint               output);
char     *nrn_loss_terms_sum        (NrnLossTerms       *terms,
                                     NrnLossTermFunc     term,
                                     const char         *simple_term);
char     *nrn_loss_terms_mean       (NrnLossTerms       *terms,
                                     NrnLossTermFunc     term,
                                     const char         *simple_term);
char     *nrn_loss_terms_largest    (NrnLossTerms       *terms,
                                     const char         *simple_term);

G_END_DECLS
