/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * mean_squared_logarithmic_error.
 */

#include "config.h"

#include "nrn-loss-logarithmic.h"

#include <glib/gi18n-lib.h>

#include "nrn-loss-elementwise.h"

/* Keras' epsilon: whatever is smaller counts as this. */
#define SMALLEST 1e-7f

/* log (1 + x) of what Keras makes of a number below 0. */
NRN_INLINE float
log1p_of (float x)
{
  x = x < SMALLEST ? SMALLEST : x;

  return x > 1.0f ? nrn_log (1.0f + x) : nrn_log1p (x);
}

NRN_INLINE float
mean_squared_logarithmic_error_of (float p,
                                   float t,
                                   float unused)
{
  float difference = log1p_of (p) - log1p_of (t);

  return difference * difference;
}

NRN_INLINE float
mean_squared_logarithmic_error_slope (float p,
                                      float t,
                                      float unused)
{
  float slope = 2.0f * (log1p_of (p) - log1p_of (t)) / (1.0f + p);

  return p < SMALLEST ? 0 : slope;
}

NRN_MEAN_LOSS (mean_squared_logarithmic_error)

static const char *const mean_squared_logarithmic_error_aliases[] = { "msle", NULL };

const NrnLoss nrn_loss_mean_squared_logarithmic_error = {
  .kind = {
    .name = "mean_squared_logarithmic_error",
    .aliases = mean_squared_logarithmic_error_aliases,
    .formula = "mean (ln(1 + p) − ln(1 + t))²; p, t ≥ 1e-7",
    .derivative = "2 · (ln(1 + p) − ln(1 + t)) ∕ (1 + p) ∕ k, 0 if p < 1e-7",
    .range = "[0, ∞)",
    .purpose = N_("For positive numbers of very different size, such as prices: what counts is "
                  "the ratio."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_POSITIVE,
  .labels = NRN_LABELS_OF_NUMBERS &
            ~(NRN_LABELS_BIT (NRN_LABELS_SIGNS) | NRN_LABELS_BIT (NRN_LABELS_NUMBERS)),
  .forward = mean_squared_logarithmic_error_forward,
  .backward = mean_squared_logarithmic_error_backward,
};
