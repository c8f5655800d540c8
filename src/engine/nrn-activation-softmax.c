/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * softmax: y_i = e^x_i / Σ_j e^x_j over a row, range (0, 1), sum 1.
 * ∂y_i/∂x_j = y_i ([i = j] − y_j). log_softmax is its logarithm.
 */

#include "config.h"

#include "nrn-activation-softmax.h"

#include <glib/gi18n-lib.h>

#include "nrn-vector.h"

NRN_VECTORIZED static void
softmax_forward (const NrnConfig *config,
                 guint            n_rows,
                 guint            n_cols,
                 const float     *inputs,
                 float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  /* Subtract the row's maximum, so that e^x cannot overflow. */
  for (gsize row = 0; row < n; row += n_cols)
    {
      float max = inputs[row];

      for (guint i = 1; i < n_cols; i++)
        max = inputs[row + i] > max ? inputs[row + i] : max;
      for (guint i = 0; i < n_cols; i++)
        outputs[row + i] = inputs[row + i] - max;
    }

  /* All rows in one loop, because a row may be shorter than a vector. */
  for (gsize i = 0; i < n; i++)
    outputs[i] = nrn_exp (outputs[i]);

  for (gsize row = 0; row < n; row += n_cols)
    {
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        sum += outputs[row + i];
      for (guint i = 0; i < n_cols; i++)
        outputs[row + i] /= sum;
    }
}

NRN_VECTORIZED static void
softmax_backward (const NrnConfig *config,
                  guint            n_rows,
                  guint            n_cols,
                  const float     *inputs,
                  const float     *outputs,
                  const float     *d_outputs,
                  float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize row = 0; row < n; row += n_cols)
    {
      float mean = 0;

      for (guint i = 0; i < n_cols; i++)
        mean += d_outputs[row + i] * outputs[row + i];
      for (guint i = 0; i < n_cols; i++)
        d_inputs[row + i] = outputs[row + i] * (d_outputs[row + i] - mean);
    }
}

const NrnActivation nrn_activation_softmax = {
  .kind = {
    .name = "softmax",
    .formula = "e^xᵢ ∕ Σⱼ e^xⱼ",
    .derivative = "yᵢ · ([i = j] − yⱼ) by xⱼ",
    .range = "(0, 1), sum 1",
    .purpose = N_("Makes shares that sum to 1 of all outputs of the layer; for the choice among "
                  "classes."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = softmax_forward,
  .backward = softmax_backward,
};

/* ---- log_softmax ---- */

NRN_VECTORIZED static void
log_softmax_forward (const NrnConfig *config,
                     guint            n_rows,
                     guint            n_cols,
                     const float     *inputs,
                     float           *outputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize row = 0; row < n; row += n_cols)
    {
      float max = inputs[row];
      float sum = 0;

      for (guint i = 1; i < n_cols; i++)
        max = inputs[row + i] > max ? inputs[row + i] : max;
      for (guint i = 0; i < n_cols; i++)
        sum += nrn_exp (inputs[row + i] - max);
      for (guint i = 0; i < n_cols; i++)
        outputs[row + i] = inputs[row + i] - max - nrn_log (sum);
    }
}

NRN_VECTORIZED static void
log_softmax_backward (const NrnConfig *config,
                      guint            n_rows,
                      guint            n_cols,
                      const float     *inputs,
                      const float     *outputs,
                      const float     *d_outputs,
                      float           *d_inputs)
{
  gsize n = (gsize) n_rows * n_cols;

  for (gsize row = 0; row < n; row += n_cols)
    {
      float sum = 0;

      for (guint i = 0; i < n_cols; i++)
        sum += d_outputs[row + i];
      for (guint i = 0; i < n_cols; i++)
        d_inputs[row + i] = d_outputs[row + i] - nrn_exp (outputs[row + i]) * sum;
    }
}

const NrnActivation nrn_activation_log_softmax = {
  .kind = {
    .name = "log_softmax",
    .formula = "xᵢ − ln(Σⱼ e^xⱼ)",
    .derivative = "[i = j] − e^yⱼ by xⱼ",
    .range = "(−∞, 0]",
    .purpose = N_("The logarithm of softmax, computed without rounding to 0 first."),
    .source = "Keras 3, keras/src/activations/activations.py",
  },
  .forward = log_softmax_forward,
  .backward = log_softmax_backward,
};
