/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Runs that a student has kept.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/* A name is cut to so many bytes. */
#define NRN_RUN_MAX_NAME 200

/**
 * NrnRun:
 *
 * An experiment as it was once, with its weights and its history, under a
 * name. An immutable value, atomically ref-counted. Any thread.
 */
typedef struct _NrnRun NrnRun;

NrnRun              *nrn_run_new            (guint                id,
                                             const char          *name,
                                             const NrnExperiment *experiment);
NrnRun              *nrn_run_ref            (const NrnRun        *run);
void                 nrn_run_unref          (NrnRun              *run);
guint                nrn_run_get_id         (const NrnRun        *run);
const char          *nrn_run_get_name       (const NrnRun        *run);
const NrnExperiment *nrn_run_get_experiment (const NrnRun        *run);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnRun, nrn_run_unref)

/**
 * NrnShelf:
 *
 * The kept runs of a document, in the order in which they were kept. An
 * immutable value, atomically ref-counted: a change makes another shelf with
 * the same runs. Any thread.
 */
typedef struct _NrnShelf NrnShelf;

NrnShelf     *nrn_shelf_new         (void);
NrnShelf     *nrn_shelf_new_runs    (NrnRun *const   *runs,
                                     guint            n_runs);
NrnShelf     *nrn_shelf_ref         (const NrnShelf  *shelf);
void          nrn_shelf_unref       (NrnShelf        *shelf);
guint         nrn_shelf_get_n_runs  (const NrnShelf  *shelf);
const NrnRun *nrn_shelf_get_run     (const NrnShelf  *shelf,
                                     guint            place);
const NrnRun *nrn_shelf_find        (const NrnShelf  *shelf,
                                     guint            id);
guint         nrn_shelf_get_next_id (const NrnShelf  *shelf);
NrnShelf     *nrn_shelf_with        (const NrnShelf  *shelf,
                                     const NrnRun    *run);
NrnShelf     *nrn_shelf_without     (const NrnShelf  *shelf,
                                     guint            id);
gboolean      nrn_shelf_equal       (const NrnShelf  *a,
                                     const NrnShelf  *b);
char         *nrn_shelf_suggest_name
                                    (const NrnShelf      *shelf,
                                     const NrnExperiment *experiment);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnShelf, nrn_shelf_unref)

G_END_DECLS
