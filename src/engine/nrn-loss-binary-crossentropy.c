/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * binary_crossentropy: mean over the outputs of
 * −(t log q + (1 − t) log (1 − q)), q = p kept within [1e-7, 1 − 1e-7];
 * range [0, 16.1]. Gradient: (q − t) / (q (1 − q)) / n_outputs, 0 where p
 * was out of that range. Source: Keras 3, `backend/torch/nn.py`.
 */

#include "config.h"

#include "nrn-loss-binary-crossentropy.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-probability.h"
#include "nrn-vector.h"

enum
{
  LABEL_SMOOTHING,
};

/* Half of the smoothing goes to each side; 0 leaves every bit as it is. */
NRN_INLINE float
smooth (float t,
        float smoothing)
{
  return t * (1.0f - smoothing) + 0.5f * smoothing;
}

static void
binary_crossentropy_forward (const NrnConfig *config,
                             guint            n_rows,
                             guint            n_cols,
                             const float     *outputs,
                             const float     *targets,
                             float           *losses)
{
  float smoothing = (float) nrn_config_get_number (config, LABEL_SMOOTHING);

  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        {
          float q = nrn_probability_clip (outputs[start + i]);
          float t = smooth (targets[start + i], smoothing);

          sum += t * logf (q) + (1.0f - t) * logf (1.0f - q);
        }
      losses[row] = -sum / (float) n_cols;
    }
}

NRN_VECTORIZED static void
binary_crossentropy_backward (const NrnConfig *config,
                              guint            n_rows,
                              guint            n_cols,
                              const float     *outputs,
                              const float     *targets,
                              float            scale,
                              float           *d_outputs)
{
  gsize n = (gsize) n_rows * n_cols;
  float factor = scale / (float) n_cols;
  float smoothing = (float) nrn_config_get_number (config, LABEL_SMOOTHING);

  for (gsize i = 0; i < n; i++)
    {
      float p = outputs[i];
      float q = nrn_probability_clip (p);
      float gradient = factor * (q - smooth (targets[i], smoothing)) / (q * (1.0f - q));

      d_outputs[i] = p < NRN_PROBABILITY_MIN || p > NRN_PROBABILITY_MAX ? 0 : gradient;
    }
}

static const char *const aliases[] = { "bce", NULL };

static const NrnPropertySpec properties[] = {
  [LABEL_SMOOTHING] = {
    .name = "label_smoothing",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1,
    .description = N_("How far the labels 0 and 1 are moved towards 0.5."),
  },
};

const NrnLoss nrn_loss_binary_crossentropy = {
  .kind = {
    .name = "binary_crossentropy",
    .aliases = aliases,
    .properties = properties,
    .n_properties = G_N_ELEMENTS (properties),
    .formula = "−mean(t · ln q + (1 − t) · ln(1 − q)); q = p within [1e-7, 1 − 1e-7]",
    .derivative = "(q − t) ∕ (q · (1 − q)) ∕ k, 0 if p was out of that",
    .range = "[0, 16.1]",
    .purpose = N_("For yes or no, with an output of sigmoid: the surer a wrong answer, the more "
                  "it costs."),
    .source = "Keras 3, keras/src/losses/losses.py, keras/src/backend/torch/nn.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_PROBABILITIES,
  .labels = NRN_LABELS_BIT (NRN_LABELS_CLASSES) | NRN_LABELS_FROM_0_TO_1,
  .forward = binary_crossentropy_forward,
  .backward = binary_crossentropy_backward,
};
