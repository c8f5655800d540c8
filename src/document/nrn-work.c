/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All that a document's file holds.
 */

#include "nrn-work.h"

#include "nrn-edit.h"

struct _NrnWork
{
  gatomicrefcount ref_count;
  NrnWorkParts    parts;        /* everything in it is owned */
};

/**
 * nrn_work_new:
 * @parts: what it is made of; references are taken, the view is copied
 *
 * Returns: (transfer full): the work
 */
NrnWork *
nrn_work_new (const NrnWorkParts *parts)
{
  NrnWork *work;

  g_return_val_if_fail (parts->experiment != NULL, NULL);

  work = g_new0 (NrnWork, 1);
  g_atomic_ref_count_init (&work->ref_count);
  work->parts = *parts;
  nrn_experiment_ref (parts->experiment);
  if (parts->timeline != NULL)
    nrn_timeline_ref (parts->timeline);
  work->parts.shelf = parts->shelf != NULL ? nrn_shelf_ref (parts->shelf) : nrn_shelf_new ();
  work->parts.view = parts->view != NULL ? nrn_view_copy (parts->view) : NULL;

  return work;
}

NrnWork *
nrn_work_ref (const NrnWork *work)
{
  NrnWork *self = (NrnWork *) work;

  g_return_val_if_fail (work != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_work_unref (NrnWork *work)
{
  g_return_if_fail (work != NULL);

  if (!g_atomic_ref_count_dec (&work->ref_count))
    return;

  nrn_experiment_unref ((NrnExperiment *) work->parts.experiment);
  if (work->parts.timeline != NULL)
    nrn_timeline_unref ((NrnTimeline *) work->parts.timeline);
  nrn_shelf_unref ((NrnShelf *) work->parts.shelf);
  if (work->parts.view != NULL)
    nrn_view_free ((NrnView *) work->parts.view);
  g_free (work);
}

/**
 * nrn_work_get_parts:
 * @work: a work
 *
 * Returns: (transfer none): what it is made of; there is always a shelf
 */
const NrnWorkParts *
nrn_work_get_parts (const NrnWork *work)
{
  return &work->parts;
}

static gboolean
same_timelines (const NrnTimeline *a,
                const NrnTimeline *b)
{
  if (a == NULL || b == NULL)
    return a == b;

  return nrn_timeline_equal ((NrnTimeline *) a, (NrnTimeline *) b);
}

/**
 * nrn_work_equal:
 * @a: a work
 * @b: what became of it
 *
 * How they are shown does not count.
 *
 * Returns: whether nothing is lost if only @a is kept
 */
gboolean
nrn_work_equal (const NrnWork *a,
                const NrnWork *b)
{
  return nrn_edit_kind (a->parts.experiment, b->parts.experiment) == NRN_EDIT_NONE &&
         same_timelines (a->parts.timeline, b->parts.timeline) &&
         nrn_shelf_equal (a->parts.shelf, b->parts.shelf);
}
