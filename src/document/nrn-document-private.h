/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the document share.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-document.h"
#include "nrn-edit.h"
#include "nrn-measure.h"
#include "nrn-moment-finder.h"
#include "nrn-replay.h"
#include "nrn-room.h"
#include "nrn-unit-map.h"

G_BEGIN_DECLS

/* Where exactly a training is, to go on from there once more. */
typedef struct
{
  NrnCheckpoint *checkpoint;    /* owned; NULL if it is not known */
  NrnTimeline   *timeline;      /* owned; the epochs until then, or NULL */
  NrnMoments    *moments;       /* owned; what had been found of them, unit by unit, or NULL */
} NrnPlace;

#define NRN_PLACE_UNKNOWN ((NrnPlace) { NULL, NULL, NULL })

/* An edit that can be taken back, or made again. */
typedef struct _NrnEdit NrnEdit;

struct _NrnDocument
{
  GObject        parent_instance;

  /* Owned; NULL before the first experiment */
  NrnExperiment *experiment;
  NrnDataset    *dataset;
  NrnDataset    *rows;          /* the same with the names that they have themselves */
  NrnSamples    *samples;
  NrnScaler     *scaler;        /* NULL if the features are not scaled */
  NrnTrainer    *trainer;
  NrnSnapshot   *now;           /* the newest one */
  NrnSnapshot   *snapshot;      /* what is shown: now, or an earlier epoch */
  float         *watched;       /* the features of the watched sample, unscaled */
  int            watched_row;   /* the row that the training shows, or -1 for another one */
  int            chosen_row;    /* the row that somebody has chosen, or -1 for another one */
  gulong         snapshot_id;
  gulong         move_id;

  int            shown_epoch;   /* epochs that were over at what is shown; -1 for now */
  gint64         shown_update;  /* updates before it; -1 for now */
  gboolean       has_moved;     /* since the experiment was put in place */
  NrnReplay     *replay;        /* owned; NULL until something is looked back at */
  NrnCheckpoints *replay_of;    /* owned; whose moments it makes again */
  NrnTrace      *trace;         /* owned; of the last moment that somebody asked for, or NULL */
  GCancellable  *tracing;       /* owned; NULL unless one is made away from the main thread */
  gint64         untraceable;   /* updates after which there is known to be none, or -1 */

  gboolean       has_preview;   /* see nrn-document-weight.c */
  gsize          preview;       /* which weight */
  float          preview_value;

  NrnExperiment *saved;         /* owned; see nrn-document-saved.c; NULL if all may be lost */
  NrnShelf      *saved_shelf;   /* owned; as `saved` */
  gboolean       is_lost;       /* there is no other copy of it */

  NrnShelf      *shelf;         /* owned; the kept runs */

  GPtrArray     *undo;          /* owned; #NrnEdit, the last one last */
  GPtrArray     *redo;          /* owned; #NrnEdit taken back, the last one last */
  gint64         edit_from_us;  /* when the edit under way has begun, monotonic */

  NrnUnitMap    *change;        /* owned; see nrn_document_get_change() */

  /* Owned; rows that are ready for the next edit; NULL for none */
  NrnDataSource *offered;
  NrnDataset    *offered_rows;
  NrnPreparedRows *offered_prepared;

  /* Measuring, owned */
  gboolean       is_measuring;
  NrnTimeline   *measured_of;   /* whose epochs `measured` has; NULL for none */
  NrnHistory    *measured;
  GCancellable  *measuring;     /* NULL unless a job is under way */

  double         result;        /* share of right rows at the end; NaN if not known */
  NrnWeights    *result_of;     /* owned; NULL for none */
  GCancellable  *checking;      /* owned; NULL unless the result is being measured */

  char          *words;         /* owned; what an epoch has changed; NULL for none */
  guint          words_epoch;   /* which one, counted from 1 */
  NrnTimeline   *words_of;      /* owned; whose epoch that is; NULL for none */
  gint64         words_next_us; /* while training, no others before that */
  GCancellable  *wording;       /* owned; NULL unless a job is under way */

  NrnDiagnosis   diagnosis;     /* of the epochs so far */
  NrnTimeline   *diagnosed;     /* owned; whose epochs those are; NULL for none */
  GCancellable  *diagnosing;    /* owned; NULL unless a job is under way */

  NrnMoments    *moments;       /* owned; of the training so far; never NULL */
  NrnMoments    *found_moments; /* owned; the same unit by unit; NULL until some were found */
  NrnTimeline   *moments_of;    /* owned; whose moments those are; NULL for none */
  NrnMoments    *known_moments; /* owned; of what it goes on after; NULL for nothing */
  guint          n_looked_at;   /* epochs and changes by hand */
  gint64         found_from_us; /* monotonic: when the last job began, and */
  gint64         find_again_us; /* when there may be another while it trains */
  GTask         *finding;       /* owned; NULL unless a job is under way */
  GPtrArray     *stopped_jobs;  /* owned; GTask, which may still be at it */
  NrnMomentFinder *finder;      /* owned; NULL while a job has it */
  /* Findings; see nrn-document-findings.c */
  gboolean       is_finding;    /* somebody wants them */
  NrnFindings   *findings;      /* owned; NULL until there are some */
  GPtrArray     *dismissed;     /* owned; their keys */
  guint          looking_id;    /* 0 unless a look is due */
  GCancellable  *looking;       /* owned; NULL unless a job is under way */
};

typedef enum
{
  NRN_DOCUMENT_EXPERIMENT_CHANGED,
  NRN_DOCUMENT_SNAPSHOT_CHANGED,
  NRN_DOCUMENT_WATCHED_CHANGED,
  NRN_DOCUMENT_MEASURED_CHANGED,
  NRN_DOCUMENT_RESULT_CHANGED,
  NRN_DOCUMENT_DIAGNOSIS_CHANGED,
  NRN_DOCUMENT_MOMENTS_CHANGED,
  NRN_DOCUMENT_FINDINGS_CHANGED,
  NRN_DOCUMENT_WORDS_CHANGED,
  NRN_DOCUMENT_UNDO_CHANGED,
  NRN_DOCUMENT_RUNS_CHANGED,
  NRN_DOCUMENT_TRACE_CHANGED,
  NRN_DOCUMENT_N_SIGNALS
} NrnDocumentSignal;

/* nrn-document.c */
void     nrn_document_emit             (NrnDocument          *document,
                                        NrnDocumentSignal     signal);
NrnExperiment *
         nrn_document_capture          (NrnDocument          *document);
NrnTimeline *
         nrn_document_get_kept_timeline
                                       (NrnDocument          *document,
                                        const NrnExperiment  *experiment,
                                        const NrnUnitMap     *map);
gboolean nrn_document_put              (NrnDocument          *document,
                                        const NrnExperiment  *experiment,
                                        NrnTimeline          *timeline,
                                        gboolean              continues,
                                        const NrnCheckpoint  *checkpoint,
                                        const NrnMoments     *known,
                                        GError              **error);
/* nrn-document-edit.c */
gboolean nrn_document_put_weights      (NrnDocument          *document,
                                        NrnEditKind           kind,
                                        const NrnWeights     *weights,
                                        GError              **error);

/* nrn-document-diagnosis.c */
void     nrn_document_update_diagnosis (NrnDocument          *document);
void     nrn_document_clear_diagnosis  (NrnDocument          *document);

/* nrn-document-live.c */
void     nrn_document_put_live         (NrnDocument          *document,
                                        const NrnConfig      *optimizer,
                                        const NrnFitOptions  *fit);

/* nrn-document-measured.c */
void     nrn_document_update_measured  (NrnDocument          *document);
void     nrn_document_clear_measured   (NrnDocument          *document);
void     nrn_document_update_result    (NrnDocument          *document);
void     nrn_document_clear_result     (NrnDocument          *document);

/* nrn-document-moments.c */
void     nrn_document_update_moments   (NrnDocument          *document);
void     nrn_document_clear_moments    (NrnDocument          *document);
void     nrn_document_await_moments    (NrnDocument          *document);

/* nrn-document-findings.c */
void     nrn_document_schedule_findings
                                       (NrnDocument          *document);
void     nrn_document_clear_findings   (NrnDocument          *document);

/* nrn-document-place.c */
void     nrn_place_clear               (NrnPlace             *place);
NrnPlace nrn_document_get_place        (NrnDocument          *document);
NrnPlace nrn_document_get_place_with   (NrnDocument          *document,
                                        const NrnExperiment  *experiment);
gboolean nrn_document_put_place        (NrnDocument          *document,
                                        const NrnExperiment  *experiment,
                                        const NrnPlace       *place,
                                        GError              **error);
gboolean nrn_document_put_at           (NrnDocument          *document,
                                        const NrnExperiment  *experiment,
                                        const NrnUnitMap     *map,
                                        const NrnPlace       *place,
                                        GError              **error);
gboolean nrn_document_fork             (NrnDocument          *document,
                                        GError              **error);

/* nrn-document-replay.c */
void     nrn_document_clear_replay     (NrnDocument          *document);
NrnFit  *nrn_document_seek             (NrnDocument          *document,
                                        guint64               update);
NrnFit  *nrn_document_get_present      (NrnDocument          *document);

/* nrn-document-runs.c */
void     nrn_document_set_shelf        (NrnDocument          *document,
                                        const NrnShelf       *shelf);

/* nrn-document-saved.c */
void     nrn_document_note_start       (NrnDocument          *document);

/* nrn-document-timeline.c */
gboolean nrn_document_shows_history_of_file
                                       (NrnDocument          *document);
void     nrn_document_update_shown     (NrnDocument          *document);

/* nrn-document-trace.c */
void     nrn_document_forget_trace     (NrnDocument          *document);

/* nrn-document-words.c */
void     nrn_document_update_words     (NrnDocument          *document);
void     nrn_document_clear_words      (NrnDocument          *document);

/* nrn-document-weight.c */
NrnSnapshot *nrn_document_dup_preview  (NrnDocument          *document,
                                        const NrnSnapshot    *snapshot);

/* nrn-document-undo.c */
void     nrn_edit_free                 (NrnEdit              *edit);
void     nrn_document_note_edit        (NrnDocument          *document,
                                        NrnEditKind           kind,
                                        const NrnExperiment  *before,
                                        const NrnExperiment  *after,
                                        const NrnUnitMap     *map,
                                        NrnPlace              from,
                                        NrnPlace              to);
void     nrn_document_note_shelf_edit  (NrnDocument          *document,
                                        NrnEditKind           kind,
                                        const NrnShelf       *before,
                                        const NrnShelf       *after);
void     nrn_document_note_load        (NrnDocument          *document,
                                        const NrnExperiment  *before,
                                        const NrnExperiment  *after);
gboolean nrn_document_has_weights_by_hand
                                       (NrnDocument          *document);
void     nrn_document_clear_edits      (NrnDocument          *document);

/* nrn-document-pairing.c */
NrnArchitecture *nrn_architecture_apply_fix (const NrnArchitecture  *architecture,
                                             const NrnFix           *fix,
                                             GError                **error);

G_END_DECLS
