/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * tanh: y = tanh (x), dy/dx = 1 − y², range (−1, 1).
 */

#include "config.h"

#include "nrn-activation-tanh.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

NRN_VECTORIZED static void
tanh_forward (const NrnConfig *config,
              guint            n_rows,
              guint            n_cols,
              const float     *inputs,
              float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    outputs[i] = nrn_tanh (inputs[i]);
}

NRN_VECTORIZED static void
tanh_backward (const NrnConfig *config,
               guint            n_rows,
               guint            n_cols,
               const float     *inputs,
               const float     *outputs,
               const float     *d_outputs,
               float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize i = 0; i < n; i++)
    d_inputs[i] = d_outputs[i] * (1.0f - outputs[i] * outputs[i]);
}

const NrnActivation nrn_activation_tanh = {
  .kind = {
    .name = "tanh",
    .formula = "(eˣ − e⁻ˣ) ∕ (eˣ + e⁻ˣ)",
    .derivative = "1 − y²",
    .range = "(−1, 1)",
    .purpose = N_("Squeezes any number between −1 and 1; for hidden layers, and for outputs with "
                  "hinge."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = tanh_forward,
  .backward = tanh_backward,
};
