/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a row is taken for what it is not.
 */

#pragma once

#include "nrn-contributions.h"
#include "nrn-data-source.h"
#include "nrn-dataset.h"
#include "nrn-samples.h"

G_BEGIN_DECLS

/**
 * NrnWhy:
 *
 * One row of a data set, what a network takes it for, what pulls it there, and
 * whether it could be known. Of several values, it is about the one that is
 * farthest from its target. An immutable value with one owner.
 */
typedef struct _NrnWhy NrnWhy;

NrnWhy                 *nrn_why_new               (const NrnDataSource   *source,
                                                   const NrnDataset      *dataset,
                                                   const NrnSamples      *samples,
                                                   const NrnWeights      *weights,
                                                   guint                  row);
void                    nrn_why_free              (NrnWhy                *why);
gboolean                nrn_why_is_wrong          (const NrnWhy          *why);
const NrnContributions *nrn_why_get_contributions (const NrnWhy          *why);
char                   *nrn_why_print_verdict     (const NrnWhy          *why);
char                   *nrn_why_print_reason      (const NrnWhy          *why);
char                   *nrn_why_print_pull        (const NrnWhy          *why);
char                   *nrn_why_name_part         (const NrnWhy          *why,
                                                   const NrnContribution *part);
char                   *nrn_why_print_number      (double                 value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnWhy, nrn_why_free)

G_END_DECLS
