/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * categorical_crossentropy and sparse_categorical_crossentropy.
 *
 * Both are −Σ t log q with q = p / Σ p kept within [1e-7, 1 − 1e-7]; for the
 * sparse one t is 1 at the label and 0 elsewhere. Range [0, 16.1].
 *
 * Keras divides the outputs by their sum, so that outputs that are no
 * distribution (two sigmoids) work too, and the gradient has to follow:
 * with S = Σ p, g_i = −t_i / q_i (0 where q was clipped),
 *
 *     dL/dp_j = (g_j − Σ_i g_i p_i / S) / S.
 *
 * Source: Keras 3, `backend/torch/nn.py`, `categorical_crossentropy`; Keras
 * on TensorFlow computes the softmax of the values before the activation
 * instead.
 */

#include "config.h"

#include "nrn-loss-categorical-crossentropy.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-probability.h"

enum
{
  LABEL_SMOOTHING,
};

/* Each class gets an equal part of the smoothing; 0 leaves every bit as it
 * is. */
static inline float
smooth (float t,
        float smoothing,
        guint n_classes)
{
  return t * (1.0f - smoothing) + smoothing / (float) n_classes;
}

static float
sum_of (const float *values,
        guint        n)
{
  float sum = 0;

  for (guint i = 0; i < n; i++)
    sum += values[i];

  return sum;
}

static gboolean
is_clipped (float q)
{
  return q < NRN_PROBABILITY_MIN || q > NRN_PROBABILITY_MAX;
}

static void
categorical_forward (const NrnConfig *config,
                     guint            n_rows,
                     guint            n_cols,
                     const float     *outputs,
                     const float     *targets,
                     float           *losses)
{
  float smoothing = (float) nrn_config_get_number (config, LABEL_SMOOTHING);

  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;
      const float *targets_of_row = targets + (gsize) row * n_cols;
      float sum = sum_of (p, n_cols);
      float loss = 0;

      for (guint i = 0; i < n_cols; i++)
        {
          float t = smooth (targets_of_row[i], smoothing, n_cols);

          /* Most of a one-hot row is zeros, and logarithms are slow; but
           * 0 · NaN must not vanish. */
          if (t != 0 || isnan (sum))
            loss -= t * logf (nrn_probability_clip (p[i] / sum));
        }
      losses[row] = loss;
    }
}

static void
categorical_backward (const NrnConfig *config,
                      guint            n_rows,
                      guint            n_cols,
                      const float     *outputs,
                      const float     *targets,
                      float            scale,
                      float           *d_outputs)
{
  float smoothing = (float) nrn_config_get_number (config, LABEL_SMOOTHING);

  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;
      const float *t = targets + (gsize) row * n_cols;
      float *d = d_outputs + (gsize) row * n_cols;
      float sum = sum_of (p, n_cols);
      float mean = 0;

      for (guint i = 0; i < n_cols; i++)
        {
          float q = p[i] / sum;

          d[i] = is_clipped (q) ? 0 : -smooth (t[i], smoothing, n_cols) / q;
          mean += d[i] * q;
        }
      for (guint i = 0; i < n_cols; i++)
        d[i] = scale * (d[i] - mean) / sum;
    }
}

static void
sparse_forward (const NrnConfig *config,
                guint            n_rows,
                guint            n_cols,
                const float     *outputs,
                const float     *targets,
                float           *losses)
{
  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;

      losses[row] = -logf (nrn_probability_clip (p[(guint) targets[row]] / sum_of (p, n_cols)));
    }
}

static void
sparse_backward (const NrnConfig *config,
                 guint            n_rows,
                 guint            n_cols,
                 const float     *outputs,
                 const float     *targets,
                 float            scale,
                 float           *d_outputs)
{
  for (guint row = 0; row < n_rows; row++)
    {
      const float *p = outputs + (gsize) row * n_cols;
      float *d = d_outputs + (gsize) row * n_cols;
      guint label = (guint) targets[row];
      float sum = sum_of (p, n_cols);
      float factor = is_clipped (p[label] / sum) ? 0 : scale / sum;

      /* g is −S / p_label at the label alone, and its mean is −1. */
      for (guint i = 0; i < n_cols; i++)
        d[i] = factor;
      if (factor != 0)
        d[label] -= scale / p[label];
    }
}

static const NrnPropertySpec categorical_properties[] = {
  [LABEL_SMOOTHING] = {
    .name = "label_smoothing",
    .default_value = 0,
    .minimum = 0,
    .maximum = 1,
    .description = N_("How much of the label's 1 is shared among all classes."),
  },
};

const NrnLoss nrn_loss_categorical_crossentropy = {
  .kind = {
    .name = "categorical_crossentropy",
    .properties = categorical_properties,
    .n_properties = G_N_ELEMENTS (categorical_properties),
    .formula = "−Σ t · ln(p ∕ Σ p), p ∕ Σ p within [1e-7, 1 − 1e-7]",
    .derivative = "(g − Σ g · p ∕ Σ p) ∕ Σ p, g = −t · Σ p ∕ p",
    .range = "[0, 16.1]",
    .purpose = N_("For classes as one-hot labels, with outputs of softmax: how unexpected the "
                  "right class was."),
    .source = "Keras 3, keras/src/losses/losses.py, keras/src/backend/torch/nn.py",
  },
  .target_kind = NRN_TARGET_ONE_HOT,
  .outputs = NRN_OUTPUTS_SHARES,
  .labels = NRN_LABELS_OF_CLASSES | NRN_LABELS_BIT (NRN_LABELS_SHARES),
  .divides_by_sum = TRUE,
  .forward = categorical_forward,
  .backward = categorical_backward,
};

const NrnLoss nrn_loss_sparse_categorical_crossentropy = {
  .kind = {
    .name = "sparse_categorical_crossentropy",
    .formula = "−ln(p_y ∕ Σ p), p_y the output of class y; p_y ∕ Σ p within [1e-7, 1 − 1e-7]",
    .derivative = "1 ∕ Σ p, and −1 ∕ p_y more for class y",
    .range = "[0, 16.1]",
    .purpose = N_("For classes as class numbers, with outputs of softmax: how unexpected the "
                  "right class was."),
    .source = "Keras 3, keras/src/losses/losses.py, keras/src/backend/torch/nn.py",
  },
  .target_kind = NRN_TARGET_CLASS,
  .outputs = NRN_OUTPUTS_SHARES,
  .labels = NRN_LABELS_BIT (NRN_LABELS_CLASSES),
  .divides_by_sum = TRUE,
  .forward = sparse_forward,
  .backward = sparse_backward,
};
