/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What to try when a training does not learn.
 */

#pragma once

#include "nrn-diagnosis.h"
#include "nrn-experiment.h"

G_BEGIN_DECLS

/**
 * NrnAdviceKind:
 * @NRN_ADVICE_NONE: nothing is known that would help
 * @NRN_ADVICE_RATE: another learning rate
 * @NRN_ADVICE_START: another start: another seed
 * @NRN_ADVICE_SCALE: features scaled to 0 … 1
 */
typedef enum
{
  NRN_ADVICE_NONE,
  NRN_ADVICE_RATE,
  NRN_ADVICE_START,
  NRN_ADVICE_SCALE,
} NrnAdviceKind;

/**
 * NrnAdvice:
 * @kind: what to change
 * @learning_rate: of %NRN_ADVICE_RATE, the one to try
 *
 * One change.
 */
typedef struct
{
  NrnAdviceKind kind;
  double        learning_rate;
} NrnAdvice;

/* A learning rate that is so many times the usual one, or as small a part of it,
 * is far from it. */
#define NRN_ADVICE_FAR 5.0

double    nrn_advice_get_usual_rate
                     (const NrnExperimentParts *parts);
NrnAdvice nrn_advise (const NrnExperimentParts *parts,
                      const NrnDiagnosis       *diagnosis,
                      gboolean                  has_diverged,
                      double                    learning_rate);

G_END_DECLS
