/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How much the rows of each class count: fit()'s class_weight.
 */

#pragma once

#include "nrn-loss.h"
#include "nrn-samples.h"

G_BEGIN_DECLS

/**
 * NrnClassWeights:
 *
 * Some classes by their numbers, each with what a row of it counts; those
 * that are not named count 1. An immutable value, atomically ref-counted. Any
 * thread.
 */
typedef struct _NrnClassWeights NrnClassWeights;

NrnClassWeights *nrn_class_weights_new        (const int              *classes,
                                               const double           *weights,
                                               guint                   n_classes);
NrnClassWeights *nrn_class_weights_parse      (const char             *text,
                                               GError                **error);
char            *nrn_class_weights_to_string  (const NrnClassWeights  *weights);
NrnClassWeights *nrn_class_weights_ref        (const NrnClassWeights  *weights);
void             nrn_class_weights_unref      (NrnClassWeights        *weights);

guint            nrn_class_weights_get_n      (const NrnClassWeights  *weights);
int              nrn_class_weights_get_class  (const NrnClassWeights  *weights,
                                               guint                   index);
double           nrn_class_weights_get_weight (const NrnClassWeights  *weights,
                                               guint                   index);
double           nrn_class_weights_lookup     (const NrnClassWeights  *weights,
                                               int                     class_number);
gboolean         nrn_class_weights_equal      (const NrnClassWeights  *a,
                                               const NrnClassWeights  *b);
gboolean         nrn_class_weights_check      (int                     class_number,
                                               double                  weight,
                                               GError                **error);
float           *nrn_class_weights_weigh      (const NrnClassWeights  *weights,
                                               const NrnSamples       *samples,
                                               NrnTargetKind           target_kind,
                                               guint                   n_train,
                                               const guint            *order,
                                               GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnClassWeights, nrn_class_weights_unref)

G_END_DECLS
