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
  nrn_decision_map_paint (cr, &plot, &layout);
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
  nrn_decision_map_paint (cr, &plot, &layout);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
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

  return g_test_run ();
}
