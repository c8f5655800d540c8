/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * mean_squared_error: mean over the outputs of (p − t)²; range [0, ∞).
 * Gradient: 2 (p − t) / n_outputs.
 */

#include "config.h"

#include "nrn-loss-mean-squared-error.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

static void
mean_squared_error_forward (const NrnConfig *config,
                            guint            n_rows,
                            guint            n_cols,
                            const float     *outputs,
                            const float     *targets,
                            float           *losses)
{
  for (guint row = 0; row < n_rows; row++)
    {
      gsize start = (gsize) row * n_cols;
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        {
          float difference = outputs[start + i] - targets[start + i];

          sum += difference * difference;
        }
      losses[row] = sum / (float) n_cols;
    }
}

NRN_VECTORIZED static void
mean_squared_error_backward (const NrnConfig *config,
                             guint            n_rows,
                             guint            n_cols,
                             const float     *outputs,
                             const float     *targets,
                             float            scale,
                             float           *d_outputs)
{
  gsize n = (gsize) n_rows * n_cols;
  float factor = 2 * scale / (float) n_cols;

  for (gsize i = 0; i < n; i++)
    d_outputs[i] = factor * (outputs[i] - targets[i]);
}

static const char *const aliases[] = { "mse", NULL };

const NrnLoss nrn_loss_mean_squared_error = {
  .kind = {
    .name = "mean_squared_error",
    .aliases = aliases,
    .formula = "mean (p − t)²",
    .derivative = "2 · (p − t) ∕ k",
    .range = "[0, ∞)",
    .purpose = N_("For numbers: the usual choice; an error twice as large counts four times as "
                  "much."),
    .source = "Keras 3, keras/src/losses/losses.py",
  },
  .target_kind = NRN_TARGET_VALUES,
  .outputs = NRN_OUTPUTS_ANY,
  .labels = NRN_LABELS_OF_NUMBERS,
  .forward = mean_squared_error_forward,
  .backward = mean_squared_error_backward,
};
