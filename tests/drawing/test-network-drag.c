/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of what is dragged across a network.
 */

#include "nrn-network-drag.h"

#define WIDTH  1000
#define HEIGHT 680

static NrnNetworkLayout *
create_layout (const char *network)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (network, NULL, NULL);

  return nrn_network_layout_new (architecture, WIDTH, HEIGHT, NULL);
}

static void
test_headings (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-4-2");
  double y = nrn_network_layout_get_caption_y (layout) + 5;
  guint column = 9;

  for (guint i = 0; i < 4; i++)
    {
      double x = nrn_network_layout_get_column (layout, i)->x;

      g_assert_true (nrn_network_layout_pick_heading (layout, x, y, &column));
      g_assert_cmpuint (column, ==, i);
      g_assert_false (nrn_network_layout_pick_heading (layout, x, HEIGHT / 2, &column));
    }
  g_assert_false (nrn_network_layout_pick_heading (layout, 1, y, &column));
}

/* Where the captions are out of view, the names are at its top. */
static void
test_headings_in_view (void)
{
  g_autoptr (NrnNetworkLayout) whole = create_layout ("2-3-4-2");
  g_autoptr (NrnNetworkLayout) view =
    nrn_network_layout_new_view (whole, 3, 600, 600, WIDTH, HEIGHT);
  guint column = 9;

  g_assert_cmpfloat (nrn_network_layout_get_caption_y (view), <, 0);
  g_assert_true (nrn_network_layout_pick_heading (view, nrn_network_layout_get_column (view, 1)->x,
                                                  10, &column));
  g_assert_cmpuint (column, ==, 1);
}

/* A place is between the columns beside it, and the column that is moved is
 * none of them. */
static void
test_places (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-4-2");

  for (int without = -1; without < 4; without++)
    {
      guint n_places = without < 0 ? 5 : 4;

      for (guint place = 0; place < n_places; place++)
        {
          double x = nrn_network_layout_get_place_x (layout, without, place);

          g_assert_cmpuint (nrn_network_layout_find_place (layout, without, x), ==, place);
          if (place > 0)
            g_assert_cmpfloat (x, >, nrn_network_layout_get_place_x (layout, without, place - 1));
        }
    }
}

static void
test_columns (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-4-2");
  guint column = 9;

  for (guint i = 0; i < 4; i++)
    {
      double x = nrn_network_layout_get_column (layout, i)->x;

      g_assert_true (nrn_network_layout_pick_column (layout, x, &column));
      g_assert_cmpuint (column, ==, i);
      if (i < 3)
        g_assert_false (nrn_network_layout_pick_column (
          layout, (x + nrn_network_layout_get_column (layout, i + 1)->x) / 2, &column));
    }
}

static void
test_paints (void)
{
  g_autoptr (NrnNetworkLayout) layout = create_layout ("2-3-40-2");
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (image);
  const NrnNetworkColumn *column = nrn_network_layout_get_column (layout, 1);
  const NrnColor red = { 1, 0, 0 };
  const guint32 *pixels;
  gssize stride;

  nrn_network_paint_dragged_column (cr, layout, 1, 10, 0, &nrn_palette_light);
  nrn_network_paint_place (cr, layout, 600, &red);
  nrn_network_paint_target (cr, layout, 2, &red);
  nrn_network_paint_dragged_unit (cr, 700, 600, 16, &nrn_palette_dark);
  nrn_network_paint_dragged_layer (cr, 800, 600, 60, &nrn_palette_dark);
  cairo_surface_flush (image);
  pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (image);
  stride = cairo_image_surface_get_stride (image) / 4;
  g_assert_cmpuint (pixels[(int) column->nodes[0].y * stride + (int) column->x + 10] >> 24, >, 0);
  g_assert_cmphex (pixels[HEIGHT / 2 * stride + 600], ==, 0xffff0000);
  g_assert_cmphex (pixels[600 * stride + 700] >> 24, ==, 0xff);
  g_assert_cmphex (pixels[600 * stride + 800] >> 24, ==, 0xff);
  g_assert_cmphex (pixels[600 * stride + 750], ==, 0);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/network-drag/headings", test_headings);
  g_test_add_func ("/drawing/network-drag/headings-in-view", test_headings_in_view);
  g_test_add_func ("/drawing/network-drag/places", test_places);
  g_test_add_func ("/drawing/network-drag/columns", test_columns);
  g_test_add_func ("/drawing/network-drag/paints", test_paints);

  return g_test_run ();
}
