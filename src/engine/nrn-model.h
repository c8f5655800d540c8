/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A network that computes and learns.
 */

#pragma once

#include "nrn-optimizer.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/**
 * NrnModel:
 *
 * A network with weights, gradients and all the memory that a batch needs.
 * Owned by one thread. Nothing but nrn_model_new() and
 * nrn_model_dup_weights() allocates.
 */

/**
 * NrnBatchResult:
 * @loss: mean loss of the batch's rows, each times what it counts, and the
 *   penalties of regularizers
 */
typedef struct
{
  double loss;
} NrnBatchResult;

/**
 * NrnModelWatchFunc:
 * @layer: a layer's index
 * @is_before: whether its backward pass is about to begin; otherwise it is over
 * @d_outputs: before it, gradient of the batch's mean loss by the layer's
 *   outputs; after it, by its weighted sums, for a layer that has such; shape
 *   (n_rows, units)
 * @data: user data
 *
 * Looks at the backward pass on its way; must change nothing.
 */
typedef void (*NrnModelWatchFunc) (guint        layer,
                                   gboolean     is_before,
                                   const float *d_outputs,
                                   gpointer     data);

NrnModel              *nrn_model_new              (const NrnArchitecture  *architecture,
                                                   guint                   max_rows);
void                   nrn_model_free             (NrnModel               *model);
const NrnArchitecture *nrn_model_get_architecture (const NrnModel         *model);
guint                  nrn_model_get_max_rows     (const NrnModel         *model);

void                   nrn_model_set_random       (NrnModel               *model,
                                                   GRand                  *random);
void                   nrn_model_set_weights      (NrnModel               *model,
                                                   const NrnWeights       *weights);
void                   nrn_model_set_weight       (NrnModel               *model,
                                                   gsize                   weight,
                                                   float                   value);
float                  nrn_model_get_gradient     (const NrnModel         *model,
                                                   gsize                   weight);
NrnWeights            *nrn_model_dup_weights      (const NrnModel         *model);
void                   nrn_model_copy_weights     (const NrnModel         *model,
                                                   float                  *weights);
void                   nrn_model_copy_gradients   (const NrnModel         *model,
                                                   float                  *gradients);
gboolean               nrn_model_is_finite        (const NrnModel         *model);
gboolean               nrn_model_undo_update      (NrnModel               *model);

void                   nrn_model_set_row_weights  (NrnModel               *model,
                                                   const float            *weights);
NrnOptimizer          *nrn_model_new_optimizer    (const NrnModel         *model,
                                                   const NrnConfig        *optimizer);
const float           *nrn_model_forward          (NrnModel               *model,
                                                   guint                   n_rows,
                                                   const float            *inputs,
                                                   gboolean                training);
const float           *nrn_model_get_layer_outputs (const NrnModel        *model,
                                                   guint                   layer);
const float           *nrn_model_get_layer_sums   (const NrnModel         *model,
                                                   guint                   layer);
const float           *nrn_model_get_losses       (const NrnModel         *model);
void                   nrn_model_set_watch        (NrnModel               *model,
                                                   NrnModelWatchFunc       watch,
                                                   gpointer                data);
void                   nrn_model_copy_numbers     (const NrnModel         *model,
                                                   const float            *numbers,
                                                   float                  *flat);
void                   nrn_model_predict          (NrnModel               *model,
                                                   guint                   n_rows,
                                                   const float            *inputs,
                                                   float                  *outputs);
gboolean               nrn_model_train_on_batch   (NrnModel               *model,
                                                   const NrnConfig        *loss,
                                                   NrnOptimizer           *optimizer,
                                                   guint                   n_rows,
                                                   const float            *inputs,
                                                   const float            *targets,
                                                   NrnBatchResult         *result);
void                   nrn_model_measure_on_batch (NrnModel               *model,
                                                   const NrnConfig        *loss,
                                                   guint                   n_rows,
                                                   const float            *inputs,
                                                   const float            *targets,
                                                   gboolean                training,
                                                   NrnBatchResult         *result);
void                   nrn_model_test_on_batch    (NrnModel               *model,
                                                   const NrnConfig        *loss,
                                                   guint                   n_rows,
                                                   const float            *inputs,
                                                   const float            *targets,
                                                   NrnBatchResult         *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnModel, nrn_model_free)

G_END_DECLS
