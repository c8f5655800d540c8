/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the generators share.
 */

#pragma once

#include "nrn-generator.h"

G_BEGIN_DECLS

/* The largest data set that is made. */
#define NRN_GENERATOR_MAX_ROWS 1000000

/**
 * NrnDrawAge:
 * @values: the generator's parameters
 * @reacts: whether the rule says that this person has side effects
 * @rand: random numbers
 *
 * Returns: the age of one such person, a whole number of years
 */
typedef int (*NrnDrawAge) (const double *values,
                           gboolean      reacts,
                           GRand        *rand);

/**
 * NrnPlacePoint:
 * @label: 0 or 1
 * @rand: random numbers
 * @x: (out): where the point is, −1 … 1
 * @y: (out): where the point is, −1 … 1
 *
 * Places one point of a class.
 */
typedef void (*NrnPlacePoint) (guint   label,
                               GRand  *rand,
                               double *x,
                               double *y);

NrnDataset *nrn_generator_new_classes  (const NrnGenerator  *generator,
                                        guint                n_rows,
                                        float               *features,
                                        float               *labels);
NrnDataset *nrn_generator_new_values   (const NrnGenerator  *generator,
                                        guint                n_rows,
                                        float               *features,
                                        float               *targets);
double      nrn_generator_normal       (GRand               *rand,
                                        double               mean,
                                        double               deviation,
                                        double               minimum,
                                        double               maximum);
NrnDataset *nrn_generator_trial_pairs  (const NrnGenerator  *generator,
                                        guint                n_regular,
                                        guint                n_exceptions,
                                        NrnDrawAge           draw_age,
                                        const double        *values,
                                        GRand               *rand);
NrnDataset *nrn_generator_plane_points (const NrnGenerator  *generator,
                                        guint                n_samples,
                                        double               noise,
                                        NrnPlacePoint        place,
                                        GRand               *rand);

G_END_DECLS
