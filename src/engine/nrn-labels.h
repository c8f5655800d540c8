/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What sort of labels there are, without the labels themselves.
 */

#pragma once

#include "nrn-types.h"

G_BEGIN_DECLS

/**
 * NrnLabelKind:
 * @NRN_LABELS_CLASSES: a class for each row
 * @NRN_LABELS_COUNTS: a whole number for each row, 0, 1, 2 …, that may be a
 *   class or a count
 * @NRN_LABELS_ONE_HOT: several columns, of which one is 1 and all others 0
 * @NRN_LABELS_SHARES: several columns of numbers from 0 to 1 that sum to 1
 * @NRN_LABELS_YES_NO: columns of 0 and 1
 * @NRN_LABELS_FRACTIONS: columns of numbers from 0 to 1
 * @NRN_LABELS_SIGNS: columns of −1 and 1
 * @NRN_LABELS_POSITIVE: columns of numbers above 0
 * @NRN_LABELS_NON_NEGATIVE: columns of numbers of which none is below 0
 * @NRN_LABELS_NUMBERS: columns of any numbers
 *
 * Labels are of the first kind that fits them.
 */
typedef enum
{
  NRN_LABELS_CLASSES,
  NRN_LABELS_COUNTS,
  NRN_LABELS_ONE_HOT,
  NRN_LABELS_SHARES,
  NRN_LABELS_YES_NO,
  NRN_LABELS_FRACTIONS,
  NRN_LABELS_SIGNS,
  NRN_LABELS_POSITIVE,
  NRN_LABELS_NON_NEGATIVE,
  NRN_LABELS_NUMBERS,
  NRN_N_LABEL_KINDS
} NrnLabelKind;

/* A set of kinds, as bits. */
#define NRN_LABELS_BIT(kind)  (1u << (kind))
#define NRN_LABELS_OF_CLASSES (NRN_LABELS_BIT (NRN_LABELS_CLASSES) |        \
                               NRN_LABELS_BIT (NRN_LABELS_ONE_HOT))
#define NRN_LABELS_FROM_0_TO_1 (NRN_LABELS_BIT (NRN_LABELS_ONE_HOT) |       \
                                NRN_LABELS_BIT (NRN_LABELS_SHARES) |        \
                                NRN_LABELS_BIT (NRN_LABELS_YES_NO) |        \
                                NRN_LABELS_BIT (NRN_LABELS_FRACTIONS))
#define NRN_LABELS_OF_NUMBERS (NRN_LABELS_BIT (NRN_LABELS_COUNTS) |         \
                               NRN_LABELS_BIT (NRN_LABELS_SHARES) |         \
                               NRN_LABELS_BIT (NRN_LABELS_FRACTIONS) |      \
                               NRN_LABELS_BIT (NRN_LABELS_SIGNS) |          \
                               NRN_LABELS_BIT (NRN_LABELS_POSITIVE) |       \
                               NRN_LABELS_BIT (NRN_LABELS_NON_NEGATIVE) |   \
                               NRN_LABELS_BIT (NRN_LABELS_NUMBERS))

/**
 * NrnLabels:
 * @kind: what sort they are
 * @n_classes: how many classes; 0 but for %NRN_LABELS_CLASSES and
 *   %NRN_LABELS_COUNTS
 * @n_columns: how many columns; 1 for these two
 * @minimum: the smallest label
 * @maximum: the largest
 */
typedef struct
{
  NrnLabelKind kind;
  guint        n_classes;
  guint        n_columns;
  double       minimum;
  double       maximum;
} NrnLabels;

void          nrn_labels_init_classes    (NrnLabels           *labels,
                                          const char *const   *class_names);
void          nrn_labels_init_values     (NrnLabels           *labels,
                                          gsize                n_rows,
                                          guint                n_columns,
                                          const float         *values);
void          nrn_labels_init_kind       (NrnLabels           *labels,
                                          NrnLabelKind         kind,
                                          guint                n);
const char   *nrn_label_kind_get_name    (NrnLabelKind         kind);
const char   *nrn_label_kind_get_words   (NrnLabelKind         kind);
gboolean      nrn_label_kind_parse       (const char          *name,
                                          NrnLabelKind        *kind,
                                          GError             **error);

G_END_DECLS
