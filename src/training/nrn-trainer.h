/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The thread that trains.
 */

#pragma once

#include <glib-object.h>

#include "nrn-checkpoints.h"
#include "nrn-snapshot.h"
#include "nrn-timeline.h"

G_BEGIN_DECLS

/**
 * NrnStepUnit:
 * @NRN_STEP_SAMPLE: one sample is shown; the last of a batch brings the
 *   update with it
 * @NRN_STEP_BATCH: one update
 * @NRN_STEP_EPOCH: up to the end of the epoch
 *
 * How far a step goes.
 */
typedef enum
{
  NRN_STEP_SAMPLE,
  NRN_STEP_BATCH,
  NRN_STEP_EPOCH,
} NrnStepUnit;

#define NRN_TYPE_TRAINER (nrn_trainer_get_type ())

/**
 * NrnTrainer:
 *
 * Trains on a thread of its own. Commands go in through a queue and are
 * obeyed within one step; snapshots come out, at most one for each time
 * that the main thread asks. All functions are for the main thread.
 *
 * Properties: "state" (#NrnTrainingState as int), notified on the main
 * thread. Signals: "snapshot" when a new snapshot has arrived; "move" when
 * the training is about to be played, stepped or reset.
 */
G_DECLARE_FINAL_TYPE (NrnTrainer, nrn_trainer, NRN, TRAINER, GObject)

NrnTrainer        *nrn_trainer_new               (const NrnArchitecture  *architecture,
                                                  const NrnWeights       *weights,
                                                  const NrnConfig        *loss,
                                                  const NrnConfig        *optimizer,
                                                  const NrnSamples       *samples,
                                                  const NrnFitOptions    *options,
                                                  GError                **error);
NrnTrainer        *nrn_trainer_new_continued     (const NrnArchitecture  *architecture,
                                                  const NrnWeights       *weights,
                                                  const NrnHistory       *history,
                                                  NrnTimeline            *timeline,
                                                  const NrnConfig        *loss,
                                                  const NrnConfig        *optimizer,
                                                  const NrnSamples       *samples,
                                                  const NrnFitOptions    *options,
                                                  GError                **error);
NrnTrainer        *nrn_trainer_new_resumed       (const NrnArchitecture  *architecture,
                                                  const NrnCheckpoint    *checkpoint,
                                                  const NrnHistory       *history,
                                                  NrnTimeline            *timeline,
                                                  const NrnConfig        *loss,
                                                  const NrnConfig        *optimizer,
                                                  const NrnSamples       *samples,
                                                  const NrnFitOptions    *options,
                                                  GError                **error);
void               nrn_trainer_play              (NrnTrainer             *trainer);
void               nrn_trainer_pause             (NrnTrainer             *trainer);
void               nrn_trainer_step              (NrnTrainer             *trainer,
                                                  NrnStepUnit             unit);
void               nrn_trainer_reset             (NrnTrainer             *trainer);
void               nrn_trainer_extend            (NrnTrainer             *trainer);
void               nrn_trainer_set_pace          (NrnTrainer             *trainer,
                                                  double                  updates_per_second);
double             nrn_trainer_get_pace          (NrnTrainer             *trainer);
void               nrn_trainer_set_learning_rate (NrnTrainer             *trainer,
                                                  double                  learning_rate);
void               nrn_trainer_set_options       (NrnTrainer             *trainer,
                                                  const NrnFitOptions    *options);
void               nrn_trainer_fit_room          (NrnTrainer             *trainer);
void               nrn_trainer_request_snapshot  (NrnTrainer             *trainer);
NrnSnapshot       *nrn_trainer_get_snapshot      (NrnTrainer             *trainer);
NrnTimeline       *nrn_trainer_get_timeline      (NrnTrainer             *trainer);
NrnCheckpoints    *nrn_trainer_get_checkpoints   (NrnTrainer             *trainer);
NrnTrainingState   nrn_trainer_get_state         (NrnTrainer             *trainer);
double             nrn_trainer_get_speed         (NrnTrainer             *trainer);
void               nrn_trainer_stop              (NrnTrainer             *trainer);

G_END_DECLS
