/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments that Neurons brings along.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/**
 * NrnPreset:
 * @name: as on the command line: "drug-trial"
 * @title: (translatable): what the interface calls it
 * @generator: name of the generator of its rows
 * @network: units, e.g. "1-6-32-2"
 * @activations: e.g. "relu,relu,sigmoid"
 * @loss: name of the loss
 * @optimizer: name of the optimizer
 * @learning_rate: its learning rate
 * @batch_size: rows of a batch
 * @epochs: passes over the rows
 * @seed: the seed that it opens with; chosen, and said to be
 * @printed: (array length=n_printed) (nullable): what the course notes print
 *   for this experiment, epoch by epoch
 * @n_printed: how many epochs of that there are
 * @printed_note: (translatable) (nullable): what to know about it
 *
 * One experiment, as data. Static.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *generator;
  const char *network;
  const char *activations;
  const char *loss;
  const char *optimizer;
  double      learning_rate;
  guint       batch_size;
  guint       epochs;
  guint32     seed;

  const NrnEpoch *printed;
  guint           n_printed;
  const char     *printed_note;
} NrnPreset;

const NrnPreset *nrn_preset_get_all        (guint            *n_presets);
const NrnPreset *nrn_preset_find           (const char       *name,
                                            GError          **error);
const NrnPreset *nrn_preset_of             (const NrnExperimentParts *parts);
void             nrn_preset_get_best       (const NrnExperimentParts *parts,
                                            double           *loss,
                                            double           *accuracy);
gboolean         nrn_preset_has_its_rows   (const NrnExperimentParts *parts);
NrnExperiment   *nrn_preset_new_experiment (const NrnPreset  *preset,
                                            guint32           seed);

G_END_DECLS
