/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of zoom and pan, and of the part of a network that is in view.
 */

#include "nrn-viewport.h"

#include <math.h>

#include "nrn-network-layout.h"

#define WIDTH  700.0
#define HEIGHT 500.0

static NrnNetworkLayout *
create_layout (const char *network,
               double      room)
{
  g_autoptr (NrnArchitecture) architecture = nrn_architecture_parse (network, NULL, NULL);
  const NrnNetworkLabels labels = { .room = room };

  return nrn_network_layout_new (architecture, room * WIDTH, room * HEIGHT, &labels);
}

static void
test_zoom_has_limits (void)
{
  NrnViewport viewport = NRN_VIEWPORT_FIT;

  g_assert_true (nrn_viewport_is_fit (&viewport));
  g_assert_true (nrn_viewport_set_zoom (&viewport, 100));
  g_assert_cmpfloat (viewport.zoom, ==, NRN_VIEWPORT_MAX_ZOOM);
  g_assert_false (nrn_viewport_set_zoom (&viewport, 9));
  g_assert_true (nrn_viewport_set_zoom (&viewport, 0));
  g_assert_cmpfloat (viewport.zoom, ==, NRN_VIEWPORT_MIN_ZOOM);
  g_assert_false (nrn_viewport_is_fit (&viewport));
}

/* Steps in and steps out leave no trace. */
static void
test_zoom_comes_back (void)
{
  NrnViewport viewport = NRN_VIEWPORT_FIT;

  for (guint i = 0; i < 7; i++)
    nrn_viewport_set_zoom (&viewport, viewport.zoom * 1.1);
  for (guint i = 0; i < 7; i++)
    nrn_viewport_set_zoom (&viewport, viewport.zoom / 1.1);
  g_assert_true (nrn_viewport_is_fit (&viewport));
  g_assert_cmpfloat (viewport.zoom, ==, 1);
}

/* However far one pans, the window is full of the picture. */
static void
test_pan_has_limits (void)
{
  NrnViewport viewport = { 2, 0.5, 0.5 };

  nrn_viewport_set_offset (&viewport, WIDTH, HEIGHT, -1e6, 1e6);
  g_assert_cmpfloat_with_epsilon (nrn_viewport_get_offset (2, viewport.center_x, WIDTH), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (nrn_viewport_get_offset (2, viewport.center_y, HEIGHT), HEIGHT,
                                  1e-9);
}

/* What is in the middle stays there in a larger window. */
static void
test_middle_stays (void)
{
  NrnViewport viewport = { 4, 0.5, 0.5 };
  double before;
  double after;

  nrn_viewport_set_offset (&viewport, WIDTH, HEIGHT, 300, 800);
  before = (nrn_viewport_get_offset (4, viewport.center_x, WIDTH) + WIDTH / 2) / WIDTH;
  after = (nrn_viewport_get_offset (4, viewport.center_x, 3 * WIDTH) + 1.5 * WIDTH) / (3 * WIDTH);
  g_assert_cmpfloat_with_epsilon (before, after, 1e-9);
}

/* A small picture is in the middle of the window. */
static void
test_small_is_centred (void)
{
  g_assert_cmpfloat_with_epsilon (nrn_viewport_get_offset (0.5, 0.1, WIDTH), -WIDTH / 4, 1e-9);
}

static void
assert_moved (const NrnNetworkNode *from,
              const NrnNetworkNode *to)
{
  g_assert_cmpfloat_with_epsilon (to->x, 3 * from->x - 150, 1e-9);
  g_assert_cmpfloat_with_epsilon (to->y, 3 * from->y - 90, 1e-9);
}

static void
test_view_moves_everything (void)
{
  g_autoptr (NrnNetworkLayout) whole = create_layout ("2-5-30-2", 1);
  g_autoptr (NrnNetworkLayout) view = nrn_network_layout_new_view (whole, 3, 150, 90, 640, 480);

  g_assert_cmpfloat (nrn_network_layout_get_width (view), ==, 640);
  g_assert_cmpfloat (nrn_network_layout_get_height (view), ==, 480);
  for (guint i = 0; i < nrn_network_layout_get_n_columns (whole); i++)
    {
      const NrnNetworkColumn *from = nrn_network_layout_get_column (whole, i);
      const NrnNetworkColumn *to = nrn_network_layout_get_column (view, i);

      g_assert_cmpuint (to->n_nodes, ==, from->n_nodes);
      g_assert_cmpfloat_with_epsilon (to->radius, 3 * from->radius, 1e-9);
      g_assert_cmpfloat_with_epsilon (to->bias_y, 3 * from->bias_y - 90, 1e-9);
      for (guint j = 0; j < from->n_nodes; j++)
        assert_moved (&from->nodes[j], &to->nodes[j]);
    }
}

/* What is under the pointer is found where it is drawn. */
static void
test_picks_in_view (void)
{
  g_autoptr (NrnNetworkLayout) whole = create_layout ("2-5-2", 1);
  g_autoptr (NrnNetworkLayout) view = nrn_network_layout_new_view (whole, 4, 900, 700, 700, 500);
  const NrnNetworkNode *node = &nrn_network_layout_get_column (whole, 1)->nodes[2];
  NrnPick pick;

  g_assert_true (nrn_network_layout_pick (view, 4 * node->x - 900, 4 * node->y - 700, &pick));
  g_assert_cmpint (pick.kind, ==, NRN_PICK_NODE);
  g_assert_cmpuint (pick.column, ==, 1);
  g_assert_cmpuint (pick.unit, ==, 2);
}

/* Type grows less than the network does. */
static void
test_type_grows_less (void)
{
  g_autoptr (NrnNetworkLayout) whole = create_layout ("2-5-2", 1);
  g_autoptr (NrnNetworkLayout) large = nrn_network_layout_new_view (whole, 4, 0, 0, 700, 500);
  g_autoptr (NrnNetworkLayout) small = nrn_network_layout_new_view (whole, 0.5, 0, 0, 700, 500);
  double scale = nrn_network_layout_get_scale (whole);

  g_assert_cmpfloat_with_epsilon (nrn_network_layout_get_scale (large), 2 * scale, 1e-9);
  g_assert_cmpfloat_with_epsilon (nrn_network_layout_get_scale (small), scale / 2, 1e-9);
}

/* More room, and fewer units are folded; type stays as large. */
static void
test_room_unfolds (void)
{
  g_autoptr (NrnNetworkLayout) tight = create_layout ("1-128-2", 1);
  g_autoptr (NrnNetworkLayout) roomy = create_layout ("1-128-2", 2);
  g_autoptr (NrnNetworkLayout) full = create_layout ("1-128-2", 4);

  g_assert_cmpuint (nrn_network_layout_get_column (tight, 1)->n_folded, >, 0);
  g_assert_cmpuint (nrn_network_layout_get_column (roomy, 1)->n_folded, <,
                    nrn_network_layout_get_column (tight, 1)->n_folded);
  g_assert_cmpuint (nrn_network_layout_get_column (full, 1)->n_folded, ==, 0);
  g_assert_cmpfloat_with_epsilon (nrn_network_layout_get_scale (full),
                                  nrn_network_layout_get_scale (tight), 1e-9);
}

/* A unit in one layout is translated to where it is in the other. */
static void
test_translates (void)
{
  g_autoptr (NrnNetworkLayout) from = create_layout ("2-5-2", 1);
  g_autoptr (NrnNetworkLayout) to = create_layout ("2-5-2", 2.3);

  for (guint i = 0; i < 3; i++)
    {
      double x = nrn_network_layout_get_column (from, i)->x;
      double y = 0;

      nrn_network_layout_translate (from, to, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, nrn_network_layout_get_column (to, i)->x, 1e-9);
      g_assert_cmpfloat_with_epsilon (y, 0, 1e-9);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawing/viewport/zoom-has-limits", test_zoom_has_limits);
  g_test_add_func ("/drawing/viewport/zoom-comes-back", test_zoom_comes_back);
  g_test_add_func ("/drawing/viewport/pan-has-limits", test_pan_has_limits);
  g_test_add_func ("/drawing/viewport/middle-stays", test_middle_stays);
  g_test_add_func ("/drawing/viewport/small-is-centred", test_small_is_centred);
  g_test_add_func ("/drawing/viewport/view-moves-everything", test_view_moves_everything);
  g_test_add_func ("/drawing/viewport/picks-in-view", test_picks_in_view);
  g_test_add_func ("/drawing/viewport/type-grows-less", test_type_grows_less);
  g_test_add_func ("/drawing/viewport/room-unfolds", test_room_unfolds);
  g_test_add_func ("/drawing/viewport/translates", test_translates);

  return g_test_run ();
}
