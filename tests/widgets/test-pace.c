/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Paces on the slider and in words.
 */

#include "nrn-window-test.h"

#include <math.h>

#include "nrn-pace.h"

/* From one sample a second to flat out, whatever the batch. */
static void
test_ends (void)
{
  static const guint batch_sizes[] = { 1, 10, 32, 2100, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (batch_sizes); i++)
    {
      g_autofree char *words = nrn_pace_describe (nrn_pace_from_position (0, batch_sizes[i]),
                                                  batch_sizes[i]);

      g_assert_cmpfloat_with_epsilon (nrn_pace_from_position (0, batch_sizes[i]) * batch_sizes[i],
                                      1, 1e-9);
      g_assert_cmpstr (words, ==, "1 sample/s");
      g_assert_true (isinf (nrn_pace_from_position (1, batch_sizes[i])));
      g_assert_true (isfinite (nrn_pace_from_position (0.999, batch_sizes[i])));
      g_assert_cmpfloat (nrn_pace_to_position (INFINITY, batch_sizes[i]), ==, 1);
    }
}

static void
test_there_and_back (void)
{
  for (guint batch_size = 1; batch_size <= 1000; batch_size *= 10)
    {
      double before = 0;

      for (double position = 0; position < 1; position += 0.05)
        {
          double pace = nrn_pace_from_position (position, batch_size);

          g_assert_cmpfloat (pace, >, before);
          g_assert_cmpfloat_with_epsilon (nrn_pace_to_position (pace, batch_size), position, 1e-9);
          before = pace;
        }
    }
}

static void
test_words (void)
{
  static const struct { double pace; guint batch_size; const char *words; } cases[] = {
    { INFINITY, 10, "flat out" }, { 210, 10, "210 batches/s" }, { 12.4, 10, "12 batches/s" },
    { 9.96, 10, "10 batches/s" }, { 1.5, 10, "1.5 batches/s" }, { 1, 10, "1 batch/s" },
    { 0.99, 10, "9.9 samples/s" }, { 0.25, 10, "2.5 samples/s" }, { 0.1, 10, "1 sample/s" },
    { 0.5, 2100, "1050 samples/s" }, { 1, 1, "1 sample/s" }, { 210, 1, "210 samples/s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = nrn_pace_describe (cases[i].pace, cases[i].batch_size);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* The drug trial has 20 epochs of 210 batches. */
static void
test_choices (void)
{
  g_assert_cmpfloat (nrn_pace_choose (NRN_PACE_SAMPLE, 10, 4200), ==, 0.1);
  g_assert_cmpfloat (nrn_pace_choose (NRN_PACE_BATCH, 10, 4200), ==, 1);
  g_assert_cmpfloat (nrn_pace_choose (NRN_PACE_WATCH, 10, 4200), ==, 210);
  g_assert_cmpfloat (nrn_pace_choose (NRN_PACE_FAST, 10, 4200), ==, 2100);
  g_assert_true (isinf (nrn_pace_choose (NRN_PACE_FLAT_OUT, 10, 4200)));

  /* Neither slower nor faster than the slider goes. */
  g_assert_cmpfloat (nrn_pace_choose (NRN_PACE_WATCH, 10, 1), ==, 0.1);
  g_assert_cmpfloat (nrn_pace_choose (NRN_PACE_WATCH, 10, 1e9), <, INFINITY);
  g_assert_cmpfloat (nrn_pace_choose (NRN_PACE_WATCH, 10, 1e9), ==,
                     nrn_pace_choose (NRN_PACE_FAST, 10, 1e9));
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/pace/ends", test_ends);
  g_test_add_func ("/widgets/pace/there-and-back", test_there_and_back);
  g_test_add_func ("/widgets/pace/words", test_words);
  g_test_add_func ("/widgets/pace/choices", test_choices);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
