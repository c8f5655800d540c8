/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The checkpoints of one training.
 */

#include "nrn-checkpoints.h"

#include <pthread.h>

typedef struct
{
  NrnCheckpoint *checkpoint;    /* owned */
  gboolean       is_turn;       /* from here on something is different: never thinned */
} Entry;

struct _NrnCheckpoints
{
  gatomicrefcount  ref_count;

  /* Under the lock, which is taken once a checkpoint */
  pthread_mutex_t  lock;
  gsize            max_bytes;
  GArray          *entries;     /* owned; Entry, by update */
  gsize            n_bytes;     /* of all of them */
};

static void
clear_entry (gpointer data)
{
  nrn_checkpoint_unref (((Entry *) data)->checkpoint);
}

/**
 * nrn_checkpoints_new:
 * @max_bytes: room for checkpoints; two are kept in any case
 *
 * Returns: (transfer full): checkpoints of a training, none yet
 */
NrnCheckpoints *
nrn_checkpoints_new (gsize max_bytes)
{
  NrnCheckpoints *checkpoints = g_new0 (NrnCheckpoints, 1);

  g_atomic_ref_count_init (&checkpoints->ref_count);
  checkpoints->max_bytes = max_bytes;
  checkpoints->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (checkpoints->entries, clear_entry);
  pthread_mutex_init (&checkpoints->lock, NULL);

  return checkpoints;
}

NrnCheckpoints *
nrn_checkpoints_ref (const NrnCheckpoints *checkpoints)
{
  NrnCheckpoints *self = (NrnCheckpoints *) checkpoints;

  g_return_val_if_fail (checkpoints != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_checkpoints_unref (NrnCheckpoints *checkpoints)
{
  g_return_if_fail (checkpoints != NULL);

  if (!g_atomic_ref_count_dec (&checkpoints->ref_count))
    return;

  g_array_unref (checkpoints->entries);
  pthread_mutex_destroy (&checkpoints->lock);
  g_free (checkpoints);
}

static Entry *
get_entry (NrnCheckpoints *self,
           guint           i)
{
  return &g_array_index (self->entries, Entry, i);
}

static void
drop (NrnCheckpoints *self,
      guint           i)
{
  self->n_bytes -= nrn_checkpoint_get_size (get_entry (self, i)->checkpoint);
  g_array_remove_index (self->entries, i);
}

/* Drops every second one of those that can be made again from the one before.
 * Returns whether there were any. */
static gboolean
thin (NrnCheckpoints *self)
{
  guint before = self->entries->len;

  for (guint i = 1; i + 1 < self->entries->len; i++)
    {
      if (!get_entry (self, i)->is_turn)
        drop (self, i);
    }

  return self->entries->len < before;
}

/* Where only turns are left, the oldest past is forgotten. */
static void
make_room (NrnCheckpoints *self)
{
  while (self->n_bytes > self->max_bytes && self->entries->len > 2)
    {
      if (!thin (self))
        drop (self, 0);
    }
}

/**
 * nrn_checkpoints_add:
 * @checkpoints: the checkpoints of a training
 * @checkpoint: another one, not before the last; a reference is taken
 * @is_turn: whether it is not where the one before leads to by itself: the
 *   options or the learning rate were changed there
 *
 * One at the same update takes the place of the last.
 */
void
nrn_checkpoints_add (NrnCheckpoints      *checkpoints,
                     const NrnCheckpoint *checkpoint,
                     gboolean             is_turn)
{
  Entry entry = { nrn_checkpoint_ref (checkpoint), is_turn };
  guint n;

  pthread_mutex_lock (&checkpoints->lock);
  n = checkpoints->entries->len;
  if (n > 0 && nrn_checkpoint_get_update (get_entry (checkpoints, n - 1)->checkpoint) ==
               nrn_checkpoint_get_update (checkpoint))
    {
      entry.is_turn = is_turn || get_entry (checkpoints, n - 1)->is_turn;
      drop (checkpoints, n - 1);
    }
  g_array_append_val (checkpoints->entries, entry);
  checkpoints->n_bytes += nrn_checkpoint_get_size (checkpoint);
  make_room (checkpoints);
  pthread_mutex_unlock (&checkpoints->lock);
}

/* How many are not after @update. */
static guint
count_until (NrnCheckpoints *self,
             guint64         update)
{
  guint low = 0;
  guint high = self->entries->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (nrn_checkpoint_get_update (get_entry (self, middle)->checkpoint) <= update)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * nrn_checkpoints_find:
 * @checkpoints: the checkpoints of a training
 * @update: updates made
 *
 * Returns: (transfer full) (nullable): the last one that is not after
 *   @update; %NULL if what was then is forgotten
 */
NrnCheckpoint *
nrn_checkpoints_find (NrnCheckpoints *checkpoints,
                      guint64         update)
{
  NrnCheckpoint *found = NULL;
  guint n;

  pthread_mutex_lock (&checkpoints->lock);
  n = count_until (checkpoints, update);
  if (n > 0)
    found = nrn_checkpoint_ref (get_entry (checkpoints, n - 1)->checkpoint);
  pthread_mutex_unlock (&checkpoints->lock);

  return found;
}

/**
 * nrn_checkpoints_get_n:
 * @checkpoints: the checkpoints of a training
 *
 * Returns: how many are kept
 */
guint
nrn_checkpoints_get_n (NrnCheckpoints *checkpoints)
{
  guint n;

  pthread_mutex_lock (&checkpoints->lock);
  n = checkpoints->entries->len;
  pthread_mutex_unlock (&checkpoints->lock);

  return n;
}

/**
 * nrn_checkpoints_get_bytes:
 * @checkpoints: the checkpoints of a training
 *
 * Returns: bytes that they take, about
 */
gsize
nrn_checkpoints_get_bytes (NrnCheckpoints *checkpoints)
{
  gsize n_bytes;

  pthread_mutex_lock (&checkpoints->lock);
  n_bytes = checkpoints->n_bytes;
  pthread_mutex_unlock (&checkpoints->lock);

  return n_bytes;
}

/**
 * nrn_checkpoints_set_room:
 * @checkpoints: the checkpoints of a training
 * @max_bytes: room for them from now on; two are kept in any case
 *
 * What there is no room for any more is forgotten at once.
 */
void
nrn_checkpoints_set_room (NrnCheckpoints *checkpoints,
                          gsize           max_bytes)
{
  pthread_mutex_lock (&checkpoints->lock);
  checkpoints->max_bytes = max_bytes;
  make_room (checkpoints);
  pthread_mutex_unlock (&checkpoints->lock);
}

/**
 * nrn_checkpoints_get_reach:
 * @checkpoints: the checkpoints of a training, at least one
 * @first: (out): the first update that can be made again
 * @farthest: (out): how many updates there are at most between one of them and
 *   the next
 *
 * Tells what can be looked at, and how much has to be made again for it.
 */
void
nrn_checkpoints_get_reach (NrnCheckpoints *checkpoints,
                           guint64        *first,
                           guint64        *farthest)
{
  guint64 before;

  *farthest = 0;
  pthread_mutex_lock (&checkpoints->lock);
  before = *first = nrn_checkpoint_get_update (get_entry (checkpoints, 0)->checkpoint);
  for (guint i = 1; i < checkpoints->entries->len; i++)
    {
      guint64 update = nrn_checkpoint_get_update (get_entry (checkpoints, i)->checkpoint);

      *farthest = MAX (*farthest, update - before);
      before = update;
    }
  pthread_mutex_unlock (&checkpoints->lock);
}
