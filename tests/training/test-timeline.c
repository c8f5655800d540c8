/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * NrnTimeline: what it keeps, and what it drops when there is no more room.
 */

#include "nrn-timeline.h"

/* 2 × 1 weights and 1 bias */
#define SIZE (3 * sizeof (float))

typedef struct
{
  NrnArchitecture *architecture;
  NrnTimeline     *timeline;
} Fixture;

static void
add_epochs (Fixture *fixture,
            guint    from,
            guint    to)
{
  for (guint epoch = from; epoch <= to; epoch++)
    {
      const float data[] = { (float) epoch, 0, 0 };
      g_autoptr (NrnWeights) weights = nrn_weights_new (fixture->architecture, data);

      nrn_timeline_add (fixture->timeline, epoch, epoch * 7, weights);
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  room)
{
  fixture->architecture = nrn_architecture_parse ("2-1", "sigmoid", NULL);
  fixture->timeline = nrn_timeline_new (GPOINTER_TO_SIZE (room) * SIZE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  room)
{
  nrn_timeline_unref (fixture->timeline);
  nrn_architecture_unref (fixture->architecture);
}

/* The epochs that are kept, and that each has its own weights. */
static void
assert_keeps (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (GString) kept = g_string_new (NULL);
  guint epoch;

  for (guint from = 0; nrn_timeline_get_next (fixture->timeline, from, &epoch); from = epoch + 1)
    {
      guint64 update = 0;
      g_autoptr (NrnWeights) weights = nrn_timeline_lookup (fixture->timeline, epoch, &update);

      g_assert_cmpfloat (nrn_weights_get_data (weights)[0], ==, (float) epoch);
      g_assert_cmpuint (update, ==, epoch * 7);
      g_string_append_printf (kept, "%s%u", from > 0 ? " " : "", epoch);
    }
  g_assert_cmpstr (kept->str, ==, expected);
}

static void
test_keeps_every_epoch (Fixture       *fixture,
                        gconstpointer  room)
{
  add_epochs (fixture, 0, 8);
  assert_keeps (fixture, "0 1 2 3 4 5 6 7 8");
  g_assert_null (nrn_timeline_lookup (fixture->timeline, 9, NULL));
}

static void
test_thins_evenly (Fixture       *fixture,
                   gconstpointer  room)
{
  add_epochs (fixture, 0, 3);
  assert_keeps (fixture, "0 1 2 3");
  add_epochs (fixture, 4, 4);
  assert_keeps (fixture, "0 2 4");
  add_epochs (fixture, 5, 5);
  assert_keeps (fixture, "0 2 4 5");
  add_epochs (fixture, 6, 7);
  assert_keeps (fixture, "0 4 7");
  add_epochs (fixture, 8, 9);
  assert_keeps (fixture, "0 4 8 9");
  g_assert_null (nrn_timeline_lookup (fixture->timeline, 5, NULL));
}

static void
test_no_room (Fixture       *fixture,
              gconstpointer  room)
{
  add_epochs (fixture, 0, 40);
  assert_keeps (fixture, "0 40");
}

/* What somebody holds stays, even if the timeline drops it. */
static void
test_shares (Fixture       *fixture,
             gconstpointer  room)
{
  g_autoptr (NrnWeights) weights = NULL;

  add_epochs (fixture, 0, 1);
  weights = nrn_timeline_lookup (fixture->timeline, 1, NULL);
  add_epochs (fixture, 2, 100);
  g_assert_null (nrn_timeline_lookup (fixture->timeline, 1, NULL));
  g_assert_cmpfloat (nrn_weights_get_data (weights)[0], ==, 1);
}

/* A copy has room of its own, and does not grow with the other one. */
static void
test_copy (Fixture       *fixture,
           gconstpointer  room)
{
  NrnTimeline *whole = fixture->timeline;
  g_autoptr (NrnTimeline) copy = NULL;
  g_autoptr (NrnTimeline) again = NULL;

  add_epochs (fixture, 0, 9);
  copy = nrn_timeline_copy (whole, 4 * SIZE, G_MAXUINT);
  again = nrn_timeline_copy (whole, 100 * SIZE, 5);
  g_assert_true (nrn_timeline_equal (whole, whole));
  g_assert_false (nrn_timeline_equal (whole, copy));
  add_epochs (fixture, 10, 10);

  fixture->timeline = copy;
  assert_keeps (fixture, "0 4 8 9");
  fixture->timeline = again;
  assert_keeps (fixture, "0 1 2 3 4 5");
  fixture->timeline = whole;
  assert_keeps (fixture, "0 1 2 3 4 5 6 7 8 9 10");
}

/* Bit for bit, whoever made the weights. */
static void
test_equal (Fixture       *fixture,
            gconstpointer  room)
{
  g_autoptr (NrnTimeline) other = nrn_timeline_new (100 * SIZE);
  const float data[] = { 1, 0, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (fixture->architecture, data);
  const float changed[] = { 1, 0, -0.0f };
  g_autoptr (NrnWeights) others = nrn_weights_new (fixture->architecture, changed);
  g_autoptr (NrnTimeline) third = nrn_timeline_new (100 * SIZE);

  add_epochs (fixture, 1, 1);
  nrn_timeline_add (other, 1, 7, weights);
  nrn_timeline_add (third, 1, 7, others);
  g_assert_cmpuint (nrn_timeline_get_n_moments (other), ==, 1);
  g_assert_true (nrn_timeline_equal (fixture->timeline, other));
  g_assert_false (nrn_timeline_equal (fixture->timeline, third));
}

/* One that goes on after others has another start. */
static void
test_thins_from_its_start (Fixture       *fixture,
                           gconstpointer  room)
{
  add_epochs (fixture, 21, 30);
  assert_keeps (fixture, "21 24 28 30");
}

#define ADD(name, room, test) \
  g_test_add ("/training/timeline/" name, Fixture, GSIZE_TO_POINTER (room), set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("keeps-every-epoch", 100, test_keeps_every_epoch);
  ADD ("thins-evenly", 4, test_thins_evenly);
  ADD ("no-room", 0, test_no_room);
  ADD ("shares", 4, test_shares);
  ADD ("copy", 100, test_copy);
  ADD ("equal", 100, test_equal);
  ADD ("thins-from-its-start", 4, test_thins_from_its_start);

  return g_test_run ();
}
