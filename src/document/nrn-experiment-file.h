/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments from and to `.neurons` files.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/* The version that is written. Older ones load; newer ones are refused. */
#define NRN_EXPERIMENT_FILE_VERSION 1

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
