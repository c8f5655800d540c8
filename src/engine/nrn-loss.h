/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss functions.
 */

#pragma once

#include "nrn-config.h"

G_BEGIN_DECLS

/**
 * NrnTargetKind:
 * @NRN_TARGET_CLASS: one class number a row, 0 … n_outputs − 1
 * @NRN_TARGET_ONE_HOT: one number for each output, that sum to 1
 * @NRN_TARGET_VALUES: one number for each output; a class label becomes
 *   0 or 1 where there is one output, and one-hot where there are several
 *
 * What a loss compares the outputs with.
 */
typedef enum
{
  NRN_TARGET_CLASS,
  NRN_TARGET_ONE_HOT,
  NRN_TARGET_VALUES,
} NrnTargetKind;

/**
 * NrnLoss:
 * @kind: name and arguments
 * @target_kind: what @targets holds: one number a row for
 *   %NRN_TARGET_CLASS, else (n_rows, n_cols)
 * @forward: computes the loss of each row; @outputs is (n_rows, n_cols),
 *   @losses (n_rows)
 * @backward: computes @d_outputs (n_rows, n_cols), the gradient of
 *   `scale · Σ losses` by @outputs; @scale is 1 / n_rows for Keras'
 *   mean over the batch
 *
 * A loss function, as data. Both functions allocate nothing, cannot fail
 * and may be called from any thread.
 */
typedef struct
{
  NrnKind       kind;
  NrnTargetKind target_kind;

  void (*forward)  (const NrnConfig *config,
                    guint            n_rows,
                    guint            n_cols,
                    const float     *outputs,
                    const float     *targets,
                    float           *losses);
  void (*backward) (const NrnConfig *config,
                    guint            n_rows,
                    guint            n_cols,
                    const float     *outputs,
                    const float     *targets,
                    float            scale,
                    float           *d_outputs);
} NrnLoss;

NrnTargetKind nrn_loss_get_target_kind (const NrnKind   *loss);
void          nrn_loss_forward         (const NrnConfig *loss,
                                        guint            n_rows,
                                        guint            n_cols,
                                        const float     *outputs,
                                        const float     *targets,
                                        float           *losses);
void          nrn_loss_backward        (const NrnConfig *loss,
                                        guint            n_rows,
                                        guint            n_cols,
                                        const float     *outputs,
                                        const float     *targets,
                                        float            scale,
                                        float           *d_outputs);

G_END_DECLS
