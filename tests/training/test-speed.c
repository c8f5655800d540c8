/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "nrn-speed.h"

#define MS 1000

static void
test_needs_two_looks (void)
{
  NrnSpeed speed = { 0 };

  g_assert_cmpfloat (nrn_speed_get (&speed, 0), ==, 0);
  nrn_speed_mark (&speed, 10 * MS, 5);
  g_assert_cmpfloat (nrn_speed_get (&speed, 10 * MS), ==, 0);
  nrn_speed_mark (&speed, 20 * MS, 7);
  g_assert_cmpfloat (nrn_speed_get (&speed, 20 * MS), ==, 200);
}

/* However often somebody looks. */
static void
test_steady (void)
{
  static const gint64 intervals[] = { 1, 100, 3 * MS, 16 * MS, 41 * MS, 100 * MS, 900 * MS };

  for (guint i = 0; i < G_N_ELEMENTS (intervals); i++)
    {
      NrnSpeed speed = { 0 };
      gint64 now = 0;

      for (guint n = 1; now < 2 * G_USEC_PER_SEC; n++)
        {
          now += intervals[i];
          nrn_speed_mark (&speed, now, 3 * n);
        }
      g_assert_cmpfloat_with_epsilon (nrn_speed_get (&speed, now) * (double) intervals[i],
                                      3 * G_USEC_PER_SEC, 1);
    }
}

static void
test_covers_half_a_second (void)
{
  NrnSpeed speed = { 0 };
  guint count = 0;

  for (gint64 now = 0; now < 3 * G_USEC_PER_SEC; now += 16 * MS)
    nrn_speed_mark (&speed, now, count += 1000);
  for (gint64 now = 3 * G_USEC_PER_SEC; now < 3600 * MS; now += 16 * MS)
    nrn_speed_mark (&speed, now, count += 10);

  g_assert_cmpfloat_with_epsilon (nrn_speed_get (&speed, 3600 * MS), 10 / 0.016, 15);
}

/* One update in two seconds, looked at in every frame. */
static void
test_slow_is_exact (void)
{
  NrnSpeed speed = { 0 };

  for (gint64 now = 0; now < 9 * G_USEC_PER_SEC; now += 20 * MS)
    {
      nrn_speed_mark (&speed, now, (guint) (now / (2 * G_USEC_PER_SEC)));
      if (now >= 4 * G_USEC_PER_SEC)
        g_assert_cmpfloat (nrn_speed_get (&speed, now), ==, 0.5);
    }
}

static void
test_fades_when_overdue (void)
{
  NrnSpeed speed = { 0 };

  nrn_speed_mark (&speed, 0, 1);
  nrn_speed_mark (&speed, 100 * MS, 2);
  g_assert_cmpfloat (nrn_speed_get (&speed, 200 * MS), ==, 10);
  g_assert_cmpfloat_with_epsilon (nrn_speed_get (&speed, 900 * MS), 2 / 0.9, 1e-9);
  g_assert_cmpfloat (nrn_speed_get (&speed, 60 * G_USEC_PER_SEC), <, 0.04);
}

/* Two updates a second, the next of which is a frame late: that is no other speed. */
static void
test_is_steady_when_late (void)
{
  NrnSpeed speed = { 0 };

  for (guint n = 0; n < 8; n++)
    nrn_speed_mark (&speed, 500 * MS * n, n + 1);

  g_assert_cmpfloat (nrn_speed_get (&speed, 4000 * MS), ==, 2);
  g_assert_cmpfloat (nrn_speed_get (&speed, 4016 * MS), >, 1.96);
}

static void
test_starts_anew_when_cleared_or_going_back (void)
{
  NrnSpeed speed = { 0 };

  nrn_speed_mark (&speed, 0, 10);
  nrn_speed_mark (&speed, 100 * MS, 20);
  nrn_speed_clear (&speed, 20);
  g_assert_cmpfloat (nrn_speed_get (&speed, 100 * MS), ==, 0);
  /* It stood still meanwhile: that says nothing. */
  nrn_speed_mark (&speed, 900 * MS, 20);
  nrn_speed_mark (&speed, 901 * MS, 21);
  g_assert_cmpfloat (nrn_speed_get (&speed, 901 * MS), ==, 0);

  nrn_speed_mark (&speed, 950 * MS, 30);
  nrn_speed_mark (&speed, 960 * MS, 3);
  g_assert_cmpfloat (nrn_speed_get (&speed, 960 * MS), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/training/speed/needs-two-looks", test_needs_two_looks);
  g_test_add_func ("/training/speed/steady", test_steady);
  g_test_add_func ("/training/speed/covers-half-a-second", test_covers_half_a_second);
  g_test_add_func ("/training/speed/slow-is-exact", test_slow_is_exact);
  g_test_add_func ("/training/speed/fades-when-overdue", test_fades_when_overdue);
  g_test_add_func ("/training/speed/is-steady-when-late", test_is_steady_when_late);
  g_test_add_func ("/training/speed/starts-anew-when-cleared-or-going-back",
                   test_starts_anew_when_cleared_or_going_back);

  return g_test_run ();
}
