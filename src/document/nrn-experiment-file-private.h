/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Shared by the reader and the writer of experiment files.
 */

#pragma once

#include "nrn-experiment.h"
#include "nrn-json.h"
#include "nrn-json-writer.h"
#include "nrn-work.h"

G_BEGIN_DECLS

#define NRN_EXPERIMENT_FORMAT "neurons-experiment"

/* nrn-experiment-parse-data.c: the members for names that were given by hand. */
extern const char *const nrn_experiment_names_members[NRN_N_NAMES];

NrnExperiment *nrn_experiment_from_json (const NrnJson       *root,
                                         const char          *folder,
                                         GError             **error);
NrnShelf      *nrn_shelf_from_json      (const NrnJson       *root,
                                         const char          *folder,
                                         GError             **error);
char          *nrn_work_to_text         (const NrnWork       *work,
                                         const char          *folder);

/* nrn-view.c */
NrnView       *nrn_view_from_json       (const NrnJson       *json,
                                         GError             **error);
void           nrn_view_to_json         (const NrnView       *view,
                                         NrnJsonWriter       *writer,
                                         const char          *name);

/* nrn-timeline-file.c */
NrnTimeline   *nrn_timeline_from_json   (const NrnJson       *json,
                                         const NrnArchitecture
                                                             *architecture,
                                         GError             **error);
void           nrn_timeline_to_json     (const NrnTimeline   *timeline,
                                         NrnJsonWriter       *writer,
                                         const char          *name);

G_END_DECLS
