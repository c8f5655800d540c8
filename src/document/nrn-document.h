/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The experiment that a window shows, and its training.
 */

#pragma once

#include <glib-object.h>

#include "nrn-diagnosis.h"
#include "nrn-doctor.h"
#include "nrn-experiment.h"
#include "nrn-findings.h"
#include "nrn-moments.h"
#include "nrn-prepared-rows.h"
#include "nrn-trace.h"
#include "nrn-trainer.h"
#include "nrn-unit-map.h"
#include "nrn-work.h"

G_BEGIN_DECLS

/**
 * NrnTimelineUse:
 * @n_bytes: what the past of the training takes
 * @first_update: the earliest update that can be looked at
 * @last_update: the newest one
 * @farthest: how many of them are made again for it, at most
 * @n_epochs: epochs whose weights are kept, the start among them
 *
 * What is kept of a training.
 */
typedef struct
{
  gsize   n_bytes;
  guint64 first_update;
  guint64 last_update;
  guint64 farthest;
  guint   n_epochs;
} NrnTimelineUse;

#define NRN_TYPE_DOCUMENT (nrn_document_get_type ())

/**
 * NrnDocument:
 *
 * The one owner of what a window shows: the current experiment, its rows,
 * the trainer and the newest snapshot. Widgets ask it and never change one
 * another. Main thread only.
 *
 * Signals: "experiment-changed" when another experiment is in place;
 * "snapshot-changed" when the training has moved; "watched-changed" when
 * another sample is watched; "measured-changed" when there are more epochs in
 * nrn_document_get_measured(), or none any more; "result-changed" when
 * nrn_document_get_result() says something else; "diagnosis-changed" when
 * something else is wrong with the training, or nothing any more;
 * "moments-changed" when there are others in nrn_document_get_moments();
 * "trace-changed" when what nrn_document_request_trace() was asked for is there;
 * "words-changed" when nrn_document_get_words() says something else;
 * "findings-changed" when something has been looked for anew, or is not to be
 * shown again; "undo-changed" when there is another edit to take back or to
 * make again;
 * "runs-changed" when other runs are on the shelf.
 */
G_DECLARE_FINAL_TYPE (NrnDocument, nrn_document, NRN, DOCUMENT, GObject)

/**
 * NrnDocumentIntroduceFunc:
 * @data: as given to nrn_document_introduce()
 *
 * Makes widgets that listen to a document.
 */
typedef void (*NrnDocumentIntroduceFunc) (gpointer data);

NrnDocument         *nrn_document_new               (void);
void                 nrn_document_introduce         (NrnDocument               *document,
                                                     NrnDocumentIntroduceFunc   connect,
                                                     gpointer                   data);

gboolean             nrn_document_set_experiment    (NrnDocument               *document,
                                                     const NrnExperiment       *experiment,
                                                     GError                   **error);
gboolean             nrn_document_set_work          (NrnDocument               *document,
                                                     const NrnWork             *work,
                                                     GError                   **error);
gboolean             nrn_document_replace           (NrnDocument               *document,
                                                     const NrnExperiment       *experiment,
                                                     GError                   **error);
gboolean             nrn_document_import            (NrnDocument               *document,
                                                     const NrnExperiment       *experiment,
                                                     GError                   **error);
gboolean             nrn_document_begin_anew        (NrnDocument               *document,
                                                     const NrnExperimentParts  *parts,
                                                     GError                   **error);
gboolean             nrn_document_edit              (NrnDocument               *document,
                                                     const NrnExperimentParts  *parts,
                                                     GError                   **error);
void                 nrn_document_offer_rows        (NrnDocument               *document,
                                                     const NrnDataSource       *source,
                                                     const NrnDataset          *dataset);
void                 nrn_document_offer_prepared    (NrnDocument               *document,
                                                     const NrnDataSource       *source,
                                                     NrnPreparedRows           *prepared);
gboolean             nrn_document_edit_network      (NrnDocument               *document,
                                                     const NrnUnitMap          *map,
                                                     GError                   **error);
const NrnUnitMap    *nrn_document_get_change        (NrnDocument               *document);
gboolean             nrn_document_set_weights       (NrnDocument               *document,
                                                     const NrnWeights          *weights,
                                                     GError                   **error);
gboolean             nrn_document_set_weight        (NrnDocument               *document,
                                                     gsize                      weight,
                                                     double                     value,
                                                     GError                   **error);
void                 nrn_document_preview_weight    (NrnDocument               *document,
                                                     gsize                      weight,
                                                     double                     value);
void                 nrn_document_end_preview       (NrnDocument               *document);
gboolean             nrn_document_set_learning_rate (NrnDocument               *document,
                                                     double                     learning_rate,
                                                     GError                   **error);
gboolean             nrn_document_set_fit           (NrnDocument               *document,
                                                     const NrnFitOptions       *fit,
                                                     GError                   **error);
const NrnExperiment *nrn_document_get_experiment    (NrnDocument               *document);
const NrnDataset    *nrn_document_get_dataset       (NrnDocument               *document);
const NrnSamples    *nrn_document_get_samples       (NrnDocument               *document);
const NrnScaler     *nrn_document_get_scaler        (NrnDocument               *document);
NrnTrainer          *nrn_document_get_trainer       (NrnDocument               *document);
const NrnSnapshot   *nrn_document_get_snapshot      (NrnDocument               *document);
const NrnHistory    *nrn_document_get_history       (NrnDocument               *document);
NrnExperiment       *nrn_document_dup_trained       (NrnDocument               *document);
NrnWork             *nrn_document_dup_work          (NrnDocument               *document,
                                                     gsize                      timeline_bytes);
gboolean             nrn_document_is_where_it_began (NrnDocument               *document);
const char          *nrn_document_get_words         (NrnDocument               *document,
                                                     guint                     *epoch);

gboolean             nrn_document_show_epoch        (NrnDocument               *document,
                                                     guint                      epoch);
gboolean             nrn_document_show_update       (NrnDocument               *document,
                                                     guint64                    update);
guint64              nrn_document_find_update       (NrnDocument               *document,
                                                     double                     epochs);
void                 nrn_document_show_now          (NrnDocument               *document);
int                  nrn_document_get_shown_epoch   (NrnDocument               *document);
gint64               nrn_document_get_shown_update  (NrnDocument               *document);
const NrnTrace      *nrn_document_get_trace         (NrnDocument               *document);
const NrnTrace      *nrn_document_request_trace     (NrnDocument               *document,
                                                     gboolean                  *is_coming);
void                 nrn_document_get_timeline_use  (NrnDocument               *document,
                                                     NrnTimelineUse            *use);
gboolean             nrn_document_go_on_from_here   (NrnDocument               *document,
                                                     GError                   **error);
NrnFit              *nrn_document_get_moment        (NrnDocument               *document);
void                 nrn_document_set_measuring     (NrnDocument               *document,
                                                     gboolean                   measuring);
const NrnHistory    *nrn_document_get_measured      (NrnDocument               *document);
double               nrn_document_get_result        (NrnDocument               *document);
const NrnDiagnosis  *nrn_document_get_diagnosis     (NrnDocument               *document);
const NrnMoments    *nrn_document_get_moments       (NrnDocument               *document);
const NrnMoment     *nrn_document_get_shown_moment  (NrnDocument               *document);
char                *nrn_document_describe_moment   (NrnDocument               *document,
                                                     const NrnMoment           *moment);

void                 nrn_document_set_finding       (NrnDocument               *document,
                                                     gboolean                   finding);
const NrnFindings   *nrn_document_get_findings      (NrnDocument               *document);
NrnFindings         *nrn_document_look              (NrnDocument               *document);
void                 nrn_document_dismiss           (NrnDocument               *document,
                                                     const char                *key);
char               **nrn_document_dup_dismissed     (NrnDocument               *document);
gboolean             nrn_document_is_dismissed      (NrnDocument               *document,
                                                     const char                *key);
gboolean             nrn_document_apply_remedy      (NrnDocument               *document,
                                                     const NrnFinding          *finding,
                                                     guint                      remedy,
                                                     GError                   **error);
gboolean             nrn_document_reroll_units      (NrnDocument               *document,
                                                     guint                      layer,
                                                     guint                      n_units,
                                                     const guint               *units,
                                                     guint32                    seed,
                                                     GError                   **error);

gboolean             nrn_document_undo              (NrnDocument               *document,
                                                     GError                   **error);
gboolean             nrn_document_redo              (NrnDocument               *document,
                                                     GError                   **error);
const char          *nrn_document_get_undo_name     (NrnDocument               *document);
const char          *nrn_document_get_redo_name     (NrnDocument               *document);

const NrnShelf      *nrn_document_get_shelf         (NrnDocument               *document);
gboolean             nrn_document_can_keep_run      (NrnDocument               *document);
guint                nrn_document_keep_run          (NrnDocument               *document);
void                 nrn_document_rename_run        (NrnDocument               *document,
                                                     guint                      id,
                                                     const char                *name);
void                 nrn_document_remove_run        (NrnDocument               *document,
                                                     guint                      id);
gboolean             nrn_document_load_run          (NrnDocument               *document,
                                                     guint                      id,
                                                     GError                   **error);

void                 nrn_document_mark_saved        (NrnDocument               *document,
                                                     const NrnWork             *work);
void                 nrn_document_mark_changed      (NrnDocument               *document);
gboolean             nrn_document_is_changed        (NrnDocument               *document);

void                 nrn_document_get_pairing       (NrnDocument               *document,
                                                     NrnPairing                *pairing);
gboolean             nrn_document_check_network     (NrnDocument               *document,
                                                     const NrnArchitecture     *architecture,
                                                     GError                   **error);
gboolean             nrn_document_apply_fix         (NrnDocument               *document,
                                                     const NrnExperimentParts  *parts,
                                                     const NrnFix              *fix,
                                                     GError                   **error);

const float         *nrn_document_get_watched       (NrnDocument               *document);
int                  nrn_document_get_watched_row   (NrnDocument               *document);
void                 nrn_document_watch_row         (NrnDocument               *document,
                                                     int                        row);
int                  nrn_document_get_chosen_row    (NrnDocument               *document);
void                 nrn_document_choose_row        (NrnDocument               *document,
                                                     guint                      row);
void                 nrn_document_set_watched       (NrnDocument               *document,
                                                     const float               *features);

G_END_DECLS
