/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the options of `neurons-cli train` to an experiment.
 */

#pragma once

#include "nrn-cli-csv.h"
#include "nrn-experiment.h"

G_BEGIN_DECLS

/**
 * NrnCliTrainOptions:
 *
 * The options as they were given; %NULL or 0 where they were not. The
 * fields are called as the options are.
 */
typedef struct
{
  char    *preset;
  char    *network;
  char    *activations;
  char    *layers;
  char    *model;
  char    *code;
  char    *data;
  char    *features;
  char    *target;
  char    *sample_weight;
  NrnCliCsvOptions csv;
  gboolean scale;
  gboolean no_scale;
  char    *loss;
  char    *metrics;
  char    *class_weight;
  char    *optimizer;
  char    *learning_rate;
  char   **optimizer_options;
  char    *batch_size;
  char    *epochs;
  gboolean shuffle;
  gboolean no_shuffle;
  char    *validation_split;
  gboolean validation_shuffled;
  char    *stop_accuracy;
  char    *early_stopping;
  char    *patience;
  char    *min_delta;
  gboolean restore_best_weights;
  char    *mode;
  char    *baseline;
  char    *start_from_epoch;
  char    *seed;
  gboolean continue_training;
} NrnCliTrainOptions;

NrnExperiment *nrn_cli_setup_experiment (const NrnCliTrainOptions  *options,
                                         const char                *path,
                                         NrnDataset               **dataset,
                                         GError                   **error);
gboolean       nrn_cli_setup_fit        (NrnFitOptions             *fit,
                                         const NrnCliTrainOptions  *options,
                                         GError                   **error);

G_END_DECLS
