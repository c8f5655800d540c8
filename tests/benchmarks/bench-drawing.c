/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Milliseconds of processor time a frame of the window's picture, 1200×800
 * into an image, with everything that is on it; beside the limit. How long it
 * takes to copy such an image says how fast the machine is at the moment.
 */

#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "nrn-network-scene.h"
#include "nrn-plot.h"

#define WIDTH    1200
#define HEIGHT   800
#define N_FRAMES 101
#define N_ROWS   2100

/* Of this thread's processor time: what others do at the same time counts
 * little. */
static double
get_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);

  return 1e3 * (double) now.tv_sec + 1e-6 * (double) now.tv_nsec;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
median (double *times)
{
  qsort (times, N_FRAMES, sizeof *times, compare);

  return times[N_FRAMES / 2];
}

static void
report (const char *what,
        double      ms,
        double      limit)
{
  g_print ("%-44s %7.2f ms   limit %g%s\n", what, ms, limit, ms <= limit ? "" : "   MISSED");
}

typedef struct
{
  NrnArchitecture      *architecture;
  NrnNetworkLayout     *layout;
  NrnWeights           *weights[2];
  NrnNetworkActivity   *activity;
  NrnNetworkSceneCache *cache;
  float                *inputs;
  cairo_surface_t      *image;
} Stage;

static void
stage_init (Stage      *stage,
            const char *network)
{
  NrnNetworkLabels labels = { .has_live_notes = TRUE };
  gsize n_inputs;

  stage->architecture = nrn_architecture_parse (network, NULL, NULL);
  n_inputs = (gsize) nrn_architecture_get_input_dim (stage->architecture) * N_ROWS;
  stage->inputs = g_new (float, n_inputs);
  for (gsize i = 0; i < n_inputs; i++)
    stage->inputs[i] = (float) (i * 7919 % 1009) / 1009;
  stage->layout = nrn_network_layout_new (stage->architecture, WIDTH, HEIGHT, &labels);
  for (guint i = 0; i < 2; i++)
    stage->weights[i] = nrn_weights_new_initial (stage->architecture, i + 1);
  stage->activity = nrn_network_activity_new (stage->architecture, N_ROWS, stage->inputs, 0);
  stage->cache = nrn_network_scene_cache_new ();
  stage->image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
}

static void
stage_clear (Stage *stage)
{
  cairo_surface_destroy (stage->image);
  nrn_network_scene_cache_free (stage->cache);
  nrn_network_activity_free (stage->activity);
  for (guint i = 0; i < 2; i++)
    nrn_weights_unref (stage->weights[i]);
  nrn_network_layout_free (stage->layout);
  nrn_architecture_unref (stage->architecture);
  g_free (stage->inputs);
}

static double
measure_activity (Stage *stage)
{
  double times[N_FRAMES];

  for (guint i = 0; i < N_FRAMES; i++)
    {
      double start = get_ms ();

      nrn_network_activity_update (stage->activity, stage->weights[i % 2], stage->inputs);
      times[i] = get_ms () - start;
    }

  return median (times);
}

static double
measure_frames (Stage         *stage,
                gboolean       weights_change,
                const NrnPick *selected)
{
  double times[N_FRAMES];

  for (guint i = 0; i < N_FRAMES; i++)
    {
      cairo_t *cr = cairo_create (stage->image);
      NrnNetworkScene scene = {
        .layout = stage->layout,
        .weights = stage->weights[weights_change ? i % 2 : 0],
        .activity = stage->activity,
        .palette = &nrn_palette_light,
        .selected = selected,
        .input_title = "age 72",
        .input_note = "is 0.678",
        .shows_shares = TRUE,
        .with_legend = TRUE,
        .forward_phase = (i + 0.5) / N_FRAMES,
        .backward_phase = -1,
      };
      double start;

      nrn_network_activity_update (stage->activity, scene.weights, stage->inputs);
      start = get_ms ();
      nrn_network_scene_paint (cr, &scene, stage->cache);
      times[i] = get_ms () - start;
      cairo_destroy (cr);
    }

  return median (times);
}

static void
bench_network (const char *network,
               double      limit)
{
  NrnPick selected = { NRN_PICK_NODE, 1, 2, 0 };
  g_autofree char *all = g_strdup_printf ("%s, all weights changed", network);
  g_autofree char *pulses = g_strdup_printf ("%s, only pulses and nodes", network);
  g_autofree char *one = g_strdup_printf ("%s, likewise, a node selected", network);
  g_autofree char *activity = g_strdup_printf ("%s, activity", network);
  Stage stage;

  stage_init (&stage, network);
  report (activity, measure_activity (&stage), 0.5);
  report (all, measure_frames (&stage, TRUE, NULL), limit);
  report (pulses, measure_frames (&stage, FALSE, NULL), 2);
  report (one, measure_frames (&stage, FALSE, &selected), 4);
  stage_clear (&stage);
}

static void
bench_copy (void)
{
  cairo_surface_t *from = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_surface_t *to = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  double times[N_FRAMES];

  for (guint i = 0; i < N_FRAMES; i++)
    {
      cairo_t *cr = cairo_create (to);
      double start = get_ms ();

      cairo_set_source_surface (cr, from, 0, 0);
      cairo_paint (cr);
      times[i] = get_ms () - start;
      cairo_destroy (cr);
    }
  g_print ("%-44s %7.2f ms\n", "copy of an image, to compare", median (times));
  cairo_surface_destroy (from);
  cairo_surface_destroy (to);
}

static void
bench_plot (void)
{
  const gsize n_points = 1000000;
  g_autofree double *values = g_new (double, n_points);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  g_autoptr (NrnCurve) curve = NULL;
  double times[N_FRAMES];
  double began;
  NrnPlotSeries series = { .color = &nrn_palette_light.text };
  NrnPlot plot = {
    .series = &series, .n_series = 1, .x_minimum = 1, .x_maximum = (double) n_points,
    .y_minimum = 0, .y_maximum = 2, .ceiling = NAN,
  };

  for (gsize i = 0; i < n_points; i++)
    values[i] = 1 + sin ((double) i / 5e4) * 0.5 + (double) (i * 7919 % 1009) / 1e4;
  began = get_ms ();
  series.curve = curve = nrn_curve_new_from (n_points, values, 1);
  report ("recording 1,000,000 points, all at once", get_ms () - began, 20);
  for (guint i = 0; i < N_FRAMES; i++)
    {
      cairo_t *cr = cairo_create (image);
      double start = get_ms ();

      nrn_plot_paint (cr, &plot, WIDTH, HEIGHT, &nrn_palette_light);
      times[i] = get_ms () - start;
      cairo_destroy (cr);
    }
  report ("plot of 1,000,000 points", median (times), 2);
  cairo_surface_destroy (image);
}

int
main (void)
{
  bench_copy ();
  bench_network ("1-6-32-2", 2);
  bench_network ("8-6-6-4", 2);
  bench_network ("64-64-64-10", 6);
  bench_network ("784-128-64-10", 8);
  bench_plot ();

  return 0;
}
