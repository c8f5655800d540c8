/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a split makes of the rows, and whether both parts are alike.
 */

#include "nrn-split-digest.h"

#include <math.h>

#include "nrn-split.h"

/* Parts differ by chance. By more than this many standard errors they do so in
 * less than one of ten thousand shuffled splits. */
#define MAX_DEVIATION 4

typedef struct
{
  guint   n_rows;
  guint   n_exceptions;
  guint  *class_counts;   /* owned; (n_classes) */
  double  sum;            /* of the first target, if it is a value */
  double  sum_of_squares;
} Part;

struct _NrnSplitDigest
{
  gatomicrefcount  ref_count;

  NrnDataset      *dataset;     /* owned */
  guint8          *held_out;    /* owned; (n_rows) */
  Part             parts[NRN_SPLIT_N_PARTS];
  guint            piece_rows;  /* of each piece but the last one */
  guint            n_pieces;
  NrnSplitPiece   *pieces;      /* owned */
  guint           *classes;     /* owned; (n_pieces, n_classes) */
};

static void
mark_held_out (NrnSplitDigest *self,
               double          validation_split,
               gboolean        shuffled,
               guint32         seed)
{
  guint n_rows = nrn_dataset_get_n_rows (self->dataset);
  g_autofree guint *order = NULL;
  guint n_train;

  self->held_out = g_new0 (guint8, n_rows);
  if (!nrn_split_count (n_rows, validation_split, &n_train, NULL) || n_train == n_rows)
    return;

  order = nrn_split_order (n_rows, shuffled, seed);
  for (guint i = n_train; i < n_rows; i++)
    self->held_out[order[i]] = 1;
}

/* An even number of rows in each: many data sets have their rows in pairs. */
static void
choose_pieces (NrnSplitDigest *self)
{
  guint n_rows = nrn_dataset_get_n_rows (self->dataset);

  self->piece_rows = (n_rows - 1) / NRN_SPLIT_DIGEST_MAX_PIECES + 1;
  if (self->piece_rows > 1)
    self->piece_rows += self->piece_rows % 2;
  self->n_pieces = (n_rows - 1) / self->piece_rows + 1;
}

static void
count_row (NrnSplitDigest *self,
           guint           row)
{
  guint n_classes = nrn_dataset_get_n_classes (self->dataset);
  guint n_targets = nrn_dataset_get_n_targets (self->dataset);
  double target = (double) nrn_dataset_get_targets (self->dataset)[(gsize) row * n_targets];
  guint piece = row / self->piece_rows;
  Part *part = &self->parts[self->held_out[row]];

  part->n_rows++;
  self->pieces[piece].n_rows++;
  self->pieces[piece].n_held_out += self->held_out[row];
  if (nrn_dataset_is_exception (self->dataset, row))
    {
      part->n_exceptions++;
      self->pieces[piece].n_exceptions++;
    }
  if (n_classes > 0)
    {
      part->class_counts[(guint) target]++;
      self->classes[(gsize) piece * n_classes + (guint) target]++;
    }
  else
    {
      part->sum += target;
      part->sum_of_squares += target * target;
    }
}

/**
 * nrn_split_digest_new:
 * @dataset: rows
 * @validation_split: the part to hold out; what nrn_split_count() refuses
 *   holds out none
 * @shuffled: whether any rows may be held out, rather than the last ones
 * @seed: the experiment's seed
 *
 * Counts the rows that nrn_split_order() gives. A matter of milliseconds for
 * thousands of them, and of a thread for millions.
 *
 * Returns: (transfer full): what becomes of the rows
 */
NrnSplitDigest *
nrn_split_digest_new (const NrnDataset *dataset,
                      double            validation_split,
                      gboolean          shuffled,
                      guint32           seed)
{
  NrnSplitDigest *self = g_new0 (NrnSplitDigest, 1);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_classes = nrn_dataset_get_n_classes (dataset);

  g_atomic_ref_count_init (&self->ref_count);
  self->dataset = nrn_dataset_ref (dataset);
  choose_pieces (self);
  self->pieces = g_new0 (NrnSplitPiece, self->n_pieces);
  self->classes = g_new0 (guint, (gsize) self->n_pieces * n_classes + 1);
  for (guint i = 0; i < NRN_SPLIT_N_PARTS; i++)
    self->parts[i].class_counts = g_new0 (guint, n_classes + 1);
  mark_held_out (self, validation_split, shuffled, seed);
  for (guint row = 0; row < n_rows; row++)
    count_row (self, row);

  return self;
}

NrnSplitDigest *
nrn_split_digest_ref (const NrnSplitDigest *digest)
{
  NrnSplitDigest *self = (NrnSplitDigest *) digest;

  g_return_val_if_fail (digest != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_split_digest_unref (NrnSplitDigest *digest)
{
  g_return_if_fail (digest != NULL);

  if (!g_atomic_ref_count_dec (&digest->ref_count))
    return;

  for (guint i = 0; i < NRN_SPLIT_N_PARTS; i++)
    g_free (digest->parts[i].class_counts);
  nrn_dataset_unref (digest->dataset);
  g_free (digest->held_out);
  g_free (digest->pieces);
  g_free (digest->classes);
  g_free (digest);
}

/**
 * nrn_split_digest_get_dataset:
 * @digest: a digest
 *
 * Returns: (transfer none): the rows it is of
 */
const NrnDataset *
nrn_split_digest_get_dataset (const NrnSplitDigest *digest)
{
  return digest->dataset;
}

gboolean
nrn_split_digest_is_held_out (const NrnSplitDigest *digest,
                              guint                 row)
{
  g_return_val_if_fail (row < nrn_dataset_get_n_rows (digest->dataset), FALSE);

  return digest->held_out[row] != 0;
}

guint
nrn_split_digest_get_n_rows (const NrnSplitDigest *digest,
                             NrnSplitPart          part)
{
  return digest->parts[part].n_rows;
}

guint
nrn_split_digest_get_n_exceptions (const NrnSplitDigest *digest,
                                   NrnSplitPart          part)
{
  return digest->parts[part].n_exceptions;
}

guint
nrn_split_digest_get_class_count (const NrnSplitDigest *digest,
                                  NrnSplitPart          part,
                                  guint                 class_index)
{
  g_return_val_if_fail (class_index < nrn_dataset_get_n_classes (digest->dataset), 0);

  return digest->parts[part].class_counts[class_index];
}

/**
 * nrn_split_digest_get_mean:
 * @digest: a digest of values
 * @part: a part
 *
 * Returns: the mean of its first target; NaN if it has no rows
 */
double
nrn_split_digest_get_mean (const NrnSplitDigest *digest,
                           NrnSplitPart          part)
{
  return digest->parts[part].sum / digest->parts[part].n_rows;
}

/* ---- Traps ---- */

/* By how many standard errors two shares differ, if chance alone had dealt
 * them.
 *
 * Formula: two-proportion z-test with the pooled share p,
 * |p1 − p2| / √(p · (1 − p) · (1/n1 + 1/n2)) */
static double
compare_shares (guint count_a,
                guint n_a,
                guint count_b,
                guint n_b)
{
  double pooled = ((double) count_a + count_b) / ((double) n_a + n_b);
  double error = sqrt (pooled * (1 - pooled) * (1.0 / n_a + 1.0 / n_b));

  return error > 0 ? fabs ((double) count_a / n_a - (double) count_b / n_b) / error : 0;
}

/* Likewise of two means. */
static double
compare_means (const Part *a,
               const Part *b)
{
  double n = (double) a->n_rows + b->n_rows;
  double mean = (a->sum + b->sum) / n;
  double variance = (a->sum_of_squares + b->sum_of_squares) / n - mean * mean;
  double error = sqrt (fmax (variance, 0) * (1.0 / a->n_rows + 1.0 / b->n_rows));

  return error > 0 ? fabs (a->sum / a->n_rows - b->sum / b->n_rows) / error : 0;
}

/* The class that the parts differ most in. */
static NrnSplitTrap
find_class_trap (const NrnSplitDigest *self,
                 guint                *class_index)
{
  const Part *train = &self->parts[NRN_SPLIT_TRAIN];
  const Part *held_out = &self->parts[NRN_SPLIT_HELD_OUT];
  double largest = MAX_DEVIATION;
  NrnSplitTrap trap = NRN_SPLIT_TRAP_NONE;

  for (guint i = 0; i < nrn_dataset_get_n_classes (self->dataset); i++)
    {
      double deviation = compare_shares (train->class_counts[i], train->n_rows,
                                         held_out->class_counts[i], held_out->n_rows);

      if (train->class_counts[i] == 0 && held_out->class_counts[i] > 0)
        {
          *class_index = i;
          return NRN_SPLIT_TRAP_MISSING;
        }
      if (deviation > largest)
        {
          largest = deviation;
          *class_index = i;
          trap = NRN_SPLIT_TRAP_SHARE;
        }
    }

  return trap;
}

/**
 * nrn_split_digest_find_trap:
 * @digest: a digest
 * @class_index: (out): the class that a trap of classes is about; else 0
 *
 * Looks for what makes the rows held out others than those that train, by
 * more than chance does. Keras' validation_split takes the last rows before
 * it shuffles, so data in an order falls into such a trap.
 *
 * Returns: the worst that is wrong
 */
NrnSplitTrap
nrn_split_digest_find_trap (const NrnSplitDigest *digest,
                            guint                *class_index)
{
  const Part *train = &digest->parts[NRN_SPLIT_TRAIN];
  const Part *held_out = &digest->parts[NRN_SPLIT_HELD_OUT];
  NrnSplitTrap trap;

  *class_index = 0;
  if (train->n_rows == 0 || held_out->n_rows == 0)
    return NRN_SPLIT_TRAP_NONE;

  trap = find_class_trap (digest, class_index);
  if (trap != NRN_SPLIT_TRAP_NONE)
    return trap;
  if (compare_shares (train->n_exceptions, train->n_rows, held_out->n_exceptions,
                      held_out->n_rows) > MAX_DEVIATION)
    return NRN_SPLIT_TRAP_EXCEPTIONS;

  return compare_means (train, held_out) > MAX_DEVIATION ? NRN_SPLIT_TRAP_MEAN
                                                         : NRN_SPLIT_TRAP_NONE;
}

/* ---- Pieces ---- */

guint
nrn_split_digest_get_n_pieces (const NrnSplitDigest *digest)
{
  return digest->n_pieces;
}

/**
 * nrn_split_digest_get_pieces:
 * @digest: a digest
 *
 * Returns: (transfer none) (array): all rows in order, in pieces of as many
 *   rows each; there may be fewer in the last one
 */
const NrnSplitPiece *
nrn_split_digest_get_pieces (const NrnSplitDigest *digest)
{
  return digest->pieces;
}

/**
 * nrn_split_digest_get_piece_classes:
 * @digest: a digest of classes
 * @piece: one of its pieces
 *
 * Returns: (transfer none) (array): how many rows of each class are in it
 */
const guint *
nrn_split_digest_get_piece_classes (const NrnSplitDigest *digest,
                                    guint                 piece)
{
  g_return_val_if_fail (piece < digest->n_pieces, NULL);

  return digest->classes + (gsize) piece * nrn_dataset_get_n_classes (digest->dataset);
}
