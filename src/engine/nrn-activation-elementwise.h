/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loops of an activation that works on each number for itself.
 */

#pragma once

#include "nrn-activation.h"
#include "nrn-vector.h"

/**
 * NRN_ELEMENTWISE:
 * @name: of the activation
 *
 * Defines `name_forward` and `name_backward` for an #NrnActivation from two
 * inlined functions:
 *
 * - `float name_of (float x, float a)`: the value at x
 * - `float name_slope (float x, float y, float a)`: the derivative at x,
 *   where the value is y
 *
 * with a the activation's first argument, or 0 if it has none.
 */
#define NRN_ELEMENTWISE(name)                                                    \
  NRN_VECTORIZED static void                                                     \
  name##_values (gsize n, float a, const float *inputs, float *outputs)          \
  {                                                                              \
    for (gsize i = 0; i < n; i++)                                                \
      outputs[i] = name##_of (inputs[i], a);                                     \
  }                                                                              \
                                                                                 \
  NRN_VECTORIZED static void                                                     \
  name##_gradients (gsize n, float a, const float *inputs, const float *outputs, \
                    const float *d_outputs, float *d_inputs)                     \
  {                                                                              \
    for (gsize i = 0; i < n; i++)                                                \
      d_inputs[i] = d_outputs[i] * name##_slope (inputs[i], outputs[i], a);      \
  }                                                                              \
                                                                                 \
  static void                                                                    \
  name##_forward (const NrnConfig *config, guint n_rows, guint n_cols,           \
                  const float *inputs, float *outputs)                           \
  {                                                                              \
    name##_values ((gsize) n_rows * n_cols, nrn_activation_argument (config),    \
                   inputs, outputs);                                             \
  }                                                                              \
                                                                                 \
  static void                                                                    \
  name##_backward (const NrnConfig *config, guint n_rows, guint n_cols,          \
                   const float *inputs, const float *outputs,                    \
                   const float *d_outputs, float *d_inputs)                      \
  {                                                                              \
    name##_gradients ((gsize) n_rows * n_cols, nrn_activation_argument (config), \
                      inputs, outputs, d_outputs, d_inputs);                     \
  }

static inline float
nrn_activation_argument (const NrnConfig *config)
{
  return nrn_config_get_kind (config)->n_properties > 0
         ? (float) nrn_config_get_number (config, 0) : 0;
}
