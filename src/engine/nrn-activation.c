/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Activation functions.
 */

#include "nrn-activation.h"

#include <math.h>

#include "nrn-vector.h"

/* Points of a curve that are computed together. */
#define N_AT_ONCE 64u

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

/* Sums that networks have, and some beyond. */
static const float probes[] = {
  -1000, -100, -10, -5, -4, -3, -2, -1, -0.5f, -0.1f, 0, 0.1f, 0.5f, 1, 2, 3, 4, 5, 10, 100, 1000,
};

#define N_PROBES        G_N_ELEMENTS (probes)
#define LARGEST_USUAL   1.0f

/* For two units, of which the second has the sum @other. */
static void
probe (const NrnConfig *activation,
       float            other,
       float           *outputs)
{
  float inputs[2 * N_PROBES + NRN_LANES] = { 0 };

  for (guint i = 0; i < N_PROBES; i++)
    {
      inputs[2 * i] = probes[i];
      inputs[2 * i + 1] = other;
    }
  nrn_activation_forward (activation, N_PROBES, 2, inputs, outputs);
}

/**
 * nrn_activation_get_range:
 * @activation: an activation with its arguments
 * @range: (out): what comes out of it
 *
 * Tries some sums, so that the arguments are heeded: relu with a
 * negative_slope has negative outputs. An end that is only approached, such
 * as sigmoid's 0, counts as reached.
 */
void
nrn_activation_get_range (const NrnConfig    *activation,
                          NrnActivationRange *range)
{
  float outputs[2 * N_PROBES + NRN_LANES];
  float others[2 * N_PROBES + NRN_LANES];

  probe (activation, 0, outputs);
  probe (activation, 1, others);
  *range = (NrnActivationRange) {
    .minimum = (double) outputs[0],
    .maximum = (double) outputs[0],
    .sums_to_one = TRUE,
  };
  for (guint i = 0; i < N_PROBES; i++)
    {
      float y = outputs[2 * i];

      range->minimum = MIN (range->minimum, (double) y);
      range->maximum = MAX (range->maximum, (double) y);
      range->is_row_wise |= y != others[2 * i];
      range->sums_to_one &= fabsf (y + outputs[2 * i + 1] - 1.0f) < 1e-5f;
      range->has_zeros |= y == 0 && probes[i] != 0 && fabsf (probes[i]) <= LARGEST_USUAL;
    }
}

/**
 * nrn_activation_can_be_off:
 * @activation: (nullable): an activation with its arguments
 *
 * Returns: whether it is like relu: nothing for what is negative, something
 *   for what is positive. A unit whose sum is never positive gives 0 for all,
 *   and learns nothing
 */
gboolean
nrn_activation_can_be_off (const NrnConfig *activation)
{
  const float sums[4 + NRN_LANES] = { -1, -100, 1, 100 };
  float outputs[4 + NRN_LANES];

  if (activation == NULL)
    return FALSE;

  nrn_activation_forward (activation, 4, 1, sums, outputs);

  return outputs[0] == 0 && outputs[1] == 0 && outputs[2] > 0 && outputs[3] > 0;
}

/**
 * nrn_activation_trace:
 * @activation: an activation with its arguments
 * @n_points: how many
 * @x: (array length=n_points): where
 * @values: (out caller-allocates) (array length=n_points): f(x)
 * @slopes: (out caller-allocates) (array length=n_points): f′(x)
 *
 * An activation as a function of one number. It gets two numbers at a time,
 * x and 0: that makes no difference but to those that see the whole row, such
 * as softmax. Allocates nothing.
 */
void
nrn_activation_trace (const NrnConfig *activation,
                      guint            n_points,
                      const double    *x,
                      double          *values,
                      double          *slopes)
{
  float inputs[2 * N_AT_ONCE + NRN_LANES] = { 0 };
  float outputs[2 * N_AT_ONCE + NRN_LANES] = { 0 };
  float d_outputs[2 * N_AT_ONCE + NRN_LANES] = { 0 };
  float d_inputs[2 * N_AT_ONCE + NRN_LANES] = { 0 };

  for (guint first = 0; first < n_points; first += N_AT_ONCE)
    {
      guint n = MIN (n_points - first, N_AT_ONCE);

      for (guint i = 0; i < n; i++)
        {
          inputs[2 * i] = (float) x[first + i];
          inputs[2 * i + 1] = 0;
          d_outputs[2 * i] = 1;
          d_outputs[2 * i + 1] = 0;
        }
      nrn_activation_forward (activation, n, 2, inputs, outputs);
      nrn_activation_backward (activation, n, 2, inputs, outputs, d_outputs, d_inputs);
      for (guint i = 0; i < n; i++)
        {
          values[first + i] = (double) outputs[2 * i];
          slopes[first + i] = (double) d_inputs[2 * i];
        }
    }
}
