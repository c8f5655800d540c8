/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Random numbers that a seed fixes.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnRandomStream:
 * @NRN_RANDOM_DATA: generated rows
 * @NRN_RANDOM_WEIGHTS: starting weights
 * @NRN_RANDOM_ORDER: the order of the rows in each epoch
 * @NRN_RANDOM_SPLIT: which rows are held out
 * @NRN_RANDOM_TRAINING: what layers draw while training
 *
 * One seed fixes everything random, but each use has a stream of its own:
 * another network must not change the data.
 */
typedef enum
{
  NRN_RANDOM_DATA,
  NRN_RANDOM_WEIGHTS,
  NRN_RANDOM_ORDER,
  NRN_RANDOM_SPLIT,
  NRN_RANDOM_TRAINING,
} NrnRandomStream;

GRand *nrn_random_new     (guint32          seed,
                           NrnRandomStream  stream);
double nrn_random_normal  (GRand           *rand);
void   nrn_random_shuffle (GRand           *rand,
                           guint            n,
                           guint           *items);

G_END_DECLS
