/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Arrays that many see different lengths of, and the histories in them.
 */

#include "nrn-shared-array.h"

#include <string.h>

#include "nrn-history.h"

static const int *
get_items (NrnSharedArray *array)
{
  return nrn_shared_array_get_items (array);
}

static void
assert_items (NrnSharedArray *array,
              const int      *expected,
              guint           n)
{
  g_assert_cmpmem (get_items (array), n * sizeof (int), expected, n * sizeof (int));
}

/* What goes on from the end shares; what goes on elsewhere, or otherwise, is a
 * copy and leaves the others as they are. */
static void
test_extends (void)
{
  static const int start[] = { 1, 2, 3 };
  static const int more[] = { 4, 5 };
  static const int others[] = { 6, 7 };
  g_autoptr (NrnSharedArray) first = nrn_shared_array_new (sizeof (int), start, 3);
  g_autoptr (NrnSharedArray) grown = nrn_shared_array_extend (first, 3, more, 2);
  g_autoptr (NrnSharedArray) longer = nrn_shared_array_extend (grown, 5, others, 2);
  g_autoptr (NrnSharedArray) again = nrn_shared_array_extend (grown, 3, more, 2);
  g_autoptr (NrnSharedArray) beyond =
    nrn_shared_array_extend (grown, 4, (const int[]) { 5, 6, 7, 8 }, 4);
  g_autoptr (NrnSharedArray) fork = nrn_shared_array_extend (grown, 3, others, 2);
  g_autoptr (NrnSharedArray) same = nrn_shared_array_extend (first, 3, NULL, 0);

  g_assert_true (grown != first);
  g_assert_true (longer == grown && again == grown && beyond == grown && same == first);
  g_assert_true (fork != grown);
  assert_items (first, start, 3);
  assert_items (grown, (const int[]) { 1, 2, 3, 4, 5, 6, 7, 8 }, 8);
  assert_items (fork, (const int[]) { 1, 2, 3, 6, 7 }, 5);
}

/* Many threads go on from the same place, each otherwise. */
static gpointer
extend_much (gpointer data)
{
  NrnSharedArray *common = data;
  int own = GPOINTER_TO_INT (g_thread_self ());

  for (int round = 0; round < 200; round++)
    {
      const int items[] = { own, round, own ^ round };
      g_autoptr (NrnSharedArray) longer = nrn_shared_array_extend (common, 1, items, 3);

      g_assert_cmpint (get_items (longer)[0], ==, 42);
      assert_items (longer, (const int[]) { 42, own, round, own ^ round }, 4);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (NrnSharedArray) one = nrn_shared_array_new (sizeof (int), (const int[]) { 41 }, 1);
  g_autoptr (NrnSharedArray) common =
    nrn_shared_array_extend (one, 0, (const int[]) { 42 }, 1);     /* with room */
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("extend", extend_much, common);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (get_items (common)[0], ==, 42);
}

/* A history that shares is equal to the one it is of, whatever it shares with. */
static void
test_histories_share (void)
{
  static const NrnEpoch epochs[] = {
    { 3, 0.1, 0, 0 }, { 2, 0.2, 0, 0 }, { 1, 0.3, 0, 0 }, { 0.5, 0.4, 0, 0 },
  };
  g_autoptr (NrnHistory) two = nrn_history_new (epochs, 2);
  g_autoptr (NrnHistory) marked = nrn_history_mark (two);
  g_autoptr (NrnHistory) four = nrn_history_new_marked (
    nrn_history_get_names (two), (const double[]) { 3, 0.1, 0, 0, 2, 0.2, 0, 0, 1, 0.3, 0, 0,
                                                    0.5, 0.4, 0, 0 }, 4, (const guint[]) { 2 }, 1);
  g_autoptr (NrnHistory) shared = nrn_history_new_sharing (four, marked);
  g_autoptr (NrnHistory) again = nrn_history_mark (shared);
  g_autoptr (NrnHistory) shorter = nrn_history_new_sharing (two, shared);
  g_autoptr (NrnHistory) other = nrn_history_new (epochs + 1, 3);
  g_autoptr (NrnHistory) unlike = nrn_history_new_sharing (other, marked);
  const guint *marks;
  guint n_marks;

  g_assert_true (nrn_history_equal (shared, four));
  g_assert_true (nrn_history_equal (shorter, two));
  g_assert_true (nrn_history_equal (unlike, other));
  marks = nrn_history_get_marks (again, &n_marks);
  g_assert_cmpuint (n_marks, ==, 2);
  g_assert_cmpuint (marks[0], ==, 2);
  g_assert_cmpuint (marks[1], ==, 4);
  nrn_history_get_marks (shared, &n_marks);
  g_assert_cmpuint (n_marks, ==, 1);
  nrn_history_get_marks (two, &n_marks);
  g_assert_cmpuint (n_marks, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/engine/shared-array/extends", test_extends);
  g_test_add_func ("/engine/shared-array/threads", test_threads);
  g_test_add_func ("/engine/shared-array/histories-share", test_histories_share);

  return g_test_run ();
}
