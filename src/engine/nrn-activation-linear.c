/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * linear: y = x, dy/dx = 1, range (−∞, ∞).
 */

#include "config.h"

#include "nrn-activation-linear.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
linear_forward (const NrnConfig *config,
                guint            n_rows,
                guint            n_cols,
                const float     *inputs,
                float           *outputs)
{
  memcpy (outputs, inputs, (gsize) n_rows * n_cols * sizeof (float));
}

static void
linear_backward (const NrnConfig *config,
                 guint            n_rows,
                 guint            n_cols,
                 const float     *inputs,
                 const float     *outputs,
                 const float     *d_outputs,
                 float           *d_inputs)
{
  if (d_inputs != d_outputs)
    memcpy (d_inputs, d_outputs, (gsize) n_rows * n_cols * sizeof (float));
}

const NrnActivation nrn_activation_linear = {
  .kind = {
    .name = "linear",
    .formula = "x",
    .derivative = "1",
    .range = "(−∞, ∞)",
    .purpose = N_("Leaves the weighted sum as it is; for outputs that are numbers."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = linear_forward,
  .backward = linear_backward,
};
