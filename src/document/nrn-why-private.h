/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the reasons of a wrong row share.
 */

#pragma once

#include "nrn-architecture.h"
#include "nrn-why.h"

G_BEGIN_DECLS

/* Of more values, rows with the same features are not looked for. */
#define NRN_WHY_MAX_VALUES 2000000

struct _NrnWhy
{
  NrnDataset       *dataset;        /* owned */
  NrnArchitecture  *architecture;   /* owned */
  guint             row;
  NrnContributions *contributions;  /* owned */
  guint             n_same;         /* rows with the same features, itself included; 0: not known */

  /* Of classes */
  guint             label;          /* the class that it has */
  guint             predicted;      /* the class that it is taken for */
  guint             n_alike;        /* of the same rows, those with its label */
  guint             most;           /* the class that most of these have */
  guint             n_most;         /* how many */
  gboolean          has_rule;       /* the data has exceptions, and is known to have them */

  /* Of values */
  gboolean          is_value;
  guint             target;         /* index of the one that is farthest from its output */
  double            wanted;         /* in the target's units, as all that follow */
  double            output;
  double            best;           /* what could be known of it; NaN: nothing else than @wanted */
  gboolean          is_noise;       /* @best is the target without its noise, else a mean */
};

/* nrn-why.c */
gboolean  nrn_why_has_same_features   (const NrnWhy        *why,
                                       guint                row);
char     *nrn_why_name_row            (const NrnWhy        *why);

/* nrn-why-values.c */
gboolean  nrn_why_look_at_value       (NrnWhy              *why,
                                       const NrnDataSource *source,
                                       const NrnWeights    *weights,
                                       const float         *inputs);
gboolean  nrn_why_is_value_wrong      (const NrnWhy        *why);
char     *nrn_why_print_value_verdict (const NrnWhy        *why);
char     *nrn_why_print_value_reason  (const NrnWhy        *why);
char     *nrn_why_print_value_parts   (const NrnWhy        *why);

G_END_DECLS
