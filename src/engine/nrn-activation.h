/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Activation functions.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/**
 * NrnActivation:
 * @kind: name and arguments
 * @forward: computes @outputs from @inputs, both (n_rows, n_cols),
 *   row-major, not overlapping
 * @backward: computes @d_inputs, the gradient of the loss by @inputs, from
 *   @d_outputs, the gradient by @outputs; all (n_rows, n_cols); @d_inputs
 *   may be @d_outputs itself
 *
 * An activation function, as data. Both functions allocate nothing, cannot
 * fail and may be called from any thread.
 */
typedef struct
{
  NrnKind kind;

  void (*forward)  (const NrnConfig *config,
                    guint            n_rows,
                    guint            n_cols,
                    const float     *inputs,
                    float           *outputs);
  void (*backward) (const NrnConfig *config,
                    guint            n_rows,
                    guint            n_cols,
                    const float     *inputs,
                    const float     *outputs,
                    const float     *d_outputs,
                    float           *d_inputs);
} NrnActivation;

/**
 * NrnActivationRange:
 * @minimum: the smallest output
 * @maximum: the largest
 * @is_row_wise: an output depends on the other sums of its row, as with
 *   softmax
 * @sums_to_one: the outputs of a row are shares of 1
 * @has_zeros: sums of ordinary size, and not just one of them, give exactly 0
 *
 * What comes out of an activation with its arguments.
 */
typedef struct
{
  double   minimum;
  double   maximum;
  gboolean is_row_wise;
  gboolean sums_to_one;
  gboolean has_zeros;
} NrnActivationRange;

void nrn_activation_forward  (const NrnConfig *activation,
                              guint            n_rows,
                              guint            n_cols,
                              const float     *inputs,
                              float           *outputs);
void nrn_activation_backward (const NrnConfig *activation,
                              guint            n_rows,
                              guint            n_cols,
                              const float     *inputs,
                              const float     *outputs,
                              const float     *d_outputs,
                              float           *d_inputs);
void nrn_activation_get_range
                             (const NrnConfig      *activation,
                              NrnActivationRange   *range);
gboolean nrn_activation_can_be_off
                             (const NrnConfig      *activation);

void nrn_activation_trace (const NrnConfig *activation,
                           guint            n_points,
                           const double    *x,
                           double          *values,
                           double          *slopes);

G_END_DECLS
