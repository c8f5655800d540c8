/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Several experiments, trained in the background.
 */

#pragma once

#include <glib-object.h>

#include "nrn-experiment.h"

G_BEGIN_DECLS

/**
 * NrnTrialState:
 * @NRN_TRIAL_WAITING: not trained to its end yet
 * @NRN_TRIAL_DONE: trained to its end
 * @NRN_TRIAL_DIVERGED: the loss became infinite or not a number
 * @NRN_TRIAL_FAILED: cannot be trained
 *
 * What has become of one of the experiments.
 */
typedef enum
{
  NRN_TRIAL_WAITING,
  NRN_TRIAL_DONE,
  NRN_TRIAL_DIVERGED,
  NRN_TRIAL_FAILED,
} NrnTrialState;

#define NRN_TYPE_TRIALS (nrn_trials_get_type ())

/**
 * NrnTrials:
 *
 * Experiments that are trained from their start, on all cores but with the
 * lowest priority, so that whatever else is going on hardly notices. Each
 * comes to the same bits as when it is trained alone. Main thread only; when
 * it is disposed of, its threads stop within a batch.
 *
 * Signals: "changed" when more of them are over.
 */
G_DECLARE_FINAL_TYPE (NrnTrials, nrn_trials, NRN, TRIALS, GObject)

NrnTrials           *nrn_trials_new           (NrnExperiment *const *experiments,
                                               guint                 n_experiments,
                                               const NrnDataSource  *source,
                                               const NrnDataset     *dataset);
NrnTrials           *nrn_trials_new_seeds     (const NrnExperiment  *experiment,
                                               guint32               first_seed,
                                               guint                 n_seeds,
                                               const NrnDataset     *dataset);
void                 nrn_trials_cancel        (NrnTrials            *trials);
guint                nrn_trials_get_n         (NrnTrials            *trials);
guint                nrn_trials_get_n_over    (NrnTrials            *trials);
guint                nrn_trials_get_n_threads (NrnTrials            *trials);
gboolean             nrn_trials_are_running   (NrnTrials            *trials);
const NrnExperiment *nrn_trials_get           (NrnTrials            *trials,
                                               guint                 trial);
NrnTrialState        nrn_trials_get_state     (NrnTrials            *trials,
                                               guint                 trial);
const NrnHistory    *nrn_trials_get_history   (NrnTrials            *trials,
                                               guint                 trial);
const NrnEpoch      *nrn_trials_get_measured  (NrnTrials            *trials,
                                               guint                 trial);
const char          *nrn_trials_get_problem   (NrnTrials            *trials,
                                               guint                 trial);

G_END_DECLS
