/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All numbers of one update.
 */

#pragma once

#include "nrn-fit.h"

G_BEGIN_DECLS

/**
 * NrnTraceLayer:
 * @units: its outputs
 * @sums: (nullable): the weighted sums, before the activation; %NULL for a
 *   layer that has none
 * @outputs: what it gave
 * @d_outputs: (nullable): gradient of the batch's mean loss by the outputs;
 *   %NULL if nothing that learns comes before, or is, the layer
 * @d_sums: (nullable): the same by the sums, which is called delta; %NULL
 *   without one of the two
 *
 * What a layer did with a batch. All arrays are (n_rows, units).
 */
typedef struct
{
  guint        units;
  const float *sums;
  const float *outputs;
  const float *d_outputs;
  const float *d_sums;
} NrnTraceLayer;

/**
 * NrnTrace:
 *
 * All that happens in one update: forward, loss, backward, update. The numbers
 * are those that training itself computed. An immutable value, atomically
 * ref-counted. Any thread.
 */
typedef struct _NrnTrace NrnTrace;

NrnTrace          *nrn_trace_new               (NrnFit         *fit);
NrnTrace          *nrn_trace_ref               (const NrnTrace *trace);
void               nrn_trace_unref             (NrnTrace       *trace);

guint64            nrn_trace_get_update        (const NrnTrace *trace);
guint              nrn_trace_get_n_rows        (const NrnTrace *trace);
const guint       *nrn_trace_get_rows          (const NrnTrace *trace);
const float       *nrn_trace_get_inputs        (const NrnTrace *trace);
const float       *nrn_trace_get_targets       (const NrnTrace *trace,
                                                guint          *target_dim);
const float       *nrn_trace_get_row_weights   (const NrnTrace *trace);
const float       *nrn_trace_get_losses        (const NrnTrace *trace);
GRand             *nrn_trace_dup_random        (const NrnTrace *trace);
void               nrn_trace_get_layer         (const NrnTrace *trace,
                                                guint           layer,
                                                NrnTraceLayer  *values);
const float       *nrn_trace_get_layer_inputs  (const NrnTrace *trace,
                                                guint           layer,
                                                guint          *input_dim);

const NrnWeights  *nrn_trace_get_weights       (const NrnTrace *trace);
const NrnWeights  *nrn_trace_get_new_weights   (const NrnTrace *trace);
float              nrn_trace_try_learning_rate (const NrnTrace *trace,
                                                gsize           weight,
                                                double          learning_rate);
const float       *nrn_trace_get_gradients     (const NrnTrace *trace);
const float       *nrn_trace_get_clipped       (const NrnTrace *trace);
const NrnConfig   *nrn_trace_get_loss_function (const NrnTrace *trace);
const NrnConfig   *nrn_trace_get_optimizer     (const NrnTrace *trace);
double             nrn_trace_get_learning_rate (const NrnTrace *trace);
guint64            nrn_trace_get_step          (const NrnTrace *trace);
guint              nrn_trace_get_n_slots       (const NrnTrace *trace);
const float       *nrn_trace_get_slot          (const NrnTrace *trace,
                                                guint           slot,
                                                gboolean        after);
float              nrn_trace_get_product       (const NrnTrace *trace,
                                                gboolean        after);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnTrace, nrn_trace_unref)

G_END_DECLS
