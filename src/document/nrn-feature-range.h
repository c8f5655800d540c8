/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The values that a feature has in the data.
 */

#pragma once

#include "nrn-dataset.h"

G_BEGIN_DECLS

/**
 * NrnFeatureRange:
 * @minimum: the smallest
 * @maximum: the largest
 * @step: from one value to the next: 1 for whole numbers, else about a
 *   hundredth of the range
 *
 * The values of one feature, in its own units.
 */
typedef struct
{
  double minimum;
  double maximum;
  double step;
} NrnFeatureRange;

void     nrn_feature_range_measure (const NrnDataset       *dataset,
                                    guint                   feature,
                                    NrnFeatureRange        *range);
double   nrn_feature_range_step    (const NrnFeatureRange  *range,
                                    double                  value,
                                    int                     n_steps);
gboolean nrn_feature_range_parse   (const NrnFeatureRange  *range,
                                    const char             *text,
                                    double                 *value,
                                    GError                **error);
char    *nrn_feature_range_format  (double                  value);

G_END_DECLS
