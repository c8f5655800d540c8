/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How much of a result is luck: the same experiment with many seeds.
 */

#pragma once

#include "nrn-trials.h"

G_BEGIN_DECLS

/**
 * NrnLuck:
 * @is_accuracy: whether results are accuracies; otherwise they are losses
 * @n_results: runs that came to a result
 * @n_diverged: runs whose loss became infinite or not a number
 * @n_never: runs that end hardly better than always giving the most common
 *   answer; 0 where results are losses
 * @guess: the accuracy of that answer; NaN where results are losses
 * @lowest: the smallest result; NaN without any
 * @median: half of them are below
 * @highest: the largest
 *
 * What has come of the runs so far.
 */
typedef struct
{
  gboolean is_accuracy;
  guint    n_results;
  guint    n_diverged;
  guint    n_never;
  double   guess;
  double   lowest;
  double   median;
  double   highest;
} NrnLuck;

double nrn_luck_get_result  (const NrnHistory *history,
                             gboolean          is_accuracy);
double nrn_luck_get_guess   (const NrnDataset *dataset);
void   nrn_luck_measure     (NrnTrials        *trials,
                             double            guess,
                             double           *results,
                             NrnLuck          *luck);
char  *nrn_luck_describe    (const NrnLuck    *luck);

G_END_DECLS
