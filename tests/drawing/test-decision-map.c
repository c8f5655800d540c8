/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of the decision map, on networks worked by hand.
 */

#include "nrn-decision-map.h"

#include <math.h>

#define SIZE 288

static const double lowest[] = { 0, 0 };
static const double highest[] = { 1, 1 };

/* The output is the second input, the first counts for nothing. */
static NrnDecisionMap *
create_map (guint size)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-1", "linear", NULL);
  const float values[] = { 0, 1, 0 };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  NrnDecisionMap *map = nrn_decision_map_new (architecture, size, lowest, highest);

  nrn_decision_map_update (map, weights);

  return map;
}

static void
test_cells (void)
{
  g_autoptr (NrnDecisionMap) map = create_map (11);

  g_assert_cmpuint (nrn_decision_map_get_n_classes (map), ==, 2);
  for (guint row = 0; row < 11; row++)
    {
      g_assert_cmpuint (nrn_decision_map_get_class (map, 3, row), ==, row > 5 ? 1 : 0);
      g_assert_cmpfloat_with_epsilon (nrn_decision_map_get_share (map, 3, row, 1), row / 10.0,
                                      1e-6);
      g_assert_cmpfloat_with_epsilon (nrn_decision_map_get_share (map, 3, row, 0), 1 - row / 10.0,
                                      1e-6);
    }
}

/* Two outputs that are no distribution: shares of their sum. */
static void
test_shares (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-2", "linear", NULL);
  const float values[] = { 0, 0, 0, 0, 0.1f, 0.3f };
  const float negative[] = { 0, 0, 0, 0, -0.1f, 0.3f };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  g_autoptr (NrnWeights) other = nrn_weights_new (architecture, negative);
  g_autoptr (NrnDecisionMap) map = nrn_decision_map_new (architecture, 4, lowest, highest);

  nrn_decision_map_update (map, weights);
  g_assert_cmpfloat_with_epsilon (nrn_decision_map_get_share (map, 2, 1, 0), 0.25, 1e-6);
  g_assert_cmpuint (nrn_decision_map_get_class (map, 2, 1), ==, 1);
  nrn_decision_map_update (map, other);
  g_assert_cmpfloat_with_epsilon (nrn_decision_map_get_share (map, 2, 1, 0), 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (nrn_decision_map_get_share (map, 2, 1, 1), 1, 1e-6);
}

static const float features[] = { 11, 25, 14, 21, 19, 28 };
static const float labels[] = { 0, 1, 1 };
static const guint8 marked[] = { 0, 0, 1 };

static void
set_up (NrnDecisionMapPlot   *plot,
        NrnDecisionMapLayout *layout,
        const NrnDecisionMap *map)
{
  *plot = (NrnDecisionMapPlot) {
    .map = map,
    .n_samples = 3,
    .features = features,
    .labels = labels,
    .marked = marked,
    .minimum = { 10, 20 },
    .maximum = { 20, 30 },
    .palette = &nrn_palette_light,
  };
  nrn_decision_map_layout_init (layout, plot, SIZE, SIZE);
}

static void
test_pick (void)
{
  g_autoptr (NrnDecisionMap) map = create_map (16);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;
  double values[2];

  set_up (&plot, &layout, map);
  for (guint i = 0; i < 3; i++)
    {
      double x;
      double y;

      nrn_decision_map_layout_get_point (&layout, &plot, (double) features[2 * i],
                                         (double) features[2 * i + 1], &x, &y);
      g_assert_cmpint (nrn_decision_map_layout_pick (&layout, &plot, x + 2, y), ==, i);
      g_assert_true (nrn_decision_map_layout_get_values (&layout, &plot, x, y, values));
      g_assert_cmpfloat_with_epsilon (values[0], (double) features[2 * i], 1e-6);
      g_assert_cmpfloat_with_epsilon (values[1], (double) features[2 * i + 1], 1e-6);
    }
  g_assert_false (nrn_decision_map_layout_get_values (&layout, &plot, 0, 0, values));
  g_assert_cmpint (nrn_decision_map_layout_pick (&layout, &plot, 0, 0), ==, -1);
}

/* The second feature grows upwards, and the class' colour with it. */
static void
test_paint (void)
{
  g_autoptr (NrnDecisionMap) map = create_map (0);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (image);
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;
  guint32 greens[2];

  set_up (&plot, &layout, map);
  nrn_decision_map_paint (cr, &plot, &layout, NULL);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  for (guint i = 0; i < 2; i++)
    {
      double x;
      double y;

      nrn_decision_map_layout_get_point (&layout, &plot, 17, i == 0 ? 20.5 : 29.5, &x, &y);
      greens[i] = pixels[(int) y * cairo_image_surface_get_stride (image) / 4 + (int) x] >> 8 &
                  0xff;
    }
  /* Teal below, purple above. */
  g_assert_cmpuint (greens[0], >, greens[1] + 10);
  cairo_surface_destroy (image);
}

static void
test_not_finite (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-2", "linear", NULL);
  const float values[] = { NAN, INFINITY, 0, 0, 0, -INFINITY };
  g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
  g_autoptr (NrnDecisionMap) map = nrn_decision_map_new (architecture, 8, lowest, highest);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE, SIZE);
  cairo_t *cr = cairo_create (image);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;

  nrn_decision_map_update (map, weights);
  set_up (&plot, &layout, map);
  nrn_decision_map_paint (cr, &plot, &layout, NULL);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

static guint32
get_pixel (cairo_surface_t *image,
           double           x,
           double           y)
{
  const guint32 *pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);

  return pixels[(int) y * cairo_image_surface_get_stride (image) / 4 + (int) x];
}

static cairo_surface_t *
paint (const NrnDecisionMapPlot   *plot,
       const NrnDecisionMapLayout *layout,
       double                      width,
       NrnKeptImage               *layer)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) width, SIZE);
  cairo_t *cr = cairo_create (image);

  nrn_color_set_source (&plot->palette->background, 1, cr);
  cairo_paint (cr);
  nrn_decision_map_paint (cr, plot, layout, layer);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (image);

  return image;
}

/* As far from the colour as the brightest channel is. */
static double
get_difference (guint32         pixel,
                const NrnColor *color)
{
  return MAX (MAX (fabs ((pixel >> 16 & 0xff) / 255.0 - color->red),
                   fabs ((pixel >> 8 & 0xff) / 255.0 - color->green)),
              fabs ((pixel & 0xff) / 255.0 - color->blue));
}

/* A value has the colour of the scale beside the map, at the same height
 * here, for the output is the second input. */
static void
test_values (void)
{
  const NrnPalette *const palettes[] = {
    &nrn_palette_light, &nrn_palette_dark, &nrn_palette_print,
    nrn_palette_get (NRN_GROUND_HIGH_CONTRAST_LIGHT, NRN_SIGNS_BLUE_ORANGE),
    nrn_palette_get (NRN_GROUND_HIGH_CONTRAST_DARK, NRN_SIGNS_GREY),
  };
  static const double parts[] = { 0.05, 0.33, 0.71, 0.95 };
  g_autoptr (NrnDecisionMap) map = create_map (0);

  for (guint i = 0; i < G_N_ELEMENTS (palettes); i++)
    {
      NrnDecisionMapLayout layout;
      NrnDecisionMapPlot plot;
      cairo_surface_t *image;

      set_up (&plot, &layout, map);
      plot.is_values = TRUE;
      plot.low = 0;
      plot.high = 1;
      plot.output_name = "price";
      plot.title = "Data and prediction";
      plot.n_samples = 0;
      plot.palette = palettes[i];
      nrn_decision_map_layout_init (&layout, &plot, 2 * SIZE, SIZE);
      image = paint (&plot, &layout, 2 * SIZE, NULL);
      for (guint j = 0; j < G_N_ELEMENTS (parts); j++)
        {
          NrnColor color = nrn_palette_get_scale (plot.palette, parts[j]);
          double y = layout.y + layout.width * (1 - parts[j]);

          g_assert_cmpfloat (get_difference (get_pixel (image, layout.x + 7, y), &color), <, 0.05);
          g_assert_cmpfloat (get_difference (get_pixel (image, layout.x + layout.width + 20, y),
                                             &color), <, 0.05);
        }
      cairo_surface_destroy (image);
    }
}

static double
get_green (cairo_surface_t *image,
           double           x,
           double           y)
{
  return (get_pixel (image, x, y) >> 8 & 0xff) / 255.0;
}

/* How much darker than what is around it the darkest place is, from below to
 * above the middle of the map. */
static double
find_line (const NrnDecisionMapPlot   *plot,
           const NrnDecisionMapLayout *layout,
           double                     *at)
{
  cairo_surface_t *image = paint (plot, layout, SIZE, NULL);
  double x = layout->x + layout->width / 3;
  double deepest = 0;

  for (double y = layout->y + 0.3 * layout->width; y < layout->y + 0.7 * layout->width; y++)
    {
      double depth = get_green (image, x, y - 4) / 2 + get_green (image, x, y + 4) / 2 -
                     get_green (image, x, y);

      *at = depth > deepest ? y : *at;
      deepest = MAX (deepest, depth);
    }
  cairo_surface_destroy (image);

  return deepest;
}

/* The line where the prediction changes is where it does: values have one at
 * each number of the scale, classes one where they are equally likely. */
static void
test_contours (void)
{
  g_autoptr (NrnDecisionMap) map = create_map (0);

  for (guint i = 0; i < 2; i++)
    {
      NrnDecisionMapLayout layout;
      NrnDecisionMapPlot plot;
      double at = -1;

      set_up (&plot, &layout, map);
      plot.n_samples = 0;
      plot.is_values = i == 1;
      plot.low = -0.5;
      plot.high = 0.9;
      g_assert_cmpfloat (find_line (&plot, &layout, &at), >, 0.06);
      g_assert_cmpfloat_with_epsilon (at, layout.y + 0.5 * layout.width, 1.5);
    }
}

/* Below the middle no unit is on, so that both classes are equally likely and
 * the first one is predicted: a line only where the other one takes over. */
static void
test_equally_likely (void)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse ("2-1-2", "relu,softmax",
                                                                     NULL);

  for (guint winner = 0; winner < 2; winner++)
    {
      const float values[] = { 0, 1, -0.5f, winner == 0 ? 1 : 0, winner == 1 ? 1 : 0, 0, 0 };
      g_autoptr (NrnWeights) weights = nrn_weights_new (architecture, values);
      g_autoptr (NrnDecisionMap) map = nrn_decision_map_new (architecture, 0, lowest, highest);
      NrnDecisionMapLayout layout;
      NrnDecisionMapPlot plot;
      double at = -1;

      nrn_decision_map_update (map, weights);
      set_up (&plot, &layout, map);
      plot.n_samples = 0;
      if (winner == 0)
        g_assert_cmpfloat (find_line (&plot, &layout, &at), <, 0.03);
      else
        {
          g_assert_cmpfloat (find_line (&plot, &layout, &at), >, 0.06);
          g_assert_cmpfloat_with_epsilon (at, layout.y + 0.5 * layout.width, 3);
        }
    }
}

static void
test_words (void)
{
  static const char *const names[] = { "height", "weight", NULL };
  static const char *const classes[] = { "light", "heavy", NULL };
  const double place[] = { 14, 27 }, outside[] = { 9, 27 };
  g_autoptr (NrnDecisionMap) map = create_map (11);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;
  g_autofree char *as_class = NULL;
  g_autofree char *as_value = NULL;

  set_up (&plot, &layout, map);
  plot.feature_names = names;
  plot.class_names = classes;
  g_assert_cmpfloat_with_epsilon (nrn_decision_map_plot_get_value (&plot, 1, place), 0.7, 1e-6);
  g_assert_true (isnan (nrn_decision_map_plot_get_value (&plot, 1, outside)));
  as_class = nrn_decision_map_plot_describe (&plot, place);
  g_assert_cmpstr (as_class, ==, "height 14.00, weight 27.00: 70 % heavy");

  plot.is_values = TRUE;
  plot.low = 0;
  plot.high = 2;
  plot.output_name = "price";
  as_value = nrn_decision_map_plot_describe (&plot, place);
  g_assert_cmpstr (as_value, ==, "height 14.00, weight 27.00: price 0.70");
}

/* Kept samples look like fresh ones, and stay until they are cleared. */
static void
test_layer (void)
{
  static const float moved[] = { 18, 21, 12, 28, 15, 23 };
  g_autoptr (NrnKeptImage) layer = nrn_kept_image_new ();
  g_autoptr (NrnDecisionMap) map = create_map (16);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;
  guint32 seen[3];
  double x, y;

  set_up (&plot, &layout, map);
  nrn_decision_map_layout_get_point (&layout, &plot, 12, 28, &x, &y);
  for (guint i = 0; i < 3; i++)
    {
      cairo_surface_t *image = paint (&plot, &layout, SIZE, layer);

      seen[i] = get_pixel (image, x, y);
      cairo_surface_destroy (image);
      plot.features = moved;
      if (i == 1)
        nrn_kept_image_clear (layer);
    }
  g_assert_cmphex (seen[1], ==, seen[0]);
  g_assert_cmphex (seen[2], !=, seen[0]);
}

/* Samples with the least and the largest values stand on the edge, and are not cut
 * in half there. */
static void
test_edge (void)
{
  static const float corners[] = { 10, 20, 20, 30, 15, 25 };
  g_autoptr (NrnDecisionMap) map = create_map (16);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;

  set_up (&plot, &layout, map);
  plot.features = corners;
  plot.marked = NULL;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (NrnKeptImage) layer = i == 0 ? NULL : nrn_kept_image_new ();
      cairo_surface_t *image = paint (&plot, &layout, SIZE, layer);
      double size = layout.width;

      g_assert_cmpfloat (get_difference (get_pixel (image, layout.x - 1, layout.y + size),
                                         nrn_palette_get_class (plot.palette, 0, 2)), <, 0.1);
      g_assert_cmpfloat (get_difference (get_pixel (image, layout.x + size + 0.5, layout.y),
                                         nrn_palette_get_class (plot.palette, 1, 2)), <, 0.1);
      cairo_surface_destroy (image);
    }
}

/* Where the pointer is, two lines meet. */
static void
test_pointer (void)
{
  const double pointer[] = { 16, 24 };
  g_autoptr (NrnDecisionMap) map = create_map (0);
  NrnDecisionMapLayout layout;
  NrnDecisionMapPlot plot;
  cairo_surface_t *before, *after;
  double x, y;

  set_up (&plot, &layout, map);
  plot.n_samples = 0;
  before = paint (&plot, &layout, SIZE, NULL);
  plot.pointer = pointer;
  after = paint (&plot, &layout, SIZE, NULL);
  nrn_decision_map_layout_get_point (&layout, &plot, 16, 24, &x, &y);
  g_assert_cmphex (get_pixel (before, x, layout.y + 5), !=, get_pixel (after, x, layout.y + 5));
  g_assert_cmphex (get_pixel (before, layout.x + 5, y), !=, get_pixel (after, layout.x + 5, y));
  g_assert_cmphex (get_pixel (before, x + 8, y + 8), ==, get_pixel (after, x + 8, y + 8));
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/decision-map/cells", test_cells);
  g_test_add_func ("/drawing/decision-map/shares", test_shares);
  g_test_add_func ("/drawing/decision-map/pick", test_pick);
  g_test_add_func ("/drawing/decision-map/paint", test_paint);
  g_test_add_func ("/drawing/decision-map/not-finite", test_not_finite);
  g_test_add_func ("/drawing/decision-map/values", test_values);
  g_test_add_func ("/drawing/decision-map/contours", test_contours);
  g_test_add_func ("/drawing/decision-map/equally-likely", test_equally_likely);
  g_test_add_func ("/drawing/decision-map/words", test_words);
  g_test_add_func ("/drawing/decision-map/layer", test_layer);
  g_test_add_func ("/drawing/decision-map/edge", test_edge);
  g_test_add_func ("/drawing/decision-map/pointer", test_pointer);

  return g_test_run ();
}
