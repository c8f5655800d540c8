/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the round numbers along an axis.
 */

#include "nrn-ticks.h"

#include <math.h>

#define MINUS "\xe2\x88\x92"

static void
test_table (void)
{
  static const struct
  {
    double      minimum;
    double      maximum;
    guint       max_ticks;
    gboolean    only_integers;
    guint       n_ticks;
    const char *first;
    const char *last;
  } cases[] = {
    { 0, 20, 5, TRUE, 5, "0", "20" },
    { 0, 1, 6, FALSE, 6, "0.0", "1.0" },
    { 0, 1, 3, FALSE, 3, "0.0", "1.0" },
    { 0, 0.7, 8, FALSE, 8, "0.0", "0.7" },
    { 13, 100, 10, FALSE, 9, "20", "100" },
    { 40, 100, 4, FALSE, 4, "40", "100" },
    { -1, 1, 5, FALSE, 5, MINUS "1.0", "1.0" },
    { -0.25, 0.05, 7, FALSE, 7, MINUS "0.25", "0.05" },
    { 0, 1, 10, TRUE, 2, "0", "1" },
    { 0, 3, 10, TRUE, 4, "0", "3" },
    { 0, 1000000, 6, TRUE, 6, "0", "1,000,000" },
    { 0, 5e-8, 6, FALSE, 6, "0", "5e" MINUS "8" },
    { 0, 4e20, 5, FALSE, 5, "0", "4e20" },
    { 99.5, 100.5, 3, FALSE, 3, "99.5", "100.5" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;
      NrnTicks ticks;

      nrn_ticks_init (&ticks, cases[i].minimum, cases[i].maximum, cases[i].max_ticks,
                      cases[i].only_integers);
      g_assert_cmpuint (ticks.n_ticks, ==, cases[i].n_ticks);
      first = nrn_ticks_format (&ticks, 0);
      last = nrn_ticks_format (&ticks, ticks.n_ticks - 1);
      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_cmpstr (last, ==, cases[i].last);
    }
}

static void
test_log_table (void)
{
  static const struct
  {
    double      minimum;
    double      maximum;
    guint       max_ticks;
    const char *ticks;
  } cases[] = {
    { 0.001, 10, 6, "0.001 0.01 0.1 1 10" },
    { 0.2, 1, 5, "0.2 0.5 1" },
    { 0.2, 1, 9, "0.2 0.3 0.4 0.5 0.6 0.7 0.8 0.9 1" },
    { 0.01, 1, 4, "0.01 0.1 1" },
    { 0.02, 5, 5, "0.03 0.1 0.3 1 3" },
    { 1, 1e6, 4, "1 100 10,000 1,000,000" },
    { 1e-9, 1e-6, 4, "1e" MINUS "9 1e" MINUS "8 1e" MINUS "7 1e" MINUS "6" },
    { 1e6, 1e8, 4, "1,000,000 1e7 1e8" },
    { 5, 5000, 2, "10 1,000" },
    { 0.51, 0.54, 4, "0.51 0.52 0.53 0.54" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      NrnTicks ticks;

      nrn_ticks_init_log (&ticks, cases[i].minimum, cases[i].maximum, cases[i].max_ticks);
      for (guint tick = 0; tick < ticks.n_ticks; tick++)
        {
          g_autofree char *number = nrn_ticks_format (&ticks, tick);

          g_string_append_printf (text, "%s%s", tick > 0 ? " " : "", number);
        }
      g_assert_cmpstr (text->str, ==, cases[i].ticks);
    }
}

/* Never outside of the axis, never too many, always at least one. */
static void
test_log_fits (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2);

  for (guint i = 0; i < 2000; i++)
    {
      double minimum = pow (10, g_rand_double_range (rand, -290, 290));
      double maximum = minimum * pow (10, g_rand_double_range (rand, 0.02, 10));
      guint most = (guint) g_rand_int_range (rand, 2, 13);
      NrnTicks ticks;

      nrn_ticks_init_log (&ticks, minimum, maximum, most);
      g_assert_cmpuint (ticks.n_ticks, >=, 1);
      g_assert_cmpuint (ticks.n_ticks, <=, most);
      for (guint tick = 0; tick < ticks.n_ticks; tick++)
        {
          g_assert_cmpfloat (nrn_ticks_get (&ticks, tick), >=, minimum * (1 - 1e-5));
          g_assert_cmpfloat (nrn_ticks_get (&ticks, tick), <=, maximum * (1 + 1e-5));
        }
    }
}

static void
test_steps_are_round (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < 2000; i++)
    {
      double minimum = g_rand_double_range (rand, -100, 100);
      double length = pow (10, g_rand_double_range (rand, -4, 6));
      guint most = (guint) g_rand_int_range (rand, 2, 15);
      double factor;
      NrnTicks ticks;

      nrn_ticks_init (&ticks, minimum, minimum + length, most, FALSE);
      factor = ticks.step / pow (10, floor (log10 (ticks.step) + 1e-9));
      g_assert_true (fabs (factor - 1) < 1e-6 || fabs (factor - 2) < 1e-6 ||
                     fabs (factor - 5) < 1e-6);
      g_assert_cmpuint (ticks.n_ticks, <=, most);
      for (guint tick = 0; tick < ticks.n_ticks; tick++)
        {
          g_assert_cmpfloat (nrn_ticks_get (&ticks, tick), >=, minimum - length * 1e-5);
          g_assert_cmpfloat (nrn_ticks_get (&ticks, tick), <=, minimum + length * (1 + 1e-5));
        }
    }
}

static void
test_no_range (void)
{
  static const struct { double minimum; double maximum; } cases[] = {
    { 0, 0 }, { 1, 0 }, { 0, NAN }, { 0, INFINITY }, { -INFINITY, 0 },
    { -1.7e308, 1.7e308 }, { 1, 1 + 1e-15 }, { 0, 1e-310 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NrnTicks ticks;

      nrn_ticks_init (&ticks, cases[i].minimum, cases[i].maximum, 5, FALSE);
      g_assert_cmpuint (ticks.n_ticks, ==, 0);
      nrn_ticks_init_log (&ticks, cases[i].minimum, cases[i].maximum, 5);
      g_assert_cmpuint (ticks.n_ticks, ==, 0);
    }
}

/* The ends go outwards, and stay where they are ticks already. */
static void
test_widen (void)
{
  static const struct { double minimum; double maximum; double low; double high; } cases[] = {
    { 0, 1, 0, 1 }, { -0.3, 4.7, -1, 5 }, { 0, 2.5e8, 0, 2.5e8 }, { 1, 1, 1, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double minimum = cases[i].minimum, maximum = cases[i].maximum;

      nrn_ticks_widen (&minimum, &maximum, 6);
      g_assert_cmpfloat_with_epsilon (minimum, cases[i].low, 1e-9);
      g_assert_cmpfloat_with_epsilon (maximum, cases[i].high, 1e-3);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/ticks/table", test_table);
  g_test_add_func ("/drawing/ticks/log-table", test_log_table);
  g_test_add_func ("/drawing/ticks/log-fits", test_log_fits);
  g_test_add_func ("/drawing/ticks/steps-are-round", test_steps_are_round);
  g_test_add_func ("/drawing/ticks/no-range", test_no_range);
  g_test_add_func ("/drawing/ticks/widen", test_widen);

  return g_test_run ();
}
