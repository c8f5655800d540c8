/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Training steps of fixed shapes, fused by hand: about the least work that
 * the same mathematics can be done with. What the engine, whose shapes are
 * known only at run time, is compared with.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NrnFusedDrugTrial NrnFusedDrugTrial;
typedef struct _NrnFusedAnimals   NrnFusedAnimals;

/**
 * NrnFusedActivation:
 *
 * Of the hidden layers of the drug trial.
 */
typedef enum
{
  NRN_FUSED_RELU,
  NRN_FUSED_SIGMOID,
  NRN_FUSED_TANH,
  NRN_FUSED_GELU,
  NRN_FUSED_N_ACTIVATIONS,
} NrnFusedActivation;

/**
 * NrnFusedOptimizer:
 *
 * With Keras' defaults but for the learning rate.
 */
typedef enum
{
  NRN_FUSED_ADAM,
  NRN_FUSED_SGD,
  NRN_FUSED_RMSPROP,
  NRN_FUSED_N_OPTIMIZERS,
} NrnFusedOptimizer;

NrnFusedDrugTrial *nrn_fused_drug_trial_new   (const float        *weights,
                                               NrnFusedActivation  activation,
                                               NrnFusedOptimizer   optimizer,
                                               double              learning_rate);
void               nrn_fused_drug_trial_free  (NrnFusedDrugTrial *fused);
double             nrn_fused_drug_trial_step  (NrnFusedDrugTrial *fused,
                                               guint              n_rows,
                                               const float       *inputs,
                                               const float       *labels,
                                               guint             *n_right);
void               nrn_fused_drug_trial_get   (NrnFusedDrugTrial *fused,
                                               float             *weights);

NrnFusedAnimals   *nrn_fused_animals_new      (const float       *weights);
void               nrn_fused_animals_free     (NrnFusedAnimals   *fused);
double             nrn_fused_animals_step     (NrnFusedAnimals   *fused,
                                               guint              n_rows,
                                               const float       *inputs,
                                               const float       *labels,
                                               guint             *n_right);
void               nrn_fused_animals_get      (NrnFusedAnimals   *fused,
                                               float             *weights);

G_END_DECLS
