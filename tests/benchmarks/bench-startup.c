/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How long it takes from the start of the process to the first content on
 * the screen, against the smallest libadwaita window, and how much memory is
 * the process' own, against GTK's demo where that is installed: in turn. Run,
 * while nothing else uses GTK, whose code would be shared with it, with
 *
 *   meson test -C build --benchmark --verbose startup
 */

#include <gio/gio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#define N_RUNS 7

/* What is on the screen may change no more for so long. */
#define STILL_US (G_USEC_PER_SEC / 2)
#define PATIENCE_US (30 * G_USEC_PER_SEC)

/* By then what only the start needs has been given back. */
#define SETTLED_US (5 * G_USEC_PER_SEC / 2)

#define LIMIT 1.5

typedef struct
{
  GArray *first_ms;     /* until something is there */
  GArray *last_ms;      /* until nothing is added */
  GArray *private_mib;
} Figures;

/* The screen, as Xvfb keeps it in a file. */
typedef struct
{
  GMappedFile *file;
  const char  *pixels;
  gsize        length;
} Screen;

static void
screen_init (Screen *screen)
{
  const char *path = g_getenv ("HEADLESS_SCREEN");
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    g_error ("Run it below run-headless.");
  screen->file = g_mapped_file_new (path, FALSE, &error);
  if (screen->file == NULL)
    g_error ("%s", error->message);
  screen->pixels = g_mapped_file_get_contents (screen->file);
  screen->length = g_mapped_file_get_length (screen->file);
}

/* Of a part of the pixels: whoever looks too hard slows down what it looks at. */
static guint64
get_checksum (const Screen *screen)
{
  guint64 sum = 0;

  for (gsize i = 4096; i + sizeof sum <= screen->length; i += 8 * 61)
    {
      guint64 word;

      memcpy (&word, screen->pixels + i, sizeof word);
      sum = (sum ^ word) * 0x100000001b3;
    }

  return sum;
}

/* Private clean and dirty pages, in MiB. */
static double
read_private_memory (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/smaps_rollup", pid);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  double kib = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_prefix (lines[i], "Private_Clean:") ||
          g_str_has_prefix (lines[i], "Private_Dirty:"))
        kib += g_ascii_strtod (strchr (lines[i], ':') + 1, NULL);
    }

  return kib / 1024;
}

static void
append (GArray *array,
        double  value)
{
  g_array_append_val (array, value);
}

static void
wait_until_still (const Screen *screen,
                  guint64       sum)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (get_checksum (screen) != sum && g_get_monotonic_time () < deadline)
    g_usleep (1000);
}

static void
run (const Screen *screen,
     const char   *program,
     Figures      *figures)
{
  guint64 empty = get_checksum (screen), before = empty;
  gint64 start = g_get_monotonic_time (), first = 0, last = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
                                                      program, NULL);

  if (process == NULL)
    g_error ("%s", error->message);

  while (last == 0 || g_get_monotonic_time () - last < STILL_US)
    {
      guint64 now = get_checksum (screen);

      if (now != before)
        {
          last = g_get_monotonic_time ();
          first = first == 0 ? last : first;
          before = now;
        }
      if (g_get_monotonic_time () - start > PATIENCE_US)
        g_error ("%s shows nothing.", program);
      g_usleep (1000);
    }
  g_usleep ((gulong) MAX (start + SETTLED_US - g_get_monotonic_time (), 0));
  append (figures->first_ms, (double) (first - start) / 1000);
  append (figures->last_ms, (double) (last - start) / 1000);
  append (figures->private_mib, read_private_memory (g_subprocess_get_identifier (process)));

  g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, NULL);
  wait_until_still (screen, empty);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
get_median (GArray *array)
{
  g_array_sort (array, compare_doubles);

  return g_array_index (array, double, array->len / 2);
}

static void
figures_init (Figures *figures)
{
  figures->first_ms = g_array_new (FALSE, FALSE, sizeof (double));
  figures->last_ms = g_array_new (FALSE, FALSE, sizeof (double));
  figures->private_mib = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
report (const char *what,
        const char *unit,
        GArray     *ours,
        const char *peer,
        GArray     *theirs)
{
  double our_median = get_median (ours), their_median = get_median (theirs);

  g_print ("%s: %.1f %s, %s %.1f %s: %.2f times as much; limit %.1f\n", what, our_median, unit,
           peer, their_median, unit, our_median / their_median, LIMIT);
}

int
main (int   argc,
      char *argv[])
{
  Screen screen;
  Figures neurons, smallest, demo, cold;

  if (argc < 3)
    g_error ("Usage: bench-startup NEURONS SMALLEST-WINDOW [GTK4-DEMO]");

  screen_init (&screen);
  figures_init (&neurons);
  figures_init (&smallest);
  figures_init (&demo);
  figures_init (&cold);
  /* The first ones read files that the others find in memory. */
  for (int i = 1; i < argc; i++)
    run (&screen, argv[i], &cold);
  for (guint i = 0; i < N_RUNS; i++)
    {
      run (&screen, argv[1], &neurons);
      run (&screen, argv[2], &smallest);
      if (argc > 3)
        run (&screen, argv[3], &demo);
    }
  report ("first content", "ms", neurons.first_ms, "smallest window", smallest.first_ms);
  g_print ("all content: %.1f ms, smallest window %.1f ms\n", get_median (neurons.last_ms),
           get_median (smallest.last_ms));
  if (argc > 3)
    report ("private memory", "MiB", neurons.private_mib, "gtk4-demo", demo.private_mib);
  else
    g_print ("private memory: %.1f MiB; gtk4-demo is not installed\n",
             get_median (neurons.private_mib));

  return 0;
}
