/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All that a student sets up, and what came of it.
 */

#pragma once

#include "nrn-data-source.h"
#include "nrn-fit.h"

G_BEGIN_DECLS

/**
 * NrnExperimentParts:
 * @name: (nullable): what it is called
 * @preset: (nullable): name of the preset that it was made from
 * @source: where the rows come from
 * @scale: whether the features are scaled to 0 … 1
 * @architecture: the network
 * @loss: a loss with its arguments
 * @optimizer: an optimizer with its arguments
 * @fit: batch size, epochs, split, seed
 * @scaler: (nullable): how the features were scaled in training
 * @feature_names: (nullable) (array zero-terminated=1): of the rows that
 *   were trained on
 * @output_names: (nullable) (array zero-terminated=1): one for each output
 * @weights: (nullable): trained weights, of an equal architecture
 * @history: (nullable): what the training recorded
 *
 * The parts of an experiment.
 */
typedef struct
{
  const char            *name;
  const char            *preset;
  const NrnDataSource   *source;
  gboolean               scale;
  const NrnArchitecture *architecture;
  const NrnConfig       *loss;
  const NrnConfig       *optimizer;
  NrnFitOptions          fit;
  const NrnScaler       *scaler;
  const char *const     *feature_names;
  const char *const     *output_names;
  const NrnWeights      *weights;
  const NrnHistory      *history;
} NrnExperimentParts;

/**
 * NrnExperiment:
 *
 * Data source, network, compile and fit settings, and, once trained, the
 * weights and the history. An immutable value, atomically ref-counted: an
 * edit takes the parts, changes some and makes a new experiment that shares
 * the rest. Any thread.
 */
typedef struct _NrnExperiment NrnExperiment;

NrnExperiment            *nrn_experiment_new       (const NrnExperimentParts  *parts);
NrnExperiment            *nrn_experiment_ref       (const NrnExperiment       *experiment);
void                      nrn_experiment_unref     (NrnExperiment             *experiment);
const NrnExperimentParts *nrn_experiment_get_parts (const NrnExperiment       *experiment);
NrnExperiment            *nrn_experiment_with_seed (const NrnExperiment       *experiment,
                                                    guint32                    seed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnExperiment, nrn_experiment_unref)

G_END_DECLS
