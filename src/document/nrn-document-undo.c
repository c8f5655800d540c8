/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The document's edits, and how they are taken back.
 *
 * An edit remembers the experiment before and after it, each with the weights
 * that it had then. Taking it back takes back what it changed: what training
 * has since made of the weights that the edit left alone stays.
 */

#include "nrn-document-private.h"

#include <math.h>
#include <string.h>

/* So many edits remember exactly where the training was. */
#define MOST_PLACES 30

/* Edits of the same number that follow within this time are one, however long a slow
 * machine takes for each. */
#define MERGE_US (G_USEC_PER_SEC)

struct _NrnEdit
{
  NrnEditKind    kind;
  gint64         from_us;   /* when it began, and */
  gint64         to_us;     /* when it was done, monotonic */
  NrnExperiment *before;    /* owned; NULL for an edit of the shelf */
  NrnExperiment *after;     /* owned; likewise */
  NrnUnitMap    *map;       /* owned; NULL if nothing of the network was kept */
  NrnPlace       from;      /* where the training was before, and */
  NrnPlace       to;        /* where it was afterwards, if that is known exactly */
  gsize          weight;    /* the one that was changed by hand; or the row */
  NrnShelf      *shelf_before; /* owned; NULL but for an edit of the shelf */
  NrnShelf      *shelf_after;  /* owned; likewise */
};

static NrnEdit *
edit_new (NrnDocument         *self,
          NrnEditKind          kind,
          const NrnExperiment *before,
          const NrnExperiment *after,
          const NrnUnitMap    *map)
{
  NrnEdit *edit = g_new0 (NrnEdit, 1);

  edit->kind = kind;
  edit->from_us = self->edit_from_us;
  edit->to_us = g_get_monotonic_time ();
  edit->before = nrn_experiment_ref (before);
  edit->after = nrn_experiment_ref (after);
  edit->map = map != NULL ? nrn_unit_map_ref (map) : NULL;

  return edit;
}

void
nrn_edit_free (NrnEdit *edit)
{
  g_clear_pointer (&edit->before, nrn_experiment_unref);
  g_clear_pointer (&edit->after, nrn_experiment_unref);
  g_clear_pointer (&edit->shelf_before, nrn_shelf_unref);
  g_clear_pointer (&edit->shelf_after, nrn_shelf_unref);
  g_clear_pointer (&edit->map, nrn_unit_map_unref);
  nrn_place_clear (&edit->from);
  nrn_place_clear (&edit->to);
  g_free (edit);
}

static const NrnEdit *
last_of (const GPtrArray *edits)
{
  return edits->len > 0 ? g_ptr_array_index (edits, edits->len - 1) : NULL;
}

/* The first weight that is another one. */
static gsize
find_weight (const NrnExperiment *before,
             const NrnExperiment *after)
{
  const NrnWeights *weights = nrn_experiment_get_parts (before)->weights;
  const float *a = nrn_weights_get_data (weights);
  const float *b = nrn_weights_get_data (nrn_experiment_get_parts (after)->weights);
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights));
  gsize i = 0;

  while (i < n && memcmp (&a[i], &b[i], sizeof (float)) == 0)
    i++;

  return i;
}

/* Whether it goes on where the last one ended, with the same number. */
static gboolean
continues (const NrnEdit *last,
           const NrnEdit *edit)
{
  return last != NULL && last->kind == edit->kind && nrn_edit_kind_is_number (edit->kind) &&
         last->weight == edit->weight && (last->map != NULL) == (edit->map != NULL) &&
         edit->from_us - last->to_us < MERGE_US &&
         (last->to.checkpoint == NULL || edit->from.checkpoint == NULL ||
          nrn_checkpoint_get_update (last->to.checkpoint) ==
            nrn_checkpoint_get_update (edit->from.checkpoint));
}

/* Those that had been taken back are forgotten. */
static void
push_edit (NrnDocument *self,
           NrnEdit     *edit)
{
  g_ptr_array_set_size (self->redo, 0);
  g_ptr_array_add (self->undo, edit);
  nrn_document_emit (self, NRN_DOCUMENT_UNDO_CHANGED);
}

/* Of edits that are long past, the weights are enough. */
static void
forget_places (NrnDocument *self)
{
  guint n_places = 0;

  for (guint i = self->undo->len; i-- > 0;)
    {
      NrnEdit *edit = g_ptr_array_index (self->undo, i);

      if (edit->from.checkpoint == NULL || n_places++ < MOST_PLACES)
        continue;
      nrn_place_clear (&edit->from);
      nrn_place_clear (&edit->to);
    }
}

static gboolean
has_weights_of (const NrnExperiment *a,
                const NrnExperiment *b)
{
  const NrnWeights *one = nrn_experiment_get_parts (a)->weights;
  const NrnWeights *other = nrn_experiment_get_parts (b)->weights;
  gsize n;

  if (one == other || one == NULL || other == NULL)
    return one == other;

  n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (one));

  return n == nrn_architecture_get_n_parameters (nrn_weights_get_architecture (other)) &&
         memcmp (nrn_weights_get_data (one), nrn_weights_get_data (other), n * sizeof (float)) == 0;
}

/* The experiment before @last. Where the training has gone on between two edits that
 * leave it alone, what was learned is that before @edit. */
static NrnExperiment *
find_first (const NrnEdit *last,
            const NrnEdit *edit)
{
  const NrnExperimentParts *before = nrn_experiment_get_parts (edit->before);
  NrnExperimentParts parts = *nrn_experiment_get_parts (last->before);

  if (!has_weights_of (last->before, last->after) || !has_weights_of (edit->before, edit->after) ||
      has_weights_of (last->after, edit->before))
    return nrn_experiment_ref (last->before);

  parts.weights = before->weights;
  parts.history = before->history;

  return nrn_experiment_new (&parts);
}

/* Begins @edit where the last one began, which is forgotten. */
static void
merge_last (NrnDocument *self,
            NrnEdit     *edit)
{
  g_autoptr (NrnUnitMap) map = g_steal_pointer (&edit->map);
  NrnEdit *last = g_ptr_array_index (self->undo, self->undo->len - 1);
  NrnExperiment *first = find_first (last, edit);

  nrn_experiment_unref (edit->before);
  edit->before = first;
  if (map != NULL)
    edit->map = nrn_unit_map_new (nrn_experiment_get_parts (edit->before)->architecture,
                                  nrn_experiment_get_parts (edit->after)->architecture);
  nrn_place_clear (&edit->from);
  edit->from = last->from;
  last->from = NRN_PLACE_UNKNOWN;
  g_ptr_array_set_size (self->undo, (int) self->undo->len - 1);
}

/**
 * nrn_document_note_edit:
 * @document: a document
 * @kind: what the edit is called; %NRN_EDIT_NONE for what it is found to be
 * @before: the experiment before an edit, with its weights if it had learned
 * @after: the experiment after it, likewise
 * @map: (nullable): what it left in place; %NULL for nothing
 * @from: (transfer full): where the training was before it, if that is to be found
 *   again
 * @to: (transfer full): where it goes on after it, likewise
 *
 * Remembers an edit, so that it can be taken back: then the training is exactly
 * where it was, unless there is a map and it has gone on since. Those that had been
 * taken back before are forgotten.
 */
void
nrn_document_note_edit (NrnDocument         *document,
                        NrnEditKind          kind,
                        const NrnExperiment *before,
                        const NrnExperiment *after,
                        const NrnUnitMap    *map,
                        NrnPlace             from,
                        NrnPlace             to)
{
  NrnEdit *edit;

  if (kind == NRN_EDIT_NONE)
    kind = nrn_edit_kind (before, after);
  edit = edit_new (document, kind, before, after, map);
  edit->from = from;
  edit->to = to;
  if (kind == NRN_EDIT_NONE)
    {
      nrn_edit_free (edit);
      return;
    }

  if (kind == NRN_EDIT_WEIGHT && nrn_experiment_get_parts (before)->weights != NULL)
    edit->weight = find_weight (before, after);
  if (kind == NRN_EDIT_MOVE_POINT)
    edit->weight = nrn_edit_get_moved_row (before, after);
  if (document->redo->len == 0 && continues (last_of (document->undo), edit))
    merge_last (document, edit);
  push_edit (document, edit);
  forget_places (document);
}

/**
 * nrn_document_note_shelf_edit:
 * @document: a document
 * @kind: what it is called
 * @before: the shelf before an edit
 * @after: the shelf after it
 *
 * Remembers an edit of the shelf, which leaves the experiment alone.
 */
void
nrn_document_note_shelf_edit (NrnDocument    *document,
                              NrnEditKind     kind,
                              const NrnShelf *before,
                              const NrnShelf *after)
{
  NrnEdit *edit = g_new0 (NrnEdit, 1);

  edit->kind = kind;
  edit->shelf_before = nrn_shelf_ref (before);
  edit->shelf_after = nrn_shelf_ref (after);
  push_edit (document, edit);
}

/**
 * nrn_document_note_load:
 * @document: a document
 * @before: the experiment before a run was loaded
 * @after: that of the run
 *
 * Remembers that, by a name of its own.
 */
void
nrn_document_note_load (NrnDocument         *document,
                        const NrnExperiment *before,
                        const NrnExperiment *after)
{
  push_edit (document, edit_new (document, NRN_EDIT_LOAD_RUN, before, after, NULL));
}

/**
 * nrn_document_has_weights_by_hand:
 * @document: a document
 *
 * Returns: whether an edit of weights can be taken back
 */
gboolean
nrn_document_has_weights_by_hand (NrnDocument *document)
{
  for (guint i = 0; i < document->undo->len; i++)
    {
      const NrnEdit *edit = g_ptr_array_index (document->undo, i);

      if (edit->kind == NRN_EDIT_WEIGHT || edit->kind == NRN_EDIT_WEIGHTS ||
          edit->kind == NRN_EDIT_REROLL)
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_document_clear_edits:
 * @document: a document
 *
 * Forgets all edits.
 */
void
nrn_document_clear_edits (NrnDocument *document)
{
  if (document->undo->len == 0 && document->redo->len == 0)
    return;

  g_ptr_array_set_size (document->undo, 0);
  g_ptr_array_set_size (document->redo, 0);
  nrn_document_emit (document, NRN_DOCUMENT_UNDO_CHANGED);
}

/* The weights that an experiment started from, if it had learned nothing. */
static NrnWeights *
dup_weights (const NrnExperiment *experiment)
{
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);

  return parts->weights != NULL ? nrn_weights_ref (parts->weights)
                                : nrn_weights_new_initial (parts->architecture, parts->fit.seed);
}

/* Whether the weights are others than those that @experiment has. */
static gboolean
has_learned_since (NrnDocument         *self,
                   const NrnExperiment *experiment)
{
  const NrnWeights *now = nrn_snapshot_get_parts (self->now)->weights;
  g_autoptr (NrnWeights) before = dup_weights (experiment);
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (before));

  return memcmp (nrn_weights_get_data (now), nrn_weights_get_data (before), n * sizeof (float)) != 0;
}

/* Whether it waits where the edit has left it that made it @experiment. */
static gboolean
is_at (NrnDocument         *self,
       const NrnPlace      *place,
       const NrnExperiment *experiment)
{
  return place->checkpoint != NULL &&
         nrn_trainer_get_state (self->trainer) != NRN_TRAINING_RUNNING &&
         nrn_snapshot_get_parts (self->now)->update == nrn_checkpoint_get_update (place->checkpoint) &&
         !has_learned_since (self, experiment);
}

/* What the trainer can change on the way, it takes back on the way. Returns whether
 * that is all that differs. */
static gboolean
go_back_live (NrnDocument         *self,
              const NrnExperiment *from,
              const NrnExperiment *to)
{
  const NrnExperimentParts *before = nrn_experiment_get_parts (from);
  NrnExperimentParts parts = *nrn_experiment_get_parts (to);
  double rate = nrn_config_lookup (before->optimizer, "learning_rate");
  g_autoptr (NrnConfig) optimizer = NULL;
  g_autoptr (NrnExperiment) changed = NULL;

  if (isnan (rate) || parts.weights != before->weights ||
      !nrn_fit_options_are_live (&parts.fit, &before->fit))
    return FALSE;

  optimizer = nrn_config_with_number (parts.optimizer, "learning_rate", rate, NULL);
  if (optimizer == NULL || !nrn_config_equal (optimizer, before->optimizer))
    return FALSE;

  parts.optimizer = before->optimizer;
  parts.fit = before->fit;
  changed = nrn_experiment_new (&parts);
  if (nrn_edit_kind (from, changed) != NRN_EDIT_NONE || nrn_edit_kind (changed, from) != NRN_EDIT_NONE)
    return FALSE;

  nrn_document_put_live (self, before->optimizer, &before->fit);

  return TRUE;
}

/* @from has become @to by an edit with this map, and training may have gone on since;
 * now @to is to become @from again. */
static gboolean
go_back_after_training (NrnDocument         *self,
                        const NrnExperiment *from,
                        const NrnExperiment *to,
                        const NrnUnitMap    *map,
                        GError             **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (from);
  g_autoptr (NrnExperiment) target = NULL;
  NrnPlace place;
  gboolean done;

  if (has_learned_since (self, to))
    {
      g_autoptr (NrnExperiment) now = nrn_document_dup_trained (self);
      g_autoptr (NrnWeights) before = dup_weights (from);
      g_autoptr (NrnWeights) after = dup_weights (to);
      g_autoptr (NrnWeights) back = nrn_unit_map_take_back (map, before, after,
                                                            nrn_experiment_get_parts (now)->weights);
      g_autoptr (NrnHistory) history = nrn_history_mark (nrn_experiment_get_parts (now)->history);

      parts.weights = back;
      parts.history = history;
      target = nrn_experiment_new (&parts);
    }
  else
    {
      target = nrn_experiment_ref (from);
    }

  place = nrn_document_get_place_with (self, target);
  done = nrn_document_put_at (self, target, map, &place, error);
  nrn_place_clear (&place);

  return done;
}

/* @place: where it was with @from, if that is known */
static gboolean
go_back (NrnDocument         *self,
         const NrnExperiment *from,
         const NrnExperiment *to,
         const NrnUnitMap    *map,
         const NrnPlace      *place,
         GError             **error)
{
  if (map == NULL || is_at (self, place, to))
    return nrn_document_put_place (self, from, place, error);

  return go_back_live (self, from, to) || go_back_after_training (self, from, to, map, error);
}

/* What cannot be gone back to, because a file has gone, stays an edit that
 * can be taken back. */
static gboolean
move_edit (NrnDocument  *self,
           GPtrArray    *from,
           GPtrArray    *to,
           gboolean      undo,
           GError      **error)
{
  const NrnEdit *edit = last_of (from);
  g_autoptr (NrnUnitMap) map = NULL;
  gboolean done;

  g_return_val_if_fail (edit != NULL, FALSE);

  if (edit->shelf_after != NULL)
    {
      nrn_document_set_shelf (self, undo ? edit->shelf_before : edit->shelf_after);
      done = TRUE;
    }
  else
    {
      if (edit->map != NULL)
        {
          map = undo ? nrn_unit_map_ref (edit->map) : nrn_unit_map_invert (edit->map);
          self->change = undo ? nrn_unit_map_invert (edit->map) : nrn_unit_map_ref (edit->map);
        }
      done = undo ? go_back (self, edit->before, edit->after, map, &edit->from, error)
                  : go_back (self, edit->after, edit->before, map, &edit->to, error);
      g_clear_pointer (&self->change, nrn_unit_map_unref);
    }
  if (!done)
    return FALSE;

  g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
  nrn_document_emit (self, NRN_DOCUMENT_UNDO_CHANGED);

  return TRUE;
}

/**
 * nrn_document_undo:
 * @document: a document with an edit to take back
 * @error: return location
 *
 * Takes the last edit back. A training goes on from the weights that it has,
 * but for those that the edit had changed.
 *
 * Returns: %FALSE with @error set if the experiment before it can no longer
 *   be trained; then the document is as it was
 */
gboolean
nrn_document_undo (NrnDocument  *document,
                   GError      **error)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  return move_edit (document, document->undo, document->redo, TRUE, error);
}

/**
 * nrn_document_redo:
 * @document: a document with an edit that was taken back
 * @error: return location
 *
 * Makes the edit again that was taken back last.
 *
 * Returns: as nrn_document_undo()
 */
gboolean
nrn_document_redo (NrnDocument  *document,
                   GError      **error)
{
  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  return move_edit (document, document->redo, document->undo, FALSE, error);
}

/**
 * nrn_document_get_undo_name:
 * @document: a document
 *
 * Returns: (nullable): what taking the last edit back is called, e.g. “Undo
 *   Add Layer”; %NULL if there is none
 */
const char *
nrn_document_get_undo_name (NrnDocument *document)
{
  const NrnEdit *edit = last_of (document->undo);

  return edit != NULL ? nrn_edit_kind_get_undo (edit->kind) : NULL;
}

/**
 * nrn_document_get_redo_name:
 * @document: a document
 *
 * Returns: (nullable): what making the edit again is called; %NULL if none
 *   was taken back
 */
const char *
nrn_document_get_redo_name (NrnDocument *document)
{
  const NrnEdit *edit = last_of (document->redo);

  return edit != NULL ? nrn_edit_kind_get_redo (edit->kind) : NULL;
}
