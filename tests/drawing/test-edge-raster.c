/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the edges that are drawn without Cairo, by their pixels.
 */

#include "nrn-edge-raster.h"

#include <math.h>

#include "nrn-network-layout.h"

#define WIDTH  150
#define HEIGHT 90

static const NrnColor black = { 0, 0, 0 };
static const NrnColor white = { 1, 1, 1 };

/* How dark, 0 … 1. */
static double
get_ink (cairo_surface_t *image,
         int              x,
         int              y)
{
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);

  return 1 - (pixels[y * cairo_image_surface_get_stride (image) / 4 + x] >> 8 & 0xff) / 255.0;
}

/* An image that something else has been on before. */
static cairo_surface_t *
create_image (int width,
              int height)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (image);

  cairo_set_source_rgb (cr, 1, 0, 0.5);
  cairo_paint (cr);
  cairo_destroy (cr);

  return image;
}

static cairo_surface_t *
draw (NrnEdgeRaster       *raster,
      guint                n_edges,
      const NrnRasterEdge *edges)
{
  cairo_surface_t *image = create_image (WIDTH, HEIGHT);

  nrn_edge_raster_begin (raster, WIDTH, HEIGHT);
  for (guint i = 0; i < n_edges; i++)
    nrn_edge_raster_add (raster, &edges[i]);
  nrn_edge_raster_paint (raster, &white, image);

  return image;
}

static double
get_mean_row (cairo_surface_t *image,
              int              x,
              double          *ink)
{
  double sum = 0;

  *ink = 0;
  for (int y = 0; y < HEIGHT; y++)
    {
      sum += (y + 0.5) * get_ink (image, x, y);
      *ink += get_ink (image, x, y);
    }

  return sum / *ink;
}

/* In every column, and as thick as it should be where it is level. */
static void
test_follows_the_curve (void)
{
  g_autoptr (NrnEdgeRaster) raster = nrn_edge_raster_new ();
  const NrnNetworkEdge curve = { .x1 = 5, .y1 = 12, .x2 = 141, .y2 = 75 };
  const NrnRasterEdge edge = {
    .x1 = 5, .y1 = 12, .x2 = 141, .y2 = 75, .width = 2, .opacity = 1, .color = &black,
  };
  cairo_surface_t *image = draw (raster, 1, &edge);
  double ink;

  for (double t = 0.02; t < 0.98; t += 0.01)
    {
      double x;
      double y;
      double here;

      nrn_network_edge_get_point (&curve, t, &x, &y);
      here = get_mean_row (image, (int) (x - 0.5), &ink);
      here += (get_mean_row (image, (int) (x + 0.5), &ink) - here) * (x - floor (x - 0.5) - 0.5);
      g_assert_cmpfloat_with_epsilon (here, y, 0.1);
    }
  get_mean_row (image, 6, &ink);
  g_assert_cmpfloat_with_epsilon (ink, 2, 0.05);
  get_mean_row (image, 4, &ink);
  g_assert_cmpfloat (ink, <, 1e-9);
  get_mean_row (image, 141, &ink);
  g_assert_cmpfloat (ink, <, 1e-9);

  cairo_surface_destroy (image);
}

/* As long as they were asked for; from strip to strip. */
static void
test_dashes (void)
{
  g_autoptr (NrnEdgeRaster) raster = nrn_edge_raster_new ();
  const NrnRasterEdge edge = {
    .x1 = 0, .y1 = 40.5, .x2 = WIDTH, .y2 = 40.5, .width = 1, .opacity = 1, .color = &black,
    .dash_on = 8, .dash_off = 5,
  };
  cairo_surface_t *image = draw (raster, 1, &edge);

  for (int x = 0; x < WIDTH; x++)
    g_assert_cmpfloat_with_epsilon (get_ink (image, x, 40), x % 13 < 8 ? 1 : 0, 0.01);

  cairo_surface_destroy (image);
}

static void
test_later_edges_lie_on_top (void)
{
  g_autoptr (NrnEdgeRaster) raster = nrn_edge_raster_new ();
  const NrnRasterEdge edges[] = {
    { .x1 = 10, .y1 = 10, .x2 = 140, .y2 = 80, .width = 12, .opacity = 1, .color = &white },
    { .x1 = 10, .y1 = 80, .x2 = 140, .y2 = 10, .width = 12, .opacity = 1, .color = &black },
    { .x1 = 10, .y1 = 45, .x2 = 140, .y2 = 45, .width = 6, .opacity = 0.5, .color = &white },
  };
  cairo_surface_t *image = draw (raster, G_N_ELEMENTS (edges), edges);

  g_assert_cmpfloat_with_epsilon (get_ink (image, 75, 45), 0.5, 0.01);
  g_assert_cmpfloat_with_epsilon (get_ink (image, 75, 40), 1, 0.01);

  cairo_surface_destroy (image);
}

/* Thinner than a pixel is as wide as one, and fainter. */
static void
test_thin_lines_are_faint (void)
{
  g_autoptr (NrnEdgeRaster) raster = nrn_edge_raster_new ();
  const NrnRasterEdge edge = {
    .x1 = 0, .y1 = 40.5, .x2 = WIDTH, .y2 = 40.5, .width = 0.25, .opacity = 0.5, .color = &black,
  };
  cairo_surface_t *image = draw (raster, 1, &edge);

  g_assert_cmpfloat_with_epsilon (get_ink (image, 75, 40), 0.125, 0.01);

  cairo_surface_destroy (image);
}

static void
add_everywhere (NrnEdgeRaster *raster)
{
  static const double places[] = { -1000, -3, 0, 20.3, 39.9, 50, 1000 };
  NrnRasterEdge edge = {
    .width = 30, .opacity = 1, .color = &black, .dash_on = 8, .dash_off = 5,
  };

  for (guint a = 0; a < G_N_ELEMENTS (places); a++)
    for (guint b = 0; b < G_N_ELEMENTS (places); b++)
      for (guint c = 0; c < G_N_ELEMENTS (places); c++)
        for (guint d = 0; d < G_N_ELEMENTS (places); d++)
          {
            edge.x1 = places[a];
            edge.y1 = places[b];
            edge.x2 = places[c];
            edge.y2 = places[d];
            nrn_edge_raster_add (raster, &edge);
          }
}

/* Nothing outside of the image may be written, wherever the edges go; and
 * nothing is left of them afterwards. In images that become larger and
 * smaller, whole strips wide and not. */
static void
test_clips (void)
{
  static const int sizes[][2] = { { 50, 40 }, { 64, 8 }, { 1, 1 }, { 49, 300 }, { 300, 3 } };
  g_autoptr (NrnEdgeRaster) raster = nrn_edge_raster_new ();

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      cairo_surface_t *image = create_image (sizes[i][0], sizes[i][1]);

      const NrnRasterEdge through = {
        .x1 = -5, .y1 = sizes[i][1] / 2, .x2 = 500, .y2 = sizes[i][1] / 2, .width = 9,
        .opacity = 1, .color = &black,
      };

      nrn_edge_raster_begin (raster, sizes[i][0], sizes[i][1]);
      add_everywhere (raster);
      nrn_edge_raster_add (raster, &through);
      nrn_edge_raster_paint (raster, &white, image);
      g_assert_cmpfloat (get_ink (image, sizes[i][0] / 2, sizes[i][1] / 2), >, 0.5);

      nrn_edge_raster_begin (raster, sizes[i][0], sizes[i][1]);
      nrn_edge_raster_paint (raster, &white, image);
      for (int y = 0; y < sizes[i][1]; y++)
        for (int x = 0; x < sizes[i][0]; x++)
          g_assert_cmpfloat (get_ink (image, x, y), <, 0.001);
      cairo_surface_destroy (image);
    }
}

static void
test_transparent (void)
{
  g_autoptr (NrnEdgeRaster) raster = nrn_edge_raster_new ();
  const NrnRasterEdge edge = {
    .x1 = 20, .y1 = 40.5, .x2 = 100, .y2 = 40.5, .width = 3, .opacity = 0.5, .color = &white,
  };
  cairo_surface_t *image = create_image (WIDTH, HEIGHT);
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);

  nrn_edge_raster_begin (raster, WIDTH, HEIGHT);
  nrn_edge_raster_add (raster, &edge);
  nrn_edge_raster_paint (raster, NULL, image);
  g_assert_cmphex (pixels[40 * WIDTH + 10], ==, 0);
  g_assert_cmphex (pixels[40 * WIDTH + 50], ==, 0x80808080);
  g_assert_cmphex (pixels[10 * WIDTH + 50], ==, 0);

  cairo_surface_destroy (image);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/edge-raster/follows-the-curve", test_follows_the_curve);
  g_test_add_func ("/drawing/edge-raster/dashes", test_dashes);
  g_test_add_func ("/drawing/edge-raster/later-edges-lie-on-top", test_later_edges_lie_on_top);
  g_test_add_func ("/drawing/edge-raster/thin-lines-are-faint", test_thin_lines_are_faint);
  g_test_add_func ("/drawing/edge-raster/clips", test_clips);
  g_test_add_func ("/drawing/edge-raster/transparent", test_transparent);

  return g_test_run ();
}
