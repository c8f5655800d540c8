/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far a training is: the words, and which of them are shown.
 */

#include "nrn-window-test.h"

#include <math.h>

#include "nrn-elastic-label.h"
#include "nrn-progress.h"

static const NrnSnapshotParts middle = {
  .state = NRN_TRAINING_RUNNING, .epoch = 6, .n_epochs = 20, .batch = 57, .n_batches = 210,
  .update = 1317,
};

static void
assert_describes (const NrnSnapshotParts *snapshot,
                  int                     shown_epoch,
                  double                  seconds_left,
                  const char             *expected)
{
  g_auto (GStrv) texts = nrn_progress_describe (snapshot, shown_epoch, seconds_left);
  g_autofree char *joined = g_strjoinv ("|", texts);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_words (void)
{
  NrnSnapshotParts snapshot = middle;

  assert_describes (&snapshot, -1, 11.2,
                    "epoch 7/20 · batch 57/210 · update 1317 · 12 s left|"
                    "epoch 7/20 · batch 57/210 · 12 s left|epoch 7/20 · 12 s left|epoch 7/20");
  assert_describes (&snapshot, -1, NAN,
                    "epoch 7/20 · batch 57/210 · update 1317|epoch 7/20 · batch 57/210|epoch 7/20");
  assert_describes (&snapshot, 6, NAN, "The network in epoch 7 of 20, after batch 57 of 210|"
                                       "in epoch 7/20, after batch 57/210|"
                                       "epoch 7/20 · batch 57/210|update 1317");
  snapshot.batch = 0;
  assert_describes (&snapshot, 3, 11.2, "The network after epoch 3 of 20|after epoch 3/20");
  assert_describes (&snapshot, 0, NAN, "The network at the start|at the start");
  snapshot.batch = middle.batch;

  snapshot.state = NRN_TRAINING_PAUSED;
  assert_describes (&snapshot, -1, 11.2,
                    "epoch 7/20 · batch 57/210 · update 1317|epoch 7/20 · batch 57/210|epoch 7/20");

  snapshot.sample = 3;
  snapshot.n_samples = 10;
  assert_describes (&snapshot, -1, NAN, "epoch 7/20 · batch 58/210 · sample 3/10|"
                    "batch 58/210 · sample 3/10|sample 3/10");
  snapshot.state = NRN_TRAINING_RUNNING;
  assert_describes (&snapshot, -1, 7200, "epoch 7/20 · batch 58/210 · sample 3/10 · 2 h left|"
                    "epoch 7/20 · batch 58/210 · sample 3/10|batch 58/210 · sample 3/10|"
                    "sample 3/10");
  snapshot.sample = 0;

  snapshot.state = NRN_TRAINING_DONE;
  snapshot.epoch = 14;
  snapshot.batch = 0;
  snapshot.update = 2940;
  snapshot.stop = NRN_STOP_EARLY;
  assert_describes (&snapshot, -1, NAN,
                    "epoch 14/20 · batch 210/210 · update 2940 · stopped early|"
                    "epoch 14/20 · batch 210/210 · stopped early|epoch 14/20 · stopped early|"
                    "epoch 14/20");
}

static void
test_time_left (void)
{
  static const struct { double seconds; const char *words; } cases[] = {
    { 0, "1 s left" }, { 0.2, "1 s left" }, { 59.5, "60 s left" }, { 89, "89 s left" },
    { 120, "2 min left" }, { 3600, "60 min left" }, { 2 * 3600, "2 h left" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) texts = nrn_progress_describe (&middle, -1, cases[i].seconds);

      g_assert_true (g_str_has_suffix (texts[0], cases[i].words));
    }
}

static void
test_share (void)
{
  NrnSnapshotParts snapshot = middle;

  g_assert_cmpfloat_with_epsilon (nrn_progress_get_fraction (&snapshot),
                                  (6 + 57 / 210.0) / 20, 1e-12);
  g_assert_cmpfloat_with_epsilon (nrn_progress_get_n_left (&snapshot), 4200 - 1317, 1e-9);
  snapshot.n_epochs = 0;
  g_assert_cmpfloat (nrn_progress_get_fraction (&snapshot), ==, 0);
}

/* The first text that fits; the shortest one in any case. */
static void
test_room (void)
{
  static const char *const texts[] = { "one two three four", "one two three", "one", NULL };
  NrnElasticLabel *label = g_object_ref_sink (g_object_new (NRN_TYPE_ELASTIC_LABEL, NULL));
  GtkWidget *widget = GTK_WIDGET (label);
  guint n_seen = 1;
  int minimum, natural, height;

  nrn_elastic_label_set_texts (label, texts);
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, natural);
  gtk_widget_allocate (widget, natural, height, -1, NULL);
  g_assert_cmpstr (nrn_elastic_label_get_shown (label), ==, texts[0]);

  for (int width = natural; width >= minimum; width--)
    {
      gtk_widget_allocate (widget, width, height, -1, NULL);
      if (g_str_equal (nrn_elastic_label_get_shown (label), texts[n_seen - 1]))
        continue;
      g_assert_cmpstr (nrn_elastic_label_get_shown (label), ==, texts[n_seen]);
      n_seen++;
    }
  g_assert_cmpuint (n_seen, ==, 3);
  g_assert_cmpstr (nrn_elastic_label_get_text (label), ==, texts[0]);
  g_assert_finalize_object (label);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/progress/words", test_words);
  g_test_add_func ("/widgets/progress/time-left", test_time_left);
  g_test_add_func ("/widgets/progress/share", test_share);
  g_test_add_func ("/widgets/progress/room", test_room);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
