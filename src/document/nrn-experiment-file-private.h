/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Shared by the reader and the writer of experiment files.
 */

#pragma once

#include "nrn-experiment.h"
#include "nrn-json.h"

G_BEGIN_DECLS

#define NRN_EXPERIMENT_FORMAT "neurons-experiment"

NrnExperiment *nrn_experiment_from_json (const NrnJson       *root,
                                         const char          *folder,
                                         GError             **error);
char          *nrn_experiment_to_text   (const NrnExperiment *experiment,
                                         const char          *folder);

G_END_DECLS
