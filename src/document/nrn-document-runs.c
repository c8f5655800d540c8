/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The document's shelf of kept runs.
 */

#include "nrn-document-private.h"

/**
 * nrn_document_set_shelf:
 * @document: a document
 * @shelf: another shelf
 */
void
nrn_document_set_shelf (NrnDocument    *document,
                        const NrnShelf *shelf)
{
  g_autoptr (NrnShelf) before = g_steal_pointer (&document->shelf);

  document->shelf = nrn_shelf_ref (shelf);
  if (before != shelf && !nrn_shelf_equal (before, shelf))
    nrn_document_emit (document, NRN_DOCUMENT_RUNS_CHANGED);
}

/**
 * nrn_document_get_shelf:
 * @document: a document
 *
 * Returns: (transfer none): the runs that were kept
 */
const NrnShelf *
nrn_document_get_shelf (NrnDocument *document)
{
  return document->shelf;
}

static void
edit_shelf (NrnDocument *self,
            NrnEditKind  kind,
            NrnShelf    *shelf)
{
  g_autoptr (NrnShelf) before = nrn_shelf_ref (self->shelf);

  nrn_document_set_shelf (self, shelf);
  nrn_document_note_shelf_edit (self, kind, before, shelf);
}

/**
 * nrn_document_can_keep_run:
 * @document: a document with an experiment
 *
 * Returns: whether there is an epoch that could be kept
 */
gboolean
nrn_document_can_keep_run (NrnDocument *document)
{
  return nrn_history_get_n_epochs (nrn_document_get_history (document)) > 0;
}

/**
 * nrn_document_keep_run:
 * @document: a document whose run can be kept
 *
 * Puts the experiment as it is now, with its weights and its history, on the
 * shelf. That can be taken back.
 *
 * Returns: the id of the run
 */
guint
nrn_document_keep_run (NrnDocument *document)
{
  g_autoptr (NrnExperiment) trained = NULL;
  g_autofree char *name = NULL;
  g_autoptr (NrnRun) run = NULL;
  g_autoptr (NrnShelf) shelf = NULL;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), 0);
  g_return_val_if_fail (nrn_document_can_keep_run (document), 0);

  trained = nrn_document_dup_trained (document);
  name = nrn_shelf_suggest_name (document->shelf, trained);
  run = nrn_run_new (nrn_shelf_get_next_id (document->shelf), name, trained);
  shelf = nrn_shelf_with (document->shelf, run);
  edit_shelf (document, NRN_EDIT_KEEP_RUN, shelf);

  return nrn_run_get_id (run);
}

/**
 * nrn_document_rename_run:
 * @document: a document
 * @id: a run's
 * @name: another name for it; an empty one changes nothing
 */
void
nrn_document_rename_run (NrnDocument *document,
                         guint        id,
                         const char  *name)
{
  const NrnRun *run;
  g_autofree char *stripped = NULL;
  g_autoptr (NrnRun) renamed = NULL;
  g_autoptr (NrnShelf) shelf = NULL;

  g_return_if_fail (NRN_IS_DOCUMENT (document));

  run = nrn_shelf_find (document->shelf, id);
  stripped = g_strstrip (g_strdup (name));
  if (run == NULL || *stripped == '\0' || g_str_equal (stripped, nrn_run_get_name (run)))
    return;

  renamed = nrn_run_new (id, stripped, nrn_run_get_experiment (run));
  shelf = nrn_shelf_with (document->shelf, renamed);
  edit_shelf (document, NRN_EDIT_RENAME_RUN, shelf);
}

/**
 * nrn_document_remove_run:
 * @document: a document
 * @id: a run's
 *
 * Takes it off the shelf. That can be taken back.
 */
void
nrn_document_remove_run (NrnDocument *document,
                         guint        id)
{
  g_autoptr (NrnShelf) shelf = NULL;

  g_return_if_fail (NRN_IS_DOCUMENT (document));

  if (nrn_shelf_find (document->shelf, id) == NULL)
    return;

  shelf = nrn_shelf_without (document->shelf, id);
  edit_shelf (document, NRN_EDIT_REMOVE_RUN, shelf);
}

/**
 * nrn_document_load_run:
 * @document: a document with an experiment
 * @id: a run's
 * @error: return location
 *
 * Makes the run's experiment that of the document, with its weights and its
 * history. That can be taken back: then what was there is there again.
 *
 * Returns: as nrn_document_set_experiment()
 */
gboolean
nrn_document_load_run (NrnDocument  *document,
                       guint         id,
                       GError      **error)
{
  const NrnRun *run;
  g_autoptr (NrnExperiment) before = NULL;
  g_autoptr (NrnExperiment) after = NULL;

  g_return_val_if_fail (NRN_IS_DOCUMENT (document), FALSE);

  run = nrn_shelf_find (document->shelf, id);
  g_return_val_if_fail (run != NULL, FALSE);

  after = nrn_experiment_ref (nrn_run_get_experiment (run));
  before = nrn_document_capture (document);
  if (!nrn_document_put (document, after, NULL, TRUE, NULL, NULL, error))
    return FALSE;

  nrn_document_note_load (document, before, after);

  return TRUE;
}
