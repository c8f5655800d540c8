/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Interesting moments of a training.
 */

#include "nrn-moments.h"

#include <string.h>

struct _NrnMoments
{
  gatomicrefcount  ref_count;
  NrnMoment       *items;       /* owned; by update */
  guint            n_items;
};

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      unused)
{
  const NrnMoment *left = a, *right = b;

  if (left->update != right->update)
    return left->update < right->update ? -1 : 1;

  return (int) left->kind - (int) right->kind;
}

/**
 * nrn_moments_new:
 * @moments: (array length=n_moments) (nullable): in any order
 * @n_moments: how many
 *
 * Returns: (transfer full): a copy of them
 */
NrnMoments *
nrn_moments_new (const NrnMoment *moments,
                 guint            n_moments)
{
  NrnMoments *self = g_new (NrnMoments, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->items = g_memdup2 (moments, n_moments * sizeof (NrnMoment));
  self->n_items = n_moments;
  if (n_moments > 0)
    g_qsort_with_data (self->items, (int) n_moments, sizeof (NrnMoment), compare, NULL);

  return self;
}

/**
 * nrn_moments_new_until:
 * @moments: moments
 * @position: epochs, as in #NrnMoment
 *
 * Returns: (transfer full): those that are not after it
 */
NrnMoments *
nrn_moments_new_until (const NrnMoments *moments,
                       double            position)
{
  g_autofree NrnMoment *kept = g_new (NrnMoment, moments->n_items + 1);
  guint n_kept = 0;

  for (guint i = 0; i < moments->n_items; i++)
    {
      if (moments->items[i].position <= position)
        kept[n_kept++] = moments->items[i];
    }

  return nrn_moments_new (kept, n_kept);
}

/**
 * nrn_moments_new_with:
 * @moments: (nullable): changes by hand
 * @change: another one
 *
 * Several changes of the same thing at the same update are one; one that is taken
 * back there is none.
 *
 * Returns: (transfer full): all of them
 */
NrnMoments *
nrn_moments_new_with (const NrnMoments *moments,
                      const NrnMoment  *change)
{
  guint n_before = moments != NULL ? moments->n_items : 0;
  g_autofree NrnMoment *kept = g_new (NrnMoment, n_before + 1);
  NrnMoment merged = *change;
  guint n_kept = 0;

  for (guint i = 0; i < n_before; i++)
    {
      if (moments->items[i].kind == merged.kind && moments->items[i].update == merged.update)
        merged.before = moments->items[i].before;
      else
        kept[n_kept++] = moments->items[i];
    }
  if (merged.before != merged.after)
    kept[n_kept++] = merged;

  return nrn_moments_new (kept, n_kept);
}

NrnMoments *
nrn_moments_ref (const NrnMoments *moments)
{
  NrnMoments *self = (NrnMoments *) moments;

  g_return_val_if_fail (moments != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
nrn_moments_unref (NrnMoments *moments)
{
  g_return_if_fail (moments != NULL);

  if (!g_atomic_ref_count_dec (&moments->ref_count))
    return;

  g_free (moments->items);
  g_free (moments);
}

guint
nrn_moments_get_n (const NrnMoments *moments)
{
  return moments->n_items;
}

/**
 * nrn_moments_get:
 * @moments: moments
 * @i: which one, by update
 *
 * Returns: (transfer none): it
 */
const NrnMoment *
nrn_moments_get (const NrnMoments *moments,
                 guint             i)
{
  g_return_val_if_fail (i < moments->n_items, NULL);

  return &moments->items[i];
}

/**
 * nrn_moments_find_after:
 * @moments: moments
 * @update: an update
 *
 * Returns: the first one after @update; −1 if there is none
 */
int
nrn_moments_find_after (const NrnMoments *moments,
                        guint64           update)
{
  for (guint i = 0; i < moments->n_items; i++)
    {
      if (moments->items[i].update > update)
        return (int) i;
    }

  return -1;
}

/**
 * nrn_moments_find_before:
 * @moments: moments
 * @update: an update
 *
 * Returns: the last one before @update, and of several at the same update the
 *   first; −1 if there is none
 */
int
nrn_moments_find_before (const NrnMoments *moments,
                         guint64           update)
{
  int found = -1;

  for (guint i = 0; i < moments->n_items && moments->items[i].update < update; i++)
    {
      if (found < 0 || moments->items[found].update < moments->items[i].update)
        found = (int) i;
    }

  return found;
}

/**
 * nrn_moments_find_at:
 * @moments: moments
 * @update: an update
 *
 * Returns: the first one at @update; −1 if there is none
 */
int
nrn_moments_find_at (const NrnMoments *moments,
                     guint64           update)
{
  for (guint i = 0; i < moments->n_items; i++)
    {
      if (moments->items[i].update == update)
        return (int) i;
    }

  return -1;
}

static gboolean
same_number (double a,
             double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

static gboolean
same_moment (const NrnMoment *a,
             const NrnMoment *b)
{
  return a->kind == b->kind && a->update == b->update && same_number (a->position, b->position) &&
         a->is_exact == b->is_exact && a->layer == b->layer && a->unit == b->unit &&
         a->n_units == b->n_units && same_number (a->before, b->before) &&
         same_number (a->after, b->after) && a->until == b->until;
}

/**
 * nrn_moments_equal:
 * @a: moments
 * @b: others
 *
 * Returns: whether they are the same ones
 */
gboolean
nrn_moments_equal (const NrnMoments *a,
                   const NrnMoments *b)
{
  if (a->n_items != b->n_items)
    return FALSE;

  for (guint i = 0; i < a->n_items; i++)
    {
      if (!same_moment (&a->items[i], &b->items[i]))
        return FALSE;
    }

  return TRUE;
}

/* Units of a layer to which the same happens are one moment. */
static gboolean
joins (GArray          *all,
       const NrnMoment *moment)
{
  gboolean is_of_units = moment->kind == NRN_MOMENT_UNIT_OFF || moment->kind == NRN_MOMENT_UNIT_ON;

  for (guint i = all->len; is_of_units && i-- > 0;)
    {
      NrnMoment *other = &g_array_index (all, NrnMoment, i);

      if (other->update < moment->update)
        return FALSE;
      if (other->kind != moment->kind || other->update != moment->update ||
          other->layer != moment->layer || other->until != moment->until)
        continue;
      other->unit = MIN (other->unit, moment->unit);
      other->n_units += moment->n_units;
      return TRUE;
    }

  return FALSE;
}

/**
 * nrn_moments_join:
 * @moments: moments
 *
 * Returns: (transfer full): the same, but units of a layer to which the same
 *   happens at the same update are one moment
 */
NrnMoments *
nrn_moments_join (const NrnMoments *moments)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (NrnMoment));

  for (guint i = 0; i < moments->n_items; i++)
    {
      if (!joins (all, &moments->items[i]))
        g_array_append_vals (all, &moments->items[i], 1);
    }

  return nrn_moments_new ((const NrnMoment *) (void *) all->data, all->len);
}
