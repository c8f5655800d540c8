/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The loss over one weight.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-experiment.h"
#include "nrn-loss-step.h"
#include "nrn-trace.h"

G_BEGIN_DECLS

/* Enough for a smooth curve. */
#define NRN_LOSS_VALLEY_N_POINTS 121

/**
 * NrnLossValleyQuestion:
 * @experiment: says what is measured, and which rows are trained on
 * @samples: its rows
 * @weights: the network
 * @weight: which of the flat weights is moved
 * @trace: (nullable): of the update that follows on @weights: only the rows of
 *   its batch count; %NULL for the rows to train on
 * @minimum: the least value of the weight
 * @maximum: the most, which is larger
 *
 * What is to be found out.
 */
typedef struct
{
  const NrnExperiment *experiment;
  const NrnSamples    *samples;
  const NrnWeights    *weights;
  gsize                weight;
  const NrnTrace      *trace;
  double               minimum;
  double               maximum;
} NrnLossValleyQuestion;

/**
 * NrnLossValley:
 *
 * The mean loss of some rows, with the penalties of all regularizers, while
 * one weight takes many values and all others stay. The network does what it
 * does in training: Dropout drops the same values at every point. An immutable
 * value, atomically ref-counted. Any thread.
 */
typedef struct _NrnLossValley NrnLossValley;

void           nrn_loss_valley_choose_range  (double                        centre,
                                              double                        reach,
                                              double                       *minimum,
                                              double                       *maximum);
NrnLossValley *nrn_loss_valley_new           (const NrnLossValleyQuestion  *question,
                                              GCancellable                 *cancellable,
                                              GError                      **error);
void           nrn_loss_valley_new_async     (const NrnLossValleyQuestion  *question,
                                              GCancellable                 *cancellable,
                                              GAsyncReadyCallback           callback,
                                              gpointer                      data);
NrnLossValley *nrn_loss_valley_new_finish    (GAsyncResult                 *result,
                                              GError                      **error);
NrnLossValley *nrn_loss_valley_ref           (const NrnLossValley          *valley);
void           nrn_loss_valley_unref         (NrnLossValley                *valley);

const double  *nrn_loss_valley_get_values    (const NrnLossValley          *valley,
                                              guint                        *n_points);
const double  *nrn_loss_valley_get_losses    (const NrnLossValley          *valley);
double         nrn_loss_valley_find_loss     (const NrnLossValley          *valley,
                                              double                        value);
guint          nrn_loss_valley_get_n_rows    (const NrnLossValley          *valley,
                                              guint                        *n_all_rows);
gboolean       nrn_loss_valley_is_of_batch   (const NrnLossValley          *valley);
gboolean       nrn_loss_valley_has_penalties (const NrnLossValley          *valley);
gboolean       nrn_loss_valley_is_as_in_training
                                             (const NrnLossValley          *valley);
char          *nrn_loss_valley_describe      (const NrnLossValley          *valley);
char          *nrn_loss_valley_describe_curve (const NrnLossValley         *valley);

void           nrn_loss_valley_step          (const NrnLossValley          *valley,
                                              NrnLossStep                  *step);
void           nrn_loss_valley_step_async    (const NrnLossValley          *valley,
                                              const NrnLossStep            *step,
                                              GCancellable                 *cancellable,
                                              GAsyncReadyCallback           callback,
                                              gpointer                      data);
gboolean       nrn_loss_valley_step_finish   (GAsyncResult                 *result,
                                              NrnLossStep                  *step);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnLossValley, nrn_loss_valley_unref)

G_END_DECLS
