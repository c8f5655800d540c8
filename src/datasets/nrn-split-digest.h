/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a split makes of the rows, and whether both parts are alike.
 */

#pragma once

#include "nrn-dataset.h"

G_BEGIN_DECLS

/* In so many pieces at most the rows are counted for a picture. */
#define NRN_SPLIT_DIGEST_MAX_PIECES 150

/**
 * NrnSplitPart:
 * @NRN_SPLIT_TRAIN: rows that train
 * @NRN_SPLIT_HELD_OUT: rows that validate
 */
typedef enum
{
  NRN_SPLIT_TRAIN,
  NRN_SPLIT_HELD_OUT,
} NrnSplitPart;

#define NRN_SPLIT_N_PARTS 2

/**
 * NrnSplitTrap:
 * @NRN_SPLIT_TRAP_NONE: both parts are alike, or nothing is held out
 * @NRN_SPLIT_TRAP_EXCEPTIONS: exceptions are in one part far more than in the
 *   other
 * @NRN_SPLIT_TRAP_MISSING: no row of a class is among those that train
 * @NRN_SPLIT_TRAP_SHARE: a class is in one part far more than in the other
 * @NRN_SPLIT_TRAP_MEAN: a target is larger in one part than in the other
 *
 * What is wrong with a split.
 */
typedef enum
{
  NRN_SPLIT_TRAP_NONE,
  NRN_SPLIT_TRAP_EXCEPTIONS,
  NRN_SPLIT_TRAP_MISSING,
  NRN_SPLIT_TRAP_SHARE,
  NRN_SPLIT_TRAP_MEAN,
} NrnSplitTrap;

/**
 * NrnSplitPiece:
 * @n_rows: rows of it
 * @n_held_out: how many of them are held out
 * @n_exceptions: how many break the rule
 *
 * Some rows that follow one another.
 */
typedef struct
{
  guint n_rows;
  guint n_held_out;
  guint n_exceptions;
} NrnSplitPiece;

/**
 * NrnSplitDigest:
 *
 * Which rows are held out, counted by class. An immutable value, atomically
 * ref-counted. Any thread.
 */
typedef struct _NrnSplitDigest NrnSplitDigest;

NrnSplitDigest      *nrn_split_digest_new              (const NrnDataset     *dataset,
                                                        double                validation_split,
                                                        gboolean              shuffled,
                                                        guint32               seed);
NrnSplitDigest      *nrn_split_digest_ref              (const NrnSplitDigest *digest);
void                 nrn_split_digest_unref            (NrnSplitDigest       *digest);

const NrnDataset    *nrn_split_digest_get_dataset      (const NrnSplitDigest *digest);
gboolean             nrn_split_digest_is_held_out      (const NrnSplitDigest *digest,
                                                        guint                 row);
guint                nrn_split_digest_get_n_rows       (const NrnSplitDigest *digest,
                                                        NrnSplitPart          part);
guint                nrn_split_digest_get_n_exceptions (const NrnSplitDigest *digest,
                                                        NrnSplitPart          part);
guint                nrn_split_digest_get_class_count  (const NrnSplitDigest *digest,
                                                        NrnSplitPart          part,
                                                        guint                 class_index);
double               nrn_split_digest_get_mean         (const NrnSplitDigest *digest,
                                                        NrnSplitPart          part);
NrnSplitTrap         nrn_split_digest_find_trap        (const NrnSplitDigest *digest,
                                                        guint                *class_index);
guint                nrn_split_digest_get_n_pieces     (const NrnSplitDigest *digest);
const NrnSplitPiece *nrn_split_digest_get_pieces       (const NrnSplitDigest *digest);
const guint         *nrn_split_digest_get_piece_classes (const NrnSplitDigest *digest,
                                                         guint                 piece);

/* nrn-split-words.c */
char                *nrn_split_digest_describe_exceptions (const NrnSplitDigest *digest);
char                *nrn_split_digest_describe_trap    (const NrnSplitDigest *digest);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnSplitDigest, nrn_split_digest_unref)

G_END_DECLS
