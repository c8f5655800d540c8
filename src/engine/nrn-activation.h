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

G_END_DECLS
