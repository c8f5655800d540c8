/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether the window stays smooth, and the training fast, while both go on:
 * the drug trial flat out with the window at 1280×800, against the same
 * training with nobody watching; once with the confusion matrix, and once with
 * the table of predictions. Run with
 *
 *   meson test -C build --benchmark --verbose window
 */

#include "config.h"

#include <math.h>

#include "frame-times.h"
#include "nrn-prediction-table.h"
#include "nrn-preset.h"
#include "nrn-window-private.h"

#define SECONDS 3
#define EPOCHS 40000    /* more than can be done in that time */
#define FRAME_MS (1000.0 / 60)
#define N_REFRESHES 40

typedef struct
{
  gint64  before_us;    /* when the frame began */
  gint64  last_us;      /* when the frame before it began */
  double  before_cpu;   /* ms of this thread's processor time, then */
  GArray *work;         /* ms from before-paint to after-paint */
  GArray *cpu;          /* likewise, of this thread's processor time */
  GArray *intervals;    /* ms from frame to frame */
} Frames;

static void
append_ms (GArray *array,
           gint64  from_us,
           gint64  to_us)
{
  double ms = (double) (to_us - from_us) / 1000;

  g_array_append_val (array, ms);
}

static void
before_paint_cb (GdkFrameClock *clock,
                 Frames        *frames)
{
  frames->before_us = g_get_monotonic_time ();
  if (frames->last_us != 0)
    append_ms (frames->intervals, frames->last_us, frames->before_us);
  frames->last_us = frames->before_us;
  frames->before_cpu = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
}

static void
after_paint_cb (GdkFrameClock *clock,
                Frames        *frames)
{
  double cpu_ms = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID) - frames->before_cpu;

  if (frames->before_us == 0)
    return;

  append_ms (frames->work, frames->before_us, g_get_monotonic_time ());
  g_array_append_val (frames->cpu, cpu_ms);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
turn (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  guint alarm = g_timeout_add (50, wake_cb, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (alarm);
}

static NrnExperiment *
long_experiment_new (void)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);

  parts.fit.epochs = EPOCHS;

  return nrn_experiment_new (&parts);
}

/* Updates a second. */
static double
train (NrnDocument *document)
{
  NrnTrainer *trainer = nrn_document_get_trainer (document);
  gint64 start = g_get_monotonic_time ();
  guint64 n_updates;

  nrn_trainer_set_pace (trainer, INFINITY);
  nrn_trainer_play (trainer);
  turn (SECONDS);
  nrn_trainer_pause (trainer);
  while (nrn_trainer_get_state (trainer) == NRN_TRAINING_RUNNING)
    g_main_context_iteration (NULL, TRUE);
  n_updates = nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->update;
  /* Else it says nothing about speed. */
  g_assert (nrn_trainer_get_state (trainer) != NRN_TRAINING_DONE);

  return (double) n_updates * G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start);
}

static double
train_alone (NrnExperiment *experiment)
{
  g_autoptr (NrnDocument) document = nrn_document_new ();

  nrn_document_set_experiment (document, experiment, NULL);

  return train (document);
}

/* While training, when all rows change places, so that every cell in sight is
 * written. */
static void
measure_refresh (NrnWindow *window)
{
  NrnPredictionTable *table =
    NRN_PREDICTION_TABLE (gtk_widget_get_template_child (GTK_WIDGET (window->results_pane),
                                                         NRN_TYPE_RESULTS_PANE,
                                                         "prediction_table"));
  NrnPredictionList *list = nrn_prediction_table_get_list (table);
  g_autoptr (NrnPredictions) predictions =
    nrn_predictions_ref (nrn_prediction_list_get_predictions (list));
  g_autoptr (GArray) refresh = g_array_new (FALSE, FALSE, sizeof (double));

  nrn_trainer_play (nrn_document_get_trainer (nrn_window_get_document (window)));
  turn (0.1);
  for (guint i = 0; i < N_REFRESHES; i++)
    {
      const NrnPredictionsOrder order = { NRN_PREDICTIONS_ROW, 0, i % 2 == 0 };
      guint *rows = nrn_predictions_sort (predictions, &order);
      double start = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
      double ms;

      nrn_prediction_list_set_take (list, predictions, rows);
      ms = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID) - start;
      g_array_append_val (refresh, ms);
      turn (0.05);
    }
  g_assert (refresh->len > 0);
  frame_times_report ("refresh of the table", 1, refresh);
}

static double
train_watched (NrnApplication *application,
               NrnExperiment  *experiment,
               const char     *view)
{
  Frames frames = {
    .work = g_array_new (FALSE, FALSE, sizeof (double)),
    .cpu = g_array_new (FALSE, FALSE, sizeof (double)),
    .intervals = g_array_new (FALSE, FALSE, sizeof (double)),
  };
  NrnWindow *window = nrn_window_new (application);
  GdkFrameClock *clock;
  double speed;

  nrn_document_set_experiment (nrn_window_get_document (window), experiment, NULL);
  gtk_window_present (GTK_WINDOW (window));
  /* The panes come after the first frame. */
  turn (0.5);
  gtk_widget_activate_action (GTK_WIDGET (window), "results.view", "s", view);
  turn (1);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &frames);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  speed = train (nrn_window_get_document (window));
  g_signal_handlers_disconnect_by_data (clock, &frames);
  g_assert (frames.work->len > 0);
  frame_times_report ("work of a frame", FRAME_MS, frames.work);
  frame_times_report ("processor time of a frame", FRAME_MS, frames.cpu);
  /* Half a frame late is none dropped. */
  frame_times_report ("frame to frame", 1.5 * FRAME_MS, frames.intervals);
  if (g_str_equal (view, "table"))
    measure_refresh (window);
  gtk_window_close (GTK_WINDOW (window));
  turn (0.1);
  g_array_unref (frames.work);
  g_array_unref (frames.cpu);
  g_array_unref (frames.intervals);

  return speed;
}

int
main (void)
{
  static const char *const views[] = { "matrix", "table" };
  g_autoptr (NrnApplication) application = nrn_application_new ();
  g_autoptr (NrnExperiment) experiment = NULL;
  double alone;

  g_application_register (G_APPLICATION (application), NULL, NULL);
  experiment = long_experiment_new ();
  alone = train_alone (experiment);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      double watched;

      g_print ("with the %s:\n", views[i]);
      watched = train_watched (application, experiment, views[i]);
      g_print ("training: %.0f updates a second alone, %.0f watched (%.2f of that)\n",
               alone, watched, watched / alone);
    }

  return 0;
}
