/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is not the same in several experiments, in words.
 */

#pragma once

#include "nrn-experiment.h"

G_BEGIN_DECLS

/**
 * NrnRunDifference:
 * @title: what it is about, e.g. “Learning rate”, in the user's language
 * @values: (array zero-terminated=1): what each of the experiments has there
 *
 * A row of the table of what differs.
 */
typedef struct
{
  char  *title;
  char **values;
} NrnRunDifference;

GPtrArray *nrn_run_differences (const NrnExperiment *const *experiments,
                                guint                       n_experiments);

G_END_DECLS
