/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * huber and logcosh: square for small differences, straight for large ones.
 */

#include "config.h"

#include "nrn-loss-huber.h"

#include <glib/gi18n-lib.h>

#include "nrn-loss-elementwise.h"

/* ---- huber ---- */

NRN_INLINE float
huber_of (float p,
          float t,
          float delta)
{
  float size = fabsf (p - t);

  return size <= delta ? 0.5f * size * size : delta * size - 0.5f * delta * delta;
}

NRN_INLINE float
huber_slope (float p,
             float t,
             float delta)
{
  float difference = p - t;

  difference = difference > delta ? delta : difference;

  return difference < -delta ? -delta : difference;
}

NRN_MEAN_LOSS (huber)

static const NrnPropertySpec huber_properties[] = {
  {
    .name = "delta",
    .default_value = 1,
    .minimum = 0,
    .maximum = 1e6,
    .minimum_excluded = TRUE,
    .description = N_("The difference at which the curve goes on straight."),
  },
};

const NrnLoss nrn_loss_huber = {
  .kind = {
    .name = "huber",
    .properties = huber_properties,
    .n_properties = G_N_ELEMENTS (huber_properties),
    .formula = "mean of d² ∕ 2 if |d| ≤ delta, else delta · |d| − delta² ∕ 2; d = p − t",
    .derivative = "min(max(p − t, −delta), delta) ∕ k",
    .range = "[0, ∞)",
    .purpose = N_("For numbers: like mean_squared_error near the target and like "
                  "mean_absolute_error far away."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_ANY,
  .labels = NRN_LABELS_OF_NUMBERS,
  .forward = huber_forward,
  .backward = huber_backward,
};

/* ---- logcosh ---- */

#define LOG_2 0.69314718055994531f

NRN_INLINE float
logcosh_of (float p,
            float t,
            float unused)
{
  float d = p - t;

  return d + nrn_softplus (-2.0f * d) - LOG_2;
}

NRN_INLINE float
logcosh_slope (float p,
               float t,
               float unused)
{
  return nrn_tanh (p - t);
}

NRN_MEAN_LOSS (logcosh)

const NrnLoss nrn_loss_logcosh = {
  .kind = {
    .name = "logcosh",
    .keras_name = "log_cosh",
    .formula = "mean ln(cosh(p − t))",
    .derivative = "tanh(p − t) ∕ k",
    .range = "[0, ∞)",
    .purpose = N_("For numbers: much like huber, but smooth everywhere."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_ANY,
  .labels = NRN_LABELS_OF_NUMBERS,
  .forward = logcosh_forward,
  .backward = logcosh_backward,
};
