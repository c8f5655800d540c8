/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How fast a CSV file of 1,000,000 rows and 10 columns becomes a data set,
 * beside libcsv alone, which only cuts the same file into cells.
 *
 *     bench-csv [ROWS]
 */

#include <csv.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "nrn-csv.h"

#define N_COLUMNS 10
#define N_RUNS    3

static void
write_file (const char *path,
            guint       n_rows)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  FILE *file = g_fopen (path, "we");

  for (guint j = 0; j < N_COLUMNS; j++)
    fprintf (file, j > 0 ? ",x%u" : "x%u", j);
  fputc ('\n', file);
  for (guint i = 0; i < n_rows; i++)
    {
      for (guint j = 0; j < N_COLUMNS; j++)
        fprintf (file, j > 0 ? ",%.6g" : "%.6g", g_rand_double_range (rand, -100, 100));
      fputc ('\n', file);
    }
  fclose (file);
}

static void
cell_cb (void   *cell,
         size_t  length,
         void   *user_data)
{
  (*(gsize *) user_data)++;
}

/* The seconds that it takes libcsv. */
static double
run_libcsv (const char *path,
            gsize      *n_cells)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *block = g_malloc (65536);
  FILE *file = g_fopen (path, "rbe");
  struct csv_parser parser;
  size_t n;

  *n_cells = 0;
  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI);
  while ((n = fread (block, 1, 65536, file)) > 0)
    csv_parse (&parser, block, n, cell_cb, NULL, n_cells);
  csv_fini (&parser, cell_cb, NULL, n_cells);
  csv_free (&parser);
  fclose (file);

  return (double) (g_get_monotonic_time () - start) / 1e6;
}

static double
run_neurons (const char *path,
             guint      *n_rows)
{
  static const char *const targets[] = { "x9", NULL };
  const NrnCsvOptions options = { .targets = NRN_CSV_TARGETS_NUMBERS };
  const NrnCsvSelection selection = { .targets = targets, .options = &options };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (NrnCsvTable) table = nrn_csv_table_load (path, NULL, NULL, NULL, NULL);
  g_autoptr (NrnDataset) dataset = nrn_csv_table_get_dataset (table, &selection, NULL, NULL, NULL,
                                                              NULL);

  *n_rows = nrn_dataset_get_n_rows (dataset);

  return (double) (g_get_monotonic_time () - start) / 1e6;
}

int
main (int   argc,
      char *argv[])
{
  guint n_rows = argc > 1 ? (guint) atoi (argv[1]) : 1000000;
  g_autofree char *path = NULL;
  double libcsv = G_MAXDOUBLE, neurons = G_MAXDOUBLE;
  gsize n_cells = 0;
  guint n_read = 0;
  GStatBuf status;

  g_close (g_file_open_tmp ("bench-XXXXXX.csv", &path, NULL), NULL);
  write_file (path, n_rows);
  g_stat (path, &status);

  /* In turns, so that both have the same luck; the best of each counts. */
  for (guint i = 0; i < N_RUNS; i++)
    {
      libcsv = MIN (libcsv, run_libcsv (path, &n_cells));
      neurons = MIN (neurons, run_neurons (path, &n_read));
    }
  g_unlink (path);

  if (n_cells != (gsize) (n_rows + 1) * N_COLUMNS || n_read != n_rows)
    g_error ("Not all was read.");
  g_print ("%u rows by %d columns, %.1f MB, best of %d\n", n_rows, N_COLUMNS,
           (double) status.st_size / 1e6, N_RUNS);
  g_print ("libcsv alone          %6.3f s  %6.1f MB/s\n", libcsv, (double) status.st_size / 1e6 / libcsv);
  g_print ("Neurons, to a data set %5.3f s  %6.1f MB/s  %.2f of libcsv's speed\n", neurons,
           (double) status.st_size / 1e6 / neurons, libcsv / neurons);

  return 0;
}
