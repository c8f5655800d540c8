/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What each loss makes of a few outputs.
 */

#pragma once

#include "nrn-loss.h"

G_BEGIN_DECLS

/**
 * NrnLossSample:
 * @output: of a network with one output, 0 … 1
 * @label: what is right, 0 or 1
 *
 * One sample on the bench.
 */
typedef struct
{
  double output;
  guint  label;
} NrnLossSample;

/**
 * NrnLossErrors:
 * @signed_sum: Σ (output − label), in which errors of opposite sign cancel
 * @absolute_sum: Σ |output − label|
 * @squared_sum: Σ (output − label)²
 *
 * The errors of a batch, added up in three ways.
 */
typedef struct
{
  double signed_sum;
  double absolute_sum;
  double squared_sum;
} NrnLossErrors;

double nrn_loss_bench_measure (const NrnConfig     *loss,
                               const NrnLossSample *samples,
                               guint                n_samples);
void   nrn_loss_bench_trace   (const NrnConfig     *loss,
                               const NrnLossSample *samples,
                               guint                n_samples,
                               guint                moved,
                               guint                n_points,
                               double              *values);
void   nrn_loss_bench_add_up  (const NrnLossSample *samples,
                               guint                n_samples,
                               NrnLossErrors       *errors);

G_END_DECLS
