/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments from and to `.neurons` files. What a document keeps beside one is in
 * nrn-work.h, and how its parts are written in nrn-timeline-file.c and nrn-view.c.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/* The version that is written. Older ones load; newer ones are refused. A new one
 * begins where an older Neurons would drop or misunderstand what is new, and
 * leaves a sample of the one before in tests/data/experiments.
 *
 *   1  the first
 *   2  layers that are frozen, the weights after each epoch, and whatever comes
 *      before the next release
 */
#define NRN_EXPERIMENT_FILE_VERSION 2

NrnExperiment *nrn_experiment_load  (const char           *path,
                                     GError              **error);
gboolean       nrn_experiment_save  (const NrnExperiment  *experiment,
                                     const char           *path,
                                     GError              **error);
NrnExperiment *nrn_experiment_parse (const char           *name,
                                     const char           *text,
                                     gssize                length,
                                     GError              **error);
char          *nrn_experiment_print (const NrnExperiment  *experiment);

G_END_DECLS
