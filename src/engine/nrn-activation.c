/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Activation functions.
 */

#include "nrn-activation.h"

static const NrnActivation *
activation_of (const NrnConfig *config)
{
  return (const NrnActivation *) nrn_config_get_kind (config);
}

/**
 * nrn_activation_forward:
 * @activation: an activation with its arguments
 * @n_rows: rows
 * @n_cols: columns; softmax normalises each row
 * @inputs: shape (n_rows, n_cols), row-major
 * @outputs: (out caller-allocates): the same shape; must not be @inputs
 *
 * Computes `outputs = f(inputs)`. Allocates nothing; cannot fail.
 */
void
nrn_activation_forward (const NrnConfig *activation,
                        guint            n_rows,
                        guint            n_cols,
                        const float     *inputs,
                        float           *outputs)
{
  activation_of (activation)->forward (activation, n_rows, n_cols, inputs, outputs);
}

/**
 * nrn_activation_backward:
 * @activation: an activation with its arguments
 * @n_rows: rows
 * @n_cols: columns
 * @inputs: shape (n_rows, n_cols), as in the forward pass
 * @outputs: what the forward pass made of them
 * @d_outputs: gradient of the loss by the outputs
 * @d_inputs: (out caller-allocates): gradient of the loss by the inputs;
 *   may be @d_outputs
 *
 * Computes `d_inputs = d_outputs · f′(inputs)`. Allocates nothing; cannot
 * fail.
 */
void
nrn_activation_backward (const NrnConfig *activation,
                         guint            n_rows,
                         guint            n_cols,
                         const float     *inputs,
                         const float     *outputs,
                         const float     *d_outputs,
                         float           *d_inputs)
{
  activation_of (activation)->backward (activation, n_rows, n_cols, inputs, outputs,
                                        d_outputs, d_inputs);
}
