/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A step downhill, by one weight alone.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnLossStep:
 * @value: the weight before it
 * @loss: the loss there
 * @gradient: how steep it is there, by the backward pass; NaN if @loss is no
 *   finite number
 * @learning_rate: how far to go
 * @new_value: value − learning_rate · gradient, as the engine keeps it
 * @new_loss: the loss there
 * @new_gradient: how steep it is there; NaN if @new_loss is no finite number
 * @other_value: the weight after another step, which is compared; or NaN
 * @other_loss: the loss there
 *
 * A step downhill, by the one weight alone.
 */
typedef struct
{
  double value;
  double loss;
  double gradient;
  double learning_rate;
  double new_value;
  double new_loss;
  double new_gradient;
  double other_value;
  double other_loss;
} NrnLossStep;

/**
 * NrnLossVerdict:
 * @NRN_LOSS_LOWER: the loss falls
 * @NRN_LOSS_ACROSS: it falls, but the step goes over the lowest point
 * @NRN_LOSS_SAME: the step is too short to make a difference
 * @NRN_LOSS_FLAT: there is no slope, and so no step
 * @NRN_LOSS_HIGHER: the loss rises: the step is too long
 * @NRN_LOSS_INFINITE: the loss becomes infinite or not a number
 *
 * What comes of a step.
 */
typedef enum
{
  NRN_LOSS_LOWER,
  NRN_LOSS_ACROSS,
  NRN_LOSS_SAME,
  NRN_LOSS_FLAT,
  NRN_LOSS_HIGHER,
  NRN_LOSS_INFINITE,
} NrnLossVerdict;

NrnLossVerdict  nrn_loss_step_judge         (const NrnLossStep *step);
char           *nrn_loss_step_print         (const NrnLossStep *step);
char           *nrn_loss_step_print_other   (const NrnLossStep *step,
                                             const char        *optimizer);
char           *nrn_loss_step_print_formula (const NrnLossStep *step);

G_END_DECLS
