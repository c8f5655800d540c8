/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the document share.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-document.h"
#include "nrn-measure.h"

G_BEGIN_DECLS

struct _NrnDocument
{
  GObject        parent_instance;

  /* Owned; NULL before the first experiment */
  NrnExperiment *experiment;
  NrnDataset    *dataset;
  NrnSamples    *samples;
  NrnScaler     *scaler;        /* NULL if the features are not scaled */
  NrnTrainer    *trainer;
  NrnSnapshot   *now;           /* the newest one */
  NrnSnapshot   *snapshot;      /* what is shown: now, or an earlier epoch */
  float         *watched;       /* the features of the watched sample, unscaled */
  gulong         snapshot_id;
  gulong         move_id;

  int            shown_epoch;   /* -1 for now */

  /* Measuring, owned */
  gboolean       is_measuring;
  NrnTimeline   *measured_of;   /* whose epochs `measured` has; NULL for none */
  NrnHistory    *measured;
  GCancellable  *measuring;     /* NULL unless a job is under way */

  double         result;        /* share of right rows at the end; NaN if not known */
  NrnWeights    *result_of;     /* owned; NULL for none */
  GCancellable  *checking;      /* owned; NULL unless the result is being measured */

  NrnDiagnosis   diagnosis;     /* of the epochs so far */
  NrnTimeline   *diagnosed;     /* owned; whose epochs those are; NULL for none */
  GCancellable  *diagnosing;    /* owned; NULL unless a job is under way */
};

typedef enum
{
  NRN_DOCUMENT_EXPERIMENT_CHANGED,
  NRN_DOCUMENT_SNAPSHOT_CHANGED,
  NRN_DOCUMENT_WATCHED_CHANGED,
  NRN_DOCUMENT_MEASURED_CHANGED,
  NRN_DOCUMENT_RESULT_CHANGED,
  NRN_DOCUMENT_DIAGNOSIS_CHANGED,
  NRN_DOCUMENT_N_SIGNALS
} NrnDocumentSignal;

void nrn_document_emit             (NrnDocument       *document,
                                    NrnDocumentSignal  signal);
void nrn_document_update_shown     (NrnDocument       *document);
void nrn_document_update_measured  (NrnDocument       *document);
void nrn_document_clear_measured   (NrnDocument       *document);
void nrn_document_update_result    (NrnDocument       *document);
void nrn_document_clear_result     (NrnDocument       *document);
void nrn_document_update_diagnosis (NrnDocument       *document);
void nrn_document_clear_diagnosis  (NrnDocument       *document);

G_END_DECLS
