/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The experiment that a window shows, and its training.
 */

#include "nrn-document-private.h"

#include <math.h>
#include <string.h>

G_DEFINE_FINAL_TYPE (NrnDocument, nrn_document, G_TYPE_OBJECT)

static guint signals[NRN_DOCUMENT_N_SIGNALS];

/**
 * nrn_document_emit:
 * @document: a document
 * @signal: what has changed
 */
void
nrn_document_emit (NrnDocument       *document,
                   NrnDocumentSignal  signal)
{
  if (signal == NRN_DOCUMENT_EXPERIMENT_CHANGED || signal == NRN_DOCUMENT_SNAPSHOT_CHANGED ||
      signal == NRN_DOCUMENT_DIAGNOSIS_CHANGED || signal == NRN_DOCUMENT_UNDO_CHANGED)
    nrn_document_schedule_findings (document);
  g_signal_emit (document, signals[signal], 0);
}

static void
take_snapshot (NrnDocument *self)
{
  g_clear_pointer (&self->now, nrn_snapshot_unref);
  self->now = nrn_trainer_get_snapshot (self->trainer);
  nrn_document_update_shown (self);
}

static gboolean
has_moved (const NrnSnapshotParts *now,
           const NrnSnapshotParts *before)
{
  return now->update != before->update || now->sample != before->sample;
}

/* With another learning rate, or batches of another size. */
static gboolean
has_other_update (const NrnSnapshotParts *now,
                  const NrnSnapshotParts *before)
{
  return now->learning_rate != before->learning_rate || now->n_batches != before->n_batches;
}

static void
snapshot_cb (NrnDocument *self)
{
  g_autoptr (NrnSnapshot) before = nrn_snapshot_ref (self->now);
  const NrnSnapshotParts *now;

  take_snapshot (self);
  now = nrn_snapshot_get_parts (self->now);
  if (has_other_update (now, nrn_snapshot_get_parts (before)))
    nrn_document_forget_trace (self);
  if (now->row >= 0 && has_moved (now, nrn_snapshot_get_parts (before)))
    nrn_document_watch_row (self, now->row);
  nrn_document_update_measured (self);
  nrn_document_update_result (self);
  nrn_document_update_diagnosis (self);
  nrn_document_update_moments (self);
  nrn_document_update_words (self);
  nrn_document_emit (self, NRN_DOCUMENT_SNAPSHOT_CHANGED);
}

static void
move_cb (NrnDocument *self)
{
  self->has_moved = TRUE;
  nrn_document_show_now (self);
}

static void
clear (NrnDocument *self)
{
  if (self->trainer != NULL)
    {
      g_clear_signal_handler (&self->snapshot_id, self->trainer);
      g_clear_signal_handler (&self->move_id, self->trainer);
      nrn_trainer_stop (self->trainer);
    }
  nrn_document_clear_measured (self);
  nrn_document_clear_result (self);
  nrn_document_clear_diagnosis (self);
  nrn_document_clear_moments (self);
  nrn_document_clear_findings (self);
  nrn_document_clear_words (self);
  nrn_document_clear_replay (self);
  g_clear_object (&self->trainer);
  g_clear_pointer (&self->now, nrn_snapshot_unref);
  g_clear_pointer (&self->snapshot, nrn_snapshot_unref);
  g_clear_pointer (&self->samples, nrn_samples_unref);
  g_clear_pointer (&self->scaler, nrn_scaler_unref);
  g_clear_pointer (&self->dataset, nrn_dataset_unref);
  g_clear_pointer (&self->rows, nrn_dataset_unref);
  g_clear_pointer (&self->experiment, nrn_experiment_unref);
  g_clear_pointer (&self->watched, g_free);
  self->shown_epoch = -1;
  self->has_moved = FALSE;
  self->has_preview = FALSE;
  self->shown_update = -1;
}

static void
clear_offer (NrnDocument *self)
{
  g_clear_pointer (&self->offered, nrn_data_source_unref);
  g_clear_pointer (&self->offered_rows, nrn_dataset_unref);
  g_clear_pointer (&self->offered_prepared, nrn_prepared_rows_unref);
}

static void
nrn_document_dispose (GObject *object)
{
  NrnDocument *self = NRN_DOCUMENT (object);

  clear (self);
  nrn_document_await_moments (self);
  clear_offer (self);
  g_ptr_array_set_size (self->undo, 0);
  g_ptr_array_set_size (self->redo, 0);

  G_OBJECT_CLASS (nrn_document_parent_class)->dispose (object);
}

static void
nrn_document_finalize (GObject *object)
{
  NrnDocument *self = NRN_DOCUMENT (object);

  g_clear_pointer (&self->saved, nrn_experiment_unref);
  g_clear_pointer (&self->saved_shelf, nrn_shelf_unref);
  g_clear_pointer (&self->shelf, nrn_shelf_unref);
  g_clear_pointer (&self->moments, nrn_moments_unref);
  g_ptr_array_unref (self->stopped_jobs);
  g_clear_pointer (&self->found_moments, nrn_moments_unref);
  g_clear_pointer (&self->known_moments, nrn_moments_unref);
  g_ptr_array_unref (self->dismissed);
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);

  G_OBJECT_CLASS (nrn_document_parent_class)->finalize (object);
}

static void
nrn_document_class_init (NrnDocumentClass *klass)
{
  static const char *const names[] = {
    [NRN_DOCUMENT_EXPERIMENT_CHANGED] = "experiment-changed",
    [NRN_DOCUMENT_SNAPSHOT_CHANGED] = "snapshot-changed",
    [NRN_DOCUMENT_WATCHED_CHANGED] = "watched-changed",
    [NRN_DOCUMENT_MEASURED_CHANGED] = "measured-changed",
    [NRN_DOCUMENT_RESULT_CHANGED] = "result-changed",
    [NRN_DOCUMENT_DIAGNOSIS_CHANGED] = "diagnosis-changed",
    [NRN_DOCUMENT_MOMENTS_CHANGED] = "moments-changed",
    [NRN_DOCUMENT_FINDINGS_CHANGED] = "findings-changed",
    [NRN_DOCUMENT_WORDS_CHANGED] = "words-changed",
    [NRN_DOCUMENT_UNDO_CHANGED] = "undo-changed",
    [NRN_DOCUMENT_TRACE_CHANGED] = "trace-changed",
    [NRN_DOCUMENT_RUNS_CHANGED] = "runs-changed",
  };

  G_OBJECT_CLASS (klass)->dispose = nrn_document_dispose;
  G_OBJECT_CLASS (klass)->finalize = nrn_document_finalize;

  for (guint i = 0; i < NRN_DOCUMENT_N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                               0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nrn_document_init (NrnDocument *self)
{
  self->shown_epoch = -1;
  self->shown_update = -1;
  self->untraceable = -1;
  self->chosen_row = -1;
  self->result = NAN;
  self->shelf = nrn_shelf_new ();
  self->moments = nrn_moments_new (NULL, 0);
  self->stopped_jobs = g_ptr_array_new_with_free_func (g_object_unref);
  self->dismissed = g_ptr_array_new_with_free_func (g_free);
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_edit_free);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_edit_free);
}

/**
 * nrn_document_new:
 *
 * Returns: (transfer full): a document without an experiment
 */
NrnDocument *
nrn_document_new (void)
{
  return g_object_new (NRN_TYPE_DOCUMENT, NULL);
}

/* Somebody in the middle of the data to begin with; whoever was watched
 * before if the features are still the same ones. */
static float *
choose_watched (const NrnDataset *dataset,
                const NrnDataset *dataset_before,
                const float      *watched_before)
{
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint row = nrn_dataset_get_n_rows (dataset) / 2;

  if (watched_before != NULL &&
      g_strv_equal (nrn_dataset_get_feature_names (dataset),
                    nrn_dataset_get_feature_names (dataset_before)))
    return g_memdup2 (watched_before, n_features * sizeof (float));

  return g_memdup2 (nrn_dataset_get_features (dataset) + (gsize) row * n_features,
                    n_features * sizeof (float));
}

/* Rows that are there already need not be read or made again. */
static NrnDataset *
load_rows (NrnDocument          *self,
           const NrnDataSource  *source,
           GError              **error)
{
  if (self->experiment != NULL &&
      nrn_data_source_has_rows_of (source, nrn_experiment_get_parts (self->experiment)->source))
    return nrn_dataset_ref (self->rows);
  if (self->offered == source)
    return nrn_dataset_ref (self->offered_rows);

  return nrn_data_source_load_rows (source, error);
}

/* Whether the rows, scaled and encoded, are those that there are already: an
 * edit within the network, or of the fit, need not pass over all of them. */
static gboolean
keeps_samples (NrnDocument              *self,
               const NrnDataset         *rows,
               const NrnExperimentParts *parts)
{
  const NrnExperimentParts *before;

  if (self->experiment == NULL || self->rows != rows)
    return FALSE;

  before = nrn_experiment_get_parts (self->experiment);

  return before->scale == parts->scale &&
         nrn_config_get_kind (before->loss) == nrn_config_get_kind (parts->loss) &&
         nrn_architecture_get_input_dim (before->architecture) ==
           nrn_architecture_get_input_dim (parts->architecture) &&
         nrn_architecture_get_output_dim (before->architecture) ==
           nrn_architecture_get_output_dim (parts->architecture);
}

/* Returns: %FALSE with @error set if rows and network do not fit. */
static gboolean
prepare_samples (NrnDocument               *self,
                 const NrnDataset          *rows,
                 const NrnExperimentParts  *parts,
                 NrnScaler                **scaler,
                 NrnSamples               **samples,
                 GError                   **error)
{
  g_autoptr (NrnPreparedRows) prepared = NULL;

  if (keeps_samples (self, rows, parts))
    {
      *scaler = self->scaler != NULL ? nrn_scaler_ref (self->scaler) : NULL;
      *samples = nrn_samples_ref (self->samples);
      return TRUE;
    }

  if (self->offered_prepared != NULL && nrn_prepared_rows_fit (self->offered_prepared, parts, rows))
    prepared = nrn_prepared_rows_ref (self->offered_prepared);
  else
    prepared = nrn_prepared_rows_new (parts, rows, error);
  if (prepared == NULL)
    return FALSE;

  if (nrn_prepared_rows_get_scaler (prepared) != NULL)
    *scaler = nrn_scaler_ref (nrn_prepared_rows_get_scaler (prepared));
  *samples = nrn_samples_ref (nrn_prepared_rows_get_samples (prepared));

  return TRUE;
}

/**
 * nrn_document_offer_rows:
 * @document: a document
 * @source: where rows come from
 * @dataset: these rows, as nrn_data_source_load_rows() gives them
 *
 * Saves the next edit that has this very source to load the rows: another
 * thread has. They are kept no longer than until that edit.
 */
void
nrn_document_offer_rows (NrnDocument         *document,
                         const NrnDataSource *source,
                         const NrnDataset    *dataset)
{
  clear_offer (document);
  document->offered = nrn_data_source_ref (source);
  document->offered_rows = nrn_dataset_ref (dataset);
}

/**
 * nrn_document_offer_prepared:
 * @document: a document
 * @source: where rows come from
 * @prepared: these rows
 *
 * As nrn_document_offer_rows(), and saves the edit to scale and encode them if it
 * has the network and the loss that they were prepared for.
 */
void
nrn_document_offer_prepared (NrnDocument         *document,
                             const NrnDataSource *source,
                             NrnPreparedRows     *prepared)
{
  nrn_document_offer_rows (document, source, nrn_prepared_rows_get_rows (prepared));
  document->offered_prepared = nrn_prepared_rows_ref (prepared);
}

static NrnTrainer *
new_trainer (const NrnExperimentParts  *parts,
             const NrnSamples          *samples,
             NrnTimeline               *timeline,
             gboolean                   continues,
             const NrnCheckpoint       *checkpoint,
             GError                   **error)
{
  if (checkpoint != NULL)
    return nrn_trainer_new_resumed (parts->architecture, checkpoint, parts->history, timeline,
                                    parts->loss, parts->optimizer, samples, &parts->fit, error);

  return nrn_trainer_new_continued (parts->architecture, parts->weights,
                                    continues ? parts->history : NULL, timeline, parts->loss,
                                    parts->optimizer, samples, &parts->fit, error);
}

/* @experiment without the numbers that were changed after its last epoch: a training
 * that goes on after that epoch has yet to get there. */
static NrnExperiment *
without_later_changes (const NrnExperiment *experiment)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnHistory) history = NULL;

  if (parts.history == NULL || nrn_history_get_changes (parts.history) == NULL)
    return nrn_experiment_ref (experiment);

  history = nrn_history_new_start (parts.history, nrn_history_get_n_epochs (parts.history));
  if (nrn_history_equal (history, parts.history))
    return nrn_experiment_ref (experiment);

  parts.history = history;

  return nrn_experiment_new (&parts);
}

/**
 * nrn_document_put:
 * @document: a document
 * @experiment: what to show from now on
 * @timeline: (nullable): weights after epochs of its history
 * @continues: whether the training goes on after the epochs of its history
 * @checkpoint: (nullable): where exactly it goes on then
 * @known: (nullable): interesting moments of the training that had these epochs,
 *   unit by unit; those after them do not count
 * @error: return location
 *
 * Loads the rows and makes the trainer ready. A training under way is
 * stopped. The edits that can be taken back stay.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_put (NrnDocument          *document,
                  const NrnExperiment  *experiment,
                  NrnTimeline          *timeline,
                  gboolean              continues,
                  const NrnCheckpoint  *checkpoint,
                  const NrnMoments     *known,
                  GError              **error)
{
  g_autoptr (NrnExperiment) kept =
    continues && checkpoint == NULL ? without_later_changes (experiment) : nrn_experiment_ref (experiment);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (kept);
  g_autoptr (NrnDataset) rows = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (NrnScaler) scaler = NULL;
  g_autoptr (NrnSamples) samples = NULL;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autofree float *watched = NULL;
  NrnMoments *kept_moments;
  gboolean had_moments;

  rows = load_rows (document, parts->source, error);
  if (rows == NULL)
    return FALSE;

  dataset = nrn_data_source_name_rows (parts->source, rows, error);
  if (dataset == NULL)
    return FALSE;

  if (!prepare_samples (document, rows, parts, &scaler, &samples, error))
    return FALSE;

  trainer = new_trainer (parts, samples, timeline, continues, checkpoint, error);
  if (trainer == NULL)
    return FALSE;

  watched = choose_watched (rows, document->rows, document->watched);
  had_moments = document->moments != NULL && nrn_moments_get_n (document->moments) > 0;
  /* May be those that were found last. */
  kept_moments = known != NULL ? nrn_moments_ref (known) : NULL;
  clear (document);
  g_clear_pointer (&document->known_moments, nrn_moments_unref);
  document->known_moments = kept_moments;
  clear_offer (document);
  document->experiment = g_steal_pointer (&kept);
  document->dataset = g_steal_pointer (&dataset);
  document->rows = g_steal_pointer (&rows);
  document->scaler = g_steal_pointer (&scaler);
  document->samples = g_steal_pointer (&samples);
  document->trainer = g_steal_pointer (&trainer);
  document->watched = g_steal_pointer (&watched);
  document->watched_row = -1;
  document->chosen_row = -1;
  document->snapshot_id = g_signal_connect_swapped (document->trainer, "snapshot",
                                                    G_CALLBACK (snapshot_cb), document);
  document->move_id = g_signal_connect_swapped (document->trainer, "move",
                                                G_CALLBACK (move_cb), document);
  take_snapshot (document);
  nrn_document_update_measured (document);
  nrn_document_update_moments (document);
  nrn_document_update_diagnosis (document);
  nrn_document_update_words (document);
  nrn_document_emit (document, NRN_DOCUMENT_EXPERIMENT_CHANGED);
  nrn_document_emit (document, NRN_DOCUMENT_SNAPSHOT_CHANGED);
  if (had_moments)
    nrn_document_emit (document, NRN_DOCUMENT_MOMENTS_CHANGED);

  return TRUE;
}

static void
start_with_shelf (NrnDocument    *self,
                  const NrnShelf *shelf)
{
  g_ptr_array_set_size (self->dismissed, 0);
  nrn_document_set_shelf (self, shelf);
  nrn_document_note_start (self);
  nrn_document_clear_edits (self);
}

/**
 * nrn_document_set_experiment:
 * @document: a document
 * @experiment: what to show from now on
 * @error: return location
 *
 * Loads the rows and makes the trainer ready. A training under way is
 * stopped, the edits so far cannot be taken back any more, and no run is on the
 * shelf.
 *
 * Returns: %FALSE with @error set if the experiment cannot be trained; then
 *   the document is as it was
 */
gboolean
nrn_document_set_experiment (NrnDocument          *document,
                             const NrnExperiment  *experiment,
                             GError              **error)
{
  g_autoptr (NrnShelf) empty = nrn_shelf_new ();

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  if (!nrn_document_put (document, experiment, NULL, FALSE, NULL, NULL, error))
    return FALSE;

  start_with_shelf (document, empty);

  return TRUE;
}

/**
 * nrn_document_set_work:
 * @document: a document
 * @work: what to show from now on
 * @error: return location
 *
 * As nrn_document_set_experiment(), with all that is beside it; and the
 * training goes on after the epochs of its history.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_set_work (NrnDocument    *document,
                       const NrnWork  *work,
                       GError        **error)
{
  const NrnWorkParts *parts = nrn_work_get_parts (work);

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  if (!nrn_document_put (document, parts->experiment, (NrnTimeline *) parts->timeline, TRUE, NULL,
                         NULL, error))
    return FALSE;

  start_with_shelf (document, parts->shelf);
  nrn_document_update_result (document);

  return TRUE;
}

/* ---- What there is ---- */

/**
 * nrn_document_get_experiment:
 * @document: a document
 *
 * Returns: (transfer none) (nullable): what is set up; %NULL before there is one
 */
const NrnExperiment *
nrn_document_get_experiment (NrnDocument *document)
{
  return document->experiment;
}

/**
 * nrn_document_get_dataset:
 * @document: a document
 *
 * Returns: (transfer none) (nullable): all rows, as they are in the data
 */
const NrnDataset *
nrn_document_get_dataset (NrnDocument *document)
{
  return document->dataset;
}

/**
 * nrn_document_get_samples:
 * @document: a document
 *
 * Returns: (transfer none) (nullable): all rows, as the network gets them
 */
const NrnSamples *
nrn_document_get_samples (NrnDocument *document)
{
  return document->samples;
}

/**
 * nrn_document_get_scaler:
 * @document: a document
 *
 * Returns: (transfer none) (nullable): how the features are scaled
 */
const NrnScaler *
nrn_document_get_scaler (NrnDocument *document)
{
  return document->scaler;
}

/**
 * nrn_document_get_trainer:
 * @document: a document with an experiment
 *
 * Returns: (transfer none): what trains it; another one after each change
 *   of the experiment
 */
NrnTrainer *
nrn_document_get_trainer (NrnDocument *document)
{
  return document->trainer;
}

/**
 * nrn_document_get_snapshot:
 * @document: a document
 *
 * Returns: (transfer none) (nullable): what is to be shown: the newest
 *   snapshot, or, after nrn_document_show_epoch(), an earlier one, with the
 *   state and the history of the newest
 */
const NrnSnapshot *
nrn_document_get_snapshot (NrnDocument *document)
{
  return document->snapshot;
}

/**
 * nrn_document_get_history:
 * @document: a document with an experiment
 *
 * Returns: (transfer none): all epochs up to now: those of this training,
 *   or, before its first update, those that the experiment came with
 */
const NrnHistory *
nrn_document_get_history (NrnDocument *document)
{
  const NrnSnapshotParts *snapshot = nrn_snapshot_get_parts (document->now);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (document->experiment);

  if (snapshot->update == 0 && parts->history != NULL)
    return parts->history;

  return snapshot->history;
}

/**
 * nrn_document_dup_trained:
 * @document: a document with an experiment
 *
 * Returns: (transfer full): the experiment with the weights and the history
 *   of the newest snapshot, for saving
 */
NrnExperiment *
nrn_document_dup_trained (NrnDocument *document)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (document->experiment);
  const NrnSnapshotParts *snapshot = nrn_snapshot_get_parts (document->now);
  guint n_outputs = nrn_architecture_get_output_dim (parts.architecture);

  parts.scaler = document->scaler;
  /* As the rows call them, so that other files of the kind fit. */
  parts.feature_names = nrn_dataset_get_feature_names (document->rows);
  parts.output_names = NULL;
  if (nrn_dataset_get_n_classes (document->dataset) == n_outputs)
    parts.output_names = nrn_dataset_get_class_names (document->rows);
  else if (nrn_dataset_get_n_targets (document->dataset) == n_outputs)
    parts.output_names = nrn_dataset_get_target_names (document->rows);
  parts.weights = snapshot->weights;
  parts.history = nrn_document_get_history (document);

  return nrn_experiment_new (&parts);
}

/**
 * nrn_document_dup_work:
 * @document: a document with an experiment
 * @timeline_bytes: the most bytes of weights of earlier epochs
 *
 * Returns: (transfer full): nrn_document_dup_trained() with all that is beside
 *   it, for saving
 */
NrnWork *
nrn_document_dup_work (NrnDocument *document,
                       gsize        timeline_bytes)
{
  g_autoptr (NrnExperiment) experiment = nrn_document_dup_trained (document);
  const NrnHistory *history = nrn_experiment_get_parts (experiment)->history;
  g_autoptr (NrnTimeline) timeline = NULL;

  if (!nrn_document_shows_history_of_file (document) && nrn_history_get_n_epochs (history) > 0)
    timeline = nrn_timeline_copy (nrn_trainer_get_timeline (document->trainer), timeline_bytes,
                                  nrn_history_get_n_epochs (history));

  return nrn_work_new (&(NrnWorkParts) {
    .experiment = experiment,
    .timeline = timeline,
    .shelf = document->shelf,
  });
}

/**
 * nrn_document_is_where_it_began:
 * @document: a document with an experiment
 *
 * Returns: whether the training was neither played nor stepped nor reset since
 *   the experiment was put in place or edited
 */
gboolean
nrn_document_is_where_it_began (NrnDocument *document)
{
  return !document->has_moved;
}

/**
 * nrn_document_get_watched:
 * @document: a document with an experiment
 *
 * Returns: (transfer none): the features, unscaled, of the sample that the
 *   pictures show on its way through the network
 */
const float *
nrn_document_get_watched (NrnDocument *document)
{
  return document->watched;
}

/**
 * nrn_document_get_watched_row:
 * @document: a document with an experiment
 *
 * Returns: the row of the samples that is watched because the training shows
 *   it, or -1 if it is somebody else who is watched
 */
int
nrn_document_get_watched_row (NrnDocument *document)
{
  return document->watched_row;
}

/**
 * nrn_document_watch_row:
 * @document: a document with an experiment
 * @row: a row of the samples
 *
 * Has a sample watched that the training has, or is about to have, until
 * somebody wants to see another one.
 */
void
nrn_document_watch_row (NrnDocument *document,
                        int          row)
{
  guint n_features = nrn_dataset_get_n_features (document->dataset);

  nrn_document_set_watched (document,
                            nrn_dataset_get_features (document->dataset) + (gsize) row * n_features);
  document->watched_row = row;
}

/**
 * nrn_document_get_chosen_row:
 * @document: a document
 *
 * Returns: the row of the data that is watched because somebody has chosen it,
 *   see nrn_document_choose_row(); -1 if another one is watched, or features
 *   that may be those of several rows or none
 */
int
nrn_document_get_chosen_row (NrnDocument *document)
{
  return document->chosen_row;
}

/**
 * nrn_document_choose_row:
 * @document: a document with an experiment
 * @row: a row of its data
 *
 * Watches the row, and knows that it is this one: what it really is can be
 * compared with what is predicted. Tells so even if it is chosen already: that
 * may be a wish to see it explained again.
 */
void
nrn_document_choose_row (NrnDocument *document,
                         guint        row)
{
  gsize n_features = nrn_dataset_get_n_features (document->dataset);

  g_return_if_fail (row < nrn_dataset_get_n_rows (document->dataset));

  memcpy (document->watched, nrn_dataset_get_features (document->dataset) + row * n_features,
          n_features * sizeof (float));
  document->watched_row = -1;
  document->chosen_row = (int) row;
  nrn_document_emit (document, NRN_DOCUMENT_WATCHED_CHANGED);
}

/**
 * nrn_document_set_watched:
 * @document: a document with an experiment
 * @features: the features, unscaled, of another sample
 */
void
nrn_document_set_watched (NrnDocument *document,
                          const float *features)
{
  gsize size = nrn_dataset_get_n_features (document->dataset) * sizeof (float);
  gboolean was_chosen = document->chosen_row >= 0;

  document->watched_row = -1;
  document->chosen_row = -1;
  if (!was_chosen && memcmp (document->watched, features, size) == 0)
    return;

  memcpy (document->watched, features, size);
  nrn_document_emit (document, NRN_DOCUMENT_WATCHED_CHANGED);
}
