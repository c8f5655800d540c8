/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loops of a loss that is the mean of something over the outputs.
 */

#pragma once

#include "nrn-loss.h"
#include "nrn-vector.h"

/**
 * NRN_MEAN_LOSS:
 * @name: of the loss
 *
 * Defines `name_forward` and `name_backward` for an #NrnLoss from two inlined
 * functions:
 *
 * - `float name_of (float p, float t, float a)`: what the mean is taken of,
 *   for the output p and its target t
 * - `float name_slope (float p, float t, float a)`: its derivative by p
 *
 * with a the loss' first argument, or 0 if it has none.
 */
#define NRN_MEAN_LOSS(name)                                                       \
  NRN_VECTORIZED static void                                                      \
  name##_forward (const NrnConfig *config, guint n_rows, guint n_cols,            \
                  const float *outputs, const float *targets, float *losses)      \
  {                                                                               \
    float a = nrn_loss_argument (config);                                         \
                                                                                  \
    for (guint row = 0; row < n_rows; row++)                                      \
      {                                                                           \
        gsize start = (gsize) row * n_cols;                                       \
        float sum = 0;                                                            \
                                                                                  \
        for (guint i = 0; i < n_cols; i++)                                        \
          sum += name##_of (outputs[start + i], targets[start + i], a);           \
        losses[row] = sum / (float) n_cols;                                       \
      }                                                                           \
  }                                                                               \
                                                                                  \
  NRN_VECTORIZED static void                                                      \
  name##_backward (const NrnConfig *config, guint n_rows, guint n_cols,           \
                   const float *outputs, const float *targets, float scale,       \
                   float *d_outputs)                                              \
  {                                                                               \
    gsize n = (gsize) n_rows * n_cols;                                            \
    float factor = scale / (float) n_cols;                                        \
    float a = nrn_loss_argument (config);                                         \
                                                                                  \
    for (gsize i = 0; i < n; i++)                                                 \
      d_outputs[i] = factor * name##_slope (outputs[i], targets[i], a);           \
  }

static inline float
nrn_loss_argument (const NrnConfig *config)
{
  return nrn_config_get_kind (config)->n_properties > 0
         ? (float) nrn_config_get_number (config, 0) : 0;
}
