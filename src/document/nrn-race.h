/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The same start with several learning rates or optimizers.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/* More could not be told apart in a plot. */
#define NRN_RACE_MAX_LANES 6

GPtrArray *nrn_race_parse    (const NrnExperiment  *experiment,
                              const char           *text,
                              GError              **error);
char      *nrn_race_get_name (const NrnExperiment  *lane);

G_END_DECLS
