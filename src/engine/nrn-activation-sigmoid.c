/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * sigmoid: y = 1 / (1 + e^−x), dy/dx = y (1 − y), range (0, 1).
 */

#include "config.h"

#include "nrn-activation-sigmoid.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

NRN_VECTORIZED static void
sigmoid_forward (const NrnConfig *config,
                 guint            n_rows,
                 guint            n_cols,
                 const float     *inputs,
                 float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    outputs[i] = 1.0f / (1.0f + nrn_exp (-inputs[i]));
}

NRN_VECTORIZED static void
sigmoid_backward (const NrnConfig *config,
                  guint            n_rows,
                  guint            n_cols,
                  const float     *inputs,
                  const float     *outputs,
                  const float     *d_outputs,
                  float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    d_inputs[i] = d_outputs[i] * outputs[i] * (1.0f - outputs[i]);
}

const NrnActivation nrn_activation_sigmoid = {
  .kind = {
    .name = "sigmoid",
    .formula = "1 ∕ (1 + e⁻ˣ)",
    .derivative = "y · (1 − y)",
    .range = "(0, 1)",
    .purpose = N_("Squeezes any number between 0 and 1; for outputs that say how sure a yes is."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = sigmoid_forward,
  .backward = sigmoid_backward,
};
