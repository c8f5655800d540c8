/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The weights after each epoch of one training.
 */

#include "nrn-timeline.h"

#include <pthread.h>
#include <string.h>

typedef struct
{
  guint       epoch;
  guint64     update;       /* updates up to here */
  NrnWeights *weights;      /* owned */
} Moment;

struct _NrnTimeline
{
  gatomicrefcount  ref_count;

  /* Under the lock, which is taken once an epoch */
  pthread_mutex_t  lock;
  gsize            max_bytes;
  GArray          *moments; /* owned; Moment, by epoch */
  guint            stride;  /* epochs that are no multiple of it are dropped, but for the newest */
};

static void
clear_moment (gpointer data)
{
  nrn_weights_unref (((Moment *) data)->weights);
}

/**
 * nrn_timeline_new:
 * @max_bytes: room for weights; the start and the newest epoch are kept in
 *   any case
 *
 * Returns: (transfer full): a timeline that keeps nothing yet
 */
NrnTimeline *
nrn_timeline_new (gsize max_bytes)
{
  NrnTimeline *timeline = g_new0 (NrnTimeline, 1);

  g_atomic_ref_count_init (&timeline->ref_count);
  timeline->max_bytes = max_bytes;
  timeline->stride = 1;
  timeline->moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  g_array_set_clear_func (timeline->moments, clear_moment);
  pthread_mutex_init (&timeline->lock, NULL);

  return timeline;
}

NrnTimeline *
nrn_timeline_ref (const NrnTimeline *timeline)
{
  NrnTimeline *self = (NrnTimeline *) timeline;

  g_return_val_if_fail (timeline != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_timeline_unref (NrnTimeline *timeline)
{
  g_return_if_fail (timeline != NULL);

  if (!g_atomic_ref_count_dec (&timeline->ref_count))
    return;

  g_array_unref (timeline->moments);
  pthread_mutex_destroy (&timeline->lock);
  g_free (timeline);
}

static Moment *
get_moment (NrnTimeline *self,
            guint        i)
{
  return &g_array_index (self->moments, Moment, i);
}

/* Drops what is no multiple of the stride, but for the start. */
static void
thin (NrnTimeline *self)
{
  guint n_kept = 0;

  for (guint i = 0; i < self->moments->len; i++)
    {
      if (i > 0 && get_moment (self, i)->epoch % self->stride != 0)
        {
          clear_moment (get_moment (self, i));
          continue;
        }
      *get_moment (self, n_kept++) = *get_moment (self, i);
    }

  /* What is beyond was moved or dropped, and is no longer owned here. */
  g_array_set_clear_func (self->moments, NULL);
  g_array_set_size (self->moments, n_kept);
  g_array_set_clear_func (self->moments, clear_moment);
}

static gsize
get_size (const NrnWeights *weights)
{
  return nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights)) * sizeof (float);
}

/* How many moments there is room for. */
static gsize
count_room (gsize             max_bytes,
            const NrnWeights *weights)
{
  return MAX (max_bytes / MAX (get_size (weights), 1), 2);
}

/* Drops what is too much, but for the start and the newest. */
static void
make_room (NrnTimeline *self)
{
  while (self->moments->len > 2 &&
         self->moments->len > count_room (self->max_bytes, get_moment (self, 0)->weights))
    {
      Moment newest = *get_moment (self, self->moments->len - 1);

      nrn_weights_ref (newest.weights);
      g_array_set_size (self->moments, self->moments->len - 1);
      self->stride *= 2;
      thin (self);
      g_array_append_val (self->moments, newest);
    }
}

/**
 * nrn_timeline_add:
 * @timeline: a timeline
 * @epoch: epochs that are over; more than at the last call
 * @update: updates so far
 * @weights: the weights after @epoch; a reference is taken
 */
void
nrn_timeline_add (NrnTimeline      *timeline,
                  guint             epoch,
                  guint64           update,
                  const NrnWeights *weights)
{
  Moment moment = { .epoch = epoch, .update = update, .weights = nrn_weights_ref (weights) };
  gsize max_moments;
  guint n;

  pthread_mutex_lock (&timeline->lock);
  max_moments = count_room (timeline->max_bytes, weights);
  n = timeline->moments->len;
  g_warn_if_fail (n == 0 || get_moment (timeline, n - 1)->epoch < epoch);
  /* The one before is no longer the newest. */
  if (n > 1 && get_moment (timeline, n - 1)->epoch % timeline->stride != 0)
    g_array_set_size (timeline->moments, n - 1);
  while (timeline->moments->len >= max_moments && timeline->moments->len > 1)
    {
      timeline->stride *= 2;
      thin (timeline);
    }
  g_array_append_val (timeline->moments, moment);
  pthread_mutex_unlock (&timeline->lock);
}

/* The place of the first moment at or after @epoch. */
static guint
find (NrnTimeline *self,
      guint        epoch)
{
  guint low = 0;
  guint high = self->moments->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_moment (self, middle)->epoch < epoch)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/**
 * nrn_timeline_lookup:
 * @timeline: a timeline
 * @epoch: epochs that were over; 0 for the start
 * @update: (out) (optional): updates up to there
 *
 * Returns: (transfer full) (nullable): the weights after @epoch, if they are
 *   kept
 */
NrnWeights *
nrn_timeline_lookup (NrnTimeline *timeline,
                     guint        epoch,
                     guint64     *update)
{
  NrnWeights *weights = NULL;
  guint place;

  pthread_mutex_lock (&timeline->lock);
  place = find (timeline, epoch);
  if (place < timeline->moments->len && get_moment (timeline, place)->epoch == epoch)
    {
      weights = nrn_weights_ref (get_moment (timeline, place)->weights);
      if (update != NULL)
        *update = get_moment (timeline, place)->update;
    }
  pthread_mutex_unlock (&timeline->lock);

  return weights;
}

/**
 * nrn_timeline_get_next:
 * @timeline: a timeline
 * @from: an epoch
 * @epoch: (out): the first epoch from @from on whose weights are kept
 *
 * Returns: whether there is one
 */
gboolean
nrn_timeline_get_next (NrnTimeline *timeline,
                       guint        from,
                       guint       *epoch)
{
  gboolean found;
  guint place;

  pthread_mutex_lock (&timeline->lock);
  place = find (timeline, from);
  found = place < timeline->moments->len;
  if (found)
    *epoch = get_moment (timeline, place)->epoch;
  pthread_mutex_unlock (&timeline->lock);

  return found;
}

/* Takes references to the moments up to @until. */
static void
take_moments (NrnTimeline *self,
              NrnTimeline *from,
              guint        until)
{
  pthread_mutex_lock (&from->lock);
  self->stride = from->stride;
  for (guint i = 0; i < from->moments->len && get_moment (from, i)->epoch <= until; i++)
    {
      Moment moment = *get_moment (from, i);

      nrn_weights_ref (moment.weights);
      g_array_append_val (self->moments, moment);
    }
  pthread_mutex_unlock (&from->lock);
}

/**
 * nrn_timeline_copy:
 * @timeline: a timeline
 * @max_bytes: room for weights in the copy
 * @until: the last epoch that it gets
 *
 * Returns: (transfer full): a timeline of its own with the same moments, or
 *   as many of them as there is room for
 */
NrnTimeline *
nrn_timeline_copy (NrnTimeline *timeline,
                   gsize        max_bytes,
                   guint        until)
{
  NrnTimeline *copy = nrn_timeline_new (max_bytes);

  take_moments (copy, timeline, until);
  make_room (copy);

  return copy;
}

/**
 * nrn_timeline_set_room:
 * @timeline: a timeline
 * @max_bytes: room for weights from now on
 *
 * What there is no room for any more is forgotten at once.
 */
void
nrn_timeline_set_room (NrnTimeline *timeline,
                       gsize        max_bytes)
{
  pthread_mutex_lock (&timeline->lock);
  timeline->max_bytes = max_bytes;
  make_room (timeline);
  pthread_mutex_unlock (&timeline->lock);
}

/**
 * nrn_timeline_get_bytes:
 * @timeline: a timeline
 *
 * Returns: bytes that its weights take
 */
gsize
nrn_timeline_get_bytes (NrnTimeline *timeline)
{
  gsize n_bytes = 0;

  pthread_mutex_lock (&timeline->lock);
  if (timeline->moments->len > 0)
    n_bytes = timeline->moments->len * get_size (get_moment (timeline, 0)->weights);
  pthread_mutex_unlock (&timeline->lock);

  return n_bytes;
}

/**
 * nrn_timeline_get_n_moments:
 * @timeline: a timeline
 *
 * Returns: how many moments it keeps
 */
guint
nrn_timeline_get_n_moments (NrnTimeline *timeline)
{
  guint n;

  pthread_mutex_lock (&timeline->lock);
  n = timeline->moments->len;
  pthread_mutex_unlock (&timeline->lock);

  return n;
}

static gboolean
same_moment (const Moment *a,
             const Moment *b)
{
  const NrnArchitecture *architecture = nrn_weights_get_architecture (a->weights);

  return a->epoch == b->epoch && a->update == b->update &&
         (a->weights == b->weights ||
          (nrn_architecture_equal (architecture, nrn_weights_get_architecture (b->weights)) &&
           memcmp (nrn_weights_get_data (a->weights), nrn_weights_get_data (b->weights),
                   nrn_architecture_get_n_parameters (architecture) * sizeof (float)) == 0));
}

/**
 * nrn_timeline_equal:
 * @a: a timeline that does not grow
 * @b: another one
 *
 * Returns: whether both keep the same moments, bit for bit
 */
gboolean
nrn_timeline_equal (NrnTimeline *a,
                    NrnTimeline *b)
{
  if (a->moments->len != b->moments->len)
    return FALSE;

  for (guint i = 0; i < a->moments->len; i++)
    {
      if (!same_moment (get_moment (a, i), get_moment (b, i)))
        return FALSE;
    }

  return TRUE;
}
