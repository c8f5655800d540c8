/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Loss functions.
 */

#pragma once

#include "nrn-config.h"
#include "nrn-labels.h"

G_BEGIN_DECLS

/**
 * NrnTargetKind:
 * @NRN_TARGET_CLASS: one class number a row, 0 … n_outputs − 1
 * @NRN_TARGET_ONE_HOT: one number for each output, that sum to 1
 * @NRN_TARGET_VALUES: one number for each output; a class label becomes
 *   0 or 1 where there is one output, and one-hot where there are several
 * @NRN_TARGET_SIGNS: as %NRN_TARGET_VALUES, and the loss itself takes 0 and
 *   1 as −1 and 1, as Keras does, so that metrics still find 0 and 1
 *
 * What a loss compares the outputs with.
 */
typedef enum
{
  NRN_TARGET_CLASS,
  NRN_TARGET_ONE_HOT,
  NRN_TARGET_VALUES,
  NRN_TARGET_SIGNS,
} NrnTargetKind;

/**
 * NrnOutputKind:
 * @NRN_OUTPUTS_ANY: any numbers
 * @NRN_OUTPUTS_POSITIVE: positive numbers
 * @NRN_OUTPUTS_PROBABILITIES: numbers from 0 to 1, each for itself
 * @NRN_OUTPUTS_SHARES: numbers from 0 to 1 that sum to 1
 * @NRN_OUTPUTS_SIGNS: numbers about −1 … 1, of which the sign decides
 *
 * What outputs a loss is meant for.
 */
typedef enum
{
  NRN_OUTPUTS_ANY,
  NRN_OUTPUTS_POSITIVE,
  NRN_OUTPUTS_PROBABILITIES,
  NRN_OUTPUTS_SHARES,
  NRN_OUTPUTS_SIGNS,
} NrnOutputKind;

/**
 * NrnLoss:
 * @kind: name and arguments
 * @target_kind: what @targets holds: one number a row for
 *   %NRN_TARGET_CLASS, else (n_rows, n_cols)
 * @outputs: what outputs it is meant for
 * @labels: what labels it is meant for, as bits, see NRN_LABELS_BIT()
 * @divides_by_sum: outputs that do not sum to 1 are divided by their sum
 * @takes_logarithm: it is NaN for outputs below 0
 * @is_relative: it divides by the label
 * @is_of_directions: only the direction of outputs and labels counts
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
  NrnOutputKind outputs;
  guint         labels;
  gboolean      divides_by_sum;
  gboolean      takes_logarithm;
  gboolean      is_relative;
  gboolean      is_of_directions;

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

const char   *nrn_target_kind_get_label
                                       (NrnTargetKind    kind);
NrnTargetKind nrn_loss_get_target_kind (const NrnKind   *loss);
NrnOutputKind nrn_loss_get_output_kind (const NrnKind   *loss);
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
gboolean      nrn_loss_compares_rows   (const NrnKind   *loss);
double        nrn_loss_of_output       (const NrnConfig *loss,
                                        double           output,
                                        double           target);

G_END_DECLS
