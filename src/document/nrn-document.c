/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The experiment that a window shows, and its training.
 */

#include "config.h"

#include "nrn-document-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"

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

/* A sample on its way through the training is watched, until somebody wants
 * to see another one. */
static void
watch_row (NrnDocument *self,
           int          row)
{
  guint n_features = nrn_dataset_get_n_features (self->dataset);

  nrn_document_set_watched (self, nrn_dataset_get_features (self->dataset) + (gsize) row * n_features);
  self->watched_row = row;
}

static void
snapshot_cb (NrnDocument *self)
{
  g_autoptr (NrnSnapshot) before = nrn_snapshot_ref (self->now);
  const NrnSnapshotParts *now;

  take_snapshot (self);
  now = nrn_snapshot_get_parts (self->now);
  if (now->row >= 0 && has_moved (now, nrn_snapshot_get_parts (before)))
    watch_row (self, now->row);
  nrn_document_update_measured (self);
  nrn_document_update_result (self);
  nrn_document_update_diagnosis (self);
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
nrn_document_dispose (GObject *object)
{
  NrnDocument *self = NRN_DOCUMENT (object);

  clear (self);
  g_clear_pointer (&self->offered, nrn_data_source_unref);
  g_clear_pointer (&self->offered_rows, nrn_dataset_unref);
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
    [NRN_DOCUMENT_UNDO_CHANGED] = "undo-changed",
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
  self->result = NAN;
  self->shelf = nrn_shelf_new ();
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
  if (keeps_samples (self, rows, parts))
    {
      *scaler = self->scaler != NULL ? nrn_scaler_ref (self->scaler) : NULL;
      *samples = nrn_samples_ref (self->samples);
      return TRUE;
    }

  if (parts->scale)
    *scaler = nrn_scaler_new_fit (nrn_dataset_get_n_rows (rows),
                                  nrn_dataset_get_n_features (rows),
                                  nrn_dataset_get_features (rows), 0, 1);
  *samples = nrn_samples_new_encoded (rows, *scaler, parts->architecture,
                                      nrn_config_get_kind (parts->loss), error);

  return *samples != NULL;
}

static void
clear_offer (NrnDocument *self)
{
  g_clear_pointer (&self->offered, nrn_data_source_unref);
  g_clear_pointer (&self->offered_rows, nrn_dataset_unref);
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

/**
 * nrn_document_put:
 * @document: a document
 * @experiment: what to show from now on
 * @timeline: (nullable): weights after epochs of its history
 * @continues: whether the training goes on after the epochs of its history
 * @checkpoint: (nullable): where exactly it goes on then
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
                  GError              **error)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (NrnExperiment) kept = nrn_experiment_ref (experiment);
  g_autoptr (NrnDataset) rows = NULL;
  g_autoptr (NrnDataset) dataset = NULL;
  g_autoptr (NrnScaler) scaler = NULL;
  g_autoptr (NrnSamples) samples = NULL;
  g_autoptr (NrnTrainer) trainer = NULL;
  g_autofree float *watched = NULL;

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
  clear (document);
  clear_offer (document);
  document->experiment = g_steal_pointer (&kept);
  document->dataset = g_steal_pointer (&dataset);
  document->rows = g_steal_pointer (&rows);
  document->scaler = g_steal_pointer (&scaler);
  document->samples = g_steal_pointer (&samples);
  document->trainer = g_steal_pointer (&trainer);
  document->watched = g_steal_pointer (&watched);
  document->watched_row = -1;
  document->snapshot_id = g_signal_connect_swapped (document->trainer, "snapshot",
                                                    G_CALLBACK (snapshot_cb), document);
  document->move_id = g_signal_connect_swapped (document->trainer, "move",
                                                G_CALLBACK (move_cb), document);
  take_snapshot (document);
  nrn_document_update_measured (document);
  nrn_document_emit (document, NRN_DOCUMENT_EXPERIMENT_CHANGED);
  nrn_document_emit (document, NRN_DOCUMENT_SNAPSHOT_CHANGED);

  return TRUE;
}

static void
start_with_shelf (NrnDocument    *self,
                  const NrnShelf *shelf)
{
  nrn_document_set_shelf (self, shelf);
  nrn_document_note_start (self);
  nrn_document_clear_edits (self);
}

/**
 * nrn_document_put_edited:
 * @document: a document with an experiment
 * @experiment: what an edit makes of it
 * @map: (nullable): what it leaves in place
 * @error: return location
 *
 * As nrn_document_put(), after the epochs of its history. If a training is
 * under way and there are weights to go on with, it goes on.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_put_edited (NrnDocument          *document,
                         const NrnExperiment  *experiment,
                         const NrnUnitMap     *map,
                         GError              **error)
{
  NrnTimeline *timeline = nrn_document_get_kept_timeline (document, experiment, map);
  gboolean plays_on = nrn_trainer_get_state (document->trainer) == NRN_TRAINING_RUNNING &&
                      nrn_experiment_get_parts (experiment)->weights != NULL;

  if (!nrn_document_put (document, experiment, timeline, TRUE, NULL, error))
    return FALSE;

  if (plays_on)
    nrn_trainer_play (document->trainer);

  return TRUE;
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

  if (!nrn_document_put (document, experiment, NULL, FALSE, NULL, error))
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
                         error))
    return FALSE;

  start_with_shelf (document, parts->shelf);
  nrn_document_update_result (document);
  nrn_document_update_diagnosis (document);

  return TRUE;
}

/* ---- Edits ---- */

/**
 * nrn_document_has_learned:
 * @document: a document with an experiment
 *
 * Returns: whether its weights are others than those that its seed gives
 */
gboolean
nrn_document_has_learned (NrnDocument *document)
{
  return nrn_snapshot_get_parts (document->now)->update > 0 ||
         nrn_experiment_get_parts (document->experiment)->weights != NULL;
}

static gboolean
are_same (const NrnWeights *a,
          const NrnWeights *b)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (a);

  return nrn_architecture_equal (architecture, nrn_weights_get_architecture (b)) &&
         memcmp (nrn_weights_get_data (a), nrn_weights_get_data (b),
                 nrn_architecture_get_n_parameters (architecture) * sizeof (float)) == 0;
}

/**
 * nrn_document_capture:
 * @document: a document with an experiment
 *
 * A thousand of them are kept, so what has not changed since the last one is
 * kept once.
 *
 * Returns: (transfer full): what there is before an edit, with all that has
 *   been learned
 */
NrnExperiment *
nrn_document_capture (NrnDocument *document)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (document->experiment);
  const NrnWeights *weights = nrn_snapshot_get_parts (document->now)->weights;
  const NrnHistory *now = nrn_document_get_history (document);
  g_autoptr (NrnHistory) history = NULL;

  if (!nrn_document_has_learned (document))
    return nrn_experiment_ref (document->experiment);

  if (parts.weights == NULL || !are_same (weights, parts.weights))
    parts.weights = weights;
  else if (parts.history != NULL && nrn_history_equal (now, parts.history))
    return nrn_experiment_ref (document->experiment);

  history = parts.history != NULL ? nrn_history_new_sharing (now, parts.history)
                                  : nrn_history_ref (now);
  parts.history = history;

  return nrn_experiment_new (&parts);
}

/**
 * nrn_document_get_kept_timeline:
 * @document: a document with an experiment
 * @experiment: what is to come after an edit
 * @map: (nullable): what that leaves in place
 *
 * Returns: (transfer none) (nullable): the weights after the epochs so far, if
 *   they are still weights of the network then
 */
NrnTimeline *
nrn_document_get_kept_timeline (NrnDocument         *document,
                                const NrnExperiment *experiment,
                                const NrnUnitMap    *map)
{
  const NrnArchitecture *before = nrn_experiment_get_parts (document->experiment)->architecture;
  const NrnArchitecture *after = nrn_experiment_get_parts (experiment)->architecture;

  if (map == NULL || !nrn_architecture_equal (before, after) ||
      nrn_document_shows_history_of_file (document))
    return NULL;

  return nrn_trainer_get_timeline (document->trainer);
}

/* Puts @after in the place of @before, and remembers it. */
static gboolean
make_edit (NrnDocument          *self,
           const NrnExperiment  *before,
           const NrnExperiment  *after,
           const NrnUnitMap     *map,
           GError              **error)
{
  gboolean done;

  self->change = map != NULL ? nrn_unit_map_ref (map) : NULL;
  done = nrn_document_put_edited (self, after, map, error);
  g_clear_pointer (&self->change, nrn_unit_map_unref);
  if (done)
    nrn_document_note_edit (self, before, after, map);

  return done;
}

/**
 * nrn_document_replace:
 * @document: a document with an experiment
 * @experiment: another one, which can be had again
 * @error: return location
 *
 * As nrn_document_set_experiment(), but it can be taken back.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_replace (NrnDocument          *document,
                      const NrnExperiment  *experiment,
                      GError              **error)
{
  g_autoptr (NrnExperiment) before = NULL;
  gboolean was_changed;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  was_changed = nrn_document_is_changed (document);
  before = nrn_document_capture (document);
  if (!nrn_document_put (document, experiment, NULL, FALSE, NULL, error))
    return FALSE;

  if (!was_changed)
    nrn_document_note_start (document);
  nrn_document_note_edit (document, before, experiment, NULL);

  return TRUE;
}

/* Other data, or another seed, is another start; and rows that were trained on
 * are no longer good to be held out. */
static gboolean
keeps_weights (NrnEditKind kind)
{
  return kind != NRN_EDIT_EXPERIMENT && kind != NRN_EDIT_DATA && kind != NRN_EDIT_SEED &&
         kind != NRN_EDIT_VALIDATION;
}

/* Without all that was learned with other parts. */
static NrnExperiment *
untrained_new (const NrnExperimentParts *parts)
{
  NrnExperimentParts untrained = *parts;

  untrained.weights = NULL;
  untrained.history = NULL;
  untrained.scaler = NULL;
  untrained.feature_names = NULL;
  untrained.output_names = NULL;

  return nrn_experiment_new (&untrained);
}

static gboolean
edit (NrnDocument               *self,
      const NrnExperimentParts  *parts,
      const NrnUnitMap          *map,
      GError                   **error)
{
  NrnExperimentParts changed;
  g_autoptr (NrnExperiment) before = nrn_document_capture (self);
  g_autoptr (NrnExperiment) untrained = NULL;
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (NrnWeights) fresh = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  g_autoptr (NrnHistory) history = NULL;

  untrained = untrained_new (parts);
  changed = *nrn_experiment_get_parts (untrained);
  if (!keeps_weights (nrn_edit_kind (before, untrained)))
    return make_edit (self, before, untrained, NULL, error);
  if (!nrn_document_has_learned (self))
    return make_edit (self, before, untrained, map, error);

  fresh = nrn_weights_new_initial (parts->architecture, parts->fit.seed);
  weights = nrn_unit_map_carry (map, nrn_experiment_get_parts (before)->weights, fresh);
  history = nrn_history_mark (nrn_experiment_get_parts (before)->history);
  changed.weights = are_same (weights, nrn_experiment_get_parts (before)->weights)
                    ? nrn_experiment_get_parts (before)->weights : weights;
  changed.history = history;
  after = nrn_experiment_new (&changed);

  return make_edit (self, before, after, map, error);
}

/**
 * nrn_document_begin_anew:
 * @document: a document with an experiment
 * @parts: the parts of the experiment, some changed or none
 * @error: return location
 *
 * As nrn_document_edit(), but nothing stays of what the network has learned:
 * it begins with the weights that the seed gives.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_begin_anew (NrnDocument               *document,
                         const NrnExperimentParts  *parts,
                         GError                   **error)
{
  g_autoptr (NrnExperiment) untrained = NULL;
  g_autoptr (NrnExperiment) fresh = NULL;
  g_autoptr (NrnWeights) weights = NULL;
  NrnExperimentParts changed;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  untrained = untrained_new (parts);
  if (nrn_edit_kind (document->experiment, untrained) != NRN_EDIT_NONE)
    return nrn_document_replace (document, untrained, error);

  /* Then the weights are all that changes, and that can be taken back. */
  weights = nrn_weights_new_initial (parts->architecture, parts->fit.seed);
  changed = *nrn_experiment_get_parts (untrained);
  changed.weights = weights;
  fresh = nrn_experiment_new (&changed);

  return nrn_document_replace (document, fresh, error);
}

/**
 * nrn_document_edit:
 * @document: a document with an experiment
 * @parts: the parts of the experiment, some changed
 * @error: return location
 *
 * Makes an edit that can be taken back. What the network has learned stays,
 * as far as its connections are still there: layers are the same by name and
 * units by their places. A training under way goes on after the epochs that were
 * over, with an optimizer that remembers nothing. Other data, another seed and
 * other rows to hold out are another start.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_edit (NrnDocument               *document,
                   const NrnExperimentParts  *parts,
                   GError                   **error)
{
  g_autoptr (NrnUnitMap) map = NULL;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  map = nrn_unit_map_new (nrn_experiment_get_parts (document->experiment)->architecture,
                          parts->architecture);

  return edit (document, parts, map, error);
}

/**
 * nrn_document_edit_network:
 * @document: a document with an experiment
 * @map: from the network that it has to the one that it is to have
 * @error: return location
 *
 * As nrn_document_edit(), for edits of the network that move units.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_edit_network (NrnDocument       *document,
                           const NrnUnitMap  *map,
                           GError           **error)
{
  NrnExperimentParts parts;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  parts = *nrn_experiment_get_parts (document->experiment);
  g_return_val_if_fail (nrn_architecture_equal (nrn_unit_map_get_from (map), parts.architecture),
                        FALSE);
  parts.architecture = nrn_unit_map_get_to (map);

  return edit (document, &parts, map, error);
}

/**
 * nrn_document_get_change:
 * @document: a document
 *
 * For those who show how one network becomes another.
 *
 * Returns: (transfer none) (nullable): while "experiment-changed" is emitted,
 *   what an edit, or taking one back, has left in place of the network before;
 *   %NULL if that was another one altogether, and at any other time
 */
const NrnUnitMap *
nrn_document_get_change (NrnDocument *document)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), NULL);

  return document->change;
}

/**
 * nrn_document_set_weights:
 * @document: a document with an experiment
 * @weights: other weights for its network
 * @error: return location
 *
 * Changes weights by hand; that can be taken back. A training under way goes
 * on with them, as after nrn_document_edit(): the history has a mark, and the
 * optimizer begins without what it remembered.
 *
 * Returns: %FALSE with @error set if some of them are not finite; then the
 *   document is as it was
 */
gboolean
nrn_document_set_weights (NrnDocument       *document,
                          const NrnWeights  *weights,
                          GError           **error)
{
  NrnExperimentParts parts;
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (NrnUnitMap) map = NULL;
  g_autoptr (NrnHistory) history = NULL;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  if (!nrn_weights_are_finite (weights))
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_INVALID,
                           _("A weight must be a finite number."));
      return FALSE;
    }

  /* With its weights even where it has learned nothing: they are what changes. */
  before = nrn_document_has_learned (document) ? nrn_document_capture (document)
                                               : nrn_document_dup_trained (document);
  parts = *nrn_experiment_get_parts (before);
  map = nrn_unit_map_new (parts.architecture, parts.architecture);
  history = nrn_history_mark (parts.history);
  parts.weights = weights;
  parts.history = history;
  after = nrn_experiment_new (&parts);

  return make_edit (document, before, after, map, error);
}

/* Changes what the trainer can change without a new start. */
static void
replace_experiment (NrnDocument              *self,
                    const NrnExperimentParts *parts)
{
  g_autoptr (NrnExperiment) before = nrn_document_capture (self);
  g_autoptr (NrnExperiment) after = NULL;
  g_autoptr (NrnUnitMap) map = nrn_unit_map_new (parts->architecture, parts->architecture);
  g_autoptr (NrnExperiment) replaced = NULL;
  NrnExperimentParts learned = *nrn_experiment_get_parts (before);

  learned.optimizer = parts->optimizer;
  learned.fit = parts->fit;
  after = nrn_experiment_new (&learned);
  /* The parts are borrowed from the experiment that goes. */
  replaced = self->experiment;
  self->experiment = nrn_experiment_new (parts);
  nrn_document_note_edit (self, before, after, map);
}

/**
 * nrn_document_set_learning_rate:
 * @document: a document with an experiment
 * @learning_rate: from the next update on
 * @error: return location
 *
 * Changes the learning rate and nothing else: a training under way goes on
 * with what it has learned.
 *
 * Returns: %FALSE with @error set if the rate is out of range
 */
gboolean
nrn_document_set_learning_rate (NrnDocument  *document,
                                double        learning_rate,
                                GError      **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (document->experiment);
  g_autoptr (NrnConfig) optimizer = NULL;

  optimizer = nrn_config_with_number (parts.optimizer, "learning_rate", learning_rate, error);
  if (optimizer == NULL)
    return FALSE;

  parts.optimizer = optimizer;
  replace_experiment (document, &parts);
  nrn_trainer_set_learning_rate (document->trainer, learning_rate);

  return TRUE;
}

/**
 * nrn_document_set_fit:
 * @document: a document with an experiment
 * @fit: other arguments of fit()
 * @error: return location
 *
 * Changes the arguments of fit() and nothing else. Where it can, a training
 * under way goes on with them from the next batch on, and keeps what it has
 * learned: see nrn_trainer_set_options(). Another seed, order or split begins
 * a new training.
 *
 * Returns: %FALSE with @error set if they make no sense; then the document
 *   is as it was
 */
gboolean
nrn_document_set_fit (NrnDocument          *document,
                      const NrnFitOptions  *fit,
                      GError              **error)
{
  NrnExperimentParts parts;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  parts = *nrn_experiment_get_parts (document->experiment);
  if (!nrn_fit_options_check (fit, document->samples, error))
    return FALSE;

  if (!nrn_fit_options_are_live (&parts.fit, fit))
    {
      parts.fit = *fit;
      return nrn_document_edit (document, &parts, error);
    }

  parts.fit = *fit;
  replace_experiment (document, &parts);
  nrn_trainer_set_options (document->trainer, fit);

  return TRUE;
}

const NrnExperiment *
nrn_document_get_experiment (NrnDocument *document)
{
  return document->experiment;
}

const NrnDataset *
nrn_document_get_dataset (NrnDocument *document)
{
  return document->dataset;
}

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
 * nrn_document_set_watched:
 * @document: a document with an experiment
 * @features: the features, unscaled, of another sample
 */
void
nrn_document_set_watched (NrnDocument *document,
                          const float *features)
{
  gsize size = nrn_dataset_get_n_features (document->dataset) * sizeof (float);

  document->watched_row = -1;
  if (memcmp (document->watched, features, size) == 0)
    return;

  memcpy (document->watched, features, size);
  nrn_document_emit (document, NRN_DOCUMENT_WATCHED_CHANGED);
}
