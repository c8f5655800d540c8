/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * binary_crossentropy: mean over the outputs of
 * −(t log q + (1 − t) log (1 − q)), q = p kept within [1e-7, 1 − 1e-7];
 * range [0, 16.1]. Gradient: (q − t) / (q (1 − q)) / n_outputs, 0 where p
 * was out of that range. Source: Keras 3, `backend/torch/nn.py`.
 */

#include "nrn-loss-binary-crossentropy.h"

#include <math.h>

#include "nrn-probability.h"
#include "nrn-vector.h"

static void
binary_crossentropy_forward (const NrnConfig *config,
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
          float q = nrn_probability_clip (outputs[start + i]);
          float t = targets[start + i];

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

  for (gsize i = 0; i < n; i++)
    {
      float p = outputs[i];
      float q = nrn_probability_clip (p);
      float gradient = factor * (q - targets[i]) / (q * (1.0f - q));

      d_outputs[i] = p < NRN_PROBABILITY_MIN || p > NRN_PROBABILITY_MAX ? 0 : gradient;
    }
}

static const char *const aliases[] = { "bce", NULL };

const NrnLoss nrn_loss_binary_crossentropy = {
  .kind = { .name = "binary_crossentropy", .aliases = aliases },
  .target_kind = NRN_TARGET_VALUES,
  .forward = binary_crossentropy_forward,
  .backward = binary_crossentropy_backward,
};
