/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What fit() has recorded: one row of numbers for each epoch.
 */

#pragma once

#include "nrn-moments.h"
#include "nrn-types.h"

G_BEGIN_DECLS

/* The first series of every history. */
#define NRN_HISTORY_LOSS 0

/**
 * NrnHistoryRows:
 * @NRN_ROWS_TRAINING: the rows that were trained on
 * @NRN_ROWS_VALIDATION: those held out
 *
 * On which rows something was measured.
 */
typedef enum
{
  NRN_ROWS_TRAINING,
  NRN_ROWS_VALIDATION,
  NRN_N_ROWS,
} NrnHistoryRows;

/**
 * NrnEpoch:
 * @loss: mean of the epoch's batch losses, each taken before its update and
 *   weighted by its rows: what Keras prints
 * @accuracy: the metric of this name, likewise; NaN where it is not measured
 * @val_loss: loss on the held-out rows after the epoch; NaN without any
 * @val_accuracy: likewise
 *
 * The numbers of an epoch that all have in common.
 */
typedef struct
{
  double loss;
  double accuracy;
  double val_loss;
  double val_accuracy;
} NrnEpoch;

/**
 * NrnHistory:
 *
 * The epochs of a training so far: the loss and any number of metrics, each
 * by its name, on the rows to train on and on those held out; after which epochs
 * the experiment was edited, and which numbers were changed on the way. An immutable value, atomically
 * ref-counted. Any thread.
 */

NrnHistory        *nrn_history_new          (const NrnEpoch    *epochs,
                                             guint              n_epochs);
NrnHistory        *nrn_history_new_series   (const char *const *names,
                                             const double      *values,
                                             guint              n_epochs);
NrnHistory        *nrn_history_new_marked   (const char *const *names,
                                             const double      *values,
                                             guint              n_epochs,
                                             const guint       *marks,
                                             guint              n_marks);
NrnHistory        *nrn_history_mark         (const NrnHistory  *history);
NrnHistory        *nrn_history_new_sharing  (const NrnHistory  *history,
                                             const NrnHistory  *before);
NrnHistory        *nrn_history_new_start    (const NrnHistory  *history,
                                             guint              n_epochs);
NrnHistory        *nrn_history_new_joined   (const NrnHistory  *before,
                                             const NrnHistory  *after);
NrnHistory        *nrn_history_ref          (const NrnHistory  *history);
void               nrn_history_unref        (NrnHistory        *history);

NrnHistory        *nrn_history_with_changes (const NrnHistory  *history,
                                             const NrnMoments  *changes);
const NrnMoments  *nrn_history_get_changes  (const NrnHistory  *history);

guint              nrn_history_get_n_epochs (const NrnHistory  *history);
NrnEpoch           nrn_history_get_epoch    (const NrnHistory  *history,
                                             guint              epoch);
guint              nrn_history_get_n_series (const NrnHistory  *history);
const char *const *nrn_history_get_names    (const NrnHistory  *history);
int                nrn_history_find         (const NrnHistory  *history,
                                             const char        *name);
double             nrn_history_get          (const NrnHistory  *history,
                                             guint              epoch,
                                             int                series,
                                             NrnHistoryRows     rows);
gboolean           nrn_history_has          (const NrnHistory  *history,
                                             int                series,
                                             NrnHistoryRows     rows);
const guint       *nrn_history_get_marks    (const NrnHistory  *history,
                                             guint             *n_marks);
gboolean           nrn_history_equal        (const NrnHistory  *a,
                                             const NrnHistory  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnHistory, nrn_history_unref)

G_END_DECLS
