/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a training under way holds.
 */

#pragma once

#include "nrn-fit.h"
#include "nrn-tally.h"

G_BEGIN_DECLS

struct _NrnFit
{
  NrnModel      *model;             /* owned */
  NrnOptimizer  *optimizer;         /* owned */
  NrnConfig     *loss;              /* owned */
  NrnSamples    *samples;           /* owned */
  NrnFitOptions  options;           /* keeps what it points at */
  NrnMetrics    *metrics;           /* owned */
  char         **names;             /* owned; "loss" and those of the metrics */

  GRand         *order_rand;        /* owned */
  GRand         *training_rand;     /* owned; what layers draw from */
  guint         *order;             /* owned; the rows, n_train to train on first */
  GBytes        *kept_order;        /* owned; a copy of it for checkpoints, NULL if none was made */
  guint          n_train;
  float         *inputs;            /* owned; a batch, (max_rows, input_dim) */
  float         *targets;           /* owned; a batch, (max_rows, target_dim) */
  float         *row_weights;       /* owned; (n_rows), NULL for all 1 */
  float         *weights;           /* owned; a batch of them, (max_rows) */

  guint          first_epoch;       /* epochs of an earlier fit() that was over */
  guint64        first_update;      /* updates before this fit() */
  guint          n_marks;
  guint         *marks;             /* owned; see nrn_history_get_marks() */
  NrnMoments    *changes;           /* owned; see nrn_history_get_changes(); NULL for none */

  guint          epoch;             /* epochs that are over, those of an earlier fit() too */
  guint          next;              /* place in order of the next row */
  guint          batch;             /* batches that the current epoch was trained on */
  gboolean       epoch_begun;       /* the current epoch has its order */
  NrnTally      *tallies[NRN_N_ROWS]; /* owned; of the epoch under way */
  GArray        *epochs;            /* owned; each the values of both tallies */
  NrnEpoch       last_epoch;
  NrnWeights    *epoch_weights;     /* owned; after the last epoch, or the start */
  gboolean       diverged;

  NrnEarlyStopping early_stopping;
  NrnStopReason  stop;
  guint          best_epoch;        /* restored at the end; 0 for none */
};

void      nrn_fit_make_room      (NrnFit                *fit,
                                  const NrnArchitecture *architecture,
                                  const NrnWeights      *weights,
                                  guint                  max_rows);
guint     nrn_fit_gather_batch   (NrnFit                *fit,
                                  guint                  end);
void      nrn_fit_add_batch      (const NrnFit          *fit,
                                  NrnTally              *tally,
                                  const NrnBatchResult  *result,
                                  guint                  n_rows);
NrnTally *nrn_fit_new_tally      (const NrnFit          *fit);
NrnEpoch  nrn_fit_make_epoch     (const NrnFit          *fit,
                                  const double          *row);
double   *nrn_fit_get_row        (const NrnFit          *fit,
                                  guint                  epoch);
void      nrn_fit_copy_history   (NrnFit                *fit,
                                  const NrnHistory      *history,
                                  guint                  n_epochs);

G_END_DECLS
