/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All that a document's file holds.
 */

#pragma once

#include "nrn-experiment.h"
#include "nrn-shelf.h"
#include "nrn-timeline.h"
#include "nrn-view.h"

G_BEGIN_DECLS

/* As many bytes of weights of earlier epochs are kept in a file, and in the
 * copy that is made every few seconds while a training goes on. */
#define NRN_WORK_TIMELINE_BYTES ((gsize) 16 << 20)
#define NRN_WORK_RECOVERY_BYTES ((gsize) 6 << 20)

/**
 * NrnWorkParts:
 * @experiment: what is set up, and what came of it
 * @timeline: (nullable): the weights after earlier epochs of its history; of an
 *   equal architecture, and nobody adds to it any more
 * @shelf: (nullable): the runs that were kept
 * @view: (nullable): how it was shown
 *
 * The parts of a work.
 */
typedef struct
{
  const NrnExperiment *experiment;
  const NrnTimeline   *timeline;
  const NrnShelf      *shelf;
  const NrnView       *view;
} NrnWorkParts;

/**
 * NrnWork:
 *
 * An experiment with all that a document keeps beside it. An immutable value,
 * atomically ref-counted. Any thread.
 */
typedef struct _NrnWork NrnWork;

NrnWork            *nrn_work_new       (const NrnWorkParts  *parts);
NrnWork            *nrn_work_ref       (const NrnWork       *work);
void                nrn_work_unref     (NrnWork             *work);
const NrnWorkParts *nrn_work_get_parts (const NrnWork       *work);
gboolean            nrn_work_equal     (const NrnWork       *a,
                                        const NrnWork       *b);

NrnWork            *nrn_work_load      (const char          *path,
                                        GError             **error);
gboolean            nrn_work_save      (const NrnWork       *work,
                                        const char          *path,
                                        GError             **error);
NrnWork            *nrn_work_parse     (const char          *name,
                                        const char          *text,
                                        gssize               length,
                                        GError             **error);
char               *nrn_work_print     (const NrnWork       *work);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnWork, nrn_work_unref)

G_END_DECLS
