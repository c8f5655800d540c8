/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the picture of a network, by its pixels.
 */

#include "nrn-network-paint.h"

#include <cairo-svg.h>
#include <math.h>

#define WIDTH  1200
#define HEIGHT 800

static cairo_surface_t *
paint (const NrnNetworkLayout *layout,
       const NrnWeights       *weights,
       const NrnPalette       *palette)
{
  cairo_surface_t *image;
  cairo_t *cr;

  image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                      (int) nrn_network_layout_get_width (layout),
                                      (int) nrn_network_layout_get_height (layout));
  cr = cairo_create (image);
  nrn_network_paint (cr, layout, weights, palette);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

static NrnColor
get_pixel (cairo_surface_t *image,
           int              x,
           int              y)
{
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  guint32 pixel = pixels[y * cairo_image_surface_get_stride (image) / 4 + x];

  return (NrnColor) { (pixel >> 16 & 0xff) / 255.0, (pixel >> 8 & 0xff) / 255.0,
                      (pixel & 0xff) / 255.0 };
}

static double
luminance (NrnColor color)
{
  return 0.299 * color.red + 0.587 * color.green + 0.114 * color.blue;
}

/* The darkest pixel within a few rows: the edge that crosses there. */
static NrnColor
find_edge (cairo_surface_t      *image,
           const NrnNetworkEdge *edge,
           double                t,
           double               *ink)
{
  NrnColor darkest = { 1, 1, 1 };
  double x;
  double y;

  nrn_network_edge_get_point (edge, t, &x, &y);
  *ink = 0;
  for (int row = (int) y - 6; row <= (int) y + 6; row++)
    {
      NrnColor color = get_pixel (image, (int) x, row);

      *ink += 1 - luminance (color);
      if (luminance (color) < luminance (darkest))
        darkest = color;
    }

  return darkest;
}

static NrnNetworkLayout *
create_layout (const char *network)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (network, NULL, NULL);

  return nrn_network_layout_new (architecture, WIDTH, HEIGHT, NULL);
}

/* How much of an edge is inked, where no other is near, and its colour. */
static double
inked_part (cairo_surface_t      *image,
            const NrnNetworkEdge *edge,
            NrnColor             *color)
{
  guint n_inked = 0;
  guint n = 0;

  for (double t = 0.55; t < 0.75; t += 0.005)
    {
      double ink;
      NrnColor here = find_edge (image, edge, t, &ink);

      if (luminance (here) < 0.9)
        {
          n_inked++;
          *color = here;
        }
      n++;
    }

  return (double) n_inked / n;
}

static void
test_sign (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("1-2");
  const NrnArchitecture *architecture = nrn_network_layout_get_architecture (layout);
  const float values[] = { 1, -1, 0, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  cairo_surface_t *image = paint (layout, weights, &nrn_palette_light);
  NrnColor positive;
  NrnColor negative;
  NrnNetworkEdge edge;
  double positive_part;
  double negative_part;

  nrn_network_layout_get_edge (layout, 0, 0, 0, &edge);
  positive_part = inked_part (image, &edge, &positive);
  nrn_network_layout_get_edge (layout, 0, 0, 1, &edge);
  negative_part = inked_part (image, &edge, &negative);
  cairo_surface_destroy (image);

  g_assert_cmpfloat (positive.blue, >, positive.red + 0.3);
  g_assert_cmpfloat (negative.red, >, negative.blue + 0.3);

  /* Without colours, the dashes tell. */
  g_assert_cmpfloat (positive_part, >, 0.99);
  g_assert_cmpfloat (negative_part, >, 0.4);
  g_assert_cmpfloat (negative_part, <, 0.85);
}

static void
test_size (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("1-2");
  const float values[] = { 0.2f, 1, 0, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (nrn_network_layout_get_architecture (layout),
                                                    values);
  cairo_surface_t *image = paint (layout, weights, &nrn_palette_print);
  NrnNetworkEdge edge;
  double small_ink;
  double large_ink;

  nrn_network_layout_get_edge (layout, 0, 0, 0, &edge);
  find_edge (image, &edge, 0.75, &small_ink);
  nrn_network_layout_get_edge (layout, 0, 0, 1, &edge);
  find_edge (image, &edge, 0.75, &large_ink);
  cairo_surface_destroy (image);

  g_assert_cmpfloat (small_ink, >, 0.1);
  g_assert_cmpfloat (large_ink, >, 2 * small_ink);
}

static void
test_palettes (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-2");
  const NrnPalette *palettes[] = { &nrn_palette_light, &nrn_palette_dark, &nrn_palette_print };

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      cairo_surface_t *image = paint (layout, NULL, palettes[i]);
      const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, 1);
      NrnColor corner = get_pixel (image, 0, HEIGHT - 1);
      NrnColor node = get_pixel (image, (int) column->nodes[1].x, (int) column->nodes[1].y);

      g_assert_cmpfloat (fabs (corner.red - palettes[i]->background.red), <, 0.01);
      g_assert_cmpfloat (fabs (node.green - palettes[i]->node.green), <, 0.01);
      cairo_surface_destroy (image);
    }
}

/* Text must be readable and edges visible: WCAG's contrast of 4.5 and 3. */
static double
contrast (const NrnColor *a,
          const NrnColor *b)
{
  double levels[2];
  const NrnColor *colors[] = { a, b };

  for (guint i = 0; i < 2; i++)
    levels[i] = 0.2126 * pow (colors[i]->red, 2.2) + 0.7152 * pow (colors[i]->green, 2.2) +
                0.0722 * pow (colors[i]->blue, 2.2) + 0.05;

  return MAX (levels[0], levels[1]) / MIN (levels[0], levels[1]);
}

static void
test_contrast (void)
{
  const NrnPalette *palettes[] = { &nrn_palette_light, &nrn_palette_dark, &nrn_palette_print };

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      const NrnPalette *palette = palettes[i];
      const NrnColor *texts[] = { &palette->text, &palette->quiet, &palette->positive,
                                  &palette->negative, &palette->ceiling };

      for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
        g_assert_cmpfloat (contrast (texts[j], &palette->background), >=, 4.5);
      for (guint j = 0; j < NRN_PALETTE_N_CLASSES; j++)
        g_assert_cmpfloat (contrast (&palette->classes[j], &palette->background), >=, 4.5);
    }
}

static void
test_weights_by_unit (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("784-3-2");
  const NrnArchitecture *architecture = nrn_network_layout_get_architecture (layout);
  const NrnNetworkColumn *inputs = nrn_network_layout_get_column (layout, 0);
  gsize n = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *values = g_new (float, n);
  g_autoptr (NrnWeights) weights = NULL;
  NrnNetworkEdge edge = { .column = 0, .from = inputs->n_nodes - 1, .to = 2 };
  NrnNetworkEdge bias = { .column = 0, .from = inputs->n_nodes, .to = 1 };

  for (gsize i = 0; i < n; i++)
    values[i] = (float) i;
  weights = nrn_weights_new (architecture, values);

  /* The kernel is (784, 3), the bias follows. */
  g_assert_cmpfloat (nrn_network_get_weight (layout, weights, &edge), ==, 783 * 3 + 2);
  g_assert_cmpfloat (nrn_network_get_weight (layout, weights, &bias), ==, 784 * 3 + 1);
}

/* Numbers that are not, or are the largest there are. */
static void
test_extreme_weights (void)
{
  static const char *const names[] = { "2-3-2", "8-32-32-4" };
  const float extremes[] = { NAN, INFINITY, -INFINITY, 3e38f, -3e38f, 0, 1e-40f };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (NrnNetworkLayout) layout = create_layout (names[i]);
      const NrnArchitecture *architecture = nrn_network_layout_get_architecture (layout);
      gsize n = nrn_architecture_get_n_parameters (architecture);
      g_autofree float *values = g_new (float, n);
      g_autoptr (NrnWeights) weights = NULL;

      for (gsize j = 0; j < n; j++)
        values[j] = extremes[j % G_N_ELEMENTS (extremes)];
      weights = nrn_weights_new (architecture, values);
      cairo_surface_destroy (paint (layout, weights, &nrn_palette_light));
    }
}

static double
mean_difference (cairo_surface_t *a,
                 cairo_surface_t *b)
{
  double sum = 0;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      sum += fabs (luminance (get_pixel (a, x, y)) - luminance (get_pixel (b, x, y)));

  return sum / (WIDTH * HEIGHT);
}

/* Many edges take another way in images; it must look the same. A vector
 * surface in between has Cairo stroke them. */
static void
test_raster_looks_like_strokes (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("8-32-32-4");
  g_autoptr (NrnWeights) weights =
    nrn_weights_new_initial (nrn_network_layout_get_architecture (layout), 1);
  cairo_surface_t *rastered = paint (layout, weights, &nrn_palette_light);
  cairo_surface_t *empty = paint (layout, NULL, &nrn_palette_light);
  cairo_surface_t *stroked = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_surface_t *recording = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (recording);

  nrn_network_paint (cr, layout, weights, &nrn_palette_light);
  cairo_destroy (cr);
  cr = cairo_create (stroked);
  cairo_set_source_surface (cr, recording, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (stroked);

  g_assert_cmpfloat (mean_difference (rastered, stroked), <, 0.012);
  g_assert_cmpfloat (mean_difference (rastered, empty), >, 0.02);

  cairo_surface_destroy (rastered);
  cairo_surface_destroy (empty);
  cairo_surface_destroy (stroked);
  cairo_surface_destroy (recording);
}

static void
test_rendered_edges (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-2");
  cairo_surface_t *image = nrn_network_render_edges (layout, NULL, &nrn_palette_light, 2);
  cairo_surface_t *huge = nrn_network_render_edges (layout, NULL, &nrn_palette_light, 1e5);

  g_assert_cmpint (cairo_image_surface_get_width (image), ==, 2 * WIDTH);
  g_assert_cmpint (cairo_surface_status (image), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint (cairo_surface_status (huge), !=, CAIRO_STATUS_SUCCESS);

  cairo_surface_destroy (image);
  cairo_surface_destroy (huge);
}

/* Dark pixels of a row from the nodes of the first hidden column on, where no
 * edge is. */
static guint
count_dark (const char *layers,
            double      from,
            double      to)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse_layers (1, layers, NULL);
  g_autoptr (NrnNetworkLayout) layout = nrn_network_layout_new (architecture, WIDTH, HEIGHT, NULL);
  const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, 1);
  cairo_surface_t *image = paint (layout, NULL, &nrn_palette_light);
  int y = (int) (column->nodes[0].y - column->radius);
  guint n = 0;

  for (int x = (int) (column->x + column->radius + from); x < column->x + column->radius + to; x++)
    n += luminance (get_pixel (image, x, y)) < 0.6;
  cairo_surface_destroy (image);

  return n;
}

/* A layer without units of its own is a slim gate behind the nodes. */
static void
test_gates (void)
{
  g_assert_cmpuint (count_dark ("Dense(3, relu), Dense(2)", 2, 40), ==, 0);
  g_assert_cmpuint (count_dark ("Dense(3), Activation(relu), Dense(2)", 2, 40), ==, 0);
  g_assert_cmpuint (count_dark ("Dense(3), BatchNormalization, Dense(2)", 2, 13), >, 0);
  g_assert_cmpuint (count_dark ("Dense(3), BatchNormalization, Dense(2)", 13, 40), ==, 0);
  g_assert_cmpuint (count_dark ("Dense(3), BatchNormalization, LayerNormalization, Dense(2)", 13, 40),
                    >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/network-paint/sign", test_sign);
  g_test_add_func ("/drawing/network-paint/size", test_size);
  g_test_add_func ("/drawing/network-paint/palettes", test_palettes);
  g_test_add_func ("/drawing/network-paint/contrast", test_contrast);
  g_test_add_func ("/drawing/network-paint/weights-by-unit", test_weights_by_unit);
  g_test_add_func ("/drawing/network-paint/extreme-weights", test_extreme_weights);
  g_test_add_func ("/drawing/network-paint/raster-looks-like-strokes",
                   test_raster_looks_like_strokes);
  g_test_add_func ("/drawing/network-paint/gates", test_gates);
  g_test_add_func ("/drawing/network-paint/rendered-edges", test_rendered_edges);

  return g_test_run ();
}
