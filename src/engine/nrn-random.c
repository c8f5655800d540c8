/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Random numbers that a seed fixes.
 */

#include "nrn-random.h"

#include <math.h>

/**
 * nrn_random_new:
 * @seed: the experiment's seed
 * @stream: what the numbers are for
 *
 * Returns: (transfer full): a generator that gives the same numbers for the
 *   same seed and stream, on every machine
 */
GRand *
nrn_random_new (guint32         seed,
                NrnRandomStream stream)
{
  guint32 seeds[] = { seed, (guint32) stream };

  return g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
}

/**
 * nrn_random_normal:
 * @rand: a generator
 *
 * Returns: a number from the standard normal distribution. Formula: Box and
 *   Muller, "A Note on the Generation of Random Normal Deviates", 1958;
 *   the second of each pair is not kept, so that the state is GRand's alone
 */
double
nrn_random_normal (GRand *rand)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (rand)));

  return radius * cos (2 * G_PI * g_rand_double (rand));
}

/**
 * nrn_random_shuffle:
 * @rand: a generator
 * @n: number of items
 * @items: (array length=n): what to put into a random order, in place
 *
 * Formula: Durstenfeld, "Algorithm 235: Random permutation", 1964.
 */
void
nrn_random_shuffle (GRand *rand,
                    guint  n,
                    guint *items)
{
  for (guint i = n; i > 1; i--)
    {
      /* 0 … i − 1; the bias of this way is below one in a million for a
       * thousand items, and it needs no division and no second draw. */
      guint other = (guint) ((guint64) g_rand_int (rand) * i >> 32);
      guint kept = items[i - 1];

      items[i - 1] = items[other];
      items[other] = kept;
    }
}
