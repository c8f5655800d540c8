/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Whether an edit of the network is on screen within a frame: from
 * nrn_document_edit_network() to the end of the first picture, in the window
 * at 1280×800. Units come and go in the drug trial, in 8-6-6-4 and in
 * 784-128-64-10 on as many rows as make a few megabytes, before and after
 * something has been learned that stays; every third edit is taken back. Run with
 *
 *   meson test -C build --benchmark --verbose edit
 */

#include "config.h"

#include <glib/gstdio.h>
#include <math.h>

#include "frame-times.h"
#include "nrn-architecture-edit.h"
#include "nrn-preset.h"
#include "nrn-window-private.h"

#define FRAME_MS (1000.0 / 60)
#define N_EDITS 30
#define N_ROWS 2000

typedef struct
{
  GArray *edit;     /* ms of processor time in nrn_document_edit_network() */
  GArray *cpu;      /* ms of processor time of this thread, up to the picture */
  GArray *wall;     /* likewise of a clock, with the wait for the frame */
  GArray *glide;    /* ms of processor time of each later frame of the glide */
} Times;

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
append (GArray *array,
        double  value)
{
  g_array_append_val (array, value);
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

static NrnUnitMap *
edit_new (NrnDocument *document,
          gboolean     adds)
{
  const NrnArchitecture *architecture =
    nrn_experiment_get_parts (nrn_document_get_experiment (document))->architecture;
  guint n_units = nrn_architecture_get_layer_units (architecture, 0);
  NrnUnitMap *map = adds ? nrn_architecture_set_units (architecture, 0, n_units + 1, NULL)
                         : nrn_architecture_remove_unit (architecture, 0, 1, NULL);

  g_assert (map != NULL);

  return map;
}

/* The sort of an edit goes by its number. */
static void
time_edit (NrnWindow *window,
           Frame     *frame,
           guint      number,
           Times     *times)
{
  NrnDocument *document = nrn_window_get_document (window);
  g_autoptr (NrnUnitMap) map = edit_new (document, number % 3 == 0);
  double cpu = frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
  double wall = frame_times_get_wall_ms ();
  double end;

  if (number % 3 < 2)
    nrn_document_edit_network (document, map, NULL);
  else
    nrn_document_undo (document, NULL);
  append (times->edit, frame_times_get_cpu_ms (CLOCK_THREAD_CPUTIME_ID) - cpu);
  frame->is_painted = FALSE;
  while (!frame->is_painted)
    g_main_context_iteration (NULL, TRUE);
  append (times->cpu, frame->end_cpu - cpu);
  append (times->wall, frame->end_wall - wall);

  for (end = frame_times_get_wall_ms () + 400; frame_times_get_wall_ms () < end;)
    {
      frame->is_painted = FALSE;
      turn (0.004);
      if (frame->is_painted)
        append (times->glide, frame->end_cpu - frame->begin_cpu);
    }
}

static void
learn (NrnDocument *document)
{
  nrn_trainer_step (nrn_document_get_trainer (document), NRN_STEP_BATCH);
  while (nrn_snapshot_get_parts (nrn_document_get_snapshot (document))->update < 1)
    g_main_context_iteration (NULL, TRUE);
  turn (0.5);
}

static void
measure (NrnApplication *application,
         const char     *name,
         NrnExperiment  *experiment,
         gboolean        learns)
{
  Frame frame = { 0 };
  Times times = {
    .edit = g_array_new (FALSE, FALSE, sizeof (double)),
    .cpu = g_array_new (FALSE, FALSE, sizeof (double)),
    .wall = g_array_new (FALSE, FALSE, sizeof (double)),
    .glide = g_array_new (FALSE, FALSE, sizeof (double)),
  };
  NrnWindow *window = nrn_window_new (application);
  GdkFrameClock *clock;

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  nrn_document_set_experiment (nrn_window_get_document (window), experiment, NULL);
  gtk_window_present (GTK_WINDOW (window));
  turn (2);
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  g_signal_connect (clock, "before-paint", G_CALLBACK (before_paint_cb), &frame);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &frame);
  if (learns)
    learn (nrn_window_get_document (window));
  for (guint i = 0; i < N_EDITS; i++)
    time_edit (window, &frame, i, &times);
  g_signal_handlers_disconnect_by_data (clock, &frame);

  g_print ("%s, %s\n", name, learns ? "learned" : "new");
  frame_times_report ("processor time of the edit alone", FRAME_MS, times.edit);
  frame_times_report ("processor time to the first picture", FRAME_MS, times.cpu);
  frame_times_report ("clock to the first picture", FRAME_MS, times.wall);
  frame_times_report ("processor time of later frames", FRAME_MS, times.glide);
  gtk_window_destroy (GTK_WINDOW (window));
  turn (0.1);
  g_array_unref (times.edit);
  g_array_unref (times.cpu);
  g_array_unref (times.wall);
  g_array_unref (times.glide);
}

static NrnExperiment *
preset_new (const char *name)
{
  const NrnPreset *preset = nrn_preset_find (name, NULL);

  return nrn_preset_new_experiment (preset, preset->seed);
}

/* Ten classes told apart by 784 features, as in MNIST. */
static void
write_digits (const char *path,
              char      **features)
{
  g_autoptr (GString) csv = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (1);

  for (guint i = 0; features[i] != NULL; i++)
    g_string_append_printf (csv, "%s,", features[i]);
  g_string_append (csv, "digit\n");
  for (guint row = 0; row < N_ROWS; row++)
    {
      for (guint i = 0; features[i] != NULL; i++)
        g_string_append_printf (csv, "%d,", g_rand_int_range (random, 0, 256));
      g_string_append_printf (csv, "%u\n", row % 10);
    }
  g_assert (g_file_set_contents (path, csv->str, (gssize) csv->len, NULL));
}

static NrnExperiment *
digits_new (const char *path)
{
  static const char *const targets[] = { "digit", NULL };
  g_autoptr (NrnExperiment) preset = preset_new ("animals");
  NrnExperimentParts parts = *nrn_experiment_get_parts (preset);
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (NrnArchitecture) network =
    nrn_architecture_parse ("784-128-64-10", "relu,relu,softmax", NULL);
  g_autoptr (NrnConfig) loss =
    nrn_config_new_by_name (NRN_FAMILY_LOSS, "sparse_categorical_crossentropy", NULL);
  char **features = g_new0 (char *, 784 + 1);

  for (guint i = 0; i < 784; i++)
    features[i] = g_strdup_printf ("p%u", i);
  write_digits (path, features);
  source = nrn_data_source_new_csv (path, (const char *const *) features, targets);
  g_strfreev (features);
  parts.preset = NULL;
  parts.source = source;
  parts.scale = TRUE;
  parts.architecture = network;
  parts.loss = loss;

  return nrn_experiment_new (&parts);
}

int
main (void)
{
  g_autoptr (NrnApplication) application = nrn_application_new ();
  g_autofree char *path =
    g_strdup_printf ("%s/neurons-bench-edit-%d.csv", g_get_tmp_dir (), (int) getpid ());
  g_autoptr (NrnExperiment) drug_trial = NULL;
  g_autoptr (NrnExperiment) animals = NULL;
  g_autoptr (NrnExperiment) digits = NULL;

  g_application_register (G_APPLICATION (application), NULL, NULL);
  /* The glide is part of it. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
  drug_trial = preset_new ("drug-trial");
  animals = preset_new ("animals");
  digits = digits_new (path);
  for (guint i = 0; i < 2; i++)
    {
      measure (application, "drug trial, 1-6-32-2", drug_trial, i == 1);
      measure (application, "animals, 8-6-6-4", animals, i == 1);
      measure (application, "784-128-64-10", digits, i == 1);
    }
  g_unlink (path);

  return 0;
}
