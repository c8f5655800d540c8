/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * An array that many values see different lengths of.
 */

#include "nrn-shared-array.h"

#include <string.h>

/* Room that is made for items to come, at least. */
#define LEAST_ROOM 16

struct _NrnSharedArray
{
  gatomicrefcount ref_count;
  gsize           item_size;
  guint           capacity;     /* in items */
  guint           n_claimed;    /* atomic: somebody writes those below it */
  guint           n_written;    /* atomic: those below it never change */
  guint64         items[];      /* aligned for any number */
};

static char *
at (NrnSharedArray *array,
    guint           index)
{
  return (char *) array->items + index * array->item_size;
}

static NrnSharedArray *
alloc (gsize item_size,
       guint capacity)
{
  NrnSharedArray *array = g_malloc (sizeof (NrnSharedArray) + capacity * item_size);

  g_atomic_ref_count_init (&array->ref_count);
  array->item_size = item_size;
  array->capacity = capacity;
  array->n_claimed = 0;
  array->n_written = 0;

  return array;
}

static void
append (NrnSharedArray *array,
        const void     *items,
        guint           n_items)
{
  guint n = array->n_written;

  if (n_items > 0)
    memcpy (at (array, n), items, n_items * array->item_size);
  g_atomic_int_set (&array->n_written, n + n_items);
}

/**
 * nrn_shared_array_new:
 * @item_size: bytes of an item
 * @items: (nullable): the items to begin with
 * @n_items: how many; may be 0
 *
 * Returns: (transfer full): an array with a copy of them
 */
NrnSharedArray *
nrn_shared_array_new (gsize       item_size,
                      const void *items,
                      guint       n_items)
{
  NrnSharedArray *array = alloc (item_size, n_items);

  array->n_claimed = n_items;
  append (array, items, n_items);

  return array;
}

/* Whether the array has these items behind the first @n_items, or they could be
 * put there. */
static gboolean
take (NrnSharedArray *array,
      guint           n_items,
      const char     *more,
      guint           n_more)
{
  guint n_written = (guint) g_atomic_int_get (&array->n_written);
  guint end = n_items + n_more;
  guint n_same = MIN (n_written, end) - n_items;

  if (end > array->capacity || memcmp (at (array, n_items), more, n_same * array->item_size) != 0)
    return FALSE;
  if (n_same == n_more)
    return TRUE;

  /* Just one may go on from here. */
  if (!g_atomic_int_compare_and_exchange ((gint *) &array->n_claimed, (gint) n_written, (gint) end))
    return FALSE;
  append (array, more + n_same * array->item_size, n_more - n_same);

  return TRUE;
}

/**
 * nrn_shared_array_extend:
 * @array: an array
 * @n_items: how many of its items are meant
 * @more: (nullable): what comes after them
 * @n_more: how many; may be 0
 *
 * Returns: (transfer full): an array with both; the same one if it has the same
 *   items there, or none yet and room for them
 */
NrnSharedArray *
nrn_shared_array_extend (NrnSharedArray *array,
                         guint           n_items,
                         const void     *more,
                         guint           n_more)
{
  NrnSharedArray *copy;
  guint n = n_items + n_more;

  if (n_more == 0 || take (array, n_items, more, n_more))
    return nrn_shared_array_ref (array);

  copy = alloc (array->item_size, 2 * n + LEAST_ROOM);
  copy->n_claimed = n;
  append (copy, array->items, n_items);
  append (copy, more, n_more);

  return copy;
}

NrnSharedArray *
nrn_shared_array_ref (NrnSharedArray *array)
{
  g_atomic_ref_count_inc (&array->ref_count);
  return array;
}

void
nrn_shared_array_unref (NrnSharedArray *array)
{
  if (g_atomic_ref_count_dec (&array->ref_count))
    g_free (array);
}

/**
 * nrn_shared_array_get_items:
 * @array: an array
 *
 * Returns: (transfer none): its items
 */
const void *
nrn_shared_array_get_items (const NrnSharedArray *array)
{
  return array->items;
}
