/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * mean_absolute_error and mean_absolute_percentage_error.
 */

#include "config.h"

#include "nrn-loss-mean-absolute-error.h"

#include <glib/gi18n-lib.h>

#include "nrn-loss-elementwise.h"

/* Keras' epsilon: a target of 0 counts as this. */
#define SMALLEST_TARGET 1e-7f

NRN_INLINE float
sign_of (float x)
{
  return x > 0 ? 1.0f : x < 0 ? -1.0f : 0;
}

/* ---- mean_absolute_error ---- */

NRN_INLINE float
mean_absolute_error_of (float p,
                        float t,
                        float unused)
{
  return fabsf (p - t);
}

NRN_INLINE float
mean_absolute_error_slope (float p,
                           float t,
                           float unused)
{
  return sign_of (p - t);
}

NRN_MEAN_LOSS (mean_absolute_error)

static const char *const mean_absolute_error_aliases[] = { "mae", NULL };

const NrnLoss nrn_loss_mean_absolute_error = {
  .kind = {
    .name = "mean_absolute_error",
    .aliases = mean_absolute_error_aliases,
    .formula = "mean |p − t|",
    .derivative = "sign(p − t) ∕ k",
    .range = "[0, ∞)",
    .purpose = N_("For numbers: how far off the outputs are, so that a few wild targets count no "
                  "more than others."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_ANY,
  .labels = NRN_LABELS_OF_NUMBERS,
  .forward = mean_absolute_error_forward,
  .backward = mean_absolute_error_backward,
};

/* The size of a target, as Keras divides by it. */
NRN_INLINE float
size_of (float t)
{
  float size = fabsf (t);

  return size < SMALLEST_TARGET ? SMALLEST_TARGET : size;
}

/* ---- mean_absolute_percentage_error ---- */

NRN_INLINE float
mean_absolute_percentage_error_of (float p,
                                   float t,
                                   float unused)
{
  return 100.0f * fabsf ((p - t) / size_of (t));
}

NRN_INLINE float
mean_absolute_percentage_error_slope (float p,
                                      float t,
                                      float unused)
{
  return 100.0f * sign_of (p - t) / size_of (t);
}

NRN_MEAN_LOSS (mean_absolute_percentage_error)

static const char *const mean_absolute_percentage_error_aliases[] = { "mape", NULL };

const NrnLoss nrn_loss_mean_absolute_percentage_error = {
  .kind = {
    .name = "mean_absolute_percentage_error",
    .aliases = mean_absolute_percentage_error_aliases,
    .formula = "100 · mean(|p − t| ∕ max(|t|, 1e-7))",
    .derivative = "100 · sign(p − t) ∕ max(|t|, 1e-7) ∕ k",
    .range = "[0, ∞)",
    .purpose = N_("For numbers: how far off the outputs are in per cent of the target; useless "
                  "where targets are 0."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_ANY,
  .labels = NRN_LABELS_BIT (NRN_LABELS_SIGNS) | NRN_LABELS_BIT (NRN_LABELS_POSITIVE),
  .is_relative = TRUE,
  .forward = mean_absolute_percentage_error_forward,
  .backward = mean_absolute_percentage_error_backward,
};
