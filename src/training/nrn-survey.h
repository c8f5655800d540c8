/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What all rows do in a network: how far the sums of its units reach, and how
 * large the gradients are.
 */

#pragma once

#include "nrn-fit-options.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/* At most so many batches are sent back through the network. */
#define NRN_SURVEY_MAX_BATCHES 20

/**
 * NrnUnitReach:
 * @maximum: the largest number that went into its activation
 * @row: where that was
 * @is_off: it gave 0 for every row
 *
 * How far a unit gets. Of a unit that was on for some row, the others may not
 * have been tried: then only @is_off counts.
 */
typedef struct
{
  float    maximum;
  guint    row;
  gboolean is_off;
} NrnUnitReach;

/**
 * NrnLayerGradient:
 * @n_weights: weights of the layer that are trained; 0 for none, then the
 *   others are 0 as well
 * @mean_gradient: mean of |∂loss/∂weight| over these, and over the batches
 * @mean_weight: mean of |weight| over these
 */
typedef struct
{
  gsize  n_weights;
  double mean_gradient;
  double mean_weight;
} NrnLayerGradient;

/**
 * NrnSurveyCase:
 * @loss: what is made small
 * @optimizer: by what rule
 * @samples: the rows
 * @fit: batch size, split, seed
 * @weights: the network with its weights
 *
 * What to look at. All borrowed.
 */
typedef struct
{
  const NrnConfig     *loss;
  const NrnConfig     *optimizer;
  const NrnSamples    *samples;
  const NrnFitOptions *fit;
  const NrnWeights    *weights;
} NrnSurveyCase;

/**
 * NrnSurvey:
 *
 * What was found. An immutable value. Any thread.
 */
typedef struct _NrnSurvey NrnSurvey;

NrnSurvey              *nrn_survey_new              (const NrnSurveyCase *what);
void                    nrn_survey_free             (NrnSurvey           *survey);

const NrnWeights       *nrn_survey_get_weights      (const NrnSurvey     *survey);
guint                   nrn_survey_get_n_rows       (const NrnSurvey     *survey);
gboolean                nrn_survey_has_units        (const NrnSurvey     *survey,
                                                     guint                layer);
const NrnUnitReach     *nrn_survey_get_reach        (const NrnSurvey     *survey,
                                                     guint                layer,
                                                     guint                unit);
guint                   nrn_survey_count_off        (const NrnSurvey     *survey,
                                                     guint                layer);
guint                   nrn_survey_get_n_batches    (const NrnSurvey     *survey);
const NrnLayerGradient *nrn_survey_get_gradient     (const NrnSurvey     *survey,
                                                     guint                layer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnSurvey, nrn_survey_free)

G_END_DECLS
