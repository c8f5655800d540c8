/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How long a document with a timeline of 5 MB takes to open and to save: the
 * drug trial with the weights after each of its 4,200 updates. Beside it, in
 * turns in one run, the least that such a file could take: reading the same
 * bytes and decoding their base64. Of each, the time by the clock, and that of
 * this thread on a processor, which other work on the machine changes less. Run with
 *
 *   meson test -C build --benchmark --verbose file
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "nrn-document.h"
#include "nrn-preset.h"
#include "nrn-room.h"

#define N_TURNS   9
#define N_MOMENTS 4200

typedef enum
{
  LOAD,         /* text to values */
  OPEN,         /* and the document with its rows and its trainer */
  DECODE,       /* the peer */
  SAVE,
  N_SORTS
} Sort;

typedef struct
{
  char        *path;
  NrnDocument *document;
} Setup;

static NrnWork *
work_new (void)
{
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnTimeline) timeline = nrn_timeline_new (NRN_ROOM_DEFAULT);
  g_autofree NrnEpoch *epochs = g_new (NrnEpoch, N_MOMENTS);
  g_autoptr (NrnHistory) history = NULL;
  g_autoptr (NrnWeights) last = NULL;
  g_autoptr (NrnExperiment) trained = NULL;

  for (guint i = 0; i <= N_MOMENTS; i++)
    {
      g_autoptr (NrnWeights) weights = nrn_weights_new_initial (parts.architecture, i);

      nrn_timeline_add (timeline, i, 210 * i, weights);
      if (i < N_MOMENTS)
        epochs[i] = (NrnEpoch) { 1.0 / (i + 1), 1 - 1.0 / (i + 1), 0, 0 };
      last = i == N_MOMENTS ? nrn_weights_ref (weights) : NULL;
    }
  history = nrn_history_new (epochs, N_MOMENTS);
  parts.weights = last;
  parts.history = history;
  trained = nrn_experiment_new (&parts);

  return nrn_work_new (&(NrnWorkParts) { .experiment = trained, .timeline = timeline });
}

/* Every text in quotes of some length. */
static gsize
read_and_decode (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree guchar *bytes = NULL;
  gsize length, n_bytes = 0;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_malloc (length);
  for (char *start = strchr (text, '"'); start != NULL; start = strchr (start, '"'))
    {
      char *end = strchr (start + 1, '"');
      int state = 0;
      guint save = 0;

      if (end == NULL)
        break;
      if (end - start > 1000)
        n_bytes += g_base64_decode_step (start + 1, (gsize) (end - start - 1), bytes, &state, &save);
      start = end + 1;
    }

  return n_bytes;
}

static void
run (Setup *setup,
     Sort   sort)
{
  g_autoptr (NrnWork) work = NULL;
  g_autoptr (GError) error = NULL;

  switch (sort)
    {
    case LOAD:
      work = nrn_work_load (setup->path, &error);
      break;

    case OPEN:
      work = nrn_work_load (setup->path, &error);
      if (work != NULL)
        nrn_document_set_work (setup->document, work, &error);
      break;

    case SAVE:
      work = nrn_document_dup_work (setup->document, NRN_WORK_TIMELINE_BYTES);
      nrn_work_save (work, setup->path, &error);
      break;

    case DECODE:
    case N_SORTS:
    default:
      g_assert_cmpuint (read_and_decode (setup->path), ==, (N_MOMENTS + 1) * 302 * sizeof (float));
    }
  g_assert_no_error (error);
}

static double
get_processor_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static int
compare (const void *a,
         const void *b)
{
  return *(const double *) a < *(const double *) b ? -1 : 1;
}

int
main (void)
{
  static const char *const names[] = {
    [LOAD] = "reading the file into values",
    [OPEN] = "the same, and the document with them",
    [DECODE] = "reading and decoding base64 alone",
    [SAVE] = "saving, with the disk",
  };
  g_autofree char *folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);
  Setup setup = {
    .path = g_build_filename (folder, "trial.neurons", NULL),
    .document = nrn_document_new (),
  };
  g_autoptr (NrnWork) work = work_new ();
  double ms[N_SORTS][N_TURNS];
  double processor_ms[N_SORTS][N_TURNS];

  g_assert_true (nrn_work_save (work, setup.path, NULL));
  for (guint turn = 0; turn < N_TURNS; turn++)
    {
      for (guint sort = 0; sort < N_SORTS; sort++)
        {
          gint64 start = g_get_monotonic_time ();
          double processor_start = get_processor_ms ();

          run (&setup, (Sort) sort);
          processor_ms[sort][turn] = get_processor_ms () - processor_start;
          ms[sort][turn] = (double) (g_get_monotonic_time () - start) / 1000;
        }
    }
  for (guint sort = 0; sort < N_SORTS; sort++)
    {
      qsort (ms[sort], N_TURNS, sizeof (double), compare);
      qsort (processor_ms[sort], N_TURNS, sizeof (double), compare);
    }
  for (guint sort = 0; sort < N_SORTS; sort++)
    g_print ("%-40s %7.1f ms (median of %d; best %.1f), %.1f × decoding; %.1f ms on a processor\n",
             names[sort], ms[sort][N_TURNS / 2], N_TURNS, ms[sort][0],
             ms[sort][N_TURNS / 2] / ms[DECODE][N_TURNS / 2], processor_ms[sort][N_TURNS / 2]);

  g_object_unref (setup.document);
  g_unlink (setup.path);
  g_rmdir (folder);
  g_free (setup.path);

  return EXIT_SUCCESS;
}
