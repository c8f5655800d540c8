/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether the past is on screen as soon as it is asked for: from the scale that
 * is moved to the end of the picture of that moment, in the window at 1280×800
 * (title, log and the words of the epoch follow four times a second); for the 4,200
 * updates of the drug trial, within a frame, and for 1,000,020, within three. Then, the frames of its film at any pace, and what looking for
 * interesting moments costs. Run with
 *
 *   meson test -C build --benchmark --verbose scrub
 */

#include "config.h"

#include <math.h>

#include "frame-times.h"
#include "nrn-preset.h"
#include "nrn-scrubber.h"
#include "nrn-window-private.h"

#define FRAME_MS (1000.0 / 60)
#define N_SCRUBS 200
#define FILM_SECONDS 2

typedef struct
{
  gboolean is_painted;
  double   begin_cpu;   /* of the frame */
  double   end_cpu;
  double   end_wall;
} Frame;

static void
before_paint_cb (GdkFrameClock *clock,
                 Frame         *frame)
{
  frame->begin_cpu = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Frame         *frame)
{
  frame->end_cpu = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
  frame->end_wall = frame_times_get_wall_ms ();
  frame->is_painted = TRUE;
}

static void
turn (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);

  while (g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (500);
    }
}

static NrnExperiment *
experiment_new (guint epochs)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);

  parts.fit.epochs = epochs;

  return nrn_experiment_new (&parts);
}

static void
train (NrnDocument *document)
{
  NrnTrainer *trainer = nrn_document_get_trainer (document);

  nrn_trainer_set_pace (trainer, INFINITY);
  nrn_trainer_play (trainer);
  while (nrn_trainer_get_state (trainer) != NRN_TRAINING_DONE)
    g_main_context_iteration (NULL, TRUE);
}

/* As a hand that jumps to anywhere. */
static void
measure_scrubs (NrnWindow *window,
                Frame     *frame,
                double     limit_ms)
{
  NrnDocument *document = nrn_window_get_document (window);
  GObject *scrubber = gtk_widget_get_template_child (GTK_WIDGET (window->transport),
                                                     NRN_TYPE_TRANSPORT, "scrubber");
  double n_epochs = gtk_adjustment_get_upper (gtk_range_get_adjustment (GTK_RANGE (scrubber)));
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GArray) wall = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) cpu = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < N_SCRUBS; i++)
    {
      double start_cpu = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
      double start = frame_times_get_wall_ms ();
      gboolean is_handled;
      double ms;

      frame->is_painted = FALSE;
      g_signal_emit_by_name (scrubber, "change-value", GTK_SCROLL_JUMP,
                             g_rand_double_range (rand, 0, 0.99 * n_epochs), &is_handled);
      g_assert (nrn_document_get_shown_update (document) >= 0);
      while (!frame->is_painted)
        g_main_context_iteration (NULL, TRUE);
      ms = frame->end_wall - start;
      g_array_append_val (wall, ms);
      ms = frame->end_cpu - start_cpu;
      g_array_append_val (cpu, ms);
      turn (0.02);
    }
  g_assert (wall->len > 0);
  frame_times_report ("from the scale to the picture, by the clock", limit_ms, wall);
  frame_times_report ("the same, processor time", limit_ms, cpu);
}

static void
measure_film (NrnWindow  *window,
              Frame      *frame,
              const char *what,
              double      pace,
              int         direction)
{
  g_autoptr (GArray) cpu = g_array_new (FALSE, FALSE, sizeof (double));
  double end = frame_times_get_wall_ms () + 1000 * FILM_SECONDS;

  nrn_transport_set_own_pace (window->transport, pace);
  nrn_window_play_back (window, direction);
  while (frame_times_get_wall_ms () < end && nrn_window_is_playing_back (window))
    {
      double ms;

      frame->is_painted = FALSE;
      g_main_context_iteration (NULL, TRUE);
      if (!frame->is_painted)
        continue;
      ms = frame->end_cpu - frame->begin_cpu;
      g_array_append_val (cpu, ms);
    }
  nrn_window_stop_playback (window);
  g_assert (cpu->len > 0);
  frame_times_report (what, FRAME_MS, cpu);
}

static void
measure (NrnApplication *application,
         guint           epochs,
         double          limit_ms)
{
  g_autoptr (NrnExperiment) experiment = experiment_new (epochs);
  NrnWindow *window = nrn_window_new (application);
  NrnDocument *document = nrn_window_get_document (window);
  Frame frame = { 0 };
  GdkFrameClock *clock;

  g_print ("drug trial, %u updates:\n", 210 * epochs);
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  nrn_document_set_experiment (document, experiment, NULL);
  gtk_window_present (GTK_WINDOW (window));
  turn (1);
  train (document);
  turn (1);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &frame);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frame);

  measure_scrubs (window, &frame, limit_ms);
  nrn_document_show_update (document, 105 * (guint64) epochs);
  measure_film (window, &frame, "frames of the film, 60 updates a second", 60, 1);
  measure_film (window, &frame, "backwards", 60, -1);
  measure_film (window, &frame, "backwards, flat out", INFINITY, -1);
  nrn_document_show_update (document, 0);
  measure_film (window, &frame, "forwards, flat out", INFINITY, 1);
  g_signal_handlers_disconnect_by_data (clock, &frame);
  gtk_window_close (GTK_WINDOW (window));
  turn (0.1);
}

/* ---- What is recorded ---- */

/* Processor time of all threads, without a window. */
static void
measure_recording (void)
{
  g_autoptr (NrnExperiment) experiment = experiment_new (5000);
  const NrnExperimentParts *parts = nrn_experiment_get_parts (experiment);
  g_autoptr (NrnDocument) document = nrn_document_new ();
  g_autoptr (NrnFit) fit = NULL;
  double start, alone, done, all;

  nrn_document_set_experiment (document, experiment, NULL);
  fit = nrn_fit_new (parts->architecture, NULL, parts->loss, parts->optimizer,
                     nrn_document_get_samples (document), &parts->fit, NULL);
  start = frame_times_get_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
  while (nrn_fit_step (fit) != NRN_FIT_DONE)
    ;
  alone = frame_times_get_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - start;

  start = frame_times_get_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
  train (document);
  done = frame_times_get_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - start;
  turn (1);
  all = frame_times_get_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - start;
  g_print ("5000 epochs, processor time of all threads: NrnFit alone %.0f ms; with checkpoints, moments "
           "and the document %.2f x that until it is done, %.2f x until its last moments are found; "
           "%u moments\n", alone, done / alone, all / alone,
           nrn_moments_get_n (nrn_document_get_moments (document)));
}

int
main (void)
{
  g_autoptr (NrnApplication) application = nrn_application_new ();

  g_application_register (G_APPLICATION (application), NULL, NULL);
  measure_recording ();
  measure (application, 20, FRAME_MS);
  measure (application, 4762, 3 * FRAME_MS);

  return 0;
}
